// Break-glass in the decision table (domain.md): who may open an emergency look, what an open one grants,
// each denial.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "access/access.hpp"

namespace musubi::access {
namespace {

using enum InfoClass;
using std::chrono::hours;
using std::chrono::microseconds;

const Time kNow{std::chrono::sys_days{std::chrono::year{2026} / 11 / 24} + hours(3)};
const Date kToday = make_date(2026, 11, 24).value();

template <class F>
void for_each_action(F&& f) {
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<Action>>([&](auto d) { f(d.value); });
}

Actor a_nurse() {
  Actor actor;
  actor.strength = Strength::fresh;
  actor.kind = PostKind::professional;
  actor.profession = "nurse";
  actor.pledged = true;
  return actor;
}
Actor of_kind(PostKind kind) {
  auto actor = a_nurse();
  actor.kind = kind;
  return actor;
}

Facts a_child() {
  Facts facts;
  facts.person_exists = true;
  facts.same_region = true;
  facts.today = kToday;
  facts.now = kNow;
  facts.birth_date = make_date(2021, 9, 3).value();
  return facts;
}
/// The search has just found the child.
Facts found() {
  auto facts = a_child();
  facts.opening.identified = true;
  return facts;
}
BreakGlassFact a_look(microseconds left = hours(24)) {
  BreakGlassFact look;
  look.id.uuid.bytes[0] = 7;
  look.ends_at = kNow + left;
  return look;
}
Facts opened(BreakGlassFact look = a_look()) {
  auto facts = a_child();
  facts.break_glass = {look};
  return facts;
}
SeatFact a_seat(SeatRole role, ClassSet classes = ClassSet::all()) {
  SeatFact seat;
  seat.seat_id.uuid.bytes[0] = 1;
  seat.role = role;
  seat.classes = classes;
  seat.starts_on = make_date(2026, 4, 1).value();
  seat.accepted = true;
  return seat;
}
ConsentFact a_consent(ClassSet classes = ClassSet::all()) {
  return {classes, make_date(2026, 4, 1).value(), std::nullopt, false, true, false};
}

std::string rule(const Actor& actor, Action action, const Facts& facts, ClassSet needed = {}) {
  const auto decision = decide(actor, action, needed, facts);
  return decision.granted ? "granted" : decision.rule;
}

// --- opening
// --------------------------------------------------------------------------------------------------

TEST(DecideOpening, IsGrantedToAProfessionalWithoutASeatWhoFoundThePerson) {
  const auto decision = decide(a_nurse(), Action::break_glass, {}, found());
  EXPECT_TRUE(decision.granted);
  EXPECT_EQ(decision.grant.basis, Basis::break_glass);
  EXPECT_EQ(decision.grant.classes, kEmergencyClasses);
}

TEST(DecideOpening, AsksForAFreshSecondFactor) {
  for (const auto weak : {Strength::none, Strength::password, Strength::two_factor}) {
    auto nurse = a_nurse();
    nurse.strength = weak;
    EXPECT_EQ(rule(nurse, Action::break_glass, found()), "strength");
  }
}

TEST(DecideOpening, IsRefusedToGuardiansOperatorsAndOtherRegions) {
  EXPECT_EQ(rule(of_kind(PostKind::operator_), Action::break_glass, found()), "kind");
  EXPECT_EQ(rule(of_kind(PostKind::guardian), Action::break_glass, found()), "guardian");
  auto mother = found();
  mother.guardian = GuardianFact{{}, kToday, false, true};
  EXPECT_EQ(rule(of_kind(PostKind::guardian), Action::break_glass, mother), "role");
  auto elsewhere = found();
  elsewhere.same_region = false;
  const auto decision = decide(a_nurse(), Action::break_glass, {}, elsewhere);
  EXPECT_EQ(decision.rule, "region");
  EXPECT_FALSE(decision.may_know);
}

TEST(DecideOpening, IsRefusedWithoutThePledge) {
  auto nurse = a_nurse();
  nurse.pledged = false;
  EXPECT_EQ(rule(nurse, Action::break_glass, found()), "pledge");
}

TEST(DecideOpening, TellsNothingToWhoeverDidNotFindThePersonByFacts) {
  const auto known_id = decide(a_nurse(), Action::break_glass, {}, a_child());
  EXPECT_EQ(known_id.rule, "unidentified");
  EXPECT_FALSE(known_id.may_know);
  EXPECT_FALSE(decide(a_nurse(), Action::break_glass, {}, Facts{}).may_know);
}

TEST(DecideOpening, SendsWhoeverHasASeatToThatSeat) {
  for (const auto role : {SeatRole::viewer, SeatRole::member, SeatRole::lead, SeatRole::coordinator}) {
    auto facts = found();
    facts.seats = {a_seat(role)};
    facts.consents = {a_consent()};
    const auto decision = decide(a_nurse(), Action::break_glass, {}, facts);
    EXPECT_EQ(decision.rule, "has_seat");
    EXPECT_TRUE(decision.may_know);
    facts.consents[0].statutory = true;
    EXPECT_EQ(rule(a_nurse(), Action::break_glass, facts), "has_seat");
  }
}

// 個人情報保護法 27条1項2号 holds where the person does not consent: a seat that a withdrawal closed bars
// nobody.
TEST(DecideOpening, IsGrantedWhereASeatOpensNothingAnyMore) {
  for (const auto role : {SeatRole::member, SeatRole::coordinator}) {
    auto facts = found();
    facts.seats = {a_seat(role)};
    facts.consents = {a_consent()};
    facts.consents[0].withdrawn = true;
    EXPECT_EQ(rule(a_nurse(), Action::break_glass, facts), "granted");
  }
  auto for_plans = found();
  for_plans.seats = {a_seat(SeatRole::member)};
  for_plans.consents = {a_consent()};
  for_plans.consents[0].purposes = PurposeSet::of(Purpose::planning);
  EXPECT_EQ(rule(a_nurse(), Action::break_glass, for_plans), "granted") << "its consent opens no notebook";
  auto ended = found();
  ended.seats = {a_seat(SeatRole::member)};
  ended.seats[0].ends_on = add_days(kToday, -1);
  ended.consents = {a_consent()};
  EXPECT_EQ(rule(a_nurse(), Action::break_glass, ended), "granted");
}

TEST(DecideOpening, OfABarredPostIsRefusedWhateverThePersonIs) {
  Facts nobody;
  nobody.now = kNow;
  for (auto facts : {found(), a_child(), nobody}) {
    facts.opening.barred = true;
    const auto decision = decide(a_nurse(), Action::break_glass, {}, facts);
    EXPECT_EQ(decision.rule, "barred");
    EXPECT_TRUE(decision.may_know);
  }
}

TEST(DecideOpening, IsNotOfferedAmongThingsASeatMayDo) {
  auto facts = found();
  facts.seats = {a_seat(SeatRole::coordinator)};
  facts.consents = {a_consent()};
  EXPECT_THAT(allowed_actions(a_nurse(), facts), testing::Not(testing::Contains(Action::break_glass)));
  EXPECT_THAT(allowed_actions(a_nurse(), a_child()), testing::IsEmpty());
}

// --- an open one
// ----------------------------------------------------------------------------------------------

/// Decided by facts of their own, whatever seats and looks there are.
bool needs_no_seat(Action action) {
  return action == Action::break_glass || action == Action::receive_handover;
}
TEST(DecideEmergency, OpensNoHandover) {
  EXPECT_EQ(rule(a_nurse(), Action::receive_handover, opened()), "seat");
}

TEST(DecideEmergency, ReadsAndDoesNothingElse) {
  for_each_action([](Action action) {
    if (needs_no_seat(action)) return;
    const auto decision = decide(a_nurse(), action, {}, opened());
    const bool reads = action == Action::see_person || action == Action::read || action == Action::read_plans;
    EXPECT_EQ(decision.granted, reads) << json::enum_name(action);
    if (reads) {
      EXPECT_EQ(decision.grant.basis, Basis::break_glass);
      EXPECT_EQ(decision.grant.role, SeatRole::viewer);
      EXPECT_TRUE(decision.grant.seats.empty());
      EXPECT_FALSE(decision.grant.is_guardian);
      EXPECT_EQ(decision.grant.break_glass->id, a_look().id);
    } else {
      EXPECT_EQ(decision.rule, "break_glass");
      EXPECT_TRUE(decision.may_know);
    }
  });
  EXPECT_THAT(allowed_actions(a_nurse(), opened()),
              testing::UnorderedElementsAre(Action::see_person, Action::read, Action::read_plans));
}

TEST(DecideEmergency, ShowsBasicAndHealthAndNoOtherClass) {
  for (std::int64_t bits = 0; bits < 64; ++bits) {
    const auto decision = decide(a_nurse(), Action::read, {bits}, opened());
    EXPECT_EQ(decision.granted, kEmergencyClasses.covers({bits})) << bits;
    if (decision.granted)
      EXPECT_EQ(decision.grant.classes, ClassSet::of(basic) | ClassSet::of(health));
    else
      EXPECT_EQ(decision.rule, "break_glass");
  }
}

TEST(DecideEmergency, NeedsNoConsentAndGrantsNoMoreWithOne) {
  auto facts = opened();
  facts.consents = {a_consent()};
  EXPECT_EQ(decide(a_nurse(), Action::read, {}, facts).grant.classes, kEmergencyClasses);
  facts.consents[0].withdrawn = true;
  EXPECT_EQ(rule(a_nurse(), Action::read, facts), "granted");
}

TEST(DecideEmergency, EndsWithTheClock) {
  EXPECT_EQ(rule(a_nurse(), Action::read, opened(a_look(microseconds(1)))), "granted");
  for (const auto left : {microseconds(0), microseconds(-1), microseconds(hours(-240))})
    for_each_action([&](Action action) {
      if (needs_no_seat(action)) return;
      const auto decision = decide(a_nurse(), action, {}, opened(a_look(left)));
      EXPECT_EQ(decision.rule, "break_glass_over");
      EXPECT_TRUE(decision.may_know);
    });
}

TEST(DecideEmergency, EndsEarlyWhenItWasEnded) {
  auto look = a_look();
  look.ended = true;
  EXPECT_EQ(rule(a_nurse(), Action::see_person, opened(look)), "break_glass_over");
}

TEST(DecideEmergency, OpensAgainWithANewOne) {
  auto facts = opened(a_look(hours(-30)));
  facts.break_glass.push_back(a_look(hours(2)));
  EXPECT_EQ(rule(a_nurse(), Action::read, facts), "granted");
}

TEST(DecideEmergency, StillNeedsStrengthPledgeAndRegion) {
  auto weak = a_nurse();
  weak.strength = Strength::password;
  EXPECT_EQ(rule(weak, Action::read, opened()), "strength");
  auto unpledged = a_nurse();
  unpledged.pledged = false;
  EXPECT_EQ(rule(unpledged, Action::read, opened()), "pledge");
  auto elsewhere = opened();
  elsewhere.same_region = false;
  EXPECT_EQ(rule(a_nurse(), Action::read, elsewhere), "region");
  EXPECT_EQ(rule(of_kind(PostKind::operator_), Action::read, opened()), "kind");
  EXPECT_EQ(rule(of_kind(PostKind::guardian), Action::read, opened()), "guardian");
}

TEST(DecideEmergency, GivesWayToASeatTakenMeanwhile) {
  auto facts = opened();
  facts.seats = {a_seat(SeatRole::member)};
  facts.consents = {a_consent()};
  const auto decision = decide(a_nurse(), Action::post, {}, facts);
  EXPECT_TRUE(decision.granted);
  EXPECT_EQ(decision.grant.basis, Basis::seat);
  EXPECT_FALSE(decision.grant.break_glass);
}

TEST(DecideEmergency, OpensWhatASeatOfOtherClassesLeavesClosed) {
  auto facts = opened();
  facts.seats = {a_seat(SeatRole::viewer, ClassSet::of(education))};
  facts.consents = {a_consent()};
  EXPECT_EQ(decide(a_nurse(), Action::read, ClassSet::of(health), facts).grant.basis, Basis::break_glass);
  EXPECT_EQ(decide(a_nurse(), Action::read, ClassSet::of(education), facts).grant.basis, Basis::seat);
  EXPECT_EQ(rule(a_nurse(), Action::read, facts, ClassSet::of(family)), "classes");
  EXPECT_EQ(rule(a_nurse(), Action::post, facts), "role");
}

TEST(DecideEmergency, OfAnotherPostGrantsNothing) {
  // Facts hold only the looks of the actor's own post; without one a colleague is a stranger.
  EXPECT_EQ(rule(a_nurse(), Action::read, a_child()), "seat");
}

}  // namespace
}  // namespace musubi::access
