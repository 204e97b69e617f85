#include "assessment/assessment.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "growth/growth.hpp"

namespace musubi::assessment {
namespace {

constexpr double kMostAgeMonths = 1200;

Status within(const std::optional<double>& number, double low, double high, const std::string& field) {
  if (!number || (std::isfinite(*number) && *number >= low && *number <= high)) return {};
  return fail(Code::invalid, field, fmt::format("{}〜{} の範囲で入力してください。", low, high),
              fmt::format("This goes from {} to {}.", low, high));
}

Status check_band(const AssessmentValue& value, const InstrumentScale& scale, const std::string& path) {
  TRY(within(value.low, scale.min, scale.max, path + ".low"));
  TRY(within(value.high, scale.min, scale.max, path + ".high"));
  if (value.low.has_value() != value.high.has_value())
    return fail(Code::invalid, path + (value.low ? ".high" : ".low"),
                "信頼区間は下と上の両方を入力してください。", "A band has both ends.");
  const bool any = value.low || value.standard_error;
  if (!any) {
    if (value.band_level)
      return fail(Code::invalid, path + ".band_level", "信頼区間がありません。", "There is no band.");
    return {};
  }
  if (!value.value)
    return fail(Code::invalid, path + ".value", "信頼区間だけでなく、値も入力してください。",
                "A band needs its value.");
  if (value.low && (*value.low > *value.value || *value.high < *value.value))
    return fail(Code::invalid, path + ".low", "信頼区間は値を含む範囲にしてください。",
                "A band lies round its value.");
  if (!value.band_level || (*value.band_level != 90 && *value.band_level != 95))
    return fail(Code::invalid, path + ".band_level", "信頼区間が90%か95%かを選んでください。",
                "Please choose 90 or 95 per cent.");
  return within(value.standard_error, 0.01, scale.max - scale.min, path + ".standard_error");
}

Status check_value(const Instrument& instrument, const AssessmentValue& value, const std::string& path) {
  const auto* domain = find_domain(instrument, value.domain.value);
  if (domain == nullptr)
    return fail(Code::invalid, path + ".domain", "この検査にない領域です。",
                "This instrument has no such domain.");
  const auto& scale = scale_of(instrument, *domain);
  TRY(within(value.value, scale.min, scale.max, path + ".value"));
  if (scale.kind == ScaleKind::level && value.value && *value.value != std::floor(*value.value))
    return fail(Code::invalid, path + ".value", "段階を選んでください。", "Please choose a level.");
  if (value.age_months && scale.kind != ScaleKind::development)
    return fail(Code::invalid, path + ".age_months", "この領域に年齢の欄はありません。",
                "This domain takes no age.");
  TRY(within(value.age_months, 0, kMostAgeMonths, path + ".age_months"));
  TRY(within(value.percentile, 0, 100, path + ".percentile"));
  if (!value.value && !value.age_months && value.described_as.empty())
    return fail(Code::invalid, path + ".value", "値を入力してください。", "A value is needed.");
  return check_band(value, scale, path);
}

Status check_sharing(const AssessmentState& state, const std::string& path) {
  if (state.with_guardians && state.for_guardians.empty() && !state.numbers_with_guardians)
    return fail(Code::invalid, path + ".for_guardians",
                "保護者に見せるときは、保護者向けのまとめを書いてください。",
                "Please write a summary for guardians before sharing.");
  if (state.numbers_with_guardians && !state.with_guardians)
    return fail(Code::invalid, path + ".numbers_with_guardians",
                "数値を見せるときは、まとめも見せてください。", "Numbers are shared with the summary.");
  return {};
}

Status check_about(const Instrument& instrument, const AssessmentState& state, const std::string& path) {
  if (std::ranges::find(instrument.editions, state.edition.value) == instrument.editions.end())
    return fail(Code::invalid, path + ".edition", "どの版で行ったかを選んでください。",
                "Please choose the edition.");
  if (std::ranges::find(instrument.reporters, state.reporter) == instrument.reporters.end())
    return fail(Code::invalid, path + ".reporter", "だれが答えたかを選んでください。",
                "Please choose who answered.");
  if (std::ranges::find(instrument.classes, state.info_class) == instrument.classes.end())
    return fail(Code::invalid, path + ".info_class", "この検査には使えない情報区分です。",
                "This instrument does not come in this class.");
  if (state.outside && state.facility.empty())
    return fail(Code::invalid, path + ".facility", "検査を受けた機関の名前を書いてください。",
                "Please name the place where the test was done.");
  if (!state.outside && (!state.facility.empty() || !state.examiner.empty()))
    return fail(Code::invalid, path + ".facility", "ほかの機関で受けた検査の欄です。",
                "This is for tests done elsewhere.");
  return {};
}

}  // namespace

Status check_state(const Instrument& instrument, const AssessmentState& state, const Date& birth,
                   const Date& today, const std::string& path) {
  if (state.tested_on > today)
    return fail(Code::invalid, path + ".tested_on", "これからの日付です。", "This day has not come yet.");
  if (state.tested_on < birth)
    return fail(Code::invalid, path + ".tested_on", "生まれた日より前の日付です。",
                "This day is before the birth.");
  TRY(check_about(instrument, state, path));
  if (state.values.empty())
    return fail(Code::invalid, path + ".values", "結果を1つ以上入力してください。",
                "Please enter at least one result.");
  std::set<std::string_view> seen;
  for (std::size_t i = 0; i < state.values.size(); ++i) {
    const auto& value = state.values.items[i];
    const auto at = fmt::format("{}.values[{}]", path, i);
    TRY(check_value(instrument, value, at));
    if (!seen.insert(value.domain.value).second)
      return fail(Code::invalid, at + ".domain", "同じ領域が2回あります。", "This domain is there twice.");
  }
  return check_sharing(state, path);
}

std::vector<AssessmentReading> readings_of(const Instrument& instrument, const AssessmentState& state) {
  std::vector<AssessmentReading> readings;
  for (const auto& value : state.values) {
    const auto* domain = find_domain(instrument, value.domain.value);
    if (domain == nullptr || !value.value) continue;
    const auto& scale = scale_of(instrument, *domain);
    AssessmentReading reading;
    reading.domain = domain->code;
    if (scale.kind == ScaleKind::standard) reading.z = (*value.value - *scale.mean) / *scale.sd;
    if (value.band_level) reading.band_level = value.band_level->value;
    if (value.low) {
      reading.band_low = value.low;
      reading.band_high = value.high;
    } else if (value.standard_error && value.band_level) {
      // two-sided limits of the normal distribution
      const double reach = (*value.band_level == 95 ? 1.959964 : 1.644854) * *value.standard_error;
      reading.band_low = std::max(scale.min, *value.value - reach);
      reading.band_high = std::min(scale.max, *value.value + reach);
      reading.band_reckoned = true;
    }
    if (domain->cutoffs)
      for (const auto& cutoff : *domain->cutoffs)
        if (cutoff.direction == CutoffDirection::at_or_above ? *value.value >= cutoff.at
                                                             : *value.value <= cutoff.at)
          reading.reached.push_back({cutoff.ja, cutoff.en});
    readings.push_back(std::move(reading));
  }
  return readings;
}

AssessmentAge age_at(const Date& birth, const Date& on) {
  const auto age = age_on(birth, on);
  return {age.years, age.months};
}

std::optional<AssessmentAge> corrected_age_at(const Date& birth, std::optional<int> gestation_days,
                                              const Date& on) {
  const auto due = growth::due_date(birth, gestation_days);
  const auto age = age_at(birth, on);
  if (due == birth || age.years * 12 + age.months >= kCorrectedBelowMonths) return std::nullopt;
  return on < due ? AssessmentAge{} : age_at(due, on);
}

bool is_out_of_age(const Instrument& instrument, const AssessmentAge& age) {
  const auto months = age.years * 12 + age.months;
  return months < instrument.from_months || (instrument.to_months && months > *instrument.to_months);
}

AssessmentState reduced(const AssessmentState& state, AssessmentSight sight) {
  if (sight == AssessmentSight::full) return state;
  AssessmentState less;
  less.tested_on = state.tested_on;
  less.edition = state.edition;
  less.reporter = state.reporter;
  less.info_class = state.info_class;
  if (sight == AssessmentSight::guardian_summary) {
    less.for_guardians = state.for_guardians;
    less.with_guardians = true;
  } else {
    less.for_teachers = state.for_teachers;
  }
  return less;
}

ClassSet summary_class(const AssessmentState& state) {
  return state.for_teachers.empty() ? ClassSet{} : ClassSet::of(InfoClass::education);
}

std::string age_ja(const AssessmentAge& age) {
  return fmt::format("{}歳{}か月", age.years, age.months);
}

std::string value_ja(const InstrumentScale& scale, const AssessmentValue& value) {
  const auto months = [](double all) {
    const auto whole = static_cast<std::int64_t>(all);
    return age_ja({whole / 12, whole % 12});
  };
  std::string out;
  if (value.value) {
    if (scale.kind == ScaleKind::level)
      out = (*scale.levels)[static_cast<std::size_t>(*value.value) - 1].ja;
    else if (scale.kind == ScaleKind::age)
      out = months(*value.value);
    else
      out = fmt::format("{:.{}f}", *value.value, scale.decimals);
    if (scale.kind == ScaleKind::seconds) out += "秒";
  }
  if (value.age_months)
    out += (out.empty() ? "" : "（") + months(*value.age_months) + (out.empty() ? "" : "）");
  return out;
}

}  // namespace musubi::assessment
