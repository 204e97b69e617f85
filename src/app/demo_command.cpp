// `musubi demo`: fills an invented city.
#include <fmt/format.h>
#include <unistd.h>

#include <fstream>

#include "app/program.hpp"
#include "db/index_keeper.hpp"
#include "demo/demo.hpp"

namespace musubi::app {
namespace {

/// A bar on a terminal, a line now and then in a log.
void show_progress(std::int64_t done, std::int64_t total) {
  constexpr std::int64_t kWidth = 40;
  const auto filled = total == 0 ? kWidth : kWidth * done / total;
  if (isatty(STDERR_FILENO))
    fmt::print(stderr, "\r  [{:#<{}}{:.<{}}] {}/{}", "", filled, "", kWidth - filled, done, total);
  else if (done % 20000 == 0)
    fmt::print(stderr, "{}/{}\n", done, total);
  if (done == total && isatty(STDERR_FILENO)) fmt::print(stderr, "\n");
}

/// PostgreSQL would plan for empty tables until it next looks by itself; SQLite's figures come with the
/// migrations. Tables that are empty are left out: counted as such they are planned for as if they stayed so,
/// and sealing the first thousands of looks compared every row with every other.
void count_what_was_filled(Tx& tx) {
  for (const auto& table : tx.all<std::string>(R"(
         select cast(quote_ident(relname) as TEXT) from pg_class
          where relkind = 'r' and relnamespace = cast(current_schema() as regnamespace) and pg_relation_size(oid) > 0)"))
    tx.run("analyze " + table);
}

}  // namespace

int demo(const Place& place, const DemoOptions& options) {
  const auto today =
      options.today.empty() ? std::optional(japan_date(SystemClock().now())) : parse_date(options.today);
  if (!today) return complain({Code::invalid, "--today", "この日付はありません。", "There is no such date."});
  // All that is told lies before the day begins, and nothing depends on the hour.
  auto program = Program::open(place, std::make_unique<demo::DiceRandom>(options.seed),
                               std::make_unique<ManualClock>(japan_midnight(*today)));
  if (!program) return complain(program.error());
  const demo::Size size{options.seed,    options.people,     options.staff,   options.facilities,
                        options.entries, options.childhoods, options.lifetime};
  // One invented password for all of them: hashed once, cheaply, and worth nothing to anybody.
  const auto hash = crypto::PasswordHasher(crypto::kCheapest).hash(demo::kPassword);
  const auto accounts =
      demo::fill(*(*program)->database, (*program)->identity, (*program)->files, hash, size, show_progress);
  if (!accounts) return complain(accounts.error());
  db::tidy_whole_index(*(*program)->database);
  if ((*program)->database->engine() == db::Engine::postgres)
    (*program)->database->write_now(count_what_was_filled);
  if (!options.accounts_file.empty())
    std::ofstream(options.accounts_file) << json::to_json(*accounts) << '\n';
  return 0;
}

}  // namespace musubi::app
