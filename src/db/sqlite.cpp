// SQLite behind `Database`: one writer thread with group commit, a few readers on their own snapshots, and a
// thread that copies the log into the file, so that its flushes hold up nobody who waits for a commit.
#include <algorithm>
#include <thread>

#include "db/job_queue.hpp"
#include "db/sqlite_connection.hpp"

namespace musubi::db {
namespace {

constexpr std::size_t kGroup = 128;    // works a commit, so that the first does not wait for long
constexpr int kCarefulGroups = 32;     // with savepoints, after one that had to run again
constexpr int kLogPages = 1'000;       // copied into the file beyond this, beside the writer
constexpr int kMostLogPages = 16'000;  // beyond this the writer itself sees to it: 64 MB
constexpr auto kPatience = std::chrono::milliseconds(500);  // between looks for commits of another process

/// Wakes one thread; rung while it is busy, it comes round once more.
class Bell {
 public:
  void ring() {
    {
      const std::lock_guard lock(mutex_);
      rung_ = true;
    }
    changed_.notify_one();
  }
  /// False once stopped.
  bool wait() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return rung_ || stopped_; });
    rung_ = false;
    return !stopped_;
  }
  void stop() {
    {
      const std::lock_guard lock(mutex_);
      stopped_ = true;
    }
    changed_.notify_one();
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  bool rung_ = false;
  bool stopped_ = false;
};

class Sqlite final : public Database {
 public:
  Sqlite(const std::string& path, const Settings& settings, Clock& clock, Random& random)
      : clock_(clock),
        random_(random),
        group_time_(settings.group_ms),
        writer_connection_(path, SqliteConnection::Use::write),
        copier_connection_(path, SqliteConnection::Use::write),
        seen_version_(writer_connection_.data_version()) {  // before anybody writes who saw it open
    for (int i = 0; i < std::max(1, settings.readers); ++i)
      reader_connections_.push_back(std::make_unique<SqliteConnection>(path, SqliteConnection::Use::read));
    threads_.emplace_back([this] { write_on(); });
    threads_.emplace_back([this] { copy_on(); });
    for (auto& connection : reader_connections_)
      threads_.emplace_back([this, &connection] { read_on(*connection); });
  }
  ~Sqlite() override { shut(); }

  [[nodiscard]] Engine engine() const override { return Engine::sqlite; }
  void write(Work work, Done done) override { submit(to_write_, std::move(work), std::move(done), true); }
  void read(Work work, Done done) override { submit(to_read_, std::move(work), std::move(done), false); }
  void on_change(std::function<void()> wake) override { wakers_.add(std::move(wake)); }
  bool ping() override {
    try {
      return read_now([](Tx& tx) { return tx.one<std::int64_t>("select 1"); }) == 1;
    } catch (const std::exception&) {
      return false;
    }
  }
  void close() override { shut(); }

 private:
  void shut() {
    to_write_.stop();
    to_read_.stop();
    copies_.stop();
    const std::lock_guard lock(closing_);
    threads_.clear();  // joins
  }

  // --- the writer ---
  void write_on() {
    std::vector<Job> group;
    group.reserve(kGroup);
    while (to_write_.pop(group, kGroup, kPatience)) {
      if (group.empty()) {
        look_for_foreign_commits();
        continue;
      }
      for (std::span<Job> waiting = group; !waiting.empty();)
        waiting = waiting.subspan(commit_group(waiting));
      group.clear();
      if (writer_connection_.log_pages() > kMostLogPages)
        writer_connection_.checkpoint(true);
      else if (writer_connection_.log_pages() > kLogPages)
        copies_.ring();
    }
  }

  void copy_on() {
    while (copies_.wait()) copier_connection_.checkpoint(false);
  }

  /// A tool beside the server (an import) writes to the same file: its changes wake the readers too.
  void look_for_foreign_commits() {
    try {
      const auto now = writer_connection_.data_version();
      if (now != seen_version_) wakers_.wake_all();
      seen_version_ = now;
    } catch (const std::exception&) {
      return;  // the next write will tell
    }
  }

