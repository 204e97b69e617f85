// Growth of one person: ages, SD scores, velocity, indices, flags, as the doors show them; pure rules below.
// Never a diagnosis: what is odd is flagged and kept. Formulas and their sources: data/growth/SOURCES.md.
#pragma once
#include "growth/reference.hpp"
#include "record/record_id.hpp"

namespace musubi::growth {

inline constexpr double kDaysPerMonth = 365.25 / 12;
inline constexpr int kTermDays = 280;          ///< 40 weeks 0 days: the due date
inline constexpr int kPretermBefore = 37 * 7;  ///< 早産: before 37 weeks
inline constexpr int kCorrectedUntilYears = 3;

/// Why a measurement is looked at twice. It is kept and drawn, but nothing is reckoned from it.
enum class Flag { none, shrank, unit, jump, far };
BOOST_DESCRIBE_ENUM(Flag, none, shrank, unit, jump, far)

// --- ages

double age_months(const Date& birth, const Date& on);
/// The birthday; 1 March for those born on 29 February.
Date years_after(const Date& birth, int years);
/// The day the child was due; the birth date where nothing is known or the birth was not preterm.
Date due_date(const Date& birth, std::optional<int> gestation_days);
/// Whether ages are corrected on this day: born before 37 weeks and not yet three years old.
bool is_corrected(const Date& birth, std::optional<int> gestation_days, const Date& on);

// --- indices

/// kg/m²; カウプ指数 for small children.
double bmi(double height_cm, double weight_kg);
/// 肥満度 (%): how far the weight is from the standard weight (`standard_weight`); nothing where that says
/// nothing.
std::optional<double> obesity_degree(TableSex sex, const Date& birth, const Date& on, double height_cm,
                                     double weight_kg);

struct TargetHeight {
  double cm = 0, low = 0, high = 0;
};
BOOST_DESCRIBE_STRUCT(TargetHeight, (), (cm, low, high))
TargetHeight target_height(TableSex sex, double father_cm, double mother_cm);

// --- a series

struct Measurement {
  Uuid id{};
  Time at{};
  double value = 0;
  Posture posture = Posture::unknown;
};

struct GrowthPoint {
  RecordId record_id;
  Time at{};
  double value = 0;
  double age_months = 0;
  std::optional<double> corrected_months;  ///< where the corrected age is used
  std::optional<double> z, percentile;     ///< at the age used
  std::optional<double> z_uncorrected;     ///< beside it, where ages are corrected
  std::optional<double> velocity;          ///< per year, against a measurement about a year before
  Flag flag = Flag::none;
};
BOOST_DESCRIBE_STRUCT(GrowthPoint, (),
                      (record_id, at, value, age_months, corrected_months, z, percentile, z_uncorrected,
                       velocity, flag))

struct Child {
  Date birth;
  std::optional<TableSex> sex;
  std::optional<int> gestation_days;
};

/// Points in the order of time with everything that can be said about each.
std::vector<GrowthPoint> assess(const Reference& reference, Measure measure, const Child& child,
                                const std::vector<Measurement>& measurements);

struct GrowthCurve {
  double z = 0;
  std::vector<std::optional<double>> value;  ///< at each of the ages
};
BOOST_DESCRIBE_STRUCT(GrowthCurve, (), (z, value))
struct GrowthCurves {
  std::vector<double> age_months;
  std::vector<GrowthCurve> curves;  ///< −3 … +3 SD
};
BOOST_DESCRIBE_STRUCT(GrowthCurves, (), (age_months, curves))
/// By the month from birth to `until`, as far as the reference goes.
GrowthCurves curves_of(const Reference& reference, Measure measure, TableSex sex, double until_months);

}  // namespace musubi::growth
