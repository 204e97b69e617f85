// What this room keeps sealed, for whoever seals it anew (keys/rotation).
#include "identity/identity_service.hpp"
#include "identity/oidc_parts.hpp"
#include "identity/sealed_parts.hpp"

namespace musubi::identity {
namespace {

using keys::SealedValue;
using OfAccount = std::tuple<RegionId, AccountId, db::Bytes>;

/// One column of a table that is kept by account; `update` sets it where it is still what it was.
void add_of_accounts(Tx& tx, std::vector<SealedValue>& out, std::string_view kind, std::string_view select,
                     std::string_view update, std::string (*context)(AccountId)) {
  for (const auto& [region, account, sealed] : tx.all<OfAccount>(select))
    out.push_back({kind,
                   {},
                   context(account),
                   sealed,
                   [update, r = region, a = account, was = sealed](Tx& t, const db::Bytes& fresh) {
                     return t.run(update, r, a, was, fresh);
                   }});
}

/// Every state of a provider stays, so each has its secret.
void add_of_providers(Tx& tx, std::vector<SealedValue>& out) {
  using OfProvider = std::tuple<RegionId, ProviderId, std::int64_t, db::Bytes>;
  for (const auto& [region, provider, version, sealed] :
       tx.all<OfProvider>("select region_id, provider_id, version, client_secret from oidc_provider where "
                          "client_secret is not null"))
    out.push_back({"client secrets", secret_purpose(region), secret_context(provider), sealed,
                   [r = region, p = provider, v = version, was = sealed](Tx& t, const db::Bytes& fresh) {
                     return t.run(R"sql(
                       update oidc_provider set client_secret = $5
                        where region_id = $1 and provider_id = $2 and version = $3 and client_secret = $4
                     )sql",
                                  r, p, v, was, fresh);
                   }});
}

}  // namespace

std::vector<SealedValue> sealed_values(Tx& tx) {
  std::vector<SealedValue> out;
  add_of_accounts(
      tx, out, "second factors",
      "select region_id, account_id, totp_secret from account where totp_secret is not null",
      "update account set totp_secret = $4 where region_id = $1 and account_id = $2 and totp_secret = $3",
      totp_context);
  add_of_accounts(
      tx, out, "second factors",
      "select region_id, account_id, totp_pending from account where totp_pending is not null",
      "update account set totp_pending = $4 where region_id = $1 and account_id = $2 and totp_pending = $3",
      totp_context);
  add_of_accounts(tx, out, "draft keys", "select region_id, account_id, sealed from draft_key",
                  "update draft_key set sealed = $4 where region_id = $1 and account_id = $2 and sealed = $3",
                  draft_context);
  add_of_providers(tx, out);
  return out;
}

}  // namespace musubi::identity
