// Marks people leave on entries: read, 了解, confirmed, pinned; and the visit that "since my last visit"
// counts from. A mark changes counts on the entry and makes no new version of it.
#include "notebook/notebook_events.hpp"
#include "notebook/notebook_service.hpp"
#include "notebook/notebook_store.hpp"

namespace musubi::notebook {
namespace {

using access::Action;

/// The entry, shown and by somebody else.
Result<EntryView> markable(Tx& tx, const Scope& scope, EntryId entry) {
  auto view = find_entry(tx, scope, entry);
  if (!view) return not_found();
  if (view->hidden) return fail(Code::gone, "", "この投稿は取り消されています。", "This was taken back.");
  if (view->author.post_id == scope.post)
    return fail(Code::invalid, "", "自分の投稿には付けられません。", "This is your own entry.");
  return std::move(*view);
}

Result<EntryView> after(Tx& tx, const Scope& scope, EntryId entry, bool changed, InfoClass info_class) {
  if (changed) announce(tx, scope, kReceiptChanged, entry.uuid, entry, info_class);
  auto view = find_entry(tx, scope, entry);
  if (!view) return not_found();
  return std::move(*view);
}

}  // namespace

Status mark_read(Tx& tx, const Actor& actor, PersonId person, const ReadMarks& marks) {
  TRY_ASSIGN(auto grant, access::require(tx, actor, Action::respond, person, {{}, "receipt", {}}));
  const Scope scope(actor, std::move(grant));
  const auto reader = writer_of(actor);
  for (const auto entry : marks.entry_ids) {
    if (!mark_read(tx, scope, entry, reader)) continue;
    announce(tx, scope, kReceiptChanged, entry.uuid, entry, class_of_entry(tx, actor.region_id, entry));
  }
  return {};
}

Result<EntryView> acknowledge(Tx& tx, const Actor& actor, PersonId person, EntryId entry, bool on) {
  TRY_ASSIGN(auto grant, access::require(tx, actor, Action::respond, person, {{}, "receipt", entry.uuid}));
  const Scope scope(actor, std::move(grant));
  TRY_ASSIGN(const auto view, markable(tx, scope, entry));
  const bool was_unread = mark_read(tx, scope, entry, writer_of(actor));
  const bool changed = set_acknowledged(tx, scope, entry, on);
  return after(tx, scope, entry, was_unread || changed, view.info_class);
}

Result<EntryView> confirm(Tx& tx, const Actor& actor, PersonId person, EntryId entry) {
  TRY_ASSIGN(auto grant, access::require(tx, actor, Action::respond, person, {{}, "receipt", entry.uuid}));
  const Scope scope(actor, std::move(grant));
  TRY_ASSIGN(const auto view, markable(tx, scope, entry));
  if (!view.asks_confirmation)
    return fail(Code::invalid, "", "この記事は確認を求めていません。",
                "This entry does not ask for confirmation.");
  const bool was_unread = mark_read(tx, scope, entry, writer_of(actor));
  const bool changed = set_confirmed(tx, scope, entry);
  return after(tx, scope, entry, was_unread || changed, view.info_class);
}

Result<EntryView> pin(Tx& tx, const Actor& actor, PersonId person, EntryId entry, bool on) {
  TRY_ASSIGN(auto grant, access::require(tx, actor, Action::post, person, {{}, "entry", entry.uuid}));
  const Scope scope(actor, std::move(grant));
  if (scope.grant.is_guardian)
    return fail(Code::forbidden, "", "ピン留めはチームの担当者が行います。", "The team pins entries.");
  auto view = find_entry(tx, scope, entry);
  if (!view) return not_found();
  if (view->hidden) return fail(Code::gone, "", "この投稿は取り消されています。", "This was taken back.");
  if (view->pinned != on) {
    set_pinned(tx, actor.region_id, entry, on);
    announce(tx, scope, kPinChanged, entry.uuid, entry, view->info_class);
    view->pinned = on;
  }
  return std::move(*view);
}

Status visit(Tx& tx, const Actor& actor, PersonId person) {
  TRY_ASSIGN(const auto grant, access::require(tx, actor, Action::respond, person, {{}, "visit", {}}));
  auto now = visits(tx, actor.region_id, person, actor.post_id).value_or(Visits{});
  if (tx.now() - now.visited_at > kSameVisit) now.before_that = now.visited_at;
  now.visited_at = tx.now();
  record_visit(tx, actor.region_id, person, actor.post_id, now);
  return {};
}

}  // namespace musubi::notebook
