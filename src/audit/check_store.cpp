// The tables of the sealed log as checking, exporting and witnessing read them: SQL and nothing else.
#include "audit/seal_store.hpp"

namespace musubi::audit::store {

std::vector<SignedHead> export_heads(Tx& tx, RegionId region) {
  tx.run(R"sql(
    update audit_head set exported_at = coalesce(exported_at, $2)
     where region_id = $1 and tree_size = (select max(tree_size) from audit_head where region_id = $1)
  )sql",
         region, tx.now());
  std::vector<SignedHead> heads;
  for (const auto size : tx.all<std::int64_t>(R"sql(
         select tree_size from audit_head where region_id = $1 and exported_at is not null order by tree_size
       )sql",
                                              region))
    if (auto head = head_of(tx, region, size)) heads.push_back(std::move(*head));
  return heads;
}

std::vector<Time> waiting(Tx& tx, RegionId region, int limit) {
  if (tx.engine() == db::Engine::sqlite)
    return tx.all<Time>(R"sql(
      select at from audit where position > (select position from audit_sealed_to where one = 1) and region_id = $1
       limit $2
    )sql",
                        region, limit);
  return tx.all<Time>(R"sql(
    select at from audit
     where (xid, audit_id) > ((select xid from audit_sealed_to where one = 1),
                              (select audit_id from audit_sealed_to where one = 1)) and region_id = $1
     limit $2
  )sql",
                      region, limit);
}

std::vector<Unsealed> unsealed(Tx& tx, RegionId region, int limit) {
  if (tx.engine() == db::Engine::sqlite)
    return tx.all<Unsealed>(R"sql(
      select a.audit_id, a.at, a.position <= (select position from audit_sealed_to where one = 1)
        from audit a
       where a.region_id = $1
         and not exists (select 1 from audit_leaf l where l.region_id = a.region_id and l.audit_id = a.audit_id)
       order by a.position limit $2
    )sql",
                            region, limit);
  return tx.all<Unsealed>(R"sql(
    select a.audit_id, a.at,
           (a.xid, a.audit_id) <= ((select xid from audit_sealed_to where one = 1),
                                   (select audit_id from audit_sealed_to where one = 1))
           or a.xid >= pg_snapshot_xmax(pg_current_snapshot())
      from audit a
     where a.region_id = $1
       and not exists (select 1 from audit_leaf l where l.region_id = a.region_id and l.audit_id = a.audit_id)
     order by a.xid, a.audit_id limit $2
  )sql",
                          region, limit);
}

std::vector<PlacedLeaf> leaves_from(Tx& tx, RegionId region, std::int64_t first, int limit) {
  return tx.all<PlacedLeaf>(R"sql(
    select leaf_index, audit_id, leaf_hash from audit_leaf
     where region_id = $1 and leaf_index >= $2 order by leaf_index limit $3
  )sql",
                            region, first, limit);
}

std::vector<Row> rows_of_leaves(Tx& tx, RegionId region, std::int64_t first, std::int64_t last) {
  return tx.all<Row>("select " MUSUBI_AUDIT_COLUMNS("a") R"sql(
      from audit_leaf l
      join audit a on a.region_id = l.region_id and a.audit_id = l.audit_id
     where l.region_id = $1 and l.leaf_index >= $2 and l.leaf_index <= $3)sql",
                     region, first, last);
}

std::optional<db::Bytes> node(Tx& tx, RegionId region, int level, std::int64_t index) {
  return tx.first<db::Bytes>(
      "select node_hash from audit_node where region_id = $1 and level = $2 and node_index = $3", region,
      level, index);
}

std::vector<RegionId> regions(Tx& tx) {
  return tx.all<RegionId>(R"sql(
    select region_id from region
    union select region_id from audit_tree
    union select region_id from audit_head
    order by 1
  )sql");
}

std::string region_name(Tx& tx, RegionId region) {
  return tx.first<std::string>("select slug from region where region_id = $1", region)
      .value_or(to_string(region));
}

std::vector<WitnessRow> witnesses(Tx& tx, RegionId region) {
  return tx.all<WitnessRow>(R"sql(
    select region_id, public_key, tree_size, previous_size, root, head_at, witness_name, witnessed_at, signature
      from audit_witness where region_id = $1 order by tree_size
  )sql",
                            region);
}

std::vector<WitnessRow> newest_witnesses(Tx& tx, RegionId region) {
  return tx.all<WitnessRow>(R"sql(
    select w.region_id, w.public_key, w.tree_size, w.previous_size, w.root, w.head_at, w.witness_name, w.witnessed_at,
           w.signature
      from audit_witness w
     where w.region_id = $1
       and w.tree_size = (select max(x.tree_size) from audit_witness x
                           where x.region_id = w.region_id and x.public_key = w.public_key)
     order by w.tree_size desc
  )sql",
                            region);
}

void put_witness(Tx& tx, const WitnessRow& row) {
  tx.run(R"sql(
    insert into audit_witness (region_id, public_key, tree_size, previous_size, root, head_at, witness_name,
                               witnessed_at, signature)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
    on conflict (region_id, public_key, tree_size) do nothing
  )sql",
         row.region_id, row.public_key, row.tree_size, row.previous_size, row.root, row.head_at,
         row.witness_name, row.witnessed_at, row.signature);
}

std::optional<SeenHead> newest_seen(Tx& tx, RegionId region) {
  return tx.first<SeenHead>(R"sql(
    select region_id, tree_size, previous_size, root, at, public_key, witnessed_at, signature
      from audit_witnessed where region_id = $1 order by tree_size desc limit 1
  )sql",
                            region);
}

void put_seen(Tx& tx, const SeenHead& head) {
  tx.run(R"sql(
    insert into audit_witnessed (region_id, tree_size, previous_size, root, at, public_key, witnessed_at, signature)
    values ($1, $2, $3, $4, $5, $6, $7, $8)
    on conflict (region_id, tree_size) do nothing
  )sql",
         head.region_id, head.tree_size, head.previous_size, head.root, head.at, head.public_key,
         head.witnessed_at, head.signature);
}

}  // namespace musubi::audit::store
