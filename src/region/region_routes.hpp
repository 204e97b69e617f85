// The doors of a region: its portal, its notices, its settings.
#pragma once
#include "file/file_service.hpp"
#include "http/router.hpp"

namespace musubi::region {

void add_routes(http::Router& router, file::Files& files);

}  // namespace musubi::region
