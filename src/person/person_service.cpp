#include "person/person_service.hpp"

#include <algorithm>

#include "consent/consent_service.hpp"
#include "db/change_feed.hpp"
#include "notebook/notebook_service.hpp"
#include "person/guardian_view.hpp"
#include "person/person_snapshot.hpp"

namespace musubi::person {
namespace {

using access::Action;
using access::Grant;

void announce(Tx& tx, RegionId region, PersonId person) {
  db::append_change(tx, {.region_id = region, .person_id = person, .kind = "person", .subject_id = person.uuid});
}

/// Keeps the person as they are now as a version.
void keep_version(Tx& tx, const Actor& actor, PersonId person, const std::string& reason) {
  const auto row = store::find(tx, actor.region_id, person);
  store::insert_version(tx, actor.region_id, person, row->version,
                        json::to_json(snapshot(tx, actor.region_id, *row)), reason, actor.post_id);
  announce(tx, actor.region_id, person);
}

std::string role_of(const Grant& grant) {
  return grant.is_guardian ? "guardian" : std::string(json::enum_name(grant.role));
}

PersonAccess access_of(Tx& tx, const Actor& actor, PersonId person, const Grant& grant) {
  PersonAccess view;
  view.basis = grant.basis;
  view.role = role_of(grant);
  view.classes = grant.classes;
  view.may = access::allowed_actions(actor, access::gather(tx, actor, person));
  view.is_guardian = grant.is_guardian;
  view.consent_missing = grant.basis == access::Basis::intake;
  if (actor.facility_id)
    view.consent_until = consent::covered_until(consent::coverage_of(tx, actor.region_id, person), *actor.facility_id,
                                                tx.today());
  return view;
}

/// Where somebody lives and learns is kept from a guardian under a protective limit; an empty field tells nothing.
void hide_whereabouts(PersonView& view, GuardianId reader) {
  view.postal_code.clear();
  view.address.clear();
  view.phone.clear();
  view.note.clear();
  view.schools.clear();
  std::erase_if(view.guardians, [&](const GuardianView& one) { return one.id != reader; });
}

PersonView view_of(Tx& tx, const Actor& actor, const store::PersonRow& row, const Grant& grant) {
  PersonView view;
  const auto today = tx.today();
  const auto age = age_on(row.birth_date, today);
  view.id = row.person_id;
  view.version = row.version;
  view.family_name = row.family_name;
  view.given_name = row.given_name;
  view.family_kana = row.family_kana;
  view.given_kana = row.given_kana;
  view.birth_date = row.birth_date;
  view.age_years = age.years;
  view.age_months = age.months;
  view.grade = grade_on(row.birth_date, today);
  view.sex = row.sex;
  view.language = row.language;
  view.alert = row.alert;
  view.stage = json::enum_value<Stage>(row.stage).value_or(stage_on(row.birth_date, today));
  view.state = row.state;
  view.photo = row.photo_file_id.has_value();
  view.allergies = store::allergies(tx, actor.region_id, row.person_id);
  view.access = access_of(tx, actor, row.person_id, grant);
  if (grant.classes.has(InfoClass::basic)) {
    view.postal_code = row.postal_code;
    view.address = row.address;
    view.phone = row.phone;
    view.note = row.note;
    view.schools = store::schools(tx, actor.region_id, row.person_id);
    const auto& may = view.access.may;
    const bool manages = std::ranges::find(may, Action::manage_guardians) != may.end();
    bool limited = false;
    for (const auto& one : store::guardians(tx, actor.region_id, row.person_id)) {
      view.guardians.push_back(guardian_view(one, manages));
      limited |= grant.guardian_id == one.guardian_id && one.restricted;
    }
    if (limited) hide_whereabouts(view, *grant.guardian_id);
  }
  return view;
}

Result<PersonView> show(Tx& tx, const Actor& actor, PersonId person, const Grant& grant) {
  const auto row = store::find(tx, actor.region_id, person);
  if (!row) return not_found();
  return view_of(tx, actor, *row, grant);
}

/// The lost race: the present state goes along, so that nothing typed has to be thrown away.
Result<store::PersonRow> row_at(Tx& tx, const Actor& actor, PersonId person, std::int64_t version, const Grant& grant) {
  auto row = store::find(tx, actor.region_id, person);
  if (!row) return not_found();
  if (row->version == version) return std::move(*row);
  Error error{Code::conflict, "", "ほかの人が先にこの方の情報を変更しました。内容を見比べて、もう一度保存してください。",
              "Somebody else changed this person first. Compare and save again."};
  error.current = json::to_json(view_of(tx, actor, *row, grant));
  return std::unexpected(std::move(error));
}

std::vector<DoubleView> look_for_doubles(Tx& tx, const Actor& actor, const DoubleQuestion& q) {
  const auto name = folded_name(q.family_name, q.given_name);
  const auto kana = folded_name(q.family_kana, q.given_kana);
  std::vector<DoubleView> found;
  for (const auto& row : store::doubles(tx, actor.region_id, name, kana, q.birth_date)) {
    const auto certainty = likeness(name, kana, q.birth_date, row.name_folded, row.kana_folded, row.birth_date);
    if (!certainty) continue;
    DoubleView view{*certainty, {}, {}, row.birth_date == q.birth_date, row.contact_facility};
    if (access::decide(actor, Action::see_person, {}, access::gather(tx, actor, row.person_id)).granted) {
      view.person_id = row.person_id;
      view.name = row.family_name + " " + row.given_name;
    }
    found.push_back(std::move(view));
  }
  std::ranges::sort(found, {}, &DoubleView::certainty);
  return found;
}

bool is_same_person(const store::PersonRow& row, const NewPerson& given, PostId by) {
  return row.created_by == by && row.family_name == given.family_name.value &&
         row.given_name == given.given_name.value && row.family_kana == given.family_kana.value &&
         row.given_kana == given.given_kana.value && row.birth_date == given.birth_date;
}

}  // namespace

Result<std::vector<DoubleView>> find_doubles(Tx& tx, const Actor& actor, const DoubleQuestion& question) {
  TRY(access::require_duty(tx, actor, access::Duty::register_person, {}, {{}, "doubles", {}}));
  TRY(check_birth_date(question.birth_date, tx.today()));
  return look_for_doubles(tx, actor, question);
}

Result<PersonView> register_person(Tx& tx, const Actor& actor, const NewPerson& given) {
  TRY(access::require_duty(tx, actor, access::Duty::register_person, {}, {{}, "person", given.id.uuid}));
  if (const auto known = store::find(tx, actor.region_id, given.id)) {
    if (!is_same_person(*known, given, actor.post_id))
      return fail(Code::duplicate, "id", "この番号はすでに使われています。", "This id is in use.");
    return read_person(tx, actor, given.id);
  }
  TRY(check_birth_date(given.birth_date, tx.today()));
  const auto doubles = look_for_doubles(
      tx, actor, {given.family_name, given.given_name, given.family_kana, given.given_kana, given.birth_date});
  if (!given.not_a_double && !doubles.empty() && doubles.front().certainty == Certainty::same)
    return fail(Code::duplicate, "not_a_double",
                "同じお名前・フリガナ・生年月日の方がすでに登録されています。別の方であることを確かめてください。",
                "Somebody with the same name, reading and birth date is registered. Make sure this is another person.");

  if (!store::insert(tx, actor.region_id, given, *actor.facility_id, actor.post_id))
    return fail(Code::duplicate, "id", "この番号はすでに使われています。", "This id is in use.");
  store::insert_first_seat(tx, actor.region_id, given.id, tx.new_id<SeatId>(), *actor.facility_id, actor.post_id,
                           actor.profession);
  keep_version(tx, actor, given.id, "");
  return read_person(tx, actor, given.id);
}

Result<std::vector<PersonLine>> list_people(Tx& tx, const Actor& actor, const std::string& q) {
  std::vector<PersonLine> lines;
  for (const auto person : store::people_of(tx, actor, tx.today(), text::fold_name(q))) {
    // People whose consent lets this post see nothing today are left out rather than refused one by one.
    const auto grant = access::look(tx, actor, Action::see_person, person, {{}, "people", {}});
    const auto row = grant ? store::find(tx, actor.region_id, person) : std::nullopt;
    if (!row) continue;
    const auto age = age_on(row->birth_date, tx.today());
    PersonLine line{person, row->family_name + " " + row->given_name, row->family_kana + " " + row->given_kana,
                    row->birth_date, age.years, age.months, grade_on(row->birth_date, tx.today()), row->alert,
                    {}, row->photo_file_id.has_value(), 0, 0, {}, role_of(*grant), row->state};
    for (auto& one : store::allergies(tx, actor.region_id, person)) line.allergies.push_back(one.substance.value);
    if (grant->basis != access::Basis::intake) {
      const auto figures = notebook::figures(tx, actor, *grant);
      line.unread = figures.unread;
      line.asks = figures.asks;
      line.last_entry_at = figures.last_entry_at;
    }
    lines.push_back(std::move(line));
  }
  access::mark_own_list(tx, actor);
  return lines;
}

Result<PersonView> read_person(Tx& tx, const Actor& actor, PersonId person) {
  TRY_ASSIGN(const auto grant, access::require(tx, actor, Action::see_person, person, {{}, "person", person.uuid}));
  return show(tx, actor, person, grant);
}

Result<PersonView> change_person(Tx& tx, const Actor& actor, PersonId person, std::int64_t version,
                                 const PersonChange& change) {
  TRY_ASSIGN(const auto grant, access::require(tx, actor, Action::edit_person, person,
                                               {ClassSet::of(InfoClass::basic), "person", person.uuid}));
  TRY(row_at(tx, actor, person, version, grant));
  TRY(check_birth_date(change.birth_date, tx.today()));
  store::update(tx, actor.region_id, person, change);
  keep_version(tx, actor, person, change.reason);
  return show(tx, actor, person, grant);
}

Result<PersonView> set_allergies(Tx& tx, const Actor& actor, PersonId person, std::int64_t version,
                                 const AllergyList& list) {
  TRY_ASSIGN(const auto grant, access::require(tx, actor, Action::edit_person, person, {{}, "allergies", person.uuid}));
  TRY(row_at(tx, actor, person, version, grant));
  store::replace_allergies(tx, actor.region_id, person, list);
  store::touch(tx, actor.region_id, person);
  keep_version(tx, actor, person, "");
  return show(tx, actor, person, grant);
}

Result<PersonView> set_schools(Tx& tx, const Actor& actor, PersonId person, std::int64_t version,
                               const SchoolList& list) {
  TRY_ASSIGN(const auto grant, access::require(tx, actor, Action::edit_person, person,
                                               {ClassSet::of(InfoClass::basic), "schools", person.uuid}));
  TRY(row_at(tx, actor, person, version, grant));
  TRY(check_schools(list));
  store::replace_schools(tx, actor.region_id, person, list);
  store::touch(tx, actor.region_id, person);
  keep_version(tx, actor, person, "");
  return show(tx, actor, person, grant);
}

Result<std::vector<PersonVersionView>> read_versions(Tx& tx, const Actor& actor, PersonId person) {
  TRY_ASSIGN(const auto grant, access::require(tx, actor, Action::see_person, person,
                                               {ClassSet::of(InfoClass::basic), "person_versions", person.uuid}));
  if (grant.is_guardian)
    return fail(Code::forbidden, "", "変更の記録は、支援チームの方だけが見られます。ご希望の際はコーディネーターにお申し出ください。",
                "Past versions are shown to the team only; please ask the coordinator.");
  std::vector<PersonVersionView> views;
  PersonSnapshot before;
  for (const auto& row : store::versions(tx, actor.region_id, person)) {
    const auto after = json::read<PersonSnapshot>(row.body).value();
    views.push_back({row.version, row.at, row.by_name, row.reason, compare(before, after)});
    before = after;
  }
  std::ranges::reverse(views);
  return views;
}

Result<PersonView> set_photo(db::Database& database, file::Files& files, const Actor& actor, PersonId person,
                             const std::filesystem::path& upload) {
  std::optional<PersonView> view;
  const auto guard = [&](Tx& tx) -> Status {
    TRY(access::require(tx, actor, Action::edit_person, person, {{}, "photo", person.uuid}));
    return {};
  };
  const auto keep = [&](Tx& tx, const file::FileView& file) -> Status {
    TRY_ASSIGN(const auto grant, access::require(tx, actor, Action::edit_person, person, {{}, "photo", person.uuid}));
    const auto row = store::find(tx, actor.region_id, person);
    if (row->photo_file_id) file::release_file(tx, actor.region_id, *row->photo_file_id);
    const FileId ids[] = {file.id};
    TRY(file::bind_files(tx, actor, person, ids, file::BoundTo::photo, person.uuid));
    store::set_photo(tx, actor.region_id, person, file.id);
    keep_version(tx, actor, person, "");
    TRY_ASSIGN(view, show(tx, actor, person, grant));
    return {};
  };
  TRY(files.take_in(database, {actor.region_id, person, actor.post_id}, upload, "photo", file::Accept::picture, guard,
                    keep));
  return std::move(*view);
}

Result<file::Hand> get_photo(db::Database& database, file::Files& files, const Actor& actor, PersonId person) {
  return files.hand_out(database, actor.region_id, file::Variant::thumbnail, [&](Tx& tx) -> Result<FileId> {
    TRY(access::require(tx, actor, Action::see_person, person, {{}, "photo", person.uuid}));
    const auto row = store::find(tx, actor.region_id, person);
    if (!row || !row->photo_file_id) return not_found();
    return *row->photo_file_id;
  });
}

Result<PersonView> remove_photo(Tx& tx, const Actor& actor, PersonId person) {
  TRY_ASSIGN(const auto grant, access::require(tx, actor, Action::edit_person, person, {{}, "photo", person.uuid}));
  const auto row = store::find(tx, actor.region_id, person);
  if (row && row->photo_file_id) {
    file::release_file(tx, actor.region_id, *row->photo_file_id);
    store::set_photo(tx, actor.region_id, person, {});
    keep_version(tx, actor, person, "");
  }
  return show(tx, actor, person, grant);
}

Result<AccessLogPage> read_access_log(Tx& tx, const Actor& actor, PersonId person, std::optional<AuditId> before) {
  constexpr int kPage = 100;
  TRY_ASSIGN(const auto grant, access::require(tx, actor, Action::see_access_log, person, {{}, "access_log", {}}));
  AccessLogPage page;
  page.items = audit::history(tx, actor.region_id, person, before, kPage);
  if (page.items.size() == kPage) page.next = page.items.back().audit_id;
  if (grant.is_guardian && !store::names_in_access_log(tx, actor.region_id))
    for (auto& line : page.items) line.actor_name.clear();
  return page;
}

}  // namespace musubi::person
