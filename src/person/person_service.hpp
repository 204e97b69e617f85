// The use cases of people: register, show, change, family, photo. Guard first, then rules, then store, then feed.
#pragma once
#include "access/access.hpp"
#include "audit/audit.hpp"
#include "db/database.hpp"
#include "file/file_service.hpp"
#include "person/person.hpp"

namespace musubi::person {

using access::Actor;

/// Whom the register may mean already. Leaves a record of the question.
Result<std::vector<DoubleView>> find_doubles(Tx& tx, const Actor& actor, const DoubleQuestion& question);
/// `duplicate` where somebody of the same name, kana and birth date is registered, unless `not_a_double`. The registrant
/// becomes the first coordinator. The same id by the same post is answered with the first result.
Result<PersonView> register_person(Tx& tx, const Actor& actor, const NewPerson& given);

/// The actor's own people: by seats in force, or as their guardian. `q`: part of a name or kana, in any writing.
Result<std::vector<PersonLine>> list_people(Tx& tx, const Actor& actor, const std::string& q);
Result<PersonView> read_person(Tx& tx, const Actor& actor, PersonId person);
Result<PersonView> change_person(Tx& tx, const Actor& actor, PersonId person, std::int64_t version,
                                 const PersonChange& change);
Result<PersonView> set_allergies(Tx& tx, const Actor& actor, PersonId person, std::int64_t version,
                                 const AllergyList& list);
Result<PersonView> set_schools(Tx& tx, const Actor& actor, PersonId person, std::int64_t version,
                               const SchoolList& list);
/// Newest first, each with what it changed.
Result<std::vector<PersonVersionView>> read_versions(Tx& tx, const Actor& actor, PersonId person);

Result<PersonView> set_photo(db::Database& database, file::Files& files, const Actor& actor, PersonId person,
                             const std::filesystem::path& upload);
Result<file::Hand> get_photo(db::Database& database, file::Files& files, const Actor& actor, PersonId person);
Result<PersonView> remove_photo(Tx& tx, const Actor& actor, PersonId person);

struct AccessLogPage {
  std::vector<audit::AccessLine> items;
  std::optional<AuditId> next;
};
BOOST_DESCRIBE_STRUCT(AccessLogPage, (), (items, next))
/// 閲覧履歴. Guardians see names only where the region shows them.
Result<AccessLogPage> read_access_log(Tx& tx, const Actor& actor, PersonId person, std::optional<AuditId> before);

// --- family ---------------------------------------------------------------------------------------------------

Result<GuardianView> add_guardian(Tx& tx, const Actor& actor, PersonId person, const NewGuardian& given);
Result<GuardianView> change_guardian(Tx& tx, const Actor& actor, PersonId person, GuardianId guardian,
                                     std::int64_t version, const GuardianChange& change);
/// The link with which the guardian makes an account, or adds this child to the one they have.
Result<GuardianInvitation> invite_guardian(Tx& tx, const Actor& actor, PersonId person, GuardianId guardian);
Status end_guardian(Tx& tx, const Actor& actor, PersonId person, GuardianId guardian, const GuardianEnd& how);

}  // namespace musubi::person
