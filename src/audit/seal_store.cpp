#include "audit/seal_store.hpp"

namespace musubi::audit::store {
namespace {

/// Locks are numbers; this one is ours (the migrations' ends in 01).
constexpr std::int64_t kLock = 0x6D757375'62690003;

Hash hash_of(const db::Bytes& bytes) {
  return hash_from_bytes(bytes).value_or(Hash{});  // a damaged hash matches nothing
}
db::Bytes bytes_of(const Hash& hash) {
  return {hash.begin(), hash.end()};
}

struct HeadRow {
  RegionId region_id;
  std::int64_t tree_size = 0;
  std::int64_t previous_size = 0;
  db::Bytes root;
  Time at{};
  std::int64_t key_number = 0;
  db::Bytes signature;
};
BOOST_DESCRIBE_STRUCT(HeadRow, (), (region_id, tree_size, previous_size, root, at, key_number, signature))

SignedHead head_of_row(HeadRow row) {
  return {{row.region_id, row.tree_size, row.previous_size, hash_of(row.root), row.at},
          row.key_number,
          std::move(row.signature)};
}
std::vector<SignedHead> heads_of_rows(std::vector<HeadRow> rows) {
  std::vector<SignedHead> heads;
  heads.reserve(rows.size());
  for (auto& row : rows) heads.push_back(head_of_row(std::move(row)));
  return heads;
}

/// PostgreSQL: a journey a leaf would cost more than the sealing itself, so all go in one value. 48 bytes
/// each.
void insert_leaves_at_once(Tx& tx, RegionId region, std::int64_t first, std::span<const Leaf> leaves) {
  db::Bytes packed;
  packed.reserve(leaves.size() * 48);
  for (const auto& leaf : leaves) {
    packed.insert(packed.end(), leaf.audit_id.uuid.bytes.begin(), leaf.audit_id.uuid.bytes.end());
    packed.insert(packed.end(), leaf.hash.begin(), leaf.hash.end());
  }
  tx.send(R"sql(
    insert into audit_leaf (region_id, leaf_index, audit_id, leaf_hash)
    select $1::uuid, $2::bigint + i, encode(substring($3::bytea from (48 * i + 1)::int for 16), 'hex')::uuid,
           substring($3::bytea from (48 * i + 17)::int for 32)
      from generate_series(0, $4::bigint - 1) i
  )sql",
          region, first, packed, static_cast<std::int64_t>(leaves.size()));
}

}  // namespace

bool take_turn(Tx& tx) {
  return tx.engine() == db::Engine::sqlite || tx.one<bool>("select pg_try_advisory_xact_lock($1)", kLock);
}

// A row that is sealed already is passed over, so that moving the mark back by hand seals nothing twice.
std::vector<Row> rows_to_seal(Tx& tx, int limit) {
  if (tx.engine() == db::Engine::sqlite)
    return tx.all<Row>("select " MUSUBI_AUDIT_COLUMNS("a") R"sql( from audit a
       where a.position > (select position from audit_sealed_to where one = 1)
         and not exists (select 1 from audit_leaf l where l.region_id = a.region_id and l.audit_id = a.audit_id)
       order by a.position limit $1)sql",
                       limit);
  return tx.all<Row>("select " MUSUBI_AUDIT_COLUMNS("a") R"sql( from audit a
     where (a.xid, a.audit_id) > ((select xid from audit_sealed_to where one = 1),
                                  (select audit_id from audit_sealed_to where one = 1))
       and a.xid < pg_snapshot_xmin(pg_current_snapshot())
       and not exists (select 1 from audit_leaf l where l.region_id = a.region_id and l.audit_id = a.audit_id)
     order by a.xid, a.audit_id limit $1)sql",
                     limit);
}

bool anything_to_seal(Tx& tx) {
  if (tx.engine() == db::Engine::sqlite)
    return tx
        .first<std::int64_t>(R"sql(
          select 1 from audit where position > (select position from audit_sealed_to where one = 1) limit 1
        )sql")
        .has_value();
  return tx
      .first<std::int64_t>(R"sql(
        select 1::bigint from audit
         where (xid, audit_id) > ((select xid from audit_sealed_to where one = 1),
                                  (select audit_id from audit_sealed_to where one = 1))
           and xid < pg_snapshot_xmin(pg_current_snapshot())
         limit 1
      )sql")
      .has_value();
}

void move_to(Tx& tx, RegionId region, AuditId last) {
  if (tx.engine() == db::Engine::sqlite)
    tx.run(R"sql(
      update audit_sealed_to
         set runs = runs + 1, position = (select position from audit where region_id = $1 and audit_id = $2) where one = 1
    )sql",
           region, last);
  else
    tx.run(R"sql(
      update audit_sealed_to
         set runs = runs + 1, xid = (select xid from audit where region_id = $1 and audit_id = $2), audit_id = $2
       where one = 1
    )sql",
           region, last);
}

