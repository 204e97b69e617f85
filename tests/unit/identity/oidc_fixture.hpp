// A provider of the tests: its keys, its tokens, and what it answers when it is asked.
#pragma once
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>

#include <memory>
#include <string>

#include "crypto/jws.hpp"

namespace musubi::test {

/// A key pair that signs tokens.
class TokenKey {
 public:
  static TokenKey rsa(const std::string& kid, unsigned bits = 2048) {
    return {kid, EVP_PKEY_Q_keygen(nullptr, nullptr, "RSA", static_cast<std::size_t>(bits))};
  }
  static TokenKey p256(const std::string& kid) {
    return {kid, EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256")};
  }

  [[nodiscard]] std::string jwk(const std::string& more = "") const {
    const auto head = R"({"kid":")" + kid_ + R"(",)" + more;
    if (!elliptic())
      return head + R"("kty":"RSA","n":")" + number(OSSL_PKEY_PARAM_RSA_N) + R"(","e":")" +
             number(OSSL_PKEY_PARAM_RSA_E) + R"("})";
    return head + R"("kty":"EC","crv":"P-256","x":")" + number(OSSL_PKEY_PARAM_EC_PUB_X, 32) + R"(","y":")" +
           number(OSSL_PKEY_PARAM_EC_PUB_Y, 32) + R"("})";
  }

  [[nodiscard]] std::string token(const std::string& payload, const std::string& alg,
                                  const std::string& more = "") const {
    return sealed(R"({"alg":")" + alg + R"(","kid":")" + kid_ + '"' + more + "}", payload, alg == "PS256");
  }
  /// Whatever the head says, signed with this key.
  [[nodiscard]] std::string sealed(const std::string& head, const std::string& payload,
                                   bool pss = false) const {
    const auto text =
        crypto::to_base64url(crypto::view(head)) + '.' + crypto::to_base64url(crypto::view(payload));
    return text + '.' + crypto::to_base64url(signature(text, pss));
  }

 private:
  TokenKey(std::string kid, EVP_PKEY* key) : kid_(std::move(kid)), key_(key, EVP_PKEY_free) {}
  [[nodiscard]] bool elliptic() const { return EVP_PKEY_is_a(key_.get(), "EC") == 1; }
  [[nodiscard]] std::string number(const char* name, int width = 0) const {
    BIGNUM* value = nullptr;
    EVP_PKEY_get_bn_param(key_.get(), name, &value);
    crypto::Bytes bytes(static_cast<std::size_t>(std::max(width, BN_num_bytes(value))));
    BN_bn2binpad(value, bytes.data(), static_cast<int>(bytes.size()));
    BN_free(value);
    return crypto::to_base64url(bytes);
  }
  [[nodiscard]] crypto::Bytes signature(const std::string& text, bool pss) const {
    const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> digest(EVP_MD_CTX_new(), EVP_MD_CTX_free);
    EVP_PKEY_CTX* context = nullptr;
    EVP_DigestSignInit(digest.get(), &context, EVP_sha256(), nullptr, key_.get());
    if (pss) {
      EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PSS_PADDING);
      EVP_PKEY_CTX_set_rsa_pss_saltlen(context, RSA_PSS_SALTLEN_DIGEST);
    }
    std::size_t size = 0;
    const auto* bytes = reinterpret_cast<const unsigned char*>(text.data());
    EVP_DigestSign(digest.get(), nullptr, &size, bytes, text.size());
    crypto::Bytes out(size);
    EVP_DigestSign(digest.get(), out.data(), &size, bytes, text.size());
    out.resize(size);
    if (!elliptic()) return out;
    const auto* at = static_cast<const unsigned char*>(out.data());
    const std::unique_ptr<ECDSA_SIG, decltype(&ECDSA_SIG_free)> pair(
        d2i_ECDSA_SIG(nullptr, &at, static_cast<long>(size)), ECDSA_SIG_free);
    crypto::Bytes raw(64);
    BN_bn2binpad(ECDSA_SIG_get0_r(pair.get()), raw.data(), 32);
    BN_bn2binpad(ECDSA_SIG_get0_s(pair.get()), raw.data() + 32, 32);
    return raw;
  }

  std::string kid_;
  std::shared_ptr<EVP_PKEY> key_;
};

}  // namespace musubi::test
