#include "db/postgres_signal.hpp"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

namespace musubi::db {
namespace {
constexpr int kLongestSilenceMs = 5'000;
}

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
    wakers_.wake_all();  // nobody knows what was missed meanwhile
  }
  if (!to_tell_.exchange(false)) return;
  const auto before = count_.load();
  const PgResult told(PQexec(connection_.get(), "notify musubi_change"));
  if (PQresultStatus(told.get()) != PGRES_COMMAND_OK) {
    to_tell_ = true;
    connection_.reset();
  }
  // `notify` is a transaction with an id: while it ran it held the watermark down like any other.
  if (count_.load() != before) wakers_.wake_all();
}

/// Until the bell rings, another copy speaks, or the silence has been long.
void ChangeSignal::wait() {
  std::array<pollfd, 2> both = {{{bell_, POLLIN, 0}, {-1, POLLIN, 0}}};
  if (connection_ != nullptr) both[1].fd = PQsocket(connection_.get());
  poll(both.data(), both.size(), connection_ != nullptr ? kLongestSilenceMs : 200);
  eventfd_t rung = 0;
  if (eventfd_read(bell_, &rung) == 0) return;
  if (both[1].revents != 0 || !listening_) return;
  wakers_.wake_all();  // long silence
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
  if (!heard) return;
  ++count_;
  wakers_.wake_all();
}

}  // namespace musubi::db
