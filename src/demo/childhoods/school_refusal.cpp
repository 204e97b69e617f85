// 𠮷岡そうた, 18: autism found at two, years that went well, two years at home in junior high, a
// correspondence high school, and a job he likes. His whole childhood is behind him; adult services take
// over.
#include "demo/childhoods/childhood.hpp"

namespace musubi::demo {
namespace {

using enum InfoClass;
using Kind = course::CourseKind;

struct SchoolRefusal {
  Childhood c;
  Who mother = 0, father = 0, nurse = 0, nursery = 0, coordinator = 0, doctor = 0, psychologist = 0,
      therapist = 0, low = 0, high = 0, junior = 0, junior_nurse = 0, social = 0, senior = 0, consultant = 0,
      day = 0;

  void cast() {
    mother = c.parent({.given = "美和", .kana = "ミワ", .login = "autism-mother"});
    father = c.parent({.relation = person::Relation::father,
                       .given = "康介",
                       .kana = "コウスケ",
                       .login = "autism-father"});
    nurse = c.joins("health_centre", "public_health_nurse", "地区担当", c.age(0, 1), c.last_day(0));
    nursery = c.joins("nursery", "nursery_teacher", "担任", c.age(3), c.last_day(0), {.place = 2});
    therapist = c.joins("child_development_support", "occupational_therapist", "作業療法", c.age(2, 8),
                        c.last_day(0));
    coordinator = c.joins("inclusive_centre", "coordinator", "コーディネーター", c.age(2, 6), {},
                          {.role = access::SeatRole::coordinator});
    psychologist = c.joins("inclusive_centre", "psychologist", "心理", c.age(2, 6));
    doctor = c.joins("hospital", "doctor", "児童精神科", c.age(2, 10), {}, {.role = access::SeatRole::lead});
    low = c.joins("elementary_school", "teacher", "1〜3年担任", c.first_day(1), c.last_day(3), {.place = 3});
    high = c.joins("elementary_school", "teacher", "4〜6年担任", c.first_day(4), c.last_day(6),
                   {.place = 3, .worker = 1});
    junior = c.joins("junior_high_school", "teacher", "担任", c.first_day(7), c.last_day(9));
    junior_nurse = c.joins("junior_high_school", "school_nurse", "養護教諭", c.first_day(7), c.last_day(9));
    social = c.joins("junior_high_school", "school_social_worker", "SSW", c.grade(7, 10, 1), c.last_day(9));
    senior =
        c.joins("high_school", "teacher", "担任（通信制）", c.first_day(10), c.last_day(12), {.place = 1});
    day = c.joins("after_school_day_service", "childcare_support_staff", "放課後", c.first_day(2),
                  c.last_day(12));
    consultant =
        c.joins("consultation_support_office", "consultation_support", "相談支援", c.grade(6, 10, 1));
    c.consents(c.age(0, 1));
    c.attends("nursery", 2, "", c.age(3), c.last_day(0));
    c.attends("elementary_school", 3, "", c.first_day(1), c.last_day(6));
    c.attends("junior_high_school", 0, "", c.first_day(7), c.last_day(9));
    c.attends("high_school", 1, "通信制", c.first_day(10), c.last_day(12));
  }

