// The doors of this room: the end of support for coordinators, everything else for operators.
#pragma once
#include "http/router.hpp"

namespace musubi::retention {

void add_routes(http::Router& router);

}  // namespace musubi::retention
