// Writing entries and replies. Marks and reading: notebook_marks.cpp, notebook_reading.cpp.
#include "notebook/notebook_service.hpp"

#include <algorithm>
#include <set>

#include "base/lost_race.hpp"
#include "db/change_feed.hpp"
#include "file/file_service.hpp"
#include "notebook/notebook_events.hpp"
#include "notebook/notebook_store.hpp"

namespace musubi::notebook {
namespace {

using access::Action;

Status duplicate() {
  return fail(Code::duplicate, "id", "同じIDの別の投稿がすでにあります。内容は送られていません。",
              "Something else with this id exists already. Nothing was posted.");
}

EntryEdit state_of(const NewEntry& entry) {
  return {entry.category, entry.info_class, entry.importance, entry.body, {}};
}
EntryEdit state_of(const EntryView& view, const std::string& reason) {
  return {view.category, view.info_class, view.importance, {view.body}, {reason}};
}

template <class AnyId, std::size_t Max>
std::vector<AnyId> sorted(const List<AnyId, Max>& ids) {
  auto items = ids.items;
  std::ranges::sort(items);
  return items;
}

/// Whether this is what was posted under the id the first time.
bool same_post(Tx& tx, const Actor& actor, PersonId person, const NewEntry& entry, const FirstState& first) {
  return first.author_post == actor.post_id && first.person_id == person && first.body == entry.body.value &&
         first.category == entry.category && first.class_bit == ClassSet::of(entry.info_class).bits &&
         first.importance == entry.importance && first.asks_confirmation == entry.asks_confirmation &&
         first.whole_team == entry.whole_team && first.with_guardians == entry.with_guardians &&
         first.happened_at == entry.happened_at.value_or(first.posted_at) &&
         audience_of(tx, actor.region_id, entry.id) == sorted(entry.seat_ids) &&
         mentions_of(tx, actor.region_id, entry.id) == sorted(entry.mention_post_ids) &&
         files_of(tx, actor.region_id, entry.id) == entry.file_ids.items &&
         record::came_with(tx, actor.region_id, person, entry.id, entry.measures());
}

Result<EntryView> first_result(Tx& tx, const Actor& actor, const Scope& scope, const NewEntry& entry) {
  const auto first = first_state(tx, actor.region_id, entry.id);
  if (!first || !same_post(tx, actor, scope.grant.person_id, entry, *first))
    return std::unexpected(duplicate().error());
  auto view = find_entry(tx, scope, entry.id);
  if (!view) return not_found();
  return std::move(*view);
}

/// Seats of this person's team only. What is shared with the family while somebody is under a protective
/// limit stays hidden from them after it is lifted.
Status add_audience(Tx& tx, const Actor& actor, PersonId person, const NewEntry& entry) {
  for (std::size_t i = 0; i < entry.seat_ids.size(); ++i)
    if (!insert_audience_seat(tx, actor.region_id, person, entry.id, entry.seat_ids.items[i]))
      return fail(Code::invalid, "seat_ids[" + std::to_string(i) + "]",
                  "いまのチームにいない相手が選ばれています。相手を選び直してください。",
                  "This is no seat of the present team. Please choose again.");
  if (entry.with_guardians) hide_from_restricted(tx, actor.region_id, person, entry.id, actor.post_id);
  return {};
}

/// Whom it reaches now, its author left out.
std::vector<access::Listener> reached_by(Tx& tx, const Actor& author, PersonId person, EntryId entry,
                                         InfoClass info_class) {
  auto reached =
      access::listeners(tx, author.region_id, person, info_class, entry, PurposeSet::of(Purpose::support));
  std::erase_if(reached, [&](const auto& listener) { return listener.post_id == author.post_id; });
  return reached;
}

/// Counts who may read it now, and ties the mentioned to it: each must be one of them.
Status add_recipients(Tx& tx, const Actor& actor, PersonId person, const NewEntry& entry) {
  const auto reached = reached_by(tx, actor, person, entry.id, entry.info_class);
  for (std::size_t i = 0; i < entry.mention_post_ids.size(); ++i) {
    const auto post = entry.mention_post_ids.items[i];
    if (std::ranges::find(reached, post, &access::Listener::post_id) == reached.end())
      return fail(Code::invalid, "mention_post_ids[" + std::to_string(i) + "]",
                  "宛先にできるのは、この記事を読めるチームの人だけです。",
                  "Only members of the team who may read this can be mentioned.");
    insert_mention(tx, actor.region_id, entry.id, post);
  }
  set_recipients(tx, actor.region_id, entry.id, static_cast<std::int64_t>(reached.size()));
  return {};
}

/// Of another class it reaches others; who has read it already goes on being counted.
void count_recipients_anew(Tx& tx, const Actor& author, PersonId person, EntryId entry,
                           InfoClass info_class) {
  std::set<PostId> posts;
  for (const auto& listener : reached_by(tx, author, person, entry, info_class))
    posts.insert(listener.post_id);
  for (const auto post : readers_of(tx, author.region_id, entry))
    if (post != author.post_id) posts.insert(post);
  set_recipients(tx, author.region_id, entry, static_cast<std::int64_t>(posts.size()));
}

Status add_files(Tx& tx, const Actor& actor, PersonId person, const NewEntry& entry) {
  if (entry.file_ids.empty()) return {};
  TRY(file::bind_files(tx, actor, person, entry.file_ids.items, file::BoundTo::entry, entry.id.uuid));
  std::int64_t position = 0;
  for (const auto file : entry.file_ids) insert_entry_file(tx, actor.region_id, entry.id, position++, file);
  return {};
}

Result<EntryView> entry_in(Tx& tx, const Scope& scope, EntryId entry) {
  auto view = find_entry(tx, scope, entry);
  if (!view) return not_found();
  return std::move(*view);
}

template <class Keep>
Status limit_each(const List<GuardianId, 20>& guardians, const std::string& field, Keep keep) {
  for (std::size_t i = 0; i < guardians.items.size(); ++i)
    if (!keep(guardians.items[i]))
      return fail(Code::invalid, field + "[" + std::to_string(i) + "]", "この方の保護者ではありません。",
                  "This is no guardian of this person.");
  return {};
}

Error taken_back() {
  return {Code::gone, "", "この投稿は取り消されています。", "This was taken back."};
}
Error not_the_author() {
  return {Code::forbidden, "", "書いた本人だけが直せます。返信でお知らせください。",
          "Only its author can change this. Please reply instead."};
}

}  // namespace

Result<EntryView> post_entry(Tx& tx, const Actor& actor, PersonId person, const NewEntry& sent) {
  TRY_ASSIGN(auto grant, access::require(tx, actor, Action::post, person,
                                         {ClassSet::of(sent.info_class), "entry", sent.id.uuid}));
  TRY(check_new_entry(sent, grant.is_guardian, tx.now()));
  auto entry = sent;
  // Whoever is kept from the child does not write to the child: without a word, as with all of a limit.
  if (grant.is_restricted && !grant.is_own) entry.with_person.reset();
  const Scope scope(actor, std::move(grant));
  const auto writer = writer_of(actor);
  if (!insert_entry(tx, actor.region_id, person, writer, entry, tx.now()))
    return first_result(tx, actor, scope, entry);

  TRY(add_audience(tx, actor, person, entry));
  TRY(add_recipients(tx, actor, person, entry));
  TRY(add_files(tx, actor, person, entry));
  TRY(record::add_measures(tx, actor, scope.grant,
                           {entry.id, entry.happened_at.value_or(tx.now()), entry.with_guardians},
                           entry.measures(), "records"));
  insert_entry_version(tx, actor.region_id, entry.id, 1, state_of(entry), writer, tx.now());
  index_new_entry(tx, actor.region_id, person, writer, entry);
  announce(tx, scope, kEntryChanged, entry.id.uuid, entry.id, entry.info_class);
  return entry_in(tx, scope, entry.id);
}

Result<EntryView> edit_entry(Tx& tx, const Actor& actor, PersonId person, EntryId entry, std::int64_t version,
                             const EntryEdit& edit) {
  TRY_ASSIGN(auto grant, access::require(tx, actor, Action::post, person,
                                         {ClassSet::of(edit.info_class), "entry", entry.uuid}));
  const Scope scope(actor, std::move(grant));
  TRY_ASSIGN(const auto now, entry_in(tx, scope, entry));
  if (now.author.post_id != actor.post_id) return std::unexpected(not_the_author());
  if (now.hidden) return std::unexpected(taken_back());
  const bool same = now.category == edit.category && now.info_class == edit.info_class &&
                    now.importance == edit.importance && now.body == edit.body.value;
  // A retry of an edit that did arrive finds its own text one version on.
  if (same && (now.version == version || now.version == version + 1)) return now;
  if (!update_entry(tx, actor.region_id, entry, version, edit)) return lost_race(now);

  insert_entry_version(tx, actor.region_id, entry, version + 1, edit, writer_of(actor), tx.now());
  index_entry(tx, actor.region_id, person, entry);
  announce(tx, scope, kEntryChanged, entry.uuid, entry, edit.info_class);
  if (now.info_class != edit.info_class) {
    count_recipients_anew(tx, actor, person, entry, edit.info_class);
    announce(tx, scope, kEntryChanged, entry.uuid, entry,
             now.info_class);  // those who lose sight of it hear too
  }
  return entry_in(tx, scope, entry);
}

Result<EntryView> hide_entry(Tx& tx, const Actor& actor, PersonId person, EntryId entry,
                             const HideReason& reason) {
  TRY_ASSIGN(auto grant, access::require(tx, actor, Action::post, person, {{}, "entry", entry.uuid}));
  const Scope scope(actor, std::move(grant));
  TRY_ASSIGN(auto now, entry_in(tx, scope, entry));
  if (now.hidden) return now;
  if (now.author.post_id != actor.post_id && scope.grant.role != access::SeatRole::coordinator)
    return fail(Code::forbidden, "", "取り消せるのは、書いた本人とコーディネーターだけです。",
                "Only its author or a coordinator can take this back.");
  const auto writer = writer_of(actor);
  hide_entry(tx, actor.region_id, entry, writer, reason.reason);
  insert_entry_version(tx, actor.region_id, entry, now.version + 1, state_of(now, reason.reason), writer,
                       tx.now());
  index_entry(tx, actor.region_id, person, entry);
  TRY(record::hide_measures(tx, actor, person, entry, reason.reason));
  announce(tx, scope, kEntryChanged, entry.uuid, entry, now.info_class);
  if (auto stub = find_entry(tx, scope, entry)) return std::move(*stub);
  now.body.clear();  // a guardian does not see the stub, not even of the own entry
  now.files.clear();
  now.records.clear();
  now.hidden = EntryHidden{tx.now(), writer.name, reason.reason};
  now.version += 1;
  now.mine.may_edit = false;
  return now;
}

Status limit_entry(Tx& tx, const Actor& actor, PersonId person, EntryId entry, const HiddenFrom& limits) {
  TRY_ASSIGN(auto grant,
             access::require(tx, actor, Action::manage_guardians, person, {{}, "entry", entry.uuid}));
  const Scope scope(actor, std::move(grant));
  TRY_ASSIGN(const auto now, entry_in(tx, scope, entry));
  clear_limits(tx, actor.region_id, entry);
  TRY(limit_each(limits.guardian_ids, "guardian_ids", [&](GuardianId guardian) {
    return insert_hidden_from(tx, actor.region_id, person, entry, guardian);
  }));
  TRY(limit_each(limits.shown_to.value_or(List<GuardianId, 20>{}), "shown_to", [&](GuardianId guardian) {
    return insert_shown_to(tx, actor.region_id, person, entry, guardian);
  }));
  if (limits.with_person) set_with_person(tx, actor.region_id, entry, *limits.with_person);
  announce(tx, scope, kEntryChanged, entry.uuid, entry, now.info_class);
  return {};
}

// --- replies
// ------------------------------------------------------------------------------------------------

namespace {

Result<ReplyView> reply_in(Tx& tx, const Scope& scope, EntryId entry, ReplyId reply) {
  auto view = find_reply(tx, scope, entry, reply);
  if (!view) return not_found();
  return std::move(*view);
}

}  // namespace

Result<ReplyView> post_reply(Tx& tx, const Actor& actor, PersonId person, EntryId entry,
                             const NewReply& reply) {
  TRY_ASSIGN(auto grant, access::require(tx, actor, Action::post, person, {{}, "reply", reply.id.uuid}));
  if (reply.id.is_nil()) return fail(Code::invalid, "id", "IDが正しくありません。", "This is no id.");
  const Scope scope(actor, std::move(grant));
  TRY_ASSIGN(const auto parent, entry_in(tx, scope, entry));
  if (parent.hidden) return std::unexpected(taken_back());
  const auto writer = writer_of(actor);
  if (const auto first = first_reply(tx, actor.region_id, reply.id)) {
    const bool same =
        first->entry_id == entry && first->author_post == actor.post_id && first->body == reply.body.value;
    if (!same) return std::unexpected(duplicate().error());
    return reply_in(tx, scope, entry, reply.id);
  }
  if (parent.reply_count >= kMaxReplies)
    return fail(Code::invalid, "", "この記事への返信が多くなりました。新しい記事を書いてください。",
                "This entry has too many replies. Please write a new entry.");
  if (!insert_reply(tx, actor.region_id, person, entry, writer, reply, tx.now()))
    return std::unexpected(duplicate().error());
  count_reply(tx, actor.region_id, entry);
  insert_reply_version(tx, actor.region_id, reply.id, 1, {reply.body, {}}, writer, tx.now());
  index_entry(tx, actor.region_id, person, entry);
  announce(tx, scope, kReplyChanged, reply.id.uuid, entry, parent.info_class);
  return reply_in(tx, scope, entry, reply.id);
}

Result<ReplyView> edit_reply(Tx& tx, const Actor& actor, PersonId person, EntryId entry, ReplyId reply,
                             std::int64_t version, const ReplyEdit& edit) {
  TRY_ASSIGN(auto grant, access::require(tx, actor, Action::post, person, {{}, "reply", reply.uuid}));
  const Scope scope(actor, std::move(grant));
  TRY_ASSIGN(const auto parent, entry_in(tx, scope, entry));
  TRY_ASSIGN(const auto now, reply_in(tx, scope, entry, reply));
  if (!now.mine) return std::unexpected(not_the_author());
  if (now.hidden) return std::unexpected(taken_back());
  if (now.body == edit.body.value && (now.version == version || now.version == version + 1)) return now;
  if (!update_reply(tx, actor.region_id, reply, version, edit)) return lost_race(now);
  insert_reply_version(tx, actor.region_id, reply, version + 1, edit, writer_of(actor), tx.now());
  index_entry(tx, actor.region_id, person, entry);
  announce(tx, scope, kReplyChanged, reply.uuid, entry, parent.info_class);
  return reply_in(tx, scope, entry, reply);
}

Result<ReplyView> hide_reply(Tx& tx, const Actor& actor, PersonId person, EntryId entry, ReplyId reply,
                             const HideReason& reason) {
  TRY_ASSIGN(auto grant, access::require(tx, actor, Action::post, person, {{}, "reply", reply.uuid}));
  const Scope scope(actor, std::move(grant));
  TRY_ASSIGN(const auto parent, entry_in(tx, scope, entry));
  TRY_ASSIGN(auto now, reply_in(tx, scope, entry, reply));
  if (now.hidden) return now;
  if (!now.mine && scope.grant.role != access::SeatRole::coordinator)
    return fail(Code::forbidden, "", "取り消せるのは、書いた本人とコーディネーターだけです。",
                "Only its author or a coordinator can take this back.");
  const auto writer = writer_of(actor);
  hide_reply(tx, actor.region_id, entry, reply, writer, reason.reason);
  insert_reply_version(tx, actor.region_id, reply, now.version + 1, {{now.body}, {reason.reason.value}},
                       writer, tx.now());
  index_entry(tx, actor.region_id, person, entry);
  announce(tx, scope, kReplyChanged, reply.uuid, entry, parent.info_class);
  now.body.clear();
  now.version += 1;
  now.hidden = EntryHidden{tx.now(), writer.name, reason.reason};
  return now;
}

}  // namespace musubi::notebook
