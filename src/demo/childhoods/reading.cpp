// 髙柳めぐみ, 小4: talks early and well, stumbles over letters; her difficulty with reading is found in 小1,
// and from then on school knows how to help.
#include "demo/childhoods/childhood.hpp"

namespace musubi::demo {
namespace {

using enum InfoClass;
using Kind = course::CourseKind;

struct Reading {
  Childhood c;
  Who mother = 0, father = 0, nurse = 0, nursery = 0, coordinator = 0, first = 0, second = 0, teacher = 0,
      special = 0, resource = 0, speech = 0, doctor = 0, psychologist = 0;

  void cast() {
    mother = c.parent({.given = "香澄",
                       .kana = "カスミ",
                       .login = "reading-mother",
                       .shown_as = "保護者（髙柳めぐみさんの母、読み書きの困難）"});
    father = c.parent(
        {.relation = person::Relation::father, .given = "徹", .kana = "トオル", .login = "reading-father"});
    nurse = c.joins("health_centre", "public_health_nurse", "地区担当", c.age(0, 1), c.grade(1, 7, 31));
    nursery = c.joins("nursery", "nursery_teacher", "担任", c.age(1, 2), c.last_day(0));
    coordinator = c.joins("inclusive_centre", "coordinator", "コーディネーター", c.grade(1, 6, 20), {},
                          {.role = access::SeatRole::coordinator});
    first = c.joins("elementary_school", "teacher", "1年担任", c.first_day(1), c.last_day(1));
    second = c.joins("elementary_school", "teacher", "2年担任", c.first_day(2), c.last_day(2), {.worker = 1});
    teacher = c.joins("elementary_school", "teacher", "3・4年担任", c.first_day(3), c.last_day(4),
                      {.login = "reading-teacher", .shown_as = "小学校の先生（髙柳めぐみさんの担任）"});
    special = c.joins("elementary_school", "special_needs_coordinator", "校内コーディネーター",
                      c.first_day(1), {}, {.role = access::SeatRole::lead});
    resource = c.joins("elementary_school", "teacher", "通級指導", c.first_day(2), {}, {.worker = 2});
    speech = c.joins("inclusive_centre", "speech_therapist", "読み書きの評価", c.grade(1, 9, 1));
    psychologist = c.joins("inclusive_centre", "psychologist", "心理", c.grade(1, 9, 1), c.grade(3, 3, 31));
    doctor = c.joins("hospital", "doctor", "小児神経外来", c.grade(1, 11, 1));
    c.consents(c.age(0, 1));
    c.attends("nursery", 0, "", c.age(1, 2), c.last_day(0));
    c.attends("elementary_school", 0, "", c.first_day(1), c.last_day(6));
  }

  void infancy() {
    c.checkup("month_1", nurse, "体重の増えは順調。母の睡眠不足を聞き取り、産後ケアを案内。", "出産した病院");
    c.checkup("month_3", nurse, "首がすわる。よく声を出して笑う。");
    c.checkup("month_9", nurse, "つかまり立ち。「まんま」と言う。");
    c.checkup("month_18", nurse, "2語文が出はじめている。指さし、視線、問題なし。");
    c.checkup("year_3", nurse, "会話は年齢より上。視力・聴力とも問題なし。");
    c.checkup("year_5", nurse, "しりとりが続かない。名前のひらがなにまだ関心がない。様子を見る。");
    c.checkup("school_entry", nurse, "知的な面の心配なし。ひらがなの読みは数文字。", "小学校");
    c.grows({{0, 0.3}, {36, 0.2}, {120, 0.5}}, {{0, 0.1}, {36, 0}, {120, 0.2}},
            {nurse, special, first, second, teacher});
    c.writes(c.age(0, 1, 6), nurse, health,
             "新生児訪問。母乳とミルクの混合、体重は1日30gほど増えています。夜中の授乳を父が1回代わることにな"
             "りました。")
        .to_family()
        .answered(mother, "夜に3時間続けて眠れました。ありがとうございます。");
    c.writes(c.age(1, 3), nursery, basic,
             "慣らし保育4日目。抱っこのまま給食をほとんど食べました。眠くなると耳をさわります。")
        .to_family();
    c.writes(c.age(2, 6), nursery, development,
             "「ちがうよ、これはパンダさんのだよ」など、文で言い返すようになりました。絵本を読んでもらうのが"
             "大好きです。")
        .to_family()
        .answered(mother, "家でも同じ本を10回読まされます（笑）。");
    c.writes(
        c.age(4, 10), nursery, development,
        "かるた遊びでは、読み手の言葉を聞いて絵で取ります。文字だけの札になると手が止まり、別の遊びに移りま"
        "した。");
    c.writes(
        c.grade(0, 7, 8), nursery, development,
        "七夕の短冊。友だちは自分で名前を書きましたが、めぐみさんは「先生書いて」。なぞり書きも途中でやめま"
        "す。話す力とのちがいが気になっています。");
    c.writes(
         c.grade(0, 11, 14), nurse, development,
         "5歳児健診の後、園に様子を聞きました。「たいこ」から「た」を取ると何になる、という遊びが難しいそう"
         "です。就学先に申し送ることを母に提案し、了解を得ました。")
        .to_family();
    c.handed_over(
        handover::HandoverKind::school_entry, c.first_day(1), nursery, "elementary_school", 0,
        handover::HandoverState::received,
        "話すことが得意な子です。文字についてだけ、早めに見ていただきたいことがあります。",
        {{"得意なこと", "お話を作ること、年下の子の世話。人前で話すのも好きです。", basic},
         {"文字のこと",
          "自分の名前のほかは数文字。しりとり、ことばの音を抜く遊びが苦手です。書かせる前に、口で言っ"
          "てもらうとできます。",
          development},
         {"家庭での様子", "毎晩の読み聞かせを続けています。本は大好きです。", basic}});
  }

