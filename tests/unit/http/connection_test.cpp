// Bytes that try something: limits, smuggling, slowness, pipelines, path tricks, shutdown.
#include <fmt/format.h>
#include <spdlog/sinks/ostream_sink.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <fstream>
#include <sstream>

#include "http/http_test.hpp"

namespace musubi::http {
namespace {

using namespace std::chrono_literals;
using test::Caller;
using test::get;
using test::kCookie;
using test::post;

struct Echo {
  std::string text;
};
BOOST_DESCRIBE_STRUCT(Echo, (), (text))
struct Sized {
  std::int64_t size = 0;
  std::int64_t sum = 0;
};
BOOST_DESCRIBE_STRUCT(Sized, (), (size, sum))

class Connections : public test::HttpTest {
 protected:
  Connections() {
    router.add<None, None>(
        {.path = "/api/v1/path", .name = "path", .door = Door::open, .mode = Mode::read},
        [](Tx&, const Call<None, None>& call) -> Result<Echo> { return Echo{call.request.path}; });
    router.add<None, None>(
        {.method = Method::post,
         .path = "/api/v1/text",
         .name = "text",
         .door = Door::open,
         .intake = Intake::text},
        [](Tx&, const Call<None, None>& call) -> Result<Echo> { return Echo{call.request.body}; });
    router.add<None, None>(
        {.method = Method::post, .path = "/api/v1/upload", .name = "upload", .intake = Intake::upload},
        [this](Tx& tx, const Call<None, None>& call) -> Result<Sized> {
          tx.guarded = true;
          std::ifstream file(call.request.upload, std::ios::binary);
          const std::string bytes(std::istreambuf_iterator<char>(file), {});
          EXPECT_EQ(std::filesystem::status(call.request.upload).permissions(),
                    std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
          ++received;
          Sized sized{static_cast<std::int64_t>(bytes.size()), 0};
          for (const char c : bytes) sized.sum += static_cast<unsigned char>(c);
          return sized;
        });
  }
  int received = 0;
  [[nodiscard]] std::size_t files_left() const {
    return static_cast<std::size_t>(
        std::distance(std::filesystem::directory_iterator(settings.upload_dir), {}));
  }
};

TEST_F(Connections, KeepsOneOpenAndAnswersPipelinedRequestsInOrder) {
  start();
  Caller caller(server->port());
  std::string all;
  for (int i = 0; i < 50; ++i)
    all += i % 3 == 0   ? get("/healthz")
           : i % 3 == 1 ? get("/api/v1/path")
                        : post("/api/v1/text", std::to_string(i));
  caller.send(all);
  for (int i = 0; i < 50; ++i) {
    const auto answer = caller.answer();
    ASSERT_EQ(answer.status, 200);
    const auto wanted = i % 3 == 0   ? std::string(R"({"status":"ok"})")
                        : i % 3 == 1 ? std::string(R"({"text":"/api/v1/path"})")
                                     : fmt::format(R"({{"text":"{}"}})", i);
    ASSERT_EQ(answer.body, wanted);
  }
}

TEST_F(Connections, ReadARequestThatComesByteByByte) {
  start();
  Caller caller(server->port());
  for (const char c : post("/api/v1/text", "あいう")) caller.send({&c, 1});
  EXPECT_EQ(caller.answer().body, R"({"text":"あいう"})");
}

TEST_F(Connections, RefuseWhatTwoReadersCouldReadInTwoWays) {
  start();
  const std::string line = "POST /api/v1/text HTTP/1.1\r\n";
  const std::string host = "Host: a\r\n";
  const std::string cases[] = {
      line + host + "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
      line + host + "Content-Length: 1\r\nContent-Length: 1\r\n\r\nx",
      line + host + "Content-Length: 1\r\nContent-Length: 2\r\n\r\nxx",
      line + host + "Content-Length: 1, 1\r\n\r\nx",
      line + host + "Content-Length: +1\r\n\r\nx",
      line + host + "Content-Length: -1\r\n\r\nx",
      line + host + "Content-Length: 0x1\r\n\r\nx",
      line + host + "Content-Length: 1 1\r\n\r\nx",
      line + host + "Content-Length:\r\n\r\n",
      line + host + "Content-Length: 99999999999999999999\r\n\r\n",
      line + host + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
      line + host + "Transfer-Encoding: identity\r\n\r\n",
      line + host + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
      line + host + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
      line + host + "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
      line + host + "Content-Length : 1\r\n\r\nx",
      line + host + "X: a\r\n folded\r\n\r\n",
      line + host + "X: a\r\n\tfolded\r\n\r\n",
      line + " Host: a\r\n\r\n",
      line + host + "X: a\nContent-Length: 5\r\n\r\n",
      line + host + "X: a\rb\r\n\r\n",
      line + host + std::string("X: a\0b\r\n\r\n", 10),
      line + host + "X\x01: a\r\n\r\n",
      line + host + ": a\r\n\r\n",
      line + host + "no colon\r\n\r\n",
      line + "\r\n",
      line + host + host + "\r\n",
      line + "Host: a b\r\n\r\n",
      line + "Host: a/b\r\n\r\n",
      "POST /api/v1/text HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
      "POST /api/v1/text HTTP/2.0\r\n" + host + "\r\n",
      "POST /api/v1/text HTTP/1.1 \r\n" + host + "\r\n",
      "POST  /api/v1/text HTTP/1.1\r\n" + host + "\r\n",
      "POST /api/v1/te xt HTTP/1.1\r\n" + host + "\r\n",
      "POST\t/api/v1/text HTTP/1.1\r\n" + host + "\r\n",
      "GET /api/v1/path\r\n" + host + "\r\n",
      "GET /api/v1/path HTTP/1.1\n" + host + "\n",
      "GET /api/v1/path HTTP/1.1\r\n" + host + "Content-Length: 1\r\n\r\nx",
      "GET http://a/api/v1/path HTTP/1.1\r\n" + host + "\r\n",
      "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
      line + host + "Transfer-Encoding: chunked\r\n\r\nZZ\r\nabc\r\n0\r\n\r\n",
      line + host + "Transfer-Encoding: chunked\r\n\r\n3\nabc\r\n0\r\n\r\n",
      line + host + "Transfer-Encoding: chunked\r\n\r\n3\r\nabcd\r\n0\r\n\r\n",
      line + host + "Transfer-Encoding: chunked\r\n\r\n-1\r\nabc\r\n0\r\n\r\n",
      line + host + "Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFF\r\nabc\r\n0\r\n\r\n",
  };
  for (const auto& bytes : cases) {
    Caller caller(server->port());
    caller.send(bytes + get("/healthz"));  // what was smuggled must not be answered
    const auto answer = caller.answer();
    EXPECT_EQ(answer.status, 400) << bytes;
    EXPECT_EQ(answer.header("connection"), "close") << bytes;
    EXPECT_EQ(caller.answer().status, 0) << bytes;
  }
  EXPECT_EQ(ask(get("/healthz")).status, 200);
}

TEST_F(Connections, TakeChunkedBodies) {
  EXPECT_EQ(ask("POST /api/v1/text HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
                "3\r\nabc\r\n2;x=y\r\nde\r\n0\r\nX-Trailer: a\r\n\r\n")
                .body,
            R"({"text":"abcde"})");
}

TEST_F(Connections, RefusePathTricks) {
  const std::pair<std::string, int> cases[] = {
      {"/api/v1/path?x=1", 422},
      {"/api/v1/../v1/path", 404},
      {"/api/v1/%2e%2e/v1/path", 404},
      {"/api/v1/./path", 404},
      {"/api//v1/path", 404},
      {"/api/v1%2fpath", 404},
      {"/api/v1%5cpath", 404},
      {"/api/v1/path%00", 400},
      {"/api/v1/path%0d%0aX:a", 400},
      {"/api/v1/%ff", 400},
      {"/api/v1/%c0%ae", 400},
      {"/api/v1/%ed%a0%80", 400},
      {"/api/v1/%zz", 400},
      {"/api/v1/%4", 400},
      {"/api/v1/path/", 404},
      {"//api/v1/path", 404},
      {"*", 400},
      {"/api/v1/p%61th", 200},
  };
  for (const auto& [path, status] : cases) EXPECT_EQ(ask(get(path)).status, status) << path;
}

TEST_F(Connections, AnswerOtherMethodsWithWhatIsAllowed) {
  const auto answer = ask("DELETE /api/v1/path HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_EQ(answer.status, 405);
  EXPECT_EQ(answer.header("allow"), "GET, HEAD");
  EXPECT_EQ(ask("PATCH /api/v1/path HTTP/1.1\r\nHost: a\r\n\r\n").status, 405);
  EXPECT_EQ(ask("BREW /api/v1/path HTTP/1.1\r\nHost: a\r\n\r\n").status, 405);
  const auto head = ask("HEAD /api/v1/path HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_EQ(head.status, 200);
  EXPECT_EQ(head.header("content-length"), std::to_string(std::string(R"({"text":"/api/v1/path"})").size()));
}

TEST_F(Connections, SendNothingAfterTheHeadOfHead) {
  start();
  Caller caller(server->port());
  caller.send("HEAD /api/v1/path HTTP/1.1\r\nHost: a\r\n\r\n" + get("/healthz"));
  EXPECT_EQ(caller.answer(true).status, 200);
  EXPECT_EQ(caller.answer().body, R"({"status":"ok"})");
}

TEST_F(Connections, LimitHeadBodyAndType) {
  settings.limits.body_bytes = 2000;
  start();
  EXPECT_EQ(ask(get("/api/v1/path", "X: " + std::string(15'000, 'a') + "\r\n")).status, 200);
  EXPECT_EQ(ask(get("/api/v1/path", "X: " + std::string(17'000, 'a') + "\r\n")).status, 431);
  EXPECT_EQ(ask("GET /" + std::string(70'000, 'a')).status, 431);
  EXPECT_EQ(ask(post("/api/v1/text", std::string(2000, 'a'))).status, 200);
  EXPECT_EQ(ask(post("/api/v1/text", std::string(2001, 'a'))).status, 413);
  EXPECT_EQ(ask("POST /api/v1/text HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n7d1\r\n" +
                std::string(2001, 'a') + "\r\n0\r\n\r\n")
                .status,
            413);
}

TEST_F(Connections, TakeJsonOnlyAsJson) {
  router.add<None, Echo>({.method = Method::post, .path = "/api/v1/json", .name = "json", .door = Door::open},
                         [](Tx&, const Call<None, Echo>&) -> Status { return {}; });
  start();
  const std::string body = R"({"text":"a"})";
  const auto with = [&](const std::string& type) {
    return ask("POST /api/v1/json HTTP/1.1\r\nHost: a\r\nContent-Length: 12\r\n" + type + "\r\n" + body)
        .status;
  };
  EXPECT_EQ(with("Content-Type: application/json; charset=utf-8\r\n"), 204);
  EXPECT_EQ(with("Content-Type: text/plain\r\n"), 415);
  EXPECT_EQ(with("Content-Type: application/x-www-form-urlencoded\r\n"), 415);
  EXPECT_EQ(with(""), 415);
}

TEST_F(Connections, StreamUploadsToAFileThatGoesAfterwards) {
  std::string bytes(3'000'000, '\0');
  std::int64_t sum = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    bytes[i] = static_cast<char>(i * 31 % 251);
    sum += static_cast<unsigned char>(bytes[i]);
  }
  const auto answer = ask(post("/api/v1/upload", bytes));
  EXPECT_EQ(answer.body, fmt::format(R"({{"size":3000000,"sum":{}}})", sum));
  server->stop(1s);
  EXPECT_EQ(files_left(), 0U);
}

TEST_F(Connections, RefuseUploadsThatAreTooLargeOrNotAllowedBeforeTakingThemIn) {
  settings.limits.upload_bytes = 100'000;
  start();
  EXPECT_EQ(ask(post("/api/v1/upload", std::string(100'001, 'a'))).status, 413);
  EXPECT_EQ(ask("POST /api/v1/upload HTTP/1.1\r\nHost: a\r\n" + std::string(kCookie) +
                "Transfer-Encoding: chunked\r\n\r\n186a1\r\n" + std::string(100'001, 'a') + "\r\n0\r\n\r\n")
                .status,
            413);
  // The body never comes: the refusals do not wait for it.
  EXPECT_EQ(ask("POST /api/v1/upload HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n").status, 401);
  EXPECT_EQ(ask("POST /api/v1/upload HTTP/1.1\r\nHost: a\r\nCookie: musubi=weak\r\nContent-Length: 9\r\n\r\n")
                .status,
            401);
  EXPECT_EQ(received, 0);
  server->stop(1s);
  EXPECT_EQ(files_left(), 0U);
}

TEST_F(Connections, SayContinueToWhoWaitsForIt) {
  start();
  Caller caller(server->port());
  caller.send("POST /api/v1/text HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
  EXPECT_EQ(caller.until("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
  caller.send("ab");
  EXPECT_EQ(caller.answer().body, R"({"text":"ab"})");
}

TEST_F(Connections, DropSlowHeadsSlowBodiesAndIdleOnes) {
  settings.limits.header_time = 60ms;
  settings.limits.body_time = 60ms;
  settings.limits.idle_time = 60ms;
  start();
  Caller idle(server->port());
  Caller slow_head(server->port());
  Caller slow_body(server->port());
  slow_head.send("GET /healthz HTTP/1.1\r\nHost: a\r\n");
  slow_body.send("POST /api/v1/text HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nab");
  EXPECT_TRUE(idle.is_closed_within(2s));
  EXPECT_TRUE(slow_head.is_closed_within(2s));
  EXPECT_TRUE(slow_body.is_closed_within(2s));
}

TEST_F(Connections, DripFedHeadsDoNotBuyTime) {
  settings.limits.header_time = 100ms;
  settings.limits.idle_time = 10s;
  start();
  Caller caller(server->port());
  const auto began = std::chrono::steady_clock::now();
  while (!caller.is_closed_within(10ms) && std::chrono::steady_clock::now() - began < 3s) caller.send("\r\n");
  EXPECT_LT(std::chrono::steady_clock::now() - began, 2s);
}

TEST_F(Connections, AreLimitedInNumber) {
  settings.limits.connections_per_address = 2;
  start();
  Caller one(server->port());
  Caller two(server->port());
  one.send(get("/healthz"));
  two.send(get("/healthz"));
  EXPECT_EQ(one.answer().status, 200);
  EXPECT_EQ(two.answer().status, 200);
  Caller three(server->port());
  EXPECT_TRUE(three.is_closed_within(2s));
  one.hang_up();
  while (hooks.metrics->connections.load() > 1) std::this_thread::yield();
  EXPECT_EQ(ask(get("/healthz")).status, 200);
}

TEST_F(Connections, BelieveForwardingHeadersOfTrustedProxiesOnly) {
  router.add<None, None>({.path = "/api/v1/me", .name = "me", .door = Door::open, .mode = Mode::read},
                         [](Tx&, const Call<None, None>& call) -> Result<Echo> {
                           return Echo{call.request.remote_address + " " + call.request.origin};
                         });
  const auto request =
      get("/api/v1/me", "X-Forwarded-For: 6.6.6.6, 203.0.113.9\r\nX-Forwarded-Proto: https\r\n");
  EXPECT_EQ(ask(request).body, R"({"text":"127.0.0.1 http://localhost"})");
  server.reset();
  settings.trusted_proxies = {"127.0.0.1"};
  const auto answer = ask(request);
  EXPECT_EQ(answer.body, R"({"text":"203.0.113.9 https://localhost"})");
  EXPECT_FALSE(answer.header("strict-transport-security").empty());
  EXPECT_EQ(ask(get("/api/v1/me", "X-Forwarded-For: 127.0.0.1\r\n")).body,
            R"({"text":"127.0.0.1 http://localhost"})");
  EXPECT_EQ(ask(get("/api/v1/me", "X-Forwarded-For: <script>\r\n")).body,
            R"({"text":"127.0.0.1 http://localhost"})");
}

TEST_F(Connections, CarrySecurityHeadersOnEveryAnswer) {
  for (const auto& path : {"/healthz", "/api/v1/path", "/api/v1/nothing", "/%zz"}) {
    const auto answer = ask(get(path));
    EXPECT_TRUE(answer.header("content-security-policy").contains("default-src 'none'")) << path;
    EXPECT_TRUE(answer.header("content-security-policy").contains("frame-ancestors 'none'")) << path;
    EXPECT_EQ(answer.header("x-content-type-options"), "nosniff") << path;
    EXPECT_EQ(answer.header("referrer-policy"), "no-referrer") << path;
    EXPECT_EQ(answer.header("cross-origin-opener-policy"), "same-origin") << path;
    EXPECT_EQ(answer.header("cache-control"), "no-store") << path;
    EXPECT_EQ(answer.header("strict-transport-security"), "") << path;
  }
}

TEST_F(Connections, TellOfTlsBehindAProxyOnEveryAnswerAndRefusal) {
  settings.origin = "https://renraku.example.jp";
  for (const auto& path : {"/healthz", "/api/v1/path", "/api/v1/nothing", "/%zz"})
    EXPECT_TRUE(ask(get(path)).header("strict-transport-security").starts_with("max-age=31536000")) << path;
  EXPECT_NE(ask("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n").header("strict-transport-security"), "")
      << "what cannot be read as a request";
}

TEST_F(Connections, AreLoggedByRouteNameWithoutPathsOrAddresses) {
  std::ostringstream lines;
  const auto sink = std::make_shared<spdlog::sinks::ostream_sink_mt>(lines);
  settings.access_log = std::make_shared<spdlog::logger>("access", sink);
  settings.access_log->set_pattern("%v");
  EXPECT_EQ(ask(get("/api/v1/path", "User-Agent: secret\r\nAuthorization: secret\r\n")).status, 200);
  EXPECT_EQ(ask(get("/api/v1/path?secret=secret")).status, 422);
  EXPECT_EQ(ask(get("/api/v1/secret")).status, 404);
  server->stop(1s);
  const auto text = lines.str();
  EXPECT_EQ(std::ranges::count(text, '\n'), 3) << text;
  EXPECT_TRUE(text.contains(R"("method":"GET","route":"path","status":200,"ms":)")) << text;
  EXPECT_TRUE(text.contains(R"("route":"none","status":404)")) << text;
  EXPECT_FALSE(text.contains("secret") || text.contains("/api") || text.contains("127.0.0.1")) << text;
}

TEST_F(Connections, FinishRequestsInFlightWhenTheServerStops) {
  std::promise<void> entered;
  std::promise<void> open;
  router.add_work<None, None>({.path = "/api/v1/slow", .name = "slow", .door = Door::open},
                              [&](db::Database&, const Call<None, None>&) -> Result<Echo> {
                                entered.set_value();
                                open.get_future().wait();
                                return Echo{"done"};
                              });
  start();
  Caller idle(server->port());
  idle.send(get("/healthz"));
  EXPECT_EQ(idle.answer().status, 200);
  Caller busy(server->port());
  busy.send(get("/api/v1/slow") + get("/healthz"));
  entered.get_future().wait();
  std::jthread stopper([&] { server->stop(5s); });
  EXPECT_TRUE(idle.is_closed_within(2s));
  open.set_value();
  const auto answer = busy.answer();
  EXPECT_EQ(answer.body, R"({"text":"done"})");
  EXPECT_EQ(answer.header("connection"), "close");
  busy.hang_up();
}

TEST_F(Connections, CutOffWhoDoesNotReadWhenTheTimeToDrainIsOver) {
  start();
  Caller half(server->port());
  half.send("POST /api/v1/text HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nab");
  EXPECT_EQ(ask(get("/healthz")).status, 200);
  const auto began = std::chrono::steady_clock::now();
  server->stop(30ms);
  EXPECT_LT(std::chrono::steady_clock::now() - began, 3s);
}

}  // namespace
}  // namespace musubi::http
