#include "crypto/jws.hpp"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <openssl/rsa.h>

#include "base/json.hpp"
#include "crypto/freed.hpp"
#include "crypto/sign.hpp"

namespace musubi::crypto {
namespace {

constexpr std::size_t kMostKeys = 50;
constexpr int kLeastRsaBits = 2048;
constexpr int kMostRsaBits = 8192;
constexpr std::size_t kP256Bytes = 32;

using Number = std::unique_ptr<BIGNUM, Freed<BN_free>>;
using Context = std::unique_ptr<EVP_PKEY_CTX, Freed<EVP_PKEY_CTX_free>>;
using Digest = std::unique_ptr<EVP_MD_CTX, Freed<EVP_MD_CTX_free>>;
using Builder = std::unique_ptr<OSSL_PARAM_BLD, Freed<OSSL_PARAM_BLD_free>>;
using Params = std::unique_ptr<OSSL_PARAM, Freed<OSSL_PARAM_free>>;
using EcSignature = std::unique_ptr<ECDSA_SIG, Freed<ECDSA_SIG_free>>;

bool is_object(const json::Node& node) {
  const auto object = json::check_members(node, "", {});
  return object || object.error().code != Code::wrong_type;
}
/// The text of a member; empty if it is not there, nullopt if it is no text.
std::optional<std::string> text_of(const json::Node& object, std::string_view name, std::size_t most = 4096) {
  const auto* node = json::member(object, name);
  std::string text;
  if (node != nullptr && !json::read_string(*node, "", most, text)) return std::nullopt;
  return text;
}
std::optional<Bytes> bytes_of(const json::Node& object, std::string_view name) {
  const auto text = text_of(object, name);
  return text && !text->empty() ? from_base64url(*text) : std::nullopt;
}

Number number_of(BytesView bytes) {
  return Number(BN_bin2bn(bytes.data(), static_cast<int>(bytes.size()), nullptr));
}

std::shared_ptr<EVP_PKEY> key_from(const char* kind, OSSL_PARAM_BLD* builder) {
  const Params params(OSSL_PARAM_BLD_to_param(builder));
  const Context context(EVP_PKEY_CTX_new_from_name(nullptr, kind, nullptr));
  EVP_PKEY* key = nullptr;
  if (!params || !context || EVP_PKEY_fromdata_init(context.get()) != 1 ||
      EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, params.get()) != 1)
    return nullptr;
  std::shared_ptr<EVP_PKEY> owned(key, EVP_PKEY_free);
  const Context check(EVP_PKEY_CTX_new_from_pkey(nullptr, key, nullptr));
  return check && EVP_PKEY_public_check_quick(check.get()) == 1 ? owned : nullptr;
}

std::shared_ptr<EVP_PKEY> rsa_key(const json::Node& jwk) {
  const auto modulus = bytes_of(jwk, "n");
  const auto exponent = bytes_of(jwk, "e");
  if (!modulus || !exponent || exponent->size() > 8) return nullptr;
  const auto n = number_of(*modulus);
  const auto e = number_of(*exponent);
  if (!n || !e || BN_num_bits(n.get()) < kLeastRsaBits || BN_num_bits(n.get()) > kMostRsaBits ||
      !BN_is_odd(e.get()) || BN_is_one(e.get()))
    return nullptr;
  const Builder builder(OSSL_PARAM_BLD_new());
  if (!builder || OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, n.get()) != 1 ||
      OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, e.get()) != 1)
    return nullptr;
  return key_from("RSA", builder.get());
}

std::shared_ptr<EVP_PKEY> p256_key(const json::Node& jwk) {
  if (text_of(jwk, "crv") != "P-256") return nullptr;
  const auto x = bytes_of(jwk, "x");
  const auto y = bytes_of(jwk, "y");
  if (!x || !y || x->size() != kP256Bytes || y->size() != kP256Bytes) return nullptr;
  Bytes point{4};  // uncompressed: SEC 1, 2.3.3
  point.insert(point.end(), x->begin(), x->end());
  point.insert(point.end(), y->begin(), y->end());
  const Builder builder(OSSL_PARAM_BLD_new());
  if (!builder ||
      OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, "prime256v1", 0) != 1 ||
      OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size()) !=
          1)
    return nullptr;
  return key_from("EC", builder.get());
}

std::optional<JwsKey> key_of(const json::Node& jwk) {
  if (!is_object(jwk)) return std::nullopt;
  const auto kind = text_of(jwk, "kty");
  const auto use = text_of(jwk, "use");
  auto kid = text_of(jwk, "kid");
  auto alg = text_of(jwk, "alg");
  if (!kind || !kid || !alg || !use || (!use->empty() && use != "sig")) return std::nullopt;
  JwsKey out{std::move(*kid), std::move(*alg), kind == "EC", nullptr};
  if (kind == "RSA") out.key = rsa_key(jwk);
  if (kind == "EC") out.key = p256_key(jwk);
  if (!out.key) return std::nullopt;
  return out;
}

