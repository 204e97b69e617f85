// Ages, indices, velocity and flags: pure rules.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "growth/growth.hpp"

namespace musubi::growth {
namespace {

Date day(int y, unsigned m, unsigned d) {
  return make_date(y, m, d).value();
}
Time noon(const Date& date) {
  return Time{std::chrono::sys_days{date.ymd}} + std::chrono::hours{3};
}
Measurement measured(const Date& on, double value) {
  return {{}, noon(on), value, Posture::unknown};
}
std::vector<Flag> flags(const std::vector<GrowthPoint>& points) {
  std::vector<Flag> out;
  for (const auto& p : points) out.push_back(p.flag);
  return out;
}
const Child kGirl{day(2021, 9, 15), TableSex::female, {}};

TEST(Age, CountsLeapDays) {
  EXPECT_DOUBLE_EQ(age_months(day(2024, 2, 28), day(2024, 3, 1)), 2 / kDaysPerMonth) << "over a 29 February";
  EXPECT_DOUBLE_EQ(age_months(day(2023, 2, 28), day(2023, 3, 1)), 1 / kDaysPerMonth);
  EXPECT_NEAR(age_months(day(2020, 2, 29), day(2024, 2, 29)), 48, 1e-9)
      << "1461 days are exactly four years of months";
  EXPECT_EQ(years_after(day(2020, 2, 29), 3), day(2023, 3, 1));
  EXPECT_EQ(years_after(day(2020, 2, 29), 4), day(2024, 2, 29));
}

TEST(CorrectedAge, CountsFromTheDueDateUntilTheThirdBirthday) {
  const auto birth = day(2024, 1, 1);
  EXPECT_EQ(due_date(birth, 28 * 7), day(2024, 3, 25)) << "12 weeks early, over a 29 February";
  EXPECT_EQ(due_date(birth, 37 * 7), birth) << "37 weeks 0 days is term";
  EXPECT_EQ(due_date(birth, 36 * 7 + 6), day(2024, 1, 23));
  EXPECT_TRUE(is_corrected(birth, 36 * 7 + 6, day(2026, 12, 31)));
  EXPECT_FALSE(is_corrected(birth, 36 * 7 + 6, day(2027, 1, 1)));
  EXPECT_FALSE(is_corrected(birth, 37 * 7, day(2024, 2, 1)));
  EXPECT_FALSE(is_corrected(birth, std::nullopt, day(2024, 2, 1)));
}

TEST(CorrectedAge, IsTheAgeThatTheScoreUses) {
  Child preterm{day(2024, 1, 1), TableSex::male, 28 * 7};
  const auto& who = *find_reference("who");
  const auto points = assess(
      who, Measure::weight, preterm,
      {measured(day(2024, 3, 1), 2.4), measured(day(2024, 3, 25), 3.3464), measured(day(2027, 6, 1), 14)});
  ASSERT_EQ(points.size(), 3U);
  EXPECT_FALSE(points[0].z) << "before the due date no table applies";
  EXPECT_NEAR(*points[0].corrected_months, -24 / kDaysPerMonth, 1e-9);
  EXPECT_NEAR(*points[1].z, 0, 1e-6) << "WHO's median of newborn boys on the due date";
  EXPECT_LT(*points[1].z_uncorrected, -3);
  EXPECT_FALSE(points[2].corrected_months) << "past the third birthday";
}

TEST(Flags, KeepWhatIsOddAndReckonNothingFromIt) {
  const auto points = assess(default_reference(), Measure::height, kGirl,
                             {measured(day(2024, 9, 15), 92.0), measured(day(2025, 3, 15), 90.0),
                              measured(day(2025, 9, 15), 98.5), measured(day(2026, 9, 15), 1.04)});
  EXPECT_THAT(flags(points), testing::ElementsAre(Flag::none, Flag::shrank, Flag::none, Flag::unit));
  EXPECT_NEAR(*points[2].velocity, 6.5, 0.02)
      << "against the year before, not against the height that shrank";
  EXPECT_FALSE(points[1].velocity);
}

TEST(Flags, TellGramsFromKilograms) {
  const auto points = assess(
      default_reference(), Measure::weight, kGirl,
      {measured(day(2021, 9, 15), 3020), measured(day(2021, 10, 15), 4.0), measured(day(2021, 11, 15), 99)});
  EXPECT_THAT(flags(points), testing::ElementsAre(Flag::unit, Flag::none, Flag::far));
}

TEST(Flags, OfABmiAreItsDistanceAlone) {
  const auto points = assess(
      *find_reference("who"), Measure::bmi, kGirl,
      {measured(day(2027, 1, 10), 18.0), measured(day(2027, 3, 10), 14.0), measured(day(2027, 5, 10), 150)});
  EXPECT_THAT(flags(points), testing::ElementsAre(Flag::none, Flag::none, Flag::far));
  EXPECT_FALSE(points[1].velocity);
}

TEST(Flags, SeeAJumpWithinHalfAYear) {
  const auto points = assess(
      default_reference(), Measure::weight, kGirl,
      {measured(day(2025, 1, 10), 14.0), measured(day(2025, 3, 10), 18.5), measured(day(2026, 3, 10), 18.5)});
  EXPECT_THAT(flags(points), testing::ElementsAre(Flag::none, Flag::jump, Flag::none));
}

TEST(Assess, LeavesOutWhatLiesBeforeBirthAndSortsByTime) {
  const auto points =
      assess(default_reference(), Measure::height, kGirl,
             {measured(day(2023, 9, 15), 84), measured(day(2020, 1, 1), 70), measured(day(2022, 9, 15), 73)});
  ASSERT_EQ(points.size(), 2U);
  EXPECT_EQ(points[0].value, 73);
}

TEST(Assess, GivesNoScoreWithoutASex) {
  const auto points = assess(default_reference(), Measure::height, {day(2021, 9, 15), {}, {}},
                             {measured(day(2023, 9, 15), 84)});
  ASSERT_EQ(points.size(), 1U);
  EXPECT_FALSE(points[0].z);
  EXPECT_EQ(points[0].flag, Flag::none);
}

TEST(Bmi, IsWeightOverSquaredHeight) {
  EXPECT_DOUBLE_EQ(bmi(100, 20), 20);
}  // anthro, test-zscores.R

TEST(ObesityDegree, FollowsTheManualFromOneToSixAndFrom70To120) {
  const auto birth = day(2022, 4, 1);
  const auto at_three = day(2025, 4, 1);
  // 乳幼児身体発育評価マニュアル: girls, 95 cm: 0.00249·95² − 0.1858·95 + 9.0360 = 13.857 25 kg
  EXPECT_NEAR(*obesity_degree(TableSex::female, birth, at_three, 95, 13.85725), 0, 1e-9);
  EXPECT_NEAR(*obesity_degree(TableSex::female, birth, at_three, 95, 13.85725 * 1.2), 20, 1e-9);
  // The worked example that 平塚市 published with these formulas: a girl of three, 92 cm, 13 kg: −0.1364 %
  EXPECT_NEAR(*obesity_degree(TableSex::female, birth, at_three, 92, 13.0), -0.1364, 0.00005);
  EXPECT_FALSE(obesity_degree(TableSex::female, birth, at_three, 69.9, 9));
  EXPECT_FALSE(obesity_degree(TableSex::female, birth, at_three, 120, 20));
  EXPECT_FALSE(obesity_degree(TableSex::male, birth, day(2023, 3, 31), 75, 9)) << "not yet one";
}

TEST(ObesityDegree, FollowsSchoolHealthFromSixToEighteen) {
  // The worked example that 平塚市 published with the coefficients: a boy of eleven, 140 cm, 38 kg: 10.5486 %
  const auto birth = day(2014, 5, 20);
  EXPECT_NEAR(*obesity_degree(TableSex::male, birth, day(2025, 5, 20), 140, 38), 10.5486, 0.0001)
      << "cut there, not rounded";
  EXPECT_NEAR(*obesity_degree(TableSex::male, birth, day(2026, 5, 19), 140, 38), 10.5486, 0.0001)
      << "eleven until the day before the birthday";
  EXPECT_NEAR(*obesity_degree(TableSex::male, birth, day(2026, 5, 20), 140, 38), 11.8371, 0.0001)
      << "twelve: 0.783·140 − 75.642 = 33.978 kg";
  // A girl of six, 115 cm: 0.458·115 − 32.079 = 20.591 kg
  EXPECT_NEAR(*obesity_degree(TableSex::female, birth, day(2020, 5, 20), 115, 20.591), 0, 1e-9);
  // The last line, to the day before the eighteenth birthday: 0.672·170 − 53.642 = 60.598 kg
  EXPECT_NEAR(*obesity_degree(TableSex::male, birth, day(2032, 5, 19), 170, 60.598), 0, 1e-9);
  EXPECT_FALSE(obesity_degree(TableSex::male, birth, day(2032, 5, 20), 170, 60)) << "eighteen";
}

TEST(ObesityDegree, SaysNothingOfPupilsFarFromTheHeightOfTheirAge) {
  const auto birth = day(2018, 4, 1);
  EXPECT_TRUE(obesity_degree(TableSex::female, birth, day(2026, 4, 1), 110, 18));
  EXPECT_FALSE(obesity_degree(TableSex::female, birth, day(2026, 4, 1), 85, 12));
}

TEST(ObesityDegree, RunsOnOverTheSixthBirthdayWithoutALeap) {
  const auto birth = day(2020, 4, 1);
  for (const auto sex : {TableSex::male, TableSex::female}) {
    const auto before = *obesity_degree(sex, birth, day(2026, 3, 31), 115, 20);
    const auto after = *obesity_degree(sex, birth, day(2026, 4, 1), 115, 20);
    EXPECT_NEAR(before, after, 3) << "two standards, of two surveys";
  }
}

TEST(TargetHeight, IsTheMidParentalHeightOfTanner) {
  const auto boy = target_height(TableSex::male, 171, 158);
  EXPECT_DOUBLE_EQ(boy.cm, 171);
  EXPECT_DOUBLE_EQ(boy.low, 162.5);
  EXPECT_DOUBLE_EQ(target_height(TableSex::female, 171, 158).cm, 158);
}

TEST(Curves, RunFromMinusThreeToPlusThreeWithinTheReference) {
  const auto curves = curves_of(*find_reference("who"), Measure::head, TableSex::female, 400);
  EXPECT_EQ(curves.age_months.front(), 0);
  EXPECT_EQ(curves.age_months.back(), 60);
  ASSERT_EQ(curves.curves.size(), 7U);
  for (std::size_t i = 0; i < curves.age_months.size(); ++i)
    for (std::size_t c = 1; c < 7; ++c) EXPECT_LT(*curves.curves[c - 1].value[i], *curves.curves[c].value[i]);
  EXPECT_TRUE(curves_of(default_reference(), Measure::head, TableSex::female, 400).age_months.empty());
}

}  // namespace
}  // namespace musubi::growth
