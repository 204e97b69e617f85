// One result on A4: whose and when, the profile with bands and guide lines, the table, the summaries.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "assessment/assessment_service.hpp"
#include "base/date_words.hpp"
#include "print/paper.hpp"

namespace musubi::assessment {
namespace {

using print::Ink;
using print::Paper;

constexpr double kMargin = 14, kBottom = 286, kRow = 6.2, kLabel = 62;
constexpr Ink kBand{0.45, 0.62, 0.85, 1}, kDot{0.10, 0.22, 0.55, 1};

const AssessmentReading* reading_of(const AssessmentView& view, const std::string& domain) {
  const auto found = std::ranges::find(view.readings, domain, &AssessmentReading::domain);
  return found == view.readings.end() ? nullptr : &*found;
}
std::string domain_name(const InstrumentDomain& domain) {
  return domain.short_ ? domain.ja + " " + *domain.short_ : domain.ja;
}

double draw_head(Paper& paper, const AssessmentSheet& sheet, const Instrument& instrument) {
  const double wide = paper.width() - 2 * kMargin;
  const auto& view = sheet.view;
  const auto& state = view.state;
  paper.text(kMargin, 12, wide, "検査・評価の結果", {5.5, true});
  paper.text(kMargin, 12, wide,
             fmt::format("印刷 {} {}", date_ja(japan_date(sheet.printed.at)), sheet.printed.by),
             {2.8, false, print::Align::right, print::kGrey});
  paper.text(kMargin, 20, wide,
             fmt::format("{}（{}）　{}生まれ", sheet.name, sheet.kana, date_ja(sheet.birth_date)), {4});
  double y = 27;
  y += paper.text(kMargin, y, wide, fmt::format("{}（{}）", instrument.ja, state.edition.value), {4.4, true});
  auto when = fmt::format("検査日 {}　{}", date_ja(state.tested_on), age_ja(view.age));
  if (view.corrected_age) when += fmt::format("（修正 {}）", age_ja(*view.corrected_age));
  if (view.out_of_age) when += "　※適用年齢の外";
  y += paper.text(kMargin, y + 1, wide, when, {3.6}) + 1;
  const auto who = state.outside ? state.facility.value + " " + state.examiner.value
                                 : view.author.facility_name + " " + view.author.name;
  y += paper.text(kMargin, y + 0.6, wide,
                  "検査した人：" + who + (state.place.empty() ? "" : "　場所：" + state.place.value), {3.4}) +
       0.6;
  return y + 3;
}

/// The values of one scale in the order of the instrument.
struct Tested {
  const InstrumentDomain* domain;
  const AssessmentValue* value;
};
std::vector<Tested> lines_of(const Instrument& instrument, const AssessmentState& state,
                             const InstrumentScale* scale) {
  std::vector<Tested> lines;
  for (const auto& domain : instrument.domains) {
    if (scale != nullptr && domain.scale != scale->code) continue;
    const auto at = std::ranges::find_if(
        state.values.items, [&](const auto& value) { return value.domain.value == domain.code; });
    if (at != state.values.items.end()) lines.push_back({&domain, &*at});
  }
  return lines;
}

struct Axis {
  double left, wide, low, high;
  [[nodiscard]] double x(double value) const {
    return left + wide * (std::clamp(value, low, high) - low) / (high - low);
  }
};

/// One scale's profile: a row a domain, the band as a bar, the value as a dot.
double draw_profile(Paper& paper, double y, const AssessmentView& view, const InstrumentScale& scale,
                    const std::vector<Tested>& lines) {
  const bool standard = scale.kind == ScaleKind::standard;
  const double middle = standard ? *scale.mean : 100;
  const double step = standard ? *scale.sd : 25;
  const Axis axis{kMargin + kLabel, paper.width() - 2 * kMargin - kLabel - 4,
                  std::max(scale.min, middle - 4 * step), std::min(scale.max, middle + 4 * step)};
  paper.text(kMargin, y, kLabel, scale.ja, {3.4, true});
  const double foot = y + 5 + kRow * static_cast<double>(lines.size());
  for (int k = -2; k <= 2; ++k) {
    if (!standard && k != 0) continue;
    const double x = axis.x(middle + k * step);
    paper.line({x, y + 4.5}, {x, foot}, k == 0 ? 0.3 : 0.15, print::kGrey, k != 0);
    paper.text(x - 8, y + 0.6, 16, fmt::format("{:g}", middle + k * step),
               {2.6, false, print::Align::centre, print::kGrey});
  }
  double row = y + 5;
  for (const auto& line : lines) {
    paper.text(kMargin, row + 1, kLabel - 3, domain_name(*line.domain), {3.2});
    const auto* reading = reading_of(view, line.domain->code);
    if (reading != nullptr && reading->band_low)
      paper.line({axis.x(*reading->band_low), row + kRow / 2}, {axis.x(*reading->band_high), row + kRow / 2},
                 1.6, kBand);
    if (line.value->value) paper.dot({axis.x(*line.value->value), row + kRow / 2}, 1.1, kDot);
    row += kRow;
  }
  return foot + 4;
}

std::vector<std::vector<print::Cell>> rows_of(const AssessmentView& view, const Instrument& instrument) {
  std::vector<std::vector<print::Cell>> rows;
  for (const auto& [domain, value] : lines_of(instrument, view.state, nullptr)) {
    const auto& scale = scale_of(instrument, *domain);
    const auto* reading = reading_of(view, domain->code);
    std::string band, words = value->described_as.value;
    if (reading != nullptr && reading->band_low)
      band = fmt::format("{:.0f}〜{:.0f} {}%{}", *reading->band_low, *reading->band_high,
                         reading->band_level.value_or(0), reading->band_reckoned ? " 計算" : "");
    if (reading != nullptr)
      for (const auto& cutoff : reading->reached) words += (words.empty() ? "" : "\n") + cutoff.ja;
    if (!value->note.empty()) words += (words.empty() ? "" : "\n") + value->note.value;
    rows.push_back({{domain_name(*domain)},
                    {scale.ja},
                    {value_ja(scale, *value), true},
                    {band},
                    {value->percentile ? fmt::format("{:g}", *value->percentile) : ""},
                    {words}});
  }
  return rows;
}

}  // namespace

std::string draw_assessment_sheet(const AssessmentSheet& sheet) {
  Paper paper(print::Orientation::portrait, "検査・評価の結果");
  const auto* instrument = find_instrument(sheet.view.instrument);
  if (instrument == nullptr) return paper.finish();
  const auto head = [&](Paper& page) { return draw_head(page, sheet, *instrument); };
  const auto& state = sheet.view.state;
  double y = head(paper);
  const auto rows = rows_of(sheet.view, *instrument);
  // Where many domains were tested, the profile shows the main ones only, so that one page is enough.
  constexpr std::size_t kMostDrawn = 14;
  std::size_t drawn = 0;
  for (const auto& scale : instrument->scales) {
    if (scale.kind != ScaleKind::standard && scale.kind != ScaleKind::development) continue;
    const auto lines = lines_of(*instrument, state, &scale);
    if (lines.empty() || drawn + lines.size() > kMostDrawn) continue;
    drawn += lines.size();
    y = draw_profile(paper, y, sheet.view, scale, lines);
  }
  if (!rows.empty())
    y = print::table(paper, kMargin, y, {44, 24, 24, 40, 12, 38},
                     {"領域", "尺度", "結果", "信頼区間", "％ile", "分類・区分"}, rows, kBottom, head, 2.8) +
        3;
  const double wide = paper.width() - 2 * kMargin;
  const std::array<std::pair<const char*, const std::string*>, 4> texts{
      {{"保護者の方へ", &state.for_guardians.value},
       {"先生方へ", &state.for_teachers.value},
       {"検査時のようす", &state.conditions.value},
       {"所見", &state.findings.value}}};
  for (const auto& [title, words] : texts) {
    if (words->empty()) continue;
    if (y + 6 + paper.measure(wide, *words, {3.2}) > kBottom) {
      paper.next_page();
      y = head(paper);
    }
    y += paper.text(kMargin, y, wide, title, {3.4, true}) + 0.8;
    y += paper.text(kMargin, y, wide, *words, {3.2}) + 2.5;
  }
  paper.text(kMargin, 289, wide, "この用紙は個人情報です。" + instrument->note_ja,
             {2.4, false, print::Align::left, print::kGrey});
  return paper.finish();
}

}  // namespace musubi::assessment
