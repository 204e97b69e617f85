// The doors of the course of life. No rule lives here.
#pragma once
#include "http/router.hpp"

namespace musubi::course {

void add_routes(http::Router& router);

}  // namespace musubi::course
