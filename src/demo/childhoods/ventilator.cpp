// 青島はるき, 小1: spinal muscular atrophy type 1, tracheostomy and ventilator since infancy, fed by
// gastrostomy. Entered the regular school near his home last April, with a nurse at school.
#include "demo/childhoods/childhood.hpp"
#include "demo/demo_care.hpp"

namespace musubi::demo {
namespace {

using enum InfoClass;
using Kind = course::CourseKind;

struct Ventilator {
  Childhood c;
  Who mother = 0, father = 0, nurse = 0, coordinator = 0, visiting = 0, doctor = 0, day = 0, therapist = 0,
      teacher = 0, school_nurse = 0, care_nurse = 0, consultant = 0, nursery = 0;

  void cast() {
    mother = c.parent({.given = "千夏", .kana = "チナツ", .login = "ventilator-mother"});
    father = c.parent({.relation = person::Relation::father,
                       .given = "賢吾",
                       .kana = "ケンゴ",
                       .login = "ventilator-father"});
    nurse = c.joins("health_centre", "public_health_nurse", "地区担当", c.age(0, 1), c.last_day(0));
    visiting =
        c.joins("home_nursing", "visiting_nurse", "訪問看護", c.age(0, 8), {}, {.login = "ventilator-nurse"});
    doctor = c.joins("hospital", "doctor", "主治医", c.age(0, 2), {}, {.role = access::SeatRole::lead});
    coordinator = c.joins("inclusive_centre", "coordinator", "コーディネーター", c.age(0, 9), {},
                          {.role = access::SeatRole::coordinator});
    consultant = c.joins("consultation_support_office", "consultation_support", "相談支援", c.age(1));
    day =
        c.joins("child_development_support", "childcare_support_staff", "療育担当", c.age(2), c.last_day(0));
    therapist = c.joins("home_nursing", "occupational_therapist", "作業療法", c.age(1, 6));
    nursery =
        c.joins("nursery", "nursery_teacher", "交流保育", c.grade(-1, 4, 1), c.last_day(0), {.place = 1});
    teacher = c.joins("elementary_school", "teacher", "1年担任", c.first_day(1), {},
                      {.place = 1, .login = "ventilator-teacher"});
    school_nurse = c.joins("elementary_school", "school_nurse", "養護教諭", c.first_day(1), {}, {.place = 1});
    care_nurse = c.joins("special_needs_school", "nurse", "学校看護師（派遣）", c.first_day(1));
    c.consents(c.age(0, 1));
    c.attends("nursery", 1, "交流", c.grade(-1, 4, 1), c.last_day(0));
    c.attends("elementary_school", 1, "", c.first_day(1), c.last_day(6));
    c.careful("人工呼吸器・気管切開・胃ろう。SpO₂ 92%未満ですぐ吸引と酸素。");
  }

  void small() {
    c.checkup("month_1", nurse, "手足の動きが少なく、泣き声が弱い。病院に紹介。", "出産した病院");
    c.checkup("month_18", nurse, "自宅で実施。視線と笑顔でよく応じる。");
    c.checkup("year_3", nurse, "自宅で実施。視線で色と形を選べる。むし歯なし。");
    c.checkup("year_5", nurse, "視線入力で「あそぼう」を選ぶ。就学の相談を始める。");
    c.event(Kind::diagnosis, c.age(0, 2, 10), doctor, "脊髄性筋萎縮症", health,
            "遺伝学的検査で確定。治療薬の投与を始める。", "結乃市立病院");
    c.event(Kind::hospital, c.age(0, 4), doctor, "呼吸不全で入院、気管切開", health,
            "人工呼吸器を始める。退院に向けて両親が手技を習う。", "結乃市立病院", c.age(0, 8));
    c.event(Kind::hospital, c.age(1, 3), doctor, "胃ろうの手術", health, "経鼻チューブを卒業。経過良好。",
            "結乃市立病院", c.age(1, 3, 12));
    c.event(Kind::certificate, c.age(1), consultant, "身体障害者手帳の交付", welfare);
    c.event(Kind::family, c.age(2, 2), nurse, "弟が生まれる", family);
    c.grows({{0, -0.2}, {24, -0.6}, {84, -1.0}}, {{0, -0.6}, {24, -1.3}, {84, -1.5}}, {nurse, school_nurse});
    c.writes(c.age(0, 8, 3), visiting, health,
             "退院の翌日から訪問を始めました。吸引は1時間に2、3回。夜は両親が2時間交代で起きています。レスパ"
             "イトの"
             "相談を急ぎます。")
        .answered(doctor, "月1回の短期入所を病棟で受けられるよう調整します。");
    c.writes(c.age(0, 8, 12), mother, basic, "家族3人で初めて川の字になって眠りました。夢みたいです。");
    c.writes(c.age(1, 4), visiting, health,
             "胃ろうの周りの赤みは軽快。注入は1回120mLを1時間、吐き戻しなし。体重が増え始めました。")
        .to_family();
    c.writes(
         c.age(2, 1), day, development,
         "シャボン玉を目で追い、消えると眉を上げて「もう一回」と伝えます。次に出すまで待てるようになりました"
         "。")
        .to_family()
        .answered(mother, "家でも眉でさいそくされています。");
    c.writes(c.age(3, 2), therapist, development,
             "視線入力の練習を始めました。風船を割るゲームで10分。姿勢は左に傾くので、右の脇に小さなタオルを"
             "入れま"
             "す。")
        .to_family();
    c.writes(c.age(4, 1), consultant, welfare,
             "移動用バギーの更新、補装具費の申請が通りました。呼吸器を載せる台は次の採寸で調整します。");
    c.writes(
         c.grade(-1, 6, 5), nursery, development,
         "交流保育の2回目。友だちが手を握ると心拍が少し上がり、帰るときに涙。「また来る？」と聞かれ、目を上に"
         "向けて「はい」でした。")
        .to_family();
    c.writes(c.grade(0, 9, 20), nursery, education,
             "運動会。バギーで旗を持って入場しました。友だちが風でコードを踏まないよう、自然に道をあけます。")
        .to_family()
        .answered(father, "ビデオを何度も見ています。");
  }

