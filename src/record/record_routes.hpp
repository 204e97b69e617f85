// The doors of records.
#pragma once
#include "http/router.hpp"

namespace musubi::record {

void add_routes(http::Router& router);

}  // namespace musubi::record
