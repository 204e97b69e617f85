// Growth references: tables of L, M and S by age and sex, and what follows from them. Pure functions over
// data compiled in from data/growth/; sources, terms and formulas in data/growth/SOURCES.md. Never a number
// that is not in those files.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.hpp"

namespace musubi::growth {

/// `bmi` is reckoned from height and weight; it is no record of its own.
enum class Measure { height, weight, head, bmi };
BOOST_DESCRIBE_ENUM(Measure, height, weight, head, bmi)
inline constexpr std::size_t kMeasures = 4;
/// As far as tables go.
enum class TableSex { male, female };
BOOST_DESCRIBE_ENUM(TableSex, male, female)
enum class Posture { unknown, standing, lying };

struct Lms {
  double l = 1, m = 0, s = 0;
};

struct ReferenceInfo {
  std::string code, ja, en, source, url, note_ja, note_en;
};
BOOST_DESCRIBE_STRUCT(ReferenceInfo, (), (code, ja, en, source, url, note_ja, note_en))

struct TableRow {
  double age_months = 0;
  Lms lms;
};
using Table = std::vector<TableRow>;

/// One reference with its tables by measure and sex, in the order of age. WHO has three of height and of BMI:
/// lying down until two years, standing to five, and that of 2007 from there.
struct Reference {
  ReferenceInfo info;
  std::vector<Table> tables[kMeasures][2];
  bool who_rules = false;  ///< WHO's rules for |z| > 3 of weight and BMI, and for the posture

  /// The last table that holds this age; nullptr where the reference says nothing.
  [[nodiscard]] const Table* table(Measure measure, TableSex sex, double age_months) const;
  /// First and last month it can be asked for, over all its tables of the measure.
  [[nodiscard]] std::optional<std::pair<double, double>> range(Measure measure, TableSex sex) const;
};

const std::vector<Reference>& references();
/// nullptr if there is no such code.
const Reference* find_reference(std::string_view code);
/// The one used where nobody chose: the Japanese.
const Reference& default_reference();

/// L, M and S at an age between the rows of the table: monotone cubic (Fritsch & Carlson 1980).
std::optional<Lms> lms_at(const Reference& reference, Measure measure, TableSex sex, double age_months);
/// ((x/M)^L − 1)/(L·S); ln(x/M)/S for L = 0.
double z_score(double value, const Lms& lms);
/// WHO's rule for weight and BMI: beyond ±3 SD by the distance between the second and third SD, so that heavy
/// tails stay finite.
double z_score_who_weight(double value, const Lms& lms);
/// The value at z; nothing where the distribution does not reach that far.
std::optional<double> value_at(double z, const Lms& lms);
/// Φ(z) × 100.
double percentile(double z);
/// By the reference's own rules.
std::optional<double> z_of(const Reference& reference, Measure measure, TableSex sex, double age_months,
                           double value, Posture posture = Posture::unknown);

}  // namespace musubi::growth
