#include "person/guardian_store.hpp"

#include "identity/invited_until.hpp"

#define GUARDIAN_COLUMNS(now)                                                                        \
  " g.guardian_id, g.post_id, g.name, g.kana, g.relation, g.phone, g.lives_together, g.has_custody," \
  " g.verified_at, g.verified_how, g.restricted, g.restriction_reason, p.account_id is not null, "   \
  "g.version," MUSUBI_INVITED_UNTIL("g.post_id", now)

namespace musubi::person::store {

std::vector<GuardianRow> guardians_of(Tx& tx, RegionId region, PersonId person) {
  return tx.all<GuardianRow>("select" GUARDIAN_COLUMNS("$3") R"sql(
      from guardian g
      left join post p on p.region_id = g.region_id and p.post_id = g.post_id
     where g.region_id = $1 and g.person_id = $2 and g.ended_at is null
     order by g.created_at, g.guardian_id
  )sql",
                             region, person, tx.now());
}

std::optional<GuardianRow> find_guardian(Tx& tx, RegionId region, PersonId person, GuardianId guardian) {
  return tx.first<GuardianRow>("select" GUARDIAN_COLUMNS("$4") R"sql(
      from guardian g
      left join post p on p.region_id = g.region_id and p.post_id = g.post_id
     where g.region_id = $1 and g.person_id = $2 and g.guardian_id = $3 and g.ended_at is null
  )sql",
                               region, person, guardian, tx.now());
}

std::optional<GuardianId> own_account(Tx& tx, RegionId region, PersonId person) {
  return tx.first<GuardianId>(R"sql(
    select guardian_id from guardian
     where region_id = $1 and person_id = $2 and relation = 'self' and ended_at is null
  )sql",
                              region, person);
}

bool insert_guardian(Tx& tx, RegionId region, PersonId person, const NewGuardian& guardian,
                     std::optional<Time> verified_at) {
  return tx.run(R"sql(
    insert into guardian (region_id, person_id, guardian_id, post_id, name, kana, relation, phone, lives_together,
                          has_custody, verified_at, verified_how, restricted, restriction_reason, ended_at, version,
                          created_at)
    values ($1, $2, $3, null, $4, $5, $6, $7, $8, $9, $10, $11, false, '', null, 1, $12)
    on conflict (region_id, person_id, guardian_id) do nothing
  )sql",
                region, person, guardian.id, guardian.name, guardian.kana, guardian.relation, guardian.phone,
                guardian.lives_together, guardian.has_custody, verified_at, guardian.verified_how,
                tx.now()) == 1;
}

bool update_guardian(Tx& tx, RegionId region, PersonId person, GuardianId guardian, std::int64_t version,
                     const GuardianChange& change, std::optional<Time> verified_at) {
  return tx.run(R"sql(
    update guardian set name = $5, kana = $6, relation = $7, phone = $8, lives_together = $9, has_custody = $10,
                        verified_at = $11, verified_how = $12, restricted = $13, restriction_reason = $14,
                        version = version + 1
     where region_id = $1 and person_id = $2 and guardian_id = $3 and version = $4 and ended_at is null
  )sql",
                region, person, guardian, version, change.name, change.kana, change.relation, change.phone,
                change.lives_together, change.has_custody, verified_at, change.verified_how,
                change.restricted, change.restriction_reason) == 1;
}

void end_guardian(Tx& tx, RegionId region, PersonId person, GuardianId guardian) {
  tx.run(R"sql(
    update guardian set ended_at = $4, version = version + 1
     where region_id = $1 and person_id = $2 and guardian_id = $3
  )sql",
         region, person, guardian, tx.now());
}

void insert_guardian_version(Tx& tx, RegionId region, PersonId person, GuardianId guardian,
                             std::int64_t version, const std::string& body, const std::string& reason,
                             PostId by) {
  tx.run(R"sql(
    insert into guardian_version (region_id, person_id, guardian_id, version, body, reason, at, by_post)
    values ($1, $2, $3, $4, $5, $6, $7, $8)
  )sql",
         region, person, guardian, version, body, reason, tx.now(), by);
}

std::optional<std::string> first_guardian_body(Tx& tx, RegionId region, PersonId person,
                                               GuardianId guardian) {
  return tx.first<std::string>(R"sql(
    select body from guardian_version
     where region_id = $1 and person_id = $2 and guardian_id = $3 and version = 1
  )sql",
                               region, person, guardian);
}

PostId insert_guardian_post(Tx& tx, RegionId region, PersonId person, const GuardianRow& guardian) {
  const auto post = tx.new_id<PostId>();
  tx.run(R"sql(
    insert into post (region_id, post_id, account_id, kind, facility_id, profession, title, name, kana, licence_number,
                      is_manager, state, starts_on, ends_on, version, created_at)
    values ($1, $2, null, 'guardian', null, '', '', $3, $4, '', false, 'invited', $5, null, 1, $6)
  )sql",
         region, post, guardian.name, guardian.kana, tx.today(), tx.now());
  tx.run("update guardian set post_id = $4 where region_id = $1 and person_id = $2 and guardian_id = $3",
         region, person, guardian.guardian_id, post);
  return post;
}

void leave_post_if_unused(Tx& tx, RegionId region, PostId post) {
  tx.run(R"sql(
    update post set state = 'left', ends_on = $3, version = version + 1
     where region_id = $1 and post_id = $2
       and not exists (select 1 from guardian g where g.region_id = $1 and g.post_id = $2 and g.ended_at is null)
  )sql",
         region, post, tx.today());
}

}  // namespace musubi::person::store
