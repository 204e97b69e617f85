#include "file/own_key.hpp"

#include <fmt/format.h>

namespace musubi::file {
namespace {

std::string context_of(RegionId region, PersonId person) {
  return fmt::format("person key:{}:{}", to_string(region), to_string(person));
}

Result<crypto::Key> unwrap(RegionId region, PersonId person, const crypto::Key& data_key,
                           crypto::BytesView wrapped) {
  auto bytes = crypto::unseal(data_key, context_of(region, person), wrapped);
  if (!bytes || bytes->size() != crypto::Key::kSize)
    return fail(Code::internal, "", "ファイルの鍵を開けません。管理者に連絡してください。",
                "The file key does not open. Tell the administrator.");
  const crypto::Key key{std::span<const std::uint8_t, crypto::Key::kSize>(*bytes)};
  crypto::wipe(*bytes);
  return key;
}

std::unexpected<Error> shredded() {
  return fail(Code::gone, "", "このファイルは消去されています。", "This file was shredded.");
}

}  // namespace

Result<crypto::Key> own_key(Tx& tx, RegionId region, PersonId person, std::int64_t key_number,
                            const crypto::Key& data_key) {
  auto wrapped = store::find_person_key(tx, region, person, key_number);
  if (!wrapped) {
    // Real randomness, never that of the transaction: in demo data and tests that one can be foretold.
    const auto fresh = crypto::random_key();
    store::insert_person_key(
        tx, region, person,
        {key_number, crypto::seal(data_key, context_of(region, person), {fresh.data(), crypto::Key::kSize})});
    wrapped = store::find_person_key(tx, region, person, key_number);
  }
  return unwrap(region, person, data_key, *wrapped);
}

Result<crypto::Key> key_of(Tx& tx, const Vault& vault, RegionId region, const store::SealedRow& row) {
  const auto wrapped = store::find_key(tx, region, row.key_number);
  if (!wrapped) return shredded();
  TRY_ASSIGN(const auto key, vault.unwrap(region, wrapped->key_number, wrapped->wrapped));
  if (!row.own_key) return key;
  const auto own =
      row.person_id ? store::find_person_key(tx, region, *row.person_id, row.key_number) : std::nullopt;
  if (!own) return shredded();
  return unwrap(region, *row.person_id, key, *own);
}

}  // namespace musubi::file
