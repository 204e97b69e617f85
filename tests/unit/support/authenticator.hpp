// An authenticator made of software, honest unless told otherwise: makes a passkey and answers questions as
// W3C Web Authentication level 2 describes, with every part open to a test that plays the attacker.
#pragma once
#include <openssl/evp.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "crypto/passkey.hpp"

namespace musubi::test {

using crypto::Bytes;
using crypto::BytesView;

// CBOR in the canonical form: just what an authenticator writes.
Bytes cbor_integer(std::int64_t value);
Bytes cbor_bytes(BytesView value);
Bytes cbor_text(std::string_view value);
Bytes cbor_map(std::size_t pairs);
Bytes joined(std::initializer_list<Bytes> parts);
Bytes sha256_of(BytesView bytes);

class Authenticator {
 public:
  static constexpr std::uint8_t kPresent = 0x01;
  static constexpr std::uint8_t kVerified = 0x04;

  explicit Authenticator(std::int64_t algorithm = crypto::kEs256);

  std::string rp_id = "renraku.example.jp";
  std::string origin = "https://renraku.example.jp";
  std::uint8_t flags = kPresent | kVerified;
  std::uint32_t counter = 0;
  bool cross_origin = false;
  Bytes credential_id;
  Bytes user_handle;

  [[nodiscard]] std::int64_t algorithm() const { return algorithm_; }
  [[nodiscard]] Bytes public_key() const;  ///< as `crypto::PasskeyKey` keeps it
  [[nodiscard]] Bytes cose_key() const;
  /// `challenge` as the server gave it, base64url.
  [[nodiscard]] Bytes client_data(std::string_view type, std::string_view challenge) const;
  [[nodiscard]] Bytes authenticator_data(bool with_credential = false) const;
  /// Of fmt `none`, or `packed` signed by the new key itself.
  [[nodiscard]] Bytes attestation_object(const Bytes& client_data, bool self_attested = false) const;
  [[nodiscard]] Bytes sign(const Bytes& authenticator_data, const Bytes& client_data) const;

 private:
  std::int64_t algorithm_;
  std::shared_ptr<EVP_PKEY> key_;
};

}  // namespace musubi::test