  void entering_school() {
    c.writes(c.grade(0, 6, 12), coordinator, education,
             "就学の希望を伺いました。「保育園の友だちと同じ学校に」。教育委員会、学校、訪問看護、主治医で7月"
             "に話し"
             "合います。")
        .to_family();
    c.writes(
        c.grade(0, 7, 24), doctor, health,
        "学校での生活は可能と考えます。必要なのは、看護師が常にそばにいること、予備の電源、吸引と注入の場所で"
        "す。意見書を出しました。");
    c.writes(c.grade(0, 11, 8), coordinator, education,
             "教育支援委員会の結果、地域の小学校（肢体不自由特別支援学級）に決まりました。学校看護師は派遣で"
             "配置さ"
             "れます。")
        .to_family()
        .answered(mother, "決まったと聞いて、兄弟で拍手しました。入学式の服を選びます。");
    c.writes(c.grade(0, 2, 15), visiting, health,
             "学校で手技の研修会をしました。担任になる先生、養護教諭、看護師の5人が参加。吸引カテーテルの深さ"
             "7cmを人"
             "形で確かめました。");
    c.handed_over(
        handover::HandoverKind::school_entry, c.first_day(1), day, "elementary_school", 1,
        handover::HandoverState::received,
        "はるきさんが友だちと学ぶために、これまで大切にしてきたことをお伝えします。",
        {{"伝え方", "目を上に向けると「はい」、そらすと「いいえ」。まばたき2回で人を呼びます。", basic},
         {"体の向き", "右を下に横向きが楽です。30分ごとに向きを変えます。首を後ろに反らさないでください。",
          health},
         {"体調のサイン", "眉を寄せ、心拍が130をこえたら苦しいときです。まず吸引、次に回路を見ます。",
          health},
         {"好きなこと", "シャボン玉、電車の音、友だちの声。静かな部屋より、にぎやかな場所が好きです。",
          basic},
         {"学び方", "視線入力で2つから選べます。選ぶまで10秒待ってください。", development}});
    c.handed_over(handover::HandoverKind::grade, c.first_day(2), teacher, "elementary_school", 1,
                  handover::HandoverState::draft, "2年生の担任へ。1年間で分かったことをまとめています。",
                  {{"教室での位置", "窓ぎわの前から2列目。コンセントは床の青い印のところです。", basic},
                   {"体育", "得点係とラジオ体操の号令（録音スイッチ）。", education}});
    c.writes(c.grade(1, 4, 8), teacher, basic,
             "入学式。名前を呼ばれると、録音したお兄さん役の友だちの声で「はい」。会場から拍手がありました。")
        .to_family()
        .answered(mother, "夢のような一日でした。");
    c.writes(c.grade(1, 4, 22), care_nurse, health,
             "学校での吸引は午前4回、午後2回。注入は12時から60分、給食の時間に友だちと同じ机で行っています。")
        .to_family();
    c.writes(c.grade(1, 6, 3), teacher, education,
             "国語「おおきなかぶ」。視線で「ねずみ」を選び、友だちが「はるきくんがぬいた！」。読む声をじっと"
             "聞いて"
             "います。")
        .to_family();
    c.writes(c.grade(1, 6, 26), care_nurse, health,
             "エアコンの風で痰が固くなりました。加湿器の設定を主治医に確かめ、席を1列内側に移しました。")
        .answered(doctor, "加湿の設定は1つ上げてかまいません。水分は注入に30mL足してください。");
    c.writes(c.grade(1, 7, 11), school_nurse, health,
             "停電を想定した訓練を全校で行いました。アンビューバッグに替えるまで40秒。予備電源は職員室から昇"
             "降口に移"
             "します。");
    c.writes(c.grade(1, 9, 9), teacher, education,
             "夏休み明け。友だちが「呼吸器の音がしないと静かすぎた」と言っていました。図工では色を視線で選び"
             "、大きな"
             "虹ができました。")
        .to_family();
    c.writes(c.grade(1, 10, 16), consultant, welfare,
             "放課後等デイサービスの見学に同行。看護師が2人いる事業所に空きが出ます。送迎の呼吸器固定を確かめ"
             "ます。");
    c.writes(add_days(c.today(), -12), visiting, health,
             "学校から帰るとよく眠ります。疲れよりも満足の様子。体重は14日で150g増えました。")
        .to_family();
    c.writes(add_days(c.today(), -3), mother, health,
             "昨夜から痰が多めです。熱は36.9℃。学校には行けそうですが、吸引が増えるかもしれません。")
        .answered(care_nurse, "承知しました。午前は保健室の近くで様子を見ます。");
    c.writes(
         add_days(c.today(), -1), care_nurse, health,
         "10時にSpO₂が90%まで下がり、吸引と酸素1Lで5分後に96%。午後は落ち着いていました。明日も続けばご連絡し"
         "ます。")
        .to_family()
        .asks();
  }

