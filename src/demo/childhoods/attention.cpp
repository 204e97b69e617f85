// 竹内こうき, 18: never sat still, lost everything, was scolded much and understood late; graduated from a
// technical high school last spring. A whole childhood of small agreements that worked.
#include "demo/childhoods/childhood.hpp"

namespace musubi::demo {
namespace {

using enum InfoClass;
using Kind = course::CourseKind;

struct Attention {
  Childhood c;
  Who mother = 0, grandmother = 0, nurse = 0, nursery = 0, low = 0, high = 0, special = 0, doctor = 0,
      psychologist = 0, coordinator = 0, junior = 0, junior_nurse = 0, senior = 0, pharmacist = 0;

  void cast() {
    mother = c.parent({.given = "真由", .kana = "マユ", .login = "attention-mother"});
    grandmother = c.parent({.relation = person::Relation::grandparent,
                            .given = "房子",
                            .kana = "フサコ",
                            .login = "attention-grandmother"});
    nurse =
        c.joins("health_centre", "public_health_nurse", "地区担当", c.age(0, 1), c.last_day(0), {.place = 1});
    nursery = c.joins("nursery", "nursery_teacher", "担任", c.age(0, 10), c.last_day(0), {.place = 5});
    low = c.joins("elementary_school", "teacher", "1・2年担任", c.first_day(1), c.last_day(2),
                  {.place = 1, .worker = 2});
    high = c.joins("elementary_school", "teacher", "3〜6年担任", c.first_day(3), c.last_day(6),
                   {.place = 1, .worker = 3});
    special = c.joins("elementary_school", "special_needs_coordinator", "校内コーディネーター",
                      c.first_day(1), c.last_day(6), {.place = 1});
    coordinator = c.joins("inclusive_centre", "coordinator", "コーディネーター", c.grade(2, 6, 1), {},
                          {.role = access::SeatRole::coordinator});
    psychologist = c.joins("inclusive_centre", "psychologist", "心理", c.grade(2, 6, 1), c.last_day(9));
    doctor =
        c.joins("hospital", "doctor", "児童精神科", c.grade(2, 10, 1), {}, {.role = access::SeatRole::lead});
    pharmacist = c.joins("pharmacy", "pharmacist", "薬局", c.grade(3, 5, 1), c.last_day(11), {.place = 1});
    junior = c.joins("junior_high_school", "teacher", "担任", c.first_day(7), c.last_day(9),
                     {.place = 2, .worker = 1});
    junior_nurse = c.joins("junior_high_school", "school_nurse", "養護教諭", c.first_day(7), c.last_day(9),
                           {.place = 2});
    senior =
        c.joins("high_school", "teacher", "担任", c.first_day(10), c.last_day(12), {.place = 1, .worker = 1});
    c.consents(c.age(0, 1));
    c.attends("nursery", 5, "", c.age(0, 10), c.last_day(0));
    c.attends("elementary_school", 1, "", c.first_day(1), c.last_day(6));
    c.attends("junior_high_school", 2, "", c.first_day(7), c.last_day(9));
    c.attends("high_school", 1, "工業科", c.first_day(10), c.last_day(12));
  }

  void small() {
    c.checkup("month_1", nurse, "順調。母子家庭、祖母と同居。", "出産した病院");
    c.checkup("month_18", nurse, "走る、登る。目が離せない。ことばは順調。");
    c.checkup("year_3", nurse, "検査の部屋に入らず、廊下で実施。発達は年齢相応。");
    c.checkup("school_entry", nurse, "会場を3周したが、質問には全部答えた。", "小学校");
    c.grows({{0, 0.2}, {100, 0.1}, {130, -0.2}, {200, 0.2}}, {{0, 0.3}, {100, 0}, {130, -0.6}, {200, 0.1}},
            {nurse, special, junior_nurse});
    c.writes(c.age(2, 1), nursery, basic,
             "柵を越えて園庭へ。砂場で虫を3匹つかまえ、誇らしげに見せてくれました。柵は10cm高くしました。")
        .to_family()
        .answered(grandmother, "お世話をかけます。家でも塀にのぼります。");
    c.writes(c.age(4, 7), nursery, development, "紙芝居は最初の2枚まで。めくる係にすると最後までいます。")
        .to_family();
    c.writes(c.grade(0, 12, 9), nursery, development,
             "生活発表会。せりふは友だちの分まで全部覚えていて、舞台の袖から教えていました。")
        .to_family();
  }

