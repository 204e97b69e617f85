// Statements sent without waiting, and works that share a transaction: nothing is lost, nothing half-done,
// and who fails harms nobody else.
#include <atomic>
#include <latch>
#include <thread>

#include "support/test_database.hpp"

namespace musubi::db {
namespace {

class Sent : public test::DatabaseTest {
 protected:
  void SetUp() override {
    in_write([](Tx& tx) {
      tx.run("drop table if exists sample");
      tx.run("create table sample (n BIGINT primary key, t TEXT)");
    });
  }
  void TearDown() override {
    in_write([](Tx& tx) { tx.run("drop table if exists sample"); });
  }
  static void send(Tx& tx, std::int64_t n, const char* t = "x") {
    tx.send("insert into sample (n, t) values ($1, $2)", n, t);
  }
  std::int64_t count() {
    return in_read([](Tx& tx) { return tx.one<std::int64_t>("select count(*) from sample"); });
  }
};
MUSUBI_ON_BOTH_ENGINES(Sent);

TEST_P(Sent, IsSeenByWhatFollowsAndKept) {
  const auto seen = in_write([](Tx& tx) {
    send(tx, 1);
    send(tx, 2);
    const auto before = tx.one<std::int64_t>("select count(*) from sample");
    send(tx, 3);
    return before;
  });
  EXPECT_EQ(seen, 2);
  EXPECT_EQ(count(), 3);
}

TEST_P(Sent, ManyAtOnceArrive) {
  in_write([](Tx& tx) {
    for (int n = 0; n < 5000; ++n)
      send(tx, n, "a text of some length, so that buffers fill up on both sides of the connection");
  });
  EXPECT_EQ(count(), 5000);
}

TEST_P(Sent, AnErrorAtTheEndTakesEverythingBack) {
  EXPECT_THROW(in_write([](Tx& tx) {
                 send(tx, 1);
                 send(tx, 1);  // the key is taken
                 send(tx, 2);
               }),
               std::exception);
  EXPECT_EQ(count(), 0);
  in_write([](Tx& tx) { send(tx, 1); });
  EXPECT_EQ(count(), 1) << "and the connection goes on";
}

TEST_P(Sent, AnErrorShowsAtTheNextStatementAtTheLatest) {
  EXPECT_THROW(in_write([](Tx& tx) {
                 send(tx, 1);
                 send(tx, 1);
                 tx.one<std::int64_t>("select count(*) from sample");
                 ADD_FAILURE() << "nobody may decide anything after it";
               }),
               std::exception);
  EXPECT_EQ(count(), 0);
}

TEST_P(Sent, IsTakenBackWithARefusal) {
  EXPECT_FALSE(in_write([](Tx& tx) -> Status {
    send(tx, 1);
    return fail(Code::forbidden);
  }));
  EXPECT_EQ(count(), 0);
}

/// Hundreds of works at once, so that they share transactions: some refuse before they wrote, some after,
/// some throw.
TEST_P(Sent, WhoFailsAmongManyHarmsNobodyElse) {
  constexpr int kWorks = 400;
  std::latch all(kWorks);
  std::atomic<int> thrown{0};
  for (int n = 0; n < kWorks; ++n)
    db().write(
        [n](Tx& tx) {
          if (n % 10 == 3) return Database::Outcome::rollback;
          send(tx, n);
          if (n % 10 == 5) return Database::Outcome::rollback;
          if (n % 10 == 7) throw std::runtime_error("a bug in one work");
          if (n % 10 == 9) send(tx, n);  // the key is taken: shows at the commit
          return Database::Outcome::commit;
        },
        [&](const std::exception_ptr& error) {
          if (error) ++thrown;
          all.count_down();
        });
  all.wait();
  EXPECT_EQ(thrown, kWorks / 5);
  const auto kept = in_read([](Tx& tx) { return tx.all<std::int64_t>("select n from sample order by n"); });
  std::vector<std::int64_t> wanted;
  for (int n = 0; n < kWorks; ++n)
    if (n % 10 != 3 && n % 10 != 5 && n % 10 != 7 && n % 10 != 9) wanted.push_back(n);
  EXPECT_EQ(kept, wanted);
}

/// A work that was handed in after another was acknowledged sees what that one wrote, whoever it shares with.
TEST_P(Sent, WhatWasAcknowledgedIsSeenByWhatComesAfter) {
  std::vector<std::jthread> threads;
  std::atomic<int> blind{0};
  for (int t = 0; t < 16; ++t)
    threads.emplace_back([&, t] {
      for (int i = 0; i < 30; ++i) {
        const std::int64_t n = t * 1000 + i;
        in_write([n](Tx& tx) { send(tx, n); });
        if (!in_write([n](Tx& tx) {
              return tx.first<std::int64_t>("select n from sample where n = $1", n).has_value();
            }))
          ++blind;
      }
    });
  threads.clear();
  EXPECT_EQ(blind, 0);
}

}  // namespace
}  // namespace musubi::db
