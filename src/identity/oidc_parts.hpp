// What the use cases of oidc_service share. Not for other rooms.
#pragma once
#include "identity/oidc_store.hpp"

namespace musubi::identity {

/// What the secrets of one region's providers are sealed for, and as whose.
std::string secret_purpose(RegionId region);
std::string secret_context(ProviderId provider);
/// Whether staff of this facility (none: of the region itself) may use the provider.
bool is_for(const store::ProviderRow& provider, const std::optional<FacilityId>& facility);
/// Whether the account holds a post at work that the provider is for. Guardians have none: a directory knows
/// staff.
bool may_use(Tx& tx, const store::ProviderRow& provider, AccountId account);
/// Whether it is switched on, and the house still lets it be asked.
bool is_open(const store::ProviderRow& provider, const OidcReach& reach);

}  // namespace musubi::identity
