#include "breakglass/breakglass_service.hpp"

#include "audit/audit.hpp"
#include "breakglass/breakglass_store.hpp"
#include "breakglass/breakglass_view.hpp"
#include "consent/consent_service.hpp"
#include "person/person_service.hpp"

namespace musubi::breakglass {
namespace {

using access::Action;
using access::Basis;
using access::Duty;

constexpr int kMostShown = 100;
constexpr std::string_view kSearch = "break_glass_search";

access::Target target_of(BreakGlassId id) {
  return {.subject_kind = "break_glass", .subject_id = id.uuid};
}

std::unexpected<Error> too_many(std::string ja, std::string en) {
  auto error = fail(Code::throttled, "", std::move(ja), std::move(en));
  error.error().refusal = Refusal{std::string(json::enum_name(Duty::find_in_emergency)), "throttled", ""};
  return error;
}

/// Counted for the post, whoever it asks about, so that names cannot be tried out.
Status check_limits(Tx& tx, const Actor& actor) {
  const auto count =
      store::count_searches(tx, actor.region_id, actor.post_id, tx.now() - std::chrono::hours{1},
                            tx.now() - std::chrono::hours{24});
  if (count.misses >= kMissesAnHour)
    return too_many(
        "見つからない検索が続いたため、1時間ほど検索できません。お急ぎのときは地域の運営担当に電話してくださ"
        "い。",
        "Too many searches found nobody. Please wait an hour, or ring the region's operators if it is "
        "urgent.");
  if (count.searches >= kSearchesADay)
    return too_many(
        "緊急閲覧のための検索が、この24時間の上限に達しました。地域の運営担当に電話してください。",
        "You have reached the limit of emergency searches for 24 hours. Please ring the region's operators.");
  return {};
}

/// The miss is as visible to operators as a refusal: it shows among the looks that stand out.
void record_search(Tx& tx, const Actor& actor, std::optional<PersonId> found) {
  audit::NewRecord record;
  record.action = json::enum_name(Duty::find_in_emergency);
  record.subject_kind = kSearch;
  record.person_id = found;
  if (found) record.classes = ClassSet::of(InfoClass::basic);
  record.outcome = found ? audit::AuditOutcome::granted : audit::AuditOutcome::refused;
  record.basis = found ? json::enum_name(Basis::break_glass) : "no_match";
  audit::append(tx, actor, record);
}

/// The answer the guard would give if the search had just found the person: is there a seat that lets them
/// in?
bool has_seat(Tx& tx, const Actor& actor, PersonId person) {
  auto facts = access::gather(tx, actor, person);
  facts.opening.identified = true;
  return access::decide(actor, Action::break_glass, {}, facts).rule == "has_seat";
}

/// Once it is over, the name is no longer the holder's to read.
BreakGlassView own_view(Tx& tx, const store::OpeningRow& row) {
  auto view = view_of(row, tx.now());
  view.own = true;
  if (!view.open) view.person_name.clear();
  return view;
}

/// As one overseer may read it: guardians by the region's rule on names, and under a protective limit without
/// what tells where the family goes.
BreakGlassView shown(Tx& tx, const Actor& actor, const access::Grant& grant, const store::OpeningRow& row) {
  auto view = view_of(row, tx.now());
  if (!grant.is_guardian) return view;
  const bool limited = grant.is_veiled;
  if (limited || !store::shows_names(tx, actor.region_id)) view.opener_name.clear();
  if (limited) {
    view.facility_name.clear();
    view.reason.clear();
    if (view.review) view.review->comment.clear();
  }
  return view;
}

}  // namespace

namespace {

/// Somebody known by id already, if still supported here.
std::optional<person::ExactMatch> supported(Tx& tx, RegionId region, PersonId person) {
  const auto body = person::body_of(tx, region, person);
  if (!body || body->state == person::PersonState::finished) return std::nullopt;
  const auto joined = [](const std::string& family, const std::string& given) {
    return given.empty() ? family : family + " " + given;
  };
  return person::ExactMatch{person, joined(body->family_name, body->given_name),
                            joined(body->family_kana, body->given_kana), body->birth_date};
}

/// The search is counted and recorded, whether it found somebody or not.
Result<EmergencyAnswer> answer(Tx& tx, const Actor& actor, const std::optional<person::ExactMatch>& found) {
  const auto whom = found ? std::optional(found->person_id) : std::nullopt;
  if (!store::insert_search(tx, actor.region_id, actor.post_id, whom))
    return too_many("検索が重なりました。もう一度お試しください。",
                    "Two searches at once. Please try again.");
  record_search(tx, actor, whom);
  if (!found) return EmergencyAnswer{};
  EmergencyMatch match{found->person_id, found->name, found->kana, found->birth_date};
  match.has_seat = has_seat(tx, actor, found->person_id);
  if (const auto open = store::open_of(tx, actor.region_id, found->person_id, actor.post_id))
    match.open = open->id;
  return EmergencyAnswer{std::move(match)};
}

}  // namespace

Result<EmergencyAnswer> find_person(Tx& tx, const Actor& actor, const EmergencyQuery& query) {
  TRY(access::require_duty(tx, actor, Duty::find_in_emergency, {}, {.subject_kind = std::string(kSearch)}));
  TRY(check_limits(tx, actor));
  return answer(tx, actor,
                person::find_exactly(tx, actor.region_id, query.family_kana.value, query.given_kana.value,
                                     query.birth_date));
}

Result<EmergencyAnswer> find_by_card(Tx& tx, const Actor& actor, std::optional<PersonId> person) {
  TRY(access::require_duty(tx, actor, Duty::find_in_emergency, {}, {.subject_kind = std::string(kSearch)}));
  if (actor.strength < access::Strength::fresh) {
    auto error = fail(Code::step_up_needed);
    error.error().refusal = Refusal{std::string(json::enum_name(Duty::find_in_emergency)), "strength", ""};
    return error;
  }
  TRY(check_limits(tx, actor));
  return answer(tx, actor, person ? supported(tx, actor.region_id, *person) : std::nullopt);
}

Result<BreakGlassView> open(Tx& tx, const Actor& actor, PersonId person, const NewBreakGlass& sent) {
  TRY(access::require(tx, actor, Action::break_glass, person, target_of(sent.id)));
  if (const auto there = store::find(tx, actor.region_id, sent.id)) {
    const bool again = there->post_id == actor.post_id && there->person_id == person &&
                       there->kind == sent.kind && there->reason == sent.reason.value;
    if (!again) return fail(Code::duplicate, "id", "この番号はすでに使われています。", "This id is in use.");
    return view_of(*there, tx.now());
  }
  if (const auto open = store::open_of(tx, actor.region_id, person, actor.post_id)) {
    auto error = fail(Code::conflict, "", "この方の緊急閲覧は、すでに開いています。",
                      "You have an emergency look at this person open already.");
    error.error().current = json::to_json(view_of(*open, tx.now()));
    return error;
  }
  store::OpeningRow row;
  row.id = sent.id;
  row.person_id = person;
  row.post_id = actor.post_id;
  row.account_id = actor.account_id;
  row.opener_name = actor.display_name;
  row.facility_name = actor.facility_name;
  row.profession = actor.profession;
  row.kind = sent.kind;
  row.reason = sent.reason.value;
  row.without_consent = consent::covered_classes(consent::coverage_of(tx, actor.region_id, person),
                                                 actor.facility_id.value_or(FacilityId{}), tx.today())
                            .empty();
  row.opened_at = tx.now();
  row.ends_at = tx.now() + kOpenFor;
  if (!store::insert(tx, actor.region_id, row))
    return fail(Code::duplicate, "id", "この番号はすでに使われています。", "This id is in use.");
  announce(tx, actor.region_id, row);
  return view_of(*store::find(tx, actor.region_id, sent.id), tx.now());
}

Result<BreakGlassView> end_own(Tx& tx, const Actor& actor, PersonId person, BreakGlassId id) {
  TRY(access::require(tx, actor, Action::see_person, person, target_of(id)));
  const auto row = store::find(tx, actor.region_id, id);
  if (!row || row->person_id != person || row->post_id != actor.post_id) return not_found();
  const BreakGlassEnding end{EndedHow::holder, tx.now(), actor.display_name, ""};
  if (!is_open(*row, tx.now()) || !store::insert_end(tx, actor.region_id, id, end, actor.post_id))
    return fail(Code::conflict, "", "この緊急閲覧は、すでに終わっています。",
                "This emergency look is over already.");
  announce(tx, actor.region_id, *row);
  return view_of(*store::find(tx, actor.region_id, id), tx.now());
}

Result<std::vector<BreakGlassView>> own(Tx& tx, const Actor& actor) {
  std::vector<BreakGlassView> views;
  for (const auto& row : store::of_post(tx, actor.region_id, actor.post_id, kMostShown))
    views.push_back(own_view(tx, row));
  return views;
}

Status confirm_own(Tx& tx, const Actor& actor, BreakGlassId id) {
  const auto row = store::find(tx, actor.region_id, id);
  if (!row || row->post_id != actor.post_id) return not_found();
  store::insert_seen(tx, actor.region_id, id, actor.post_id, row->review_version.value_or(0));
  return {};
}

Result<std::vector<BreakGlassView>> notices(Tx& tx, const Actor& actor) {
  std::vector<BreakGlassView> views;
  for (const auto& row : store::unseen_reviews(tx, actor.region_id, actor.post_id, kMostShown))
    views.push_back(own_view(tx, row));
  for (const auto& row : store::unseen(tx, actor, kMostShown)) {
    // A consent withdrawn, a relation not verified yet: left out without a word.
    const auto grant = access::look(tx, actor, Action::see_access_log, row.person_id, target_of(row.id));
    if (grant) views.push_back(shown(tx, actor, *grant, row));
  }
  return views;
}

Result<std::vector<BreakGlassView>> of_person(Tx& tx, const Actor& actor, PersonId person) {
  TRY_ASSIGN(const auto grant,
             access::require(tx, actor, Action::see_access_log, person, {.subject_kind = "break_glass"}));
  std::vector<BreakGlassView> views;
  for (const auto& row : store::of_person(tx, actor.region_id, person, kMostShown))
    views.push_back(shown(tx, actor, grant, row));
  return views;
}

Status confirm_seen(Tx& tx, const Actor& actor, PersonId person, BreakGlassId id) {
  TRY(access::require(tx, actor, Action::see_access_log, person, target_of(id)));
  const auto row = store::find(tx, actor.region_id, id);
  if (!row || row->person_id != person) return not_found();
  store::insert_seen(tx, actor.region_id, id, actor.post_id, row->review_version.value_or(0));
  return {};
}

}  // namespace musubi::breakglass
