#include "notebook/notebook_bulk.hpp"

#include <algorithm>

namespace musubi::notebook {
namespace {

void add_receipt(Tx& tx, RegionId region, const BulkEntry& bulk, const BulkReceipt& receipt) {
  tx.send(R"sql(
    insert into receipt (region_id, entry_id, post_id, person_id, reader_name, reader_facility, read_at,
                         acknowledged_at, confirmed_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
    on conflict do nothing
  )sql",
          region, bulk.entry.id, receipt.post_id, bulk.person_id, receipt.name, receipt.facility_name,
          receipt.read_at, receipt.acknowledged_at, receipt.confirmed_at);
}

/// The counts that marks would have left one by one.
EntryMarks marks_of(const BulkEntry& bulk) {
  EntryMarks marks;
  if (bulk.pinned) marks.pinned_at = bulk.posted_at;
  marks.replies = static_cast<std::int64_t>(bulk.replies.size());
  marks.recipients = bulk.recipients;
  marks.read = static_cast<std::int64_t>(bulk.receipts.size());
  marks.acknowledged =
      std::ranges::count_if(bulk.receipts, [](const auto& r) { return r.acknowledged_at.has_value(); });
  marks.confirmed =
      std::ranges::count_if(bulk.receipts, [](const auto& r) { return r.confirmed_at.has_value(); });
  return marks;
}

void add_reply(Tx& tx, RegionId region, const BulkEntry& bulk, const BulkReply& reply) {
  if (insert_reply(tx, region, bulk.person_id, bulk.entry.id, reply.writer, reply.reply, reply.posted_at))
    insert_reply_version(tx, region, reply.reply.id, 1, {reply.reply.body, {}}, reply.writer,
                         reply.posted_at);
}

}  // namespace

bool add_bulk_entry(Tx& tx, RegionId region, const BulkEntry& bulk) {
  const auto& entry = bulk.entry;
  if (!insert_entry(tx, region, bulk.person_id, bulk.writer, entry, bulk.posted_at, marks_of(bulk)))
    return false;
  for (const auto seat : entry.seat_ids) insert_audience_seat(tx, region, bulk.person_id, entry.id, seat);
  if (entry.with_guardians) hide_from_restricted(tx, region, bulk.person_id, entry.id, bulk.writer.post_id);
  for (const auto post : entry.mention_post_ids) insert_mention(tx, region, entry.id, post);
  std::int64_t position = 0;
  for (const auto file : entry.file_ids) insert_entry_file(tx, region, entry.id, position++, file);
  insert_entry_version(tx, region, entry.id, 1,
                       {entry.category, entry.info_class, entry.importance, entry.body, {}}, bulk.writer,
                       bulk.posted_at);
  for (const auto& receipt : bulk.receipts) add_receipt(tx, region, bulk, receipt);
  std::vector<std::string_view> answers;
  for (const auto& reply : bulk.replies) {
    add_reply(tx, region, bulk, reply);
    answers.push_back(reply.reply.body.value);
  }
  index_new_entry(tx, region, bulk.person_id, bulk.writer, entry, answers);
  return true;
}

}  // namespace musubi::notebook
