// The limit beside posting: rows of the same bytes into a bare SQLite table, WAL, synchronous=FULL. CLIENTS
// threads each hand one row to a single writer and wait until it is durable; the writer commits all that wait
// at once. No HTTP, no guard, no index. Usage: raw_inserts DIR BYTES CLIENTS SECONDS → acknowledged inserts
// per second on standard output.
#include <sqlite3.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace {

void must(int code, int wanted, sqlite3* db) {
  if (code == wanted) return;
  std::fprintf(stderr, "sqlite: %s\n", sqlite3_errmsg(db));
  std::exit(1);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 5) return 2;
  const std::string path = std::string(argv[1]) + "/raw.db";
  const std::string body(static_cast<std::size_t>(std::atoi(argv[2])), 'x');
  const int clients = std::atoi(argv[3]);
  const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(std::atoi(argv[4]));

  sqlite3* db = nullptr;
  must(sqlite3_open(path.c_str(), &db), SQLITE_OK, db);
  must(sqlite3_exec(db,
                    "pragma journal_mode=wal; pragma synchronous=full;"
                    "create table raw (id integer primary key, body text not null)",
                    nullptr, nullptr, nullptr),
       SQLITE_OK, db);
  sqlite3_stmt* insert = nullptr;
  must(sqlite3_prepare_v2(db, "insert into raw (body) values (?1)", -1, &insert, nullptr), SQLITE_OK, db);

  std::mutex mutex;
  std::condition_variable work;
  std::vector<std::atomic<bool>*> waiting;
  std::vector<std::jthread> threads;
  const auto start = std::chrono::steady_clock::now();
  for (int i = 0; i < clients; ++i)
    threads.emplace_back([&] {
      std::atomic<bool> durable{false};
      while (std::chrono::steady_clock::now() < until) {
        durable = false;
        {
          const std::lock_guard lock(mutex);
          waiting.push_back(&durable);
        }
        work.notify_one();
        durable.wait(false);
      }
    });

  long rows = 0;
  std::vector<std::atomic<bool>*> group;
  while (true) {
    {
      std::unique_lock lock(mutex);
      if (!work.wait_for(lock, std::chrono::milliseconds(200), [&] { return !waiting.empty(); })) break;
      group.swap(waiting);
    }
    must(sqlite3_exec(db, "begin immediate", nullptr, nullptr, nullptr), SQLITE_OK, db);
    for (std::size_t i = 0; i < group.size(); ++i) {
      sqlite3_bind_text(insert, 1, body.data(), static_cast<int>(body.size()), SQLITE_STATIC);
      must(sqlite3_step(insert), SQLITE_DONE, db);
      sqlite3_reset(insert);
    }
    must(sqlite3_exec(db, "commit", nullptr, nullptr, nullptr), SQLITE_OK, db);
    rows += static_cast<long>(group.size());
    for (auto* durable : group) {
      *durable = true;
      durable->notify_one();
    }
    group.clear();
  }
  threads.clear();
  const std::chrono::duration<double> took = until - start;
  std::printf("%.1f\n", static_cast<double>(rows) / took.count());
  sqlite3_finalize(insert);
  sqlite3_close(db);
}
