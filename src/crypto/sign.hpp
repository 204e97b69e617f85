// Signatures that anybody can check and only the holder of the secret can make: Ed25519 (RFC 8032), and the
// hash SHA-256 (FIPS 180-4), both from libsodium. Knows nothing of what is signed.
#pragma once
#include <array>
#include <optional>

#include "base/clock.hpp"
#include "crypto/bytes.hpp"

namespace musubi::crypto {

using Sha256 = std::array<std::uint8_t, 32>;
Sha256 sha256(BytesView bytes);

/// A secret that signs, and the public key that goes with it. The secret is its 32-byte seed.
class SigningKey {
 public:
  static SigningKey make(Random& random);
  explicit SigningKey(const Key& seed);
  [[nodiscard]] const Key& seed() const { return seed_; }
  /// 32 bytes.
  [[nodiscard]] Bytes public_key() const { return {public_.begin(), public_.end()}; }
  /// 64 bytes.
  [[nodiscard]] Bytes sign(BytesView message) const;

 private:
  Key seed_;
  std::array<std::uint8_t, 32> public_{};
};

/// False for a wrong signature and for keys and signatures of a wrong length.
bool is_signed_by(BytesView public_key, BytesView message, BytesView signature);

}  // namespace musubi::crypto
