// Signed JSON in its compact form and the public keys that check it: RFC 7515 (JWS), 7517 (JWK), 7518 3.3,
// 3.4, 3.5 (RS256, ES256, PS256), checked by OpenSSL. What a token may be signed with is fixed here and bound
// to the kind of its key: a token never chooses (RFC 8725, 2.1, 3.1). Knows nothing of what is signed.
#pragma once
#include <expected>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "crypto/bytes.hpp"

struct evp_pkey_st;

namespace musubi::crypto {

/// A public key of a JWK set.
struct JwsKey {
  std::string kid;  ///< empty: it has none
  std::string alg;  ///< the only algorithm it is for; empty: any that fits its kind
  bool elliptic = false;
  std::shared_ptr<evp_pkey_st> key;
};

/// No longer token is looked at.
inline constexpr std::size_t kLongestJws = 16 * 1024;

/// The signature keys of a JWK set: RSA of 2,048 to 8,192 bits and P-256; at most 50 are read and others are
/// passed over. nullopt if the text is no JWK set.
std::optional<std::vector<JwsKey>> read_jwks(std::string_view json);

enum class JwsFault {
  malformed,    ///< not three parts of base64url, no JSON, a name twice, too long
  algorithm,    ///< none, a shared secret, or anything else that is not accepted
  kind,         ///< something that is no token of this kind: `typ`, `crit`
  unknown_key,  ///< no key of that name: the set may have been renewed meanwhile
  signature
};
std::string_view word_of(JwsFault fault);

/// The payload of a token that one of these keys signed.
std::expected<std::string, JwsFault> check_jws(std::string_view token, std::span<const JwsKey> keys);
/// The left half of the SHA-256 of `text` as base64url: `at_hash` (OpenID Connect Core 3.1.3.6).
std::string half_hash(std::string_view text);

}  // namespace musubi::crypto
