#include "db/migrations.hpp"

#include <thread>

#include "history/history.hpp"
#include "support/test_database.hpp"

namespace musubi::db {
namespace {

constexpr Migration kFirst{
    1, "first", "-- what it is for\ncreate table a (n BIGINT);\n\ninsert into a (n)\nvalues (1);\n"};
constexpr Migration kSecond{2, "second", "create table b (n BIGINT);\ninsert into a (n) values (2);\n"};
constexpr Migration kBroken{
    2, "second", "create table b (n BIGINT);\ninsert into a (n) values (2);\ninsert into c values (1);\n"};

TEST(StatementsFor, FollowsTheMarkers) {
  constexpr std::string_view kSql = R"(
-- for everybody
create table a (
  n BIGINT -- a comment; inside
);
-- @sqlite
create table s (n);
-- @postgres
create table p (n);
create index q on p (n);
-- @both
create table z (n);
)";
  const auto sqlite = statements_for(Engine::sqlite, kSql);
  ASSERT_EQ(sqlite.size(), 3U);
  EXPECT_TRUE(sqlite[0].starts_with("create table a (") && sqlite[0].ends_with(")"));
  EXPECT_EQ(sqlite[1], "create table s (n)");
  EXPECT_EQ(sqlite[2], "create table z (n)");
  EXPECT_EQ(statements_for(Engine::postgres, kSql).size(), 4U);
  EXPECT_THROW(statements_for(Engine::sqlite, "create table a (n)"), std::logic_error);
}

class Migrate : public test::DatabaseTest {
 protected:
  static int version_of(Database& database) {
    return database.read_now([](Tx& tx) { return current_migration(tx); });
  }
  static std::int64_t rows_of_a(Database& database) {
    return database.read_now([](Tx& tx) { return tx.one<std::int64_t>("select count(*) from a"); });
  }
};
MUSUBI_ON_BOTH_ENGINES(Migrate);

TEST_P(Migrate, BringsAnEmptyDatabaseUpAndThenHasNothingToDo) {
  const auto fresh = open(empty_url());
  EXPECT_EQ(version_of(*fresh), 0);
  EXPECT_TRUE(migrate(*fresh));
  EXPECT_EQ(version_of(*fresh), newest_migration());
  EXPECT_GE(newest_migration(), 1);
  EXPECT_TRUE(migrate(*fresh));
  EXPECT_EQ(version_of(*fresh), newest_migration());
}

TEST_P(Migrate, RunsEachFileOnce) {
  const auto fresh = open(empty_url());
  EXPECT_TRUE(migrate(*fresh, std::array{kFirst}));
  EXPECT_TRUE(migrate(*fresh, std::array{kFirst, kSecond}));
  EXPECT_EQ(version_of(*fresh), 2);
  EXPECT_EQ(rows_of_a(*fresh), 2);
}

TEST_P(Migrate, RefusesADatabaseOfANewerProgramAndLeavesItAlone) {
  in_write([](Tx& tx) {
    tx.run("insert into schema_migration (version, name, applied_at) values (9999, 'x', 0)");
  });
  const auto refused = migrate(db());
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Code::unavailable);
  EXPECT_NE(refused.error().detail.find("9999"), std::string::npos);
  in_write([](Tx& tx) { tx.run("delete from schema_migration where version = 9999"); });
  EXPECT_TRUE(migrate(db()));
}

TEST_P(Migrate, AFileThatBreaksOffLeavesNothingBehindAndCanBeRunAgain) {
  const auto fresh = open(empty_url());
  EXPECT_THROW((void)migrate(*fresh, std::array{kFirst, kBroken}), std::exception);
  EXPECT_EQ(version_of(*fresh), 1);
  EXPECT_EQ(rows_of_a(*fresh), 1);
  EXPECT_TRUE(migrate(*fresh, std::array{kFirst, kSecond}));
  EXPECT_EQ(rows_of_a(*fresh), 2);
}

TEST_P(Migrate, GivesWhatWasThereAHistoryThatBeginsAsItStands) {
  const auto old = open(empty_url());
  ASSERT_TRUE(migrate(*old, migrations().first(1)));
  const auto [region, notice] = old->write_now([](Tx& tx) {
    const auto id = tx.new_id<RegionId>();
    const auto shown = tx.new_id<NoticeId>();
    tx.run(
        "insert into region (region_id, slug, name, greeting, how_to_join, contact, pledge_version, "
        "names_in_access_log, version, created_at) values ($1, 'a', '町', '「\"」', '', '', 1, true, 4, 7)",
        id);
    tx.run(
        "insert into notice (region_id, notice_id, title, body, is_public, published_on, expires_on, "
        "hidden_at, "
        "version, created_at, created_by) values ($1, $2, '題', '文', false, '2026-04-01', null, 9, 2, 8, "
        "$1)",
        id, shown);
    return std::pair(id, shown);
  });
  ASSERT_TRUE(migrate(*old));
  old->read_now([&](Tx& tx) {
    const auto kept = history::read(tx, region, {}).items;
    ASSERT_EQ(kept.size(), 2U);
    for (const auto& line : kept) {
      EXPECT_TRUE(line.changes.empty());
      EXPECT_EQ(line.subject_name, line.kind == history::Kind::region ? "町" : "題");
      EXPECT_EQ(line.version, line.kind == history::Kind::region ? 4 : 2);
    }
    const auto body = tx.one<std::string>("select body from amendment where subject_id = $1", notice);
    EXPECT_NE(body.find("true"), std::string::npos) << "taken down: " << body;
    EXPECT_NE(body.find("false"), std::string::npos) << "not public: " << body;
  });
}

TEST_P(Migrate, TwoCopiesAtOnceDoItOnceAndBothSucceed) {
  const auto where = empty_url();
  std::vector<std::unique_ptr<Database>> copies;
  for (int i = 0; i < 3; ++i) copies.push_back(open(where));
  std::atomic<int> succeeded = 0;
  std::vector<std::thread> threads;
  for (const auto& copy : copies)
    threads.emplace_back([&] {
      if (migrate(*copy, std::array{kFirst, kSecond})) ++succeeded;
    });
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(succeeded, 3);
  EXPECT_EQ(rows_of_a(*copies[0]), 2);
}

}  // namespace
}  // namespace musubi::db
