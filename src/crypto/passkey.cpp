// The parts that read bytes. The parts that check signatures are in passkey_check.cpp.
#include "crypto/passkey.hpp"

#include <algorithm>

#include "crypto/passkey_parts.hpp"

namespace musubi::crypto {
namespace {

// Flags of authenticator data, WebAuthn 6.1 (BE and BS: level 3, ignored bits in level 2).
constexpr std::uint8_t kUserPresent = 0x01;
constexpr std::uint8_t kUserVerified = 0x04;
constexpr std::uint8_t kBackupEligible = 0x08;
constexpr std::uint8_t kBackedUp = 0x10;
constexpr std::uint8_t kHasCredential = 0x40;
constexpr std::uint8_t kHasExtensions = 0x80;
constexpr std::size_t kFixedPart = 37;

constexpr std::size_t kShortestCredentialId = 16;
constexpr std::size_t kLongestCredentialId = 1023;  // WebAuthn 7.1, step 24
constexpr std::size_t kLongestAuthenticatorData = 4096;
constexpr std::size_t kLongestAttestationObject = 8192;

// COSE keys, RFC 9052 section 7 and RFC 9053 section 7.
constexpr std::int64_t kKeyType = 1;
constexpr std::int64_t kKeyAlgorithm = 3;
constexpr std::int64_t kCurveOrModulus = -1;
constexpr std::int64_t kXOrExponent = -2;
constexpr std::int64_t kY = -3;
constexpr std::int64_t kTypeOkp = 1;
constexpr std::int64_t kTypeEc2 = 2;
constexpr std::int64_t kTypeRsa = 3;
constexpr std::int64_t kP256 = 1;
constexpr std::int64_t kEd25519 = 6;

/// Every member a COSE key of ours may have; each at most once.
struct CoseKey {
  std::optional<std::int64_t> type, algorithm, curve;
  std::optional<BytesView> modulus, x, y;

