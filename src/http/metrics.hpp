// What the server counts, and how Prometheus reads it: requests by route name and status class, durations,
// work in the database, open connections and streams, resident memory. Never a path, an address or an id.
// https://prometheus.io/docs/instrumenting/exposition_formats/
#pragma once
#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <deque>
#include <map>
#include <mutex>
#include <string>
#include <string_view>

namespace musubi::http {

class Metrics {
 public:
  /// Upper bounds in microseconds; the last bucket is everything above.
  static constexpr std::array<std::int64_t, 10> kBounds = {500,    1'000,   2'500,   5'000,     10'000,
                                                           25'000, 100'000, 500'000, 2'500'000, 10'000'000};
  struct Series {
    std::string route;
    std::array<std::atomic<std::uint64_t>, 5> by_class{};  ///< 1xx … 5xx
    std::array<std::atomic<std::uint64_t>, kBounds.size() + 1> buckets{};
    std::atomic<std::uint64_t> sum_us{0};
    void count(int status, std::chrono::microseconds took);
  };
  /// The series of a route, made on first use; valid as long as the metrics.
  Series& of(std::string_view route);

  std::atomic<std::int64_t> connections{0};
  std::atomic<std::int64_t> database_work{0};  ///< handed to the database and not answered yet
  std::atomic<std::int64_t> worker_queue{0};
  std::atomic<std::uint64_t> refused_connections{0};
  std::atomic<std::uint64_t> forged_certificates{
      0};                                   ///< certificate headers from elsewhere than a trusted proxy
  std::atomic<std::uint64_t> unguarded{0};  ///< answers withheld because a guarded route passed no guard

  /// Text exposition format 0.0.4.
  std::string text(std::size_t listeners);

 private:
  std::mutex mutex_;
  std::deque<Series> series_;
  std::map<std::string, Series*, std::less<>> by_route_;
};

}  // namespace musubi::http
