// The doors of assessments.
#pragma once
#include "http/router.hpp"

namespace musubi::assessment {

void add_routes(http::Router& router);

}  // namespace musubi::assessment