  void grade_one() {
    c.writes(
        c.grade(1, 5, 20), first, education,
        "ひらがな46字のうち読めるのは19字。「め・ぬ」「は・ほ」を取りちがえます。話し合いではいちばんよく発"
        "言しています。");
    c.writes(
         c.grade(1, 6, 12), first, education,
         "音読の宿題が出るようになり、「おなかがいたい」と言う朝が増えました。音読は一文字ずつの拾い読みで、"
         "何が書いてあったかを聞くと答えられません。")
        .consults()
        .answered(special, "来週の国語の時間に見せてください。学年全体の読みの確認も7月に予定しています。");
    c.writes(
         c.grade(1, 6, 14), mother, education,
         "音読カードに丸をもらうために、毎晩30分かかって二人とも泣いています。ふざけているのではないと思うの"
         "ですが。")
        .answered(
            first,
            "教えてくださってありがとうございます。今日から音読は「お母さんが読むのを指で追う」で丸にしま"
            "す。");
    c.tested(
        c.grade(1, 7, 5), first, "mim_pm",
        {.conditions = {"クラス全員で実施。表情よく取り組んだ。"},
         .values = {{score("total", 7), score("pictures", 5), score("three", 2)}},
         .findings = {"3rdステージ相当。特殊音節（小さい「っ」「ゃ」）で手が止まる。"},
         .for_teachers = {"夏休み前から、特殊音節を手をたたいて確かめる練習を朝の5分で行ってください。"}});
    c.writes(
        c.grade(1, 7, 9), special, education,
        "読みの確認の結果、個別に支えたい3人のうちの1人です。朝の5分学習をわたしが受け持ちます。インクルーシ"
        "ブセンターに相談してよいか、保護者に聞きます。");
    c.writes(
         c.grade(1, 7, 18), coordinator, basic,
         "ご両親と面談。「なまけているわけではないと分かって、ほっとした」とのこと。9月に読みの検査と発達検査"
         "を行います。")
        .to_family();
    c.tested(
        c.grade(1, 9, 20), psychologist, "wisc_v",
        {.place = {"インクルーシブセンター"},
         .conditions = {"終始意欲的。聞いて覚える課題では、途中から指を折って数えていた。"},
         .values = {{banded("fsiq", 103, 5), banded("vci", 118, 7), banded("vsi", 106, 8),
                     banded("fri", 105, 7), banded("wmi", 88, 7), banded("psi", 86, 8)}},
         .findings = {"全体の力は平均。ことばの理解が高く、聞いて覚える力と作業の速さとに差がある。"},
         .for_guardians =
             {"考える力、ことばの力はしっかり育っています。文字を読むのに時間がかかるのは、努力が足りないから"
              "ではありません。読んであげると、学年の内容を十分に理解できます。"},
         .for_teachers = {
             "内容の理解は耳からなら学年以上です。問題文を読み上げると力が出ます。板書を写す量は半分に。"}});
    c.tested(
        c.grade(1, 10, 4), speech, "straw_r",
        {.place = {"インクルーシブセンター"},
         .conditions = {"1文字ずつ声に出し、つながらないと最初から読み直した。"},
         .values = {{score("read_single_hira", 16), score("read_single_kata", 9),
                     score("write_single_hira", 12), score("speed_word_hira", 71.4),
                     score("speed_non_hira", 98.2)}},
         .findings = {"速読の所要時間が長い。同学年の基準は手引きの表と比べること。"},
         .for_guardians =
             {"ひらがなは少しずつ読めています。ただ、読むことにたくさんの力を使っています。家での音読は、おう"
              "ちの方が読むのを聞きながら指で追うだけで十分です。"},
         .for_teachers = {
             "音読を急がせず、当てるときは前の日に範囲を知らせてください。分かち書きとふりがなが助けになりま"
             "す。"}});
    c.event(Kind::diagnosis, c.grade(1, 12, 6), doctor, "発達性読み書き障害（ディスレクシア）", health,
            "視力・聴力に問題なし。学校での配慮を勧める。半年ごとに経過を見る。", "結乃市立病院");
    c.writes(
         c.grade(1, 12, 6), doctor, health,
         "診断の結果をご両親とご本人に説明しました。ご本人には「めぐみさんの頭は、耳で聞くのが得意な頭です」"
         "と伝えました。")
        .to_family()
        .answered(mother, "帰りの車で「じゃあ読んでもらえばいいんだ」と言っていました。");
    c.writes(c.grade(1, 1, 22), first, education,
             "国語のテストを読み上げで行ったところ、45点から90点になりました。本人がいちばん驚いていました。")
        .to_family();
  }

