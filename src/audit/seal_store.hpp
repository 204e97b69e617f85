// The tables of the sealed log: SQL and nothing else.
#pragma once
#include "audit/head.hpp"
#include "audit/leaf.hpp"

namespace musubi::audit::store {

/// False if another copy of the program is at it (PostgreSQL). Writes nothing yet: a transaction without an
/// id holds back nobody who waits for older ones to end.
bool take_turn(Tx& tx);
/// Committed, not yet sealed, in the order of commits; none that an older transaction could still slip in
/// before.
std::vector<Row> rows_to_seal(Tx& tx, int limit);
bool anything_to_seal(Tx& tx);
/// Everything up to this row is sealed. The first that a run writes: where two read the same on PostgreSQL,
/// the later one fails here and runs again.
void move_to(Tx& tx, RegionId region, AuditId last);

struct Tree {
  std::int64_t tree_size = 0;
  db::Bytes frontier;
};
BOOST_DESCRIBE_STRUCT(Tree, (), (tree_size, frontier))
std::optional<Tree> tree(Tx& tx, RegionId region);
void put_tree(Tx& tx, RegionId region, const Tree& tree);

struct Leaf {
  AuditId audit_id;
  Hash hash{};
};
void insert_leaves(Tx& tx, RegionId region, std::int64_t first, std::span<const Leaf> leaves);
void insert_node(Tx& tx, RegionId region, int level, std::int64_t index, const Hash& hash);
void insert_head(Tx& tx, const SignedHead& head);

/// As a proof reads them: level 0 leaves, others whole subtrees.
std::vector<Hash> tile(Tx& tx, RegionId region, int level, std::int64_t tile);
std::optional<std::int64_t> leaf_index(Tx& tx, RegionId region, AuditId row);
std::optional<Row> row(Tx& tx, RegionId region, AuditId id);

std::optional<SignedHead> newest_head(Tx& tx, RegionId region);
std::optional<SignedHead> head_of(Tx& tx, RegionId region, std::int64_t tree_size);
/// Newest first, those before `before` if given.
std::vector<SignedHead> heads_before(Tx& tx, RegionId region, std::optional<std::int64_t> before, int limit);
/// By size, sizes beyond `after`.
std::vector<SignedHead> heads_after(Tx& tx, RegionId region, std::int64_t after, int limit);

/// Marks the newest head as one that went out, and returns all that ever did, by size.
std::vector<SignedHead> export_heads(Tx& tx, RegionId region);

/// Instants of rows beyond the mark, at most `limit`.
std::vector<Time> waiting(Tx& tx, RegionId region, int limit);
/// Rows without a leaf, whatever the mark says. `passed`: the mark is beyond it, or its place lies in the
/// future, so it will never be sealed.
struct Unsealed {
  AuditId audit_id;
  Time at{};
  bool passed = false;
};
BOOST_DESCRIBE_STRUCT(Unsealed, (), (audit_id, at, passed))
std::vector<Unsealed> unsealed(Tx& tx, RegionId region, int limit);

struct PlacedLeaf {
  std::int64_t leaf_index = 0;
  AuditId audit_id;
  db::Bytes leaf_hash;
};
BOOST_DESCRIBE_STRUCT(PlacedLeaf, (), (leaf_index, audit_id, leaf_hash))
/// Leaves from `first` on, and the rows of those that still have one.
std::vector<PlacedLeaf> leaves_from(Tx& tx, RegionId region, std::int64_t first, int limit);
std::vector<Row> rows_of_leaves(Tx& tx, RegionId region, std::int64_t first, std::int64_t last);
std::optional<db::Bytes> node(Tx& tx, RegionId region, int level, std::int64_t index);
/// Every region that has rows, leaves or heads.
std::vector<RegionId> regions(Tx& tx);
std::string region_name(Tx& tx, RegionId region);

struct WitnessRow {
  RegionId region_id;
  db::Bytes public_key;
  std::int64_t tree_size = 0;
  std::int64_t previous_size = 0;
  db::Bytes root;
  Time head_at{};
  std::string witness_name;
  Time witnessed_at{};
  db::Bytes signature;
};
BOOST_DESCRIBE_STRUCT(WitnessRow, (),
                      (region_id, public_key, tree_size, previous_size, root, head_at, witness_name,
                       witnessed_at, signature))
/// What others signed about this region's heads, by size.
std::vector<WitnessRow> witnesses(Tx& tx, RegionId region);
std::vector<WitnessRow> newest_witnesses(Tx& tx, RegionId region);
void put_witness(Tx& tx, const WitnessRow& row);

/// A foreign head that this installation has seen and signed.
struct SeenHead {
  RegionId region_id;
  std::int64_t tree_size = 0;
  std::int64_t previous_size = 0;
  db::Bytes root;
  Time at{};
  db::Bytes public_key;
  Time witnessed_at{};
  db::Bytes signature;
};
BOOST_DESCRIBE_STRUCT(SeenHead, (),
                      (region_id, tree_size, previous_size, root, at, public_key, witnessed_at, signature))
std::optional<SeenHead> newest_seen(Tx& tx, RegionId region);
void put_seen(Tx& tx, const SeenHead& head);

}  // namespace musubi::audit::store
