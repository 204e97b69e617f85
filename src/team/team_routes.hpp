// The doors of the support team. Declares paths and types; decides nothing.
// Paths: /api/v1/people/{person}/team, /api/v1/seat-invitations, /api/v1/seats, /api/v1/team-templates.
#pragma once
#include "http/router.hpp"

namespace musubi::team {

void add_routes(http::Router& router);

}  // namespace musubi::team
