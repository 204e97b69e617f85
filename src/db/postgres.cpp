// PostgreSQL behind `Database`. (Being built; lands next.)
#include "db/engines.hpp"

namespace musubi::db {
std::unique_ptr<Database> open_postgres(const std::string&, const Settings&, Clock&, Random&) {
  throw Unreachable("this build cannot reach PostgreSQL");
}
}  // namespace musubi::db
