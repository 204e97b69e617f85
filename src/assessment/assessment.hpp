// Results of instruments (検査・評価): what comes in and goes out, and the rules that need no database. Never
// decides who may read: that is access/ and assessment_store's reach. Who gets numbers, who a summary:
// docs/decisions/019. Rules: issue 3, "Assessments"; domain.md, amendments and classes.
#pragma once
#include "access/access.hpp"
#include "assessment/assessment_id.hpp"
#include "assessment/instruments.hpp"
#include "file/file.hpp"

namespace musubi::assessment {

inline constexpr std::int64_t kMostAssessments = 500;  ///< of one person
inline constexpr std::size_t kMostFiles = 10;
/// Below this age the corrected one stands beside it, where the birth is known to have been preterm.
inline constexpr int kCorrectedBelowMonths = 24;

// --- what comes in

/// One domain's result. Where the manual's standard error is given instead of a band, the band is reckoned.
struct AssessmentValue {
  Line<40> domain;
  std::optional<double> value;              ///< in the unit of the domain's scale
  std::optional<double> age_months;         ///< of `development`: the age beside the quotient
  std::optional<double> low, high;          ///< confidence band, as the manual gives it
  std::optional<Whole<50, 99>> band_level;  ///< per cent
  std::optional<double> standard_error;     ///< SEM of the manual
  std::optional<double> percentile;
  Line<60> described_as;  ///< the descriptive class, as the manual words it
  Line<200> note;
};
BOOST_DESCRIBE_STRUCT(AssessmentValue, (),
                      (domain, value, age_months, low, high, band_level, standard_error, percentile,
                       described_as, note))

/// What a result says; versions keep it whole.
struct AssessmentState {
  Date tested_on;
  Line<40> edition;
  Reporter reporter = Reporter::examiner;
  bool outside = false;          ///< tested elsewhere: `facility` and `examiner` say where and by whom
  Line<120> facility, examiner;  ///< of a test outside
  Line<120> place;
  Prose<2000> conditions;  ///< how it was, what was seen
  InfoClass info_class = InfoClass::development;
  List<AssessmentValue, 60> values;
  Prose<4000> findings;
  Prose<2000> for_guardians, for_teachers;  ///< in plain words
  bool with_guardians = false;              ///< guardians read their summary …
  bool numbers_with_guardians = false;      ///< … and everything else too
  List<FileId, kMostFiles> file_ids;
};
BOOST_DESCRIBE_STRUCT(AssessmentState, (),
                      (tested_on, edition, reporter, outside, facility, examiner, place, conditions,
                       info_class, values, findings, for_guardians, for_teachers, with_guardians,
                       numbers_with_guardians, file_ids))

struct NewAssessment {
  AssessmentId id;
  Line<40> instrument;
  AssessmentState state;
};
BOOST_DESCRIBE_STRUCT(NewAssessment, (), (id, instrument, state))
struct AssessmentEdit {
  AssessmentState state;
  Line<500> reason;
};
BOOST_DESCRIBE_STRUCT(AssessmentEdit, (), (state, reason))
struct AssessmentHide {
  RequiredLine<500> reason;
};
BOOST_DESCRIBE_STRUCT(AssessmentHide, (), (reason))

// --- what goes out

/// How much of a result its reader gets.
enum class AssessmentSight { full, guardian_summary, teacher_summary };
BOOST_DESCRIBE_ENUM(AssessmentSight, full, guardian_summary, teacher_summary)

struct AssessmentAge {
  std::int64_t years = 0, months = 0;
};
BOOST_DESCRIBE_STRUCT(AssessmentAge, (), (years, months))
/// What follows from a value by its instrument: no judgement, arithmetic.
struct AssessmentReading {
  std::string domain;
  std::optional<double> z;  ///< (value − mean) / SD, of standard scales
  std::optional<double> band_low, band_high;
  std::optional<std::int64_t> band_level;
  bool band_reckoned = false;            ///< from the standard error
  std::vector<InstrumentLevel> reached;  ///< cut-offs reached, in their publications' words
};
BOOST_DESCRIBE_STRUCT(AssessmentReading, (),
                      (domain, z, band_low, band_high, band_level, band_reckoned, reached))
struct AssessmentAuthor {
  PostId post_id;
  std::string name, facility_name, profession;
};
BOOST_DESCRIBE_STRUCT(AssessmentAuthor, (), (post_id, name, facility_name, profession))
struct AssessmentHidden {
  Time at{};
  std::string by_name, reason;
};
BOOST_DESCRIBE_STRUCT(AssessmentHidden, (), (at, by_name, reason))
struct AssessmentView {
  AssessmentId id;
  PersonId person_id;
  std::string instrument;
  AssessmentSight sight = AssessmentSight::full;
  AssessmentState state;  ///< emptied of what the reader does not get
  std::vector<AssessmentReading> readings;
  AssessmentAge age;
  std::optional<AssessmentAge> corrected_age;
  bool out_of_age = false;  ///< beyond the ages the instrument is meant for: kept, and flagged
  std::vector<file::FileView> files;
  AssessmentAuthor author;
  Time posted_at{};
  std::optional<Time> edited_at;
  std::int64_t version = 1;
  std::optional<AssessmentHidden> hidden;
  bool may_edit = false, may_hide = false;
};
BOOST_DESCRIBE_STRUCT(AssessmentView, (),
                      (id, person_id, instrument, sight, state, readings, age, corrected_age, out_of_age,
                       files, author, posted_at, edited_at, version, hidden, may_edit, may_hide))
struct AssessmentList {
  std::vector<AssessmentView> items;  ///< newest test first
  bool may_add = false;
  std::vector<InfoClass> classes;  ///< that the writer holds here
};
BOOST_DESCRIBE_STRUCT(AssessmentList, (), (items, may_add, classes))
struct AssessmentVersionView {
  std::int64_t version = 1;
  Time at{};
  std::string by_name;
  AssessmentState state;
  bool hidden = false;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(AssessmentVersionView, (), (version, at, by_name, state, hidden, reason))

// --- pure rules

/// What the instrument takes: its domains once each, values that can be believed, bands round their value,
/// a summary where something is shared, a day between birth and today.
Status check_state(const Instrument& instrument, const AssessmentState& state, const Date& birth,
                   const Date& today, const std::string& path = "state");
std::vector<AssessmentReading> readings_of(const Instrument& instrument, const AssessmentState& state);
/// Completed years and months on the day, exact (base/clock).
AssessmentAge age_at(const Date& birth, const Date& on);
/// Below 24 months of age, for a preterm birth: counted from the day the child was due.
std::optional<AssessmentAge> corrected_age_at(const Date& birth, std::optional<int> gestation_days,
                                              const Date& on);
/// By completed months of the age by the calendar.
bool is_out_of_age(const Instrument& instrument, const AssessmentAge& age);
/// The state as a reader of this sight gets it: a summary, the day, the edition; nothing measured.
AssessmentState reduced(const AssessmentState& state, AssessmentSight sight);
/// The class that may read the summary for teachers; nothing where there is none.
ClassSet summary_class(const AssessmentState& state);
/// `2歳1か月`
std::string age_ja(const AssessmentAge& age);
/// The number as people read it: level by its name, ages in years, else with the scale's decimals. Japanese.
std::string value_ja(const InstrumentScale& scale, const AssessmentValue& value);

}  // namespace musubi::assessment
