#include "crypto/certificate.hpp"

#include <gtest/gtest.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/x509v3.h>

#include <memory>

namespace musubi::crypto {
namespace {

using std::chrono::hours;

constexpr Time kNow = std::chrono::sys_days{std::chrono::year{2026} / 11 / 24} + hours(3);
constexpr auto kPassword = "23456-789ab-cdefg-hjkmn";

template <class T>
using Held = std::unique_ptr<T, void (*)(T*)>;

Held<X509> parsed(BytesView der) {
  const auto* at = der.data();
  return {d2i_X509(nullptr, &at, static_cast<long>(der.size())), X509_free};
}
std::string text_of(BytesView der) {
  const Held<BIO> out(BIO_new(BIO_s_mem()), [](BIO* b) { BIO_free(b); });
  X509_print(out.get(), parsed(der).get());
  char* text = nullptr;
  const auto size = BIO_get_mem_data(out.get(), &text);
  return {text, static_cast<std::size_t>(size)};
}

struct Made {
  Certified authority =
      make_authority({"結野市", "", "yuino device authority"}, kNow, kNow + hours(24 * 5000));
  Bytes key = new_private_key(KeyKind::p256);
  Issued issued =
      issue(authority, key, {"結野市", "ひかり診療所", "yuino-0a1b2c3d"}, kNow, kNow + hours(24 * 365));
};

TEST(Certificates, AreForClientsOnlyAndSignedByTheirAuthority) {
  const Made made;
  const auto text = text_of(made.issued.certificate);
  EXPECT_TRUE(text.contains("TLS Web Client Authentication"));
  EXPECT_FALSE(text.contains("TLS Web Server Authentication"));
  EXPECT_TRUE(text.contains("CA:FALSE"));
  EXPECT_TRUE(text.contains("ecdsa-with-SHA256"));
  EXPECT_TRUE(text_of(made.authority.certificate).contains("CA:TRUE, pathlen:0"));
  EXPECT_TRUE(is_client_of(made.issued.certificate, {made.authority.certificate}));
  EXPECT_EQ(made.issued.serial.size(), 16U);
  EXPECT_EQ(made.issued.until, kNow + hours(24 * 365));
}

TEST(Certificates, OfAnotherAuthorityOrOfTheAuthorityItselfAreNoClients) {
  const Made made;
  const Made other;  // of the same name, so only the signature tells
  EXPECT_FALSE(is_client_of(other.issued.certificate, {made.authority.certificate}));
  EXPECT_TRUE(
      is_client_of(other.issued.certificate, {made.authority.certificate, other.authority.certificate}));
  EXPECT_FALSE(is_client_of(made.issued.certificate, {}));
  auto bent = made.issued.certificate;
  bent[bent.size() / 2] ^= 1;
  EXPECT_FALSE(is_client_of(bent, {made.authority.certificate}));
  EXPECT_FALSE(is_client_of(view("no certificate"), {made.authority.certificate}));
}

TEST(Certificates, NeverOutliveTheirAuthority) {
  const auto authority = make_authority({"結野市", "", "short"}, kNow, kNow + hours(24 * 30));
  const auto issued =
      issue(authority, new_private_key(KeyKind::p256), {"a", "", "b"}, kNow, kNow + hours(24 * 365));
  EXPECT_EQ(issued.until, kNow + hours(24 * 30));
}

TEST(Certificates, CutNamesThatAreTooLongAtACharacter) {
  const Made made;
  std::string name;
  for (int i = 0; i < 100; ++i) name += "長";
  const auto issued = issue(made.authority, made.key, {name, name, "c"}, kNow, kNow + hours(24));
  EXPECT_TRUE(is_client_of(issued.certificate, {made.authority.certificate}));
}

TEST(Certificates, TravelAsPem) {
  const Made made;
  EXPECT_EQ(from_pem(to_pem(made.issued.certificate)), made.issued.certificate);
  EXPECT_FALSE(from_pem("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"));
  EXPECT_FALSE(from_pem(""));
  EXPECT_FALSE(from_pem(std::string(20'000, 'A')));
}

struct Opened {
  bool good = false;
  int bits = 0;
  bool rsa = false;
  int chain = 0;
  std::string key_sealed_by;
  std::string mac;
  std::string name;
};
std::string name_of(const ASN1_OBJECT* object) {
  char text[80];
  OBJ_obj2txt(text, sizeof text, object, 0);
  return text;
}
/// How the shrouded key is encrypted: `id-…` of the scheme, or cipher and hash of PBES2.
std::string scheme_of(const X509_ALGOR* algorithm) {
  const ASN1_OBJECT* object = nullptr;
  int type = 0;
  const void* value = nullptr;
  X509_ALGOR_get0(&object, &type, &value, algorithm);
  if (OBJ_obj2nid(object) != NID_pbes2) return name_of(object);
  const Held<PBE2PARAM> pbe2(static_cast<PBE2PARAM*>(ASN1_item_unpack(static_cast<const ASN1_STRING*>(value),
                                                                      ASN1_ITEM_rptr(PBE2PARAM))),
                             PBE2PARAM_free);
  const ASN1_OBJECT* cipher = nullptr;
  X509_ALGOR_get0(&cipher, nullptr, nullptr, pbe2->encryption);
  const void* kdf = nullptr;
  X509_ALGOR_get0(nullptr, &type, &kdf, pbe2->keyfunc);
  const Held<PBKDF2PARAM> pbkdf2(static_cast<PBKDF2PARAM*>(ASN1_item_unpack(
                                     static_cast<const ASN1_STRING*>(kdf), ASN1_ITEM_rptr(PBKDF2PARAM))),
                                 PBKDF2PARAM_free);
  const ASN1_OBJECT* prf = nullptr;
  if (pbkdf2->prf != nullptr) X509_ALGOR_get0(&prf, nullptr, nullptr, pbkdf2->prf);
  return name_of(cipher) + " " + (prf == nullptr ? "sha1" : name_of(prf));
}
Opened opened(BytesView der, const char* password) {
  Opened out;
  const auto* at = der.data();
  const Held<PKCS12> file(d2i_PKCS12(nullptr, &at, static_cast<long>(der.size())), PKCS12_free);
  EVP_PKEY* key = nullptr;
  X509* cert = nullptr;
  STACK_OF(X509)* chain = nullptr;
  out.good = PKCS12_parse(file.get(), password, &key, &cert, &chain) == 1;
  if (!out.good) return out;
  out.bits = EVP_PKEY_get_bits(key);
  out.rsa = EVP_PKEY_is_a(key, "RSA") == 1;
  out.chain = sk_X509_num(chain);
  EXPECT_EQ(X509_check_private_key(cert, key), 1);
  EVP_PKEY_free(key);
  int size = 0;
  if (const auto* name = X509_alias_get0(cert, &size)) out.name.assign(name, name + size);
  X509_free(cert);
  sk_X509_pop_free(chain, X509_free);
  const X509_ALGOR* mac = nullptr;
  PKCS12_get0_mac(nullptr, &mac, nullptr, nullptr, file.get());
  const ASN1_OBJECT* hash = nullptr;
  X509_ALGOR_get0(&hash, nullptr, nullptr, mac);
  out.mac = name_of(hash);
  STACK_OF(PKCS7)* safes = PKCS12_unpack_authsafes(file.get());
  for (int i = 0; i < sk_PKCS7_num(safes); ++i) {
    auto* safe = sk_PKCS7_value(safes, i);
    if (OBJ_obj2nid(safe->type) != NID_pkcs7_data) continue;
    STACK_OF(PKCS12_SAFEBAG)* bags = PKCS12_unpack_p7data(safe);
    for (int j = 0; j < sk_PKCS12_SAFEBAG_num(bags); ++j) {
      const auto* bag = sk_PKCS12_SAFEBAG_value(bags, j);
      if (PKCS12_SAFEBAG_get_nid(bag) != NID_pkcs8ShroudedKeyBag) continue;
      const X509_ALGOR* algorithm = nullptr;
      X509_SIG_get0(PKCS12_SAFEBAG_get0_pkcs8(bag), &algorithm, nullptr);
      out.key_sealed_by = scheme_of(algorithm);
    }
    sk_PKCS12_SAFEBAG_pop_free(bags, PKCS12_SAFEBAG_free);
  }
  sk_PKCS7_pop_free(safes, PKCS7_free);
  return out;
}

TEST(Pkcs12, IsSealedWithAes256AndSha256) {
  const Made made;
  const auto file = make_p12(made.key, made.issued.certificate, made.authority.certificate, "結野市",
                             kPassword, P12Profile::aes256);
  const auto inside = opened(file, kPassword);
  ASSERT_TRUE(inside.good);
  EXPECT_EQ(inside.key_sealed_by, "aes-256-cbc hmacWithSHA256");
  EXPECT_EQ(inside.mac, "sha256");
  EXPECT_EQ(inside.bits, 256);
  EXPECT_EQ(inside.chain, 1);
  EXPECT_FALSE(opened(file, "another password").good);
}

TEST(Pkcs12, InTheOlderProfileIsWhatItsNameSays) {
  const Made made;
  const auto key = new_private_key(KeyKind::rsa3072);
  const auto issued = issue(made.authority, key, {"結野市", "", "yuino-old"}, kNow, kNow + hours(24));
  const auto file = make_p12(key, issued.certificate, made.authority.certificate, "old", kPassword,
                             P12Profile::legacy_3des);
  const auto inside = opened(file, kPassword);
  ASSERT_TRUE(inside.good);
  EXPECT_EQ(inside.key_sealed_by, "pbeWithSHA1And3-KeyTripleDES-CBC");
  EXPECT_EQ(inside.mac, "sha1");
  EXPECT_TRUE(inside.rsa);
  EXPECT_EQ(inside.bits, 3072);
}

TEST(Pkcs12, TakesPlacesByAnyName) {
  const Made made;
  const auto file = make_p12(made.key, made.issued.certificate, made.authority.certificate,
                             "葛\U000E0100城市 𠮷野 yuino-1", kPassword, P12Profile::aes256);
  EXPECT_TRUE(opened(file, kPassword).good);
  EXPECT_EQ(opened(file, kPassword).name, "葛城市 〓野 yuino-1");
}

TEST(RevocationLists, NameWhatIsRevokedAndWhenTheNextComes) {
  const Made made;
  const Made other;
  const auto der = make_crl(made.authority, {{made.issued.serial, kNow}}, 7, kNow, kNow + hours(24 * 7));
  const auto* at = der.data();
  const Held<X509_CRL> crl(d2i_X509_CRL(nullptr, &at, static_cast<long>(der.size())), X509_CRL_free);
  ASSERT_TRUE(crl);
  const Held<EVP_PKEY> signer(X509_get_pubkey(parsed(made.authority.certificate).get()), EVP_PKEY_free);
  EXPECT_EQ(X509_CRL_verify(crl.get(), signer.get()), 1);
  X509_REVOKED* found = nullptr;
  EXPECT_EQ(X509_CRL_get0_by_cert(crl.get(), &found, parsed(made.issued.certificate).get()), 1);
  EXPECT_EQ(X509_CRL_get0_by_cert(crl.get(), &found, parsed(other.issued.certificate).get()), 0);
  std::tm next{};
  ASN1_TIME_to_tm(X509_CRL_get0_nextUpdate(crl.get()), &next);
  EXPECT_EQ(Time{std::chrono::seconds{timegm(&next)}}, kNow + hours(24 * 7));
}

}  // namespace
}  // namespace musubi::crypto
