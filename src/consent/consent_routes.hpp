// The doors of consent. Declares paths and types; decides nothing.
// Paths: /api/v1/people/{person}/consents and /api/v1/consent-wording.
#pragma once
#include "consent/consent_wording.hpp"
#include "http/router.hpp"

namespace musubi::consent {

/// `wordings` outlives the router.
void add_routes(http::Router& router, const Wordings& wordings);

}  // namespace musubi::consent
