// The account of the person themself (本人アカウント): every action at every age, whatever the region set.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "access/access.hpp"

namespace musubi::access {
namespace {

constexpr int kLeastAge = 12;
const Date kBirth = make_date(2010, 11, 24).value();

Date at_age(int years, int days = 0) {
  return add_days(Date{kBirth.ymd + std::chrono::years{years}}, days);
}
Actor themself() {
  Actor actor;
  actor.strength = Strength::fresh;
  actor.kind = PostKind::guardian;
  return actor;
}
Facts on(const Date& today, std::int64_t least_age = kLeastAge) {
  Facts facts;
  facts.person_exists = true;
  facts.same_region = true;
  facts.birth_date = kBirth;
  facts.today = today;
  facts.guardian = GuardianFact{{}, at_age(5), false, false};
  facts.own_account = OwnAccountFact{least_age, false};
  return facts;
}
std::vector<Action> every_action() {
  std::vector<Action> actions;
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<Action>>(
      [&](auto d) { actions.push_back(d.value); });
  return actions;
}
std::vector<Action> granted(const Facts& facts, const Actor& actor = themself()) {
  std::vector<Action> actions;
  for (const auto action : every_action())
    if (decide(actor, action, {}, facts).granted) actions.push_back(action);
  return actions;
}

TEST(DecideOwn, StandsBeforeAShutDoorBelowTheAgeAndWhereTheRegionHasNoSuchAccounts) {
  for (const auto action : every_action()) {
    if (action == Action::break_glass) continue;  // no account of this kind opens one, as below
    for (const auto& facts : {on(at_age(kLeastAge, -1)), on(at_age(6)), on(at_age(15), 0), on(at_age(18), 0),
                              on(at_age(40), 0)}) {
      const auto decision = decide(themself(), action, {}, facts);
      EXPECT_FALSE(decision.granted) << json::enum_name(action);
      EXPECT_EQ(decision.rule, "own_account") << json::enum_name(action);
      EXPECT_FALSE(decision.may_know) << "answered as what does not exist";
    }
  }
}

TEST(DecideOwn, FromTheAgeOnReadsWritesAndSeesWhoLookedAndNothingElse) {
  for (const auto& facts : {on(at_age(kLeastAge)), on(at_age(15)), on(at_age(18, -1))}) {
    EXPECT_THAT(granted(facts),
                testing::UnorderedElementsAre(Action::see_person, Action::read, Action::post, Action::respond,
                                              Action::see_team, Action::see_access_log));
    for (const auto action : every_action()) {
      const auto decision = decide(themself(), action, {}, facts);
      if (!decision.granted) EXPECT_EQ(decision.rule, "role") << json::enum_name(action);
    }
  }
}

TEST(DecideOwn, FromThe18thBirthdayHasWhatAGuardianWithCustodyHasForAChild) {
  Facts child = on(at_age(10));
  child.own_account.reset();
  child.guardian->has_custody = true;
  const auto of_a_guardian = granted(child);
  EXPECT_THAT(of_a_guardian, testing::IsSupersetOf({Action::manage_consent, Action::agree_document}));
  EXPECT_EQ(granted(on(at_age(18))), of_a_guardian);
  EXPECT_EQ(granted(on(at_age(40))), of_a_guardian);
  auto sheltered = on(at_age(18));
  sheltered.own_account->sheltered = true;
  EXPECT_EQ(granted(sheltered), of_a_guardian) << "a limit on somebody else takes nothing from them";
}

TEST(DecideOwn, ReachesLessBefore18AndHidesNamesWhereALimitStands) {
  for (const bool sheltered : {false, true})
    for (const int age : {12, 15, 17, 18, 30}) {
      auto facts = on(at_age(age));
      facts.own_account->sheltered = sheltered;
      const auto grant = decide(themself(), Action::read, {}, facts).grant;
      EXPECT_TRUE(grant.is_own);
      EXPECT_TRUE(grant.is_guardian);
      EXPECT_EQ(grant.basis, Basis::guardian);
      EXPECT_EQ(grant.is_restricted, age < 18);
      EXPECT_EQ(grant.is_veiled, age < 18 && sheltered);
    }
}

TEST(DecideOwn, NeedsSomebodyToHaveVerifiedWhoTheyAreAndTheSameStrengthAsEverybody) {
  auto unverified = on(at_age(15));
  unverified.guardian->verified_on.reset();
  for (const auto action : every_action())
    if (action != Action::break_glass)
      EXPECT_EQ(decide(themself(), action, {}, unverified).rule, "guardian") << json::enum_name(action);
  auto weak = themself();
  weak.strength = Strength::password;
  EXPECT_THAT(granted(on(at_age(15)), weak), testing::IsEmpty());
  auto stale = themself();
  stale.strength = Strength::two_factor;
  EXPECT_EQ(decide(stale, Action::manage_consent, {}, on(at_age(18))).rule, "strength");
}

TEST(DecideOwn, IsNotAGuardianOfAnybodyElseAndNoGuardianIsThePerson) {
  auto guardian = on(at_age(15));
  guardian.own_account.reset();
  const auto grant = decide(themself(), Action::read, {}, guardian).grant;
  EXPECT_FALSE(grant.is_own);
  EXPECT_FALSE(grant.is_restricted);
  guardian.guardian->restricted = true;
  EXPECT_TRUE(decide(themself(), Action::read, {}, guardian).grant.is_veiled) << "as before";
  // A guardian verified in childhood ends at 18; the own account does not.
  guardian.today = at_age(18);
  EXPECT_EQ(decide(themself(), Action::read, {}, guardian).rule, "adult");
  EXPECT_TRUE(decide(themself(), Action::read, {}, on(at_age(18))).granted);
}

TEST(OwnAccountFrom, IsABirthdayOrNever) {
  EXPECT_EQ(own_account_from(kBirth, 0), std::nullopt);
  EXPECT_EQ(own_account_from(kBirth, 12), at_age(12));
  const auto leap = make_date(2012, 2, 29).value();
  EXPECT_EQ(own_account_from(leap, 13), make_date(2025, 3, 1).value());
}

}  // namespace
}  // namespace musubi::access
