// The doors of this room: attach, fetch, fetch small. Whole bodies come and go on disk and in pieces; nothing
// here reads a socket. Contract: `/people/{person}/files`.
#pragma once
#include "file/file_service.hpp"
#include "http/router.hpp"

namespace musubi::file {

/// `files` outlives the router.
void add_routes(http::Router& router, Files& files);

}  // namespace musubi::file
