// Passkeys: what an authenticator made, and whether it is what it says. The bytes are read by a strict,
// bounded reader of our own; signatures, key forms and once more the authenticator data are checked by
// libfido2. Knows no account, keeps no challenge and no counter: that is identity/. Nothing of a passkey but
// its public half is ever seen here. W3C Web Authentication level 2: 6.1 authenticator data, 6.5.4
// attestation objects, 7.1 and 7.2 the checks.
#pragma once
#include <array>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>

#include "crypto/bytes.hpp"

namespace musubi::crypto {

/// The algorithms offered, best first; numbers of the IANA COSE registry.
inline constexpr std::int64_t kEs256 = -7;
inline constexpr std::int64_t kEdDsa = -8;
inline constexpr std::int64_t kRs256 = -257;
inline constexpr std::array<std::int64_t, 3> kPasskeyAlgorithms{kEdDsa, kEs256, kRs256};

/// A public key as it is kept: ES256 x‖y (64 bytes), EdDSA x (32), RS256 n‖e (256 + 3).
struct PasskeyKey {
  std::int64_t algorithm = 0;
  Bytes bytes;
  bool operator==(const PasskeyKey&) const = default;
};

/// Why a ceremony was refused. Each is a word of the audit log.
enum class PasskeyFault {
  malformed,     ///< garbled, too large, or not in the one form it may have
  rp_id,         ///< made for another site
  presence,      ///< nobody touched the authenticator
  verification,  ///< the authenticator did not check who touched it (PIN, fingerprint, face)
  signature,     ///< not signed by the key
  algorithm,     ///< a key of a kind that was not asked for, or no valid key
  attestation    ///< a statement about the authenticator that was not asked for or does not hold
};
std::string_view word_of(PasskeyFault fault);

struct AttestedCredential {
  std::array<std::uint8_t, 16> aaguid{};
  Bytes credential_id;
  PasskeyKey key;
};
struct AuthenticatorData {
  Bytes rp_id_hash;  ///< SHA-256, 32 bytes
  bool user_present = false;
  bool user_verified = false;
  bool backup_eligible = false;
  bool backed_up = false;
  std::uint32_t counter = 0;
  std::optional<AttestedCredential> credential;
};
/// Exactly one authenticator data and nothing behind it; nullopt otherwise.
std::optional<AuthenticatorData> read_authenticator_data(BytesView bytes);

struct NewPasskey {
  Bytes credential_id;
  PasskeyKey key;
  std::uint32_t counter = 0;
  bool backed_up = false;  ///< the authenticator copies it to other devices
};
/// What `navigator.credentials.create` answered. Its challenge, origin and type are the caller's business.
/// Attestation `none`, or a self-attestation that holds; anything else was not asked for.
std::expected<NewPasskey, PasskeyFault> check_new_passkey(const std::string& rp_id, BytesView client_data,
                                                          BytesView attestation_object);

/// What `navigator.credentials.get` answered.
struct Assertion {
  BytesView client_data;
  BytesView authenticator_data;
  BytesView signature;
};
/// The counter the authenticator gave, if user presence, user verification, site and signature are right.
std::expected<std::uint32_t, PasskeyFault> check_assertion(const std::string& rp_id, const PasskeyKey& key,
                                                           const Assertion& assertion);

}  // namespace musubi::crypto
