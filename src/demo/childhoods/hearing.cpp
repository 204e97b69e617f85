// 百瀬かなで, 中2: hearing loss found by the newborn screening, hearing aids at four months, a cochlear
// implant at two; sign and speech, the school for the deaf as a small child, then the school round the
// corner.
#include "demo/childhoods/childhood.hpp"

namespace musubi::demo {
namespace {

using enum InfoClass;
using Kind = course::CourseKind;

struct Hearing {
  Childhood c;
  Who mother = 0, father = 0, nurse = 0, doctor = 0, speech = 0, deaf_school = 0, coordinator = 0, low = 0,
      high = 0, junior = 0, special = 0;

  void cast() {
    mother = c.parent({.given = "千聖", .kana = "チサト", .login = "hearing-mother"});
    father = c.parent(
        {.relation = person::Relation::father, .given = "匡", .kana = "タダシ", .login = "hearing-father"});
    nurse =
        c.joins("health_centre", "public_health_nurse", "地区担当", c.age(0, 1), c.last_day(0), {.place = 1});
    doctor = c.joins("hospital", "doctor", "耳鼻咽喉科", c.age(0, 2), {}, {.role = access::SeatRole::lead});
    speech = c.joins("hospital", "speech_therapist", "聴覚・言語", c.age(0, 3));
    deaf_school = c.joins("special_needs_school", "teacher", "聴覚障害教育の相談", c.age(0, 6));
    coordinator = c.joins("inclusive_centre", "coordinator", "コーディネーター", c.grade(0, 6, 1), {},
                          {.role = access::SeatRole::coordinator});
    low = c.joins("elementary_school", "teacher", "1〜3年担任", c.first_day(1), c.last_day(3), {.place = 4});
    high = c.joins("elementary_school", "teacher", "4〜6年担任", c.first_day(4), c.last_day(6),
                   {.place = 4, .worker = 1});
    junior = c.joins("junior_high_school", "teacher", "担任", c.first_day(7), c.last_day(9), {.place = 1});
    special = c.joins("junior_high_school", "special_needs_coordinator", "校内コーディネーター",
                      c.first_day(7), {}, {.place = 1});
    c.consents(c.age(0, 2));
    c.attends("special_needs_school", 0, "幼稚部", c.grade(-2, 4, 1), c.last_day(0));
    c.attends("elementary_school", 4, "", c.first_day(1), c.last_day(6));
    c.attends("junior_high_school", 1, "", c.first_day(7), c.last_day(9));
    c.careful("右 人工内耳、左 補聴器。呼ぶときは正面から。緊急放送は聞こえないことがある。");
  }

