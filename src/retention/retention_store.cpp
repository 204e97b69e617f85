#include "retention/retention_store.hpp"

namespace musubi::retention::store {

// --- ends

std::vector<SupportEndView> ends_of(Tx& tx, RegionId region, PersonId person) {
  return tx.all<SupportEndView>(R"sql(
    select number, ended, cause, on_day, reason, at, by_name from person_end
     where region_id = $1 and person_id = $2 order by number desc
  )sql",
                                region, person);
}

bool insert_end(Tx& tx, const access::Actor& actor, PersonId person, const SupportEndView& end) {
  return tx.run(R"sql(
    insert into person_end (region_id, person_id, number, ended, cause, on_day, reason, at, by_post, by_name)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict do nothing
  )sql",
                actor.region_id, person, end.number, end.ended, end.cause, end.on, end.reason, end.at,
                actor.post_id, end.by_name) == 1;
}

#define MUSUBI_ENDED                                                                              \
  "select p.person_id, p.family_name, p.given_name, p.birth_date, e.cause, e.on_day, e.reason,"   \
  "       exists (select 1 from retention_hold h where h.region_id = p.region_id"                 \
  "               and h.person_id = p.person_id and h.released_at is null),"                      \
  "       s.state"                                                                                \
  "  from person p"                                                                               \
  "  join person_end e on e.region_id = p.region_id and e.person_id = p.person_id and e.ended"    \
  "       and e.number = (select max(x.number) from person_end x where x.region_id = p.region_id" \
  "                       and x.person_id = p.person_id)"                                         \
  "  left join shredding s on s.region_id = p.region_id and s.person_id = p.person_id"            \
  "       and s.state in ('proposed', 'confirmed')"                                               \
  " where p.region_id = $1 and p.state in ('moved', 'finished')"

std::vector<EndedRow> ended(Tx& tx, RegionId region, int limit) {
  return tx.all<EndedRow>(MUSUBI_ENDED " order by e.on_day, p.person_id limit $2", region, limit);
}

std::optional<EndedRow> find_ended(Tx& tx, RegionId region, PersonId person) {
  return tx.first<EndedRow>(MUSUBI_ENDED " and p.person_id = $2", region, person);
}

// --- periods

std::vector<RetentionPeriod> periods(Tx& tx, RegionId region) {
  return tx.all<RetentionPeriod>(R"sql(
    select kind, version, years, source, reason, decided_on, starts_on, at, by_name from retention_period
     where region_id = $1 order by kind, version
  )sql",
                                 region);
}

bool insert_period(Tx& tx, const access::Actor& actor, const RetentionPeriod& period) {
  return tx.run(R"sql(
    insert into retention_period (region_id, kind, version, years, source, reason, decided_on, starts_on, at, by_post,
                                  by_name)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict do nothing
  )sql",
                actor.region_id, period.kind, period.version, period.years, period.source, period.reason,
                period.decided_on, period.starts_on, period.at, actor.post_id, period.by_name) == 1;
}

// --- holds

std::vector<HoldView> holds(Tx& tx, RegionId region, PersonId person) {
  return tx.all<HoldView>(R"sql(
    select hold_id, kind, reason, at, by_name, released_at, released_by_name, release_reason from retention_hold
     where region_id = $1 and person_id = $2 order by at desc, hold_id desc
  )sql",
                          region, person);
}

bool insert_hold(Tx& tx, const access::Actor& actor, PersonId person, const NewHold& hold) {
  return tx.run(R"sql(
    insert into retention_hold (region_id, person_id, hold_id, kind, reason, at, by_post, by_name, released_by_name,
                                release_reason)
    values ($1, $2, $3, $4, $5, $6, $7, $8, '', '') on conflict do nothing
  )sql",
                actor.region_id, person, hold.id, hold.kind, hold.reason.value, tx.now(), actor.post_id,
                actor.display_name) == 1;
}

bool release_hold(Tx& tx, const access::Actor& actor, PersonId person, HoldId hold,
                  const std::string& reason) {
  return tx.run(R"sql(
    update retention_hold set released_at = $4, released_by = $5, released_by_name = $6, release_reason = $7
     where region_id = $1 and person_id = $2 and hold_id = $3 and released_at is null
  )sql",
                actor.region_id, person, hold, tx.now(), actor.post_id, actor.display_name, reason) == 1;
}

// --- shreddings

