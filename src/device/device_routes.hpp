// The doors of devices.
#pragma once
#include "http/router.hpp"
#include "identity/identity_service.hpp"

namespace musubi::device {

/// `identity` outlives the router.
void add_routes(http::Router& router, const identity::Identity& identity);

}  // namespace musubi::device
