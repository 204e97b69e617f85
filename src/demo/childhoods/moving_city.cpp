// 中原つばさ, 小5: came from another city at the start of 小3 with a support book under his arm. What
// happened before is here as the family and the old city's paper told it, entered on the day it arrived;
// nothing was sent over by a program, and nothing pretends that it was.
#include "demo/childhoods/childhood.hpp"

namespace musubi::demo {
namespace {

using enum InfoClass;
using Kind = course::CourseKind;

struct MovingCity {
  Childhood c;
  Who mother = 0, father = 0, coordinator = 0, nurse = 0, third = 0, teacher = 0, special = 0, therapist = 0,
      clinic = 0, day = 0;
  Date arrived;

  void cast() {
    arrived = c.grade(3, 4, 8);
    mother = c.parent({.given = "明里", .kana = "アカリ", .login = "moving-mother"});
    father = c.parent({.relation = person::Relation::father,
                       .given = "隼",
                       .kana = "ハヤト",
                       .login = "moving-father",
                       .lives_together = false});
    coordinator = c.joins("inclusive_centre", "coordinator", "コーディネーター", arrived, {},
                          {.role = access::SeatRole::coordinator});
    nurse = c.joins("health_centre", "public_health_nurse", "転入の面談", arrived, add_days(arrived, 120));
    third = c.joins("elementary_school", "teacher", "3年担任", arrived, c.last_day(3), {.place = 6});
    teacher = c.joins("elementary_school", "teacher", "4・5年担任", c.first_day(4), c.last_day(5),
                      {.place = 6, .worker = 1});
    special = c.joins("elementary_school", "special_needs_coordinator", "校内コーディネーター", arrived, {},
                      {.place = 6});
    therapist = c.joins("child_development_support", "occupational_therapist", "作業療法", c.grade(3, 6, 1));
    clinic = c.joins("clinic", "doctor", "主治医", c.grade(3, 5, 10), {}, {.place = 1});
    day = c.joins("after_school_day_service", "childcare_support_staff", "放課後", c.grade(3, 7, 1));
    c.consents(arrived);
    c.attended_elsewhere("こまどり幼稚園（前に住んでいた市）", "", c.grade(-2, 4, 1), c.last_day(0));
    c.attended_elsewhere("南小学校（前に住んでいた市）", "1〜2年", c.first_day(1), c.last_day(2));
    c.attends("elementary_school", 6, "", arrived, c.last_day(6));
  }

  void before() {
    // Dated when it happened; written by whom it was told to.
    c.event(Kind::diagnosis, c.age(5, 2), nurse, "発達性協調運動症", health,
            "前の市の病院の紹介状（紙）による。", "前の市の病院");
    c.event(Kind::therapy, c.age(5, 4), nurse, "作業療法（前の市）", development,
            "月2回。サポートブックによる。", "前の市の療育センター", c.last_day(2));
    c.checkup("year_3", nurse, "母子健康手帳による。転びやすさの記載あり。", "前の市");
    c.checkup("school_entry", nurse, "母子健康手帳による。", "前の市");
    c.event(Kind::family, arrived, nurse, "父の転勤で転入", family,
            "父は単身赴任。母とつばささんの二人で転入。");
  }

  void arriving() {
    c.grows({{0, 0.1}, {140, 0.4}}, {{0, 0.2}, {140, 0.6}}, {special});
    c.writes(arrived, nurse, basic,
             "転入の面談。母子健康手帳、サポートブック、前の学校の個別の指導計画（紙、9枚）を見せていただきま"
             "した。写し"
             "をとり、要点を書き起こします。")
        .to_family()
        .answered(mother, "初めから話さなくてよくて、助かりました。");
    c.writes(add_days(arrived, 1), coordinator, development,
             "前の市の引継書（紙）から：「はさみと縄跳びが苦手。1回やって見せると動きをまねできる。失敗すると"
             "『もうや"
             "らない』と言うが、5分後にもう一度さそうとできることが多い」。")
        .pinned();
    c.writes(add_days(arrived, 2), coordinator, basic,
             "前の市の記録でこちらにないもの：2年生までの通院の検査結果、療育の月ごとの記録。必要なときは母を"
             "通じて取"
             "り寄せます。");
    c.writes(c.grade(3, 4, 26), third, education,
             "席は前の学校と同じ、窓ぎわの2列目に。初日は給食当番の白衣のボタンで止まりましたが、友だちが手伝"
             "いまし"
             "た。")
        .to_family();
    c.writes(
         c.grade(3, 5, 12), clinic, health,
         "初診。前の病院の紹介状を確認しました。手首の使い方は前回より良いとのこと。作業療法を6月から再開しま"
         "す。")
        .to_family();
    c.writes(c.grade(3, 6, 18), therapist, development,
             "ボタンは目で追わずに留められるようになってきました。ひもは、赤と青の2色で練習しています。")
        .to_family();
    c.writes(c.grade(3, 7, 9), third, education,
             "「前の学校では竹馬だったのに」とぽつり。一輪車の順番を待つ列から離れていました。")
        .consults()
        .answered(special, "竹馬が倉庫にあります。昼休みに出しましょう。");
    c.writes(c.grade(3, 7, 14), third, education, "竹馬で校庭を一周。「すげえ」と5人がついて回りました。")
        .to_family()
        .answered(father, "赴任先で動画を見て泣きました。");
    c.tested(c.grade(3, 9, 10), therapist, "dcdq",
             {.values = {{score("total", 38), score("control", 14), score("fine", 9), score("general", 15)}},
              .findings = {"前の市での結果（紙）の合計は33。版が同じかは分からない。"},
              .for_guardians = {"動きの計画に時間がかかりますが、慣れた動きはなめらかになっています。"},
              .for_teachers = {"新しい動きは、見本を1回、言葉は短く。器具は選べるように。"}});
  }

