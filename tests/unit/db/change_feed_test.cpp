#include "db/change_feed.hpp"

#include <condition_variable>
#include <latch>
#include <set>
#include <thread>

#include "support/test_database.hpp"

namespace musubi::db {
namespace {

/// Counts wakes, and waits for them.
class Bell {
 public:
  void ring() {
    const std::lock_guard lock(mutex_);
    ++rung_;
    changed_.notify_all();
  }
  bool rings_beyond(int before) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, std::chrono::seconds(30), [&] { return rung_ > before; });
  }
  int rung() {
    const std::lock_guard lock(mutex_);
    return rung_;
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  int rung_ = 0;
};

class ChangeFeed : public test::DatabaseTest {
 protected:
  static Uuid subject(std::uint64_t n) { return make_uuid_v7(static_cast<std::int64_t>(n), {}); }
  NewChange change(std::uint64_t n) {
    return {.region_id = region_, .kind = "entry", .subject_id = subject(n)};
  }
  void commit(std::uint64_t n) {
    in_write([&](Tx& tx) { append_change(tx, change(n)); });
  }
  /// What a reader may see at this moment; less than what is committed while others write anywhere on the
  /// server.
  std::vector<Uuid> shown_after(std::int64_t position, int limit = 1000) {
    std::vector<Uuid> subjects;
    for (const auto& c : in_read([&](Tx& tx) { return changes_after(tx, position, limit); }))
      subjects.push_back(c.subject_id);
    return subjects;
  }
  /// Waits until the newest change may be shown: other tests may be writing to the same server.
  void settle() {
    while (last() != position_of_all()) std::this_thread::yield();
  }
  std::vector<Uuid> after(std::int64_t position, int limit = 1000) {
    settle();
    return shown_after(position, limit);
  }
  std::int64_t last() {
    return in_read([](Tx& tx) { return last_position(tx); });
  }
  /// Of the last one committed, whether it may be shown yet or not (any transaction on the server may hold it
  /// back).
  std::int64_t position_of_all() {
    return in_read([](Tx& tx) {
      return tx.engine() == Engine::sqlite
                 ? last_position(tx)
                 : tx.first<std::int64_t>(
                         "select position from change order by xid desc, position desc limit 1")
                       .value_or(0);
    });
  }
  using Subjects = std::vector<Uuid>;

  RegionId region_{make_uuid_v7(7, {7})};
};
MUSUBI_ON_BOTH_ENGINES(ChangeFeed);

/// A transaction that writes, appends its change, and stays open until told.
class Straggler {
 public:
  Straggler(Database& database, std::function<void(Tx&)> work, Database::Outcome outcome)
      : thread_([this, &database, work = std::move(work), outcome] {
          std::latch answered(1);
          database.write(
              [&](Tx& tx) {
                work(tx);
                tx.one<std::int64_t>("select cast(1 as BIGINT)");  // what was only sent has arrived
                wrote_.count_down();
                may_end_.wait();
                return outcome;
              },
              [&](std::exception_ptr) { answered.count_down(); });
          answered.wait();
        }) {
    wrote_.wait();
  }
  ~Straggler() { end(); }
  void end() {
    if (!thread_.joinable()) return;
    may_end_.count_down();
    thread_.join();
  }

 private:
  std::latch wrote_{1};
  std::latch may_end_{1};
  std::thread thread_;
};

TEST_P(ChangeFeed, KeepsEveryColumnAndTheOrder) {
  const PersonId person{subject(50)};
  const EntryId entry{subject(51)};
  const AccountId account{subject(52)};
  commit(1);
  in_write([&](Tx& tx) {
    append_change(tx, {region_, person, "reply", subject(2), InfoClass::family, entry, account});
    EXPECT_TRUE(tx.changed);
  });
  settle();
  const auto all = in_read([](Tx& tx) { return changes_after(tx, 0, 10); });
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[0].subject_id, subject(1));
  EXPECT_EQ(all[0].person_id, std::nullopt);
  EXPECT_EQ(all[0].info_class, std::nullopt);
  EXPECT_EQ(all[1].region_id, region_);
  EXPECT_EQ(all[1].person_id, person);
  EXPECT_EQ(all[1].kind, "reply");
  EXPECT_EQ(all[1].info_class, InfoClass::family);
  EXPECT_EQ(all[1].entry_id, entry);
  EXPECT_EQ(all[1].account_id, account);
  EXPECT_EQ(all[1].at, kStart);
  EXPECT_EQ(after(all[0].position), Subjects{subject(2)});
  EXPECT_EQ(after(all[1].position), Subjects{});
  EXPECT_EQ(after(0, 1), Subjects{subject(1)});
  EXPECT_EQ(last(), all[1].position);
}

