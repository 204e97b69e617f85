#include "record/record.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cmath>

namespace musubi::record {
namespace {

Status check_number(const std::optional<double>& value, const std::optional<double>& low,
                    const std::optional<double>& high, const RecordType& type, const std::string& field) {
  if (!value) return {};
  const bool in_bounds = std::isfinite(*value) && (!low || *value >= *low) && (!high || *value <= *high);
  if (in_bounds) return {};
  return fail(
      Code::invalid, field,
      fmt::format("{}は {}〜{} {} の範囲で入力してください。", type.ja, low.value_or(0), high.value_or(0),
                  type.unit),
      fmt::format("{} goes from {} to {} {}.", type.en, low.value_or(0), high.value_or(0), type.unit));
}

Status check_numbers(const RecordType& type, const RecordState& state, const std::string& path) {
  const bool needed = type.need == Need::value || type.need == Need::values;
  if (needed && !state.value)
    return fail(Code::invalid, json::join(path, "value"), "数値を入力してください。", "A number is needed.");
  if (type.need == Need::values && !state.value2)
    return fail(Code::invalid, json::join(path, "value2"), "2つめの数値を入力してください。",
                "The second number is needed.");
  if ((type.need == Need::none && state.value) || (type.need != Need::values && state.value2))
    return fail(Code::invalid, json::join(path, state.value2 ? "value2" : "value"),
                "この記録に数値はありません。", "This kind of record takes no such number.");
  TRY(check_number(state.value, type.min, type.max, type, json::join(path, "value")));
  TRY(check_number(state.value2, type.min2, type.max2, type, json::join(path, "value2")));
  if (type.need == Need::values && *state.value2 >= *state.value)
    return fail(Code::invalid, json::join(path, "value2"),
                fmt::format("{}は{}より小さい値にしてください。", type.value2_ja, type.value_ja),
                fmt::format("{} must be below {}.", type.value2_en, type.value_en));
  return {};
}

}  // namespace

Status check_state(const RecordType& type, const RecordState& state, Time now, const std::string& path) {
  if (state.at > now + kAhead)
    return fail(Code::invalid, json::join(path, "at"), "これからの日時です。", "This time has not come yet.");
  TRY(check_numbers(type, state, path));
  if (state.kind.empty() ? type.kind_need == KindNeed::required
                         : find_kind(type, state.kind.value) == nullptr)
    return fail(Code::invalid, json::join(path, "kind"), "種類を選んでください。", "Please choose a kind.");
  const bool has_what = !type.what_ja.empty() || type.abc;
  if (has_what ? state.what.empty() && type.abc : !state.what.empty())
    return fail(Code::invalid, json::join(path, "what"),
                type.abc ? "どんな行動があったかを書いてください。" : "この記録にこの欄はありません。",
                type.abc ? "Please write what happened." : "This kind of record has no such text.");
  if (!type.abc && (!state.before.empty() || !state.after.empty()))
    return fail(Code::invalid, json::join(path, "before"), "この記録にこの欄はありません。",
                "This kind of record has no such text.");
  if (std::ranges::find(type.classes, state.info_class) == type.classes.end())
    return fail(Code::invalid, json::join(path, "info_class"), "この記録には使えない情報区分です。",
                "This kind of record does not come in this class.");
  return {};
}

Alert alert_of(const LimitView& limit, const std::optional<double>& value,
               const std::optional<double>& value2) {
  if (value && limit.low && *value < *limit.low) return Alert::low;
  if (value && limit.high && *value > *limit.high) return Alert::high;
  if (value2 && limit.low2 && *value2 < *limit.low2) return Alert::low2;
  if (value2 && limit.high2 && *value2 > *limit.high2) return Alert::high2;
  return Alert::none;
}

bool is_unusual(const RecordType& type, const std::optional<double>& value) {
  return value &&
         ((type.usual_low && *value < *type.usual_low) || (type.usual_high && *value > *type.usual_high));
}

Status check_limit(const RecordType& type, const LimitEdit& limit) {
  if (type.need == Need::none && (limit.low || limit.high))
    return fail(Code::invalid, "low", "この記録に数値はありません。", "This kind of record takes no number.");
  if (type.need != Need::values && (limit.low2 || limit.high2))
    return fail(Code::invalid, "low2", "この記録の数値は1つです。", "This kind of record takes one number.");
  TRY(check_number(limit.low, type.min, type.max, type, "low"));
  TRY(check_number(limit.high, type.min, type.max, type, "high"));
  TRY(check_number(limit.low2, type.min2, type.max2, type, "low2"));
  TRY(check_number(limit.high2, type.min2, type.max2, type, "high2"));
  const bool crossed = (limit.low && limit.high && *limit.low >= *limit.high);
  const bool crossed2 = (limit.low2 && limit.high2 && *limit.low2 >= *limit.high2);
  if (crossed || crossed2)
    return fail(Code::invalid, crossed ? "high" : "high2", "上限は下限より大きい値にしてください。",
                "The upper limit must be above the lower one.");
  return {};
}

RecordCursor newest_record_cursor() {
  return {Time::max(), RecordId{}};
}

std::string to_string(const RecordCursor& cursor) {
  return fmt::format("{}.{}", to_unix_us(cursor.at), to_string(cursor.id));
}

Result<RecordCursor> parse_record_cursor(std::string_view text) {
  const auto dot = text.find('.');
  std::int64_t us = 0;
  const auto digits = text.substr(0, dot);
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), us);
  const auto id = dot == std::string_view::npos ? std::nullopt : parse_uuid(text.substr(dot + 1));
  if (error != std::errc{} || end != digits.data() + digits.size() || !id)
    return fail(Code::invalid, "before", "続きの位置が正しくありません。", "This is no place in the list.");
  return RecordCursor{from_unix_us(us), {*id}};
}

std::string summary_ja(const RecordType& type, const std::optional<double>& value,
                       const std::optional<double>& value2, std::string_view kind, std::string_view what) {
  std::string out;
  const auto add = [&](std::string_view part) {
    if (part.empty()) return;
    if (!out.empty()) out += ' ';
    out += part;
  };
  if (const auto* known = find_kind(type, kind)) add(known->ja);
  if (value && value2)
    add(fmt::format("{}/{} {}", number_text(*value, type.decimals), number_text(*value2, type.decimals),
                    type.unit));
  else if (value && type.code == "seizure" && *value >= 60)
    add(fmt::format("{}分{}秒", static_cast<int>(*value) / 60, static_cast<int>(*value) % 60));
  else if (value && type.code == "sleep")
    add(fmt::format("{}時間{}分", static_cast<int>(*value) / 60, static_cast<int>(*value) % 60));
  else if (value)
    add(number_text(*value, type.decimals) + " " + type.unit);
  add(what);
  return out;
}

}  // namespace musubi::record
