// The doors of 医療的ケア and the emergency card. No rule lives here.
#pragma once
#include "crypto/bytes.hpp"
#include "file/file_service.hpp"
#include "http/router.hpp"

namespace musubi::care {

/// `master_key` and `files` outlive the router.
void add_routes(http::Router& router, const crypto::Key& master_key, file::Files& files);

}  // namespace musubi::care
