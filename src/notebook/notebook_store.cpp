// Writing and finding entries and replies. Reading lists: notebook_lists.cpp; receipts: notebook_marks.cpp.
#include "notebook/notebook_store.hpp"

#include <bit>

#include "db/fulltext.hpp"

namespace musubi::notebook {

Writer writer_of(const access::Actor& actor) {
  return {actor.post_id, actor.display_name, actor.facility_id, actor.facility_name, actor.profession};
}

InfoClass class_of_bit(std::int64_t bit) {
  return static_cast<InfoClass>(std::countr_zero(static_cast<std::uint64_t>(bit)));
}

bool insert_entry(Tx& tx, RegionId region, PersonId person, const Writer& writer, const NewEntry& entry,
                  Time posted_at, const EntryMarks& marks) {
  static constexpr std::string_view kSql = R"sql(
    insert into entry (region_id, person_id, entry_id, posted_at, happened_at, author_post, author_name,
                       author_facility_id, author_facility, author_profession, category, class_bit, importance,
                       is_urgent, whole_team, with_guardians, asks_confirmation, hidden_by_name, hidden_reason, version,
                       file_count, mention_count, audience_count, body, pinned_at, reply_count, recipients, read_count,
                       acknowledged_count, confirmed_count, with_person, record_count)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, '', '', 1,
            $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29)
    on conflict do nothing
  )sql";
  return tx.run(kSql, region, person, entry.id, posted_at, entry.happened_at.value_or(posted_at),
                writer.post_id, writer.name, writer.facility_id, writer.facility_name, writer.profession,
                entry.category, ClassSet::of(entry.info_class), entry.importance,
                is_urgent(entry.category, entry.importance), entry.whole_team, entry.with_guardians,
                entry.asks_confirmation, static_cast<std::int64_t>(entry.file_ids.size()),
                static_cast<std::int64_t>(entry.mention_post_ids.size()),
                static_cast<std::int64_t>(entry.seat_ids.size()), entry.body, marks.pinned_at, marks.replies,
                marks.recipients, marks.read, marks.acknowledged, marks.confirmed,
                entry.with_person.value_or(false), static_cast<std::int64_t>(entry.measures().size())) == 1;
}

void insert_entry_version(Tx& tx, RegionId region, EntryId entry, std::int64_t version,
                          const EntryEdit& state, const Writer& writer, Time at) {
  static constexpr std::string_view kSql = R"sql(
    insert into entry_version (region_id, entry_id, version, category, class_bit, importance, body, reason, at, by_post,
                               by_name)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
  )sql";
  tx.send(kSql, region, entry, version, state.category, ClassSet::of(state.info_class), state.importance,
          state.body, state.reason, at, writer.post_id, writer.name);
}

std::optional<FirstState> first_state(Tx& tx, RegionId region, EntryId entry) {
  static constexpr std::string_view kSql = R"sql(
    select e.person_id, e.author_post, e.posted_at, e.happened_at, e.asks_confirmation, e.whole_team, e.with_guardians,
           v.category, v.class_bit, v.importance, v.body
      from entry e
      join entry_version v on v.region_id = e.region_id and v.entry_id = e.entry_id and v.version = 1
     where e.region_id = $1 and e.entry_id = $2
  )sql";
  return tx.first<FirstState>(kSql, region, entry);
}

std::vector<SeatId> audience_of(Tx& tx, RegionId region, EntryId entry) {
  return tx.all<SeatId>(
      "select seat_id from entry_audience where region_id = $1 and entry_id = $2 order by seat_id", region,
      entry);
}
std::vector<PostId> mentions_of(Tx& tx, RegionId region, EntryId entry) {
  return tx.all<PostId>(
      "select post_id from entry_mention where region_id = $1 and entry_id = $2 order by post_id", region,
      entry);
}
std::vector<FileId> files_of(Tx& tx, RegionId region, EntryId entry) {
  return tx.all<FileId>(
      "select file_id from entry_file where region_id = $1 and entry_id = $2 order by position", region,
      entry);
}

bool insert_audience_seat(Tx& tx, RegionId region, PersonId person, EntryId entry, SeatId seat) {
  static constexpr std::string_view kSql = R"sql(
    insert into entry_audience (region_id, entry_id, seat_id)
    select region_id, $3, seat_id from seat
     where region_id = $1 and person_id = $2 and seat_id = $4 and state = 'active'
       and starts_on <= $5 and (ends_on is null or ends_on >= $5)
  )sql";
  return tx.run(kSql, region, person, entry, seat, tx.today()) == 1;
}

void insert_mention(Tx& tx, RegionId region, EntryId entry, PostId post) {
  tx.send("insert into entry_mention (region_id, entry_id, post_id) values ($1, $2, $3)", region, entry,
          post);
}

void insert_entry_file(Tx& tx, RegionId region, EntryId entry, std::int64_t position, FileId file) {
  tx.send("insert into entry_file (region_id, entry_id, position, file_id) values ($1, $2, $3, $4)", region,
          entry, position, file);
}

