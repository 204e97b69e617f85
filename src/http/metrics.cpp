#include "http/metrics.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <iterator>

namespace musubi::http {
namespace {

std::uint64_t resident_bytes() {
  std::ifstream statm("/proc/self/statm");
  std::uint64_t total = 0;
  std::uint64_t resident = 0;
  statm >> total >> resident;
  return resident * static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE));
}

void gauge(std::string& out, std::string_view name, std::string_view help, std::string_view type,
           auto value) {
  fmt::format_to(std::back_inserter(out), "# HELP {0} {1}\n# TYPE {0} {2}\n{0} {3}\n", name, help, type,
                 value);
}

}  // namespace

void Metrics::Series::count(int status, std::chrono::microseconds took) {
  const auto relaxed = std::memory_order_relaxed;
  by_class[static_cast<std::size_t>(std::clamp(status / 100, 1, 5) - 1)].fetch_add(1, relaxed);
  const auto bucket = std::ranges::lower_bound(kBounds, took.count()) - kBounds.begin();
  buckets[static_cast<std::size_t>(bucket)].fetch_add(1, relaxed);
  sum_us.fetch_add(static_cast<std::uint64_t>(std::max<std::int64_t>(0, took.count())), relaxed);
}

Metrics::Series& Metrics::of(std::string_view route) {
  const std::lock_guard lock(mutex_);
  if (const auto found = by_route_.find(route); found != by_route_.end()) return *found->second;
  auto& series = series_.emplace_back();
  series.route = route;
  by_route_.emplace(series.route, &series);
  return series;
}

std::string Metrics::text(std::size_t listeners) {
  std::string out;
  const auto end = std::back_inserter(out);
  {
    const std::lock_guard lock(mutex_);
    out +=
        "# HELP musubi_http_requests_total Answered requests.\n# TYPE musubi_http_requests_total counter\n";
    for (const auto& series : series_)
      for (std::size_t i = 0; i < series.by_class.size(); ++i)
        if (const auto n = series.by_class[i].load())
          fmt::format_to(end, "musubi_http_requests_total{{route=\"{}\",status=\"{}xx\"}} {}\n", series.route,
                         i + 1, n);
    out +=
        "# HELP musubi_http_request_seconds Time from the request's head to its answer.\n"
        "# TYPE musubi_http_request_seconds histogram\n";
    for (const auto& series : series_) {
      std::uint64_t sum = 0;
      for (std::size_t i = 0; i < series.buckets.size(); ++i) {
        sum += series.buckets[i].load();
        const auto bound = i < kBounds.size() ? fmt::format("{}", static_cast<double>(kBounds[i]) / 1e6)
                                              : std::string("+Inf");
        fmt::format_to(end, "musubi_http_request_seconds_bucket{{route=\"{}\",le=\"{}\"}} {}\n", series.route,
                       bound, sum);
      }
      fmt::format_to(end, "musubi_http_request_seconds_sum{{route=\"{}\"}} {:.6f}\n", series.route,
                     static_cast<double>(series.sum_us.load()) / 1e6);
      fmt::format_to(end, "musubi_http_request_seconds_count{{route=\"{}\"}} {}\n", series.route, sum);
    }
  }
  gauge(out, "musubi_http_connections", "Open connections.", "gauge", connections.load());
  gauge(out, "musubi_http_refused_connections_total", "Connections over a limit.", "counter",
        refused_connections.load());
  gauge(out, "musubi_http_forged_certificates_total",
        "Certificate headers from no trusted proxy, taken away.", "counter", forged_certificates.load());
  gauge(out, "musubi_http_unguarded_total", "Answers withheld for want of a guard.", "counter",
        unguarded.load());
  gauge(out, "musubi_database_queue", "Work handed to the database, not answered yet.", "gauge",
        database_work.load());
  gauge(out, "musubi_worker_queue", "Work waiting for or on a worker thread.", "gauge", worker_queue.load());
  gauge(out, "musubi_stream_listeners", "Open live streams.", "gauge", listeners);
  gauge(out, "process_resident_memory_bytes", "Resident memory.", "gauge", resident_bytes());
  return out;
}

}  // namespace musubi::http
