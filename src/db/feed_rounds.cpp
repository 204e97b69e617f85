#include "db/feed_rounds.hpp"

namespace musubi::db {
namespace {

constexpr int kChangesAtOnce = 500;

}  // namespace

FeedRounds::FeedRounds(Database& database, Work work, std::chrono::milliseconds every)
    : database_(database), work_(std::move(work)), rounds_(work_.name, every, [this, every] {
        round();
        return every;
      }) {}

void FeedRounds::start() {
  position_ = database_.read_now([](Tx& tx) { return last_position(tx); });
  rounds_.start();
}

void FeedRounds::round() {
  const auto today = database_.read_now([](Tx& tx) { return tx.today(); });
  if (kept_for_ != today) {
    work_.everybody();
    kept_for_ = today;
  }
  for (bool more = true; more && !rounds_.is_stopping();) {
    const auto changes =
        database_.read_now([&](Tx& tx) { return changes_after(tx, position_, kChangesAtOnce); });
    more = static_cast<int>(changes.size()) == kChangesAtOnce;
    work_.changed(changes);
    if (!changes.empty()) position_ = changes.back().position;
  }
}

}  // namespace musubi::db
