#include "notebook/notebook.hpp"

#include <fmt/format.h>
#include <charconv>
#include <limits>
#include <set>

namespace musubi::notebook {

Cursor newest_cursor() {
  Cursor cursor;
  cursor.posted_at = from_unix_us(std::numeric_limits<std::int64_t>::max());
  cursor.entry_id.uuid.bytes.fill(0xFF);
  return cursor;
}

std::string to_string(const Cursor& cursor) {
  return fmt::format("{}.{}", to_unix_us(cursor.posted_at), musubi::to_string(cursor.entry_id));
}

Result<Cursor> parse_cursor(std::string_view text) {
  const auto wrong = [] {
    return fail(Code::invalid, "before", "続きの位置が正しくありません。一覧を開き直してください。",
                "This is no place in the list. Please open the list again.");
  };
  const auto dot = text.find('.');
  if (dot == std::string_view::npos) return wrong();
  std::int64_t us = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + dot, us);
  const auto id = parse_uuid(text.substr(dot + 1));
  if (error != std::errc{} || end != text.data() + dot || !id) return wrong();
  return Cursor{from_unix_us(us), {*id}};
}

namespace {

template <class T>
Status check_distinct(const T& items, std::string field) {
  if (std::set(items.begin(), items.end()).size() == items.size()) return {};
  return fail(Code::invalid, std::move(field), "同じものが2回選ばれています。", "Something is chosen twice.");
}

}  // namespace

Status check_new_entry(const NewEntry& entry, bool by_guardian, Time now) {
  constexpr std::chrono::minutes kClockSlack{10};  // phones run a little fast
  if (entry.id.is_nil()) return fail(Code::invalid, "id", "IDが正しくありません。", "This is no id.");
  if (entry.happened_at && *entry.happened_at > now + kClockSlack)
    return fail(Code::invalid, "happened_at", "未来の日時です。", "This is in the future.");
  TRY(check_distinct(entry.seat_ids, "seat_ids"));
  TRY(check_distinct(entry.mention_post_ids, "mention_post_ids"));
  TRY(check_distinct(entry.file_ids, "file_ids"));
  if (entry.whole_team && !entry.seat_ids.empty())
    return fail(Code::invalid, "seat_ids", "チーム全員に見せるときは、相手を選べません。",
                "With the whole team as audience no single seats can be chosen.");
  if (by_guardian && !entry.whole_team)
    return fail(Code::invalid, "whole_team", "保護者の記事はチーム全員に届きます。",
                "What a guardian writes goes to the whole team.");
  if (!entry.whole_team && entry.seat_ids.empty() && !entry.with_guardians &&
      !entry.with_person.value_or(false))
    return fail(Code::invalid, "seat_ids", "だれに見せるかを選んでください。", "Choose who may see this.");
  return {};
}

}  // namespace musubi::notebook
