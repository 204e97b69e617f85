// The doors of requests, waiting and vacancies.
#pragma once
#include "http/router.hpp"

namespace musubi::intake {

void add_routes(http::Router& router);

}  // namespace musubi::intake
