// From a read request to its answer: door, strength, authentication, transaction, guard watch, errors. Plain
// callbacks; no sockets, no coroutines. Knows no feature. The order of refusals: nobody (401), too weak
// (401/403), no post (403), then what the body says (422).
#pragma once
#include <functional>
#include <memory>
#include <variant>

#include "http/hooks.hpp"
#include "http/router.hpp"
#include "http/settings.hpp"
#include "http/work_pool.hpp"

namespace musubi::http {

/// One request on its way; shared by the threads that hold it in turn, never at once.
struct Exchange {
  Request request;
  const Route* route = nullptr;
  Result<Route::InTx> in_tx{};
  Result<Route::AtWork> at_work{};
  Result<Answer> answer = fail(Code::internal);
  std::optional<StreamStart> stream_start;
};
using ExchangePtr = std::shared_ptr<Exchange>;

class Dispatcher {
 public:
  using Done = std::function<void()>;
  Dispatcher(db::Database& database, const Hooks& hooks, WorkPool& workers, const Settings& settings);

  /// What can be refused before the body is read: a request from another page, nobody behind a closed door.
  [[nodiscard]] Status look_at_head(const Route& route, const Request& request) const;
  /// For uploads and forms: authenticates in a transaction of its own before megabytes are taken in, and asks
  /// the route's `before_body`. Fills `answer` if it refuses; `done(allowed)`.
  void authenticate_first(const ExchangePtr& exchange, std::function<void(bool)> done);
  /// Runs the route; fills `answer` (or `stream_start`), then calls `done` once, on any thread.
  void run(const ExchangePtr& exchange, Done done);

  void replay(const ExchangePtr& exchange, std::int64_t position,
              std::function<void(Result<std::vector<Event>>)> done);
  void still_valid(const ExchangePtr& exchange, std::function<void(bool)> done);

 private:
  Status admit(Tx& tx, const Route& route, Request& request) const;
  Result<Answer> attempt(Tx& tx, Exchange& exchange) const;
  void run_in_tx(const ExchangePtr& exchange, Done done);
  void run_at_work(const ExchangePtr& exchange, Done done);
  void work(Exchange& exchange);
  void finish(const ExchangePtr& exchange, std::exception_ptr error, Done done);
  void on_database(bool write, db::Database::Work work, std::function<void(std::exception_ptr)> done);
  Error error_of(const std::exception_ptr& error, std::string_view route) const;

  db::Database& database_;
  const Hooks& hooks_;
  WorkPool& workers_;
  const Settings& settings_;
};

}  // namespace musubi::http
