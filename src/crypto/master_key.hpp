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
/// The 64 hexadecimal digits of a key file, or base64 of the 32 bytes.
Result<Key> parse_master_key(std::string_view text);
/// Takes the key out of the variable `name` of this process's environment; nullopt if it is not set. The text
/// is overwritten where it stood, so that neither /proc nor a child shows it. Only before other threads run.
Result<std::optional<Key>> take_master_key(const char* name);

}  // namespace musubi::crypto
