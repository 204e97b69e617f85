#include "course/course_store.hpp"

#include <bit>

namespace musubi::course {
namespace {

/// $1 region, $2 person, $3 classes, $4 look-back, $5 own post, $6 guardian?, $7 under a protective limit?
#define MUSUBI_EVENT_IS_READ                                           \
  " e.region_id = $1 and e.person_id = $2 and (e.class_bit & $3) <> 0" \
  " and coalesce(e.ends_on, e.starts_on) >= $4"                        \
  " and (not $6 or (e.hidden_at is null and (e.author_post = $5 or (e.with_guardians and not $7)))) "
#define MUSUBI_EVENT_COLUMNS                                                                             \
  "select e.event_id, e.kind, e.checkup, e.title, e.body, e.place, e.starts_on, e.ends_on, e.class_bit," \
  " e.with_guardians, e.author_post, e.author_name, e.author_facility, e.posted_at, e.version,"          \
  " e.hidden_at, e.hidden_by_name, e.hidden_reason from course_event e where"

struct FlatRow {
  CourseEventId id;
  CourseKind kind = CourseKind::other;
  std::string checkup, title, body, place;
  Date starts_on;
  std::optional<Date> ends_on;
  std::int64_t class_bit = 0;
  bool with_guardians = true;
  PostId author;
  std::string author_name, author_facility;
  Time posted_at{};
  std::int64_t version = 1;
  std::optional<Time> hidden_at;
  std::string hidden_by, hidden_reason;
};
BOOST_DESCRIBE_STRUCT(FlatRow, (),
                      (id, kind, checkup, title, body, place, starts_on, ends_on, class_bit, with_guardians,
                       author, author_name, author_facility, posted_at, version, hidden_at, hidden_by,
                       hidden_reason))

EventRow row_of(FlatRow flat, PersonId person) {
  EventRow row;
  auto& view = row.view;
  row.author = flat.author;
  view.id = flat.id;
  view.person_id = person;
  view.content.kind = flat.kind;
  view.content.checkup = {flat.checkup};
  view.content.starts_on = flat.starts_on;
  view.content.ends_on = flat.ends_on;
  view.content.info_class =
      static_cast<InfoClass>(std::countr_zero(static_cast<std::uint64_t>(flat.class_bit)));
  view.content.with_guardians = flat.with_guardians;
  view.author_name = std::move(flat.author_name);
  view.author_facility = std::move(flat.author_facility);
  view.posted_at = flat.posted_at;
  view.version = flat.version;
  if (flat.hidden_at) {  // contents are not shown any more
    view.hidden = CourseHidden{*flat.hidden_at, flat.hidden_by, flat.hidden_reason};
    return row;
  }
  view.content.title = {std::move(flat.title)};
  view.content.body = {std::move(flat.body)};
  view.content.place = {std::move(flat.place)};
  return row;
}

template <class R, class... A>
std::vector<R> all(Tx& tx, const Reach& reach, std::string_view sql, const A&... own) {
  return tx.all<R>(sql, reach.region, reach.person, reach.classes, reach.since, reach.post, reach.is_guardian,
                   reach.is_restricted, own...);
}
template <class... A>
std::vector<EventRow> rows(Tx& tx, const Reach& reach, std::string_view sql, const A&... own) {
  std::vector<EventRow> out;
  for (auto& flat : all<FlatRow>(tx, reach, sql, own...))
    out.push_back(row_of(std::move(flat), reach.person));
  return out;
}

void keep_version(Tx& tx, RegionId region, CourseEventId event, std::int64_t version,
                  const CourseContent& content, bool hidden, const std::string& reason, const Author& by,
                  Time at) {
  tx.run(R"sql(
    insert into course_event_version (region_id, event_id, version, class_bit, with_guardians, body, hidden, reason, at,
                                      by_post, by_name)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
  )sql",
         region, event, version, ClassSet::of(content.info_class), content.with_guardians,
         json::to_json(content), hidden, reason, at, by.post_id, by.name);
}

}  // namespace

Reach reach_of(const access::Actor& actor, const access::Grant& grant) {
  return {actor.region_id,    grant.person_id,
          grant.classes,      grant.looks_back_to ? to_string(*grant.looks_back_to) : std::string(),
          actor.post_id,      grant.is_guardian,
          grant.is_restricted};
}

std::vector<EventRow> events(Tx& tx, const Reach& reach) {
  static constexpr std::string_view kSql =
      MUSUBI_EVENT_COLUMNS MUSUBI_EVENT_IS_READ "order by e.starts_on, e.event_id limit $8";
  return rows(tx, reach, kSql, kMostEvents);
}