  void found() {
    c.writes(c.grade(1, 5, 28), low, education,
             "40分の授業で席を立つのは平均9回。配り物の係を入れると4回になりました。忘れ物は毎日です。")
        .to_family()
        .answered(mother, "毎晩一緒に用意しても、玄関に忘れて行きます。");
    c.writes(c.grade(2, 6, 11), low, education,
             "友だちの列に割り込み、押して転ばせました。叱ると「またぼくだけ」。叱る以外の手が要ると感じてい"
             "ます。")
        .consults()
        .answered(special, "わたしも教室に入ります。保護者の了解を得て、センターにつなぎましょう。");
    c.tested(c.grade(2, 9, 6), psychologist, "adhd_rs",
             {.conditions = {"母の記入。担任にも別に記入を頼んだ。"},
              .values = {{score("total", 38), score("inattention", 19), score("hyperactivity", 19)}},
              .findings = {"家庭と学校でほぼ一致。"},
              .for_guardians = {"しつけのせいではありません。動きながらのほうが考えられる脳のタイプです。"},
              .for_teachers = {"指示は一つずつ。動いてよい係を授業に二つ入れてください。"}});
    c.event(Kind::diagnosis, c.grade(2, 11, 4), doctor, "注意欠如多動症（ADHD）", health,
            "まず環境の調整。薬は3年生から検討。", "結乃市立病院");
    c.writes(
         c.grade(2, 11, 5), mother, family,
         "診断を聞いて、祖母が「叱りすぎた」と泣きました。こうきは「なんで泣くの、ぼく病気？」と聞きました。")
        .answered(psychologist, "次の面接で、こうきさん本人に説明する時間をつくります。祖母もぜひ一緒に。");
    c.writes(c.grade(3, 5, 20), doctor, health,
             "メチルフェニデート徐放錠を朝1錠。食欲と体重を毎月確かめます。学校の日だけ飲みます。")
        .to_family();
    c.writes(
         c.grade(3, 6, 17), high, education,
         "「頭の中が静かになった」と本人。算数のノートが最後のページまで埋まりました。給食は半分残します。")
        .to_family()
        .answered(pharmacist,
                  "食欲は夕方に戻ることが多いです。朝食をしっかり、夕食を少し遅めにしてみてください。");
    c.writes(c.grade(4, 9, 14), special, health,
             "夏休みのあいだに体重が戻りました。身長の伸びも順調です。次の測定を主治医に送ります。")
        .to_family();
    c.writes(c.grade(5, 10, 26), high, education,
             "ロボットクラブで車の配線を直し、下級生に「どうしてわかるの」と聞かれました。説明は1分で終わり、"
             "次の車へ"
             "。")
        .to_family();
    c.writes(c.grade(6, 3, 5), high, education,
             "卒業の作文「ぼくの取扱説明書」。「一度に一つ言ってください。じっとしろではなく、これを持ってと"
             "言ってくだ"
             "さい」。")
        .to_family()
        .answered(mother, "額に入れます。");
  }

