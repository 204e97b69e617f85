// The use cases of school entry: one synchronous function each over a Tx, the guard first. Everything is of
// class education. Whoever plans writes wishes, papers, visits and arrangements; leads the committee's
// opinion, the decision and the notice; guardians their wishes and, with custody, the answer. A guardian
// under a protective limit is shown nothing: a school leads to the family.
#pragma once
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
