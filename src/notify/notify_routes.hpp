// The doors of the live stream and of offline sync. No rule lives here.
// What may be heard: notify.hpp.
#pragma once
#include "http/router.hpp"

namespace musubi::notify {

void add_routes(http::Router& router);

}  // namespace musubi::notify
