// The doors of signing in through a directory.
#pragma once
#include "http/router.hpp"
#include "identity/identity_service.hpp"
#include "identity/oidc.hpp"

namespace musubi::identity {

/// `identity` outlives the router.
void add_oidc_routes(http::Router& router, const Identity& identity, const OidcReach& reach);

}  // namespace musubi::identity
