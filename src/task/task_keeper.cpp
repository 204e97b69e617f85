#include "task/task_keeper.hpp"

#include <set>

#include "task/task_store.hpp"

namespace musubi::task {
namespace {

constexpr std::int64_t kPeopleAtOnce = 200;  // a read transaction of some milliseconds

/// What a cause can hang on.
bool may_matter(const db::Change& change) {
  return change.person_id && !change.account_id &&
         (change.kind == "consent" || change.kind == "person" || change.kind == "course" ||
          change.kind == "care" || change.kind == "document" || change.kind == "handover" ||
          change.kind == "waiting" || change.kind == "school_entry" || change.kind == "school_entry_told" ||
          change.kind == "seat" || change.kind == "guardian");
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

Keeper::Keeper(db::Database& database, std::vector<CauseFinder> more, std::chrono::milliseconds every)
    : database_(database),
      more_(std::move(more)),
      rounds_(
          database,
          {[this] { keep_all(database_, more_); },
           [this](const std::vector<db::Change>& changes) { keep_changed(changes); }, "the look for tasks"},
          every) {}

void Keeper::keep_changed(const std::vector<db::Change>& changes) {
  std::set<std::pair<RegionId, PersonId>> people;
  for (const auto& change : changes)
    if (may_matter(change)) people.emplace(change.region_id, *change.person_id);
  for (const auto& [region, person] : people) keep(database_, region, person, more_);
}

}  // namespace musubi::task
