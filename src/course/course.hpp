// The course of a life (あゆみ): one line from birth to adulthood with stages, schools and facilities,
// check-ups, diagnoses and big events, and the rules that need no database. Never decides who may read: that
// is access/ and course_store's reach. Rules: issue 3, "Course of life"; domain.md, stages and amendments.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "access/access.hpp"
#include "assessment/assessment_id.hpp"
#include "base/json.hpp"
#include "course/checkups.hpp"
#include "person/person.hpp"
#include "task/task.hpp"

namespace musubi::course {

using CourseEventId = Id<struct CourseEventTag>;
inline constexpr std::int64_t kMostEvents = 500;  ///< of one person

/// 健診, 診断, 入院・手術, 療育・訓練, 手帳・受給者証, 家庭のできごと, その他.
enum class CourseKind { checkup, diagnosis, hospital, therapy, certificate, family, other };
BOOST_DESCRIBE_ENUM(CourseKind, checkup, diagnosis, hospital, therapy, certificate, family, other)
enum class CheckupState { done, missing, now, future };
BOOST_DESCRIBE_ENUM(CheckupState, done, missing, now, future)
enum class CoursePlaceKind { school, facility };
BOOST_DESCRIBE_ENUM(CoursePlaceKind, school, facility)

// --- what comes in

/// What an event says; versions keep it whole.
struct CourseContent {
  CourseKind kind = CourseKind::other;
  Line<40> checkup;  ///< code of data/checkups.csv, of `checkup` only
  Line<120> title;   ///< may be empty for a check-up that has a code
  Prose<2000> body;  ///< the result in words
  Line<120> place;
  Date starts_on;
  std::optional<Date> ends_on;
  InfoClass info_class = InfoClass::health;
  bool with_guardians = true;
};
BOOST_DESCRIBE_STRUCT(CourseContent, (),
                      (kind, checkup, title, body, place, starts_on, ends_on, info_class, with_guardians))
/// What has to follow: becomes a task of the coordinators.
struct CourseFollowUp {
  task::TaskId id;
  RequiredLine<120> title;
  Date due_on;
};
BOOST_DESCRIBE_STRUCT(CourseFollowUp, (), (id, title, due_on))
struct NewCourseEvent {
  CourseEventId id;
  CourseContent content;
  std::optional<CourseFollowUp> follow_up;
};
BOOST_DESCRIBE_STRUCT(NewCourseEvent, (), (id, content, follow_up))
struct CourseEdit {
  CourseContent content;
  Line<500> reason;
};
BOOST_DESCRIBE_STRUCT(CourseEdit, (), (content, reason))
struct CourseHide {
  RequiredLine<500> reason;
};
BOOST_DESCRIBE_STRUCT(CourseHide, (), (reason))

// --- what goes out

struct CourseStage {
  person::Stage stage = person::Stage::infant;
  Date from, to;
};
BOOST_DESCRIBE_STRUCT(CourseStage, (), (stage, from, to))
struct CoursePlace {
  CoursePlaceKind kind = CoursePlaceKind::school;
  std::string name, detail;  ///< class and grade, or duty
  Date from;
  std::optional<Date> to;
};
BOOST_DESCRIBE_STRUCT(CoursePlace, (), (kind, name, detail, from, to))
struct CourseCheckup {
  std::string code, ja, en;
  CheckupBasis basis = CheckupBasis::usual;
  std::string ground_ja, ground_en;
  Date from, to;
  CheckupState state = CheckupState::future;
  std::optional<CourseEventId> event_id;
};
BOOST_DESCRIBE_STRUCT(CourseCheckup, (),
                      (code, ja, en, basis, ground_ja, ground_en, from, to, state, event_id))
struct CourseHidden {
  Time at{};
  std::string by_name, reason;
};
BOOST_DESCRIBE_STRUCT(CourseHidden, (), (at, by_name, reason))
struct CourseEventView {
  CourseEventId id;
  PersonId person_id;
  CourseContent content;
  std::string author_name, author_facility;
  Time posted_at{};
  std::int64_t version = 1;
  std::optional<CourseHidden> hidden;
  bool may_edit = false;
};
BOOST_DESCRIBE_STRUCT(CourseEventView, (),
                      (id, person_id, content, author_name, author_facility, posted_at, version, hidden,
                       may_edit))
struct CourseVersionView {
  std::int64_t version = 1;
  Time at{};
  std::string by_name;
  CourseContent content;
  bool hidden = false;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(CourseVersionView, (), (version, at, by_name, content, hidden, reason))
struct CourseEventDetail {
  CourseEventView event;
  std::vector<CourseVersionView> versions;  ///< newest first
};
BOOST_DESCRIBE_STRUCT(CourseEventDetail, (), (event, versions))
/// A test of assessment/; opens there.
struct CourseAssessment {
  AssessmentId id;
  std::string ja, en;
  Date tested_on;
};
BOOST_DESCRIBE_STRUCT(CourseAssessment, (), (id, ja, en, tested_on))
struct CourseView {
  Date birth_date, until;  ///< the line's ends
  std::vector<CourseStage> stages;
  std::vector<CoursePlace> places;
  std::vector<CourseCheckup> checkups;
  std::vector<CourseEventView> events;  ///< by their first day
  std::vector<CourseAssessment> assessments;
};
BOOST_DESCRIBE_STRUCT(CourseView, (), (birth_date, until, stages, places, checkups, events, assessments))

// --- pure rules

/// From birth to the year after high school, by age alone: the line, whatever class was attended.
std::vector<CourseStage> stages_of(const Date& birth);
/// The check-ups with the days expected, and which of them are recorded.
std::vector<CourseCheckup> checkups_of(const Date& birth, const std::vector<CourseEventView>& events,
                                       const Date& today);
/// Check-ups that are over, not recorded, and ended not long ago: tasks (issue 3, "check-ups missed").
std::vector<task::Cause> missed_checkups(const Date& birth, const std::vector<std::string>& recorded,
                                         const Date& today);
Status check_content(const CourseContent& content, const Date& birth, const Date& today);
/// What it is called: its title, or the check-up's name. Japanese.
std::string title_ja(const CourseContent& content);

}  // namespace musubi::course
