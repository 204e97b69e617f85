// The tables of the course of life: SQL and nothing else. What hands out events takes a `Reach` and so can
// only give what its actor may read. Guardians see what is shared with them and what they wrote; one under a
// protective limit only what they wrote.
#pragma once
#include "course/course.hpp"
#include "db/tx.hpp"

namespace musubi::course {

struct Reach {
  RegionId region;
  PersonId person;
  ClassSet classes;
  std::string since;  ///< the earliest day, `YYYY-MM-DD`; empty: everything
  PostId post;
  bool is_guardian = false;
  bool is_restricted = false;
};
Reach reach_of(const access::Actor& actor, const access::Grant& grant);

struct EventRow {
  CourseEventView view;
  PostId author;
};
/// By their first day.
std::vector<EventRow> events(Tx& tx, const Reach& reach);
std::optional<EventRow> find_event(Tx& tx, const Reach& reach, CourseEventId event);
std::vector<CourseVersionView> event_versions(Tx& tx, const Reach& reach, CourseEventId event);
std::int64_t count_events(Tx& tx, RegionId region, PersonId person);

struct FirstEvent {
  PersonId person_id;
  PostId author_post;
  std::string body;
};
BOOST_DESCRIBE_STRUCT(FirstEvent, (), (person_id, author_post, body))
std::optional<FirstEvent> first_event(Tx& tx, RegionId region, CourseEventId event);

struct Author {
  PostId post_id;
  std::string name, facility_name;
};
/// False if the id is taken. Keeps the first version.
bool insert_event(Tx& tx, RegionId region, PersonId person, CourseEventId event, const CourseContent& content,
                  const Author& by, Time at);
/// False if the version is no longer `version`. Keeps the new version.
bool update_event(Tx& tx, RegionId region, CourseEventId event, std::int64_t version,
                  const CourseContent& content, const std::string& reason, const Author& by);
void hide_event(Tx& tx, RegionId region, CourseEventId event, const CourseContent& content,
                std::int64_t version, const std::string& reason, const Author& by);

/// Codes of the check-ups on record, whatever their class.
std::vector<std::string> recorded_checkups(Tx& tx, RegionId region, PersonId person);
struct PlaceRow {
  std::string name, duty, starts_on;
  std::optional<std::string> ends_on;
};
BOOST_DESCRIBE_STRUCT(PlaceRow, (), (name, duty, starts_on, ends_on))
/// Facilities of the team, past ones too.
std::vector<PlaceRow> seated_places(Tx& tx, RegionId region, PersonId person);

}  // namespace musubi::course
