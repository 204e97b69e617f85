// Pereira Lima, Ana Clara (ペレイラ リマ アナ・クララ), 小2: her family speaks Portuguese. Is it a delay of
// language, or a second language? The team asks before it tests, with an interpreter and in plain Japanese.
#include "demo/childhoods/childhood.hpp"

namespace musubi::demo {
namespace {

using enum InfoClass;
using Kind = course::CourseKind;

struct ForeignFamily {
  Childhood c;
  Who mother = 0, father = 0, nurse = 0, nursery = 0, speech = 0, psychologist = 0, coordinator = 0,
      first = 0, teacher = 0, language = 0, dentist = 0;

  void cast() {
    mother = c.parent({.given = "Juliana", .kana = "ジュリアナ", .login = "foreign-mother"});
    father = c.parent({.relation = person::Relation::father,
                       .given = "Rafael",
                       .kana = "ハファエル",
                       .login = "foreign-father"});
    nurse =
        c.joins("health_centre", "public_health_nurse", "地区担当", c.age(0, 1), c.last_day(0), {.place = 1});
    nursery = c.joins("nursery", "nursery_teacher", "担任", c.age(2), c.last_day(0), {.place = 4});
    speech = c.joins("inclusive_centre", "speech_therapist", "ことばの相談", c.age(3, 1));
    psychologist = c.joins("inclusive_centre", "psychologist", "心理", c.age(5), c.grade(1, 7, 31));
    coordinator = c.joins("inclusive_centre", "coordinator", "コーディネーター", c.age(3), {},
                          {.role = access::SeatRole::coordinator});
    first = c.joins("elementary_school", "teacher", "1年担任", c.first_day(1), c.last_day(1),
                    {.place = 0, .worker = 3});
    teacher = c.joins("elementary_school", "teacher", "2年担任", c.first_day(2), c.last_day(2),
                      {.place = 0, .worker = 4});
    language =
        c.joins("elementary_school", "teacher", "日本語教室", c.first_day(1), {}, {.place = 0, .worker = 5});
    c.consents(c.age(0, 1));
    c.attends("nursery", 4, "", c.age(2), c.last_day(0));
    c.attends("elementary_school", 0, "", c.first_day(1), c.last_day(6));
    c.careful("家庭のことばはポルトガル語。大切な話は通訳と。おたよりは漢字にふりがな。");
  }

  void small() {
    c.checkup("month_1", nurse, "順調。父の職場の同僚が通訳。次からは市の通訳を頼む。", "出産した病院");
    c.checkup("month_18", nurse, "ポルトガル語の単語が3つ。日本語はまだ。指さし、視線は十分。");
    c.checkup("year_3", nurse, "通訳つきで実施。両方のことばを合わせて50語ほど。ことばの相談をすすめる。");
    c.checkup("year_5", nurse, "園では2語文。家では長く話す。");
    c.checkup("school_entry", nurse, "就学案内のポルトガル語版を渡す。", "小学校");
    c.grows({{0, 0.5}, {90, 0.9}}, {{0, 0.6}, {90, 1.0}}, {nurse, first, teacher});
    c.writes(
         c.age(0, 1, 12), nurse, basic,
         "訪問。Oi から始めるとお母さんが笑顔に。予防接種の予診票は、通訳の電話をつないで一緒に書きました。")
        .to_family()
        .answered(mother, "ありがとう ございます。つぎも おねがいします。");
    c.writes(
         c.age(2, 0, 15), nursery, basic,
         "入園1週間。「アグア」と言って水筒を指しました。水、トイレ、痛いのカードを3つのことばで作りました。")
        .to_family()
        .answered(father, "カード、いえの れいぞうこにも はりました。");
    c.writes(c.age(3, 1, 8), speech, development,
             "通訳と一緒に、家の動画を見ました。ポルトガル語では3語文、質問もします。ことばの遅れというより、"
             "日本語に"
             "出会って1年です。家のことばは減らさず、たくさん話してください。")
        .to_family()
        .answered(mother,
                  "ほいくえんで にほんごだけにしてと いわれると おもっていました。あんしん しました。");
    c.tested(c.age(5, 1), psychologist, "kspd",
             {.conditions = {"通訳が同席。答えはどちらのことばでも正答とした（手引きの手続きではない）。"},
              .values = {{quotient("pm", 104, 61), quotient("ca", 101, 61)}},
              .findings = {"言語・社会の領域は、標準化の条件と異なるので数値を出さない。"},
              .for_guardians = {"見て考える力は年齢どおりです。ことばは、二つを行き来しながら育っています。"},
              .for_teachers = {"検査の数字だけで判断せず、やって見せたときの分かり方を見てください。"}});
    c.writes(c.grade(0, 10, 3), nursery, development,
             "年下の子に、ポルトガル語の数え歌を教えています。クラスのみんなが「ウン、ドイス、トレス」。")
        .to_family();
    c.handed_over(
        handover::HandoverKind::school_entry, c.first_day(1), nursery, "elementary_school", 0,
        handover::HandoverState::received, "二つのことばで育っている子です。",
        {{"名前", "ふだんは「クララさん」。名札は本人が選んだローマ字とカタカナの両方です。", basic},
         {"ことば", "会話は分かっています。「分かった？」より「やって見せて」と聞いてください。",
          development},
         {"食事", "豆の煮込みが大好き。生の魚は食べません。", basic}});
  }

