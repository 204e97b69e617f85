// Inside db/ only: work waiting for a database thread. Unbounded on purpose: the edge limits connections and
// requests in flight, so the queue is as long as the requests the server has accepted.
#pragma once
#include <algorithm>
#include <chrono>
#include <deque>

#include "db/engines.hpp"

namespace musubi::db {

class JobQueue {
 public:
  /// False after `stop`: the job was not taken.
  bool push(Job& job) {
    {
      const std::lock_guard lock(mutex_);
      if (stopping_) return false;
      jobs_.push_back(std::move(job));
    }
    ready_.notify_one();
    return true;
  }

  /// Waits at most `patience` for work and moves up to `most` jobs to the end of `out`; false once stopped
  /// and empty. Takes no more than its share where `sharers` threads take from the same queue.
  bool pop(std::vector<Job>& out, std::size_t most, std::chrono::milliseconds patience,
           std::size_t sharers = 1) {
    std::unique_lock lock(mutex_);
    ready_.wait_for(lock, patience, [this] { return stopping_ || !jobs_.empty(); });
    most = std::min(most, (jobs_.size() + sharers - 1) / sharers);
    for (; most != 0 && !jobs_.empty(); --most) {
      out.push_back(std::move(jobs_.front()));
      jobs_.pop_front();
    }
    return !(stopping_ && out.empty());
  }

  /// No more work is taken; what waits is still handed out.
  void stop() {
    {
      const std::lock_guard lock(mutex_);
      stopping_ = true;
    }
    ready_.notify_all();
  }

 private:
  std::mutex mutex_;
  std::condition_variable ready_;
  std::deque<Job> jobs_;
  bool stopping_ = false;
};

/// Queues or answers at once that the database is closed.
inline void submit(JobQueue& queue, Database::Work work, Database::Done done, bool writes) {
  Job job{std::move(work), std::move(done), writes};
  if (!queue.push(job)) job.done(std::make_exception_ptr(Unreachable("the database is closed")));
}

}  // namespace musubi::db
