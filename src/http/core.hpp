// What all connections of a server share. No sockets here.
#pragma once
#include <atomic>
#include <condition_variable>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "http/access_log.hpp"
#include "http/dispatch.hpp"
#include "http/static_files.hpp"

namespace musubi::http {

/// How many connections are open, in all and by address.
class ConnectionCounter {
 public:
  /// False if one more is too many; `exempt`: a trusted proxy, counted in all only.
  bool enter(const std::string& address, bool exempt, const Limits& limits);
  void leave(const std::string& address);
  /// Waits until none is left; false after `most`.
  bool wait_for_none(std::chrono::milliseconds most);
  void wait_for_none();

 private:
  std::mutex mutex_;
  std::condition_variable none_;
  std::size_t total_ = 0;
  std::map<std::string, std::size_t> by_address_;
};

/// Who holds one of a bounded number of places, in all and by address.
class Places {
 public:
  /// Gives its place back when it goes.
  class Held {
   public:
    Held(Places& places, std::string address) : places_(places), address_(std::move(address)) {}
    Held(const Held&) = delete;
    Held& operator=(const Held&) = delete;
    ~Held() { places_.leave(address_); }

   private:
    Places& places_;
    std::string address_;
  };
  /// Empty if one more is too many.
  std::unique_ptr<Held> enter(const std::string& address, std::size_t most, std::size_t most_per_address);

 private:
  void leave(const std::string& address);
  std::mutex mutex_;
  std::size_t total_ = 0;
  std::map<std::string, std::size_t> by_address_;
};

struct Core {
  Core(Settings given, const Router& the_router, db::Database& database, Hooks the_hooks);

  Settings settings;
  const Router& router;
  Hooks hooks;
  WorkPool workers;
  Dispatcher dispatcher;
  StaticFiles web;
  AccessLog access_log;
  ConnectionCounter counter;
  Places forms;
  std::atomic<bool> stopping{false};
  std::vector<Metrics::Series*> series;  ///< by route, as in `router.routes()`
  Metrics::Series& static_series;
  Metrics::Series& unmatched_series;
  Metrics::Series& health_series;

  [[nodiscard]] bool is_trusted_proxy(std::string_view address) const;
  [[nodiscard]] std::string_view name_of(const Route* route) const;
};

}  // namespace musubi::http
