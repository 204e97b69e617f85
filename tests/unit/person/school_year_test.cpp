#include <gtest/gtest.h>

#include "person/person.hpp"

namespace musubi::person {
namespace {

Date day(const char* text) {
  return parse_date(text).value();
}

TEST(SchoolEntry, TakesAChildBornOnTheFirstOfAprilWithTheYearBefore) {
  EXPECT_EQ(school_entry_year(day("2019-04-01")), 2025);  // reaches six on 31 March 2025
  EXPECT_EQ(school_entry_year(day("2019-04-02")), 2026);
  EXPECT_EQ(school_entry_year(day("2019-03-31")), 2025);
  EXPECT_EQ(school_entry_year(day("2020-01-01")), 2026);
  EXPECT_EQ(school_entry_year(day("2019-12-31")), 2026);
}

TEST(SchoolEntry, KnowsLeapDayBirths) {
  EXPECT_EQ(school_entry_year(day("2020-02-29")), 2026);
  EXPECT_EQ(grade_by_age(day("2020-02-29"), day("2026-03-31")), "年長");
  EXPECT_EQ(grade_by_age(day("2020-02-29"), day("2026-04-01")), "小1");
}

TEST(Grade, ChangesOnTheFirstOfApril) {
  const auto birth = day("2019-04-02");
  EXPECT_EQ(grade_by_age(birth, day("2019-04-01")), "");
  EXPECT_EQ(grade_by_age(birth, day("2019-04-02")), "0歳児");
  EXPECT_EQ(grade_by_age(birth, day("2020-04-01")), "0歳児");
  EXPECT_EQ(grade_by_age(birth, day("2021-04-01")), "1歳児");
  EXPECT_EQ(grade_by_age(birth, day("2022-04-01")), "2歳児");
  EXPECT_EQ(grade_by_age(birth, day("2023-04-01")), "年少");
  EXPECT_EQ(grade_by_age(birth, day("2024-04-01")), "年中");
  EXPECT_EQ(grade_by_age(birth, day("2025-04-01")), "年長");
  EXPECT_EQ(grade_by_age(birth, day("2026-03-31")), "年長");
  EXPECT_EQ(grade_by_age(birth, day("2026-04-01")), "小1");
  EXPECT_EQ(grade_by_age(birth, day("2032-03-31")), "小6");
  EXPECT_EQ(grade_by_age(birth, day("2032-04-01")), "中1");
  EXPECT_EQ(grade_by_age(birth, day("2035-04-01")), "高1");
  EXPECT_EQ(grade_by_age(birth, day("2038-03-31")), "高3");
  EXPECT_EQ(grade_by_age(birth, day("2038-04-01")), "");
}

TEST(Grade, OfTheFirstOfAprilChildIsAYearAhead) {
  EXPECT_EQ(grade_by_age(day("2019-04-01"), day("2026-11-24")), "小2");
  EXPECT_EQ(grade_by_age(day("2019-04-02"), day("2026-11-24")), "小1");
}

SchoolItem a_school(const char* grade, const char* from, std::optional<Date> to = {}) {
  SchoolItem school;
  school.facility_name.value = "みどり小学校";
  school.grade.value = grade;
  school.starts_on = day(from);
  school.ends_on = to;
  return school;
}

TEST(Grade, FollowsTheSchoolWhileItWasWrittenThisYear) {
  const auto birth = day("2019-04-02");
  const std::vector schools{a_school("小学部2年", "2026-04-01")};
  EXPECT_EQ(grade_on(birth, schools, day("2026-11-24")), "小学部2年");
  EXPECT_EQ(grade_on(birth, schools, day("2027-04-01")), "小2") << "what was written last year is stale";
  EXPECT_EQ(grade_on(birth, {a_school("小2", "2026-04-01", day("2026-10-31"))}, day("2026-11-24")), "小1");
}

TEST(Stage, FollowsBirthDateAndSchool) {
  const auto today = day("2026-11-24");
  EXPECT_EQ(stage_on(day("2026-01-10"), {}, today), Stage::infant);
  EXPECT_EQ(stage_on(day("2023-06-01"), {}, today), Stage::toddler);
  EXPECT_EQ(stage_on(day("2020-06-01"), {}, today), Stage::preschool);
  EXPECT_EQ(stage_on(day("2018-06-01"), {}, today), Stage::elementary);
  EXPECT_EQ(stage_on(day("2013-06-01"), {}, today), Stage::junior_high);
  EXPECT_EQ(stage_on(day("2010-06-01"), {}, today), Stage::high_school);
  EXPECT_EQ(stage_on(day("2007-06-01"), {}, today), Stage::transition);
  EXPECT_EQ(stage_on(day("2000-06-01"), {}, today), Stage::adult);
  EXPECT_EQ(stage_on(day("1940-06-01"), {}, today), Stage::elderly);
  EXPECT_EQ(stage_on(day("2007-06-01"), {a_school("高等部3年", "2026-04-01")}, today), Stage::high_school);
  EXPECT_EQ(stage_on(day("2020-06-01"), {a_school("年中", "2026-04-01")}, today), Stage::toddler);
}

TEST(Schools, MayOverlapUnlessTheyAreTheSame) {
  auto first = a_school("小1", "2025-04-01");
  auto other = a_school("通級", "2025-09-01");
  first.id.uuid.bytes[0] = 1;
  other.id.uuid.bytes[0] = 2;
  other.facility_name.value = "ことばの教室";
  EXPECT_TRUE(check_schools({first, other}));
  other.facility_name.value = "みどり　小学校";
  const auto refused = check_schools({first, other});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().field, "items[1].starts_on");
  first.ends_on = day("2025-08-31");
  EXPECT_TRUE(check_schools({first, other}));
  first.ends_on = day("2025-09-01");
  EXPECT_FALSE(check_schools({first, other}));
}

TEST(Changes, AreToldFieldByField) {
  PersonBody before;
  before.family_name.value = "高橋";
  before.birth_date = day("2020-06-01");
  auto after = before;
  after.family_name.value = "髙橋";
  after.allergies.push_back({{"卵"}, Severity::severe, {"じんましん"}});
  const auto changes = changes_between(before, after);
  ASSERT_EQ(changes.size(), 2U);
  EXPECT_EQ(changes[0], (FieldChange{"family_name", "高橋", "髙橋"}));
  EXPECT_EQ(changes[1], (FieldChange{"allergies", "", "卵（重い、じんましん）"}));
  EXPECT_TRUE(changes_between(before, before).empty());
}

}  // namespace
}  // namespace musubi::person
