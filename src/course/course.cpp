#include "course/course.hpp"

#include <algorithm>

namespace musubi::course {
namespace {

constexpr int kAskFor = 90;     // days after the window: later nobody is asked to begin
constexpr int kAskWithin = 30;  // days to find out

Date april(int year) {
  return make_date(year, 4, 1).value();
}

}  // namespace

std::vector<CourseStage> stages_of(const Date& birth) {
  using enum person::Stage;
  const int entry = person::school_entry_year(birth);
  const std::pair<person::Stage, Date> begins[] = {
      {infant, birth},
      {toddler, months_after(birth, 12)},
      {preschool, april(entry - 1)},
      {elementary, april(entry)},
      {junior_high, april(entry + 6)},
      {high_school, april(entry + 9)},
      {transition, april(entry + 12)},
      {adult, april(entry + 13)},
  };
  std::vector<CourseStage> stages;
  for (std::size_t i = 0; i + 1 < std::size(begins); ++i)
    stages.push_back({begins[i].first, begins[i].second, add_days(begins[i + 1].second, -1)});
  return stages;
}

std::vector<CourseCheckup> checkups_of(const Date& birth, const std::vector<CourseEventView>& events,
                                       const Date& today) {
  std::vector<CourseCheckup> all;
  for (const auto& checkup : checkups()) {
    const auto window = window_of(checkup, birth);
    CourseCheckup one{checkup.code,      checkup.ja,        checkup.en,  checkup.basis,
                      checkup.ground_ja, checkup.ground_en, window.from, window.to};
    const auto event = std::ranges::find_if(
        events, [&](const auto& e) { return !e.hidden && e.content.checkup.value == checkup.code; });
    if (event != events.end()) {
      one.state = CheckupState::done;
      one.event_id = event->id;
    } else if (window.to < today) {
      one.state = CheckupState::missing;
    } else if (window.from <= today) {
      one.state = CheckupState::now;
    }
    all.push_back(std::move(one));
  }
  return all;
}

std::vector<task::Cause> missed_checkups(const Date& birth, const std::vector<std::string>& recorded,
                                         const Date& today) {
  std::vector<task::Cause> causes;
  for (const auto& checkup : checkups()) {
    const auto to = window_of(checkup, birth).to;
    if (today <= to || std::ranges::find(recorded, checkup.code) != recorded.end()) continue;
    causes.push_back({task::TaskSource::checkup,
                      "checkup:" + checkup.code,
                      {},
                      checkup.ja + "を受けたか確かめる",
                      add_days(to, kAskWithin),
                      today <= add_days(to, kAskFor)});
  }
  return causes;
}

Status check_content(const CourseContent& content, const Date& birth, const Date& today) {
  const bool known = content.kind == CourseKind::checkup && find_checkup(content.checkup.value) != nullptr;
  if (!content.checkup.empty() && !known)
    return fail(Code::invalid, "content.checkup", "知らない健診です。", "Unknown check-up.");
  if (!known && content.title.empty())
    return fail(Code::invalid, "content.title", "見出しを入れてください。", "Give it a title.");
  if (content.starts_on < birth)
    return fail(Code::invalid, "content.starts_on", "生まれる前の日です。", "This is before the birth.");
  if (today < content.starts_on)
    return fail(Code::invalid, "content.starts_on", "未来の日付です。", "The date is in the future.");
  if (content.ends_on && *content.ends_on < content.starts_on)
    return fail(Code::invalid, "content.ends_on", "終わりの日が始まりの日より前です。",
                "It ends before it begins.");
  return {};
}

std::string title_ja(const CourseContent& content) {
  if (!content.title.empty()) return content.title.value;
  const auto* checkup = find_checkup(content.checkup.value);
  return checkup == nullptr ? std::string() : checkup->ja;
}

}  // namespace musubi::course
