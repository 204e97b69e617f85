#include "http/work_pool.hpp"

namespace musubi::http {

WorkPool::WorkPool(int threads, std::size_t queue, std::atomic<std::int64_t>& waiting)
    : most_(queue), waiting_(waiting) {
  for (int i = 0; i < threads; ++i) threads_.emplace_back([this] { run(); });
}

WorkPool::~WorkPool() {
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
  }
  more_.notify_all();
}

bool WorkPool::post(std::function<void()> task) {
  {
    const std::lock_guard lock(mutex_);
    if (ending_ || queue_.size() >= most_) return false;
    queue_.push_back(std::move(task));
  }
  waiting_.fetch_add(1, std::memory_order_relaxed);
  more_.notify_one();
  return true;
}

void WorkPool::run() {
  while (true) {
    std::function<void()> task;
    {
      std::unique_lock lock(mutex_);
      more_.wait(lock, [this] { return ending_ || !queue_.empty(); });
      if (queue_.empty()) return;
      task = std::move(queue_.front());
      queue_.pop_front();
    }
    task();
    task = nullptr;
    waiting_.fetch_sub(1, std::memory_order_relaxed);
  }
}

}  // namespace musubi::http
