// School entry (就学相談): how a child and a school find each other, step by step — wishes, papers, visits,
// the committee, the decision, the notice, the family's answer, asking again, arrangements at school
// (合理的配慮) — and the rules that need no database. Never decides who may see a case: that is access/.
// Rules: issue 3, "School entry"; data/school_entry.source.md; docs/decisions/023.
#pragma once
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "access/access.hpp"
#include "base/json.hpp"
#include "schoolentry/calendar.hpp"
#include "task/task.hpp"

namespace musubi::schoolentry {

using SchoolEntryId = Id<struct SchoolEntryTag>;
/// A document, an assessment or a check-up, as the kind of the paper says.
using EntryPaperId = Id<struct EntryPaperTag>;

inline constexpr std::int64_t kMostCases = 40;   ///< of one person
inline constexpr std::int64_t kMostSteps = 400;  ///< of one case

/// 小学校への就学, 中学校への進学, 学びの場の変更, 高等部・高等学校への進学.
enum class EntryKind { primary, junior_high, change, upper_secondary };
BOOST_DESCRIBE_ENUM(EntryKind, primary, junior_high, change, upper_secondary)
/// Whether the board of education decides on the school and tells it in time (学校教育法施行令5条). Nobody is
/// obliged to go to upper secondary school: one applies, and the school selects
/// (data/school_entry.source.md).
constexpr bool board_decides(EntryKind kind) {
  return kind != EntryKind::upper_secondary;
}
/// 通常の学級, 通級による指導, 特別支援学級, 特別支援学校.
enum class LearningPlace { regular, resource, special_class, special_school };
BOOST_DESCRIBE_ENUM(LearningPlace, regular, resource, special_class, special_school)

/// What a step is about; those with content are named as the member of EntryContent that holds it.
enum class EntryPart {
  wishes,        ///< 本人・保護者の意向
  papers,        ///< 資料
  visits,        ///< 見学・観察・検査
  committee,     ///< 教育支援委員会の意見
  decision,      ///< 教育委員会の決定
  notice,        ///< 保護者への通知
  answer,        ///< 保護者の返事; not agreeing asks again
  arrangements,  ///< 合理的配慮
  confirmed,     ///< the school confirms the arrangements
  settled,       ///< the case is closed as decided
  withdrawn,     ///< the case is closed without a decision
  reopened       ///< taken up again, with a reason: a new round
};
BOOST_DESCRIBE_ENUM(EntryPart, wishes, papers, visits, committee, decision, notice, answer, arrangements,
                    confirmed, settled, withdrawn, reopened)
/// What the case waits for.
enum class EntryStage { wishes, committee, decision, notice, answer, arrangements, settled, withdrawn };
BOOST_DESCRIBE_ENUM(EntryStage, wishes, committee, decision, notice, answer, arrangements, settled, withdrawn)

// --- what a step says

struct EntryWishes {
  Prose<2000> child;  ///< in the child's own words or ways
  RequiredProse<2000> guardian;
  List<LearningPlace, 4> hopes;
  Prose<2000> asks;  ///< what the school is asked to arrange
};
BOOST_DESCRIBE_STRUCT(EntryWishes, (), (child, guardian, hopes, asks))
enum class EntryPaperKind { document, assessment, checkup };
BOOST_DESCRIBE_ENUM(EntryPaperKind, document, assessment, checkup)
/// Only where it is: what it is called is asked of its own room, with the reader's own eyes.
struct EntryPaper {
  EntryPaperKind kind = EntryPaperKind::document;
  EntryPaperId id;
  bool operator==(const EntryPaper&) const = default;
};
BOOST_DESCRIBE_STRUCT(EntryPaper, (), (kind, id))
struct EntryPapers {
  List<EntryPaper, 40> items;
};
BOOST_DESCRIBE_STRUCT(EntryPapers, (), (items))
struct EntryVisit {
  Date on;
  RequiredLine<120> place;
  Prose<2000> note;  ///< the team's own
};
BOOST_DESCRIBE_STRUCT(EntryVisit, (), (on, place, note))
struct EntryVisits {
  List<EntryVisit, 20> items;
};
BOOST_DESCRIBE_STRUCT(EntryVisits, (), (items))
struct EntryCommittee {
  Date on;
  List<LearningPlace, 4> considered;
  LearningPlace opinion = LearningPlace::regular;
  RequiredProse<4000> reasons;
  Prose<2000> inside;  ///< never for guardians
};
BOOST_DESCRIBE_STRUCT(EntryCommittee, (), (on, considered, opinion, reasons, inside))
struct EntryDecision {
  Date on;
  LearningPlace place = LearningPlace::regular;
  std::optional<FacilityId> facility_id;  ///< none: a school outside, named below
  RequiredLine<120> school;
  RequiredProse<4000> reasons;
  RequiredProse<2000> heard;  ///< what guardians and experts said (学校教育法施行令18条の2)
};
BOOST_DESCRIBE_STRUCT(EntryDecision, (), (on, place, facility_id, school, reasons, heard))
/// 面談, 郵送, この画面.
enum class NoticeHow { in_person, post, screen };
BOOST_DESCRIBE_ENUM(NoticeHow, in_person, post, screen)
struct EntryNotice {
  Date on;
  NoticeHow how = NoticeHow::in_person;
  Prose<2000> words;
};
BOOST_DESCRIBE_STRUCT(EntryNotice, (), (on, how, words))
struct EntryAnswer {
  bool agree = false;
  Prose<2000> words;  ///< why it should be looked at again; on paper: who answered, when and how
};
BOOST_DESCRIBE_STRUCT(EntryAnswer, (), (agree, words))
struct EntryArrangement {
  RequiredLine<40> viewpoint;  ///< code of data/arrangement_viewpoints.csv
  RequiredProse<1000> what;
  Line<120> who;
  std::optional<Date> from, review_on;
};
BOOST_DESCRIBE_STRUCT(EntryArrangement, (), (viewpoint, what, who, from, review_on))
struct EntryArrangements {
  List<EntryArrangement, 40> items;
};
BOOST_DESCRIBE_STRUCT(EntryArrangements, (), (items))

/// One part: just the member of its name is there; none for a part without content.
struct EntryContent {
  std::optional<EntryWishes> wishes;
  std::optional<EntryPapers> papers;
  std::optional<EntryVisits> visits;
  std::optional<EntryCommittee> committee;
  std::optional<EntryDecision> decision;
  std::optional<EntryNotice> notice;
  std::optional<EntryAnswer> answer;
  std::optional<EntryArrangements> arrangements;
};
BOOST_DESCRIBE_STRUCT(EntryContent, (),
                      (wishes, papers, visits, committee, decision, notice, answer, arrangements))

// --- what comes in

struct NewSchoolEntry {
  SchoolEntryId id;
  EntryKind kind = EntryKind::primary;
  Whole<2000, 2200> for_year;         ///< the April
  std::optional<EntryWishes> wishes;  ///< a guardian who asks says so at once
};
BOOST_DESCRIBE_STRUCT(NewSchoolEntry, (), (id, kind, for_year, wishes))
struct EntryWrite {
  EntryContent content;
  Line<500> reason;  ///< required where it amends, withdraws or reopens
};
BOOST_DESCRIBE_STRUCT(EntryWrite, (), (content, reason))
struct EntryBoardQuery {
  std::optional<std::int64_t> year;  ///< none: the coming April's
};
BOOST_DESCRIBE_STRUCT(EntryBoardQuery, (), (year))

// --- what goes out

/// A line of data/arrangement_viewpoints.csv.
struct Viewpoint {
  std::string code, group_ja, group_en, ja, en;
};
BOOST_DESCRIBE_STRUCT(Viewpoint, (), (code, group_ja, group_en, ja, en))
const std::vector<Viewpoint>& viewpoints();
const Viewpoint* find_viewpoint(std::string_view code);

/// One step as it was written; its content is not there where the reader may not see it.
struct EntryStepView {
  std::int64_t number = 1, round = 1;
  EntryPart part = EntryPart::wishes;
  EntryContent content;
  std::string reason;
  Time at{};
  std::string by_name, by_facility;
  bool by_guardian = false, amended = false;  ///< amended: another one has taken its place
};
BOOST_DESCRIBE_STRUCT(EntryStepView, (),
                      (number, round, part, content, reason, at, by_name, by_facility, by_guardian, amended))
struct EntryPaperView {
  EntryPaper paper;
  std::string title, title_en;
  Date on;
};
BOOST_DESCRIBE_STRUCT(EntryPaperView, (), (paper, title, title_en, on))
struct SchoolEntryLine {
  SchoolEntryId id;
  PersonId person_id;
  EntryKind kind = EntryKind::primary;
  std::int64_t for_year = 0;
  EntryStage stage = EntryStage::wishes;
  std::int64_t round = 1;
  bool asked_by_guardian = false, confirmed = false;
  std::optional<LearningPlace> place;  ///< as decided, for whom it was notified or the team
  std::string school;
  std::optional<Date> due_on;  ///< by the calendar, of what it waits for
  bool overdue = false;
  std::int64_t version = 0;  ///< the number of its last step
};
BOOST_DESCRIBE_STRUCT(SchoolEntryLine, (),
                      (id, person_id, kind, for_year, stage, round, asked_by_guardian, confirmed, place,
                       school, due_on, overdue, version))
struct SchoolEntryView {
  SchoolEntryLine line;
  std::string opened_by, opened_facility;
  Time opened_at{};
  std::vector<EntryStepView> steps;     ///< oldest first
  std::vector<EntryPaperView> papers;   ///< those the reader may read
  std::int64_t unseen_papers = 0;       ///< for the team
  std::vector<EntryPaperView> choices;  ///< what a writer can lay before the committee
  std::vector<EntryPart> may;           ///< what the reader can write now
  std::vector<Viewpoint> viewpoints;
  CalendarView calendar;
};
BOOST_DESCRIBE_STRUCT(SchoolEntryView, (),
                      (line, opened_by, opened_facility, opened_at, steps, papers, unseen_papers, choices,
                       may, viewpoints, calendar))
/// A child of the coming year: with its case, or without one yet.
struct EntryBoardRow {
  PersonId person_id;
  std::string name;
  int age_years = 0;
  std::optional<SchoolEntryLine> line;
};
BOOST_DESCRIBE_STRUCT(EntryBoardRow, (), (person_id, name, age_years, line))
struct EntryBoard {
  std::int64_t year = 0;
  std::vector<EntryBoardRow> rows;  ///< overdue first, then by the day due
  CalendarView calendar;
};
BOOST_DESCRIBE_STRUCT(EntryBoard, (), (year, rows, calendar))

// --- pure rules

struct EntryStep {
  std::int64_t number = 1;
  EntryPart part = EntryPart::wishes;
  EntryContent content;
};
/// What the steps add up to.
struct Standing {
  EntryKind kind = EntryKind::primary;
  EntryStage stage = EntryStage::wishes;
  std::int64_t round = 1;
  bool open = true, agreed = false, confirmed = false;
  std::map<EntryPart, std::int64_t>
      present;  ///< the number of what is in force; committee to answer: of this round
  std::map<std::int64_t, std::int64_t> rounds;  ///< step → its round
  EntryContent content;                         ///< in force
  [[nodiscard]] bool has(EntryPart part) const { return present.contains(part); }
};
Standing standing_of(EntryKind kind, std::span<const EntryStep> steps);
/// Whether the order of steps allows this one now.
bool may_follow(const Standing& now, EntryPart part);
/// Whether it takes the place of an earlier one, so that a reason is needed.
bool amends(const Standing& now, EntryPart part);
/// Just its own member is there; dates, codes, what must be said.
Status check_content(EntryPart part, const EntryContent& content, const Date& today);
/// A guardian does not see the committee and the decision before the notice, the team's own notes never.
/// `notified`: the rounds whose notice was given.
EntryContent for_guardian(const EntryContent& content, EntryPart part, bool notified);
/// What the stage has to be done by. None where the calendar keeps no such day, or where it is not the
/// board's to keep.
std::optional<Date> due_of(EntryKind kind, EntryStage stage, const Calendar& calendar);
/// The day due and the arrangements to be looked at again, as tasks.
std::vector<task::Cause> entry_causes(SchoolEntryId id, const Standing& now, const Calendar& calendar,
                                      const Date& today);
/// The first April a case of this kind can be for, by the birth date alone (学校教育法17条;
/// data/school_entry.source.md). Any later one can be too: putting it off (就学猶予, 18条) moves what
/// follows.
int earliest_april(EntryKind kind, const Date& birth);
/// `invalid` on `for_year`, saying from when on, where the year comes too early for the child.
Status check_year(EntryKind kind, std::int64_t for_year, const Date& birth);
/// Japanese.
std::string_view place_ja(LearningPlace place);
/// Calls `f(part, member)` for each part with content.
template <class C, class F>
void each_part(C& content, F&& f) {
  boost::mp11::mp_for_each<boost::describe::describe_members<EntryContent, boost::describe::mod_public>>(
      [&](auto d) { f(json::enum_value<EntryPart>(d.name).value(), content.*d.pointer); });
}

}  // namespace musubi::schoolentry
