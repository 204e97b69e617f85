// Background work that keeps something in line with what it hangs on: for everybody at its start and when a
// day begins, and within a moment for whom the change feed names.
#pragma once
#include "base/rounds.hpp"
#include "db/change_feed.hpp"
#include "db/database.hpp"

namespace musubi::db {

class FeedRounds {
 public:
  struct Work {
    std::function<void()> everybody;
    std::function<void(const std::vector<Change>&)> changed;
    std::string name;  ///< for the log (base/rounds.hpp)
  };
  FeedRounds(Database& database, Work work, std::chrono::milliseconds every);
  void start();
  /// Returns after the piece of work under way.
  void stop() { rounds_.stop(); }

 private:
  void round();
  Database& database_;
  Work work_;
  std::int64_t position_ = 0;     ///< of the feed, read up to here
  std::optional<Date> kept_for_;  ///< the day everybody was looked at
  Rounds rounds_;
};

}  // namespace musubi::db