TEST_P(ChangeFeed, IsEmptyAtFirst) {
  EXPECT_EQ(last(), 0);
  EXPECT_EQ(after(0), Subjects{});
}

TEST_P(ChangeFeed, GoesOnInOrderWhenTheClockIsSetBack) {
  commit(1);
  clock().advance(-std::chrono::hours(24));
  commit(2);
  EXPECT_EQ(after(0), (Subjects{subject(1), subject(2)}));
}

TEST_P(ChangeFeed, HoldsNoChangeOfAWorkTakenBack) {
  (void)in_write([&](Tx& tx) -> Status {
    append_change(tx, change(1));
    return fail(Code::forbidden);
  });
  commit(2);
  EXPECT_EQ(after(0), Subjects{subject(2)});
}

TEST_P(ChangeFeed, WakesThisCopyAndAnotherOne) {
  const auto here = std::make_shared<Bell>();  // the database may ring as long as it is open
  const auto there = std::make_shared<Bell>();
  const auto other = open(url());
  db().on_change([here] { here->ring(); });
  other->on_change([there] { there->ring(); });
  const int before = there->rung();
  commit(1);
  EXPECT_TRUE(here->rings_beyond(0));
  EXPECT_TRUE(there->rings_beyond(before));
}

TEST_P(ChangeFeed, AReaderThatFollowsMissesNothingAndSeesNothingTwice) {
  constexpr int kWriters = 3;
  constexpr int kEach = 60;
  const auto writers_database = open(url());
  std::atomic<int> writing = kWriters;
  std::vector<std::thread> writers;
  for (int w = 0; w < kWriters; ++w)
    writers.emplace_back([&, w] {
      for (int i = 0; i < kEach; ++i) {
        const auto n = static_cast<std::uint64_t>(1 + w * kEach + i);
        (void)writers_database->write_now([&](Tx& tx) -> Status {
          append_change(tx, change(n));
          if (i % 2 == 0) append_change(tx, change(n + 10'000));
          if (i % 5 == 0) return fail(Code::forbidden);
          return {};
        });
      }
      --writing;
    });
  std::multiset<Uuid> seen;
  std::int64_t position = 0;
  for (bool ended = false;;) {
    const auto some = in_read([&](Tx& tx) { return changes_after(tx, position, 7); });
    for (const auto& c : some) {
      seen.insert(c.subject_id);
      position = c.position;
    }
    if (some.empty() && ended && position_of_all() == position) break;
    ended = writing == 0;
  }
  for (auto& writer : writers) writer.join();
  std::multiset<Uuid> kept;
  for (int i = 0; i < kWriters * kEach; ++i)
    if (const int own = i % kEach; own % 5 != 0) {
      kept.insert(subject(static_cast<std::uint64_t>(1 + i)));
      if (own % 2 == 0) kept.insert(subject(static_cast<std::uint64_t>(10'001 + i)));
    }
  EXPECT_EQ(seen, kept);
}

// --- PostgreSQL only: transactions that overlap
// ---------------------------------------------------------------

class OverlappingChanges : public ChangeFeed {};
MUSUBI_ON_POSTGRES(OverlappingChanges);

TEST_P(OverlappingChanges, ALaterPositionWaitsForAnEarlierOneStillOpen) {
  Straggler open_one(
      db(), [&](Tx& tx) { append_change(tx, change(1)); }, Database::Outcome::commit);
  commit(2);
  EXPECT_EQ(shown_after(0), Subjects{}) << "2 is committed, but 1 may still come before it";
  EXPECT_EQ(last(), 0);
  open_one.end();
  EXPECT_EQ(after(0), (Subjects{subject(1), subject(2)}));
}

TEST_P(OverlappingChanges, ALowerPositionOfALaterTransactionIsStillSeen) {
  const auto take_id = [](Tx& tx) { tx.one<std::string>("select cast(pg_current_xact_id() as TEXT)"); };
  std::latch has_id(1);
  std::latch position_drawn(1);
  std::thread first([&] {
    in_write([&](Tx& tx) {
      take_id(tx);  // the lower transaction id …
      has_id.count_down();
      position_drawn.wait();
      append_change(tx, change(2));  // … and the higher position
    });
  });
  has_id.wait();
  Straggler second(
      db(),
      [&](Tx& tx) {
        take_id(tx);
        append_change(tx, change(1));
      },
      Database::Outcome::commit);
  position_drawn.count_down();
  first.join();
  while (last() == 0) std::this_thread::yield();
  const auto shown = in_read([](Tx& tx) { return changes_after(tx, 0, 10); });
  ASSERT_EQ(shown.size(), 1U);
  EXPECT_EQ(shown[0].subject_id, subject(2));
  EXPECT_EQ(last(), shown[0].position);
  second.end();
  EXPECT_EQ(after(shown[0].position), Subjects{subject(1)})
      << "its position is lower than the one already read";
}

TEST_P(OverlappingChanges, TheEndOfAStragglerWakesTheReadersEvenIfItIsTakenBack) {
  const auto bell = std::make_shared<Bell>();
  db().on_change([bell] { bell->ring(); });
  Straggler open_one(
      db(), [&](Tx& tx) { append_change(tx, change(1)); }, Database::Outcome::rollback);
  commit(2);
  EXPECT_TRUE(bell->rings_beyond(0));
  EXPECT_EQ(shown_after(0), Subjects{});
  const int before = bell->rung();
  open_one.end();
  EXPECT_TRUE(bell->rings_beyond(before));
  EXPECT_EQ(after(0), Subjects{subject(2)});
}

TEST_P(OverlappingChanges, TheEndOfAnotherProgramsTransactionIsNoticedSoon) {
  const auto bell = std::make_shared<Bell>();
  db().on_change([bell] { bell->ring(); });
  const auto another_program = open(empty_url());
  Straggler stranger(
      *another_program, [](Tx& tx) { tx.one<std::string>("select cast(pg_current_xact_id() as TEXT)"); },
      Database::Outcome::rollback);
  commit(1);
  EXPECT_TRUE(bell->rings_beyond(0));
  std::this_thread::sleep_for(
      std::chrono::milliseconds(300));  // all is told, and nothing happens here any more
  EXPECT_EQ(shown_after(0), Subjects{});
  const int before = bell->rung();
  const auto ended = std::chrono::steady_clock::now();
  stranger.end();
  EXPECT_TRUE(bell->rings_beyond(before));
  EXPECT_LT(std::chrono::steady_clock::now() - ended, std::chrono::seconds(2)) << "woken by the long silence";
  EXPECT_EQ(after(0), Subjects{subject(1)});
}

TEST_P(OverlappingChanges, WhatIsFreeIsToldThoughTheNewestIsHeldBackStill) {
  const auto bell = std::make_shared<Bell>();
  db().on_change([bell] { bell->ring(); });
  const auto another_program = open(empty_url());
  const auto take_id = [](Tx& tx) { tx.one<std::string>("select cast(pg_current_xact_id() as TEXT)"); };
  Straggler first(*another_program, take_id, Database::Outcome::rollback);
  commit(1);
  Straggler second(*another_program, take_id, Database::Outcome::rollback);
  commit(2);
  std::this_thread::sleep_for(std::chrono::milliseconds(300));
  EXPECT_EQ(shown_after(0), Subjects{});
  first.end();
  const int before = bell->rung();
  const auto ended = std::chrono::steady_clock::now();
  EXPECT_TRUE(bell->rings_beyond(before));
  EXPECT_LT(std::chrono::steady_clock::now() - ended, std::chrono::seconds(2));
  EXPECT_EQ(shown_after(0), Subjects{subject(1)});
}

}  // namespace
}  // namespace musubi::db
