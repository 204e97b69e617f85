#include "growth/reference.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "base/csv.hpp"

namespace musubi::growth {
namespace {

#include "growth_tables.inc"

/// Adds each series of a file as one table; `length` is height lying down, `bmi_lying` what is reckoned from
/// it.
void read_tables(Reference& reference, std::string_view csv_text) {
  std::string series;
  Table* table = nullptr;
  for (const auto& c : csv::shipped(csv_text, 6, "a growth table")) {
    if (series != c[0] + c[1]) {
      series = c[0] + c[1];
      const auto measure = json::enum_value<Measure>(c[0] == "length"      ? "height"
                                                     : c[0] == "bmi_lying" ? "bmi"
                                                                           : c[0])
                               .value();
      const auto sex = json::enum_value<TableSex>(c[1]).value();
      table =
          &reference.tables[static_cast<std::size_t>(measure)][static_cast<std::size_t>(sex)].emplace_back();
    }
    table->push_back({csv::number(c[2]), {csv::number(c[3]), csv::number(c[4]), csv::number(c[5])}});
    if (table->size() > 1 && (*table)[table->size() - 2].age_months >= table->back().age_months)
      throw std::logic_error("a growth table is not in the order of age");
  }
}

/// A curve given as cubic polynomials of the age in months, each up to an age and the last one including it.
struct Curve {
  struct Piece {
    double until = 0, a = 0, b = 0, c = 0, d = 0;
  };
  std::vector<Piece> pieces;

