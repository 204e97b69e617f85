#include "region/region_service.hpp"

#include <algorithm>

#include "codes/codes.hpp"
#include "db/change_feed.hpp"
#include "region/region_store.hpp"

namespace musubi::region {
namespace {

using access::Duty;

template <class View>
std::vector<CodeView> codes_of(const std::vector<View>& views) {
  std::vector<CodeView> out;
  for (const auto& view : views) out.push_back({view.code, view.ja, view.en});
  return out;
}

void tell(Tx& tx, RegionId region, std::string kind, Uuid subject) {
  db::append_change(tx, {.region_id = region, .kind = std::move(kind), .subject_id = subject});
}

Status operate(Tx& tx, const Actor& actor, std::string kind, Uuid subject) {
  return access::require_duty(tx, actor, Duty::operate_region, {}, {{}, std::move(kind), subject});
}

bool is_member(const std::optional<Actor>& reader, RegionId region) {
  return reader && reader->region_id == region && !reader->post_id.is_nil() &&
         reader->strength >= access::Strength::two_factor;
}

template <class View>
std::unexpected<Error> lost_race(const std::optional<View>& now) {
  auto lost = fail(Code::conflict, "", "ほかの人が先に変更しました。内容を確かめてからやり直してください。",
                   "Somebody else changed this meanwhile. Please look again.");
  if (now) lost.error().current = json::to_json(*now);
  return lost;
}

Status check_period(const Date& from, const std::optional<Date>& to) {
  if (to && *to < from)
    return fail(Code::invalid, "expires_on", "掲載終了日が掲載日より前です。",
                "The last day is before the first.");
  return {};
}

Result<RegionView> present(Tx& tx, RegionId region) {
  auto view = store::find(tx, region);
  if (!view) return not_found();
  return std::move(*view);
}

void keep_region(Tx& tx, const RegionView& now, std::string_view reason, std::optional<PostId> by) {
  KeptRegion kept{now.name,          now.greeting, now.how_to_join, now.contact, now.names_in_access_log,
                  now.pledge_version};
  if (now.own_account_from > 0) kept.own_account_from = now.own_account_from;
  history::keep(tx, now.id, {history::Kind::region, now.id.uuid, now.version}, kept, reason, by);
}

void keep_notice(Tx& tx, const Actor& actor, const NoticeView& now, std::string_view reason,
                 bool taken_down = false) {
  const KeptNotice kept{now.title, now.body, now.is_public, now.published_on, now.expires_on, taken_down};
  history::keep(tx, actor.region_id, {history::Kind::notice, now.id.uuid, now.version}, kept, reason,
                actor.post_id);
}

/// A document is put up and taken down, never changed: states 1 and 2.
void keep_document(Tx& tx, const Actor& actor, const DocumentView& now, std::string_view reason,
                   bool taken_down) {
  history::keep(tx, actor.region_id, {history::Kind::document, now.id.uuid, taken_down ? 2 : 1},
                KeptDocument{now.title, now.is_public, taken_down}, reason, actor.post_id);
}

std::string_view reason_of(const std::optional<Line<500>>& given, std::string_view otherwise) {
  return given && !given->empty() ? std::string_view(given->value) : otherwise;
}

}  // namespace

const std::string_view kStandardPledge =
    "私は、この連絡帳を利用するにあたり、次のことを誓約します。\n"
    "一　業務で知り得た個人情報を、支援の目的以外に使わず、権限のない人に伝えません。職を離れた後も同じです。"
    "\n"
    "二　自分のログインID、パスワード、認証アプリを他人に使わせません。\n"
    "三　画面や印刷物、写真が権限のない人の目に触れないように扱い、不要になったものは確実に処分します。\n"
    "四　紛失、漏えい、誤った宛先への投稿など、おそれのあるできごとに気づいたときは、直ちに施設管理者と運営者"
    "に報告します。\n";

bool is_slug(std::string_view text) {
  const auto plain = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); };
  return text.size() >= 2 && text.size() <= 40 && plain(text.front()) && plain(text.back()) &&
         std::ranges::all_of(text, [&](char c) { return plain(c) || c == '-'; });
}

std::vector<PortalLine> portals(Tx& tx) {
  return store::portals(tx);
}

Result<RegionId> region_named(Tx& tx, std::string_view slug) {
  const auto region = store::region_named(tx, slug);
  if (!region) return not_found();
  return *region;
}

