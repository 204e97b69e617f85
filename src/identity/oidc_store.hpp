// The tables oidc_provider, oidc_link and oidc_attempt. SQL and nothing else. A link is found by the hash of
// its subject before any account is known; from there on every statement names the region.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "db/tx.hpp"
#include "identity/oidc.hpp"

namespace musubi::identity::store {

/// A provider in its newest state.
struct ProviderRow {
  RegionId region_id;
  ProviderId provider_id;
  std::int64_t version = 1;
  std::string name;
  std::string issuer;
  std::string client_id;
  std::optional<db::Bytes> client_secret;  ///< sealed
  std::string scopes;
  std::string strong_acr;
  std::string strong_amr;
  std::string facilities;  ///< ids between spaces; empty: all of the region
  bool enabled = false;
  std::string reason;
  Time changed_at{};
  std::string changed_by;
  std::string region_name;
};
BOOST_DESCRIBE_STRUCT(ProviderRow, (),
                      (region_id, provider_id, version, name, issuer, client_id, client_secret, scopes,
                       strong_acr, strong_amr, facilities, enabled, reason, changed_at, changed_by,
                       region_name))
/// Of one region, or of all; by name.
std::vector<ProviderRow> providers(Tx& tx, RegionId region);
std::vector<ProviderRow> enabled_providers(Tx& tx);
std::optional<ProviderRow> provider(Tx& tx, ProviderId provider);
/// A new state; false if somebody was faster.
bool insert_provider(Tx& tx, const ProviderRow& row, PostId by);
std::int64_t count_links(Tx& tx, RegionId provider_region, ProviderId provider);
/// How many of these facilities the region has.
std::int64_t count_facilities(Tx& tx, RegionId region, const std::vector<FacilityId>& facilities);

struct LinkRow {
  RegionId region_id;
  AccountId account_id;
  LinkId link_id;
  RegionId provider_region_id;
  ProviderId provider_id;
  Time created_at{};
  std::optional<Time> last_used_at;
};
BOOST_DESCRIBE_STRUCT(LinkRow, (),
                      (region_id, account_id, link_id, provider_region_id, provider_id, created_at,
                       last_used_at))
std::optional<LinkRow> link_by_subject(Tx& tx, const db::Bytes& subject_hash);
std::vector<LinkRow> links(Tx& tx, RegionId region, AccountId account);
/// False if the subject or the account is linked already.
bool insert_link(Tx& tx, const LinkRow& link, const db::Bytes& subject_hash);
void use_link(Tx& tx, const LinkRow& link);
bool remove_link(Tx& tx, RegionId region, AccountId account, LinkId link);

struct AttemptRow {
  RegionId region_id;
  ProviderId provider_id;
  std::int64_t provider_version = 1;
  OidcPurpose purpose = OidcPurpose::sign_in;
  bool login_again = false;
  std::string onward;
  std::optional<std::int64_t> lock_after_s;
  std::optional<AccountId> account_id;
  std::optional<SessionId> session_id;
  std::optional<db::Bytes> invitation_hash;
  std::string login;
  std::string display_name;
  std::string kana;
  Time started_at{};
};
BOOST_DESCRIBE_STRUCT(AttemptRow, (),
                      (region_id, provider_id, provider_version, purpose, login_again, onward, lock_after_s,
                       account_id, session_id, invitation_hash, login, display_name, kana, started_at))
void insert_attempt(Tx& tx, const db::Bytes& hash, const AttemptRow& row, const db::Bytes& address_hash);
/// The attempt and the end of it: nobody finds it twice. Nothing where its time is over.
std::optional<AttemptRow> take_attempt(Tx& tx, const db::Bytes& hash);
std::int64_t open_attempts(Tx& tx, const db::Bytes& address_hash);

/// Two factors, but not fresh: known so by the provider.
void strengthen_by_provider(Tx& tx, RegionId region, SessionId session);
/// The facility of a post; none for an operator's.
std::optional<FacilityId> facility_of_post(Tx& tx, RegionId region, PostId post);

}  // namespace musubi::identity::store
