// 赤羽りく, 高1: epilepsy since the age of three, medicines that changed, seizures that everybody writes down
// the same way, and a boy who learns to speak for himself.
#include "demo/childhoods/childhood.hpp"

namespace musubi::demo {
namespace {

using enum InfoClass;
using Kind = course::CourseKind;

struct Epilepsy {
  Childhood c;
  Who mother = 0, father = 0, nurse = 0, nursery = 0, doctor = 0, coordinator = 0, pharmacist = 0,
      primary = 0, primary_nurse = 0, junior_nurse = 0, senior = 0, senior_nurse = 0, riku = 0;

  void cast() {
    mother = c.parent({.given = "聡子", .kana = "サトコ", .login = "epilepsy-mother"});
    father = c.parent({.relation = person::Relation::father,
                       .given = "直人",
                       .kana = "ナオト",
                       .login = "epilepsy-father"});
    nurse = c.joins("health_centre", "public_health_nurse", "地区担当", c.age(0, 1), c.last_day(0));
    nursery = c.joins("nursery", "nursery_teacher", "担任", c.age(1), c.last_day(0), {.place = 3});
    doctor = c.joins("hospital", "doctor", "小児神経", c.age(3, 2), {},
                     {.place = 1, .role = access::SeatRole::lead});
    pharmacist = c.joins("pharmacy", "pharmacist", "薬局", c.age(3, 3));
    coordinator = c.joins("inclusive_centre", "coordinator", "コーディネーター", c.age(3, 4), {},
                          {.role = access::SeatRole::coordinator});
    primary = c.joins("elementary_school", "teacher", "担任", c.first_day(1), c.last_day(6), {.place = 5});
    primary_nurse =
        c.joins("elementary_school", "school_nurse", "養護教諭", c.first_day(1), c.last_day(6), {.place = 5});
    junior_nurse = c.joins("junior_high_school", "school_nurse", "養護教諭", c.first_day(7), c.last_day(9),
                           {.place = 2});
    senior = c.joins("high_school", "teacher", "担任", c.first_day(10), {});
    senior_nurse = c.joins("high_school", "school_nurse", "養護教諭", c.first_day(10), {},
                           {.login = "epilepsy-school-nurse"});
    riku = c.own_account("epilepsy-riku", "赤羽りくさん本人（高1）");
    c.consents(c.age(0, 1));
    c.attends("nursery", 3, "", c.age(1), c.last_day(0));
    c.attends("elementary_school", 5, "", c.first_day(1), c.last_day(6));
    c.attends("junior_high_school", 2, "", c.first_day(7), c.last_day(9));
    c.attends("high_school", 0, "", c.first_day(10), c.last_day(12));
    c.careful("てんかん。発作が5分続いたら口腔用液、止まらなければ119。");
  }

  void small() {
    c.checkup("month_1", nurse, "順調。", "出産した病院");
    c.checkup("month_18", nurse, "二語文。よく走る。");
    c.checkup("year_3", nurse, "先月、ぼんやりして返事がないことが2回。小児科へ紹介。");
    c.checkup("year_5", nurse, "服薬中。発作は月1回ほど。集団生活に問題なし。");
    c.checkup("school_entry", nurse, "学校での発作対応を打ち合わせる。", "小学校");
    c.grows({{0, 0}, {120, -0.1}, {195, 0.3}}, {{0, 0.3}, {120, 0.4}, {195, 0.2}},
            {nurse, primary_nurse, junior_nurse, senior_nurse});
    c.event(Kind::diagnosis, c.age(3, 3), doctor, "てんかん", health, "脳波で確認。バルプロ酸を始める。",
            "結乃市立病院");
    c.event(Kind::hospital, c.age(8, 5), doctor, "発作が続き入院", health, "15分の発作。薬を見直す。",
            "結乃市立病院", c.age(8, 5, 6));
    c.writes(
         c.age(3, 1), nursery, basic,
         "給食中、スプーンを持ったまま15秒ほど止まり、呼んでも返事がありませんでした。そのあと普通に食べまし"
         "た。今週2回目です。")
        .to_family()
        .answered(mother, "家でもありました。健診で相談します。");
    c.writes(c.age(3, 3, 9), doctor, health,
             "脳波に特徴的な波があります。薬を少量から始めます。園には、止まった時刻と長さを書いてもらってく"
             "ださい。")
        .to_family();
    c.writes(c.age(3, 4), pharmacist, health,
             "粉薬をアイスに混ぜると飲めたそうです。飲み忘れたときの対応を紙でお渡ししました。")
        .to_family();
    c.writes(c.age(5, 2), nursery, development,
             "お泊まり保育。夜の見守りを15分ごとに。朝ごはんまで笑顔で過ごしました。")
        .to_family();
  }