Result<PortalView> portal(Tx& tx, std::string_view slug, const std::optional<Actor>& reader) {
  TRY_ASSIGN(const auto id, region_named(tx, slug));
  TRY_ASSIGN(const auto region, present(tx, id));
  PortalView view;
  view.slug = region.slug;
  view.name = region.name;
  view.greeting = region.greeting;
  view.how_to_join = region.how_to_join;
  view.contact = region.contact;
  view.pledge_version = region.pledge_version;
  view.pledge_body = region.pledge_body;
  view.notices = store::public_notices(tx, id);
  for (auto& document : store::documents(tx, id))
    if (document.is_public || is_member(reader, id))
      view.documents.push_back({document.id, document.title, document.content_type, document.size});
  view.facility_types = codes_of(codes::all().facility_types);
  view.professions = codes_of(codes::all().professions);
  return view;
}

Result<http::FileReply> portal_document(db::Database& database, file::Files& files, std::string_view slug,
                                        DocumentId document, const std::optional<Actor>& reader) {
  TRY_ASSIGN(const auto region, database.read_now([&](Tx& tx) { return region_named(tx, slug); }));
  return files.hand_out(database, region, file::Variant::whole, [&](Tx& tx) -> Result<FileId> {
    const auto found = store::find_document(tx, region, document);
    if (!found || (!found->view.is_public && !is_member(reader, region))) return not_found();
    return found->file_id;
  });
}

std::vector<NoticeView> notices(Tx& tx, const Actor& actor) {
  return store::notices(tx, actor.region_id, actor.kind == access::PostKind::operator_);
}

Result<RegionView> settings(Tx& tx, const Actor& actor) {
  TRY(operate(tx, actor, "region", actor.region_id.uuid));
  return present(tx, actor.region_id);
}

Result<RegionView> change_settings(Tx& tx, const Actor& actor, std::int64_t version, const RegionEdit& edit) {
  TRY(operate(tx, actor, "region", actor.region_id.uuid));
  if (!store::update(tx, actor.region_id, version, edit)) return lost_race(store::find(tx, actor.region_id));
  TRY_ASSIGN(auto now, present(tx, actor.region_id));
  keep_region(tx, now, reason_of(edit.reason, "変更"), actor.post_id);
  tell(tx, actor.region_id, "region", actor.region_id.uuid);
  return now;
}

Result<RegionView> publish_pledge(Tx& tx, const Actor& actor, const NewPledge& pledge) {
  TRY(operate(tx, actor, "pledge", actor.region_id.uuid));
  TRY_ASSIGN(const auto before, present(tx, actor.region_id));
  if (before.pledge_body == pledge.body.value)
    return before;  // the same text again: nobody has to accept it twice
  store::add_pledge(tx, actor.region_id, pledge.body.value);
  TRY_ASSIGN(auto now, present(tx, actor.region_id));
  keep_region(tx, now, reason_of(pledge.reason, "新しい誓約書"), actor.post_id);
  tell(tx, actor.region_id, "region", actor.region_id.uuid);
  return now;
}

Result<NoticeView> add_notice(Tx& tx, const Actor& actor, const NewNotice& given) {
  TRY(operate(tx, actor, "notice", given.id.uuid));
  TRY(check_period(given.published_on, given.expires_on));
  const bool is_new = store::insert_notice(tx, actor.region_id, given, actor.post_id);
  const auto now = store::find_notice(tx, actor.region_id, given.id);
  if (!now || now->title != given.title.value || now->body != given.body.value ||
      now->is_public != given.is_public || now->published_on != given.published_on ||
      now->expires_on != given.expires_on)
    return fail(Code::duplicate, "id", "同じIDの別のお知らせがすでにあります。",
                "Another notice with this id exists already.");
  if (is_new) {
    keep_notice(tx, actor, *now, "掲載");
    tell(tx, actor.region_id, "notice", given.id.uuid);
  }
  return *now;
}