  /// Runs as many of `jobs` as fit one commit, commits, answers; returns how many were answered.
  ///
  /// Mostly without savepoints, which cost a look an eighth of its time on this thread (bench/bare). Work
  /// that fails before it wrote anything, as refusals do, needs none. Where one did write, everything is
  /// rolled back, it is answered, and those before it run again; and the next groups are careful, so that
  /// many such failures cost a savepoint each.
  std::size_t commit_group(std::span<Job> jobs) {
    const auto until = std::chrono::steady_clock::now() + group_time_;
    const bool careful = careful_groups_ > 0 && careful_groups_-- > 0;
    std::size_t ran = 0;
    bool changed = false;
    std::exception_ptr broken;
    try {
      last_works_.clear();
      writer_connection_.forget_full();
      writer_connection_.control("begin immediate");
      do {
        const auto ended = careful ? run_in_savepoint(jobs[ran]) : run_bare(jobs[ran]);
        if (ended == Ended::spoilt) {
          writer_connection_.control("rollback");
          careful_groups_ = kCarefulGroups;
          answer_alone(jobs, ran);
          return 1;
        }
        changed |= ended == Ended::changed_feed;
        ++ran;
      } while (ran < jobs.size() && std::chrono::steady_clock::now() < until);
      run_last_works();
      writer_connection_.control("commit");
    } catch (...) {
      broken = std::current_exception();
      writer_connection_.roll_back();
      ran = std::max<std::size_t>(ran, 1);
    }
    for (auto& job : jobs.first(ran)) job.done(broken ? broken : job.error);
    if (changed && !broken) wakers_.wake_all();
    return ran;
  }

  /// `spoilt`: the work is to be taken back, and what it wrote stands among the writes of others.
  enum class Ended { kept, changed_feed, taken_back, spoilt };

  /// The failed one goes first and is answered; the others keep their order and run again in the next group.
  static void answer_alone(std::span<Job> jobs, std::size_t failed) {
    std::rotate(jobs.begin(), jobs.begin() + static_cast<std::ptrdiff_t>(failed),
                jobs.begin() + static_cast<std::ptrdiff_t>(failed) + 1);
    for (auto& job : jobs.subspan(1, failed)) job.error = nullptr;
    jobs.front().done(jobs.front().error);
  }

  Ended run_bare(Job& job) {
    writer_connection_.forget_writes();
    const auto ended = run_work(job);
    return ended == Ended::taken_back && writer_connection_.has_written() ? Ended::spoilt : ended;
  }
  Ended run_in_savepoint(Job& job) {
    writer_connection_.control("savepoint work");
    const auto ended = run_work(job);
    if (ended == Ended::taken_back) writer_connection_.control("rollback to work");
    writer_connection_.control("release work");
    return ended;
  }

  /// Throws only what breaks the whole group.
  Ended run_work(Job& job) {
    SqliteTx tx(writer_connection_, clock_.now(), random_);
    auto outcome = Outcome::rollback;
    try {
      outcome = job.work(tx);
    } catch (...) {
      job.error = std::current_exception();
      outcome = Outcome::rollback;
    }
    if (writer_connection_.found_full()) throw StorageFull("the database cannot grow");
    if (!writer_connection_.in_transaction()) {
      if (job.error) std::rethrow_exception(job.error);
      throw Unreachable("the transaction was lost");
    }
    if (outcome == Outcome::rollback) return Ended::taken_back;
    std::ranges::move(tx.take_last_works(), std::back_inserter(last_works_));
    return tx.changed ? Ended::changed_feed : Ended::kept;
  }

  void run_last_works() {
    SqliteTx tx(writer_connection_, clock_.now(), random_);
    for (const auto& work : last_works_) work(tx);
  }

  // --- the readers ---
  void read_on(SqliteConnection& connection) {
    std::vector<Job> jobs;
    while (to_read_.pop(jobs, 1, std::chrono::hours(1))) {
      for (auto& job : jobs) {
        read_one(connection, job);
        job.done(job.error);
      }
      jobs.clear();
    }
  }
  void read_one(SqliteConnection& connection, Job& job) {
    try {
      connection.control("begin");
      SqliteTx tx(connection, clock_.now(), random_);
      tx.read_only = true;
      job.work(tx);
      connection.control("commit");
    } catch (...) {
      job.error = std::current_exception();
      connection.roll_back();
    }
  }

  Clock& clock_;
  Random& random_;
  std::chrono::milliseconds group_time_;
  Wakers wakers_;
  JobQueue to_write_;
  JobQueue to_read_;
  SqliteConnection writer_connection_;
  SqliteConnection copier_connection_;
  std::int64_t seen_version_;  ///< of the file, as last seen; own commits do not change it
  Bell copies_;
  int careful_groups_ = 0;
  std::vector<std::function<void(Tx&)>> last_works_;  ///< of the group that is being written
  std::vector<std::unique_ptr<SqliteConnection>> reader_connections_;
  std::mutex closing_;
  std::vector<std::jthread> threads_;  // last: joined before what they use goes
};

}  // namespace

std::unique_ptr<Database> open_sqlite(const std::string& path, const Settings& settings, Clock& clock,
                                      Random& random) {
  return std::make_unique<Sqlite>(path, settings, clock, random);
}

}  // namespace musubi::db
