// SQLite only: what the group shares, what it must not share, and what survives a full disk or a killed
// program.
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <latch>
#include <set>
#include <thread>

#include "support/test_database.hpp"

namespace musubi::db {
namespace {

constexpr Time kNow = std::chrono::sys_days{std::chrono::year{2026} / 11 / 24};

class SqliteFaults : public testing::Test {
 protected:
  std::unique_ptr<Database> open_here() {
    return open({.url = "sqlite:" + (dir_.path() / "faults.db").string(), .readers = 2, .group_ms = 60'000},
                clock_, random_);
  }
  static void make_table(Database& database) {
    database.write_now([](Tx& tx) { tx.run("create table sample (n BIGINT primary key, t TEXT)"); });
  }
  static std::int64_t count(Database& database) {
    return database.read_now([](Tx& tx) { return tx.one<std::int64_t>("select count(*) from sample"); });
  }

  test::TempDir dir_;
  ManualClock clock_{kNow};
  test::SeededRandom random_;
};

TEST_F(SqliteFaults, WaitingWorksShareOneCommitAndAreAnsweredAfterIt) {
  const auto database = open_here();
  make_table(*database);
  constexpr int kWorks = 20;
  std::latch first_runs(1);
  std::latch all_wait(1);
  std::latch answered(kWorks + 1);
  std::atomic<int> answers = 0;
  const auto done = [&](std::exception_ptr error) {
    EXPECT_FALSE(error);
    ++answers;
    answered.count_down();
  };
  database->write(
      [&](Tx&) {
        first_runs.count_down();
        all_wait.wait();
        return Database::Outcome::commit;
      },
      done);
  first_runs.wait();  // alone in its group
  for (int i = 0; i < kWorks; ++i)
    database->write(
        [&, i](Tx& tx) {
          EXPECT_LE(answers, 1) << "none of the group is answered before its commit";
          EXPECT_EQ(count(*database), 0) << "nor visible";
          tx.run("insert into sample (n) values ($1)", i);
          EXPECT_EQ(tx.one<std::int64_t>("select count(*) from sample"), i + 1) << "but those before are";
          return Database::Outcome::commit;
        },
        done);
  all_wait.count_down();
  answered.wait();
  EXPECT_EQ(count(*database), kWorks);
}

TEST_F(SqliteFaults, AFullDiskFailsTheWholeGroupAndTheProgramLivesOn) {
  const auto database = open_here();
  make_table(*database);
  database->write_now([](Tx& tx) { tx.run("insert into sample (n) values (-1)"); });

  std::signal(SIGXFSZ, SIG_IGN);  // as the program does
  rlimit before{};
  getrlimit(RLIMIT_FSIZE, &before);
  const auto limit_files = [&](rlim_t bytes) {
    const rlimit small{bytes, before.rlim_max};
    setrlimit(RLIMIT_FSIZE, &small);
  };
  limit_files(256 * 1024);
  std::latch has_begun(1);
  std::latch all_wait(1);
  std::latch answered(4);
  std::atomic<int> full = 0;
  const auto done = [&](std::exception_ptr error) {
    try {
      if (error) std::rethrow_exception(error);
    } catch (const StorageFull&) {
      ++full;
    } catch (const std::exception&) {
    }
    answered.count_down();
  };
  database->write(
      [&](Tx&) {
        has_begun.count_down();
        all_wait.wait();
        return Database::Outcome::commit;
      },
      done);
  has_begun.wait();  // a group of its own
  for (int i = 0; i < 3; ++i)
    database->write(
        [i](Tx& tx) {
          tx.run("insert into sample (n, t) values ($1, $2)", i, std::string(i == 1 ? 4'000'000 : 10, 'x'));
          return Database::Outcome::commit;
        },
        done);
  all_wait.count_down();
  answered.wait();
  limit_files(before.rlim_cur);

  EXPECT_EQ(full, 3);
  EXPECT_EQ(count(*database), 1) << "nothing half-written";
  database->write_now([](Tx& tx) { tx.run("insert into sample (n) values (7)"); });
  EXPECT_EQ(count(*database), 2);
  EXPECT_EQ(database->read_now([](Tx& tx) { return tx.one<std::string>("pragma integrity_check"); }), "ok");
}

TEST_F(SqliteFaults, AWorkThatHidesTheFullDiskIsNotAnsweredAsKept) {
  const auto database = open_here();
  make_table(*database);
  database->write_now([](Tx& tx) {
    const auto pages = tx.one<std::int64_t>("pragma page_count");
    EXPECT_EQ(tx.one<std::int64_t>("pragma max_page_count = " + std::to_string(pages + 10)), pages + 10);
  });
  EXPECT_THROW(database->write_now([](Tx& tx) {
    try {
      tx.run("insert into sample (n, t) values (1, $1)", std::string(4'000'000, 'x'));
    } catch (const std::exception&) {
      return;  // a bug in the use case
    }
  }),
               StorageFull);
  EXPECT_EQ(count(*database), 0);
}

TEST_F(SqliteFaults, AFileThatIsNoDatabaseIsTold) {
  std::FILE* const file = std::fopen((dir_.path() / "faults.db").c_str(), "w");
  std::fputs(std::string(10'000, '?').c_str(), file);
  std::fclose(file);
  EXPECT_THROW(open_here(), Unreachable);
  EXPECT_THROW(open({.url = "sqlite:/nonexistent/folder/x.db"}, clock_, random_), Unreachable);
  EXPECT_THROW(open({.url = "mysql:x"}, clock_, random_), Unreachable);
}

TEST_F(SqliteFaults, OnlyTheOwnerMayReadTheFiles) {
  const auto database = open_here();
  make_table(*database);
  using std::filesystem::perms;
  for (const auto& file : std::filesystem::directory_iterator(dir_.path()))
    EXPECT_EQ(file.status().permissions() & (perms::group_all | perms::others_all), perms::none)
        << file.path();
}

/// Another process that waits for its turn, opens the file, does its part, closes it and ends with what `act`
/// answers. Made before this process opens the file: what one holds of it must not be known to the other.
class Tool {
 public:
  explicit Tool(const std::function<int()>& act) {
    EXPECT_EQ(::pipe(ends_.data()), 0);
    process_ = fork();
    if (process_ != 0) return;
    char go = 0;
    _exit(::read(ends_[0], &go, 1) == 1 ? act() : 99);
  }
  int run() {
    EXPECT_EQ(::write(ends_[1], "g", 1), 1);
    int status = 0;
    waitpid(process_, &status, 0);
    ::close(ends_[0]);
    ::close(ends_[1]);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }

 private:
  std::array<int, 2> ends_{};
  pid_t process_ = 0;
};

// A closed descriptor of the file drops all locks a process has on it; the tool then took the server's log
// away.
TEST_F(SqliteFaults, AToolBesideTheServerLosesNothingOfEither) {
  make_table(*open_here());
  const auto add = [](Database& database, std::int64_t n) {
    database.write_now([n](Tx& tx) { tx.run("insert into sample (n) values ($1)", n); });
    return static_cast<int>(n);
  };
  Tool writer([&] { return add(*open_here(), 2); });
  Tool reader([&] { return static_cast<int>(count(*open_here())); });
  const auto server = open_here();
  add(*server, 1);
  EXPECT_EQ(writer.run(), 2);
  EXPECT_EQ(count(*server), 2) << "the server sees what the tool wrote";
  add(*server, 3);
  EXPECT_EQ(reader.run(), 3) << "and what it writes itself is where everybody looks for it";
}

/// Writes rows on four threads, telling each number to the pipe after it was answered; until killed.
[[noreturn]] void write_until_killed(Database& database, int pipe, int round) {
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t)
    threads.emplace_back([&, t] {
      for (std::int64_t i = 0;; ++i) {
        const std::int64_t n = (round * 4 + t) * 1'000'000LL + i;
        database.write_now([n](Tx& tx) { tx.run("insert into sample (n, t) values ($1, 'kept')", n); });
        if (::write(pipe, &n, sizeof n) != sizeof n) _exit(1);
      }
    });
  for (auto& thread : threads) thread.join();
  _exit(0);
}

TEST_F(SqliteFaults, EveryAnsweredWriteOutlivesAKill) {
  make_table(*open_here());
  std::set<std::int64_t> acknowledged;
  for (int round = 0; round < 5; ++round) {
    std::array<int, 2> ends{};
    ASSERT_EQ(::pipe(ends.data()), 0);
    const pid_t child = fork();
    if (child == 0) {
      ::close(ends[0]);
      const auto database = open_here();
      write_until_killed(*database, ends[1], round);
    }
    ::close(ends[1]);
    std::int64_t n = 0;
    for (int read = 0; ::read(ends[0], &n, sizeof n) == sizeof n; ++read) {
      acknowledged.insert(n);
      if (read == 40 * (round + 1)) kill(child, SIGKILL);  // what is in the pipe by then was answered too
    }
    ::close(ends[0]);
    waitpid(child, nullptr, 0);
  }
  const auto database = open_here();
  const auto rows = database->read_now([](Tx& tx) { return tx.all<std::int64_t>("select n from sample"); });
  const std::set<std::int64_t> kept(rows.begin(), rows.end());
  EXPECT_GE(acknowledged.size(), 600U);
  for (const auto n : acknowledged) EXPECT_TRUE(kept.contains(n)) << n << " was answered and is lost";
  EXPECT_EQ(database->read_now([](Tx& tx) { return tx.one<std::string>("pragma integrity_check"); }), "ok");
}

}  // namespace
}  // namespace musubi::db
