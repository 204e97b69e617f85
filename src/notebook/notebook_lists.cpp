// Reading lists of entries: one statement for the entries, and one each for files, mentions and audience of
// just those that have any (the entry row knows how many), sixteen entries at a time.
#include <unordered_map>

#include "db/fulltext.hpp"
#include "notebook/notebook_store.hpp"

namespace musubi::notebook {
namespace {

struct EntryRow {
  EntryId id;
  PersonId person_id;
  Time posted_at{}, happened_at{};
  PostId author_post;
  std::string author_name, author_facility, author_profession;
  Category category = Category::contact;
  std::int64_t class_bit = 0;
  Importance importance = Importance::normal;
  bool whole_team = true, with_guardians = false, with_person = false;
  std::string body;
  bool asks_confirmation = false, pinned = false;
  std::optional<Time> hidden_at;
  std::string hidden_by_name, hidden_reason;
  std::int64_t version = 1;
  std::optional<Time> edited_at;
  std::int64_t reply_count = 0, file_count = 0, mention_count = 0, audience_count = 0, record_count = 0;
  std::int64_t recipients = 0, read_count = 0, acknowledged_count = 0, confirmed_count = 0;
  std::int64_t own_marks = 0;  ///< of the reader's receipt: 1 read, 2 acknowledged, 4 confirmed
};
BOOST_DESCRIBE_STRUCT(EntryRow, (),
                      (id, person_id, posted_at, happened_at, author_post, author_name, author_facility,
                       author_profession, category, class_bit, importance, whole_team, with_guardians,
                       with_person, body, asks_confirmation, pinned, hidden_at, hidden_by_name, hidden_reason,
                       version, edited_at, reply_count, file_count, mention_count, audience_count, record_count,
                       recipients, read_count, acknowledged_count, confirmed_count, own_marks))

/// The reader's own receipt of an entry, as a value looked up by its whole key. Joined, or asked for with
/// `exists`, PostgreSQL would read all of the reader's receipts for a page of 50: with 10,000 entries a
/// person, nine times the work.
#define MUSUBI_OWN_RECEIPT(value)                                                  \
  "(select " value                                                                 \
  " from receipt r where r.region_id = $1 and r.post_id = $5 and r.person_id = $2" \
  " and r.entry_id = e.entry_id)"

/// The columns of `EntryRow`; the body of a hidden entry stays in the database.
constexpr const char* kSelect = R"sql(
  select e.entry_id, e.person_id, e.posted_at, e.happened_at, e.author_post, e.author_name, e.author_facility,
         e.author_profession, e.category, e.class_bit, e.importance, e.whole_team, e.with_guardians,
         e.with_person,
         case when e.hidden_at is null then e.body else '' end,
         e.asks_confirmation, e.pinned_at is not null, e.hidden_at, e.hidden_by_name, e.hidden_reason, e.version,
         e.edited_at, e.reply_count, e.file_count, e.mention_count, e.audience_count, e.record_count,
         e.recipients, e.read_count, e.acknowledged_count, e.confirmed_count, coalesce()sql" MUSUBI_OWN_RECEIPT(
    "1 + case when r.acknowledged_at is null then 0 else 2 end + case when r.confirmed_at is null then 0 "
    "else 4 end") R"sql(, 0)
    from entry e
   where)sql";

/// What an entry must be to wait for the reader: written by somebody else, not hidden, and not read or not
/// confirmed yet.
#define MUSUBI_OTHERS " e.author_post <> $5 and e.hidden_at is null "
#define MUSUBI_UNREAD MUSUBI_OWN_RECEIPT("1") " is null and" MUSUBI_OTHERS
#define MUSUBI_UNCONFIRMED MUSUBI_OWN_RECEIPT("r.confirmed_at") " is null and" MUSUBI_OTHERS

std::string select_readable(std::string_view after) {
  return readable(kSelect, after);
}
std::string count_readable(std::string_view after) {
  return "select count(*) from (select 1 from entry e where" + readable({}, after) + ") n";
}

