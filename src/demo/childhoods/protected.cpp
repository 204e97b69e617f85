// 森下あおい, 小3: lived with violence at home until 小1; mother and child moved to a place that the father
// must not learn of. Nothing that leads there reaches his account.
#include "demo/childhoods/childhood.hpp"

namespace musubi::demo {
namespace {

using enum InfoClass;
using Kind = course::CourseKind;

struct Protected {
  Childhood c;
  Who mother = 0, father = 0, nurse = 0, nursery = 0, coordinator = 0, city_staff = 0, first = 0, teacher = 0,
      social = 0, psychologist = 0, doctor = 0, school_nurse = 0;

  void cast() {
    mother = c.parent({.given = "しおり", .kana = "シオリ", .login = "protected-mother"});
    father =
        c.parent({.relation = person::Relation::father,
                  .given = "雅人",
                  .kana = "マサト",
                  .login = "protected-father",
                  .lives_together = false,
                  .restricted = true,
                  .restriction = "家庭裁判所・地方裁判所の保護命令（架空）。転居先と学校を知らせない。"});
    nurse = c.joins("health_centre", "public_health_nurse", "地区担当", c.age(0, 1));
    nursery = c.joins("certified_centre", "nursery_teacher", "担任", c.age(2), c.last_day(0));
    coordinator = c.joins("inclusive_centre", "coordinator", "コーディネーター", c.grade(1, 10, 2), {},
                          {.role = access::SeatRole::coordinator});
    city_staff = c.joins("city_office", "public_health_nurse", "家庭児童相談", c.grade(1, 9, 20));
    first =
        c.joins("elementary_school", "teacher", "1年担任", c.first_day(1), c.grade(1, 11, 20), {.place = 0});
    teacher = c.joins("elementary_school", "teacher", "担任", c.grade(1, 12, 1), {},
                      {.place = 2, .login = "protected-teacher"});
    school_nurse =
        c.joins("elementary_school", "school_nurse", "養護教諭", c.grade(1, 12, 1), {}, {.place = 2});
    social = c.joins("elementary_school", "school_social_worker", "SSW", c.grade(1, 12, 1), {}, {.place = 2});
    psychologist = c.joins("inclusive_centre", "psychologist", "心理面接", c.grade(1, 12, 10));
    doctor = c.joins("clinic", "doctor", "かかりつけ", c.age(0, 3));
    c.consents(c.age(0, 1));
    c.attends("certified_centre", 0, "", c.age(2), c.last_day(0));
    c.attends("elementary_school", 0, "", c.first_day(1), c.grade(1, 11, 20));
    c.attends("elementary_school", 2, "", c.grade(1, 12, 1), c.last_day(6));
  }

  void small() {
    c.checkup("month_1", nurse, "順調。母は実家が遠く、日中は二人きりとのこと。", "出産した病院");
    c.checkup("month_3", nurse, "体重の増えよし。母の表情が硬い。訪問を続ける。");
    c.checkup("month_18", nurse, "単語10語以上。大きな声に体を縮める。");
    c.checkup("year_3", nurse, "ことば、運動とも順調。");
    c.checkup("year_5", nurse, "集団の活動に参加できる。夜、寝つきが悪い。");
    c.checkup("school_entry", nurse, "問題なし。", "小学校");
    c.grows({{0, 0}, {60, -0.4}, {82, -0.8}, {110, -0.4}}, {{0, 0.1}, {60, -0.7}, {82, -1.3}, {110, -0.5}},
            {nurse});
    c.writes(
        c.age(0, 3, 20), nurse, family,
        "家庭訪問。母は「夫が帰る前に泣きやませないと」と時計を気にしていました。次は2週間後、母だけと話せる"
        "時間に伺います。");
    c.writes(c.age(2, 1), nursery, basic, "入園1週目。お昼寝のとき、先生の指をにぎったまま眠りました。")
        .to_family();
    c.writes(c.age(3, 5), father, basic, "運動会の場所取りは何時からですか。ビデオを撮りに行きます。");
    c.writes(
        c.age(4, 2), nursery, development,
        "ままごとで、お父さん役の子が大きな声を出すと、机の下に入りました。しばらく背中をさすると出てきまし"
        "た。");
    c.writes(c.age(5, 9), nursery, development,
             "絵にはいつも母と自分だけを描きます。「パパは会社」と言って紙を裏返しました。")
        .consults()
        .answered(nurse, "健診のときの様子とあわせて、次の面談で母に聞いてみます。");
  }

