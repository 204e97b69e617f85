// Providers as operators set them up, and an account's own links.
#include "identity/oidc_service.hpp"

#include <algorithm>

#include "access/access.hpp"
#include "base/lost_race.hpp"
#include "identity/oidc_parts.hpp"
#include "identity/passkey_store.hpp"
#include "identity/session.hpp"

namespace musubi::identity {
namespace {

using access::Duty;

std::string joined(const std::vector<FacilityId>& facilities) {
  std::string out;
  for (const auto& facility : facilities) out += (out.empty() ? "" : " ") + to_string(facility);
  return out;
}

std::vector<FacilityId> facilities_of(const store::ProviderRow& row) {
  std::vector<FacilityId> out;
  constexpr std::size_t kUuid = 36;
  for (std::size_t at = 0; at + kUuid <= row.facilities.size(); at += kUuid + 1)
    if (const auto uuid = parse_uuid(std::string_view(row.facilities).substr(at, kUuid)))
      out.push_back(FacilityId{*uuid});
  return out;
}

ProviderView provider_view(Tx& tx, const store::ProviderRow& row) {
  return {row.provider_id,    row.version,    row.name,
          row.issuer,         row.client_id,  row.client_secret.has_value(),
          row.scopes,         row.strong_acr, row.strong_amr,
          facilities_of(row), row.enabled,    row.reason,
          row.changed_at,     row.changed_by, store::count_links(tx, row.region_id, row.provider_id)};
}

Status check_edit(Tx& tx, const OidcReach& reach, RegionId region, const ProviderEdit& given) {
  const auto& issuer = given.issuer.value;
  if (!may_ask(reach, issuer) || issuer.contains('?'))
    return fail(Code::invalid, "issuer",
                "このサーバーから接続できる相手に入っていません。https:// で始まる発行者の URL を確かめ、"
                "サーバーの管理者に設定 oidc.hosts への追加を頼んでください。",
                "This server may not ask that address. Check the issuer's https:// URL, and ask the server's "
                "administrator to add its host to the setting oidc.hosts.");
  if (store::count_facilities(tx, region, given.facilities.items) !=
      static_cast<std::int64_t>(given.facilities.size()))
    return fail(Code::invalid, "facilities", "この地域にない施設が含まれています。",
                "One of these facilities is not of this region.");
  return {};
}

store::ProviderRow row_of(Tx& tx, const Oidc& oidc, RegionId region, ProviderId id, std::int64_t version,
                          const ProviderEdit& given) {
  store::ProviderRow row;
  row.region_id = region;
  row.provider_id = id;
  row.version = version;
  row.name = given.name;
  row.issuer = given.issuer;
  row.client_id = given.client_id;
  if (given.client_secret && !given.client_secret->value.empty())
    row.client_secret = oidc.identity.keys.seal(tx, secret_purpose(region), secret_context(id),
                                                crypto::view(given.client_secret->value));
  row.scopes = given.scopes;
  row.strong_acr = given.strong_acr;
  row.strong_amr = given.strong_amr;
  row.facilities = joined(given.facilities.items);
  row.enabled = given.enabled;
  row.reason = given.reason;
  return row;
}

Result<store::ProviderRow> own_provider(Tx& tx, RegionId region, ProviderId id) {
  auto row = store::provider(tx, id);
  if (!row || row->region_id != region) return not_found();
  return std::move(*row);
}

}  // namespace

std::string secret_purpose(RegionId region) {
  return "musubi oidc client secrets 1:" + to_string(region);
}

std::string secret_context(ProviderId provider) {
  return "oidc:" + to_string(provider);
}

bool is_for(const store::ProviderRow& provider, const std::optional<FacilityId>& facility) {
  return provider.facilities.empty() || (facility && provider.facilities.contains(to_string(*facility)));
}

bool may_use(Tx& tx, const store::ProviderRow& provider, AccountId account) {
  return std::ranges::any_of(store::posts_of(tx, account), [&](const store::HeldPost& post) {
    return post.region_id == provider.region_id && post.kind != access::PostKind::guardian &&
           state_on(post, tx.today()) == HeldState::active && is_for(provider, post.facility_id);
  });
}

bool is_open(const store::ProviderRow& provider, const OidcReach& reach) {
  return provider.enabled && !reach.origin.empty() && may_ask(reach, provider.issuer);
}

std::vector<ProviderChoice> provider_choices(Tx& tx, const OidcReach& reach) {
  std::vector<ProviderChoice> out;
  if (reach.hosts.empty()) return out;
  for (const auto& row : store::enabled_providers(tx))
    if (is_open(row, reach)) out.push_back({row.provider_id, row.name, row.region_name});
  return out;
}

Result<OwnLinks> oidc_links(Tx& tx, const OidcReach& reach, const access::Actor& actor) {
  TRY_ASSIGN(const auto account, own_account(tx, actor));
  OwnLinks out;
  std::vector<ProviderId> linked;
  for (const auto& link : store::links(tx, account.region_id, account.account_id)) {
    linked.push_back(link.provider_id);
    if (const auto provider = store::provider(tx, link.provider_id))
      out.links.push_back(
          {link.link_id, provider->name, provider->region_name, link.created_at, link.last_used_at});
  }
  if (reach.hosts.empty()) return out;
  for (const auto& row : store::enabled_providers(tx))
    if (is_open(row, reach) && std::ranges::find(linked, row.provider_id) == linked.end() &&
        may_use(tx, row, account.account_id))
      out.providers.push_back({row.provider_id, row.name, row.region_name});
  return out;
}

Result<OwnLinks> remove_oidc_link(Tx& tx, const OidcReach& reach, const access::Actor& actor, LinkId link) {
  TRY_ASSIGN(const auto account, own_account(tx, actor));
  const auto links = store::links(tx, account.region_id, account.account_id);
  const bool only_way = account.password_hash.empty() && links.size() == 1 &&
                        !store::has_passkey(tx, account.region_id, account.account_id);
  if (only_way && links.front().link_id == link)
    return fail(Code::conflict, "",
                "ほかにサインインの方法がないため、解除できません。先にパスキーを登録するか、"
                "施設の管理者にパスワード再設定のリンクを頼んでください。",
                "This is the only way into your account. Register a passkey first, or ask your facility's "
                "manager for a password reset link.");
  if (!store::remove_link(tx, account.region_id, account.account_id, link)) return not_found();
  store::end_sessions(tx, account.region_id, account.account_id, actor.session_id);
  note(tx, actor, "oidc_unlink");
  tell_account(tx, actor, actor.session_id);
  return oidc_links(tx, reach, actor);
}

Result<ProvidersView> oidc_providers(Tx& tx, const OidcReach& reach, const access::Actor& actor) {
  TRY(access::require_duty(tx, actor, Duty::operate_region, {}, {{}, "oidc_provider", {}}));
  ProvidersView out{redirect_uri_of(reach), reach.hosts, {}};
  for (const auto& row : store::providers(tx, actor.region_id))
    out.providers.push_back(provider_view(tx, row));
  return out;
}

Result<ProviderView> add_oidc_provider(Tx& tx, const Oidc& oidc, const access::Actor& actor,
                                       const ProviderEdit& given) {
  const auto id = tx.new_id<ProviderId>();
  TRY(access::require_duty(tx, actor, Duty::operate_region, {}, {{}, "oidc_provider", id.uuid}));
  TRY(check_edit(tx, oidc.directory.reach(), actor.region_id, given));
  store::insert_provider(tx, row_of(tx, oidc, actor.region_id, id, 1, given), actor.post_id);
  TRY_ASSIGN(const auto row, own_provider(tx, actor.region_id, id));
  return provider_view(tx, row);
}

Result<ProviderView> change_oidc_provider(Tx& tx, const Oidc& oidc, const access::Actor& actor,
                                          ProviderId provider, std::int64_t version,
                                          const ProviderEdit& given) {
  TRY(access::require_duty(tx, actor, Duty::operate_region, {}, {{}, "oidc_provider", provider.uuid}));
  TRY_ASSIGN(const auto now, own_provider(tx, actor.region_id, provider));
  if (now.version != version) return lost_race(provider_view(tx, now));
  TRY(check_edit(tx, oidc.directory.reach(), actor.region_id, given));
  auto row = row_of(tx, oidc, actor.region_id, provider, version + 1, given);
  // Another issuer must not be handed the secret of the one before.
  if (!row.client_secret && row.issuer == now.issuer) row.client_secret = now.client_secret;
  if (!store::insert_provider(tx, row, actor.post_id)) return lost_race(provider_view(tx, now));
  TRY_ASSIGN(const auto after, own_provider(tx, actor.region_id, provider));
  return provider_view(tx, after);
}

}  // namespace musubi::identity