EntryView view_of(EntryRow row, const Scope& scope) {
  EntryView view;
  const bool own = row.author_post == scope.post;
  const bool may_post = scope.grant.is_guardian || scope.grant.role >= access::SeatRole::member;
  view.id = row.id;
  view.person_id = row.person_id;
  view.posted_at = row.posted_at;
  view.happened_at = row.happened_at;
  view.author = {row.author_post, std::move(row.author_name), std::move(row.author_facility),
                 std::move(row.author_profession)};
  view.category = row.category;
  view.info_class = class_of_bit(row.class_bit);
  view.importance = row.importance;
  view.audience.whole_team = row.whole_team;
  view.audience.with_guardians = row.with_guardians;
  view.audience.with_person = row.with_person;
  view.body = std::move(row.body);
  view.asks_confirmation = row.asks_confirmation;
  view.pinned = row.pinned;
  if (row.hidden_at)
    view.hidden = EntryHidden{*row.hidden_at, std::move(row.hidden_by_name), std::move(row.hidden_reason)};
  view.version = row.version;
  view.edited_at = row.edited_at;
  view.reply_count = row.reply_count;
  view.read_count = row.read_count;
  view.acknowledged_count = row.acknowledged_count;
  view.confirmed_count = row.confirmed_count;
  view.recipients = row.recipients;
  view.mine = {(row.own_marks & 1) != 0 || own, (row.own_marks & 2) != 0, (row.own_marks & 4) != 0,
               own && may_post && !row.hidden_at};
  return view;
}

/// To a guardian under a protective limit a name or a facility tells where the family is.
void veil(EntryView& view, PostId reader) {
  if (view.author.post_id != reader) {
    view.author.name.clear();
    view.author.facility_name.clear();
  }
  for (auto& mention : view.mentions) mention.name.clear();
  for (auto& seat : view.audience.seats) seat.name.clear();
}

// --- what hangs on the entries of one page
// ------------------------------------------------------------------

constexpr std::size_t kChunk = 16;
constexpr const char* kChunkPlaces =
    "($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)";

/// `also` is bound after the places.
template <class Row, class... A>
std::vector<Row> rows_of(Tx& tx, std::string_view sql, RegionId region, const std::vector<EntryId>& ids,
                         const A&... also) {
  std::vector<Row> rows;
  for (std::size_t from = 0; from < ids.size(); from += kChunk) {
    std::array<EntryId, kChunk> chunk{};  // the nil id is no entry
    std::copy_n(ids.begin() + static_cast<std::ptrdiff_t>(from), std::min(kChunk, ids.size() - from),
                chunk.begin());
    auto part =
        std::apply([&](const auto&... id) { return tx.all<Row>(sql, region, id..., also...); }, chunk);
    std::move(part.begin(), part.end(), std::back_inserter(rows));
  }
  return rows;
}

struct FileRow {
  EntryId entry_id;
  FileId id;
  std::string content_type, filename;
  std::int64_t size = 0, width = 0, height = 0;
  bool has_thumbnail = false;
};
BOOST_DESCRIBE_STRUCT(FileRow, (), (entry_id, id, content_type, filename, size, width, height, has_thumbnail))
using MentionRow = std::tuple<EntryId, PostId, std::string>;
using SeatRow = std::tuple<EntryId, SeatId, std::string>;

std::vector<FileRow> file_rows(Tx& tx, RegionId region, const std::vector<EntryId>& ids) {
  static const std::string kSql = std::string(R"sql(
    select x.entry_id, f.file_id, f.content_type, f.filename, f.size, f.width, f.height, f.has_thumbnail
      from entry_file x join file f on f.region_id = x.region_id and f.file_id = x.file_id
     where x.region_id = $1 and x.entry_id in )sql") +
                                  kChunkPlaces + " order by x.entry_id, x.position";
  return rows_of<FileRow>(tx, kSql, region, ids);
}
std::vector<MentionRow> mention_rows(Tx& tx, RegionId region, const std::vector<EntryId>& ids) {
  static const std::string kSql = std::string(R"sql(
    select x.entry_id, p.post_id, p.name
      from entry_mention x join post p on p.region_id = x.region_id and p.post_id = x.post_id
     where x.region_id = $1 and x.entry_id in )sql") +
                                  kChunkPlaces + " order by x.entry_id, p.kana, p.post_id";
  return rows_of<MentionRow>(tx, kSql, region, ids);
}
std::vector<SeatRow> seat_rows(Tx& tx, RegionId region, PersonId person, const std::vector<EntryId>& ids) {
  static const std::string kSql = std::string(R"sql(
    select x.entry_id, s.seat_id, coalesce(p.name, f.name, '')
      from entry_audience x
      join seat s on s.region_id = x.region_id and s.seat_id = x.seat_id and s.person_id = $18
      left join post p on p.region_id = s.region_id and p.post_id = s.post_id
      left join facility f on f.region_id = s.region_id and f.facility_id = s.facility_id
     where x.region_id = $1 and x.entry_id in )sql") +
                                  kChunkPlaces + " order by x.entry_id, s.seat_id";
  return rows_of<SeatRow>(tx, kSql, region, ids, person);
}

