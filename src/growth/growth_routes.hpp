// The doors of growth.
#pragma once
#include "http/router.hpp"

namespace musubi::growth {

void add_routes(http::Router& router);

}  // namespace musubi::growth
