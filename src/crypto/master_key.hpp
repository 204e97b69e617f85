// The master key: wraps the data keys of the regions and seals second-factor secrets. It lives outside the
// database, in a file that only the server's user can read, or in the environment. Never logged, never in a
// backup of the database. Losing it means losing every sealed file; docs/ says how to keep a copy.
#pragma once
#include <filesystem>
#include <optional>
#include <string>

#include "base/result.hpp"
#include "crypto/bytes.hpp"

namespace musubi::crypto {

/// Reads the key file (64 hexadecimal digits and a line end). `create`: makes it, mode 0600, if there is
/// none; two starts at once end with one key. Refuses a file that others may read; `credential`: systemd
/// keeps it, and lets a service in through an access list, which shows as the group's bits.
Result<Key> load_master_key(const std::filesystem::path& file, bool create, bool credential = false);
/// From the text of an environment variable.
Result<Key> parse_master_key(std::string_view hex);

}  // namespace musubi::crypto
