// The use cases of school entry: one synchronous function each over a Tx, the guard first. Everything is of
// class education. Whoever plans writes wishes, papers, visits and arrangements; leads the committee's
// opinion, the decision and the notice; guardians their wishes and, with custody, the answer. A guardian
// under a protective limit is shown nothing: a school leads to the family.
#pragma once
#include "access/imprint.hpp"
#include "db/tx.hpp"
#include "schoolentry/arrangements.hpp"
#include "schoolentry/schoolentry.hpp"

namespace musubi::schoolentry {

using access::Actor;

/// The newest first.
Result<std::vector<SchoolEntryLine>> list_entries(Tx& tx, const Actor& actor, PersonId person);
Result<SchoolEntryView> read_entry(Tx& tx, const Actor& actor, PersonId person, SchoolEntryId entry);
/// By whoever plans, or asked for by a guardian, with their wishes. Idempotent by the id.
Result<SchoolEntryView> open_entry(Tx& tx, const Actor& actor, PersonId person, const NewSchoolEntry& entry);
/// The next step, or an earlier one anew with a reason. `conflict` with the present state once the version
/// (the number of the last step) has moved on, `gone` where the order does not allow it.
Result<SchoolEntryView> write_step(Tx& tx, const Actor& actor, PersonId person, SchoolEntryId entry,
                                   EntryPart part, std::int64_t version, const EntryWrite& write);

/// A paper of the case that the printing reader may read.
struct EntrySheetPaper {
  std::string title, words;  ///< words: the result of a check-up, the summary of a test for teachers
  Date on;
};
/// What the committee gets on paper: what whoever prints may see. The committee's own notes are never on it.
struct EntrySheet {
  std::string region_name, name, kana, grade, school;
  Date birth_date;
  int age_years = 0;
  SchoolEntryView view;
  std::vector<EntrySheetPaper> papers;
  access::Imprint printed;
};
/// Recorded as an export of all that the reader sees; leads and coordinators.
Result<EntrySheet> gather_entry_sheet(Tx& tx, const Actor& actor, PersonId person, SchoolEntryId entry);
/// What stands on it under each head, in Japanese. Pure.
struct EntrySheetPart {
  std::string title;
  std::vector<std::pair<std::string, std::string>> rows;
};
std::vector<EntrySheetPart> parts_of(const EntrySheet& sheet);
/// 就学相談資料 on A4; every page says whose, who printed it and when. Pure.
std::string draw_entry_sheet(const EntrySheet& sheet);

/// Children of the year among the actor's own people, each decided as a single look; none for guardians.
Result<EntryBoard> read_board(Tx& tx, const Actor& actor, const EntryBoardQuery& query);

// --- the region's dates: operators

Result<CalendarView> read_calendar(Tx& tx, const Actor& actor, std::int64_t year);
Result<CalendarView> change_calendar(Tx& tx, const Actor& actor, std::int64_t year, std::int64_t version,
                                     const CalendarEdit& edit);

// --- for other rooms and generated data

/// What asks for tasks: what a case waits for by the calendar, and arrangements to be looked at again.
std::vector<task::Cause> causes(Tx& tx, RegionId region, PersonId person, const Date& birth);

struct BulkStep {
  EntryPart part = EntryPart::wishes;
  EntryContent content;
  std::string reason;
  Time at{};
  PostId post_id;
  std::string name, facility_name;
  bool by_guardian = false;
};
struct BulkSchoolEntry {
  PersonId person_id;
  NewSchoolEntry entry;
  std::vector<BulkStep> steps;  ///< the first one's writer opened it
};
/// Without a guard. False, and nothing written, where the order of steps does not allow it.
bool keep_entry(Tx& tx, RegionId region, const BulkSchoolEntry& bulk);

}  // namespace musubi::schoolentry
