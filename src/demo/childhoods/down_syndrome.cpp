// 降旗のぞみ, 高3, soon 18: Down syndrome, a mended heart, a brass band, and the question of who decides what
// once she is of age.
#include "demo/childhoods/childhood.hpp"

namespace musubi::demo {
namespace {

using enum InfoClass;
using Kind = course::CourseKind;

struct DownSyndrome {
  Childhood c;
  Who mother = 0, father = 0, nurse = 0, cardiologist = 0, therapist = 0, nursery = 0, coordinator = 0,
      consultant = 0, special_class = 0, junior = 0, senior = 0, senior_nurse = 0, day = 0;

  void cast() {
    mother = c.parent({.given = "恵", .kana = "メグミ", .login = "adult-soon-mother"});
    father = c.parent({.relation = person::Relation::father,
                       .given = "良平",
                       .kana = "リョウヘイ",
                       .login = "adult-soon-father"});
    nurse = c.joins("health_centre", "public_health_nurse", "地区担当", c.age(0, 1), c.last_day(0));
    cardiologist = c.joins("hospital", "doctor", "小児循環器", c.age(0, 0, 3), {},
                           {.worker = 1, .role = access::SeatRole::lead});
    therapist = c.joins("child_development_support", "speech_therapist", "ことば・食べること", c.age(0, 7),
                        c.last_day(3), {.place = 1});
    nursery = c.joins("certified_centre", "nursery_teacher", "担任", c.age(2), c.last_day(0), {.place = 2});
    coordinator = c.joins("inclusive_centre", "coordinator", "コーディネーター", c.age(1), {},
                          {.role = access::SeatRole::coordinator});
    special_class = c.joins("elementary_school", "teacher", "特別支援学級", c.first_day(1), c.last_day(6),
                            {.place = 2, .worker = 2});
    junior = c.joins("junior_high_school", "teacher", "特別支援学級", c.first_day(7), c.last_day(9),
                     {.place = 1, .worker = 2});
    senior = c.joins("special_needs_school", "teacher", "高等部担任", c.first_day(10), c.last_day(12),
                     {.worker = 1});
    senior_nurse =
        c.joins("special_needs_school", "school_nurse", "養護教諭", c.first_day(10), c.last_day(12));
    consultant = c.joins("consultation_support_office", "consultation_support", "相談支援", c.first_day(7),
                         {}, {.place = 1});
    day = c.joins("after_school_day_service", "service_manager", "放課後", c.first_day(1), {}, {.place = 1});
    c.consents(c.age(0, 1));
    c.attends("certified_centre", 2, "", c.age(2), c.last_day(0));
    c.attends("elementary_school", 2, "特別支援学級", c.first_day(1), c.last_day(6));
    c.attends("junior_high_school", 1, "特別支援学級", c.first_day(7), c.last_day(9));
    c.attends("special_needs_school", 0, "高等部", c.first_day(10), c.last_day(12));
    c.careful("心臓手術後。首に強い力をかけない（でんぐり返し不可）。");
  }

  void small() {
    c.event(Kind::diagnosis, c.age(0, 0, 14), cardiologist, "ダウン症候群、心室中隔欠損", health,
            "心臓は生後4か月ごろの手術を予定。", "結乃市立病院");
    c.event(Kind::hospital, c.age(0, 4), cardiologist, "心臓の手術", health, "経過良好。運動の制限は軽い。",
            "信野こども医療センター（架空）", c.age(0, 5));
    c.event(Kind::certificate, c.age(3, 1), nurse, "療育手帳の交付", welfare);
    c.checkup("month_1", nurse, "哺乳に時間がかかる。心臓の薬を飲んでいる。", "出産した病院");
    c.checkup("month_9", nurse, "寝返り。手術後の体重が増えてきた。");
    c.checkup("month_18", nurse, "座って遊ぶ。「あーあー」と歌う。");
    c.checkup("year_3", nurse, "歩き始めて半年。身ぶりでよく伝える。");
    c.checkup("school_entry", nurse, "眼鏡を使用。首の画像は問題なし。", "小学校");
    c.grows({{0, -1.5}, {40, -2.1}, {120, -2.3}, {205, -2.6}},
            {{0, -1.8}, {40, -1.7}, {120, -0.9}, {205, -0.6}}, {nurse, special_class, junior, senior_nurse});
    c.writes(c.age(0, 1, 4), nurse, family,
             "病院の面談室で初めてお会いしました。お父さんは「調べるほど怖くなる」。先輩家族の会の冊子をお渡"
             "しし、調"
             "べるのは一日一つにしましょうと話しました。")
        .to_family();
    c.writes(c.age(0, 5, 20), mother, basic, "退院しました。飲む量が倍になり、ほっぺたがピンク色です。")
        .answered(nurse, "電話の声が明るくて、私もうれしいです。");
    c.writes(c.age(1, 2), therapist, development,
             "スプーンは浅めの物を。舌の上に置き、口を閉じるのを待ちます。3口目から自分で閉じました。")
        .to_family();
    c.writes(c.age(3, 6), nursery, development,
             "朝の歌の「ピアノを弾くまね」で、クラスを指揮しました。ことばは10語、身ぶりは40以上。")
        .to_family()
        .answered(father, "家では父が指揮されています。");
    c.writes(c.grade(0, 9, 8), nursery, development,
             "縄を床に置き、蛇のように動かすと跳びます。回す縄は、来年の楽しみにしました。")
        .to_family();
  }

