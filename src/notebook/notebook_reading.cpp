// Looking into a notebook: timeline, one entry, search, digest, today, export. Everything goes through a
// `Scope`.
#include <fmt/format.h>
#include <algorithm>

#include "db/fulltext.hpp"
#include "notebook/notebook_service.hpp"
#include "notebook/notebook_store.hpp"

namespace musubi::notebook {
namespace {

using access::Action;

constexpr std::int64_t kDefaultPage = 50;
constexpr std::int64_t kSearchPage = 20;
constexpr std::int64_t kCountTo = 1'000;

Cursor cursor_of(const EntryView& view) {
  return {view.posted_at, view.id};
}

/// One more than the page was asked for, so that the last page knows it is the last.
std::optional<std::string> cut_page(std::vector<EntryView>& items, std::int64_t limit) {
  if (static_cast<std::int64_t>(items.size()) <= limit) return std::nullopt;
  items.resize(static_cast<std::size_t>(limit));
  return to_string(cursor_of(items.back()));
}

Result<Cursor> start_of(const std::optional<Line<80>>& before) {
  if (!before || before->empty()) return newest_cursor();
  return parse_cursor(before->value);
}

/// The reach of one look at the timeline, with its audit record.
Result<Scope> look_at_timeline(Tx& tx, const Actor& actor, PersonId person, const TimelineQuery& query) {
  TRY_ASSIGN(auto grant, access::require(tx, actor, Action::read, person, {{}, "timeline", {}}));
  if (query.from && query.to && *query.to < *query.from)
    return fail(Code::invalid, "to", "終わりの日が始まりの日より前です。",
                "The period ends before it begins.");
  Scope scope(actor, std::move(grant));
  return query.from ? scope.from(japan_midnight(*query.from)) : std::move(scope);
}

std::int64_t limit_of(const TimelineQuery& query) {
  return query.limit ? query.limit->value : kDefaultPage;
}

TimelineFilter filter_of(const TimelineQuery& query) {
  TimelineFilter filter;
  filter.category = query.category;
  filter.class_bit = query.class_ ? ClassSet::of(*query.class_).bits : 0;
  filter.author_post = query.author_post;
  filter.facility = query.facility;
  filter.pinned = query.pinned.value_or(false);
  filter.mine_unread = query.mine_unread.value_or(false);
  return filter;
}

Result<EntryPage> page_in(Tx& tx, const Scope& scope, const TimelineQuery& query) {
  TRY_ASSIGN(auto before, start_of(query.before));
  if (query.to) before = std::min(before, Cursor{japan_midnight(add_days(*query.to, 1)), {}});
  const auto limit = limit_of(query);
  EntryPage page;
  page.items = timeline(tx, scope, before, filter_of(query), limit + 1);
  page.next = cut_page(page.items, limit);
  return page;
}

/// What opening a notebook asks for: the newest entries, all of them.
bool is_first_page(const TimelineQuery& query) {
  return (!query.before || query.before->empty()) && !query.from && !query.to && filter_of(query).empty();
}

/// About what a page takes in memory, written out and packed.
std::size_t weight_of(const EntryPage& page) {
  std::size_t bytes = 0;
  for (const auto& item : page.items)
    bytes +=
        1500 + item.body.size() +
        300 * (item.files.size() + item.records.size() + item.mentions.size() + item.audience.seats.size());
  return bytes;
}

}  // namespace

Result<EntryPage> read_timeline(Tx& tx, const Actor& actor, PersonId person, const TimelineQuery& query) {
  TRY_ASSIGN(const auto scope, look_at_timeline(tx, actor, person, query));
  return page_in(tx, scope, query);
}

Result<KeptPage> read_timeline(Tx& tx, Shelf& shelf, const Actor& actor, PersonId person,
                               const TimelineQuery& query) {
  TRY_ASSIGN(const auto scope, look_at_timeline(tx, actor, person, query));
  if (!is_first_page(query)) {
    TRY_ASSIGN(auto page, page_in(tx, scope, query));
    return std::make_shared<const json::Kept<EntryPage>>(std::move(page));
  }
  const auto state = book_state(tx, actor.region_id, person);
  const auto key = shelf_key(scope, limit_of(query));
  if (auto page = shelf.find(key, state)) return page;
  TRY_ASSIGN(auto page, page_in(tx, scope, query));
  const auto weight = weight_of(page);
  auto kept = std::make_shared<const json::Kept<EntryPage>>(std::move(page));
  shelf.keep(key, state, kept, weight);
  return kept;
}

Result<EntryDetail> read_entry(Tx& tx, const Actor& actor, PersonId person, EntryId entry) {
  TRY_ASSIGN(auto grant, access::require(tx, actor, Action::read, person, {{}, "entry", entry.uuid}));
  const Scope scope(actor, std::move(grant));
  auto view = find_entry(tx, scope, entry);
  if (!view) return not_found();
  EntryDetail detail;
  detail.entry = std::move(*view);
  detail.replies = replies_of(tx, scope, entry);
  if (scope.grant.basis == access::Basis::break_glass)
    return detail;  // who read what is the team's own affair
  detail.receipts = receipts_of(tx, scope, entry);
  if (detail.entry.hidden || scope.grant.is_guardian) return detail;
  if (scope.grant.role == access::SeatRole::coordinator)
    detail.limits = limits_of(tx, actor.region_id, entry);

  auto read = readers_of(tx, actor.region_id, entry);
  read.push_back(detail.entry.author.post_id);
  for (const auto& listener : access::listeners(tx, actor.region_id, person, detail.entry.info_class, entry,
                                                PurposeSet::of(Purpose::support))) {
    if (std::ranges::find(read, listener.post_id) != read.end()) continue;
    if (auto who = reader(tx, actor.region_id, listener.post_id)) detail.unread_by.push_back(std::move(*who));
  }
  return detail;
}

Result<std::vector<EntryVersionView>> read_versions(Tx& tx, const Actor& actor, PersonId person,
                                                    EntryId entry) {
  TRY_ASSIGN(auto grant,
             access::require(tx, actor, Action::read_past, person, {{}, "entry_versions", entry.uuid}));
  const Scope scope(actor, std::move(grant));
  auto versions = versions_of(tx, scope, entry);
  if (versions.empty()) return not_found();
  if (scope.grant.is_veiled)
    for (auto& version : versions) version.by_name.clear();
  return versions;
}

Result<std::vector<ReplyVersionView>> read_versions(Tx& tx, const Actor& actor, PersonId person,
                                                    EntryId entry, ReplyId reply) {
  TRY_ASSIGN(auto grant,
             access::require(tx, actor, Action::read_past, person, {{}, "reply_versions", reply.uuid}));
  const Scope scope(actor, std::move(grant));
  auto versions = versions_of(tx, scope, entry, reply);
  if (versions.empty()) return not_found();
  if (scope.grant.is_veiled)
    for (auto& version : versions) version.by_name.clear();
  return versions;
}

Result<SearchPage> search(Tx& tx, const Actor& actor, PersonId person, const EntrySearch& query) {
  TRY_ASSIGN(auto grant, access::require(tx, actor, Action::read, person, {{}, "search", {}}));
  TRY_ASSIGN(const auto before, start_of(query.before));
  const Scope scope(actor, std::move(grant));
  SearchPage page;
  const auto match = db::match_expression(tx.engine(), actor.region_id, person.uuid, query.q.value);
  if (match.empty()) return page;

  const auto limit = query.limit ? query.limit->value : kSearchPage;
  page.items = search_entries(tx, scope, match, before, limit + 1);
  page.total = count_hits(tx, scope, match, kCountTo);
  page.next = cut_page(page.items, limit);
  for (auto& item : page.items) {
    item.snippet = snippet_of(item.body, query.q.value);
    if (!item.snippet->matches.empty() || item.reply_count == 0) continue;
    for (const auto& reply : replies_of(tx, scope, item.id)) {  // found by an answer to it
      if (!has_word(reply.body, query.q.value)) continue;
      item.snippet = snippet_of(reply.body, query.q.value);
      break;
    }
  }
  return page;
}

Result<Digest> read_digest(Tx& tx, const Actor& actor, PersonId person) {
  TRY_ASSIGN(auto grant, access::require(tx, actor, Action::read, person, {{}, "digest", {}}));
  const Scope scope(actor, std::move(grant));
  constexpr std::int64_t kShown = 10;
  const auto last = visits(tx, actor.region_id, person, actor.post_id).value_or(Visits{});
  const auto since = tx.now() - last.visited_at > kSameVisit ? last.visited_at : last.before_that;

  Digest digest;
  if (since != Time{}) digest.since = since;
  digest.entries = count_since(tx, scope, since, kCountTo);
  digest.urgent = urgent_entries(tx, scope.from(since), false, kShown);
  digest.asks = asking_entries(tx, scope, kShown);
  digest.by_category = categories_since(tx, scope, since, kCountTo);
  if (!scope.grant.is_restricted)  // whom nothing is told of it
    digest.changed = changes_since(tx, scope, since);
  return digest;
}

Result<AudienceView> read_audience(Tx& tx, const Actor& actor, PersonId person) {
  TRY_ASSIGN(const auto grant, access::require(tx, actor, Action::see_team, person, {{}, "audience", {}}));
  AudienceView view;
  view.seats = audience_seats(tx, actor.region_id, person);
  view.guardians = audience_guardians(tx, actor.region_id, person);
  if (grant.is_guardian)  // a guardian is told of the own relation only
    std::erase_if(view.guardians, [&](const auto& g) { return g.guardian_id != *grant.guardian_id; });
  view.own_account = (grant.is_own || !grant.is_restricted) && has_own_account(tx, actor.region_id, person);
  if (grant.is_veiled)  // places and names tell where the family is
    for (auto& seat : view.seats) {
      seat.name.clear();
      seat.facility_name.clear();
    }
  return view;
}

// --- today
// --------------------------------------------------------------------------------------------------

namespace {

constexpr std::int64_t kMostPeople = 300;
constexpr std::size_t kMostShown = 30;
constexpr std::chrono::days kUrgentFor{7};

void newest_first(std::vector<TodayEntry>& entries) {
  std::ranges::sort(entries,
                    [](const auto& a, const auto& b) { return cursor_of(a.entry) > cursor_of(b.entry); });
  if (entries.size() > kMostShown) entries.resize(kMostShown);
}

/// Contents are shown, so the look is recorded for each person of whom something is.
Status add_entries(Tx& tx, const Actor& actor, const OwnPerson& person, Today& today) {
  TRY_ASSIGN(auto grant, access::require(tx, actor, Action::read, person.person_id, {{}, "today", {}}));
  const Scope scope(actor, std::move(grant));
  for (auto& entry : asking_entries(tx, scope, 10))
    today.asks.push_back({person.person_id, person.name, std::move(entry)});
  for (auto& entry : urgent_entries(tx, scope.from(tx.now() - kUrgentFor), true, 10))
    today.urgent.push_back({person.person_id, person.name, std::move(entry)});
  return {};
}

}  // namespace

Result<Today> read_today(Tx& tx, const Actor& actor) {
  Today today;
  for (const auto& person : own_people(tx, actor, kMostPeople)) {
    auto decision = access::decide(actor, Action::read, {}, access::gather(tx, actor, person.person_id));
    if (!decision.granted) continue;  // a consent withdrawn, a seat ended
    decision.grant.person_id = person.person_id;
    const Scope scope(actor, std::move(decision.grant));
    const auto summary = summarize(tx, scope);
    if (summary.unread > 0)
      today.unread.push_back({person.person_id, person.name, age_on(person.birth_date, tx.today()).years,
                              scope.grant.is_restricted ? "" : person.alert, summary.unread,
                              summary.last_entry_at});
    if (summary.asks > 0 || summary.unread > 0) TRY(add_entries(tx, actor, person, today));
  }
  newest_first(today.asks);
  newest_first(today.urgent);
  std::ranges::stable_sort(today.unread, std::greater{}, &TodayPerson::last_entry_at);
  today.invitations = count_invitations(tx, actor);
  return today;
}

// --- export
// -------------------------------------------------------------------------------------------------

namespace {

std::string_view word(Category category) {
  constexpr std::string_view kWords[] = {"連絡", "相談", "報告", "記録", "緊急"};
  return kWords[static_cast<std::size_t>(category)];
}
std::string_view word(InfoClass info_class) {
  constexpr std::string_view kWords[] = {"基本", "医療・健康", "発達・療育", "教育", "福祉・介護", "家庭"};
  return kWords[static_cast<std::size_t>(info_class)];
}
std::string_view word(Importance importance) {
  constexpr std::string_view kWords[] = {"ふつう", "重要", "緊急"};
  return kWords[static_cast<std::size_t>(importance)];
}
/// 2026-11-24 09:05, in Japan.
std::string japan_minute(Time at) {
  const auto local = at + std::chrono::hours{9};
  const auto minutes =
      std::chrono::floor<std::chrono::minutes>(local - std::chrono::floor<std::chrono::days>(local));
  return fmt::format("{} {:02}:{:02}", to_string(japan_date(at)), minutes.count() / 60, minutes.count() % 60);
}

}  // namespace

Result<std::vector<std::vector<std::string>>> export_entries(Tx& tx, const Actor& actor, PersonId person,
                                                             const ExportPeriod& period) {
  TRY_ASSIGN(auto grant, access::require(tx, actor, Action::export_data, person, {{}, "entries_csv", {}}));
  if (period.to < period.from || days_between(period.from, period.to) > 366)
    return fail(Code::invalid, "to", "期間は1年以内で指定してください。",
                "Choose a period of at most one year.");
  constexpr std::int64_t kStep = 500;
  constexpr std::size_t kMostRows = 50'000;  // bounds the memory of one answer
  const Scope scope(actor, std::move(grant));
  const auto until = japan_midnight(add_days(period.to, 1));
  std::vector<std::vector<std::string>> rows{
      {"日時", "施設", "氏名", "職種", "分類", "情報区分", "重要度", "本文", "既読数", "取消日時"}};
  Cursor after{japan_midnight(period.from) - microseconds{1}, {}};
  while (rows.size() <= kMostRows) {
    const auto step = export_rows(tx, scope, after, until, kStep);
    for (const auto& e : step) {
      rows.push_back({japan_minute(e.posted_at), e.facility_name, e.author_name, e.profession,
                      std::string(word(e.category)), std::string(word(class_of_bit(e.class_bit))),
                      std::string(word(e.importance)), e.body, std::to_string(e.read_count),
                      e.hidden_at ? japan_minute(*e.hidden_at) : ""});
      after = {e.posted_at, e.entry_id};
    }
    if (static_cast<std::int64_t>(step.size()) < kStep) return rows;
  }
  return fail(Code::too_large, "to", "件数が多すぎます。期間を短くしてください。",
              "Too many entries. Choose a shorter period.");
}

// --- for other rooms
// ----------------------------------------------------------------------------------------

NotebookFigures figures(Tx& tx, const Actor& actor, access::Grant grant) {
  grant.classes = grant.classes_for(Purpose::support);  // the list of people opens for any purpose
  const auto summary = summarize(tx, Scope(actor, std::move(grant)));
  return {summary.unread, summary.asks, summary.last_entry_at};
}

std::optional<ClassSet> entry_classes(Tx& tx, RegionId region, PersonId person, EntryId entry) {
  return tx.first<ClassSet>(
      "select class_bit from entry where region_id = $1 and entry_id = $2 and person_id = $3", region, entry,
      person);
}

bool may_read_entry(Tx& tx, const Actor& actor, const access::Grant& grant, EntryId entry) {
  static const std::string kSql =
      readable("select 1 from entry e where ", " and e.entry_id = $16 and e.hidden_at is null");
  return Scope(actor, grant).first<std::int64_t>(tx, kSql, entry).has_value();
}

}  // namespace musubi::notebook
