// Doors, transactions, the guard watch and errors, through a real server.
#include "http/health_routes.hpp"
#include "http/http_test.hpp"

namespace musubi::http {

struct Greeting {
  Name<20> name{};
  std::optional<Whole<1, 10>> times{};
};
BOOST_DESCRIBE_STRUCT(Greeting, (), (name, times))
struct Greeted {
  std::string text;
  std::int64_t count = 0;
};
BOOST_DESCRIBE_STRUCT(Greeted, (), (text, count))
struct GreetingQuery {
  std::optional<Whole<1, 100>> limit{};
  std::optional<bool> loud{};
  std::optional<Line<20>> q{};
};
BOOST_DESCRIBE_STRUCT(GreetingQuery, (), (limit, loud, q))

namespace {

using test::actor_named;
using test::get;
using test::kCookie;
using test::post;

class Dispatching : public test::HttpTest {
 protected:
  template <class Handler>
  void add_get(std::string name, Door door, Mode mode, Handler handler,
               access::Strength strength = access::Strength::two_factor) {
    router.add<None, None>({.path = "/api/v1/" + name,
                            .name = name,
                            .summary = "x",
                            .door = door,
                            .mode = mode,
                            .strength = strength},
                           handler);
  }
};

Result<Greeted> hello(Tx&, const Call<None, None>&) {
  return Greeted{"hello", 1};
}

TEST_F(Dispatching, AnswersJsonOfTheUseCase) {
  add_get("hello", Door::open, Mode::read, hello);
  const auto answer = ask(get("/api/v1/hello"));
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.header("content-type"), "application/json");
  EXPECT_EQ(answer.header("cache-control"), "no-store");
  EXPECT_EQ(answer.body, R"({"text":"hello","count":1})");
}

TEST_F(Dispatching, ReadsQueryBodyAndPathStrictly) {
  router.add<GreetingQuery, Greeting>(
      {.method = Method::post,
       .path = "/api/v1/people/{person}/greet",
       .name = "greet",
       .door = Door::own,
       .status = 201},
      [](Tx&, const Call<GreetingQuery, Greeting>& call) -> Result<Greeted> {
        TRY(call.request.id<PersonId>("person"));
        return Greeted{call.body.name.value + (call.query.loud.value_or(false) ? "!" : ""),
                       call.query.limit ? call.query.limit->value : 0};
      });
  const std::string path = "/api/v1/people/0190b5e0-0000-7000-8000-000000000001/greet";
  const auto good = ask(post(path + "?limit=3&loud=true&q=a+b", R"({"name":"髙橋"})"));
  EXPECT_EQ(good.status, 201);
  EXPECT_EQ(good.body, R"({"text":"髙橋!","count":3})");
  EXPECT_EQ(ask(post("/api/v1/people/nobody/greet", R"({"name":"a"})")).status, 404);
  const std::tuple<std::string, std::string, int, std::string> cases[] = {
      {"", R"({"name":"a","x":1})", 422, R"("code":"unknown_field")"},
      {"", R"({"name":7})", 422, R"("field":"name")"},
      {"", R"({"name":"123456789012345678901"})", 422, R"("code":"too_long")"},
      {"", R"({)", 400, R"("code":"malformed")"},
      {"", "{\"name\":\"\xff\"}", 400, R"("code":"malformed")"},
      {"?limit=0", R"({"name":"a"})", 422, R"("field":"limit")"},
      {"?limit=abc", R"({"name":"a"})", 422, R"("code":"wrong_type")"},
      {"?other=1", R"({"name":"a"})", 422, R"("code":"unknown_field")"},
      {"?limit=1&limit=2", R"({"name":"a"})", 400, R"("code":"malformed")"},
      {"?q=%ff", R"({"name":"a"})", 400, R"("code":"malformed")"},
      {"?q=%00", R"({"name":"a"})", 400, R"("code":"malformed")"},
  };
  for (const auto& [query, body, status, word] : cases) {
    const auto answer = ask(post(path + query, body));
    EXPECT_EQ(answer.status, status) << query << body;
    EXPECT_TRUE(answer.body.contains(word)) << answer.body;
    EXPECT_EQ(answer.header("content-type"), "application/problem+json");
  }
}

TEST_F(Dispatching, TellsWhoMayNotComeInFirstThenWhatTheBodyLacks) {
  router.add<None, Greeting>(
      {.method = Method::post, .path = "/api/v1/greet", .name = "greet", .door = Door::own},
      [](Tx&, const Call<None, Greeting>&) -> Status { return {}; });
  EXPECT_EQ(ask(post("/api/v1/greet", "{}", "Cookie: musubi=nobody\r\n")).status, 401);
  EXPECT_EQ(ask(post("/api/v1/greet", "{}", "Cookie: a=b\r\n")).status, 401);
  EXPECT_EQ(ask(post("/api/v1/greet", "{}")).status, 422);
  EXPECT_EQ(ask(post("/api/v1/greet", R"({"name":"a"})")).status, 204);
}

TEST_F(Dispatching, OpensEachDoorToWhomItIsFor) {
  const auto guarded = [](Tx& tx, const Call<None, None>&) -> Status {
    tx.guarded = true;
    return {};
  };
  add_get("open", Door::open, Mode::read, guarded, access::Strength::none);
  add_get("session", Door::session, Mode::read, guarded, access::Strength::password);
  add_get("own", Door::own, Mode::read, guarded);
  add_get("person", Door::person, Mode::write, guarded);
  add_get("duty", Door::duty, Mode::write, guarded, access::Strength::fresh);
  const std::tuple<std::string, std::string, int, std::string> cases[] = {
      {"open", "nobody", 204, ""},
      {"open", "someone", 204, ""},
      {"session", "nobody", 401, "unauthenticated"},
      {"session", "weak", 204, ""},
      {"own", "nobody", 401, "unauthenticated"},
      {"own", "weak", 401, "weak_session"},
      {"own", "postless", 403, "forbidden"},
      {"own", "someone", 204, ""},
      {"person", "weak", 401, "weak_session"},
      {"person", "someone", 204, ""},
      {"duty", "weak", 401, "weak_session"},
      {"duty", "someone", 403, "step_up_needed"},
      {"duty", "fresh", 204, ""},
  };
  for (const auto& [door, who, status, code] : cases) {
    const auto answer = ask(get("/api/v1/" + door, "Cookie: musubi=" + who + "\r\n"));
    EXPECT_EQ(answer.status, status) << door << " " << who;
    EXPECT_TRUE(code.empty() || answer.body.contains('"' + code + '"')) << answer.body;
  }
}

TEST_F(Dispatching, AsksTheDatabaseNothingForAStrangerAtAClosedDoor) {
  add_get("own", Door::own, Mode::write, hello);
  EXPECT_EQ(ask(get("/api/v1/own")).status, 401);
  EXPECT_EQ(database.tasks, 0);
}

TEST_F(Dispatching, WithholdsTheAnswerOfAPersonRouteThatForgotItsGuard) {
  add_get("forgetful", Door::person, Mode::write, hello);
  const auto answer = ask(get("/api/v1/forgetful", kCookie));
  EXPECT_EQ(answer.status, 500);
  EXPECT_FALSE(answer.body.contains("hello"));
  EXPECT_EQ(database.rollbacks, 1);
  EXPECT_EQ(hooks.metrics->unguarded, 1U);
}

TEST_F(Dispatching, WatchesTheGuardOfWorkRoutesToo) {
  const auto spec = [](std::string name) {
    return RouteSpec{.path = "/api/v1/" + name, .name = name, .door = Door::person};
  };
  router.add_work<None, None>(spec("forgetful"),
                              [](db::Database& db, const Call<None, None>&) -> Result<Greeted> {
                                db.write_now([](Tx&) {});
                                return Greeted{"secret", 1};
                              });
  router.add_work<None, None>(spec("careful"),
                              [](db::Database& db, const Call<None, None>&) -> Result<Greeted> {
                                db.write_now([](Tx& tx) { tx.guarded = true; });
                                return Greeted{"hello", 1};
                              });
  EXPECT_EQ(ask(get("/api/v1/forgetful", kCookie)).status, 500);
  EXPECT_EQ(ask(get("/api/v1/careful", kCookie)).status, 200);
  EXPECT_EQ(ask(get("/api/v1/careful", "Cookie: musubi=weak\r\n")).status, 401);
}

TEST_F(Dispatching, RollsBackARefusalAndWritesItsRecordInATransactionOfItsOwn) {
  std::atomic<int> written{0};
  add_get("refused", Door::person, Mode::write, [](Tx&, const Call<None, None>&) -> Status {
    Error error{Code::not_found, "", "", ""};
    error.refusal = Refusal{"read", "seat", "p"};
    return std::unexpected(error);
  });
  hooks.on_refusal = [&](Tx& tx, const Request& request, const Refusal& refusal) {
    EXPECT_TRUE(request.actor);
    EXPECT_EQ(refusal.rule, "seat");
    EXPECT_FALSE(tx.read_only);
    ++written;
  };
  EXPECT_EQ(ask(get("/api/v1/refused", kCookie)).status, 404);
  EXPECT_EQ(written, 1);
  EXPECT_EQ(database.rollbacks, 1);
  EXPECT_EQ(database.commits, 1);
}

TEST_F(Dispatching, SaysWhatIsWrongWithTheMachineAndLivesOn) {
  add_get("full", Door::open, Mode::write,
          [](Tx&, const Call<None, None>&) -> Status { throw db::StorageFull("disk"); });
  add_get("gone", Door::open, Mode::write,
          [](Tx&, const Call<None, None>&) -> Status { throw db::Unreachable("/secret/path"); });
  add_get("bug", Door::open, Mode::write, [](Tx&, const Call<None, None>&) -> Status { throw 7; });
  router.add_work<None, None>(
      {.path = "/api/v1/workbug", .name = "workbug", .door = Door::open},
      [](db::Database&, const Call<None, None>&) -> Status { throw std::logic_error("x"); });
  EXPECT_EQ(ask(get("/api/v1/full")).status, 507);
  const auto gone = ask(get("/api/v1/gone"));
  EXPECT_EQ(gone.status, 503);
  EXPECT_FALSE(gone.body.contains("secret"));
  EXPECT_EQ(ask(get("/api/v1/bug")).status, 500);
  EXPECT_EQ(ask(get("/api/v1/workbug")).status, 500);
  EXPECT_EQ(ask(get("/healthz")).status, 200);
}

TEST_F(Dispatching, RefusesChangesFromOtherSites) {
  router.add<None, None>(
      {.method = Method::post, .path = "/api/v1/change", .name = "change", .door = Door::own},
      [](Tx&, const Call<None, None>&) -> Status { return {}; });
  const std::pair<std::string, int> cases[] = {
      {"Origin: http://localhost\r\n", 204},    {"Origin: https://localhost\r\n", 403},
      {"Origin: http://evil.example\r\n", 403}, {"Origin: null\r\n", 403},
      {"Sec-Fetch-Site: cross-site\r\n", 403},  {"Sec-Fetch-Site: same-site\r\n", 403},
      {"Sec-Fetch-Site: same-origin\r\n", 204}, {"", 204},
  };
  for (const auto& [extra, status] : cases) {
    const auto answer = ask(post("/api/v1/change", "", extra));
    EXPECT_EQ(answer.status, status) << extra;
    EXPECT_EQ(status == 403, answer.body.contains("\"csrf\"")) << extra;
  }
}

TEST_F(Dispatching, SpeaksJapaneseOrEnglish) {
  const auto japanese = ask(get("/api/v1/nothing"));
  EXPECT_EQ(japanese.status, 404);
  EXPECT_EQ(
      japanese.body,
      R"({"type":"urn:musubi:problem:not_found","title":"見つかりませんでした。","status":404,"code":"not_found"})");
  EXPECT_EQ(japanese.header("content-language"), "ja");
  const auto english = ask(get("/api/v1/nothing", "Accept-Language: en-GB,en;q=0.9,ja;q=0.5\r\n"));
  EXPECT_TRUE(english.body.contains("Not found."));
}

TEST_F(Dispatching, RefusesWorkWhenTheQueueIsFull) {
  settings.worker_threads = 1;
  settings.worker_queue = 1;
  std::mutex gate;
  std::condition_variable changed;
  int entered = 0;
  bool open = false;
  router.add_work<None, None>({.path = "/api/v1/slow", .name = "slow", .door = Door::open},
                              [&](db::Database&, const Call<None, None>&) -> Status {
                                std::unique_lock lock(gate);
                                ++entered;
                                changed.notify_all();
                                changed.wait(lock, [&] { return open; });
                                return {};
                              });
  start();
  test::Caller first(server->port());
  first.send(get("/api/v1/slow"));
  {
    std::unique_lock lock(gate);
    changed.wait(lock, [&] { return entered == 1; });
  }
  test::Caller second(server->port());
  test::Caller third(server->port());
  second.send(get("/api/v1/slow"));
  while (hooks.metrics->worker_queue.load() < 2) std::this_thread::yield();
  third.send(get("/api/v1/slow"));
  const auto refused = third.answer();
  EXPECT_EQ(refused.status, 503);
  EXPECT_EQ(refused.header("retry-after"), "5");
  {
    const std::lock_guard lock(gate);
    open = true;
  }
  changed.notify_all();
  EXPECT_EQ(first.answer().status, 204);
  EXPECT_EQ(second.answer().status, 204);
}

TEST_F(Dispatching, ReportsHealthReadinessAndFigures) {
  add_health_routes(router, database, hooks);
  EXPECT_EQ(ask(get("/healthz")).body, R"({"status":"ok"})");
  EXPECT_EQ(ask("HEAD /healthz HTTP/1.1\r\nHost: a\r\n\r\n").status, 200);
  EXPECT_EQ(ask(get("/readyz")).status, 200);
  database.reachable = false;
  EXPECT_EQ(ask(get("/readyz")).status, 503);
  // An answer is counted once it was sent, which another connection's next question can overtake.
  auto figures = ask(get("/metrics"));
  const auto counted = [&] {
    return figures.body.contains("musubi_http_requests_total{route=\"readyz\",status=\"5xx\"} 1\n");
  };
  for (int tries = 0; tries < 200 && !counted(); ++tries) {
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
    figures = ask(get("/metrics"));
  }
  EXPECT_TRUE(counted()) << figures.body;
  EXPECT_TRUE(figures.header("content-type").starts_with("text/plain; version=0.0.4"));
  EXPECT_TRUE(figures.body.contains("process_resident_memory_bytes "));
}

TEST_F(Dispatching, TellsItsFiguresToThisMachineAndToWhoBringsTheToken) {
  settings.trusted_proxies = {"127.0.0.1"};
  add_health_routes(router, database, hooks, "0123456789abcdef0123456789abcdef");
  const auto status = [&](const char* extra) { return ask(get("/metrics", extra)).status; };
  EXPECT_EQ(status(""), 200);
  EXPECT_EQ(status("X-Forwarded-For: 203.0.113.9\r\n"), 404);
  EXPECT_EQ(status("X-Forwarded-For: 127.0.0.1\r\n"), 404) << "behind a proxy nobody is local";
  EXPECT_EQ(status("Forwarded: for=203.0.113.9\r\n"), 404);
  EXPECT_EQ(
      status("X-Forwarded-For: 203.0.113.9\r\nAuthorization: Bearer 0123456789abcdef0123456789abcdeF\r\n"),
      404);
  EXPECT_EQ(
      status("X-Forwarded-For: 203.0.113.9\r\nAuthorization: Bearer 0123456789abcdef0123456789abcdef\r\n"),
      200);
}

TEST_F(Dispatching, TellsItsFiguresToNobodyElseWithoutAToken) {
  add_health_routes(router, database, hooks);
  EXPECT_EQ(ask(get("/metrics", "X-Forwarded-For: 203.0.113.9\r\nAuthorization: Bearer \r\n")).status, 404);
}

TEST(Routing, RefusesDeclarationsThatCannotBeRight) {
  Router router;
  const auto add = [&](RouteSpec spec) { router.add<None, None>(std::move(spec), hello); };
  add({.path = "/a/{x}", .name = "a", .door = Door::open, .mode = Mode::read});
  EXPECT_THROW(add({.path = "/b", .name = "a", .door = Door::open}), std::logic_error);
  EXPECT_THROW(add({.path = "/a/{y}", .name = "c", .door = Door::open}), std::logic_error);
  EXPECT_THROW(add({.path = "/d", .name = "d", .door = Door::person, .mode = Mode::read}), std::logic_error);
}

TEST(Routing, PrefersWordsToParametersAndGoesBack) {
  Router router;
  const auto add = [&](std::string name, std::string path, Method method = Method::get) {
    router.add<None, None>(
        {.method = method, .path = std::move(path), .name = std::move(name), .door = Door::open}, hello);
  };
  add("entry", "/p/{person}/entries/{entry}");
  add("own", "/p/own/list");
  add("change", "/p/{who}/entries/{entry}", Method::put);
  EXPECT_EQ(router.match(Method::get, "/p/own/list").route->spec.name, "own");
  EXPECT_EQ(router.match(Method::get, "/p/own/entries/7").route->spec.name, "entry");
  EXPECT_EQ(router.match(Method::put, "/p/x/entries/7").values.at("who"), "x");
  EXPECT_EQ(router.match(Method::get, "/p/x").route, nullptr);
  EXPECT_EQ(router.match(Method::get, "/p//entries/7").route, nullptr);
  const auto wrong = router.match(Method::post, "/p/x/entries/7");
  EXPECT_TRUE(wrong.path_known);
  EXPECT_EQ(wrong.allow, "GET, HEAD, PUT");
}

}  // namespace
}  // namespace musubi::http
