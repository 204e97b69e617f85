// Tells one invented childhood into the city: a family, the people at work around it, and what happened,
// dated by the child's age or school grade. Every line goes through the same use cases and stores as the rest
// of the demo; what lies in the future of the demo's day is left out, so a story can be told to its end for a
// child of any age. Nothing here is taken from life.
#pragma once
#include "assessment/assessment_service.hpp"
#include "care/care_service.hpp"
#include "course/course_service.hpp"
#include "demo/demo_city.hpp"
#include "document/document_service.hpp"
#include "growth/growth.hpp"
#include "handover/handover_service.hpp"
#include "person/person.hpp"
#include "record/record_service.hpp"

namespace musubi::demo {

/// Who the child is. `grade` is this school year's: 1 … 12 from 小1 to 高3, 0 年長, −1 年中 … −5 0歳児; 13
/// has left high school behind.
struct Newborn {
  std::string_view family, given, family_kana, given_kana;
  person::Sex sex = person::Sex::female;
  int grade = 1;
  unsigned month = 6, day = 15;  ///< birthday
  std::string_view language = "ja";
};
/// Somebody of the story: a member of the team while a seat lasts, or a guardian.
struct Cast {
  PostId post;
  std::string name, profession;
  std::optional<FacilityId> facility;
  std::string facility_name;
  ClassSet classes;
  Date from;
  std::optional<Date> until;
  bool guardian = false, restricted = false, own = false;
};
using Who = std::size_t;  ///< index into the cast
/// Which of several: the n-th facility of a type, its n-th worker of a profession.
struct Which {
  std::size_t place = 0, worker = 0;
  access::SeatRole role = access::SeatRole::member;
  std::string_view login = "", shown_as = "";  ///< an account worth a name
};
struct Parent {
  person::Relation relation = person::Relation::mother;
  std::string_view given, kana, login, shown_as = "";
  bool lives_together = true, restricted = false;
  std::string_view restriction = "";
};
/// One goal of a plan.
struct Goal {
  std::string_view text, measure, means, who;
};
/// A plan as it was agreed on a day: 個別の教育支援計画.
struct PlanYear {
  Date on;
  Who author = 0;
  std::string_view strengths, struggles, wish_child, wish_guardian, policy;
  std::vector<std::pair<std::string_view, std::string_view>> accommodations;  ///< where, what
  std::vector<Goal> goals;
};
struct Told {
  std::string_view title, body;
  InfoClass info_class = InfoClass::basic;
};
/// SD scores at ages in months, in between by straight lines.
using Channel = std::vector<std::pair<double, double>>;

class Childhood {
 public:
  Childhood(Tx& tx, City& city, std::uint64_t number, const Newborn& child);
  ~Childhood() = default;
  Childhood(const Childhood&) = delete;
  Childhood& operator=(const Childhood&) = delete;

  // --- when
  [[nodiscard]] Date age(int years, int months = 0, int days = 0) const;
  /// A day of a school year: `grade(1, 6, 12)` is 12 June of 小1, `grade(1, 2, 3)` the February after it.
  [[nodiscard]] Date grade(int grade, unsigned month, unsigned day = 10) const;
  [[nodiscard]] Date first_day(int grade) const { return this->grade(grade, 4, 1); }
  [[nodiscard]] Date last_day(int grade) const { return this->grade(grade, 3, 31); }
  [[nodiscard]] Date today() const { return tx_.today(); }

  // --- who
  /// Takes a seat on the child's team from that day to that one.
  Who joins(std::string_view type, std::string_view profession, std::string_view duty, const Date& from,
            std::optional<Date> until = {}, const Which& which = {});
  Who parent(const Parent& parent);
  /// The child's own account (本人アカウント), which the region allows from 12 on.
  Who own_account(std::string_view login, std::string_view shown_as);
  /// The guardians of a brother or sister are this child's too, with the same account.
  void shares_family(const Childhood& sibling);
  /// Consent of the first guardian, or from 18 on of the person themself.
  void consents(const Date& from);
  void attends(std::string_view type, std::size_t place, std::string_view grade, const Date& from,
               std::optional<Date> until = {});
  /// A school or facility outside the region: the product knows its name only.
  void attended_elsewhere(std::string_view name, std::string_view grade, const Date& from, const Date& until);
  /// In the head of every page; allergies.
  void careful(std::string_view alert, std::vector<person::AllergyItem> allergies = {});

  // --- what happened
  /// A report; of a guardian, a contact.
  Childhood& writes(const Date& on, Who who, InfoClass info_class, std::string_view body);
  // of the entry just written:
  Childhood& to_family();
  Childhood& to_child();
  Childhood& consults();
  Childhood& asks();
  Childhood& urgent();
  Childhood& pinned();
  Childhood& answered(Who who, std::string_view body);

