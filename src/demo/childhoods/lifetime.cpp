// One person whose eighteen years were written down without a gap: 20,000 records of one kind, 6,000 entries
// and 60 plans, all invented, so that bench/lifetime can measure how such a person opens.
#include "demo/childhoods/childhood.hpp"

namespace musubi::demo {
namespace {

constexpr int kRecords = 20'000, kEntries = 6'000, kPlans = 60;

}  // namespace

void tell_lifetime(Tx& tx, City& city) {
  Childhood c(tx, city, 13,
              {.family = "長谷川",
               .given = "とわ",
               .family_kana = "ハセガワ",
               .given_kana = "トワ",
               .grade = 12,
               .month = 2,
               .day = 20});
  const auto mother = c.parent({.given = "瑞穂", .kana = "ミズホ", .login = "lifetime-mother"});
  const auto coordinator = c.joins("inclusive_centre", "coordinator", "コーディネーター", c.age(0, 1), {},
                                   {.role = access::SeatRole::coordinator});
  const auto nurse = c.joins("home_nursing", "visiting_nurse", "訪問看護", c.age(0, 1));
  const auto therapist = c.joins("inclusive_centre", "speech_therapist", "言語聴覚", c.age(0, 1));
  c.consents(c.age(0, 1));
  c.attends("special_needs_school", 0, "", c.first_day(1), c.last_day(12));
  c.grows({{0, 0}, {200, 0}}, {{0, 0}, {200, 0}}, {nurse});
  const auto first = c.age(0, 2);
  const int days = days_between(first, c.today());
  for (int i = 0; i < kRecords; ++i)
    c.record(add_days(first, static_cast<int>(std::int64_t{days} * i / kRecords)), 8 + 4 * (i % 3), i % 60,
             nurse, "spo2", 94 + c.between(-4, 5));
  const Who authors[] = {nurse, therapist, coordinator, mother};
  Dice dice(city.size.seed * 179424673);
  for (int i = 0; i < kEntries; ++i) {
    const auto& written =
        compose(dice, i % 4 == 3 ? Voice::guardian : Voice::nurse, {"とわさん", 1 + i * 17 / kEntries});
    c.writes(add_days(first, static_cast<int>(std::int64_t{days} * i / kEntries)), authors[i % 4],
             InfoClass::basic, written.body);
    if (i % 3 == 0) c.to_family();
  }
  for (int i = 0; i < kPlans; ++i)
    c.plans(coordinator, {{.on = add_days(first, static_cast<int>(std::int64_t{days} * i / kPlans)),
                           .author = coordinator,
                           .strengths = "人の声と音楽が好き。",
                           .struggles = "疲れやすい。",
                           .wish_child = "友だちと過ごしたい。",
                           .wish_guardian = "安心して通える毎日を。",
                           .policy = "体調に合わせて、できることを増やす。",
                           .accommodations = {{"移動", "教室の移動は車いすで。"}},
                           .goals = {{"選んで伝える", "1日3回", "二つの絵から選ぶ。", "担任"}}}});
  c.end();
}

}  // namespace musubi::demo
