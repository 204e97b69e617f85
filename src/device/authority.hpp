// The certificate authority of a region: made on first use, its private key sealed under a key made from the
// master key, and opened for one signature at a time. It never leaves the server.
#pragma once
#include <optional>
#include <vector>

#include "crypto/certificate.hpp"
#include "crypto/seal.hpp"
#include "db/tx.hpp"

namespace musubi::device {

class Authority {
 public:
  explicit Authority(const crypto::Key& master)
      : sealing_(crypto::derive_key(master, "musubi device authority 1")) {}
  /// Makes it if the region has none. `internal` if it does not open: another master key, or tampered with.
  Result<crypto::Certified> open_or_make(Tx& tx, RegionId region) const;
  /// `not_found` if the region certifies no devices.
  Result<crypto::Certified> open(Tx& tx, RegionId region) const;

 private:
  crypto::Key sealing_;
};

/// The certificates of all authorities of this installation.
std::vector<crypto::Bytes> all_authorities(Tx& tx);
std::optional<crypto::Bytes> authority_certificate(Tx& tx, RegionId region);

}  // namespace musubi::device
