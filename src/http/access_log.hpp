// One JSON line a request: time, method, the route's name (never its path or query), status, duration, bytes,
// a number to find it by. No address, no account, nothing of a person.
#pragma once
#include <chrono>
#include <cstdint>
#include <memory>
#include <string_view>

namespace spdlog {
class logger;
}

namespace musubi::http {

struct LogLine {
  std::string_view method;
  std::string_view route;
  int status = 0;
  std::chrono::microseconds took{};
  std::uint64_t bytes = 0;
  std::uint64_t request_id = 0;
};

class AccessLog {
 public:
  explicit AccessLog(std::shared_ptr<spdlog::logger> logger) : logger_(std::move(logger)) {}
  void write(const LogLine& line) const;

 private:
  std::shared_ptr<spdlog::logger> logger_;
};

}  // namespace musubi::http
