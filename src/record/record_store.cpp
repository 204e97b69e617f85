#include "record/record_store.hpp"

#include <algorithm>
#include <array>
#include <bit>

namespace musubi::record {
namespace {

/// What a guardian sees: the own, and what is shared, unless the entry it came with is kept from them.
/// A sub-select as a value: notebook_scope.hpp.
#define MUSUBI_SHARED_RECORD(r)                                                                          \
  "(" r ".author_post = $5 or (" r ".with_guardians and not $7 and (" r                                  \
  ".entry_id is null or (select 1 from entry_hidden_from h join guardian g on g.region_id = h.region_id" \
  " and g.guardian_id = h.guardian_id where h.region_id = $1 and h.entry_id = " r                        \
  ".entry_id and g.post_id = $5 limit 1) is null)))"

/// $1 region, $2 person, $3 classes, $4 look-back, $5 own post, $6 guardian?, $7 under a protective limit?
constexpr const char* kMayRead = R"sql(
  r.region_id = $1 and r.person_id = $2 and (r.class_bit & $3) <> 0 and r.at >= $4
  and (not $6 or (r.hidden_at is null and )sql" MUSUBI_SHARED_RECORD("r") R"sql())
)sql";
constexpr const char* kColumns = R"sql(
  select r.record_id, r.type, r.at, r.class_bit, r.value, r.value2, r.kind, r.what, r.before_text, r.after_text, r.note,
         r.with_guardians, r.alert, r.alert_seen_at, r.alert_seen_name, r.author_post, r.author_name, r.author_facility,
         r.author_profession, r.posted_at, r.edited_at, r.version, r.hidden_at, r.hidden_by_name, r.hidden_reason,
         r.entry_id
    from record r where )sql";

/// As the statement gives them; the author is flat there.
struct FlatRow {
  RecordId id;
  std::string type;
  Time at{};
  std::int64_t class_bit = 0;
  std::optional<double> value, value2;
  std::string kind, what, before, after, note;
  bool with_guardians = true;
  std::string alert;
  std::optional<Time> alert_seen_at;
  std::string alert_seen_name;
  PostId author_post;
  std::string author_name, author_facility, author_profession;
  Time posted_at{};
  std::optional<Time> edited_at;
  std::int64_t version = 1;
  std::optional<Time> hidden_at;
  std::string hidden_by_name, hidden_reason;
  std::optional<EntryId> entry_id;
};
BOOST_DESCRIBE_STRUCT(FlatRow, (),
                      (id, type, at, class_bit, value, value2, kind, what, before, after, note,
                       with_guardians, alert, alert_seen_at, alert_seen_name, author_post, author_name,
                       author_facility, author_profession, posted_at, edited_at, version, hidden_at,
                       hidden_by_name, hidden_reason, entry_id))

InfoClass class_of(std::int64_t bit) {
  return static_cast<InfoClass>(std::countr_zero(static_cast<std::uint64_t>(bit)));
}
/// Stored as an empty word where there is none, so that an index can leave those out.
Alert alert_from(const std::string& word) {
  return json::enum_value<Alert>(word).value_or(Alert::none);
}
std::string_view alert_word(Alert alert) {
  return alert == Alert::none ? "" : json::enum_name(alert);
}

RecordView view_of(FlatRow row, const Reach& reach) {
  RecordView view;
  view.id = row.id;
  view.person_id = reach.person;
  view.type = row.type;
  view.at = row.at;
  view.info_class = class_of(row.class_bit);
  view.with_guardians = row.with_guardians;
  view.author = {row.author_post, row.author_name, row.author_facility, row.author_profession};
  view.posted_at = row.posted_at;
  view.edited_at = row.edited_at;
  view.version = row.version;
  if (row.hidden_at) {  // contents are not shown any more
    view.hidden = RecordHidden{*row.hidden_at, row.hidden_by_name, row.hidden_reason};
    return view;
  }
  view.value = row.value;
  view.value2 = row.value2;
  view.kind = std::move(row.kind);
  view.what = std::move(row.what);
  view.before = std::move(row.before);
  view.after = std::move(row.after);
  view.note = std::move(row.note);
  view.alert = alert_from(row.alert);
  if (row.alert_seen_at) view.alert_seen = AlertSeen{*row.alert_seen_at, row.alert_seen_name};
  if (const auto* type = find_type(row.type)) view.unusual = is_unusual(*type, row.value);
  view.may_edit = row.author_post == reach.post;
  return view;
}

std::string reading(const char* after) {
  return std::string(kColumns) + kMayRead + after;
}

