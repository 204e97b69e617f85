#include "notify/audience.hpp"

#include <algorithm>
#include <array>
#include <string_view>

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
/// Whether the post is a guardian's, and then whether a protective limit lies on them; the own account of
/// who is not 18 yet hears of nothing either but of entries and what is theirs.
std::optional<bool> limit_on(Tx& tx, RegionId region, PersonId person, PostId post) {
  return tx.first<bool>(R"(
    select coalesce(case when g.relation = 'self' then not $4 else g.restricted end, false)
      from post p left join guardian g on g.region_id = p.region_id and g.person_id = $2 and g.post_id = p.post_id
                                      and g.ended_at is null
     where p.region_id = $1 and p.post_id = $3 and p.kind = 'guardian')",
                        region, person, post, access::standing_of(tx, region, person).own_in_full);
}

/// A protective limit set on one guardian leaves no trace on any guardian's screen; neither does a record, a
/// task or a document that is not shared with them (those who may see one are told on their own accounts).
constexpr std::array<std::string_view, 10> kTeamOnly = {"guardian", "record",      "course",   "assessment",
                                                        "task",     "care",        "document", "handover",
                                                        "waiting",  "school_entry"};
/// Facts of the family and who is round it: nobody under a limit hears that any of it changed.
constexpr std::array<std::string_view, 4> kFamilyFacts = {"person", "seat", "consent", "school_entry_told"};

/// What the changed thing serves: who may not read it for that purpose hears nothing of it. Administration is
/// for any purpose (access::purpose_for).
constexpr std::array<std::string_view, 6> kOfSupport = {"entry",  "reply",  "receipt",
                                                        "record", "course", "care"};
constexpr std::array<std::string_view, 4> kOfPlanning = {"assessment", "document", "school_entry",
                                                         "school_entry_told"};

}  // namespace

const std::vector<PostId>& Audience::of(const db::Change& change) {
  const auto among = [&](const auto& kinds) { return std::ranges::find(kinds, change.kind) != kinds.end(); };
  const auto told = among(kTeamOnly) ? Told::team : among(kFamilyFacts) ? Told::unlimited : Told::everybody;
  const auto purposes = among(kOfSupport)           ? PurposeSet::of(Purpose::support)
                        : among(kOfPlanning)        ? PurposeSet::of(Purpose::planning)
                        : change.kind == "handover" ? PurposeSet::of(Purpose::handover)
                                                    : PurposeSet::all();
  const Key key{change.region_id, change.person_id,  change.info_class,
                change.entry_id,  change.account_id, told,
                purposes};
  auto at = known_.find(key);
  if (at == known_.end()) at = known_.emplace(key, find(change, told, purposes)).first;
  return at->second;
}

std::vector<PostId> Audience::find(const db::Change& change, Told told, PurposeSet purposes) {
  if (change.account_id) return posts_of_account(tx_, *change.account_id);
  if (!change.person_id) return posts_of_region(tx_, change.region_id);
  std::vector<PostId> posts;
  for (const auto& listener : access::listeners(tx_, change.region_id, *change.person_id, change.info_class,
                                                change.entry_id, purposes)) {
    if (told != Told::everybody) {
      const auto limit = limit_on(tx_, change.region_id, *change.person_id, listener.post_id);
      if (limit && (told == Told::team || *limit)) continue;
    }
    posts.push_back(listener.post_id);
  }
  return posts;
}

}  // namespace musubi::notify