  void small() {
    c.checkup("month_1", nurse, "順調。", "出産した病院");
    c.checkup("month_3", nurse, "首がすわる。あやすと笑うが、目が合う時間が短い。");
    c.checkup("month_18", nurse, "ことば3語。指さしなし。2か月後に電話で様子を聞く。");
    c.checkup("year_3", nurse, "数字と文字がよく分かる。会話はおうむ返しが多い。療育に通っている。");
    c.checkup("school_entry", nurse, "通常の学級で、通級を合わせて使う方向。", "小学校");
    c.grows({{0, 0.4}, {100, 0.6}, {200, 0.9}}, {{0, 0.2}, {100, 0.8}, {160, 1.6}, {200, 1.1}},
            {nurse, low, high, junior_nurse});
    c.tested(c.age(1, 6, 20), nurse, "m_chat",
             {.values = {{score("total", 6), score("critical", 3)}},
              .findings = {"指さし、興味の共有、名前への反応。2か月後に電話で確認。"},
              .for_guardians = {"気になったところを、2か月後にもう一度お電話で聞かせてください。"}});
    c.writes(c.age(1, 9), nurse, development,
             "電話で確認。手を引いて冷蔵庫の前に連れて行く、車のタイヤを回し続ける、とのこと。親子教室をすす"
             "めました"
             "。");
    c.event(Kind::diagnosis, c.age(2, 11), doctor, "自閉スペクトラム症", health,
            "聴力に問題なし。療育を続ける。", "結乃市立病院");
    c.tested(c.age(3, 0, 12), psychologist, "kspd",
             {.conditions = {"積み木は見本どおりに作り、終わると検査者の手に返した。"},
              .values = {{quotient("total", 82, 36), quotient("pm", 96, 36), quotient("ca", 94, 36),
                          quotient("ls", 66, 36)}},
              .findings = {"見て考える力とことばの力に差がある。"},
              .for_guardians = {"見て分かることが得意です。予定を写真で見せると、安心して動けます。"},
              .for_teachers = {"声だけの指示は通りにくいです。絵と実物を先に見せてください。"}});
    c.writes(c.age(3, 2), nursery, development,
             "電車のカードを年号順に並べます。片付けの曲が流れると耳をふさぎます。曲を止め、砂時計に替えてみ"
             "ます。")
        .to_family()
        .answered(therapist, "砂時計は3分のものが合うと思います。終わったら次の写真を渡してください。");
    c.writes(c.age(4, 4), therapist, development,
             "ブランコで10回ゆれてから机に向かうと、15分座っていられます。園でも同じ順番にしてもらいました。")
        .to_family();
    c.writes(c.grade(0, 10, 12), nursery, development,
             "運動会は、前の週に会場を3回見に行き、イヤーマフをつけて参加。かけっこは笑顔でした。")
        .to_family()
        .answered(mother, "泣かない運動会は初めてです。先生方のおかげです。");
  }

  void primary() {
    c.writes(c.grade(1, 5, 22), low, education,
             "時間割の変更で30分泣きました。以後、前の日に変更カードを渡しています。それからは一度も泣いてい"
             "ません。")
        .to_family();
    c.tested(
        c.grade(2, 9, 15), psychologist, "wisc_v",
        {.conditions = {"時間を気にしながらも、最後まで取り組んだ。"},
         .values = {{banded("fsiq", 108, 5), banded("vci", 101, 7), banded("vsi", 124, 8),
                     banded("fri", 119, 7), banded("wmi", 103, 7), banded("psi", 84, 8)}},
         .findings = {"見て組み立てる力がとても高い。書く作業は時間がかかる。"},
         .for_guardians = {"図や地図で考える力が特に育っています。急いで書くことは苦手なので、量を減らしま"
                           "しょう。"},
         .for_teachers = {"板書は図で。書く量を減らし、終わりの時刻を見せてください。"}});
    c.writes(c.grade(3, 6, 9), low, education,
             "路線図クイズを作り、休み時間に5人が集まりました。出題の順番を守るのがとても上手です。")
        .to_family();
    c.writes(c.grade(4, 11, 17), high, education,
             "総合の時間に、町のバス路線の改善案を発表。市役所の方が「これは使える」と持ち帰りました。")
        .to_family()
        .answered(father, "名刺をもらったと、神棚に上げています。");
    c.writes(c.grade(5, 2, 6), high, education,
             "グループ活動で「そうたは細かい」と言われることが続きました。給食を残す日が増えています。")
        .consults()
        .answered(psychologist, "本人の話を聞く時間をつくります。今週木曜の放課後はいかがでしょう。");
    c.writes(c.grade(6, 10, 25), consultant, basic,
             "中学校の見学。人の多さと部活の声に、途中で「帰る」。小さな部屋から始められるか、中学校に聞きま"
             "した。")
        .to_family();
    c.handed_over(
        handover::HandoverKind::school, c.first_day(7), high, "junior_high_school", 0,
        handover::HandoverState::received, "小学校6年間で分かったことです。",
        {{"予定の変更", "前の日に紙で。当日の変更は、理由を一言そえると受け入れられます。", education},
         {"疲れのサイン", "給食を残す、返事が「はい」だけになる。そのときは一人になれる場所を。", basic},
         {"得意なこと", "地図、時刻表、図形。資料作りをまかせると力を出します。", basic}});
  }

