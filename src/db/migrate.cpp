#include <mutex>
#include <set>

#include "db/database.hpp"
#include "db/migrations.hpp"

namespace musubi::db {
namespace {

/// Held while the table of migrations is made, so that two copies starting at once do not both make it.
constexpr std::int64_t kLock = 0x6D757375'62690001;

void make_schema_migration(Tx& tx) {
  if (tx.engine() == Engine::postgres) tx.one<bool>("select pg_advisory_xact_lock($1) is not null", kLock);
  tx.run(R"(
    create table if not exists schema_migration (
      version BIGINT primary key,
      name TEXT not null,
      applied_at BIGINT not null
    ))");
}

/// The row comes first: a second copy waits here, and then finds it taken (PostgreSQL: fails to serialise,
/// runs again).
bool claim(Tx& tx, const Migration& file) {
  return tx.run(R"(
    insert into schema_migration (version, name, applied_at) values ($1, $2, $3)
    on conflict (version) do nothing)",
                file.version, file.name, tx.now()) == 1;
}

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

}  // namespace

std::vector<std::string> statements_for(Engine engine, std::string_view sql) {
  std::vector<std::string> found;
  bool wanted = true;
  std::string gathered;
  while (!sql.empty()) {
    const auto end = sql.find('\n');
    const auto raw = sql.substr(0, end);
    const auto line = trimmed(raw);
    sql.remove_prefix(end == std::string_view::npos ? sql.size() : end + 1);
    if (line == "-- @both")
      wanted = true;
    else if (line == "-- @sqlite")
      wanted = engine == Engine::sqlite;
    else if (line == "-- @postgres")
      wanted = engine == Engine::postgres;
    if (!wanted || line.empty() || line.starts_with("--")) continue;
    if (!gathered.empty()) gathered += '\n';
    gathered += line;
    if (!line.ends_with(';')) continue;
    gathered.pop_back();
    found.push_back(std::move(gathered));
    gathered.clear();
  }
  if (!gathered.empty()) throw std::logic_error("a migration ends within a statement");
  return found;
}

namespace {

/// Each text once, for as long as the program runs: the statement caches go by address.
std::string_view kept(std::string statement) {
  static std::mutex mutex;
  static std::set<std::string> texts;
  const std::lock_guard lock(mutex);
  return *texts.insert(std::move(statement)).first;
}

}  // namespace

int newest_migration() {
  return migrations().empty() ? 0 : migrations().back().version;
}

int current_migration(Tx& tx) {
  const bool exists =
      tx.engine() == Engine::sqlite
          ? tx.one<std::int64_t>(
                "select count(*) from sqlite_master where type = 'table' and name = 'schema_migration'") == 1
          : tx.one<bool>("select to_regclass('schema_migration') is not null");
  return exists ? tx.one<int>("select coalesce(max(version), 0) from schema_migration") : 0;
}

Status migrate(Database& database, std::span<const Migration> files) {
  const int newest = files.empty() ? 0 : files.back().version;
  const auto current = database.read_now([](Tx& tx) { return current_migration(tx); });
  if (current > newest)
    return fail(Code::unavailable, {},
                "データベースは新しい版の musubi で作られています（スキーマ " + std::to_string(current) +
                    "、このプログラムは " + std::to_string(newest) +
                    " まで）。データはそのままです。新しい版の musubi を使ってください。",
                "The database was written by a newer musubi (schema " + std::to_string(current) +
                    "; this program knows " + std::to_string(newest) +
                    "). Nothing was changed. Use the newer program.");
  if (current == newest) return {};
  if (current == 0) database.write_now(make_schema_migration);
  for (const auto& file : files) {
    if (file.version <= current) continue;
    database.write_now([&](Tx& tx) {
      if (!claim(tx, file)) return;
      for (auto& statement : statements_for(tx.engine(), file.sql)) tx.run(kept(std::move(statement)));
    });
  }
  return {};
}

Status migrate(Database& database) {
  return migrate(database, migrations());
}

}  // namespace musubi::db