  void school() {
    c.writes(c.grade(1, 4, 18), primary_nurse, health,
             "職員20人で対応の練習をしました。時刻を見る、横向き、5分で口腔用液。薬は保健室の鍵つき棚です。")
        .to_family();
    c.writes(c.grade(2, 6, 21), primary, education,
             "プールは、監視の先生を一人つけて全部参加しました。「見てなくていいのに」と言いつつ、うれしそう"
             "です。")
        .to_family();
    c.writes(c.age(8, 5, 1), primary_nurse, health,
             "3時間目、全身の発作。10時42分に始まり5分で口腔用液、10分で救急要請。10時57分に止まり、搬送され"
             "ました。")
        .urgent()
        .answered(doctor, "搬送先で確認しました。数日入院し、薬を見直します。記録が正確で助かりました。");
    c.writes(c.age(8, 6), doctor, health,
             "レベチラセタムに切り替えます。はじめの2週間は眠気といらいらに注意してください。")
        .to_family();
    c.writes(c.age(8, 6, 20), primary, education,
             "午後に眠そうで、ささいなことで怒って泣きました。薬が替わった時期なのでお伝えします。")
        .answered(doctor, "量を調整します。2週間で落ち着くと思います。");
    c.writes(c.grade(4, 11, 11), primary, education,
             "本人が学級で自分の病気の話をしました。「脳の電気がいたずらする。5分たったら先生を呼んで」。質問"
             "は12個出"
             "ました。")
        .to_family()
        .answered(father, "原稿は本人が一人で書きました。");
    c.writes(
         c.grade(7, 6, 10), junior_nurse, health,
         "部活は陸上。暑い日の練習と睡眠不足のあとに発作が出ています。練習日誌に睡眠時間の欄を足しました。")
        .to_family();
    c.writes(c.grade(8, 2, 4), doctor, health,
             "1年間で発作4回、すべて1分以内。いまの薬を続けます。生活では睡眠7時間半が目安です。")
        .to_family();
    c.writes(c.grade(9, 10, 14), coordinator, education,
             "高校受験。別室と、発作のときの時間の扱いを文書で確認しました。")
        .to_family();
    c.handed_over(handover::HandoverKind::school, c.first_day(10), junior_nurse, "high_school", 0,
                  handover::HandoverState::received, "発作への対応と、本人の希望です。",
                  {{"発作のとき", "時刻を見る。横向き。5分で口腔用液、止まらなければ119。", health},
                   {"本人の希望", "人を集めないでほしい。終わったら何分だったかを教えてほしい。", health},
                   {"発作が出やすい日", "睡眠不足の翌日、発熱、定期試験の最終日。", health}});
    c.writes(c.grade(10, 5, 20), senior, education,
             "遠足の登山は、本人の希望で全員と同じ道に。リーダーの教員が薬を持ち、往復とも元気でした。")
        .to_family();
    c.writes(c.grade(10, 7, 8), senior_nurse, health,
             "試験の最終日、教室で1分の発作。周りの生徒が静かに机を動かし、時刻を黒板に書いてくれました。")
        .to_family()
        .answered(mother, "本人が「完璧だった」と言っています。");
    c.writes(
         c.grade(10, 9, 25), doctor, health,
         "これから診察の前半は本人だけで行います。運転免許、アルバイト、薬のことを自分で質問してもらいます。")
        .to_family();
    c.writes(add_days(c.today(), -10), pharmacist, health,
             "本人が一人で受け取りに来ました。飲み忘れ防止のアプリの設定を一緒に行いました。")
        .to_family();
    c.writes(add_days(c.today(), -2), senior_nurse, health,
             "修学旅行の打ち合わせ。薬の予備は2か所に分け、宿の近くの病院を調べました。")
        .to_family()
        .asks();
    c.task("医師の指示書の更新を依頼する", coordinator, senior_nurse, 18, health);
  }

