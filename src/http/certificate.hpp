// The server's own certificate: files of the operator, or a self-signed one made on the first start (P-256,
// less than the 825 days that Apple's systems take: https://support.apple.com/en-us/103769).
#pragma once
#include <filesystem>
#include <utility>

#include "http/settings.hpp"

namespace musubi::http {

/// Chain and key as PEM files; makes them if asked to and missing. Throws std::runtime_error with a plain
/// reason.
std::pair<std::filesystem::path, std::filesystem::path> certificate_files(const Settings& settings);

}  // namespace musubi::http