std::vector<EntryView> whole_views_of(Tx& tx, const Scope& scope, std::vector<EntryRow> rows) {
  std::vector<EntryView> views;
  std::vector<EntryId> with_files, with_mentions, with_seats, with_records;
  views.reserve(rows.size());
  for (auto& row : rows) {
    if (!row.hidden_at) {  // a stub shows nothing of what hung on it
      if (row.file_count > 0) with_files.push_back(row.id);
      if (row.mention_count > 0) with_mentions.push_back(row.id);
      if (row.audience_count > 0) with_seats.push_back(row.id);
      if (row.record_count > 0) with_records.push_back(row.id);
    }
    views.push_back(view_of(std::move(row), scope));
  }
  if (with_files.empty() && with_mentions.empty() && with_seats.empty() && with_records.empty()) return views;

  std::unordered_map<EntryId, EntryView*> by_id;
  for (auto& view : views) by_id.emplace(view.id, &view);
  for (auto& f : file_rows(tx, scope.region, with_files))
    by_id.at(f.entry_id)
        ->files.push_back({f.id, std::move(f.content_type), std::move(f.filename), f.size, f.width, f.height,
                           f.has_thumbnail});
  for (auto& [entry, post, name] : mention_rows(tx, scope.region, with_mentions))
    by_id.at(entry)->mentions.push_back({post, std::move(name)});
  for (auto& [entry, seat, name] : seat_rows(tx, scope.region, scope.grant.person_id, with_seats))
    by_id.at(entry)->audience.seats.push_back({seat, std::move(name)});
  for (auto& [entry, measure] : record::measures_of(tx, scope.region, scope.post, scope.grant, with_records))
    by_id.at(entry)->records.push_back(std::move(measure));
  return views;
}

std::vector<EntryView> views_of(Tx& tx, const Scope& scope, std::vector<EntryRow> rows) {
  auto views = whole_views_of(tx, scope, std::move(rows));
  if (scope.grant.is_restricted && !scope.grant.is_own)  // nor that the child has an account
    for (auto& view : views) view.audience.with_person = false;
  if (scope.grant.is_veiled)
    for (auto& view : views) veil(view, scope.post);
  return views;
}

constexpr const char* kNewestFirst = " order by e.posted_at desc, e.entry_id desc limit ";

}  // namespace

std::vector<EntryView> timeline(Tx& tx, const Scope& scope, const Cursor& before,
                                const TimelineFilter& filter, std::int64_t limit) {
  static const std::string kPlain =
      select_readable(" and (e.posted_at, e.entry_id) < ($16, $17)") + kNewestFirst + "$18";
  if (filter.empty())
    return views_of(tx, scope, scope.all<EntryRow>(tx, kPlain, before.posted_at, before.entry_id, limit));

  static const std::string kFilter = std::string(R"sql(
     and (e.posted_at, e.entry_id) < ($16, $17)
     and (cast($19 as TEXT) is null or e.category = $19)
     and ($20 = cast(0 as BIGINT) or e.class_bit = $20)
     and (not $21 or e.author_post = $22)
     and (not $23 or e.author_facility_id = $24)
     and (not $25 or ()sql" MUSUBI_UNREAD "))") +
                                     kNewestFirst + "$18";
  static const std::string kFiltered = select_readable(kFilter);
  static const std::string kPinned = select_readable(" and e.pinned_at is not null" + kFilter);
  return views_of(
      tx, scope,
      scope.all<EntryRow>(tx, filter.pinned ? kPinned : kFiltered, before.posted_at, before.entry_id, limit,
                          filter.category, filter.class_bit, filter.author_post.has_value(),
                          filter.author_post.value_or(PostId{}), filter.facility.has_value(),
                          filter.facility.value_or(FacilityId{}), filter.mine_unread));
}

std::optional<EntryView> find_entry(Tx& tx, const Scope& scope, EntryId entry) {
  static const std::string kSql = select_readable(" and e.entry_id = $16");
  auto views = views_of(tx, scope, scope.all<EntryRow>(tx, kSql, entry));
  return views.empty() ? std::nullopt : std::optional(std::move(views.front()));
}

std::vector<EntryView> urgent_entries(Tx& tx, const Scope& scope, bool only_unread, std::int64_t limit) {
  static const std::string kSql =
      select_readable(" and e.is_urgent and" MUSUBI_OTHERS "and (not $16 or " MUSUBI_UNREAD ")") +
      kNewestFirst + "$17";
  return views_of(tx, scope, scope.all<EntryRow>(tx, kSql, only_unread, limit));
}

