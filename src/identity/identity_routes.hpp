// The doors of accounts and sessions. What answers a new token sets the cookie.
#pragma once
#include "http/router.hpp"
#include "identity/identity_service.hpp"

namespace musubi::identity {

/// `identity` outlives the router.
void add_routes(http::Router& router, const Identity& identity);

}  // namespace musubi::identity
