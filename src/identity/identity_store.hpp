// The tables of this room: account, recovery_code, session, sign_in, invitation, pledge_acceptance, and the
// two columns of `post` that say who holds it. SQL and nothing else. Sessions and accounts are found by what
// only their owner knows (a token, a login) before any region is known; from there on every statement names
// the region.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "db/tx.hpp"
#include "identity/identity_service.hpp"

namespace musubi::identity::store {

// --- accounts

struct AccountRow {
  RegionId region_id;
  AccountId account_id;
  std::string login;
  std::string display_name;
  std::string kana;
  std::string password_hash;
  std::optional<db::Bytes> totp_secret;   ///< sealed
  std::optional<db::Bytes> totp_pending;  ///< sealed, not yet confirmed
  std::int64_t totp_last_step = 0;
  AccountState state = AccountState::active;
  Locale locale = Locale::ja;
};
BOOST_DESCRIBE_STRUCT(AccountRow, (),
                      (region_id, account_id, login, display_name, kana, password_hash, totp_secret,
                       totp_pending, totp_last_step, state, locale))

std::optional<AccountRow> account_by_login(Tx& tx, const std::string& login);
/// A human may act in several regions; the account lives in the one where it began.
std::optional<RegionId> home_of(Tx& tx, AccountId account);
std::optional<AccountRow> account_by_id(Tx& tx, RegionId region, AccountId account);
/// False if the login is taken.
bool insert_account(Tx& tx, const AccountRow& account);
void set_password_hash(Tx& tx, RegionId region, AccountId account, const std::string& hash);
void set_profile(Tx& tx, RegionId region, AccountId account, const ProfileChange& profile);
void set_state(Tx& tx, RegionId region, AccountId account, AccountState state);
void set_totp_pending(Tx& tx, RegionId region, AccountId account, const db::Bytes& sealed);
/// The pending secret becomes the secret; `step` is used up.
void confirm_totp(Tx& tx, RegionId region, AccountId account, std::int64_t step);
void clear_totp(Tx& tx, RegionId region, AccountId account);
/// False if this or a later step has been used: each code opens once.
bool use_totp_step(Tx& tx, RegionId region, AccountId account, std::int64_t step);

void replace_recovery_codes(Tx& tx, RegionId region, AccountId account, const std::vector<db::Bytes>& hashes);
/// False if there is no such code or it was used.
bool use_recovery_code(Tx& tx, RegionId region, AccountId account, const db::Bytes& hash);
std::int64_t recovery_codes_left(Tx& tx, RegionId region, AccountId account);

/// The sealed key of the account's drafts, keeping the first if two are offered.
db::Bytes draft_key(Tx& tx, RegionId region, AccountId account, const db::Bytes& offered);
std::optional<db::Bytes> draft_key(Tx& tx, RegionId region, AccountId account);

void insert_sign_in(Tx& tx, RegionId region, AccountId account, SignInOutcome outcome, const Where& where);
std::vector<SignInLine> sign_ins(Tx& tx, RegionId region, AccountId account, int limit);
/// Whether the account's latest line says `throttled` and is younger than `since`.
bool throttled_since(Tx& tx, RegionId region, AccountId account, Time since);

// --- sessions

/// Everything the edge must know of a request's session, in one row.
struct SessionFacts {
  RegionId region_id;
  SessionId session_id;
  AccountId account_id;
  std::optional<PostId> post_id;
  access::Strength strength = access::Strength::password;  ///< `password` or `two_factor`
  std::optional<Time> second_factor_at;
  std::string csrf_token;
  Time created_at{};
  Time last_seen_at{};
  Time rotated_at{};
  bool account_active = false;
  std::string display_name;
  std::optional<RegionId> post_region_id;
  std::optional<access::PostKind> kind;
  std::optional<FacilityId> facility_id;
  std::optional<std::string> profession;
  std::optional<bool> is_manager;
  std::optional<std::string> post_state;
  std::optional<Date> starts_on;
  std::optional<Date> ends_on;
  std::optional<std::string> facility_name;
  bool pledged = false;
  std::optional<std::int64_t> lock_after_s;
  std::string factors;                    ///< second factors shown, see sign_in_ways.hpp
  std::optional<std::string> ways;        ///< that suffice for the post; none: any second factor
  std::optional<db::Bytes> certificate;   ///< the session cannot be used without it
  std::optional<Time> certificate_until;  ///< none: there is none, or it was revoked
  bool device_fits = false;               ///< its device is of the post's own facility
  bool is_guest = false;                  ///< the post is at a facility of another region
};
BOOST_DESCRIBE_STRUCT(SessionFacts, (),
                      (region_id, session_id, account_id, post_id, strength, second_factor_at, csrf_token,
                       created_at, last_seen_at, rotated_at, account_active, display_name, post_region_id,
                       kind, facility_id, profession, is_manager, post_state, starts_on, ends_on,
                       facility_name, pledged, lock_after_s, factors, ways, certificate, certificate_until,
                       device_fits, is_guest))
std::optional<SessionFacts> session_by_token(Tx& tx, const db::Bytes& token_hash);
/// A token exchanged a moment ago.
std::optional<SessionFacts> session_by_previous_token(Tx& tx, const db::Bytes& token_hash);
std::optional<SessionFacts> session_by_id(Tx& tx, RegionId region, AccountId account, SessionId session);

struct NewSession {
  RegionId region_id;
  SessionId session_id;
  db::Bytes token_hash;
  AccountId account_id;
  std::optional<PostId> post_id;
  std::optional<RegionId> post_region_id;
  std::string csrf_token;
  std::string address;
  std::string device;
  std::optional<std::int64_t> lock_after_s;
};
void insert_session(Tx& tx, const NewSession& session);
void touch_session(Tx& tx, RegionId region, SessionId session);
/// A new token; the old one is worthless at once, or after `grace`.
void rotate_session(Tx& tx, RegionId region, SessionId session, const db::Bytes& token_hash,
                    microseconds grace);
void set_lock_after(Tx& tx, RegionId region, SessionId session, std::optional<std::int64_t> seconds);
void strengthen_session(Tx& tx, RegionId region, SessionId session);
/// From now on the session is nobody's without that certificate.
void bind_session(Tx& tx, RegionId region, SessionId session, const db::Bytes& certificate);
/// By the device's certificate: two factors, but none that was fresh.
void strengthen_by_certificate(Tx& tx, RegionId region, SessionId session);
void set_factors(Tx& tx, RegionId region, SessionId session, const std::string& factors);
void set_session_post(Tx& tx, RegionId region, SessionId session, PostId post, RegionId post_region);
/// False if it had ended, or is another account's.
bool end_session(Tx& tx, RegionId region, AccountId account, SessionId session);
/// All of the account's but `keep`; how many.
std::int64_t end_sessions(Tx& tx, RegionId region, AccountId account, std::optional<SessionId> keep);
/// Those not ended and begun or seen recently enough; on shared terminals, within their own time plus
/// `lock_slack`.
std::vector<SessionLine> sessions(Tx& tx, RegionId region, AccountId account, Time created_after,
                                  Time seen_after, microseconds lock_slack);

// --- posts, invitations, pledge

struct HeldPost {
  PostId post_id;
  access::PostKind kind = access::PostKind::professional;
  RegionId region_id;
  std::string region_name;
  std::string region_slug;
  std::optional<FacilityId> facility_id;
  std::string facility_name;
  std::string profession;
  std::string title;
  bool is_manager = false;
  HeldState state = HeldState::active;
  Date starts_on;
  std::optional<Date> ends_on;
  bool is_guest = false;
};
BOOST_DESCRIBE_STRUCT(HeldPost, (),
                      (post_id, kind, region_id, region_name, region_slug, facility_id, facility_name,
                       profession, title, is_manager, state, starts_on, ends_on, is_guest))
/// Every post this account was ever given, wherever its region.
std::vector<HeldPost> posts_of(Tx& tx, AccountId account);
/// Whom a guardian's post is for.
std::vector<PostPerson> people_of_guardian(Tx& tx, RegionId region, PostId post);
/// Whether `own_post` is a person's own account and `account` is, or was, a guardian of theirs: a child's
/// account does not fall to them.
bool is_guardian_of_holder(Tx& tx, RegionId region, PostId own_post, AccountId account);
/// Only a post that nobody holds and that is not given up: false otherwise. Keeps the new version beside it.
bool give_post(Tx& tx, RegionId region, PostId post, AccountId account);
void insert_operator_post(Tx& tx, RegionId region, PostId post, const ReadyAccount& holder);
/// Whether the post exists, and whether somebody holds it.
enum class PostOffer { none, open, taken };
PostOffer post_offer(Tx& tx, RegionId region, PostId post);

struct OpenInvitation {
  RegionId region_id;
  InvitationId invitation_id;
  PostId post_id;
  std::string suggested_login;
  std::string region_name;
  std::string facility_name;
  std::string name;
  std::string profession;
  access::PostKind kind = access::PostKind::professional;
  bool own = false;  ///< for the person themself
};
BOOST_DESCRIBE_STRUCT(OpenInvitation, (),
                      (region_id, invitation_id, post_id, suggested_login, region_name, facility_name, name,
                       profession, kind, own))
void insert_invitation(Tx& tx, RegionId region, InvitationId invitation, const db::Bytes& token_hash,
                       PostId post, std::string_view suggested_login, Time expires_at,
                       std::optional<PostId> created_by);
void revoke_invitations(Tx& tx, RegionId region, PostId post);
std::optional<std::string> latest_suggestion(Tx& tx, RegionId region, PostId post);
std::vector<std::string> open_suggestions(Tx& tx, RegionId region);
/// Neither used, revoked nor expired, for a post still open.
std::optional<OpenInvitation> invitation_by_token(Tx& tx, const db::Bytes& token_hash);
/// Whether one of this account's own posts issued it.
bool issued_by(Tx& tx, RegionId region, InvitationId invitation, AccountId account);
/// False if somebody was faster.
bool use_invitation(Tx& tx, RegionId region, InvitationId invitation);

std::optional<PledgeView> pledge(Tx& tx, RegionId region, PostId post);
void insert_acceptance(Tx& tx, RegionId region, PostId post, std::int64_t version);

std::vector<AccountLine> accounts(Tx& tx);
void sweep(Tx& tx, Time sessions_before, Time sign_ins_before, Time throttle_before);

}  // namespace musubi::identity::store
