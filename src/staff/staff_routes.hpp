// The doors of staff.
#pragma once
#include "http/router.hpp"

namespace musubi::staff {

void add_routes(http::Router& router);

}  // namespace musubi::staff