  void measured() {
    const auto writer = [&](const Date& on) {
      return on < c.first_day(1)    ? mother
             : on < c.first_day(7)  ? primary_nurse
             : on < c.first_day(10) ? junior_nurse
                                    : senior_nurse;
    };
    // Monthly as a small child, then less and less; one long one at eight.
    for (auto day = c.age(3, 2); day < c.today();
         day = add_days(day, day < c.age(6)   ? c.between(20, 45)
                             : day < c.age(9) ? c.between(35, 80)
                                              : c.between(70, 130))) {
      const bool absence = day < c.age(6);
      c.record(day, c.between(9, 15), c.between(0, 59), writer(day), "seizure",
               absence ? c.between(8, 40) : c.between(25, 95), absence ? "absence" : "generalized");
    }
    c.record(c.age(8, 5, 1), 10, 42, primary_nurse, "seizure", 900, "generalized", "",
             "5分で口腔用液を使用。救急搬送。");
    c.record(c.age(8, 5, 1), 10, 47, primary_nurse, "medication", {}, "rescue", "口腔用液 5mg 1本");
    for (int back = 28; back >= 1; --back)
      c.record(add_days(c.today(), -back), 20, 30, mother, "medication", {}, back == 11 ? "partly" : "taken",
               "レベチラセタム 500mg 1錠");
    c.limit("seizure", {.high = 300, .note = {"5分（300秒）で口腔用液、止まらなければ119"}}, doctor);
  }

  void cared_for() {
    const auto on = c.grade(10, 4, 12);
    c.care(care::CarePart::procedures, &care::CareContent::procedures,
           std::vector<care::CareProcedure>{
               {{"seizure"},
                {"口腔用液 10mg"},
                {"横向きにして、頬と歯ぐきの間にゆっくり入れる。"},
                {"発作が5分続いたとき"},
                {{care::CarePerformer::nurse, care::CarePerformer::staff, care::CarePerformer::guardian}},
                {"1日1回まで。使った時刻を記録する。"},
                {},
                {}}},
           senior_nurse, on);
    c.care(care::CarePart::states, &care::CareContent::states,
           std::vector<care::CareState>{
               {{"全身の発作"},
                {"時計を見る\n横向きにし、まわりの物をどける\n人を集めない\n5分続いたら口腔"
                 "用液を使う"},
                {"薬を使って5分たっても止まらない／くり返す"},
                {"母、主治医"}},
               {{"ぼんやりして返事がない"},
                {"そばで見守る\n終わったら何分だったかを本人に伝える"},
                {"5分たっても戻らない"},
                {"母"}}},
           senior_nurse, on);
    c.care(care::CarePart::contacts, &care::CareContent::contacts,
           std::vector<care::CareContact>{
               {{"母（携帯）"}, {"母"}, {"090-0000-1501"}, {}},
               {{"父（携帯）"}, {"父"}, {"090-0000-1502"}, {"夜勤のときは出られません"}}},
           mother, on);
    c.passport({{"自分で説明できます。発作の直後は、5分待ってから話しかけてください。"},
                {"陸上、弟とゲーム"},
                {"人が集まって見ること"},
                {"終わったら「何分だったよ」と教えてください。"},
                {},
                {},
                {"食べられない物はありません。"}},
               mother, on);
  }