  void later() {
    c.handed_over(
        handover::HandoverKind::school, c.first_day(7), high, "junior_high_school", 2,
        handover::HandoverState::received, "本人の書いた「取扱説明書」を添えます。",
        {{"取扱説明書", "一度に一つ。持ち物は学校に置く。叱るときは短く、あとで二人で。", education},
         {"薬", "朝1錠。昼の食欲が落ちます。飲まない日は本人が決めてよいことになっています。", health}});
    c.writes(c.grade(7, 6, 8), junior, education,
             "提出物を全部、写真で出してよいことにしました。提出率が3割から9割に。")
        .to_family();
    c.writes(
         c.grade(8, 5, 19), junior_nurse, health,
         "「薬を飲むと自分じゃないみたい」と相談に来ました。主治医と話したいとのことで、予約を早めました。")
        .answered(doctor, "本人と話し、試験の期間だけ飲むことにしました。2か月試します。");
    c.writes(c.grade(8, 10, 3), junior, education,
             "自転車で転び、鎖骨を折りました。治るまでの間、友だちが交代でかばんを持っています。人に好かれる"
             "子です。")
        .to_family();
    c.writes(c.grade(9, 11, 21), coordinator, basic,
             "工業高校の体験入学。溶接の先生に「筋がいい」と言われ、帰りの電車で初めて1時間じっとしていたそう"
             "です。")
        .to_family();
    c.writes(c.grade(10, 7, 4), senior, education,
             "実習は無遅刻。安全確認の指差し呼称を、だれよりも大きな声で。座学はスマートフォンの録音を許可し"
             "ました。")
        .to_family();
    c.writes(
         c.grade(11, 8, 27), doctor, health,
         "薬は1年間飲まずに過ごせています。忘れ物は「写真に撮る、すぐ出す」で補っています。受診は年1回に。")
        .to_family();
    c.writes(c.grade(12, 9, 30), senior, education,
             "整備の会社から内定。面接で「苦手は忘れること、対策は3つあります」と答えたそうです。")
        .to_family()
        .answered(grandmother, "仏壇に報告しました。");
    c.writes(c.grade(12, 3, 4), senior, basic,
             "卒業しました。18年分の記録を本人が画面で見て、「おれ、がんばってたんだな」。")
        .answered(coordinator, "本当に。いつでも見に来てください。");
    c.writes(c.grade(13, 7, 12), coordinator, welfare,
             "就職して3か月。工具の置き場所に写真を貼ったところ、先輩たちも使い始めました。支援は本人の希望で"
             "「困ったら"
             "連絡」に。");
    c.writes(add_days(c.today(), -20), coordinator, basic,
             "本人から電話。「給料で母と祖母に温泉」。困りごとはなし。");
    c.plans(coordinator,
            {{.on = c.grade(3, 5, 12),
              .author = high,
              .strengths = "虫、機械、とっさの親切。",
              .struggles = "待つこと、しまうこと。",
              .wish_child = "おこられない日を つくりたい。",
              .wish_guardian = "よいところを見てほしい。",
              .policy = "動いてよい場面をつくり、できたらすぐに伝える。",
              .accommodations = {{"授業", "配る・消す係。立って書いてよい。"},
                                 {"持ち物", "教科書は学校に置く。"}},
              .goals = {{"列で順番を待つ", "週に4日", "足形の印。待てたら係を頼む。", "担任"}}},
             {.on = c.grade(7, 5, 10),
              .author = junior,
              .strengths = "実験、修理、場を明るくする。",
              .struggles = "提出物、長い説明。",
              .wish_child = "ロボコンに出たい。",
              .wish_guardian = "自分で工夫できるように。",
              .policy = "道具で補い、叱る前に仕組みを変える。",
              .accommodations = {{"提出物", "写真で出してよい。"}},
              .goals = {{"締切を自分で入力する", "毎週", "スマートフォンの予定表。", "本人・担任"}}},
             {.on = c.grade(12, 4, 22),
              .author = senior,
              .strengths = "溶接、安全確認、後輩の指導。",
              .struggles = "書類、長い座学。",
              .wish_child = "整備士になる。",
              .wish_guardian = "困る前に相談できる大人に。",
              .policy = "自分の対策を自分で説明する。",
              .accommodations = {{"座学", "録音してよい。"}},
              .goals = {{"苦手と対策を3つ言う", "面接まで", "練習を5回。", "担任・進路"}}}});
  }

  /// Days between the turning points.
  void ordinary_days() {
    c.writes(c.grade(1, 11, 16), special, education,
             "朝の5分、校庭を2周してから教室へ。1時間目に席を立つ回数が半分になりました。")
        .to_family();
    c.writes(c.grade(4, 5, 8), high, education,
             "理科の電池の実験、班で一番に豆電球がつきました。片付けは、箱に写真を貼ると全部戻せます。")
        .to_family()
        .answered(grandmother, "家の引き出しにも写真を貼りました。");
    c.writes(c.grade(9, 6, 12), junior, education,
             "修学旅行の班長。集合時刻を5分早く書いた自作のしおりで、班は一度も遅れませんでした。")
        .to_family();
  }
};

}  // namespace

void tell_attention(Tx& tx, City& city) {
  Attention story{{tx,
                   city,
                   12,
                   {.family = "竹内",
                    .given = "こうき",
                    .family_kana = "タケウチ",
                    .given_kana = "コウキ",
                    .sex = person::Sex::male,
                    .grade = 13,
                    .month = 1,
                    .day = 30}}};
  story.cast();
  story.small();
  story.found();
  story.later();
  story.ordinary_days();
  story.c.end();
}

}  // namespace musubi::demo
