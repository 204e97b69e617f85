// Passkeys (パスキー): the nouns and the pure rules. A passkey is both factors at once, because the
// authenticator checks its owner (PIN, fingerprint, face) before it signs; it works at one origin only, the
// configured one. This room never trusts what the browser says of itself beyond what was signed. W3C Web
// Authentication level 2.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "crypto/passkey.hpp"
#include "identity/identity_service.hpp"

namespace musubi::identity {

using PasskeyId = Id<struct PasskeyTag>;

/// What a challenge was asked for; it is good for nothing else.
enum class Ceremony { register_, sign_in, confirm };
BOOST_DESCRIBE_ENUM(Ceremony, register_, sign_in, confirm)

inline constexpr microseconds kChallengeLife = minutes{5};
inline constexpr std::size_t kPasskeysPerAccount = 20;
/// Unanswered questions of one address: a town hall behind one address signs in at the same minute.
inline constexpr std::int64_t kOpenChallenges = 300;

// --- what the caller sees

struct PasskeyView {
  PasskeyId id;
  std::string name;
  bool backed_up = false;  ///< copied to the owner's other devices by its maker
  Time created_at{};
  std::optional<Time> last_used_at;
};
BOOST_DESCRIBE_STRUCT(PasskeyView, (), (id, name, backed_up, created_at, last_used_at))

struct PasskeyHint {
  std::string id;  ///< base64url, as all bytes here
  std::vector<std::string> transports;
};
BOOST_DESCRIBE_STRUCT(PasskeyHint, (), (id, transports))

/// For `navigator.credentials.create`.
struct PasskeyCreation {
  std::string challenge;
  std::string rp_id;
  std::string rp_name;
  std::string user_id;
  std::string user_name;
  std::string user_display_name;
  std::vector<std::int64_t> algorithms;
  std::vector<PasskeyHint> exclude;
  std::int64_t timeout_ms = 0;
};
BOOST_DESCRIBE_STRUCT(PasskeyCreation, (),
                      (challenge, rp_id, rp_name, user_id, user_name, user_display_name, algorithms, exclude,
                       timeout_ms))

/// For `navigator.credentials.get`. `allow` is empty where nobody is known yet: then the browser offers what
/// it has.
struct PasskeyQuestion {
  std::string challenge;
  std::string rp_id;
  std::vector<PasskeyHint> allow;
  std::int64_t timeout_ms = 0;
};
BOOST_DESCRIBE_STRUCT(PasskeyQuestion, (), (challenge, rp_id, allow, timeout_ms))

struct PasskeyAdded {
  PasskeyView passkey;
  std::vector<std::string>
      recovery_codes;  ///< if this was the account's first second factor; shown this once
  SessionView session;
};
BOOST_DESCRIBE_STRUCT(PasskeyAdded, (), (passkey, recovery_codes, session))

// --- what the caller says

struct NewPasskeyGiven {
  Name<60> name;
  RequiredLine<6000> client_data;
  RequiredLine<12000> attestation;
  List<Line<20>, 8> transports;
};
BOOST_DESCRIBE_STRUCT(NewPasskeyGiven, (), (name, client_data, attestation, transports))

struct PasskeyAnswer {
  RequiredLine<1400> id;
  RequiredLine<6000> client_data;
  RequiredLine<6000> authenticator_data;
  RequiredLine<1400> signature;
  std::optional<Line<100>> user_handle;
  std::optional<Whole<1, kLongestLockMinutes>> lock_after_minutes;  ///< signing in on a shared terminal
};
BOOST_DESCRIBE_STRUCT(PasskeyAnswer, (),
                      (id, client_data, authenticator_data, signature, user_handle, lock_after_minutes))

struct PasskeyName {
  Name<60> name;
};
BOOST_DESCRIBE_STRUCT(PasskeyName, (), (name))

// --- pure rules

/// Where passkeys are good for: the host of an `https://` origin, or of `http://localhost`. None for
/// addresses and for anything that is no plain host. WebAuthn 5.1.2 and 13.4.9.
std::optional<RelyingParty> relying_party_of(std::string_view origin);

/// What the browser signed about the ceremony. WebAuthn 5.8.1.
struct ClientData {
  std::string type;
  crypto::Bytes challenge;
  std::string origin;
  bool cross_origin = false;
};
/// Nullopt for anything but one JSON object of bounded size with these members; others are overlooked,
/// as 5.8.1 asks.
std::optional<ClientData> read_client_data(crypto::BytesView bytes);

/// Transports as they are kept: those we know, each once, in their order of the level 2 text.
std::string known_transports(const List<Line<20>, 8>& given);
std::vector<std::string> transports_of(std::string_view kept);

/// Whether a counter that an authenticator gives may follow the one kept. Both zero: it does not count.
/// WebAuthn 7.2, step 21.
bool counter_goes_on(std::int64_t kept, std::uint32_t given);

}  // namespace musubi::identity
