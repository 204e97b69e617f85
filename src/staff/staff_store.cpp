#include "staff/staff_store.hpp"

#include "identity/invited_until.hpp"

#define STAFF_COLUMNS(now)                                                                          \
  " post_id, name, kana, profession, title, licence_number, is_manager, state, starts_on, ends_on," \
  " version, account_id is not null," MUSUBI_INVITED_UNTIL("post.post_id", now)

namespace musubi::staff::store {
namespace {

using Columns = std::tuple<std::string, std::string, std::string, std::string, std::string, bool, StaffState,
                           Date, std::optional<Date>, access::PostKind, std::optional<FacilityId>,
                           std::optional<AccountId>, std::int64_t, std::optional<Time>>;

}  // namespace

std::optional<StoredPost> find(Tx& tx, RegionId region, PostId post) {
  auto found = tx.first<Columns>(R"sql(
    select name, kana, profession, title, licence_number, is_manager, state, starts_on, ends_on, kind, facility_id,
           account_id, version,)sql" MUSUBI_INVITED_UNTIL("$2", "$3") R"sql(
      from post where region_id = $1 and post_id = $2 and kind in ('professional', 'operator', 'auditor')
  )sql",
                                 region, post, tx.now());
  if (!found) return std::nullopt;
  auto& [name, kana, profession, title, licence, manager, state, starts, ends, kind, facility, account,
         version, invited_until] = *found;
  return StoredPost{{name, kana, profession, title, licence, manager, state, starts, ends},
                    kind,
                    facility,
                    account,
                    version,
                    invited_until};
}

bool insert(Tx& tx, RegionId region, PostId post, access::PostKind kind, std::optional<FacilityId> facility,
            const PostRow& row) {
  return tx.run(R"sql(
    insert into post (region_id, post_id, account_id, kind, facility_id, profession, title, name, kana, licence_number,
                      is_manager, state, starts_on, ends_on, version, created_at)
    values ($1, $2, null, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 1, $14)
    on conflict (region_id, post_id) do nothing
  )sql",
                region, post, kind, facility, row.profession, row.title, row.name, row.kana,
                row.licence_number, row.is_manager, row.state, row.starts_on, row.ends_on, tx.now()) == 1;
}

bool update(Tx& tx, RegionId region, PostId post, std::int64_t version, const PostRow& row) {
  return tx.run(R"sql(
    update post
       set profession = $4, title = $5, name = $6, kana = $7, licence_number = $8, is_manager = $9, state = $10,
           starts_on = $11, ends_on = $12, version = version + 1
     where region_id = $1 and post_id = $2 and version = $3
  )sql",
                region, post, version, row.profession, row.title, row.name, row.kana, row.licence_number,
                row.is_manager, row.state, row.starts_on, row.ends_on) == 1;
}

void insert_version(Tx& tx, RegionId region, PostId post, std::int64_t version, const PostRow& row,
                    std::string_view reason, std::optional<PostId> by) {
  tx.run(R"sql(
    insert into post_version (region_id, post_id, version, body, reason, at, by_post)
    values ($1, $2, $3, $4, $5, $6, $7)
  )sql",
         region, post, version, json::to_json(row), reason, tx.now(), by);
}

bool facility_exists(Tx& tx, RegionId region, FacilityId facility) {
  return tx.one<bool>(R"sql(
    select exists (select 1 from facility where region_id = $1 and facility_id = $2)
  )sql",
                      region, facility);
}

std::vector<StaffView> of_facility(Tx& tx, RegionId region, FacilityId facility, bool at_work) {
  return tx.all<StaffView>("select" STAFF_COLUMNS("$5") R"sql(
      from post
     where region_id = $1 and facility_id = $2 and kind = 'professional'
       and ($3 = false or (state = 'active' and starts_on <= $4 and (ends_on is null or ends_on >= $4)))
     order by case when kana = '' then name else kana end, post_id
  )sql",
                           region, facility, at_work, tx.today(), tx.now());
}

std::vector<StaffView> of_kind(Tx& tx, RegionId region, access::PostKind kind) {
  return tx.all<StaffView>("select" STAFF_COLUMNS("$3") R"sql(
      from post
     where region_id = $1 and kind = $2
     order by case when kana = '' then name else kana end, post_id limit 2000
  )sql",
                           region, kind, tx.now());
}

bool others_manage(Tx& tx, RegionId region, std::optional<FacilityId> facility, PostId but) {
  const auto today = tx.today();
  // Of two who give it up at the same moment one is to see what the other did, as in team_store.hpp,
  // hold_team.
  if (facility)
    tx.run("update facility set version = version where region_id = $1 and facility_id = $2", region,
           *facility);
  else
    tx.run("update region set version = version where region_id = $1", region);
  if (facility)
    return tx.one<bool>(R"sql(
      select exists (select 1 from post
                      where region_id = $1 and facility_id = $2 and kind = 'professional' and is_manager
                        and post_id <> $3 and account_id is not null and state = 'active' and starts_on <= $4
                        and (ends_on is null or ends_on >= $4))
    )sql",
                        region, *facility, but, today);
  return tx.one<bool>(R"sql(
    select exists (select 1 from post
                    where region_id = $1 and kind = 'operator' and post_id <> $2 and account_id is not null
                      and state = 'active' and starts_on <= $3 and (ends_on is null or ends_on >= $3))
  )sql",
                      region, but, today);
}

bool has_manager(Tx& tx, RegionId region, FacilityId facility) {
  return tx.one<bool>(R"sql(
    select exists (select 1 from post
                    where region_id = $1 and facility_id = $2 and kind = 'professional' and is_manager
                      and state <> 'left')
  )sql",
                      region, facility);
}

}  // namespace musubi::staff::store