  void the_break() {
    c.writes(c.grade(1, 9, 18), first, basic,
             "2日続けて欠席。電話に父が出て「風邪だ」とのこと。3日目に登校し、腕を隠すようにしていました。");
    c.writes(c.grade(1, 9, 19), first, basic,
             "保健室で「おうちに帰りたくない」と話しました。管理職に報告し、市の家庭児童相談に連絡しました。")
        .urgent();
    c.writes(
         c.grade(1, 9, 20), city_staff, family,
         "要保護児童として受理。当日中に学校で本人と面接、母とは別室で面接しました。安全を最優先に動きます。")
        .urgent()
        .answered(nurse, "乳児期からの記録をまとめて今日お渡しします。");
    c.event(Kind::family, c.grade(1, 11, 21), city_staff, "母と二人で転居", family,
            "住所は支援措置の対象。学校を変更。");
    c.writes(c.grade(1, 11, 25), city_staff, family,
             "裁判所の保護命令が出ました。住民票の閲覧制限の手続きも終わりました。以後、居所と学校を特定でき"
             "る内容は"
             "父に伝えません。")
        .pinned();
    c.writes(c.grade(1, 12, 2), teacher, education,
             "転入1日目。みどり色の筆箱をずっと触っていました。給食は半分。帰りに「あしたも来ていい？」と聞か"
             "れまし"
             "た。")
        .to_family()
        .answered(mother, "新しい学校のことを、夜にたくさん話してくれました。");
    c.writes(c.grade(1, 12, 12), psychologist, family,
             "初回。箱庭に家を二つ置き、間に川を作りました。「こっちにはだれも来ない」。安心できる場所ができ"
             "始めていま"
             "す。");
    c.writes(c.grade(1, 1, 14), father, basic,
             "あおいの様子を教えてください。面会交流の件は弁護士から連絡します。");
    c.handed_over(
        handover::HandoverKind::school, c.grade(1, 12, 1), coordinator, "elementary_school", 2,
        handover::HandoverState::received,
        "転校にあたり、安心して過ごすために必要なことに絞って引き継ぎます。",
        {{"大きな声", "叱る声が聞こえると固まります。名前を小さく呼び、先にどこへ行くかを伝えてください。",
          basic},
         {"連絡先", "電話は母の携帯だけに。折り返しは非通知にしないでください。", basic},
         {"迎え", "母と決めた合言葉の人だけ。ほかの人が来たら職員室で待ってもらい、市に連絡します。",
          family}});
  }

  void recovering() {
    c.writes(c.grade(2, 5, 17), teacher, education,
             "友だちができました。休み時間は二人で一輪車。大きな音にはまだ肩が上がります。")
        .to_family();
    c.writes(c.grade(2, 6, 28), school_nurse, health,
             "体重が4月から1.6kg増えました。給食のおかわりをする日もあります。夜も9時に眠れているそうです。")
        .to_family()
        .answered(mother, "私も眠れるようになりました。");
    c.writes(c.grade(2, 9, 6), social, welfare,
             "就学援助と医療費の助成の手続きを母と行いました。書類の住所欄は学校気付にしています。");
    c.writes(c.grade(2, 11, 20), psychologist, development,
             "面接18回目。箱庭の川に橋をかけ、渡るのは犬だけ。夢の話をするようになりました。");
    c.writes(c.grade(2, 2, 9), teacher, education,
             "学習発表会。緊張して声が出ませんでしたが、友だちが横に並ぶと最後まで言えました。")
        .to_family();
    c.tested(
        c.grade(2, 1, 20), psychologist, "sdq",
        {.conditions = {"母の記入。昨年の同じ時期にも記入している。"},
         .values = {{score("total", 13), score("emotional", 5), score("conduct", 1),
                     score("hyperactivity", 4), score("peer", 3), score("prosocial", 9)}},
         .findings = {"情緒の項目が前年より下がった。面接を月2回から月1回にする。"},
         .for_guardians =
             {"不安なときのサインが減り、友だちといる時間が増えています。眠れない夜があれば、次の日にゆっくり"
              "過ごせるようにしましょう。"},
         .for_teachers = {"行事の前は、予定と逃げ場所を先に伝えてください。"}});
    c.writes(c.grade(3, 4, 25), teacher, education,
             "3年生の係は生き物係。カナヘビの世話をまかせると、登校がいちばん早くなりました。")
        .to_family();
    c.writes(c.grade(3, 6, 12), city_staff, family,
             "ケース会議。保護命令の期間は年明けまで。延長の申立てを母が弁護士と相談しています。運動会は入場"
             "の受付"
             "を名札で行います。")
        .asks();
    c.writes(
         c.grade(3, 9, 27), teacher, education,
         "運動会、入場の確認に混乱なし。リレーで二人抜きました。「お母さん、見てた？」が帰りの第一声でした。")
        .to_family()
        .answered(mother, "声をからして応援しました。");
    c.writes(
         add_days(c.today(), -5), teacher, education,
         "校外学習の行き先のみどり公園で、自分から班の順番を決めました。写真は配らず、教室に貼っています。")
        .to_family();
    c.writes(
        add_days(c.today(), -2), psychologist, family,
        "「大きくなったら動物のお医者さん」。月1回の面接は本人が楽しみにしているので、年度末まで続けます。");
    c.task("保護命令の延長の見込みを母に聞く", coordinator, city_staff, 14, family);
  }

