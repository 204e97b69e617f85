// The use cases of a supported person: search for doubles, register, list one's own, look, change, look back,
// photo. Guard first, then rules, then store, then feed. Guardians: guardian_service.hpp. Never shows more
// than the grant reaches (person_view.hpp). Rules: domain.md; issue 2, "person, consent, team".
#pragma once
#include <filesystem>

#include "audit/audit.hpp"
#include "file/file_service.hpp"
#include "person/doubles.hpp"
#include "person/person.hpp"

namespace musubi::person {

using access::Actor;

Result<std::vector<DoubleView>> find_doubles(Tx& tx, const Actor& actor, const DoubleQuery& query);
/// The registrant gets an accepted coordinator seat. `duplicate` if the person seems to be there already and
/// nobody said they are somebody else. The same id with the same content is answered with the first result.
Result<PersonView> register_person(Tx& tx, const Actor& actor, const NewPerson& person);

/// People of the actor's own seats, or children of a guardian, by kana; `q` is a part of a name in any common
/// form.
Result<std::vector<PersonLine>> list_people(Tx& tx, const Actor& actor, std::string_view q);
Result<PersonView> see_person(Tx& tx, const Actor& actor, PersonId person);
/// Edits are refused with `conflict` and the present state once the version has moved on.
Result<PersonView> change_person(Tx& tx, const Actor& actor, PersonId person, std::int64_t version,
                                 const PersonChange& change);
Result<PersonView> change_allergies(Tx& tx, const Actor& actor, PersonId person, std::int64_t version,
                                    const AllergyList& list);
Result<PersonView> change_schools(Tx& tx, const Actor& actor, PersonId person, std::int64_t version,
                                  const SchoolList& list);
/// Newest first.
Result<std::vector<PersonVersionView>> list_versions(Tx& tx, const Actor& actor, PersonId person);

/// 閲覧履歴.
struct AccessLogQuery {
  std::optional<AuditId> before;
  std::optional<bool> of_others;  ///< without the reader's own looks, which else hide who looked
};
BOOST_DESCRIBE_STRUCT(AccessLogQuery, (), (before, of_others))
struct AccessLogItem {
  AuditId id;
  Time at{};
  std::string action;
  ClassSet classes;
  audit::AuditOutcome outcome = audit::AuditOutcome::granted;
  std::string basis, actor_name, facility_name, profession;
  bool own = false;  ///< by the reader's own account: nothing to ask anybody about
};
BOOST_DESCRIBE_STRUCT(AccessLogItem, (),
                      (id, at, action, classes, outcome, basis, actor_name, facility_name, profession, own))
struct AccessLogPage {
  std::vector<AccessLogItem> items;
  std::optional<AuditId> next;
};
BOOST_DESCRIBE_STRUCT(AccessLogPage, (), (items, next))
Result<AccessLogPage> read_access_log(Tx& tx, const Actor& actor, PersonId person,
                                      const AccessLogQuery& query);

// --- photo: slow work outside transactions, called from work threads -------------------------------------

Result<PersonView> put_photo(db::Database& database, file::Files& files, const Actor& actor, PersonId person,
                             const std::filesystem::path& body);
Result<PersonView> remove_photo(Tx& tx, const Actor& actor, PersonId person);
Result<file::Hand> get_photo(db::Database& database, file::Files& files, const Actor& actor, PersonId person,
                             file::Variant variant);

// --- for neighbour features that have passed their own guard ---------------------------------------------

struct ExactMatch {
  PersonId person_id;
  std::string name, kana;
  Date birth_date;
};
/// The one person, still supported here, with this kana name (in any way of writing it) and birth date;
/// nobody where there are several.
std::optional<ExactMatch> find_exactly(Tx& tx, RegionId region, std::string_view family_kana,
                                       std::string_view given_kana, const Date& birth_date);

// --- for generated data ----------------------------------------------------------------------------------

/// A person without a guard, a seat or a search for doubles. `duplicate` if the id is taken.
Status keep_person(Tx& tx, RegionId region, const NewPerson& person, std::optional<FacilityId> registered_by,
                   PostId by);
/// Writes the whole state as the next version, allergies and schools included.
Status keep_body(Tx& tx, RegionId region, PersonId person, const PersonBody& body, const std::string& reason,
                 PostId by);
/// The present state, to be changed and kept.
std::optional<PersonBody> body_of(Tx& tx, RegionId region, PersonId person);

}  // namespace musubi::person
