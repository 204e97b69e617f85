#include "db/scrub.hpp"

#include <sqlite3.h>

#include <memory>
#include <string_view>

namespace musubi::db {
namespace {

constexpr int kWaitMs = 60'000;

std::unexpected<Error> failed(sqlite3* database) {
  const std::string why = database != nullptr ? sqlite3_errmsg(database) : "no memory";
  return fail(Code::unavailable, "", "データベースの空き領域を消去できませんでした（" + why + "）。",
              "The free space of the database could not be cleared (" + why + ").");
}

}  // namespace

Status scrub(const std::string& url) {
  constexpr std::string_view kSqlite = "sqlite:";
  if (!url.starts_with(kSqlite)) return {};
  sqlite3* opened = nullptr;
  const int code =
      sqlite3_open_v2(url.c_str() + kSqlite.size(), &opened, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr);
  const std::unique_ptr<sqlite3, int (*)(sqlite3*)> database(opened, sqlite3_close);
  if (code != SQLITE_OK) return failed(opened);
  sqlite3_busy_timeout(opened, kWaitMs);
  for (const auto* step : {"insert into search_text (search_text) values ('optimize')", "vacuum"})
    if (sqlite3_exec(opened, step, nullptr, nullptr, nullptr) != SQLITE_OK) return failed(opened);
  if (sqlite3_wal_checkpoint_v2(opened, nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr) != SQLITE_OK)
    return failed(opened);
  return {};
}

}  // namespace musubi::db
