// Forms of name characters that people and computers use for one another: 髙 for 高, 邉 for 辺.
// For searching only, never for storing or showing. Facts of common knowledge written down here by hand:
// 旧字体 and the 新字体 that replaced them (常用漢字表, 内閣告示 2010 names both), and the 異体字 that the
// 戸籍統一文字 list relates.
#pragma once
#include <string_view>

namespace musubi::text {

struct NameVariant {
  char32_t from;
  char32_t to;
};

/// Sorted by `from` (text.cpp checks it when compiled). Targets are never sources, so folding twice is
/// folding once. 斎 and 斉 are two characters, but さいとう is written with any of four: all are found under
/// 斎.
inline constexpr NameVariant kNameVariants[] = {
    {U'㐂', U'喜'}, {U'㟢', U'崎'}, {U'亊', U'事'}, {U'亞', U'亜'}, {U'亰', U'京'}, {U'來', U'来'},
    {U'假', U'仮'}, {U'傳', U'伝'}, {U'價', U'価'}, {U'儉', U'倹'}, {U'兒', U'児'}, {U'兩', U'両'},
    {U'冨', U'富'}, {U'凉', U'涼'}, {U'凛', U'凜'}, {U'刄', U'刃'}, {U'勳', U'勲'}, {U'勵', U'励'},
    {U'區', U'区'}, {U'卷', U'巻'}, {U'卽', U'即'}, {U'吳', U'呉'}, {U'啟', U'啓'}, {U'喆', U'哲'},
    {U'圀', U'国'}, {U'國', U'国'}, {U'圍', U'囲'}, {U'圓', U'円'}, {U'圖', U'図'}, {U'團', U'団'},
    {U'埀', U'垂'}, {U'埜', U'野'}, {U'堯', U'尭'}, {U'增', U'増'}, {U'壯', U'壮'}, {U'壽', U'寿'},
    {U'夛', U'多'}, {U'奧', U'奥'}, {U'姬', U'姫'}, {U'學', U'学'}, {U'寬', U'寛'}, {U'寶', U'宝'},
    {U'將', U'将'}, {U'專', U'専'}, {U'對', U'対'}, {U'尙', U'尚'}, {U'峯', U'峰'}, {U'嵜', U'崎'},
    {U'嶋', U'島'}, {U'嶌', U'島'}, {U'嶽', U'岳'}, {U'巖', U'巌'}, {U'帶', U'帯'}, {U'廣', U'広'},
    {U'彌', U'弥'}, {U'德', U'徳'}, {U'恆', U'恒'}, {U'惠', U'恵'}, {U'愼', U'慎'}, {U'應', U'応'},
    {U'戀', U'恋'}, {U'戶', U'戸'}, {U'拔', U'抜'}, {U'敎', U'教'}, {U'斉', U'斎'}, {U'晄', U'晃'},
    {U'晉', U'晋'}, {U'曉', U'暁'}, {U'曻', U'昇'}, {U'曾', U'曽'}, {U'會', U'会'}, {U'杮', U'柿'},
    {U'枩', U'松'}, {U'柗', U'松'}, {U'栁', U'柳'}, {U'桒', U'桑'}, {U'條', U'条'}, {U'榮', U'栄'},
    {U'槇', U'槙'}, {U'槗', U'橋'}, {U'樂', U'楽'}, {U'橫', U'横'}, {U'檜', U'桧'}, {U'櫻', U'桜'},
    {U'權', U'権'}, {U'步', U'歩'}, {U'歸', U'帰'}, {U'氣', U'気'}, {U'淨', U'浄'}, {U'渕', U'淵'},
    {U'溫', U'温'}, {U'滿', U'満'}, {U'澁', U'渋'}, {U'澤', U'沢'}, {U'濱', U'浜'}, {U'濵', U'浜'},
    {U'瀧', U'滝'}, {U'瀨', U'瀬'}, {U'灣', U'湾'}, {U'爲', U'為'}, {U'狹', U'狭'}, {U'獎', U'奨'},
    {U'瑤', U'瑶'}, {U'甁', U'瓶'}, {U'畠', U'畑'}, {U'當', U'当'}, {U'發', U'発'}, {U'眞', U'真'},
    {U'祿', U'禄'}, {U'禮', U'礼'}, {U'稻', U'稲'}, {U'穗', U'穂'}, {U'竝', U'並'}, {U'絲', U'糸'},
    {U'經', U'経'}, {U'綠', U'緑'}, {U'緖', U'緒'}, {U'縣', U'県'}, {U'總', U'総'}, {U'繩', U'縄'},
    {U'續', U'続'}, {U'聰', U'聡'}, {U'聲', U'声'}, {U'與', U'与'}, {U'舘', U'館'}, {U'莊', U'荘'},
    {U'萊', U'莱'}, {U'萬', U'万'}, {U'藏', U'蔵'}, {U'藝', U'芸'}, {U'藪', U'薮'}, {U'處', U'処'},
    {U'號', U'号'}, {U'螢', U'蛍'}, {U'衞', U'衛'}, {U'裝', U'装'}, {U'覺', U'覚'}, {U'觀', U'観'},
    {U'譽', U'誉'}, {U'讓', U'譲'}, {U'豐', U'豊'}, {U'豫', U'予'}, {U'賴', U'頼'}, {U'轉', U'転'},
    {U'辯', U'弁'}, {U'遙', U'遥'}, {U'邉', U'辺'}, {U'邊', U'辺'}, {U'郞', U'郎'}, {U'鄕', U'郷'},
    {U'醫', U'医'}, {U'釋', U'釈'}, {U'銕', U'鉄'}, {U'鎭', U'鎮'}, {U'鐵', U'鉄'}, {U'鑛', U'鉱'},
    {U'關', U'関'}, {U'隱', U'隠'}, {U'雙', U'双'}, {U'靑', U'青'}, {U'靜', U'静'}, {U'顏', U'顔'},
    {U'顯', U'顕'}, {U'餘', U'余'}, {U'驒', U'騨'}, {U'驛', U'駅'}, {U'髙', U'高'}, {U'鷄', U'鶏'},
    {U'鷆', U'鷏'}, {U'鷗', U'鴎'}, {U'鹽', U'塩'}, {U'麥', U'麦'}, {U'黃', U'黄'}, {U'黑', U'黒'},
    {U'齊', U'斎'}, {U'齋', U'斎'}, {U'龍', U'竜'}, {U'龜', U'亀'}, {U'﨑', U'崎'}, {U'𠮷', U'吉'},
    {U'𡈽', U'土'},
};

}  // namespace musubi::text
