// The door of the coded tables.
#pragma once
#include "http/router.hpp"

namespace musubi::codes {

void add_routes(http::Router& router);

}  // namespace musubi::codes
