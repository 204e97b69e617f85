// The use cases of the course of life: one synchronous function each over a Tx, the guard first. The event's
// author, leads and coordinators change it. Places are left out where they could lead a limited guardian to
// the family, and in an emergency look (docs/decisions/013).
#pragma once
#include "access/imprint.hpp"
#include "course/course.hpp"
#include "db/tx.hpp"

namespace musubi::course {

using access::Actor;

Result<CourseView> read_course(Tx& tx, const Actor& actor, PersonId person);
/// With every state it had.
Result<CourseEventDetail> read_event(Tx& tx, const Actor& actor, PersonId person, CourseEventId event);
/// Idempotent by the id; what has to follow becomes a task, all or none.
Result<CourseEventView> add_event(Tx& tx, const Actor& actor, PersonId person, const NewCourseEvent& event);
/// `conflict` with the present state once the version has moved on.
Result<CourseEventView> edit_event(Tx& tx, const Actor& actor, PersonId person, CourseEventId event,
                                   std::int64_t version, const CourseEdit& edit);
/// Who, when and why stay.
Result<CourseEventView> hide_event(Tx& tx, const Actor& actor, PersonId person, CourseEventId event,
                                   const CourseHide& hide);

/// What the sheet prints; the look is recorded as an export.
struct CourseSheet {
  std::string name;
  CourseView view;
  Date today;
  access::Imprint printed;
};
Result<CourseSheet> gather_course_sheet(Tx& tx, const Actor& actor, PersonId person);
/// One A4 page, landscape; it says how many places it has no room for. Pure.
std::string draw_course_sheet(const CourseSheet& sheet);
/// Places side by side beyond what the page can hold.
std::size_t places_left_out(const CourseSheet& sheet);

// --- for other rooms and generated data

/// A check-up on record, as far as the grant reaches.
struct CheckupMark {
  CourseEventId id;
  std::string ja, en;
  Date on;
  std::string words;  ///< the result
};
/// Oldest first; without a guard. What was taken back is left out.
std::vector<CheckupMark> checkup_marks(Tx& tx, const Actor& actor, const access::Grant& grant);

/// What asks for tasks: check-ups that are over and not on record.
std::vector<task::Cause> causes(Tx& tx, RegionId region, PersonId person, const Date& birth);
/// An event without a guard.
bool keep_event(Tx& tx, RegionId region, PersonId person, CourseEventId event, const CourseContent& content,
                PostId by, const std::string& by_name, const std::string& facility_name, Time at);

}  // namespace musubi::course
