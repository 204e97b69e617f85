#include "person/person_snapshot.hpp"

#include <fmt/format.h>

namespace musubi::person {

PersonSnapshot snapshot(Tx& tx, RegionId region, const store::PersonRow& row) {
  PersonSnapshot s;
  s.family_name = {row.family_name};
  s.given_name = {row.given_name};
  s.family_kana = {row.family_kana};
  s.given_kana = {row.given_kana};
  s.birth_date = {to_string(row.birth_date)};
  s.sex = {std::string(json::enum_name(row.sex))};
  s.postal_code = {row.postal_code};
  s.address = {row.address};
  s.phone = {row.phone};
  s.language = {row.language};
  s.alert = {row.alert};
  s.note = {row.note};
  s.stage = {row.stage};
  s.state = {std::string(json::enum_name(row.state))};
  s.photo = {row.photo_file_id ? to_string(*row.photo_file_id) : std::string()};
  for (const auto& one : store::allergies(tx, region, row.person_id))
    s.allergies.value += fmt::format("{}（{}）{}\n", one.substance.value, json::enum_name(one.severity), one.reaction.value);
  for (const auto& one : store::schools(tx, region, row.person_id))
    s.schools.value += fmt::format("{} {} {} {}〜{}\n", one.facility_name.value, one.grade.value, one.class_name.value,
                                   to_string(one.starts_on), one.ends_on ? to_string(*one.ends_on) : std::string());
  return s;
}

std::vector<FieldChange> compare(const PersonSnapshot& before, const PersonSnapshot& after) {
  std::vector<FieldChange> changes;
  boost::mp11::mp_for_each<boost::describe::describe_members<PersonSnapshot, boost::describe::mod_public>>([&](auto d) {
    const auto& a = (before.*d.pointer).value;
    const auto& b = (after.*d.pointer).value;
    if (a != b) changes.push_back({d.name, a, b});
  });
  return changes;
}

}  // namespace musubi::person
