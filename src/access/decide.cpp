// The decision table of domain.md, "Who may do what", rules 1 to 6. Pure: no database, no clock.
#include <algorithm>

#include "access/access.hpp"

namespace musubi::access {
namespace {

constexpr int kAdultAge = 18;  // 民法4条

bool in_force(const Date& today, const Date& starts_on, const std::optional<Date>& ends_on) {
  return starts_on <= today && (!ends_on || today <= *ends_on);
}

Decision refuse(std::string rule, bool may_know = false) {
  Decision decision;
  decision.rule = std::move(rule);
  decision.may_know = may_know;
  return decision;
}

/// The least role that may do this (rule 6).
SeatRole role_for(Action action) {
  switch (action) {
    case Action::see_person:
    case Action::read:
    case Action::respond:
    case Action::see_team:
    case Action::see_past:
    case Action::read_past:
    case Action::see_tasks:
    case Action::finish_task:
    case Action::see_handovers:
    case Action::read_plans:
    case Action::read_past_plans:
      return SeatRole::viewer;
    case Action::post:
    case Action::edit_person:
    case Action::write_task:
    case Action::write_handover:
    case Action::draft_document:
    case Action::write_assessment:
      return SeatRole::member;
    case Action::see_access_log:
    case Action::export_data:
    case Action::hand_over:
    case Action::approve_document:
    case Action::agree_document:
    case Action::export_plans:
    case Action::export_handover:
      return SeatRole::lead;
    case Action::manage_guardians:
    case Action::manage_consent:
    case Action::manage_team:
    case Action::send_handover:
    case Action::break_glass:       // no seat opens it: decide_opening
    case Action::receive_handover:  // nor this: decide_receiver
      return SeatRole::coordinator;
  }
  return SeatRole::coordinator;
}

/// Before a consent is recorded, and after one was withdrawn, a coordinator can do just what leads to the
/// next consent.
bool belongs_to_intake(Action action) {
  switch (action) {
    case Action::see_person:
    case Action::edit_person:
    case Action::manage_guardians:
    case Action::manage_consent:
    case Action::manage_team:
    case Action::see_team:
    case Action::see_access_log:
    case Action::see_past:
    case Action::see_tasks:  // the task that asks for the consent (task_store shows no other then)
      return true;
    default:
      return false;
  }
}

bool guardian_may(Action action, const GuardianFact& guardian) {
  switch (action) {
    case Action::see_person:
    case Action::read:
    case Action::post:
    case Action::respond:
    case Action::see_team:
    case Action::see_access_log:
    case Action::see_past:
    case Action::read_past:
    case Action::see_tasks:
    case Action::finish_task:
    case Action::see_handovers:
    case Action::read_plans:
    case Action::read_past_plans:
    case Action::write_assessment:  // assessment/ refuses guardians in words of its own
      return true;
    case Action::agree_document:
      return guardian.has_custody && !guardian.restricted;  // 民法 824条
    case Action::manage_consent:
      return guardian
          .has_custody;  // 個人情報保護法 施行令: consent of a minor is given by who has parental authority
    default:
      return false;
  }
}

/// What the person may do themself before 18: read what is shared with them, write, see the team and who
/// looked. No consent (民法 824条), no papers, no tasks: what nobody shared with them by name stays shut.
bool minor_may(Action action) {
  switch (action) {
    case Action::see_person:
    case Action::read:
    case Action::post:
    case Action::respond:
    case Action::see_team:
    case Action::see_access_log:
      return true;
    default:
      return false;
  }
}

Date years_after(const Date& birth, int years) {
  const auto ymd = birth.ymd + std::chrono::years{years};
  return ymd.ok() ? Date{ymd} : Date{ymd.year() / std::chrono::March / 1};  // born on 29 February
}

/// The person themself (本人アカウント): from 18 on what a guardian with custody has for a child.
Decision decide_own(Action action, const Facts& facts) {
  const auto from = own_account_from(facts.birth_date, facts.own_account->least_age);
  if (!from || facts.today < *from) return refuse("own_account");
  const bool adult = facts.today >= adult_from(facts.birth_date);
  const GuardianFact in_full{facts.guardian->guardian_id, facts.guardian->verified_on, false, true};
  if (!(adult ? guardian_may(action, in_full) : minor_may(action))) return refuse("role", true);
  Decision decision;
  decision.granted = true;
  decision.grant.basis = Basis::guardian;
  decision.grant.open_for_all(ClassSet::all());
  decision.grant.is_guardian = true;
  decision.grant.is_own = true;
  decision.grant.guardian_id = facts.guardian->guardian_id;
  decision.grant.is_restricted = !adult;
  decision.grant.is_veiled = !adult && facts.own_account->sheltered;
  return decision;
}

Decision decide_guardian(Action action, const Facts& facts) {
  if (!facts.guardian || !facts.guardian->verified_on) return refuse("guardian");
  if (facts.own_account) return decide_own(action, facts);
  // Guardians' rights end at 18 unless the relation was verified anew after that day.
  const auto adult = adult_from(facts.birth_date);
  if (facts.today >= adult && *facts.guardian->verified_on < adult) return refuse("adult");
  if (!guardian_may(action, *facts.guardian)) return refuse("role", true);
  Decision decision;
  decision.granted = true;
  decision.grant.basis = Basis::guardian;
  decision.grant.open_for_all(ClassSet::all());
  decision.grant.is_guardian = true;
  decision.grant.guardian_id = facts.guardian->guardian_id;
  decision.grant.is_restricted = facts.guardian->restricted;
  decision.grant.is_veiled = facts.guardian->restricted;
  return decision;
}

struct Seats {
  Grant grant;
  ClassSet classes;
};

/// What the actor's seats in force add up to; nothing if there is none (rule 4).
std::optional<Seats> seats_in_force(const Facts& facts) {
  std::optional<Seats> sum;
  bool all_of_the_past = false;
  for (const auto& seat : facts.seats) {
    if (!seat.accepted || !in_force(facts.today, seat.starts_on, seat.ends_on)) continue;
    if (!sum) sum.emplace();
    sum->grant.role = std::max(sum->grant.role, seat.role);
    sum->grant.seats.push_back(seat.seat_id);
    sum->classes = sum->classes | seat.classes;
    auto& back = sum->grant.looks_back_to;
    if (!seat.looks_back_to)
      all_of_the_past = true;
    else if (!back || *seat.looks_back_to < *back)
      back = seat.looks_back_to;
  }
  if (all_of_the_past) sum->grant.looks_back_to.reset();
  return sum;
}

/// The classes that consents or statutory bases in force open to the actor's party (rule 3) for one of the
/// purposes.
struct Covered {
  ClassSet by_consent;
  ClassSet by_statute;
  [[nodiscard]] ClassSet both() const { return by_consent | by_statute; }
};
Covered covered_classes(const Facts& facts, PurposeSet purposes) {
  Covered covered;
  for (const auto& consent : facts.consents) {
    if (consent.withdrawn || !consent.covers_party) continue;
    if (!in_force(facts.today, consent.starts_on, consent.ends_on)) continue;
    if ((consent.purposes & purposes).empty()) continue;
    auto& sum = consent.statutory ? covered.by_statute : covered.by_consent;
    sum = sum | consent.classes;
  }
  return covered;
}

/// Rules 3, 4 and 6, for a professional.
Decision decide_seated(Action action, ClassSet needed, const Facts& facts) {
  auto seats = seats_in_force(facts);
  if (!seats) return refuse("seat");
  if (seats->grant.role < role_for(action)) return refuse("role", true);

  const auto purpose = purpose_for(action);
  const auto covered = covered_classes(facts, purpose ? PurposeSet::of(*purpose) : PurposeSet::all());
  const auto for_any = seats->classes & covered_classes(facts, PurposeSet::all()).both();
  Decision decision;
  decision.grant = std::move(seats->grant);
  decision.grant.classes = seats->classes & covered.both();
  for (std::size_t p = 0; p < kPurposes; ++p)
    decision.grant.by_purpose[p] =
        seats->classes & covered_classes(facts, PurposeSet::of(static_cast<Purpose>(p))).both();
  if (decision.grant.classes.empty()) {
    if (decision.grant.role != SeatRole::coordinator || !belongs_to_intake(action))
      return refuse(for_any.empty() ? "consent" : "purpose", true);
    decision.grant.basis = Basis::intake;
    decision.grant.classes = ClassSet::of(InfoClass::basic);
  } else if ((seats->classes & covered.by_consent).empty()) {
    decision.grant.basis = Basis::statutory;
  }
  if (!decision.grant.classes.covers(needed))
    return refuse(for_any.covers(needed) ? "purpose" : "classes", true);
  decision.granted = true;
  return decision;
}

/// An emergency look reads, and does nothing else.
bool belongs_to_emergency(Action action) {
  return action == Action::see_person || action == Action::read || action == Action::read_plans;
}

Decision granted_in_emergency(const BreakGlassFact& look) {
  Decision decision;
  decision.granted = true;
  decision.grant.basis = Basis::break_glass;
  decision.grant.open_for_all(kEmergencyClasses);
  decision.grant.break_glass = look;
  return decision;
}

/// 緊急閲覧 in force. It needs no consent: 個人情報保護法 27条1項2号, 生命・身体の保護 (docs/decisions/013).
Decision decide_emergency(Action action, ClassSet needed, const Facts& facts, Decision otherwise) {
  const auto open = std::ranges::find_if(
      facts.break_glass, [&](const auto& look) { return !look.ended && facts.now < look.ends_at; });
  const bool stranger = otherwise.rule == "seat";
  if (open == facts.break_glass.end())
    return stranger && !facts.break_glass.empty() ? refuse("break_glass_over", true) : otherwise;
  if (belongs_to_emergency(action) && kEmergencyClasses.covers(needed)) return granted_in_emergency(*open);
  return stranger ? refuse("break_glass", true) : otherwise;
}

/// Who may open one: a professional of the region whom no seat lets in. Whether the post may do so at all
/// comes first, so that the answer tells nothing of the person.
Decision decide_opening(const Facts& facts) {
  if (!facts.opening.identified) return refuse("unidentified");
  if (decide_seated(Action::read, {}, facts).granted) return refuse("has_seat", true);
  return granted_in_emergency({});
}

/// A handover is read by whom it is addressed to, whether they hold a seat or not: what guardians agreed to
/// is the consent (docs/decisions/020). Nothing else of the person opens by it.
Decision decide_receiver(const Facts& facts) {
  if (facts.handovers.empty()) return refuse("seat");
  Decision decision;
  decision.granted = true;
  decision.grant.basis = Basis::handover;
  for (const auto& handover : facts.handovers)
    decision.grant.classes = decision.grant.classes | handover.classes;
  decision.grant.by_purpose[static_cast<std::size_t>(Purpose::handover)] = decision.grant.classes;
  return decision;
}

/// Rule 2 for a guest: the classes that agreements in force open to them.
ClassSet agreed_classes(const Facts& facts) {
  ClassSet sum;
  for (const auto& agreement : facts.agreements)
    if (in_force(facts.today, agreement.starts_on, agreement.ends_on)) sum = sum | agreement.classes;
  return sum;
}

/// A guest does what their seat allows, within the agreement. Coordinating a team and opening an emergency
/// look belong to the people of the region: docs/decisions/030.
Decision decide_guest(Action action, ClassSet needed, const Facts& facts) {
  const auto agreed = agreed_classes(facts);
  if (agreed.empty() || action == Action::break_glass)
    return refuse("agreement", seats_in_force(facts).has_value());
  const bool receives = action == Action::receive_handover;
  auto decision = receives ? decide_receiver(facts) : decide_seated(action, needed, facts);
  if (!decision.granted) return decision;
  auto& grant = decision.grant;
  if (!receives && role_for(action) == SeatRole::coordinator) return refuse("role", true);
  grant.role = std::min(grant.role, SeatRole::lead);
  grant.classes = grant.classes & agreed;
  for (auto& reached : grant.by_purpose) reached = reached & agreed;
  if (grant.classes.empty()) return refuse("agreement", true);
  if (!grant.classes.covers(needed)) return refuse("classes", true);
  return decision;
}

}  // namespace

Date adult_from(const Date& birth) {
  return years_after(birth, kAdultAge);
}

std::optional<Date> own_account_from(const Date& birth, std::int64_t least_age) {
  if (least_age <= 0) return std::nullopt;
  return years_after(birth, static_cast<int>(least_age));
}

Strength strength_for(Action action) {
  switch (action) {
    case Action::manage_guardians:
    case Action::manage_consent:
    case Action::manage_team:
    case Action::export_data:
    case Action::export_plans:
    case Action::export_handover:
    case Action::send_handover:
    case Action::agree_document:
    case Action::break_glass:
      return Strength::fresh;
    default:
      return Strength::two_factor;
  }
}

std::optional<Purpose> purpose_for(Action action) {
  switch (action) {
    case Action::read:
    case Action::post:
    case Action::respond:
    case Action::edit_person:
    case Action::export_data:
    case Action::read_past:
    case Action::write_task:
      return Purpose::support;
    case Action::read_plans:
    case Action::read_past_plans:
    case Action::draft_document:
    case Action::approve_document:
    case Action::agree_document:
    case Action::write_assessment:
    case Action::export_plans:
      return Purpose::planning;
    case Action::see_handovers:
    case Action::write_handover:
    case Action::hand_over:
    case Action::send_handover:
    case Action::export_handover:
      return Purpose::handover;
    case Action::see_person:
    case Action::manage_guardians:
    case Action::manage_consent:
    case Action::manage_team:
    case Action::see_team:
    case Action::see_access_log:
    case Action::see_past:
    case Action::see_tasks:
    case Action::finish_task:
    case Action::break_glass:
    case Action::receive_handover:
      return std::nullopt;
  }
  return std::nullopt;
}

Decision decide(const Actor& actor, Action action, ClassSet needed, const Facts& facts) {
  if (actor.strength < strength_for(action)) return refuse("strength");
  if (action == Action::break_glass && facts.opening.barred) return refuse("barred", true);
  if (!facts.person_exists || !facts.same_region) return refuse("region");
  if (is_of_region(actor.kind)) return refuse("kind");
  if (actor.kind == PostKind::guardian) return decide_guardian(action, facts);
  if (!actor.pledged) return refuse("pledge");
  if (actor.is_guest) return decide_guest(action, needed, facts);
  if (action == Action::break_glass) return decide_opening(facts);
  if (action == Action::receive_handover) return decide_receiver(facts);
  auto decision = decide_seated(action, needed, facts);
  return decision.granted ? decision : decide_emergency(action, needed, facts, std::move(decision));
}

std::vector<Action> allowed_actions(const Actor& actor, const Facts& facts) {
  Actor sure = actor;
  sure.strength = Strength::fresh;
  std::vector<Action> actions;
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<Action>>([&](auto d) {
    if (decide(sure, d.value, {}, facts).granted) actions.push_back(d.value);
  });
  return actions;
}

}  // namespace musubi::access
