#include "demo/demo_phrases.hpp"

namespace musubi::demo {
namespace {

using Lines = std::string_view[];
using enum InfoClass;

constexpr Lines kNurseryDay = {
    "{n}は今日、登園後すぐに自分から靴をしまい、お気に入りの電車の絵本を開いていました。",
    "給食は{p}ほど食べました。苦手な人参も、一口だけ自分で口に運べました。",
    "午睡は{m}ほど遅れて入眠し、{t}に目を覚ましました。起きたあとの機嫌はよかったです。",
    "園庭の鬼ごっこに、はじめて最後まで参加できました。",
    "朝の会で名前を呼ばれると、手を挙げて返事ができました。",
    "{t}ごろ、友だちにおもちゃを取られて泣きましたが、先生のそばで{m}ほどで落ち着きました。",
    "製作の時間、はさみで直線を切ることができました。持ち替えはまだ手伝いが必要です。",
};
constexpr Lines kNurseryDetail = {
    "音の大きい場面では耳をふさぐ様子があり、部屋の隅の落ち着ける場所を使いました。",
    "絵カードで次の予定を見せると、切り替えが早くなっています。",
    "友だちの名前を呼んで遊びに誘う姿が増えてきました。",
    "着替えは声かけ一回で取りかかれました。ボタンは上の一つだけ手伝いました。",
    "指示は短く一つずつ伝えるようにしています。",
};
constexpr Lines kNurseryEnd = {
    "ご家庭での様子も教えてください。",
    "明日は園外保育です。水筒をお願いします。",
    "引き続き様子を見ていきます。",
    "次回の療育で見てほしい点があれば、お知らせください。",
};
constexpr Lines kSchoolDay = {
    "国語の音読で、{n}は行を指で追いながら最後まで読みました。読み間違いは前回より減っています。",
    "算数の文章題では、図にすると理解できることが多いようです。",
    "二時間目の終わりごろから離席があり、廊下で{m}ほどクールダウンしてから戻りました。",
    "連絡帳を書き写すのに時間がかかったため、写真で記録する方法を試しました。",
    "体育の縄跳びで、続けて跳べる回数が増えました。",
    "今日は保健室で{m}休んでから、四時間目に教室へ戻りました。",
    "グループ活動で司会の役を引き受け、最後までやりとげました。",
};
constexpr Lines kSchoolDetail = {
    "座席を前の列にしてから、指示の聞き返しが減りました。",
    "ひらがなの特殊音節（小さい「っ」「ゃ」）でつまずきが続いています。",
    "予定の変更は朝のうちに紙で伝えると、落ち着いて過ごせます。",
    "友だちとのやり取りで困ったときは、カードで先生に知らせる約束をしています。",
    "タブレットの読み上げを使うと、内容の理解は学年相応でした。",
};
constexpr Lines kSchoolEnd = {
    "来週の通級で取り上げていただけると助かります。",
    "ご家庭では宿題の量はいかがでしょうか。",
    "次の校内委員会で共有します。",
    "支援計画の目標と合わせて見ていきます。",
};
constexpr Lines kNurseVisit = {
    "訪問時、体温{c}、SpO₂ {s}。呼吸音は両側とも清、喘鳴はありませんでした。",
    "経管栄養の注入は{m}で終了し、嘔気や腹部膨満は見られませんでした。",
    "{t}に訪問。夜間の吸引は3回とのこと、痰は白色でさらさらしています。",
    "体温{c}、食事は{p}程度。内服は飲み忘れなくできています。",
    "胃ろう周囲の皮膚に軽い発赤があります。洗浄し、保護剤を塗りました。",
    "血圧はいつもの範囲です。足のむくみは先週より軽くなっています。",
    "人工呼吸器の回路を確認し、異常はありませんでした。予備バッテリーも充電できています。",
};
constexpr Lines kNurseDetail = {
    "ご家族の睡眠が細切れになっており、お疲れの様子です。",
    "水分は一日で700mLほど取れています。",
    "右を下にした姿勢のほうが、呼吸が楽なようです。",
    "発作は前回の訪問から2回、いずれも1分以内におさまっています。",
    "便は2日に1回、いつもの硬さです。",
};
constexpr Lines kNurseEnd = {
    "38.5℃を超える、または哺乳が半分以下のときはご連絡ください。",
    "次回は木曜日に伺います。",
    "主治医に写真を添えて報告しました。",
    "変わりがあれば時間外でもお電話ください。",
};
constexpr Lines kUrgent = {
    "{t}ごろ、自宅の廊下で転倒。頭は打っていません。右ひざに擦り傷があり、手当てをしました。",
    "{t}に全身のけいれんが約3分ありました。坐薬を使い、その後は入眠しています。",
    "発熱{c}、水分がほとんど取れていません。{t}に受診しました。",
    "給食後に口のまわりの発疹と咳があり、緊急時の手順どおりに対応して救急要請しました。現在は落ち着いています"
    "。",
};
constexpr Lines kUrgentDetail = {
    "意識ははっきりしており、会話もできています。",
    "同じことが続くようなら再受診するようお伝えしています。",
    "保護者には電話で連絡済みです。",
};
constexpr Lines kUrgentEnd = {"内容を確認された方は「確認しました」を押してください。",
                              "明日の朝の様子を必ず共有してください。"};
constexpr Lines kDoctor = {
    "定期受診。抗てんかん薬は同量で継続とし、次回に血中濃度を測定します。",
    "診察では胸の音はきれいでした。吸入は一日2回を続けてください。",
    "発達検査の結果を説明しました。ことばの理解に比べて表出がゆっくりです。",
    "体重の増えがゆるやかなため、注入量を一日50mL増やします。",
    "睡眠の相談あり。就寝前の画面を控え、二週間の睡眠表をお願いしました。",
    "アレルギーの負荷試験の日程が決まりました。前日から抗ヒスタミン薬は中止です。",
};
constexpr Lines kDoctorDetail = {
    "学校での与薬は不要です。",
    "プールは参加して構いません。耳栓を使ってください。",
    "次の受診は4週間後の予定です。",
    "訪問看護指示書は来月末まで有効です。",
};
constexpr Lines kDoctorEnd = {"様子が変わったときは早めに受診してください。",
                              "ご不明な点は外来へお問い合わせください。"};
constexpr Lines kTherapy = {
    "ことばの課題では、絵を見て三語文で説明できました。",
    "スイングで揺れる遊びを十分に行ったあと、机上の課題に{m}集中できました。",
    "鉛筆の持ち方に補助具を使うと、筆圧が安定しました。",
    "口腔機能の練習を継続。舌の左右の動きが出てきています。",
    "階段の上りは手すりなしで交互に足を出せるようになりました。",
    "座位保持の椅子を調整し、食事中の姿勢が安定しました。",
};
constexpr Lines kTherapyDetail = {
    "できたことをその場で具体的にほめると、次も自分から取り組めます。",
    "感覚の過敏さは、前もって知らせると和らぎます。",
    "家庭でも一日5分、同じ遊びをお願いしています。",
    "左手の使い方はまだぎこちなさが残ります。",
};
constexpr Lines kTherapyEnd = {"園でも同じ声かけをしていただけるとうれしいです。",
                               "次回は靴下の着脱を練習します。"};
constexpr Lines kPsychology = {
    "面談では、{n}は好きなゲームの話から少しずつ学校のことを話してくれました。",
    "発達検査を実施しました。結果は来週、保護者の方にご説明します。",
    "朝の不安が強い日は、登校の時間をずらす約束を一緒に決めました。",
    "読みの速さの検査で、同じ学年の平均より時間がかかっています。",
};
constexpr Lines kPsychologyDetail = {
    "見通しが持てると落ち着いて取り組めるところが強みです。",
    "一度に覚えられる量が限られるため、メモの併用が役立ちます。",
    "失敗への不安が強いので、途中の努力を認める声かけをお願いします。",
};
constexpr Lines kPsychologyEnd = {"担任の先生とも共有したいと思います。", "次回の面談は二週間後です。"};
constexpr Lines kPublicHealth = {
    "1歳6か月児健診のあとの電話で様子を伺いました。指差しが増えてきたそうです。",
    "家庭訪問をしました。お母さんは夜の授乳が減り、少し眠れるようになったとのことです。",
    "3歳児健診で、ことばと視力の再検査をおすすめしました。",
    "予防接種の予定を一緒に確認しました。",
    "親子教室に参加。はじめは母のそばから離れませんでしたが、後半は砂遊びを楽しみました。",
};
constexpr Lines kPublicHealthDetail = {
    "きょうだいの世話もあり、送迎の負担が大きいようです。",
    "身長・体重は成長曲線に沿って伸びています。",
    "利用できる一時預かりについて情報をお渡ししました。",
};
constexpr Lines kPublicHealthEnd = {"一か月後にもう一度お電話します。",
                                    "気になることがあれば、いつでもご連絡ください。"};
constexpr Lines kCare = {
    "サービス担当者会議の日程を来週水曜の14時で調整しています。",
    "福祉用具の手すりが本日設置されました。",
    "認定更新の訪問調査が終わりました。結果は一か月ほどかかります。",
    "ご家族から、夜間のトイレ介助が増えていると相談がありました。",
    "短期入所の利用希望があり、空きを確認しています。",
    "計画の見直しにあたり、皆さまのご意見をお願いします。",
};
constexpr Lines kCareDetail = {
    "ご本人は「自分の家で過ごしたい」とはっきり話されています。",
    "デイサービスの回数を週2回から3回に増やす案です。",
    "ご家族の体調も心配です。",
};
constexpr Lines kCareEnd = {"ご都合の悪い方は返信してください。", "ケアプランの案は会議で配布します。"};
constexpr Lines kHelper = {
    "{t}に訪問。入浴介助を行い、皮膚の傷や赤みはありませんでした。",
    "昼食は{p}召し上がりました。むせはありません。",
    "居室の掃除と洗濯を行いました。冷蔵庫に期限切れの食品があったため、ご本人と確認して処分しました。",
    "トイレまでの歩行は見守りでできました。ふらつきは少ないです。",
    "服薬カレンダーの朝の分が残っていました。",
};
constexpr Lines kHelperDetail = {"昔の仕事の話をたくさんしてくださいました。",
                                 "室温が高めだったので、エアコンの設定を直しました。",
                                 "左の足に少しむくみがあります。"};
constexpr Lines kHelperEnd = {"看護師さんの次回訪問時に見ていただけると安心です。", "特に変わりありません。"};
constexpr Lines kPharmacy = {
    "処方が1剤変わりました。眠気が出ることがあるため、数日は様子をお知らせください。",
    "残薬を確認し、14日分を次回の処方で調整していただくことにしました。",
    "粉薬を嫌がるとのことで、単シロップと混ぜる方法をお伝えしました。",
    "一包化に変更しました。日付と服用時点を印字しています。",
};
constexpr Lines kPharmacyDetail = {"他院の薬との飲み合わせに問題はありません。",
                                   "グレープフルーツは避けてください。"};
constexpr Lines kPharmacyEnd = {"ご不明な点は薬局までお電話ください。", "次回の訪問は来週です。"};
constexpr Lines kDayService = {
    "今日の活動は調理でした。{n}は計量を担当し、レシピを見ながら最後まで取り組みました。",
    "送迎の車内で、学校であったことを自分から話してくれました。",
    "宿題は{m}で終わりました。漢字は大きなマスを使うと書きやすいようです。",
    "公園で年下の子に順番を譲る姿が見られました。",
    "気持ちの温度計を使って、今の気持ちを「3」と伝えられました。",
};
constexpr Lines kDayServiceDetail = {"切り替えの前に、あと5分とタイマーで知らせています。",
                                     "おやつは完食、水分もよく取れています。",
                                     "大きな声が苦手な様子だったので、静かな部屋を使いました。"};
constexpr Lines kDayServiceEnd = {"お迎えの時に詳しくお伝えします。", "来月の予定表をお渡ししました。"};
constexpr Lines kCoordinator = {
    "支援会議を開きました。学校と家庭で同じ合図を使うことを決めました。",
    "就学相談の申込みを受け付けました。見学は二校を予定しています。",
    "医療機関からの情報をもとに、支援計画の見直しを始めます。",
    "検査の予約が取れました。待ち時間は約六週間です。",
    "新しい担任の先生がチームに加わりました。よろしくお願いします。",
};
constexpr Lines kCoordinatorDetail = {"次の会議は一か月後です。",
                                      "議事の要点はこの記事に返信で追記してください。",
                                      "保護者の方の希望も反映しています。"};
constexpr Lines kCoordinatorEnd = {"ご確認をお願いします。", "ご意見は金曜日までにお寄せください。"};
constexpr Lines kFamily = {
    "昨日は祖父母の家に行き、いとこたちと花火をしました。よく笑っていました。",
    "朝から咳が少し出ています。熱は{c}でした。",
    "家で「学校は楽しい」と話してくれました。先生方のおかげです。",
    "夜なかなか寝つけず、{m}ほど起きていました。",
    "自分で歯みがきができるようになりました。",
    "偏食が続いていて、白いご飯しか食べない日があります。",
    "病院で教えていただいた体操を、毎晩続けています。",
};
constexpr Lines kFamilyDetail = {"少し疲れているようなので、よろしくお願いします。",
                                 "本人はとてもうれしそうでした。", "下の子の世話もあり、正直くたくたです。"};
constexpr Lines kFamilyEnd = {"いつもありがとうございます。", "気づいたことがあれば教えてください。",
                              "次の面談で相談させてください。"};

constexpr Theme kUrgentTheme = {"urgent", health, kUrgent, kUrgentDetail, kUrgentEnd};

constexpr Theme kNursery[] = {{"report", development, kNurseryDay, kNurseryDetail, kNurseryEnd},
                              {"contact", education, kNurseryDay, kNurseryDetail, kNurseryEnd}};
constexpr Theme kSchool[] = {{"report", education, kSchoolDay, kSchoolDetail, kSchoolEnd},
                             {"consult", education, kSchoolDay, kSchoolDetail, kSchoolEnd}};
constexpr Theme kNurse[] = {{"record", health, kNurseVisit, kNurseDetail, kNurseEnd},
                            {"report", health, kNurseVisit, kNurseDetail, kNurseEnd},
                            {"record", health, kNurseVisit, kNurseDetail, kNurseEnd},
                            kUrgentTheme};
constexpr Theme kDoctors[] = {{"report", health, kDoctor, kDoctorDetail, kDoctorEnd}};
constexpr Theme kTherapists[] = {{"record", development, kTherapy, kTherapyDetail, kTherapyEnd}};
constexpr Theme kPsychologists[] = {{"consult", development, kPsychology, kPsychologyDetail, kPsychologyEnd}};
constexpr Theme kPublicHealths[] = {
    {"record", health, kPublicHealth, kPublicHealthDetail, kPublicHealthEnd},
    {"contact", family, kPublicHealth, kPublicHealthDetail, kPublicHealthEnd}};
constexpr Theme kCares[] = {{"contact", welfare, kCare, kCareDetail, kCareEnd}};
constexpr Theme kHelpers[] = {{"record", welfare, kHelper, kHelperDetail, kHelperEnd}};
constexpr Theme kPharmacies[] = {{"report", health, kPharmacy, kPharmacyDetail, kPharmacyEnd}};
constexpr Theme kDayServices[] = {{"report", welfare, kDayService, kDayServiceDetail, kDayServiceEnd},
                                  {"record", development, kDayService, kDayServiceDetail, kDayServiceEnd}};
constexpr Theme kCoordinators[] = {{"contact", basic, kCoordinator, kCoordinatorDetail, kCoordinatorEnd}};
constexpr Theme kFamilies[] = {{"contact", family, kFamily, kFamilyDetail, kFamilyEnd}};

constexpr Lines kWorkReplies = {
    "共有ありがとうございます。こちらでも気をつけて見ていきます。",
    "承知しました。次回の訪問で確認します。",
    "園でも同じ様子が見られます。声かけをそろえましょう。",
    "写真がとても参考になりました。",
    "次の会議の議題に加えます。",
    "主治医にも伝えておきます。",
    "了解です。担当者に引き継ぎました。",
};
constexpr Lines kFamilyReplies = {"教えてくださってありがとうございます。", "家でも試してみます。",
                                  "安心しました。よろしくお願いします。"};

}  // namespace

std::span<const Theme> themes_for(Voice voice, int age) {
  switch (voice) {
    case Voice::nursery:
      return age >= 7 ? std::span<const Theme>(kSchool) : std::span<const Theme>(kNursery);
    case Voice::school:
      return kSchool;
    case Voice::nurse:
      return kNurse;
    case Voice::doctor:
      return kDoctors;
    case Voice::therapist:
      return kTherapists;
    case Voice::psychologist:
      return kPsychologists;
    case Voice::public_health:
      return kPublicHealths;
    case Voice::care_manager:
      return kCares;
    case Voice::helper:
      return kHelpers;
    case Voice::pharmacist:
      return kPharmacies;
    case Voice::day_service:
      return kDayServices;
    case Voice::coordinator:
      return kCoordinators;
    case Voice::guardian:
      return kFamilies;
  }
  return kCoordinators;
}

std::span<const std::string_view> replies_for(Voice voice) {
  return voice == Voice::guardian ? std::span<const std::string_view>(kFamilyReplies)
                                  : std::span<const std::string_view>(kWorkReplies);
}

}  // namespace musubi::demo
