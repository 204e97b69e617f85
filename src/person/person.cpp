#include "person/person.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <algorithm>
#include <array>

namespace musubi::person {
namespace {

constexpr int kOldest = 130;
constexpr int kGrades = 12;  // 小1 to 高3

/// School years since entry on a day: 0 in the first year, negative before.
int school_years_since_entry(const Date& birth, const Date& on) {
  return school_year(on) - school_entry_year(birth);
}

bool is_attended(const SchoolItem& school, const Date& on) {
  return school.starts_on <= on && (!school.ends_on || on <= *school.ends_on);
}

const SchoolItem* present_school(const std::vector<SchoolItem>& schools, const Date& on) {
  const SchoolItem* found = nullptr;
  for (const auto& school : schools)
    if (is_attended(school, on) && !school.grade.empty() &&
        (found == nullptr || found->starts_on < school.starts_on))
      found = &school;
  return found;
}

/// The stage a written grade names: 小3, 中学部2年, 高等部1年, 年長 …
std::optional<Stage> stage_named(std::string_view grade) {
  const auto has = [&](std::string_view word) { return grade.find(word) != std::string_view::npos; };
  if (has("年長")) return Stage::preschool;
  if (has("年中") || has("年少") || has("歳児")) return Stage::toddler;
  if (has("高")) return Stage::high_school;
  if (has("中")) return Stage::junior_high;
  if (has("小")) return Stage::elementary;
  return std::nullopt;
}

Stage stage_by_age(const Date& birth, const Date& on) {
  const int years = school_years_since_entry(birth, on);
  const int age = age_on(birth, on).years;
  if (years < 0) return age < 1 ? Stage::infant : years == -1 ? Stage::preschool : Stage::toddler;
  if (years < 6) return Stage::elementary;
  if (years < 9) return Stage::junior_high;
  if (years < kGrades) return Stage::high_school;
  if (age < 20) return Stage::transition;
  return age < 65 ? Stage::adult : Stage::elderly;
}

bool same_place(const SchoolItem& a, const SchoolItem& b) {
  if (a.facility_id || b.facility_id) return a.facility_id == b.facility_id;
  return text::fold_name(a.facility_name.value) == text::fold_name(b.facility_name.value);
}
bool overlap(const SchoolItem& a, const SchoolItem& b) {
  return (!a.ends_on || b.starts_on <= *a.ends_on) && (!b.ends_on || a.starts_on <= *b.ends_on);
}

// --- words of a change -----------------------------------------------------------------------------------

std::string words(const Date& date) {
  return to_string(date);
}
std::string words(const std::optional<FileId>& photo) {
  return photo ? "あり" : "";
}
template <std::size_t Max, text::Kind K, std::size_t Min>
std::string words(const Bounded<Max, K, Min>& text) {
  return text.value;
}
template <class E>
requires std::is_enum_v<E> std::string words(E value) {
  return std::string(json::enum_name(value));
}
std::string words(const std::optional<Stage>& stage) {
  return stage ? words(*stage) : "";
}
std::string words(const AllergyItem& allergy) {
  constexpr std::array<std::string_view, 3> kSeverities{"軽い", "中くらい", "重い"};
  return fmt::format("{}（{}{}{}）", allergy.substance.value,
                     kSeverities[static_cast<std::size_t>(allergy.severity)],
                     allergy.reaction.empty() ? "" : "、", allergy.reaction.value);
}
std::string words(const SchoolItem& school) {
  auto line = school.facility_name.value;
  for (const auto& part : {school.grade.value, school.class_name.value})
    if (!part.empty()) line += ' ' + part;
  return fmt::format("{}（{}〜{}）", line, to_string(school.starts_on),
                     school.ends_on ? to_string(*school.ends_on) : "");
}
template <class T>
std::string words(const std::vector<T>& items) {
  std::vector<std::string> all;
  for (const auto& item : items) all.push_back(words(item));
  return fmt::format("{}", fmt::join(all, "、"));
}

}  // namespace

std::vector<FieldChange> changes_between(const PersonBody& before, const PersonBody& after) {
  std::vector<FieldChange> changes;
  boost::mp11::mp_for_each<boost::describe::describe_members<PersonBody, boost::describe::mod_public>>(
      [&](auto d) {
        auto was = words(before.*d.pointer);
        auto is = words(after.*d.pointer);
        if (was == is) return;
        changes.push_back({d.name, std::move(was), std::move(is)});
      });
  return changes;
}

int school_entry_year(const Date& birth) {
  // 学校教育法 17条1項: from the first school year that begins on or after the day following that on which
  // the child reaches six. 年齢計算ニ関スル法律: an age is reached at the end of the day before the birthday,
  // so a child born on 1 April reaches six on 31 March and starts the next morning with those born the year
  // before.
  const bool early = birth.ymd.month() < std::chrono::April ||
                     (birth.ymd.month() == std::chrono::April && birth.ymd.day() == std::chrono::day{1});
  return static_cast<int>(birth.ymd.year()) + (early ? 6 : 7);
}

std::string grade_by_age(const Date& birth, const Date& on) {
  if (on < birth) return "";
  const int years = school_years_since_entry(birth, on);
  if (years >= kGrades) return "";
  if (years >= 9) return fmt::format("高{}", years - 8);
  if (years >= 6) return fmt::format("中{}", years - 5);
  if (years >= 0) return fmt::format("小{}", years + 1);
  // Nursery classes go by the age reached on 1 April; those born since then are with the youngest.
  constexpr std::array<std::string_view, 6> kBefore{"年長", "年中", "年少", "2歳児", "1歳児", "0歳児"};
  return std::string(kBefore[static_cast<std::size_t>(std::min(-years, 6) - 1)]);
}

std::string grade_on(const Date& birth, const std::vector<SchoolItem>& schools, const Date& on) {
  const auto* school = present_school(schools, on);
  if (school != nullptr && school_year(school->starts_on) == school_year(on)) return school->grade.value;
  return grade_by_age(birth, on);
}

Stage stage_on(const Date& birth, const std::vector<SchoolItem>& schools, const Date& on) {
  const auto by_age = stage_by_age(birth, on);
  const auto* school = present_school(schools, on);
  if (school == nullptr || school_year(school->starts_on) != school_year(on)) return by_age;
  return stage_named(school->grade.value).value_or(by_age);
}

Status check_birth_date(const Date& birth, const Date& today) {
  if (today < birth)
    return fail(Code::invalid, "birth_date", "未来の日付です。", "The date is in the future.");
  if (age_on(birth, today).years > kOldest)
    return fail(Code::invalid, "birth_date", "生年月日の年をご確認ください。",
                "Please check the year of birth.");
  return {};
}

Status check_schools(const std::vector<SchoolItem>& schools) {
  for (std::size_t i = 0; i < schools.size(); ++i) {
    const auto& school = schools[i];
    if (!school.facility_id && school.facility_name.empty())
      return fail(Code::invalid, fmt::format("items[{}].facility_name", i),
                  "園や学校の名前を入れてください。", "Give the name of the school.");
    if (school.ends_on && *school.ends_on < school.starts_on)
      return fail(Code::invalid, fmt::format("items[{}].ends_on", i), "終了日は開始日より後にしてください。",
                  "The last day is before the first.");
    for (std::size_t k = 0; k < i; ++k) {
      if (schools[k].id == school.id)
        return fail(Code::invalid, fmt::format("items[{}].id", i), "同じ番号が2度使われています。",
                    "This id is used twice.");
      if (same_place(schools[k], school) && overlap(schools[k], school))
        return fail(Code::invalid, fmt::format("items[{}].starts_on", i),
                    "同じ園・学校の期間が重なっています。", "Two periods at the same school overlap.");
    }
  }
  return {};
}

}  // namespace musubi::person
