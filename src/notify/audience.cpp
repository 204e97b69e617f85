#include "notify/audience.hpp"

#include <algorithm>

#include "access/access.hpp"

namespace musubi::notify {
namespace {

std::vector<PostId> posts_of_account(Tx& tx, AccountId account) {
  return tx.all<PostId>("select post_id from post where account_id = $1 and state = 'active'", account);
}
std::vector<PostId> posts_of_region(Tx& tx, RegionId region) {
  return tx.all<PostId>(
      "select post_id from post where region_id = $1 and account_id is not null and state = 'active'",
      region);
}
bool is_guardian(Tx& tx, RegionId region, PostId post) {
  return tx
      .first<std::int64_t>("select 1 from post where region_id = $1 and post_id = $2 and kind = 'guardian'",
                           region, post)
      .has_value();
}

}  // namespace

const std::vector<PostId>& Audience::of(const db::Change& change) {
  // A protective limit set on one guardian leaves no trace on any guardian's screen; neither does a record,
  // a task or a document that is not shared with them (those who may see one are told on their own accounts).
  const bool team_only = change.kind == "guardian" || change.kind == "record" || change.kind == "course" ||
                         change.kind == "assessment" || change.kind == "task" || change.kind == "care" ||
                         change.kind == "document" || change.kind == "handover" || change.kind == "waiting" ||
                         change.kind == "school_entry";
  const Key key{change.region_id, change.person_id,  change.info_class,
                change.entry_id,  change.account_id, team_only};
  auto at = known_.find(key);
  if (at == known_.end()) at = known_.emplace(key, find(change, team_only)).first;
  return at->second;
}

std::vector<PostId> Audience::find(const db::Change& change, bool team_only) {
  if (change.account_id) return posts_of_account(tx_, *change.account_id);
  if (!change.person_id) return posts_of_region(tx_, change.region_id);
  std::vector<PostId> posts;
  for (const auto& listener :
       access::listeners(tx_, change.region_id, *change.person_id, change.info_class, change.entry_id))
    if (!team_only || !is_guardian(tx_, change.region_id, listener.post_id))
      posts.push_back(listener.post_id);
  return posts;
}

}  // namespace musubi::notify
