#include "growth/standard_weight.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "base/csv.hpp"
#include "growth/growth.hpp"

namespace musubi::growth {
namespace {

#include "standard_weight.inc"

constexpr int kSchoolFrom = 6, kSchoolBefore = 18;  // full years
constexpr double kUsualHeight = 3;                  // SD

struct Line {
  double a = 0, b = 0;  ///< kg = a · cm + b
};
using Lines = std::array<std::array<Line, kSchoolBefore - kSchoolFrom>, 2>;

Lines read_lines() {
  Lines lines{};
  for (const auto& c : csv::shipped(kSchoolCsv, 4, "standard_weight_school.csv"))
    lines.at(static_cast<std::size_t>(json::enum_value<TableSex>(c[0]).value()))
        .at(static_cast<std::size_t>(csv::number(c[1])) - kSchoolFrom) = {csv::number(c[2]),
                                                                          csv::number(c[3])};
  return lines;
}

std::optional<double> of_small_child(TableSex sex, double cm) {
  if (cm < 70 || cm >= 120) return std::nullopt;
  return sex == TableSex::male ? 0.00206 * cm * cm - 0.1166 * cm + 6.5273
                               : 0.00249 * cm * cm - 0.1858 * cm + 9.0360;
}

std::optional<double> of_pupil(TableSex sex, const Date& birth, const Date& on, double cm) {
  static const auto kLines = read_lines();
  const auto& usual = default_reference();
  const auto age = std::min(age_months(birth, on), usual.range(Measure::height, sex)->second);
  const auto z = z_of(usual, Measure::height, sex, age, cm);
  if (!z || std::abs(*z) > kUsualHeight) return std::nullopt;
  int years = kSchoolFrom;
  while (on >= years_after(birth, years + 1)) ++years;
  const auto& [a, b] = kLines[static_cast<std::size_t>(sex)][static_cast<std::size_t>(years - kSchoolFrom)];
  return a * cm + b;
}

}  // namespace

std::optional<double> standard_weight(TableSex sex, const Date& birth, const Date& on, double height_cm) {
  if (on < years_after(birth, 1) || on >= years_after(birth, kSchoolBefore)) return std::nullopt;
  return on < years_after(birth, kSchoolFrom) ? of_small_child(sex, height_cm)
                                              : of_pupil(sex, birth, on, height_cm);
}

}  // namespace musubi::growth