  void measured() {
    c.limit("spo2", {.low = 92, .note = {"92%未満：吸引、酸素1L/分。5分で戻らなければ主治医へ"}}, doctor);
    c.limit("pulse", {.high = 140, .note = {"140をこえたら苦しさを疑う"}}, doctor);
    for (int back = 70; back >= 1; --back) {
      const auto on = add_days(c.today(), -back);
      if (on < c.first_day(1)) continue;
      const int dip = back == 1 ? 6 : back % 23 == 9 ? 4 : 0;
      c.record(on, 10, c.between(0, 20), care_nurse, "spo2", 96 + c.between(0, 2) - dip);
      c.record(on, 10, c.between(21, 40), care_nurse, "pulse", 104 + c.between(-8, 8) + 3 * dip);
      c.record(on, 12, 5, care_nurse, "tube_feeding", 200, "gastrostomy", "栄養剤");
      c.record(on, 14, c.between(0, 50), care_nurse, "suction", c.between(4, 7), "tracheal");
      if (back % 3 == 0)
        c.record(on, 17, c.between(10, 50), visiting, "temperature", 36.4 + c.between(0, 6) / 10.0);
    }
  }

  void planned() {
    c.plans(coordinator, {{.on = c.grade(1, 5, 12),
                           .author = teacher,
                           .strengths = "友だちの声が好き。目で「はい・いいえ」を伝え、視線入力で選べる。",
                           .struggles = "痰が増えると疲れやすい。光がまぶしいと目を閉じる。",
                           .wish_child = "ともだちと いっしょに べんきょうする（視線入力で選択）。",
                           .wish_guardian = "安全に、そして同じ教室で友だちと過ごしてほしい。",
                           .policy = "看護師と担任が組になり、医療的ケアを学習の流れの中で行う。",
                           .accommodations = {{"教室", "コンセントに近い席。通路を1m20cmあける。"},
                                              {"給食", "注入は友だちと同じ机で行う。"},
                                              {"避難", "4人で運ぶ担当表。予備電源は昇降口。"}},
                           .goals = {{"2つの絵から視線で選んで答える", "1日3回",
                                      "10秒待つ。選んだ後に声に出して返す。", "担任・支援員"},
                                     {"当番の仕事を友だちとする", "週に2回",
                                      "録音スイッチで「いただきます」。", "担任・友だち"}}}});
  }

  /// Days between the turning points.
  void ordinary_days() {
    c.writes(c.age(0, 10), coordinator, welfare,
             "初めての支援会議。主治医、訪問看護、保健師、相談支援と両親。夜のケアを週2回、訪問看護の夜間枠で"
             "支えます。")
        .to_family();
    c.writes(c.age(2, 9), visiting, health,
             "弟が泣くと心拍が上がります。ベッドの柵を下ろして二人を並べると、3分で元に戻りました。")
        .to_family()
        .answered(mother, "弟もよく眠ります。兄弟の薬ですね。");
    c.writes(c.age(5, 3), therapist, development,
             "視線入力で「あそぼう」「やめて」「もういっかい」の3つを使い分けます。やめてが言えるようになった"
             "のが大きな一歩です。")
        .to_family();
    c.writes(c.grade(1, 5, 29), teacher, education,
             "運動会の練習。徒競走は友だちが押す約束になり、くじで4人が決まりました。スタートの合図の音で目を"
             "大きく開けます。")
        .to_family();
  }
};

}  // namespace

void tell_ventilator(Tx& tx, City& city) {
  Ventilator story{{tx,
                    city,
                    3,
                    {.family = "青島",
                     .given = "はるき",
                     .family_kana = "アオシマ",
                     .given_kana = "ハルキ",
                     .sex = person::Sex::male,
                     .grade = 1,
                     .month = 7,
                     .day = 3}}};
  story.cast();
  story.small();
  story.entering_school();
  story.measured();
  story.planned();
  keep_ventilator_care(tx, city, story.c.client());
  story.ordinary_days();
  story.c.end();
}

}  // namespace musubi::demo