#define MUSUBI_SHREDDING                                                                                     \
  "select shredding_id, person_id, state, reason, proposed_at, proposed_by, proposed_by_name, confirmed_at," \
  "       confirmed_by_name, shreds_at, withdrawn_at, withdrawn_by_name, withdraw_reason, erased_at,"        \
  "       swept_at, certificate, digest from shredding where region_id = $1 "

std::vector<ShreddingRow> shreddings(Tx& tx, RegionId region, PersonId person) {
  return tx.all<ShreddingRow>(
      MUSUBI_SHREDDING "and person_id = $2 order by proposed_at desc, shredding_id desc", region, person);
}

std::optional<ShreddingRow> find_shredding(Tx& tx, RegionId region, ShreddingId id) {
  return tx.first<ShreddingRow>(MUSUBI_SHREDDING "and shredding_id = $2", region, id);
}

bool insert_shredding(Tx& tx, const access::Actor& actor, PersonId person, const NewShredding& sent) {
  return tx.run(R"sql(
    insert into shredding (region_id, shredding_id, person_id, state, reason, proposed_at, proposed_by,
                           proposed_by_name, confirmed_by_name, withdrawn_by_name, withdraw_reason, certificate, digest)
    values ($1, $2, $3, 'proposed', $4, $5, $6, $7, '', '', '', '', '') on conflict do nothing
  )sql",
                actor.region_id, sent.id, person, sent.reason.value, tx.now(), actor.account_id,
                actor.display_name) == 1;
}

bool confirm(Tx& tx, const access::Actor& actor, ShreddingId id, Time shreds_at) {
  return tx.run(R"sql(
    update shredding set state = 'confirmed', confirmed_at = $3, confirmed_by = $4, confirmed_by_name = $5,
                         shreds_at = $6
     where region_id = $1 and shredding_id = $2 and state = 'proposed' and proposed_by <> $4
  )sql",
                actor.region_id, id, tx.now(), actor.account_id, actor.display_name, shreds_at) == 1;
}

bool withdraw(Tx& tx, const access::Actor& actor, ShreddingId id, const std::string& reason) {
  return tx.run(R"sql(
    update shredding set state = 'withdrawn', withdrawn_at = $3, withdrawn_by_name = $4, withdraw_reason = $5
     where region_id = $1 and shredding_id = $2 and state in ('proposed', 'confirmed')
  )sql",
                actor.region_id, id, tx.now(), actor.display_name, reason) == 1;
}

std::vector<CertificateLine> certificates(Tx& tx, RegionId region, int limit) {
  return tx.all<CertificateLine>(R"sql(
    select shredding_id, erased_at, swept_at, proposed_by_name, confirmed_by_name, digest from shredding
     where region_id = $1 and erased_at is not null order by erased_at desc limit $2
  )sql",
                                 region, limit);
}

// --- for the keeper

std::vector<AtWork> confirmed_until(Tx& tx, Time now) {
  return tx.all<AtWork>(R"sql(
    select region_id, shredding_id, person_id from shredding
     where state = 'confirmed' and shreds_at <= $1 order by shreds_at limit 100
  )sql",
                        now);
}

std::vector<AtWork> erased(Tx& tx) {
  return tx.all<AtWork>(
      "select region_id, shredding_id, person_id from shredding where state = 'erased' order by shreds_at");
}

void mark_erased(Tx& tx, RegionId region, ShreddingId id, const std::string& certificate,
                 const std::string& digest) {
  tx.run(R"sql(
    update shredding set state = 'erased', erased_at = $3, certificate = $4, digest = $5, reason = ''
     where region_id = $1 and shredding_id = $2
  )sql",
         region, id, tx.now(), certificate, digest);
}

void insert_file(Tx& tx, RegionId region, ShreddingId id, FileId file) {
  tx.send("insert into shredding_file (region_id, shredding_id, file_id) values ($1, $2, $3)", region, id,
          file);
}

std::vector<FileId> files(Tx& tx, RegionId region, ShreddingId id) {
  return tx.all<FileId>("select file_id from shredding_file where region_id = $1 and shredding_id = $2",
                        region, id);
}

void mark_swept(Tx& tx, RegionId region, ShreddingId id) {
  tx.run("delete from shredding_file where region_id = $1 and shredding_id = $2", region, id);
  tx.run(R"sql(
    update shredding set state = 'swept', swept_at = $3
     where region_id = $1 and shredding_id = $2 and state = 'erased'
  )sql",
         region, id, tx.now());
}

std::string region_name(Tx& tx, RegionId region) {
  return tx.one<std::string>("select name from region where region_id = $1", region);
}

}  // namespace musubi::retention::store
