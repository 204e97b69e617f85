#include "task/task_keeper.hpp"

#include <spdlog/spdlog.h>

#include <set>

#include "db/change_feed.hpp"
#include "task/task_store.hpp"

namespace musubi::task {
namespace {

constexpr std::int64_t kPeopleAtOnce = 200;  // a read transaction of some milliseconds
constexpr int kChangesAtOnce = 500;

/// What a cause can hang on.
bool may_matter(const db::Change& change) {
  return change.person_id && !change.account_id &&
         (change.kind == "consent" || change.kind == "person" || change.kind == "course" ||
          change.kind == "care" || change.kind == "document" || change.kind == "handover" ||
          change.kind == "waiting" || change.kind == "school_entry");
}

bool keep(db::Database& database, RegionId region, PersonId person, const std::vector<CauseFinder>& more) {
  if (database.read_now([&](Tx& tx) { return is_in_line(tx, region, person, more); })) return false;
  database.write_now([&](Tx& tx) { keep_in_line(tx, region, person, more); });
  return true;
}

}  // namespace

std::int64_t keep_all(db::Database& database, const std::vector<CauseFinder>& more) {
  std::int64_t kept = 0;
  for (const auto& region : database.read_now([](Tx& tx) { return regions(tx); })) {
    for (PersonId after{};;) {
      const auto people =
          database.read_now([&](Tx& tx) { return supported_people(tx, region, after, kPeopleAtOnce); });
      if (people.empty()) break;
      const auto behind = database.read_now([&](Tx& tx) {
        std::vector<PersonId> out;
        for (const auto& person : people)
          if (!is_in_line(tx, region, person.person_id, more)) out.push_back(person.person_id);
        return out;
      });
      for (const auto& person : behind)
        database.write_now([&](Tx& tx) { keep_in_line(tx, region, person, more); });
      kept += static_cast<std::int64_t>(behind.size());
      after = people.back().person_id;
    }
  }
  return kept;
}

void Keeper::start() {
  position_ = database_.read_now([](Tx& tx) { return db::last_position(tx); });
  thread_ = std::thread([this] { work(); });
}

void Keeper::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void Keeper::work() {
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    lock.unlock();
    look();
    lock.lock();
    changed_.wait_for(lock, every_, [this] { return stopping_; });
  }
}

void Keeper::look() {
  try {
    const auto today = database_.read_now([](Tx& tx) { return tx.today(); });
    if (kept_for_ != today) {
      keep_all(database_, more_);
      kept_for_ = today;
    }
    keep_changed();
  } catch (const std::exception& error) {
    spdlog::warn("tasks will be looked at again: {}", error.what());
  }
}

void Keeper::keep_changed() {
  for (bool more = true; more;) {
    const auto changes =
        database_.read_now([&](Tx& tx) { return db::changes_after(tx, position_, kChangesAtOnce); });
    more = static_cast<int>(changes.size()) == kChangesAtOnce;
    std::set<std::pair<RegionId, PersonId>> people;
    for (const auto& change : changes)
      if (may_matter(change)) people.emplace(change.region_id, *change.person_id);
    for (const auto& [region, person] : people) keep(database_, region, person, more_);
    if (!changes.empty()) position_ = changes.back().position;
    const std::lock_guard lock(mutex_);
    if (stopping_) return;
  }
}

}  // namespace musubi::task
