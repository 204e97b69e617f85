#include "intake/intake_store.hpp"

namespace musubi::intake::store {
namespace {

#define MUSUBI_INTAKE_COLUMNS                                                                       \
  "select i.intake_id, i.receipt, i.channel, i.caller, i.sheet, i.state, i.close_reason, i.note,"   \
  " i.coordinator_post, i.person_id, i.since, i.received_on, i.version, coalesce(p.name, '')"       \
  " from intake i left join post p on p.region_id = i.region_id and p.post_id = i.coordinator_post" \
  " where i.region_id = $1 "
/// A facility that is a desk now, as `d`.
#define MUSUBI_IS_DESK                                                \
  "d.named and d.version = (select max(n.version) from intake_desk n" \
  " where n.region_id = d.region_id and n.facility_id = d.facility_id) "

void keep_version(Tx& tx, RegionId region, const IntakeRow& row, const Hand& by, Time at) {
  tx.run(R"sql(
    insert into intake_version (region_id, intake_id, version, state, note, sheet, at, by_post, by_name, by_facility)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
  )sql",
         region, row.id, row.version, row.state, row.note, row.sheet, at, by.post_id, by.name,
         by.facility_name);
}

}  // namespace

std::optional<IntakeRow> find(Tx& tx, RegionId region, IntakeId intake) {
  return tx.first<IntakeRow>(MUSUBI_INTAKE_COLUMNS "and i.intake_id = $2", region, intake);
}

std::vector<IntakeRow> intakes(Tx& tx, RegionId region, bool closed, std::int64_t limit) {
  if (closed)
    return tx.all<IntakeRow>(MUSUBI_INTAKE_COLUMNS
                             "and i.state in ('accepted', 'closed')"
                             " order by i.received_on desc, i.intake_id desc limit $2",
                             region, limit);
  return tx.all<IntakeRow>(MUSUBI_INTAKE_COLUMNS
                           "and i.state in ('received', 'asking', 'assigned')"
                           " order by i.since, i.intake_id limit $2",
                           region, limit);
}

std::int64_t count_open(Tx& tx, RegionId region) {
  return tx.one<std::int64_t>(
      "select count(*) from intake where region_id = $1 and state in ('received', 'asking', 'assigned')",
      region);
}

std::string first_sheet(Tx& tx, RegionId region, IntakeId intake) {
  return tx
      .first<std::string>(
          "select sheet from intake_version where region_id = $1 and intake_id = $2 and version = 1", region,
          intake)
      .value_or("");
}

bool insert(Tx& tx, RegionId region, const IntakeRow& row, const Hand& by, Time at) {
  const bool added =
      tx.run(R"sql(
    insert into intake (region_id, intake_id, receipt, channel, caller, sheet, state, close_reason, note,
                        coordinator_post, person_id, since, received_on, version)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
    on conflict do nothing
  )sql",
             region, row.id, row.receipt, row.channel, row.caller, row.sheet, row.state, row.close_reason,
             row.note, row.coordinator_post, row.person_id, row.since, row.received_on, row.version) == 1;
  if (added) keep_version(tx, region, row, by, at);
  return added;
}

bool update(Tx& tx, RegionId region, const IntakeRow& row, const Hand& by) {
  auto next = row;
  ++next.version;
  const bool changed = tx.run(R"sql(
    update intake
       set sheet = $4, state = $5, close_reason = $6, note = $7, coordinator_post = $8, person_id = $9, since = $10,
           version = version + 1
     where region_id = $1 and intake_id = $2 and version = $3
  )sql",
                              region, row.id, row.version, row.sheet, row.state, row.close_reason, row.note,
                              row.coordinator_post, row.person_id, row.since) == 1;
  if (changed) keep_version(tx, region, next, by, tx.now());
  return changed;
}

std::vector<VersionRow> versions(Tx& tx, RegionId region, IntakeId intake) {
  return tx.all<VersionRow>(R"sql(
    select version, at, by_name, by_facility, state, note, sheet from intake_version
     where region_id = $1 and intake_id = $2 order by version desc limit 200
  )sql",
                            region, intake);
}

std::vector<IntakeRow> of_person(Tx& tx, RegionId region, PersonId person) {
  return tx.all<IntakeRow>(MUSUBI_INTAKE_COLUMNS
                           "and i.person_id = $2 order by i.received_on, i.intake_id limit 20",
                           region, person);
}

std::vector<DeskLine> facilities(Tx& tx, RegionId region) {
  return tx.all<DeskLine>(R"sql(
    select f.facility_id, f.name, f.facility_type,
           coalesce((select d.named from intake_desk d where d.region_id = $1 and d.facility_id = f.facility_id
                      order by d.version desc limit 1), false)
      from facility f
     where f.region_id = $1 and f.facility_type in ('inclusive_centre', 'health_centre', 'city_office')
       and f.state = 'active'
     order by f.name_folded, f.facility_id limit 500
  )sql",
                          region);
}

