// The live stream: events in order to whom they are for, resume without loss, slow readers, ended sessions,
// speed.
#include <fmt/format.h>

#include "http/http_test.hpp"

namespace musubi::http {
namespace {

using namespace std::chrono_literals;
using test::Caller;
using test::get;

class Streaming : public test::HttpTest {
 protected:
  Streaming() {
    router.add_stream("/api/v1/stream");
    hooks.stream.open = [this](Tx& tx, const Request& request) -> Result<StreamStart> {
      EXPECT_TRUE(tx.read_only);
      return StreamStart{request.cookies.at("key"), position};
    };
    hooks.stream.replay = [this](Tx&, const access::Actor&,
                                 std::int64_t after) -> Result<std::vector<Event>> {
      if (before_replay) before_replay();
      std::vector<Event> events;
      for (auto at = after + 1; at <= position; ++at) events.push_back(event(at));
      return events;
    };
    hooks.stream.still_valid = [this](Tx&, const access::Actor&) { return valid.load(); };
  }
  static Event event(std::int64_t at) { return {at, "change", fmt::format(R"({{"position":{}}})", at)}; }
  static std::string text(std::int64_t at) { return event_text(event(at)); }
  void publish(std::int64_t at, const std::vector<std::string>& keys) {
    position = at;
    hooks.events->publish(event(at), keys);
  }
  static std::string open(const std::string& key, const std::string& extra = {}) {
    return get("/api/v1/stream", "Cookie: musubi=someone; key=" + key + "\r\n" + extra);
  }
  void wait_for_listeners(std::size_t count) {
    while (hooks.events->listeners() != count) std::this_thread::yield();
  }

  std::atomic<std::int64_t> position{10};
  std::atomic<bool> valid{true};
  std::function<void()> before_replay;
};

TEST_F(Streaming, BringsEventsToThoseTheyAreFor) {
  start();
  Caller anna(server->port());
  Caller ben(server->port());
  anna.send(open("anna"));
  ben.send(open("ben"));
  const auto head = anna.until("\n\n");
  EXPECT_TRUE(head.contains("HTTP/1.1 200"));
  EXPECT_TRUE(head.contains("Content-Type: text/event-stream"));
  EXPECT_TRUE(head.contains("id: 10\n"));
  EXPECT_FALSE(head.contains("Content-Length"));
  ben.until("\n\n");
  publish(11, {"anna"});
  publish(12, {"anna", "ben"});
  publish(13, {"ben"});
  EXPECT_EQ(anna.until(text(12)), text(11) + text(12));
  EXPECT_EQ(ben.until(text(13)), text(12) + text(13));
}

TEST_F(Streaming, ResumesAfterTheLastEventSeen) {
  start();
  Caller caller(server->port());
  caller.send(open("anna", "Last-Event-ID: 7\r\n"));
  EXPECT_TRUE(caller.until(text(10)).ends_with(text(8) + text(9) + text(10)));
}

TEST_F(Streaming, LosesAndRepeatsNothingThatHappensWhileItOpens) {
  before_replay = [this] {  // the listener is known already; both ways will carry this event
    position = 11;
    hooks.events->publish(event(11), std::vector<std::string>{"anna"});
  };
  start();
  Caller caller(server->port());
  caller.send(open("anna", "Last-Event-ID: 9\r\n"));
  caller.until(text(11));
  publish(12, {"anna"});
  EXPECT_EQ(caller.until(text(12)), text(12));
}

TEST_F(Streaming, NeedsASession) {
  EXPECT_EQ(ask(get("/api/v1/stream")).status, 401);
  EXPECT_EQ(ask(get("/api/v1/stream", "Cookie: musubi=weak\r\n")).status, 401);
  EXPECT_EQ(ask("HEAD /api/v1/stream HTTP/1.1\r\nHost: a\r\nCookie: musubi=someone; key=a\r\n\r\n").status,
            405);
}

TEST_F(Streaming, BeatsWhenNothingHappensAndMovesTheIdOn) {
  settings.heartbeat = 20ms;
  start();
  Caller caller(server->port());
  caller.send(open("anna"));
  caller.until("\n\n");
  publish(15, {"somebody else"});
  EXPECT_TRUE(caller.until("id: 15\n\n").contains(":\n"));
}

TEST_F(Streaming, EndsWithItsSession) {
  settings.recheck = 20ms;
  start();
  Caller caller(server->port());
  caller.send(open("anna"));
  caller.until("\n\n");
  valid = false;
  EXPECT_TRUE(caller.is_closed_within(2s));
  wait_for_listeners(0);
}

TEST_F(Streaming, IsAskedAgainAtOnceWhenASessionWasEnded) {
  start();
  Caller caller(server->port());
  caller.send(open("anna"));
  caller.until("\n\n");
  valid = false;
  hooks.events->recheck("anna");
  EXPECT_TRUE(caller.is_closed_within(2s));
}

TEST_F(Streaming, ClosesAReaderThatIsTooSlow) {
  settings.limits.stream_queue_events = 20;
  start();
  Caller slow(server->port());
  slow.send(open("anna"));
  slow.until("\n\n");
  const Event big{0, "change", std::string(60'000, 'a')};
  for (int i = 11; i < 300; ++i)
    hooks.events->publish({i, big.name, big.data}, std::vector<std::string>{"anna"});
  wait_for_listeners(0);
}

TEST_F(Streaming, ForgetsWhoWentAway) {
  start();
  Caller caller(server->port());
  caller.send(open("anna"));
  caller.until("\n\n");
  wait_for_listeners(1);
  caller.hang_up();
  wait_for_listeners(0);
}

TEST_F(Streaming, IsLimitedForEachKey) {
  settings.network_threads = 1;
  settings.limits.streams_per_key = 1;
  start();
  Caller one(server->port());
  one.send(open("anna"));
  one.until("\n\n");
  EXPECT_EQ(ask(open("anna")).status, 429);
}

TEST_F(Streaming, EndsWhenTheServerStops) {
  start();
  Caller caller(server->port());
  caller.send(open("anna"));
  caller.until("\n\n");
  const auto began = std::chrono::steady_clock::now();
  server->stop(5s);
  EXPECT_LT(std::chrono::steady_clock::now() - began, 1s);
  EXPECT_TRUE(caller.is_closed_within(1s));
}

TEST_F(Streaming, TurnsLineFeedsInDataIntoMoreDataLines) {
  EXPECT_EQ(event_text({3, "x", "a\nb"}), "id: 3\nevent: x\ndata: a\ndata: b\n\n");
}

TEST_F(Streaming, ServesHundredsOfListeners) {
  constexpr int kMany = 300;
  settings.limits.streams_per_key = kMany;
  start();
  std::vector<std::unique_ptr<Caller>> callers;
  for (int i = 0; i < kMany; ++i) {
    callers.push_back(std::make_unique<Caller>(server->port()));
    callers.back()->send(open("team"));
  }
  for (auto& caller : callers) caller->until("\n\n");
  wait_for_listeners(kMany);
  publish(11, {"team"});
  for (auto& caller : callers) ASSERT_EQ(caller->until(text(11)), text(11));
}

}  // namespace
}  // namespace musubi::http