  void at_home() {
    c.writes(c.grade(7, 5, 29), junior, education,
             "連休明けから遅刻が続きます。教室の前で10分立ち、入ると1時間で顔が白くなります。")
        .consults()
        .answered(junior_nurse, "保健室から始めましょう。来られた時間を出席として数えます。");
    c.writes(c.grade(7, 6, 20), mother, basic,
             "今朝も制服は着たのですが、玄関で動けなくなりました。叱ってしまい、後悔しています。")
        .answered(coordinator, "お母さんも限界ですね。今週は休む週にしましょう。わたしから学校に伝えます。");
    c.writes(c.grade(7, 9, 12), doctor, health,
             "朝の吐き気、入眠困難。過剰適応からの疲れと考えます。登校を目標から外し、眠りと食事を整えます。")
        .to_family();
    c.event(Kind::other, c.grade(7, 9, 15), junior, "学校に行かずに過ごす", education,
            "家庭とセンターの小さな部屋で過ごす。", "", c.grade(9, 6, 1));
    c.writes(
        c.grade(7, 11, 8), social, family,
        "家庭訪問6回目。ドア越しに5分、新しい路線の話をしました。帰りぎわに「次は木曜？」と聞かれました。");
    c.writes(c.grade(7, 2, 14), day, basic,
             "週1回、人のいない時間に来ています。ダイヤグラムを紙に引き、3時間。おにぎりを2つ食べました。")
        .to_family();
    c.writes(c.grade(8, 6, 18), psychologist, development,
             "「学校がきらいなんじゃない。音と、予想できないのが無理」と本人のことばで話しました。書きとめて"
             "、本人"
             "の了解を得て共有します。")
        .to_family()
        .answered(junior, "大事なことばをありがとうございます。職員会議で読みます。");
    c.writes(
         c.grade(8, 10, 30), junior, education,
         "定期試験を別室で、日をずらして受けました。数学は学年で3番。結果は本人の希望で家に郵送しました。")
        .to_family();
    c.tested(
        c.grade(8, 11, 12), psychologist, "pars_tr",
        {.conditions = {"母への面接。90分。"},
         .values = {{score("peak", 31), score("present_teen", 24)}},
         .findings = {"思春期の現在の得点。感覚の過敏と、変化への強い不安。"},
         .for_guardians = {
             "そうたさんの困りごとは、わがままではなく、感じ方のちがいから来ています。静かさと見通しが薬にな"
             "ります。"}});
    c.writes(c.grade(9, 6, 3), social, education,
             "校内の小さな部屋に、週2日、10時から。入口を別にし、時刻表のような一日の表を本人が作りました。")
        .to_family();
    c.writes(c.grade(9, 12, 7), junior, education,
             "通信制高校を3校見学し、本人が表を作って比べました。決め手は「イヤーマフ可」と「レポートの締切が"
             "一年先"
             "まで分かる」。")
        .to_family()
        .answered(father, "自分で決めた顔をしていました。");
  }

