#include "record/record_sheet.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "base/date_words.hpp"
#include "print/paper.hpp"

namespace musubi::record {
namespace {

using print::Paper;

constexpr double kMargin = 14;
constexpr std::string_view kWeekdays[] = {"日", "月", "火", "水", "木", "金", "土"};

std::string clock_text(Time at) {
  const auto local = at + std::chrono::hours{9};
  const auto minutes =
      std::chrono::floor<std::chrono::minutes>(local - std::chrono::floor<std::chrono::days>(local));
  return fmt::format("{}:{:02}", minutes.count() / 60, minutes.count() % 60);
}
std::string day_text(const Date& date) {
  const auto weekday = std::chrono::weekday{std::chrono::sys_days{date.ymd}}.c_encoding();
  return fmt::format("{}（{}）", date_ja(date), kWeekdays[weekday]);
}
std::string alert_text(const RecordView& record) {
  switch (record.alert) {
    case Alert::none:
      return record.unusual ? "要確認の値" : "";
    case Alert::low:
    case Alert::low2:
      return "▼下限より低い";
    case Alert::high:
    case Alert::high2:
      return "▲上限より高い";
  }
  return "";
}

/// Head of every page: whose sheet it is, what it covers, who printed it. Returns where the body begins.
double draw_head(Paper& paper, const SheetData& data, const std::string& title, const std::string& period) {
  const double wide = paper.width() - 2 * kMargin;
  paper.text(kMargin, 12, wide, title, {5.5, true});
  paper.text(kMargin, 12, wide, fmt::format("{}ページ", paper.page()),
             {3, false, print::Align::right, print::kGrey});
  const auto age = age_on(data.birth_date, data.to);
  paper.text(kMargin, 20.5, wide,
             fmt::format("{}（{}）　{}生まれ　{}歳{}か月", data.name, data.kana, day_text(data.birth_date),
                         age.years, age.months),
             {4});
  paper.text(kMargin, 26.5, wide, period, {4, true});
  paper.text(kMargin, 26.5, wide,
             fmt::format("印刷 {} {} {}", day_text(japan_date(data.printed.at)), clock_text(data.printed.at),
                         data.printed.by),
             {2.8, false, print::Align::right, print::kGrey});
  return 34;
}

std::string details(const RecordView& record, const RecordType& type) {
  std::string out;
  const auto add = [&](std::string_view label, const std::string& words) {
    if (words.empty()) return;
    if (!out.empty()) out += "\n";
    out.append(label).append(words);
  };
  if (type.abc) {
    add("前：", record.before);
    add("あと：", record.after);
  }
  add("", record.note);
  add("", alert_text(record));
  return out;
}

std::string count_of(const std::vector<const RecordView*>& records, const RecordType& type) {
  if (type.need == Need::none || type.abc) return fmt::format("{}回", records.size());
  double low = 0, high = 0, sum = 0;
  std::size_t numbers = 0;
  for (const auto* record : records) {
    if (!record->value) continue;
    low = numbers == 0 ? *record->value : std::min(low, *record->value);
    high = numbers == 0 ? *record->value : std::max(high, *record->value);
    sum += *record->value;
    ++numbers;
  }
  const bool summed = type.code == "drink" || type.code == "tube_feeding" || type.code == "urine" ||
                      type.code == "suction" || type.code == "stool" || type.code == "sleep";
  std::string out;
  if (numbers == 0)
    out = fmt::format("{}回", records.size());
  else if (summed)
    out = type.code == "sleep"
              ? fmt::format("{}時間{}分", static_cast<int>(sum) / 60, static_cast<int>(sum) % 60)
              : number_text(sum, type.decimals) + type.unit;
  else if (type.code == "seizure")
    out = fmt::format("{}回（{}{}）", records.size(), records.size() > 1 ? "最長 " : "",
                      summary_ja(type, high, {}, "", ""));
  else if (type.need == Need::values)
    out = summary_ja(type, records.back()->value, records.back()->value2, "", "");
  else if (low == high)
    out =
        number_text(low, type.decimals) + (records.size() > 1 ? fmt::format("（{}回）", records.size()) : "");
  else
    out = number_text(low, type.decimals) + "〜" + number_text(high, type.decimals);
  const bool alarmed = std::ranges::any_of(records, [](const auto* r) { return r->alert != Alert::none; });
  return alarmed ? out + " ▲▼" : out;
}

}  // namespace

std::string draw_day_sheet(const SheetData& data) {
  Paper paper(print::Orientation::portrait, "記録（1日）");
  const auto head = [&](Paper& page) { return draw_head(page, data, "記録（1日）", day_text(data.from)); };
  double y = head(paper);
  if (data.records.empty()) {
    paper.text(kMargin, y, 180, "この日の記録はありません。", {4});
    return paper.finish();
  }
  std::vector<std::vector<print::Cell>> rows;
  for (const auto& record : data.records) {
    const auto* type = find_type(record.type);
    if (type == nullptr) continue;
    rows.push_back(
        {{clock_text(record.at)},
         {type->ja, true},
         {summary_ja(*type, record.value, record.value2, record.kind, record.what)},
         {details(record, *type)},
         {record.author.facility_name.empty() ? record.author.name
                                              : record.author.facility_name + "\n" + record.author.name}});
  }
  print::table(paper, kMargin, y, {14, 24, 48, 58, 38}, {"時刻", "種類", "内容", "メモ", "記録した人"}, rows,
               285, head);
  return paper.finish();
}

std::string draw_month_sheet(const SheetData& data) {
  const auto title = std::string("記録（1か月）");
  Paper paper(print::Orientation::landscape, title);
  const auto period = fmt::format("{}年{}月", static_cast<int>(data.from.ymd.year()),
                                  static_cast<unsigned>(data.from.ymd.month()));
  const auto head = [&](Paper& page) { return draw_head(page, data, title, period); };
  double y = head(paper);
  std::map<std::string, std::map<std::string, std::vector<const RecordView*>>>
      by_day;  // date → type → records
  std::map<std::string, std::size_t> used;
  for (const auto& record : data.records) {
    by_day[to_string(japan_date(record.at))][record.type].push_back(&record);
    ++used[record.type];
  }
  std::vector<const RecordType*> columns;
  for (const auto& type : types())
    if (used.contains(type.code)) columns.push_back(&type);
  if (columns.empty()) {
    paper.text(kMargin, y, 180, "この月の記録はありません。", {4});
    return paper.finish();
  }
  constexpr std::size_t kMostColumns = 10;
  for (std::size_t first = 0; first < columns.size(); first += kMostColumns) {
    if (first != 0) {
      paper.next_page();
      y = head(paper);
    }
    const auto count = std::min(kMostColumns, columns.size() - first);
    std::vector<double> widths{22};
    std::vector<std::string> names{"日"};
    for (std::size_t i = 0; i < count; ++i) {
      widths.push_back((paper.width() - 2 * kMargin - 22) / static_cast<double>(count));
      names.push_back(columns[first + i]->ja);
    }
    std::vector<std::vector<print::Cell>> rows;
    for (auto day = data.from; day <= data.to; day = add_days(day, 1)) {
      const auto weekday = std::chrono::weekday{std::chrono::sys_days{day.ymd}}.c_encoding();
      std::vector<print::Cell> row{
          {fmt::format("{}（{}）", static_cast<unsigned>(day.ymd.day()), kWeekdays[weekday])}};
      const auto of_day = by_day.find(to_string(day));
      for (std::size_t i = 0; i < count; ++i) {
        const auto* type = columns[first + i];
        const bool any = of_day != by_day.end() && of_day->second.contains(type->code);
        row.push_back({any ? count_of(of_day->second.at(type->code), *type) : ""});
      }
      rows.push_back(std::move(row));
    }
    print::table(paper, kMargin, y, widths, names, rows, 200, head, 2.8);
  }
  return paper.finish();
}

}  // namespace musubi::record