std::vector<EntryView> asking_entries(Tx& tx, const Scope& scope, std::int64_t limit) {
  static const std::string kSql =
      select_readable(" and e.asks_confirmation and " MUSUBI_UNCONFIRMED) + kNewestFirst + "$16";
  return views_of(tx, scope, scope.all<EntryRow>(tx, kSql, limit));
}

std::vector<EntryView> search_entries(Tx& tx, const Scope& scope, const std::string& match,
                                      const Cursor& before, std::int64_t limit) {
  const auto sql_for = [](db::Engine engine) {
    return select_readable(
               " and e.hidden_at is null and (e.posted_at, e.entry_id) < ($16, $17) and e.entry_id in (" +
               db::hits_sql(engine, 19) + ")") +
           kNewestFirst + "$18";
  };
  static const std::string kSqlite = sql_for(db::Engine::sqlite);
  static const std::string kPostgres = sql_for(db::Engine::postgres);
  return views_of(tx, scope,
                  scope.all<EntryRow>(tx, tx.engine() == db::Engine::sqlite ? kSqlite : kPostgres,
                                      before.posted_at, before.entry_id, limit, match));
}

std::int64_t count_hits(Tx& tx, const Scope& scope, const std::string& match, std::int64_t at_most) {
  const auto sql_for = [](db::Engine engine) {
    return "select count(*) from (select 1 from entry e where " +
           readable({}, " and e.hidden_at is null and e.entry_id in (" + db::hits_sql(engine, 17) +
                            ") limit $16") +
           ") n";
  };
  static const std::string kSqlite = sql_for(db::Engine::sqlite);
  static const std::string kPostgres = sql_for(db::Engine::postgres);
  return scope.one<std::int64_t>(tx, tx.engine() == db::Engine::sqlite ? kSqlite : kPostgres, at_most, match);
}

NotebookSummary summarize(Tx& tx, const Scope& scope) {
  static const std::string kWindow =
      "select cast(coalesce(sum(n.unread), 0) as BIGINT), max(n.posted_at) from (select e.posted_at, "
      "case when " MUSUBI_UNREAD "then 1 else 0 end as unread from entry e where" +
      readable({}) + kNewestFirst + "$16) n";
  static const std::string kAsks =
      count_readable(" and e.asks_confirmation and " MUSUBI_UNCONFIRMED "limit $16");
  using Window = std::tuple<std::int64_t, std::optional<Time>>;
  NotebookSummary summary;
  std::tie(summary.unread, summary.last_entry_at) =
      scope.one<Window>(tx, kWindow, static_cast<std::int64_t>(kUnreadWindow));
  summary.asks = scope.one<std::int64_t>(tx, kAsks, std::int64_t{100});
  return summary;
}

std::int64_t count_since(Tx& tx, const Scope& scope, Time since, std::int64_t at_most) {
  static const std::string kSql =
      "select count(*) from (select 1 from entry e where " +
      readable({}, " and e.posted_at > $16 and e.author_post <> $5 and e.hidden_at is null limit $17") +
      ") n";
  return scope.from(since).one<std::int64_t>(tx, kSql, since, at_most);
}

std::vector<CategoryCount> categories_since(Tx& tx, const Scope& scope, Time since, std::int64_t at_most) {
  static const std::string kSql =
      "select n.category, count(*) from (select e.category from entry e where " +
      readable({},
               " and e.posted_at > $16 and e.author_post <> $5 and e.hidden_at is null"
               " order by e.posted_at desc limit $17") +
      ") n group by n.category order by n.category";
  return scope.from(since).all<CategoryCount>(tx, kSql, since, at_most);
}

std::vector<ExportRow> export_rows(Tx& tx, const Scope& scope, const Cursor& after, Time until,
                                   std::int64_t limit) {
  static const std::string kSql = readable(R"sql(
    select e.posted_at, e.author_facility, e.author_name, e.author_profession, e.category, e.class_bit, e.importance,
           case when e.hidden_at is null then e.body else '' end, e.read_count, e.hidden_at, e.entry_id
      from entry e where)sql",
                                           R"sql(
     and (e.posted_at, e.entry_id) > ($16, $17) and e.posted_at < $18
   order by e.posted_at, e.entry_id limit $19)sql");
  return scope.all<ExportRow>(tx, kSql, after.posted_at, after.entry_id, until, limit);
}

}  // namespace musubi::notebook
