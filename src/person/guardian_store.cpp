// The table guardian and its versions.
#include "person/person_store.hpp"

namespace musubi::person::store {

std::vector<GuardianRow> guardians(Tx& tx, RegionId region, PersonId person) {
  return tx.all<GuardianRow>(R"sql(
    select g.guardian_id, g.post_id, g.name, g.kana, g.relation, g.phone, g.lives_together, g.has_custody, g.verified_at,
           g.verified_how, g.restricted, g.restriction_reason, p.account_id is not null, g.version
      from guardian g
      left join post p on p.region_id = g.region_id and p.post_id = g.post_id
     where g.region_id = $1 and g.person_id = $2 and g.ended_at is null
     order by g.created_at, g.guardian_id
  )sql",
                             region, person);
}

std::optional<GuardianRow> guardian(Tx& tx, RegionId region, PersonId person, GuardianId id) {
  for (auto& row : guardians(tx, region, person))
    if (row.guardian_id == id) return row;
  return std::nullopt;
}

bool insert_guardian(Tx& tx, RegionId region, PersonId person, const NewGuardian& g) {
  const auto verified_at = g.verified_how.empty() ? std::nullopt : std::optional(tx.now());
  return tx.run(R"sql(
    insert into guardian (region_id, person_id, guardian_id, name, kana, relation, phone, lives_together, has_custody,
                          verified_at, verified_how, restricted, restriction_reason, version, created_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, false, '', 1, $12)
    on conflict (region_id, person_id, guardian_id) do nothing
  )sql",
                region, person, g.id, g.name, g.kana, g.relation, g.phone, g.lives_together, g.has_custody, verified_at,
                g.verified_how, tx.now()) == 1;
}

void update_guardian(Tx& tx, RegionId region, PersonId person, GuardianId id, const GuardianChange& g,
                     std::optional<Time> verified_at) {
  tx.run(R"sql(
    update guardian set name = $4, kana = $5, relation = $6, phone = $7, lives_together = $8, has_custody = $9,
                        verified_at = $10, verified_how = $11, restricted = $12, restriction_reason = $13,
                        version = version + 1
     where region_id = $1 and person_id = $2 and guardian_id = $3
  )sql",
         region, person, id, g.name, g.kana, g.relation, g.phone, g.lives_together, g.has_custody, verified_at,
         g.verified_how, g.restricted, g.restriction_reason);
}

void end_guardian(Tx& tx, RegionId region, PersonId person, GuardianId id) {
  tx.run(R"sql(
    update guardian set ended_at = $4, version = version + 1
     where region_id = $1 and person_id = $2 and guardian_id = $3
  )sql",
         region, person, id, tx.now());
}

void insert_guardian_version(Tx& tx, RegionId region, PersonId person, GuardianId id, std::int64_t version,
                             const std::string& body, const std::string& reason, PostId by) {
  tx.run(R"sql(
    insert into guardian_version (region_id, person_id, guardian_id, version, body, reason, at, by_post)
    values ($1, $2, $3, $4, $5, $6, $7, $8)
  )sql",
         region, person, id, version, body, reason, tx.now(), by);
}

void insert_guardian_post(Tx& tx, RegionId region, PostId post, const std::string& name, const std::string& kana) {
  tx.run(R"sql(
    insert into post (region_id, post_id, kind, profession, title, name, kana, licence_number, is_manager, state,
                      starts_on, version, created_at)
    values ($1, $2, 'guardian', '', '', $3, $4, '', false, 'invited', $5, 1, $6)
  )sql",
         region, post, name, kana, tx.today(), tx.now());
}

void set_guardian_post(Tx& tx, RegionId region, PersonId person, GuardianId id, PostId post) {
  tx.run("update guardian set post_id = $4 where region_id = $1 and person_id = $2 and guardian_id = $3", region,
         person, id, post);
}

}  // namespace musubi::person::store
