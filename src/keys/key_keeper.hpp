// A running server's side of a change of keys: it takes in new root keys within seconds, and says so.
#pragma once
#include "base/rounds.hpp"
#include "db/database.hpp"
#include "keys/key_store.hpp"
#include "keys/ring.hpp"

namespace musubi::keys {

class KeyKeeper {
 public:
  KeyKeeper(db::Database& database, Ring ring);
  /// Tells of this server before it returns. Throws if the key in use does not open.
  void start();
  /// This server no longer counts as running.
  void stop();
  /// One look; for tests. Throws where the database is away or the key in use does not open.
  void look();

 private:
  db::Database& database_;
  Ring ring_;
  store::ServerRow self_;
  Time noted_at_{};
  Rounds rounds_;
};

}  // namespace musubi::keys
