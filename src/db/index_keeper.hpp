// The background job that keeps the full-text index tidy between the posts (docs/decisions/008, 8). Every
// copy of the program may run it.
#pragma once
#include "base/rounds.hpp"
#include "db/database.hpp"

namespace musubi::db {

class IndexKeeper {
 public:
  /// On PostgreSQL `database` should not be the one that requests wait for: a round holds its connection.
  explicit IndexKeeper(Database& database);
  void start() { rounds_.start(); }
  /// Returns after the step under way.
  void stop() { rounds_.stop(); }

 private:
  Rounds::Rest round();
  Database& database_;
  Rounds rounds_;
};

/// Until nothing is left to do: after much was written at once.
void tidy_whole_index(Database& database);

}  // namespace musubi::db
