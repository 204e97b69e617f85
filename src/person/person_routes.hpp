// The doors of people. Declares paths and types; decides nothing.
#pragma once
#include "file/file_service.hpp"
#include "http/router.hpp"

namespace musubi::person {

/// `files` outlives the router.
void add_routes(http::Router& router, file::Files& files);

}  // namespace musubi::person
