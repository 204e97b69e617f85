// The doors of break-glass: find and open, what team and family are told, the operators' reviews. No rule
// lives here.
#pragma once
#include "http/router.hpp"

namespace musubi::breakglass {

void add_routes(http::Router& router);

}  // namespace musubi::breakglass
