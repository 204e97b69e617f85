#include "crypto/certificate.hpp"

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <memory>
#include <stdexcept>

#include "crypto/freed.hpp"

namespace musubi::crypto {
namespace {

using KeyHeld = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;
using Cert = std::unique_ptr<X509, Freed<X509_free>>;
using Crl = std::unique_ptr<X509_CRL, Freed<X509_CRL_free>>;
using NameHeld = std::unique_ptr<X509_NAME, Freed<X509_NAME_free>>;
using TimeHeld = std::unique_ptr<ASN1_TIME, Freed<ASN1_TIME_free>>;
using Number = std::unique_ptr<ASN1_INTEGER, Freed<ASN1_INTEGER_free>>;
using Extension = std::unique_ptr<X509_EXTENSION, Freed<X509_EXTENSION_free>>;
using Store = std::unique_ptr<X509_STORE, Freed<X509_STORE_free>>;
using StoreContext = std::unique_ptr<X509_STORE_CTX, Freed<X509_STORE_CTX_free>>;

void must(bool good) {
  if (!good) throw std::runtime_error("OpenSSL refused a certificate's part");
}

template <auto ToDer, class T>
Bytes der(T* thing) {
  unsigned char* out = nullptr;
  const int size = ToDer(thing, &out);
  must(size > 0);
  Bytes bytes(out, out + size);
  wipe({out, static_cast<std::size_t>(size)});
  OPENSSL_free(out);
  return bytes;
}

Cert certificate_of(BytesView bytes) {
  const auto* at = bytes.data();
  Cert cert(d2i_X509(nullptr, &at, static_cast<long>(bytes.size())));
  return cert && at == bytes.data() + bytes.size() ? std::move(cert) : nullptr;
}

KeyHeld key_of(BytesView bytes) {
  const auto* at = bytes.data();
  KeyHeld key(d2i_AutoPrivateKey(nullptr, &at, static_cast<long>(bytes.size())));
  must(key != nullptr);
  return key;
}

Bytes key_bytes(EVP_PKEY* key) {
  const std::unique_ptr<PKCS8_PRIV_KEY_INFO, Freed<PKCS8_PRIV_KEY_INFO_free>> info(EVP_PKEY2PKCS8(key));
  must(info != nullptr);
  return der<i2d_PKCS8_PRIV_KEY_INFO>(info.get());
}

KeyHeld make_key(KeyKind kind) {
  KeyHeld key(kind == KeyKind::p256 ? EVP_EC_gen("P-256") : EVP_RSA_gen(3072));
  must(key != nullptr);
  return key;
}

NameHeld name_of(const Subject& subject) {
  NameHeld name(X509_NAME_new());
  const std::pair<const char*, const std::string*> parts[] = {
      {"O", &subject.organisation}, {"OU", &subject.unit}, {"CN", &subject.common_name}};
  for (const auto& [field, text] : parts) {
    if (text->empty()) continue;
    // RFC 5280 A.1: these fields hold at most 64 characters.
    std::string cut;
    int characters = 0;
    for (const char c : *text) {
      if ((static_cast<unsigned char>(c) & 0xc0U) != 0x80U && ++characters > 64) break;
      cut += c;
    }
    must(X509_NAME_add_entry_by_txt(name.get(), field, MBSTRING_UTF8,
                                    reinterpret_cast<const unsigned char*>(cut.data()),
                                    static_cast<int>(cut.size()), -1, 0) == 1);
  }
  return name;
}

TimeHeld time_of(Time at) {
  TimeHeld out(
      ASN1_TIME_set(nullptr, std::chrono::floor<std::chrono::seconds>(at).time_since_epoch().count()));
  must(out != nullptr);
  return out;
}

Number number_of(BytesView big_endian) {
  const std::unique_ptr<BIGNUM, Freed<BN_free>> number(
      BN_bin2bn(big_endian.data(), static_cast<int>(big_endian.size()), nullptr));
  Number out(BN_to_ASN1_INTEGER(number.get(), nullptr));
  must(out != nullptr);
  return out;
}

void extend(X509* cert, X509* issuer, int id, const char* value) {
  X509V3_CTX context;
  X509V3_set_ctx_nodb(&context);
  X509V3_set_ctx(&context, issuer, cert, nullptr, nullptr, 0);
  const Extension extension(X509V3_EXT_conf_nid(nullptr, &context, id, value));
  must(extension != nullptr && X509_add_ext(cert, extension.get(), -1) == 1);
}

/// Everything but issuer, extensions and signature.
Cert begin(EVP_PKEY* key, const Subject& subject, Time from, Time until, Bytes& serial) {
  Cert cert(X509_new());
  must(cert != nullptr && X509_set_version(cert.get(), 2) == 1);
  serial.resize(16);
  must(RAND_bytes(serial.data(), static_cast<int>(serial.size())) == 1);
  serial[0] = static_cast<std::uint8_t>((serial[0] & 0x7f) | 0x40);  // positive, and always 16 bytes long
  must(X509_set_serialNumber(cert.get(), number_of(serial).get()) == 1);
  must(X509_set1_notBefore(cert.get(), time_of(from).get()) == 1);
  must(X509_set1_notAfter(cert.get(), time_of(until).get()) == 1);
  must(X509_set_subject_name(cert.get(), name_of(subject).get()) == 1);
  must(X509_set_pubkey(cert.get(), key) == 1);
  return cert;
}

Time end_of(const X509* cert) {
  std::tm parts{};
  must(ASN1_TIME_to_tm(X509_get0_notAfter(cert), &parts) == 1);
  return Time{std::chrono::seconds{timegm(&parts)}};
}

/// A file's friendlyName is a BMPString (RFC 2985 5.5.1), which ends at U+FFFF. A variation selector is left
/// out, as its character says the same without it; anything else beyond becomes 〓, as in print.
std::string of_basic_plane(std::string_view name) {
  std::string out;
  for (std::size_t i = 0; i < name.size();) {
    const bool beyond = static_cast<unsigned char>(name[i]) >= 0xf0;  // the first of four bytes
    if (!beyond)
      out += name[i];
    else if (!name.substr(i).starts_with("\xf3\xa0"))
      out += "〓";
    i += beyond ? 4 : 1;
  }
  return out;
}

}  // namespace

Bytes new_private_key(KeyKind kind) {
  return key_bytes(make_key(kind).get());
}

Certified make_authority(const Subject& subject, Time from, Time until) {
  const auto key = make_key(KeyKind::p256);
  Bytes serial;
  const auto cert = begin(key.get(), subject, from, until, serial);
  must(X509_set_issuer_name(cert.get(), X509_get_subject_name(cert.get())) == 1);
  extend(cert.get(), cert.get(), NID_basic_constraints, "critical,CA:TRUE,pathlen:0");
  extend(cert.get(), cert.get(), NID_key_usage, "critical,keyCertSign,cRLSign");
  extend(cert.get(), cert.get(), NID_subject_key_identifier, "hash");
  must(X509_sign(cert.get(), key.get(), EVP_sha256()) > 0);
  return {der<i2d_X509>(cert.get()), key_bytes(key.get())};
}

Issued issue(const Certified& authority, BytesView key, const Subject& subject, Time from, Time until) {
  const auto issuer = certificate_of(authority.certificate);
  must(issuer != nullptr);
  const auto signer = key_of(authority.key);
  const auto own = key_of(key);
  Issued out;
  out.until = std::min(until, end_of(issuer.get()));
  const auto cert = begin(own.get(), subject, from, out.until, out.serial);
  must(X509_set_issuer_name(cert.get(), X509_get_subject_name(issuer.get())) == 1);
  extend(cert.get(), issuer.get(), NID_basic_constraints, "critical,CA:FALSE");
  extend(cert.get(), issuer.get(), NID_key_usage, "critical,digitalSignature");
  extend(cert.get(), issuer.get(), NID_ext_key_usage, "clientAuth");
  extend(cert.get(), issuer.get(), NID_subject_key_identifier, "hash");
  extend(cert.get(), issuer.get(), NID_authority_key_identifier, "keyid:always");
  must(X509_sign(cert.get(), signer.get(), EVP_sha256()) > 0);
  out.certificate = der<i2d_X509>(cert.get());
  return out;
}

Bytes make_p12(BytesView key, BytesView certificate, BytesView authority, const std::string& name,
               const std::string& password, P12Profile profile) {
  constexpr int kRounds = 10'000;  // the password is random and long: rounds add little, and phones are slow
  const bool legacy = profile == P12Profile::legacy_3des;
  const int cipher = legacy ? NID_pbe_WithSHA1And3_Key_TripleDES_CBC : NID_aes_256_cbc;
  const auto own = key_of(key);
  const auto cert = certificate_of(certificate);
  const std::unique_ptr<STACK_OF(X509), void (*)(STACK_OF(X509)*)> chain(
      sk_X509_new_null(), [](STACK_OF(X509) * all) { sk_X509_pop_free(all, X509_free); });
  must(sk_X509_push(chain.get(), certificate_of(authority).release()) > 0);
  // -1: without a MAC; the one that follows names its hash itself.
  const std::unique_ptr<PKCS12, Freed<PKCS12_free>> file(
      PKCS12_create(password.c_str(), of_basic_plane(name).c_str(), own.get(), cert.get(), chain.get(),
                    cipher, cipher, kRounds, -1, 0));
  must(file != nullptr);
  must(PKCS12_set_mac(file.get(), password.c_str(), -1, nullptr, 0, kRounds,
                      legacy ? EVP_sha1() : EVP_sha256()) == 1);
  return der<i2d_PKCS12>(file.get());
}

Bytes make_crl(const Certified& authority, const std::vector<Revoked>& revoked, std::int64_t number, Time at,
               Time next) {
  const auto issuer = certificate_of(authority.certificate);
  must(issuer != nullptr);
  const Crl crl(X509_CRL_new());
  must(crl != nullptr && X509_CRL_set_version(crl.get(), 1) == 1);
  must(X509_CRL_set_issuer_name(crl.get(), X509_get_subject_name(issuer.get())) == 1);
  must(X509_CRL_set1_lastUpdate(crl.get(), time_of(at).get()) == 1);
  must(X509_CRL_set1_nextUpdate(crl.get(), time_of(next).get()) == 1);
  for (const auto& one : revoked) {
    std::unique_ptr<X509_REVOKED, Freed<X509_REVOKED_free>> entry(X509_REVOKED_new());
    must(X509_REVOKED_set_serialNumber(entry.get(), number_of(one.serial).get()) == 1);
    must(X509_REVOKED_set_revocationDate(entry.get(), time_of(one.at).get()) == 1);
    must(X509_CRL_add0_revoked(crl.get(), entry.release()) == 1);
  }
  X509V3_CTX context;
  X509V3_set_ctx_nodb(&context);
  X509V3_set_ctx(&context, issuer.get(), nullptr, nullptr, crl.get(), 0);
  const Extension keyid(X509V3_EXT_conf_nid(nullptr, &context, NID_authority_key_identifier, "keyid:always"));
  must(keyid != nullptr && X509_CRL_add_ext(crl.get(), keyid.get(), -1) == 1);
  const Number counted(ASN1_INTEGER_new());
  must(ASN1_INTEGER_set_int64(counted.get(), number) == 1);
  must(X509_CRL_add1_ext_i2d(crl.get(), NID_crl_number, counted.get(), 0, 0) == 1);
  must(X509_CRL_sort(crl.get()) == 1);
  must(X509_CRL_sign(crl.get(), key_of(authority.key).get(), EVP_sha256()) > 0);
  return der<i2d_X509_CRL>(crl.get());
}

Sha256 fingerprint(BytesView certificate) {
  return sha256(certificate);
}

std::optional<Bytes> from_pem(std::string_view pem) {
  constexpr std::size_t kMost = 16'384;
  if (pem.size() > kMost) return std::nullopt;
  const std::unique_ptr<BIO, Freed<BIO_free_all>> in(
      BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  const Cert cert(PEM_read_bio_X509(in.get(), nullptr, nullptr, nullptr));
  ERR_clear_error();
  if (!cert) return std::nullopt;
  return der<i2d_X509>(cert.get());
}

std::string to_pem(BytesView certificate) {
  const auto cert = certificate_of(certificate);
  must(cert != nullptr);
  const std::unique_ptr<BIO, Freed<BIO_free_all>> out(BIO_new(BIO_s_mem()));
  must(PEM_write_bio_X509(out.get(), cert.get()) == 1);
  char* text = nullptr;
  const auto size = BIO_get_mem_data(out.get(), &text);
  return {text, static_cast<std::size_t>(size)};
}

bool is_client_of(BytesView certificate, const std::vector<Bytes>& authorities) {
  const auto cert = certificate_of(certificate);
  if (!cert) return false;
  const Store store(X509_STORE_new());
  for (const auto& authority : authorities)
    if (const auto trusted = certificate_of(authority)) X509_STORE_add_cert(store.get(), trusted.get());
  const StoreContext context(X509_STORE_CTX_new());
  must(X509_STORE_CTX_init(context.get(), store.get(), cert.get(), nullptr) == 1);
  X509_STORE_CTX_set_purpose(context.get(), X509_PURPOSE_SSL_CLIENT);
  X509_STORE_CTX_set_flags(context.get(), X509_V_FLAG_NO_CHECK_TIME);
  const bool good = X509_verify_cert(context.get()) == 1;
  ERR_clear_error();
  return good;
}

}  // namespace musubi::crypto
