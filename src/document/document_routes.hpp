// The doors of plans and documents. No rule lives here.
#pragma once
#include "file/file_service.hpp"
#include "http/router.hpp"

namespace musubi::document {

void add_routes(http::Router& router, file::Files& files);

}  // namespace musubi::document
