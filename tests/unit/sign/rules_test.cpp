// Rules of early signs at their edges: the last value that says nothing, the first that does; ages, days and
// what ends a sign. The numbers are those of data/signs.source.md.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "growth/growth.hpp"
#include "sign/sign.hpp"

namespace musubi::sign {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

Date day(int year, unsigned month, unsigned on) {
  return make_date(year, month, on).value();
}
const Date kBirth = day(2020, 5, 10);

struct World {
  Facts facts;
  explicit World(Date today, Date birth = kBirth) {
    facts.birth = birth;
    facts.today = today;
    facts.sex = growth::TableSex::male;
  }
  FactId next() {
    FactId id;
    id.uuid.bytes[15] = static_cast<std::uint8_t>(facts.records.size() + facts.results.size() + 1);
    return id;
  }
  World& record(const std::string& type, Date on, const std::string& kind, std::optional<double> value = {},
                ClassSet classes = ClassSet::of(InfoClass::health)) {
    facts.records.push_back({next(), type, kind, value, japan_midnight(on) + std::chrono::hours(9), classes});
    return *this;
  }
  World& result(const std::string& instrument, Date on, std::vector<ResultValue> values,
                InfoClass info_class = InfoClass::development) {
    facts.results.push_back({next(), instrument, on, ClassSet::of(info_class), std::move(values)});
    return *this;
  }
  /// Codes of the rules that find something.
  [[nodiscard]] std::vector<std::string> found() const {
    std::vector<std::string> codes;
    for (const auto& finding : evaluate(rules(), facts)) codes.push_back(finding.rule->code);
    return codes;
  }
};

World m_chat(double failed, Date on = day(2021, 11, 10)) {
  World world(day(2022, 3, 1));
  world.result("m_chat", on, {{"total", failed}});
  return world;
}

TEST(SignRules, AllNameSourcesWordsAndWhatTheyCannotKnow) {
  EXPECT_THAT(rules(), SizeIs(10));
  for (const auto& rule : rules()) {
    EXPECT_THAT(rule.sources, testing::Not(IsEmpty())) << rule.code;
    for (const auto& source : rule.sources) EXPECT_THAT(source.url, testing::MatchesRegex("https?://.+"));
    EXPECT_FALSE(rule.cannot_ja.empty()) << rule.code;
  }
}

TEST(SignRules, AreReadStrictly) {
  const auto bad = [](const std::string& text) {
    const auto got = read_rule(text);
    return got ? std::string("taken") : got.error().field;
  };
  const auto rule = [](const std::string& shape, const std::string& sources) {
    return R"({"code":"x","version":1,"family":"x","ja":"あ","en":"a","classes":["development"],"from_months":0,"to_months":9,)" +
           shape +
           R"("inputs_ja":"あ","inputs_en":"a","why_ja":"あ","why_en":"a","cannot_ja":"あ","cannot_en":"a","next_ja":"あ","next_en":"a","sources":)" +
           sources + "}";
  };
  const std::string source = R"([{"text":"t","url":"https://example.org"}])";
  const std::string shape =
      R"("result":{"instrument":"m_chat","domain":"total","at":3,"direction":"at_or_above"},)";
  EXPECT_EQ(bad(rule(shape, source)), "taken");
  EXPECT_EQ(bad(rule(shape, "[]")), "sources");
  EXPECT_EQ(bad(rule("", source)), "code");
  EXPECT_EQ(bad(rule(R"("result":{"instrument":"none","domain":"total","at":3,"direction":"at_or_above"},)",
                     source)),
            "result.instrument");
  EXPECT_EQ(
      bad(rule(R"("days":{"type":"attendance","kinds":["holiday"],"at":3,"from_grade":1,"to_grade":9},)",
               source)),
      "days.kinds");
}

TEST(SignRules, MChatAsksForTheInterviewFromThreeAndForAnEvaluationFromSeven) {
  EXPECT_THAT(m_chat(2).found(), IsEmpty());
  EXPECT_THAT(m_chat(3).found(), ElementsAre("m_chat_interview"));
  EXPECT_THAT(m_chat(6).found(), ElementsAre("m_chat_interview"));
  EXPECT_THAT(m_chat(7).found(), ElementsAre("m_chat_high"));
}

TEST(SignRules, MChatHoldsFrom16To30MonthsOfAgeOnTheDayOfTheTest) {
  EXPECT_THAT(m_chat(3, day(2021, 9, 9)).found(), IsEmpty());  // 15 months
  EXPECT_THAT(m_chat(3, day(2021, 9, 10)).found(), SizeIs(1));
  World late(day(2023, 3, 1));
  late.result("m_chat", day(2022, 12, 9), {{"total", 3}});  // 30 months
  EXPECT_THAT(late.found(), SizeIs(1));
  World after(day(2023, 3, 1));
  after.result("m_chat", day(2022, 12, 10), {{"total", 3}});  // 31 months
  EXPECT_THAT(after.found(), IsEmpty());
}

TEST(SignRules, TheInterviewOrABetterResultEndsTheSignOfMChat) {
  EXPECT_THAT(m_chat(3).result("m_chat", day(2021, 11, 20), {{"follow_up", 0}}).found(), IsEmpty());
  EXPECT_THAT(m_chat(3).result("m_chat", day(2021, 11, 1), {{"follow_up", 0}}).found(), SizeIs(1))
      << "an interview before it says nothing of it";
  EXPECT_THAT(m_chat(3).result("m_chat", day(2022, 1, 10), {{"total", 1}}).found(), IsEmpty());
}

TEST(SignRules, HearingIsFollowedUpByThreeMonths) {
  const auto born = day(2026, 8, 10);
  const auto on = [&](Date today) {
    return World(today, born).record("hearing_check", day(2026, 8, 12), "refer");
  };
  EXPECT_THAT(on(day(2026, 11, 9)).found(), IsEmpty());
  EXPECT_THAT(on(day(2026, 11, 10)).found(), ElementsAre("hearing_follow_up"));
  EXPECT_THAT(on(day(2026, 11, 10)).record("hearing_check", day(2026, 9, 1), "examined").found(), IsEmpty());
  EXPECT_THAT(on(day(2026, 11, 10)).record("hearing_check", day(2026, 9, 1), "pass").found(), IsEmpty());
  EXPECT_THAT(World(day(2026, 11, 10), born).record("hearing_check", day(2026, 8, 12), "pass").found(),
              IsEmpty());
  EXPECT_THAT(World(day(2027, 3, 1), born).record("hearing_check", day(2026, 11, 10), "refer").found(),
              IsEmpty())
      << "at three months it is no newborn screening any more";
}

TEST(SignRules, VisionIsFollowedUpByTheFourthBirthday) {
  const auto on = [](Date today) { return World(today).record("vision_check", day(2023, 8, 1), "refer"); };
  EXPECT_THAT(on(day(2024, 5, 9)).found(), IsEmpty());
  EXPECT_THAT(on(day(2024, 5, 10)).found(), ElementsAre("vision_follow_up"));
  EXPECT_THAT(on(day(2024, 5, 10)).record("vision_check", day(2024, 1, 1), "examined").found(), IsEmpty());
  EXPECT_THAT(World(day(2024, 6, 1)).record("vision_check", day(2023, 5, 9), "refer").found(), IsEmpty())
      << "before the third birthday";
}

World absent(int days, const std::string& kind = "unable", Date today = day(2028, 2, 1)) {
  World world(today);  // second grade from April 2028, first grade before
  for (int i = 0; i < days; ++i)
    world.record("attendance", add_days(day(2027, 9, 1), i), kind, {}, ClassSet::of(InfoClass::education));
  return world;
}

TEST(SignRules, AbsenceCountsThirtyDaysOfOneSchoolYear) {
  EXPECT_THAT(absent(29).found(), IsEmpty());
  EXPECT_THAT(absent(30).found(), ElementsAre("absence"));
  EXPECT_THAT(absent(60, "illness").found(), IsEmpty());
  EXPECT_THAT(absent(60, "late").found(), IsEmpty());
  EXPECT_THAT(absent(30, "unknown").found(), SizeIs(1));
  auto twice = absent(29);
  twice.record("attendance", day(2027, 9, 1), "unknown", {}, ClassSet::of(InfoClass::education));
  EXPECT_THAT(twice.found(), IsEmpty()) << "a day is one day";
  EXPECT_THAT(absent(30, "unable", day(2028, 4, 1)).found(), IsEmpty()) << "a new school year";
}

TEST(SignRules, AbsenceHoldsFromTheFirstToTheNinthGradeOnly) {
  World before(day(2027, 3, 31));
  for (int i = 0; i < 40; ++i) before.record("attendance", add_days(day(2026, 9, 1), i), "unable");
  EXPECT_THAT(before.found(), IsEmpty()) << "nursery";
  EXPECT_EQ(grade_on(kBirth, day(2027, 3, 31)), 0);
  EXPECT_EQ(grade_on(kBirth, day(2027, 4, 1)), 1);
  EXPECT_EQ(grade_on(day(2020, 4, 1), day(2026, 4, 1)), 1) << "born on 1 April: with the year before";
}

/// A weight at so many SD, at that age, as precisely as a scale never is.
double weight_at(double z, const Date& on) {
  const auto& who = *growth::find_reference("who");
  const auto lms =
      growth::lms_at(who, growth::Measure::weight, growth::TableSex::male, growth::age_months(kBirth, on));
  return growth::value_at(z, *lms).value();
}
World weighed(double born, double later, Date on = day(2020, 11, 10)) {
  World world(day(2020, 12, 1));
  world.record("weight", kBirth, "", weight_at(born, kBirth)).record("weight", on, "", weight_at(later, on));
  return world;
}

TEST(SignRules, WeightFallsByOneTwoOrThreeSpacesAsItWasAtBirth) {
  constexpr double kSpace = 0.6667;
  EXPECT_THAT(weighed(0, -2 * kSpace + 0.01).found(), IsEmpty());
  EXPECT_THAT(weighed(0, -2 * kSpace - 0.01).found(), ElementsAre("weight_fall"));
  EXPECT_THAT(weighed(-1.34, -1.34 - kSpace + 0.02).found(), IsEmpty()) << "below the 9th centile: one space";
  EXPECT_THAT(weighed(-1.2, -1.95).found(), IsEmpty()) << "above it: two";
  EXPECT_THAT(weighed(1.5, 1.5 - 3 * kSpace + 0.01).found(), IsEmpty()) << "above the 91st: three";
  EXPECT_THAT(weighed(1.5, 1.5 - 3 * kSpace - 0.01).found(), SizeIs(1));
  EXPECT_THAT(weighed(-1.5, -1.99).found(), IsEmpty());
  EXPECT_THAT(weighed(-1.5, -2.01).found(), SizeIs(1)) << "below the 2nd, whatever it was at birth";
}

TEST(SignRules, WeightIsNotJudgedInTheFirstTwoWeeksNorOfPretermChildrenNorWithoutASex) {
  EXPECT_THAT(weighed(0, -1.4, day(2020, 5, 23)).found(), IsEmpty());
  EXPECT_THAT(weighed(0, -1.4, day(2020, 5, 24)).found(), SizeIs(1));
  auto preterm = weighed(0, -2.5);
  preterm.facts.gestation_days = 37 * 7 - 1;
  EXPECT_THAT(preterm.found(), IsEmpty());
  preterm.facts.gestation_days = 37 * 7;
  EXPECT_THAT(preterm.found(), SizeIs(1));
  auto unknown = weighed(0, -2.5);
  unknown.facts.sex.reset();
  EXPECT_THAT(unknown.found(), IsEmpty());
}

TEST(SignRules, FewLettersBeforeSchoolAreASignUntilTheSecondLook) {
  const auto named = [](double letters, Date on = day(2027, 1, 20)) {
    World world(day(2027, 10, 1));
    world.result("hiragana_naming", on, {{"named", letters}});
    return world;
  };
  EXPECT_THAT(named(32).found(), IsEmpty());
  EXPECT_THAT(named(31).found(), ElementsAre("hiragana_naming"));
  EXPECT_THAT(named(0, day(2025, 5, 9)).found(), IsEmpty()) << "59 months";
  EXPECT_THAT(named(31, day(2025, 5, 10)).found(), SizeIs(1));
  EXPECT_THAT(named(31, day(2027, 5, 9)).found(), SizeIs(1)) << "83 months";
  EXPECT_THAT(named(31, day(2027, 5, 10)).found(), IsEmpty());
  EXPECT_THAT(named(20).result("hiragana_naming", day(2027, 9, 3), {{"again", 22}}).found(), IsEmpty());
}

TEST(SignRules, FewerThanFortyOfFortyFiveLettersAreASignOfTheirOwn) {
  const auto named = [](double letters, Date on = day(2027, 1, 20)) {
    World world(day(2027, 10, 1));
    world.result("hiragana_naming_45", on, {{"named", letters}});
    return world;
  };
  EXPECT_THAT(named(40).found(), IsEmpty());
  EXPECT_THAT(named(39).found(), ElementsAre("hiragana_naming_45"));
  EXPECT_THAT(named(39, day(2025, 5, 9)).found(), IsEmpty()) << "59 months";
  EXPECT_THAT(named(39, day(2027, 5, 10)).found(), IsEmpty()) << "84 months";
  EXPECT_THAT(named(20).result("hiragana_naming_45", day(2027, 9, 3), {{"again", 44}}).found(), IsEmpty());
}

TEST(SignRules, TwoReadingTasksBeyondTheNormAreASignAtSchoolAge) {
  const auto beyond = [](double tasks, Date on) {
    World world(day(2036, 5, 1));
    world.result("ondoku", on, {{"abnormal_tasks", tasks}});
    return world.found();
  };
  EXPECT_THAT(beyond(1, day(2028, 6, 1)), IsEmpty());
  EXPECT_THAT(beyond(2, day(2028, 6, 1)), ElementsAre("reading_aloud"));
  EXPECT_THAT(beyond(4, day(2027, 3, 31)), IsEmpty()) << "not at school yet";
  EXPECT_THAT(beyond(2, day(2027, 4, 1)), SizeIs(1)) << "first grade";
  EXPECT_THAT(beyond(2, day(2035, 4, 1)), SizeIs(1)) << "ninth grade, 178 months";
  EXPECT_THAT(beyond(2, day(2035, 5, 10)), IsEmpty()) << "180 months";
}

TEST(SignRules, TheStageOfMimIsASignFromTheSecondInGradesOneAndTwo) {
  const auto stage = [](double at, Date on) {
    World world(day(2030, 5, 1));
    world.result("mim_pm", on, {{"total", 20}, {"stage", at}}, InfoClass::education);
    return world.found();
  };
  EXPECT_THAT(stage(1, day(2027, 7, 1)), IsEmpty());
  EXPECT_THAT(stage(2, day(2027, 7, 1)), ElementsAre("mim_stage"));
  EXPECT_THAT(stage(3, day(2029, 3, 31)), SizeIs(1)) << "second grade";
  EXPECT_THAT(stage(3, day(2029, 4, 1)), IsEmpty()) << "third grade";
}

TEST(SignRules, ACutOffByGradeIsAMechanismThatWaitsForItsNumbers) {
  // Invented numbers: what a reading rule would look like, had its table been read.
  Rule rule = *find_rule("m_chat_high");
  rule.code = "test_reading";
  rule.from_months = 72;
  rule.to_months = 155;
  rule.result =
      ResultRule{"ondoku", "single_time", 60, {}, assessment::CutoffDirection::at_or_above, {}, 1, 1};
  const auto found = [&](double seconds, Date on) {
    World world(day(2029, 1, 1));
    world.result("ondoku", on, {{"single_time", seconds}});
    return evaluate({&rule, 1}, world.facts).size();
  };
  EXPECT_EQ(found(59.9, day(2027, 6, 1)), 0U);
  EXPECT_EQ(found(60, day(2027, 6, 1)), 1U);
  EXPECT_EQ(found(60, day(2028, 6, 1)), 0U) << "second grade";
  rule.result->direction = assessment::CutoffDirection::at_or_below;
  EXPECT_EQ(found(60.1, day(2027, 6, 1)), 0U);
  EXPECT_EQ(found(60, day(2027, 6, 1)), 1U);
}

TEST(SignRules, SayWithWhatTheyWereRaisedAndHoldTheClassesOfAllOfIt) {
  World world(day(2022, 3, 1));
  world.result("m_chat", day(2021, 11, 10), {{"total", 4}}, InfoClass::health);
  const auto findings = evaluate(rules(), world.facts);
  ASSERT_THAT(findings, SizeIs(1));
  EXPECT_EQ(findings[0].classes, ClassSet::of(InfoClass::health) | ClassSet::of(InfoClass::development));
  EXPECT_EQ(findings[0].facts_from, day(2021, 11, 10));
  EXPECT_THAT(json::to_json(findings[0].facts), HasSubstr("：4"));
  EXPECT_EQ(json::to_json(evaluate(rules(), world.facts)[0].facts), json::to_json(findings[0].facts));
}

// --- what becomes of a finding

std::optional<Step> step_of(SignState state, std::int64_t level, std::optional<std::int64_t> found_level,
                            bool off = false) {
  auto world = m_chat(3);
  auto findings = evaluate(rules(), world.facts);
  Kept kept;
  kept.rule = findings[0].rule->code;
  kept.state = state;
  kept.level = level;
  kept.classes = findings[0].classes;
  kept.facts = json::to_json(findings[0].facts);
  if (found_level)
    findings[0].level = *found_level;
  else
    findings.clear();
  std::vector<std::string> switched_off;
  if (off) switched_off.push_back(kept.rule);
  const auto steps = plan({&kept, 1}, findings, switched_off);
  if (steps.empty()) return std::nullopt;
  return steps[0].step;
}

TEST(SignPlan, ADismissedSignComesBackWhenItGetsWorseOrComesAgain) {
  EXPECT_EQ(step_of(SignState::open, 0, 0), std::nullopt);
  EXPECT_EQ(step_of(SignState::open, 0, std::nullopt), Step::end);
  EXPECT_EQ(step_of(SignState::dismissed, 1, 1), std::nullopt);
  EXPECT_EQ(step_of(SignState::dismissed, 1, 0), std::nullopt) << "better";
  EXPECT_EQ(step_of(SignState::dismissed, 1, 2), Step::raise) << "worse";
  EXPECT_EQ(step_of(SignState::dismissed, 1, std::nullopt), Step::end);
  EXPECT_EQ(step_of(SignState::over, 1, 0), Step::raise) << "again";
  EXPECT_EQ(step_of(SignState::over, 1, std::nullopt), std::nullopt);
}

TEST(SignPlan, ARuleThatIsOffRaisesAndEndsNothing) {
  EXPECT_EQ(step_of(SignState::open, 0, std::nullopt, true), std::nullopt);
  EXPECT_EQ(step_of(SignState::over, 0, 0, true), std::nullopt);
  const auto findings = evaluate(rules(), m_chat(3).facts);
  EXPECT_THAT(plan({}, findings, {"m_chat_interview"}), IsEmpty());
  EXPECT_THAT(plan({}, findings, {}), SizeIs(1));
}

TEST(SignPlan, AbsenceIsWorseByThirtyDaysNotByOne) {
  EXPECT_EQ(evaluate(rules(), absent(30).facts)[0].level, evaluate(rules(), absent(59).facts)[0].level);
  EXPECT_LT(evaluate(rules(), absent(59).facts)[0].level, evaluate(rules(), absent(60).facts)[0].level);
}

}  // namespace
}  // namespace musubi::sign
