// The doors of tasks. No rule lives here.
#pragma once
#include "http/router.hpp"

namespace musubi::task {

void add_routes(http::Router& router);

}  // namespace musubi::task
