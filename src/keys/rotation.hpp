// Another master key in place of the present one, while servers run. In steps, each of them whole or not at
// all and each to be begun again: `offer` (a new root key, and all root keys under both master keys),
// `take_into_use` once every server holds it, `reseal` (all that lies under older root keys, in small
// transactions), and when the new master key is in place everywhere, `retire` (what the old one opens goes).
// Until then either opens everything.
#pragma once
#include <span>

#include "db/database.hpp"
#include "keys/ring.hpp"
#include "keys/sealed_value.hpp"

namespace musubi::keys {

using Sources = std::span<const Source>;

/// A server that was heard of within this time counts as running; it tells of itself far more often.
inline constexpr auto kServerGone = std::chrono::seconds(60);

/// Whether the database has root keys.
bool has_roots(Tx& tx);
/// The first root key of a database: a random one, or where it was filled before root keys came the master
/// key itself, so that everything opens as before; `used`: it was, even if nothing sealed shows it. Nothing
/// where there is one. Returns whether the master key became it. `unavailable` if what lies there does not
/// open with it.
Result<bool> adopt(Tx& tx, const Ring& ring, bool used, Sources sources);

/// A root key that both master keys open, not yet in use; all others under `next` too. The same again where
/// that was done before. Returns its number. `invalid` if `next` is the present one; `conflict` if a server
/// runs with a third. The ring is loaded.
Result<std::int64_t> offer(Tx& tx, const Ring& ring, const crypto::Key& next);

/// From now on it seals. False if it does already. `conflict` while a server does not hold it: to be tried
/// again.
Result<bool> take_into_use(Tx& tx, std::int64_t root);

struct Resealed {
  std::int64_t values = 0;              ///< sealed anew
  std::vector<std::string> unreadable;  ///< kinds and contexts of what no key opens
};
/// Seals what lies under older root keys anew. May be interrupted anywhere. The ring is loaded.
Resealed reseal(db::Database& database, const Ring& ring, Sources sources);

struct Retired {
  std::int64_t root = 0;
  std::vector<std::string> masters;  ///< fingerprints of the keys that open nothing any more
  std::int64_t old_servers = 0;      ///< that run and were started with one of them
};
/// Takes the older root keys away, and the other master keys from the newest. `conflict` where something
/// still lies under an older root key, a server does not hold the newest, or the ring's master key is not the
/// one that came last. Nothing to retire: no masters.
Result<Retired> retire(Tx& tx, const Ring& ring, Sources sources);

struct KindCount {
  std::string kind;
  std::int64_t root = 0;  ///< 0: no key opens them
  std::int64_t values = 0;
};
struct MasterLine {
  std::string master;
  std::vector<std::int64_t> roots;  ///< that it opens; newest first
  Time since{};
};
struct ServerLine {
  std::string master;
  std::int64_t root = 0;
  Time started_at{};
};
struct KeyState {
  std::optional<std::int64_t> in_use;
  std::vector<MasterLine> masters;  ///< the one that came last first
  std::vector<KindCount> kinds;
  std::vector<ServerLine> servers;
};
/// What lies under which key, and who runs with which. The ring is loaded.
KeyState state_of(Tx& tx, const Ring& ring, Sources sources);

}  // namespace musubi::keys