/// `r || s` as OpenSSL wants it: DER. Empty where it has another length.
Bytes der_of(BytesView raw) {
  if (raw.size() != 2 * kP256Bytes) return {};
  const EcSignature signature(ECDSA_SIG_new());
  auto r = number_of(raw.first(kP256Bytes));
  auto s = number_of(raw.last(kP256Bytes));
  if (!signature || !r || !s || ECDSA_SIG_set0(signature.get(), r.get(), s.get()) != 1) return {};
  static_cast<void>(r.release());
  static_cast<void>(s.release());
  const int size = i2d_ECDSA_SIG(signature.get(), nullptr);
  if (size <= 0) return {};
  Bytes out(static_cast<std::size_t>(size));
  auto* at = out.data();
  i2d_ECDSA_SIG(signature.get(), &at);
  return out;
}

bool is_signed(const JwsKey& key, bool pss, std::string_view message, BytesView signature) {
  const Digest digest(EVP_MD_CTX_new());
  EVP_PKEY_CTX* context = nullptr;  // belongs to `digest`
  if (!digest || EVP_DigestVerifyInit(digest.get(), &context, EVP_sha256(), nullptr, key.key.get()) != 1)
    return false;
  if (pss && (EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PSS_PADDING) != 1 ||
              EVP_PKEY_CTX_set_rsa_pss_saltlen(context, RSA_PSS_SALTLEN_DIGEST) != 1))
    return false;
  const auto bytes = view(message);
  return EVP_DigestVerify(digest.get(), signature.data(), signature.size(), bytes.data(), bytes.size()) == 1;
}

struct Head {
  std::string alg;
  std::string kid;
};

std::expected<Head, JwsFault> head_of(std::string_view part) {
  const auto bytes = from_base64url(part);
  if (!bytes) return std::unexpected(JwsFault::malformed);
  const auto document = json::parse({reinterpret_cast<const char*>(bytes->data()), bytes->size()});
  if (!document || !is_object(document->root())) return std::unexpected(JwsFault::malformed);
  const auto& root = document->root();
  auto alg = text_of(root, "alg");
  auto kid = text_of(root, "kid");
  const auto type = text_of(root, "typ");
  if (!alg || !kid || !type) return std::unexpected(JwsFault::malformed);
  if (*alg != "RS256" && *alg != "PS256" && *alg != "ES256") return std::unexpected(JwsFault::algorithm);
  // An access token (`at+jwt`) or a logout token is no identity; what is critical is not understood here.
  if ((!type->empty() && *type != "JWT" && *type != "jwt") || json::member(root, "crit") != nullptr)
    return std::unexpected(JwsFault::kind);
  return Head{std::move(*alg), std::move(*kid)};
}

/// The key a head names; without a name, the only one that fits.
const JwsKey* key_for(const Head& head, std::span<const JwsKey> keys) {
  const JwsKey* found = nullptr;
  for (const auto& key : keys) {
    const bool fits = key.elliptic == (head.alg == "ES256") && (key.alg.empty() || key.alg == head.alg);
    if (!fits || (!head.kid.empty() && key.kid != head.kid)) continue;
    if (found != nullptr) return nullptr;  // which one is not ours to guess
    found = &key;
  }
  return found;
}

}  // namespace

std::optional<std::vector<JwsKey>> read_jwks(std::string_view text) {
  const auto document = json::parse(text);
  if (!document || !is_object(document->root())) return std::nullopt;
  const auto* list = json::member(document->root(), "keys");
  if (list == nullptr) return std::nullopt;
  std::vector<JwsKey> keys;
  const auto read = json::read_array(*list, "", kMostKeys, [&](const json::Node& item, const std::string&) {
    if (auto key = key_of(item)) keys.push_back(std::move(*key));
    return Status{};
  });
  if (!read) return std::nullopt;
  return keys;
}

std::string_view word_of(JwsFault fault) {
  switch (fault) {
    case JwsFault::malformed:
      return "malformed";
    case JwsFault::algorithm:
      return "algorithm";
    case JwsFault::kind:
      return "kind";
    case JwsFault::unknown_key:
      return "unknown_key";
    case JwsFault::signature:
      return "signature";
  }
  return "";
}

std::expected<std::string, JwsFault> check_jws(std::string_view token, std::span<const JwsKey> keys) {
  if (token.size() > kLongestJws) return std::unexpected(JwsFault::malformed);
  const auto first = token.find('.');
  const auto second = first == std::string_view::npos ? first : token.find('.', first + 1);
  if (second == std::string_view::npos || token.find('.', second + 1) != std::string_view::npos)
    return std::unexpected(JwsFault::malformed);
  const auto head = head_of(token.substr(0, first));
  if (!head) return std::unexpected(head.error());
  const auto payload = from_base64url(token.substr(first + 1, second - first - 1));
  auto signature = from_base64url(token.substr(second + 1));
  if (!payload || !signature) return std::unexpected(JwsFault::malformed);
  const auto* const key = key_for(*head, keys);
  if (key == nullptr) return std::unexpected(JwsFault::unknown_key);
  if (key->elliptic) *signature = der_of(*signature);
  if (signature->empty() || !is_signed(*key, head->alg == "PS256", token.substr(0, second), *signature))
    return std::unexpected(JwsFault::signature);
  return std::string(payload->begin(), payload->end());
}

std::string half_hash(std::string_view text) {
  const auto whole = sha256(view(text));
  return to_base64url(BytesView(whole).first(whole.size() / 2));
}

}  // namespace musubi::crypto
