// Proofs for whoever does not want to believe us: that a row is in the log, and that an older state of the
// log is the beginning of a newer one. Whoever may see the row may have its proof; the caller has passed a
// guard.
#pragma once
#include "audit/head.hpp"
#include "audit/leaf.hpp"

namespace musubi::audit {

/// A signed head as it travels: bytes in hexadecimal.
struct HeadView {
  RegionId region_id;
  std::int64_t tree_size = 0;
  std::int64_t previous_size = 0;
  std::string root;
  Time at{};
  std::int64_t key_number = 0;
  std::string public_key;
  std::string signature;
};
BOOST_DESCRIBE_STRUCT(HeadView, (),
                      (region_id, tree_size, previous_size, root, at, key_number, public_key, signature))

/// RFC 9162 2.1.4.
struct ConsistencyProof {
  std::int64_t from_size = 0;
  std::int64_t to_size = 0;
  List<std::string, 128> path;
};
BOOST_DESCRIBE_STRUCT(ConsistencyProof, (), (from_size, to_size, path))

/// RFC 9162 2.1.3, against the newest head.
struct InclusionProof {
  AuditId audit_id;
  std::int64_t leaf_index = 0;
  std::string leaf_hash;
  std::optional<std::string> row;  ///< what was hashed (leaf.hpp), for those who may see all of it
  List<std::string, 64> path;
  HeadView head;
  std::optional<ConsistencyProof> consistency;  ///< from the size the reader kept
};
BOOST_DESCRIBE_STRUCT(InclusionProof, (), (audit_id, leaf_index, leaf_hash, row, path, head, consistency))

enum class WithRow { no, yes };
/// `not_found` for a row that is not in the log; `unavailable` for one that is not sealed yet (a second at
/// most).
Result<InclusionProof> prove_row(Tx& tx, RegionId region, AuditId row, WithRow with_row,
                                 std::optional<std::int64_t> since);
/// `to` none: the newest head.
Result<ConsistencyProof> prove_growth(Tx& tx, RegionId region, std::int64_t from,
                                      std::optional<std::int64_t> to);
std::optional<HeadView> newest_head(Tx& tx, RegionId region);
/// Newest first, of sizes below `before`.
std::vector<HeadView> heads(Tx& tx, RegionId region, std::optional<std::int64_t> before, int limit);

/// Kept by somebody outside who signed that they saw the head.
struct WitnessView {
  std::string name;
  std::string public_key;
  std::int64_t tree_size = 0;
  Time witnessed_at{};
};
BOOST_DESCRIBE_STRUCT(WitnessView, (), (name, public_key, tree_size, witnessed_at))

/// How far a region's log is sealed.
struct SealState {
  std::optional<HeadView> head;
  std::int64_t waiting = 0;  ///< rows not sealed yet, counted up to 1,000
  std::optional<Time> waiting_since;
  std::vector<WitnessView> witnesses;  ///< the newest of each
};
BOOST_DESCRIBE_STRUCT(SealState, (), (head, waiting, waiting_since, witnesses))
SealState seal_state(Tx& tx, RegionId region);

}  // namespace musubi::audit
