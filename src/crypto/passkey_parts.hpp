// What passkey.cpp reads and passkey_check.cpp judges. Not for other rooms.
#pragma once
#include <optional>
#include <string>

#include "crypto/cbor.hpp"
#include "crypto/passkey.hpp"

namespace musubi::crypto {

/// An attestation object, WebAuthn 6.5.4. Points into the bytes it was read from.
struct AttestationObject {
  struct Statement {
    std::optional<std::int64_t> algorithm;
    std::optional<BytesView> signature;
    bool has_more = false;  ///< certificates, or members we do not know
  };
  std::string format;
  Statement statement;
  BytesView authenticator_data;
};
/// Three members, each once, and nothing behind them; nullopt otherwise.
std::optional<AttestationObject> read_attestation_object(BytesView bytes);

}  // namespace musubi::crypto
