// The database: runs functions over a transaction, off the network threads, and answers after the durable
// commit. SQLite: one writer thread with group commit, a pool of readers. PostgreSQL: a pool of connections,
// each function in its own transaction, run again after a serialisation failure. So a function has no effect
// outside its Tx.
#pragma once
#include <functional>
#include <future>
#include <memory>
#include <stdexcept>
#include <string>

#include "db/tx.hpp"

namespace musubi::db {

/// Thrown out of `write`/`read` when the disk is full: nothing of the function's work was kept.
struct StorageFull : std::runtime_error {
  using std::runtime_error::runtime_error;
};
/// The database cannot be reached; the work may be tried again.
struct Unreachable : std::runtime_error {
  using std::runtime_error::runtime_error;
};

class Database {
 public:
  /// What a function says at its end: keep its work, or take all of it back (a refusal).
  enum class Outcome { commit, rollback };
  using Work = std::function<Outcome(Tx&)>;
  /// Called on a database thread after the commit is durable, or with what was thrown.
  using Done = std::function<void(std::exception_ptr)>;

  virtual ~Database() = default;
  [[nodiscard]] virtual Engine engine() const = 0;

  /// Queues `work`. It may run more than once (PostgreSQL), never twice with effect.
  virtual void write(Work work, Done done) = 0;
  /// The same on a snapshot that must not write.
  virtual void read(Work work, Done done) = 0;

  /// Called after commits that wrote to the change feed, of this copy or another one. On any thread; must be
  /// short.
  virtual void on_change(std::function<void()> wake) = 0;
  /// True when a trivial statement answers (for /readyz).
  virtual bool ping() = 0;
  /// Waits for work in flight, then closes.
  virtual void close() = 0;

  /// Blocking forms, for command-line tools, tests and worker threads; never called from a network thread.
  template <class F>
  auto write_now(F&& f) {
    return block([this](Work w, Done d) { write(std::move(w), std::move(d)); }, f);
  }
  template <class F>
  auto read_now(F&& f) {
    return block([this](Work w, Done d) { read(std::move(w), std::move(d)); }, f);
  }

 private:
  /// `f(Tx&)` returns void, a value, or a Result (whose error takes the work back).
  template <class Run, class F>
  static auto block(Run run, F& f) {
    using R = std::invoke_result_t<F&, Tx&>;
    using Held = std::conditional_t<std::is_void_v<R>, bool, std::optional<R>>;
    std::promise<void> ended;
    auto future = ended.get_future();
    Held held{};
    run(
        [&](Tx& tx) {
          if constexpr (std::is_void_v<R>) {
            f(tx);
          } else {
            held.emplace(f(tx));
            if constexpr (requires { held->has_value(), held->error(); })
              if (!held->has_value()) return Outcome::rollback;
          }
          return Outcome::commit;
        },
        [&](std::exception_ptr error) {
          if (error)
            ended.set_exception(error);
          else
            ended.set_value();
        });
    future.get();
    if constexpr (!std::is_void_v<R>) return R(std::move(*held));
  }
};

struct Settings {
  /// `sqlite:PATH` or `postgres:CONNINFO` (libpq keywords or URI after the colon).
  std::string url;
  int readers = 4;      ///< SQLite reader connections
  int connections = 8;  ///< PostgreSQL pool
  int group_ms = 10;    ///< SQLite: work still waiting after so long goes into the next commit
};
/// Opens; does not migrate. Throws `Unreachable` with a plain reason.
std::unique_ptr<Database> open(const Settings& settings, Clock& clock, Random& random);

/// Brings the schema up to the newest of `migrations/`, each file in one transaction, safe to interrupt and
/// to run from two copies at once. Refuses (Code::unavailable) a database written by a newer program.
Status migrate(Database& database);
/// The newest migration this program knows, and the one the database has.
int newest_migration();
int current_migration(Tx& tx);

}  // namespace musubi::db
