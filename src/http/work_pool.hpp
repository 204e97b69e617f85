// A few threads for what takes long or blocks: password hashing, images, reading sealed files. The queue is
// bounded: what does not fit is refused at once instead of waiting without end.
#pragma once
#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace musubi::http {

class WorkPool {
 public:
  /// `waiting` is kept at the number of tasks queued or running.
  WorkPool(int threads, std::size_t queue, std::atomic<std::int64_t>& waiting);
  WorkPool(const WorkPool&) = delete;
  WorkPool& operator=(const WorkPool&) = delete;
  ~WorkPool();  ///< finishes what is queued

  /// False if the queue is full; `task` must not throw.
  bool post(std::function<void()> task);

 private:
  void run();
  std::mutex mutex_;
  std::condition_variable more_;
  std::deque<std::function<void()>> queue_;
  std::size_t most_;
  std::atomic<std::int64_t>& waiting_;
  bool ending_ = false;
  std::vector<std::jthread> threads_;
};

}  // namespace musubi::http
