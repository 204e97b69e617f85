#include "notebook/notebook_bulk.hpp"

namespace musubi::notebook {
namespace {

void add_receipt(Tx& tx, RegionId region, const BulkEntry& bulk, const BulkReceipt& receipt) {
  tx.run(R"sql(
    insert into receipt (region_id, entry_id, post_id, person_id, reader_name, reader_facility, read_at,
                         acknowledged_at, confirmed_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
    on conflict do nothing
  )sql",
         region, bulk.entry.id, receipt.post_id, bulk.person_id, receipt.name, receipt.facility_name, receipt.read_at,
         receipt.acknowledged_at, receipt.confirmed_at);
}

/// The counts that marks would have left one by one.
void set_counts(Tx& tx, RegionId region, const BulkEntry& bulk) {
  std::int64_t acknowledged = 0;
  std::int64_t confirmed = 0;
  for (const auto& receipt : bulk.receipts) {
    acknowledged += receipt.acknowledged_at ? 1 : 0;
    confirmed += receipt.confirmed_at ? 1 : 0;
  }
  tx.run(R"sql(
    update entry set recipients = $3, read_count = $4, acknowledged_count = $5, confirmed_count = $6, pinned_at = $7
     where region_id = $1 and entry_id = $2
  )sql",
         region, bulk.entry.id, bulk.recipients, static_cast<std::int64_t>(bulk.receipts.size()), acknowledged,
         confirmed, bulk.pinned ? std::optional(bulk.posted_at) : std::nullopt);
}

}  // namespace

bool add_bulk_entry(Tx& tx, RegionId region, const BulkEntry& bulk) {
  const auto& entry = bulk.entry;
  if (!insert_entry(tx, region, bulk.person_id, bulk.writer, entry, bulk.posted_at)) return false;
  for (const auto seat : entry.seat_ids) insert_audience_seat(tx, region, bulk.person_id, entry.id, seat);
  if (entry.with_guardians) hide_from_restricted(tx, region, bulk.person_id, entry.id, bulk.writer.post_id);
  for (const auto post : entry.mention_post_ids) insert_mention(tx, region, entry.id, post);
  std::int64_t position = 0;
  for (const auto file : entry.file_ids) insert_entry_file(tx, region, entry.id, position++, file);
  insert_entry_version(tx, region, entry.id, 1, {entry.category, entry.info_class, entry.importance, entry.body, {}},
                       bulk.writer, bulk.posted_at);
  for (const auto& receipt : bulk.receipts) add_receipt(tx, region, bulk, receipt);
  for (const auto& reply : bulk.replies)
    if (insert_reply(tx, region, bulk.person_id, entry.id, reply.writer, reply.reply, reply.posted_at))
      insert_reply_version(tx, region, reply.reply.id, 1, {reply.reply.body, {}}, reply.writer, reply.posted_at);
  set_counts(tx, region, bulk);
  index_entry(tx, region, bulk.person_id, entry.id);
  return true;
}

}  // namespace musubi::notebook
