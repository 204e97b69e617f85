// The use cases of signing in through a directory. Whoever has to ask the provider takes the Database, asks
// between its transactions and never inside one.
#pragma once
#include "db/database.hpp"
#include "identity/identity_service.hpp"
#include "identity/oidc.hpp"
#include "identity/oidc_directory.hpp"

namespace musubi::identity {

/// What the use cases need besides a transaction.
struct Oidc {
  const Identity& identity;
  OidcDirectory& directory;
};

/// Where the browser goes, and the secret of its cookie.
struct Departing {
  OidcDeparture departure;
  std::string attempt;
};
struct Arrived {
  OidcArrival arrival;
  std::string token;  ///< for the session's cookie; empty where it stays as it is
};

// --- signing in, linking

/// The providers that are switched on, of all regions.
std::vector<ProviderChoice> provider_choices(Tx& tx, const OidcReach& reach);
Result<Departing> begin_oidc_sign_in(db::Database& database, const Oidc& oidc, const OidcBegin& given,
                                     const Where& where);
/// Links the signed-in account; its door asks for a fresh second factor.
Result<Departing> begin_oidc_link(db::Database& database, const Oidc& oidc, const access::Actor& actor,
                                  const OidcLinkBegin& given, const Where& where);
/// An invitation taken up without a password.
Result<Departing> begin_oidc_invitation(db::Database& database, const Oidc& oidc,
                                        const OidcInvitationBegin& given, const Where& where);
/// The browser is back. `gone`: not the browser that left, too late, or a second time; `unauthenticated`: an
/// answer that does not hold, or a subject that opens nothing; `unavailable`: the provider was not to be
/// reached.
Result<Arrived> finish_oidc(db::Database& database, const Oidc& oidc, const OidcReturn& given,
                            std::string_view attempt, const Where& where,
                            const std::optional<access::Actor>& before);

// --- one's own links

Result<OwnLinks> oidc_links(Tx& tx, const OidcReach& reach, const access::Actor& actor);
/// `conflict` where nothing else opens the account.
Result<OwnLinks> remove_oidc_link(Tx& tx, const OidcReach& reach, const access::Actor& actor, LinkId link);

// --- for operators

Result<ProvidersView> oidc_providers(Tx& tx, const OidcReach& reach, const access::Actor& actor);
Result<ProviderView> add_oidc_provider(Tx& tx, const Oidc& oidc, const access::Actor& actor,
                                       const ProviderEdit& given);
Result<ProviderView> change_oidc_provider(Tx& tx, const Oidc& oidc, const access::Actor& actor,
                                          ProviderId provider, std::int64_t version,
                                          const ProviderEdit& given);

}  // namespace musubi::identity