  void planned() {
    c.plans(coordinator,
            {{.on = c.grade(10, 5, 9),
              .author = senior,
              .strengths = "陸上の中距離。自分の病気を説明できる。",
              .struggles = "睡眠が足りない日。試験期間。",
              .wish_child = "修学旅行にみんなと同じ部屋で行きたい。",
              .wish_guardian = "薬を自分で管理できるように。",
              .policy = "本人が決め、大人は備える。",
              .accommodations = {{"試験", "発作のときは時間を延ばし、別室で続ける。"},
                                 {"校外", "引率の教員が薬を持つ。"}},
              .goals = {{"薬を自分で飲み、記録する", "週に7日", "アプリの通知を使う。", "本人・家庭"}}}});
  }

  /// What is shared with him by name, and what he writes himself.
  void on_his_own() {
    c.writes(c.grade(10, 6, 3), senior, education,
             "りくさんへ。体育祭の係、最後までありがとう。つかれたときは「5分やすみます」で大丈夫です。")
        .to_child()
        .answered(riku, "わかりました。リレーは出たいです。");
    c.writes(c.grade(10, 6, 18), riku, basic,
             "薬は毎日のめています。夜おそくまでゲームをした日が2回ありました。")
        .answered(senior_nurse, "書いてくれてありがとう。ねる時間、いっしょに考えましょう。");
    c.writes(c.grade(10, 9, 12), senior_nurse, health,
             "りくさんへ。修学旅行の薬は、朝は自分で、夜は先生といっしょに。心配なことを書いてください。")
        .to_child()
        .to_family();
  }

  /// Days between the turning points.
  void ordinary_days() {
    c.writes(c.age(1, 3), nursery, basic,
             "砂場で、友だちの作った山を一つ残らず踏みます。一緒に作る山を一つ用意しました。")
        .to_family();
    c.writes(c.age(4, 2), nursery, development,
             "発作のあと5分ほど眠そうにします。静かな所で休むと、続きから遊びに戻ります。")
        .to_family();
    c.writes(c.age(5, 10), nurse, health,
             "就学前の面談。学校に伝える内容を両親と紙にまとめました。発作のときの動画は主治医と学校だけに見"
             "せます。")
        .to_family();
    c.writes(
         c.grade(1, 10, 6), primary, education,
         "九九の歌を作りました。止まってしまうことがあっても、友だちが「どこからだっけ」と自然に待ちます。")
        .to_family();
    c.writes(c.grade(3, 5, 14), pharmacist, health,
             "粉から錠剤に変わりました。本人が「大人の薬」と喜んでいます。")
        .to_family()
        .answered(father, "薬箱に名前シールを貼りました。");
    c.writes(c.grade(6, 7, 1), primary_nurse, health,
             "宿泊学習。枕元に薬、班長に「5分で先生」のカード。何も起こらず、星がよく見えたそうです。")
        .to_family();
    c.writes(c.grade(9, 5, 23), junior_nurse, health,
             "発作は今年度0回。本人は「油断しない」と睡眠の記録を続けています。")
        .to_family();
  }
};

}  // namespace

void tell_epilepsy(Tx& tx, City& city) {
  Epilepsy story{{tx,
                  city,
                  7,
                  {.family = "赤羽",
                   .given = "りく",
                   .family_kana = "アカハネ",
                   .given_kana = "リク",
                   .sex = person::Sex::male,
                   .grade = 10,
                   .month = 10,
                   .day = 28}}};
  story.cast();
  story.small();
  story.school();
  story.measured();
  story.cared_for();
  story.planned();
  story.on_his_own();
  story.ordinary_days();
  story.c.end();
}

}  // namespace musubi::demo
