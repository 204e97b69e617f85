#include "http/core.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>

namespace musubi::http {
namespace {

Settings complete(Settings settings) {
  if (!settings.log) settings.log = spdlog::default_logger();
  if (settings.upload_dir.empty()) settings.upload_dir = std::filesystem::temp_directory_path();
  settings.network_threads = std::max(1, settings.network_threads);
  settings.worker_threads = std::max(1, settings.worker_threads);
  while (settings.origin.ends_with('/')) settings.origin.pop_back();
  return settings;
}

}  // namespace

void AccessLog::write(const LogLine& line) const {
  if (!logger_) return;
  const auto now = std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
  logger_->info(
      R"({{"time":"{}","method":"{}","route":"{}","status":{},"ms":{:.2f},"bytes":{},"request":"{:x}"}})",
      to_string(Time(now)), line.method, line.route, line.status,
      static_cast<double>(line.took.count()) / 1000, line.bytes, line.request_id);
}

bool ConnectionCounter::enter(const std::string& address, bool exempt, const Limits& limits) {
  const std::lock_guard lock(mutex_);
  if (total_ >= limits.connections) return false;
  auto& here = by_address_[address];
  if (!exempt && here >= limits.connections_per_address) return false;
  ++here;
  ++total_;
  return true;
}

void ConnectionCounter::leave(const std::string& address) {
  const std::lock_guard lock(mutex_);
  if (const auto at = by_address_.find(address); at != by_address_.end() && --at->second == 0)
    by_address_.erase(at);
  if (--total_ == 0) none_.notify_all();
}

bool ConnectionCounter::wait_for_none(std::chrono::milliseconds most) {
  std::unique_lock lock(mutex_);
  return none_.wait_for(lock, most, [this] { return total_ == 0; });
}
void ConnectionCounter::wait_for_none() {
  std::unique_lock lock(mutex_);
  none_.wait(lock, [this] { return total_ == 0; });
}

std::unique_ptr<Places::Held> Places::enter(const std::string& address, std::size_t most,
                                            std::size_t most_per_address) {
  const std::lock_guard lock(mutex_);
  const auto here = by_address_.find(address);
  if (total_ >= most || (here != by_address_.end() && here->second >= most_per_address)) return nullptr;
  ++by_address_[address];
  ++total_;
  return std::make_unique<Held>(*this, address);
}

void Places::leave(const std::string& address) {
  const std::lock_guard lock(mutex_);
  if (const auto at = by_address_.find(address); at != by_address_.end() && --at->second == 0)
    by_address_.erase(at);
  --total_;
}

Core::Core(Settings given, const Router& the_router, db::Database& database, Hooks the_hooks)
    : settings(complete(std::move(given))),
      router(the_router),
      hooks(std::move(the_hooks)),
      workers(settings.worker_threads, settings.worker_queue, hooks.metrics->worker_queue),
      dispatcher(database, hooks, workers, settings),
      web(settings.web_root.empty() ? StaticFiles() : StaticFiles(settings.web_root)),
      access_log(settings.access_log),
      static_series(hooks.metrics->of("static")),
      unmatched_series(hooks.metrics->of("none")),
      health_series(hooks.metrics->of("healthz")) {
  for (const auto& route : router.routes()) series.push_back(&hooks.metrics->of(route.spec.name));
}

bool Core::is_trusted_proxy(std::string_view address) const {
  return std::ranges::find(settings.trusted_proxies, address) != settings.trusted_proxies.end();
}

std::string_view Core::name_of(const Route* route) const {
  return route == nullptr ? std::string_view("none") : std::string_view(route->spec.name);
}

}  // namespace musubi::http
