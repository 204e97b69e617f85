// Looking after what lies sealed: new data keys, and whether rows and contents agree.
#include <algorithm>

#include "file/file_service.hpp"
#include "file/file_store.hpp"
#include "file/own_key.hpp"

namespace musubi::file {
namespace {

/// Reads the contents to their end: a single bit that was changed is noticed.
bool opens(const Vault& vault, RegionId region, const store::SealedRow& row, Variant variant,
           const crypto::Key& key) {
  const auto reader = vault.open(region, row.file_id, variant, key);
  return reader && reader->read_all().has_value();
}

}  // namespace

std::vector<DataKey> data_keys(Tx& tx, RegionId region) {
  return store::data_keys(tx, region);
}

std::vector<keys::SealedValue> sealed_values(Tx& tx) {
  std::vector<keys::SealedValue> out;
  for (auto& [region, key] : store::wrapped_keys(tx)) {
    auto context = data_key_context(region, key.key_number);
    out.push_back({"data keys", std::string(kDataKeys), std::move(context), key.wrapped,
                   [r = region, k = key](Tx& t, const db::Bytes& fresh) {
                     return store::replace_key(t, r, k, fresh);
                   }});
  }
  return out;
}

Result<std::int64_t> Files::new_data_key(Tx& tx, RegionId region) const {
  const auto newest = store::newest_key(tx, region);
  const auto number = newest ? newest->key_number + 1 : 1;
  // Of keys that open those before, or nobody could read the files of both.
  if (newest) TRY(vault_.unwrap(region, newest->key_number, newest->wrapped));
  if (!store::insert_key(tx, region, {number, vault_.wrap(tx, region, number, crypto::random_key())}))
    return fail(Code::conflict, "", "鍵の更新が重なりました。もう一度実行してください。",
                "Another new key was made meanwhile. Run it again.");
  return number;
}

FilesCheck Files::check(db::Database& database, std::chrono::seconds older_than, bool remove_unknown) const {
  FilesCheck found;
  // Contents come before their row: what lies there is listed first, and what is young is left alone.
  auto lying = vault_.list(older_than);
  const auto regions = database.read_now([](Tx& tx) { return store::regions(tx); });
  for (const auto region : regions) {
    const auto rows = database.read_now([&](Tx& tx) { return store::sealed_rows(tx, region); });
    for (const auto& row : rows) {
      ++found.files;
      const auto key = database.read_now([&](Tx& tx) { return key_of(tx, vault_, region, row); });
      for (const auto variant : {Variant::whole, Variant::thumbnail}) {
        if (variant == Variant::thumbnail && !row.has_thumbnail) continue;
        const auto name = vault_.name_of(region, row.file_id, variant);
        lying.erase(name);
        if (key && opens(vault_, region, row, variant, *key)) continue;
        // Removed while this went on: no row, no loss.
        if (!database.read_now([&](Tx& tx) { return store::find(tx, region, row.file_id).has_value(); }))
          continue;
        found.unreadable.push_back(to_string(row.file_id) + (variant == Variant::whole ? "" : " thumbnail"));
      }
    }
  }
  found.unknown.assign(lying.begin(), lying.end());
  if (remove_unknown) found.removed = vault_.remove_named(found.unknown);
  return found;
}

}  // namespace musubi::file
