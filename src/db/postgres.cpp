// PostgreSQL behind `Database`: a pool of threads, each with a connection. A function runs in a transaction
// (REPEATABLE READ), where many wait together with others, and again after a conflict or a broken connection,
// as long as nothing can have been committed. Why this level: docs/decisions/002-isolation-and-watermark.md
#include <algorithm>
#include <thread>

#include "db/job_queue.hpp"
#include "db/postgres_signal.hpp"

namespace musubi::db {
namespace {

using Clk = std::chrono::steady_clock;
constexpr auto kReconnectFor = std::chrono::seconds(10);  // a restart of the server takes less
constexpr auto kBetweenConnects = std::chrono::milliseconds(100);
constexpr int kMostAttempts = 50;
constexpr std::size_t kGroup = 8;  // works a transaction, so that the first does not wait for long

class Postgres final : public Database {
 public:
  Postgres(const std::string& conninfo, const Settings& settings, Clock& clock, Random& random)
      : clock_(clock), random_(random), signal_(conninfo) {
    for (int i = 0; i < std::max(1, settings.connections); ++i)
      connections_.push_back(std::make_unique<PgConnection>(conninfo));
    try {
      connections_.front()->connect();
    } catch (const Lost& error) {
      throw Unreachable(error.what());
    }
    for (auto& connection : connections_)
      threads_.emplace_back([this, &connection] { work_on(*connection); });
  }
  ~Postgres() override { shut(); }

  [[nodiscard]] Engine engine() const override { return Engine::postgres; }
  void write(Work work, Done done) override { submit(jobs_, std::move(work), std::move(done), true); }
  void read(Work work, Done done) override { submit(jobs_, std::move(work), std::move(done), false); }
  void on_change(std::function<void()> wake) override { signal_.add(std::move(wake)); }
  bool ping() override {
    try {
      return read_now([](Tx& tx) { return tx.one<int>("select 1"); }) == 1;
    } catch (const std::exception&) {
      return false;
    }
  }
  void close() override { shut(); }

 private:
  void shut() {
    jobs_.stop();
    const std::lock_guard lock(closing_);
    if (threads_.empty()) return;
    threads_.clear();  // joins
    signal_.stop();
  }

  void work_on(PgConnection& connection) {
    std::vector<Job> jobs;
    while (true) {
      // The end of a read is sent with the next work; when there is none, now.
      if (!jobs_.pop(jobs, kGroup, std::chrono::milliseconds(0), connections_.size())) return;
      if (jobs.empty()) {
        connection.settle();
        if (!jobs_.pop(jobs, kGroup, std::chrono::hours(1), connections_.size())) return;
      }
      const auto reads = std::ranges::stable_partition(jobs, &Job::writes);
      if (const std::span writes(jobs.begin(), reads.begin());
          writes.size() < 2 || !run_together(connection, writes))
        for (auto& job : writes) run(connection, job);
      for (auto& job : reads) run(connection, job);
      jobs.clear();
    }
  }

  /// All of `jobs` in one transaction with one durable commit, each seeing what those before it wrote; then
  /// all are answered. They were all waiting before it began, so its snapshot is as new as each may expect.
  /// False, and nothing kept, as soon as anything goes wrong with any of them: then they run one by one.
  bool run_together(PgConnection& connection, std::span<Job> jobs) {
    const auto changes_before = signal_.count();
    bool changed = false;
    bool committing = false;
    try {
      if (!connection.connected()) return false;
      connection.begin(true);
      for (auto& job : jobs) {
        connection.forget_writes();
        PgTx tx(connection, clock_.now(), random_);
        const auto outcome = job.work(tx);
        if (outcome == Outcome::commit) tx.run_last_works();
        rethrow_trouble(connection);
        // A refusal wrote nothing and needs no way back.
        if (outcome == Outcome::rollback && connection.has_written())
          throw Conflict("one of a group is taken back");
        changed = changed || (outcome == Outcome::commit && tx.changed);
      }
      committing = true;
      connection.commit();
    } catch (const Lost&) {
      connection.disconnect();
      if (!committing) return false;
      const Unreachable unknown("the connection broke off during the commit: it may have been kept or not");
      for (auto& job : jobs) job.error = std::make_exception_ptr(unknown);
    } catch (...) {
      connection.roll_back();
      return false;
    }
    for (auto& job : jobs) job.done(job.error);
    if (changed || signal_.count() != changes_before) signal_.raise();
    return true;
  }

