// The tables of school entry: SQL and nothing else. Rows are only added; what they add up to, and which of it
// a reader gets, is the service's business, under a grant.
#pragma once
#include "db/tx.hpp"
#include "schoolentry/schoolentry.hpp"

namespace musubi::schoolentry::store {

/// Who writes, as it is kept with what was written.
struct Hand {
  PostId post_id;
  std::string name, facility_name;
  bool is_guardian = false;
};

struct CaseRow {
  SchoolEntryId id;
  PersonId person_id;
  EntryKind kind = EntryKind::primary;
  std::int64_t for_year = 0;
  bool asked_by_guardian = false;
  Time opened_at{};
  PostId by_post;
  std::string by_name, by_facility;
};
BOOST_DESCRIBE_STRUCT(CaseRow, (),
                      (id, person_id, kind, for_year, asked_by_guardian, opened_at, by_post, by_name,
                       by_facility))
/// Of one person, the newest first.
std::vector<CaseRow> cases(Tx& tx, RegionId region, PersonId person);
/// Of everybody in the region.
std::vector<CaseRow> cases_of_year(Tx& tx, RegionId region, std::int64_t year);
/// Of whatever person.
std::optional<CaseRow> find_case(Tx& tx, RegionId region, SchoolEntryId id);
/// False if the id is taken.
bool insert_case(Tx& tx, RegionId region, const CaseRow& row);

struct StepRow {
  std::int64_t number = 1;
  EntryPart part = EntryPart::wishes;
  std::string body, reason;
  Time at{};
  std::string by_name, by_facility;
  bool by_guardian = false;
};
BOOST_DESCRIBE_STRUCT(StepRow, (), (number, part, body, reason, at, by_name, by_facility, by_guardian))
/// Oldest first.
std::vector<StepRow> steps(Tx& tx, RegionId region, SchoolEntryId id);
/// False if that number is there already.
bool insert_step(Tx& tx, RegionId region, SchoolEntryId id, const EntryStep& step, const std::string& reason,
                 const Hand& by, Time at);

struct Child {
  PersonId person_id;
  std::string name;
  Date birth_date;
};
BOOST_DESCRIBE_STRUCT(Child, (), (person_id, name, birth_date))
/// People of the actor's seats who have a case of that year, or were born for its primary schools.
std::vector<Child> children_of(Tx& tx, const access::Actor& actor, const Date& today, std::int64_t year,
                               std::int64_t limit);

struct CalendarRow {
  std::int64_t version = 0;
  std::string body, reason;
  Time at{};
  std::string by_name;
};
BOOST_DESCRIBE_STRUCT(CalendarRow, (), (version, body, reason, at, by_name))
/// Newest first.
std::vector<CalendarRow> calendars(Tx& tx, RegionId region, std::int64_t year, std::int64_t limit);
/// False if that version is there already.
bool insert_calendar(Tx& tx, RegionId region, std::int64_t year, std::int64_t version,
                     const CalendarEdit& edit, const Hand& by);

}  // namespace musubi::schoolentry::store
