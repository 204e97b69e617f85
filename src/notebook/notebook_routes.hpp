// The notebook's doors: paths, DTOs in, use case, DTOs out. No rule lives here.
// The paths are the API contract of the web app; `musubi openapi` prints them.
#pragma once
#include "http/router.hpp"

namespace musubi::notebook {

void add_routes(http::Router& router);

}  // namespace musubi::notebook
