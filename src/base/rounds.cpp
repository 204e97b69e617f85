#include "base/rounds.hpp"

#include <spdlog/spdlog.h>

namespace musubi {

void Rounds::start() {
  thread_ = std::thread([this] {
    std::unique_lock lock(mutex_);
    while (!stopping_) {
      lock.unlock();
      const auto rest = one();
      lock.lock();
      changed_.wait_for(lock, rest, [this] { return stopping_; });
    }
  });
}

Rounds::Rest Rounds::one() {
  try {
    return round_();
  } catch (const std::exception& error) {
    spdlog::warn("{} will be tried again: {}", work_, error.what());
    return after_trouble_;
  }
}

void Rounds::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  if (thread_.joinable()) thread_.join();
}

bool Rounds::is_stopping() {
  const std::lock_guard lock(mutex_);
  return stopping_;
}

}  // namespace musubi
