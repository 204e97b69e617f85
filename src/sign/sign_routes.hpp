// The doors of early signs.
#pragma once
#include "http/router.hpp"

namespace musubi::sign {

void add_routes(http::Router& router);

}  // namespace musubi::sign