  bool read(CborReader& in, std::int64_t label) {
    switch (label) {
      case kKeyType:
        return !type && (type = in.integer());
      case kKeyAlgorithm:
        return !algorithm && (algorithm = in.integer());
      case kCurveOrModulus:  // a number for curves, bytes for RSA: the type comes before it
        if (curve || modulus) return false;
        if (type == kTypeRsa) return (modulus = in.bytes()).has_value();
        return (curve = in.integer()).has_value();
      case kXOrExponent:
        return !x && (x = in.bytes());
      case kY:
        return !y && (y = in.bytes());
      default:
        return false;
    }
  }
};

void append(Bytes& to, BytesView more) {
  to.insert(to.end(), more.begin(), more.end());
}

std::optional<PasskeyKey> key_of(const CoseKey& cose) {
  PasskeyKey key{cose.algorithm.value_or(0), {}};
  const auto fits = [](const std::optional<BytesView>& part, std::size_t size) {
    return part && part->size() == size;
  };
  if (key.algorithm == kEs256) {
    if (cose.type != kTypeEc2 || cose.curve != kP256 || !fits(cose.x, 32) || !fits(cose.y, 32))
      return std::nullopt;
    append(key.bytes, *cose.x);
    append(key.bytes, *cose.y);
  } else if (key.algorithm == kEdDsa) {
    if (cose.type != kTypeOkp || cose.curve != kEd25519 || !fits(cose.x, 32) || cose.y) return std::nullopt;
    append(key.bytes, *cose.x);
  } else if (key.algorithm == kRs256) {
    // 2,048 bits and the exponent 65537, as every platform makes them.
    if (cose.type != kTypeRsa || !fits(cose.modulus, 256) || !fits(cose.x, 3) || cose.y) return std::nullopt;
    append(key.bytes, *cose.modulus);
    append(key.bytes, *cose.x);
  } else {
    return std::nullopt;
  }
  return key;
}

std::optional<PasskeyKey> read_key(CborReader& in) {
  const auto members = in.map();
  if (!members || *members > 5) return std::nullopt;
  CoseKey cose;
  for (std::size_t i = 0; i < *members; ++i) {
    const auto label = in.integer();
    if (!label || !cose.read(in, *label)) return std::nullopt;
  }
  return key_of(cose);
}

/// The attested credential at the front of `rest`, which is cut down to what follows it.
std::optional<AttestedCredential> read_credential(BytesView& rest) {
  AttestedCredential credential;
  if (rest.size() < 18) return std::nullopt;
  std::ranges::copy(rest.first(16), credential.aaguid.begin());
  const auto length = static_cast<std::size_t>(rest[16] << 8 | rest[17]);
  rest = rest.subspan(18);
  if (length < kShortestCredentialId || length > kLongestCredentialId || length > rest.size())
    return std::nullopt;
  append(credential.credential_id, rest.first(length));
  CborReader in(rest.subspan(length));
  auto key = read_key(in);
  if (!key) return std::nullopt;
  credential.key = std::move(*key);
  rest = rest.subspan(length + in.position());
  return credential;
}

/// Extensions are not asked for; those an authenticator adds by itself only have to be well formed.
bool pass_extensions(BytesView& rest) {
  CborReader in(rest);
  const auto pairs = in.map();
  if (!pairs || *pairs > 16) return false;
  for (std::size_t i = 0; i < *pairs; ++i)
    if (!in.text() || !in.skip()) return false;
  rest = rest.subspan(in.position());
  return true;
}

std::optional<AttestationObject::Statement> read_statement(CborReader& in) {
  AttestationObject::Statement statement;
  const auto pairs = in.map();
  if (!pairs || *pairs > 8) return std::nullopt;
  for (std::size_t i = 0; i < *pairs; ++i) {
    const auto name = in.text();
    if (!name) return std::nullopt;
    if (*name == "alg" && !statement.algorithm) {
      if (!(statement.algorithm = in.integer())) return std::nullopt;
    } else if (*name == "sig" && !statement.signature) {
      if (!(statement.signature = in.bytes())) return std::nullopt;
    } else {
      statement.has_more = true;
      if (!in.skip()) return std::nullopt;
    }
  }
  return statement;
}

}  // namespace

std::string_view word_of(PasskeyFault fault) {
  switch (fault) {
    case PasskeyFault::malformed:
      return "malformed";
    case PasskeyFault::rp_id:
      return "rp_id";
    case PasskeyFault::presence:
      return "presence";
    case PasskeyFault::verification:
      return "verification";
    case PasskeyFault::signature:
      return "signature";
    case PasskeyFault::algorithm:
      return "algorithm";
    case PasskeyFault::attestation:
      return "attestation";
  }
  return "malformed";
}

std::optional<AuthenticatorData> read_authenticator_data(BytesView bytes) {
  if (bytes.size() < kFixedPart || bytes.size() > kLongestAuthenticatorData) return std::nullopt;
  AuthenticatorData data;
  append(data.rp_id_hash, bytes.first(32));
  const auto flags = bytes[32];
  data.user_present = (flags & kUserPresent) != 0;
  data.user_verified = (flags & kUserVerified) != 0;
  data.backup_eligible = (flags & kBackupEligible) != 0;
  data.backed_up = (flags & kBackedUp) != 0;
  if (data.backed_up && !data.backup_eligible) return std::nullopt;
  for (std::size_t i = 33; i < kFixedPart; ++i) data.counter = data.counter << 8 | bytes[i];
  auto rest = bytes.subspan(kFixedPart);
  if ((flags & kHasCredential) != 0 && !(data.credential = read_credential(rest))) return std::nullopt;
  if ((flags & kHasExtensions) != 0 && !pass_extensions(rest)) return std::nullopt;
  if (!rest.empty()) return std::nullopt;
  return data;
}

std::optional<AttestationObject> read_attestation_object(BytesView bytes) {
  if (bytes.size() > kLongestAttestationObject) return std::nullopt;
  CborReader in(bytes);
  if (in.map() != std::size_t{3}) return std::nullopt;
  std::optional<std::string_view> format;
  std::optional<AttestationObject::Statement> statement;
  std::optional<BytesView> data;
  for (int i = 0; i < 3; ++i) {
    const auto name = in.text();
    if (name == "fmt" && !format) {
      if (!(format = in.text())) return std::nullopt;
    } else if (name == "attStmt" && !statement) {
      if (!(statement = read_statement(in))) return std::nullopt;
    } else if (name == "authData" && !data) {
      if (!(data = in.bytes())) return std::nullopt;
    } else {
      return std::nullopt;
    }
  }
  if (!in.at_end()) return std::nullopt;
  return AttestationObject{std::string(*format), *statement, *data};
}

}  // namespace musubi::crypto