  void school() {
    c.tested(c.grade(1, 7, 3), therapist, "tanaka_binet_v",
             {.conditions = {"よく笑い、間違えると「もういっかい」と言った。"},
              .values = {{score("iq", 48)}},
              .findings = {"絵を使う課題で力が出る。"},
              .for_guardians = {"絵や歌と一緒に覚えたことは、長く残っています。ゆっくり確かに育っています。"},
              .for_teachers = {"手順は4枚までの絵で。できたところで必ず一緒に喜んでください。"}});
    c.writes(c.grade(1, 6, 15), special_class, education,
             "名前のひらがな3文字がそろいました。交流学級の朝の会では、日付を言う係です。")
        .to_family();
    c.writes(c.grade(3, 10, 20), special_class, education,
             "買い物学習。100円玉で払い、おつりをもらうまで待てました。買ったのは父の好きなせんべい。")
        .to_family()
        .answered(father, "世界一のせんべいでした。");
    c.writes(c.grade(5, 6, 6), day, basic,
             "初潮がありました。職員と絵の手順で練習し、家庭と同じ袋を使います。本人は「おとなだよ」と誇らし"
             "げです。")
        .to_family();
    c.writes(c.grade(6, 11, 12), special_class, education,
             "音楽会で大太鼓。拍を外さず、指揮者の目を見て最後の一打。会場が静まりかえりました。")
        .to_family();
    c.handed_over(handover::HandoverKind::school, c.first_day(7), special_class, "junior_high_school", 1,
                  handover::HandoverState::received, "大太鼓と一緒に中学校へ。",
                  {{"体のこと", "心臓の手術後。首に強い力をかけない。マット運動は転がりなし。", health},
                   {"楽しみ", "打楽器。待つ時間も拍を数えていると落ち着きます。", basic},
                   {"伝え方", "絵の手順は4枚まで。「あと2回」と数で伝えます。", development}});
    c.writes(c.grade(7, 5, 30), junior, education,
             "吹奏楽部に入りました。先輩が、楽譜に色のシールを貼ってくれています。")
        .to_family();
    c.writes(c.grade(8, 7, 22), cardiologist, health,
             "年1回の受診。心臓の働きは良好。甲状腺の値がやや低く、半年後にもう一度血液検査をします。")
        .to_family();
    c.writes(c.grade(9, 8, 2), junior, education,
             "地区大会、銀賞。結果より、控え室で泣く1年生の背中をさすっていたことを、みんなが話しています。")
        .to_family();
    c.writes(c.grade(9, 12, 3), consultant, welfare,
             "高等部の見学と体験。製パン班で手袋を自分で替え、「ここ」と指さしました。")
        .to_family();
  }

