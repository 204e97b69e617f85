#include "http/certificate.hpp"

#include <fcntl.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>
#include <unistd.h>

#include <memory>
#include <stdexcept>

namespace musubi::http {
namespace {

template <auto Free>
struct Freed {
  template <class T>
  void operator()(T* pointer) const {
    Free(pointer);
  }
};
using Key = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;
using Cert = std::unique_ptr<X509, Freed<X509_free>>;

void must(bool good) {
  if (!good) throw std::runtime_error("OpenSSL could not make a certificate");
}

/// `renraku.example.jp` of `https://renraku.example.jp:8443`.
std::string host_of(std::string_view origin) {
  const auto scheme = origin.find("://");
  if (scheme == std::string_view::npos) return {};
  origin.remove_prefix(scheme + 3);
  return std::string(origin.substr(0, origin.find(':')));
}

std::string alternative_names(const Settings& settings) {
  std::string names = "DNS:localhost,IP:127.0.0.1,IP:::1";
  if (settings.address != "127.0.0.1" && settings.address != "0.0.0.0" && !settings.address.contains(':'))
    names += ",IP:" + settings.address;
  if (const auto host = host_of(settings.origin); !host.empty() && host != "localhost") {
    const bool is_ip = host.find_first_not_of("0123456789.") == std::string::npos;
    names += (is_ip ? ",IP:" : ",DNS:") + host;
  }
  return names;
}

Cert make_certificate(EVP_PKEY* key, const std::string& names) {
  Cert cert(X509_new());
  must(cert != nullptr && X509_set_version(cert.get(), 2) == 1);
  unsigned char serial[16];
  must(RAND_bytes(serial, sizeof serial) == 1);
  serial[0] &= 0x7f;
  const std::unique_ptr<BIGNUM, Freed<BN_free>> number(BN_bin2bn(serial, sizeof serial, nullptr));
  BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(cert.get()));
  X509_gmtime_adj(X509_getm_notBefore(cert.get()), -3600);
  X509_gmtime_adj(X509_getm_notAfter(cert.get()), 824L * 24 * 3600);
  auto* name = X509_get_subject_name(cert.get());
  X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>("Musubi"), -1,
                             -1, 0);
  must(X509_set_issuer_name(cert.get(), name) == 1 && X509_set_pubkey(cert.get(), key) == 1);
  X509V3_CTX context;
  X509V3_set_ctx_nodb(&context);
  X509V3_set_ctx(&context, cert.get(), cert.get(), nullptr, nullptr, 0);
  const std::pair<int, std::string> extensions[] = {{NID_subject_alt_name, names},
                                                    {NID_basic_constraints, "critical,CA:FALSE"},
                                                    {NID_ext_key_usage, "serverAuth"}};
  for (const auto& [id, value] : extensions) {
    const std::unique_ptr<X509_EXTENSION, Freed<X509_EXTENSION_free>> extension(
        X509V3_EXT_conf_nid(nullptr, &context, id, value.c_str()));
    must(extension != nullptr && X509_add_ext(cert.get(), extension.get(), -1) == 1);
  }
  must(X509_sign(cert.get(), key, EVP_sha256()) > 0);
  return cert;
}

/// Opens for writing, for us alone, only if it does not exist yet.
std::unique_ptr<FILE, Freed<std::fclose>> create(const std::filesystem::path& path) {
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (file < 0) throw std::runtime_error("cannot write " + path.string());
  return std::unique_ptr<FILE, Freed<std::fclose>>(::fdopen(file, "w"));
}

}  // namespace

std::pair<std::filesystem::path, std::filesystem::path> certificate_files(const Settings& settings) {
  const auto& chain = settings.certificate;
  const auto& key_path = settings.private_key;
  if (chain.empty() || key_path.empty())
    throw std::runtime_error("TLS needs a certificate and a private key");
  const bool have_chain = std::filesystem::exists(chain);
  const bool have_key = std::filesystem::exists(key_path);
  if (have_chain && have_key) return {chain, key_path};
  if (!settings.self_signed || have_chain || have_key)
    throw std::runtime_error("TLS: not found: " + (have_chain ? key_path : chain).string());
  const Key key(EVP_EC_gen("P-256"));
  must(key != nullptr);
  const auto cert = make_certificate(key.get(), alternative_names(settings));
  must(PEM_write_PrivateKey(create(key_path).get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) == 1);
  must(PEM_write_X509(create(chain).get(), cert.get()) == 1);
  return {chain, key_path};
}

}  // namespace musubi::http