std::optional<EventRow> find_event(Tx& tx, const Reach& reach, CourseEventId event) {
  static constexpr std::string_view kSql = MUSUBI_EVENT_COLUMNS MUSUBI_EVENT_IS_READ "and e.event_id = $8";
  auto found = rows(tx, reach, kSql, event);
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

std::vector<CourseVersionView> event_versions(Tx& tx, const Reach& reach, CourseEventId event) {
  using Row = std::tuple<std::int64_t, Time, std::string, std::string, bool, std::string>;
  static constexpr std::string_view kSql =
      "select v.version, v.at, v.by_name, v.body, v.hidden, v.reason"
      " from course_event e join course_event_version v on v.region_id = e.region_id and v.event_id = "
      "e.event_id"
      " where" MUSUBI_EVENT_IS_READ
      "and e.hidden_at is null and e.event_id = $8 and (v.class_bit & $3) <> 0"
      " and (not $6 or e.author_post = $5 or v.with_guardians) order by v.version desc limit 200";
  std::vector<CourseVersionView> versions;
  for (const auto& [version, at, by_name, body, hidden, reason] : all<Row>(tx, reach, kSql, event))
    versions.push_back({version, at, by_name, json::read<CourseContent>(body).value(), hidden, reason});
  return versions;
}

std::int64_t count_events(Tx& tx, RegionId region, PersonId person) {
  return tx.one<std::int64_t>("select count(*) from course_event where region_id = $1 and person_id = $2",
                              region, person);
}

std::optional<FirstEvent> first_event(Tx& tx, RegionId region, CourseEventId event) {
  return tx.first<FirstEvent>(R"sql(
    select e.person_id, e.author_post, v.body
      from course_event e
      join course_event_version v on v.region_id = e.region_id and v.event_id = e.event_id and v.version = 1
     where e.region_id = $1 and e.event_id = $2
  )sql",
                              region, event);
}

bool insert_event(Tx& tx, RegionId region, PersonId person, CourseEventId event, const CourseContent& content,
                  const Author& by, Time at) {
  const bool kept =
      tx.run(R"sql(
    insert into course_event (region_id, person_id, event_id, kind, checkup, title, body, place, starts_on, ends_on,
                              class_bit, with_guardians, author_post, author_name, author_facility, posted_at, version,
                              hidden_by_name, hidden_reason)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, 1, '', '')
    on conflict do nothing
  )sql",
             region, person, event, content.kind, content.checkup, content.title, content.body, content.place,
             content.starts_on, content.ends_on, ClassSet::of(content.info_class), content.with_guardians,
             by.post_id, by.name, by.facility_name, at) == 1;
  if (kept) keep_version(tx, region, event, 1, content, false, "", by, at);
  return kept;
}

bool update_event(Tx& tx, RegionId region, CourseEventId event, std::int64_t version,
                  const CourseContent& content, const std::string& reason, const Author& by) {
  const bool kept = tx.run(R"sql(
    update course_event set kind = $4, checkup = $5, title = $6, body = $7, place = $8, starts_on = $9, ends_on = $10,
                            class_bit = $11, with_guardians = $12, version = version + 1
     where region_id = $1 and event_id = $2 and version = $3 and hidden_at is null
  )sql",
                           region, event, version, content.kind, content.checkup, content.title, content.body,
                           content.place, content.starts_on, content.ends_on,
                           ClassSet::of(content.info_class), content.with_guardians) == 1;
  if (kept) keep_version(tx, region, event, version + 1, content, false, reason, by, tx.now());
  return kept;
}

void hide_event(Tx& tx, RegionId region, CourseEventId event, const CourseContent& content,
                std::int64_t version, const std::string& reason, const Author& by) {
  const bool hidden = tx.run(R"sql(
    update course_event set hidden_at = $4, hidden_by_name = $5, hidden_reason = $6, version = version + 1
     where region_id = $1 and event_id = $2 and version = $3 and hidden_at is null
  )sql",
                             region, event, version, tx.now(), by.name, reason) == 1;
  if (hidden) keep_version(tx, region, event, version + 1, content, true, reason, by, tx.now());
}

std::vector<std::string> recorded_checkups(Tx& tx, RegionId region, PersonId person) {
  return tx.all<std::string>(R"sql(
    select checkup from course_event
     where region_id = $1 and person_id = $2 and checkup <> '' and hidden_at is null
  )sql",
                             region, person);
}

std::vector<PlaceRow> seated_places(Tx& tx, RegionId region, PersonId person) {
  return tx.all<PlaceRow>(R"sql(
    select f.name, s.duty, s.starts_on, s.ends_on
      from seat s join facility f on f.region_id = s.region_id and f.facility_id = s.facility_id
     where s.region_id = $1 and s.person_id = $2 and s.state in ('active', 'left', 'ended')
       and (s.ends_on is null or s.ends_on >= s.starts_on)
     order by s.starts_on, f.name limit 200
  )sql",
                          region, person);
}

}  // namespace musubi::course
