// The days check-ups are expected, the stages of a life, and when a check-up counts as missed. The windows
// are those of data/checkups.source.md.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "course/course.hpp"

namespace musubi::course {
namespace {

Date day(int y, unsigned m, unsigned d) {
  return make_date(y, m, d).value();
}
std::string window(const char* code, const Date& birth) {
  const auto w = window_of(*find_checkup(code), birth);
  return to_string(w.from) + " " + to_string(w.to);
}

TEST(Checkups, AreExpectedInTheWindowsOfTheirSources) {
  const auto birth = day(2021, 9, 3);
  EXPECT_EQ(window("month_1", birth), "2021-10-01 2021-10-14") << "past day 27, not yet six weeks";
  EXPECT_EQ(window("month_3", birth), "2021-12-03 2022-03-02");
  EXPECT_EQ(window("month_6", birth), "2022-03-03 2022-05-02");
  EXPECT_EQ(window("month_9", birth), "2022-06-03 2022-09-02");
  EXPECT_EQ(window("month_18", birth), "2023-03-03 2023-09-02");
  EXPECT_EQ(window("year_3", birth), "2024-09-03 2025-09-02");
  EXPECT_EQ(window("year_5", birth), "2026-04-01 2027-03-31");
  EXPECT_EQ(window("school_entry", birth), "2027-10-01 2027-12-31");
}

TEST(Checkups, KeepToTheSchoolYearOfThoseBornOnTheFirstOfApril) {
  EXPECT_EQ(window("year_5", day(2021, 4, 1)), "2025-04-01 2026-03-31");
  EXPECT_EQ(window("year_5", day(2021, 4, 2)), "2026-04-01 2027-03-31");
  EXPECT_EQ(window("school_entry", day(2021, 4, 1)), "2026-10-01 2026-12-31");
  EXPECT_EQ(window("school_entry", day(2021, 4, 2)), "2027-10-01 2027-12-31");
}

TEST(Checkups, CountMonthsToTheFirstOfTheNextWhereTheDayIsMissing) {
  EXPECT_EQ(to_string(months_after(day(2021, 8, 31), 18)), "2023-03-01");
  EXPECT_EQ(to_string(months_after(day(2020, 2, 29), 36)), "2023-03-01");
  EXPECT_EQ(to_string(months_after(day(2020, 2, 29), 48)), "2024-02-29");
}

TEST(Checkups, SayWhatIsLawAndWhatIsUsual) {
  std::vector<std::string> law;
  for (const auto& checkup : checkups())
    if (checkup.basis == CheckupBasis::law) law.push_back(checkup.code);
  EXPECT_THAT(law, testing::ElementsAre("month_18", "year_3", "school_entry"));
}

TEST(MissedCheckups, AskOnceTheWindowIsOverAndNothingIsOnRecord) {
  const auto birth = day(2023, 9, 3);
  const auto begin = [&](const Date& today, const std::vector<std::string>& recorded = {}) {
    std::vector<std::string> keys;
    for (const auto& cause : missed_checkups(birth, recorded, today))
      if (cause.may_begin) keys.push_back(cause.key);
    return keys;
  };
  EXPECT_THAT(begin(day(2025, 9, 2)), testing::IsEmpty()) << "the last day";
  EXPECT_THAT(begin(day(2025, 9, 3)), testing::ElementsAre("checkup:month_18"));
  EXPECT_THAT(begin(day(2025, 9, 3), {"month_18"}), testing::IsEmpty());
  EXPECT_THAT(begin(day(2026, 1, 1)), testing::IsEmpty()) << "nobody is asked months later";
  EXPECT_EQ(missed_checkups(birth, {}, day(2026, 1, 1)).size(), 5U) << "but what was asked stays so";
}

TEST(Stages, FollowEachOtherFromBirthToTheYearAfterHighSchool) {
  std::vector<std::string> out;
  for (const auto& stage : stages_of(day(2021, 9, 3)))
    out.push_back(std::string(json::enum_name(stage.stage)) + " " + to_string(stage.from));
  EXPECT_THAT(out, testing::ElementsAre("infant 2021-09-03", "toddler 2022-09-03", "preschool 2027-04-01",
                                        "elementary 2028-04-01", "junior_high 2034-04-01",
                                        "high_school 2037-04-01", "transition 2040-04-01"));
  EXPECT_EQ(stages_of(day(2021, 9, 3)).back().to, day(2041, 3, 31));
}

}  // namespace
}  // namespace musubi::course
