// The doors of school entry: those below a person, the board of whoever works at it, the region's dates.
#pragma once
#include "http/router.hpp"

namespace musubi::schoolentry {

void add_routes(http::Router& router);

}  // namespace musubi::schoolentry
