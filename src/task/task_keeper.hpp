// The background job that keeps the program's own tasks in line with their causes: at its start, when a day
// begins, and within a second after a consent, a birth date, a check-up or an instruction sheet
// changed (the change feed says so).
// Every copy of the program runs it: what it does is the same whoever does it, and each cause has one task
// (unique in the table). It looks in read transactions and writes only where something is to be done.
#pragma once
#include "db/feed_rounds.hpp"
#include "task/task_service.hpp"

namespace musubi::task {

/// Everybody once. Returns how many people something was done for.
std::int64_t keep_all(db::Database& database, const std::vector<CauseFinder>& more);

class Keeper {
 public:
  Keeper(db::Database& database, std::vector<CauseFinder> more,
         std::chrono::milliseconds every = std::chrono::milliseconds(500));
  void start() { rounds_.start(); }
  /// Returns after the piece of work under way.
  void stop() { rounds_.stop(); }

 private:
  void keep_changed(const std::vector<db::Change>& changes);
  db::Database& database_;
  std::vector<CauseFinder> more_;
  db::FeedRounds rounds_;
};

}  // namespace musubi::task
