// How long somebody waits, what a correction of a day means, when a task is asked for, and the pure decision
// of a desk.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "access/desk.hpp"
#include "intake/intake.hpp"
#include "intake/vacancy.hpp"

namespace musubi::intake {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const Date kToday = make_date(2026, 11, 28).value();
Date ago(int days) {
  return add_days(kToday, -days);
}
WaitStep step(WaitStage stage, int days_ago) {
  WaitStep step;
  step.stage = stage;
  step.since = ago(days_ago);
  return step;
}
WaitMove move(WaitStage stage, int days_ago) {
  WaitMove move;
  move.stage = stage;
  move.since = ago(days_ago);
  return move;
}

TEST(Waiting, DefaultsAreReadFromTheTable) {
  EXPECT_EQ(limit_of(default_limits(), WaitStage::test), 60);
  EXPECT_EQ(limit_of(default_limits(), WaitStage::supported), std::nullopt);
  EXPECT_EQ(default_limits().remind_before.value, 7);
}

TEST(Waiting, MarksStandOnTheDaysBeforeAndAfterTheLimit) {
  const auto mark = [](int days) {
    return wait_time(WaitStage::test, ago(days), ago(100), default_limits(), kToday).mark;
  };
  EXPECT_EQ(mark(52), WaitMark::in_time);
  EXPECT_EQ(mark(53), WaitMark::near);
  EXPECT_EQ(mark(60), WaitMark::near);
  EXPECT_EQ(mark(61), WaitMark::over);
  EXPECT_EQ(wait_time(WaitStage::supported, ago(900), ago(901), default_limits(), kToday).mark,
            WaitMark::in_time);
}

TEST(Waiting, ARepeatedStageCorrectsItsDay) {
  const std::vector<WaitStep> steps{step(WaitStage::received, 50), step(WaitStage::received, 48),
                                    step(WaitStage::test, 30), step(WaitStage::test, 31)};
  const auto standing = standing_of(steps);
  EXPECT_EQ(standing.since, ago(31));
  EXPECT_EQ(standing.first, ago(48));
}

TEST(Waiting, AMoveLiesBetweenTheStageBeforeAndToday) {
  const std::vector<WaitStep> steps{step(WaitStage::interview, 20), step(WaitStage::test, 10)};
  EXPECT_TRUE(check_move(move(WaitStage::visit, 0), steps, kToday));
  EXPECT_TRUE(check_move(move(WaitStage::visit, 10), steps, kToday));
  EXPECT_FALSE(check_move(move(WaitStage::visit, 11), steps, kToday));
  EXPECT_FALSE(check_move(move(WaitStage::visit, -1), steps, kToday));
  EXPECT_TRUE(check_move(move(WaitStage::test, 20), steps, kToday))
      << "a correction, back to the stage before";
  EXPECT_FALSE(check_move(move(WaitStage::test, 21), steps, kToday));
}

TEST(Waiting, CountsHaveMedianAndLongest) {
  const std::vector<Waiter> waiters{{WaitStage::visit, 90},
                                    {WaitStage::test, 4},
                                    {WaitStage::test, 10},
                                    {WaitStage::test, 7},
                                    {WaitStage::visit, 20}};
  const auto counts = counts_of(waiters);
  ASSERT_EQ(counts.size(), 2u);
  EXPECT_EQ(counts[0].stage, WaitStage::test);
  EXPECT_EQ(counts[0].count, 3);
  EXPECT_EQ(counts[0].median, 7);
  EXPECT_EQ(counts[1].median, 55);
  EXPECT_EQ(counts[1].longest, 90);
  EXPECT_THAT(counts_of({}), IsEmpty());
}

TEST(Waiting, ATaskIsAskedForBeforeTheLimitAndNotAfterAMove) {
  std::vector<WaitStep> steps{step(WaitStage::test, 52)};
  EXPECT_FALSE(waiting_cause(steps, default_limits(), kToday));
  steps = {step(WaitStage::test, 53)};
  const auto cause = waiting_cause(steps, default_limits(), kToday);
  ASSERT_TRUE(cause);
  EXPECT_EQ(cause->due_on, add_days(kToday, 7));
  EXPECT_EQ(cause->title, "検査待ち：目安の60日までに次の段階へ");
  steps.push_back(step(WaitStage::visit, 0));
  EXPECT_FALSE(waiting_cause(steps, default_limits(), kToday));
  EXPECT_FALSE(waiting_cause({}, default_limits(), kToday));
}

TEST(Intake, StatesFollowOneAnother) {
  const auto code = [](IntakeState from, IntakeMove move) {
    const auto result = check_move(from, move);
    return result ? std::optional<Code>() : result.error().code;
  };
  using enum IntakeState;
  EXPECT_EQ(code(received, {asking, {"電話した"}, {}, {}}), std::nullopt);
  EXPECT_EQ(code(received, {asking, {}, {}, {}}), Code::invalid);
  EXPECT_EQ(code(received, {assigned, {}, {}, {}}), Code::invalid);
  EXPECT_EQ(code(received, {assigned, {}, PostId{}, {}}), std::nullopt);
  EXPECT_EQ(code(received, {received, {}, {}, {}}), Code::gone);
  EXPECT_EQ(code(asking, {received, {}, {}, {}}), std::nullopt);
  EXPECT_EQ(code(closed, {received, {}, {}, {}}), Code::invalid);
  EXPECT_EQ(code(closed, {received, {"取り消し"}, {}, {}}), std::nullopt);
  EXPECT_EQ(code(assigned, {closed, {"転居"}, {}, CloseReason::withdrawn}), std::nullopt);
  EXPECT_EQ(code(accepted, {closed, {"転居"}, {}, CloseReason::withdrawn}), Code::gone);
  EXPECT_EQ(code(assigned, {accepted, {}, {}, {}}), Code::invalid);
  EXPECT_THAT(may_in(accepted, true), IsEmpty());
  EXPECT_THAT(may_in(closed, false), ElementsAre(IntakeMay::reopen));
}

TEST(Intake, EveryWorryPointsToATemplate) {
  EXPECT_GE(worries().size(), 10u);
  EXPECT_NE(find_worry("speech"), nullptr);
  EXPECT_EQ(find_worry("nonsense"), nullptr);
}

TEST(Desk, OnlyPledgedStaffOfADeskWithTwoFactors) {
  access::Actor actor;
  actor.kind = access::PostKind::professional;
  actor.strength = access::Strength::two_factor;
  actor.pledged = true;
  EXPECT_TRUE(access::decide_desk(actor, true).granted);
  EXPECT_EQ(access::decide_desk(actor, false).rule, "desk");
  actor.pledged = false;
  EXPECT_EQ(access::decide_desk(actor, true).rule, "pledge");
  EXPECT_EQ(access::decide_desk(actor, false).rule, "desk") << "nothing is told of desks";
  actor.pledged = true;
  actor.strength = access::Strength::password;
  EXPECT_EQ(access::decide_desk(actor, true).rule, "strength");
  actor.strength = access::Strength::fresh;
  for (const auto kind : {access::PostKind::operator_, access::PostKind::guardian}) {
    actor.kind = kind;
    EXPECT_FALSE(access::decide_desk(actor, true).granted);
  }
}

TEST(Suggestion, SaysWhyAndPutsTheNamedFirst) {
  IntakeSheet sheet;
  sheet.worries.items = {{"speech"}, {"play"}, {"entry"}};
  sheet.district = {"結乃小学校区"};
  sheet.supporters = {"ひまわり保育園に通っています"};
  const auto facility = [](const char* name, const char* type, const char* district, std::int64_t places) {
    KnownFacility one;
    one.name = name;
    one.facility_type = type;
    one.school_district = district;
    one.places = places;
    return one;
  };
  const auto teams = suggested(
      {sheet}, {facility("あおぞら保育園", "nursery", "結乃小学校区", 2),
                facility("ひまわり保育園", "nursery", "", 0), facility("県立病院", "hospital", "", 0)});
  ASSERT_EQ(teams.size(), 2u);
  EXPECT_EQ(teams[0].team_template, "developmental");
  EXPECT_THAT(teams[0].worries, ElementsAre("speech", "play"));
  const auto place = std::ranges::find(teams[0].places, "nursery", &SuggestedPlace::facility_type);
  ASSERT_NE(place, teams[0].places.end());
  ASSERT_EQ(place->facilities.size(), 2u);
  EXPECT_EQ(place->facilities[0].name, "ひまわり保育園");
  EXPECT_THAT(place->facilities[0].reasons, ElementsAre(SuggestReason::named));
  EXPECT_THAT(place->facilities[1].reasons, ElementsAre(SuggestReason::district, SuggestReason::vacancy));
  EXPECT_THAT(suggested({}, {}), IsEmpty());
}

}  // namespace
}  // namespace musubi::intake
