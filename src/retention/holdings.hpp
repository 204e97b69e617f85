// What the rooms hold of a person, table by table, and how it goes. One list for all rooms, because shredding
// is only as good as its completeness: a test walks the schema and fails for a table that is neither here nor
// among those that hold nothing of a person.
#pragma once
#include <span>
#include <string_view>

#include "db/tx.hpp"
#include "retention/retention.hpp"

namespace musubi::retention {

struct Holding {
  std::string_view kind;  ///< what the certificate calls it
  std::string_view table;
  std::string_view erase;  ///< SQL; $1 region, $2 person
};
/// In the order in which they can go: parts before what they are found by.
std::span<const Holding> holdings();
/// Tables that hold nothing of one person, or that stay when a person goes (the audit log, certificates).
std::span<const std::string_view> other_tables();

struct Erased {
  std::vector<ShreddedKind> kinds;
  std::vector<FileId> files;  ///< whose contents are still on the disk
  std::int64_t keys = 0;
};
/// Deletes all of it, within the caller's transaction.
Erased erase(Tx& tx, RegionId region, PersonId person);

}  // namespace musubi::retention
