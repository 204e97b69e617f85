// The judgement: first our own reading, for a reason that can be named; then libfido2, which reads again and
// checks the signature. Both have to agree.
#include <fido.h>
#include <fido/eddsa.h>
#include <fido/es256.h>
#include <fido/rs256.h>
#include <openssl/evp.h>

#include <algorithm>
#include <memory>

#include "crypto/passkey_parts.hpp"
#include "crypto/token.hpp"

namespace musubi::crypto {
namespace {

constexpr std::size_t kLongestClientData = 4096;
constexpr std::size_t kLongestSignature = 1024;

template <class T, void (*Free)(T**)>
struct Freed {
  void operator()(T* object) const { Free(&object); }
};
using Credential = std::unique_ptr<fido_cred_t, Freed<fido_cred_t, fido_cred_free>>;
using FidoAssertion = std::unique_ptr<fido_assert_t, Freed<fido_assert_t, fido_assert_free>>;
using EvpKey = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;

/// A public key in libfido2's form.
class FidoKey {
 public:
  /// None if the bytes are no key of their algorithm: a point off the curve, a modulus of another size.
  static std::optional<FidoKey> of(const PasskeyKey& key) {
    FidoKey out(key.algorithm);
    const auto* const bytes = key.bytes.data();
    const auto size = key.bytes.size();
    EvpKey evp(nullptr, EVP_PKEY_free);
    if (key.algorithm == kEs256 && size == 64) {
      out.es256_.reset(es256_pk_new());
      if (out.es256_ && es256_pk_from_ptr(out.es256_.get(), bytes, size) == FIDO_OK)
        evp.reset(es256_pk_to_EVP_PKEY(out.es256_.get()));
    } else if (key.algorithm == kEdDsa && size == 32) {
      out.eddsa_.reset(eddsa_pk_new());
      if (out.eddsa_ && eddsa_pk_from_ptr(out.eddsa_.get(), bytes, size) == FIDO_OK)
        evp.reset(eddsa_pk_to_EVP_PKEY(out.eddsa_.get()));
    } else if (key.algorithm == kRs256 && size == 259) {
      out.rs256_.reset(rs256_pk_new());
      if (out.rs256_ && (bytes[0] & 0x80) != 0 && rs256_pk_from_ptr(out.rs256_.get(), bytes, size) == FIDO_OK)
        evp.reset(rs256_pk_to_EVP_PKEY(out.rs256_.get()));
    }
    if (!evp) return std::nullopt;
    return out;
  }
  [[nodiscard]] const void* get() const {
    if (algorithm_ == kEs256) return es256_.get();
    if (algorithm_ == kEdDsa) return eddsa_.get();
    return rs256_.get();
  }

