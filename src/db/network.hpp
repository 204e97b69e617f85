// Whether the way to the database may be taken: PostgreSQL over a network is spoken to in secret and with the
// right one, or not at all. Looks at the words of the connection only; opens nothing.
#pragma once
#include <string>

#include "base/result.hpp"

namespace musubi::db {

/// Refuses (`database.url`) a PostgreSQL beyond this machine whose `sslmode` is not `verify-full`, unless
/// `plain_allowed`. libpq's own defaults and its environment (PGHOST, PGSSLMODE) count as it counts them.
/// https://www.postgresql.org/docs/15/libpq-ssl.html
Status check_network(const std::string& url, bool plain_allowed);

}  // namespace musubi::db