template <class R, class... A>
std::vector<R> all(Tx& tx, const Reach& reach, std::string_view sql, const A&... own) {
  return tx.all<R>(sql, reach.region, reach.person, reach.classes, reach.since, reach.post, reach.is_guardian,
                   reach.is_restricted, own...);
}
std::vector<RecordView> views(std::vector<FlatRow> rows, const Reach& reach) {
  std::vector<RecordView> out;
  out.reserve(rows.size());
  for (auto& row : rows) out.push_back(view_of(std::move(row), reach));
  return out;
}

}  // namespace

Scribe scribe_of(const access::Actor& actor) {
  return {actor.post_id, actor.display_name, actor.facility_id, actor.facility_name, actor.profession};
}

Reach reach_of(RegionId region, PostId post, const access::Grant& grant) {
  Reach reach{region, grant.person_id, grant.classes, {}, post, grant.is_guardian, grant.is_restricted};
  if (grant.looks_back_to) reach.since = japan_midnight(*grant.looks_back_to);
  return reach;
}
Reach reach_of(const access::Actor& actor, const access::Grant& grant) {
  return reach_of(actor.region_id, actor.post_id, grant);
}

std::vector<RecordView> records_before(Tx& tx, const Reach& reach, const RecordCursor& before,
                                       const RecordFilter& filter, std::int64_t limit) {
  static const std::string kSql = reading(R"sql(
    and (r.at < $8 or (r.at = $8 and r.record_id < $9)) and ($10 = '' or r.type = $10) and r.at >= $11 and r.at < $12
    and (not $13 or (r.alert <> '' and r.alert_seen_at is null and r.hidden_at is null))
    order by r.at desc, r.record_id desc limit $14
  )sql");
  return views(all<FlatRow>(tx, reach, kSql, before.at, before.id, filter.type, filter.from, filter.until,
                            filter.open_alerts, limit),
               reach);
}

std::vector<RecordView> records_between(Tx& tx, const Reach& reach, const RecordFilter& filter,
                                        std::int64_t limit) {
  static const std::string kSql = reading(R"sql(
    and r.hidden_at is null and ($8 = '' or r.type = $8) and r.at >= $9 and r.at < $10
    order by r.at, r.record_id limit $11
  )sql");
  return views(all<FlatRow>(tx, reach, kSql, filter.type, filter.from, filter.until, limit), reach);
}

std::optional<RecordView> find_record(Tx& tx, const Reach& reach, RecordId record) {
  static const std::string kSql = reading(" and r.record_id = $8");
  auto found = views(all<FlatRow>(tx, reach, kSql, record), reach);
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

std::vector<std::pair<EntryId, RecordView>> records_of_entries(Tx& tx, const Reach& reach,
                                                               std::span<const EntryId> entries) {
  constexpr std::size_t kChunk = 16;
  static const std::string kSql = reading(R"sql(
    and r.hidden_at is null
    and r.entry_id in ($8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23)
    order by r.at, r.record_id
  )sql");
  std::vector<std::pair<EntryId, RecordView>> out;
  for (std::size_t from = 0; from < entries.size(); from += kChunk) {
    std::array<EntryId, kChunk> chunk{};  // the nil id is no entry
    std::ranges::copy(entries.subspan(from, std::min(kChunk, entries.size() - from)), chunk.begin());
    auto rows = std::apply([&](const auto&... id) { return all<FlatRow>(tx, reach, kSql, id...); }, chunk);
    for (auto& row : rows) {
      const auto entry = row.entry_id.value();
      out.emplace_back(entry, view_of(std::move(row), reach));
    }
  }
  return out;
}

std::vector<FirstWithEntry> first_with_entry(Tx& tx, RegionId region, PersonId person, EntryId entry) {
  return tx.all<FirstWithEntry>(R"sql(
    select r.record_id, r.type, v.body
      from record r join record_version v on v.region_id = r.region_id and v.record_id = r.record_id and v.version = 1
     where r.region_id = $1 and r.person_id = $2 and r.entry_id = $3
  )sql",
                                region, person, entry);
}

std::vector<RecordVersionView> record_versions(Tx& tx, const Reach& reach, RecordId record) {
  using Row = std::tuple<std::int64_t, Time, std::string, std::string, std::string, bool>;
  static const std::string kSql =
      std::string(R"sql(
    select v.version, v.at, v.by_name, v.body, v.reason, v.hidden
      from record r join record_version v on v.region_id = r.region_id and v.record_id = r.record_id
     where )sql") +
      kMayRead +
      " and r.hidden_at is null and r.record_id = $8 and (v.class_bit & $3) <> 0"
      " and (not $6 or r.author_post = $5 or v.with_guardians) order by v.version desc";
  std::vector<RecordVersionView> versions;
  for (const auto& [version, at, by_name, body, reason, hidden] : all<Row>(tx, reach, kSql, record))
    versions.push_back({version, at, by_name, json::read<RecordState>(body).value(), reason, hidden});
  return versions;
}

