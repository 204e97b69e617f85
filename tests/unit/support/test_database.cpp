#include "support/test_database.hpp"

#include <libpq-fe.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <map>

namespace musubi::test {
namespace {

namespace fs = std::filesystem;

std::string postgres_conninfo() {
  const char* const named = std::getenv("MUSUBI_TEST_POSTGRES");
  return named == nullptr ? std::string() : std::string(named);
}

/// The same server, another database.
std::string with_database(const std::string& conninfo, const std::string& name) {
  char* why = nullptr;
  PQconninfoOption* const options = PQconninfoParse(conninfo.c_str(), &why);
  if (options == nullptr) throw std::runtime_error("MUSUBI_TEST_POSTGRES: " + std::string(why));
  std::string out;
  for (const auto* o = options; o->keyword != nullptr; ++o) {
    if (o->val == nullptr || std::string_view(o->keyword) == "dbname") continue;
    out += std::string(o->keyword) + "='";
    for (const char c : std::string_view(o->val)) {
      if (c == '\'' || c == '\\') out += '\\';
      out += c;
    }
    out += "' ";
  }
  PQconninfoFree(options);
  return out + "dbname='" + name + "'";
}

void postgres_command(const std::string& conninfo, const std::string& sql) {
  PGconn* const connection = PQconnectdb(conninfo.c_str());
  PGresult* const result = PQexec(connection, sql.c_str());
  const auto status = PQresultStatus(result);
  const std::string why = PQerrorMessage(connection);
  PQclear(result);
  PQfinish(connection);
  if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) throw std::runtime_error(sql + ": " + why);
}

/// Databases of this process, dropped when all tests have run.
class Databases final : public testing::Environment {
 public:
  std::string create() {
    const auto name = "musubi_test_" + std::to_string(getpid()) + "_" + std::to_string(++count_);
    postgres_command(postgres_conninfo(), "create database " + name);
    names_.push_back(name);
    return with_database(postgres_conninfo(), name);
  }
  void TearDown() override {
    for (const auto& name : names_)
      postgres_command(postgres_conninfo(), "drop database if exists " + name + " with (force)");
    names_.clear();
  }

 private:
  int count_ = 0;
  std::vector<std::string> names_;
};
Databases& databases() {
  static auto* const kept =
      dynamic_cast<Databases*>(testing::AddGlobalTestEnvironment(new Databases));  // gtest owns it
  return *kept;
}

/// One migrated database serves all tests of the process in turn, emptied before each: cheaper than making
/// one.
std::string emptied_postgres(Clock& clock, Random& random) {
  static const std::string kConninfo = [&] {
    auto made = databases().create();
    const auto database = db::open({"postgres:" + made}, clock, random);
    if (const auto migrated = db::migrate(*database); !migrated)
      throw std::runtime_error(migrated.error().detail);
    return made;
  }();
  // Two tables hold what the migrations put there.
  postgres_command(kConninfo, R"(
    do $$
    declare one record;
    begin
      for one in select tablename from pg_tables where schemaname = 'public'
                   and tablename not in ('schema_migration', 'audit_sealed_to') loop
        execute format('delete from %I', one.tablename);
      end loop;
      for one in select sequencename from pg_sequences where schemaname = 'public' loop
        perform setval(one.sequencename::regclass, 1, false);
      end loop;
      update audit_sealed_to set xid = '0', audit_id = '00000000-0000-0000-0000-000000000000', runs = 0;
    end $$)");
  return "postgres:" + kConninfo;
}

/// The migrated file is made once and copied.
std::string copied_sqlite(const fs::path& dir, Clock& clock, Random& random) {
  static const TempDir kTemplates;
  static const fs::path kTemplate = [&] {
    auto file = kTemplates.path() / "template.db";
    const auto database = db::open({"sqlite:" + file.string()}, clock, random);
    if (const auto migrated = db::migrate(*database); !migrated)
      throw std::runtime_error(migrated.error().detail);
    return file;
  }();
  const auto file = dir / "musubi.db";
  fs::copy_file(kTemplate, file);
  return "sqlite:" + file.string();
}

}  // namespace

TempDir::TempDir() {
  auto pattern = (fs::temp_directory_path() / "musubi-test-XXXXXX").string();
  if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary folder");
  path_ = pattern;
}
TempDir::~TempDir() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

std::vector<db::Engine> engines() {
  if (postgres_conninfo().empty()) return {db::Engine::sqlite};
  databases();  // registered before the tests run, so that it is torn down after them
  return {db::Engine::sqlite, db::Engine::postgres};
}
std::vector<db::Engine> postgres_only() {
  auto found = engines();
  std::erase(found, db::Engine::sqlite);
  return found;
}
std::string engine_name(const testing::TestParamInfo<db::Engine>& info) {
  return info.param == db::Engine::sqlite ? "Sqlite" : "Postgres";
}

DatabaseTest::DatabaseTest() {
  url_ = GetParam() == db::Engine::sqlite ? copied_sqlite(dir(), clock_, random_)
                                          : emptied_postgres(clock_, random_);
  database_ = open(url_);
}
DatabaseTest::~DatabaseTest() = default;

std::unique_ptr<db::Database> DatabaseTest::open(const std::string& url) {
  return db::open({.url = url, .readers = 2, .connections = 3}, clock_, random_);
}
void DatabaseTest::reopen() {
  database_.reset();
  database_ = open(url_);
}
std::string DatabaseTest::empty_url() {
  if (GetParam() == db::Engine::postgres) return "postgres:" + databases().create();
  static std::atomic<int> count = 0;
  return "sqlite:" + (dir() / ("empty-" + std::to_string(++count) + ".db")).string();
}

}  // namespace musubi::test
