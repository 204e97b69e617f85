#include "team/suggestion_service.hpp"

#include "db/change_feed.hpp"
#include "facility/facility_service.hpp"
#include "team/suggestion_store.hpp"

namespace musubi::team {
namespace {

using access::Action;
using access::Grant;

constexpr std::size_t kMostPlaces = 20;

access::Target target_of(SuggestionId id) {
  return {
      .classes = ClassSet::of(InfoClass::basic), .subject_kind = "seat_suggestion", .subject_id = id.uuid};
}

bool coordinates(const Grant& grant) {
  return !grant.is_guardian && grant.role == access::SeatRole::coordinator;
}

SuggestionView view_of(store::SuggestionRow row, const Grant& grant) {
  SuggestionView view;
  view.id = row.id;
  view.facility_id = row.facility_id;
  view.name = std::move(row.name);
  view.kind = std::move(row.kind);
  view.why = std::move(row.why);
  view.by_name = std::move(row.by_name);
  view.by_limited = row.by_limited && coordinates(grant);
  view.created_at = row.created_at;
  view.state = row.state;
  view.answer = std::move(row.answer);
  view.answered_at = row.answered_at;
  view.answered_by_name = std::move(row.answered_by_name);
  if (grant.is_restricted && view.state != SuggestionState::withdrawn) {
    // What became of it tells where the child goes, or that somebody decided.
    view.state = SuggestionState::open;
    view.answer.clear();
    view.answered_at.reset();
    view.answered_by_name.clear();
  }
  view.may_withdraw = grant.is_guardian && view.state == SuggestionState::open;
  view.may_answer = coordinates(grant) && view.state == SuggestionState::open;
  return view;
}

/// To the team, as a seat is; the task keeper hears it too.
void announce(Tx& tx, RegionId region, PersonId person, SuggestionId id) {
  db::append_change(tx, {.region_id = region, .person_id = person, .kind = "seat", .subject_id = id.uuid});
}

Result<SuggestionView> view_in(Tx& tx, const Actor& actor, const Grant& grant, SuggestionId id) {
  auto row = store::find_suggestion(tx, actor.region_id, grant.person_id, id);
  if (!row || (grant.is_guardian && row->guardian_id != grant.guardian_id)) return not_found();
  return view_of(std::move(*row), grant);
}

/// Where it is of the directory, as the directory calls it.
Result<store::SuggestionRow> row_of(Tx& tx, const Actor& actor, const Grant& grant,
                                    const NewSuggestion& given) {
  store::SuggestionRow row;
  row.id = given.id;
  row.guardian_id = grant.guardian_id.value();
  row.facility_id = given.facility_id;
  row.name = given.name.value;
  row.kind = given.kind.value;
  row.why = given.why.value;
  row.by_post = actor.post_id;
  row.by_name = actor.display_name;
  row.created_at = tx.now();
  if (given.facility_id) {
    const auto place = facility::find_place(tx, actor.region_id, *given.facility_id);
    if (!place)
      return fail(Code::invalid, "facility_id", "この施設は選べません。", "This facility cannot be chosen.");
    row.name = place->name;
    row.kind = place->facility_type;
  } else if (row.name.empty()) {
    return fail(Code::invalid, "name", "施設や人の名前を入れてください。",
                "Please name the place or person.");
  }
  return row;
}

Error over() {
  return {Code::gone, "", "この提案はすでに終わっています。", "This suggestion is over already."};
}

}  // namespace

Result<std::vector<SuggestionView>> list_suggestions(Tx& tx, const Actor& actor, PersonId person) {
  TRY_ASSIGN(const auto grant,
             access::require(tx, actor, Action::see_team, person, {.subject_kind = "seat_suggestions"}));
  if (!grant.is_guardian && !coordinates(grant))
    return fail(Code::forbidden, "", "ご家族の提案を見られるのは、コーディネーターだけです。",
                "Only coordinators see what the family suggests.");
  std::vector<SuggestionView> views;
  for (auto& row : store::suggestions(tx, actor.region_id, person, grant.guardian_id))
    views.push_back(view_of(std::move(row), grant));
  return views;
}

Result<std::vector<PlaceView>> list_places(Tx& tx, const Actor& actor, PersonId person,
                                           const PlaceQuery& query) {
  TRY(access::require(tx, actor, Action::see_team, person, {.subject_kind = "places"}));
  std::vector<PlaceView> places;
  if (query.q.empty()) return places;
  for (auto& place : facility::places_named(tx, actor.region_id, query.q.value)) {
    if (places.size() == kMostPlaces) break;
    places.push_back({place.id, std::move(place.name), std::move(place.facility_type)});
  }
  return places;
}

Result<SuggestionView> suggest(Tx& tx, const Actor& actor, PersonId person, const NewSuggestion& given) {
  TRY_ASSIGN(const auto grant, access::require(tx, actor, Action::post, person, target_of(given.id)));
  if (!grant.is_guardian)
    return fail(Code::forbidden, "", "提案はご家族からのものです。招待はコーディネーターに頼んでください。",
                "Suggestions are the family's. Please ask the coordinator for an invitation.");
  if (given.id.is_nil()) return fail(Code::invalid, "id", "IDが正しくありません。", "This is no id.");
  TRY_ASSIGN(const auto row, row_of(tx, actor, grant, given));
  if (const auto there = store::find_suggestion(tx, actor.region_id, person, given.id)) {
    const bool same = there->by_post == actor.post_id && there->facility_id == row.facility_id &&
                      there->name == row.name && there->why == row.why;
    if (same) return view_of(*there, grant);
    return fail(Code::duplicate, "id", "同じIDの別の提案がすでにあります。",
                "Another suggestion with this id exists already.");
  }
  if (store::count_open(tx, actor.region_id, person, row.guardian_id, grant.is_restricted) >=
      kMostOpenSuggestions)
    return fail(Code::too_large, "",
                "返事を待っている提案が多くあります。先に取り下げるか、返事をお待ちください。",
                "Many suggestions wait for an answer. Please withdraw one, or wait.");
  if (!store::insert_suggestion(tx, actor.region_id, person, row))
    return fail(Code::duplicate, "id", "同じIDの別の提案がすでにあります。",
                "Another suggestion with this id exists already.");
  announce(tx, actor.region_id, person, given.id);
  return view_in(tx, actor, grant, given.id);
}

Result<SuggestionView> withdraw_suggestion(Tx& tx, const Actor& actor, PersonId person, SuggestionId id) {
  TRY_ASSIGN(const auto grant, access::require(tx, actor, Action::post, person, target_of(id)));
  if (!grant.is_guardian)
    return fail(Code::forbidden, "", "取り下げられるのは、提案したご家族だけです。",
                "Only who suggested it can withdraw it.");
  TRY_ASSIGN(const auto now, view_in(tx, actor, grant, id));
  if (now.state == SuggestionState::withdrawn) return now;
  // To somebody under a limit it shows as open whatever became of it, and is withdrawn as one that is.
  if (!store::close_suggestion(tx, actor, person, id, SuggestionState::withdrawn, "", grant.is_restricted))
    return std::unexpected(over());
  announce(tx, actor.region_id, person, id);
  return view_in(tx, actor, grant, id);
}

Result<SuggestionView> answer_suggestion(Tx& tx, const Actor& actor, PersonId person, SuggestionId id,
                                         const SuggestionAnswer& answer) {
  TRY_ASSIGN(const auto grant, access::require(tx, actor, Action::manage_team, person, target_of(id)));
  TRY_ASSIGN(const auto now, view_in(tx, actor, grant, id));
  const auto into = answer.take_up ? SuggestionState::taken_up : SuggestionState::declined;
  if (now.state == into) return now;  // the same answer once more
  if (!answer.take_up && answer.reason.empty())
    return fail(Code::invalid, "reason", "見送る理由を入れてください。ご家族が読みます。",
                "Please say why; the family reads it.");
  if (!store::close_suggestion(tx, actor, person, id, into, answer.reason.value))
    return std::unexpected(over());
  announce(tx, actor.region_id, person, id);
  return view_in(tx, actor, grant, id);
}

std::vector<task::Cause> suggestion_causes(Tx& tx, RegionId region, PersonId person, const Date& /*birth*/) {
  std::vector<task::Cause> causes;
  for (const auto& [id, at] : store::open_suggestions(tx, region, person)) {
    task::Cause cause;
    cause.source = task::TaskSource::suggestion;
    cause.key = "suggestion:" + to_string(id);
    cause.source_id = task::TaskSourceId{id.uuid};
    // What is wished stays between family and coordinators: others of the team see this title.
    cause.title = "ご家族から、支援チームに加わってほしい方の提案があります";
    cause.body = "支援チームの画面で確かめて、招待するか、理由を添えて見送るかを決めてください。";
    cause.due_on = add_days(japan_date(at), kDaysToAnswer);
    causes.push_back(std::move(cause));
  }
  return causes;
}

}  // namespace musubi::team
