// Signing in through the directory of a city or a school: this program as a relying party of OpenID Connect
// (Core 1.0, authorization code flow) with PKCE (RFC 7636). Nouns and pure rules. A subject of a provider
// opens an account only where its holder linked the two; nobody is ever found by a name or an address.
// Why so, and what remains: docs/decisions/024.
#pragma once
#include <expected>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "crypto/jws.hpp"
#include "identity/identity.hpp"

namespace musubi::identity {

/// What the house allows of this at all.
struct OidcReach {
  std::vector<std::string> hosts;  ///< `login.example.jp`, `login.example.jp:8443`; none: no such sign-in
  bool plain_loopback = false;     ///< http to this machine itself: for tests and demonstrations
  std::string origin;              ///< our own public one
};

using ProviderId = Id<struct OidcProviderTag>;
using LinkId = Id<struct OidcLinkTag>;

/// From the button to the return.
inline constexpr microseconds kOidcAttemptFor = minutes{10};
/// How far the clocks of provider and house may be apart.
inline constexpr microseconds kOidcSkew = minutes{2};

// --- for everybody

/// A button of the sign-in page.
struct ProviderChoice {
  ProviderId id;
  std::string name;
  std::string region_name;
};
BOOST_DESCRIBE_STRUCT(ProviderChoice, (), (id, name, region_name))

struct OidcBegin {
  ProviderId provider_id;
  std::optional<Line<500>> next{};  ///< where to go on afterwards: a path of our own
  std::optional<Whole<1, kLongestLockMinutes>> lock_after_minutes{};  ///< on a shared terminal
};
BOOST_DESCRIBE_STRUCT(OidcBegin, (), (provider_id, next, lock_after_minutes))

struct OidcLinkBegin {
  ProviderId provider_id;
};
BOOST_DESCRIBE_STRUCT(OidcLinkBegin, (), (provider_id))

/// A new account without a password takes the invited post.
struct OidcInvitationBegin {
  Secret token;
  ProviderId provider_id;
  RequiredLine<100> login;
  Name<100> display_name;
  OptionalName<100> kana;
};
BOOST_DESCRIBE_STRUCT(OidcInvitationBegin, (), (token, provider_id, login, display_name, kana))

/// Where the browser is to go.
struct OidcDeparture {
  std::string url;
};
BOOST_DESCRIBE_STRUCT(OidcDeparture, (), (url))

/// What the provider sent along with the browser.
struct OidcReturn {
  Secret state;
  std::optional<Secret> code{};
  std::optional<Line<500>> iss{};
  std::optional<Line<200>> error{};
};
BOOST_DESCRIBE_STRUCT(OidcReturn, (), (state, code, iss, error))

enum class OidcPurpose { sign_in, link, join };
BOOST_DESCRIBE_ENUM(OidcPurpose, sign_in, link, join)

struct OidcArrival {
  OidcPurpose purpose = OidcPurpose::sign_in;
  SessionView session;
  std::optional<std::string> next;
};
BOOST_DESCRIBE_STRUCT(OidcArrival, (), (purpose, session, next))

// --- one's own links

struct LinkView {
  LinkId id;
  std::string provider_name;
  std::string region_name;
  Time created_at{};
  std::optional<Time> last_used_at;
};
BOOST_DESCRIBE_STRUCT(LinkView, (), (id, provider_name, region_name, created_at, last_used_at))
struct OwnLinks {
  std::vector<LinkView> links;
  std::vector<ProviderChoice> providers;  ///< that the account may be linked to, and is not yet
};
BOOST_DESCRIBE_STRUCT(OwnLinks, (), (links, providers))

// --- for operators

struct ProviderEdit {
  Name<60> name;  ///< on the button
  RequiredLine<300> issuer;
  RequiredLine<200> client_id;
  std::optional<Secret> client_secret{};  ///< none: as it is; a new issuer never gets the old one
  Line<200> scopes;                       ///< besides `openid`
  Line<500> strong_acr;                   ///< values of `acr` that mean two factors, between spaces
  Line<500> strong_amr;                   ///< values of `amr`; `pwd+otp`: both together
  List<FacilityId, 100> facilities;       ///< whose staff may use it; none: all of the region
  bool enabled = false;
  RequiredLine<200> reason;
};
BOOST_DESCRIBE_STRUCT(ProviderEdit, (),
                      (name, issuer, client_id, client_secret, scopes, strong_acr, strong_amr, facilities,
                       enabled, reason))

struct ProviderView {
  ProviderId id;
  std::int64_t version = 1;
  std::string name;
  std::string issuer;
  std::string client_id;
  bool has_secret = false;
  std::string scopes;
  std::string strong_acr;
  std::string strong_amr;
  std::vector<FacilityId> facilities;
  bool enabled = false;
  std::string reason;
  Time changed_at{};
  std::string changed_by;
  std::int64_t links = 0;
};
BOOST_DESCRIBE_STRUCT(ProviderView, (),
                      (id, version, name, issuer, client_id, has_secret, scopes, strong_acr, strong_amr,
                       facilities, enabled, reason, changed_at, changed_by, links))
struct ProvidersView {
  std::string redirect_uri;        ///< to be registered at the provider; empty: no public address is set
  std::vector<std::string> hosts;  ///< that this house may ask at all
  std::vector<ProviderView> providers;
};
BOOST_DESCRIBE_STRUCT(ProvidersView, (), (redirect_uri, hosts, providers))

// --- pure rules

/// Whether the house lets its server ask this address: https at a host of the list (`host`, or `host:port`
/// where it is not 443); http only at a loopback address and only where that is allowed.
bool may_ask(const OidcReach& reach, std::string_view url);
/// Where providers send browsers back to; empty where no address of our own is known.
std::string redirect_uri_of(const OidcReach& reach);
/// A path of our own to go on to, or nothing.
std::optional<std::string> own_path(std::string_view text);

/// What a provider says of itself (OpenID Connect Discovery 1.0), as far as it is used here.
struct Discovery {
  std::string issuer;
  std::string authorization_endpoint;
  std::string token_endpoint;
  std::string jwks_uri;
  bool basic = true;      ///< the secret goes in the Authorization header, else in the body
  bool says_iss = false;  ///< comes back with `iss` always (RFC 9207)
};
/// The error is a word for the log.
std::expected<Discovery, std::string> read_discovery(std::string_view json, std::string_view issuer,
                                                     const OidcReach& reach);

/// Percent encoding of a form value (application/x-www-form-urlencoded).
std::string form_encoded(std::string_view text);
std::string form_of(const std::vector<std::pair<std::string_view, std::string>>& fields);

struct TokenAnswer {
  std::string id_token;
  std::string access_token;
};
std::optional<TokenAnswer> read_token_answer(std::string_view json);

/// What an ID token must say.
struct TokenTerms {
  std::string issuer;
  std::string client_id;
  std::string nonce;
  Time now{};
  std::string access_token{};
  std::optional<Time> logged_in_since{};  ///< the provider was asked for a fresh login
};
struct TokenHolder {
  std::string subject;
  std::string acr;
  std::vector<std::string> amr;
};
/// Core 3.1.3.7. The error is a word for the log; `unknown_key` may be worth one more look at the keys.
std::expected<TokenHolder, std::string> check_id_token(std::string_view token,
                                                       std::span<const crypto::JwsKey> keys,
                                                       const TokenTerms& terms);
/// Whether `acr` is one of the words, or all parts of one word (`pwd+otp`) are in `amr` (RFC 8176).
bool is_strong(const TokenHolder& holder, std::string_view strong_acr, std::string_view strong_amr);

}  // namespace musubi::identity
