// Checking the whole log: every row against its leaf, the leaves against every signed head, heads and keys
// against each other, and all of it against heads that were kept outside. Each finding says in plain words
// what is wrong and, where that can be told, names the row. Reads only.
#pragma once
#include "audit/exchange.hpp"

namespace musubi::audit {

enum class Fault {
  altered,      ///< a row is not what was sealed
  deleted,      ///< a sealed row is gone
  inserted,     ///< a row that was never sealed and never will be, or that claims to be older than it can be
  reordered,    ///< rows have changed places
  rolled_back,  ///< the log is shorter than a head says
  tree,         ///< leaves or nodes are missing or wrong
  head,         ///< a head is missing, was forged or does not match the rows
  key,          ///< a key is missing, was changed, or does not open
  kept          ///< what was kept outside says otherwise
};
BOOST_DESCRIBE_ENUM(Fault, altered, deleted, inserted, reordered, rolled_back, tree, head, key, kept)

struct Finding {
  Fault fault = Fault::altered;
  std::string region;                      ///< short name
  std::optional<std::int64_t> row_number;  ///< place in the log, from 1
  std::optional<AuditId> audit_id;
  std::string ja;
  std::string en;
};
struct Report {
  struct Region {
    std::string name;
    std::int64_t rows = 0;  ///< sealed
    std::int64_t heads = 0;
    std::int64_t waiting = 0;  ///< not sealed yet, as it should be
  };
  std::vector<Region> regions;
  /// Those that name a row come first, the earliest row first: the first finding is the first bad row.
  std::vector<Finding> findings;
};

Report verify(Tx& tx, const Keyring& keys, const std::vector<HeadsFile>& kept);

}  // namespace musubi::audit
