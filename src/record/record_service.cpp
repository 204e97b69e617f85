#include "record/record_service.hpp"

#include <algorithm>

#include "base/lost_race.hpp"
#include "db/change_feed.hpp"
#include "person/person_service.hpp"
#include "record/record_parts.hpp"

namespace musubi::record {
namespace {

using access::Action;
using access::SeatRole;
using std::chrono::days;

constexpr std::int64_t kDefaultPage = 60;
constexpr days kRecentFor{60};
constexpr days kAlertsFor{7};

}  // namespace

void announce(Tx& tx, RegionId region, PersonId person, const Uuid& subject, InfoClass info_class) {
  db::NewChange change;
  change.region_id = region;
  change.person_id = person;
  change.kind = "record";
  change.subject_id = subject;
  change.info_class = info_class;
  db::append_change(tx, change);
}

Result<const RecordType*> type_named(const std::string& code, const std::string& field) {
  if (const auto* type = find_type(code)) return type;
  return fail(Code::invalid, field, "知らない種類の記録です。", "Unknown kind of record.");
}

Alert measured(Tx& tx, RegionId region, PersonId person, const std::string& type, const RecordState& state) {
  const auto limit = limit_of(tx, region, person, type);
  return limit ? alert_of(*limit, state.value, state.value2) : Alert::none;
}

RecordState state_of(const RecordView& view) {
  return {view.at,     view.info_class, view.value,   view.value2, {view.kind},
          {view.what}, {view.before},   {view.after}, {view.note}, view.with_guardians};
}

namespace {

Result<RecordView> record_in(Tx& tx, const Reach& reach, RecordId record) {
  auto view = find_record(tx, reach, record);
  if (!view) return not_found();
  return std::move(*view);
}

Error taken_back() {
  return {Code::gone, "", "この記録は取り消されています。", "This record was taken back."};
}

/// One of a batch whose classes the grant covers.
Result<RecordView> add_one(Tx& tx, const Actor& actor, const Reach& reach, const NewRecord& record,
                           const std::string& path) {
  if (record.id.is_nil())
    return fail(Code::invalid, json::join(path, "id"), "IDが正しくありません。", "This is no id.");
  TRY_ASSIGN(const auto* type, type_named(record.type.value, json::join(path, "type")));
  TRY(check_state(*type, record.state, tx.now(), json::join(path, "state")));
  if (reach.is_guardian && !record.state.with_guardians)
    return fail(Code::invalid, json::join(path, "state.with_guardians"), "ご自分の記録はご自分にも見えます。",
                "What you write is seen by yourself.");
  const auto scribe = scribe_of(actor);
  const auto alert = measured(tx, actor.region_id, reach.person, record.type, record.state);
  if (!insert_record(tx, actor.region_id, reach.person, record, alert, scribe, tx.now())) {
    const auto first = first_record(tx, actor.region_id, record.id);
    const bool same = first && first->person_id == reach.person && first->author_post == actor.post_id &&
                      first->type == record.type.value && first->body == json::to_json(record.state);
    if (!same)
      return fail(Code::duplicate, json::join(path, "id"),
                  "同じIDの別の記録がすでにあります。記録していません。",
                  "Another record with this id exists already. Nothing was kept.");
    return record_in(tx, reach, record.id);
  }
  insert_record_version(tx, actor.region_id, record.id, 1, record.state, "", false, scribe, tx.now());
  announce(tx, actor.region_id, reach.person, record.id.uuid, record.state.info_class);
  return record_in(tx, reach, record.id);
}

ClassSet classes_of(const NewRecords& records) {
  ClassSet sum;
  for (const auto& record : records.items) sum = sum | ClassSet::of(record.state.info_class);
  return sum;
}

}  // namespace

Result<std::vector<RecordView>> add_records(Tx& tx, const Actor& actor, PersonId person,
                                            const NewRecords& records) {
  TRY_ASSIGN(const auto grant,
             access::require(tx, actor, Action::post, person,
                             {classes_of(records), "record",
                              records.items.empty() ? Uuid{} : records.items.items[0].id.uuid}));
  if (records.items.empty()) return fail(Code::invalid, "items", "記録がありません。", "There is no record.");
  const auto reach = reach_of(actor, grant);
  std::vector<RecordView> views;
  for (std::size_t i = 0; i < records.items.size(); ++i) {
    TRY_ASSIGN(auto view,
               add_one(tx, actor, reach, records.items.items[i], "items[" + std::to_string(i) + "]"));
    views.push_back(std::move(view));
  }
  return views;
}

Result<RecordView> edit_record(Tx& tx, const Actor& actor, PersonId person, RecordId record,
                               std::int64_t version, const RecordEdit& edit) {
  TRY_ASSIGN(const auto grant, access::require(tx, actor, Action::post, person,
                                               {ClassSet::of(edit.state.info_class), "record", record.uuid}));
  const auto reach = reach_of(actor, grant);
  TRY_ASSIGN(const auto now, record_in(tx, reach, record));
  if (now.author.post_id != actor.post_id)
    return fail(Code::forbidden, "", "書いた本人だけが直せます。連絡帳でお知らせください。",
                "Only its author can change this. Please tell them in the notebook.");
  if (now.hidden) return std::unexpected(taken_back());
  TRY_ASSIGN(const auto* type, type_named(now.type, "type"));
  TRY(check_state(*type, edit.state, tx.now()));
  // A retry of an edit that did arrive finds its own state one version on.
  if (json::to_json(state_of(now)) == json::to_json(edit.state) &&
      (now.version == version || now.version == version + 1))
    return now;
  const auto alert = measured(tx, actor.region_id, person, now.type, edit.state);
  if (!update_record(tx, actor.region_id, record, version, edit.state, alert)) {
    return lost_race(now);
  }
  insert_record_version(tx, actor.region_id, record, version + 1, edit.state, edit.reason, false,
                        scribe_of(actor), tx.now());
  announce(tx, actor.region_id, person, record.uuid, edit.state.info_class);
  if (now.info_class != edit.state.info_class)
    announce(tx, actor.region_id, person, record.uuid, now.info_class);
  return record_in(tx, reach, record);
}

Result<RecordView> hide_record(Tx& tx, const Actor& actor, PersonId person, RecordId record,
                               const RecordHide& hide) {
  TRY_ASSIGN(const auto grant, access::require(tx, actor, Action::post, person, {{}, "record", record.uuid}));
  const auto reach = reach_of(actor, grant);
  TRY_ASSIGN(auto now, record_in(tx, reach, record));
  if (now.hidden) return now;
  if (now.author.post_id != actor.post_id && grant.role != SeatRole::coordinator)
    return fail(Code::forbidden, "", "取り消せるのは、書いた本人とコーディネーターだけです。",
                "Only its author or a coordinator can take this back.");
  const auto by = scribe_of(actor);
  hide_record(tx, actor.region_id, record, by, hide.reason);
  insert_record_version(tx, actor.region_id, record, now.version + 1, state_of(now), hide.reason, true, by,
                        tx.now());
  announce(tx, actor.region_id, person, record.uuid, now.info_class);
  if (auto stub = find_record(tx, reach, record)) return std::move(*stub);
  RecordView gone;  // a guardian does not see the stub, not even of the own record
  gone.id = now.id;
  gone.person_id = person;
  gone.type = now.type;
  gone.at = now.at;
  gone.author = now.author;
  gone.posted_at = now.posted_at;
  gone.version = now.version + 1;
  gone.hidden = RecordHidden{tx.now(), by.name, hide.reason};
  return gone;
}

// --- reading

Result<RecordPage> list_records(Tx& tx, const Actor& actor, PersonId person, const RecordsQuery& query) {
  TRY_ASSIGN(const auto grant, access::require(tx, actor, Action::read, person, {{}, "records", {}}));
  auto before = newest_record_cursor();
  if (query.before && !query.before->empty()) {
    TRY_ASSIGN(before, parse_record_cursor(query.before->value));
  }
  if (query.from && query.to && *query.to < *query.from)
    return fail(Code::invalid, "to", "終わりの日が始まりの日より前です。",
                "The period ends before it begins.");
  RecordFilter filter;
  if (query.type) filter.type = query.type->value;
  if (query.from) filter.from = japan_midnight(*query.from);
  if (query.to) filter.until = japan_midnight(add_days(*query.to, 1));
  filter.open_alerts = query.alerts.value_or(false);
  const auto limit = query.limit ? query.limit->value : kDefaultPage;
  RecordPage page;
  page.items = records_before(tx, reach_of(actor, grant), before, filter, limit + 1);
  if (static_cast<std::int64_t>(page.items.size()) > limit) {
    page.items.resize(static_cast<std::size_t>(limit));
    page.next = to_string(RecordCursor{page.items.back().at, page.items.back().id});
  }
  return page;
}

Result<std::vector<RecordVersionView>> list_record_versions(Tx& tx, const Actor& actor, PersonId person,
                                                            RecordId record) {
  TRY_ASSIGN(const auto grant,
             access::require(tx, actor, Action::read_past, person, {{}, "record_versions", record.uuid}));
  auto versions = record_versions(tx, reach_of(actor, grant), record);
  if (versions.empty()) return not_found();
  return versions;
}

Result<RecordSeries> read_series(Tx& tx, const Actor& actor, PersonId person, const SeriesQuery& query) {
  TRY_ASSIGN(const auto grant, access::require(tx, actor, Action::read, person, {{}, "record_series", {}}));
  TRY_ASSIGN(const auto* type, type_named(query.type.value, "type"));
  RecordFilter filter;
  filter.type = type->code;
  if (query.from) filter.from = japan_midnight(*query.from);
  if (query.to) filter.until = japan_midnight(add_days(*query.to, 1));
  return record_series(tx, reach_of(actor, grant), filter, kMostPoints);
}

Result<RecordStart> read_start(Tx& tx, const Actor& actor, PersonId person) {
  TRY_ASSIGN(const auto grant, access::require(tx, actor, Action::read, person, {{}, "records", {}}));
  const auto reach = reach_of(actor, grant);
  RecordStart start;
  start.recent = recent_types(tx, reach, tx.now() - kRecentFor);
  start.last = newest_of_each(tx, reach, tx.now() - kRecentFor);
  // Who set a limit, and what it says to do, can lead to a place.
  if (!reach.is_restricted) start.limits = limits_of(tx, actor.region_id, person);
  for (const auto c : {InfoClass::basic, InfoClass::health, InfoClass::development, InfoClass::education,
                       InfoClass::welfare, InfoClass::family})
    if (grant.classes.has(c)) start.classes.push_back(c);
  start.may_set_limits = !grant.is_guardian && grant.role >= SeatRole::lead;
  start.open_alerts = count_open_alerts(tx, reach);
  // A limit tells what kind of illness there is: only to those who may read that class.
  std::erase_if(start.limits, [&](const LimitView& limit) {
    const auto* type = find_type(limit.type);
    return type == nullptr || !class_for(*type, grant.classes);
  });
  return start;
}

// --- limits and alerts

Result<LimitView> set_limit(Tx& tx, const Actor& actor, PersonId person, const std::string& code,
                            std::int64_t version, const LimitEdit& limit) {
  TRY_ASSIGN(const auto grant, access::require(tx, actor, Action::post, person,
                                               {ClassSet::of(InfoClass::health), "record_limit", {}}));
  if (grant.is_guardian || grant.role < SeatRole::lead)
    return fail(Code::forbidden, "", "基準を決められるのは、主治医などのリーダーとコーディネーターだけです。",
                "Only leads and coordinators set limits.");
  TRY_ASSIGN(const auto* type, type_named(code, "type"));
  TRY(check_limit(*type, limit));
  const auto now = limit_of(tx, actor.region_id, person, code).value_or(LimitView{.type = code});
  if (now.version != version ||
      !insert_limit(tx, actor.region_id, person, code, limit, version + 1, scribe_of(actor))) {
    Error error{Code::conflict, "", "ほかの端末で先に変更されています。内容を見比べてください。",
                "This was changed elsewhere first; please compare."};
    error.current = json::to_json(now);
    return std::unexpected(std::move(error));
  }
  announce(tx, actor.region_id, person, {}, InfoClass::health);
  return limit_of(tx, actor.region_id, person, code).value();
}

Result<RecordView> see_alert(Tx& tx, const Actor& actor, PersonId person, RecordId record) {
  TRY_ASSIGN(const auto grant,
             access::require(tx, actor, Action::respond, person, {{}, "record", record.uuid}));
  const auto reach = reach_of(actor, grant);
  TRY_ASSIGN(const auto now, record_in(tx, reach, record));
  if (reach.is_guardian)
    return fail(Code::forbidden, "", "確認するのは支援チームの方です。", "The team confirms this.");
  if (now.hidden) return std::unexpected(taken_back());
  if (now.alert == Alert::none || now.alert_seen) return now;
  mark_alert_seen(tx, actor.region_id, record, scribe_of(actor));
  announce(tx, actor.region_id, person, record.uuid, now.info_class);
  return record_in(tx, reach, record);
}

Result<TodayRecords> read_today_records(Tx& tx, const Actor& actor) {
  constexpr std::int64_t kMostPeople = 50, kEach = 10;
  TodayRecords today;
  if (actor.kind == access::PostKind::guardian) return today;
  const auto since = tx.now() - kAlertsFor;
  for (const auto& person : alerted_people(tx, actor, since, kMostPeople)) {
    const auto grant = access::look(tx, actor, Action::read, person.person_id, {{}, "today", {}});
    if (!grant) continue;
    RecordFilter filter;
    filter.from = since;
    filter.open_alerts = true;
    for (auto& record : records_before(tx, reach_of(actor, *grant), newest_record_cursor(), filter, kEach))
      today.alerts.push_back({person.person_id, person.name, std::move(record)});
  }
  std::ranges::sort(today.alerts, std::greater{}, [](const TodayRecord& item) { return item.record.at; });
  return today;
}

// --- sheets, other rooms

Result<SheetData> gather_sheet(Tx& tx, const Actor& actor, PersonId person, const Date& from,
                               const Date& to) {
  constexpr std::int64_t kMostLines = 3'000;  // bounds the paper
  TRY_ASSIGN(const auto grant,
             access::require(tx, actor, Action::export_data, person, {{}, "record_sheet", {}}));
  SheetData data;
  const auto body = person::body_of(tx, actor.region_id, person);
  if (!body) return not_found();
  data.name = body->family_name.value + " " + body->given_name.value;
  data.kana = body->family_kana.value + " " + body->given_kana.value;
  data.birth_date = body->birth_date;
  data.from = from;
  data.to = to;
  RecordFilter filter;
  filter.from = japan_midnight(from);
  filter.until = japan_midnight(add_days(to, 1));
  data.records = records_between(tx, reach_of(actor, grant), filter, kMostLines + 1);
  if (static_cast<std::int64_t>(data.records.size()) > kMostLines)
    return fail(Code::too_large, "", "記録が多すぎて1つの用紙になりません。日ごとに印刷してください。",
                "Too many records for one sheet. Please print day by day.");
  data.printed = access::imprint(tx, actor);
  return data;
}

bool may_read_record(Tx& tx, const Actor& actor, const access::Grant& grant, RecordId record) {
  const auto found = find_record(tx, reach_of(actor, grant), record);
  return found && !found->hidden;
}

std::vector<RecordView> measurements(Tx& tx, const Actor& actor, const access::Grant& grant,
                                     const std::string& type) {
  RecordFilter filter;
  filter.type = type;
  return records_between(tx, reach_of(actor, grant), filter, kMostPoints);
}

bool keep_record(Tx& tx, RegionId region, const BulkRecord& bulk) {
  const Scribe scribe{bulk.post_id, bulk.author_name, bulk.facility_id, bulk.facility_name, bulk.profession};
  const auto alert = measured(tx, region, bulk.person_id, bulk.record.type, bulk.record.state);
  if (!insert_record(tx, region, bulk.person_id, bulk.record, alert, scribe, bulk.posted_at)) return false;
  insert_record_version(tx, region, bulk.record.id, 1, bulk.record.state, "", false, scribe, bulk.posted_at);
  return true;
}

Status keep_limit(Tx& tx, RegionId region, PersonId person, const std::string& code, const LimitEdit& limit,
                  PostId by, const std::string& by_name) {
  TRY_ASSIGN(const auto* type, type_named(code, "type"));
  TRY(check_limit(*type, limit));
  const auto now = limit_of(tx, region, person, code).value_or(LimitView{});
  if (!insert_limit(tx, region, person, code, limit, now.version + 1, {by, by_name, {}, "", ""}))
    return fail(Code::conflict);
  return {};
}

}  // namespace musubi::record
