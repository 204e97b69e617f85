// Inside db/ only: the two engines behind `open`, and the tools they share. No other room includes this.
// Why drivers of our own: docs/decisions/001-own-database-drivers.md.
#pragma once
#include <condition_variable>
#include <mutex>
#include <vector>

#include "db/database.hpp"

namespace musubi::db {

/// A statement the engine refused. The text names the statement and never a value.
struct SqlError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

std::unique_ptr<Database> open_sqlite(const std::string& path, const Settings& settings, Clock& clock,
                                      Random& random);
std::unique_ptr<Database> open_postgres(const std::string& conninfo, const Settings& settings, Clock& clock,
                                        Random& random);

/// One function waiting for its transaction.
struct Job {
  Database::Work work;
  Database::Done done;
  bool writes = false;
  std::exception_ptr error{};
};

/// Who wants to be woken after a change.
class Wakers {
 public:
  void add(std::function<void()> wake) {
    const std::lock_guard lock(mutex_);
    wakers_.push_back(std::move(wake));
  }
  void wake_all() {
    const std::lock_guard lock(mutex_);
    for (const auto& wake : wakers_) wake();
  }

 private:
  std::mutex mutex_;
  std::vector<std::function<void()>> wakers_;
};

}  // namespace musubi::db
