// What every engine promises: rows as they were given, failures that harm nobody else, snapshots.
#include <latch>
#include <thread>

#include "support/test_database.hpp"

namespace musubi::db {
namespace {

class DatabasePromises : public test::DatabaseTest {
 protected:
  void SetUp() override {
    in_write([](Tx& tx) {
      tx.run("drop table if exists sample");
      tx.run(
          "create table sample (n BIGINT primary key, t TEXT, b BYTEA, u UUID, f BOOLEAN, d DOUBLE "
          "PRECISION)");
    });
  }
  void TearDown() override {
    in_write([](Tx& tx) { tx.run("drop table if exists sample"); });
  }
  std::int64_t count() {
    return in_read([](Tx& tx) { return tx.one<std::int64_t>("select count(*) from sample"); });
  }
};
MUSUBI_ON_BOTH_ENGINES(DatabasePromises);

class PostgresPlans : public DatabasePromises {};
MUSUBI_ON_POSTGRES(PostgresPlans);

TEST_P(PostgresPlans, NoStatementWaitsForHelpersToBeStarted) {
  in_write([](Tx& tx) {
    tx.run("insert into sample (n, t) select n, repeat('x', 100) from generate_series(1, 100000) n");
    tx.run("analyze sample");
  });
  for (const auto& line :
       in_read([](Tx& tx) { return tx.all<std::string>("explain select count(t) from sample"); }))
    EXPECT_EQ(line.find("Gather"), std::string::npos) << line;
}

TEST_P(DatabasePromises, KeepEachKindOfValueAsItWas) {
  using All = std::tuple<std::int64_t, std::optional<std::string>, std::optional<Bytes>, std::optional<Uuid>,
                         std::optional<bool>, std::optional<double>>;
  const Uuid uuid = make_uuid_v7(1'700'000'000'000, {1, 2, 3, 4, 5, 6, 7, 8, 9, 255});
  const std::vector<All> rows = {
      {0, std::nullopt, std::nullopt, std::nullopt, std::nullopt, std::nullopt},
      {-1, "", Bytes{}, Uuid{}, false, 0.0},
      {std::numeric_limits<std::int64_t>::max(), "髙﨑𠮷 辻\U000E0100 ｶﾞ", Bytes{0, 255, 0, 39}, uuid, true,
       -1.5e300},
      {std::numeric_limits<std::int64_t>::min(), "'; drop table sample; --", Bytes(100'000, 7), uuid, true,
       1.0 / 3},
  };
  in_write([&](Tx& tx) {
    for (const auto& [n, t, b, u, f, d] : rows)
      EXPECT_EQ(
          tx.run("insert into sample (n, t, b, u, f, d) values ($1, $2, $3, $4, $5, $6)", n, t, b, u, f, d),
          1);
  });
  for (const auto& row : rows)
    EXPECT_EQ(in_read([&](Tx& tx) {
                return tx.one<All>("select n, t, b, u, f, d from sample where n = $1", std::get<0>(row));
              }),
              row);
}

TEST_P(DatabasePromises, TimesDatesAndSetsTravelToo) {
  const Time at = kStart + microseconds(123'456);
  const Date day = make_date(2024, 2, 29).value();
  const auto back = in_write([&](Tx& tx) {
    tx.run("insert into sample (n, t) values ($1, $2)", at, day);
    tx.run("update sample set d = $1 where n = $2", 2.5, at);
    return tx.one<std::tuple<Time, Date, double>>("select n, t, d from sample");
  });
  EXPECT_EQ(back, std::tuple(at, day, 2.5));
  EXPECT_EQ(in_write([&](Tx& tx) { return tx.now(); }), kStart);
}

TEST_P(DatabasePromises, PlaceholdersMayComeInAnyOrderAndTwice) {
  EXPECT_EQ(in_write([](Tx& tx) {
              tx.run("insert into sample (t, n) values ($2, $1)", 7, "x");
              return tx.one<std::string>("select t from sample where n = $2 and $1 = t and t = $1", "x", 7);
            }),
            "x");
}

TEST_P(DatabasePromises, AWrongTypeIsABugThatIsTold) {
  EXPECT_THROW(in_read([](Tx& tx) { return tx.one<std::int64_t>("select cast('a' as TEXT)"); }),
               std::logic_error);
  EXPECT_THROW(in_read([](Tx& tx) { return tx.one<std::string>("select 1"); }), std::logic_error);
  EXPECT_THROW(in_read([](Tx& tx) { return tx.one<Uuid>("select cast('a' as TEXT)"); }), std::logic_error);
  EXPECT_THROW(in_read([](Tx& tx) { return tx.one<std::int64_t>("select n from sample where n = $1"); }),
               std::exception);
  EXPECT_EQ(count(), 0) << "and the connection goes on";
}

TEST_P(DatabasePromises, TheNumberOfChangedRowsIsAnswered) {
  in_write([](Tx& tx) {
    for (int n = 0; n < 5; ++n) tx.run("insert into sample (n, t) values ($1, 'a')", n);
    EXPECT_EQ(tx.run("update sample set t = 'b' where n >= $1", 2), 3);
    EXPECT_EQ(tx.run("update sample set t = 'b' where n >= $1", 99), 0);
    EXPECT_EQ(tx.run("insert into sample (n) values ($1) on conflict (n) do nothing", 1), 0);
    EXPECT_EQ(tx.all<std::int64_t>("delete from sample where n < $1 returning n", 2).size(), 2U);
  });
  EXPECT_EQ(count(), 3);
}

TEST_P(DatabasePromises, AnErrorTakesTheWorkBack) {
  const auto refused = in_write([](Tx& tx) -> Result<int> {
    tx.run("insert into sample (n) values (1)");
    return fail(Code::forbidden);
  });
  EXPECT_EQ(refused.error().code, Code::forbidden);
  EXPECT_THROW(in_write([](Tx& tx) {
                 tx.run("insert into sample (n) values (2)");
                 throw std::runtime_error("bug");
               }),
               std::runtime_error);
  EXPECT_EQ(count(), 0);
}

TEST_P(DatabasePromises, ABrokenConstraintHarmsItsOwnWorkOnly) {
  constexpr int kWorks = 60;
  std::latch answered(kWorks);
  std::atomic<int> failed = 0;
  for (int i = 0; i < kWorks; ++i)
    db().write(
        [i](Tx& tx) {
          tx.run("insert into sample (n) values ($1)", i);
          if (i % 3 == 0) tx.run("insert into sample (n) values ($1)", i);  // the same again
          return i % 3 == 1 ? Database::Outcome::rollback : Database::Outcome::commit;
        },
        [&](std::exception_ptr error) {
          if (error) ++failed;
          answered.count_down();
        });
  answered.wait();
  EXPECT_EQ(failed, kWorks / 3);
  EXPECT_EQ(in_read([](Tx& tx) { return tx.all<std::int64_t>("select n from sample order by n"); }).size(),
            kWorks / 3);
  EXPECT_EQ(in_read([](Tx& tx) { return tx.one<std::int64_t>("select min(n % 3) from sample"); }), 2);
}

TEST_P(DatabasePromises, WhatIsLeftForTheCommitRunsLastAndInOrder) {
  in_write([](Tx& tx) {
    for (const std::int64_t n : {1, 2})
      tx.at_commit([n](Tx& last) {
        last.run("insert into sample (n, d) select cast($1 as BIGINT), count(*) from sample", n);
      });
    tx.run("insert into sample (n) values (0)");
  });
  using Seen = std::vector<std::pair<std::int64_t, double>>;
  EXPECT_EQ(
      in_read([](Tx& tx) {
        return tx.all<std::pair<std::int64_t, double>>("select n, d from sample where n > 0 order by n");
      }),
      (Seen{{1, 1}, {2, 2}}));
}

TEST_P(DatabasePromises, WhatIsLeftForTheCommitIsForgottenWithARefusal) {
  const auto leave = [](Tx& tx) {
    tx.at_commit([](Tx& last) { last.run("insert into sample (n) values (1)"); });
  };
  (void)in_write([&](Tx& tx) -> Status {
    leave(tx);
    return fail(Code::forbidden);
  });
  EXPECT_THROW(in_write([&](Tx& tx) {
                 leave(tx);
                 throw std::runtime_error("a bug");
               }),
               std::runtime_error);
  EXPECT_EQ(count(), 0);
}

TEST_P(DatabasePromises, AnErrorAtTheCommitKeepsNothing) {
  EXPECT_ANY_THROW(in_write([](Tx& tx) {
    tx.run("insert into sample (n) values (1)");
    tx.at_commit([](Tx& last) { last.run("insert into sample (n) values (1)"); });
  }));
  EXPECT_EQ(count(), 0);
}

TEST_P(DatabasePromises, WhatWasAnsweredIsThereAfterReopening) {
  for (int n = 0; n < 20; ++n) in_write([n](Tx& tx) { tx.run("insert into sample (n) values ($1)", n); });
  reopen();
  EXPECT_EQ(count(), 20);
}

TEST_P(DatabasePromises, AReaderSeesOneMomentOnly) {
  std::latch has_read(1);
  std::latch has_written(1);
  std::thread writer([&] {
    has_read.wait();
    in_write([](Tx& tx) { tx.run("insert into sample (n) values (1)"); });
    has_written.count_down();
  });
  const auto [before, after] = in_read([&](Tx& tx) {
    const auto first = tx.one<std::int64_t>("select count(*) from sample");
    has_read.count_down();
    has_written.wait();
    return std::pair(first, tx.one<std::int64_t>("select count(*) from sample"));
  });
  writer.join();
  EXPECT_EQ(before, 0);
  EXPECT_EQ(after, 0);
  EXPECT_EQ(count(), 1);
}

TEST_P(DatabasePromises, ReadersRunBesideEachOther) {
  std::latch both(2);  // neither ends before the other has begun
  std::vector<std::thread> readers;
  for (int i = 0; i < 2; ++i)
    readers.emplace_back([&] {
      in_read([&](Tx& tx) {
        both.arrive_and_wait();
        return tx.one<std::int64_t>("select count(*) from sample");
      });
    });
  for (auto& reader : readers) reader.join();
}

TEST_P(DatabasePromises, AReaderCannotWrite) {
  EXPECT_THROW(in_read([](Tx& tx) { tx.run("insert into sample (n) values (1)"); }), std::exception);
  EXPECT_EQ(count(), 0);
}

TEST_P(DatabasePromises, SqlInAReusedBufferRunsAsItReadsNow) {
  // The statement cache knows SQL by its address; a buffer may hold another text of the same length later.
  std::string sql = "select 1 + 1";
  EXPECT_EQ(in_write([&](Tx& tx) { return tx.one<std::int64_t>(sql); }), 2);
  sql.replace(11, 1, "5");
  EXPECT_EQ(in_write([&](Tx& tx) { return tx.one<std::int64_t>(sql); }), 6);
  for (int n = 0; n < 3000; ++n) {  // more than the cache holds
    sql = "select " + std::to_string(n);
    ASSERT_EQ(in_write([&](Tx& tx) { return tx.one<std::int64_t>(sql); }), n);
  }
}

TEST_P(DatabasePromises, OneStatementTakesNullsAndValuesInTurn) {
  constexpr std::string_view kInsert = "insert into sample (n, t, b, u) values ($1, $2, $3, $4)";
  constexpr std::string_view kSelect = "select count(*) from sample where cast($1 as TEXT) is null or t = $1";
  in_write([&](Tx& tx) {
    tx.run(kInsert, 1, std::nullopt, Bytes{1}, std::optional<Uuid>{});
    tx.run(kInsert, 2, "a", std::nullopt, std::optional<Uuid>{Uuid{}});
    tx.run(kInsert, 3, std::optional<std::string>{}, std::nullopt, std::nullopt);
    EXPECT_EQ(tx.one<std::int64_t>(kSelect, std::optional<std::string>{}), 3);
    EXPECT_EQ(tx.one<std::int64_t>(kSelect, std::optional<std::string>{"a"}), 1);
    EXPECT_EQ(tx.one<std::int64_t>(kSelect, std::nullopt), 3);
  });
}

TEST_P(DatabasePromises, IdsAndTimesComeFromTheGivenClock) {
  const auto first = in_write([](Tx& tx) { return tx.new_id<EntryId>(); });
  clock().advance(std::chrono::seconds(1));
  const auto second = in_write([](Tx& tx) { return tx.new_id<EntryId>(); });
  EXPECT_LT(first, second);
  EXPECT_EQ(in_read([](Tx& tx) { return tx.today(); }), make_date(2026, 11, 24));
}

TEST_P(DatabasePromises, AClosedDatabaseAnswersThatItIsClosed) {
  const auto other = open(url());
  EXPECT_TRUE(other->ping());
  other->close();
  EXPECT_FALSE(other->ping());
  EXPECT_THROW(other->write_now([](Tx&) {}), Unreachable);
}

}  // namespace
}  // namespace musubi::db
