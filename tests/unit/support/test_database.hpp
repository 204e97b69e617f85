// A fresh, migrated database for every test: a SQLite file in a temporary folder, and PostgreSQL where the
// environment names one in MUSUBI_TEST_POSTGRES (a libpq conninfo). The clock stands still and chance is the
// same every time.
//
//   class PostEntry : public test::DatabaseTest {};
//   MUSUBI_ON_BOTH_ENGINES(PostEntry);
//   TEST_P(PostEntry, IsRefusedWhenConsentWasWithdrawn) { in_write([&](Tx& tx) { … }); }
#pragma once
#include <gtest/gtest.h>

#include <filesystem>
#include <mutex>
#include <random>

#include "db/database.hpp"

namespace musubi::test {

/// The same bytes for the same seed; safe from several threads.
class SeededRandom final : public Random {
 public:
  explicit SeededRandom(std::uint64_t seed = 1) : engine_(seed) {}
  void fill(std::span<std::uint8_t> bytes) override {
    const std::lock_guard lock(mutex_);
    for (auto& byte : bytes) byte = static_cast<std::uint8_t>(engine_());
  }

 private:
  std::mutex mutex_;
  std::mt19937_64 engine_;
};

/// A folder that goes when the object goes.
class TempDir {
 public:
  TempDir();
  TempDir(const TempDir&) = delete;
  TempDir& operator=(const TempDir&) = delete;
  ~TempDir();
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

/// SQLite, and PostgreSQL if there is one.
std::vector<db::Engine> engines();
/// PostgreSQL if there is one.
std::vector<db::Engine> postgres_only();
std::string engine_name(const testing::TestParamInfo<db::Engine>& info);

class DatabaseTest : public testing::TestWithParam<db::Engine> {
 protected:
  /// Tuesday, 24 November 2026, noon in Japan.
  static constexpr Time kStart =
      std::chrono::sys_days{std::chrono::year{2026} / 11 / 24} + std::chrono::hours(3);

  DatabaseTest();
  ~DatabaseTest() override;

  db::Database& db() { return *database_; }
  ManualClock& clock() { return clock_; }
  Random& random() { return random_; }
  /// Of the open database, for a second copy.
  [[nodiscard]] const std::string& url() const { return url_; }
  /// A second, empty database of the same engine: not migrated.
  std::string empty_url();
  [[nodiscard]] const std::filesystem::path& dir() const { return dir_.path(); }
  /// Closes and opens again, as a restart does.
  void reopen();
  std::unique_ptr<db::Database> open(const std::string& url);

  /// Runs in a transaction and waits for the durable commit; hands out what `f` returns.
  template <class F>
  auto in_write(F&& f) {
    return db().write_now(std::forward<F>(f));
  }
  template <class F>
  auto in_read(F&& f) {
    return db().read_now(std::forward<F>(f));
  }

 private:
  TempDir dir_;
  ManualClock clock_{kStart};
  SeededRandom random_;
  std::string url_;
  std::unique_ptr<db::Database> database_;
};

}  // namespace musubi::test

/// For every suite of a fixture derived from `DatabaseTest`.
#define MUSUBI_ON_BOTH_ENGINES(Fixture) \
  INSTANTIATE_TEST_SUITE_P(On, Fixture, testing::ValuesIn(musubi::test::engines()), musubi::test::engine_name)
/// For what only PostgreSQL can do: transactions that overlap, connections that break.
#define MUSUBI_ON_POSTGRES(Fixture)                                                       \
  GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(Fixture);                                 \
  INSTANTIATE_TEST_SUITE_P(On, Fixture, testing::ValuesIn(musubi::test::postgres_only()), \
                           musubi::test::engine_name)
