#include "base/clock.hpp"

#include <gtest/gtest.h>

namespace musubi {
namespace {

Date date(std::string_view text) {
  return parse_date(text).value();
}
Time instant(std::string_view text) {
  return parse_time(text).value();
}
std::pair<int, int> age(std::string_view birth, std::string_view on) {
  const auto a = age_on(date(birth), date(on));
  return {a.years, a.months};
}

TEST(ParseDate, TakesOnlyDatesThatExist) {
  EXPECT_EQ(to_string(date("2024-02-29")), "2024-02-29");
  EXPECT_EQ(to_string(date("2000-02-29")), "2000-02-29");
  EXPECT_EQ(to_string(date("1868-01-01")), "1868-01-01");
  for (const auto* text :
       {"2023-02-30", "2023-02-29", "1900-02-29", "2023-04-31", "2023-00-01", "2023-01-00", "23-01-01",
        "2023-1-01", "2023-01-1 ", "+023-01-01", "2023-01-0x", "1867-12-31", "2200-01-01", ""})
    EXPECT_FALSE(parse_date(text)) << text;
}

TEST(AgeOn, ChangesOnTheBirthday) {
  EXPECT_EQ(age("2020-05-10", "2026-05-09"), (std::pair{5, 11}));
  EXPECT_EQ(age("2020-05-10", "2026-05-10"), (std::pair{6, 0}));
  EXPECT_EQ(age("2020-05-10", "2020-05-10"), (std::pair{0, 0}));
  EXPECT_EQ(age("2020-05-10", "2020-06-09"), (std::pair{0, 0}));
  EXPECT_EQ(age("2020-05-10", "2020-06-10"), (std::pair{0, 1}));
  EXPECT_EQ(age("2020-05-10", "2019-01-01"), (std::pair{0, 0}));
}

TEST(AgeOn, OfALeapDayChildChangesOnTheFirstOfMarch) {
  EXPECT_EQ(age("2020-02-29", "2021-02-28").first, 0);
  EXPECT_EQ(age("2020-02-29", "2021-03-01").first, 1);
  EXPECT_EQ(age("2020-02-29", "2024-02-28").first, 3);
  EXPECT_EQ(age("2020-02-29", "2024-02-29").first, 4);
}

TEST(SchoolYear, StartsOnTheFirstOfApril) {
  EXPECT_EQ(school_year(date("2026-03-31")), 2025);
  EXPECT_EQ(school_year(date("2026-04-01")), 2026);
  EXPECT_EQ(school_year(date("2027-01-01")), 2026);
}

TEST(JapanDate, IsNineHoursAhead) {
  EXPECT_EQ(japan_date(instant("2026-04-01T14:59:59Z")), date("2026-04-01"));
  EXPECT_EQ(japan_date(instant("2026-04-01T15:00:00Z")), date("2026-04-02"));
  EXPECT_EQ(japan_date(instant("2025-12-31T15:00:00Z")), date("2026-01-01"));
  EXPECT_EQ(japan_date(Time{microseconds{-1}}), date("1970-01-01"));
}

TEST(Days, AreCountedAcrossMonthsAndLeapDays) {
  EXPECT_EQ(add_days(date("2024-02-28"), 1), date("2024-02-29"));
  EXPECT_EQ(add_days(date("2023-02-28"), 1), date("2023-03-01"));
  EXPECT_EQ(add_days(date("2024-01-01"), -1), date("2023-12-31"));
  EXPECT_EQ(days_between(date("2024-01-01"), date("2025-01-01")), 366);
  EXPECT_EQ(days_between(date("2025-01-01"), date("2024-01-01")), -366);
}

TEST(ParseTime, TakesRfc3339) {
  EXPECT_EQ(to_string(instant("2026-11-24T03:45:19Z")), "2026-11-24T03:45:19Z");
  EXPECT_EQ(to_string(instant("2026-11-24T12:45:19+09:00")), "2026-11-24T03:45:19Z");
  EXPECT_EQ(to_string(instant("2026-11-24T03:45:19.5Z")), "2026-11-24T03:45:19.500000Z");
  EXPECT_EQ(to_string(instant("2026-11-24T03:45:19.1234567Z")), "2026-11-24T03:45:19.123456Z");
  for (const auto* text : {"2026-11-24", "2026-11-24T03:45Z", "2026-11-24T03:45:19", "2026-11-24T24:00:00Z",
                           "2026-11-24T03:60:00Z", "2026-11-24 03:45:19Z", "2026-02-30T00:00:00Z",
                           "2026-11-24T03:45:19.Z", "2026-11-24T03:45:19+0900", "2026-11-24T03:45:19ZZ"})
    EXPECT_FALSE(parse_time(text)) << text;
}

TEST(ManualClock, MovesOnlyWhenTold) {
  ManualClock clock(instant("2026-04-01T00:00:00Z"));
  EXPECT_EQ(clock.now(), clock.now());
  clock.advance(std::chrono::hours{1});
  EXPECT_EQ(to_string(clock.now()), "2026-04-01T01:00:00Z");
}

}  // namespace
}  // namespace musubi
