// Background work: round after round on a thread of its own, until it is told to stop.
#pragma once
#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace musubi {

class Rounds {
 public:
  /// `round` does one, throws nothing, and says how long to rest before the next.
  explicit Rounds(std::function<std::chrono::milliseconds()> round) : round_(std::move(round)) {}
  Rounds(const Rounds&) = delete;
  Rounds& operator=(const Rounds&) = delete;
  ~Rounds() { stop(); }
  void start();
  /// Returns after the round under way.
  void stop();
  /// For a round that takes long: whether to leave off.
  [[nodiscard]] bool is_stopping();

 private:
  std::function<std::chrono::milliseconds()> round_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace musubi
