// Growth references against values that their sources print (data/growth/SOURCES.md). Nothing here was
// reckoned by us and then written down as expected, except where the test says so.
#include "growth/reference.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace musubi::growth {
namespace {

const Reference& who() {
  return *find_reference("who");
}
const Reference& japan() {
  return *find_reference("japan_2000");
}

/// The columns SD3neg, SD2neg, SD1neg, SD0, SD1, SD2, SD3 of WHO's own tables, printed with one decimal.
struct Printed {
  Measure measure;
  TableSex sex;
  double month;
  double sd[7];
};
constexpr Printed kPrinted[] = {
    {Measure::height, TableSex::male, 0, {44.2, 46.1, 48.0, 49.9, 51.8, 53.7, 55.6}},
    {Measure::height, TableSex::male, 6, {61.2, 63.3, 65.5, 67.6, 69.8, 71.9, 74.0}},
    {Measure::height, TableSex::male, 12, {68.6, 71.0, 73.4, 75.7, 78.1, 80.5, 82.9}},
    {Measure::height, TableSex::male, 36, {85.0, 88.7, 92.4, 96.1, 99.8, 103.5, 107.2}},
    {Measure::height, TableSex::male, 59, {95.6, 100.2, 104.8, 109.4, 114.0, 118.6, 123.2}},
    {Measure::height, TableSex::female, 0, {43.6, 45.4, 47.3, 49.1, 51.0, 52.9, 54.7}},
    {Measure::height, TableSex::female, 12, {66.3, 68.9, 71.4, 74.0, 76.6, 79.2, 81.7}},
    {Measure::height, TableSex::female, 23, {76.0, 79.2, 82.3, 85.5, 88.7, 91.9, 95.0}},
    {Measure::weight, TableSex::male, 0, {2.1, 2.5, 2.9, 3.3, 3.9, 4.4, 5.0}},
    {Measure::weight, TableSex::male, 3, {4.4, 5.0, 5.7, 6.4, 7.2, 8.0, 9.0}},
    {Measure::weight, TableSex::male, 12, {6.9, 7.7, 8.6, 9.6, 10.8, 12.0, 13.3}},
    {Measure::weight, TableSex::male, 24, {8.6, 9.7, 10.8, 12.2, 13.6, 15.3, 17.1}},
    {Measure::weight, TableSex::male, 59, {12.3, 14.0, 15.9, 18.2, 20.8, 23.9, 27.6}},
    {Measure::weight, TableSex::female, 0, {2.0, 2.4, 2.8, 3.2, 3.7, 4.2, 4.8}},
    {Measure::weight, TableSex::female, 12, {6.3, 7.0, 7.9, 8.9, 10.1, 11.5, 13.1}},
    {Measure::weight, TableSex::female, 36, {9.6, 10.8, 12.2, 13.9, 15.8, 18.1, 20.9}},
    {Measure::weight, TableSex::female, 59, {12.0, 13.6, 15.6, 18.0, 21.0, 24.6, 29.2}},
};

TEST(WhoReference, GivesTheValuesThatWhoPrints) {
  for (const auto& row : kPrinted) {
    const auto lms = lms_at(who(), row.measure, row.sex, row.month);
    ASSERT_TRUE(lms) << row.month;
    for (int z = -3; z <= 3; ++z)
      EXPECT_NEAR(*value_at(z, *lms), row.sd[z + 3],
                  0.052)  // half a printed digit, and what L, M and S were rounded by
          << json::enum_name(row.measure) << " " << json::enum_name(row.sex) << " month " << row.month
          << " z " << z;
  }
}

TEST(WhoReference, HoldsTheHeadsOfWhosTableByDays) {
  // WorldHealthOrganization/anthro, data-raw/growthstandards/hcanthro.txt: the day on either side of each
  // whole month.
  struct Days {
    TableSex sex;
    double month, before, after;
  };
  for (const auto& [sex, month, before, after] : {Days{TableSex::male, 1, 37.2435, 37.3172},
                                                  {TableSex::male, 6, 43.3160, 43.3393},
                                                  {TableSex::male, 12, 46.0637, 46.0732},
                                                  {TableSex::male, 20, 47.6881, 47.6931},
                                                  {TableSex::female, 1, 36.5163, 36.5846},
                                                  {TableSex::female, 6, 42.1855, 42.2079},
                                                  {TableSex::female, 12, 44.8940, 44.9037},
                                                  {TableSex::female, 20, 46.5761, 46.5814}}) {
    const auto m = lms_at(who(), Measure::head, sex, month)->m;
    EXPECT_GE(m, before - 0.00005) << month;
    EXPECT_LE(m, after + 0.00005) << month;
  }
}

TEST(WhoReference, HoldsTheBmiOfWhosTableByDays) {
  // The same repository, bmianthro.txt: days that are no rows of ours, so that what lies between them is
  // asked too.
  struct Day {
    TableSex sex;
    double day, l, m, s;
  };
  for (const auto& [sex, day, l, m, s] : {Day{TableSex::male, 3, 0.0505, 13.3791, 0.09672},
                                          {TableSex::male, 18, 0.3735, 13.9707, 0.09315},
                                          {TableSex::male, 38, 0.2228, 15.4062, 0.0891},
                                          {TableSex::male, 75, 0.0588, 16.6514, 0.08581},
                                          {TableSex::male, 200, -0.219, 17.3416, 0.08204},
                                          {TableSex::male, 500, -0.5172, 16.2897, 0.07904},
                                          {TableSex::male, 745, -0.6024, 16.0006, 0.07788},
                                          {TableSex::male, 1000, -0.3601, 15.6982, 0.0788},
                                          {TableSex::male, 1500, -0.3867, 15.3133, 0.08282},
                                          {TableSex::female, 3, 0.2347, 13.2828, 0.09535},
                                          {TableSex::female, 38, 0.2929, 14.9614, 0.09499},
                                          {TableSex::female, 75, 0.119, 16.0897, 0.09312},
                                          {TableSex::female, 200, -0.1715, 16.9127, 0.09006},
                                          {TableSex::female, 500, -0.4711, 15.8612, 0.08683},
                                          {TableSex::female, 1000, -0.5684, 15.4604, 0.08465},
                                          {TableSex::female, 1600, -0.5684, 15.2498, 0.09436}}) {
    const auto lms = *lms_at(who(), Measure::bmi, sex, day / 30.4375);
    EXPECT_NEAR(lms.l, l, 0.001) << "day " << day;
    EXPECT_NEAR(lms.m, m, 0.01) << "day " << day;
    EXPECT_NEAR(lms.s, s, 0.00005) << "day " << day;
  }
}

TEST(WhoReference, ChangesTheBmiFromLyingToStandingAtTwoYearsAndToTheReferenceOf2007AtFive) {
  EXPECT_NEAR(lms_at(who(), Measure::bmi, TableSex::male, 730 / 30.4375)->m, 15.7356, 1e-3);
  EXPECT_NEAR(lms_at(who(), Measure::bmi, TableSex::male, 731 / 30.4375)->m, 16.0189, 1e-3);
  const auto before = *lms_at(who(), Measure::bmi, TableSex::female, 59.99);
  const auto after = *lms_at(who(), Measure::bmi, TableSex::female, 60);
  EXPECT_NEAR(z_score(15, before), z_score(15, after), 0.05);
  EXPECT_FALSE(lms_at(who(), Measure::bmi, TableSex::male, -0.1));
}

TEST(WhoReference, GivesThePercentilesThatWhoPrintsForGirlsAtThree) {
  // tab_lhfa_girls_p_2_5, month 36: P3 87.9, P15 91.1, P50 95.1, P85 99, P97 102.2
  const auto lms = *lms_at(who(), Measure::height, TableSex::female, 36);
  EXPECT_NEAR(percentile(z_score(87.9, lms)), 3, 0.15);
  EXPECT_NEAR(percentile(z_score(91.1, lms)), 15, 0.5);
  EXPECT_NEAR(percentile(z_score(95.1, lms)), 50, 0.7);
  EXPECT_NEAR(percentile(z_score(99.0, lms)), 85, 0.5);
  EXPECT_NEAR(percentile(z_score(102.2, lms)), 97, 0.15);
}

TEST(WhoReference, AgreesWithTheWorkedValuesOfWhoAnthro) {
  // Tests of WHO's R package anthro, test-zscores.R: rounded to two decimals there, from tables by the day.
  constexpr double kDays = 365.25 / 12;
  EXPECT_NEAR(*z_of(who(), Measure::height, TableSex::male, 987 / kDays, 72.86, Posture::lying), -6.09,
              0.011);
  EXPECT_NEAR(*z_of(who(), Measure::height, TableSex::female, 24, 77.5, Posture::unknown), -2.55, 0.006);
  EXPECT_NEAR(*z_of(who(), Measure::height, TableSex::male, 9, 60, Posture::standing), -5.02, 0.011);
  EXPECT_NEAR(*z_of(who(), Measure::height, TableSex::male, 8, 60, Posture::unknown), -4.81, 0.011);
}

TEST(WhoReference, AgreesWithTheWorkedValuesOfWhoAnthroPlus) {
  // Tests of WHO's R package anthroplus, test-zscores.R: girls, three decimals.
  EXPECT_NEAR(*z_of(who(), Measure::height, TableSex::female, 60.32, 113.8), 0.959, 0.0011);
  EXPECT_NEAR(*z_of(who(), Measure::height, TableSex::female, 60.911701, 113.6), 0.848, 0.0011);
  EXPECT_NEAR(*z_of(who(), Measure::weight, TableSex::female, 60.32, 18.7), 0.212, 0.0011);
  EXPECT_NEAR(*z_of(who(), Measure::weight, TableSex::female, 60.911701, 20.5), 0.795, 0.0011);
  EXPECT_NEAR(*z_of(who(), Measure::bmi, TableSex::female, 60.32, 18.7 / 1.138 / 1.138), -0.575, 0.0011);
  EXPECT_NEAR(*z_of(who(), Measure::bmi, TableSex::female, 60.911701, 20.5 / 1.136 / 1.136), 0.418, 0.0011);
  EXPECT_TRUE(z_of(who(), Measure::bmi, TableSex::male, 228, 22));
}

TEST(WhoReference, MeasuresWeightBeyondThreeByTheDistanceOfTheThirdFromTheSecond) {
  const auto lms = *lms_at(who(), Measure::weight, TableSex::female, 60);
  const double third = *value_at(3, lms), second = *value_at(2, lms);
  EXPECT_NEAR(z_score_who_weight(third + 2 * (third - second), lms), 5, 1e-9);
  const double low3 = *value_at(-3, lms), low2 = *value_at(-2, lms);
  EXPECT_NEAR(z_score_who_weight(low3 - (low2 - low3), lms), -4, 1e-9);
  EXPECT_NEAR(z_score_who_weight(*value_at(2.5, lms), lms), 2.5, 1e-9) << "within three nothing changes";
}

TEST(WhoReference, EndsWhereWhoEndsAndKnowsNothingBeforeBirth) {
  EXPECT_TRUE(lms_at(who(), Measure::weight, TableSex::male, 120));
  EXPECT_FALSE(lms_at(who(), Measure::weight, TableSex::male, 120.1));
  EXPECT_TRUE(lms_at(who(), Measure::height, TableSex::female, 228));
  EXPECT_FALSE(lms_at(who(), Measure::head, TableSex::male, 60.1));
  EXPECT_FALSE(lms_at(who(), Measure::weight, TableSex::male, -0.1));
}

TEST(WhoReference, ChangesFromLyingToStandingAtTwoYears) {
  EXPECT_NEAR(lms_at(who(), Measure::height, TableSex::male, 23.99)->m, 87.81, 0.02);
  EXPECT_NEAR(lms_at(who(), Measure::height, TableSex::male, 24)->m, 87.1161, 1e-9);
}

TEST(JapaneseReference, HoldsTheRowsOfThePaper) {
  // Isojima et al. 2016, tables 2 and 3.
  const auto height = *lms_at(japan(), Measure::height, TableSex::male, 6 * 12);
  EXPECT_DOUBLE_EQ(height.l, 0.190);
  EXPECT_DOUBLE_EQ(height.m, 113.3);
  EXPECT_DOUBLE_EQ(height.s, 0.0417);
  const auto weight = *lms_at(japan(), Measure::weight, TableSex::female, 17.5 * 12);
  EXPECT_DOUBLE_EQ(weight.l, -1.252);
  EXPECT_DOUBLE_EQ(weight.m, 52.3);
  EXPECT_DOUBLE_EQ(weight.s, 0.134);
  EXPECT_DOUBLE_EQ(*value_at(0, *lms_at(japan(), Measure::height, TableSex::male, 17.5 * 12)), 170.8);
}

TEST(JapaneseReference, UsesTheLogarithmWhereLambdaIsNought) {
  const Lms lms{0, 170.8, 0.0340};
  EXPECT_NEAR(z_score(*value_at(-2, lms), lms), -2, 1e-12);
  EXPECT_NEAR(z_score(170.8 * std::exp(0.034), lms), 1, 1e-12);
}

TEST(JapaneseReference, GivesTheBmiOfItsCurves) {
  // The value that the transcription's own test names: boys of five years.
  EXPECT_NEAR(lms_at(japan(), Measure::bmi, TableSex::male, 60)->m, 15.319, 0.0005);
  // Reckoned by hand from the last polynomials: a·120³ + b·120² + c·120 + d.
  const auto girl = *lms_at(japan(), Measure::bmi, TableSex::female, 120);
  EXPECT_NEAR(girl.l, -1.8426, 0.0001);
  EXPECT_NEAR(girl.m, 16.8299, 0.0001);
  EXPECT_NEAR(girl.s, 0.1351, 0.0001);
  EXPECT_FALSE(lms_at(japan(), Measure::bmi, TableSex::male, 210.1));
  EXPECT_FALSE(lms_at(japan(), Measure::bmi, TableSex::male, -0.1));
}

TEST(JapaneseReference, HasABmiNearThatOfItsMedianHeightAndWeight) {
  // Two routes to much the same: were a digit of a curve wrong, its median would leave that of the tables.
  for (const auto sex : {TableSex::male, TableSex::female})
    for (int month = 0; month <= 210; month += 3) {
      const auto metres = lms_at(japan(), Measure::height, sex, month)->m / 100;
      const auto by_medians = lms_at(japan(), Measure::weight, sex, month)->m / metres / metres;
      EXPECT_NEAR(lms_at(japan(), Measure::bmi, sex, month)->m, by_medians, 0.6)
          << json::enum_name(sex) << " month " << month;
    }
}

TEST(JapaneseReference, HasCurvesOfBmiThatMeet) {
  for (const auto sex : {TableSex::male, TableSex::female}) {
    auto before = *lms_at(japan(), Measure::bmi, sex, 0);
    for (double month = 0.25; month <= 210; month += 0.25) {
      const auto here = *lms_at(japan(), Measure::bmi, sex, month);
      EXPECT_NEAR(here.l, before.l, 0.04) << month;
      EXPECT_NEAR(here.m, before.m, month < 4 ? 0.7 : 0.15) << month;
      EXPECT_NEAR(here.s, before.s, 0.001) << month;
      before = here;
    }
  }
}

TEST(JapaneseReference, HasNoHeadCircumference) {
  EXPECT_FALSE(z_of(japan(), Measure::head, TableSex::male, 12, 46));
  EXPECT_FALSE(japan().range(Measure::head, TableSex::male));
}

TEST(AnyReference, GoesThroughItsRowsAndNeverTurnsBetweenThem) {
  for (const auto& reference : references())
    for (const auto measure : {Measure::height, Measure::weight, Measure::head})
      for (const auto sex : {TableSex::male, TableSex::female}) {
        const auto range = reference.range(measure, sex);
        if (!range) continue;
        double before = 0;
        for (double age = range->first; age <= range->second; age += 0.1) {
          const auto lms = lms_at(reference, measure, sex, age);
          ASSERT_TRUE(lms) << age;
          const bool joint = reference.who_rules && (std::abs(age - 24) < 0.2 || std::abs(age - 60) < 0.2);
          if (!joint) EXPECT_GE(lms->m, before - 1e-6) << reference.info.code << " month " << age;
          before = lms->m;
        }
      }
}

TEST(AnyReference, FindsZAgainFromTheValueAtZ) {
  for (const auto& reference : references())
    for (const double age : {0.0, 0.5, 3.2, 23.9, 24.0, 47.3, 60.0})
      for (const double z : {-3.0, -1.88, 0.0, 0.5, 2.99}) {
        const auto lms = *lms_at(reference, Measure::weight, TableSex::male, age);
        EXPECT_NEAR(z_score(*value_at(z, lms), lms), z, 1e-9);
      }
}

TEST(Percentile, IsTheNormalDistribution) {
  EXPECT_DOUBLE_EQ(percentile(0), 50);
  EXPECT_NEAR(percentile(-1.880794), 3, 1e-4);
  EXPECT_NEAR(percentile(1.959964), 97.5, 1e-4);
}

}  // namespace
}  // namespace musubi::growth
