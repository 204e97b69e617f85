// What the program itself says while it serves, as JSON lines: one shape with the lines of requests
// (http/access_log.hpp), so that whoever collects logs reads one format.
#pragma once
#include <memory>
#include <string>

namespace spdlog {
class formatter;
}  // namespace spdlog

namespace musubi::app {

/// `{"time":"…","level":"warning","message":"…"}`, a line each.
std::unique_ptr<spdlog::formatter> json_lines();
/// From here on the usual logger writes such lines, of `level` (log.level in the settings) and above.
void log_in_json(const std::string& level);

}  // namespace musubi::app
