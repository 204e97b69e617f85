#include "notify/notify.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "notify/audience.hpp"

namespace musubi::notify {
namespace {

constexpr int kStep = 500;                      // changes read at a time
constexpr std::int64_t kLongestScan = 5'000;    // changes looked at for one replay or one page of sync
constexpr std::int64_t kLongestReplay = 1'000;  // events; a page that missed more starts afresh

SyncChange view_of(const db::Change& change) {
  return {change.position, change.kind, change.person_id, {change.subject_id}, change.entry_id};
}
http::Event event_of(const db::Change& change) {
  return {change.position, "change", json::to_json(view_of(change))};
}

/// The stretch of the feed after a position, as one actor may hear it.
struct Stretch {
  SyncPage page;
  bool whole = false;  ///< reached the end of the feed
};

Stretch read_stretch(Tx& tx, const access::Actor& actor, std::int64_t position, std::int64_t limit) {
  Stretch stretch;
  stretch.page.position = position;
  Audience audience(tx);
  for (std::int64_t seen = 0; seen < kLongestScan;) {
    const auto changes = db::changes_after(tx, stretch.page.position, kStep);
    for (const auto& change : changes) {
      if (static_cast<std::int64_t>(stretch.page.changes.size()) == limit) return stretch;
      stretch.page.position = change.position;
      if (change.region_id != actor.region_id) continue;
      if (std::ranges::find(audience.of(change), actor.post_id) != audience.of(change).end())
        stretch.page.changes.push_back(view_of(change));
    }
    seen += kStep;
    if (static_cast<int>(changes.size()) < kStep) {
      stretch.whole = true;
      return stretch;
    }
  }
  return stretch;
}

Result<std::vector<http::Event>> missed(Tx& tx, const access::Actor& actor, std::int64_t position) {
  const auto last = db::last_position(tx);
  const auto reset = [&] {
    return std::vector<http::Event>{{last, "reset", "{\"position\":" + std::to_string(last) + "}"}};
  };
  if (position > last + kLongestScan) return reset();  // of another database: restored from a backup
  const auto stretch = read_stretch(tx, actor, position, kLongestReplay);
  if (!stretch.whole) return reset();
  std::vector<http::Event> events;
  for (const auto& change : stretch.page.changes)
    events.push_back({change.position, "change", json::to_json(change)});
  return events;
}

}  // namespace

SyncPage changes_for(Tx& tx, const access::Actor& actor, std::int64_t position, std::int64_t limit) {
  return read_stretch(tx, actor, position, limit).page;
}

// --- the reader of the feed
// ---------------------------------------------------------------------------------

struct Notifier::State {
  State(db::Database& d, http::EventHub& h) : database(d), hub(h) {}

  db::Database& database;
  http::EventHub& hub;
  std::mutex mutex;
  std::condition_variable wake;
  bool woken = false;
  bool stopping = false;
  std::int64_t position = 0;  ///< of the last change told; the thread's own
  std::thread thread;

  void tell_all();
  bool tell_some();
  void run();
};

/// True if there may be more.
bool Notifier::State::tell_some() {
  struct Told {
    http::Event event;
    std::vector<std::string> keys;
  };
  const auto told = database.read_now([this](Tx& tx) {
    std::vector<Told> batch;
    Audience audience(tx);
    for (const auto& change : db::changes_after(tx, position, kStep)) {
      Told one{event_of(change), {}};
      for (const auto post : audience.of(change)) one.keys.push_back(to_string(post));
      batch.push_back(std::move(one));
    }
    return batch;
  });
  for (const auto& [event, keys] : told) {
    hub.publish(event, keys);
    position = event.position;
  }
  return told.size() == static_cast<std::size_t>(kStep);
}

void Notifier::State::tell_all() {
  try {
    while (tell_some()) {
    }
  } catch (const std::exception& error) {  // the database is away for a moment; nothing is skipped
    spdlog::warn("the live stream waits for the database: {}", error.what());
  }
}

void Notifier::State::run() {
  using namespace std::chrono_literals;
  constexpr auto kIdle = 1000ms;
  // On PostgreSQL a change can be committed and not yet final, while an older transaction runs; its end wakes
  // nobody.
  const auto shortest = database.engine() == db::Engine::postgres ? std::chrono::milliseconds(4) : kIdle;
  auto pause = kIdle;
  std::unique_lock lock(mutex);
  while (!stopping) {
    wake.wait_for(lock, pause, [this] { return woken || stopping; });
    if (stopping) return;
    pause = woken ? shortest : std::min(pause * 2, kIdle);
    woken = false;
    lock.unlock();
    tell_all();
    lock.lock();
  }
}

Notifier::Notifier(db::Database& database, http::EventHub& hub)
    : state_(std::make_shared<State>(database, hub)) {}
Notifier::~Notifier() {
  stop();
}

void Notifier::start() {
  state_->position = state_->database.read_now([](Tx& tx) { return db::last_position(tx); });
  state_->database.on_change([weak = std::weak_ptr(state_)] {
    const auto state = weak.lock();
    if (!state) return;
    {
      const std::lock_guard lock(state->mutex);
      state->woken = true;
    }
    state->wake.notify_one();
  });
  state_->thread = std::thread([state = state_.get()] { state->run(); });
}

void Notifier::stop() {
  {
    const std::lock_guard lock(state_->mutex);
    state_->stopping = true;
  }
  state_->wake.notify_one();
  if (state_->thread.joinable()) state_->thread.join();
}

http::StreamSource Notifier::source(std::function<bool(Tx&, const access::Actor&)> is_alive) const {
  http::StreamSource source;
  source.open = [](Tx& tx, const http::Request& request) -> Result<http::StreamStart> {
    if (!request.actor) return fail(Code::unauthenticated);
    if (request.actor->strength < access::Strength::two_factor) return fail(Code::weak_session);
    if (request.actor->post_id.is_nil()) return fail(Code::forbidden);
    return http::StreamStart{to_string(request.actor->post_id), db::last_position(tx)};
  };
  source.replay = missed;
  source.still_valid = std::move(is_alive);
  return source;
}

}  // namespace musubi::notify
