// The doors of passkeys and of what a device keeps for an account.
#pragma once
#include "http/router.hpp"
#include "identity/passkey_service.hpp"

namespace musubi::identity {

/// `identity` outlives the router.
void add_passkey_routes(http::Router& router, const Identity& identity);

}  // namespace musubi::identity
