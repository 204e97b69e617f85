// The background job that keeps early signs in line with what the rules find: at its start, when a day
// begins, and within a second after a record, a result or a person changed (the change feed says so). Every
// copy of the program runs it: what it does is the same whoever does it, and each rule has one sign a person
// (unique in the table). It looks in read transactions and writes only where something is to be done.
#pragma once
#include "db/feed_rounds.hpp"
#include "sign/sign_service.hpp"

namespace musubi::sign {

/// Everybody once. Returns how many people something was done for.
std::int64_t keep_all(db::Database& database);

class Keeper {
 public:
  explicit Keeper(db::Database& database, std::chrono::milliseconds every = std::chrono::milliseconds(500));
  void start() { rounds_.start(); }
  /// Returns after the piece of work under way.
  void stop() { rounds_.stop(); }

 private:
  void keep_changed(const std::vector<db::Change>& changes);
  db::Database& database_;
  db::FeedRounds rounds_;
};

}  // namespace musubi::sign
