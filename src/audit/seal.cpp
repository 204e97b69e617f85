#include "audit/seal.hpp"

#include <spdlog/spdlog.h>

#include "audit/seal_store.hpp"

namespace musubi::audit {
namespace {

/// One region's rows of a run: appended to its tree, and the new head signed.
Status seal_region(Tx& tx, const Keyring& keys, RegionId region, std::span<const Row> rows) {
  const auto tree = store::tree(tx, region);
  auto frontier = tree ? Frontier::from(tree->tree_size, tree->frontier) : Frontier{};
  if (!frontier)
    return fail(Code::internal, "", "監査記録の木が壊れています。musubi audit verify で確かめてください。",
                "The tree of the audit log is damaged. Run musubi audit verify.");
  TRY_ASSIGN(const auto signer, keys.signer(tx, region));
  std::vector<store::Leaf> leaves;
  leaves.reserve(rows.size());
  const auto keep_node = [&](int level, std::int64_t index, const Hash& hash) {
    store::insert_node(tx, region, level, index, hash);
  };
  for (const auto& row : rows) {
    leaves.push_back({row.audit_id, leaf_of(row)});
    frontier->append(leaves.back().hash, keep_node);
  }
  store::insert_leaves(tx, region, frontier->size() - static_cast<std::int64_t>(leaves.size()), leaves);
  store::put_tree(tx, region, {frontier->size(), frontier->bytes()});
  SignedHead head{{region, frontier->size(), tree ? tree->tree_size : 0, frontier->root(), tx.now()},
                  signer.key_number,
                  {}};
  head.signature = signer.key.sign(crypto::view(text_of(head.head)));
  store::insert_head(tx, head);
  return {};
}

}  // namespace

Result<SealRun> seal_some(Tx& tx, const Keyring& keys, int limit) {
  SealRun run;
  if (!store::take_turn(tx)) return run;
  auto rows = store::rows_to_seal(tx, limit);
  if (rows.empty()) return run;
  store::move_to(tx, rows.back().region_id, rows.back().audit_id);
  // Regions have trees of their own; within a region the order of commits stays.
  std::ranges::stable_sort(rows, {}, &Row::region_id);
  for (auto from = rows.begin(); from != rows.end();) {
    const auto to =
        std::find_if(from, rows.end(), [&](const Row& row) { return row.region_id != from->region_id; });
    TRY(seal_region(tx, keys, from->region_id, {from, to}));
    from = to;
  }
  run.rows = static_cast<std::int64_t>(rows.size());
  run.more = run.rows == limit;
  return run;
}

bool anything_to_seal(Tx& tx) {
  return store::anything_to_seal(tx);
}

Result<std::int64_t> seal_all(db::Database& database, const Keyring& keys) {
  std::int64_t rows = 0;
  while (true) {
    TRY_ASSIGN(const auto run, database.write_now([&](Tx& tx) { return seal_some(tx, keys, 5000); }));
    rows += run.rows;
    if (!run.more) return rows;
  }
}

// --- the background job
// ---------------------------------------------------------------------------------------------

Sequencer::Sequencer(db::Database& database, const Keyring& keys, Pace pace)
    : database_(database), keys_(keys), pace_(pace), rounds_("sealing the audit log", pace.every, [this] {
        const auto began = std::chrono::steady_clock::now();
        seal_what_waits();
        const auto took = std::chrono::duration_cast<Rounds::Rest>(std::chrono::steady_clock::now() - began);
        return std::max(pace_.every - took, pace_.every / 4);  // also under load somebody else may write
      }) {}

void Sequencer::seal_what_waits() {
  if (!database_.read_now([](Tx& tx) { return anything_to_seal(tx); })) return;
  for (bool more = true; more;) {
    const auto run = database_.write_now([&](Tx& tx) { return seal_some(tx, keys_, pace_.rows); });
    if (!run) {
      spdlog::error("the audit log could not be sealed: {}", run.error().detail_en);
      return;
    }
    more = run->more && !rounds_.is_stopping();
  }
}

}  // namespace musubi::audit
