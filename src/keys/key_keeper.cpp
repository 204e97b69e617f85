#include "keys/key_keeper.hpp"

#include <spdlog/spdlog.h>

#include <stdexcept>

namespace musubi::keys {
namespace {

constexpr auto kLookEvery = std::chrono::milliseconds(1000);
constexpr auto kNoteEvery = std::chrono::seconds(15);  // well below kServerGone
constexpr auto kForgotten = std::chrono::hours(24);

}  // namespace

KeyKeeper::KeyKeeper(db::Database& database, Ring ring)
    : database_(database), ring_(std::move(ring)), rounds_("the look for new keys", kLookEvery, [this] {
        look();
        return kLookEvery;
      }) {}

void KeyKeeper::look() {
  const auto now = database_.read_now([&](Tx& tx) {
    if (const auto read = ring_.load(tx); !read) throw std::runtime_error(read.error().detail_en);
    return tx.now();
  });
  const auto newest = ring_.newest();
  if (newest == self_.root && now - noted_at_ < kNoteEvery && now >= noted_at_) return;
  database_.write_now([&](Tx& tx) {
    self_.root = newest;
    self_.seen_at = tx.now();
    store::note_server(tx, self_);
    store::forget_servers(tx, tx.now() - kForgotten);
  });
  noted_at_ = self_.seen_at;
}

/// In one transaction with its first look, so that nobody changes keys between the two.
void KeyKeeper::start() {
  database_.write_now([&](Tx& tx) {
    if (const auto read = ring_.load(tx); !read) throw std::runtime_error(read.error().detail_en);
    self_ = {tx.new_id<store::ServerId>(), ring_.master(), ring_.newest(), tx.now(), tx.now()};
    store::note_server(tx, self_);
  });
  noted_at_ = self_.seen_at;
  rounds_.start();
}

void KeyKeeper::stop() {
  rounds_.stop();
  try {
    database_.write_now([&](Tx& tx) { store::forget_server(tx, self_.server_id); });
  } catch (const std::exception& error) {
    spdlog::warn("this server could not be signed off: {}", error.what());
  }
}

}  // namespace musubi::keys