  void growing_up() {
    c.writes(c.grade(10, 6, 17), senior, education,
             "製パン班。計量は絵の目盛りで一人で。販売の日に「いらっしゃいませ」を82回言いました（友だちが数"
             "えました"
             "）。")
        .to_family();
    c.writes(c.grade(11, 9, 24), consultant, welfare,
             "カフェでの実習2週間。バスは7回目から一人で。乗り過ごした日は、カードを見せて運転手さんに助けて"
             "もらいま"
             "した。")
        .to_family()
        .answered(mother, "心配で後ろの車でついて行ったのは、内緒です。");
    c.writes(c.grade(11, 1, 25), senior_nurse, health,
             "朝の眠気が続くので、睡眠時の呼吸の検査をすすめました。いびきは以前からとのこと。")
        .answered(cardiologist, "耳鼻科と調整します。紹介状を書きました。");
    c.writes(c.grade(12, 5, 14), coordinator, family,
             "18歳からのことを話す会（1回目）。本人、両親、担任、相談支援。本人の一言「おかあさんに "
             "きいてから、わ"
             "たしが きめる」。これを全員で確認しました。")
        .to_family();
    c.writes(c.grade(12, 6, 25), consultant, welfare,
             "障害基礎年金と、成人後の医療費の手続きの予定表を作りました。誕生日の3か月前から始めます。")
        .to_family();
    c.writes(c.grade(12, 7, 18), senior, education,
             "カフェから「卒業したら来てほしい」と連絡。条件は週4日、心臓の受診日は休み。")
        .to_family();
    c.handed_over(
        handover::HandoverKind::adult, c.first_day(13), coordinator, "consultation_support_office", 1,
        handover::HandoverState::draft, "18歳の誕生日までに、本人と一緒に選びます。",
        {{"本人の決め方", "絵で2つ見せて、次の日にもう一度聞きます。同じなら本人の答えです。", basic},
         {"体のこと", "心臓は年1回、甲状腺は半年ごと。首に強い力をかけない。", health},
         {"仕事", "計量、接客。疲れるとトイレが長くなります。", welfare}});
    c.writes(add_days(c.today(), -13), coordinator, basic,
             "もうすぐ18歳です。保護者としての閲覧は誕生日で終わるため、続けるときは本人の希望を聞いて登録し"
             "直します"
             "。")
        .to_family()
        .asks();
    c.writes(add_days(c.today(), -5), mother, family,
             "本人に聞きました。「おかあさんは みて いい。おとうさんは ときどき」。父は少しへこんでいます。")
        .answered(coordinator, "すてきな答えです。その通りに書きましょう。");
    c.writes(add_days(c.today(), -1), senior, education,
             "定期演奏会の招待状を自分で配っています。コーディネーターさんの分もあります。")
        .to_family();
    c.task("18歳からの同意と閲覧について本人に説明する", coordinator, consultant, 25, basic,
           "絵の資料は前回のものを使う。");
    c.task("障害基礎年金の診断書を依頼する", coordinator, coordinator, -3, welfare);
    c.plans(coordinator, {{.on = c.grade(1, 5, 25),
                           .author = special_class,
                           .strengths = "歌、まね、人を喜ばせること。",
                           .struggles = "ことばだけの長い指示、階段。",
                           .wish_child = "たいこを たたきたい。",
                           .wish_guardian = "地域で名前を呼ばれて育ってほしい。",
                           .policy = "絵と歌で学び、交流学級に役割をもつ。",
                           .accommodations = {{"体育", "でんぐり返しはしない。"}},
                           .goals = {{"名前を書く", "3文字", "なぞり→見て→見ないで。", "担任"}}},
                          {.on = c.grade(7, 5, 16),
                           .author = junior,
                           .strengths = "打楽器、あいさつ。",
                           .struggles = "疲れを伝えること。",
                           .wish_child = "すいそうがくぶ。",
                           .wish_guardian = "部活の仲間と過ごしてほしい。",
                           .policy = "部活と学級をつなぐ。",
                           .accommodations = {{"部活", "楽譜に色。練習は1時間まで。"}},
                           .goals = {{"疲れたらカードを出す", "毎日", "緑・黄・赤。", "担任・顧問"}}},
                          {.on = c.grade(12, 4, 30),
                           .author = senior,
                           .strengths = "計量、接客、毎朝の身支度。",
                           .struggles = "初めての道、金額の大きい買い物。",
                           .wish_child = "カフェで はたらく。",
                           .wish_guardian = "自分で決める経験を重ねてほしい。",
                           .policy = "本人が決める。大人は選びやすくする。",
                           .accommodations = {{"説明", "絵で2つ。次の日にもう一度聞く。"}},
                           .goals = {{"困ったらカードを見せて助けを頼む", "月に1回", "かばんの外側に入れる。",
                                      "本人・実習先"}}}});
  }

  /// Days between the turning points.
  void ordinary_days() {
    c.writes(c.age(2, 4), nursery, basic,
             "入園1か月。朝の支度は、かばんを置く場所の写真を見て自分でできます。")
        .to_family();
    c.writes(c.grade(4, 5, 31), special_class, education,
             "交流学級の掃除当番。ほうきの向きを友だちと合わせ、「おわりー」の号令をかけます。")
        .to_family();
    c.writes(c.grade(10, 2, 13), day, welfare,
             "バスの乗り方を、職員と10回練習。降りるボタンを押す役を取り合っています。")
        .to_family();
  }
};

}  // namespace

void tell_down_syndrome(Tx& tx, City& city) {
  DownSyndrome story{{tx,
                      city,
                      11,
                      {.family = "降旗",
                       .given = "のぞみ",
                       .family_kana = "フルハタ",
                       .given_kana = "ノゾミ",
                       .grade = 12,
                       .month = 3,
                       .day = 24}}};
  story.cast();
  story.small();
  story.school();
  story.growing_up();
  story.ordinary_days();
  story.c.end();
}

}  // namespace musubi::demo
