// The doors of facilities: applications from the portal with their documents, the operators' queue, the
// directory.
#pragma once
#include "file/file_service.hpp"
#include "http/router.hpp"

namespace musubi::facility {

/// `files` outlives the router.
void add_routes(http::Router& router, file::Files& files);

}  // namespace musubi::facility
