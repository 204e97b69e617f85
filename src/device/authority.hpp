// The certificate authority of a region: made on first use, its private key sealed under a root key (keys/),
// and opened for one signature at a time. It never leaves the server.
#pragma once
#include <optional>
#include <vector>

#include "crypto/certificate.hpp"
#include "db/tx.hpp"
#include "keys/ring.hpp"
#include "keys/sealed_value.hpp"

namespace musubi::device {

class Authority {
 public:
  explicit Authority(keys::Ring keys) : keys_(std::move(keys)) {}
  /// Makes it if the region has none. `internal` if it does not open: another master key, or tampered with.
  Result<crypto::Certified> open_or_make(Tx& tx, RegionId region) const;
  /// `not_found` if the region certifies no devices.
  Result<crypto::Certified> open(Tx& tx, RegionId region) const;

 private:
  keys::Ring keys_;
};

/// What this room keeps sealed: the authorities' private keys.
std::vector<keys::SealedValue> sealed_values(Tx& tx);
/// The certificates of all authorities of this installation.
std::vector<crypto::Bytes> all_authorities(Tx& tx);
std::optional<crypto::Bytes> authority_certificate(Tx& tx, RegionId region);

}  // namespace musubi::device
