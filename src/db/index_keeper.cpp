#include "db/index_keeper.hpp"

#include "db/fulltext.hpp"

namespace musubi::db {
namespace {

using namespace std::chrono_literals;

constexpr int kPages = 32;         // a step of SQLite's: 1 to 2 ms, for a post that has come in meanwhile
constexpr int kManyPages = 2'000;  // where nobody waits
constexpr auto kBusy = 100ms;
constexpr auto kIdle = 1s;

}  // namespace

IndexKeeper::IndexKeeper(Database& database)
    : database_(database), rounds_("tidying the search index", kIdle, [this] { return round(); }) {}

Rounds::Rest IndexKeeper::round() {
  const auto step = [](Tx& tx) { return tidy_index(tx, kPages); };
  bool any = false;
  while (!rounds_.is_stopping() && database_.write_now(step)) {
    any = true;
    if (database_.engine() == Engine::postgres) break;  // it was the whole list
  }
  return any ? kBusy : kIdle;
}

void tidy_whole_index(Database& database) {
  while (database.write_now([](Tx& tx) { return tidy_index(tx, kManyPages); })) {
  }
}

}  // namespace musubi::db
