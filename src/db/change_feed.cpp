#include "db/change_feed.hpp"

namespace musubi::db {
namespace {

using Columns = std::tuple<std::int64_t, RegionId, std::optional<PersonId>, std::string, Uuid,
                           std::optional<InfoClass>, std::optional<EntryId>, std::optional<AccountId>, Time>;

std::vector<Change> as_changes(std::vector<Columns> rows) {
  std::vector<Change> changes;
  changes.reserve(rows.size());
  for (auto& row : rows) changes.push_back(std::make_from_tuple<Change>(std::move(row)));
  return changes;
}

}  // namespace

void append_change(Tx& tx, const NewChange& c) {
  tx.send(R"(
    insert into change (region_id, person_id, kind, subject_id, class_name, entry_id, account_id, at)
    values ($1, $2, $3, $4, $5, $6, $7, $8))",
          c.region_id, c.person_id, c.kind, c.subject_id, c.info_class, c.entry_id, c.account_id, tx.now());
  tx.changed = true;
}

// PostgreSQL draws positions before it commits, so a later position can be visible before an earlier one is.
// Rows of transactions older than every running one are final: no row can slip in among them any more. Among
// those the order is that of transaction ids, not of positions, for a transaction with a higher id may have
// drawn the lower position: ordered by position alone, a reader already past it would never see it.
// docs/decisions/002-isolation-and-watermark.md
std::vector<Change> changes_after(Tx& tx, std::int64_t position, int limit) {
  if (tx.engine() == Engine::sqlite)
    return as_changes(tx.all<Columns>(R"(
      select position, region_id, person_id, kind, subject_id, class_name, entry_id, account_id, at
      from change where position > $1 order by position limit $2)",
                                      position, limit));
  return as_changes(tx.all<Columns>(R"(
    select position, region_id, person_id, kind, subject_id, class_name, entry_id, account_id, at
    from change
    where (xid, position) > (coalesce((select c.xid from change c where c.position = $1), '0'), $1)
      and xid < pg_snapshot_xmin(pg_current_snapshot())
    order by xid, position limit $2)",
                                    position, limit));
}

std::int64_t last_position(Tx& tx) {
  const auto last = tx.engine() == Engine::sqlite
                        ? tx.first<std::int64_t>("select position from change order by position desc limit 1")
                        : tx.first<std::int64_t>(R"(
                            select position from change where xid < pg_snapshot_xmin(pg_current_snapshot())
                            order by xid desc, position desc limit 1)");
  return last.value_or(0);
}

}  // namespace musubi::db
