// The doors of agreements between regions. Declares paths and types; decides nothing.
// Paths: /api/v1/agreements, /api/v1/partner-facilities, /api/v1/guest-regions, /api/v1/guest-posts.
#pragma once
#include "http/router.hpp"

namespace musubi::agreement {

void add_routes(http::Router& router);

}  // namespace musubi::agreement