  void later() {
    c.event(Kind::therapy, c.first_day(2), resource, "通級による指導を始める", education,
            "週1回45分。音と文字のむすびつき、タブレットの使い方。");
    c.writes(c.grade(2, 5, 9), resource, education,
             "2文字ずつまとめて読む練習を始めました。好きなカードゲームの名前を題材にすると続きます。")
        .to_family();
    c.writes(
         c.grade(2, 6, 20), second, education,
         "「どうしてめぐみちゃんだけタブレットなの」と聞かれ、本人が「めがねみたいなもの」と説明しました。拍"
         "手が起きました。")
        .to_family()
        .answered(father, "家で練習していたせりふです。言えたんですね。");
    c.writes(
         c.grade(2, 11, 15), speech, development,
         "1年前と比べ、ひらがな単語の読みにかかる時間が約半分になりました。カタカナと漢字はこれからです。")
        .to_family();
    c.tested(c.grade(3, 6, 10), speech, "straw_r",
             {.place = {"インクルーシブセンター"},
              .conditions = {"「今日は何秒かな」と自分から聞いた。"},
              .values = {{score("read_single_hira", 20), score("read_single_kata", 18),
                          score("write_word_kanji", 5), score("speed_word_hira", 38.0),
                          score("speed_non_hira", 55.6), score("speed_text", 131.5)}},
              .findings = {"ひらがなの正確さは追いついた。速さと漢字の書きに困難が残る。"},
              .for_guardians =
                  {"ひらがなは正確に読めるようになりました。漢字は、書けなくても読んで選べれば大丈夫です。"},
              .for_teachers = {"漢字テストは読みを中心に。作文は音声入力を使うと、量も内容ものびます。"}});
    c.writes(
         c.grade(3, 5, 12), teacher, education,
         "理科の観察記録を音声入力で書きました。クラスでいちばん長い文章でした。朝の会で読み上げ機能を使って"
         "発表しています。")
        .to_family()
        .answered(mother, "「書けた」と言ったのは初めてです。");
    c.writes(c.grade(3, 11, 8), resource, education,
             "九九の「しちし・しちに」を聞き分けにくいようです。表を見ながらでよいことにしました。");
    c.writes(
         c.grade(4, 5, 16), teacher, education,
         "都道府県の学習。漢字の書き取りは選択式にし、白地図では満点でした。友だちに教える役をしています。")
        .to_family();
    c.writes(c.grade(4, 6, 27), doctor, health,
             "半年ごとの受診。頭痛・腹痛の訴えなし。学校での配慮が合っているようです。次は冬に。")
        .to_family();
    c.writes(c.grade(4, 9, 18), teacher, education,
             "宿題の量のことで「ずるい」と言った子がいました。学級で、一人ひとりの学び方について話し合う時間"
             "をもち"
             "ました。")
        .answered(special, "よい機会になりましたね。5年生の学年だよりにも載せましょう。");
    c.writes(add_days(c.today(), -4), mother, education,
             "「中学でもタブレットは使えるの？」と本人が気にしています。見学のときに聞いてみたいそうです。")
        .answered(special, "中学校のコーディネーターに、早めに顔合わせができるか聞いてみます。");
    c.writes(
         add_days(c.today(), -2), teacher, education,
         "校内研修で、めぐみさんの学び方（本人の了解あり）を紹介しました。他の学年からも相談がありました。")
        .asks();
    c.task("中学校の見学日を決める", coordinator, special, 21, education,
           "本人がタブレットの使い方を質問したいとのこと。");
  }

