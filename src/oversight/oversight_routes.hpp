// The doors of oversight: the operators' audit page, and what hangs on a person's 閲覧履歴.
#pragma once
#include "http/router.hpp"

namespace musubi::oversight {

void add_routes(http::Router& router);

}  // namespace musubi::oversight
