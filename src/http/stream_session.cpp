#include "http/stream_session.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

#include <charconv>
#include <deque>
#include <unordered_set>

namespace musubi::http {
namespace {

using std::chrono::steady_clock;

class StreamSession final : public Listener {
 public:
  StreamSession(Core& core, NetThread& thread, Wire& wire, SteadyTime& deadline, ExchangePtr exchange)
      : core_(core),
        thread_(thread),
        wire_(wire),
        deadline_(deadline),
        exchange_(std::move(exchange)),
        wake_(thread.io.get_executor()),
        sent_(exchange_->stream_start->position),
        next_check_(steady_clock::now() + core.settings.recheck) {}

  void offer(std::int64_t position, const std::shared_ptr<const std::string>& text) override {
    if (ended_) return;
    queued_bytes_ += text->size();
    queue_.emplace_back(position, text);
    const auto& limits = core_.settings.limits;
    if (queue_.size() > limits.stream_queue_events || queued_bytes_ > limits.stream_queue_bytes)
      return close();
    if (waiting_) wake_.cancel();
  }
  void recheck() override {
    next_check_ = {};
    if (waiting_) wake_.cancel();
  }
  void close() override {
    ended_ = true;
    wire_.close();  // a write that hangs ends too
    wake_.cancel();
  }

  Task<void> run() {
    if (const auto asked = resume_position(exchange_->request)) sent_ = *asked;
    const auto key = exchange_->stream_start->key;
    if (!thread_.lane->add(key, *this, core_.settings.limits.streams_per_key)) {
      co_await refuse(
          Error{Code::throttled, "", "同時に開ける画面の数を超えました。", "Too many open pages."});
      co_return;
    }
    struct Leave {
      StreamSession& session;
      const std::string& key;
      ~Leave() { session.thread_.lane->remove(key, session); }
    } leave{*this, key};
    // Listening already: what is committed from here on is either in the replay or in the queue, or in both.
    if (core_.stopping.load()) co_return;
    co_await serve();
  }

  Task<void> watch_reader() {
    std::array<char, 256> nothing{};
    while (co_await wire_.read_some(nothing) > 0) {
    }
    reader_gone_ = true;
    ended_ = true;
    wake_.cancel();
  }
  [[nodiscard]] bool reader_gone() const { return reader_gone_; }

 private:
  static std::optional<std::int64_t> resume_position(const Request& request) {
    const auto text = request.header("last-event-id");
    std::int64_t position = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), position);
    if (text.empty() || error != std::errc{} || end != text.data() + text.size() || position < 0)
      return std::nullopt;
    return position;
  }

  Task<void> refuse(Error error) {
    const auto response = problem_response(error, exchange_->request.english);
    const auto head = render_head(response, thread_.date_now(), exchange_->request.secure, true);
    co_await write(head + response.body);
  }

  Task<bool> write(std::string text) {
    deadline_ = steady_clock::now() + core_.settings.limits.write_time;
    const bool sent = co_await wire_.write(text);
    deadline_ = SteadyTime::max();
    co_return sent && !ended_;
  }

  Task<void> serve() {
    auto missed = co_await called_back<Result<std::vector<Event>>>(thread_.io.get_executor(), [&](auto done) {
      core_.dispatcher.replay(exchange_, sent_, std::move(done));
    });
    if (!missed) {
      co_await refuse(missed.error());
      co_return;
    }
    std::string text = stream_head() + "retry: 2000\n";
    text += "id: " + std::to_string(sent_) + "\n\n";
    for (const auto& event : *missed) {
      text += event_text(event);
      replayed_.insert(event.position);
      sent_ = std::max(sent_, event.position);
    }
    if (!co_await write(std::move(text))) co_return;
    auto next_beat = steady_clock::now() + core_.settings.heartbeat;
    while (!ended_) {
      if (!queue_.empty()) {
        if (!co_await write(take_queue())) co_return;
        next_beat = steady_clock::now() + core_.settings.heartbeat;
        continue;
      }
      const auto now = steady_clock::now();
      if (now >= next_check_) {
        next_check_ = now + core_.settings.recheck;
        const bool valid = co_await called_back<bool>(thread_.io.get_executor(), [&](auto done) {
          core_.dispatcher.still_valid(exchange_, std::move(done));
        });
        if (!valid) co_return;
        continue;
      }
      if (now >= next_beat) {
        next_beat = now + core_.settings.heartbeat;
        if (!co_await write(heartbeat())) co_return;
        continue;
      }
      wake_.expires_at(std::min(next_check_, next_beat));
      boost::system::error_code ignored;
      waiting_ = true;
      co_await wake_.async_wait(asio::redirect_error(Token{}, ignored));
      waiting_ = false;
    }
  }

  /// An id without data moves the browser's Last-Event-ID on and tells the page nothing.
  std::string heartbeat() {
    sent_ = std::max(sent_, thread_.lane->position());
    return ":\nid: " + std::to_string(sent_) + "\n\n";
  }

  std::string take_queue() {
    std::string text;
    text.reserve(queued_bytes_);
    for (const auto& [position, event] : queue_) {
      if (replayed_.contains(position)) continue;
      text += *event;
    }
    if (!queue_.empty()) sent_ = std::max(sent_, queue_.back().first);
    queue_.clear();
    queued_bytes_ = 0;
    return text;
  }

  std::string stream_head() {
    Response response;
    response.content_type = "text/event-stream";
    response.cache = "no-store, no-transform";
    response.headers.emplace_back("X-Accel-Buffering", "no");  // nginx in front passes events on at once
    auto head = render_head(response, thread_.date_now(), exchange_->request.secure, true);
    constexpr std::string_view kLength = "Content-Length: 0\r\n";  // it ends when the connection does
    if (const auto at = head.find(kLength); at != std::string::npos) head.erase(at, kLength.size());
    return head;
  }

  Core& core_;
  NetThread& thread_;
  Wire& wire_;
  SteadyTime& deadline_;
  ExchangePtr exchange_;
  Timer wake_;
  std::deque<std::pair<std::int64_t, std::shared_ptr<const std::string>>> queue_;
  std::size_t queued_bytes_ = 0;
  std::int64_t sent_;
  // On PostgreSQL the feed's order is not that of the positions (db/change_feed.cpp): what came with the
  // replay is known by its position, never by being lower than another.
  std::unordered_set<std::int64_t> replayed_;
  SteadyTime next_check_;
  bool waiting_ = false;
  bool ended_ = false;
  bool reader_gone_ = false;
};

}  // namespace

Task<void> serve_stream(Core& core, NetThread& thread, Wire& wire, SteadyTime& deadline,
                        ExchangePtr exchange) {
  StreamSession session(core, thread, wire, deadline, std::move(exchange));
  Timer watched(thread.io.get_executor(), SteadyTime::max());
  asio::co_spawn(
      thread.io.get_executor(),
      [&]() -> Task<void> {
        co_await session.watch_reader();
        watched.cancel();
      },
      asio::detached);
  co_await session.run();
  wire.close();  // ends the watching too
  boost::system::error_code ignored;
  while (!session.reader_gone()) co_await watched.async_wait(asio::redirect_error(Token{}, ignored));
}

}  // namespace musubi::http
