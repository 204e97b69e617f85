// Sealing: audit rows become leaves of their region's tree, in the order in which they were committed, and a
// signed head says so. A background job of every copy of the program does it a few times a second; requests
// never wait for it.
//
// Safe with several copies: the first that each run writes is the one row of `audit_sealed_to`, so that two
// runs on PostgreSQL cannot both be kept. Safe against rows that become visible late: on PostgreSQL only rows
// of transactions older than every running one are taken (as in db/change_feed), on SQLite the single writer
// gives commit order. Safe after a kill: leaves, tree and head of a run are one transaction.
#pragma once
#include "audit/head.hpp"
#include "base/rounds.hpp"
#include "db/database.hpp"

namespace musubi::audit {

struct SealRun {
  std::int64_t rows = 0;  ///< sealed by this run
  bool more = false;      ///< there were as many as one run takes
};
/// One run, at most `limit` rows.
Result<SealRun> seal_some(Tx& tx, const Keyring& keys, int limit);
/// Whether a run would find something.
bool anything_to_seal(Tx& tx);

/// Runs until nothing is left that may be sealed now; returns how many rows were.
Result<std::int64_t> seal_all(db::Database& database, const Keyring& keys);

/// The background job. On PostgreSQL it is given a database of its own, with one connection: among the
/// product's a run would wait behind the queue of posts, and share their transaction.
class Sequencer {
 public:
  struct Pace {
    std::chrono::milliseconds every{400};  ///< beginning to beginning: a row waits for less than a second
    int rows = 500;                        ///< a run; a few milliseconds of the SQLite writer
  };
  Sequencer(db::Database& database, const Keyring& keys, Pace pace);
  Sequencer(db::Database& database, const Keyring& keys) : Sequencer(database, keys, Pace{}) {}
  void start() { rounds_.start(); }
  /// Returns after the run under way.
  void stop() { rounds_.stop(); }

 private:
  void seal_what_waits();
  db::Database& database_;
  const Keyring& keys_;
  Pace pace_;
  Rounds rounds_;
};

}  // namespace musubi::audit