  [[nodiscard]] double at(double x) const {
    const auto piece = std::ranges::find_if(pieces, [x](const Piece& p) { return x < p.until; });
    const auto& [until, a, b, c, d] = piece == pieces.end() ? pieces.back() : *piece;
    return ((a * x + b) * x + c) * x + d;
  }
};

/// Adds the tables of BMI that a file gives as curves of L, M and S, read off every quarter of a month:
/// between such rows what lies between them is the curve itself, to the last digit that is shown.
void read_bmi_curves(Reference& reference, std::string_view csv_text) {
  constexpr int kRowsAMonth = 4;
  Curve curves[2][3];
  for (const auto& c : csv::shipped(csv_text, 7, "a file of growth curves")) {
    const auto sex = static_cast<std::size_t>(json::enum_value<TableSex>(c[0]).value());
    const auto which = std::string_view{"lms"}.find(c[1]);
    if (which > 2) throw std::logic_error("a growth curve is neither l nor m nor s");
    curves[sex][which].pieces.push_back(
        {csv::number(c[2]), csv::number(c[3]), csv::number(c[4]), csv::number(c[5]), csv::number(c[6])});
  }
  for (std::size_t sex = 0; sex < 2; ++sex) {
    const auto& [l, m, s] = curves[sex];
    auto& table = reference.tables[static_cast<std::size_t>(Measure::bmi)][sex].emplace_back();
    const auto last = static_cast<int>(m.pieces.back().until * kRowsAMonth);
    for (int row = 0; row <= last; ++row) {
      const auto age = static_cast<double>(row) / kRowsAMonth;
      table.push_back({age, {l.at(age), m.at(age), s.at(age)}});
    }
  }
}

std::vector<Reference> load() {
  std::vector<Reference> all;
  for (const auto& c : csv::shipped(kReferencesCsv, 7, "references.csv")) {
    Reference reference;
    reference.info = {c[0], c[1], c[2], c[3], c[4], c[5], c[6]};
    reference.who_rules = c[0] == "who";
    if (c[0] == "who") {
      read_tables(reference, kWho2006Csv);
      read_tables(reference, kWho2007Csv);
    } else {
      read_tables(reference, kJapan2000Csv);
      read_bmi_curves(reference, kJapan2000BmiCsv);
    }
    all.push_back(std::move(reference));
  }
  return all;
}

/// Slope at row i, weighted so that the curve never overshoots a row (Fritsch & Carlson 1980).
template <class Part>
double slope(const Table& t, std::size_t i, Part part) {
  const auto step = [&](std::size_t k) { return t[k + 1].age_months - t[k].age_months; };
  const auto secant = [&](std::size_t k) { return (part(t[k + 1].lms) - part(t[k].lms)) / step(k); };
  const auto at_end = [](double h0, double h1, double d0, double d1) {
    double slope_here = ((2 * h0 + h1) * d0 - h0 * d1) / (h0 + h1);
    if (slope_here * d0 <= 0)
      slope_here = 0;
    else if (d0 * d1 <= 0 && std::abs(slope_here) > 3 * std::abs(d0))
      slope_here = 3 * d0;
    return slope_here;
  };
  const auto last = t.size() - 1;
  if (last == 1) return secant(0);
  if (i == 0) return at_end(step(0), step(1), secant(0), secant(1));
  if (i == last) return at_end(step(last - 1), step(last - 2), secant(last - 1), secant(last - 2));
  const double before = secant(i - 1), after = secant(i);
  if (before * after <= 0) return 0;
  const double w1 = 2 * step(i) + step(i - 1), w2 = step(i) + 2 * step(i - 1);
  return (w1 + w2) / (w1 / before + w2 / after);
}

template <class Part>
double between(const Table& t, std::size_t i, double age, Part part) {
  const double h = t[i + 1].age_months - t[i].age_months;
  const double x = (age - t[i].age_months) / h;
  const double y0 = part(t[i].lms), y1 = part(t[i + 1].lms);
  const double d0 = slope(t, i, part), d1 = slope(t, i + 1, part);
  const double x2 = x * x, x3 = x2 * x;
  return (2 * x3 - 3 * x2 + 1) * y0 + (x3 - 2 * x2 + x) * h * d0 + (3 * x2 - 2 * x3) * y1 +
         (x3 - x2) * h * d1;
}

bool holds(const Table& table, double age_months) {
  return table.size() > 1 && age_months >= table.front().age_months && age_months <= table.back().age_months;
}

}  // namespace

const Table* Reference::table(Measure measure, TableSex sex, double age_months) const {
  const auto& all = tables[static_cast<std::size_t>(measure)][static_cast<std::size_t>(sex)];
  for (auto it = all.rbegin(); it != all.rend(); ++it)
    if (holds(*it, age_months)) return &*it;
  return nullptr;
}

std::optional<std::pair<double, double>> Reference::range(Measure measure, TableSex sex) const {
  const auto& all = tables[static_cast<std::size_t>(measure)][static_cast<std::size_t>(sex)];
  if (all.empty()) return std::nullopt;
  return std::pair{all.front().front().age_months, all.back().back().age_months};
}

const std::vector<Reference>& references() {
  static const auto kAll = load();
  return kAll;
}
const Reference* find_reference(std::string_view code) {
  const auto at = std::ranges::find(references(), code, [](const Reference& r) { return r.info.code; });
  return at == references().end() ? nullptr : &*at;
}
const Reference& default_reference() {
  return references().front();
}

std::optional<Lms> lms_at(const Reference& reference, Measure measure, TableSex sex, double age_months) {
  const auto* table = reference.table(measure, sex, age_months);
  if (table == nullptr) return std::nullopt;
  const auto next = std::ranges::upper_bound(*table, age_months, {}, &TableRow::age_months);
  const auto row = std::min(static_cast<std::size_t>(next - table->begin()), table->size() - 1) - 1;
  return Lms{between(*table, row, age_months, [](const Lms& v) { return v.l; }),
             between(*table, row, age_months, [](const Lms& v) { return v.m; }),
             between(*table, row, age_months, [](const Lms& v) { return v.s; })};
}

double z_score(double value, const Lms& lms) {
  if (std::abs(lms.l) < 1e-9) return std::log(value / lms.m) / lms.s;
  return (std::pow(value / lms.m, lms.l) - 1) / (lms.l * lms.s);
}

std::optional<double> value_at(double z, const Lms& lms) {
  if (std::abs(lms.l) < 1e-9) return lms.m * std::exp(lms.s * z);
  const double base = 1 + lms.l * lms.s * z;
  if (base <= 0) return std::nullopt;
  return lms.m * std::pow(base, 1 / lms.l);
}

double z_score_who_weight(double value, const Lms& lms) {
  const double z = z_score(value, lms);
  if (std::abs(z) <= 3) return z;
  const double side = z > 0 ? 1 : -1;
  const auto third = value_at(3 * side, lms), second = value_at(2 * side, lms);
  if (!third || !second) return z;
  return side * 3 + (value - *third) / std::abs(*third - *second);
}

double percentile(double z) {
  return 50 * std::erfc(-z / std::sqrt(2.0));
}

std::optional<double> z_of(const Reference& reference, Measure measure, TableSex sex, double age_months,
                           double value, Posture posture) {
  const auto lms = lms_at(reference, measure, sex, age_months);
  if (!lms || !(value > 0)) return std::nullopt;
  if (reference.who_rules && measure == Measure::height) {
    constexpr double kStandingShorter = 0.7;  // cm; WHO anthro, adjust_lenhei
    if (age_months < 24 && posture == Posture::standing) value += kStandingShorter;
    if (age_months >= 24 && posture == Posture::lying) value -= kStandingShorter;
  }
  const bool heavy_tails = measure == Measure::weight || measure == Measure::bmi;
  return reference.who_rules && heavy_tails ? z_score_who_weight(value, *lms) : z_score(value, *lms);
}

}  // namespace musubi::growth
