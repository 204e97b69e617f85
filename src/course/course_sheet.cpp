// The course of a life on one A4 page, landscape: the line above, what stands on it in words below.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "course/course_service.hpp"
#include "print/paper.hpp"

namespace musubi::course {
namespace {

using print::Ink;
using print::Paper;

constexpr double kMargin = 10, kLabels = 18, kRow = 5.4, kList = 3.1;
constexpr int kMostRows = 14;  // of places: more would leave the words no room
constexpr Ink kStage{0.86, 0.90, 0.97, 1}, kSchool{0.84, 0.93, 0.85, 1}, kFacility{0.95, 0.91, 0.82, 1};
constexpr Ink kDone{0.10, 0.45, 0.20, 1}, kOpen{0.55, 0.57, 0.62, 1}, kEvent{0.72, 0.20, 0.12, 1};

struct Line {
  Date birth, until;
  double left, wide;
  [[nodiscard]] double x(const Date& date) const {
    const auto days = std::clamp(days_between(birth, date), 0, days_between(birth, until));
    return left + wide * days / std::max(1, days_between(birth, until));
  }
};

std::string day_text(const Date& date) {
  return fmt::format("{}.{}.{}", static_cast<int>(date.ymd.year()), static_cast<unsigned>(date.ymd.month()),
                     static_cast<unsigned>(date.ymd.day()));
}
std::string_view stage_name(person::Stage stage) {
  constexpr std::array<std::string_view, 9> kNames{"乳児", "幼児", "就学前", "小学校", "中学校",
                                                   "高校", "移行", "成人",   "高齢"};
  return kNames[static_cast<std::size_t>(stage)];
}
std::string_view kind_name(CourseKind kind) {
  constexpr std::array<std::string_view, 7> kNames{
      "健診", "診断", "入院・手術", "療育・訓練", "手帳・受給者証", "家庭のできごと", "その他"};
  return kNames[static_cast<std::size_t>(kind)];
}

double draw_head(Paper& paper, const CourseSheet& sheet) {
  const double wide = paper.width() - 2 * kMargin;
  paper.text(kMargin, 8, wide, sheet.name + " さんのあゆみ", {5, true});
  paper.text(kMargin, 9.5, wide,
             fmt::format("生年月日 {}　印刷 {} {}", day_text(sheet.view.birth_date),
                         day_text(japan_date(sheet.printed.at)), sheet.printed.by),
             {2.8, false, print::Align::right, print::kGrey});
  return 17;
}

/// `open`: it goes on, nothing follows, so its name may be longer than the bar.
void draw_bar(Paper& paper, const Line& line, double y, const Date& from, const Date& to,
              const std::string& words, Ink ink, bool open = false) {
  const double a = line.x(from), wide = std::max(0.6, line.x(to) - a - 0.3);
  paper.area({a, y}, wide, kRow - 0.8, ink);
  if (!open) paper.clip({a, y}, wide, kRow - 0.8);
  paper.text(a + 0.6, y + 0.5, 80, words, {2.6});
  if (!open) paper.unclip();
}

double draw_years(Paper& paper, const CourseSheet& sheet, const Line& line, double y, double high) {
  for (int age = 0;; ++age) {
    const auto day = months_after(sheet.view.birth_date, 12 * age);
    if (sheet.view.until < day) break;
    paper.line({line.x(day), y}, {line.x(day), y + high}, 0.1, print::kFaint);
    paper.text(line.x(day) + 0.3, y, 12, fmt::format("{}歳", age),
               {2.3, false, print::Align::left, print::kGrey});
  }
  if (sheet.today <= sheet.view.until)
    paper.line({line.x(sheet.today), y}, {line.x(sheet.today), y + high}, 0.3, kEvent, true);
  return y + 4;
}

/// Rows in which no two periods overlap, at most `most`.
std::vector<std::pair<int, const CoursePlace*>> in_rows(const std::vector<CoursePlace>& places,
                                                        const Date& today, int most) {
  std::vector<Date> ends;
  std::vector<std::pair<int, const CoursePlace*>> out;
  for (const auto& place : places) {
    std::size_t row = 0;
    while (row < ends.size() && place.from <= ends[row]) ++row;
    if (row == static_cast<std::size_t>(most)) continue;
    if (row == ends.size()) ends.push_back(place.from);
    ends[row] = place.to.value_or(today);
    out.emplace_back(static_cast<int>(row), &place);
  }
  return out;
}

double draw_line(Paper& paper, const CourseSheet& sheet, double top) {
  const auto& view = sheet.view;
  const Line line{view.birth_date, view.until, kMargin + kLabels, paper.width() - 2 * kMargin - kLabels};
  const auto rows = in_rows(view.places, sheet.today, kMostRows);
  int count = 0;
  for (const auto& [row, place] : rows) count = std::max(count, row + 1);
  double y = draw_years(paper, sheet, line, top, 4 + kRow * (count + 3));
  const auto label = [&](const char* words) { paper.text(kMargin, y + 0.5, kLabels, words, {2.8, true}); };
  label("段階");
  for (const auto& stage : view.stages)
    draw_bar(paper, line, y, stage.from, stage.to, std::string(stage_name(stage.stage)), kStage);
  y += kRow;
  label("園・学校ほか");
  for (const auto& [row, place] : rows)
    draw_bar(paper, line, y + row * kRow, place->from, place->to.value_or(sheet.today), place->name,
             place->kind == CoursePlaceKind::school ? kSchool : kFacility, !place->to);
  if (const auto more = places_left_out(sheet); more > 0)
    paper.text(kMargin, y + kRow, kLabels, fmt::format("ほか{}か所は画面に", more), {2.3});
  y += kRow * count;
  label("健診");
  for (const auto& checkup : view.checkups)
    paper.area({line.x(checkup.from), y + 1.2}, std::max(0.7, line.x(checkup.to) - line.x(checkup.from)), 2.2,
               checkup.state == CheckupState::done ? kDone : kOpen);
  y += kRow;
  label("できごと");
  for (const auto& event : view.events)
    if (event.content.kind != CourseKind::checkup)
      paper.dot({line.x(event.content.starts_on), y + 2}, 1, kEvent);
  return y + kRow + 2;
}

std::vector<std::string> words_of(const CourseView& view) {
  std::vector<std::string> lines;
  for (const auto& checkup : view.checkups) {
    if (checkup.state == CheckupState::done) continue;
    lines.push_back(fmt::format("{}〜{}　{}　{}", day_text(checkup.from), day_text(checkup.to), checkup.ja,
                                checkup.state == CheckupState::missing ? "記録なし"
                                : checkup.state == CheckupState::now   ? "いまの時期"
                                                                       : "これから"));
  }
  for (const auto& event : view.events) {
    const auto& content = event.content;
    auto words = day_text(content.starts_on);
    if (content.ends_on) words += "〜" + day_text(*content.ends_on);
    words += fmt::format("　{}　{}", kind_name(content.kind), title_ja(content));
    if (!content.place.empty()) words += "（" + content.place.value + "）";
    if (!content.body.empty()) words += "　" + content.body.value;
    lines.push_back(std::move(words));
  }
  return lines;
}

/// Two columns to the foot of the page; what has no room is counted.
void draw_words(Paper& paper, const CourseView& view, double top) {
  const double wide = (paper.width() - 2 * kMargin - 6) / 2, bottom = paper.height() - 9;
  const auto lines = words_of(view);
  double x = kMargin, y = top;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const double high = paper.measure(wide, lines[i], {kList});
    if (y + high > bottom && x == kMargin) {
      x += wide + 6;
      y = top;
    }
    if (y + high > bottom) {
      paper.text(x, bottom, wide, fmt::format("ほか{}件", lines.size() - i), {kList, true});
      return;
    }
    paper.text(x, y, wide, lines[i], {kList});
    y += high + 0.8;
  }
}

}  // namespace

std::size_t places_left_out(const CourseSheet& sheet) {
  return sheet.view.places.size() - in_rows(sheet.view.places, sheet.today, kMostRows).size();
}

std::string draw_course_sheet(const CourseSheet& sheet) {
  Paper paper(print::Orientation::landscape, "あゆみ");
  draw_words(paper, sheet.view, draw_line(paper, sheet, draw_head(paper, sheet)));
  return paper.finish();
}

}  // namespace musubi::course
