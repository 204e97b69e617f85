#include "schoolentry/schoolentry_view.hpp"

#include <algorithm>
#include <set>

#include "assessment/assessment_service.hpp"
#include "course/course_service.hpp"
#include "document/document_marks.hpp"

namespace musubi::schoolentry {
namespace {

using access::Action;

std::set<std::int64_t> notified_rounds(const Known& known) {
  std::set<std::int64_t> rounds;
  for (const auto& step : known.steps)
    if (step.part == EntryPart::notice) rounds.insert(known.now.rounds.at(step.number));
  return rounds;
}

/// The number of the last step of this part in this round, or at all where rounds do not count.
bool is_amended(const Known& known, const EntryStep& step) {
  return std::ranges::any_of(known.steps, [&](const auto& other) {
    const bool same_round = known.now.rounds.at(other.number) == known.now.rounds.at(step.number);
    const bool always = step.part == EntryPart::wishes || step.part == EntryPart::papers ||
                        step.part == EntryPart::visits || step.part == EntryPart::arrangements;
    return other.part == step.part && other.number > step.number && (same_round || always);
  });
}

std::vector<EntryStepView> steps_for(const Known& known, bool is_guardian,
                                     const std::vector<ReadablePaper>& readable) {
  const auto notified = notified_rounds(known);
  std::vector<EntryStepView> views;
  for (std::size_t i = 0; i < known.steps.size(); ++i) {
    const auto& step = known.steps[i];
    const auto& row = known.rows[i];
    const auto round = known.now.rounds.at(step.number);
    const bool told = notified.contains(round);
    const bool hidden = step.part == EntryPart::committee || step.part == EntryPart::decision;
    if (is_guardian && ((hidden && !told) || step.part == EntryPart::papers)) continue;
    EntryStepView view{step.number, round,       step.part,       step.content,    row.reason,
                       row.at,      row.by_name, row.by_facility, row.by_guardian, is_amended(known, step)};
    if (is_guardian) view.content = for_guardian(step.content, step.part, told);
    if (view.content.papers)
      std::erase_if(view.content.papers->items.items,
                    [&](const EntryPaper& paper) { return find_paper(readable, paper) == nullptr; });
    views.push_back(std::move(view));
  }
  return views;
}

std::vector<EntryPart> may_of(Tx& tx, const Actor& actor, const access::Grant& grant, const Known& known) {
  const auto allowed = access::allowed_actions(actor, access::gather(tx, actor, grant.person_id));
  std::vector<EntryPart> may;
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<EntryPart>>([&](auto d) {
    const EntryPart part = d.value;
    if (!may_follow(known.now, part)) return;
    if (part == EntryPart::confirmed && !is_the_school(known, actor)) return;
    const auto action = action_of(part, grant.is_guardian);
    if (std::ranges::find(allowed, action) != allowed.end()) may.push_back(part);
  });
  return may;
}

}  // namespace

Known known_of(Tx& tx, RegionId region, store::CaseRow row) {
  Known known;
  known.rows = store::steps(tx, region, row.id);
  for (const auto& step : known.rows)
    known.steps.push_back({step.number, step.part, json::read<EntryContent>(step.body).value()});
  known.row = std::move(row);
  known.now = standing_of(known.row.kind, known.steps);
  return known;
}

Result<Known> seen(Tx& tx, const Actor& actor, const access::Grant& grant, SchoolEntryId entry) {
  if (grant.is_restricted) return not_found();
  auto row = store::find_case(tx, actor.region_id, entry);
  if (!row || row->person_id != grant.person_id) return not_found();
  return known_of(tx, actor.region_id, *std::move(row));
}

CalendarView calendar_of(Tx& tx, RegionId region, std::int64_t year) {
  CalendarView view;
  view.school_year = year;
  view.grounds = grounds_of(static_cast<int>(year));
  const auto rows = store::calendars(tx, region, year, 1);
  view.is_default = rows.empty();
  view.calendar = rows.empty() ? default_calendar(static_cast<int>(year))
                               : json::read<Calendar>(rows.front().body).value();
  view.version = rows.empty() ? 0 : rows.front().version;
  return view;
}

SchoolEntryLine line_of(const Known& known, const Calendar& calendar, bool is_guardian, const Date& today) {
  const auto& now = known.now;
  SchoolEntryLine line;
  line.id = known.row.id;
  line.person_id = known.row.person_id;
  line.kind = known.row.kind;
  line.for_year = known.row.for_year;
  line.stage = now.stage;
  line.round = now.round;
  line.asked_by_guardian = known.row.asked_by_guardian;
  line.confirmed = now.confirmed;
  line.version = known.version();
  const bool told = now.has(EntryPart::notice);
  if (now.content.decision && (!is_guardian || told)) {
    line.place = now.content.decision->place;
    line.school = now.content.decision->school.value;
  }
  // What the committee and the board are about is not told before the notice.
  if (is_guardian && (line.stage == EntryStage::decision || line.stage == EntryStage::notice))
    line.stage = EntryStage::committee;
  line.due_on = due_of(line.kind, line.stage, calendar);
  line.overdue = now.open && line.due_on && *line.due_on < today;
  return line;
}

std::vector<ReadablePaper> readable_papers(Tx& tx, const Actor& actor, const access::Grant& grant) {
  std::vector<ReadablePaper> papers;
  const auto add = [&](EntryPaperKind kind, const Uuid& id, std::string ja, std::string en, const Date& on,
                       std::string words) {
    papers.push_back({{{kind, EntryPaperId{id}}, std::move(ja), std::move(en), on}, std::move(words)});
  };
  for (auto& mark : document::document_marks(tx, actor, grant))
    add(EntryPaperKind::document, mark.id.uuid, mark.title, mark.title, mark.on, "");
  for (auto& mark : assessment::assessment_marks(tx, actor, grant))
    add(EntryPaperKind::assessment, mark.id.uuid, mark.ja, mark.en, mark.tested_on, mark.for_teachers);
  for (auto& mark : course::checkup_marks(tx, actor, grant))
    add(EntryPaperKind::checkup, mark.id.uuid, mark.ja, mark.en, mark.on, mark.words);
  return papers;
}
const ReadablePaper* find_paper(const std::vector<ReadablePaper>& papers, const EntryPaper& wanted) {
  const auto at = std::ranges::find_if(papers, [&](const auto& one) { return one.view.paper == wanted; });
  return at == papers.end() ? nullptr : &*at;
}

access::Action action_of(EntryPart part, bool is_guardian) {
  switch (part) {
    case EntryPart::wishes:
      return is_guardian ? Action::post : Action::draft_document;
    case EntryPart::papers:
    case EntryPart::visits:
    case EntryPart::arrangements:
    case EntryPart::confirmed:
      return Action::draft_document;
    case EntryPart::answer:
      return Action::agree_document;
    default:
      return Action::approve_document;
  }
}

bool is_the_school(const Known& known, const Actor& actor) {
  const auto& decision = known.now.content.decision;
  return decision && (!decision->facility_id || decision->facility_id == actor.facility_id);
}

SchoolEntryView view_of(Tx& tx, const Actor& actor, const access::Grant& grant, const Known& known) {
  SchoolEntryView view;
  view.calendar = calendar_of(tx, actor.region_id, known.row.for_year);
  view.line = line_of(known, view.calendar.calendar, grant.is_guardian, tx.today());
  view.opened_by = known.row.by_name;
  view.opened_facility = known.row.by_facility;
  view.opened_at = known.row.opened_at;
  const auto readable = readable_papers(tx, actor, grant);
  view.steps = steps_for(known, grant.is_guardian, readable);
  if (known.now.content.papers)
    for (const auto& paper : known.now.content.papers->items) {
      if (const auto* known_paper = find_paper(readable, paper))
        view.papers.push_back(known_paper->view);
      else if (!grant.is_guardian)
        ++view.unseen_papers;
    }
  view.may = may_of(tx, actor, grant, known);
  if (std::ranges::find(view.may, EntryPart::papers) != view.may.end())
    for (const auto& paper : readable) view.choices.push_back(paper.view);
  view.viewpoints = viewpoints();
  return view;
}

}  // namespace musubi::schoolentry
