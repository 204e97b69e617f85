// Transactions in each other's way, and connections that break.
#include <latch>
#include <thread>

#include "support/test_database.hpp"

namespace musubi::db {
namespace {

class Conflicts : public test::DatabaseTest {
 protected:
  void SetUp() override {
    in_write([](Tx& tx) {
      tx.run("create table counter (id BIGINT primary key, n BIGINT not null)");
      tx.run("insert into counter (id, n) values (1, 0)");
    });
  }
  void TearDown() override {
    in_write([](Tx& tx) {
      tx.run("drop table counter");
      if (tx.engine() == Engine::postgres) tx.run("drop function if exists cut_connection() cascade");
    });
  }
  static void add_one(Tx& tx) {
    const auto n = tx.one<std::int64_t>("select n from counter where id = $1", 1);
    tx.run("update counter set n = $2 where id = $1", 1, n + 1);
  }
  std::int64_t counted() {
    return in_read([](Tx& tx) { return tx.one<std::int64_t>("select n from counter where id = 1"); });
  }
  static int backend(Tx& tx) { return tx.one<int>("select pg_backend_pid()"); }
  void cut(int pid) {
    const auto other = open(url());
    other->write_now(
        [pid](Tx& tx) { tx.one<bool>("select pg_terminate_backend(cast($1 as INTEGER))", pid); });
    while (other->read_now([pid](Tx& tx) {
      return tx.one<std::int64_t>("select count(*) from pg_stat_activity where pid = cast($1 as INTEGER)",
                                  pid);
    }) != 0)
      std::this_thread::yield();
  }
};
MUSUBI_ON_BOTH_ENGINES(Conflicts);
class BrokenConnections : public Conflicts {};
MUSUBI_ON_POSTGRES(BrokenConnections);

TEST_P(Conflicts, NoReadThenWriteIsLost) {
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t)
    threads.emplace_back([&] {
      for (int i = 0; i < 25; ++i) in_write(add_one);
    });
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(counted(), 100);
}

TEST_P(Conflicts, AnInsertThatLosesTheRaceLooksAgain) {
  std::atomic<int> made = 0;
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t)
    threads.emplace_back([&] {
      for (int i = 0; i < 10; ++i)
        made += static_cast<int>(in_write([&](Tx& tx) {
          return tx.run("insert into counter (id, n) values ($1, 0) on conflict (id) do nothing", 100 + i);
        }));
    });
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(made, 10);
}

TEST_P(Conflicts, AConflictTheWorkHidesIsStillRunAgain) {
  std::vector<std::thread> threads;
  for (int t = 0; t < 3; ++t)
    threads.emplace_back([&] {
      for (int i = 0; i < 10; ++i)
        (void)in_write([](Tx& tx) -> Status {
          try {
            add_one(tx);
          } catch (const std::exception&) {
            return fail(Code::internal);  // a bug in the use case
          }
          return {};
        });
    });
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(counted(), 30);
}

TEST_P(BrokenConnections, WorkInABrokenConnectionIsRunAgainOnce) {
  int attempts = 0;
  in_write([&](Tx& tx) {
    add_one(tx);
    if (++attempts == 1) cut(backend(tx));
    add_one(tx);
  });
  EXPECT_EQ(attempts, 2);
  EXPECT_EQ(counted(), 2);
}

TEST_P(BrokenConnections, ABreakBeforeTheFirstStatementIsNotNoticed) {
  for (int i = 0; i < 6; ++i) {  // whichever of the pool runs it
    cut(in_write([](Tx& tx) { return backend(tx); }));
    cut(in_read([](Tx& tx) { return backend(tx); }));
  }
  in_write(add_one);
  EXPECT_EQ(counted(), 1);
  EXPECT_TRUE(db().ping());
}

TEST_P(BrokenConnections, ABreakDuringTheCommitIsToldBecauseNobodyKnows) {
  in_write([](Tx& tx) {
    tx.run(R"(create function cut_connection() returns trigger language plpgsql as
      'begin perform pg_terminate_backend(pg_backend_pid()); return null; end')");
    tx.run(R"(create constraint trigger at_commit after update on counter deferrable initially deferred
      for each row execute function cut_connection())");
  });
  EXPECT_THROW(in_write(add_one), Unreachable);
  EXPECT_EQ(counted(), 0);
}

TEST_P(Conflicts, ASchemaChangedByAnotherCopyIsNoticed) {
  const auto other = open(url());
  constexpr std::string_view kAll = "select * from counter";
  for (int i = 0; i < 6; ++i) in_read([&](Tx& tx) { return tx.all<std::tuple<int, int>>(kAll); });
  other->write_now([](Tx& tx) { tx.run("alter table counter add column more TEXT"); });
  for (int i = 0; i < 6; ++i)
    in_read([&](Tx& tx) {
      EXPECT_EQ((tx.all<std::tuple<int, int, std::optional<std::string>>>(kAll).size()), 1U);
    });
}

TEST_P(BrokenConnections, AnUnreachableServerIsToldInPlainWords) {
  try {
    open("postgres:host=/nonexistent port=1 dbname=x");
    FAIL() << "it opened";
  } catch (const Unreachable& error) {
    EXPECT_NE(std::string(error.what()).find("cannot reach PostgreSQL"), std::string::npos);
  }
}

}  // namespace
}  // namespace musubi::db
