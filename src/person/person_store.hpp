// The tables person, person_version, allergy and schooling: SQL, and nothing else. Decides nothing.
// Every statement names the region. Names of facilities, posts and regions are joined for reading.
#pragma once
#include "db/tx.hpp"
#include "person/doubles.hpp"
#include "person/person.hpp"

namespace musubi::person::store {

struct PersonRow {
  PersonId person_id;
  std::string family_name, given_name, family_kana, given_kana;
  Date birth_date;
  Sex sex = Sex::unknown;
  std::string postal_code, address, phone, language, alert, note;
  std::string stage;  ///< empty: follows from the birth date
  PersonState state = PersonState::intake;
  std::optional<FileId> photo_file_id;
  std::int64_t version = 1;
  PostId created_by;
};
BOOST_DESCRIBE_STRUCT(PersonRow, (),
                      (person_id, family_name, given_name, family_kana, given_kana, birth_date, sex,
                       postal_code, address, phone, language, alert, note, stage, state, photo_file_id,
                       version, created_by))

struct VersionRow {
  std::int64_t version = 1;
  std::string body, reason;
  Time at{};
  std::string by_name;
};
BOOST_DESCRIBE_STRUCT(VersionRow, (), (version, body, reason, at, by_name))

struct CandidateRow {
  PersonId person_id;
  std::string family_name, given_name, family_kana, given_kana;
  Date birth_date;
  std::string contact_facility;
};
BOOST_DESCRIBE_STRUCT(CandidateRow, (),
                      (person_id, family_name, given_name, family_kana, given_kana, birth_date,
                       contact_facility))

/// At most two: one is an answer, two are none.
std::vector<PersonRow> exact_matches(Tx& tx, RegionId region, const std::string& folded_kana,
                                     const Date& birth_date);

std::optional<PersonRow> find(Tx& tx, RegionId region, PersonId person);
std::vector<AllergyItem> allergies_of(Tx& tx, RegionId region, PersonId person);
/// Newest first.
std::vector<SchoolItem> schools_of(Tx& tx, RegionId region, PersonId person);
/// People of the actor's seats in force, or whose guardian the actor is, whose folded name or kana holds
/// `folded`.
std::vector<PersonRow> own_people(Tx& tx, const access::Actor& actor, const std::string& folded, int limit);
/// Who might be the same person: same folded name or kana either way round, or born the same day.
std::vector<CandidateRow> candidates(Tx& tx, RegionId region, const Likeness& asked, int limit);

/// Looks for doubles that the audit log holds of an account since `since`; `strangers`: those that told of
/// somebody whose name was not shown.
struct LookCount {
  std::int64_t looks = 0, strangers = 0;
};
BOOST_DESCRIBE_STRUCT(LookCount, (), (looks, strangers))
LookCount count_looks(Tx& tx, RegionId region, AccountId account, Time since);

/// False if there is a person of this id already.
bool insert(Tx& tx, RegionId region, const NewPerson& person, std::optional<FacilityId> registered_by,
            PostId by);
/// Writes the body over the row if it is still of this version; false if it is not.
bool update(Tx& tx, RegionId region, PersonId person, std::int64_t version, const PersonBody& body);
void replace_allergies(Tx& tx, RegionId region, PersonId person, const std::vector<AllergyItem>& items);
void replace_schools(Tx& tx, RegionId region, PersonId person, const std::vector<SchoolItem>& items);
void insert_version(Tx& tx, RegionId region, PersonId person, std::int64_t version, const PersonBody& body,
                    const std::string& reason, PostId by);
/// Oldest first.
std::vector<VersionRow> versions_of(Tx& tx, RegionId region, PersonId person);
std::optional<std::string> first_body(Tx& tx, RegionId region, PersonId person);

std::optional<std::string> facility_name(Tx& tx, RegionId region, FacilityId facility);
bool shows_names_in_access_log(Tx& tx, RegionId region);

}  // namespace musubi::person::store
