// The background job that shreds what two people agreed to, once the grace time is over: the rows in one
// transaction, then the contents on the disk and what the database's files still hold of them. Killed in
// between, it goes on where it stopped. Every copy of the program runs it; what it does is the same whoever
// does it.
#pragma once
#include <string>

#include "base/rounds.hpp"
#include "db/database.hpp"
#include "file/vault.hpp"

namespace musubi::retention {

/// One round. Returns how many people went. `url`: of the database, for db::scrub.
std::int64_t shred_due(db::Database& database, const file::Vault& vault, const std::string& url);

class Keeper {
 public:
  Keeper(db::Database& database, file::Vault vault, std::string url,
         std::chrono::milliseconds every = std::chrono::seconds(1));
  void start() { rounds_.start(); }
  /// Returns after the round under way.
  void stop() { rounds_.stop(); }

 private:
  Rounds rounds_;
};

}  // namespace musubi::retention