  void settled() {
    c.writes(c.grade(3, 12, 5), day, basic,
             "工作の時間、はさみを使わずに手でちぎる絵を始めました。みんながまねして、壁いっぱいの海になりま"
             "した。")
        .to_family();
    c.writes(c.grade(4, 5, 21), teacher, education,
             "リコーダーは、穴にシールを貼ると指の位置が分かります。1曲吹けるようになりました。")
        .to_family();
    c.writes(c.grade(4, 10, 30), therapist, development,
             "家で卵が割れたそうです。10個のうち7個。残りの3個はお好み焼きになりました。")
        .to_family()
        .answered(mother, "殻も少し入りましたが、おいしかったです。");
    c.writes(c.grade(5, 6, 13), teacher, education,
             "家庭科のミシン。足元にすべり止めを敷き、速度を落として、コースターを3枚。祖母に送るそうです。")
        .to_family();
    c.writes(c.grade(5, 9, 17), clinic, health,
             "半年ごとの受診。痛みなし。体力テストの結果は本人の前年比で見ます。")
        .to_family();
    c.writes(add_days(c.today(), -11), mother, family,
             "来年の春、父の赴任先に移るかもしれません。決まったら早めにお知らせします。")
        .answered(coordinator,
                  "分かりました。そのときは引継ぎの項目を一緒に選びましょう。紙でもお渡しできます。");
    c.writes(add_days(c.today(), -4), teacher, education,
             "転校するかもしれないと本人から聞きました。「サポートブックの続き、ぼくが書く」と言っています。")
        .to_family();
    c.task("転出の予定を確かめ、引継ぎの準備をする", coordinator, coordinator, 30, family);
    c.plans(coordinator,
            {{.on = c.grade(3, 5, 24),
              .author = third,
              .strengths = "竹馬、工作。やって見せるとまねが早い。",
              .struggles = "はさみ、縄跳び、急ぐこと。",
              .wish_child = "前の学校でできたことを続けたい。",
              .wish_guardian = "一から説明しなくてもよいように。",
              .policy = "前の学校の支援を続け、3か月で見直す。",
              .accommodations = {{"道具", "ばねつきのはさみ、太い鉛筆。"}},
              .goals = {{"白衣のボタンを留める", "3分", "下から順に。鏡の前で。", "担任・家庭"}}},
             {.on = c.grade(5, 4, 25),
              .author = teacher,
              .strengths = "自分に合う道具を選べる。",
              .struggles = "初めての動き、長い作業。",
              .wish_child = "家庭科でエプロンを作りたい。",
              .wish_guardian = "できないと言う前に、聞けるようになってほしい。",
              .policy = "道具とやり方を本人が選ぶ。",
              .accommodations = {{"実技", "見本を先に1回。時間を1.5倍に。"}},
              .goals = {{"新しい作業の前に見本を頼む", "毎回", "頼み方を2つ決める。", "担任"}}}});
  }

  /// Days between the turning points.
  void ordinary_days() {
    c.writes(c.grade(3, 5, 30), coordinator, basic,
             "前の市の療育センターから、母を通じて作業療法の記録（紙、4枚）が届きました。要点を作業療法士に渡"
             "します。")
        .to_family();
    c.writes(c.grade(3, 10, 21), third, education,
             "運動会のダンスは、前の晩に動画を3回見ると当日までに覚えられます。先生方に動画を配りました。")
        .to_family()
        .answered(mother, "見せ方を聞いてくださって、ありがとうございます。");
    c.writes(c.grade(3, 1, 28), therapist, development,
             "縄跳び、前とびが続けて5回。手首だけを回すコツを自分で見つけました。")
        .to_family();
    c.writes(c.grade(4, 6, 25), special, education,
             "学校探検の地図を転入生用に作り、職員室に置くことにしました。作ったのは転入して1年の本人です。")
        .to_family();
    c.writes(c.grade(4, 12, 12), day, basic, "お好み焼きの日。生地を混ぜる係で、こぼさずに8枚分。")
        .to_family();
    c.writes(c.grade(4, 2, 7), teacher, education,
             "そろばんの玉を一度に二つ動かしてしまいます。指サックを使うと正確になりました。")
        .to_family();
    c.writes(c.grade(5, 5, 16), teacher, education,
             "委員会は図書。ラベル貼りに定規を当てる方法を考え、下級生にも教えています。")
        .to_family()
        .answered(father, "電話で30分、ラベルの話を聞きました。");
    c.writes(c.grade(5, 7, 19), therapist, development,
             "包丁は猫の手のほかに、材料を半分に切って平らにしてから。きゅうりの輪切りがそろいました。")
        .to_family();
  }
};

}  // namespace

void tell_moving_city(Tx& tx, City& city) {
  MovingCity story{{tx,
                    city,
                    8,
                    {.family = "中原",
                     .given = "つばさ",
                     .family_kana = "ナカハラ",
                     .given_kana = "ツバサ",
                     .sex = person::Sex::male,
                     .grade = 5,
                     .month = 6,
                     .day = 2}}};
  story.cast();
  story.before();
  story.arriving();
  story.settled();
  story.ordinary_days();
  story.c.end();
}

}  // namespace musubi::demo
