#include "course/checkups.hpp"

#include <algorithm>

#include "base/csv.hpp"
#include "person/person.hpp"

namespace musubi::course {
namespace {

#include "checkups.inc"

int whole(const std::string& cell) {
  return cell.empty() ? 0 : static_cast<int>(csv::number(cell));
}

std::vector<Checkup> load() {
  std::vector<Checkup> all;
  for (const auto& c : csv::shipped(kCheckupsCsv, 9, "checkups.csv"))
    all.push_back({c[0], c[1], c[2], json::enum_value<CheckupRule>(c[3]).value(), whole(c[4]), whole(c[5]),
                   json::enum_value<CheckupBasis>(c[6]).value(), c[7], c[8]});
  return all;
}

}  // namespace

const std::vector<Checkup>& checkups() {
  static const auto kAll = load();
  return kAll;
}

const Checkup* find_checkup(std::string_view code) {
  const auto at = std::ranges::find(checkups(), code, &Checkup::code);
  return at == checkups().end() ? nullptr : &*at;
}

Date months_after(const Date& birth, int months) {
  const auto ymd = birth.ymd + std::chrono::months{months};
  if (ymd.ok()) return Date{ymd};
  const auto next = ymd.year() / ymd.month() + std::chrono::months{1};
  return Date{next / std::chrono::day{1}};
}

Window window_of(const Checkup& checkup, const Date& birth) {
  switch (checkup.rule) {
    case CheckupRule::days:
      return {add_days(birth, checkup.from), add_days(birth, checkup.until - 1)};
    case CheckupRule::months:
      return {months_after(birth, checkup.from), add_days(months_after(birth, checkup.until), -1)};
    case CheckupRule::fifth_year: {
      // An age is reached at the end of the day before the birthday (年齢計算ニ関スル法律).
      const int year = school_year(add_days(months_after(birth, 60), -1));
      return {make_date(year, 4, 1).value(), make_date(year + 1, 3, 31).value()};
    }
    case CheckupRule::school_entry: {
      const int year = person::school_entry_year(birth) - 1;
      return {make_date(year, 10, 1).value(), make_date(year, 12, 31).value()};
    }
  }
  return {};
}

}  // namespace musubi::course
