#include "app/log_lines.hpp"

#include <spdlog/formatter.h>
#include <spdlog/spdlog.h>

#include "base/clock.hpp"
#include "base/json.hpp"

namespace musubi::app {
namespace {

class JsonLines final : public spdlog::formatter {
 public:
  void format(const spdlog::details::log_msg& line, spdlog::memory_buf_t& out) override {
    const auto time = std::chrono::time_point_cast<std::chrono::milliseconds>(line.time);
    fmt::format_to(std::back_inserter(out), "{{\"time\":\"{}\",\"level\":\"{}\",\"message\":{}}}\n",
                   to_string(Time(time)), spdlog::level::to_string_view(line.level),
                   json::to_json(std::string(line.payload.data(), line.payload.size())));
  }
  [[nodiscard]] std::unique_ptr<spdlog::formatter> clone() const override {
    return std::make_unique<JsonLines>();
  }
};

}  // namespace

std::unique_ptr<spdlog::formatter> json_lines() {
  return std::make_unique<JsonLines>();
}

void log_in_json(const std::string& level) {
  spdlog::set_formatter(json_lines());
  spdlog::set_level(spdlog::level::from_str(level));
}

}  // namespace musubi::app
