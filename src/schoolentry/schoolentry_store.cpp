#include "schoolentry/schoolentry_store.hpp"

namespace musubi::schoolentry::store {
namespace {

#define MUSUBI_CASE_COLUMNS                                                                                 \
  "select entry_id, person_id, kind, for_year, asked_by_guardian, opened_at, by_post, by_name, by_facility" \
  " from school_entry where region_id = $1 "

}  // namespace

std::vector<CaseRow> cases(Tx& tx, RegionId region, PersonId person) {
  return tx.all<CaseRow>(MUSUBI_CASE_COLUMNS
                         "and person_id = $2 order by for_year desc, opened_at desc, entry_id limit $3",
                         region, person, kMostCases);
}

std::vector<CaseRow> cases_of_year(Tx& tx, RegionId region, std::int64_t year) {
  return tx.all<CaseRow>(MUSUBI_CASE_COLUMNS "and for_year = $2 order by person_id, entry_id", region, year);
}

std::optional<CaseRow> find_case(Tx& tx, RegionId region, SchoolEntryId id) {
  return tx.first<CaseRow>(MUSUBI_CASE_COLUMNS "and entry_id = $2", region, id);
}

bool insert_case(Tx& tx, RegionId region, const CaseRow& row) {
  return tx.run(R"sql(
    insert into school_entry (region_id, person_id, entry_id, kind, for_year, asked_by_guardian, opened_at, by_post,
                              by_name, by_facility)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
    on conflict do nothing
  )sql",
                region, row.person_id, row.id, row.kind, row.for_year, row.asked_by_guardian, row.opened_at,
                row.by_post, row.by_name, row.by_facility) == 1;
}

std::vector<StepRow> steps(Tx& tx, RegionId region, SchoolEntryId id) {
  return tx.all<StepRow>(R"sql(
    select number, part, body, reason, at, by_name, by_facility, by_guardian
      from school_entry_step where region_id = $1 and entry_id = $2 order by number
  )sql",
                         region, id);
}

bool insert_step(Tx& tx, RegionId region, SchoolEntryId id, const EntryStep& step, const std::string& reason,
                 const Hand& by, Time at) {
  return tx.run(R"sql(
    insert into school_entry_step (region_id, entry_id, number, part, body, reason, at, by_post, by_name, by_facility,
                                   by_guardian)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
    on conflict do nothing
  )sql",
                region, id, step.number, step.part, json::to_json(step.content), reason, at, by.post_id,
                by.name, by.facility_name, by.is_guardian) == 1;
}

std::vector<Child> children_of(Tx& tx, const access::Actor& actor, const Date& today, std::int64_t year,
                               std::int64_t limit) {
  // 学校教育法17条: from the first school year after the day before the sixth birthday's end.
  const auto april = [&](std::int64_t before, unsigned day) {
    return make_date(static_cast<int>(year - before), 4, day).value();
  };
  return tx.all<Child>(R"sql(
    select p.person_id, p.family_name || case when p.given_name = '' then '' else ' ' || p.given_name end,
           p.birth_date
      from (select person_id from seat
             where region_id = $1 and post_id = $2 and state = 'active'
               and starts_on <= $5 and (ends_on is null or ends_on >= $5)
             union
            select person_id from seat
             where region_id = $1 and facility_id = $3 and state = 'active' and post_id is null
               and (profession = '' or profession = $4) and starts_on <= $5 and (ends_on is null or ends_on >= $5)) o
      join person p on p.region_id = $1 and p.person_id = o.person_id and p.state not in ('moved', 'finished')
     where (p.birth_date >= $6 and p.birth_date <= $7)
        or exists (select 1 from school_entry e where e.region_id = $1 and e.person_id = o.person_id and e.for_year = $8)
     order by p.kana_folded, p.person_id limit $9
  )sql",
                       actor.region_id, actor.post_id, actor.facility_id, actor.profession, today,
                       april(7, 2), april(6, 1), year, limit);
}

std::vector<CalendarRow> calendars(Tx& tx, RegionId region, std::int64_t year, std::int64_t limit) {
  return tx.all<CalendarRow>(R"sql(
    select version, body, reason, at, by_name from school_entry_calendar
     where region_id = $1 and school_year = $2 order by version desc limit $3
  )sql",
                             region, year, limit);
}

bool insert_calendar(Tx& tx, RegionId region, std::int64_t year, std::int64_t version,
                     const CalendarEdit& edit, const Hand& by) {
  return tx.run(R"sql(
    insert into school_entry_calendar (region_id, school_year, version, body, reason, at, by_post, by_name)
    values ($1, $2, $3, $4, $5, $6, $7, $8)
    on conflict do nothing
  )sql",
                region, year, version, json::to_json(edit.calendar), edit.reason, tx.now(), by.post_id,
                by.name) == 1;
}

}  // namespace musubi::schoolentry::store
