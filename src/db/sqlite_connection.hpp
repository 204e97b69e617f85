// Inside db/ only: one SQLite connection with its statements. One thread at a time. Knows nothing of queues
// or groups. https://www.sqlite.org/c3ref/intro.html
#pragma once
#include <sqlite3.h>

#include <span>
#include <string>

#include "db/engines.hpp"
#include "db/statement_cache.hpp"

namespace musubi::db {

/// A prepared statement, and which `$n` each of its parameters is (SQLite numbers them in order of
/// appearance).
class SqliteStatement {
 public:
  SqliteStatement(sqlite3* db, std::string_view sql);
  SqliteStatement(SqliteStatement&& other) noexcept;
  SqliteStatement(const SqliteStatement&) = delete;
  SqliteStatement& operator=(const SqliteStatement&) = delete;
  SqliteStatement& operator=(SqliteStatement&&) = delete;
  ~SqliteStatement() { sqlite3_finalize(statement_); }

  [[nodiscard]] sqlite3_stmt* get() const { return statement_; }
  void bind(std::span<const Param> params);

 private:
  sqlite3_stmt* statement_ = nullptr;
  std::vector<std::uint16_t> numbers_;  ///< of each parameter, from 0
};

class SqliteConnection {
 public:
  enum class Use { write, read };
  /// Throws `Unreachable` if the file cannot be opened or is no database.
  SqliteConnection(const std::string& path, Use use);
  SqliteConnection(const SqliteConnection&) = delete;
  SqliteConnection& operator=(const SqliteConnection&) = delete;
  ~SqliteConnection();

  std::int64_t execute(std::string_view sql, std::span<const Param> params, const Tx::Sink* sink);
  /// `begin`, `commit` and kin: no parameters, no rows.
  void control(std::string_view sql);
  /// Takes everything back, whatever state the connection is in.
  void roll_back() noexcept;
  /// SQLite takes a whole transaction back by itself when the disk is full.
  [[nodiscard]] bool in_transaction() const { return sqlite3_get_autocommit(db_) == 0; }
  /// True once a statement found no room since the last `forget_full`; what the transaction wrote cannot be
  /// trusted.
  [[nodiscard]] bool found_full() const { return found_full_; }
  void forget_full() { found_full_ = false; }
  /// True once a statement that can write has run since the last `forget_writes`, whether it found rows or
  /// not.
  [[nodiscard]] bool has_written() const { return has_written_; }
  void forget_writes() { has_written_ = false; }
  /// How long the log was after this connection's last commit. Nobody shortens it by himself: see
  /// `checkpoint`.
  [[nodiscard]] int log_pages() const { return log_pages_; }
  /// Copies what is committed from the log into the file. Patient: waits until nobody reads from the log, so
  /// that it begins anew; otherwise as far as can be had without waiting for anybody.
  void checkpoint(bool patient);
  /// Grows when another connection has committed.
  std::int64_t data_version();

 private:
  std::int64_t step_all(sqlite3_stmt* statement, const Tx::Sink* sink);
  [[noreturn]] void raise(int code, std::string_view sql);

  sqlite3* db_ = nullptr;
  std::unique_ptr<StatementCache<SqliteStatement>> statements_;
  bool found_full_ = false;
  bool has_written_ = false;
  int log_pages_ = 0;
};

/// A transaction on a connection that somebody else begins and ends.
class SqliteTx final : public Tx {
 public:
  SqliteTx(SqliteConnection& connection, Time now, Random& random)
      : Tx(Engine::sqlite, now, random), connection_(connection) {}

 protected:
  std::int64_t execute(std::string_view sql, std::span<const Param> params, const Sink* sink) override {
    return connection_.execute(sql, params, sink);
  }

 private:
  SqliteConnection& connection_;
};

}  // namespace musubi::db
