#include "http/client_certificate.hpp"

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509_vfy.h>

namespace musubi::http {
namespace {

using Names = std::unique_ptr<STACK_OF(X509_NAME), void (*)(STACK_OF(X509_NAME)*)>;
using Store = std::unique_ptr<X509_STORE, void (*)(X509_STORE*)>;

void free_names(STACK_OF(X509_NAME) * names) {
  sk_X509_NAME_pop_free(names, X509_NAME_free);
}

/// `-----BEGIN%20CERTIFICATE…` as nginx writes it; empty for a broken escape.
std::string percent_decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      out += text[i];
      continue;
    }
    const auto byte = i + 2 < text.size() ? crypto::from_hex(text.substr(i + 1, 2)) : std::nullopt;
    if (!byte) return {};
    out += static_cast<char>(byte->front());
    i += 2;
  }
  return out;
}

}  // namespace

struct ClientAuthorities::Known {
  std::vector<crypto::Bytes> authorities;
  Names names{sk_X509_NAME_new_null(), free_names};
  Store store{X509_STORE_new(), X509_STORE_free};
};

ClientAuthorities::ClientAuthorities() : known_(std::make_shared<const Known>()) {}

void ClientAuthorities::set(const std::vector<crypto::Bytes>& authorities) {
  auto next = std::make_shared<Known>();
  next->authorities = authorities;
  for (const auto& der : authorities) {
    const auto* at = der.data();
    const std::unique_ptr<X509, void (*)(X509*)> cert(d2i_X509(nullptr, &at, static_cast<long>(der.size())),
                                                      X509_free);
    if (!cert) continue;
    X509_STORE_add_cert(next->store.get(), cert.get());
    sk_X509_NAME_push(next->names.get(), X509_NAME_dup(X509_get_subject_name(cert.get())));
  }
  const std::lock_guard lock(mutex_);
  known_ = std::move(next);
}

std::shared_ptr<const ClientAuthorities::Known> ClientAuthorities::now() const {
  const std::lock_guard lock(mutex_);
  return known_;
}

void ask_for_certificates(ssl_ctx_st* context, const ClientAuthorities& authorities) {
  SSL_CTX_set_cert_cb(
      context,
      [](SSL* connection, void* held) -> int {
        const auto known = static_cast<const ClientAuthorities*>(held)->now();
        // Nobody certifies devices here: a browser must not be made to ask its owner about certificates.
        if (known->authorities.empty()) return 1;
        SSL_set_verify(connection, SSL_VERIFY_PEER, nullptr);
        SSL_set0_CA_list(connection, SSL_dup_CA_list(known->names.get()));
        // The hour is judged with the request, by the program's own clock and with words for the human.
        X509_VERIFY_PARAM_set_flags(SSL_get0_param(connection), X509_V_FLAG_NO_CHECK_TIME);
        return SSL_set1_verify_cert_store(connection, known->store.get()) == 1 ? 1 : 0;
      },
      const_cast<ClientAuthorities*>(&authorities));
}

std::string verified_fingerprint(const ssl_st* connection) {
  const auto* cert = SSL_get0_peer_certificate(connection);
  if (cert == nullptr || SSL_get_verify_result(connection) != X509_V_OK) return {};
  unsigned char* out = nullptr;
  const int size = i2d_X509(cert, &out);
  if (size <= 0) return {};
  auto hex = crypto::to_hex(crypto::fingerprint({out, static_cast<std::size_t>(size)}));
  OPENSSL_free(out);
  return hex;
}

bool learn_certificate(Request& request, bool trusted_proxy, const std::string& own,
                       const ClientAuthorities& authorities) {
  const auto pem = request.headers.extract("x-client-certificate");
  const auto verified = request.headers.extract("x-ssl-client-verify");
  const bool told = (pem && !pem.mapped().empty()) || (verified && verified.mapped() == "SUCCESS");
  if (!trusted_proxy) {
    if (!own.empty()) request.headers[std::string(kVerifiedCertificate)] = own;
    return told;
  }
  if (!pem || !verified || verified.mapped() != "SUCCESS") return false;
  const auto der = crypto::from_pem(percent_decoded(pem.mapped()));
  if (der && crypto::is_client_of(*der, authorities.now()->authorities))
    request.headers[std::string(kVerifiedCertificate)] = crypto::to_hex(crypto::fingerprint(*der));
  return false;
}

}  // namespace musubi::http
