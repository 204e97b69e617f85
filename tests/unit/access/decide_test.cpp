// The decision table of domain.md, "Who may do what": each rule with what it grants and each denial.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "access/access.hpp"

namespace musubi::access {
namespace {

using enum InfoClass;
constexpr Action kAllActions[] = {Action::see_person,       Action::read,           Action::post,
                                  Action::respond,          Action::edit_person,    Action::manage_guardians,
                                  Action::manage_consent,   Action::manage_team,    Action::see_team,
                                  Action::see_access_log,   Action::export_data,    Action::see_past,
                                  Action::read_past,        Action::see_tasks,      Action::finish_task,
                                  Action::write_task,       Action::draft_document, Action::approve_document,
                                  Action::agree_document,   Action::see_handovers,  Action::write_handover,
                                  Action::hand_over,        Action::read_plans,     Action::read_past_plans,
                                  Action::write_assessment, Action::export_plans,   Action::send_handover,
                                  Action::export_handover};

Date day(int y, unsigned m, unsigned d) {
  return make_date(y, m, d).value();
}
const Date kToday = day(2026, 11, 24);

Actor a_nurse() {
  Actor actor;
  actor.strength = Strength::fresh;
  actor.kind = PostKind::professional;
  actor.profession = "nurse";
  actor.pledged = true;
  return actor;
}
Actor a_mother() {
  Actor actor;
  actor.strength = Strength::fresh;
  actor.kind = PostKind::guardian;
  return actor;
}

SeatFact a_seat(SeatRole role, ClassSet classes = ClassSet::all()) {
  SeatFact seat;
  seat.seat_id.uuid.bytes[0] = 1;
  seat.role = role;
  seat.classes = classes;
  seat.starts_on = day(2026, 4, 1);
  seat.accepted = true;
  return seat;
}
ConsentFact a_consent(ClassSet classes = ClassSet::all()) {
  return {classes, day(2026, 4, 1), std::nullopt, false, true, false};
}
Facts a_child() {
  Facts facts;
  facts.person_exists = true;
  facts.same_region = true;
  facts.today = kToday;
  facts.birth_date = day(2021, 9, 3);
  return facts;
}
Facts a_member(SeatRole role = SeatRole::member) {
  auto facts = a_child();
  facts.seats = {a_seat(role)};
  facts.consents = {a_consent()};
  return facts;
}
Facts a_guardian() {
  auto facts = a_child();
  facts.guardian = GuardianFact{{}, day(2026, 4, 1), false, true};
  return facts;
}

std::string rule(const Actor& actor, Action action, const Facts& facts, ClassSet needed = {}) {
  const auto decision = decide(actor, action, needed, facts);
  return decision.granted ? "granted" : decision.rule;
}

// --- rule 1: strength and pledge
// ------------------------------------------------------------------------------

TEST(Decide, RefusesEveryActionToASessionWithoutASecondFactor) {
  for (const auto weak : {Strength::none, Strength::password})
    for (const auto action : kAllActions) {
      auto nurse = a_nurse();
      nurse.strength = weak;
      EXPECT_EQ(rule(nurse, action, a_member(SeatRole::coordinator)), "strength");
      auto mother = a_mother();
      mother.strength = weak;
      EXPECT_EQ(rule(mother, action, a_guardian()), "strength");
    }
}

TEST(Decide, AsksForAFreshSecondFactorForRightsConsentAndExport) {
  auto nurse = a_nurse();
  nurse.strength = Strength::two_factor;
  for (const auto action : kAllActions) {
    const bool grave = action == Action::manage_guardians || action == Action::manage_consent ||
                       action == Action::manage_team || action == Action::export_data ||
                       action == Action::agree_document || action == Action::export_plans ||
                       action == Action::send_handover || action == Action::export_handover;
    EXPECT_EQ(rule(nurse, action, a_member(SeatRole::coordinator)), grave ? "strength" : "granted");
  }
}

TEST(Decide, RefusesAProfessionalWhoHasNotAcceptedThePledge) {
  auto nurse = a_nurse();
  nurse.pledged = false;
  for (const auto action : kAllActions) {
    const auto decision = decide(nurse, action, {}, a_member(SeatRole::coordinator));
    EXPECT_EQ(decision.rule, "pledge");
    EXPECT_FALSE(decision.may_know);
  }
}

// --- rule 2: region
// -------------------------------------------------------------------------------------------

TEST(Decide, TellsNothingOfAPersonInAnotherRegionOrOfNone) {
  for (const auto action : kAllActions) {
    auto elsewhere = a_member(SeatRole::coordinator);
    elsewhere.same_region = false;
    const auto there = decide(a_nurse(), action, {}, elsewhere);
    Facts nobody;
    nobody.today = kToday;
    const auto none = decide(a_nurse(), action, {}, nobody);
    EXPECT_EQ(there.rule, "region");
    EXPECT_EQ(none.rule, there.rule);
    EXPECT_FALSE(there.may_know);
    EXPECT_FALSE(none.may_know);
  }
}

Actor a_guest() {
  auto actor = a_nurse();
  actor.is_guest = true;
  return actor;
}
AgreementFact an_agreement(ClassSet classes = ClassSet::all()) {
  return {classes, day(2026, 4, 1), std::nullopt};
}
Facts a_guest_of_the_team(SeatRole role = SeatRole::member) {
  auto facts = a_member(role);
  facts.agreements = {an_agreement()};
  return facts;
}

TEST(Decide, LetsAGuestDoWhatTheSeatAllowsButCoordinate) {
  for (const auto role : {SeatRole::viewer, SeatRole::member, SeatRole::lead, SeatRole::coordinator})
    for (const auto action : kAllActions) {
      const auto own = rule(a_nurse(), action, a_member(std::min(role, SeatRole::lead)));
      EXPECT_EQ(rule(a_guest(), action, a_guest_of_the_team(role)), own) << json::enum_name(action);
    }
  const auto seen = decide(a_guest(), Action::read, {}, a_guest_of_the_team(SeatRole::coordinator));
  EXPECT_EQ(seen.grant.role, SeatRole::lead);
}

TEST(Decide, ClosesToAGuestWithoutAnAgreementInForce) {
  auto none = a_guest_of_the_team();
  none.agreements.clear();
  auto over = a_guest_of_the_team();
  over.agreements[0].ends_on = day(2026, 11, 23);
  auto early = a_guest_of_the_team();
  early.agreements[0].starts_on = day(2026, 11, 25);
  for (const auto action : kAllActions)
    for (const auto& facts : {none, over, early}) {
      const auto seated = decide(a_guest(), action, {}, facts);
      EXPECT_EQ(seated.rule, "agreement");
      EXPECT_TRUE(seated.may_know);  // they have a seat: they are told what to do
      auto stranger = facts;
      stranger.seats.clear();
      const auto refused = decide(a_guest(), action, {}, stranger);
      EXPECT_EQ(refused.rule, "agreement");
      EXPECT_FALSE(refused.may_know);
    }
  auto last_day = a_guest_of_the_team();
  last_day.agreements[0].ends_on = kToday;
  EXPECT_EQ(rule(a_guest(), Action::read, last_day), "granted");
}

TEST(Decide, BoundsAGuestByTheClassesOfTheAgreementsTogether) {
  auto facts = a_guest_of_the_team();
  facts.agreements = {an_agreement(ClassSet::of(basic)), an_agreement(ClassSet::of(health))};
  const auto seen = decide(a_guest(), Action::read, {}, facts);
  EXPECT_EQ(seen.grant.classes, ClassSet::of(basic) | ClassSet::of(health));
  const auto refused = decide(a_guest(), Action::read, ClassSet::of(family), facts);
  EXPECT_EQ(refused.rule, "classes");
  facts.seats[0].classes = ClassSet::of(education);
  EXPECT_EQ(rule(a_guest(), Action::read, facts), "agreement");
}

TEST(Decide, AsksOfAGuestASeatAConsentAndThePledgeAsOfAnybody) {
  auto facts = a_guest_of_the_team();
  facts.consents.clear();
  EXPECT_EQ(rule(a_guest(), Action::read, facts), "consent");
  facts = a_guest_of_the_team();
  facts.seats.clear();
  EXPECT_EQ(rule(a_guest(), Action::read, facts), "seat");
  auto unpledged = a_guest();
  unpledged.pledged = false;
  EXPECT_EQ(rule(unpledged, Action::read, a_guest_of_the_team()), "pledge");
  auto weak = a_guest();
  weak.strength = Strength::password;
  EXPECT_EQ(rule(weak, Action::read, a_guest_of_the_team()), "strength");
}

TEST(Decide, OpensNoEmergencyLookToAGuest) {
  auto facts = a_guest_of_the_team();
  facts.seats.clear();
  facts.opening.identified = true;
  EXPECT_EQ(rule(a_guest(), Action::break_glass, facts), "agreement");
  BreakGlassFact look;
  look.ends_at = facts.now + std::chrono::hours(24);
  facts.break_glass = {look};
  EXPECT_EQ(rule(a_guest(), Action::read, facts), "seat");
}

TEST(Decide, ShowsAGuestAHandoverWithinTheAgreement) {
  auto facts = a_child();
  facts.agreements = {an_agreement(ClassSet::of(basic) | ClassSet::of(education))};
  facts.handovers = {{{}, ClassSet::of(basic) | ClassSet::of(health)}};
  const auto seen = decide(a_guest(), Action::receive_handover, {}, facts);
  EXPECT_TRUE(seen.granted);
  EXPECT_EQ(seen.grant.classes, ClassSet::of(basic));
}

TEST(Decide, KeepsOperatorsAwayFromEveryNotebook) {
  auto actor = a_nurse();
  actor.kind = PostKind::operator_;
  for (const auto action : kAllActions) {
    const auto decision = decide(actor, action, {}, a_member(SeatRole::coordinator));
    EXPECT_EQ(decision.rule, "kind");
    EXPECT_FALSE(decision.may_know);
  }
}

// --- rule 3: consent
// ------------------------------------------------------------------------------------------

TEST(Decide, RefusesAMemberWithoutAnyConsentButLetsThemKnowWhy) {
  auto facts = a_member();
  facts.consents.clear();
  const auto decision = decide(a_nurse(), Action::read, {}, facts);
  EXPECT_EQ(decision.rule, "consent");
  EXPECT_TRUE(decision.may_know);
}

TEST(Decide, ClosesSharingAtOnceWhenConsentIsWithdrawn) {
  auto facts = a_member(SeatRole::lead);
  facts.consents[0].withdrawn = true;
  for (const auto action :
       {Action::see_person, Action::read, Action::post, Action::respond, Action::edit_person,
        Action::see_team, Action::see_access_log, Action::export_data})
    EXPECT_EQ(rule(a_nurse(), action, facts), "consent");
}

TEST(Decide, CountsConsentFromItsFirstToItsLastDay) {
  auto facts = a_member();
  facts.consents[0].starts_on = day(2026, 11, 24);
  facts.consents[0].ends_on = day(2026, 11, 24);
  EXPECT_EQ(rule(a_nurse(), Action::read, facts), "granted");
  facts.today = day(2026, 11, 23);
  EXPECT_EQ(rule(a_nurse(), Action::read, facts), "consent");
  facts.today = day(2026, 11, 25);
  EXPECT_EQ(rule(a_nurse(), Action::read, facts), "consent");
}

TEST(Decide, IgnoresConsentThatDoesNotNameTheActorsFacility) {
  auto facts = a_member();
  facts.consents[0].covers_party = false;
  EXPECT_EQ(rule(a_nurse(), Action::read, facts), "consent");
}

TEST(Decide, AcceptsAStatutoryBasisAndSaysSo) {
  auto facts = a_member();
  facts.consents[0].statutory = true;
  const auto decision = decide(a_nurse(), Action::read, {}, facts);
  EXPECT_TRUE(decision.granted);
  EXPECT_EQ(decision.grant.basis, Basis::statutory);
}

TEST(Decide, LetsACoordinatorPrepareTheConsentAndNothingMore) {
  auto facts = a_member(SeatRole::coordinator);
  for (const bool withdrawn : {false, true}) {
    if (withdrawn)
      facts.consents[0].withdrawn = true;
    else
      facts.consents[0].covers_party = false;
    for (const auto action : kAllActions) {
      const bool intake = action != Action::read && action != Action::post && action != Action::respond &&
                          action != Action::export_data && action != Action::read_past &&
                          action != Action::finish_task && action != Action::write_task &&
                          action != Action::see_handovers && action != Action::write_handover &&
                          action != Action::hand_over && action != Action::draft_document &&
                          action != Action::approve_document && action != Action::agree_document &&
                          action != Action::read_plans && action != Action::read_past_plans &&
                          action != Action::write_assessment && action != Action::export_plans &&
                          action != Action::send_handover && action != Action::export_handover;
      EXPECT_EQ(rule(a_nurse(), action, facts), intake ? "granted" : "consent");
    }
    const auto decision = decide(a_nurse(), Action::see_person, {}, facts);
    EXPECT_EQ(decision.grant.basis, Basis::intake);
    EXPECT_EQ(decision.grant.classes, ClassSet::of(basic));
    EXPECT_EQ(rule(a_nurse(), Action::see_person, facts, ClassSet::of(health)), "classes");
  }
}

// --- rule 3: purposes
// ------------------------------------------------------------------------------------------

constexpr Purpose kAllPurposes[] = {Purpose::support, Purpose::planning, Purpose::handover};

TEST(DecidePurpose, CoversAnActionOnlyIfTheConsentNamesItsPurpose) {
  for (const auto action : kAllActions)
    for (std::int64_t bits = 0; bits <= PurposeSet::all().bits; ++bits) {
      auto facts = a_member(SeatRole::coordinator);
      facts.consents[0].purposes = {bits};
      const auto purpose = purpose_for(action);
      const auto decision = decide(a_nurse(), action, {}, facts);
      const bool covered = purpose ? PurposeSet{bits}.has(*purpose) : bits != 0;
      auto none = facts;
      none.consents.clear();
      const bool intake = decide(a_nurse(), action, {}, none).granted;
      EXPECT_EQ(decision.granted, covered || intake) << json::enum_name(action) << ' ' << bits;
      if (decision.granted) {
        EXPECT_EQ(decision.grant.basis, covered ? Basis::seat : Basis::intake);
        EXPECT_EQ(decision.grant.classes, covered ? ClassSet::all() : ClassSet::of(basic));
        for (const auto each : kAllPurposes)
          EXPECT_EQ(decision.grant.classes_for(each),
                    PurposeSet{bits}.has(each) ? ClassSet::all() : ClassSet{});
      } else {
        EXPECT_EQ(decision.rule, bits == 0 ? "consent" : "purpose");
        EXPECT_TRUE(decision.may_know);
      }
    }
}

TEST(DecidePurpose, HoldsForAStatutoryBasisToo) {
  auto facts = a_member();
  facts.consents[0].statutory = true;
  facts.consents[0].purposes = PurposeSet::of(Purpose::support);
  EXPECT_EQ(rule(a_nurse(), Action::read, facts), "granted");
  EXPECT_EQ(rule(a_nurse(), Action::read_plans, facts), "purpose");
  facts.consents[0].purposes = PurposeSet::of(Purpose::planning);
  EXPECT_EQ(decide(a_nurse(), Action::read_plans, {}, facts).grant.basis, Basis::statutory);
}

TEST(DecidePurpose, OpensForEachPurposeTheClassesAgreedToForIt) {
  auto facts = a_member();
  facts.consents = {a_consent(), a_consent(ClassSet::of(education))};
  facts.consents[0].purposes = PurposeSet::of(Purpose::support);
  facts.consents[1].purposes = PurposeSet::of(Purpose::planning);
  const auto plan = decide(a_nurse(), Action::draft_document, {}, facts);
  EXPECT_TRUE(plan.granted);
  EXPECT_EQ(plan.grant.classes, ClassSet::of(education));
  EXPECT_EQ(plan.grant.classes_for(Purpose::support), ClassSet::all());
  EXPECT_EQ(rule(a_nurse(), Action::draft_document, facts, ClassSet::of(health)), "purpose")
      << "agreed to, but for something else";
  facts.seats[0].classes = ClassSet::of(education);
  EXPECT_EQ(rule(a_nurse(), Action::draft_document, facts, ClassSet::of(health)), "classes");
}

TEST(DecidePurpose, KeepsNothingFromGuardians) {
  auto facts = a_guardian();
  facts.consents = {a_consent()};
  facts.consents[0].purposes = {};
  for (const auto action : {Action::read, Action::read_plans, Action::see_handovers})
    EXPECT_EQ(rule(a_mother(), action, facts), "granted");
  EXPECT_EQ(decide(a_mother(), Action::read, {}, facts).grant.classes_for(Purpose::planning),
            ClassSet::all());
}

TEST(DecidePurpose, TellsNothingToWhoeverHasNoSeat) {
  auto facts = a_child();
  facts.consents = {a_consent()};
  facts.consents[0].purposes = PurposeSet::of(Purpose::support);
  const auto decision = decide(a_nurse(), Action::read_plans, {}, facts);
  EXPECT_EQ(decision.rule, "seat");
  EXPECT_FALSE(decision.may_know);
}

// --- rule 4: seat and classes
// ---------------------------------------------------------------------------------

TEST(Decide, TellsNothingToAColleagueWithoutASeat) {
  auto facts = a_member();
  facts.seats.clear();
  for (const auto action : kAllActions) {
    const auto decision = decide(a_nurse(), action, {}, facts);
    EXPECT_EQ(decision.rule, "seat");
    EXPECT_FALSE(decision.may_know);
  }
}

TEST(Decide, CountsASeatFromItsFirstToItsLastDayAndOnlyOnceAccepted) {
  auto facts = a_member();
  facts.seats[0].starts_on = kToday;
  facts.seats[0].ends_on = kToday;
  EXPECT_EQ(rule(a_nurse(), Action::read, facts), "granted");
  facts.today = add_days(kToday, 1);
  EXPECT_EQ(rule(a_nurse(), Action::read, facts), "seat");
  facts.today = add_days(kToday, -1);
  EXPECT_EQ(rule(a_nurse(), Action::read, facts), "seat");
  facts.today = kToday;
  facts.seats[0].accepted = false;
  EXPECT_EQ(rule(a_nurse(), Action::read, facts), "seat");
}

TEST(Decide, GrantsOnlyClassesThatBothSeatAndConsentHold) {
  for (std::int64_t seat_bits = 1; seat_bits < 64; ++seat_bits)
    for (std::int64_t consent_bits = 0; consent_bits < 64; ++consent_bits) {
      auto facts = a_child();
      facts.seats = {a_seat(SeatRole::member, {seat_bits})};
      facts.consents = {a_consent({consent_bits})};
      const auto decision = decide(a_nurse(), Action::read, {}, facts);
      const auto both = seat_bits & consent_bits;
      EXPECT_EQ(decision.granted, both != 0);
      if (decision.granted) EXPECT_EQ(decision.grant.classes.bits, both);
      for (std::int64_t bit = 1; bit < 64; bit <<= 1)
        EXPECT_EQ(decide(a_nurse(), Action::read, {bit}, facts).granted, (both & bit) != 0);
    }
}

TEST(Decide, AddsUpSeveralSeatsAndSeveralConsents) {
  auto facts = a_child();
  facts.seats = {a_seat(SeatRole::viewer, ClassSet::of(health)),
                 a_seat(SeatRole::member, ClassSet::of(education))};
  facts.consents = {a_consent(ClassSet::of(health)), a_consent(ClassSet::of(education))};
  const auto decision =
      decide(a_nurse(), Action::post, ClassSet::of(health) | ClassSet::of(education), facts);
  EXPECT_TRUE(decision.granted);
  EXPECT_EQ(decision.grant.role, SeatRole::member);
  EXPECT_EQ(decision.grant.seats.size(), 2u);
}

TEST(Decide, LooksBackAsFarAsTheMostGenerousSeat) {
  auto facts = a_member();
  facts.seats[0].looks_back_to = day(2026, 9, 1);
  EXPECT_EQ(decide(a_nurse(), Action::read, {}, facts).grant.looks_back_to, day(2026, 9, 1));
  auto earlier = a_seat(SeatRole::viewer);
  earlier.looks_back_to = day(2026, 6, 1);
  facts.seats.push_back(earlier);
  EXPECT_EQ(decide(a_nurse(), Action::read, {}, facts).grant.looks_back_to, day(2026, 6, 1));
  facts.seats.push_back(a_seat(SeatRole::viewer));
  EXPECT_EQ(decide(a_nurse(), Action::read, {}, facts).grant.looks_back_to, std::nullopt);
}

// --- rule 6: roles
// --------------------------------------------------------------------------------------------

TEST(Decide, GivesEachRoleItsActionsAndNoOthers) {
  struct Line {
    Action action;
    bool viewer, member, lead, coordinator;
  };
  constexpr Line kTable[] = {
      {Action::see_person, true, true, true, true},
      {Action::read, true, true, true, true},
      {Action::respond, true, true, true, true},
      {Action::see_team, true, true, true, true},
      {Action::post, false, true, true, true},
      {Action::edit_person, false, true, true, true},
      {Action::see_access_log, false, false, true, true},
      {Action::export_data, false, false, true, true},
      {Action::manage_guardians, false, false, false, true},
      {Action::manage_consent, false, false, false, true},
      {Action::manage_team, false, false, false, true},
      {Action::see_past, true, true, true, true},
      {Action::read_past, true, true, true, true},
      {Action::see_tasks, true, true, true, true},
      {Action::finish_task, true, true, true, true},
      {Action::write_task, false, true, true, true},
      {Action::see_handovers, true, true, true, true},
      {Action::write_handover, false, true, true, true},
      {Action::hand_over, false, false, true, true},
      {Action::draft_document, false, true, true, true},
      {Action::approve_document, false, false, true, true},
      {Action::agree_document, false, false, true, true},
      {Action::read_plans, true, true, true, true},
      {Action::read_past_plans, true, true, true, true},
      {Action::write_assessment, false, true, true, true},
      {Action::export_plans, false, false, true, true},
      {Action::send_handover, false, false, false, true},
      {Action::export_handover, false, false, true, true},
  };
  static_assert(std::size(kTable) == std::size(kAllActions));
  for (const auto& line : kTable) {
    const std::pair<SeatRole, bool> expected[] = {{SeatRole::viewer, line.viewer},
                                                  {SeatRole::member, line.member},
                                                  {SeatRole::lead, line.lead},
                                                  {SeatRole::coordinator, line.coordinator}};
    for (const auto& [role, granted] : expected) {
      const auto decision = decide(a_nurse(), line.action, {}, a_member(role));
      EXPECT_EQ(decision.granted, granted) << json::enum_name(line.action) << ' ' << json::enum_name(role);
      if (!granted) {
        EXPECT_EQ(decision.rule, "role");
        EXPECT_TRUE(decision.may_know);
      }
    }
  }
}

// --- handovers
// ------------------------------------------------------------------------------------------------

TEST(DecideReceiver, ReadsWhatLiesBeforeThemWithoutASeatAndNothingElse) {
  auto facts = a_child();
  EXPECT_EQ(rule(a_nurse(), Action::receive_handover, facts), "seat");
  facts.handovers.push_back({{}, ClassSet::of(basic)});
  facts.handovers.push_back({{}, ClassSet::of(health)});
  const auto decision = decide(a_nurse(), Action::receive_handover, {}, facts);
  EXPECT_TRUE(decision.granted);
  EXPECT_EQ(decision.grant.basis, Basis::handover);
  EXPECT_EQ(decision.grant.classes, ClassSet::of(basic) | ClassSet::of(health));
  for (const auto action : kAllActions) EXPECT_EQ(rule(a_nurse(), action, facts), "seat");
  auto unpledged = a_nurse();
  unpledged.pledged = false;
  EXPECT_EQ(rule(unpledged, Action::receive_handover, facts), "pledge");
  EXPECT_EQ(rule(a_mother(), Action::receive_handover, a_guardian()), "role");
}
TEST(DecideReceiver, NeedsItEvenWithASeat) {
  EXPECT_EQ(rule(a_nurse(), Action::receive_handover, a_member(SeatRole::coordinator)), "seat");
}

// --- guardians
// ------------------------------------------------------------------------------------------------

TEST(DecideGuardian, ReadsWritesAndSeesWhoLookedButRunsNoTeam) {
  for (const auto action : kAllActions) {
    const bool granted = action != Action::edit_person && action != Action::manage_guardians &&
                         action != Action::manage_team && action != Action::export_data &&
                         action != Action::write_task && action != Action::write_handover &&
                         action != Action::hand_over && action != Action::draft_document &&
                         action != Action::approve_document && action != Action::export_plans &&
                         action != Action::send_handover && action != Action::export_handover;
    EXPECT_EQ(rule(a_mother(), action, a_guardian()), granted ? "granted" : "role")
        << json::enum_name(action);
  }
  EXPECT_TRUE(decide(a_mother(), Action::read, {}, a_guardian()).grant.is_guardian);
}

TEST(DecideGuardian, AgreesToADocumentWithCustodyAndWithoutALimitOnly) {
  auto facts = a_guardian();
  EXPECT_EQ(rule(a_mother(), Action::agree_document, facts), "granted");
  facts.guardian->restricted = true;
  EXPECT_EQ(rule(a_mother(), Action::agree_document, facts), "role");
  facts.guardian->restricted = false;
  facts.guardian->has_custody = false;
  EXPECT_EQ(rule(a_mother(), Action::agree_document, facts), "role");
}

TEST(DecideGuardian, HoldsConsentOnlyWithCustody) {
  auto facts = a_guardian();
  facts.guardian->has_custody = false;
  EXPECT_EQ(rule(a_mother(), Action::manage_consent, facts), "role");
}

TEST(DecideGuardian, OfAnotherChildOrNotYetVerifiedLearnsNothing) {
  auto stranger = a_child();
  auto unverified = a_guardian();
  unverified.guardian->verified_on.reset();
  for (const auto action : kAllActions)
    for (const auto& facts : {stranger, unverified}) {
      const auto decision = decide(a_mother(), action, {}, facts);
      EXPECT_EQ(decision.rule, "guardian");
      EXPECT_FALSE(decision.may_know);
    }
}

TEST(DecideGuardian, LosesTheRightOnThe18thBirthdayUnlessItWasRenewed) {
  auto facts = a_guardian();
  facts.birth_date = day(2008, 11, 24);
  facts.today = day(2026, 11, 23);
  EXPECT_EQ(rule(a_mother(), Action::read, facts), "granted");
  facts.today = day(2026, 11, 24);
  EXPECT_EQ(rule(a_mother(), Action::read, facts), "adult");
  facts.guardian->verified_on = day(2026, 11, 24);
  EXPECT_EQ(rule(a_mother(), Action::read, facts), "granted");
}

TEST(DecideGuardian, BornOnALeapDayComesOfAgeOnTheFirstOfMarch) {
  auto facts = a_guardian();
  facts.birth_date = day(2008, 2, 29);
  facts.guardian->verified_on = day(2020, 1, 1);
  facts.today = day(2026, 2, 28);
  EXPECT_EQ(rule(a_mother(), Action::read, facts), "granted");
  facts.today = day(2026, 3, 1);
  EXPECT_EQ(rule(a_mother(), Action::read, facts), "adult");
}

TEST(AllowedActions, ListsWhatTheScreenMayOfferWhateverTheSessionsStrength) {
  auto nurse = a_nurse();
  nurse.strength = Strength::two_factor;
  EXPECT_THAT(allowed_actions(nurse, a_member(SeatRole::viewer)),
              testing::UnorderedElementsAre(Action::see_person, Action::read, Action::respond,
                                            Action::see_team, Action::see_past, Action::read_past,
                                            Action::see_tasks, Action::finish_task, Action::see_handovers,
                                            Action::read_plans, Action::read_past_plans));
  EXPECT_EQ(allowed_actions(nurse, a_member(SeatRole::coordinator)).size(), std::size(kAllActions));
}

}  // namespace
}  // namespace musubi::access