RecordSeries record_series(Tx& tx, const Reach& reach, const RecordFilter& filter, std::int64_t limit) {
  using Point = std::tuple<std::int64_t, std::optional<double>, std::optional<double>, std::string>;
  // the newest are kept where there are too many
  static const std::string kSql =
      std::string("select r.at, r.value, r.value2, r.alert from record r where ") + kMayRead +
      " and r.hidden_at is null and r.type = $8 and r.at >= $9 and r.at < $10"
      " order by r.at desc limit $11";
  auto points = all<Point>(tx, reach, kSql, filter.type, filter.from, filter.until, limit);
  std::ranges::reverse(points);
  RecordSeries series;
  series.type = filter.type;
  bool any = false;
  for (auto& [at, value, value2, alert] : points) {
    series.at.push_back(at / 1000);
    series.value.push_back(value);
    series.value2.push_back(value2);
    any = any || !alert.empty();
    series.alert.push_back(std::move(alert));
  }
  if (!any) series.alert.clear();
  return series;
}

std::vector<RecordView> newest_of_each(Tx& tx, const Reach& reach, Time from) {
  static const std::string kSql = reading(R"sql(
    and r.hidden_at is null and r.at >= $8
    and not exists (select 1 from record n
                     where n.region_id = $1 and n.person_id = $2 and n.type = r.type and n.hidden_at is null
                       and (n.class_bit & $3) <> 0 and (n.at > r.at or (n.at = r.at and n.record_id > r.record_id))
                       and (not $6 or )sql" MUSUBI_SHARED_RECORD("n") R"sql())
    order by r.at desc
  )sql");
  return views(all<FlatRow>(tx, reach, kSql, from), reach);
}

std::vector<std::string> recent_types(Tx& tx, const Reach& reach, Time from) {
  return tx.all<std::string>(R"sql(
    select type from record
     where region_id = $1 and person_id = $2 and author_post = $3 and at >= $4
     group by type order by max(posted_at) desc limit 8
  )sql",
                             reach.region, reach.person, reach.post, from);
}

std::int64_t count_open_alerts(Tx& tx, const Reach& reach) {
  static const std::string kSql = std::string("select count(*) from record r where ") + kMayRead +
                                  " and r.alert <> '' and r.alert_seen_at is null and r.hidden_at is null";
  return all<std::int64_t>(tx, reach, kSql).front();
}

std::optional<FirstRecord> first_record(Tx& tx, RegionId region, RecordId record) {
  return tx.first<FirstRecord>(R"sql(
    select r.person_id, r.author_post, r.type, v.body
      from record r join record_version v on v.region_id = r.region_id and v.record_id = r.record_id and v.version = 1
     where r.region_id = $1 and r.record_id = $2
  )sql",
                               region, record);
}

bool insert_record(Tx& tx, RegionId region, PersonId person, const NewRecord& record, Alert alert,
                   const Scribe& scribe, Time posted_at, std::optional<EntryId> entry) {
  const auto& state = record.state;
  return tx.run(R"sql(
    insert into record (region_id, person_id, record_id, at, type, class_bit, value, value2, kind, what, before_text,
                        after_text, note, with_guardians, alert, alert_seen_name, author_post, author_name,
                        author_facility_id, author_facility, author_profession, posted_at, version, hidden_by_name,
                        hidden_reason, entry_id)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, '', $16, $17, $18, $19, $20, $21, 1, '', '',
            $22)
    on conflict do nothing
  )sql",
                region, person, record.id, state.at, record.type, ClassSet::of(state.info_class), state.value,
                state.value2, state.kind, state.what, state.before, state.after, state.note,
                state.with_guardians, alert_word(alert), scribe.post_id, scribe.name, scribe.facility_id,
                scribe.facility_name, scribe.profession, posted_at, entry) == 1;
}

void insert_record_version(Tx& tx, RegionId region, RecordId record, std::int64_t version,
                           const RecordState& state, const std::string& reason, bool hidden,
                           const Scribe& scribe, Time at) {
  tx.run(R"sql(
    insert into record_version (region_id, record_id, version, class_bit, body, reason, hidden, with_guardians, at,
                                by_post, by_name)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
  )sql",
         region, record, version, ClassSet::of(state.info_class), json::to_json(state), reason, hidden,
         state.with_guardians, at, scribe.post_id, scribe.name);
}

