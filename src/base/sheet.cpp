#include "base/sheet.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/typed.hpp"

namespace musubi::csv {
namespace {

constexpr auto kNowhere = std::string::npos;

bool is_blank(const Row& row) {
  return std::ranges::all_of(
      row.cells, [](const std::string& cell) { return text::tidy(cell, text::Kind::line).empty(); });
}

/// What the report repeats of a cell: it may be long, broken, or full of tricks.
std::string shown(std::string_view cell) {
  if (text::objection(cell, text::Kind::prose)) return "";
  if (cell.size() <= 200) return std::string(cell);
  auto end = std::size_t{200};
  while (end > 0 && (static_cast<unsigned char>(cell[end]) & 0xC0U) == 0x80U) --end;
  return std::string(cell.substr(0, end)) + "…";
}

}  // namespace

Result<Sheet> Sheet::open(std::string_view bytes, std::span<const Heading> headings, ImportReport& report) {
  TRY_ASSIGN(const auto decoded, decode(bytes));
  report.encoding = decoded.encoding == Encoding::utf_8 ? "utf-8" : "cp932";
  Sheet sheet;
  sheet.headings_.assign(headings.begin(), headings.end());
  TRY_ASSIGN(sheet.rows_, read(decoded.text));
  std::erase_if(sheet.rows_, is_blank);
  if (sheet.rows_.empty())
    return fail(Code::invalid, "", "ファイルが空です。1行目に項目名を置いてください。",
                "The file is empty. Its first line must name the columns.");
  if (sheet.rows_.size() > kMostRows + 1)
    return fail(Code::too_long, "",
                fmt::format("一度に取り込めるのは{}行までです。ファイルを分けてください。", kMostRows),
                fmt::format("At most {} lines at a time. Please divide the file.", kMostRows));
  const auto head = std::move(sheet.rows_.front());
  sheet.rows_.erase(sheet.rows_.begin());
  sheet.find_columns(head, report);
  report.rows = static_cast<std::int64_t>(sheet.rows_.size());
  if (sheet.rows_.empty())
    report.errors.push_back({static_cast<std::int64_t>(head.line), "", "", "項目名の下に行がありません。",
                             "There is no line below the headings."});
  const auto named = [&](std::size_t column) {
    return column < head.cells.size() && !text::fold_name(head.cells[column]).empty();
  };
  for (const auto& row : sheet.rows_)
    for (std::size_t column = 0; column < row.cells.size(); ++column)
      if (!named(column) && !row.cells[column].empty())
        report.errors.push_back({static_cast<std::int64_t>(row.line), "", shown(row.cells[column]),
                                 "項目名のない列に値があります。", "There is a value below no heading."});
  return sheet;
}

void Sheet::find_columns(const Row& head, ImportReport& report) {
  const auto line = static_cast<std::int64_t>(head.line);
  columns_.assign(headings_.size(), kNowhere);
  for (std::size_t column = 0; column < head.cells.size(); ++column) {
    const auto typed = text::fold_name(head.cells[column]);
    if (typed.empty()) continue;
    const auto heading = std::ranges::find_if(headings_, [&](const Heading& h) {
      return typed == text::fold_name(h.name) || (!h.also.empty() && typed == text::fold_name(h.also));
    });
    const auto value = shown(head.cells[column]);
    if (heading == headings_.end()) {
      report.errors.push_back({line, value, value, "知らない項目名です。項目名を直すか、列を消してください。",
                               "Unknown heading. Please correct it or remove the column."});
      continue;
    }
    auto& at = columns_[static_cast<std::size_t>(heading - headings_.begin())];
    if (at != kNowhere)
      report.errors.push_back(
          {line, value, value, "同じ項目名が2つあります。", "This heading appears twice."});
    at = column;
  }
  for (std::size_t i = 0; i < headings_.size(); ++i)
    if (headings_[i].required && columns_[i] == kNowhere)
      report.errors.push_back({line, std::string(headings_[i].name), "",
                               fmt::format("「{}」の列がありません。", headings_[i].name),
                               fmt::format("The column {} is missing.", headings_[i].name)});
}

std::string Sheet::Line::raw(std::size_t heading) const {
  const auto column = sheet_.columns_[heading];
  return column < row_.cells.size() ? row_.cells[column] : "";
}

void Sheet::Line::object(std::size_t heading, std::string ja, std::string en) {
  report_.errors.push_back({number(), std::string(sheet_.headings_[heading].name), shown(raw(heading)),
                            std::move(ja), std::move(en)});
}

std::string Sheet::Line::text(std::size_t heading, std::size_t min, std::size_t max, text::Kind kind) {
  auto value = text::tidy(raw(heading), kind);
  if (const auto objection = text::objection(value, kind)) {
    object(heading, std::string(objection->ja), std::string(objection->en));
    return "";
  }
  const auto length = text::length(value).value_or(0);
  if (length < min && sheet_.columns_[heading] != kNowhere)
    object(heading, "入力してください。", "This is needed.");
  if (length <= max) return value;
  object(heading, fmt::format("{}文字以内にしてください。", max), fmt::format("At most {} characters.", max));
  return "";
}

std::optional<Date> Sheet::Line::date(std::size_t heading, std::optional<Date> fallback) {
  const auto value = raw(heading);
  if (text::tidy(value, text::Kind::line).empty()) return fallback;
  if (const auto date = typed::date(value)) return date;
  object(heading, "日付として読めません。2026/4/1、令和8年4月1日のように入力してください。",
         "This is no date. Please write it like 2026/4/1.");
  return fallback;
}

bool Sheet::Line::yes_or_no(std::size_t heading) {
  if (const auto answer = typed::yes_or_no(raw(heading))) return *answer;
  object(heading, "「はい」か「いいえ」を入力してください。", "Please write yes or no.");
  return false;
}

}  // namespace musubi::csv