 private:
  explicit FidoKey(std::int64_t algorithm) : algorithm_(algorithm) {}
  std::int64_t algorithm_;
  std::unique_ptr<es256_pk_t, Freed<es256_pk_t, es256_pk_free>> es256_;
  std::unique_ptr<eddsa_pk_t, Freed<eddsa_pk_t, eddsa_pk_free>> eddsa_;
  std::unique_ptr<rs256_pk_t, Freed<rs256_pk_t, rs256_pk_free>> rs256_;
};

Bytes sha256(BytesView bytes) {
  Bytes digest(32);
  unsigned int length = 0;
  if (EVP_Digest(bytes.data(), bytes.size(), digest.data(), &length, EVP_sha256(), nullptr) != 1) return {};
  return digest;
}

std::optional<PasskeyFault> fault_in(const AuthenticatorData& data, const std::string& rp_id) {
  if (!equal(BytesView(data.rp_id_hash), BytesView(sha256(view(rp_id))))) return PasskeyFault::rp_id;
  if (!data.user_present) return PasskeyFault::presence;
  if (!data.user_verified) return PasskeyFault::verification;
  return std::nullopt;
}

bool same(const unsigned char* bytes, std::size_t size, const Bytes& ours) {
  return bytes != nullptr && std::ranges::equal(BytesView(bytes, size), ours);
}

/// Whether libfido2 reads the same credential out of the same bytes; and, of a self-attestation, whether it
/// holds.
bool holds(const std::string& rp_id, BytesView client_data, const AttestationObject& object,
           const AttestedCredential& ours) {
  const Credential credential(fido_cred_new());
  if (!credential) return false;
  auto* const c = credential.get();
  const auto& data = object.authenticator_data;
  if (fido_cred_set_type(c, static_cast<int>(ours.key.algorithm)) != FIDO_OK ||
      fido_cred_set_rp(c, rp_id.c_str(), nullptr) != FIDO_OK ||
      fido_cred_set_uv(c, FIDO_OPT_TRUE) != FIDO_OK ||
      fido_cred_set_clientdata(c, client_data.data(), client_data.size()) != FIDO_OK ||
      fido_cred_set_authdata_raw(c, data.data(), data.size()) != FIDO_OK)
    return false;
  if (!same(fido_cred_id_ptr(c), fido_cred_id_len(c), ours.credential_id) ||
      !same(fido_cred_pubkey_ptr(c), fido_cred_pubkey_len(c), ours.key.bytes))
    return false;
  if (object.format == "none") return true;
  const auto& signature = *object.statement.signature;
  return fido_cred_set_fmt(c, "packed") == FIDO_OK &&
         fido_cred_set_sig(c, signature.data(), signature.size()) == FIDO_OK &&
         fido_cred_verify_self(c) == FIDO_OK;
}

/// `none` without a statement, or `packed` signed by the new key itself. WebAuthn 8.2 and 8.7.
bool asked_for(const AttestationObject& object, const PasskeyKey& key) {
  const auto& statement = object.statement;
  if (statement.has_more) return false;
  if (object.format == "none") return !statement.algorithm && !statement.signature;
  return object.format == "packed" && statement.algorithm == key.algorithm && statement.signature &&
         statement.signature->size() <= kLongestSignature;
}

}  // namespace

std::expected<NewPasskey, PasskeyFault> check_new_passkey(const std::string& rp_id, BytesView client_data,
                                                          BytesView attestation_object) {
  const auto object = read_attestation_object(attestation_object);
  if (!object || client_data.empty() || client_data.size() > kLongestClientData)
    return std::unexpected(PasskeyFault::malformed);
  auto data = read_authenticator_data(object->authenticator_data);
  if (!data || !data->credential) return std::unexpected(PasskeyFault::malformed);
  if (const auto fault = fault_in(*data, rp_id)) return std::unexpected(*fault);
  auto& credential = *data->credential;
  if (!FidoKey::of(credential.key)) return std::unexpected(PasskeyFault::algorithm);
  if (!asked_for(*object, credential.key) || !holds(rp_id, client_data, *object, credential))
    return std::unexpected(PasskeyFault::attestation);
  return NewPasskey{std::move(credential.credential_id), std::move(credential.key), data->counter,
                    data->backed_up};
}

std::expected<std::uint32_t, PasskeyFault> check_assertion(const std::string& rp_id, const PasskeyKey& key,
                                                           const Assertion& given) {
  if (given.client_data.empty() || given.client_data.size() > kLongestClientData || given.signature.empty() ||
      given.signature.size() > kLongestSignature)
    return std::unexpected(PasskeyFault::malformed);
  const auto data = read_authenticator_data(given.authenticator_data);
  if (!data || data->credential) return std::unexpected(PasskeyFault::malformed);
  if (const auto fault = fault_in(*data, rp_id)) return std::unexpected(*fault);
  const auto public_key = FidoKey::of(key);
  if (!public_key) return std::unexpected(PasskeyFault::algorithm);
  const FidoAssertion assertion(fido_assert_new());
  auto* const a = assertion.get();
  if (a == nullptr || fido_assert_set_count(a, 1) != FIDO_OK ||
      fido_assert_set_rp(a, rp_id.c_str()) != FIDO_OK || fido_assert_set_up(a, FIDO_OPT_TRUE) != FIDO_OK ||
      fido_assert_set_uv(a, FIDO_OPT_TRUE) != FIDO_OK ||
      fido_assert_set_clientdata(a, given.client_data.data(), given.client_data.size()) != FIDO_OK ||
      fido_assert_set_authdata_raw(a, 0, given.authenticator_data.data(), given.authenticator_data.size()) !=
          FIDO_OK ||
      fido_assert_set_sig(a, 0, given.signature.data(), given.signature.size()) != FIDO_OK)
    return std::unexpected(PasskeyFault::malformed);
  if (fido_assert_verify(a, 0, static_cast<int>(key.algorithm), public_key->get()) != FIDO_OK)
    return std::unexpected(PasskeyFault::signature);
  return data->counter;
}

}  // namespace musubi::crypto
