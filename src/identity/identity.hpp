// Who is asking: accounts, sessions, second factors, invitations and the pledge. One human has one account
// and may hold several posts; a session acts as one of them. This room never decides who may see whom
// (access/ does), never stores a token, a code or a password as it came, and never tells which accounts
// exist. Rules: domain.md "Who may do what" 1; NIST SP 800-63B-4 (memorised secrets, rate limits, sessions);
// RFC 6238.
#pragma once
#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "access/actor.hpp"
#include "base/json.hpp"

namespace musubi::identity {

// --- the rules in numbers

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

/// The one site passkeys are made for and work at; from the configured origin, never from what a request
/// says.
struct RelyingParty {
  std::string id;      ///< `renraku.example.jp`
  std::string origin;  ///< `https://renraku.example.jp`
};

struct Policy {
  microseconds idle = minutes{30};        ///< a session unused for so long is over
  microseconds absolute = hours{12};      ///< a session so old is over, used or not
  microseconds fresh = minutes{10};       ///< a second factor counts as fresh for so long
  microseconds touch_every = minutes{1};  ///< `last_seen_at` is written at most so often
  microseconds rotate_every =
      hours{1};  ///< the token is exchanged so often (when the page asks for its session)
  microseconds rotation_grace = seconds{60};  ///< requests under way may still carry the exchanged token
  microseconds clock_skew = minutes{5};       ///< a session from further in the future is not believed
  microseconds invitation = hours{24 * 14};
  /// Added to a shared terminal's time to lock before the server ends the session itself: the page locks
  /// first.
  microseconds lock_slack = minutes{1};
  std::optional<RelyingParty> relying_party{};  ///< none: no passkeys here
};

/// How long a shared terminal may stand unused before it locks.
inline constexpr std::int64_t kLongestLockMinutes = 15;

// --- what the caller sees

/// What the session waits for next.
enum class SessionState { none, enrol_totp, second_factor, choose_post, ready };
BOOST_DESCRIBE_ENUM(SessionState, none, enrol_totp, second_factor, choose_post, ready)

/// A post that has not begun yet shows as `invited`, one past its last day as `left`.
enum class HeldState { invited, active, suspended, left };
BOOST_DESCRIBE_ENUM(HeldState, invited, active, suspended, left)

enum class Locale { ja, en };
BOOST_DESCRIBE_ENUM(Locale, ja, en)

/// What an account has to prove itself with besides the password.
enum class Factor { totp, passkey };
BOOST_DESCRIBE_ENUM(Factor, totp, passkey)

struct PostPerson {
  PersonId person_id;
  std::string name;
  bool own = false;    ///< the post is the person's own account
  bool adult = false;  ///< 18 or older today
};
BOOST_DESCRIBE_STRUCT(PostPerson, (), (person_id, name, own, adult))

struct PostView {
  PostId id;
  access::PostKind kind = access::PostKind::professional;
  RegionId region_id;
  std::string region_name;
  std::string region_slug;
  std::optional<FacilityId> facility_id;
  std::string facility_name;  ///< of an operator: the region's name
  std::string profession;
  std::string title;
  bool is_manager = false;
  HeldState state = HeldState::active;
  bool is_guest = false;           ///< in a region that is not the home of its facility (広域連携協定)
  std::vector<PostPerson> people;  ///< of guardian posts
};
BOOST_DESCRIBE_STRUCT(PostView, (),
                      (id, kind, region_id, region_name, region_slug, facility_id, facility_name, profession,
                       title, is_manager, state, is_guest, people))

struct AccountView {
  AccountId id;
  std::string login;
  std::string display_name;
  std::string kana;
  Locale locale = Locale::ja;
};
BOOST_DESCRIBE_STRUCT(AccountView, (), (id, login, display_name, kana, locale))

/// Before the second factor it says nothing of posts and people.
struct SessionView {
  SessionState state = SessionState::none;
  std::optional<std::string> csrf_token;
  access::Strength strength = access::Strength::none;
  std::optional<AccountView> account;
  std::optional<PostView> post;
  std::vector<PostView> posts;
  std::optional<std::int64_t> recovery_codes_left;
  std::optional<Time> fresh_until;
  bool pledge_due = false;
  std::vector<Factor> factors;                ///< of the account, once the password was right
  std::optional<std::string> passkey_origin;  ///< where passkeys work; none: nowhere
  std::optional<std::int64_t>
      lock_after_minutes;  ///< a shared terminal: the page locks when unused for so long
};
BOOST_DESCRIBE_STRUCT(SessionView, (),
                      (state, csrf_token, strength, account, post, posts, recovery_codes_left, fresh_until,
                       pledge_due, factors, passkey_origin, lock_after_minutes))

struct SessionLine {
  SessionId id;
  Time created_at{};
  Time last_seen_at{};
  std::string address;
  std::string device;
  bool current = false;
};
BOOST_DESCRIBE_STRUCT(SessionLine, (), (id, created_at, last_seen_at, address, device, current))

/// `copied_passkey`: a passkey's counter went back, so a second copy of its key may exist.
enum class SignInOutcome {
  ok,
  wrong_password,
  wrong_code,
  throttled,
  signed_out,
  wrong_passkey,
  copied_passkey
};
BOOST_DESCRIBE_ENUM(SignInOutcome, ok, wrong_password, wrong_code, throttled, signed_out, wrong_passkey,
                    copied_passkey)

struct SignInLine {
  Time at{};
  SignInOutcome outcome = SignInOutcome::ok;
  std::string address;
  std::string device;
};
BOOST_DESCRIBE_STRUCT(SignInLine, (), (at, outcome, address, device))

struct NewTotp {
  std::string otpauth_uri;
  std::string secret;
  std::string qr_svg;
};
BOOST_DESCRIBE_STRUCT(NewTotp, (), (otpauth_uri, secret, qr_svg))

struct RecoveryCodes {
  std::vector<std::string> recovery_codes;
};
BOOST_DESCRIBE_STRUCT(RecoveryCodes, (), (recovery_codes))

struct TotpConfirmed {
  std::vector<std::string> recovery_codes;
  SessionView session;
};
BOOST_DESCRIBE_STRUCT(TotpConfirmed, (), (recovery_codes, session))

struct InvitationView {
  std::string region_name;
  std::string facility_name;
  std::string name;
  std::string profession;
  access::PostKind kind = access::PostKind::professional;
  std::string suggested_login;
  bool has_account_hint = false;  ///< always false: an invitation does not tell who has an account
  bool own = false;               ///< for the person themself (本人アカウント)
};
BOOST_DESCRIBE_STRUCT(InvitationView, (),
                      (region_name, facility_name, name, profession, kind, suggested_login, has_account_hint,
                       own))

struct PledgeView {
  std::int64_t version = 0;
  std::string body;
  std::optional<Time> accepted_at;
};
BOOST_DESCRIBE_STRUCT(PledgeView, (), (version, body, accepted_at))

// --- what the caller says

struct SignIn {
  RequiredLine<200> login;
  Secret password;
  std::optional<Whole<1, kLongestLockMinutes>> lock_after_minutes{};  ///< on a shared terminal
};
BOOST_DESCRIBE_STRUCT(SignIn, (), (login, password, lock_after_minutes))

/// None: this device is one's own.
struct Terminal {
  std::optional<Whole<1, kLongestLockMinutes>> lock_after_minutes;
};
BOOST_DESCRIBE_STRUCT(Terminal, (), (lock_after_minutes))

/// Seals what a device keeps for the account: drafts and what waits to be sent. Base64url of 32 bytes.
struct DraftKey {
  std::string key;
};
BOOST_DESCRIBE_STRUCT(DraftKey, (), (key))

struct CodeGiven {
  Secret code;
};
BOOST_DESCRIBE_STRUCT(CodeGiven, (), (code))

struct PostChoice {
  PostId post_id;
};
BOOST_DESCRIBE_STRUCT(PostChoice, (), (post_id))

struct PasswordChange {
  Secret current;
  Secret new_password;
};
BOOST_DESCRIBE_STRUCT(PasswordChange, (), (current, new_password))

struct ProfileChange {
  Name<100> display_name;
  OptionalName<100> kana;
  Locale locale = Locale::ja;
};
BOOST_DESCRIBE_STRUCT(ProfileChange, (), (display_name, kana, locale))

struct InvitationToken {
  Secret token;
};
BOOST_DESCRIBE_STRUCT(InvitationToken, (), (token))

struct InvitationAcceptance {
  Secret token;
  RequiredLine<100> login;
  Name<100> display_name;
  OptionalName<100> kana;
  Secret password;
};
BOOST_DESCRIBE_STRUCT(InvitationAcceptance, (), (token, login, display_name, kana, password))

struct PledgeAcceptance {
  std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(PledgeAcceptance, (), (version))

// --- pure rules

/// A login as it is stored and compared: folded, 3 to 100 of `a-z 0-9 . _ - + @`. Error names `field`.
Result<std::string> login_of(std::string_view text, std::string field = "login");

/// `Chrome（Windows）`: enough for its owner to know the device by, and no more.
std::string device_of(std::string_view user_agent);

/// What an address is throttled under: the /64 of IPv6, since one household holds all of it; else the text
/// itself.
std::string throttled_address(std::string_view address);

/// How long to wait after so many failures in a row: nothing for the first `free`, then doubling up to
/// `longest`.
struct Limit {
  std::int64_t free = 8;
  microseconds first = seconds{2};
  microseconds longest = minutes{15};
};
microseconds delay_after(std::int64_t failures, const Limit& limit);

}  // namespace musubi::identity
