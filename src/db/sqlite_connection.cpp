#include "db/sqlite_connection.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <charconv>

namespace musubi::db {
namespace {

constexpr int kBusyMs = 10'000;  // another process (a tool, a backup) may hold the write lock for a while

class SqliteRow final : public Row {
 public:
  explicit SqliteRow(sqlite3_stmt* statement) : s_(statement) {}
  [[nodiscard]] int size() const override { return sqlite3_column_count(s_); }
  [[nodiscard]] bool is_null(int c) const override { return sqlite3_column_type(s_, c) == SQLITE_NULL; }
  [[nodiscard]] bool as_bool(int c) const override { return as_int(c) != 0; }
  [[nodiscard]] std::int64_t as_int(int c) const override {
    must_be(c, SQLITE_INTEGER);
    return sqlite3_column_int64(s_, c);
  }
  [[nodiscard]] double as_double(int c) const override {
    if (sqlite3_column_type(s_, c) != SQLITE_INTEGER) must_be(c, SQLITE_FLOAT);
    return sqlite3_column_double(s_, c);
  }
  [[nodiscard]] std::string_view as_text(int c) const override {
    must_be(c, SQLITE_TEXT);
    const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(s_, c));
    return {text, static_cast<std::size_t>(sqlite3_column_bytes(s_, c))};
  }
  [[nodiscard]] std::span<const std::uint8_t> as_bytes(int c) const override {
    must_be(c, SQLITE_BLOB);
    const auto* bytes = static_cast<const std::uint8_t*>(sqlite3_column_blob(s_, c));
    return {bytes, static_cast<std::size_t>(sqlite3_column_bytes(s_, c))};
  }
  [[nodiscard]] Uuid as_uuid(int c) const override {
    const auto bytes = as_bytes(c);
    Uuid uuid;
    if (bytes.size() != uuid.bytes.size())
      throw std::logic_error("column " + std::to_string(c) + " is no uuid");
    std::memcpy(uuid.bytes.data(), bytes.data(), uuid.bytes.size());
    return uuid;
  }

 private:
  void must_be(int c, int type) const {
    if (sqlite3_column_type(s_, c) == type) return;
    if (c >= size()) throw std::logic_error("the row has no column " + std::to_string(c));
    throw std::logic_error("column " + std::to_string(c) + " (" + sqlite3_column_name(s_, c) +
                           ") is of SQLite type " + std::to_string(sqlite3_column_type(s_, c)) +
                           ", asked for " + std::to_string(type));
  }
  sqlite3_stmt* s_;
};

int bind_one(sqlite3_stmt* s, int at, const Param& param) {
  return std::visit(
      [&]<class T>(const T& v) {
        if constexpr (std::same_as<T, std::monostate>) {
          return sqlite3_bind_null(s, at);
        } else if constexpr (std::same_as<T, bool>) {
          return sqlite3_bind_int(s, at, v ? 1 : 0);
        } else if constexpr (std::same_as<T, std::int64_t>) {
          return sqlite3_bind_int64(s, at, v);
        } else if constexpr (std::same_as<T, double>) {
          return sqlite3_bind_double(s, at, v);
        } else if constexpr (std::same_as<T, std::string_view>) {
          // A null pointer would bind NULL, and an empty view may hold one.
          return sqlite3_bind_text64(s, at, v.empty() ? "" : v.data(), v.size(), SQLITE_STATIC, SQLITE_UTF8);
        } else if constexpr (std::same_as<T, Uuid>) {
          return sqlite3_bind_blob(s, at, v.bytes.data(), static_cast<int>(v.bytes.size()), SQLITE_STATIC);
        } else {
          return v.empty() ? sqlite3_bind_zeroblob(s, at, 0)
                           : sqlite3_bind_blob64(s, at, v.data(), v.size(), SQLITE_STATIC);
        }
      },
      param);
}

/// Beyond SQLITE_FULL, a file-size limit or a failing disk shows as a failed write, flush or growth of a
/// file.
bool is_storage_failure(int code) {
  switch (code) {
    case SQLITE_IOERR_WRITE:
    case SQLITE_IOERR_FSYNC:
    case SQLITE_IOERR_DIR_FSYNC:
    case SQLITE_IOERR_TRUNCATE:
    case SQLITE_IOERR_SHMSIZE:
    case SQLITE_IOERR_SHMMAP:
    case SQLITE_IOERR_SHMOPEN:
      return true;
    default:
      return (code & 0xFF) == SQLITE_FULL;
  }
}

bool is_unreachable(int code) {
  switch (code & 0xFF) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_CANTOPEN:
    case SQLITE_NOTADB:
    case SQLITE_CORRUPT:
    case SQLITE_IOERR:
    case SQLITE_PROTOCOL:
    case SQLITE_PERM:
      return true;
    default:
      return false;
  }
}

/// The file holds personal data: only its owner may read it. SQLite gives `-wal` and `-shm` the same mode.
/// A file that is there is not touched: closing any descriptor of it would drop the locks of all connections
/// this process has (https://www.sqlite.org/howtocorrupt.html, 2.2), and another process would take the log
/// away from under them.
void create_private(const std::string& path) {
  const int file = ::open(path.c_str(), O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (file >= 0) ::close(file);
}

}  // namespace

// --- statement
// ----------------------------------------------------------------------------------------------

