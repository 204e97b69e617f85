#include "device/authority.hpp"

#include "device/device.hpp"
#include "device/device_store.hpp"

namespace musubi::device {
namespace {

constexpr std::string_view kPurpose = "musubi device authority 1";

std::string key_context(RegionId region) {
  return "device authority:" + to_string(region);
}

}  // namespace

Result<crypto::Certified> Authority::open(Tx& tx, RegionId region) const {
  const auto row = store::authority(tx, region);
  if (!row) return not_found();
  auto key = keys_.open(kPurpose, key_context(region), row->sealed);
  if (!key)
    return fail(Code::internal, "",
                "端末認証局の鍵を開けません。マスター鍵がこのデータベースのものか確かめてください。",
                "The key of the device authority does not open. Check that the master key belongs to this "
                "database.");
  return crypto::Certified{row->certificate, std::move(*key)};
}

Result<crypto::Certified> Authority::open_or_make(Tx& tx, RegionId region) const {
  if (!store::authority(tx, region)) {
    const auto names = store::names_of(tx, region);
    auto made = crypto::make_authority({names.name, "", names.slug + " device authority"},
                                       tx.now() - hours{1}, tx.now() + kAuthorityLife);
    store::insert_authority(tx, region, made.certificate,
                            keys_.seal(tx, kPurpose, key_context(region), made.key));
    crypto::wipe(made.key);
  }
  return open(tx, region);
}

std::vector<keys::SealedValue> sealed_values(Tx& tx) {
  std::vector<keys::SealedValue> out;
  for (const auto& [region, sealed] : store::sealed_keys(tx))
    out.push_back({"device authorities", std::string(kPurpose), key_context(region), sealed,
                   [r = region, was = sealed](Tx& t, const db::Bytes& fresh) {
                     return store::replace_sealed_key(t, r, was, fresh);
                   }});
  return out;
}

std::vector<crypto::Bytes> all_authorities(Tx& tx) {
  return store::authorities(tx);
}

std::optional<crypto::Bytes> authority_certificate(Tx& tx, RegionId region) {
  if (auto row = store::authority(tx, region)) return std::move(row->certificate);
  return std::nullopt;
}

}  // namespace musubi::device
