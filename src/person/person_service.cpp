#include "person/person_service.hpp"

#include <fmt/format.h>
#include <algorithm>

#include "db/change_feed.hpp"
#include "person/person_view.hpp"

namespace musubi::person {
namespace {

using access::Action;

access::Target target_of(PersonId person) {
  return {.subject_kind = "person", .subject_id = person.uuid};
}

void announce(Tx& tx, RegionId region, PersonId person) {
  db::append_change(tx,
                    {.region_id = region, .person_id = person, .kind = "person", .subject_id = person.uuid});
}

Result<PersonView> view_for(Tx& tx, const Actor& actor, const access::Grant& grant) {
  const auto row = store::find(tx, actor.region_id, grant.person_id);
  if (!row) return not_found();
  return view_of(tx, reader_of(tx, actor, grant), *row);
}

std::unexpected<Error> moved_on(PersonView now) {
  Error error{Code::conflict, "",
              "ほかの人が先に変更しました。最新の内容を確かめて、もう一度保存してください。",
              "Somebody else changed this first. Look at the present state and save again."};
  error.current = json::to_json(now);
  return std::unexpected(std::move(error));
}

/// The one way a profile changes: guard, present state, `edit`, next version.
template <class Edit>
Result<PersonView> change(Tx& tx, const Actor& actor, PersonId person, std::int64_t version,
                          const std::optional<Line<500>>& reason, Edit edit) {
  TRY_ASSIGN(const auto grant, access::require(tx, actor, Action::edit_person, person, target_of(person)));
  TRY_ASSIGN(auto now, view_for(tx, actor, grant));
  if (now.version != version) return moved_on(std::move(now));
  auto body = *body_of(tx, actor.region_id, person);
  TRY(edit(body));
  TRY(keep_body(tx, actor.region_id, person, body, reason ? reason->value : "", actor.post_id));
  return view_for(tx, actor, grant);
}

Status complete_schools(Tx& tx, RegionId region, std::vector<SchoolItem>& schools) {
  for (std::size_t i = 0; i < schools.size(); ++i) {
    auto& school = schools[i];
    if (!school.facility_id) continue;
    const auto name = store::facility_name(tx, region, *school.facility_id);
    if (!name)
      return fail(Code::invalid, fmt::format("items[{}].facility_id", i), "この施設は登録されていません。",
                  "This facility is not registered.");
    if (school.facility_name.empty()) school.facility_name.value = *name;
  }
  std::ranges::sort(schools, std::greater{}, [](const auto& s) { return std::pair(s.starts_on, s.id); });
  return {};
}

Status set_photo(Tx& tx, const Actor& actor, PersonId person, std::optional<FileId> photo,
                 const std::string& reason) {
  auto body = body_of(tx, actor.region_id, person);
  if (!body) return not_found();
  if (body->photo) file::release_file(tx, actor.region_id, *body->photo);
  body->photo = photo;
  if (photo)
    TRY(file::bind_files(tx, actor, person, {&*photo, 1}, file::BoundTo::photo, person.uuid, "photo"));
  return keep_body(tx, actor.region_id, person, *body, reason, actor.post_id);
}

}  // namespace

Result<PersonView> see_person(Tx& tx, const Actor& actor, PersonId person) {
  TRY_ASSIGN(const auto grant, access::require(tx, actor, Action::see_person, person, target_of(person)));
  return view_for(tx, actor, grant);
}

namespace {

bool is_closed(PersonState state) {
  return state == PersonState::moved || state == PersonState::finished;
}

}  // namespace

Result<PersonView> change_person(Tx& tx, const Actor& actor, PersonId person, std::int64_t version,
                                 const PersonChange& sent) {
  return change(tx, actor, person, version, sent.reason, [&](PersonBody& body) -> Status {
    TRY(check_birth_date(sent.birth_date, tx.today()));
    if (sent.state && *sent.state != body.state && (is_closed(*sent.state) || is_closed(body.state)))
      return fail(Code::invalid, "state", "転出・終了と再開は、「支援の終了」で記録します。",
                  "The end of support, and going on after it, are recorded under \"End of support\".");
    body.family_name = sent.family_name;
    body.given_name = sent.given_name;
    body.family_kana = sent.family_kana;
    body.given_kana = sent.given_kana;
    body.birth_date = sent.birth_date;
    body.sex = sent.sex;
    body.postal_code = sent.postal_code;
    body.address = sent.address;
    body.phone = sent.phone;
    body.language = sent.language;
    body.alert = sent.alert;
    body.note = sent.note;
    // What follows by itself is not written down, or it would stand still while the child grows.
    const bool follows = sent.stage == stage_on(sent.birth_date, body.schools, tx.today());
    body.stage = follows ? std::nullopt : sent.stage;
    // An intake with a consent shows as active without being written down as such.
    if (sent.state && !(sent.state == PersonState::active && body.state == PersonState::intake))
      body.state = *sent.state;
    return {};
  });
}

Result<PersonView> change_allergies(Tx& tx, const Actor& actor, PersonId person, std::int64_t version,
                                    const AllergyList& list) {
  return change(tx, actor, person, version, list.reason, [&](PersonBody& body) -> Status {
    body.allergies = list.items.items;
    return {};
  });
}

Result<PersonView> change_schools(Tx& tx, const Actor& actor, PersonId person, std::int64_t version,
                                  const SchoolList& list) {
  return change(tx, actor, person, version, list.reason, [&](PersonBody& body) -> Status {
    TRY(check_schools(list.items.items));
    body.schools = list.items.items;
    return complete_schools(tx, actor.region_id, body.schools);
  });
}

Result<std::vector<PersonVersionView>> list_versions(Tx& tx, const Actor& actor, PersonId person) {
  TRY_ASSIGN(const auto grant,
             access::require(tx, actor, Action::see_past, person,
                             {.subject_kind = "person_versions", .subject_id = person.uuid}));
  if (grant.is_guardian)  // old addresses and notes may be what one of them must not see
    return fail(
        Code::forbidden, "",
        "変更の記録は、支援チームの方だけが見られます。ご希望の際はコーディネーターにお申し出ください。",
        "Past versions are shown to the team only; please ask the coordinator.");
  std::vector<PersonVersionView> views;
  std::optional<PersonBody> before;
  for (auto& row : store::versions_of(tx, actor.region_id, person)) {
    TRY_ASSIGN(auto body, json::read<PersonBody>(row.body));
    views.push_back({row.version, row.at, std::move(row.by_name), std::move(row.reason),
                     before ? changes_between(*before, body) : std::vector<FieldChange>{}});
    before = std::move(body);
  }
  std::ranges::reverse(views);
  return views;
}

Result<AccessLogPage> read_access_log(Tx& tx, const Actor& actor, PersonId person,
                                      const AccessLogQuery& query) {
  constexpr int kPage = 50;
  TRY_ASSIGN(const auto grant,
             access::require(tx, actor, Action::see_access_log, person, {.subject_kind = "access_log"}));
  const bool names = !grant.is_guardian || store::shows_names_in_access_log(tx, actor.region_id);
  AccessLogPage page;
  const auto without = query.of_others.value_or(false) ? std::optional(actor.account_id) : std::nullopt;
  auto lines = audit::history(tx, actor.region_id, person, query.before, without, kPage);
  if (lines.size() == kPage) page.next = lines.back().audit_id;
  for (auto& line : lines) {
    AccessLogItem item{line.audit_id,
                       line.at,
                       std::move(line.action),
                       line.classes,
                       line.outcome,
                       std::move(line.basis),
                       names ? std::move(line.actor_name) : "",
                       std::move(line.facility_name),
                       std::move(line.profession),
                       line.account_id == actor.account_id};
    if (grant.is_veiled) {  // a place tells where the family lives now
      item.actor_name.clear();
      item.facility_name.clear();
    }
    page.items.push_back(std::move(item));
  }
  return page;
}

Result<PersonView> put_photo(db::Database& database, file::Files& files, const Actor& actor, PersonId person,
                             const std::filesystem::path& body) {
  std::optional<PersonView> view;
  const auto guard = [&](Tx& tx) -> Status {
    TRY(access::require(tx, actor, Action::edit_person, person, {.subject_kind = "photo"}));
    return {};
  };
  const auto keep = [&](Tx& tx, const file::FileView& photo) -> Status {
    TRY_ASSIGN(const auto grant,
               access::require(tx, actor, Action::edit_person, person, {.subject_kind = "photo"}));
    TRY(set_photo(tx, actor, person, photo.id, ""));
    TRY_ASSIGN(view, view_for(tx, actor, grant));
    return {};
  };
  TRY(files.take_in(database, {actor.region_id, person, actor.post_id}, body, "photo", file::Accept::picture,
                    guard, keep));
  return std::move(*view);
}

Result<PersonView> remove_photo(Tx& tx, const Actor& actor, PersonId person) {
  TRY_ASSIGN(const auto grant,
             access::require(tx, actor, Action::edit_person, person, {.subject_kind = "photo"}));
  TRY(set_photo(tx, actor, person, std::nullopt, ""));
  return view_for(tx, actor, grant);
}

Result<file::Hand> get_photo(db::Database& database, file::Files& files, const Actor& actor, PersonId person,
                             file::Variant variant) {
  return files.hand_out(database, actor.region_id, variant, [&](Tx& tx) -> Result<FileId> {
    TRY_ASSIGN(const auto grant,
               access::require(tx, actor, Action::see_person, person, {.subject_kind = "photo"}));
    const auto row = store::find(tx, actor.region_id, person);
    if (!row || !row->photo_file_id || grant.is_restricted) return not_found();
    return *row->photo_file_id;
  });
}

Status keep_body(Tx& tx, RegionId region, PersonId person, const PersonBody& body, const std::string& reason,
                 PostId by) {
  const auto row = store::find(tx, region, person);
  if (!row || !store::update(tx, region, person, row->version, body)) return not_found();
  store::replace_allergies(tx, region, person, body.allergies);
  store::replace_schools(tx, region, person, body.schools);
  store::insert_version(tx, region, person, row->version + 1, body, reason, by);
  announce(tx, region, person);
  return {};
}

std::optional<PersonBody> body_of(Tx& tx, RegionId region, PersonId person) {
  const auto row = store::find(tx, region, person);
  if (!row) return std::nullopt;
  return PersonBody{{row->family_name},
                    {row->given_name},
                    {row->family_kana},
                    {row->given_kana},
                    row->birth_date,
                    row->sex,
                    {row->postal_code},
                    {row->address},
                    {row->phone},
                    {row->language},
                    {row->alert},
                    {row->note},
                    json::enum_value<Stage>(row->stage),
                    row->state,
                    row->photo_file_id,
                    store::allergies_of(tx, region, person),
                    store::schools_of(tx, region, person)};
}

}  // namespace musubi::person