std::optional<Tree> tree(Tx& tx, RegionId region) {
  return tx.first<Tree>("select tree_size, frontier from audit_tree where region_id = $1", region);
}

void put_tree(Tx& tx, RegionId region, const Tree& tree) {
  tx.send(R"sql(
    insert into audit_tree (region_id, tree_size, frontier) values ($1, $2, $3)
    on conflict (region_id) do update set tree_size = excluded.tree_size, frontier = excluded.frontier
  )sql",
          region, tree.tree_size, tree.frontier);
}

void insert_leaves(Tx& tx, RegionId region, std::int64_t first, std::span<const Leaf> leaves) {
  if (tx.engine() == db::Engine::postgres) return insert_leaves_at_once(tx, region, first, leaves);
  for (const auto& leaf : leaves)
    tx.send("insert into audit_leaf (region_id, leaf_index, audit_id, leaf_hash) values ($1, $2, $3, $4)",
            region, first++, leaf.audit_id, bytes_of(leaf.hash));
}

void insert_node(Tx& tx, RegionId region, int level, std::int64_t index, const Hash& hash) {
  tx.send("insert into audit_node (region_id, level, node_index, node_hash) values ($1, $2, $3, $4)", region,
          level, index, bytes_of(hash));
}

void insert_head(Tx& tx, const SignedHead& head) {
  tx.send(R"sql(
    insert into audit_head (region_id, tree_size, previous_size, root, at, key_number, signature)
    values ($1, $2, $3, $4, $5, $6, $7)
  )sql",
          head.head.region_id, head.head.tree_size, head.head.previous_size, bytes_of(head.head.root),
          head.head.at, head.key_number, head.signature);
}

std::vector<Hash> tile(Tx& tx, RegionId region, int level, std::int64_t tile) {
  const auto first = tile * kTileWidth;
  // Numbers come along, so that a missing row shows as an end and not as a shift.
  const auto rows =
      level == 0 ? tx.all<std::tuple<std::int64_t, db::Bytes>>(R"sql(
                     select leaf_index, leaf_hash from audit_leaf
                      where region_id = $1 and leaf_index >= $2 and leaf_index < $3 order by leaf_index
                   )sql",
                                                               region, first, first + kTileWidth)
                 : tx.all<std::tuple<std::int64_t, db::Bytes>>(R"sql(
                     select node_index, node_hash from audit_node
                      where region_id = $1 and level = $4 and node_index >= $2 and node_index < $3 order by node_index
                   )sql",
                                                               region, first, first + kTileWidth, level);
  std::vector<Hash> hashes;
  for (const auto& [index, hash] : rows) {
    if (index != first + static_cast<std::int64_t>(hashes.size())) break;
    hashes.push_back(hash_of(hash));
  }
  return hashes;
}

std::optional<std::int64_t> leaf_index(Tx& tx, RegionId region, AuditId row) {
  return tx.first<std::int64_t>("select leaf_index from audit_leaf where region_id = $1 and audit_id = $2",
                                region, row);
}

std::optional<Row> row(Tx& tx, RegionId region, AuditId id) {
  return tx.first<Row>(
      "select " MUSUBI_AUDIT_COLUMNS("a") " from audit a where a.region_id = $1 and a.audit_id = $2", region,
      id);
}

std::optional<SignedHead> newest_head(Tx& tx, RegionId region) {
  auto heads = heads_before(tx, region, std::nullopt, 1);
  if (heads.empty()) return std::nullopt;
  return std::move(heads.front());
}

std::optional<SignedHead> head_of(Tx& tx, RegionId region, std::int64_t tree_size) {
  auto row = tx.first<HeadRow>(R"sql(
    select region_id, tree_size, previous_size, root, at, key_number, signature from audit_head
     where region_id = $1 and tree_size = $2
  )sql",
                               region, tree_size);
  if (!row) return std::nullopt;
  return head_of_row(std::move(*row));
}

std::vector<SignedHead> heads_before(Tx& tx, RegionId region, std::optional<std::int64_t> before, int limit) {
  return heads_of_rows(tx.all<HeadRow>(R"sql(
    select region_id, tree_size, previous_size, root, at, key_number, signature from audit_head
     where region_id = $1 and tree_size < $2 order by tree_size desc limit $3
  )sql",
                                       region, before.value_or(std::numeric_limits<std::int64_t>::max()),
                                       limit));
}

std::vector<SignedHead> heads_after(Tx& tx, RegionId region, std::int64_t after, int limit) {
  return heads_of_rows(tx.all<HeadRow>(R"sql(
    select region_id, tree_size, previous_size, root, at, key_number, signature from audit_head
     where region_id = $1 and tree_size > $2 order by tree_size limit $3
  )sql",
                                       region, after, limit));
}

}  // namespace musubi::audit::store
