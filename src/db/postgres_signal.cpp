#include "db/postgres_signal.hpp"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>

namespace musubi::db {
namespace {
constexpr int kLongestSilenceMs = 5'000;
constexpr int kShortestLookMs = 5;
constexpr int kLongestLookMs = 160;
}  // namespace

ChangeSignal::ChangeSignal(std::string conninfo)
    : conninfo_(std::move(conninfo)), bell_(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {}

void ChangeSignal::add(std::function<void()> wake) {
  wakers_.add(std::move(wake));
  listening_ = true;
  const std::lock_guard lock(starting_);
  if (!thread_.joinable() && !stopping_) thread_ = std::thread([this] { run(); });
}

void ChangeSignal::raise() {
  ++count_;
  wakers_.wake_all();
  if (to_tell_.exchange(true)) return;  // the bell rings already
  {
    const std::lock_guard lock(starting_);
    if (!thread_.joinable() && !stopping_) thread_ = std::thread([this] { run(); });
  }
  eventfd_write(bell_, 1);
}

void ChangeSignal::stop() {
  {
    const std::lock_guard lock(starting_);
    stopping_ = true;
  }
  if (bell_ >= 0) eventfd_write(bell_, 1);
  if (thread_.joinable()) thread_.join();
  if (bell_ >= 0) ::close(std::exchange(bell_, -1));
}

void ChangeSignal::run() {
  while (true) {
    const bool last_round = stopping_;
    try {
      talk();
      if (listening_ && !last_round) wake_again();
    } catch (const std::exception&) {
      connection_.reset();  // the server is restarting; the next round connects again
    }
    if (last_round) return;
    wait();
    if (listening_) listen();
  }
}

void ChangeSignal::talk() {
  if (connection_ == nullptr) {
    connection_ = pg_connect(conninfo_);
    PgResult(PQexec(connection_.get(), "listen musubi_change"));
  }
  if (!to_tell_.exchange(false)) return;
  const PgResult told(PQexec(connection_.get(), "notify musubi_change"));
  if (PQresultStatus(told.get()) != PGRES_COMMAND_OK) {
    to_tell_ = true;
    connection_.reset();
  }
}

/// Readers woken when a change was committed may have found it held back: by a transaction of ours (also by
/// the `notify` above), of another copy, or of whoever else uses the server. So they are woken again now, and
/// while the newest is held back, less and less often.
void ChangeSignal::wake_again() {
  if (connection_ != nullptr) {
    const PgResult newest(PQexec(connection_.get(), R"(
      select xid >= pg_snapshot_xmin(pg_current_snapshot()) from change order by xid desc, position desc limit 1)"));
    const bool held_back = PQresultStatus(newest.get()) == PGRES_TUPLES_OK && PQntuples(newest.get()) == 1 &&
                           *PQgetvalue(newest.get(), 0, 0) == 't';
    held_back_ms_ = held_back ? std::clamp(held_back_ms_ * 2, kShortestLookMs, kLongestLookMs) : 0;
  }
  wakers_.wake_all();
}

/// Until the bell rings, another copy speaks, what is held back may be free, or the silence has been long.
void ChangeSignal::wait() {
  std::array<pollfd, 2> both = {{{bell_, POLLIN, 0}, {-1, POLLIN, 0}}};
  if (connection_ != nullptr) both[1].fd = PQsocket(connection_.get());
  const int silence = held_back_ms_ != 0 ? held_back_ms_ : kLongestSilenceMs;
  poll(both.data(), both.size(), connection_ != nullptr ? silence : 200);
  eventfd_t rung = 0;
  if (eventfd_read(bell_, &rung) == 0) held_back_ms_ = std::min(held_back_ms_, kShortestLookMs);
}

void ChangeSignal::listen() {
  if (connection_ == nullptr) return;
  if (PQconsumeInput(connection_.get()) != 1) {
    connection_.reset();
    return;
  }
  const int own = PQbackendPID(connection_.get());
  bool heard = false;
  while (PGnotify* const notice = PQnotifies(connection_.get())) {
    heard = heard || notice->be_pid != own;  // what we said ourselves woke us when we said it
    PQfreemem(notice);
  }
  if (heard) ++count_;
}

}  // namespace musubi::db
