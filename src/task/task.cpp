#include "task/task.hpp"

#include <algorithm>

namespace musubi::task {
namespace {

using consent::Coverage;

constexpr int kRenewBefore = 60;       // days before a consent ends
constexpr int kTooOldAfter = 365;      // days after it ended: nobody is asked about it any more
constexpr int kAdultMonthsBefore = 3;  // domain.md, "three months before the 18th birthday"
constexpr int kAdultDaysAfter = 180;

bool opens_somebody(const Coverage& consent) {
  return consent.whole_team ||
         std::ranges::any_of(consent.parties, [](const auto& party) { return !party.withdrawn; });
}

/// Whether everybody whom `ending` opens something to keeps it under `next`, without a gap.
bool takes_over(const Coverage& next, const Coverage& ending) {
  if (next.withdrawn || next.consent_id == ending.consent_id) return false;
  if (next.ends_on && *next.ends_on <= *ending.ends_on) return false;
  if (add_days(*ending.ends_on, 1) < next.starts_on || !next.classes.covers(ending.classes) ||
      !next.purposes.covers(ending.purposes))
    return false;
  const auto lets_in = [&](const FacilityId& facility) {
    const auto party = std::ranges::find(next.parties, facility, &Coverage::Party::facility_id);
    if (party == next.parties.end()) return next.whole_team;
    return !party->withdrawn;
  };
  if (ending.whole_team) return next.whole_team;
  return std::ranges::all_of(
      ending.parties, [&](const auto& party) { return party.withdrawn || lets_in(party.facility_id); });
}

}  // namespace

Date months_before(const Date& date, int months) {
  const auto ymd = date.ymd - std::chrono::months{months};
  return ymd.ok() ? Date{ymd}
                  : Date{std::chrono::year_month_day{ymd.year() / ymd.month() / std::chrono::last}};
}

Status check_content(const TaskContent& content) {
  const auto year = static_cast<int>(content.due_on.ymd.year());
  if (year < 2000 || year > 2100)
    return fail(Code::invalid, "content.due_on", "期日の年をご確認ください。", "Please check the year.");
  const bool named = content.owner.kind == TaskOwnerKind::member ||
                     content.owner.kind == TaskOwnerKind::guardian ||
                     content.owner.kind == TaskOwnerKind::facility;
  if (named != content.owner.id.has_value() ||
      (content.owner.kind == TaskOwnerKind::profession) == content.owner.profession.empty())
    return fail(Code::invalid, "content.owner", "担当を選んでください。", "Choose who does it.");
  return {};
}

std::vector<Cause> consent_causes(std::span<const Coverage> consents, const Date& today) {
  std::vector<Cause> causes;
  for (const auto& consent : consents) {
    if (consent.withdrawn || !consent.ends_on || !opens_somebody(consent)) continue;
    if (today < add_days(*consent.ends_on, -kRenewBefore)) continue;
    if (std::ranges::any_of(consents, [&](const auto& next) { return takes_over(next, consent); })) continue;
    causes.push_back({TaskSource::consent, "consent:" + to_string(consent.consent_id),
                      TaskSourceId{consent.consent_id.uuid}, "同意を更新する", *consent.ends_on,
                      today <= add_days(*consent.ends_on, kTooOldAfter)});
  }
  return causes;
}

std::optional<Cause> adulthood_cause(const Date& birth, std::span<const Coverage> consents,
                                     const Date& today) {
  const auto adult = access::adult_from(birth);
  if (today < months_before(adult, kAdultMonthsBefore)) return std::nullopt;
  const bool consented = std::ranges::any_of(consents, [&](const Coverage& consent) {
    return consent.by_person && !consent.withdrawn && (!consent.ends_on || adult <= *consent.ends_on);
  });
  if (consented) return std::nullopt;
  // The day is part of the key: a birth date set right is another birthday.
  return Cause{TaskSource::adulthood,
               "adulthood:" + to_string(adult),
               {},
               "18歳になる前に、本人の同意をたずねる",
               adult,
               today <= add_days(adult, kAdultDaysAfter),
               InfoClass::basic,
               "18歳の誕生日から、同意は本人がします。本人アカウントがあれば、その日から本人が画面で同意で"
               "きます。なければ、プロフィールの「本人アカウント」から招待するか、書面でたずねてください。"};
}

std::vector<Planned> plan(std::span<const Caused> tasks, std::span<const Cause> causes) {
  std::vector<Planned> steps;
  for (const auto& cause : causes) {
    const auto task = std::ranges::find(tasks, cause.key, &Caused::cause);
    if (task == tasks.end()) {
      if (cause.may_begin) steps.push_back({Step::add, {}, &cause});
    } else if (task->state != TaskState::open && task->closed_by_program && cause.may_begin) {
      steps.push_back({Step::reopen, task->id, &cause});
    }
  }
  for (const auto& task : tasks)
    if (task.state == TaskState::open && std::ranges::find(causes, task.cause, &Cause::key) == causes.end())
      steps.push_back({Step::close, task.id, nullptr});
  return steps;
}

}  // namespace musubi::task
