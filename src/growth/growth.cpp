#include "growth/growth.hpp"

#include <algorithm>
#include <cmath>

#include "growth/standard_weight.hpp"

namespace musubi::growth {
namespace {

constexpr double kFarZ = 6;        // beyond this a number is more likely mistyped than measured
constexpr double kShrinkCm = 1.0;  // more than two measurers differ
constexpr double kJumpZ = 1.5;
constexpr int kJumpDays = 183;

/// A number that fits well once read in another unit: grams for kg, metres or millimetres for cm.
bool fits_another_unit(const Reference& reference, Measure measure, TableSex sex, double age, double value) {
  const auto factors =
      measure == Measure::weight ? std::vector<double>{0.001} : std::vector<double>{100.0, 0.1};
  return std::ranges::any_of(factors, [&](double factor) {
    const auto z = z_of(reference, measure, sex, age, value * factor);
    return z && std::abs(*z) < 4;
  });
}

struct Past {
  Time at{};
  double value = 0;
  std::optional<double> z;
};

int days_apart(Time earlier, Time later) {
  return days_between(japan_date(earlier), japan_date(later));
}

/// The unflagged measurement nearest to a year before, half a year to one and a half; per year.
std::optional<double> velocity(const std::vector<Past>& past, Time at, double value) {
  const Past* best = nullptr;
  for (const auto& p : past) {
    const auto days = days_apart(p.at, at);
    if (days < 180 || days > 550) continue;
    if (best == nullptr || std::abs(days - 365) < std::abs(days_apart(best->at, at) - 365)) best = &p;
  }
  if (best == nullptr) return std::nullopt;
  return (value - best->value) / (days_apart(best->at, at) / 365.25);
}

Flag flag_of(const Reference& reference, Measure measure, const Child& child, double age,
             const GrowthPoint& point, const std::vector<Past>& past) {
  if (measure == Measure::bmi)  // of two measurements that were looked at themselves
    return point.z && std::abs(*point.z) > kFarZ ? Flag::far : Flag::none;
  if (point.z && std::abs(*point.z) > kFarZ)
    return fits_another_unit(reference, measure, *child.sex, age, point.value) ? Flag::unit : Flag::far;
  if (past.empty()) return Flag::none;
  const auto highest = std::ranges::max(past, {}, &Past::value).value;
  if (measure != Measure::weight && point.value < highest - kShrinkCm) return Flag::shrank;
  const auto& last = past.back();
  if (point.z && last.z && days_apart(last.at, point.at) <= kJumpDays &&
      std::abs(*point.z - *last.z) > kJumpZ)
    return Flag::jump;
  return Flag::none;
}

}  // namespace

double age_months(const Date& birth, const Date& on) {
  return days_between(birth, on) / kDaysPerMonth;
}

Date years_after(const Date& birth, int years) {
  const auto ymd = birth.ymd + std::chrono::years{years};
  return ymd.ok() ? Date{ymd} : Date{ymd.year() / std::chrono::March / 1};  // born on 29 February
}

Date due_date(const Date& birth, std::optional<int> gestation_days) {
  if (!gestation_days || *gestation_days >= kPretermBefore) return birth;
  return add_days(birth, kTermDays - *gestation_days);
}

bool is_corrected(const Date& birth, std::optional<int> gestation_days, const Date& on) {
  return gestation_days && *gestation_days < kPretermBefore && on < years_after(birth, kCorrectedUntilYears);
}

double bmi(double height_cm, double weight_kg) {
  return weight_kg / (height_cm * height_cm / 10'000);
}

std::optional<double> obesity_degree(TableSex sex, const Date& birth, const Date& on, double height_cm,
                                     double weight_kg) {
  const auto standard = standard_weight(sex, birth, on, height_cm);
  if (!standard) return std::nullopt;
  return (weight_kg - *standard) / *standard * 100;
}

TargetHeight target_height(TableSex sex, double father_cm, double mother_cm) {
  const double cm = (father_cm + mother_cm + (sex == TableSex::male ? 13 : -13)) / 2;
  return {cm, cm - 8.5, cm + 8.5};
}

std::vector<GrowthPoint> assess(const Reference& reference, Measure measure, const Child& child,
                                const std::vector<Measurement>& measurements) {
  auto in_order = measurements;
  std::ranges::stable_sort(in_order, {}, &Measurement::at);
  std::vector<GrowthPoint> points;
  std::vector<Past> past;  // what later ones are compared with: unflagged only
  for (const auto& m : in_order) {
    const auto on = japan_date(m.at);
    if (on < child.birth)
      continue;  // before birth nothing was measured: the birth date is wrong, or the record
    GrowthPoint point;
    point.record_id = {m.id};
    point.at = m.at;
    point.value = m.value;
    point.age_months = age_months(child.birth, on);
    double age = point.age_months;
    if (is_corrected(child.birth, child.gestation_days, on)) {
      age = age_months(due_date(child.birth, child.gestation_days), on);
      point.corrected_months = age;
    }
    if (child.sex) {
      if (age >= 0) point.z = z_of(reference, measure, *child.sex, age, m.value, m.posture);
      if (point.corrected_months)
        point.z_uncorrected = z_of(reference, measure, *child.sex, point.age_months, m.value, m.posture);
      if (point.z) point.percentile = percentile(*point.z);
    }
    point.flag = flag_of(reference, measure, child, age, point, past);
    if (point.flag == Flag::none) {
      if (measure == Measure::height || measure == Measure::weight)
        point.velocity = velocity(past, m.at, m.value);
      past.push_back({m.at, m.value, point.z});
    }
    points.push_back(point);
  }
  return points;
}

GrowthCurves curves_of(const Reference& reference, Measure measure, TableSex sex, double until_months) {
  GrowthCurves out;
  const auto range = reference.range(measure, sex);
  if (!range) return out;
  for (int month = static_cast<int>(std::ceil(range->first)); month <= std::min(until_months, range->second);
       ++month)
    out.age_months.push_back(month);
  for (int z = -3; z <= 3; ++z) {
    GrowthCurve curve{static_cast<double>(z), {}};
    for (const auto age : out.age_months) {
      const auto lms = lms_at(reference, measure, sex, age);
      curve.value.push_back(lms ? value_at(z, *lms) : std::nullopt);
    }
    out.curves.push_back(std::move(curve));
  }
  return out;
}

}  // namespace musubi::growth
