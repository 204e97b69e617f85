#include "retention/retention_keeper.hpp"

#include "db/scrub.hpp"
#include "retention/retention_service.hpp"
#include "retention/retention_store.hpp"

namespace musubi::retention {
namespace {

constexpr auto kAfterTrouble = std::chrono::minutes(1);

/// What is left of rows that are gone: contents first, then the database's own files.
void sweep(db::Database& database, const file::Vault& vault, const std::string& url) {
  const auto erased = database.read_now([](Tx& tx) { return store::erased(tx); });
  if (erased.empty()) return;
  for (const auto& one : erased) {
    const auto contents = database.read_now([&](Tx& tx) { return store::files(tx, one.region_id, one.id); });
    for (const auto file : contents) vault.remove(one.region_id, file);
  }
  if (const auto scrubbed = db::scrub(url); !scrubbed) throw std::runtime_error(scrubbed.error().detail_en);
  for (const auto& one : erased)
    database.write_now([&](Tx& tx) { store::mark_swept(tx, one.region_id, one.id); });
}

}  // namespace

std::int64_t shred_due(db::Database& database, const file::Vault& vault, const std::string& url) {
  const auto due = database.read_now([](Tx& tx) {
    auto found = store::confirmed_until(tx, tx.now());
    std::erase_if(found, [&](const auto& one) {
      return !obstacles_of(tx, one.region_id, one.person_id, one.id).empty();
    });
    return found;
  });
  std::int64_t gone = 0;
  for (const auto& one : due)
    gone +=
        database.write_now([&](Tx& tx) { return shred(tx, one.region_id, one.person_id, one.id); }) ? 1 : 0;
  sweep(database, vault, url);
  return gone;
}

Keeper::Keeper(db::Database& database, file::Vault vault, std::string url, std::chrono::milliseconds every)
    : rounds_("shredding", kAfterTrouble, [&database, vault = std::move(vault), url = std::move(url), every] {
        shred_due(database, vault, url);
        return every;
      }) {}

}  // namespace musubi::retention