  void school() {
    c.writes(c.grade(1, 4, 24), first, basic,
             "給食袋を忘れる日が続きました。持ち物の紙を写真つきに替えると、次の日から全部そろいました。")
        .to_family()
        .answered(mother, "しゃしんは とても わかりやすいです。");
    c.writes(c.grade(1, 6, 7), language, education,
             "日本語教室。「きのう」「あした」の区別を、カレンダーに写真を貼って練習しています。")
        .to_family();
    c.writes(c.grade(1, 10, 11), first, education,
             "算数の文章題は、数字だけ取り出して足してしまいます。絵に描くと正しく引き算ができました。")
        .consults()
        .answered(
            speech,
            "内容は分かっていて、「のこりは」「ちがいは」ということばが新しいようです。絵カードを送ります。");
    c.writes(c.grade(1, 12, 4), coordinator, welfare,
             "在留の手続きと就学援助の書類を、通訳と窓口で一緒に確認しました。")
        .to_family();
    c.writes(c.grade(1, 2, 20), first, education,
             "「かぞくしょうかい」の発表。前半は日本語、後半はポルトガル語。友だちから質問が9つ出ました。")
        .to_family()
        .answered(father, "しごとを やすんで みに いきました。");
    c.writes(c.grade(2, 5, 27), language, education,
             "漢字は形の絵で覚えるのが速く、学級の平均をこえました。助詞の「に」「で」はこれからです。")
        .to_family();
    c.writes(c.grade(2, 6, 30), teacher, education,
             "災害時の引き渡し訓練。やさしい日本語の放送に替えたところ、クララさんだけでなく1年生もよく動けま"
             "した。")
        .to_family();
    c.writes(c.grade(2, 9, 13), speech, development,
             "夏休みにおばあさんと毎日電話で話したそうです。ポルトガル語の物語を、日本語で説明してくれました"
             "。相談は終"
             "わりにし、必要なときに再開します。")
        .to_family();
    c.writes(add_days(c.today(), -7), teacher, education,
             "転入してきた友だちに、通訳をかって出ました。「さいしょは わたしも "
             "わからなかったよ」と言っていました。")
        .to_family()
        .answered(mother, "クララは やさしい こ です。うれしいです。");
    c.writes(add_days(c.today(), -3), teacher, basic,
             "個人面談は12月の第2週です。つうやくの ひとが きます。じかんは 30ぷん です。")
        .to_family()
        .asks();
    c.plans(coordinator,
            {{.on = c.grade(1, 5, 30),
              .author = language,
              .strengths = "歌、踊り、絵。まねが得意。",
              .struggles = "ことばだけの指示。時を表すことば。",
              .wish_child = "ともだちに ポルトガルごを おしえたい。",
              .wish_guardian = "二つのことばを大切にしてほしい。",
              .policy = "家のことばを力に、学ぶ日本語を増やす。",
              .accommodations = {{"おたより", "ふりがなと写真。大切な話は通訳と。"}},
              .goals = {{"昨日したことを3文で話す", "週に3回", "写真のカレンダーを使う。", "日本語教室"}}},
             {.on = c.grade(2, 5, 15),
              .author = teacher,
              .strengths = "漢字、面倒見のよさ。",
              .struggles = "文章題のことば、助詞。",
              .wish_child = "じぶんで ほんを よみたい。",
              .wish_guardian = "中学、高校の仕組みを知りたい。",
              .policy = "教科のことばを、絵と動作で。",
              .accommodations = {{"テスト", "問題文にふりがな。ことばの意味を聞いてよい。"}},
              .goals = {{"文章題を絵に描いてから式にする", "毎時間", "見本の絵を3つ。", "担任"}}}});
  }

