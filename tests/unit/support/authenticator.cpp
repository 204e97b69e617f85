#include "support/authenticator.hpp"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/rsa.h>

#include <array>
#include <stdexcept>

namespace musubi::test {
namespace {

Bytes head(int major, std::uint64_t value) {
  const auto first = [&](int low) { return static_cast<std::uint8_t>(major << 5 | low); };
  if (value < 24) return {first(static_cast<int>(value))};
  if (value < 0x100) return {first(24), static_cast<std::uint8_t>(value)};
  return {first(25), static_cast<std::uint8_t>(value >> 8), static_cast<std::uint8_t>(value)};
}

Bytes number_of(const EVP_PKEY* key, const char* name, std::size_t size) {
  BIGNUM* number = nullptr;
  if (EVP_PKEY_get_bn_param(key, name, &number) != 1) throw std::runtime_error(name);
  Bytes out(size);
  BN_bn2binpad(number, out.data(), static_cast<int>(size));
  BN_free(number);
  return out;
}

std::shared_ptr<EVP_PKEY> new_key(std::int64_t algorithm) {
  EVP_PKEY* key = algorithm == crypto::kEs256   ? EVP_EC_gen("P-256")
                  : algorithm == crypto::kEdDsa ? EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519")
                                                : EVP_RSA_gen(2048);
  return {key, EVP_PKEY_free};
}

Bytes of(std::string_view text) {
  return {text.begin(), text.end()};
}

}  // namespace

Bytes cbor_integer(std::int64_t value) {
  return value >= 0 ? head(0, static_cast<std::uint64_t>(value))
                    : head(1, static_cast<std::uint64_t>(-1 - value));
}
Bytes cbor_bytes(BytesView value) {
  auto out = head(2, value.size());
  out.insert(out.end(), value.begin(), value.end());
  return out;
}
Bytes cbor_text(std::string_view value) {
  auto out = head(3, value.size());
  out.insert(out.end(), value.begin(), value.end());
  return out;
}
Bytes cbor_map(std::size_t pairs) {
  return head(5, pairs);
}
Bytes joined(std::initializer_list<Bytes> parts) {
  Bytes out;
  for (const auto& part : parts) out.insert(out.end(), part.begin(), part.end());
  return out;
}
Bytes sha256_of(BytesView bytes) {
  Bytes out(32);
  EVP_Digest(bytes.data(), bytes.size(), out.data(), nullptr, EVP_sha256(), nullptr);
  return out;
}

Authenticator::Authenticator(std::int64_t algorithm) : algorithm_(algorithm), key_(new_key(algorithm)) {
  credential_id = sha256_of(public_key());
}

Bytes Authenticator::public_key() const {
  if (algorithm_ == crypto::kRs256)
    return joined(
        {number_of(key_.get(), OSSL_PKEY_PARAM_RSA_N, 256), number_of(key_.get(), OSSL_PKEY_PARAM_RSA_E, 3)});
  if (algorithm_ == crypto::kEdDsa) {
    Bytes out(32);
    auto size = out.size();
    EVP_PKEY_get_raw_public_key(key_.get(), out.data(), &size);
    return out;
  }
  return joined({number_of(key_.get(), OSSL_PKEY_PARAM_EC_PUB_X, 32),
                 number_of(key_.get(), OSSL_PKEY_PARAM_EC_PUB_Y, 32)});
}

Bytes Authenticator::cose_key() const {
  const auto key = public_key();
  const auto part = [&](std::size_t from, std::size_t size) {
    return cbor_bytes(BytesView(key).subspan(from, size));
  };
  const auto pair = [](std::int64_t label, const Bytes& value) {
    return joined({cbor_integer(label), value});
  };
  if (algorithm_ == crypto::kRs256)
    return joined({cbor_map(4), pair(1, cbor_integer(3)), pair(3, cbor_integer(algorithm_)),
                   pair(-1, part(0, 256)), pair(-2, part(256, 3))});
  if (algorithm_ == crypto::kEdDsa)
    return joined({cbor_map(4), pair(1, cbor_integer(1)), pair(3, cbor_integer(algorithm_)),
                   pair(-1, cbor_integer(6)), pair(-2, part(0, 32))});
  return joined({cbor_map(5), pair(1, cbor_integer(2)), pair(3, cbor_integer(algorithm_)),
                 pair(-1, cbor_integer(1)), pair(-2, part(0, 32)), pair(-3, part(32, 32))});
}

Bytes Authenticator::client_data(std::string_view type, std::string_view challenge) const {
  return of("{\"type\":\"" + std::string(type) + "\",\"challenge\":\"" + std::string(challenge) +
            "\",\"origin\":\"" + origin + "\",\"crossOrigin\":" + (cross_origin ? "true" : "false") +
            ",\"other_keys_can_be_added_here\":\"do not compare clientDataJSON against a template\"}");
}

Bytes Authenticator::authenticator_data(bool with_credential) const {
  const auto byte = [](std::size_t value) { return static_cast<std::uint8_t>(value); };
  auto out = joined({sha256_of(crypto::view(rp_id)),
                     {byte(with_credential ? flags | 0x40U : flags), byte(counter >> 24), byte(counter >> 16),
                      byte(counter >> 8), byte(counter)}});
  if (!with_credential) return out;
  return joined({out,
                 Bytes(16),
                 {byte(credential_id.size() >> 8), byte(credential_id.size())},
                 credential_id,
                 cose_key()});
}

Bytes Authenticator::attestation_object(const Bytes& client_data, bool self_attested) const {
  const auto data = authenticator_data(true);
  auto statement = cbor_map(0);
  if (self_attested)
    statement = joined({cbor_map(2), cbor_text("alg"), cbor_integer(algorithm_), cbor_text("sig"),
                        cbor_bytes(sign(data, client_data))});
  return joined({cbor_map(3), cbor_text("fmt"), cbor_text(self_attested ? "packed" : "none"),
                 cbor_text("attStmt"), statement, cbor_text("authData"), cbor_bytes(data)});
}

Bytes Authenticator::sign(const Bytes& authenticator_data, const Bytes& client_data) const {
  const auto signed_bytes = joined({authenticator_data, sha256_of(client_data)});
  auto* const context = EVP_MD_CTX_new();
  const auto* const digest = algorithm_ == crypto::kEdDsa ? nullptr : EVP_sha256();
  Bytes out(512);
  auto size = out.size();
  const bool done = EVP_DigestSignInit(context, nullptr, digest, nullptr, key_.get()) == 1 &&
                    EVP_DigestSign(context, out.data(), &size, signed_bytes.data(), signed_bytes.size()) == 1;
  EVP_MD_CTX_free(context);
  if (!done) throw std::runtime_error("could not sign");
  out.resize(size);
  return out;
}

}  // namespace musubi::test
