// The doors of 医療的ケア and the emergency card. No rule lives here.
#pragma once
#include "file/file_service.hpp"
#include "http/router.hpp"
#include "keys/ring.hpp"

namespace musubi::care {

/// `files` outlive the router.
void add_routes(http::Router& router, const keys::Ring& keys, file::Files& files);

}  // namespace musubi::care
