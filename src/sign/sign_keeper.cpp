#include "sign/sign_keeper.hpp"

#include <spdlog/spdlog.h>

#include <set>

#include "db/change_feed.hpp"
#include "task/task_store.hpp"

namespace musubi::sign {
namespace {

constexpr std::int64_t kPeopleAtOnce = 200;  // a read transaction of some milliseconds
constexpr int kChangesAtOnce = 500;

using Person = task::CausePerson;

std::int64_t keep_people(db::Database& database, RegionId region, const std::vector<Person>& people) {
  const auto behind = database.read_now([&](Tx& tx) {
    std::vector<Person> out;
    for (const auto& one : people)
      if (!is_in_line(tx, region, one.person_id, one.birth_date)) out.push_back(one);
    return out;
  });
  for (const auto& one : behind)
    database.write_now([&](Tx& tx) { keep_in_line(tx, region, one.person_id, one.birth_date); });
  return static_cast<std::int64_t>(behind.size());
}

std::int64_t keep_region(db::Database& database, RegionId region) {
  std::int64_t kept = 0;
  for (PersonId after{};;) {
    const auto people =
        database.read_now([&](Tx& tx) { return task::supported_people(tx, region, after, kPeopleAtOnce); });
    if (people.empty()) return kept;
    kept += keep_people(database, region, people);
    after = people.back().person_id;
  }
}

bool may_matter(const db::Change& change) {
  return change.person_id && !change.account_id &&
         (change.kind == "record" || change.kind == "assessment" || change.kind == "person");
}

}  // namespace

std::int64_t keep_all(db::Database& database) {
  std::int64_t kept = 0;
  for (const auto& region : database.read_now([](Tx& tx) { return task::regions(tx); }))
    kept += keep_region(database, region);
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

bool Keeper::is_stopping() {
  const std::lock_guard lock(mutex_);
  return stopping_;
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
      keep_all(database_);
      kept_for_ = today;
    }
    keep_changed();
  } catch (const std::exception& error) {
    spdlog::warn("early signs will be looked at again: {}", error.what());
  }
}

void Keeper::keep_changed() {
  for (bool more = true; more && !is_stopping();) {
    const auto changes =
        database_.read_now([&](Tx& tx) { return db::changes_after(tx, position_, kChangesAtOnce); });
    more = static_cast<int>(changes.size()) == kChangesAtOnce;
    std::set<std::pair<RegionId, PersonId>> people;
    std::set<RegionId> regions;
    for (const auto& change : changes) {
      if (may_matter(change)) people.emplace(change.region_id, *change.person_id);
      if (change.kind == "sign_rules") regions.insert(change.region_id);
    }
    for (const auto& region : regions) keep_region(database_, region);
    for (const auto& [region, person] : people) {
      const auto known =
          database_.read_now([&](Tx& tx) { return task::supported_person(tx, region, person); });
      if (known) keep_people(database_, region, {*known});
    }
    if (!changes.empty()) position_ = changes.back().position;
  }
}

}  // namespace musubi::sign
