#include "db/postgres_connection.hpp"

#include <charconv>

#include "db/postgres_row.hpp"

namespace musubi::db {
namespace {

constexpr const char* kBeginWrite = "musubi_begin_write";
constexpr const char* kBeginRead = "musubi_begin_read";
constexpr const char* kCommit = "musubi_commit";

Oid type_of(const Param& param) {
  // In the order of the alternatives of Param.
  constexpr std::array<Oid, 7> kTypes = {0,          oid::kBool,  oid::kInt8, oid::kFloat8,
                                         oid::kText, oid::kBytea, oid::kUuid};
  static_assert(kTypes.size() == std::variant_size_v<Param>);
  return kTypes[param.index()];
}

bool fits(std::span<const Oid> types, std::span<const Param> params) {
  if (types.size() != params.size()) return false;
  for (std::size_t i = 0; i < params.size(); ++i)
    if (const Oid wanted = type_of(params[i]); wanted != 0 && wanted != types[i]) return false;
  return true;
}

bool failed(const PGresult* result) {
  const auto status = PQresultStatus(result);
  return status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK && status != PGRES_EMPTY_QUERY;
}

std::string_view text_of(const char* text) {
  return text == nullptr ? std::string_view() : std::string_view(text);
}

/// Rows changed; `select` changes none.
std::int64_t changed_rows(PGresult* result) {
  if (text_of(PQcmdStatus(result)).starts_with("SELECT")) return 0;
  const auto count = text_of(PQcmdTuples(result));
  std::int64_t rows = 0;
  std::from_chars(count.data(), count.data() + count.size(), rows);
  return rows;
}

}  // namespace

PgHandle pg_connect(const std::string& conninfo) {
  // Later ones win: what the operator wrote comes last.
  const std::array<const char*, 6> names = {"connect_timeout", "tcp_user_timeout", "application_name",
                                            "client_encoding", "dbname",           nullptr};
  const std::array<const char*, 6> values = {"5", "10000", "musubi", "UTF8", conninfo.c_str(), nullptr};
  PgHandle handle(PQconnectdbParams(names.data(), values.data(), 1));
  if (PQstatus(handle.get()) != CONNECTION_OK) {
    auto why = std::string(text_of(PQerrorMessage(handle.get())));
    while (why.ends_with('\n')) why.pop_back();
    throw Lost("cannot reach PostgreSQL: " + why);
  }
  PQsetNoticeProcessor(
      handle.get(), [](void*, const char*) {}, nullptr);
  return handle;
}

void PgConnection::connect() {
  disconnect();
  handle_ = pg_connect(conninfo_);
  statements_ = std::make_unique<StatementCache<Statement>>();
  // Compiling a plan costs more than any of our statements.
  // A transaction that a stopped program left open would hold back the change feed of all.
  // Planning anew costs more than our statements too: they are written so that one plan serves all values.
  // Such a plan takes a tenth of a table for what `limit $1` lets through, and would start helpers to fetch
  // it: a half second and more on a busy machine for the 500 rows that are wanted.
  // A plan made while a table was small reads all of it each time, and stays until the table is counted
  // again. Indexes lead to all that is asked here, so they are to be taken from the first row on.
  for (const char* const set :
       {"set jit = off", "set plan_cache_mode = force_generic_plan", "set enable_seqscan = off",
        "set max_parallel_workers_per_gather = 0", "set standard_conforming_strings = on",
        "set idle_in_transaction_session_timeout = '60s'"})
    checked(PgResult(PQexec(handle_.get(), set)), set);
  prepare_own();
}

void PgConnection::prepare_own() {
  const std::array<std::pair<const char*, const char*>, 3> kept = {
      {{kBeginWrite, "begin isolation level repeatable read read write"},
       {kBeginRead, "begin isolation level repeatable read read only"},
       {kCommit, "commit"}}};
  for (const auto& [name, sql] : kept)
    checked(PgResult(PQprepare(handle_.get(), name, sql, 0, nullptr)), sql);
}

void PgConnection::disconnect() {
  handle_.reset();
  statements_.reset();
  owes_commit_ = false;
  owes_begin_ = nullptr;
  under_way_.clear();
  stale_statements_ = false;
  trouble_ = Trouble::none;
}

void PgConnection::forget_statements() {
  statements_->clear();
  checked(PgResult(PQexec(handle_.get(), "deallocate all")), "deallocate all");
  prepare_own();
  stale_statements_ = false;
}

void PgConnection::begin(bool writes) {
  trouble_ = Trouble::none;
  writes_ = writes;
  if (stale_statements_) {
    settle();
    forget_statements();
  }
  owes_begin_ = writes ? kBeginWrite : kBeginRead;
}

void PgConnection::commit() {
  if (under_way_.empty() && owes_begin_ != nullptr) {  // nothing was done
    owes_begin_ = nullptr;
    return;
  }
  PgResult result;
  if (under_way_.empty()) {
    result =
        checked(PgResult(PQexecPrepared(handle_.get(), kCommit, 0, nullptr, nullptr, nullptr, 1)), "commit");
  } else {
    dispatch(kCommit, "commit");
    result = collect();
  }
  // PostgreSQL answers a commit after a failed statement with a rollback.
  if (text_of(PQcmdStatus(result.get())) != "COMMIT")
    throw SqlError("a failed statement was overlooked: nothing was kept");
}

void PgConnection::end_read() {
  if (owes_begin_ != nullptr)
    owes_begin_ = nullptr;
  else
    owes_commit_ = true;
}

void PgConnection::settle() noexcept {
  if (!owes_commit_) return;
  owes_commit_ = false;
  if (connected()) PgResult(PQexecPrepared(handle_.get(), kCommit, 0, nullptr, nullptr, nullptr, 1));
}

void PgConnection::roll_back() noexcept {
  owes_begin_ = nullptr;
  owes_commit_ = false;
  try {
    if (!under_way_.empty()) collect();
  } catch (const std::exception&) {  // it is taken back either way
  }
  if (connected() && PQtransactionStatus(handle_.get()) != PQTRANS_IDLE)
    PgResult(PQexec(handle_.get(), "rollback"));
}

void PgConnection::command(const char* prepared_name) {
  checked(PgResult(PQexecPrepared(handle_.get(), prepared_name, 0, nullptr, nullptr, nullptr, 1)),
          prepared_name);
}

/// What is under way and what is owed, done and read, so that the connection is free for a command of its
/// own.
void PgConnection::settle_debts() {
  if (!under_way_.empty()) collect();
  if (std::exchange(owes_commit_, false)) command(kCommit);
  if (const char* const begin = std::exchange(owes_begin_, nullptr)) command(begin);
}

// --- statements
// ---------------------------------------------------------------------------------------------

std::int64_t PgConnection::execute(std::string_view sql, std::span<const Param> params,
                                   const Tx::Sink* sink) {
  if (handle_ == nullptr) throw Lost("not connected");
  PgResult result;
  if (changes_schema(sql)) {
    settle_debts();
    result = checked(run_once(sql, params), sql);
  } else {
    const Statement& statement = prepared(sql, params);
    encode(params);
    if (owes_commit_ || owes_begin_ != nullptr || !under_way_.empty()) {
      dispatch_owed();
      dispatch(statement.name.c_str(), sql, values_.size());
      result = collect();
    } else {
      result = checked(run_prepared(statement), sql);
    }
  }
  if (sink != nullptr) {
    const int rows = PQntuples(result.get());
    for (int i = 0; i < rows; ++i) (*sink)(PgRow(result.get(), i));
  }
  has_written_ = has_written_ || !text_of(PQcmdStatus(result.get())).starts_with("SELECT");
  return changed_rows(result.get());
}

void PgConnection::send(std::string_view sql, std::span<const Param> params) {
  if (handle_ == nullptr) throw Lost("not connected");
  has_written_ = true;
  if (under_way_.size() >= kMostUnderWay) collect();
  const Statement& statement = prepared(sql, params);
  encode(params);
  dispatch_owed();
  dispatch(statement.name.c_str(), sql, values_.size());
}

/// The types of parameters are ours, not guessed by the server: BIGINT stays BIGINT beside an INTEGER. A null
/// has no type; a statement prepared while one was null is prepared again when the first value comes.
const PgConnection::Statement& PgConnection::prepared(std::string_view sql, std::span<const Param> params) {
  Statement* found = statements_->find(sql);
  if (found != nullptr && fits(found->types, params)) return *found;
  settle_debts();
  if (found != nullptr) {
    const auto drop = "deallocate " + found->name;
    checked(PgResult(PQexec(handle_.get(), drop.c_str())), drop);
    prepare(*found, sql, params);
    return *found;
  }
  if (statements_->size() >= StatementCache<Statement>::kMost) forget_statements();
  Statement fresh{"musubi_" + std::to_string(++named_), {}};
  prepare(fresh, sql, params);
  return statements_->put(sql, std::move(fresh));
}

void PgConnection::prepare(Statement& statement, std::string_view sql, std::span<const Param> params) {
  statement.types.resize(params.size());
  for (std::size_t i = 0; i < params.size(); ++i)
    if (const Oid wanted = type_of(params[i]); wanted != 0) statement.types[i] = wanted;
  const std::string text(sql);
  checked(PgResult(PQprepare(handle_.get(), statement.name.c_str(), text.c_str(),
                             static_cast<int>(statement.types.size()), statement.types.data())),
          sql);
}

void PgConnection::encode(std::span<const Param> params) {
  values_.resize(params.size());
  lengths_.resize(params.size());
  formats_.assign(params.size(), 1);
  numbers_.resize(params.size());
  for (std::size_t i = 0; i < params.size(); ++i) {
    const auto put = [&](const char* data, std::size_t size) {
      values_[i] = data;
      lengths_[i] = static_cast<int>(size);
    };
    std::visit(
        [&]<class T>(const T& v) {
          if constexpr (std::same_as<T, std::monostate>) {
            put(nullptr, 0);
          } else if constexpr (std::same_as<T, bool>) {
            numbers_[i][0] = v ? 1 : 0;
            put(numbers_[i].data(), 1);
          } else if constexpr (std::same_as<T, std::int64_t> || std::same_as<T, double>) {
            numbers_[i] = to_network(v);
            put(numbers_[i].data(), 8);
          } else if constexpr (std::same_as<T, Uuid>) {
            put(reinterpret_cast<const char*>(v.bytes.data()), v.bytes.size());
          } else {  // an empty view may hold a null pointer, which would mean NULL
            put(v.empty() ? "" : reinterpret_cast<const char*>(v.data()), v.size());
          }
        },
        params[i]);
  }
}

PgResult PgConnection::run_prepared(const Statement& statement) {
  return PgResult(PQexecPrepared(handle_.get(), statement.name.c_str(), static_cast<int>(values_.size()),
                                 values_.data(), lengths_.data(), formats_.data(), 1));
}

PgResult PgConnection::run_once(std::string_view sql, std::span<const Param> params) {
  encode(params);
  std::vector<Oid> types;
  for (const auto& param : params) types.push_back(type_of(param));
  return PgResult(PQexecParams(handle_.get(), std::string(sql).c_str(), static_cast<int>(params.size()),
                               types.data(), values_.data(), lengths_.data(), formats_.data(), 1));
}

// --- statements under way: libpq's pipeline
// ------------------------------------------------------------------

/// Puts a statement on its way without waiting; `arguments` of them were encoded.
void PgConnection::dispatch(const char* prepared_name, std::string_view sql, std::size_t arguments) {
  PGconn* const c = handle_.get();
  const bool sent = (!under_way_.empty() || PQenterPipelineMode(c) == 1) &&
                    PQsendQueryPrepared(c, prepared_name, static_cast<int>(arguments), values_.data(),
                                        lengths_.data(), formats_.data(), 1) == 1;
  if (!sent) lose();
  under_way_.push_back(sql);
}
void PgConnection::dispatch_owed() {
  if (std::exchange(owes_commit_, false)) dispatch(kCommit, kCommit);
  if (const char* const begin = std::exchange(owes_begin_, nullptr)) dispatch(begin, begin);
}

/// Waits for all that is under way. Hands on the result of the last, or throws what the first error means:
/// what came after that one was not done.
PgResult PgConnection::collect() {
  PGconn* const c = handle_.get();
  const auto sent = std::exchange(under_way_, {});
  if (PQpipelineSync(c) != 1) lose();
  PgResult last;
  std::size_t answered = 0;
  bool broken = false;
  // Each result is followed by a null; more of them than that means the connection has gone.
  for (std::size_t nulls = 0;;) {
    PgResult next(PQgetResult(c));
    if (next == nullptr) {
      if (++nulls > sent.size() + 1) lose();
      continue;
    }
    const auto status = PQresultStatus(next.get());
    if (status == PGRES_PIPELINE_SYNC) break;
    if (broken || status == PGRES_PIPELINE_ABORTED) continue;
    broken = failed(next.get());
    last = std::move(next);
    ++answered;
  }
  if (PQexitPipelineMode(c) != 1 || answered == 0) lose();
  return checked(std::move(last), sent[answered - 1]);
}

void PgConnection::lose() {
  under_way_.clear();
  trouble_ = Trouble::lost;
  throw Lost("the connection to PostgreSQL broke off");
}

// --- errors
// -------------------------------------------------------------------------------------------------

PgResult PgConnection::checked(PgResult result, std::string_view sql) {
  if (result == nullptr || failed(result.get())) raise(result.get(), sql);
  return result;
}

/// https://www.postgresql.org/docs/15/errcodes-appendix.html
void PgConnection::raise(const PGresult* result, std::string_view sql) {
  const auto state =
      result == nullptr ? std::string_view() : text_of(PQresultErrorField(result, PG_DIAG_SQLSTATE));
  // Without a state it was not the server that spoke but libpq, of the link, which it may still call
  // connected: what it could not send was answered by a goodbye whose end it has not read yet.
  const bool unsent = state.empty();
  // The primary message names tables and constraints; the detail would hold values.
  const auto why = std::string(unsent ? std::string_view(PQerrorMessage(handle_.get()))
                                      : text_of(PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY)));
  const bool read_only_server =
      writes_ && state == "25006";  // after a fail-over: the old one is no writer any more
  const bool link =
      state.starts_with("08") && state != "08P01";  // that one is a bug: parameters do not match
  if (!connected() || unsent || link || state.starts_with("57P") || read_only_server) {
    trouble_ = Trouble::lost;
    throw Lost("the connection to PostgreSQL broke off: " + why);
  }
  if (state == "40001" || state == "40P01") {
    trouble_ = Trouble::conflict;
    throw Conflict(why);
  }
  // Another copy has migrated the schema beneath our prepared statement.
  if (state == "26000" || (state == "0A000" && why.find("cached plan") != std::string::npos)) {
    trouble_ = Trouble::conflict;
    stale_statements_ = true;
    throw Conflict(why);
  }
  if (state == "53100") throw StorageFull("the database cannot grow: " + why);
  if (state.starts_with("53") || state.starts_with("58"))
    throw Unreachable("the database does not answer: " + why);
  throw SqlError(why + " (" + std::string(state) + ") in: " + std::string(sql));
}

}  // namespace musubi::db
