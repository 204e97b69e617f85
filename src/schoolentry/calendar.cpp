#include "schoolentry/calendar.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/csv.hpp"

namespace musubi::schoolentry {
namespace {

#include "school_entry_calendar.inc"

struct MonthDay {
  unsigned month = 0, day = 0;
};
struct Row {
  CalendarKind kind = CalendarKind::other;
  std::string ja, en;
  MonthDay from, until, latest;
  bool by_law = false;
  std::string ground_ja, ground_en;
};

unsigned whole(const std::string& cell) {
  return cell.empty() ? 0 : static_cast<unsigned>(csv::number(cell));
}
/// A broken table is a broken build.
std::vector<Row> load() {
  std::vector<Row> rows;
  for (const auto& c : csv::shipped(kCalendarCsv, 12, "school_entry_calendar.csv"))
    rows.push_back({json::enum_value<CalendarKind>(c[0]).value(),
                    c[1],
                    c[2],
                    {whole(c[3]), whole(c[4])},
                    {whole(c[5]), whole(c[6])},
                    {whole(c[7]), whole(c[8])},
                    c[9] == "law",
                    c[10],
                    c[11]});
  return rows;
}
const std::vector<Row>& rows() {
  static const auto kRows = load();
  return kRows;
}

/// The process runs in the year before: from May on it is the year before the entry's. April is the entry.
Date day_of(const MonthDay& at, int school_year) {
  return make_date(at.month > 4 ? school_year - 1 : school_year, at.month, at.day).value();
}

}  // namespace

std::vector<CalendarGround> grounds_of(int school_year) {
  std::vector<CalendarGround> grounds;
  for (const auto& row : rows()) {
    CalendarGround ground{row.kind, row.ja, row.en, row.by_law, {}, row.ground_ja, row.ground_en};
    if (row.latest.month != 0) ground.latest = day_of(row.latest, school_year);
    grounds.push_back(std::move(ground));
  }
  return grounds;
}

Calendar default_calendar(int school_year) {
  Calendar calendar;
  for (const auto& row : rows())
    calendar.days.items.push_back(
        {row.kind, {}, day_of(row.from, school_year), day_of(row.until, school_year)});
  return calendar;
}

Status check_calendar(const Calendar& calendar, int school_year) {
  const auto first = make_date(school_year - 1, 4, 1).value();
  const auto last = make_date(school_year, 4, 30).value();
  const auto grounds = grounds_of(school_year);
  for (std::size_t i = 0; i < calendar.days.size(); ++i) {
    const auto& day = calendar.days.items[i];
    const auto field = fmt::format("calendar.days[{}].", i);
    if (day.kind == CalendarKind::other && day.title.empty())
      return fail(Code::invalid, field + "title", "予定の名前を入れてください。", "Please name it.");
    if (day.from < first || last < day.from || last < day.until)
      return fail(Code::invalid, field + "from", "この年度の手続の期間にない日です。",
                  "This day is not within the year's process.");
    if (day.until < day.from)
      return fail(Code::invalid, field + "until", "終わりの日が、始まりの日より前です。",
                  "The last day lies before the first.");
    const auto ground = std::ranges::find(grounds, day.kind, &CalendarGround::kind);
    if (ground != grounds.end() && ground->latest && *ground->latest < day.until)
      return fail(
          Code::invalid, field + "until",
          fmt::format("法令の期限（{}）より後です。{}", to_string(*ground->latest), ground->ground_ja),
          fmt::format("Later than the law allows ({}): {}", to_string(*ground->latest), ground->ground_en));
  }
  return {};
}

std::optional<Date> due_of(const Calendar& calendar, CalendarKind kind) {
  std::optional<Date> due;
  for (const auto& day : calendar.days)
    if (day.kind == kind && (!due || *due < day.until)) due = day.until;
  return due;
}

}  // namespace musubi::schoolentry
