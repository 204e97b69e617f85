// The supported person (支援対象者): profile, allergies, schools and guardians as they are sent and answered,
// and the rules that can be told without a database. Names are kept exactly as written; folded forms are for
// finding only. Rules: domain.md, "Life of a person"; 学校教育法 17条 and 年齢計算ニ関スル法律 for the school
// year.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "access/access.hpp"
#include "base/json.hpp"

namespace musubi::person {

enum class Sex { female, male, other, unknown };
BOOST_DESCRIBE_ENUM(Sex, female, male, other, unknown)
/// 乳児・幼児・就学前・小学校・中学校・高校・移行・成人・高齢.
enum class Stage {
  infant,
  toddler,
  preschool,
  elementary,
  junior_high,
  high_school,
  transition,
  adult,
  elderly
};
BOOST_DESCRIBE_ENUM(Stage, infant, toddler, preschool, elementary, junior_high, high_school, transition,
                    adult, elderly)
enum class PersonState { intake, active, paused, moved, finished };
BOOST_DESCRIBE_ENUM(PersonState, intake, active, paused, moved, finished)
enum class Severity { mild, moderate, severe };
BOOST_DESCRIBE_ENUM(Severity, mild, moderate, severe)
/// `self`: the person themself, with an account of their own (FHIR RelatedPerson.relationship ONESELF).
enum class Relation {
  mother,
  father,
  grandparent,
  sibling,
  foster,
  legal_guardian,
  child,
  spouse,
  other,
  self
};
BOOST_DESCRIBE_ENUM(Relation, mother, father, grandparent, sibling, foster, legal_guardian, child, spouse,
                    other, self)
/// What the reader is to the person.
enum class PersonRole { viewer, member, lead, coordinator, guardian };
BOOST_DESCRIBE_ENUM(PersonRole, viewer, member, lead, coordinator, guardian)

// --- parts of a profile ----------------------------------------------------------------------------------

struct AllergyItem {
  RequiredLine<100> substance;
  Severity severity = Severity::mild;
  Line<300> reaction;
};
BOOST_DESCRIBE_STRUCT(AllergyItem, (), (substance, severity, reaction))

struct SchoolItem {
  SchoolingId id;
  std::optional<FacilityId> facility_id;  ///< none: a place outside the region
  OptionalName<120> facility_name;        ///< empty: the name of the facility
  Line<30> grade;
  Line<60> class_name;
  Date starts_on;
  std::optional<Date> ends_on;
};
BOOST_DESCRIBE_STRUCT(SchoolItem, (), (id, facility_id, facility_name, grade, class_name, starts_on, ends_on))

struct GuardianView {
  GuardianId id;
  std::string name;
  std::string kana;
  Relation relation = Relation::other;
  std::string phone;
  bool lives_together = false;
  std::optional<bool> has_custody;  ///< none: not for the reader's eyes
  std::optional<Time> verified_at;
  std::string verified_how;
  bool has_account = false;
  std::optional<bool> restricted;  ///< for those who manage guardians; never for a guardian
  std::optional<std::string> restriction_reason;
  std::int64_t version = 1;
  /// For those who manage guardians; none: no invitation can be taken up (any more).
  std::optional<Time> invited_until;
};
BOOST_DESCRIBE_STRUCT(GuardianView, (),
                      (id, name, kana, relation, phone, lives_together, has_custody, verified_at,
                       verified_how, has_account, restricted, restriction_reason, version, invited_until))

/// An emergency look in force (緊急閲覧), and whether something is kept back because of a protective limit.
struct EmergencyLook {
  BreakGlassId id;
  Time ends_at{};
  bool withheld = false;
};
BOOST_DESCRIBE_STRUCT(EmergencyLook, (), (id, ends_at, withheld))

struct PersonAccess {
  access::Basis basis = access::Basis::seat;
  PersonRole role = PersonRole::viewer;
  ClassSet classes;
  std::vector<access::Action> may;
  bool is_guardian = false;
  std::optional<GuardianId> guardian_id;  ///< which of the guardians the reader is
  bool is_own = false;                    ///< the reader is the person themself
  /// For those who manage guardians: from when on the person may have an account of their own, if ever.
  std::optional<Date> own_account_from;
  std::optional<Date> consent_until;  ///< the last day covered, if it has one
  bool consent_missing = false;
  std::optional<EmergencyLook> break_glass;
};
BOOST_DESCRIBE_STRUCT(PersonAccess, (),
                      (basis, role, classes, may, is_guardian, guardian_id, is_own, own_account_from,
                       consent_until, consent_missing, break_glass))

struct PersonView {
  PersonId id;
  std::int64_t version = 1;
  std::string family_name, given_name, family_kana, given_kana;
  Date birth_date;
  int age_years = 0, age_months = 0;
  std::string grade;
  Sex sex = Sex::unknown;
  std::string postal_code, address, phone, language, alert, note;
  Stage stage = Stage::infant;
  PersonState state = PersonState::intake;
  bool photo = false;
  std::vector<AllergyItem> allergies;
  std::vector<SchoolItem> schools;
  std::vector<GuardianView> guardians;
  PersonAccess access;
};
BOOST_DESCRIBE_STRUCT(PersonView, (),
                      (id, version, family_name, given_name, family_kana, given_kana, birth_date, age_years,
                       age_months, grade, sex, postal_code, address, phone, language, alert, note, stage,
                       state, photo, allergies, schools, guardians, access))

struct PersonLine {
  PersonId id;
  std::string name, kana;
  Date birth_date;
  int age_years = 0, age_months = 0;
  std::string grade, alert;
  std::vector<std::string> allergies;
  bool photo = false;
  std::int64_t unread = 0, asks = 0;
  std::optional<Time> last_entry_at;
  PersonRole role = PersonRole::viewer;
  PersonState state = PersonState::intake;
};
BOOST_DESCRIBE_STRUCT(PersonLine, (),
                      (id, name, kana, birth_date, age_years, age_months, grade, alert, allergies, photo,
                       unread, asks, last_entry_at, role, state))

// --- what is sent ----------------------------------------------------------------------------------------

struct NewPerson {
  PersonId id;
  Name<100> family_name;
  OptionalName<100> given_name;  ///< some people have one name only
  Name<100> family_kana;
  OptionalName<100> given_kana;
  Date birth_date;
  Sex sex = Sex::unknown;
  Line<10> postal_code;
  Line<300> address;
  Line<40> phone;
  Line<35> language;  ///< BCP 47; empty: ja
  bool not_a_double = false;
};
BOOST_DESCRIBE_STRUCT(NewPerson, (),
                      (id, family_name, given_name, family_kana, given_kana, birth_date, sex, postal_code,
                       address, phone, language, not_a_double))

struct PersonChange {
  Name<100> family_name;
  OptionalName<100> given_name;
  Name<100> family_kana;
  OptionalName<100> given_kana;
  Date birth_date;
  Sex sex = Sex::unknown;
  Line<10> postal_code;
  Line<300> address;
  Line<40> phone;
  Line<35> language;
  Line<300> alert;
  Prose<4000> note;
  std::optional<Stage> stage;        ///< none, or what follows from the birth date: kept up to date by itself
  std::optional<PersonState> state;  ///< none: as it is
  std::optional<Line<500>> reason;
};
BOOST_DESCRIBE_STRUCT(PersonChange, (),
                      (family_name, given_name, family_kana, given_kana, birth_date, sex, postal_code,
                       address, phone, language, alert, note, stage, state, reason))

struct AllergyList {
  List<AllergyItem, 50> items;
  std::optional<Line<500>> reason;
};
BOOST_DESCRIBE_STRUCT(AllergyList, (), (items, reason))
struct SchoolList {
  List<SchoolItem, 60> items;
  std::optional<Line<500>> reason;
};
BOOST_DESCRIBE_STRUCT(SchoolList, (), (items, reason))

struct NewGuardian {
  GuardianId id;
  Name<100> name;
  OptionalName<100> kana;
  Relation relation = Relation::other;
  Line<40> phone;
  bool lives_together = false;
  bool has_custody = false;
  Line<200> verified_how;  ///< 戸籍謄本, 母子手帳 …; empty: not verified yet
};
BOOST_DESCRIBE_STRUCT(NewGuardian, (),
                      (id, name, kana, relation, phone, lives_together, has_custody, verified_how))
struct GuardianChange {
  Name<100> name;
  OptionalName<100> kana;
  Relation relation = Relation::other;
  Line<40> phone;
  bool lives_together = false;
  bool has_custody = false;
  Line<200> verified_how;
  std::optional<bool> verified_again;  ///< seen anew today, as at the 18th birthday
  bool restricted = false;
  Line<500> restriction_reason;
  std::optional<Line<500>> reason;
};
BOOST_DESCRIBE_STRUCT(GuardianChange, (),
                      (name, kana, relation, phone, lives_together, has_custody, verified_how, verified_again,
                       restricted, restriction_reason, reason))
struct GuardianEnd {
  RequiredLine<500> reason;
};
BOOST_DESCRIBE_STRUCT(GuardianEnd, (), (reason))
struct GuardianInvitation {
  std::string invitation_url;
};
BOOST_DESCRIBE_STRUCT(GuardianInvitation, (), (invitation_url))

// --- history ---------------------------------------------------------------------------------------------

/// What a version of a person holds; kept as JSON in person_version.
struct PersonBody {
  Name<100> family_name;
  OptionalName<100> given_name;
  Name<100> family_kana;
  OptionalName<100> given_kana;
  Date birth_date;
  Sex sex = Sex::unknown;
  Line<10> postal_code;
  Line<300> address;
  Line<40> phone;
  Line<35> language;
  Line<300> alert;
  Prose<4000> note;
  std::optional<Stage> stage;  ///< none: follows from the birth date
  PersonState state = PersonState::intake;
  std::optional<FileId> photo;
  std::vector<AllergyItem> allergies;
  std::vector<SchoolItem> schools;
};
BOOST_DESCRIBE_STRUCT(PersonBody, (),
                      (family_name, given_name, family_kana, given_kana, birth_date, sex, postal_code,
                       address, phone, language, alert, note, stage, state, photo, allergies, schools))

struct FieldChange {
  std::string field, before, after;
  bool operator==(const FieldChange&) const = default;
};
BOOST_DESCRIBE_STRUCT(FieldChange, (), (field, before, after))
struct PersonVersionView {
  std::int64_t version = 1;
  Time at{};
  std::string by_name, reason;
  std::vector<FieldChange> changes;
};
BOOST_DESCRIBE_STRUCT(PersonVersionView, (), (version, at, by_name, reason, changes))

/// Field by field, in words a reader understands.
std::vector<FieldChange> changes_between(const PersonBody& before, const PersonBody& after);

// --- pure rules ------------------------------------------------------------------------------------------

/// The calendar year whose 1 April is the first day of elementary school.
int school_entry_year(const Date& birth);
/// 0歳児 … 年長, 小1 … 高3 by age alone; empty before birth and after high school.
std::string grade_by_age(const Date& birth, const Date& on);
/// What the present school says if it was written this school year, else by age.
std::string grade_on(const Date& birth, const std::vector<SchoolItem>& schools, const Date& on);
/// From birth date and present school.
Stage stage_on(const Date& birth, const std::vector<SchoolItem>& schools, const Date& on);
Status check_birth_date(const Date& birth, const Date& today);
/// Periods of one and the same school must not overlap; two schools at once are fine (交流, 通級, 院内学級).
Status check_schools(const std::vector<SchoolItem>& schools);

}  // namespace musubi::person
