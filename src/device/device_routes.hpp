// The doors of devices.
#pragma once
#include "http/router.hpp"
#include "identity/identity_service.hpp"

namespace musubi::device {

/// `identity` outlives the router. `certificate_life`: how long a device's certificate is good.
void add_routes(http::Router& router, const identity::Identity& identity,
                std::chrono::microseconds certificate_life);

}  // namespace musubi::device
