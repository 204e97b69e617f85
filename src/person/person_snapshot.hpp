// What a version keeps of a person: every field as text, so that two versions can be compared field by field.
#pragma once
#include "person/person.hpp"
#include "person/person_store.hpp"

namespace musubi::person {

struct PersonSnapshot {
  using Field = Prose<60000>;
  Field family_name, given_name, family_kana, given_kana, birth_date, sex, postal_code, address, phone, language, alert,
      note, stage, state, photo, allergies, schools;
};
BOOST_DESCRIBE_STRUCT(PersonSnapshot, (), (family_name, given_name, family_kana, given_kana, birth_date, sex, postal_code,
                                           address, phone, language, alert, note, stage, state, photo, allergies, schools))

/// The person as stored now.
PersonSnapshot snapshot(Tx& tx, RegionId region, const store::PersonRow& row);
/// Fields that differ, in their order.
std::vector<FieldChange> compare(const PersonSnapshot& before, const PersonSnapshot& after);

}  // namespace musubi::person
