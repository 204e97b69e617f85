// Inside db/ only: one PostgreSQL connection with its statements. One thread at a time. Parameters and
// results travel in binary. Knows nothing of queues or of running work again; it says what went wrong so that
// others can decide. https://www.postgresql.org/docs/15/libpq.html
#pragma once
#include <libpq-fe.h>

#include <span>
#include <string>

#include "db/engines.hpp"
#include "db/statement_cache.hpp"

namespace musubi::db {

/// Another transaction was in the way (40001, 40P01) or a statement went stale: the same work may be run
/// again.
struct Conflict : std::runtime_error {
  using std::runtime_error::runtime_error;
};
/// The connection is gone.
struct Lost : std::runtime_error {
  using std::runtime_error::runtime_error;
};

struct PgFree {
  void operator()(PGresult* result) const { PQclear(result); }
  void operator()(PGconn* connection) const { PQfinish(connection); }
};
using PgResult = std::unique_ptr<PGresult, PgFree>;
using PgHandle = std::unique_ptr<PGconn, PgFree>;

/// Connects with our time limits beneath what `conninfo` says; throws `Lost`.
PgHandle pg_connect(const std::string& conninfo);

class PgConnection {
 public:
  enum class Trouble { none, conflict, lost };

  explicit PgConnection(std::string conninfo) : conninfo_(std::move(conninfo)) {}
  /// Throws `Lost` with the server's reason.
  void connect();
  void disconnect();
  [[nodiscard]] bool connected() const {
    return handle_ != nullptr && PQstatus(handle_.get()) == CONNECTION_OK;
  }

  /// Begins with the first statement, in one journey.
  void begin(bool writes);
  std::int64_t execute(std::string_view sql, std::span<const Param> params, const Tx::Sink* sink);
  /// Does not wait: travels with the next statement or the commit, and its error shows there.
  void send(std::string_view sql, std::span<const Param> params);
  /// Durable when it returns. `Lost` from here means: nobody knows.
  void commit();
  /// The end of a read has nothing to wait for: it travels with the next begin, or with `settle`.
  void end_read();
  void settle() noexcept;
  void roll_back() noexcept;

  /// True once a statement may have written since the last `forget_writes`.
  [[nodiscard]] bool has_written() const { return has_written_; }
  void forget_writes() { has_written_ = false; }

  /// What a statement of this transaction ran into, even if the work hid the exception.
  [[nodiscard]] Trouble trouble() const { return trouble_; }

 private:
  struct Statement {
    std::string name;
    std::vector<Oid> types;  ///< as prepared; 0 where only nulls were seen so far
  };
  void prepare_own();
  void forget_statements();
  const Statement& prepared(std::string_view sql, std::span<const Param> params);
  void prepare(Statement& statement, std::string_view sql, std::span<const Param> params);
  void encode(std::span<const Param> params);
  PgResult run_prepared(const Statement& statement);
  PgResult run_once(std::string_view sql, std::span<const Param> params);
  void settle_debts();
  void command(const char* prepared_name);
  void dispatch(const char* prepared_name, std::string_view sql, std::size_t arguments = 0);
  void dispatch_owed();
  PgResult collect();
  [[noreturn]] void lose();
  /// Hands the result on, or throws what its error means.
  PgResult checked(PgResult result, std::string_view sql);
  [[noreturn]] void raise(const PGresult* result, std::string_view sql);

  std::string conninfo_;
  std::unique_ptr<StatementCache<Statement>> statements_;
  PgHandle handle_;
  std::int64_t named_ = 0;
  static constexpr std::size_t kMostUnderWay = 256;  ///< bounds the results that wait to be read
  std::vector<std::string_view> under_way_;          ///< texts of the statements in libpq's pipeline
  bool owes_commit_ = false;                         ///< of a read that has ended
  const char* owes_begin_ = nullptr;                 ///< the prepared `begin` that has not been sent
  bool writes_ = false;
  bool has_written_ = false;
  bool stale_statements_ = false;
  Trouble trouble_ = Trouble::none;
  // Parameters of the statement being sent, kept to save allocations.
  std::vector<const char*> values_;
  std::vector<int> lengths_;
  std::vector<int> formats_;
  std::vector<std::array<char, 8>> numbers_;
};

class PgTx final : public Tx {
 public:
  PgTx(PgConnection& connection, Time now, Random& random)
      : Tx(Engine::postgres, now, random), connection_(connection) {}

 protected:
  std::int64_t execute(std::string_view sql, std::span<const Param> params, const Sink* sink) override {
    return connection_.execute(sql, params, sink);
  }
  void dispatch(std::string_view sql, std::span<const Param> params) override {
    connection_.send(sql, params);
  }

 private:
  PgConnection& connection_;
};

}  // namespace musubi::db
