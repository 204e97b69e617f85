// 医療的ケア of three children: 佐藤ひなた with epilepsy; a child with a ventilator and a gastrostomy; one
// with diabetes. Names of devices, doses and settings are invented like everything else, and no advice.
#include "demo/demo_care.hpp"

#include "care/care_service.hpp"

namespace musubi::demo {
namespace {

using namespace care;
using enum CarePerformer;

constexpr std::size_t kHinata = 0;
constexpr std::size_t kFirstOther = 4;  // behind the known stories of demo_people

struct Care {
  Tx& tx;
  City& city;
  const Client& client;
  Dice dice;

  [[nodiscard]] Keeper keeper(std::string_view profession, int days_ago) const {
    const Member* author = &client.team.front();
    for (const auto& member : client.team)
      if (city.workers[member.worker].profession == profession) author = &member;
    const auto& worker = city.workers[author->worker];
    return {client.id, worker.post, worker.name, city.places[worker.place].name,
            japan_midnight(add_days(tx.today(), -days_ago)) + std::chrono::hours(15)};
  }
  template <class L, class T>
  void keep(CarePart part, std::optional<L> CareContent::*member, std::vector<T> items) {
    CareContent content;
    (content.*member).emplace().items = std::move(items);
    keep_part(tx, city.region, part, content, keeper("visiting_nurse", 60));
  }
  void keep_passport(CarePassport passport) {
    CareContent content;
    content.passport = std::move(passport);
    keep_part(tx, city.region, CarePart::passport, content,
              {client.id, client.family->post, client.family->name, "",
               japan_midnight(add_days(tx.today(), -40)) + std::chrono::hours(20)});
  }
  /// Valid from so many days ago to in so many days.
  void keep_sheet(InstructionKind kind, int from_ago, int until_in, std::vector<Line<40>> covers,
                  std::string_view note) {
    const auto by = keeper("doctor", from_ago + 3);
    std::array<std::uint8_t, 10> bytes{};
    for (auto& byte : bytes) byte = static_cast<std::uint8_t>(dice.next());
    NewInstruction sheet;
    sheet.id = InstructionId{make_uuid_v7(to_unix_us(by.at) / 1000, bytes)};
    sheet.content.kind = kind;
    sheet.content.doctor = {by.name};
    sheet.content.facility = {by.facility_name};
    sheet.content.issued_on = add_days(tx.today(), -from_ago - 3);
    sheet.content.valid_from = add_days(tx.today(), -from_ago);
    sheet.content.valid_until = add_days(tx.today(), until_in);
    sheet.content.covers.items = std::move(covers);
    sheet.content.note = {std::string(note)};
    keep_instruction(tx, city.region, sheet, by);
  }
};

void keep_epilepsy(Care& care) {
  care.keep(CarePart::procedures, &CareContent::procedures,
            std::vector<CareProcedure>{{{"seizure"},
                                        {"口腔用液 2.5mg"},
                                        {"横向きに寝かせ、頬と歯ぐきの間にゆっくり入れる。"},
                                        {"けいれんが5分続いたとき"},
                                        {{nurse, staff, guardian}},
                                        {"1日1回まで。使った時刻を必ず記録する。"},
                                        {},
                                        {}}});
  care.keep(CarePart::medicines, &CareContent::medicines,
            std::vector<CareMedicine>{{{"けいれん時の口腔用液"},
                                       {"2.5mg 1本（医師の指示書のとおり）"},
                                       {"けいれんが5分続いたとき"},
                                       {"職員室の鍵つき棚、上から2段目。本人のかばんにも1本。"}}});
  care.keep(CarePart::states, &CareContent::states,
            std::vector<CareState>{{{"けいれんが始まった"},
                                    {"時計を見て、始まった時刻を覚える\n横向きに寝かせ、まわりの物をどける\n"
                                     "口に物を入れない、体を押さえない\n5分続いたら口腔用液を使う"},
                                    {"薬を使って5分たっても止まらない／顔色が紫／くり返す"},
                                    {"母、主治医"}},
                                   {{"ぼんやりして返事がない（欠神）"},
                                    {"声をかけて、そばで見守る\n1分以内に戻れば記録だけでよい"},
                                    {"5分たっても戻らない"},
                                    {"母"}}});
  care.keep(CarePart::contacts, &CareContent::contacts,
            std::vector<CareContact>{{{"母（携帯）"}, {"母"}, {"090-0000-1101"}, {"仕事中も出られます"}},
                                     {{"父（職場）"}, {"父"}, {"0263-00-1102"}, {}},
                                     {{"祖母"}, {"祖母"}, {"0263-00-1103"}, {"車で10分"}}});
  care.keep(
      CarePart::hospitals, &CareContent::hospitals,
      std::vector<CareHospital>{
          {{"結乃市立病院"}, {"小児科"}, {"小林 医師"}, {"0012345"}, {"0263-00-2001"}, {"0263-00-2002"}}});
  care.keep_passport({{"ことばは2語文。「いや」は首をふります。絵カードがあると伝わります。"},
                      {"シャボン玉、電車の図鑑"},
                      {"白衣、大きな音、急に触られること"},
                      {"先に絵で見せてから。母の上着を持つと落ち着きます。"},
                      {"痛いときは黙って丸くなります。泣かないことがあります。"},
                      {},
                      {"卵は食べられません。ストローで飲みます。"}});
  care.keep_sheet(InstructionKind::medical_care, 150, 33, {{"seizure"}}, "けいれん時の対応のみ。");
}

void keep_ventilator(Care& care) {
  care.keep(CarePart::procedures, &CareContent::procedures,
            std::vector<CareProcedure>{{{"ventilator"},
                                        {"夜間と体調の悪いとき"},
                                        {"回路をつなぎ、胸の上がりとSpO₂を確かめる。"},
                                        {"21時〜7時、発熱時"},
                                        {{nurse, guardian}},
                                        {"加湿器の水を切らさない。警報は消さずに原因を見る。"},
                                        {},
                                        {}},
                                       {{"tracheostomy"},
                                        {"カニューレ 4.0 カフなし"},
                                        {"固定ひもは指1本入る強さ。"},
                                        {"毎日"},
                                        {{nurse, guardian}},
                                        {"抜けたら予備をすぐ入れる。入らなければ1つ小さいもの。"},
                                        {},
                                        {}},
                                       {{"suction_tracheal"},
                                        {"8Fr、深さ7cm、20kPa"},
                                        {"10秒以内で引く。"},
                                        {"ゴロゴロしたとき、1〜2時間ごと"},
                                        {{nurse, certified_worker, guardian}},
                                        {"奥まで入れない。"},
                                        {},
                                        {}},
                                       {{"suction_oral_nasal"},
                                        {"8Fr"},
                                        {},
                                        {"必要なとき"},
                                        {{nurse, certified_worker, guardian}},
                                        {},
                                        {},
                                        {}},
                                       {{"tube_gastrostomy"},
                                        {"ボタン型 14Fr 1.7cm"},
                                        {"上体を30度起こし、1時間かけて200mL。前後に白湯20mL。"},
                                        {"7時・12時・18時・21時"},
                                        {{nurse, certified_worker, guardian}},
                                        {"注入前に胃の中の空気を抜く。せき込んだら止める。"},
                                        {},
                                        {}},
                                       {{"oxygen"},
                                        {"1L/分"},
                                        {},
                                        {"SpO₂が92%より低いとき"},
                                        {{nurse, guardian}},
                                        {"火気から2m離す。"},
                                        {},
                                        {}}});
  care.keep(CarePart::devices, &CareContent::devices,
            std::vector<CareDevice>{{{"人工呼吸器"},
                                     {"ソヨカゼ200（架空）"},
                                     {{{{"モード"}, {"SIMV"}, {}},
                                       {{"一回換気量"}, {"120"}, {"mL"}},
                                       {{"呼吸回数"}, {"18"}, {"回/分"}},
                                       {{"PEEP"}, {"5"}, {"cmH₂O"}}}},
                                     {"ミナト医療機器（架空）"},
                                     {"0263-00-3001"},
                                     {"0120-00-3002"},
                                     {"停電時は外部バッテリーへ。自宅に発電機あり。"},
                                     8.0,
                                     {"回路・フィルターは寝室の青い箱。回路は2週間ごとに交換。"},
                                     {"アンビューバッグはベッドの頭側と車いすの背"}},
                                    {{"吸引器"},
                                     {"ポータブル"},
                                     {},
                                     {"ミナト医療機器（架空）"},
                                     {"0263-00-3001"},
                                     {},
                                     {"充電式"},
                                     1.0,
                                     {"カテーテルは車いすのポケットに5本"},
                                     {"足踏み式が玄関の棚"}},
                                    {{"酸素濃縮器・ボンベ"},
                                     {},
                                     {{{{"流量"}, {"1"}, {"L/分"}}}},
                                     {"ミナト医療機器（架空）"},
                                     {"0263-00-3001"},
                                     {"0120-00-3002"},
                                     {"濃縮器はコンセントのみ。停電時はボンベへ。"},
                                     {},
                                     {"ボンベ2本。残り50で連絡"},
                                     {}}});
  care.keep(CarePart::medicines, &CareContent::medicines,
            std::vector<CareMedicine>{{{"吸入薬"},
                                       {"1回1本（医師の指示書のとおり）"},
                                       {"ゼーゼーして吸引しても楽にならないとき"},
                                       {"加湿器をはずし、呼吸器の回路につなぐ。"}}});
  care.keep(CarePart::states, &CareContent::states,
            std::vector<CareState>{
                {{"カニューレが抜けた"},
                 {"人を呼ぶ。あわてない\n予備のカニューレ（4.0）を入れ、ひもで固定する\n入らなければ3."
                  "5を入れる\nどちらも入らなければ、気管孔をふさがず口と鼻からアンビューバッグ"},
                 {"カニューレが入らない／SpO₂が85%より低い"},
                 {"母、訪問看護（24時間）"}},
                {{"SpO₂が92%より低い"},
                 {"カニューレと回路が外れていないか見る\n吸引する\n酸素1L/"
                  "分を始める\n5分たっても上がらなければアンビューバッグ"},
                 {"90%に戻らない／顔色が悪い"},
                 {"母、訪問看護（24時間）"}},
                {{"停電・呼吸器が止まった"},
                 {"アンビューバッグで呼吸を助ける\n外部バッテリーに替える\n業者の夜間番号に電話する"},
                 {"バッテリーが1時間を切る"},
                 {"ミナト医療機器の夜間番号"}},
                {{"胃ろうのボタンが抜けた"},
                 {"ガーゼでおさえる\n2時間以内に病院へ（穴が閉じます）"},
                 {},
                 {"母、結乃市立病院"}}});
  care.keep(CarePart::contacts, &CareContent::contacts,
            std::vector<CareContact>{
                {{"母（携帯）"}, {"母"}, {"090-0000-1201"}, {}},
                {{"訪問看護（24時間）"}, {"訪問看護"}, {"0263-00-1202"}, {"呼吸器のことも聞けます"}},
                {{"父（携帯）"}, {"父"}, {"090-0000-1203"}, {}}});
  care.keep(CarePart::hospitals, &CareContent::hospitals,
            std::vector<CareHospital>{{{"結乃市立病院"},
                                       {"小児科・呼吸器外来"},
                                       {"中村 医師"},
                                       {"0067890"},
                                       {"0263-00-2001"},
                                       {"0263-00-2002"}},
                                      {{"信野こども医療センター（架空）"},
                                       {"小児外科（胃ろう・気管切開）"},
                                       {},
                                       {"A-4410"},
                                       {"0263-00-2100"},
                                       {}}});
  care.keep_passport({{"目を上に向けると「はい」、そらすと「いいえ」。まばたきで呼びます。声は出ませんが、よ"
                       "く聞いています。"},
                      {"兄の声、電車の音、窓ぎわ"},
                      {"まぶしい光、足を急に持ち上げられること"},
                      {"はじめに名前を呼び、これからすることを言ってください。"},
                      {"眉を寄せ、心拍が130をこえます。"},
                      {"右を下に横向きが楽。枕はひざの間にも。首を後ろに反らさない。"},
                      {"口からは味見だけ（ヨーグルトを舌先に）。"}});
  care.keep_sheet(InstructionKind::medical_care, 200, -17,
                  {{"ventilator"},
                   {"tracheostomy"},
                   {"suction_tracheal"},
                   {"suction_oral_nasal"},
                   {"tube_gastrostomy"},
                   {"oxygen"}},
                  "小学校での医療的ケア。");
  care.keep_sheet(InstructionKind::visiting_nursing, 120, 62, {}, "週5日。入浴、排痰、呼吸器の点検。");
  care.keep_sheet(InstructionKind::suction, 160, 20,
                  {{"suction_tracheal"}, {"suction_oral_nasal"}, {"tube_gastrostomy"}},
                  "放課後等デイサービスの認定特定行為業務従事者へ。");
}

void keep_diabetes(Care& care) {
  care.keep(CarePart::procedures, &CareContent::procedures,
            std::vector<CareProcedure>{{{"glucose"},
                                        {"指先で測る"},
                                        {},
                                        {"給食前、体育の前、顔色が悪いとき"},
                                        {{self_, nurse, guardian}},
                                        {"手を洗ってから。"},
                                        {},
                                        {}},
                                       {{"insulin"},
                                        {"ペン型"},
                                        {"おなかか太もも。本人が打ち、看護師が単位を一緒に見る。"},
                                        {"給食前"},
                                        {{self_, nurse, guardian}},
                                        {"食べる量が決まってから打つ。"},
                                        {},
                                        {}}});
  care.keep(CarePart::medicines, &CareContent::medicines,
            std::vector<CareMedicine>{{{"ブドウ糖"},
                                       {"10g 1袋（医師の指示書のとおり）"},
                                       {"血糖が70より低い、または手がふるえる"},
                                       {"本人の机の中と保健室。15分後にもう一度測る。"}}});
  care.keep(CarePart::states, &CareContent::states,
            std::vector<CareState>{{{"手がふるえる・冷や汗・ぼんやり（低血糖）"},
                                    {"一人にしない\n血糖を測る。測れなければ待たずにブドウ糖\n15分後にもう一"
                                     "度測る\n70をこえたらクラッカー2枚"},
                                    {"飲み込めない、返事がない"},
                                    {"母、主治医"}}});
  care.keep(CarePart::contacts, &CareContent::contacts,
            std::vector<CareContact>{{{"母（携帯）"}, {"母"}, {"090-0000-1301"}, {}},
                                     {{"保健室"}, {"養護教諭"}, {"0263-00-1302"}, {}}});
  care.keep(
      CarePart::hospitals, &CareContent::hospitals,
      std::vector<CareHospital>{
          {{"結乃市立病院"}, {"小児科 糖尿病外来"}, {}, {"0034567"}, {"0263-00-2001"}, {"0263-00-2002"}}});
  care.keep_passport({{"自分で言えます。急いでいるときは短く聞いてください。"},
                      {"サッカー"},
                      {"みんなの前で測ること"},
                      {"保健室で測ると安心します。"},
                      {},
                      {},
                      {"食べてはいけない物はありません。"}});
  care.keep_sheet(InstructionKind::medical_care, 90, 270, {{"glucose"}, {"insulin"}},
                  "学校での血糖測定と注射。");
}

}  // namespace

void keep_ventilator_care(Tx& tx, City& city, const Client& client) {
  Care care{tx, city, client, Dice(city.size.seed * 49979687)};
  keep_ventilator(care);
}

void keep_care(db::Database& database, City& city) {
  database.write_now([&](Tx& tx) {
    constexpr void (*kStories[])(Care&) = {keep_epilepsy, keep_ventilator, keep_diabetes};
    std::size_t story = 0;
    for (std::size_t i = kHinata; i < city.clients.size() && story < std::size(kStories);
         i = i == kHinata ? kFirstOther : i + 1) {
      const auto& client = city.clients[i];
      if (client.age < 3 || client.age >= 18 || client.team.empty() || !client.family) continue;
      Care care{tx, city, client, Dice(city.size.seed * 6700417 + i)};
      kStories[story++](care);
    }
  });
}

}  // namespace musubi::demo
