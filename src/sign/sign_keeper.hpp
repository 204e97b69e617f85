// The background job that keeps early signs in line with what the rules find: at its start, when a day
// begins, and within a second after a record, a result or a person changed (the change feed says so). Every
// copy of the program runs it: what it does is the same whoever does it, and each rule has one sign a person
// (unique in the table). It looks in read transactions and writes only where something is to be done.
#pragma once
#include <condition_variable>
#include <mutex>
#include <thread>

#include "db/database.hpp"
#include "sign/sign_service.hpp"

namespace musubi::sign {

/// Everybody once. Returns how many people something was done for.
std::int64_t keep_all(db::Database& database);

class Keeper {
 public:
  explicit Keeper(db::Database& database, std::chrono::milliseconds every = std::chrono::milliseconds(500))
      : database_(database), every_(every) {}
  ~Keeper() { stop(); }
  void start();
  /// Returns after the run under way.
  void stop();

 private:
  void work();
  void look();
  void keep_changed();
  bool is_stopping();
  db::Database& database_;
  std::chrono::milliseconds every_;
  std::int64_t position_ = 0;     ///< of the feed, read up to here
  std::optional<Date> kept_for_;  ///< the day everybody was looked at
  std::mutex mutex_;
  std::condition_variable changed_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace musubi::sign
