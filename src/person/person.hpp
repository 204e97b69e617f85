// The supported person (支援対象者): who they are, their family, schools and what must be seen at once; and the rules that
// need no database (age, school grade, likeness of names). Names are kept exactly as written; only folded copies are
// compared. Never decides who may see whom: access/ does.
// Rules: domain.md; 学校教育法17条 and 年齢計算ニ関スル法律 for grades; 民法 for custody (親権).
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "access/access.hpp"
#include "base/json.hpp"

namespace musubi::person {

enum class Sex { female, male, other, unknown };
BOOST_DESCRIBE_ENUM(Sex, female, male, other, unknown)
enum class PersonState { intake, active, paused, moved, finished };
BOOST_DESCRIBE_ENUM(PersonState, intake, active, paused, moved, finished)
enum class Stage { infant, toddler, preschool, elementary, junior_high, high_school, transition, adult, elderly };
BOOST_DESCRIBE_ENUM(Stage, infant, toddler, preschool, elementary, junior_high, high_school, transition, adult, elderly)
enum class Severity { mild, moderate, severe };
BOOST_DESCRIBE_ENUM(Severity, mild, moderate, severe)
enum class Relation { mother, father, grandparent, sibling, foster, legal_guardian, child, spouse, other };
BOOST_DESCRIBE_ENUM(Relation, mother, father, grandparent, sibling, foster, legal_guardian, child, spouse, other)

// --- what is answered -----------------------------------------------------------------------------------------

struct PersonLine {
  PersonId id;
  std::string name;
  std::string kana;
  Date birth_date;
  int age_years = 0;
  int age_months = 0;
  std::string grade;
  std::string alert;
  std::vector<std::string> allergies;
  bool photo = false;
  std::int64_t unread = 0;
  std::int64_t asks = 0;
  std::optional<Time> last_entry_at;
  std::string role;                    ///< `access::SeatRole`, or `guardian`
  PersonState state = PersonState::active;
};
BOOST_DESCRIBE_STRUCT(PersonLine, (), (id, name, kana, birth_date, age_years, age_months, grade, alert, allergies, photo,
                                       unread, asks, last_entry_at, role, state))

struct Allergy {
  RequiredLine<100> substance;
  Severity severity = Severity::moderate;
  Line<300> reaction;
};
BOOST_DESCRIBE_STRUCT(Allergy, (), (substance, severity, reaction))

struct School {
  SchoolingId id;
  std::optional<FacilityId> facility_id;
  Name<120> facility_name;
  Line<40> grade;
  Line<60> class_name;
  Date starts_on;
  std::optional<Date> ends_on;
};
BOOST_DESCRIBE_STRUCT(School, (), (id, facility_id, facility_name, grade, class_name, starts_on, ends_on))

struct GuardianView {
  GuardianId id;
  std::string name;
  std::string kana;
  Relation relation = Relation::other;
  std::string phone;
  bool lives_together = false;
  bool has_custody = false;
  std::optional<Time> verified_at;
  std::string verified_how;
  bool has_account = false;
  std::optional<bool> restricted;              ///< only for who manages guardians
  std::optional<std::string> restriction_reason;
  std::int64_t version = 1;
};
BOOST_DESCRIBE_STRUCT(GuardianView, (), (id, name, kana, relation, phone, lives_together, has_custody, verified_at,
                                         verified_how, has_account, restricted, restriction_reason, version))

/// What the reader may do with this person, for screens that show only what can be done.
struct PersonAccess {
  access::Basis basis = access::Basis::seat;
  std::string role;                            ///< `access::SeatRole`, or `guardian`
  ClassSet classes;
  std::vector<access::Action> may;
  bool is_guardian = false;
  std::optional<Date> consent_until;           ///< the last day of what is shared by consent now; none: no end
  bool consent_missing = false;
};
BOOST_DESCRIBE_STRUCT(PersonAccess, (), (basis, role, classes, may, is_guardian, consent_until, consent_missing))

struct PersonView {
  PersonId id;
  std::int64_t version = 1;
  std::string family_name, given_name, family_kana, given_kana;
  Date birth_date;
  int age_years = 0;
  int age_months = 0;
  std::string grade;
  Sex sex = Sex::unknown;
  std::string postal_code, address, phone;
  std::string language;                        ///< BCP 47 of the family's language
  std::string alert;
  std::string note;
  Stage stage = Stage::toddler;
  PersonState state = PersonState::active;
  bool photo = false;
  std::vector<Allergy> allergies;
  std::vector<School> schools;
  std::vector<GuardianView> guardians;
  PersonAccess access;
};
BOOST_DESCRIBE_STRUCT(PersonView, (), (id, version, family_name, given_name, family_kana, given_kana, birth_date,
                                       age_years, age_months, grade, sex, postal_code, address, phone, language, alert,
                                       note, stage, state, photo, allergies, schools, guardians, access))

enum class Certainty { same, likely, possible };
BOOST_DESCRIBE_ENUM(Certainty, same, likely, possible)
/// Of somebody whom the asker may not see, it tells only whom to ask.
struct DoubleView {
  Certainty certainty = Certainty::possible;
  std::optional<PersonId> person_id;
  std::optional<std::string> name;
  bool birth_date_matches = false;
  std::string contact_facility;
};
BOOST_DESCRIBE_STRUCT(DoubleView, (), (certainty, person_id, name, birth_date_matches, contact_facility))

struct FieldChange {
  std::string field, before, after;
};
BOOST_DESCRIBE_STRUCT(FieldChange, (), (field, before, after))
struct PersonVersionView {
  std::int64_t version = 1;
  Time at{};
  std::string by_name;
  std::string reason;
  std::vector<FieldChange> changes;
};
BOOST_DESCRIBE_STRUCT(PersonVersionView, (), (version, at, by_name, reason, changes))

// --- what is sent ---------------------------------------------------------------------------------------------

struct DoubleQuestion {
  Name<60> family_name;
  OptionalName<60> given_name;
  Name<60> family_kana;
  OptionalName<60> given_kana;
  Date birth_date;
};
BOOST_DESCRIBE_STRUCT(DoubleQuestion, (), (family_name, given_name, family_kana, given_kana, birth_date))

struct NewPerson {
  PersonId id;
  Name<60> family_name;
  OptionalName<60> given_name;                 ///< some people have one name only
  Name<60> family_kana;
  OptionalName<60> given_kana;
  Date birth_date;
  Sex sex = Sex::unknown;
  Line<10> postal_code;
  Line<200> address;
  Line<30> phone;
  Line<20> language;
  bool not_a_double = false;                   ///< looked at what was found: this is somebody else
};
BOOST_DESCRIBE_STRUCT(NewPerson, (), (id, family_name, given_name, family_kana, given_kana, birth_date, sex, postal_code,
                                      address, phone, language, not_a_double))

struct PersonChange {
  Name<60> family_name;
  OptionalName<60> given_name;
  Name<60> family_kana;
  OptionalName<60> given_kana;
  Date birth_date;
  Sex sex = Sex::unknown;
  Line<10> postal_code;
  Line<200> address;
  Line<30> phone;
  Line<20> language;
  Line<100> alert;
  Prose<2000> note;
  std::optional<Stage> stage;                  ///< none: by age
  PersonState state = PersonState::active;
  Line<300> reason;
};
BOOST_DESCRIBE_STRUCT(PersonChange, (), (family_name, given_name, family_kana, given_kana, birth_date, sex, postal_code,
                                         address, phone, language, alert, note, stage, state, reason))

struct AllergyList {
  List<Allergy, 50> items;
};
BOOST_DESCRIBE_STRUCT(AllergyList, (), (items))
struct SchoolList {
  List<School, 50> items;
};
BOOST_DESCRIBE_STRUCT(SchoolList, (), (items))

struct NewGuardian {
  GuardianId id;
  Name<100> name;
  Name<100> kana;
  Relation relation = Relation::other;
  Line<30> phone;
  bool lives_together = false;
  bool has_custody = false;
  Line<200> verified_how;                      ///< how the relation was checked; empty: not yet
};
BOOST_DESCRIBE_STRUCT(NewGuardian, (), (id, name, kana, relation, phone, lives_together, has_custody, verified_how))
struct GuardianChange {
  Name<100> name;
  Name<100> kana;
  Relation relation = Relation::other;
  Line<30> phone;
  bool lives_together = false;
  bool has_custody = false;
  Line<200> verified_how;
  bool restricted = false;
  Line<300> restriction_reason;
};
BOOST_DESCRIBE_STRUCT(GuardianChange, (), (name, kana, relation, phone, lives_together, has_custody, verified_how,
                                           restricted, restriction_reason))
struct GuardianEnd {
  RequiredLine<300> reason;
};
BOOST_DESCRIBE_STRUCT(GuardianEnd, (), (reason))
struct GuardianInvitation {
  std::string invitation_url;
};
BOOST_DESCRIBE_STRUCT(GuardianInvitation, (), (invitation_url))

// --- pure rules -----------------------------------------------------------------------------------------------

/// The day a child enters elementary school: the first 1 April after they have completed six years (学校教育法17条1項).
/// By 年齢計算ニ関スル法律 a year is completed at the end of the day before the birthday, so a child born on 1 April
/// belongs to the year before.
Date school_entry(const Date& birth);
/// 「年長」「小3」「高2」; empty for babies and grown-ups. What a school list says counts before this.
std::string grade_on(const Date& birth, const Date& on);
Stage stage_on(const Date& birth, const Date& on);

/// Folded copies for comparing: names with and without their parts' order, whatever the writing.
std::string folded_name(const std::string& family, const std::string& given);
/// How alike two people are: same kana or same name, and the birth date. nullopt: not alike.
std::optional<Certainty> likeness(const std::string& name_a, const std::string& kana_a, const Date& birth_a,
                                  const std::string& name_b, const std::string& kana_b, const Date& birth_b);

/// What a change must keep to: a birth date that is past, and so on. Fields named as in the DTO.
Status check_birth_date(const Date& birth, const Date& today);
Status check_schools(const SchoolList& schools);

}  // namespace musubi::person