  void run(PgConnection& connection, Job& job) {
    const auto changes_before = signal_.count();
    bool changed = false;
    try {
      changed = run_until_settled(connection, job);
    } catch (...) {
      job.error = std::current_exception();
    }
    job.done(job.error);
    // A transaction still running holds the watermark down: changes committed meanwhile by others could not
    // be shown until it ended, however it ended. So its end is news too.
    if (changed || (job.writes && signal_.count() != changes_before)) signal_.raise();
  }

  /// True if it was kept and wrote to the change feed.
  bool run_until_settled(PgConnection& connection, Job& job) {
    const auto give_up = Clk::now() + kReconnectFor;
    for (int attempt = 1;; ++attempt) {
      bool committing = false;
      try {
        if (!connection.connected()) connection.connect();
        return attempt_once(connection, job, committing);
      } catch (const Conflict&) {
        connection.roll_back();
        if (attempt >= kMostAttempts) throw Unreachable("other transactions were in the way too often");
        pause(attempt);
      } catch (const Lost& error) {
        connection.disconnect();
        if (committing)
          throw Unreachable("the connection broke off during the commit: it may have been kept or not");
        if (Clk::now() >= give_up) throw Unreachable(error.what());
        std::this_thread::sleep_for(kBetweenConnects);
      } catch (...) {
        connection.roll_back();
        throw;
      }
    }
  }

  bool attempt_once(PgConnection& connection, Job& job, bool& committing) {
    connection.begin(job.writes);
    PgTx tx(connection, clock_.now(), random_);
    tx.read_only = !job.writes;
    auto outcome = Outcome::rollback;
    try {
      outcome = job.work(tx);
      if (outcome == Outcome::commit) tx.run_last_works();
    } catch (const Conflict&) {
      throw;
    } catch (const Lost&) {
      throw;
    } catch (...) {
      rethrow_trouble(connection);  // what the work made of it hides why it failed
      throw;
    }
    rethrow_trouble(connection);
    if (!job.writes) {
      connection.end_read();
      return false;
    }
    if (outcome == Outcome::rollback) {
      connection.roll_back();
      return false;
    }
    committing = true;
    connection.commit();
    return tx.changed;
  }

  static void rethrow_trouble(const PgConnection& connection) {
    if (connection.trouble() == PgConnection::Trouble::conflict)
      throw Conflict("another transaction was in the way");
    if (connection.trouble() == PgConnection::Trouble::lost)
      throw Lost("the connection to PostgreSQL broke off");
  }

  /// A little longer each time, and not the same for two threads, so that two in conflict do not meet again
  /// at once.
  static void pause(int attempt) {
    const auto thread = std::hash<std::thread::id>{}(std::this_thread::get_id()) / 64;
    const auto steps = std::min<std::size_t>(static_cast<std::size_t>(attempt), 20) * (1 + thread % 7);
    std::this_thread::sleep_for(std::chrono::microseconds(200) * steps);
  }

  Clock& clock_;
  Random& random_;
  ChangeSignal signal_;
  JobQueue jobs_;
  std::vector<std::unique_ptr<PgConnection>> connections_;
  std::mutex closing_;
  std::vector<std::jthread> threads_;  // last: joined before what they use goes
};

}  // namespace

std::unique_ptr<Database> open_postgres(const std::string& conninfo, const Settings& settings, Clock& clock,
                                        Random& random) {
  return std::make_unique<Postgres>(conninfo, settings, clock, random);
}

}  // namespace musubi::db
