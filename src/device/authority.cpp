#include "device/authority.hpp"

#include "device/device.hpp"
#include "device/device_store.hpp"

namespace musubi::device {
namespace {

std::string key_context(RegionId region) {
  return "device authority:" + to_string(region);
}

}  // namespace

Result<crypto::Certified> Authority::open(Tx& tx, RegionId region) const {
  const auto row = store::authority(tx, region);
  if (!row) return not_found();
  auto key = crypto::unseal(sealing_, key_context(region), row->sealed);
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
                            crypto::seal(sealing_, key_context(region), made.key));
    crypto::wipe(made.key);
  }
  return open(tx, region);
}

std::vector<crypto::Bytes> all_authorities(Tx& tx) {
  return store::authorities(tx);
}

std::optional<crypto::Bytes> authority_certificate(Tx& tx, RegionId region) {
  if (auto row = store::authority(tx, region)) return std::move(row->certificate);
  return std::nullopt;
}

}  // namespace musubi::device