Result<NoticeView> edit_notice(Tx& tx, const Actor& actor, NoticeId notice, std::int64_t version,
                               const NoticeEdit& edit) {
  TRY(operate(tx, actor, "notice", notice.uuid));
  TRY(check_period(edit.published_on, edit.expires_on));
  const bool kept = store::update_notice(tx, actor.region_id, notice, version, edit);
  auto now = store::find_notice(tx, actor.region_id, notice);
  if (!now) return not_found();
  if (!kept) return lost_race(now);
  keep_notice(tx, actor, *now, reason_of(edit.reason, "変更"));
  tell(tx, actor.region_id, "notice", notice.uuid);
  return std::move(*now);
}

Status remove_notice(Tx& tx, const Actor& actor, NoticeId notice, const Removal& removal) {
  TRY(operate(tx, actor, "notice", notice.uuid));
  auto last = store::find_notice(tx, actor.region_id, notice);
  if (!last) return not_found();
  if (!store::hide_notice(tx, actor.region_id, notice, removal.version)) return lost_race(last);
  ++last->version;
  keep_notice(tx, actor, *last, removal.reason.value, true);
  tell(tx, actor.region_id, "notice", notice.uuid);
  return {};
}

Result<std::vector<DocumentView>> documents(Tx& tx, const Actor& actor) {
  TRY(operate(tx, actor, "region", actor.region_id.uuid));
  return store::documents(tx, actor.region_id);
}

Result<DocumentView> add_document(db::Database& database, file::Files& files, const Actor& actor,
                                  const DocumentQuery& given, const std::filesystem::path& body) {
  const file::Owner owner{actor.region_id, std::nullopt, actor.post_id};
  DocumentView view;
  const auto guard = [&](Tx& tx) { return operate(tx, actor, "region", actor.region_id.uuid); };
  const auto keep = [&](Tx& tx, const file::FileView& kept) -> Status {
    const auto id = tx.new_id<DocumentId>();
    const std::array files_kept{kept.id};
    TRY(file::bind_files(tx, actor, std::nullopt, files_kept, file::BoundTo::document, id.uuid, "file"));
    store::insert_document(tx, actor.region_id, id, given.title.value, kept.id, given.is_public,
                           actor.post_id);
    tell(tx, actor.region_id, "region", id.uuid);
    view = {id, given.title.value, given.is_public, kept.content_type, kept.size, tx.now()};
    keep_document(tx, actor, view, "掲載", false);
    return {};
  };
  TRY(files.take_in(database, owner, body, given.title.value, file::Accept::any, guard, keep));
  return view;
}

Status remove_document(Tx& tx, const Actor& actor, DocumentId document, const Removal& removal) {
  TRY(operate(tx, actor, "region", actor.region_id.uuid));
  const auto found = store::find_document(tx, actor.region_id, document);
  if (!found || !store::hide_document(tx, actor.region_id, document)) return not_found();
  keep_document(tx, actor, found->view, removal.reason.value, true);
  file::release_file(tx, actor.region_id, found->file_id);
  tell(tx, actor.region_id, "region", document.uuid);
  return {};
}

Result<history::AmendmentPage> read_history(Tx& tx, const Actor& actor, const history::HistoryQuery& query) {
  TRY(operate(tx, actor, "history", actor.region_id.uuid));
  return history::read(tx, actor.region_id, query);
}

Result<RegionId> create_region(Tx& tx, const NewRegion& given) {
  if (!is_slug(given.slug))
    return fail(Code::invalid, "slug",
                "アドレス名は英小文字・数字・ハイフンで2文字以上40文字以下にしてください。",
                "The address name must be 2 to 40 lower-case letters, digits and hyphens.");
  if (given.name.empty())
    return fail(Code::invalid, "name", "地域の名前を入力してください。", "A name is needed.");
  RegionView region;
  region.id = given.id.is_nil() ? tx.new_id<RegionId>() : given.id;
  region.slug = given.slug;
  region.name = given.name;
  region.greeting = given.greeting;
  region.how_to_join = given.how_to_join;
  region.contact = given.contact;
  region.names_in_access_log = given.names_in_access_log;
  region.pledge_version = 1;
  region.version = 1;
  if (!store::insert(tx, region))
    return fail(Code::duplicate, "slug", "このアドレス名の地域がすでにあります。",
                "A region with this address name exists already.");
  store::insert_pledge(tx, region.id, 1, given.pledge_body.empty() ? kStandardPledge : given.pledge_body);
  keep_region(tx, region, "登録", std::nullopt);
  tell(tx, region.id, "region", region.id.uuid);
  return region.id;
}

}  // namespace musubi::region
