// The use cases of accounts and sessions. What must count even when it is refused (a wrong password, a wrong
// code) takes the Database and keeps its own transactions; hashing runs between them, never inside one.
// Everything else is a plain function over a Tx. Features call `create_invitation`; the edge calls
// `authenticate`; commands call the rest.
#pragma once
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "db/database.hpp"
#include "http/request.hpp"
#include "identity/identity.hpp"
#include "keys/ring.hpp"
#include "keys/sealed_value.hpp"

namespace musubi::crypto {
class PasswordHasher;
}  // namespace musubi::crypto

namespace musubi::identity {

/// What the use cases need besides a transaction.
struct Identity {
  const crypto::PasswordHasher& hasher;
  keys::Ring keys;  ///< seal TOTP secrets, draft keys and the client secrets of directories
  Policy policy{};
  std::string issuer = "Musubi";  ///< as the authenticator app shows it
};

/// Where a request comes from, as its owner is shown it later.
struct Where {
  std::string address;
  std::string device;
  std::optional<std::int64_t> lock_after_minutes{};  ///< a shared terminal, as whoever signs in there says
};
Where where_of(const http::Request& request);

/// A session as it is answered: `token` goes into the cookie; empty where the cookie stays as it is.
struct Opened {
  SessionView view;
  std::string token;
};

// --- every request

/// Finds the session of the request's cookie and fills `request.actor`; a bad or ended cookie means nobody.
/// One statement, and at most once a minute a second. Fails with `csrf` when a mutation by a session does not
/// carry the session's token.
Status authenticate(Tx& tx, const Identity& identity, http::Request& request);
/// False once the session is over, its account or its post suspended: what a long-lived stream asks now and
/// then.
bool is_alive(Tx& tx, const Identity& identity, const access::Actor& actor);

/// `__Host-musubi` over TLS, else `musubi`.
std::string_view cookie_name(bool secure);
/// The Set-Cookie value for a token; an empty token clears the cookie.
std::string cookie_of(std::string_view token, bool secure);

// --- sessions

/// The session as it stands; nobody is `none`. Exchanges the token every so often (and then returns it).
Opened current_session(Tx& tx, const Identity& identity, const access::Actor& actor);
Result<Opened> sign_in(db::Database& database, const Identity& identity, const SignIn& given,
                       const Where& where, std::optional<access::Actor> before);
/// The second factor: at sign-in, and again as step-up.
Result<Opened> confirm_code(db::Database& database, const Identity& identity, const access::Actor& actor,
                            std::string_view code, const Where& where);
Result<Opened> use_recovery_code(db::Database& database, const Identity& identity, const access::Actor& actor,
                                 std::string_view code, const Where& where);
Result<Opened> choose_post(Tx& tx, const Identity& identity, const access::Actor& actor, PostId post);
/// Makes this session one on a shared terminal, or one's own device again.
Result<Opened> set_terminal(Tx& tx, const Identity& identity, const access::Actor& actor,
                            const Terminal& given);
Status sign_out(Tx& tx, const access::Actor& actor, const Where& where);
std::vector<SessionLine> sessions_of(Tx& tx, const Identity& identity, const access::Actor& actor);
Status end_session(Tx& tx, const access::Actor& actor, SessionId session);
Status end_other_sessions(Tx& tx, const access::Actor& actor);
/// The newest hundred.
std::vector<SignInLine> sign_ins_of(Tx& tx, const access::Actor& actor);

// --- account

Result<NewTotp> begin_totp(Tx& tx, const Identity& identity, const access::Actor& actor);
struct TotpOpened {
  TotpConfirmed confirmed;
  std::string token;
};
Result<TotpOpened> confirm_totp(db::Database& database, const Identity& identity, const access::Actor& actor,
                                std::string_view code, const Where& where);
/// Ten new codes; the old ones are worthless.
Result<RecoveryCodes> renew_recovery_codes(Tx& tx, const access::Actor& actor);
Status change_password(db::Database& database, const Identity& identity, const access::Actor& actor,
                       const PasswordChange& given, const Where& where);
Result<Opened> change_profile(Tx& tx, const Identity& identity, const access::Actor& actor,
                              const ProfileChange& given);
/// The account's own key for its drafts on devices; made when first asked for. It never changes, so that a
/// draft left on a terminal opens again for its writer, and for nobody else.
Result<DraftKey> draft_key(Tx& tx, const Identity& identity, const access::Actor& actor);

// --- invitations

struct IssuedInvitation {
  InvitationId invitation_id;
  std::string token;
  std::string path;  ///< `/invite#<token>`: behind `#`, so that no server and no log sees it
  Time expires_at{};
};
/// Invites whoever holds the link to take a post. An earlier link for the same post stops working. The caller
/// has passed its guard. `conflict` if somebody holds the post already.
Result<IssuedInvitation> create_invitation(Tx& tx, RegionId region, PostId post,
                                           std::string_view suggested_login,
                                           std::optional<PostId> created_by);
/// Links of a post that is no longer offered stop working.
void revoke_invitations(Tx& tx, RegionId region, PostId post);
/// The login suggested with the latest link of a post; empty if none was.
std::string suggested_login(Tx& tx, RegionId region, PostId post);
/// Logins suggested with links of this region that still work.
std::set<std::string> offered_logins(Tx& tx, RegionId region);
/// Whether an account has this login (as `login_of` gives it). For managers' tables only; they are audited.
bool login_taken(Tx& tx, const std::string& login);

Result<InvitationView> look_at_invitation(db::Database& database, std::string_view token, const Where& where);
/// A new account takes the post; signed in, with the second factor to be set up.
Result<Opened> accept_invitation(db::Database& database, const Identity& identity,
                                 const InvitationAcceptance& given, const Where& where,
                                 std::optional<access::Actor> before);
/// The signed-in account takes the post as one more.
Result<Opened> join_invitation(db::Database& database, const Identity& identity, const access::Actor& actor,
                               std::string_view token, const Where& where);

// --- pledge

Result<PledgeView> pledge_of(Tx& tx, const access::Actor& actor);
Result<Opened> accept_pledge(Tx& tx, const Identity& identity, const access::Actor& actor,
                             std::int64_t version);

// --- the command line and the demo

struct ReadyAccount {
  RegionId region_id;
  std::string login;
  std::string display_name;
  std::string kana;
  std::string password_hash;                 ///< of crypto::hash_password; hashed outside the transaction
  std::optional<std::string> totp_secret{};  ///< raw bytes; none: the first sign-in sets it up
  Locale locale = Locale::ja;
};
/// An account that can sign in at once, without invitation. `duplicate` if the login is taken.
Result<AccountId> create_account_ready(Tx& tx, const Identity& identity, const ReadyAccount& account);
/// Gives an open post to an account (as accepting an invitation would) and marks it active.
Status give_post(Tx& tx, AccountId account, RegionId region, PostId post);
/// An operator of the region: post and account in one.
Result<PostId> create_operator(Tx& tx, const Identity& identity, const ReadyAccount& account);
enum class AccountState { active, suspended };
BOOST_DESCRIBE_ENUM(AccountState, active, suspended)
/// One line of `musubi user list`.
struct AccountLine {
  AccountId id;
  std::string login;
  std::string display_name;
  AccountState state = AccountState::active;
  bool second_factor = false;
};
BOOST_DESCRIBE_STRUCT(AccountLine, (), (id, login, display_name, state, second_factor))
std::vector<AccountLine> accounts(Tx& tx);
/// Ends all sessions and forgives failed attempts.
Status set_password(Tx& tx, std::string_view login, const std::string& password_hash);
/// Lost phone and lost codes: the next sign-in sets the second factor up anew. Ends all sessions.
Status reset_second_factor(Tx& tx, std::string_view login);
/// The same by the account's manager, who has passed their guard. `conflict` if the account holds a post
/// elsewhere: outside `region`, or outside `facility` if one is given. Then it takes somebody whose duty
/// covers them all.
Status reset_second_factor_of(Tx& tx, const access::Actor& manager, AccountId account, RegionId region,
                              std::optional<FacilityId> facility);
Status set_account_state(Tx& tx, std::string_view login, AccountState state);
/// What this room keeps sealed: TOTP secrets, draft keys, client secrets of directories.
std::vector<keys::SealedValue> sealed_values(Tx& tx);
/// Throws away what is too old to matter: ended sessions, old sign-ins, forgotten failures. For a daily job.
void sweep(Tx& tx);

}  // namespace musubi::identity
