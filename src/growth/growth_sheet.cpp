// Growth on paper: the charts with their bands, and the table beside them.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/date_words.hpp"
#include "growth/growth_service.hpp"
#include "print/paper.hpp"

namespace musubi::growth {
namespace {

using print::Ink;
using print::Paper;
using print::Point;

constexpr double kMargin = 14;
constexpr Ink kMedian{0.10, 0.22, 0.55, 1}, kBand{0.45, 0.52, 0.70, 1}, kDot{0.75, 0.10, 0.10, 1};

struct Axes {
  double left, top, wide, high, age_to, low, high_value;
  [[nodiscard]] Point at(double age, double value) const {
    return {left + wide * age / age_to, top + high - high * (value - low) / (high_value - low)};
  }
};

std::string age_text(double months) {
  const auto whole = static_cast<int>(std::floor(months + 1e-9));
  return fmt::format("{}歳{}か月", whole / 12, whole % 12);
}
std::string flag_text(Flag flag) {
  switch (flag) {
    case Flag::none:
      return "";
    case Flag::shrank:
      return "前より小さい（要確認）";
    case Flag::unit:
      return "単位ちがい？（要確認）";
    case Flag::jump:
      return "急な変化（要確認）";
    case Flag::far:
      return "離れた値（要確認）";
  }
  return "";
}
std::string_view name_of(Measure measure) {
  constexpr std::string_view kNames[] = {"身長（cm）", "体重（kg）", "頭囲（cm）", "BMI（kg/m²）"};
  return kNames[static_cast<std::size_t>(measure)];
}

double grid_step(Measure measure) {
  return measure == Measure::weight || measure == Measure::bmi ? 5 : 10;
}

const ReferenceInfo& reference_info(const GrowthView& view) {
  return *std::ranges::find(view.references, view.reference, &ReferenceInfo::code);
}

double draw_head(Paper& paper, const GrowthSheet& sheet) {
  const double wide = paper.width() - 2 * kMargin;
  paper.text(kMargin, 12, wide, "成長曲線", {5.5, true});
  paper.text(kMargin, 12, wide, fmt::format("{}ページ", paper.page()),
             {3, false, print::Align::right, print::kGrey});
  paper.text(kMargin, 20.5, wide,
             fmt::format("{}（{}）　{}生まれ", sheet.name, sheet.kana, date_ja(sheet.view.birth_date)), {4});
  paper.text(kMargin, 20.5, wide,
             fmt::format("印刷 {} {}", date_ja(japan_date(sheet.printed.at)), sheet.printed.by),
             {2.8, false, print::Align::right, print::kGrey});
  const auto& info = reference_info(sheet.view);
  return 27 +
         paper.text(kMargin, 27, wide, fmt::format("基準：{}　出典：{}", info.ja, info.source),
                    {2.6, false, print::Align::left, print::kGrey}) +
         3;
}

Axes axes_of(const GrowthSeries& series, double top, double high, double wide) {
  double age_to = 12, low = 1e9, up = 0;
  for (const auto& point : series.points)
    if (point.flag == Flag::none) {
      age_to = std::max(age_to, point.age_months + 3);
      low = std::min(low, point.value);
      up = std::max(up, point.value);
    }
  age_to = std::ceil(age_to / 12) * 12;
  const auto& ages = series.curves.age_months;
  for (const auto& curve : series.curves.curves)
    for (std::size_t i = 0; i < ages.size(); ++i)
      if (ages[i] <= age_to && curve.value[i]) {
        low = std::min(low, *curve.value[i]);
        up = std::max(up, *curve.value[i]);
      }
  const double step = grid_step(series.measure);
  return {kMargin + 12,
          top + 7,
          wide - 26,
          high - 14,
          age_to,
          std::floor(low / step) * step,
          std::ceil(up / step) * step};
}

void draw_grid(Paper& paper, const GrowthSeries& series, const Axes& axes) {
  paper.text(axes.left - 10, axes.top - 7, 60, name_of(series.measure), {3.6, true});
  const double step = grid_step(series.measure);
  for (double value = axes.low; value <= axes.high_value + 1e-9; value += step) {
    const auto from = axes.at(0, value);
    paper.line(from, {axes.left + axes.wide, from.y}, 0.1, print::kFaint);
    paper.text(axes.left - 11, from.y - 1.8, 10, fmt::format("{:.0f}", value),
               {2.6, false, print::Align::right});
  }
  const int every = axes.age_to > 72 ? 12 : axes.age_to > 24 ? 6 : 1;
  for (int month = 0; month <= static_cast<int>(axes.age_to); month += every) {
    const auto foot = axes.at(month, axes.low);
    paper.line(foot, {foot.x, axes.top}, 0.1, print::kFaint);
    const bool years = every == 12 || month % 12 == 0;
    if (years || every < 6)
      paper.text(foot.x - 7, foot.y + 0.8, 14,
                 years ? fmt::format("{}歳", month / 12) : fmt::format("{}", month),
                 {2.6, false, print::Align::centre});
  }
  paper.frame({axes.left, axes.top}, axes.wide, axes.high, 0.2, print::kGrey);
}

void draw_curves(Paper& paper, const GrowthSeries& series, const Axes& axes) {
  const auto& ages = series.curves.age_months;
  for (const auto& curve : series.curves.curves) {
    std::vector<Point> points;
    for (std::size_t i = 0; i < ages.size(); ++i)
      if (ages[i] <= axes.age_to && curve.value[i]) points.push_back(axes.at(ages[i], *curve.value[i]));
    const bool middle = curve.z == 0;
    paper.path(points, middle ? 0.4 : 0.2, middle ? kMedian : kBand,
               std::abs(curve.z) == 1 || std::abs(curve.z) == 3);
    if (!points.empty())
      paper.text(points.back().x + 0.6, points.back().y - 1.6, 12,
                 middle ? "平均" : fmt::format("{:+.0f}SD", curve.z),
                 {2.4, false, print::Align::left, kBand});
  }
}

void draw_points(Paper& paper, const GrowthSeries& series, const Axes& axes) {
  std::vector<Point> line;
  for (const auto& point : series.points) {
    if (point.flag != Flag::none || point.age_months > axes.age_to) continue;
    const double age = point.corrected_months ? std::max(0.0, *point.corrected_months) : point.age_months;
    line.push_back(axes.at(age, point.value));
  }
  paper.path(line, 0.3, kDot);
  for (const auto& at : line) paper.dot(at, 0.7, kDot);
}

void draw_chart(Paper& paper, const GrowthSeries& series, double top, double high) {
  const auto axes = axes_of(series, top, high, paper.width() - 2 * kMargin);
  draw_grid(paper, series, axes);
  paper.clip({axes.left, axes.top}, axes.wide + 13, axes.high);
  draw_curves(paper, series, axes);
  draw_points(paper, series, axes);
  paper.unclip();
}

std::vector<std::vector<print::Cell>> rows_of(const GrowthSeries& series) {
  std::vector<std::vector<print::Cell>> rows;
  for (const auto& p : series.points) {
    const auto number = [](const std::optional<double>& v, const char* form) {
      return v ? fmt::format(fmt::runtime(form), *v) : "";
    };
    rows.push_back({{date_ja(japan_date(p.at))},
                    {age_text(p.age_months) +
                     (p.corrected_months ? "\n修正 " + age_text(std::max(0.0, *p.corrected_months)) : "")},
                    {fmt::format("{:.{}f}", p.value, series.measure == Measure::weight ? 2 : 1)},
                    {number(p.z, "{:+.2f}")},
                    {number(p.percentile, "{:.1f}")},
                    {number(p.velocity, "{:.1f}")},
                    {flag_text(p.flag)}});
  }
  return rows;
}

}  // namespace

std::string draw_growth_sheet(const GrowthSheet& sheet) {
  Paper paper(print::Orientation::portrait, "成長曲線");
  const auto head = [&](Paper& page) { return draw_head(page, sheet); };
  double y = head(paper);
  for (const auto& series : sheet.view.series) {
    if (series.points.empty()) continue;
    constexpr double kHigh = 118;
    if (y + kHigh > 288) {
      paper.next_page();
      y = head(paper);
    }
    draw_chart(paper, series, y, kHigh);
    y += kHigh + 4;
  }
  for (const auto& series : sheet.view.series) {
    if (series.points.empty()) continue;
    paper.next_page();
    y = head(paper);
    y += paper.text(kMargin, y, 100, name_of(series.measure), {4, true}) + 1;
    print::table(paper, kMargin, y, {26, 32, 20, 20, 24, 22, 38},
                 {"日付", "年齢", "測定値", "SD", "パーセンタイル", "1年あたり", "注意"}, rows_of(series),
                 285, head);
  }
  return paper.finish();
}

}  // namespace musubi::growth
