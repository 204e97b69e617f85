// The ways of signing in that a region can demand (sign_in_ways.hpp).
#pragma once
#include <vector>

#include "base/json.hpp"

namespace musubi::identity {

/// `certificate`: of a device of the post's own facility (operators: of the region), with password or
/// passkey. `totp`: password and the app's code, or a recovery code.
enum class SignInWay { certificate, passkey, totp };
BOOST_DESCRIBE_ENUM(SignInWay, certificate, passkey, totp)
using Ways = std::vector<SignInWay>;

}  // namespace musubi::identity