SqliteStatement::SqliteStatement(sqlite3* db, std::string_view sql) {
  const char* rest = nullptr;
  const int code = sqlite3_prepare_v3(db, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT,
                                      &statement_, &rest);
  if (code != SQLITE_OK || statement_ == nullptr) return;
  const int count = sqlite3_bind_parameter_count(statement_);
  for (int i = 1; i <= count; ++i) {
    const char* const name = sqlite3_bind_parameter_name(statement_, i);
    unsigned number = 0;
    if (name != nullptr) std::from_chars(name + 1, name + std::strlen(name), number);
    if (number == 0) {
      sqlite3_finalize(statement_);
      throw std::logic_error("placeholders are $1, $2 …: " + std::string(sql));
    }
    numbers_.push_back(static_cast<std::uint16_t>(number - 1));
  }
}
SqliteStatement::SqliteStatement(SqliteStatement&& other) noexcept
    : statement_(std::exchange(other.statement_, nullptr)), numbers_(std::move(other.numbers_)) {}

void SqliteStatement::bind(std::span<const Param> params) {
  int at = 0;
  for (const auto number : numbers_) {
    ++at;
    if (number >= params.size())
      throw std::logic_error("no value for $" + std::to_string(number + 1) + ": " + sqlite3_sql(statement_));
    if (bind_one(statement_, at, params[number]) != SQLITE_OK)
      throw std::logic_error("cannot bind $" + std::to_string(number + 1) + ": " + sqlite3_sql(statement_));
  }
}

// --- connection
// ---------------------------------------------------------------------------------------------

SqliteConnection::SqliteConnection(const std::string& path, Use use)
    : statements_(std::make_unique<StatementCache<SqliteStatement>>()) {
  create_private(path);
  const int code = sqlite3_open_v2(path.c_str(), &db_,
                                   SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, nullptr);
  if (code != SQLITE_OK) {
    const std::string why = db_ != nullptr ? sqlite3_errmsg(db_) : sqlite3_errstr(code);
    sqlite3_close(db_);
    throw Unreachable("cannot open " + path + ": " + why);
  }
  sqlite3_extended_result_codes(db_, 1);
  sqlite3_busy_timeout(db_, kBusyMs);
  try {
    control("pragma journal_mode = wal");
    control("pragma synchronous = full");
    control("pragma foreign_keys = on");
    control("pragma temp_store = memory");
    control(use == Use::write ? "pragma cache_size = -8000" : "pragma cache_size = -4000");
    if (use == Use::read) control("pragma query_only = on");
    if (use == Use::write)  // this takes the place of SQLite's own checkpoints
      sqlite3_wal_hook(
          db_,
          [](void* self, sqlite3*, const char*, int pages) {
            static_cast<SqliteConnection*>(self)->log_pages_ = pages;
            return SQLITE_OK;
          },
          this);
  } catch (const std::exception& error) {
    const std::string why = error.what();
    statements_.reset();
    sqlite3_close(db_);
    throw Unreachable("cannot open " + path + ": " + why);
  }
}

SqliteConnection::~SqliteConnection() {
  statements_.reset();
  sqlite3_close(db_);
}

std::int64_t SqliteConnection::step_all(sqlite3_stmt* statement, const Tx::Sink* sink) {
  const SqliteRow row(statement);
  const bool writes = sqlite3_stmt_readonly(statement) == 0;
  has_written_ = has_written_ || writes;
  int code = SQLITE_ROW;
  while ((code = sqlite3_step(statement)) == SQLITE_ROW)
    if (sink != nullptr) (*sink)(row);
  if (code != SQLITE_DONE) raise(code, sqlite3_sql(statement));
  return writes ? sqlite3_changes64(db_) : 0;
}

std::int64_t SqliteConnection::execute(std::string_view sql, std::span<const Param> params,
                                       const Tx::Sink* sink) {
  struct Reset {
    sqlite3_stmt* statement;
    ~Reset() { sqlite3_reset(statement); }
  };
  if (changes_schema(sql)) {
    SqliteStatement once(db_, sql);
    if (once.get() == nullptr) raise(sqlite3_extended_errcode(db_), sql);
    once.bind(params);
    step_all(once.get(), sink);
    return 0;
  }
  SqliteStatement* statement = statements_->find(sql);
  if (statement == nullptr) {
    SqliteStatement fresh(db_, sql);
    if (fresh.get() == nullptr) raise(sqlite3_extended_errcode(db_), sql);
    statement = &statements_->put(sql, std::move(fresh));
  }
  const Reset reset{statement->get()};
  statement->bind(params);
  return step_all(statement->get(), sink);
}

void SqliteConnection::control(std::string_view sql) {
  execute(sql, {}, nullptr);
}

void SqliteConnection::checkpoint(bool patient) {
  sqlite3_wal_checkpoint_v2(db_, nullptr, patient ? SQLITE_CHECKPOINT_RESTART : SQLITE_CHECKPOINT_PASSIVE,
                            nullptr,
                            nullptr);  // what cannot be copied now will be another time
}

void SqliteConnection::roll_back() noexcept {
  if (in_transaction()) sqlite3_exec(db_, "rollback", nullptr, nullptr, nullptr);
}

std::int64_t SqliteConnection::data_version() {
  std::int64_t version = 0;
  const Tx::Sink sink = [&](const Row& row) { version = row.as_int(0); };
  execute("pragma data_version", {}, &sink);
  return version;
}

void SqliteConnection::raise(int code, std::string_view sql) {
  const std::string why = sqlite3_errmsg(db_);
  if (is_storage_failure(code)) {
    found_full_ = true;
    throw StorageFull("the database cannot grow: " + why);
  }
  if (is_unreachable(code)) throw Unreachable("the database does not answer: " + why);
  throw SqlError(why + " in: " + std::string(sql));
}

}  // namespace musubi::db
