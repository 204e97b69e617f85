#include "audit/head.hpp"

#include <fmt/format.h>

namespace musubi::audit {
namespace {

constexpr std::string_view kPurpose = "musubi audit keys 1";

std::string key_context(RegionId region, std::int64_t number) {
  return fmt::format("audit key:{}:{}", to_string(region), number);
}
std::string lines(std::string_view first, const Head& head) {
  return fmt::format("{}\n{}\n{}\n{}\n{}\n{}\n", first, to_string(head.region_id), head.tree_size,
                     head.previous_size, to_hex(head.root), to_unix_us(head.at));
}

}  // namespace

std::string text_of(const Head& head) {
  return lines("musubi audit head 1", head);
}
std::string witness_text(const Head& head, Time witnessed_at) {
  return lines("musubi audit witness 1", head) + fmt::format("{}\n", to_unix_us(witnessed_at));
}
std::string endorsement_text(RegionId region, std::int64_t key_number, crypto::BytesView public_key) {
  return fmt::format("musubi audit key 1\n{}\n{}\n{}\n", to_string(region), key_number,
                     crypto::to_hex(public_key));
}

std::vector<KeyRow> keys_of(Tx& tx, RegionId region) {
  return tx.all<KeyRow>(R"sql(
    select key_number, public_key, sealed, endorsement, created_at
      from audit_key where region_id = $1 order by key_number
  )sql",
                        region);
}

std::vector<keys::SealedValue> sealed_values(Tx& tx) {
  std::vector<keys::SealedValue> out;
  using Sealed = std::tuple<RegionId, std::int64_t, db::Bytes>;
  for (const auto& [region, number, sealed] :
       tx.all<Sealed>("select region_id, key_number, sealed from audit_key"))
    out.push_back(
        {"audit signing keys", std::string(kPurpose), key_context(region, number), sealed,
         [r = region, n = number, was = sealed](Tx& t, const db::Bytes& fresh) {
           return t.run(
               "update audit_key set sealed = $4 where region_id = $1 and key_number = $2 and sealed = $3", r,
               n, was, fresh);
         }});
  return out;
}

std::optional<std::int64_t> broken_key(RegionId region, const std::vector<KeyRow>& keys) {
  for (std::size_t i = 0; i < keys.size(); ++i) {
    const auto number = static_cast<std::int64_t>(i) + 1;
    if (keys[i].key_number != number) return number;
    const auto text = endorsement_text(region, number, keys[i].public_key);
    const auto& by = i == 0 ? keys[i] : keys[i - 1];
    if (!crypto::is_signed_by(by.public_key, crypto::view(text), keys[i].endorsement)) return number;
  }
  return std::nullopt;
}

Keyring::Signer Keyring::keep(Tx& tx, RegionId region, std::int64_t number,
                              const crypto::SigningKey* before) const {
  const auto key = crypto::SigningKey::make(tx.random());
  const auto text = endorsement_text(region, number, key.public_key());
  const auto sealed =
      keys_.seal(tx, kPurpose, key_context(region, number), {key.seed().data(), crypto::Key::kSize});
  tx.run(R"sql(
    insert into audit_key (region_id, key_number, public_key, sealed, endorsement, created_at)
    values ($1, $2, $3, $4, $5, $6)
  )sql",
         region, number, key.public_key(), sealed,
         (before != nullptr ? *before : key).sign(crypto::view(text)), tx.now());
  return {number, key};
}

Result<Keyring::Signer> Keyring::signer(Tx& tx, RegionId region) const {
  const auto newest = tx.first<KeyRow>(R"sql(
    select key_number, public_key, sealed, endorsement, created_at
      from audit_key where region_id = $1 order by key_number desc limit 1
  )sql",
                                       region);
  if (!newest) return keep(tx, region, 1, nullptr);
  const auto key = open(region, *newest);
  if (!key)
    return fail(Code::internal, "",
                "監査記録に署名する鍵を開けません。マスター鍵がこのデータベースのものか確かめてください。",
                "The key that signs the audit log does not open. Check that the master key belongs to this "
                "database.");
  return Signer{newest->key_number, *key};
}

Result<Keyring::Signer> Keyring::new_key(Tx& tx, RegionId region) const {
  TRY_ASSIGN(const auto before, signer(tx, region));
  return keep(tx, region, before.key_number + 1, &before.key);
}

std::optional<crypto::SigningKey> Keyring::open(RegionId region, const KeyRow& row) const {
  const auto seed =
      crypto::opened_key(keys_.open(kPurpose, key_context(region, row.key_number), row.sealed));
  if (!seed) return std::nullopt;
  const crypto::SigningKey key(*seed);
  if (key.public_key() != row.public_key) return std::nullopt;
  return key;
}

}  // namespace musubi::audit