  void youth() {
    c.handed_over(
        handover::HandoverKind::school, c.first_day(10), junior, "high_school", 1,
        handover::HandoverState::received, "本人と一緒に作りました。",
        {{"本人から", "静かな席を下さい。急に話しかけず、紙かメールでお願いします。好きなものは時刻表です。",
          basic},
         {"休み方", "疲れたら30分、図書室のすみ。声をかけずに置いておくと戻れます。", education}});
    c.writes(
         c.grade(10, 6, 14), senior, education,
         "スクーリング初日。開始30分前に来て、座席を全部見てから選びました。レポートは全科目提出済みです。")
        .to_family();
    c.writes(c.grade(10, 11, 20), day, basic,
             "小学生の宿題を図で説明してくれます。「先生みたい」と言われ、次の日は教材を作ってきました。")
        .to_family();
    c.writes(c.grade(11, 7, 30), consultant, welfare,
             "職場体験（配送会社の配車係、3日間）。時刻の組み合わせを見て、空き便を2本見つけました。昼は車の"
             "中で一"
             "人で休めました。")
        .to_family()
        .answered(mother, "「来年も行っていいって」と何度も言っています。");
    c.writes(c.grade(11, 1, 18), doctor, health,
             "睡眠は7時間。眠りの薬は終わりにします。次は半年後、本人だけで受診してみます。")
        .to_family();
    c.writes(c.grade(12, 5, 10), coordinator, basic,
             "18歳になったら、情報の共有に同意するのは本人です。何をだれに見せるか、一覧を見ながら一つずつ決"
             "めました"
             "。")
        .to_family();
    c.event(Kind::certificate, c.grade(12, 6, 3), consultant, "精神障害者保健福祉手帳の交付", welfare);
    c.writes(c.grade(12, 10, 6), consultant, welfare,
             "配送会社から採用の内定。障害者雇用、週30時間、静かな席と書面の指示が条件書に入りました。")
        .asks();
    c.handed_over(handover::HandoverKind::adult, c.first_day(13), coordinator, "consultation_support_office",
                  0, handover::HandoverState::received,
                  "18年の記録から、本人が「これからも使う」と選んだものだけを引き継ぎます。",
                  {{"働くとき", "指示は書面で、一度に3つまで。変更は前日の15時までに。", basic},
                   {"疲れたとき", "昼休みは一人で。週末の予定は空けておく。", basic},
                   {"相談", "困ったら、まず相談支援にメール。電話は苦手です。", welfare}});
    c.writes(c.grade(12, 3, 8), senior, education,
             "卒業式。答辞の原稿を書き、録音で流しました。「見通しがあれば、ぼくは遠くまで行けます」。")
        .answered(coordinator, "2歳のときから見てきました。胸がいっぱいです。");
    c.writes(c.grade(13, 6, 20), consultant, welfare,
             "就職して2か月半。遅刻なし。音のする倉庫側の通路を避けて席を替えてもらいました。");
    c.writes(
        add_days(c.today(), -9), consultant, welfare,
        "半年の面談。給料で鉄道の模型を一つ買ったそうです。次の面談は、本人の希望で会社の会議室で行います。");
    c.plans(coordinator,
            {{.on = c.grade(1, 5, 20),
              .author = low,
              .strengths = "電車、地図、数。約束を守る。",
              .struggles = "音、急な変更、ことばだけの説明。",
              .wish_child = "でんしゃの本を よみたい。",
              .wish_guardian = "毎日、安心して学校に通ってほしい。",
              .policy = "一日の見通しを目で分かるようにする。",
              .accommodations = {{"音", "イヤーマフを使ってよい。"}, {"予定", "変更は前の日にカードで。"}},
              .goals = {{"変更カードを見て、次の予定を言う", "毎回", "カードは赤い枠で統一する。", "担任"}}},
             {.on = c.grade(4, 5, 18),
              .author = high,
              .strengths = "調べて図にまとめる。",
              .struggles = "グループの話し合い、急いで書くこと。",
              .wish_child = "バスの研究を続けたい。",
              .wish_guardian = "友だちと好きなことでつながってほしい。",
              .policy = "得意な資料作りを通して、人とつながる。",
              .accommodations = {{"書くこと", "パソコンで書いてよい。"}},
              .goals = {{"話し合いで係を一つ受けもつ", "単元に1回", "役割カードから選ぶ。", "担任"}}},
             {.on = c.grade(8, 5, 9),
              .author = junior,
              .strengths = "自分の状態をことばにできる。",
              .struggles = "人の多い場所。朝。",
              .wish_child = "静かな所で勉強したい。",
              .wish_guardian = "笑う日を増やしたい。",
              .policy = "登校を目標にしない。安心して学べる場所を学校の外と中につくる。",
              .accommodations = {{"試験", "別室で、日をずらして受ける。"}, {"連絡", "電話でなくメールで。"}},
              .goals = {{"眠る時刻を決める", "週に5日", "本人が表を作る。", "本人・家庭"}}},
             {.on = c.grade(12, 5, 15),
              .author = senior,
              .strengths = "配車、時刻、資料。約束の時刻に必ず来る。",
              .struggles = "電話、大きな音のする場所。",
              .wish_child = "配車の仕事をしたい。",
              .wish_guardian = "自分で助けを求められる大人になってほしい。",
              .policy = "本人が決め、本人が頼む。大人の支援へ切れ目なくつなぐ。",
              .accommodations = {{"実習", "指示は書面。静かな席。"}},
              .goals = {{"困ったことを相談支援にメールで伝える", "月に2回", "文例を3つ作る。",
                         "本人・相談支援"}}}});
  }
};

}  // namespace

void tell_school_refusal(Tx& tx, City& city) {
  SchoolRefusal story{{tx,
                       city,
                       2,
                       {.family = "𠮷岡",
                        .given = "そうた",
                        .family_kana = "ヨシオカ",
                        .given_kana = "ソウタ",
                        .sex = person::Sex::male,
                        .grade = 13,
                        .month = 3,
                        .day = 12}}};
  story.cast();
  story.small();
  story.primary();
  story.at_home();
  story.youth();
  story.c.end();
}

}  // namespace musubi::demo