  void small() {
    c.checkup("month_1", nurse, "新生児聴覚スクリーニングで両耳とも要再検。精密検査の予約を確認。",
              "出産した病院");
    c.checkup("month_3", nurse, "補聴器を準備中。表情が豊か。");
    c.checkup("month_18", nurse, "手話で「もっと」「おいしい」。歩行も順調。");
    c.checkup("year_3", nurse, "手話と声で二語文。");
    c.checkup("year_5", nurse, "問題なし。就学先の相談を始める。");
    c.checkup("school_entry", nurse, "聴力以外に心配なし。", "小学校");
    c.grows({{0, 0.2}, {80, 0.4}, {170, 0.6}}, {{0, 0.1}, {80, 0.2}, {170, 0.4}},
            {nurse, low, high, special});
    c.event(Kind::diagnosis, c.age(0, 2, 20), doctor, "両側感音難聴（高度）", health,
            "聴性脳幹反応で両側90dB。補聴器を始める。", "結乃市立病院");
    c.event(Kind::hospital, c.age(2, 3), doctor, "右耳に人工内耳の手術", health,
            "経過良好。3週間後に音入れ。", "結乃市立病院", c.age(2, 3, 9));
    c.event(Kind::certificate, c.age(1), nurse, "身体障害者手帳（聴覚）の交付", welfare);
    c.writes(c.age(0, 2, 22), nurse, family,
             "診断の翌日に訪問。母は「子守歌が届いていなかった」と泣かれました。抱いて歌うと、赤ちゃんは胸の"
             "振動を感"
             "じていること、顔を見て笑うことをお伝えしました。")
        .to_family();
    c.writes(c.age(0, 4, 10), speech, health,
             "補聴器をつけて初めて、太鼓の音に手を止めました。まずは1日2時間から。")
        .to_family()
        .answered(mother, "玄関のチャイムに振り向きました。父が10回押しました。");
    c.writes(
         c.age(0, 10), deaf_school, education,
         "親子教室に参加。先輩のお母さんから手話の「おっぱい」を習い、その日の夜に本人がまねをしたそうです。")
        .to_family();
    c.writes(c.age(2, 4, 6), speech, health,
             "音入れの日。びっくりして泣き、そのあと自分の「あー」に気づいて、何度も声を出しました。")
        .to_family()
        .answered(father, "忘れられない日になりました。");
    c.writes(c.grade(-1, 6, 18), deaf_school, education,
             "絵日記の発表。手話と声を合わせて「きのう カレー つくった "
             "おいしい」。友だちの発表にも質問しました。")
        .to_family();
    c.tested(c.grade(0, 9, 12), speech, "tanaka_binet_v",
             {.place = {"言語聴覚室"},
              .conditions = {"指示は手話と文字を添えた。"},
              .values = {{score("iq", 112)}},
              .findings = {"見て考える課題は年齢を上回る。ことばの説明は手話を交えると豊か。"},
              .for_guardians =
                  {"考える力はよく育っています。小学校では、聞こえなかったと言える練習を一緒にしましょう。"},
              .for_teachers = {"話す人の顔が見える席に。板書しながら話さず、向いてから話してください。"}});
  }

  void school() {
    c.handed_over(
        handover::HandoverKind::school_entry, c.first_day(1), deaf_school, "elementary_school", 4,
        handover::HandoverState::received, "地域の小学校で学ぶために。",
        {{"聞こえ方", "1対1なら聞き取れます。体育館、雨の音の中、数人の会話は聞き取れません。", health},
         {"機器", "送信マイクを先生の首に。電池は職員室の充電台。プールでは外します。", health},
         {"伝え方", "肩にそっと触れて、正面から。手話で呼ぶと喜びます。", basic}});
    c.writes(c.grade(1, 5, 15), low, education,
             "朝の会で手話の「おはよう」を教えてくれました。今では全員が使います。送信マイクの切り忘れで職員"
             "室の話が"
             "聞こえたのは、私の失敗です。")
        .to_family()
        .answered(mother, "「先生、おやつの話してた」と言っていました（笑）。");
    c.writes(c.grade(2, 10, 22), low, education,
             "校内放送が聞き取れず、避難訓練で一人残りました。以後、教室に赤い回転灯と、隣の席の子の声かけを"
             "決めまし"
             "た。")
        .answered(deaf_school, "市の補助で文字の出る装置も使えます。資料を送ります。");
    c.writes(c.grade(3, 11, 9), speech, health,
             "語音の聞き取り、静かな所で82%、雑音の中で48%。疲れる夕方は文字で伝えることをすすめます。")
        .to_family();
    c.writes(c.grade(4, 6, 3), high, education,
             "話し合いでは、発言する人が旗を持つことにしました。だれが話しているかが分かり、クラス全員に好評"
             "です。")
        .to_family();
    c.writes(
         c.grade(5, 9, 28), high, education,
         "合唱の練習で「口だけ動かしていた」と本人。手話の歌として前列に立ち、当日は会場の手も動きました。")
        .to_family()
        .answered(father, "動画を祖父母に送りました。");
    c.writes(c.grade(6, 1, 20), coordinator, education,
             "中学校の見学。英語の聞き取りをどう受けるかを本人が質問しました。文字での代替を学校が調べます。")
        .to_family();
    c.writes(c.grade(7, 5, 17), junior, education,
             "教科ごとに先生が替わるため、「私への話し方」の紙を本人が作って配りました。マイクを渡すのも本人"
             "です。")
        .to_family();
    c.writes(
        c.grade(7, 12, 12), special, education,
        "英語の聞き取り試験は、話し手の口元が見える形で別室で実施。入試での配慮も同じ形で申請できます。");
    c.writes(
         c.grade(8, 6, 24), doctor, health,
         "人工内耳の機器を新しいものに交換。左耳の聴力は変わりなし。部活（卓球）での汗の対策を話しました。")
        .to_family();
    c.writes(add_days(c.today(), -8), junior, education,
             "生徒会の選挙に立候補。演説は手話と声、字幕は友だちが打ちました。")
        .to_family()
        .answered(mother, "家で30回練習していました。");
    c.writes(add_days(c.today(), -3), special, education,
             "当選しました。会議では音声を文字にするアプリを使います。誤変換は書記が直します。")
        .to_family();
    c.plans(
        coordinator,
        {{.on = c.grade(4, 5, 8),
          .author = high,
          .strengths = "絵、手話の通訳。友だちの顔をよく見ている。",
          .struggles = "数人の会話、校内放送。",
          .wish_child = "みんなの話が分かりたい。",
          .wish_guardian = "分からないときに聞き返せるように。",
          .policy = "聞こえに頼らず分かる教室にする。",
          .accommodations = {{"話し合い", "発言者が旗を持つ。"}, {"放送", "黒板に要点を書く。"}},
          .goals = {{"聞き返す", "1日1回", "「もう一度」のカードを机に。", "担任"}}},
         {.on = c.grade(8, 4, 26),
          .author = junior,
          .strengths = "自分の聞こえを説明できる。",
          .struggles = "英語の聞き取り、部活の声かけ。",
          .wish_child = "生徒会で学校を変えたい。",
          .wish_guardian = "高校を自分で選んでほしい。",
          .policy = "本人が説明し、周りが変わる。",
          .accommodations = {{"英語", "口元の見える形で、別室で。"}, {"会議", "文字にするアプリを使う。"}},
          .goals = {{"高校の見学で配慮を質問する", "3校", "質問の紙を作る。", "本人・コーディネーター"}}}});
  }

