// Inside db/ only: copies of the program wake each other with LISTEN/NOTIFY, over one connection of their
// own. The notice goes out after the commit, not with it: a transaction that notifies holds a lock over its
// commit, so that durable commits would wait for each other. A copy that dies in between is covered by waking
// every few seconds. Any transaction on the server holds the watermark of the change feed down, also one of
// another program's, whose end nobody tells: while the newest change is held back, it is looked at again.
#pragma once
#include <atomic>
#include <thread>

#include "db/postgres_connection.hpp"

namespace musubi::db {

class ChangeSignal {
 public:
  explicit ChangeSignal(std::string conninfo);
  ChangeSignal(const ChangeSignal&) = delete;
  ChangeSignal& operator=(const ChangeSignal&) = delete;
  ~ChangeSignal() { stop(); }

  void add(std::function<void()> wake);
  /// Counts changes, of this copy and of others, as far as heard of.
  [[nodiscard]] std::uint64_t count() const { return count_.load(); }
  /// Something was committed (or something that held the readers back has ended): wakes here and elsewhere.
  void raise();
  /// Tells the others what they were not told yet, then ends.
  void stop();

 private:
  void run();
  void talk();
  void listen();
  void wake_again();
  void wait();

  std::string conninfo_;
  Wakers wakers_;
  std::atomic<std::uint64_t> count_ = 0;
  std::atomic<bool> to_tell_ = false;
  std::atomic<bool> listening_ = false;
  std::atomic<bool> stopping_ = false;
  int bell_ = -1;  ///< eventfd
  PgHandle connection_;
  int held_back_ms_ = 0;  ///< until the next look at what is held back; 0: nothing is
  std::mutex starting_;
  std::thread thread_;
};

}  // namespace musubi::db
