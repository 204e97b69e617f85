#include "http/dispatch.hpp"

#include <spdlog/spdlog.h>

#include "http/watched_database.hpp"

namespace musubi::http {
namespace {

bool is_guarded(Door door) {
  return door == Door::person || door == Door::duty;
}
bool needs_post(Door door) {
  return door == Door::own || is_guarded(door);
}

/// Nothing in the request could say who is asking.
bool is_anonymous(const Request& request) {
  return request.cookies.empty() && request.header("authorization").empty();
}

/// What the caller must be, once we know who it is.
Status check_door(const Route& route, const Request& request) {
  const auto& spec = route.spec;
  if (spec.door == Door::open) return {};
  if (!request.actor) return fail(Code::unauthenticated);
  const auto& actor = *request.actor;
  if (actor.strength < spec.strength) {
    const bool only_stale =
        spec.strength == access::Strength::fresh && actor.strength == access::Strength::two_factor;
    return fail(only_stale ? Code::step_up_needed : Code::weak_session);
  }
  if (needs_post(spec.door) && actor.post_id.is_nil())
    return fail(Code::forbidden, "", "どの立場で利用するかを選んでください。",
                "Choose which post you act as first.");
  return {};
}

/// Let in to the person, and then refused the thing: not theirs to see, not there, or not theirs to change.
/// Such a try leaves a record as any other refusal does, or ids could be tried out unseen.
void record_refused_item(Result<Answer>& answer, const std::optional<Refusal>& admitted) {
  if (answer || answer.error().refusal || !admitted) return;
  const auto code = answer.error().code;
  if (code == Code::not_found || code == Code::forbidden) answer.error().refusal = admitted;
}

}  // namespace

Dispatcher::Dispatcher(db::Database& database, const Hooks& hooks, WorkPool& workers,
                       const Settings& settings)
    : database_(database), hooks_(hooks), workers_(workers), settings_(settings) {}

Status Dispatcher::look_at_head(const Route& route, const Request& request) const {
  if (request.method != Method::get) {
    // Fetch Metadata and Origin: another site's page must not act with our cookie, a sibling host's neither.
    const auto site = request.header("sec-fetch-site");
    const auto origin = request.header("origin");
    if (site == "cross-site" || site == "same-site" || (!origin.empty() && origin != request.origin))
      return fail(Code::csrf, "", "ほかのサイトからの操作は受け付けません。",
                  "Requests from other sites are refused.");
  }
  if (route.spec.door != Door::open && is_anonymous(request)) return fail(Code::unauthenticated);
  return {};
}

Status Dispatcher::admit(Tx& tx, const Route& route, Request& request) const {
  request.actor.reset();
  if (hooks_.authenticate && !is_anonymous(request)) TRY(hooks_.authenticate(tx, request));
  return check_door(route, request);
}

/// One attempt in a transaction; may run again, so all it leaves behind is overwritten by the next.
Result<Answer> Dispatcher::attempt(Tx& tx, Exchange& exchange) const {
  const auto& route = *exchange.route;
  TRY(admit(tx, route, exchange.request));
  if (route.streams) {
    TRY_ASSIGN(exchange.stream_start, hooks_.stream.open(tx, exchange.request));
    return Answer{};
  }
  if (!exchange.in_tx) return std::unexpected(exchange.in_tx.error());
  tx.guarded = false;
  tx.admitted.reset();
  auto answer = (*exchange.in_tx)(tx, exchange.request);
  record_refused_item(answer, tx.admitted);
  if (!answer) return answer;
  if (is_guarded(route.spec.door) && !tx.guarded) {
    hooks_.metrics->unguarded.fetch_add(1);
    settings_.log->error("route {} answered without passing a guard; its answer was withheld",
                         route.spec.name);
    return fail(Code::internal);
  }
  return answer;
}

void Dispatcher::run(const ExchangePtr& exchange, Done done) {
  const auto& route = *exchange->route;
  try {
    if (route.streams) {
      if (!hooks_.stream.open) {
        exchange->answer = not_found();
        return done();
      }
    } else if (route.prepare_work) {
      exchange->at_work = route.prepare_work(exchange->request);
    } else {
      exchange->in_tx = route.prepare(exchange->request);
    }
    // Behind a closed door the caller hears of the body only after having been let in.
    if (route.spec.door == Door::open && !(exchange->at_work && exchange->in_tx)) {
      exchange->answer =
          std::unexpected(exchange->at_work ? exchange->in_tx.error() : exchange->at_work.error());
      return done();
    }
  } catch (...) {
    exchange->answer = std::unexpected(error_of(std::current_exception(), route.spec.name));
    return done();
  }
  if (route.prepare_work)
    run_at_work(exchange, std::move(done));
  else
    run_in_tx(exchange, std::move(done));
}

void Dispatcher::run_in_tx(const ExchangePtr& exchange, Done done) {
  on_database(
      exchange->route->spec.mode == Mode::write,
      [this, exchange](Tx& tx) {
        exchange->answer = attempt(tx, *exchange);
        return exchange->answer ? db::Database::Outcome::commit : db::Database::Outcome::rollback;
      },
      [this, exchange, done = std::move(done)](std::exception_ptr error) mutable {
        finish(exchange, std::move(error), std::move(done));
      });
}

void Dispatcher::run_at_work(const ExchangePtr& exchange, Done done) {
  const bool queued = workers_.post([this, exchange, done]() mutable {
    std::exception_ptr error;
    try {
      work(*exchange);
    } catch (...) {
      error = std::current_exception();
    }
    finish(exchange, std::move(error), std::move(done));
  });
  if (queued) return;
  exchange->answer = fail(Code::unavailable);
  done();
}

/// On a worker thread: may block.
void Dispatcher::work(Exchange& exchange) {
  const auto& route = *exchange.route;
  if (!(is_anonymous(exchange.request) && route.spec.door == Door::open)) {
    const auto admitted = database_.read_now([&](Tx& tx) { return admit(tx, route, exchange.request); });
    if (!admitted) {
      exchange.answer = std::unexpected(admitted.error());
      return;
    }
  }
  if (!exchange.at_work) {
    exchange.answer = std::unexpected(exchange.at_work.error());
    return;
  }
  WatchedDatabase watched(database_);
  exchange.answer = (*exchange.at_work)(watched, exchange.request);
  record_refused_item(exchange.answer, watched.admitted());
  if (exchange.answer && is_guarded(route.spec.door) && !watched.guarded()) {
    hooks_.metrics->unguarded.fetch_add(1);
    settings_.log->error("route {} answered without passing a guard; its answer was withheld",
                         route.spec.name);
    exchange.answer = fail(Code::internal);
  }
}

void Dispatcher::finish(const ExchangePtr& exchange, std::exception_ptr error, Done done) {
  const auto& name = exchange->route->spec.name;
  if (error) exchange->answer = std::unexpected(error_of(error, name));
  if (exchange->answer || !exchange->answer.error().refusal || !hooks_.on_refusal) return done();
  on_database(
      true,
      [this, exchange](Tx& tx) {
        hooks_.on_refusal(tx, exchange->request, *exchange->answer.error().refusal);
        return db::Database::Outcome::commit;
      },
      [this, exchange, name, done = std::move(done)](std::exception_ptr failed) {
        if (failed)
          exchange->answer = std::unexpected(error_of(failed, name));  // no refusal without its record
        done();
      });
}

void Dispatcher::authenticate_first(const ExchangePtr& exchange, std::function<void(bool)> done) {
  auto admitted = std::make_shared<Status>();
  on_database(
      false,
      [this, exchange, admitted](Tx& tx) {
        const auto& route = *exchange->route;
        *admitted = admit(tx, route, exchange->request);
        if (*admitted && route.spec.before_body) *admitted = route.spec.before_body(tx, exchange->request);
        return db::Database::Outcome::commit;
      },
      [this, exchange, admitted, done = std::move(done)](std::exception_ptr error) {
        if (error) *admitted = std::unexpected(error_of(error, exchange->route->spec.name));
        if (!*admitted) exchange->answer = std::unexpected(admitted->error());
        done(admitted->has_value());
      });
}

void Dispatcher::replay(const ExchangePtr& exchange, std::int64_t position,
                        std::function<void(Result<std::vector<Event>>)> done) {
  auto events = std::make_shared<Result<std::vector<Event>>>();
  if (!hooks_.stream.replay) return done(*events);
  on_database(
      false,
      [this, exchange, position, events](Tx& tx) {
        *events = hooks_.stream.replay(tx, *exchange->request.actor, position);
        return db::Database::Outcome::commit;
      },
      [this, events, done = std::move(done)](std::exception_ptr error) {
        if (error) *events = std::unexpected(error_of(error, "stream"));
        done(std::move(*events));
      });
}

void Dispatcher::still_valid(const ExchangePtr& exchange, std::function<void(bool)> done) {
  if (!hooks_.stream.still_valid) return done(true);
  auto valid = std::make_shared<bool>(false);
  on_database(
      false,
      [this, exchange, valid](Tx& tx) {
        *valid = hooks_.stream.still_valid(tx, *exchange->request.actor);
        return db::Database::Outcome::commit;
      },
      [this, valid, done = std::move(done)](std::exception_ptr error) {
        if (error) error_of(error, "stream");
        done(!error && *valid);  // who cannot be asked about is closed; the browser comes back by itself
      });
}

void Dispatcher::on_database(bool write, db::Database::Work work,
                             std::function<void(std::exception_ptr)> done) {
  auto& waiting = hooks_.metrics->database_work;
  waiting.fetch_add(1, std::memory_order_relaxed);
  auto counted = [&waiting, done = std::move(done)](std::exception_ptr error) {
    waiting.fetch_sub(1, std::memory_order_relaxed);
    done(std::move(error));
  };
  try {
    if (write)
      database_.write(std::move(work), counted);
    else
      database_.read(std::move(work), counted);
  } catch (...) {  // refused before it was queued
    counted(std::current_exception());
  }
}

Error Dispatcher::error_of(const std::exception_ptr& error, std::string_view route) const {
  Error told;
  try {
    std::rethrow_exception(error);
  } catch (const db::StorageFull& e) {
    told.code = Code::storage_full;
    settings_.log->error("{}: storage full: {}", route, e.what());
  } catch (const db::Unreachable& e) {
    told.code = Code::unavailable;
    settings_.log->error("{}: database unreachable: {}", route, e.what());
  } catch (const std::exception& e) {
    settings_.log->error("{}: {}", route, e.what());
  } catch (...) {
    settings_.log->error("{}: an unknown exception", route);
  }
  return told;
}

}  // namespace musubi::http
