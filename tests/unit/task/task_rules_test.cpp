// When a consent or a birthday asks for a task, and what the program does about it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "task/task.hpp"

namespace musubi::task {
namespace {

using consent::Coverage;
using testing::IsEmpty;
using testing::SizeIs;

Date day(int y, unsigned m, unsigned d) {
  return make_date(y, m, d).value();
}
const Date kEnd = day(2027, 1, 20);

template <class AnyId>
AnyId id(std::uint8_t n) {
  AnyId made;
  made.uuid.bytes[0] = n;
  return made;
}
Coverage ending(std::uint8_t n = 1, std::optional<Date> ends_on = kEnd) {
  Coverage consent;
  consent.consent_id = id<ConsentId>(n);
  consent.classes = ClassSet::of(InfoClass::health) | ClassSet::of(InfoClass::education);
  consent.starts_on = day(2026, 1, 21);
  consent.ends_on = ends_on;
  consent.whole_team = true;
  return consent;
}
std::size_t asked(const std::vector<Coverage>& consents, const Date& today) {
  return consent_causes(consents, today).size();
}

TEST(ConsentTask, IsAskedUnlessTheNextOneHasTheSamePurposes) {
  auto next = ending(2, std::nullopt);
  next.purposes = PurposeSet::of(Purpose::support);
  EXPECT_EQ(asked({ending(), next}, kEnd), 1U) << "plans and handovers would end";
  next.purposes = PurposeSet::all();
  EXPECT_EQ(asked({ending(), next}, kEnd), 0U);
}

TEST(ConsentTask, BeginsSixtyDaysBeforeTheEndAndStaysAfterIt) {
  EXPECT_EQ(asked({ending()}, day(2026, 11, 20)), 0U);
  EXPECT_EQ(asked({ending()}, day(2026, 11, 21)), 1U);
  EXPECT_EQ(asked({ending()}, day(2027, 3, 1)), 1U);
  const Coverage consents[] = {ending()};
  const auto causes = consent_causes(consents, day(2026, 12, 1));
  EXPECT_EQ(causes[0].due_on, kEnd);
  EXPECT_TRUE(causes[0].may_begin);
  EXPECT_FALSE(consent_causes(consents, day(2029, 1, 1))[0].may_begin) << "nobody is asked years later";
}

TEST(ConsentTask, IsNotAskedForWhereNothingEndsOrItWasWithdrawn) {
  EXPECT_EQ(asked({ending(1, std::nullopt)}, kEnd), 0U);
  auto withdrawn = ending();
  withdrawn.withdrawn = true;
  EXPECT_EQ(asked({withdrawn}, kEnd), 0U);
  auto nobody = ending();
  nobody.whole_team = false;
  nobody.parties = {{id<FacilityId>(1), true}};
  EXPECT_EQ(asked({nobody}, kEnd), 0U);
}

TEST(ConsentTask, IsOverOnceAnotherConsentTakesOverWithoutAGap) {
  auto next = ending(2, std::nullopt);
  next.starts_on = add_days(kEnd, 1);
  EXPECT_EQ(asked({ending(), next}, kEnd), 0U);
  next.starts_on = add_days(kEnd, 2);
  EXPECT_EQ(asked({ending(), next}, kEnd), 1U) << "a day without consent";
  next.starts_on = kEnd;
  next.classes = ClassSet::of(InfoClass::health);
  EXPECT_EQ(asked({ending(), next}, kEnd), 1U) << "education would be lost";
  next.classes = ClassSet::all();
  next.whole_team = false;
  next.parties = {{id<FacilityId>(1), false}};
  EXPECT_EQ(asked({ending(), next}, kEnd), 1U) << "the rest of the team would be left out";
  auto one = ending();
  one.whole_team = false;
  one.parties = next.parties;
  EXPECT_EQ(asked({one, next}, kEnd), 0U);
  next.parties[0].withdrawn = true;
  EXPECT_EQ(asked({one, next}, kEnd), 1U);
}

TEST(AdulthoodTask, BeginsThreeMonthsBeforeTheBirthdayAndAsksForTheOwnConsent) {
  const auto birth = day(2009, 5, 31);
  EXPECT_FALSE(adulthood_cause(birth, {}, day(2027, 2, 27)));
  const auto cause = adulthood_cause(birth, {}, day(2027, 2, 28));  // there is no 31 February
  ASSERT_TRUE(cause);
  EXPECT_EQ(cause->due_on, day(2027, 5, 31));
  std::vector<Coverage> consents{ending(1, std::nullopt)};
  EXPECT_TRUE(adulthood_cause(birth, consents, day(2027, 5, 1))) << "the mother's consent is not theirs";
  consents[0].by_person = true;
  EXPECT_FALSE(adulthood_cause(birth, consents, day(2027, 5, 1)));
  consents[0].ends_on = day(2027, 5, 30);
  EXPECT_TRUE(adulthood_cause(birth, consents, day(2027, 5, 1))) << "it ends the day before";
}

TEST(AdulthoodTask, IsNotBegunForGrownPeople) {
  EXPECT_FALSE(adulthood_cause(day(1940, 5, 31), {}, day(2027, 5, 1))->may_begin);
  EXPECT_TRUE(adulthood_cause(day(2009, 5, 31), {}, day(2027, 9, 1))->may_begin);
}

TEST(Plan, MakesEachOnceClosesWhatIsOverAndLeavesAlonePeoplesDecisions) {
  const Cause cause{TaskSource::consent, "consent:1", {}, "同意を更新する", kEnd, true};
  const std::vector<Cause> causes{cause};
  const auto step = [&](const std::vector<Caused>& tasks, const std::vector<Cause>& given) {
    const auto steps = plan(tasks, given);
    return steps.empty() ? std::string("none")
                         : std::string(steps[0].step == Step::add     ? "add"
                                       : steps[0].step == Step::close ? "close"
                                                                      : "reopen");
  };
  Caused task{id<TaskId>(1), "consent:1", TaskState::open, false};
  EXPECT_EQ(step({}, causes), "add");
  EXPECT_EQ(step({task}, causes), "none");
  EXPECT_EQ(step({task}, {}), "close");
  task.state = TaskState::done;
  EXPECT_EQ(step({task}, causes), "none") << "somebody said that it is done";
  EXPECT_EQ(step({task}, {}), "none");
  task.closed_by_program = true;
  EXPECT_EQ(step({task}, causes), "reopen") << "the renewal was taken back";
  auto old = cause;
  old.may_begin = false;
  EXPECT_EQ(step({}, {old}), "none");
  task.state = TaskState::open;
  EXPECT_EQ(step({task}, {old}), "none");
}

}  // namespace
}  // namespace musubi::task
