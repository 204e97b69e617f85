#include "person/person_service.hpp"

#include <fmt/format.h>
#include <algorithm>

#include "codes/codes.hpp"
#include "db/change_feed.hpp"
#include "person/person_view.hpp"
#include "team/team_service.hpp"

namespace musubi::person {
namespace {

using access::Action;
using access::Duty;

constexpr int kMostCandidates = 200;
constexpr std::size_t kMostDoubles = 20;

access::Target target_of(PersonId person) {
  return {.subject_kind = "person", .subject_id = person.uuid};
}

void announce(Tx& tx, RegionId region, PersonId person) {
  db::append_change(tx,
                    {.region_id = region, .person_id = person, .kind = "person", .subject_id = person.uuid});
}

bool may_see(Tx& tx, const Actor& actor, PersonId person) {
  return access::decide(actor, Action::see_person, {}, access::gather(tx, actor, person)).granted;
}

std::vector<DoubleView> doubles_of(Tx& tx, const Actor& actor, const Likeness& asked) {
  std::vector<DoubleView> doubles;
  for (const auto& row : store::candidates(tx, actor.region_id, asked, kMostCandidates)) {
    const auto known =
        likeness(row.family_name, row.given_name, row.family_kana, row.given_kana, row.birth_date);
    const auto certainty = compare(asked, known);
    if (!certainty) continue;
    DoubleView view{*certainty, {}, {}, known.birth_date == asked.birth_date, row.contact_facility};
    if (may_see(tx, actor, row.person_id)) {
      view.person_id = row.person_id;
      view.name = row.family_name + " " + row.given_name;
    }
    doubles.push_back(std::move(view));
  }
  std::ranges::stable_sort(doubles, {}, &DoubleView::certainty);
  if (doubles.size() > kMostDoubles) doubles.resize(kMostDoubles);
  return doubles;
}

Likeness likeness_of(const auto& who) {
  return likeness(who.family_name.value, who.given_name.value, who.family_kana.value, who.given_kana.value,
                  who.birth_date);
}

PersonBody first_body(const NewPerson& person) {
  return {.family_name = person.family_name,
          .given_name = person.given_name,
          .family_kana = person.family_kana,
          .given_kana = person.given_kana,
          .birth_date = person.birth_date,
          .sex = person.sex,
          .postal_code = person.postal_code,
          .address = person.address,
          .phone = person.phone,
          .language = person.language};
}

Status may_register(const Actor& actor) {
  const auto* profession = codes::find_profession(actor.profession);
  if (profession == nullptr || profession->may_register) return {};
  return fail(Code::forbidden, "",
              "この職種では新しい方を登録できません。相談支援専門員や保健師などにご相談ください。",
              "Your profession cannot register a person. Please ask a consultation supporter or a public "
              "health nurse.");
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

Result<std::vector<DoubleView>> find_doubles(Tx& tx, const Actor& actor, const DoubleQuery& query) {
  TRY(access::require_duty(tx, actor, Duty::register_person, {}, {.subject_kind = "doubles"}));
  TRY(may_register(actor));
  TRY(check_birth_date(query.birth_date, tx.today()));
  return doubles_of(tx, actor, likeness_of(query));
}

Result<PersonView> register_person(Tx& tx, const Actor& actor, const NewPerson& sent) {
  TRY(access::require_duty(tx, actor, Duty::register_person, {}, target_of(sent.id)));
  TRY(may_register(actor));
  TRY(check_birth_date(sent.birth_date, tx.today()));
  auto person = sent;
  if (person.language.empty()) person.language.value = "ja";

  if (const auto known = store::find(tx, actor.region_id, person.id)) {
    const bool again = known->created_by == actor.post_id &&
                       store::first_body(tx, actor.region_id, person.id) == json::to_json(first_body(person));
    if (!again) return fail(Code::duplicate, "id", "この番号はすでに使われています。", "This id is in use.");
    return see_person(tx, actor, person.id);
  }
  if (!person.not_a_double)
    for (const auto& known : doubles_of(tx, actor, likeness_of(person)))
      if (known.certainty == Certainty::same)
        return fail(
            Code::duplicate, "not_a_double",
            fmt::format("同じ方がすでに登録されているようです。{}"
                        "にご確認ください。別の方のときは、その旨を選んで登録してください。",
                        known.contact_facility.empty() ? "市の担当者" : "「" + known.contact_facility + "」"),
            "This person seems to be registered already. Ask the facility named, or say that it is somebody "
            "else.");
  TRY(keep_person(tx, actor.region_id, person, actor.facility_id, actor.post_id));
  team::seat_registrant(tx, actor, person.id);
  return see_person(tx, actor, person.id);
}

Result<PersonView> see_person(Tx& tx, const Actor& actor, PersonId person) {
  TRY_ASSIGN(const auto grant, access::require(tx, actor, Action::see_person, person, target_of(person)));
  return view_for(tx, actor, grant);
}

Result<PersonView> change_person(Tx& tx, const Actor& actor, PersonId person, std::int64_t version,
                                 const PersonChange& sent) {
  return change(tx, actor, person, version, sent.reason, [&](PersonBody& body) -> Status {
    TRY(check_birth_date(sent.birth_date, tx.today()));
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
                                      std::optional<AuditId> before) {
  constexpr int kPage = 50;
  TRY_ASSIGN(const auto grant,
             access::require(tx, actor, Action::see_access_log, person, {.subject_kind = "access_log"}));
  const auto reader = reader_of(tx, actor, grant);
  const bool names = !grant.is_guardian || store::shows_names_in_access_log(tx, actor.region_id);
  AccessLogPage page;
  auto lines = audit::history(tx, actor.region_id, person, before, kPage);
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
    if (reader.restricted) {  // a place tells where the family lives now
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
    TRY(access::require(tx, actor, Action::see_person, person, {.subject_kind = "photo"}));
    const auto row = store::find(tx, actor.region_id, person);
    if (!row || !row->photo_file_id) return not_found();
    return *row->photo_file_id;
  });
}

Status keep_person(Tx& tx, RegionId region, const NewPerson& person, std::optional<FacilityId> registered_by,
                   PostId by) {
  if (!store::insert(tx, region, person, registered_by, by))
    return fail(Code::duplicate, "id", "この番号はすでに使われています。", "This id is in use.");
  store::insert_version(tx, region, person.id, 1, first_body(person), "", by);
  announce(tx, region, person.id);
  return {};
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
