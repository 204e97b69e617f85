// The doors of consent. Declares paths and types; decides nothing.
// Paths: /api/v1/people/{person}/consents and /api/v1/consent-wording.
#pragma once
#include "http/router.hpp"

namespace musubi::consent {

void add_routes(http::Router& router);

}  // namespace musubi::consent
