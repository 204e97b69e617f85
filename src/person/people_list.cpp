// 担当: the people of one's own seats, or one's own children, in the order of their kana. Each line is
// decided by access/ as a single look would be, and leaves the same record.
#include "notebook/notebook_service.hpp"
#include "person/person_service.hpp"
#include "person/person_view.hpp"

namespace musubi::person {
namespace {

using access::Action;

constexpr int kMostPeople = 500;

PersonLine line_of(Tx& tx, const Actor& actor, const access::Grant& grant, const store::PersonRow& row) {
  const auto region = actor.region_id;
  const auto age = age_on(row.birth_date, tx.today());
  const auto reader = reader_of(tx, actor, grant);
  PersonLine line{row.person_id,
                  row.family_name + " " + row.given_name,
                  row.family_kana + " " + row.given_kana,
                  row.birth_date,
                  age.years,
                  age.months};
  if (row.given_name.empty()) line.name = row.family_name;
  if (row.given_kana.empty()) line.kana = row.family_kana;
  const auto schools =
      reader.restricted ? std::vector<SchoolItem>{} : store::schools_of(tx, region, row.person_id);
  line.grade = grade_on(row.birth_date, schools, tx.today());
  if (!reader.restricted) line.alert = row.alert;
  for (const auto& allergy : store::allergies_of(tx, region, row.person_id))
    line.allergies.push_back(allergy.substance);
  line.photo = !reader.restricted && row.photo_file_id.has_value();
  line.role = role_of(grant);
  line.state = shown_state(row.state, grant.basis != access::Basis::intake);
  return line;
}

/// What waits in the notebook; nothing while no consent opens it.
void add_figures(Tx& tx, const Actor& actor, const access::Grant& grant, PersonLine& line) {
  if (grant.basis == access::Basis::intake) return;
  const auto figures = notebook::figures(tx, actor, grant);
  line.unread = figures.unread;
  line.asks = figures.asks;
  line.last_entry_at = figures.last_entry_at;
}

}  // namespace

Result<std::vector<PersonLine>> list_people(Tx& tx, const Actor& actor, std::string_view q) {
  std::vector<PersonLine> lines;
  for (const auto& row : store::own_people(tx, actor, text::fold_name(q), kMostPeople)) {
    // A consent withdrawn, a relation not verified yet: left out without a word.
    const auto grant = access::look(tx, actor, Action::see_person, row.person_id, {.subject_kind = "people"});
    if (!grant) continue;
    auto line = line_of(tx, actor, *grant, row);
    add_figures(tx, actor, *grant, line);
    lines.push_back(std::move(line));
  }
  access::mark_own_list(tx, actor);
  return lines;
}

}  // namespace musubi::person
