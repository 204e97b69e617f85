#include "sign/sign_keeper.hpp"

#include <set>

#include "task/task_store.hpp"

namespace musubi::sign {
namespace {

constexpr std::int64_t kPeopleAtOnce = 200;  // a read transaction of some milliseconds

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

Keeper::Keeper(db::Database& database, std::chrono::milliseconds every)
    : database_(database),
      rounds_(database,
              {[this] { keep_all(database_); },
               [this](const std::vector<db::Change>& changes) { keep_changed(changes); },
               "the look for early signs"},
              every) {}

void Keeper::keep_changed(const std::vector<db::Change>& changes) {
  std::set<std::pair<RegionId, PersonId>> people;
  std::set<RegionId> regions;
  for (const auto& change : changes) {
    if (may_matter(change)) people.emplace(change.region_id, *change.person_id);
    if (change.kind == "sign_rules") regions.insert(change.region_id);
  }
  for (const auto& region : regions) keep_region(database_, region);
  for (const auto& [region, person] : people) {
    const auto known = database_.read_now([&](Tx& tx) { return task::supported_person(tx, region, person); });
    if (known) keep_people(database_, region, {*known});
  }
}

}  // namespace musubi::sign
