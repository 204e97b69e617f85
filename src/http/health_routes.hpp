// What whoever runs the server asks of it: does it live, is it ready, how is it doing, which doors has it.
// Says nothing about persons; /metrics is for this machine, or for who brings the operator's token.
#pragma once
#include "http/hooks.hpp"
#include "http/router.hpp"

namespace musubi::http {

/// `GET /healthz` (the process answers), `/readyz` (the database answers too: 200, else 503), `/metrics`
/// (Prometheus): to callers of this machine that no proxy stands before, or with `Authorization: Bearer
/// metrics_token` where there is one; to others it is not there.
void add_health_routes(Router& router, db::Database& database, const Hooks& hooks,
                       std::string metrics_token = {});
/// `GET /api/v1/openapi.json`: the description of all routes of the router, which must live as long as they.
void add_openapi_route(Router& router);

}  // namespace musubi::http
