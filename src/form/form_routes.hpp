// The doors of forms. No rule lives here.
#pragma once
#include "http/router.hpp"

namespace musubi::form {

void add_routes(http::Router& router);

}  // namespace musubi::form
