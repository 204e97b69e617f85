// Who may hear of one change, as names of posts: what access/ says for a person's things, the account's posts
// for what concerns one account, the region's posts for its notices. Never more than may read the thing
// itself. Rules: domain.md, "Who may do what", 4 and 5.
#pragma once
#include <map>
#include <string>
#include <vector>

#include "access/purpose.hpp"
#include "db/change_feed.hpp"

namespace musubi::notify {

/// Remembers its answers: keep one for the changes of one transaction only.
class Audience {
 public:
  explicit Audience(Tx& tx) : tx_(tx) {}
  const std::vector<PostId>& of(const db::Change& change);

 private:
  enum class Told { everybody, unlimited, team };  ///< all guardians, those under no protective limit, none
  using Key = std::tuple<RegionId, std::optional<PersonId>, std::optional<InfoClass>, std::optional<EntryId>,
                         std::optional<AccountId>, Told, PurposeSet>;
  std::vector<PostId> find(const db::Change& change, Told told, PurposeSet purposes);
  Tx& tx_;
  std::map<Key, std::vector<PostId>> known_;
};

}  // namespace musubi::notify
