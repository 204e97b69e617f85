#include "http/http_test.hpp"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "http/url.hpp"

namespace musubi::test {
namespace {

class FakeTx final : public Tx {
 public:
  using Tx::Tx;

 protected:
  std::int64_t execute(std::string_view, std::span<const db::Param>, const Sink*) override {
    throw std::logic_error("no SQL here");
  }
};

}  // namespace

void FakeDatabase::put(Work work, Done done, bool read_only) {
  {
    const std::lock_guard lock(mutex_);
    queue_.push_back({std::move(work), std::move(done), read_only});
  }
  more_.notify_one();
}

void FakeDatabase::run(const std::stop_token& stop) {
  while (true) {
    std::unique_lock lock(mutex_);
    more_.wait(lock, stop, [this] { return !queue_.empty(); });
    if (queue_.empty()) return;
    auto task = std::move(queue_.front());
    queue_.pop_front();
    lock.unlock();
    ++tasks;
    FakeTx tx(db::Engine::sqlite, Time{}, random_);
    tx.read_only = task.read_only;
    std::exception_ptr error;
    try {
      ++(task.work(tx) == Outcome::commit ? commits : rollbacks);
    } catch (...) {
      error = std::current_exception();
      ++rollbacks;
    }
    task.done(error);
  }
}

Caller::Caller(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  sockaddr_in to{};
  to.sin_family = AF_INET;
  to.sin_port = htons(port);
  to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const int on = 1;
  ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  EXPECT_EQ(::connect(socket_, reinterpret_cast<const sockaddr*>(&to), sizeof to), 0);
}
Caller::~Caller() {
  hang_up();
}

void Caller::hang_up() {
  if (socket_ >= 0) ::close(socket_);
  socket_ = -1;
}

void Caller::send(std::string_view bytes) {
  while (!bytes.empty()) {
    const auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return;  // closed by the server: its answer may be there all the same
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
}

bool Caller::fill(std::chrono::milliseconds most) {
  pollfd waiting{socket_, POLLIN, 0};
  if (::poll(&waiting, 1, static_cast<int>(most.count())) <= 0) return false;
  char piece[64 * 1024];
  const auto count = ::recv(socket_, piece, sizeof piece, 0);
  if (count <= 0) return false;
  in_.append(piece, static_cast<std::size_t>(count));
  return true;
}

std::string Caller::until(std::string_view text) {
  while (true) {
    if (const auto at = in_.find(text); at != std::string::npos) {
      auto out = in_.substr(0, at + text.size());
      in_.erase(0, out.size());
      return out;
    }
    if (!fill()) return std::exchange(in_, {});
  }
}

Answered Caller::answer(bool head) {
  Answered out;
  const auto text = until("\r\n\r\n");
  if (!text.ends_with("\r\n\r\n") || !text.starts_with("HTTP/1.1 ")) return out;
  out.status = std::stoi(text.substr(9, 3));
  auto rest = std::string_view(text).substr(text.find("\r\n") + 2);
  while (rest.size() > 2) {
    const auto line = rest.substr(0, rest.find("\r\n"));
    rest.remove_prefix(line.size() + 2);
    const auto colon = line.find(": ");
    out.headers[http::lower(line.substr(0, colon))] = line.substr(colon + 2);
  }
  const auto length = out.header("content-length");
  if (head || length.empty()) return out;
  const auto size = std::stoul(length);
  while (in_.size() < size && fill()) {
  }
  out.body = in_.substr(0, size);
  in_.erase(0, size);
  return out;
}

bool Caller::is_closed_within(std::chrono::milliseconds most) {
  pollfd waiting{socket_, POLLIN, 0};
  if (::poll(&waiting, 1, static_cast<int>(most.count())) <= 0) return false;
  char byte = 0;
  return ::recv(socket_, &byte, 1, MSG_PEEK) <= 0;
}

std::string get(std::string_view path, std::string_view extra) {
  return fmt::format("GET {} HTTP/1.1\r\nHost: localhost\r\n{}\r\n", path, extra);
}

std::string post(std::string_view path, std::string_view body, std::string_view extra) {
  return fmt::format(
      "POST {} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n{}Content-Length: "
      "{}\r\n{}\r\n{}",
      path, extra.contains("Cookie:") ? std::string_view() : kCookie, body.size(), extra, body);
}

std::optional<access::Actor> actor_named(std::string_view cookie) {
  access::Actor actor;
  actor.account_id.uuid.bytes[0] = 1;
  actor.post_id.uuid.bytes[0] = cookie == "postless" ? 0 : 2;
  actor.strength = cookie == "fresh"  ? access::Strength::fresh
                   : cookie == "weak" ? access::Strength::password
                                      : access::Strength::two_factor;
  if (cookie == "nobody" || cookie.empty()) return std::nullopt;
  return actor;
}

HttpTest::HttpTest() {
  settings.port = 0;
  settings.network_threads = 2;
  settings.worker_threads = 2;
  settings.upload_dir = dir.path() / "uploads";
  std::filesystem::create_directory(settings.upload_dir);
  hooks.authenticate = [](Tx&, http::Request& request) -> Status {
    const auto cookie = request.cookies.find("musubi");
    if (cookie != request.cookies.end()) request.actor = actor_named(cookie->second);
    return {};
  };
}

HttpTest::~HttpTest() {
  if (server) server->stop(std::chrono::seconds(2));
}

void HttpTest::start() {
  server = std::make_unique<http::Server>(settings, router, database, hooks);
  server->start();
}

Answered HttpTest::ask(std::string_view request) {
  if (!server) start();
  Caller caller(server->port());
  caller.send(request);
  return caller.answer(request.starts_with("HEAD "));
}

}  // namespace musubi::test
