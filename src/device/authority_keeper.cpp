#include "device/authority_keeper.hpp"

#include <spdlog/spdlog.h>

#include "device/authority.hpp"

namespace musubi::device {
namespace {

constexpr auto kLookEvery = std::chrono::seconds(2);

}  // namespace

/// Authorities are only ever added, so their number says whether there is a new one.
void AuthorityKeeper::read() {
  const auto all = database_.read_now([](Tx& tx) { return all_authorities(tx); });
  if (all.size() == known_) return;
  authorities_->set(all);
  known_ = all.size();
}

void AuthorityKeeper::start() {
  read();
  thread_ = std::jthread([this] {
    std::unique_lock lock(mutex_);
    while (!stopped_.wait_for(lock, kLookEvery, [this] { return stopping_; })) {
      try {
        read();
      } catch (const std::exception& error) {
        spdlog::warn("device authorities could not be read: {}", error.what());
      }
    }
  });
}

void AuthorityKeeper::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  stopped_.notify_all();
  if (thread_.joinable()) thread_.join();
}

}  // namespace musubi::device
