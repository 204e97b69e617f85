// After rows were deleted for good: what still lies in the database's own files of them. SQLite keeps deleted
// bytes in free pages, in its log and in the full-text index until they are overwritten; here the index is
// merged, the file written anew and the log emptied. PostgreSQL's own vacuum does its part in its own time.
// docs/retention.md says what that means for each.
#pragma once
#include <string>

#include "base/result.hpp"

namespace musubi::db {

/// `url` as in `Settings::url`. Blocks for as long as the file takes to be written once; writers wait
/// meanwhile, readers go on. `unavailable` if a reader held on to an old state: to be tried again.
Status scrub(const std::string& url);

}  // namespace musubi::db
