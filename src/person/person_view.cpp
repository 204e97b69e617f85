#include "person/person_view.hpp"

#include <algorithm>

#include "access/guardian_reach.hpp"
#include "consent/consent_service.hpp"

namespace musubi::person {
namespace {

bool any_in_force(const std::vector<consent::Coverage>& consents, const Date& today) {
  return std::ranges::any_of(consents, [&](const auto& c) {
    return consent::state_on(today, c.starts_on, c.ends_on, c.withdrawn) == consent::ConsentState::in_force;
  });
}

PersonAccess access_of(Tx& tx, const Reader& reader, const store::PersonRow& row,
                       const std::vector<consent::Coverage>& consents) {
  const auto& actor = reader.actor;
  const auto& grant = reader.grant;
  PersonAccess access;
  access.basis = grant.basis;
  access.role = role_of(grant);
  access.classes = grant.classes;
  access.may = access::allowed_actions(actor, access::gather(tx, actor, row.person_id));
  access.is_guardian = grant.is_guardian;
  access.guardian_id = grant.guardian_id;
  access.is_own = grant.is_own;
  if (reader.manages_guardians)
    access.own_account_from = access::standing_of(tx, actor.region_id, row.person_id).own_from;
  if (grant.break_glass) {  // another basis than consent: nothing is missing
    access.break_glass = EmergencyLook{grant.break_glass->id, grant.break_glass->ends_at, reader.sheltered};
    return access;
  }
  const auto facility =
      actor.facility_id.value_or(FacilityId{});  // nil: covered by what is open to the whole team
  access.consent_until = consent::covered_until(consents, facility, tx.today());
  access.consent_missing = grant.is_guardian
                               ? !any_in_force(consents, tx.today())
                               : consent::covered_classes(consents, facility, tx.today()).empty();
  return access;
}

std::vector<GuardianView> guardians_of(Tx& tx, const Reader& reader, PersonId person) {
  std::vector<GuardianView> views;
  for (const auto& row : store::guardians_of(tx, reader.actor.region_id, person)) {
    if (reader.restricted && row.guardian_id != reader.grant.guardian_id) continue;
    if (reader.sheltered && row.restricted) continue;  // nobody shall ring them up in a hurry
    views.push_back(view_of(reader, row));
  }
  return views;
}

}  // namespace

Reader reader_of(Tx& tx, const access::Actor& actor, const access::Grant& grant) {
  Reader reader{actor, grant};
  reader.restricted = grant.is_restricted;
  if (grant.break_glass) reader.sheltered = access::is_sheltered(tx, actor.region_id, grant.person_id);
  reader.manages_guardians = !grant.is_guardian && grant.role == access::SeatRole::coordinator;
  return reader;
}

PersonView view_of(Tx& tx, const Reader& reader, const store::PersonRow& row) {
  const auto region = reader.actor.region_id;
  const auto today = tx.today();
  const auto consents = consent::coverage_of(tx, region, row.person_id);
  const auto age = age_on(row.birth_date, today);
  PersonView view;
  view.id = row.person_id;
  view.version = row.version;
  view.family_name = row.family_name;
  view.given_name = row.given_name;
  view.family_kana = row.family_kana;
  view.given_kana = row.given_kana;
  view.birth_date = row.birth_date;
  view.age_years = age.years;
  view.age_months = age.months;
  view.sex = row.sex;
  view.postal_code = row.postal_code;
  view.address = row.address;
  view.phone = row.phone;
  view.language = row.language;
  view.alert = row.alert;
  view.note = row.note;
  view.state = shown_state(row.state, reader.grant.basis != access::Basis::intake);
  view.photo = row.photo_file_id.has_value();
  view.allergies = store::allergies_of(tx, region, row.person_id);
  view.schools = store::schools_of(tx, region, row.person_id);
  view.grade = grade_on(row.birth_date, view.schools, today);
  view.stage = json::enum_value<Stage>(row.stage).value_or(stage_on(row.birth_date, view.schools, today));
  view.guardians = guardians_of(tx, reader, row.person_id);
  view.access = access_of(tx, reader, row, consents);
  if (reader.restricted || reader.sheltered) {  // nothing that tells where the family lives
    view.postal_code.clear();
    view.address.clear();
    view.phone.clear();
    view.note.clear();
    view.schools.clear();
    view.grade = grade_by_age(row.birth_date, today);
  }
  if (reader.restricted) {
    view.version = 0;    // nor that any of it has changed
    view.alert.clear();  // free words: a hospital, a street
    view.photo = false;  // a uniform, a place behind the child
  }
  return view;
}

GuardianView view_of(const Reader& reader, const store::GuardianRow& row) {
  GuardianView view;
  view.id = row.guardian_id;
  view.name = row.name;
  view.kana = row.kana;
  view.relation = row.relation;
  view.lives_together = row.lives_together;
  view.has_account = row.has_account;
  view.version = row.version;
  const bool own = reader.grant.guardian_id == row.guardian_id;
  if (reader.grant.is_guardian && !own) return view;  // of another guardian: who, not how to be reached
  view.phone = row.phone;
  view.verified_at = row.verified_at;
  view.verified_how = row.verified_how;
  if (own || reader.manages_guardians || reader.grant.classes.has(InfoClass::family))
    view.has_custody = row.has_custody;
  if (reader.manages_guardians) {
    view.restricted = row.restricted;
    view.restriction_reason = row.restriction_reason;
    view.invited_until = row.invited_until;
  }
  return view;
}

PersonRole role_of(const access::Grant& grant) {
  if (grant.is_guardian) return PersonRole::guardian;
  return static_cast<PersonRole>(grant.role);  // the same names in the same order
}

PersonState shown_state(PersonState stored, bool has_basis) {
  return stored == PersonState::intake && has_basis ? PersonState::active : stored;
}

static_assert(static_cast<int>(PersonRole::coordinator) == static_cast<int>(access::SeatRole::coordinator));

}  // namespace musubi::person
