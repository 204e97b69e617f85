// A real server on loopback, a caller that speaks bytes, and a database that runs what it is given without
// SQL.
#pragma once
#include <gtest/gtest.h>

#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <thread>

#include "http/server.hpp"
#include "support/test_database.hpp"

namespace musubi::test {

/// Runs work one after another on a thread of its own, as the single writer does; knows no statement.
class FakeDatabase final : public db::Database {
 public:
  FakeDatabase() : thread_([this](const std::stop_token& stop) { run(stop); }) {}

  [[nodiscard]] db::Engine engine() const override { return db::Engine::sqlite; }
  void write(Work work, Done done) override { put(std::move(work), std::move(done), false); }
  void read(Work work, Done done) override { put(std::move(work), std::move(done), true); }
  void on_change(std::function<void()>) override {}
  bool ping() override { return reachable; }
  void close() override {}

  std::atomic<bool> reachable{true};
  std::atomic<int> commits{0};
  std::atomic<int> rollbacks{0};
  std::atomic<int> tasks{0};

 private:
  struct Task {
    Work work;
    Done done;
    bool read_only;
  };
  void put(Work work, Done done, bool read_only);
  void run(const std::stop_token& stop);

  std::mutex mutex_;
  std::condition_variable_any more_;
  std::deque<Task> queue_;
  SeededRandom random_;
  std::jthread thread_;
};

/// One answer as it came over the wire.
struct Answered {
  int status = 0;
  std::map<std::string, std::string, std::less<>> headers;  ///< names in lower case
  std::string body;
  [[nodiscard]] std::string header(std::string_view name) const {
    const auto at = headers.find(name);
    return at == headers.end() ? std::string() : at->second;
  }
};

/// A TCP connection; every wait ends after a few seconds at most.
class Caller {
 public:
  explicit Caller(std::uint16_t port);
  Caller(const Caller&) = delete;
  Caller& operator=(const Caller&) = delete;
  ~Caller();

  void send(std::string_view bytes);
  /// The next whole answer; status 0 if the connection ended first. `head`: no body follows.
  Answered answer(bool head = false);
  /// Reads until `text` has been seen and returns everything up to its end; what came otherwise if the end
  /// came first.
  std::string until(std::string_view text);
  /// True if the other side closes within the time.
  bool is_closed_within(std::chrono::milliseconds most);
  void hang_up();

 private:
  bool fill(std::chrono::milliseconds most = std::chrono::seconds(5));
  int socket_ = -1;
  std::string in_;
};

/// `GET path` with `extra` field lines (each ending in CR LF).
std::string get(std::string_view path, std::string_view extra = {});
/// With Content-Length, JSON content type and a cookie.
std::string post(std::string_view path, std::string_view body, std::string_view extra = {});
inline constexpr std::string_view kCookie = "Cookie: musubi=someone\r\n";

/// Who `authenticate` finds by the cookie: `someone` two factors and a post, `fresh`, `weak` password only,
/// `postless`.
std::optional<access::Actor> actor_named(std::string_view cookie);

class HttpTest : public testing::Test {
 protected:
  HttpTest();
  ~HttpTest() override;
  /// Starts with what the test put into `router`, `settings` and `hooks`.
  void start();
  Answered ask(std::string_view request);

  http::Router router;
  http::Settings settings;
  http::Hooks hooks;
  FakeDatabase database;
  TempDir dir;
  std::unique_ptr<http::Server> server;
};

}  // namespace musubi::test
