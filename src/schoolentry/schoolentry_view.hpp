// How a case is put together for one reader. Internal to this room.
#pragma once
#include "schoolentry/schoolentry_service.hpp"
#include "schoolentry/schoolentry_store.hpp"

namespace musubi::schoolentry {

/// A case with what its steps add up to.
struct Known {
  store::CaseRow row;
  std::vector<store::StepRow> rows;
  std::vector<EntryStep> steps;
  Standing now;
  [[nodiscard]] std::int64_t version() const { return static_cast<std::int64_t>(rows.size()); }
};
Known known_of(Tx& tx, RegionId region, store::CaseRow row);
/// A case under a grant; `not_found` where it is another's, or the reader is under a protective limit.
Result<Known> seen(Tx& tx, const Actor& actor, const access::Grant& grant, SchoolEntryId entry);
CalendarView calendar_of(Tx& tx, RegionId region, std::int64_t year);
SchoolEntryLine line_of(const Known& known, const Calendar& calendar, bool is_guardian, const Date& today);
SchoolEntryView view_of(Tx& tx, const Actor& actor, const access::Grant& grant, const Known& known);
/// A paper that the reader may read, with what it says in words, where it does in a few.
struct ReadablePaper {
  EntryPaperView view;
  std::string words;
};
std::vector<ReadablePaper> readable_papers(Tx& tx, const Actor& actor, const access::Grant& grant);
/// Null where it is not among them.
const ReadablePaper* find_paper(const std::vector<ReadablePaper>& papers, const EntryPaper& wanted);
/// What somebody needs to write this part.
access::Action action_of(EntryPart part, bool is_guardian);
/// Whether the arrangements are this actor's to confirm: the school that was decided on, if it is in the
/// region.
bool is_the_school(const Known& known, const Actor& actor);

}  // namespace musubi::schoolentry
