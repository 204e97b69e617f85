// The doors of persons and guardians. Declares paths and types; decides nothing.
// Paths: /api/v1/people and below, without what other rooms hang there.
#pragma once
#include "file/file_service.hpp"
#include "http/router.hpp"

namespace musubi::person {

/// `files` outlives the router.
void add_routes(http::Router& router, file::Files& files);

}  // namespace musubi::person