  void planned() {
    c.plans(coordinator, {{.on = c.grade(2, 4, 24),
                           .author = teacher,
                           .strengths = "生き物、一輪車。小さい子にやさしい。",
                           .struggles = "大きな声や音。予定の急な変更。",
                           .wish_child = "あんしんして ねたい。ともだちと あそびたい。",
                           .wish_guardian = "ふつうの小学生の毎日を過ごさせたい。",
                           .policy = "安心できる場所と人を学校の中に二つつくる。",
                           .accommodations = {{"教室", "席は出入り口が見える後ろ。"},
                                              {"写真・作品", "外に出すものに名前と顔を載せない。"}},
                           .goals = {{"つらいときに保健室へ行くと言える", "週に1回",
                                      "カードを1枚、筆箱に入れておく。", "担任・養護教諭"}}},
                          {.on = c.grade(3, 4, 22),
                           .author = teacher,
                           .strengths = "係の仕事を最後までする。走るのが速い。",
                           .struggles = "大勢の前で話すこと。",
                           .wish_child = "カナヘビを ふやしたい。",
                           .wish_guardian = "友だちの家にも遊びに行けるようになってほしい。",
                           .policy = "できることを増やし、安心の手立ては本人と相談しながら減らす。",
                           .accommodations = {{"写真・作品", "外に出すものに名前と顔を載せない。"},
                                              {"行事", "受付は名札で確認する。"}},
                           .goals = {{"班で意見を一つ言う", "週に2回", "先にメモに書いてから。", "担任"}}}});
  }

  /// Days between the turning points.
  void ordinary_days() {
    c.writes(c.age(1, 2), nurse, family,
             "訪問の予定を夫が断ったとのこと。健診の機会に母とだけ話す時間をとります。");
    c.writes(c.age(4, 9), nursery, basic,
             "お迎えの時間が遅れると、玄関で靴をはいたまま待っています。手をつないで待つことにしました。")
        .to_family();
    c.writes(c.grade(2, 7, 12), teacher, education,
             "音読発表で「スイミー」。最後の一文だけ、友だちに聞こえる声で読みました。")
        .to_family();
    c.writes(c.grade(3, 5, 20), school_nurse, health,
             "視力、聴力とも問題なし。保健室に来る回数は昨年の半分です。")
        .to_family()
        .answered(mother, "うれしいです。");
  }
};

}  // namespace

void tell_protected(Tx& tx, City& city) {
  Protected story{{tx,
                   city,
                   9,
                   {.family = "森下",
                    .given = "あおい",
                    .family_kana = "モリシタ",
                    .given_kana = "アオイ",
                    .grade = 3,
                    .month = 11,
                    .day = 5}}};
  story.cast();
  story.small();
  story.the_break();
  story.recovering();
  story.planned();
  story.ordinary_days();
  story.c.end();
}

}  // namespace musubi::demo