  void event(course::CourseKind kind, const Date& on, Who who, std::string_view title, InfoClass info_class,
             std::string_view body = "", std::string_view place = "", std::optional<Date> until = {});
  /// One of data/checkups.csv, some days into the time it is due.
  void checkup(std::string_view code, Who who, std::string_view result,
               std::string_view place = "保健センター");
  /// Height and weight at check-ups and every term, along a channel of the reference (LMS), written by
  /// whoever of `by` is on the team.
  void grows(const Channel& height, const Channel& weight, std::initializer_list<Who> by,
             std::optional<int> gestation_days = {});
  void record(const Date& on, int hour, int minute, Who who, std::string_view type,
              std::optional<double> value, std::string_view kind = "", std::string_view what = "",
              std::string_view note = "");
  void limit(std::string_view type, const record::LimitEdit& limit, Who by);
  void tested(const Date& on, Who who, std::string_view instrument, assessment::AssessmentState state);
  /// One plan, a version a year; the last is in force.
  void plans(Who head, const std::vector<PlanYear>& years);
  void handed_over(handover::HandoverKind kind, const Date& starts_on, Who from, std::string_view to_type,
                   std::size_t place, handover::HandoverState state, std::string_view words,
                   const std::vector<Told>& told);
  void task(std::string_view title, Who author, Who owner, int due_in, InfoClass info_class,
            std::string_view body = "");
  template <class L, class T>
  void care(care::CarePart part, std::optional<L> care::CareContent::*member, std::vector<T> items, Who by,
            const Date& on) {
    care::CareContent content;
    (content.*member).emplace().items = std::move(items);
    care::keep_part(tx_, city_.region, part, content, keeper(by, on));
  }
  void passport(care::CarePassport passport, Who by, const Date& on);
  [[nodiscard]] care::Keeper keeper(Who by, const Date& on) const;
  /// As the rest of the demo knows children.
  [[nodiscard]] Client client() const;
  [[nodiscard]] std::uint64_t roll() { return dice_.next(); }
  [[nodiscard]] int between(int low, int high) { return dice_.between(low, high); }

  /// The last entry, the schools, what stands in the profile.
  void end();

 private:
  [[nodiscard]] bool is_ahead(const Date& on) const { return tx_.today() <= on; }
  [[nodiscard]] Time at(const Date& on, int hour, int minute = 0) const;
  [[nodiscard]] notebook::Writer writer(const Cast& who) const;
  [[nodiscard]] std::size_t place_of(std::string_view type, std::size_t number) const;
  std::size_t worker_at(std::size_t place, std::string_view profession, const Which& which);
  std::pair<PostId, person::NewGuardian> relate(const Parent& parent);
  Who meet(PostId post, const std::string& name, bool restricted);
  void read_by_all(notebook::BulkEntry& bulk) const;
  void flush();
  template <class I>
  I id_at(Time when) {
    std::array<std::uint8_t, 10> bytes{};
    for (auto& byte : bytes) byte = static_cast<std::uint8_t>(dice_.next());
    return I{make_uuid_v7(to_unix_us(when) / 1000, bytes)};
  }
  [[nodiscard]] const Cast& of(Who who) const { return cast_.at(who); }

  Tx& tx_;
  City& city_;
  Dice dice_;  ///< its own: a story more changes no other
  Newborn child_;
  PersonId person_;
  Date birth_;
  int entry_year_ = 0;
  std::vector<Cast> cast_;
  std::vector<Parent> parents_;  ///< first in the cast
  std::vector<person::SchoolItem> schools_;
  std::vector<person::AllergyItem> allergies_;
  std::string alert_;
  std::optional<notebook::BulkEntry> pending_;
};

/// What an instrument says of one domain.
assessment::AssessmentValue score(std::string_view domain, double value);
/// A quotient with the developmental age that gives it.
assessment::AssessmentValue quotient(std::string_view domain, int value, int months);
/// With a 90 % band of so much to either side.
assessment::AssessmentValue banded(std::string_view domain, int value, int reach);

// --- the twelve, one file each

void tell_reading(Tx& tx, City& city);
void tell_school_refusal(Tx& tx, City& city);
void tell_ventilator(Tx& tx, City& city);
void tell_preterm_twins(Tx& tx, City& city);  ///< two of the twelve
void tell_hearing(Tx& tx, City& city);
void tell_epilepsy(Tx& tx, City& city);
void tell_moving_city(Tx& tx, City& city);
void tell_foreign_family(Tx& tx, City& city);
void tell_protected(Tx& tx, City& city);
void tell_down_syndrome(Tx& tx, City& city);
void tell_attention(Tx& tx, City& city);
/// For bench/lifetime: none of the twelve.
void tell_lifetime(Tx& tx, City& city);

}  // namespace musubi::demo
