// 上條ゆい and 上條けい, in the 1歳児 class: twins born at 27 weeks. One walks late and needs therapy, the
// other catches up. Ages are corrected for the twelve weeks they came early.
#include "demo/childhoods/childhood.hpp"

namespace musubi::demo {
namespace {

using enum InfoClass;
using Kind = course::CourseKind;

constexpr int kGestation = 27 * 7 + 4;  // days

struct Team {
  Who nurse = 0, doctor = 0, coordinator = 0, therapist = 0, nursery = 0;
};

Team seats_of(Childhood& c, bool therapy) {
  Team team;
  team.nurse = c.joins("health_centre", "public_health_nurse", "地区担当", c.age(0, 2));
  team.doctor = c.joins("hospital", "doctor", "フォローアップ外来", c.age(0, 0, 1), {},
                        {.role = access::SeatRole::lead});
  team.coordinator = c.joins("inclusive_centre", "coordinator", "コーディネーター", c.age(0, 5), {},
                             {.role = access::SeatRole::coordinator});
  team.nursery = c.joins("certified_centre", "nursery_teacher", "担任", c.first_day(-4), {}, {.place = 1});
  if (therapy) team.therapist = c.joins("hospital", "physical_therapist", "理学療法", c.age(0, 8));
  c.consents(c.age(0, 2));
  c.attends("certified_centre", 1, "1歳児", c.first_day(-4));
  return team;
}

void tell_elder(Childhood& c, Who mother, Who father) {
  const auto [nurse, doctor, coordinator, therapist, nursery] = seats_of(c, true);
  c.careful("早産（27週）。かぜで酸素が下がりやすい。");
  c.event(Kind::hospital, c.age(0), doctor, "27週4日、双子の姉として生まれる", health,
          "出生体重 912g。人工呼吸 18日、酸素 54日。", "結乃市立病院 NICU", c.age(0, 2, 24));
  c.event(Kind::diagnosis, c.age(0, 2), doctor, "脳室周囲白質軟化症（PVL）", health,
          "退院前のMRIで両側に。運動の発達を早くから見ていく。", "結乃市立病院");
  c.event(Kind::therapy, c.age(0, 8), therapist, "理学療法を始める", health, "週1回、外来で。",
          "結乃市立病院");
  c.checkup("month_3", nurse, "修正0か月台。体重の増えは順調。母の疲れを聞き、産後ケアを週2回に。", "自宅");
  c.checkup("month_9", nurse, "修正6か月台。寝返りは右だけ。足が交差しやすい。", "自宅");
  c.grows({{0, -1.4}, {6, -1.3}, {24, -1.0}}, {{0, -1.6}, {6, -1.5}, {24, -1.1}}, {nurse}, kGestation);
  c.writes(
       c.age(0, 2, 26), nurse, health,
       "退院の翌日に訪問。二人そろって家で眠るのは初めて。授乳は3時間ごと、交代の表を父が冷蔵庫に貼っていまし"
       "た。")
      .to_family()
      .answered(mother, "どちらが飲んだか分からなくなるので助かっています。");
  c.writes(c.age(0, 4, 8), doctor, health,
           "修正1か月。追視よし。下肢の緊張がやや高め。次回は修正4か月、理学療法士も同席します。")
      .to_family();
  c.writes(
       c.age(0, 8, 6), therapist, health,
       "仰向けで足が突っ張ると、背中まで反ります。抱き方を母と確かめました。丸く抱くと、手が口に届きます。")
      .to_family()
      .answered(father, "丸抱き、父もできました。");
  c.tested(c.age(1, 3), therapist, "gmfcs",
           {.place = {"理学療法室"},
            .values = {{score("level", 2)}},
            .for_guardians =
                {"支えがあれば立つ練習ができます。いまの時期の分類で、これから変わることがあります。"},
            .for_teachers = {"床での遊びの時間を長く。座る姿勢は、あぐらより脚を前に出す形で。"}});
  c.tested(c.age(1, 3, 10), doctor, "enjoji",
           {.place = {"フォローアップ外来"},
            .conditions = {"修正12か月。眠くなる前に行った。"},
            .values = {{quotient("gross", 58, 15), quotient("hand", 72, 15), quotient("habit", 78, 15),
                        quotient("relation", 84, 15), quotient("speech", 80, 15),
                        quotient("comprehension", 84, 15)}},
            .findings = {"移動運動のほかは、修正月齢でみるとほぼ年齢相応。"},
            .for_guardians = {"人とのやりとり、ことばの芽は、修正した月齢どおりに育っています。"}});
  c.writes(c.first_day(-4), nursery, basic,
           "慣らし保育。妹と手をつなぐと泣きません。午睡は布団を並べて、姉が先に眠りました。")
      .to_family();
  c.writes(add_days(c.first_day(-4), 40), nursery, development,
           "ずりばいで部屋の向こうの絵本まで。取れた本をけいさんに渡します。")
      .to_family()
      .answered(mother, "家でもお姉さんしています。");
  c.writes(add_days(c.first_day(-4), 95), therapist, health,
           "園を訪問。いすの足台を3cm上げました。立つときは膝の裏ではなく、お尻を支えてください。")
      .answered(nursery, "写真つきで、手洗い場に貼りました。");
  c.writes(add_days(c.today(), -15), therapist, health,
           "短下肢装具の型を取りました。できあがりは3週間後。歩行器の試用も始めます。")
      .to_family();
  c.writes(add_days(c.today(), -2), nursery, basic,
           "つかまり立ちで10秒。けいさんが「おー」と言い、二人で笑いました。")
      .to_family()
      .asks();
  c.writes(c.age(0, 3, 10), nurse, health,
           "体重3,020g。二人分の記録を一枚にまとめる表を使い始めました。夜は祖母が週2回泊まります。")
      .to_family();
  c.writes(
       c.age(0, 5, 18), coordinator, basic,
       "面談。ゆいさんの療育、二人の保育、ご両親の休みの三つを順に進めます。連絡は母の携帯へ、平日の昼に。")
      .to_family()
      .answered(mother, "昼なら必ず出られます。");
  c.writes(c.age(0, 10, 3), therapist, health,
           "うつ伏せで頭を上げて15秒。胸の下に丸めたタオルを入れると、両手が前に出ます。")
      .to_family();
  c.writes(c.age(1, 0, 2), doctor, health,
           "修正9か月。股関節の開きに左右差なし。装具は修正1歳半ごろに考えます。")
      .to_family();
  c.writes(c.age(1, 1, 9), nurse, health,
           "二人で風邪。ゆいさんは酸素が下がりやすいので、回数の多い呼吸が続けば受診するよう確かめました。")
      .to_family();
  c.writes(add_days(c.first_day(-4), 70), nursery, development,
           "ボールを転がすと、腹ばいで追いかけます。途中で絵本に出会うと、そこで読書になります。")
      .to_family();
  c.writes(add_days(c.first_day(-4), 130), coordinator, welfare,
           "通所受給者証の申請。園と理学療法のどちらでも同じ姿勢にできるよう、写真の手順書を作ります。")
      .to_family();
  c.writes(add_days(c.first_day(-4), 160), nursery, basic,
           "妹の名前を呼ぶと、声のする方を向いて手をたたきます。")
      .to_family()
      .answered(father, "家では父の名前では振り向きません。");
  c.task("短下肢装具の申請書類をそろえる", coordinator, nurse, 10, health);
  c.plans(coordinator, {{.on = add_days(c.first_day(-4), 30),
                         .author = nursery,
                         .strengths = "人の顔をよく見て笑う。絵本が好き。",
                         .struggles = "足に力が入りすぎる。疲れると反り返る。",
                         .wish_child = "（表情から）妹のいる所に行きたい。",
                         .wish_guardian = "姉妹で同じ遊びをさせたい。",
                         .policy = "姿勢を支え、自分で動いて届く経験を増やす。",
                         .accommodations = {{"いす", "足の裏が着く高さ。横にタオル。"}},
                         .goals = {{"座って両手で遊ぶ", "10分", "脚を前に出して座る。背中は支えすぎない。",
                                    "担任・理学療法"}}}});
}

void tell_younger(Childhood& c, Who mother, Who father) {
  const auto [nurse, doctor, coordinator, unused, nursery] = seats_of(c, false);
  c.event(Kind::hospital, c.age(0), doctor, "27週4日、双子の妹として生まれる", health,
          "出生体重 1,004g。人工呼吸 6日、酸素 40日。", "結乃市立病院 NICU", c.age(0, 2, 24));
  c.checkup("month_3", nurse, "修正0か月台。哺乳力よし。", "自宅");
  c.checkup("month_9", nurse, "修正6か月台。寝返り、手の持ちかえ。問題なし。", "自宅");
  c.grows({{0, -1.2}, {8, -0.8}, {24, -0.3}}, {{0, -1.3}, {8, -0.7}, {24, -0.2}}, {nurse}, kGestation);
  c.writes(c.age(0, 3, 2), nurse, health,
           "姉より飲むのが早く、あとで吐きやすい。飲んだ後は15分立て抱きに。授乳の順番は妹を先にしました。")
      .to_family();
  c.writes(c.age(0, 6, 5), doctor, health, "修正3か月。首すわり、追視とも良好。未熟児網膜症は治まりました。")
      .to_family()
      .answered(mother, "目のこと、ずっと心配でした。よかったです。");
  c.writes(c.age(1, 1, 12), nurse, development,
           "修正10か月。つかまり立ち、バイバイのまね。姉の後ろに回り、背中を支えることがあります。")
      .to_family();
  c.tested(c.age(1, 3, 10), doctor, "enjoji",
           {.place = {"フォローアップ外来"},
            .conditions = {"修正12か月。よく笑い、積み木を渡しに来た。"},
            .values = {{quotient("gross", 82, 15), quotient("hand", 84, 15), quotient("habit", 80, 15),
                        quotient("relation", 90, 15), quotient("speech", 78, 15),
                        quotient("comprehension", 86, 15)}},
            .findings = {"修正月齢では年齢相応。"},
            .for_guardians = {"修正した月齢どおりの育ちです。次は1歳6か月（修正）で見せてください。"}});
  c.writes(c.first_day(-4), nursery, basic, "慣らし保育。姉が泣くと、自分の布を持って行って渡しました。")
      .to_family();
  c.writes(add_days(c.first_day(-4), 61), nursery, development,
           "2、3歩あるきます。園庭では砂に夢中。姉のいる方へ、ときどき戻っては顔を見ます。")
      .to_family()
      .answered(father, "週末、公園でも歩きました。");
  c.writes(add_days(c.first_day(-4), 120), coordinator, family,
           "母から「妹にばかり我慢をさせている気がする」と相談。月1回、妹だけと過ごす日を、ファミリーサポート"
           "で支え"
           "ます。")
      .answered(nurse, "次の訪問で、使ってみた感想を伺います。");
  c.writes(
       c.age(0, 4, 12), nurse, health,
       "体重3,410g。眠る時間が姉とずれ始めました。母の睡眠は合わせて5時間。産後ケアの昼の利用をすすめます。")
      .to_family()
      .answered(mother, "昨日は2時間、昼寝ができました。");
  c.writes(c.age(0, 9, 6), doctor, health, "修正6か月。貧血の薬は終わりにします。離乳食は2回に。")
      .to_family();
  c.writes(c.age(0, 11), nurse, development,
           "人見知りが始まりました。保健師の顔を見て泣き、姉の顔を見て泣きやみました。")
      .to_family();
  c.writes(add_days(c.first_day(-4), 20), nursery, basic,
           "給食のうどんを一本ずつ、指でつまんで食べます。30分かけて完食。")
      .to_family();
  c.writes(add_days(c.first_day(-4), 100), nursery, development,
           "「どうぞ」の手で、お皿を友だちに渡します。返してもらうと頭を下げます。")
      .to_family();
  c.writes(add_days(c.first_day(-4), 150), doctor, health,
           "修正1歳半に近づきました。歩行、ことばとも順調。次は3か月後です。")
      .to_family();
  c.writes(add_days(c.first_day(-4), 175), nursery, basic,
           "運動会の入場は、父に抱かれた姉の隣を自分で歩きました。")
      .to_family();
  c.writes(add_days(c.today(), -6), nursery, basic,
           "「ねーね」と呼ぶようになりました。食事は手づかみで完食。")
      .to_family();
}

}  // namespace

void tell_preterm_twins(Tx& tx, City& city) {
  Childhood elder(tx, city, 4,
                  {.family = "上條",
                   .given = "ゆい",
                   .family_kana = "カミジョウ",
                   .given_kana = "ユイ",
                   .grade = -4,
                   .month = 2,
                   .day = 18});
  const auto mother = elder.parent({.given = "菜摘", .kana = "ナツミ", .login = "twins-mother"});
  const auto father = elder.parent(
      {.relation = person::Relation::father, .given = "俊", .kana = "シュン", .login = "twins-father"});
  tell_elder(elder, mother, father);
  elder.end();

  Childhood younger(tx, city, 5,
                    {.family = "上條",
                     .given = "けい",
                     .family_kana = "カミジョウ",
                     .given_kana = "ケイ",
                     .grade = -4,
                     .month = 2,
                     .day = 18});
  younger.shares_family(elder);
  tell_younger(younger, mother, father);
  younger.end();
}

}  // namespace musubi::demo
