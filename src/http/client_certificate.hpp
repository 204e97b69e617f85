// Client certificates at the edge: the server asks for one as soon as some region certifies devices, checks
// the chain, and hands on the fingerprint of what it verified. Behind a reverse proxy it takes the
// certificate from a trusted address only and checks the chain again. Whether a certificate still counts
// (revoked, run out, whose device) is decided later, in the transaction of every request.
#pragma once
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "crypto/certificate.hpp"
#include "http/request.hpp"

struct ssl_ctx_st;
struct ssl_st;

namespace musubi::http {

/// Where a request carries the fingerprint (SHA-256, hex). No caller can send it: a field's name never holds
/// a colon (RFC 9110 5.1).
inline constexpr std::string_view kVerifiedCertificate = ":client-certificate";

/// The authorities whose certificates are asked for; changed while the server runs. From any thread.
class ClientAuthorities {
 public:
  struct Known;
  ClientAuthorities();
  void set(const std::vector<crypto::Bytes>& authorities);
  [[nodiscard]] std::shared_ptr<const Known> now() const;

 private:
  mutable std::mutex mutex_;
  std::shared_ptr<const Known> known_;
};

/// Handshakes of this context ask for a certificate while there are authorities, and go on without one.
/// `authorities` outlives the context.
void ask_for_certificates(ssl_ctx_st* context, const ClientAuthorities& authorities);
/// Of the certificate that this connection's handshake verified; empty: none.
std::string verified_fingerprint(const ssl_st* connection);

/// Puts the fingerprint into the request. `own`: of this connection's handshake. From a trusted proxy the
/// header fields `X-Client-Certificate` (PEM, percent-encoded) and `X-SSL-Client-Verify: SUCCESS` count
/// instead; from anybody else they are taken away. True if they came from somebody who is not trusted.
bool learn_certificate(Request& request, bool trusted_proxy, const std::string& own,
                       const ClientAuthorities& authorities);

}  // namespace musubi::http
