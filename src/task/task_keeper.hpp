// The background job that keeps the program's own tasks in line with their causes: at its start, when a day
// begins, and within a second after a consent, a birth date, a check-up or an instruction sheet
// changed (the change feed says so).
// Every copy of the program runs it: what it does is the same whoever does it, and each cause has one task
// (unique in the table). It looks in read transactions and writes only where something is to be done.
#pragma once
#include <condition_variable>
#include <mutex>
#include <thread>

#include "db/database.hpp"
#include "task/task_service.hpp"

namespace musubi::task {

/// Everybody once. Returns how many people something was done for.
std::int64_t keep_all(db::Database& database, const std::vector<CauseFinder>& more);

class Keeper {
 public:
  Keeper(db::Database& database, std::vector<CauseFinder> more,
         std::chrono::milliseconds every = std::chrono::milliseconds(500))
      : database_(database), more_(std::move(more)), every_(every) {}
  ~Keeper() { stop(); }
  void start();
  /// Returns after the run under way.
  void stop();

 private:
  void work();
  void look();
  void keep_changed();
  db::Database& database_;
  std::vector<CauseFinder> more_;
  std::chrono::milliseconds every_;
  std::int64_t position_ = 0;     ///< of the feed, read up to here
  std::optional<Date> kept_for_;  ///< the day everybody was looked at
  std::mutex mutex_;
  std::condition_variable changed_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace musubi::task
