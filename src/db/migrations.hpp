// Inside db/ only: the files of `migrations/`, kept in the program by CMake (cmake/migrations.cmake).
#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "db/tx.hpp"

namespace musubi::db {

struct Migration {
  int version;            ///< the number its file name begins with
  std::string_view name;  ///< `ground_floor`
  std::string_view sql;   ///< of both engines, with markers
};
/// In order of version; a number may be missing.
std::span<const Migration> migrations();

/// The statements of a file that are meant for this engine. A line `-- @sqlite`, `-- @postgres` or `-- @both`
/// says whom the following lines are for; a statement ends with `;` at the end of a line.
std::vector<std::string> statements_for(Engine engine, std::string_view sql);

/// `migrate` with these migrations instead of the program's own.
Status migrate(class Database& database, std::span<const Migration> files);

}  // namespace musubi::db
