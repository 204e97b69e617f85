// What whoever runs the server asks of it: does it live, is it ready, how is it doing, which doors has it.
// Says nothing about persons; /metrics is for the operator's network (a reverse proxy keeps it from the
// outside).
#pragma once
#include "http/hooks.hpp"
#include "http/router.hpp"

namespace musubi::http {

/// `GET /healthz` (the process answers), `/readyz` (the database answers too: 200, else 503), `/metrics`
/// (Prometheus).
void add_health_routes(Router& router, db::Database& database, const Hooks& hooks);
/// `GET /api/v1/openapi.json`: the description of all routes of the router, which must live as long as they.
void add_openapi_route(Router& router);

}  // namespace musubi::http
