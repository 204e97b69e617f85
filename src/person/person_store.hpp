// The tables person, allergy, schooling, guardian and their versions: SQL, and nothing else. Decides nothing.
#pragma once
#include "db/tx.hpp"
#include "person/person.hpp"

namespace musubi::person::store {

struct PersonRow {
  PersonId person_id;
  std::string family_name, given_name, family_kana, given_kana;
  Date birth_date;
  Sex sex = Sex::unknown;
  std::string postal_code, address, phone, language, alert, note;
  std::string stage;                           ///< empty: by age
  PersonState state = PersonState::intake;
  std::optional<FileId> photo_file_id;
  std::int64_t version = 1;
  PostId created_by;
};
BOOST_DESCRIBE_STRUCT(PersonRow, (), (person_id, family_name, given_name, family_kana, given_kana, birth_date, sex,
                                      postal_code, address, phone, language, alert, note, stage, state, photo_file_id,
                                      version, created_by))
struct DoubleRow {
  PersonId person_id;
  std::string family_name, given_name, name_folded, kana_folded;
  Date birth_date;
  std::string contact_facility;
};
BOOST_DESCRIBE_STRUCT(DoubleRow, (), (person_id, family_name, given_name, name_folded, kana_folded, birth_date,
                                      contact_facility))
struct GuardianRow {
  GuardianId guardian_id;
  std::optional<PostId> post_id;
  std::string name, kana;
  Relation relation = Relation::other;
  std::string phone;
  bool lives_together = false, has_custody = false;
  std::optional<Time> verified_at;
  std::string verified_how;
  bool restricted = false;
  std::string restriction_reason;
  bool has_account = false;
  std::int64_t version = 1;
};
BOOST_DESCRIBE_STRUCT(GuardianRow, (), (guardian_id, post_id, name, kana, relation, phone, lives_together, has_custody,
                                        verified_at, verified_how, restricted, restriction_reason, has_account, version))
struct VersionRow {
  std::int64_t version = 1;
  Time at{};
  std::string by_name, reason, body;
};
BOOST_DESCRIBE_STRUCT(VersionRow, (), (version, at, by_name, reason, body))

std::optional<PersonRow> find(Tx& tx, RegionId region, PersonId person);
/// False if there is a person of this id already.
bool insert(Tx& tx, RegionId region, const NewPerson& given, FacilityId facility, PostId by);
void update(Tx& tx, RegionId region, PersonId person, const PersonChange& change);
/// One more version of the whole without another change: allergies, schools, photo.
void touch(Tx& tx, RegionId region, PersonId person);
void set_photo(Tx& tx, RegionId region, PersonId person, std::optional<FileId> file);
void insert_version(Tx& tx, RegionId region, PersonId person, std::int64_t version, const std::string& body,
                    const std::string& reason, PostId by);
/// Oldest first.
std::vector<VersionRow> versions(Tx& tx, RegionId region, PersonId person);

/// People whose folded name or kana or birth date is equal to these; likeness is judged by the caller.
std::vector<DoubleRow> doubles(Tx& tx, RegionId region, const std::string& name, const std::string& kana,
                               const Date& birth);
/// People for whom the post has a seat in force, or whose verified guardian it is; by kana.
std::vector<PersonId> people_of(Tx& tx, const access::Actor& actor, const Date& today, const std::string& folded);

std::vector<Allergy> allergies(Tx& tx, RegionId region, PersonId person);
void replace_allergies(Tx& tx, RegionId region, PersonId person, const AllergyList& list);
std::vector<School> schools(Tx& tx, RegionId region, PersonId person);
void replace_schools(Tx& tx, RegionId region, PersonId person, const SchoolList& list);

std::vector<GuardianRow> guardians(Tx& tx, RegionId region, PersonId person);
std::optional<GuardianRow> guardian(Tx& tx, RegionId region, PersonId person, GuardianId id);
bool insert_guardian(Tx& tx, RegionId region, PersonId person, const NewGuardian& given);
void update_guardian(Tx& tx, RegionId region, PersonId person, GuardianId id, const GuardianChange& change,
                     std::optional<Time> verified_at);
void end_guardian(Tx& tx, RegionId region, PersonId person, GuardianId id);
void insert_guardian_version(Tx& tx, RegionId region, PersonId person, GuardianId id, std::int64_t version,
                             const std::string& body, const std::string& reason, PostId by);
/// A post of kind guardian that waits for whoever takes the invitation.
void insert_guardian_post(Tx& tx, RegionId region, PostId post, const std::string& name, const std::string& kana);
void set_guardian_post(Tx& tx, RegionId region, PersonId person, GuardianId id, PostId post);

/// The registrant's seat: accepted, coordinator, every class.
void insert_first_seat(Tx& tx, RegionId region, PersonId person, SeatId seat, FacilityId facility, PostId post,
                       const std::string& profession);
bool names_in_access_log(Tx& tx, RegionId region);

}  // namespace musubi::person::store
