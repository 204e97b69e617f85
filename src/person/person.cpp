#include "person/person.hpp"

#include <fmt/format.h>

namespace musubi::person {
namespace {

constexpr int kElementaryYears = 6;
constexpr int kJuniorHighYears = 3;
constexpr int kHighSchoolYears = 3;
constexpr int kElderlyAge = 65;  // 介護保険法9条: first insured persons

/// 1 in the first year of elementary school, 0 in the last year before it, and so on down.
int school_grade(const Date& birth, const Date& on) {
  return school_year(on) - static_cast<int>(school_entry(birth).ymd.year()) + 1;
}

}  // namespace

Date school_entry(const Date& birth) {
  const bool early = birth.ymd.month() < std::chrono::April ||
                     (birth.ymd.month() == std::chrono::April && birth.ymd.day() == std::chrono::day{1});
  const int year = static_cast<int>(birth.ymd.year()) + (early ? 6 : 7);
  return Date{std::chrono::year{year} / std::chrono::April / 1};
}

std::string grade_on(const Date& birth, const Date& on) {
  const int grade = school_grade(birth, on);
  if (grade > kElementaryYears + kJuniorHighYears + kHighSchoolYears) return "";
  if (grade > kElementaryYears + kJuniorHighYears)
    return fmt::format("高{}", grade - kElementaryYears - kJuniorHighYears);
  if (grade > kElementaryYears) return fmt::format("中{}", grade - kElementaryYears);
  if (grade >= 1) return fmt::format("小{}", grade);
  if (grade == 0) return "年長";
  if (grade == -1) return "年中";
  if (grade == -2) return "年少";
  return "";
}

Stage stage_on(const Date& birth, const Date& on) {
  const auto age = age_on(birth, on);
  if (age.years >= kElderlyAge) return Stage::elderly;
  const int grade = school_grade(birth, on);
  if (grade > kElementaryYears + kJuniorHighYears + kHighSchoolYears)
    return age.years < 20 ? Stage::transition : Stage::adult;
  if (grade > kElementaryYears + kJuniorHighYears) return Stage::high_school;
  if (grade > kElementaryYears) return Stage::junior_high;
  if (grade >= 1) return Stage::elementary;
  if (grade == 0) return Stage::preschool;
  return age.years < 1 ? Stage::infant : Stage::toddler;
}

std::string folded_name(const std::string& family, const std::string& given) { return text::fold_name(family + given); }

std::optional<Certainty> likeness(const std::string& name_a, const std::string& kana_a, const Date& birth_a,
                                  const std::string& name_b, const std::string& kana_b, const Date& birth_b) {
  const bool name = name_a == name_b;
  const bool kana = kana_a == kana_b;
  const bool birth = birth_a == birth_b;
  if (name && kana && birth) return Certainty::same;
  if ((name || kana) && birth) return Certainty::likely;
  if (name && kana) return Certainty::possible;
  return std::nullopt;
}

Status check_birth_date(const Date& birth, const Date& today) {
  if (today < birth)
    return fail(Code::invalid, "birth_date", "未来の日付です。", "The date is in the future.");
  if (age_on(birth, today).years > 125)
    return fail(Code::invalid, "birth_date", "年をご確認ください（126年以上前です）。", "Please check the year (over 125 years ago).");
  return {};
}

Status check_schools(const SchoolList& schools) {
  for (std::size_t i = 0; i < schools.items.size(); ++i) {
    const auto& one = schools.items.items[i];
    if (one.ends_on && *one.ends_on < one.starts_on)
      return fail(Code::invalid, fmt::format("items[{}].ends_on", i), "終わりの日が始まりの日より前です。",
                  "The last day is before the first.");
    for (std::size_t j = 0; j < i; ++j)
      if (schools.items.items[j].id == one.id)
        return fail(Code::duplicate, fmt::format("items[{}].id", i), "同じ行が二つあります。", "A line occurs twice.");
  }
  return {};
}

}  // namespace musubi::person
