// The change feed: one row for every write that somebody may want to hear of. The live stream, offline sync
// and the outbox jobs read it. Rows hold ids only. Nothing is ever skipped: on SQLite the single writer gives
// positions in commit order; on PostgreSQL readers stop before the oldest transaction still running
// (pg_snapshot_xmin).
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "db/tx.hpp"

namespace musubi::db {

struct NewChange {
  RegionId region_id;
  std::optional<PersonId> person_id{};
  std::string kind;  ///< `entry`, `reply`, `receipt`, `seat`, `consent`, `person`, `notice` …
  Uuid subject_id{};
  std::optional<InfoClass> info_class{};  ///< whose seats may hear of it; none = every seat of the person
  std::optional<EntryId> entry_id{};      ///< the entry whose audience limits who hears of it
  std::optional<AccountId> account_id{};  ///< only for this account (a seat invitation, own sessions)
};
struct Change {
  std::int64_t position = 0;
  RegionId region_id;
  std::optional<PersonId> person_id;
  std::string kind;
  Uuid subject_id{};
  std::optional<InfoClass> info_class;
  std::optional<EntryId> entry_id;
  std::optional<AccountId> account_id;
  Time at{};
};

void append_change(Tx& tx, const NewChange& change);
/// Changes after `position` in order, at most `limit`, none that a slower neighbour could still slip in
/// before.
std::vector<Change> changes_after(Tx& tx, std::int64_t position, int limit);
/// The newest position that may be shown; 0 for an empty feed.
std::int64_t last_position(Tx& tx);

}  // namespace musubi::db
