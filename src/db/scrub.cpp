#include "db/scrub.hpp"

#include <sqlite3.h>

#include <memory>
#include <string_view>

namespace musubi::db {
namespace {

constexpr int kWaitMs = 60'000;
constexpr int kTries = 40;
constexpr int kPauseMs = 100;

/// In WAL mode both begin by reading, and fail at once where somebody wrote in between: SQLite's own waiting
/// does not help there, another try does.
template <class Step>
bool until_done(const Step& step) {
  for (int i = 0; i < kTries; ++i) {
    const int code = step();
    if (code == SQLITE_OK) return true;
    if ((code & 0xFF) != SQLITE_BUSY) return false;
    sqlite3_sleep(kPauseMs);
  }
  return false;
}

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
  const int code = sqlite3_open_v2(url.c_str() + kSqlite.size(), &opened,
                                   SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr);
  const std::unique_ptr<sqlite3, int (*)(sqlite3*)> database(opened, sqlite3_close);
  if (code != SQLITE_OK) return failed(opened);
  sqlite3_busy_timeout(opened, kWaitMs);
  for (const auto* sql : {"insert into search_text (search_text) values ('optimize')", "vacuum"})
    if (!until_done([&] { return sqlite3_exec(opened, sql, nullptr, nullptr, nullptr); }))
      return failed(opened);
  const auto empty_log = [&] {
    return sqlite3_wal_checkpoint_v2(opened, nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
  };
  if (!until_done(empty_log)) return failed(opened);
  return {};
}

}  // namespace musubi::db
