// Writes entries as if they had been posted long ago: for the demo region, imports and benches. Through the
// same store as posting, with search rows, versions, receipts and replies, but without guard, audit and
// change feed: the caller is a command of the operator, never a door.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "notebook/notebook.hpp"
#include "notebook/notebook_store.hpp"

namespace musubi::notebook {

struct BulkReceipt {
  PostId post_id;
  std::string name;
  std::string facility_name;
  Time read_at{};
  std::optional<Time> acknowledged_at{};
  std::optional<Time> confirmed_at{};
};
struct BulkReply {
  NewReply reply;
  Writer writer;
  Time posted_at{};
};
struct BulkEntry {
  NewEntry entry;
  PersonId person_id;
  Writer writer;
  Time posted_at{};
  std::int64_t recipients = 0;
  bool pinned = false;
  std::vector<BulkReceipt> receipts{};
  std::vector<BulkReply> replies{};
};
/// False, and nothing written, if an entry with this id exists. Files are tied by name only: their rows exist
/// already, bound to the entry. Put some thousands of these into one transaction.
bool add_bulk_entry(Tx& tx, RegionId region, const BulkEntry& bulk);

}  // namespace musubi::notebook