std::int64_t desk_version(Tx& tx, RegionId region, FacilityId facility) {
  return tx.one<std::int64_t>(
      "select coalesce(max(version), 0) from intake_desk where region_id = $1 and facility_id = $2", region,
      facility);
}

bool insert_desk(Tx& tx, RegionId region, FacilityId facility, std::int64_t version, const DeskNaming& naming,
                 PostId by) {
  return tx.run(R"sql(
    insert into intake_desk (region_id, facility_id, version, named, reason, at, by_post)
    values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing
  )sql",
                region, facility, version, naming.named, naming.reason, tx.now(), by) == 1;
}

std::vector<DeskMember> desk_members(Tx& tx, RegionId region, const Date& today) {
  return tx.all<DeskMember>(
      "select p.post_id, p.name, p.profession, f.name from intake_desk d"
      " join facility f on f.region_id = $1 and f.facility_id = d.facility_id"
      " join post p on p.region_id = $1 and p.facility_id = d.facility_id"
      " and p.state = 'active' and p.starts_on <= $2"
      " and (p.ends_on is null or p.ends_on >= $2)"
      " where d.region_id = $1 and " MUSUBI_IS_DESK "order by f.name_folded, p.kana, p.post_id limit 500",
      region, today);
}

std::vector<AccountId> desk_accounts(Tx& tx, RegionId region, const Date& today) {
  return tx.all<AccountId>(
      "select distinct p.account_id from intake_desk d"
      " join post p on p.region_id = $1 and p.facility_id = d.facility_id"
      " and p.state = 'active' and p.account_id is not null and p.starts_on <= $2"
      " where d.region_id = $1 and " MUSUBI_IS_DESK,
      region, today);
}

std::optional<LimitsRow> limits(Tx& tx, RegionId region) {
  return tx.first<LimitsRow>(
      "select version, body from waiting_limits where region_id = $1 order by version desc limit 1", region);
}

bool insert_limits(Tx& tx, RegionId region, std::int64_t version, const LimitsEdit& edit, PostId by) {
  return tx.run(R"sql(
    insert into waiting_limits (region_id, version, body, reason, at, by_post)
    values ($1, $2, $3, $4, $5, $6) on conflict do nothing
  )sql",
                region, version, json::to_json(edit.limits), edit.reason, tx.now(), by) == 1;
}

std::vector<WaitStep> steps(Tx& tx, RegionId region, PersonId person) {
  return tx.all<WaitStep>(R"sql(
    select number, stage, since, note, referred_to, at, by_name, by_facility
      from waiting_step where region_id = $1 and person_id = $2 order by number
  )sql",
                          region, person);
}

bool insert_step(Tx& tx, RegionId region, PersonId person, std::int64_t number, const WaitMove& move,
                 const Hand& by, Time at) {
  return tx.run(R"sql(
    insert into waiting_step (region_id, person_id, number, stage, since, note, referred_to, at, by_post, by_name,
                              by_facility)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict do nothing
  )sql",
                region, person, number, move.stage, move.since, move.note, move.referred_to, at, by.post_id,
                by.name, by.facility_name) == 1;
}

std::vector<WaitingPerson> coordinated(Tx& tx, const access::Actor& actor, const Date& today,
                                       std::int64_t limit) {
  return tx.all<WaitingPerson>(R"sql(
    select p.person_id, p.family_name || case when p.given_name = '' then '' else ' ' || p.given_name end,
           p.birth_date
      from (select distinct person_id from seat
             where region_id = $1 and facility_id = $2 and state = 'active' and role = 'coordinator'
               and (post_id = $3 or (post_id is null and (profession = '' or profession = $4)))
               and starts_on <= $5 and (ends_on is null or ends_on >= $5)) o
      join person p on p.region_id = $1 and p.person_id = o.person_id and p.state not in ('moved', 'finished')
     where exists (select 1 from waiting_step w where w.region_id = $1 and w.person_id = o.person_id)
     order by p.person_id limit $6
  )sql",
                               actor.region_id, actor.facility_id.value_or(FacilityId{}), actor.post_id,
                               actor.profession, today, limit);
}

std::vector<StageRow> present_stages(Tx& tx, RegionId region) {
  return tx.all<StageRow>(R"sql(
    select w.stage, w.since
      from waiting_step w
      join person p on p.region_id = $1 and p.person_id = w.person_id and p.state not in ('moved', 'finished')
     where w.region_id = $1 and w.stage <> 'supported'
       and w.number = (select max(n.number) from waiting_step n where n.region_id = $1 and n.person_id = w.person_id)
    union all
    select case when coordinator_post is null then 'received' else 'interview' end, since
      from intake where region_id = $1 and state in ('received', 'asking', 'assigned')
  )sql",
                          region);
}

}  // namespace musubi::intake::store