void hide_from_restricted(Tx& tx, RegionId region, PersonId person, EntryId entry, PostId author) {
  static constexpr std::string_view kSql = R"sql(
    insert into entry_hidden_from (region_id, entry_id, guardian_id)
    select region_id, $3, guardian_id from guardian
     where region_id = $1 and person_id = $2 and restricted and ended_at is null
       and (post_id is null or post_id <> $4)
  )sql";
  tx.send(kSql, region, person, entry, author);
}

void clear_limits(Tx& tx, RegionId region, EntryId entry) {
  tx.run("delete from entry_hidden_from where region_id = $1 and entry_id = $2", region, entry);
  tx.run("delete from entry_shown_to where region_id = $1 and entry_id = $2", region, entry);
}

bool insert_hidden_from(Tx& tx, RegionId region, PersonId person, EntryId entry, GuardianId guardian) {
  static constexpr std::string_view kSql = R"sql(
    insert into entry_hidden_from (region_id, entry_id, guardian_id)
    select region_id, $3, guardian_id from guardian
     where region_id = $1 and person_id = $2 and guardian_id = $4 and relation <> 'self'
  )sql";
  return tx.run(kSql, region, person, entry, guardian) == 1;
}

bool insert_shown_to(Tx& tx, RegionId region, PersonId person, EntryId entry, GuardianId guardian) {
  static constexpr std::string_view kSql = R"sql(
    insert into entry_shown_to (region_id, entry_id, guardian_id)
    select region_id, $3, guardian_id from guardian
     where region_id = $1 and person_id = $2 and guardian_id = $4 and relation <> 'self'
  )sql";
  return tx.run(kSql, region, person, entry, guardian) == 1;
}

void set_with_person(Tx& tx, RegionId region, EntryId entry, bool on) {
  tx.run("update entry set with_person = $3 where region_id = $1 and entry_id = $2", region, entry, on);
}

EntryLimits limits_of(Tx& tx, RegionId region, EntryId entry) {
  return {tx.all<GuardianId>("select guardian_id from entry_hidden_from where region_id = $1 and entry_id = "
                             "$2 order by guardian_id",
                             region, entry),
          tx.all<GuardianId>("select guardian_id from entry_shown_to where region_id = $1 and entry_id = $2 "
                             "order by guardian_id",
                             region, entry)};
}

void set_recipients(Tx& tx, RegionId region, EntryId entry, std::int64_t recipients) {
  tx.send("update entry set recipients = $3 where region_id = $1 and entry_id = $2", region, entry,
          recipients);
}

bool update_entry(Tx& tx, RegionId region, EntryId entry, std::int64_t version, const EntryEdit& edit) {
  static constexpr std::string_view kSql = R"sql(
    update entry set category = $4, class_bit = $5, importance = $6, is_urgent = $7, body = $8, version = version + 1,
                     edited_at = $9
     where region_id = $1 and entry_id = $2 and version = $3 and hidden_at is null
  )sql";
  return tx.run(kSql, region, entry, version, edit.category, ClassSet::of(edit.info_class), edit.importance,
                is_urgent(edit.category, edit.importance), edit.body, tx.now()) == 1;
}

void hide_entry(Tx& tx, RegionId region, EntryId entry, const Writer& by, const std::string& reason) {
  static constexpr std::string_view kSql = R"sql(
    update entry set hidden_at = $3, hidden_by = $4, hidden_by_name = $5, hidden_reason = $6, pinned_at = null,
                     version = version + 1
     where region_id = $1 and entry_id = $2 and hidden_at is null
  )sql";
  tx.run(kSql, region, entry, tx.now(), by.post_id, by.name, reason);
}

void set_pinned(Tx& tx, RegionId region, EntryId entry, bool on) {
  tx.run("update entry set pinned_at = $3 where region_id = $1 and entry_id = $2", region, entry,
         on ? std::optional(tx.now()) : std::nullopt);
}

namespace {

/// A sum of strokes stays below this, whatever is added (migrations/0027_notebook_strokes.sql).
#define MUSUBI_SUM_OF_STROKES "cast(coalesce(sum(state), 0) % 4611686018427387904 as BIGINT)"
constexpr std::int64_t kManyStrokes = 64;

/// Puts the strokes of a notebook into one with their sum, which changes nothing for anybody: whoever does
/// not see the one sees the many. One look at a time does it; PostgreSQL only, as SQLite keeps one row a
/// notebook.
void join_strokes(Tx& tx, RegionId region, PersonId person) {
  if (!tx.one<bool>("select pg_try_advisory_xact_lock(hashtextextended(cast($1 as TEXT), 27))", person))
    return;
  tx.run(
      "with gone as (delete from notebook_state where region_id = $1 and person_id = $2 returning state)"
      " insert into notebook_state (region_id, person_id, state) select $1, $2, " MUSUBI_SUM_OF_STROKES
      " from gone",
      region, person);
}

}  // namespace