  /// Days between the turning points.
  void ordinary_days() {
    c.writes(c.age(1, 2), speech, health,
             "補聴器を1日8時間。自分で外して、渡してくれることが「眠い」の合図です。")
        .to_family();
    c.writes(c.age(1, 9), deaf_school, education,
             "手話が30語。犬を見て「犬・大きい・こわい」と三つ続けました。")
        .to_family()
        .answered(mother, "うちの犬は小さいのですが。");
    c.writes(c.age(3, 2), deaf_school, education,
             "父が手話の講座を修了しました。親子でのけんかも手話でできるようになったそうです。")
        .to_family();
    c.writes(c.grade(1, 9, 18), low, education,
             "プールは機器を外すので、笛の代わりに大きな旗で合図。クラス全員が旗を見るようになりました。")
        .to_family();
    c.writes(c.grade(2, 5, 13), speech, health,
             "マッピング（人工内耳の調整）。高い音が少し小さく聞こえるとのことで上げました。")
        .to_family();
    c.writes(
         c.grade(4, 1, 25), high, education,
         "聞き間違いで笑われ、その日は黙っていました。翌日「笑う前に、もう一回言って」と学級で話しました。")
        .to_family()
        .answered(deaf_school, "同じ経験をした中学生が、次の交流会に来ます。会ってみませんか。");
    c.writes(c.grade(6, 6, 8), high, education,
             "修学旅行。バスのガイドさんの話は、友だちが交代で要点を手話で伝えました。")
        .to_family();
    c.writes(c.grade(7, 9, 6), junior, education, "体育祭の応援団。太鼓の振動で拍をとり、旗を振りました。")
        .to_family();
    c.writes(c.grade(8, 5, 9), special, education,
             "進路の話し合い。高校の候補は三つ、ろう学校高等部も含めて本人が見学を決めました。")
        .to_family();
  }
};

}  // namespace

void tell_hearing(Tx& tx, City& city) {
  Hearing story{{tx,
                 city,
                 6,
                 {.family = "百瀬",
                  .given = "かなで",
                  .family_kana = "モモセ",
                  .given_kana = "カナデ",
                  .grade = 8,
                  .month = 8,
                  .day = 9}}};
  story.cast();
  story.small();
  story.school();
  story.ordinary_days();
  story.c.end();
}

}  // namespace musubi::demo
