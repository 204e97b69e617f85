// The live stream (server-sent events): who listens, and how an event finds them. Events carry ids only, no
// personal data. A listener that reads too slowly is closed and resumes by Last-Event-ID: nothing is lost,
// nothing piles up. WHATWG HTML 9.2 (server-sent events); architecture.md, "The change feed".
#pragma once
#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <vector>

#include "db/tx.hpp"
#include "http/request.hpp"

namespace musubi::http {

struct Event {
  std::int64_t position = 0;  ///< becomes the event's id: where to resume
  std::string name;           ///< `change`, `reset`
  std::string data;           ///< one line of JSON
};

/// A listener's name in the hub (such as an account's id), and the position its stream starts after.
struct StreamStart {
  std::string key;
  std::int64_t position = 0;
};

/// What the stream asks of the features. All run in read transactions.
struct StreamSource {
  /// Opens for `request.actor`; the position is the newest one that may be shown.
  std::function<Result<StreamStart>(Tx&, const Request&)> open;
  /// What this actor missed since `position` (exclusive), in order; or a single `reset` if that is too long
  /// ago.
  std::function<Result<std::vector<Event>>(Tx&, const access::Actor&, std::int64_t position)> replay;
  /// False once the session has ended or the account is suspended: the stream is closed.
  std::function<bool(Tx&, const access::Actor&)> still_valid;
};

/// One open stream, as the hub sees it. Lives on one network thread and is called there only.
class Listener {
 public:
  virtual ~Listener() = default;
  /// Takes an event's ready text. A listener whose queue is full closes itself, later: never from inside this
  /// call.
  virtual void offer(std::int64_t position, const std::shared_ptr<const std::string>& text) = 0;
  /// Asks `still_valid` now instead of within the minute.
  virtual void recheck() = 0;
  virtual void close() = 0;
};

/// Spreads events over the listeners. `publish` may be called from any thread and never waits.
class EventHub {
 public:
  EventHub();
  EventHub(const EventHub&) = delete;
  EventHub& operator=(const EventHub&) = delete;
  ~EventHub();

  /// To every listener of these keys, in the order of the feed; on PostgreSQL that is not the order of
  /// positions.
  void publish(const Event& event, std::span<const std::string> keys);
  void publish_all(const Event& event);
  /// A session of this key was ended: its listeners are asked at once.
  void recheck(std::string_view key);
  [[nodiscard]] std::size_t listeners() const { return count_.load(std::memory_order_relaxed); }

  // --- for the server ------------------------------------------------------------------------------------
  /// One network thread's listeners.
  class Lane;
  using Post = std::function<void(std::function<void()>)>;
  std::shared_ptr<Lane> attach(Post post);
  void detach(const std::shared_ptr<Lane>& lane);

 private:
  void spread(const std::function<void(Lane&)>& work);
  std::mutex mutex_;
  std::vector<std::shared_ptr<Lane>> lanes_;
  std::atomic<std::size_t> count_{0};
};

class EventHub::Lane {
 public:
  Lane(Post post, std::atomic<std::size_t>& count);
  ~Lane();
  /// On the lane's own thread; false if the key has too many listeners already.
  bool add(const std::string& key, Listener& listener, std::size_t most);
  void remove(const std::string& key, Listener& listener);
  void close_all();
  /// The newest position that went through this lane.
  [[nodiscard]] std::int64_t position() const { return position_; }

 private:
  friend class EventHub;
  struct Impl;
  Post post_;
  std::int64_t position_ = 0;
  std::unique_ptr<Impl> impl_;
};

/// `id`, `event` and `data` lines and the empty line.
std::string event_text(const Event& event);

}  // namespace musubi::http
