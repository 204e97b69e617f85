#include "audit/proof.hpp"

#include "audit/seal_store.hpp"

namespace musubi::audit {
namespace {

HeadView view_of(const SignedHead& signed_head, const std::vector<KeyRow>& keys) {
  const auto& head = signed_head.head;
  const auto key = std::ranges::find(keys, signed_head.key_number, &KeyRow::key_number);
  return {head.region_id,
          head.tree_size,
          head.previous_size,
          to_hex(head.root),
          head.at,
          signed_head.key_number,
          key == keys.end() ? "" : crypto::to_hex(key->public_key),
          crypto::to_hex(signed_head.signature)};
}

template <std::size_t Max>
List<std::string, Max> hex_of(const std::vector<Hash>& hashes) {
  List<std::string, Max> out;
  for (const auto& hash : hashes) out.items.push_back(to_hex(hash));
  return out;
}

StoredTree stored_tree(Tx& tx, RegionId region) {
  return StoredTree(
      [&tx, region](int level, std::int64_t tile) { return store::tile(tx, region, level, tile); });
}

std::unexpected<Error> damaged() {
  return fail(Code::internal, "", "監査記録の木に欠けがあります。運営者に連絡してください。",
              "Something is missing from the audit log's tree. Please tell the operator.");
}

Result<ConsistencyProof> growth(StoredTree& tree, std::int64_t from, std::int64_t to) {
  if (from < 0 || from > to)
    return fail(Code::invalid, "from", "その大きさの記録はありません。", "There is no log of that size.");
  const auto path = tree.consistency(from, to);
  if (!path) return damaged();
  return ConsistencyProof{from, to, hex_of<128>(*path)};
}

}  // namespace

Result<InclusionProof> prove_row(Tx& tx, RegionId region, AuditId id, WithRow with_row,
                                 std::optional<std::int64_t> since) {
  const auto row = store::row(tx, region, id);
  if (!row) return not_found();
  const auto head = store::newest_head(tx, region);
  const auto index = store::leaf_index(tx, region, id);
  if (!head || !index || *index >= head->head.tree_size)
    return fail(Code::unavailable, "", "この記録はまだ封印の途中です。少し待ってからやり直してください。",
                "This record is being sealed. Please try again in a moment.");
  auto tree = stored_tree(tx, region);
  const auto path = tree.inclusion(*index, head->head.tree_size);
  if (!path) return damaged();
  InclusionProof proof;
  proof.audit_id = id;
  proof.leaf_index = *index;
  proof.leaf_hash = to_hex(leaf_of(*row));
  if (with_row == WithRow::yes) proof.row = crypto::to_hex(encode(*row));
  proof.path = hex_of<64>(*path);
  proof.head = view_of(*head, keys_of(tx, region));
  if (since) {
    TRY_ASSIGN(proof.consistency, growth(tree, *since, head->head.tree_size));
  }
  return proof;
}

Result<ConsistencyProof> prove_growth(Tx& tx, RegionId region, std::int64_t from,
                                      std::optional<std::int64_t> to) {
  const auto head = store::newest_head(tx, region);
  if (!head) return not_found();
  const auto until = to.value_or(head->head.tree_size);
  if (until > head->head.tree_size)
    return fail(Code::invalid, "to", "その大きさの記録はまだありません。", "The log is not that long yet.");
  auto tree = stored_tree(tx, region);
  return growth(tree, from, until);
}

std::optional<HeadView> newest_head(Tx& tx, RegionId region) {
  const auto head = store::newest_head(tx, region);
  if (!head) return std::nullopt;
  return view_of(*head, keys_of(tx, region));
}

std::vector<HeadView> heads(Tx& tx, RegionId region, std::optional<std::int64_t> before, int limit) {
  const auto keys = keys_of(tx, region);
  std::vector<HeadView> views;
  for (const auto& head : store::heads_before(tx, region, before, limit))
    views.push_back(view_of(head, keys));
  return views;
}

SealState seal_state(Tx& tx, RegionId region) {
  SealState state;
  state.head = newest_head(tx, region);
  const auto waiting = store::waiting(tx, region, 1000);
  state.waiting = static_cast<std::int64_t>(waiting.size());
  for (const auto at : waiting)
    if (!state.waiting_since || at < *state.waiting_since) state.waiting_since = at;
  for (auto& row : store::newest_witnesses(tx, region))
    state.witnesses.push_back(
        {row.witness_name, crypto::to_hex(row.public_key), row.tree_size, row.witnessed_at});
  return state;
}

}  // namespace musubi::audit
