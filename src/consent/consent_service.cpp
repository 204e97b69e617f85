#include "consent/consent_service.hpp"

#include <algorithm>
#include <charconv>

#include "access/farewell.hpp"
#include "consent/consent_store.hpp"
#include "db/change_feed.hpp"
#include "file/file_service.hpp"

namespace musubi::consent {
namespace {

using access::Action;

access::Target target_of(ConsentId consent) {
  return {.subject_kind = "consent", .subject_id = consent.uuid};
}

std::int64_t number_of(const std::string& text) {
  std::int64_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

/// What hangs on the consents of a person.
struct Around {
  std::vector<store::PartyRow> parties;
  std::vector<store::PurposeEndRow> ends;
};
Around around_of(Tx& tx, RegionId region, PersonId person) {
  return {store::parties_of(tx, region, person), store::ended_purposes_of(tx, region, person)};
}

ConsentView view_of(const store::ConsentRow& row, const Around& around, const Date& today) {
  ConsentView view{row.consent_id,
                   row.basis,
                   row.article,
                   row.giver_name,
                   row.giver_relation,
                   row.method,
                   row.classes,
                   row.purposes,
                   {},
                   row.purpose_note,
                   row.whole_team,
                   {},
                   row.starts_on,
                   row.ends_on,
                   row.signature_file_id,
                   row.scan_file_id,
                   number_of(row.wording_version),
                   {},
                   row.withdrawn_at,
                   row.withdrawn_by,
                   row.withdrawal_reason,
                   row.created_at,
                   row.created_by_name};
  view.state = state_on(today, row.starts_on, row.ends_on, row.withdrawn_at.has_value());
  for (const auto& party : around.parties)
    if (party.consent_id == row.consent_id)
      view.facilities.push_back({party.facility_id, party.name, party.withdrawn_at});
  for (const auto& end : around.ends)
    if (end.consent_id == row.consent_id) view.ended_purposes.push_back({end.purpose, end.at});
  return view;
}

std::optional<ConsentView> find_view(Tx& tx, RegionId region, PersonId person, ConsentId consent) {
  const auto row = store::find(tx, region, person, consent);
  if (!row) return std::nullopt;
  return view_of(*row, around_of(tx, region, person), tx.today());
}

void announce(Tx& tx, RegionId region, PersonId person, ConsentId consent) {
  db::append_change(
      tx, {.region_id = region, .person_id = person, .kind = "consent", .subject_id = consent.uuid});
}

/// Signatures and scans are for the coordinator and for the guardian who gave the consent.
bool may_see_evidence(const access::Grant& grant, const store::ConsentRow& row) {
  return grant.is_guardian ? row.guardian_id == grant.guardian_id
                           : grant.role == access::SeatRole::coordinator;
}

/// A guardian under a protective restriction sees what they gave themself, as they gave it; of the rest
/// neither who is involved nor what anybody said, for both can tell where the family lives now.
void veil(ConsentView& view, const store::ConsentRow& row, GuardianId reader) {
  if (row.guardian_id == reader) {
    // Which facility or purpose was left out later, and by whom, was said by others.
    for (const auto& end : view.ended_purposes) view.purposes = view.purposes | PurposeSet::of(end.purpose);
    view.ended_purposes.clear();
    if (row.whole_team) view.facilities.clear();
    for (auto& facility : view.facilities) facility.withdrawn_at.reset();
    view.withdrawn_by.clear();
    view.withdrawal_reason.clear();
    view.created_by_name.clear();
    return;
  }
  view.facilities.clear();
  view.article.clear();
  view.purposes = {};
  view.ended_purposes.clear();
  view.purpose_note.clear();
  view.giver_name.clear();
  view.giver_relation.clear();
  view.withdrawn_by.clear();
  view.withdrawal_reason.clear();
  view.created_by_name.clear();
}

Result<GiverFacts> giver_facts(Tx& tx, RegionId region, PersonId person, const NewConsent& given) {
  const auto birth = store::birth_date(tx, region, person);
  if (!birth) return not_found();
  GiverFacts facts{.birth_date = *birth};
  if (given.guardian_id) {
    if (auto row = store::guardian(tx, region, person, *given.guardian_id))
      facts.guardian =
          GiverFacts::Guardian{row->name, row->relation, row->has_custody, row->verified, row->restricted};
  }
  return facts;
}

/// As it was put; else what the register says. Who is the person themself says the register alone.
std::string relation_of(const NewConsent& given, const GiverFacts& facts) {
  const bool self = given.giver_relation && given.giver_relation->value == "self";
  if (facts.guardian && (self || facts.guardian->relation == "self")) return facts.guardian->relation;
  if (given.giver_relation && !given.giver_relation->empty()) return given.giver_relation->value;
  if (facts.guardian) return facts.guardian->relation;
  return given.basis == ConsentBasis::consent ? "self" : "";
}

Status check_parties(Tx& tx, RegionId region, const NewConsent& given) {
  for (std::size_t i = 0; i < given.facility_ids.size(); ++i)
    if (!store::facility_exists(tx, region, given.facility_ids.items[i]))
      return fail(Code::invalid, "facility_ids[" + std::to_string(i) + "]", "この施設は登録されていません。",
                  "This facility is not registered.");
  return {};
}

Status bind_evidence(Tx& tx, const access::Actor& actor, PersonId person, const NewConsent& given) {
  const auto bind = [&](const std::optional<FileId>& file, const std::string& field) -> Status {
    if (!file) return {};
    return file::bind_files(tx, actor, person, {&*file, 1}, file::BoundTo::consent, given.id.uuid, field);
  };
  TRY(bind(given.signature_file_id, "signature_file_id"));
  return bind(given.scan_file_id, "scan_file_id");
}

/// What a seated facility would lose; nothing if other consents keep it open.
std::optional<store::Lost> lost_of(const Reached& reached, const store::SeatRow& seated) {
  store::Lost lost{seated.facility_id, {}, {}, {}, {}, seated.looks_back_to};
  ClassSet* const classes[] = {&lost.for_support, &lost.for_planning, &lost.for_handover};
  ClassSet any;
  for (std::size_t p = 0; p < kPurposes; ++p) {
    const auto now = reached.now[p] & seated.classes, then = reached.then[p] & seated.classes;
    *classes[p] = {now.bits & ~then.bits};
    any = any | *classes[p];
    if (!now.empty() && then.empty()) lost.ended = lost.ended | PurposeSet::of(static_cast<Purpose>(p));
  }
  return any.empty() ? std::nullopt : std::optional(lost);
}

/// The facilities and purposes to take out are the consent's own, and not both at once: a purpose is taken
/// back towards everybody.
Status check_taken(Tx& tx, RegionId region, const ConsentView& view, const ConsentWithdrawal& how) {
  const auto purposes = how.purposes.value_or(PurposeSet{});
  if (!purposes.empty() && !how.facility_ids.empty())
    return fail(Code::invalid, "purposes", "施設と利用目的は、べつべつに取りやめてください。",
                "Withdraw facilities and purposes one after the other.");
  if (!view.purposes.covers(purposes))
    return fail(Code::invalid, "purposes", "この利用目的は、この同意に含まれていません。",
                "This consent does not cover this purpose.");
  for (std::size_t i = 0; i < how.facility_ids.size(); ++i) {
    const auto facility = how.facility_ids.items[i];
    const auto named = std::ranges::find(view.facilities, facility, &ConsentParty::id);
    const bool is_party = named != view.facilities.end()
                              ? !named->withdrawn_at
                              : view.whole_team && store::facility_exists(tx, region, facility);
    if (!is_party)
      return fail(Code::invalid, "facility_ids[" + std::to_string(i) + "]",
                  "この施設は、この同意の相手ではありません。",
                  "This facility is not a party to this consent.");
  }
  return {};
}

/// Nobody left of those named, or nothing left that it is for: the whole consent is over.
bool is_spent(const ConsentView& left) {
  return left.purposes.empty() ||
         (!left.whole_team && std::ranges::all_of(left.facilities, [](const auto& party) {
           return party.withdrawn_at.has_value();
         }));
}

}  // namespace

std::vector<Coverage> coverage_of(Tx& tx, RegionId region, PersonId person) {
  const auto parties = store::parties_of(tx, region, person);
  const auto guests = store::guests_of(tx, region, person);
  std::vector<Coverage> all;
  for (const auto& row : store::consents_of(tx, region, person)) {
    Coverage one{row.consent_id, row.classes, row.starts_on, row.ends_on, row.withdrawn_at.has_value(),
                 row.whole_team};
    for (const auto& party : parties)
      if (party.consent_id == row.consent_id)
        one.parties.push_back({party.facility_id, party.withdrawn_at.has_value()});
    if (one.whole_team)
      for (const auto& guest : guests) one.parties.push_back({guest, true});
    one.by_person = row.basis == ConsentBasis::consent && (!row.guardian_id || row.giver_relation == "self");
    one.purposes = row.purposes;
    all.push_back(std::move(one));
  }
  return all;
}

bool may_see_evidence(Tx& tx, const access::Actor& actor, const access::Grant& grant, ConsentId consent) {
  const auto row = store::find(tx, actor.region_id, grant.person_id, consent);
  return row && may_see_evidence(grant, *row);
}

Result<std::vector<ConsentView>> list_consents(Tx& tx, const access::Actor& actor, PersonId person) {
  TRY_ASSIGN(const auto grant,
             access::require(tx, actor, Action::see_past, person, {.subject_kind = "consent"}));
  const auto region = actor.region_id;
  const auto around = around_of(tx, region, person);
  std::vector<ConsentView> views;
  for (const auto& row : store::consents_of(tx, region, person)) {
    views.push_back(view_of(row, around, tx.today()));
    if (grant.is_restricted) veil(views.back(), row, *grant.guardian_id);
    if (!may_see_evidence(grant, row)) {
      views.back().signature_file.reset();
      views.back().scan_file.reset();
    }
  }
  return views;
}

Status keep_consent(Tx& tx, RegionId region, PersonId person, const NewConsent& given,
                    const std::string& giver_relation, PostId by) {
  if (!store::insert(tx, region, person, given, giver_relation, by))
    return fail(Code::duplicate, "id", "この番号の同意はすでに記録されています。",
                "A consent of this id exists already.");
  for (const auto facility : given.facility_ids) store::insert_party(tx, region, person, given.id, facility);
  store::insert_version(tx, region, person, given.id, json::to_json(given), "", by);
  announce(tx, region, person, given.id);
  return {};
}

Result<ConsentView> record_consent(Tx& tx, const access::Actor& actor, PersonId person,
                                   const NewConsent& sent) {
  TRY_ASSIGN(const auto grant,
             access::require(tx, actor, Action::manage_consent, person, target_of(sent.id)));
  const auto region = actor.region_id;
  if (const auto known = store::find(tx, region, person, sent.id)) {
    if (known->created_by == actor.post_id &&
        store::first_body(tx, region, person, sent.id) == json::to_json(sent))
      return *find_view(tx, region, person, sent.id);
    return fail(Code::duplicate, "id", "この番号の同意はすでに記録されています。",
                "A consent of this id exists already.");
  }
  if (grant.is_guardian && (sent.basis == ConsentBasis::statutory || sent.guardian_id != grant.guardian_id))
    return fail(Code::invalid, "guardian_id", "ご自身の同意として記録してください。",
                "Please record this as your own consent.");

  TRY(check_consent(sent, tx.today()));
  TRY_ASSIGN(const auto facts, giver_facts(tx, region, person, sent));
  TRY(check_giver(sent, facts, tx.today()));
  TRY(check_parties(tx, region, sent));
  if (sent.basis == ConsentBasis::consent && !is_known_wording(sent.wording_version.value_or(0)))
    return fail(Code::invalid, "wording_version", "同意文の版が分かりません。画面を開き直してください。",
                "The version of the wording is not known. Please reload the page.");
  TRY(bind_evidence(tx, actor, person, sent));
  TRY(keep_consent(tx, region, person, sent, relation_of(sent, facts), actor.post_id));
  return *find_view(tx, region, person, sent.id);
}

Result<WithdrawalEffects> withdrawal_effects(Tx& tx, const access::Actor& actor, PersonId person,
                                             ConsentId consent, const Taken& taken) {
  TRY_ASSIGN(const auto grant,
             access::require(tx, actor, Action::manage_consent, person, target_of(consent)));
  const auto all = coverage_of(tx, actor.region_id, person);
  if (std::ranges::find(all, consent, &Coverage::consent_id) == all.end()) return not_found();

  WithdrawalEffects effects;
  if (grant.is_restricted) return effects;
  for (const auto& seated : store::seated_facilities(tx, actor.region_id, person, tx.today())) {
    const auto lost = lost_of(reached(all, consent, taken, seated.facility_id, tx.today()), seated);
    if (lost)
      effects.facilities.push_back({seated.facility_id, seated.name, seated.seats, lost->ended,
                                    store::count_lost(tx, actor.region_id, person, *lost)});
  }
  return effects;
}

Result<ConsentView> withdraw_consent(Tx& tx, const access::Actor& actor, PersonId person, ConsentId consent,
                                     const ConsentWithdrawal& how) {
  TRY_ASSIGN(const auto grant,
             access::require(tx, actor, Action::manage_consent, person, target_of(consent)));
  const auto region = actor.region_id;
  const auto view = find_view(tx, region, person, consent);
  if (!view) return not_found();
  const auto row = store::find(tx, region, person, consent);
  if (grant.is_restricted && row->guardian_id != grant.guardian_id)
    return fail(Code::forbidden, "", "この同意は、同意した方ご本人が取りやめられます。",
                "Who gave this consent can withdraw it.");
  if (view->withdrawn_at)
    return fail(Code::gone, "", "この同意はすでに取りやめになっています。",
                "This consent has been withdrawn already.");
  if (grant.is_guardian && view->basis == ConsentBasis::statutory)
    return fail(Code::forbidden, "",
                "法令にもとづく共有のため、ここでは止められません。コーディネーターにご相談ください。",
                "This sharing rests on a law and cannot be stopped here. Please ask the coordinator.");

  // Under a limit the answer goes by what is shown: a part that others took out already is taken out once
  // more.
  auto shown = *view;
  if (grant.is_restricted) veil(shown, *row, *grant.guardian_id);
  TRY(check_taken(tx, region, shown, how));
  const access::Farewell farewell(tx, region, person);
  const auto purposes = how.purposes.value_or(PurposeSet{});
  for (const auto facility : how.facility_ids) store::withdraw_party(tx, region, person, consent, facility);
  if (!purposes.empty()) store::withdraw_purposes(tx, region, person, consent, purposes);
  const bool whole = how.facility_ids.empty() && purposes.empty();
  if (whole || is_spent(*find_view(tx, region, person, consent)))
    store::withdraw_whole(tx, region, person, consent, how);
  store::insert_version(tx, region, person, consent, json::to_json(how), how.reason.value, actor.post_id);
  announce(tx, region, person, consent);
  farewell.say("consent", consent.uuid);
  auto after = *find_view(tx, region, person, consent);
  if (grant.is_restricted) veil(after, *row, *grant.guardian_id);
  return after;
}

}  // namespace musubi::consent