bool update_record(Tx& tx, RegionId region, RecordId record, std::int64_t version, const RecordState& state,
                   Alert alert) {
  return tx.run(R"sql(
    update record set at = $4, class_bit = $5, value = $6, value2 = $7, kind = $8, what = $9, before_text = $10,
                      after_text = $11, note = $12, with_guardians = $13, alert = $14, alert_seen_at = null,
                      alert_seen_by = null, alert_seen_name = '', edited_at = $15, version = version + 1
     where region_id = $1 and record_id = $2 and version = $3 and hidden_at is null
  )sql",
                region, record, version, state.at, ClassSet::of(state.info_class), state.value, state.value2,
                state.kind, state.what, state.before, state.after, state.note, state.with_guardians,
                alert_word(alert), tx.now()) == 1;
}

void hide_record(Tx& tx, RegionId region, RecordId record, const Scribe& by, const std::string& reason) {
  tx.run(R"sql(
    update record set hidden_at = $3, hidden_by = $4, hidden_by_name = $5, hidden_reason = $6, version = version + 1
     where region_id = $1 and record_id = $2 and hidden_at is null
  )sql",
         region, record, tx.now(), by.post_id, by.name, reason);
}

void mark_alert_seen(Tx& tx, RegionId region, RecordId record, const Scribe& by) {
  tx.run(R"sql(
    update record set alert_seen_at = $3, alert_seen_by = $4, alert_seen_name = $5
     where region_id = $1 and record_id = $2 and alert_seen_at is null
  )sql",
         region, record, tx.now(), by.post_id, by.name);
}

bool is_recorded(Tx& tx, const Reach& reach, const NewRecord& record) {
  const auto sql = std::string("select 1 from record r where ") + kMayRead + R"sql(
      and r.type = $8 and r.at = $9 and coalesce(r.value, -1) = $10 and r.kind = $11 and r.what = $12
      and r.hidden_at is null
    limit 1
  )sql";
  return !all<std::int64_t>(tx, reach, sql, record.type, record.state.at, record.state.value.value_or(-1),
                            record.state.kind, record.state.what)
              .empty();
}

namespace {
constexpr const char* kLimitColumns =
    "select type, low, high, low2, high2, note, version, set_at, set_by_name from record_limit l where "
    "l.region_id = $1 "
    "and l.person_id = $2 and l.version = (select max(n.version) from record_limit n where n.region_id = $1 "
    "and "
    "n.person_id = $2 and n.type = l.type)";
}  // namespace

std::vector<LimitView> limits_of(Tx& tx, RegionId region, PersonId person) {
  static const std::string kSql = std::string(kLimitColumns) + " order by l.type";
  return tx.all<LimitView>(kSql, region, person);
}
std::optional<LimitView> limit_of(Tx& tx, RegionId region, PersonId person, const std::string& type) {
  static const std::string kSql = std::string(kLimitColumns) + " and l.type = $3";
  return tx.first<LimitView>(kSql, region, person, type);
}
bool insert_limit(Tx& tx, RegionId region, PersonId person, const std::string& type, const LimitEdit& limit,
                  std::int64_t version, const Scribe& by) {
  return tx.run(R"sql(
    insert into record_limit (region_id, person_id, type, low, high, low2, high2, note, version, set_at, set_by,
                              set_by_name)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
    on conflict do nothing
  )sql",
                region, person, type, limit.low, limit.high, limit.low2, limit.high2, limit.note, version,
                tx.now(), by.post_id, by.name) == 1;
}

std::vector<PlainRecord> plain_records(Tx& tx, RegionId region, PersonId person, const std::string& type,
                                       Time from) {
  return tx.all<PlainRecord>(R"sql(
    select record_id, at, kind, value, class_bit from record
     where region_id = $1 and person_id = $2 and type = $3 and at >= $4 and hidden_at is null
     order by at, record_id
  )sql",
                             region, person, type, from);
}

std::vector<AlertedPerson> alerted_people(Tx& tx, const access::Actor& actor, Time since,
                                          std::int64_t limit) {
  return tx.all<AlertedPerson>(R"sql(
    select p.person_id, p.family_name || ' ' || p.given_name
      from person p
     where p.region_id = $1
       and (exists (select 1 from seat s where s.region_id = $1 and s.person_id = p.person_id and s.state = 'active'
                       and s.facility_id = $2 and (s.post_id = $3 or s.post_id is null))
            or exists (select 1 from guardian g where g.region_id = $1 and g.person_id = p.person_id
                          and g.post_id = $3 and g.ended_at is null))
       and exists (select 1 from record r where r.region_id = $1 and r.person_id = p.person_id and r.at >= $4
                      and r.alert <> '' and r.alert_seen_at is null and r.hidden_at is null)
     order by p.person_id limit $5
  )sql",
                               actor.region_id, actor.facility_id, actor.post_id, since, limit);
}

}  // namespace musubi::record
