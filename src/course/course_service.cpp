#include "course/course_service.hpp"

#include <algorithm>

#include "assessment/assessment_service.hpp"
#include "base/lost_race.hpp"
#include "course/course_store.hpp"
#include "db/change_feed.hpp"
#include "person/person_service.hpp"
#include "task/task_service.hpp"

namespace musubi::course {
namespace {

using access::Action;
using access::Grant;
using access::SeatRole;

/// Ids only, to seats of the class; guardians are told nothing by the stream (notify/audience).
void announce(Tx& tx, RegionId region, PersonId person, CourseEventId event, InfoClass info_class) {
  db::NewChange change;
  change.region_id = region;
  change.person_id = person;
  change.kind = "course";
  change.subject_id = event.uuid;
  change.info_class = info_class;
  db::append_change(tx, change);
}

Author author_of(const Actor& actor) {
  return {actor.post_id, actor.display_name, actor.facility_name};
}

CourseEventView shown(EventRow row, const Actor& actor, const Grant& grant) {
  const bool leads = !grant.is_guardian && grant.role >= SeatRole::lead;
  const bool writes =
      grant.basis != access::Basis::break_glass && (grant.is_guardian || grant.role >= SeatRole::member);
  row.view.may_edit = !row.view.hidden && writes && (row.author == actor.post_id || leads);
  return std::move(row.view);
}

Result<CourseEventView> view_of(Tx& tx, const Actor& actor, const Grant& grant, CourseEventId event) {
  auto row = find_event(tx, reach_of(actor, grant), event);
  if (!row) return not_found();
  return shown(std::move(*row), actor, grant);
}

/// Schools and facilities by the day they began; a facility's seats one after another count as one.
std::vector<CoursePlace> places_of(Tx& tx, RegionId region, PersonId person,
                                   const std::vector<person::SchoolItem>& schools) {
  std::vector<CoursePlace> places;
  for (const auto& school : schools) {
    auto detail = school.grade.value;
    if (!school.class_name.empty()) detail += (detail.empty() ? "" : " ") + school.class_name.value;
    places.push_back(
        {CoursePlaceKind::school, school.facility_name.value, detail, school.starts_on, school.ends_on});
  }
  for (const auto& seat : seated_places(tx, region, person)) {
    const auto from = parse_date(seat.starts_on).value();
    const auto to = seat.ends_on ? parse_date(*seat.ends_on) : std::nullopt;
    const auto known = std::ranges::find_if(places, [&](const auto& place) {
      return place.kind == CoursePlaceKind::facility && place.name == seat.name &&
             (!place.to || from <= add_days(*place.to, 1));
    });
    if (known == places.end())
      places.push_back({CoursePlaceKind::facility, seat.name, seat.duty, from, to});
    else if (known->to && (!to || *known->to < *to))
      known->to = to;
  }
  std::ranges::stable_sort(places, {}, &CoursePlace::from);
  return places;
}

Result<CourseView> course_of(Tx& tx, const Actor& actor, const Grant& grant) {
  const auto body = person::body_of(tx, actor.region_id, grant.person_id);
  if (!body) return not_found();
  CourseView view;
  view.birth_date = body->birth_date;
  view.stages = stages_of(body->birth_date);
  view.until = view.stages.back().to;
  if (!grant.is_restricted && grant.basis != access::Basis::break_glass)
    view.places = places_of(tx, actor.region_id, grant.person_id, body->schools);
  for (auto& row : events(tx, reach_of(actor, grant)))
    view.events.push_back(shown(std::move(row), actor, grant));
  for (auto& mark : assessment::assessment_marks(tx, actor, grant))
    view.assessments.push_back({mark.id, std::move(mark.ja), std::move(mark.en), mark.tested_on});
  if (grant.basis == access::Basis::break_glass)
    for (auto& event : view.events) event.content.place = {};
  // Whether a check-up is on record belongs to its class.
  if (grant.classes.has(InfoClass::health) && !grant.is_restricted)
    view.checkups = checkups_of(body->birth_date, view.events, tx.today());
  return view;
}

Status follow_up(Tx& tx, const Actor& actor, PersonId person, const NewCourseEvent& event) {
  if (!event.follow_up) return {};
  task::NewTask task;
  task.id = event.follow_up->id;
  task.content.title = event.follow_up->title;
  task.content.info_class = event.content.info_class;
  task.content.due_on = event.follow_up->due_on;
  TRY(task::add_task(tx, actor, person, task));
  return {};
}

Status check(Tx& tx, RegionId region, PersonId person, const CourseContent& content) {
  const auto body = person::body_of(tx, region, person);
  if (!body) return not_found();
  return check_content(content, body->birth_date, tx.today());
}

Error not_yours() {
  return {Code::forbidden, "", "変更できるのは、書いた本人、リーダーとコーディネーターです。",
          "Only its author, leads and coordinators can change this."};
}

}  // namespace

Result<CourseView> read_course(Tx& tx, const Actor& actor, PersonId person) {
  TRY_ASSIGN(const auto grant, access::require(tx, actor, Action::read, person, {{}, "course", {}}));
  return course_of(tx, actor, grant);
}

Result<CourseEventDetail> read_event(Tx& tx, const Actor& actor, PersonId person, CourseEventId event) {
  TRY_ASSIGN(const auto grant,
             access::require(tx, actor, Action::read_past, person, {{}, "course_event", event.uuid}));
  CourseEventDetail detail;
  TRY_ASSIGN(detail.event, view_of(tx, actor, grant, event));
  detail.versions = event_versions(tx, reach_of(actor, grant), event);
  return detail;
}

Result<CourseEventView> add_event(Tx& tx, const Actor& actor, PersonId person, const NewCourseEvent& event) {
  TRY_ASSIGN(const auto grant,
             access::require(tx, actor, Action::post, person,
                             {ClassSet::of(event.content.info_class), "course_event", event.id.uuid}));
  if (event.id.is_nil()) return fail(Code::invalid, "id", "IDが正しくありません。", "This is no id.");
  TRY(check(tx, actor.region_id, person, event.content));
  if (grant.is_guardian && !event.content.with_guardians)
    return fail(Code::invalid, "content.with_guardians", "ご自分の記録はご自分にも見えます。",
                "What you write is seen by yourself.");
  if (const auto first = first_event(tx, actor.region_id, event.id)) {
    const bool same = first->person_id == person && first->author_post == actor.post_id &&
                      first->body == json::to_json(event.content);
    if (same) return view_of(tx, actor, grant, event.id);
    return fail(Code::duplicate, "id", "同じIDの別のできごとがすでにあります。登録していません。",
                "Another event with this id exists already. Nothing was kept.");
  }
  if (count_events(tx, actor.region_id, person) >= kMostEvents)
    return fail(Code::too_large, "", "できごとが多すぎます。", "There are too many events.");
  if (!insert_event(tx, actor.region_id, person, event.id, event.content, author_of(actor), tx.now()))
    return fail(Code::duplicate, "id");
  TRY(follow_up(tx, actor, person, event));
  announce(tx, actor.region_id, person, event.id, event.content.info_class);
  return view_of(tx, actor, grant, event.id);
}

Result<CourseEventView> edit_event(Tx& tx, const Actor& actor, PersonId person, CourseEventId event,
                                   std::int64_t version, const CourseEdit& edit) {
  TRY_ASSIGN(const auto grant,
             access::require(tx, actor, Action::post, person,
                             {ClassSet::of(edit.content.info_class), "course_event", event.uuid}));
  TRY_ASSIGN(const auto now, view_of(tx, actor, grant, event));
  if (now.hidden) return fail(Code::gone, "", "このできごとは取り消されています。", "This was taken back.");
  if (!now.may_edit) return std::unexpected(not_yours());
  TRY(check(tx, actor.region_id, person, edit.content));
  if (json::to_json(now.content) == json::to_json(edit.content) &&
      (now.version == version || now.version == version + 1))
    return now;
  if (!update_event(tx, actor.region_id, event, version, edit.content, edit.reason, author_of(actor))) {
    return lost_race(now);
  }
  announce(tx, actor.region_id, person, event, now.content.info_class);
  if (now.content.info_class != edit.content.info_class)
    announce(tx, actor.region_id, person, event, edit.content.info_class);
  return view_of(tx, actor, grant, event);
}

Result<CourseEventView> hide_event(Tx& tx, const Actor& actor, PersonId person, CourseEventId event,
                                   const CourseHide& hide) {
  TRY_ASSIGN(const auto grant,
             access::require(tx, actor, Action::post, person, {{}, "course_event", event.uuid}));
  TRY_ASSIGN(auto now, view_of(tx, actor, grant, event));
  if (now.hidden) return now;
  if (!now.may_edit) return std::unexpected(not_yours());
  hide_event(tx, actor.region_id, event, now.content, now.version, hide.reason, author_of(actor));
  announce(tx, actor.region_id, person, event, now.content.info_class);
  now.version += 1;
  now.may_edit = false;
  now.hidden = CourseHidden{tx.now(), actor.display_name, hide.reason};
  now.content.title = {};
  now.content.body = {};
  now.content.place = {};
  return now;
}

Result<CourseSheet> gather_course_sheet(Tx& tx, const Actor& actor, PersonId person) {
  TRY_ASSIGN(const auto grant,
             access::require(tx, actor, Action::export_data, person, {{}, "course_sheet", {}}));
  CourseSheet sheet;
  TRY_ASSIGN(sheet.view, course_of(tx, actor, grant));
  const auto body = person::body_of(tx, actor.region_id, person).value();
  sheet.name = body.family_name.value + " " + body.given_name.value;
  sheet.today = tx.today();
  sheet.printed = access::imprint(tx, actor);
  std::erase_if(sheet.view.events, [](const auto& event) { return event.hidden.has_value(); });
  return sheet;
}

std::vector<CheckupMark> checkup_marks(Tx& tx, const Actor& actor, const Grant& grant) {
  std::vector<CheckupMark> marks;
  for (const auto& row : events(tx, reach_of(actor, grant))) {
    const auto& content = row.view.content;
    if (content.kind != CourseKind::checkup || row.view.hidden) continue;
    const auto* known = find_checkup(content.checkup.value);
    const bool own_title = !content.title.empty() || known == nullptr;
    marks.push_back({row.view.id, title_ja(content), own_title ? title_ja(content) : known->en,
                     content.starts_on, content.body.value});
  }
  return marks;
}

std::vector<task::Cause> causes(Tx& tx, RegionId region, PersonId person, const Date& birth) {
  return missed_checkups(birth, recorded_checkups(tx, region, person), tx.today());
}

bool keep_event(Tx& tx, RegionId region, PersonId person, CourseEventId event, const CourseContent& content,
                PostId by, const std::string& by_name, const std::string& facility_name, Time at) {
  return insert_event(tx, region, person, event, content, {by, by_name, facility_name}, at);
}

}  // namespace musubi::course