/// Drawn by triggers: on SQLite one row a notebook (migrations/0003_notebook_state.sql), on PostgreSQL a row
/// a write, so that those who write at once do not meet (0027). No row is a state too: nothing was written
/// since the numbers came.
BookState book_state(Tx& tx, RegionId region, PersonId person) {
  const auto [state, strokes, names] = tx.one<std::tuple<std::int64_t, std::int64_t, std::int64_t>>(
      "select " MUSUBI_SUM_OF_STROKES ", count(*), (select " MUSUBI_SUM_OF_STROKES
      " from notebook_state where region_id = $1 and person_id = $3)"
      " from notebook_state where region_id = $1 and person_id = $2",
      region, person, PersonId{});
  if (strokes > kManyStrokes) join_strokes(tx, region, person);
  return {state, names};
}

namespace {

std::string_view category_words(std::string_view category) {
  if (category == "contact") return "連絡";
  if (category == "consult") return "相談";
  if (category == "report") return "報告";
  if (category == "record") return "記録";
  return "緊急";
}

/// What is found when an entry is searched for; lines keep a phrase from running from one part into the next.
std::string searchable(std::string_view body, std::string_view author, std::string_view facility,
                       std::string_view category) {
  std::string words(body);
  words.append("\n").append(author).append("\n").append(facility).append("\n").append(
      category_words(category));
  return words;
}

}  // namespace

void index_new_entry(Tx& tx, RegionId region, PersonId person, const Writer& writer, const NewEntry& entry,
                     std::span<const std::string_view> replies) {
  auto words =
      searchable(entry.body.value, writer.name, writer.facility_name, json::enum_name(entry.category));
  for (const auto reply : replies) words.append("\n").append(reply);
  db::index_new_text(tx, region, person.uuid, entry.id.uuid, words);
}

void index_entry(Tx& tx, RegionId region, PersonId person, EntryId entry) {
  using Indexed = std::tuple<std::string, std::string, std::string, std::string, std::int64_t>;
  const auto found = tx.first<Indexed>(R"sql(
    select body, author_name, author_facility, category, reply_count from entry
     where region_id = $1 and entry_id = $2 and hidden_at is null
  )sql",
                                       region, entry);
  if (!found) {
    db::remove_text(tx, region, entry.uuid);
    return;
  }
  const auto& [body, author, facility, category, replies] = *found;
  auto words = searchable(body, author, facility, category);
  if (replies > 0)
    for (const auto& reply : tx.all<std::string>("select body from reply where region_id = $1 and entry_id = "
                                                 "$2 and hidden_at is null order by posted_at",
                                                 region, entry))
      words.append("\n").append(reply);
  db::index_text(tx, region, person.uuid, entry.uuid, words);
}

bool insert_reply(Tx& tx, RegionId region, PersonId person, EntryId entry, const Writer& writer,
                  const NewReply& reply, Time posted_at) {
  static constexpr std::string_view kSql = R"sql(
    insert into reply (region_id, entry_id, reply_id, person_id, author_post, author_name, author_facility,
                       author_profession, body, posted_at, hidden_by_name, hidden_reason, version)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, '', '', 1)
    on conflict do nothing
  )sql";
  return tx.run(kSql, region, entry, reply.id, person, writer.post_id, writer.name, writer.facility_name,
                writer.profession, reply.body, posted_at) == 1;
}

void count_reply(Tx& tx, RegionId region, EntryId entry) {
  tx.send("update entry set reply_count = reply_count + 1 where region_id = $1 and entry_id = $2", region,
          entry);
}

void insert_reply_version(Tx& tx, RegionId region, ReplyId reply, std::int64_t version,
                          const ReplyEdit& state, const Writer& writer, Time at) {
  tx.send(R"sql(
    insert into reply_version (region_id, reply_id, version, body, reason, at, by_post, by_name)
    values ($1, $2, $3, $4, $5, $6, $7, $8)
  )sql",
          region, reply, version, state.body, state.reason, at, writer.post_id, writer.name);
}

std::optional<FirstReply> first_reply(Tx& tx, RegionId region, ReplyId reply) {
  return tx.first<FirstReply>(R"sql(
    select r.entry_id, r.author_post, v.body
      from reply r join reply_version v on v.region_id = r.region_id and v.reply_id = r.reply_id and v.version = 1
     where r.region_id = $1 and r.reply_id = $2
  )sql",
                              region, reply);
}

bool update_reply(Tx& tx, RegionId region, ReplyId reply, std::int64_t version, const ReplyEdit& edit) {
  return tx.run(R"sql(
    update reply set body = $4, version = version + 1, edited_at = $5
     where region_id = $1 and reply_id = $2 and version = $3 and hidden_at is null
  )sql",
                region, reply, version, edit.body, tx.now()) == 1;
}

void hide_reply(Tx& tx, RegionId region, EntryId entry, ReplyId reply, const Writer& by,
                const std::string& reason) {
  const auto changed = tx.run(R"sql(
    update reply set hidden_at = $3, hidden_by_name = $4, hidden_reason = $5, version = version + 1
     where region_id = $1 and reply_id = $2 and hidden_at is null
  )sql",
                              region, reply, tx.now(), by.name, reason);
  if (changed == 1)
    tx.run("update entry set reply_count = reply_count - 1 where region_id = $1 and entry_id = $2", region,
           entry);
}

}  // namespace musubi::notebook
