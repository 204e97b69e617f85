#include "db/engines.hpp"

namespace musubi::db {

std::unique_ptr<Database> open(const Settings& settings, Clock& clock, Random& random) {
  constexpr std::string_view kSqlite = "sqlite:";
  constexpr std::string_view kPostgres = "postgres:";
  const std::string& url = settings.url;
  if (url.starts_with(kSqlite)) return open_sqlite(url.substr(kSqlite.size()), settings, clock, random);
  if (url.starts_with("postgres://") || url.starts_with("postgresql://"))
    return open_postgres(url, settings, clock, random);
  if (url.starts_with(kPostgres)) return open_postgres(url.substr(kPostgres.size()), settings, clock, random);
  throw Unreachable("the database is named `sqlite:PATH` or `postgres:CONNINFO`, not `" + url + "`");
}

}  // namespace musubi::db
