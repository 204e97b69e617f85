// Records from a table (CSV), as a ward, a school or a device hands them over.
#include <array>
#include <charconv>

#include "base/typed.hpp"
#include "record/record_service.hpp"
#include "record/record_store.hpp"

namespace musubi::record {
namespace {

using access::Action;
using text::Kind;

enum Column : std::size_t { kDate, kTime, kType, kValue, kValue2, kKind, kWhat, kNote };
constexpr std::array<csv::Heading, 8> kHeadings{{{"日付", true, "日時"},
                                                 {"時刻", false},
                                                 {"種類", true, "項目"},
                                                 {"値", false, "数値"},
                                                 {"値2", false, "最低"},
                                                 {"区分", false},
                                                 {"内容", false},
                                                 {"メモ", false, "備考"}}};

/// `8:30`, `08:30`, `8時30分`; empty is midnight.
std::optional<std::chrono::minutes> clock_time(std::string_view typed) {
  const auto folded = text::fold(text::tidy(typed, Kind::line));
  if (folded.empty()) return std::chrono::minutes{0};
  int hour = 0, minute = 0;
  const char* const end = folded.data() + folded.size();
  auto at = std::from_chars(folded.data(), end, hour);
  if (at.ec != std::errc{}) return std::nullopt;
  std::string_view rest(at.ptr, static_cast<std::size_t>(end - at.ptr));
  for (const std::string_view mark : {":", "時"})
    if (rest.starts_with(mark)) {
      rest.remove_prefix(mark.size());
      break;
    }
  if (!rest.empty()) {
    at = std::from_chars(rest.data(), end, minute);
    if (at.ec != std::errc{}) return std::nullopt;
    const std::string_view tail(at.ptr, static_cast<std::size_t>(end - at.ptr));
    if (!tail.empty() && tail != "分" && tail != ":00") return std::nullopt;
  }
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59) return std::nullopt;
  return std::chrono::hours{hour} + std::chrono::minutes{minute};
}

std::optional<Time> moment_in(csv::Sheet::Line& line) {
  auto day = text::tidy(line.raw(kDate), Kind::line);
  auto clock = line.raw(kTime);
  if (const auto blank = day.find(' '); blank != std::string::npos && text::tidy(clock, Kind::line).empty()) {
    clock = day.substr(blank + 1);
    day.resize(blank);
  }
  const auto date = typed::date(day);
  if (!date) {
    line.object(kDate, "日付として読めません。2026/4/1、令和8年4月1日のように入力してください。",
                "This is no date. Please write it like 2026/4/1.");
    return std::nullopt;
  }
  const auto minutes = clock_time(clock);
  if (!minutes) {
    line.object(kTime, "時刻として読めません。8:30 のように入力してください。",
                "This is no time. Please write it like 8:30.");
    return std::nullopt;
  }
  return japan_midnight(*date) + *minutes;
}

std::optional<double> number_in(csv::Sheet::Line& line, std::size_t column) {
  const auto folded = text::fold(text::tidy(line.raw(column), Kind::line));
  if (folded.empty()) return std::nullopt;
  double value = 0;
  const auto [end, error] = std::from_chars(folded.data(), folded.data() + folded.size(), value);
  if (error == std::errc{} && end == folded.data() + folded.size()) return value;
  line.object(column, "数値として読めません。単位は書かずに数字だけを入力してください。",
              "This is no number. Please write digits only, without a unit.");
  return std::nullopt;
}

std::string kind_in(csv::Sheet::Line& line, const RecordType& type) {
  const auto typed = line.text(kKind, 0, 100, Kind::line);
  if (typed.empty()) return "";
  if (const auto* kind = kind_called(type, typed)) return kind->code;
  line.object(kKind, "この種類の記録にない区分です。", "This kind of record has no such kind.");
  return "";
}

/// Behind the numbers' and texts' own checks: which column the rule spoke of.
std::size_t column_of(const std::string& field) {
  if (field.ends_with("value2")) return kValue2;
  if (field.ends_with("value")) return kValue;
  if (field.ends_with("kind")) return kKind;
  if (field.ends_with("what")) return kWhat;
  return kType;
}

std::optional<NewRecord> record_in(Tx& tx, csv::Sheet::Line& line, ClassSet held) {
  const auto typed = line.text(kType, 1, 100, Kind::line);
  const auto* type = type_called(typed);
  if (type == nullptr) {
    if (!typed.empty()) line.object(kType, "知らない種類の記録です。", "Unknown kind of record.");
    return std::nullopt;
  }
  NewRecord record;
  record.type = {type->code};
  const auto at = moment_in(line);
  auto& state = record.state;
  state.value = number_in(line, kValue);
  state.value2 = number_in(line, kValue2);
  state.kind = {kind_in(line, *type)};
  state.what = {line.text(kWhat, 0, 200, Kind::line)};
  state.note = {line.text(kNote, 0, 2000, Kind::prose)};
  const auto info_class = class_for(*type, held);
  if (!info_class)
    line.object(kType, "この記録を扱う権限がありません。", "Your seat does not include this kind of record.");
  if (!at || !info_class) return std::nullopt;
  state.at = *at;
  state.info_class = *info_class;
  if (const auto fine = check_state(*type, state, tx.now()); !fine) {
    line.object(column_of(fine.error().field), fine.error().detail, fine.error().detail_en);
    return std::nullopt;
  }
  return record;
}

}  // namespace

Result<csv::ImportReport> import_records(Tx& tx, const Actor& actor, PersonId person, std::string_view bytes,
                                         bool dry_run) {
  TRY_ASSIGN(const auto grant, access::require(tx, actor, Action::post, person, {{}, "record_import", {}}));
  const auto reach = reach_of(actor, grant);
  csv::ImportReport report;
  TRY_ASSIGN(const auto sheet, csv::Sheet::open(bytes, kHeadings, report));
  NewRecords batch;
  for (const auto& row : sheet.rows()) {
    csv::Sheet::Line line(sheet, row, report);
    auto record = record_in(tx, line, grant.classes);
    if (!record) continue;
    if (is_recorded(tx, reach, *record))
      line.object(kDate, "同じ日時に同じ内容の記録がすでにあります。",
                  "The same is recorded at this time already.");
    record->id = tx.new_id<RecordId>();
    batch.items.items.push_back(std::move(*record));
  }
  std::ranges::stable_sort(report.errors, {}, &csv::ImportError::line);
  if (dry_run || !report.errors.empty()) return report;
  if (batch.items.empty()) return report;
  TRY(add_records(tx, actor, person, batch));
  report.created = static_cast<std::int64_t>(batch.items.size());
  return report;
}

}  // namespace musubi::record
