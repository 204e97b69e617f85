// All routes of the program, declared by the features; the same for serving, for the API description and for
// tests.
#pragma once
#include <chrono>

#include "file/file_service.hpp"
#include "http/router.hpp"
#include "identity/identity_service.hpp"
#include "identity/oidc.hpp"
#include "keys/sealed_value.hpp"
#include "task/task_service.hpp"

namespace musubi::app {

/// Who sees a file is asked of the room that owns what it hangs on.
file::Doors file_doors();
/// What asks for tasks beside consents and birthdays.
std::vector<task::CauseFinder> task_causes();
/// What the rooms keep sealed under root keys.
std::vector<keys::Source> sealed_sources();
/// `identity` and `files` outlive the router. `reach`: whom the server may ask to sign people in.
/// `device_certificate`: how long a device's certificate is good.
void add_all_routes(http::Router& router, const identity::Identity& identity, file::Files& files,
                    const identity::OidcReach& reach = {},
                    std::chrono::microseconds device_certificate = std::chrono::hours{24 * 365});

}  // namespace musubi::app
