#include "schoolentry/schoolentry_service.hpp"

#include <algorithm>

#include "base/lost_race.hpp"
#include "course/course_service.hpp"
#include "db/change_feed.hpp"
#include "person/person_service.hpp"
#include "schoolentry/schoolentry_view.hpp"

namespace musubi::schoolentry {
namespace {

using access::Action;
using access::Grant;

constexpr std::int64_t kMostChildren = 300;
constexpr ClassSet kEducation = ClassSet::of(InfoClass::education);

access::Target target_of(SchoolEntryId entry = {}) {
  return {kEducation, "school_entry", entry.uuid};
}
store::Hand hand_of(const Actor& actor, bool is_guardian) {
  return {actor.post_id, actor.display_name, actor.facility_name, is_guardian};
}
/// Whether guardians learn of such a step when it is written; of papers, committee and decision they do not,
/// nor that there are any.
bool is_told(EntryPart part) {
  return part != EntryPart::papers && part != EntryPart::committee && part != EntryPart::decision;
}
/// Ids only, to seats of the class, and to guardians where it is theirs to see (notify/audience).
void announce(Tx& tx, RegionId region, PersonId person, SchoolEntryId entry, bool told) {
  db::NewChange change;
  change.region_id = region;
  change.person_id = person;
  change.kind = told ? "school_entry_told" : "school_entry";
  change.subject_id = entry.uuid;
  change.info_class = InfoClass::education;
  db::append_change(tx, change);
}

Result<SchoolEntryView> again(Tx& tx, const Actor& actor, const Grant& grant, SchoolEntryId entry) {
  TRY_ASSIGN(const auto known, seen(tx, actor, grant, entry));
  return view_of(tx, actor, grant, known);
}

std::unexpected<Error> not_now() {
  return fail(Code::gone, "", "いまの段階ではできません。最新の状態をご覧ください。",
              "This cannot be done at this stage. Please look at the present state.");
}

/// The papers sent, all of them the writer's to read, and those of before that are not.
Result<EntryPapers> papers_of(Tx& tx, const Actor& actor, const Grant& grant, const Known& known,
                              const EntryPapers& sent) {
  const auto readable = readable_papers(tx, actor, grant);
  const auto reads = [&](const EntryPaper& paper) { return find_paper(readable, paper) != nullptr; };
  EntryPapers papers;
  for (const auto& paper : sent.items) {
    if (!reads(paper))
      return fail(Code::invalid, "content.papers", "この資料は選べません。", "This paper cannot be chosen.");
    papers.items.items.push_back(paper);
  }
  if (known.now.content.papers)
    for (const auto& paper : known.now.content.papers->items)
      if (!reads(paper)) papers.items.items.push_back(paper);
  return papers;
}

/// あゆみ: where the child goes to school was decided.
Status mark_course(Tx& tx, const Actor& actor, PersonId person, EntryKind kind,
                   const EntryDecision& decision) {
  course::NewCourseEvent event;
  event.id = tx.new_id<course::CourseEventId>();
  event.content.title = {(board_decides(kind) ? "就学先の決定（" : "進学先の決定（") +
                         std::string(place_ja(decision.place)) + "）"};
  event.content.place = {decision.school.value};
  event.content.starts_on = decision.on;
  event.content.info_class = InfoClass::education;
  TRY(course::add_event(tx, actor, person, event));
  return {};
}

Status check_opening(Tx& tx, RegionId region, PersonId person, const NewSchoolEntry& entry) {
  if (entry.id.is_nil()) return fail(Code::invalid, "id", "IDが正しくありません。", "This is no id.");
  const auto year = school_year(tx.today());
  if (entry.for_year.value < year || year + 3 < entry.for_year.value)
    return fail(Code::invalid, "for_year", "入学する年度を確かめてください。",
                "Please check the year of entry.");
  const auto body = person::body_of(tx, region, person);
  if (!body) return not_found();
  return check_year(entry.kind, entry.for_year.value, body->birth_date);
}

}  // namespace

Result<std::vector<SchoolEntryLine>> list_entries(Tx& tx, const Actor& actor, PersonId person) {
  TRY_ASSIGN(const auto grant, access::require(tx, actor, Action::read_plans, person, target_of()));
  std::vector<SchoolEntryLine> lines;
  if (grant.is_restricted) return lines;
  for (auto& row : store::cases(tx, actor.region_id, person)) {
    const auto calendar = calendar_of(tx, actor.region_id, row.for_year).calendar;
    lines.push_back(
        line_of(known_of(tx, actor.region_id, std::move(row)), calendar, grant.is_guardian, tx.today()));
  }
  return lines;
}

Result<SchoolEntryView> read_entry(Tx& tx, const Actor& actor, PersonId person, SchoolEntryId entry) {
  TRY_ASSIGN(const auto grant, access::require(tx, actor, Action::read_plans, person, target_of(entry)));
  return again(tx, actor, grant, entry);
}

Result<SchoolEntryView> open_entry(Tx& tx, const Actor& actor, PersonId person, const NewSchoolEntry& entry) {
  const bool guardian = actor.kind == access::PostKind::guardian;
  TRY_ASSIGN(const auto grant,
             access::require(tx, actor, action_of(EntryPart::wishes, guardian), person, target_of(entry.id)));
  if (grant.is_restricted) return not_found();
  TRY(check_opening(tx, actor.region_id, person, entry));
  if (guardian && !entry.wishes)
    return fail(Code::invalid, "wishes", "ご意向を入れてください。", "Please say what you wish.");
  if (const auto first = store::find_case(tx, actor.region_id, entry.id)) {
    const bool same = first->person_id == person && first->by_post == actor.post_id &&
                      first->kind == entry.kind && first->for_year == entry.for_year.value;
    if (same) return again(tx, actor, grant, entry.id);
    return fail(Code::duplicate, "id", "同じIDの別の就学相談がすでにあります。登録していません。",
                "Another case with this id exists already. Nothing was kept.");
  }
  const auto known = store::cases(tx, actor.region_id, person);
  if (static_cast<std::int64_t>(known.size()) >= kMostCases)
    return fail(Code::too_large, "", "就学相談が多すぎます。", "There are too many cases.");
  for (const auto& row : known)
    if (row.kind == entry.kind && row.for_year == entry.for_year.value &&
        known_of(tx, actor.region_id, row).now.open)
      return fail(Code::duplicate, "for_year", "この年度の就学相談はもう始まっています。",
                  "A case of this year is open already.");
  const auto by = hand_of(actor, guardian);
  if (!store::insert_case(tx, actor.region_id,
                          {entry.id, person, entry.kind, entry.for_year.value, guardian, tx.now(),
                           actor.post_id, actor.display_name, actor.facility_name}))
    return fail(Code::duplicate, "id");
  if (entry.wishes) {
    EntryContent content;
    content.wishes = entry.wishes;
    store::insert_step(tx, actor.region_id, entry.id, {1, EntryPart::wishes, content}, "", by, tx.now());
  }
  announce(tx, actor.region_id, person, entry.id, true);
  return again(tx, actor, grant, entry.id);
}

Result<SchoolEntryView> write_step(Tx& tx, const Actor& actor, PersonId person, SchoolEntryId entry,
                                   EntryPart part, std::int64_t version, const EntryWrite& write) {
  const bool guardian = actor.kind == access::PostKind::guardian;
  TRY_ASSIGN(const auto grant,
             access::require(tx, actor, action_of(part, guardian), person, target_of(entry)));
  TRY_ASSIGN(const auto known, seen(tx, actor, grant, entry));
  TRY(check_content(part, write.content, tx.today()));
  EntryStep step{version + 1, part, write.content};
  if (part == EntryPart::papers) {
    TRY_ASSIGN(step.content.papers, papers_of(tx, actor, grant, known, *write.content.papers));
  }
  if (known.version() == version + 1 && known.steps.back().part == part &&
      json::to_json(known.steps.back().content) == json::to_json(step.content))
    return view_of(tx, actor, grant, known);  // the same once more
  if (known.version() != version) return lost_race(view_of(tx, actor, grant, known));
  if (!may_follow(known.now, part)) return not_now();
  if (known.version() >= kMostSteps)
    return fail(Code::too_large, "", "記録が多すぎます。", "There are too many steps.");
  if (amends(known.now, part) && write.reason.empty())
    return fail(Code::invalid, "reason", "理由を入れてください。", "Please say why.");
  if (part == EntryPart::confirmed && !is_the_school(known, actor))
    return fail(Code::forbidden, "", "確かめるのは、決まった学校の方です。",
                "This is for the school that was decided on.");
  if (part == EntryPart::answer && !guardian && write.content.answer->words.empty())
    return fail(Code::invalid, "content.answer.words", "だれが、いつ、どのように答えたかを入れてください。",
                "Say who answered, when and how.");
  if (!store::insert_step(tx, actor.region_id, entry, step, write.reason, hand_of(actor, guardian), tx.now()))
    return lost_race(view_of(tx, actor, grant, known));
  if (part == EntryPart::settled && known.now.content.decision)
    TRY(mark_course(tx, actor, person, known.row.kind, *known.now.content.decision));
  announce(tx, actor.region_id, person, entry, is_told(part));
  return again(tx, actor, grant, entry);
}

Result<EntryBoard> read_board(Tx& tx, const Actor& actor, const EntryBoardQuery& query) {
  access::mark_own_list(tx, actor);
  EntryBoard board;
  board.year = std::clamp<std::int64_t>(query.year.value_or(school_year(tx.today()) + 1), 2000, 2200);
  board.calendar = calendar_of(tx, actor.region_id, board.year);
  if (actor.kind != access::PostKind::professional) return board;
  for (const auto& child : store::children_of(tx, actor, tx.today(), board.year, kMostChildren)) {
    if (!access::look(tx, actor, Action::read_plans, child.person_id, target_of())) continue;
    EntryBoardRow row{child.person_id, child.name, age_on(child.birth_date, tx.today()).years, {}};
    bool any = false;
    for (auto& one : store::cases(tx, actor.region_id, child.person_id)) {
      if (one.for_year != board.year) continue;
      any = true;
      row.line =
          line_of(known_of(tx, actor.region_id, std::move(one)), board.calendar.calendar, false, tx.today());
      board.rows.push_back(row);
    }
    if (!any) board.rows.push_back(row);
  }
  std::ranges::stable_sort(board.rows, {}, [](const EntryBoardRow& row) {
    const bool open =
        row.line && row.line->stage != EntryStage::settled && row.line->stage != EntryStage::withdrawn;
    const bool overdue = open && row.line->overdue;
    return std::tuple(!overdue, !open, row.line && row.line->due_on ? to_string(*row.line->due_on) : "");
  });
  return board;
}

Result<CalendarView> read_calendar(Tx& tx, const Actor& actor, std::int64_t year) {
  TRY(access::require_duty(tx, actor, access::Duty::operate_region, {}, {{}, "school_entry_calendar", {}}));
  if (year < 2000 || 2200 < year) return not_found();
  auto view = calendar_of(tx, actor.region_id, year);
  for (const auto& row : store::calendars(tx, actor.region_id, year, 100))
    view.versions.push_back({row.version, row.at, row.by_name, row.reason});
  return view;
}

Result<CalendarView> change_calendar(Tx& tx, const Actor& actor, std::int64_t year, std::int64_t version,
                                     const CalendarEdit& edit) {
  TRY_ASSIGN(const auto now, read_calendar(tx, actor, year));
  TRY(check_calendar(edit.calendar, static_cast<int>(year)));
  const bool same = !now.is_default && json::to_json(now.calendar) == json::to_json(edit.calendar);
  if (same && (now.version == version || now.version == version + 1)) return now;
  if (now.version != version ||
      !store::insert_calendar(tx, actor.region_id, year, version + 1, edit, hand_of(actor, false)))
    return lost_race(now);
  // What is due moved: tasks and open pages of these cases are looked at again at once.
  for (const auto& row : store::cases_of_year(tx, actor.region_id, year))
    announce(tx, actor.region_id, row.person_id, row.id, true);
  return read_calendar(tx, actor, year);
}

std::vector<EntryArrangement> confirmed_arrangements(Tx& tx, RegionId region, PersonId person) {
  for (auto& row : store::cases(tx, region, person)) {
    const auto known = known_of(tx, region, std::move(row));
    if (known.now.confirmed && known.now.content.arrangements)
      return known.now.content.arrangements->items.items;
  }
  return {};
}

std::vector<task::Cause> causes(Tx& tx, RegionId region, PersonId person, const Date& /*birth*/) {
  std::vector<task::Cause> all;
  for (auto& row : store::cases(tx, region, person)) {
    const auto year = row.for_year;
    const auto known = known_of(tx, region, std::move(row));
    const auto calendar = calendar_of(tx, region, year).calendar;
    for (auto& cause : entry_causes(known.row.id, known.now, calendar, tx.today()))
      all.push_back(std::move(cause));
  }
  return all;
}

bool keep_entry(Tx& tx, RegionId region, const BulkSchoolEntry& bulk) {
  std::vector<EntryStep> steps;
  for (const auto& one : bulk.steps) {
    if (!may_follow(standing_of(bulk.entry.kind, steps), one.part)) return false;
    steps.push_back({static_cast<std::int64_t>(steps.size()) + 1, one.part, one.content});
  }
  if (steps.empty()) return false;
  const auto& first = bulk.steps.front();
  if (!store::insert_case(tx, region,
                          {bulk.entry.id, bulk.person_id, bulk.entry.kind, bulk.entry.for_year.value,
                           first.by_guardian, first.at, first.post_id, first.name, first.facility_name}))
    return false;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const auto& one = bulk.steps[i];
    store::insert_step(tx, region, bulk.entry.id, steps[i], one.reason,
                       {one.post_id, one.name, one.facility_name, one.by_guardian}, one.at);
  }
  return true;
}

}  // namespace musubi::schoolentry
