// Background work: round after round on a thread of its own, until it is told to stop.
#pragma once
#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

namespace musubi {

class Rounds {
 public:
  using Rest = std::chrono::milliseconds;
  /// `round` does one and says how long to rest before the next. One that throws is named in the log as
  /// `work`, in a word of the program's own, and tried again after `after_trouble`.
  Rounds(std::string work, Rest after_trouble, std::function<Rest()> round)
      : work_(std::move(work)), after_trouble_(after_trouble), round_(std::move(round)) {}
  Rounds(const Rounds&) = delete;
  Rounds& operator=(const Rounds&) = delete;
  ~Rounds() { stop(); }
  void start();
  /// Returns after the round under way.
  void stop();
  /// For a round that takes long: whether to leave off.
  [[nodiscard]] bool is_stopping();

 private:
  Rest one();
  std::string work_;
  Rest after_trouble_;
  std::function<Rest()> round_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace musubi
