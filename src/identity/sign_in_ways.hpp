// Which ways of signing in suffice for what somebody does as a post: a region says so for each type of
// facility (docs/decisions/025). Certificates of devices count here, and nowhere else: what they are and who
// gets one is the room device/. Not a rule about own account and own session: whoever does not meet it must
// still be able to meet it.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "access/actor.hpp"
#include "db/tx.hpp"
#include "http/request.hpp"
#include "identity/identity_service.hpp"
#include "identity/sign_in_way.hpp"

namespace musubi::identity {

/// As it is stored: `certificate,passkey`.
std::string text_of(const Ways& ways);
Ways ways_of(std::string_view text);
bool holds(std::string_view ways, SignInWay way);

/// What a session has shown.
struct Shown {
  std::string factors;       ///< as `text_of`; `certificate` where that stood in for a second factor
  bool certificate = false;  ///< bound to a certificate in force, of a device of the post's own facility
};
/// `demanded`: of the post's type of facility; none: any second factor, and a certificate is none.
bool suffices(const std::optional<std::string>& demanded, const Shown& shown);

/// What a post is, for the policy: the type of its facility, or this.
inline constexpr std::string_view kOperators = "operator";

/// The way that an action of a second factor shows; none for those this room does not know.
std::optional<SignInWay> way_of(std::string_view action);
std::string with_way(std::string_view factors, SignInWay way);

/// The certificate a request came with: its SHA-256 in hex, its chain verified by http/; empty: none.
std::string_view certificate_of(const http::Request& request);
/// Own session and own account: what the policy does not speak of.
bool is_own_affair(std::string_view path);

// --- certificates as sessions know them

/// A session that was opened just now belongs to the certificate its request came with, if that counts; where
/// the certificate stands in for a second factor, none is asked for any more.
Result<Opened> on_this_device(db::Database& database, const Identity& identity, Result<Opened> opened,
                              const http::Request& request);
/// The ways that would do for the actor's post, where what the session has shown does not.
Ways ways_needed(Tx& tx, const access::Actor& actor);
/// A certificate that counts now; notes that it was used.
std::optional<db::Bytes> use_certificate(Tx& tx, std::string_view hex);
/// Whether the account holds a post for which the certificate stands in for a second factor.
bool certificate_opens(Tx& tx, AccountId account, const db::Bytes& certificate);
/// The ways the actor has at hand now, whatever the present session has shown.
Ways ways_held(Tx& tx, const access::Actor& actor, std::string_view certificate);
/// Ends every session that was opened with it, at once.
void end_sessions_with(Tx& tx, const db::Bytes& certificate);

}  // namespace musubi::identity
