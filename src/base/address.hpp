// What counts as one caller where callers are counted. No I/O.
#pragma once
#include <string>
#include <string_view>

namespace musubi {

/// The address itself; of an IPv6 address the /64, because a whole one is what a single subscriber is given
/// (RFC 6177).
std::string one_caller(std::string_view address);

/// This machine's own, of either family.
bool is_loopback(std::string_view address);

}  // namespace musubi
