// The rules of keeping that need no database: the day something is due, when a period counts, what stands in
// the way.
#include "retention/retention.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace musubi::retention {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Date day(const char* text) {
  return parse_date(text).value();
}
RetentionPeriod decided(std::optional<std::int64_t> years, const char* on, const char* starts,
                        std::int64_t version = 1) {
  RetentionPeriod period;
  period.years = years;
  period.version = version;
  period.decided_on = day(on);
  period.starts_on = day(starts);
  return period;
}

TEST(DueDay, IsTheDayAfterTheLastOfWholeYearsTheDayOfTheEndNotCounted) {
  EXPECT_EQ(due_on(day("2021-03-31"), 5), day("2026-04-01"));
  EXPECT_EQ(due_on(day("2021-11-24"), 1), day("2022-11-25"));
  EXPECT_EQ(due_on(day("2021-12-31"), 20), day("2042-01-01"));
}

TEST(DueDay, OfALeapYear) {
  EXPECT_EQ(due_on(day("2024-02-28"), 1), day("2025-03-01"));  // counted from 29 February: ends with February
  EXPECT_EQ(due_on(day("2024-02-28"), 4), day("2028-02-29"));
  EXPECT_EQ(due_on(day("2024-02-29"), 1), day("2025-03-01"));
  EXPECT_EQ(due_on(day("2023-02-28"), 1), day("2024-03-01"));
  EXPECT_EQ(due_on(day("2023-02-27"), 1), day("2024-02-28"));
}

TEST(PeriodStarts, LongerAtOnceAndShorterAfterTheWait) {
  const auto today = day("2026-11-24");
  EXPECT_EQ(starts_on(5, 10, today), today);
  EXPECT_EQ(starts_on(5, 5, today), today);
  EXPECT_EQ(starts_on(5, std::nullopt, today), today);
  EXPECT_EQ(starts_on(10, 5, today), day("2026-12-24"));
  EXPECT_EQ(starts_on(std::nullopt, 100, today), day("2026-12-24"));  // none was without end
}

TEST(PeriodsOn, NothingIsInForceWhereNothingWasDecided) {
  const auto none = periods_on({}, day("2026-11-24"));
  EXPECT_EQ(none.in_force, nullptr);
  EXPECT_EQ(none.to_come, nullptr);
}

TEST(PeriodsOn, AShorterPeriodCountsFromItsDayOn) {
  const std::vector all{decided(10, "2026-01-01", "2026-01-31"), decided(5, "2026-06-01", "2026-07-01", 2)};
  EXPECT_EQ(periods_on(std::span(all).first(1), day("2026-01-30")).in_force, nullptr);
  EXPECT_EQ(periods_on(all, day("2026-06-30")).in_force, &all[0]);
  EXPECT_EQ(periods_on(all, day("2026-06-30")).to_come, &all[1]);
  EXPECT_EQ(periods_on(all, day("2026-07-01")).in_force, &all[1]);
  EXPECT_EQ(periods_on(all, day("2026-07-01")).to_come, nullptr);
}

TEST(PeriodsOn, ANewerDecisionTakesThePlaceOfOneThatDidNotCountYet) {
  const std::vector all{decided(10, "2026-01-01", "2026-01-31"), decided(1, "2026-06-01", "2026-07-01", 2),
                        decided(10, "2026-06-10", "2026-06-10", 3)};
  EXPECT_EQ(periods_on(all, day("2026-07-02")).in_force, &all[2]);
  const std::vector twice{decided(10, "2026-01-01", "2026-01-31"), decided(1, "2026-06-01", "2026-07-01", 2),
                          decided(5, "2026-06-10", "2026-07-10", 3)};
  EXPECT_EQ(periods_on(twice, day("2026-07-05")).in_force, &twice[0]);
  EXPECT_EQ(periods_on(twice, day("2026-07-10")).in_force, &twice[2]);
}

TEST(Obstacles, EachStandsInTheWayAlone) {
  const auto period = decided(5, "2020-01-01", "2020-01-31");
  const auto endless = decided(std::nullopt, "2020-01-01", "2020-01-01");
  const Time now = japan_midnight(day("2026-11-24"));
  const ShredFacts ready{day("2021-11-23"), &period, false, true, now};
  EXPECT_THAT(obstacles(ready, now), IsEmpty());
  const auto with = [&](auto change) {
    auto facts = ready;
    change(facts);
    return obstacles(facts, now);
  };
  EXPECT_THAT(with([](auto& f) { f.ended_on.reset(); }), ElementsAre(Obstacle::not_ended));
  EXPECT_THAT(with([](auto& f) { f.period = nullptr; }), ElementsAre(Obstacle::no_period));
  EXPECT_THAT(with([&](auto& f) { f.period = &endless; }), ElementsAre(Obstacle::no_period));
  EXPECT_THAT(with([](auto& f) { f.ended_on = day("2021-11-24"); }), ElementsAre(Obstacle::not_due));
  EXPECT_THAT(with([](auto& f) { f.held = true; }), ElementsAre(Obstacle::held));
  EXPECT_THAT(with([](auto& f) { f.confirmed = false; }), ElementsAre(Obstacle::not_confirmed));
  EXPECT_THAT(with([&](auto& f) { f.shreds_at = now + std::chrono::microseconds(1); }),
              ElementsAre(Obstacle::grace));
  EXPECT_THAT(obstacles({}, now), ElementsAre(Obstacle::not_ended, Obstacle::not_confirmed));
}

}  // namespace
}  // namespace musubi::retention
