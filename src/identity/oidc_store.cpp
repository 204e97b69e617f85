#include "identity/oidc_store.hpp"

namespace musubi::identity::store {
namespace {

#define MUSUBI_NEWEST_PROVIDER                                                                    \
  "select o.region_id, o.provider_id, o.version, o.name, o.issuer, o.client_id, o.client_secret," \
  " o.scopes, o.strong_acr, o.strong_amr, o.facilities, o.enabled, o.reason, o.created_at,"       \
  " coalesce(p.name, ''), r.name"                                                                 \
  " from oidc_provider o join region r on r.region_id = o.region_id"                              \
  " left join post p on p.region_id = o.region_id and p.post_id = o.created_by"                   \
  " where o.version = (select max(n.version) from oidc_provider n"                                \
  " where n.region_id = o.region_id and n.provider_id = o.provider_id) "

#define MUSUBI_LINK                                                                                  \
  "select region_id, account_id, link_id, provider_region_id, provider_id, created_at, last_used_at" \
  " from oidc_link where "

}  // namespace

std::vector<ProviderRow> providers(Tx& tx, RegionId region) {
  return tx.all<ProviderRow>(MUSUBI_NEWEST_PROVIDER "and o.region_id = $1 order by o.name, o.provider_id",
                             region);
}

std::vector<ProviderRow> enabled_providers(Tx& tx) {
  return tx.all<ProviderRow>(MUSUBI_NEWEST_PROVIDER
                             "and o.enabled order by r.name, o.name, o.provider_id limit 200");
}

std::optional<ProviderRow> provider(Tx& tx, ProviderId provider) {
  return tx.first<ProviderRow>(MUSUBI_NEWEST_PROVIDER "and o.provider_id = $1", provider);
}

bool insert_provider(Tx& tx, const ProviderRow& row, PostId by) {
  return tx.run(R"sql(
    insert into oidc_provider (region_id, provider_id, version, name, issuer, client_id, client_secret, scopes,
                               strong_acr, strong_amr, facilities, enabled, reason, created_at, created_by)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
    on conflict do nothing
  )sql",
                row.region_id, row.provider_id, row.version, row.name, row.issuer, row.client_id,
                row.client_secret, row.scopes, row.strong_acr, row.strong_amr, row.facilities, row.enabled,
                row.reason, tx.now(), by) == 1;
}

std::int64_t count_links(Tx& tx, RegionId provider_region, ProviderId provider) {
  return tx.one<std::int64_t>(
      "select count(*) from oidc_link where provider_region_id = $1 and provider_id = $2", provider_region,
      provider);
}

std::int64_t count_facilities(Tx& tx, RegionId region, const std::vector<FacilityId>& facilities) {
  std::int64_t known = 0;
  for (const auto& facility : facilities)
    known += tx.one<std::int64_t>("select count(*) from facility where region_id = $1 and facility_id = $2",
                                  region, facility);
  return known;
}

std::optional<LinkRow> link_by_subject(Tx& tx, const db::Bytes& subject_hash) {
  return tx.first<LinkRow>(MUSUBI_LINK "subject_hash = $1", subject_hash);
}

std::vector<LinkRow> links(Tx& tx, RegionId region, AccountId account) {
  return tx.all<LinkRow>(MUSUBI_LINK "region_id = $1 and account_id = $2 order by created_at, link_id",
                         region, account);
}

bool insert_link(Tx& tx, const LinkRow& link, const db::Bytes& subject_hash) {
  return tx.run(R"sql(
    insert into oidc_link (region_id, account_id, link_id, provider_region_id, provider_id, subject_hash, created_at)
    values ($1, $2, $3, $4, $5, $6, $7)
    on conflict do nothing
  )sql",
                link.region_id, link.account_id, link.link_id, link.provider_region_id, link.provider_id,
                subject_hash, tx.now()) == 1;
}

void use_link(Tx& tx, const LinkRow& link) {
  tx.run("update oidc_link set last_used_at = $4 where region_id = $1 and account_id = $2 and link_id = $3",
         link.region_id, link.account_id, link.link_id, tx.now());
}

bool remove_link(Tx& tx, RegionId region, AccountId account, LinkId link) {
  return tx.run("delete from oidc_link where region_id = $1 and account_id = $2 and link_id = $3", region,
                account, link) == 1;
}

void insert_attempt(Tx& tx, const db::Bytes& hash, const AttemptRow& row, const db::Bytes& address_hash) {
  tx.run("delete from oidc_attempt where expires_at < $1", tx.now());
  tx.run(R"sql(
    insert into oidc_attempt (attempt_hash, region_id, provider_id, provider_version, purpose, login_again, onward,
                              lock_after_s, account_id, session_id, invitation_hash, login, display_name, kana,
                              address_hash, started_at, expires_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
  )sql",
         hash, row.region_id, row.provider_id, row.provider_version, row.purpose, row.login_again, row.onward,
         row.lock_after_s, row.account_id, row.session_id, row.invitation_hash, row.login, row.display_name,
         row.kana, address_hash, tx.now(), tx.now() + kOidcAttemptFor);
}

std::optional<AttemptRow> take_attempt(Tx& tx, const db::Bytes& hash) {
  auto row = tx.first<AttemptRow>(R"sql(
    delete from oidc_attempt where attempt_hash = $1
    returning region_id, provider_id, provider_version, purpose, login_again, onward, lock_after_s, account_id,
              session_id, invitation_hash, login, display_name, kana, started_at
  )sql",
                                  hash);
  // One that began in the future is from before the clock was set back.
  if (row && (row->started_at > tx.now() || tx.now() - row->started_at >= kOidcAttemptFor)) row.reset();
  return row;
}

std::int64_t open_attempts(Tx& tx, const db::Bytes& address_hash) {
  return tx.one<std::int64_t>("select count(*) from oidc_attempt where address_hash = $1 and expires_at > $2",
                              address_hash, tx.now());
}

void strengthen_by_provider(Tx& tx, RegionId region, SessionId session) {
  tx.run("update session set strength = 'two_factor' where region_id = $1 and session_id = $2", region,
         session);
}

std::optional<FacilityId> facility_of_post(Tx& tx, RegionId region, PostId post) {
  return tx
      .first<std::optional<FacilityId>>("select facility_id from post where region_id = $1 and post_id = $2",
                                        region, post)
      .value_or(std::nullopt);
}

}  // namespace musubi::identity::store
