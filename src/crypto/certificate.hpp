// X.509 on OpenSSL 3: a small certificate authority, client certificates, their PKCS#12 file, the list of
// revoked ones. Knows nothing of devices, regions or databases. Keys come from OpenSSL's own source of
// randomness, never from a transaction's. RFC 5280 (profile, CRL), RFC 7292 (PKCS#12), RFC 8018 (PBES2).
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "base/result.hpp"
#include "crypto/bytes.hpp"
#include "crypto/sign.hpp"

namespace musubi::crypto {

enum class KeyKind { p256, rsa3072 };
/// How a PKCS#12 file is sealed. `aes256`: PBES2 with AES-256-CBC and HMAC-SHA-256. `legacy_3des`: 3DES and
/// SHA-1, for importers that know nothing newer (Windows before 10 1809, macOS before 10.15); weak by today's
/// measure.
enum class P12Profile { aes256, legacy_3des };

/// Who a certificate speaks of. UTF-8; no human's name belongs here.
struct Subject {
  std::string organisation;
  std::string unit;  ///< empty: none
  std::string common_name;
};

/// A certificate, and the private key that goes with it as PKCS#8 DER.
struct Certified {
  Bytes certificate;  ///< DER
  Bytes key;
};
/// A private key, PKCS#8 DER. RSA takes up to a second, so never inside a transaction.
Bytes new_private_key(KeyKind kind);

/// A self-signed authority (P-256) that may sign client certificates and revocation lists, nothing else.
Certified make_authority(const Subject& subject, Time from, Time until);

/// A client certificate for `key`, signed by the authority; never valid beyond it.
struct Issued {
  Bytes certificate;
  Bytes serial;  ///< 16 random bytes, positive
  Time until{};
};
Issued issue(const Certified& authority, BytesView key, const Subject& subject, Time from, Time until);

/// The file a device imports: key, certificate, authority. `name` is what the device calls it.
Bytes make_p12(BytesView key, BytesView certificate, BytesView authority, const std::string& name,
               const std::string& password, P12Profile profile);

struct Revoked {
  Bytes serial;
  Time at{};
};
/// DER; `number` grows from list to list.
Bytes make_crl(const Certified& authority, const std::vector<Revoked>& revoked, std::int64_t number, Time at,
               Time next);

/// SHA-256 of the DER.
Sha256 fingerprint(BytesView certificate);
/// DER of the one certificate in a PEM text; nullopt for anything else.
std::optional<Bytes> from_pem(std::string_view pem);
std::string to_pem(BytesView certificate);
/// Whether one of the authorities signed it as a client certificate. Does not look at the clock.
bool is_client_of(BytesView certificate, const std::vector<Bytes>& authorities);

}  // namespace musubi::crypto
