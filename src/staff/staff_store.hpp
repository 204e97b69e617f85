// The tables of this room: post and post_version. SQL and nothing else; who holds a post is identity's
// business.
#pragma once
#include <optional>
#include <vector>

#include "db/tx.hpp"
#include "staff/staff.hpp"

namespace musubi::staff::store {

struct StoredPost {
  PostRow row;
  access::PostKind kind = access::PostKind::professional;
  std::optional<FacilityId> facility_id;
  std::optional<AccountId> account_id;
  std::int64_t version = 0;
  std::optional<Time> invited_until;
};
/// Professional and operator posts; guardians' are another room's.
std::optional<StoredPost> find(Tx& tx, RegionId region, PostId post);
/// False if the id is taken.
bool insert(Tx& tx, RegionId region, PostId post, access::PostKind kind, std::optional<FacilityId> facility,
            const PostRow& row);
/// False if the version is no longer `version`.
bool update(Tx& tx, RegionId region, PostId post, std::int64_t version, const PostRow& row);
void insert_version(Tx& tx, RegionId region, PostId post, std::int64_t version, const PostRow& row,
                    std::string_view reason, std::optional<PostId> by);

bool facility_exists(Tx& tx, RegionId region, FacilityId facility);
/// By kana; `at_work`: only those active today.
std::vector<StaffView> of_facility(Tx& tx, RegionId region, FacilityId facility, bool at_work);
std::vector<StaffView> of_kind(Tx& tx, RegionId region, access::PostKind kind);
/// Others who manage the facility (none: the region), active with an account today.
bool others_manage(Tx& tx, RegionId region, std::optional<FacilityId> facility, PostId but);
/// Whether anybody was ever asked to manage the facility and has not left.
bool has_manager(Tx& tx, RegionId region, FacilityId facility);

}  // namespace musubi::staff::store