  /// Days between the turning points.
  void ordinary_days() {
    c.writes(c.age(0, 6), nurse, health,
             "離乳食の相談。豆のスープをつぶしたものを食べています。鉄分の点でもよい選び方です。")
        .to_family()
        .answered(mother, "あんしんしました。");
    c.writes(c.age(2, 7), nursery, development,
             "色の名前は日本語で、数はポルトガル語で言います。両方をほめています。")
        .to_family();
    c.writes(c.age(4, 3), nursery, basic,
             "誕生会。家で作ったチョコレートのお菓子の写真を見せ、作り方を身ぶりで教えてくれました。")
        .to_family();
    c.writes(c.age(5, 6), coordinator, education,
             "就学ガイダンス（通訳つき）に両親で参加。ランドセルは同じ団地の卒業生からゆずってもらえます。")
        .to_family()
        .answered(father, "たすかりました。");
    c.writes(c.grade(1, 5, 15), first, education,
             "「分かりましたか」には必ずうなずきます。「どこをしますか」と聞くと、指でさして教えてくれます。")
        .to_family();
    c.writes(c.grade(1, 9, 8), language, education,
             "かたかなは、家の食品の箱から探す宿題にしました。14個見つけてきました。")
        .to_family();
    c.writes(c.grade(1, 1, 19), first, basic,
             "初雪。校庭で一番に雪を食べ、「味がない」と二つのことばで報告。")
        .to_family();
    c.writes(c.grade(2, 4, 22), teacher, education,
             "かけ算の歌を父が聞いて、家の数え方と違うと驚いたそうです。両方の数え方を黒板に書きました。")
        .to_family();
    c.writes(c.grade(2, 7, 8), speech, development,
             "家ではポルトガル語の本を週に2冊。読んだ本の絵を日本語で説明してくれます。")
        .to_family();
    c.writes(c.grade(2, 10, 23), teacher, education,
             "学習発表会の司会を二つのことばで。台本は母と夜に直したそうです。")
        .to_family()
        .answered(mother, "わたしも にほんごを べんきょう しています。");
  }
};

}  // namespace

void tell_foreign_family(Tx& tx, City& city) {
  ForeignFamily story{{tx,
                       city,
                       10,
                       {.family = "Pereira Lima",
                        .given = "Ana Clara",
                        .family_kana = "ペレイラ リマ",
                        .given_kana = "アナ・クララ",
                        .grade = 2,
                        .month = 12,
                        .day = 14,
                        .language = "pt"}}};
  story.cast();
  story.small();
  story.school();
  story.ordinary_days();
  story.c.end();
}

}  // namespace musubi::demo
