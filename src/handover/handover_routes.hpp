// The doors of handovers: those below a person for the team and guardians, those of whom one is addressed to.
#pragma once
#include "http/router.hpp"

namespace musubi::handover {

void add_routes(http::Router& router);

}  // namespace musubi::handover