  void planned() {
    const std::vector<std::pair<std::string_view, std::string_view>> kept = {
        {"国語・テスト", "問題文を読み上げる。時間を1.3倍にする。"},
        {"板書", "写真に撮ってよい。写すのは大事な1行だけ。"},
        {"宿題", "音読は聞きながら指で追えばよい。漢字は半分の量。"}};
    c.plans(special,
            {{.on = c.grade(1, 1, 15),
              .author = first,
              .strengths = "お話を作ること、人前で話すこと。聞いて理解する力が高い。",
              .struggles = "文字をまとまりで読むこと。聞いて覚えておくこと。",
              .wish_child = "おんどくで なかないように なりたい。",
              .wish_guardian = "学校をきらいにならないでほしい。",
              .policy = "読む負担を減らし、耳から学べるようにする。朝の5分で音と文字をつなぐ。",
              .accommodations = kept,
              .goals = {{"ひらがな46字を読める", "9割以上", "手をたたいて音を数え、文字カードとつなぐ。",
                         "朝学習・校内コーディネーター"}}},
             {.on = c.grade(2, 4, 28),
              .author = second,
              .strengths = "発表、友だちの世話。新しい道具をすぐ覚える。",
              .struggles = "カタカナ、長い文を読むこと。",
              .wish_child = "ともだちと いっしょに 本を えらびたい。",
              .wish_guardian = "自分の学び方を、自分で説明できるようになってほしい。",
              .policy = "通級で読みの練習、学級ではタブレットを日常の道具にする。",
              .accommodations = kept,
              .goals = {{"2文字ずつまとめて読む", "1分間に20単語", "好きな題材の単語カードを使う。", "通級"},
                        {"タブレットで板書を撮る・読み上げる", "自分から使う", "使い方を3枚のカードに。",
                         "担任・本人"}}},
             {.on = c.grade(3, 4, 30),
              .author = teacher,
              .strengths = "口頭での説明、観察。音声入力で長い文章が書ける。",
              .struggles = "漢字を書くこと、急いで読むこと。",
              .wish_child = "理科の発表を自分で作りたい。",
              .wish_guardian = "自信をもって過ごしてほしい。",
              .policy = "書く手段を選べるようにし、考えたことを表す機会を増やす。",
              .accommodations = kept,
              .goals = {{"音声入力で400字の文章を書く", "学期に2回", "話す順番のメモを先に作る。", "担任"}}},
             {.on = c.grade(4, 4, 27),
              .author = teacher,
              .strengths = "説明の分かりやすさ。社会と理科が得意。困っている子に気づく。",
              .struggles = "漢字を書くこと。初めての長い文章。",
              .wish_child = "中学でも今のやり方で勉強したい。",
              .wish_guardian = "必要な配慮を、自分のことばで頼めるようになってほしい。",
              .policy = "本人が配慮を選び、頼む場面をつくる。中学校への引き継ぎを見通す。",
              .accommodations = kept,
              .goals = {
                  {"使いたい配慮を自分から先生に頼む", "週に1回", "頼み方の文例を一緒に作る。", "担任・本人"},
                  {"初めての文章は、読み上げを聞いてから読む", "毎回", "タブレットに本文を入れておく。",
                   "担任・通級"}}}});
  }

  /// Days between the turning points.
  void ordinary_days() {
    c.writes(c.age(3, 4), nursery, basic,
             "給食のメニューを毎朝大きな声で発表してくれます。昨日は「きょうは さかなの "
             "なんばんづけ、えいようまんてん」。")
        .to_family();
    c.writes(c.grade(2, 9, 12), second, education,
             "運動会の放送係の原稿は、録音を聞いて覚えました。一度も間違えず、校長先生が原稿なしだったことに"
             "驚いていました。")
        .to_family()
        .answered(mother, "お風呂で毎日練習していました。");
    c.writes(c.grade(3, 9, 30), teacher, education,
             "図書室で、読み上げのできる本を自分で借りてきました。1冊聞き終えるのに3日。感想は「つづきがよみ"
             "たい」。")
        .to_family();
    c.writes(c.grade(4, 7, 10), resource, education,
             "ローマ字入力に挑戦中。音声入力が使えない場所でも書けるように、と本人が言い出しました。");
  }
};

}  // namespace

void tell_reading(Tx& tx, City& city) {
  Reading story{{tx,
                 city,
                 1,
                 {.family = "髙柳",
                  .given = "めぐみ",
                  .family_kana = "タカヤナギ",
                  .given_kana = "メグミ",
                  .grade = 4,
                  .month = 9,
                  .day = 20}}};
  story.cast();
  story.infancy();
  story.grade_one();
  story.later();
  story.planned();
  story.ordinary_days();
  story.c.end();
}

}  // namespace musubi::demo
