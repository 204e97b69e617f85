// The doors of facilities: applications from the portal, the operators' queue, the directory.
#pragma once
#include "http/router.hpp"

namespace musubi::facility {

void add_routes(http::Router& router);

}  // namespace musubi::facility
