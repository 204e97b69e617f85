#include "base/rounds.hpp"

namespace musubi {

void Rounds::start() {
  thread_ = std::thread([this] {
    std::unique_lock lock(mutex_);
    while (!stopping_) {
      lock.unlock();
      const auto rest = round_();
      lock.lock();
      changed_.wait_for(lock, rest, [this] { return stopping_; });
    }
  });
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
