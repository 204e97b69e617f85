#include "intake/waiting.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <stdexcept>

#include "base/csv.hpp"

namespace musubi::intake {
namespace {

#include "waiting_limits.inc"

/// A broken table is a broken build.
WaitLimits load() {
  std::map<std::string, std::int64_t> days;
  for (const auto& cells : csv::shipped(kLimitsCsv, 2, "waiting_limits.csv"))
    days[cells[0]] = static_cast<std::int64_t>(csv::number(cells[1]));
  WaitLimits limits;
  boost::mp11::mp_for_each<boost::describe::describe_members<WaitLimits, boost::describe::mod_public>>(
      [&](auto d) { (limits.*d.pointer).value = days.at(d.name); });
  return limits;
}

}  // namespace

const WaitLimits& default_limits() {
  static const auto kLimits = load();
  return kLimits;
}

std::optional<int> limit_of(const WaitLimits& limits, WaitStage stage) {
  const auto days = [](std::int64_t value) { return static_cast<int>(value); };
  switch (stage) {
    case WaitStage::received:
      return days(limits.received);
    case WaitStage::interview:
      return days(limits.interview);
    case WaitStage::test:
      return days(limits.test);
    case WaitStage::visit:
      return days(limits.visit);
    case WaitStage::service:
      return days(limits.service);
    case WaitStage::supported:
      return std::nullopt;
  }
  return std::nullopt;
}

WaitTime wait_time(WaitStage stage, const Date& since, const Date& first, const WaitLimits& limits,
                   const Date& today) {
  WaitTime time{stage,
                since,
                days_between(since, today),
                days_between(first, today),
                limit_of(limits, stage),
                WaitMark::in_time};
  if (!time.limit) return time;
  if (time.days > *time.limit)
    time.mark = WaitMark::over;
  else if (time.days >= *time.limit - static_cast<int>(limits.remind_before.value))
    time.mark = WaitMark::near;
  return time;
}

Standing standing_of(std::span<const WaitStep> steps) {
  Standing standing{steps.back().stage, steps.back().since, steps.back().since};
  // The first stage's day is what its last correction says.
  for (const auto& step : steps) {
    if (step.stage != steps.front().stage) break;
    standing.first = step.since;
  }
  return standing;
}

Status check_move(const WaitMove& move, std::span<const WaitStep> steps, const Date& today) {
  if (move.since > today)
    return fail(Code::invalid, "since", "未来の日付です。", "The date is in the future.");
  const auto before = std::find_if(steps.rbegin(), steps.rend(),
                                   [&](const WaitStep& step) { return step.stage != move.stage; });
  if (before != steps.rend() && move.since < before->since)
    return fail(Code::invalid, "since", "ひとつ前の段階が始まった日より前です。",
                "Before the day on which the stage before began.");
  return {};
}

std::vector<WaitCount> counts_of(std::span<const Waiter> waiters) {
  std::map<WaitStage, std::vector<int>> days;
  for (const auto& waiter : waiters) days[waiter.stage].push_back(waiter.days);
  std::vector<WaitCount> counts;
  for (auto& [stage, all] : days) {
    std::ranges::sort(all);
    const auto middle = all.size() / 2;
    const int median = all.size() % 2 == 1 ? all[middle] : (all[middle - 1] + all[middle]) / 2;
    counts.push_back({stage, static_cast<std::int64_t>(all.size()), median, all.back()});
  }
  return counts;
}

std::optional<task::Cause> waiting_cause(std::span<const WaitStep> steps, const WaitLimits& limits,
                                         const Date& today) {
  if (steps.empty()) return std::nullopt;
  const auto standing = standing_of(steps);
  const auto wait = wait_time(standing.stage, standing.since, standing.first, limits, today);
  if (wait.mark == WaitMark::in_time) return std::nullopt;
  task::Cause cause;
  cause.source = task::TaskSource::waiting;
  cause.key = fmt::format("waiting:{}:{}", json::enum_name(standing.stage), to_string(standing.since));
  cause.title = fmt::format("{}：目安の{}日までに次の段階へ", stage_ja(standing.stage), *wait.limit);
  cause.due_on = add_days(standing.since, *wait.limit);
  return cause;
}

std::string_view stage_ja(WaitStage stage) {
  switch (stage) {
    case WaitStage::received:
      return "受付";
    case WaitStage::interview:
      return "面談待ち";
    case WaitStage::test:
      return "検査待ち";
    case WaitStage::visit:
      return "受診待ち";
    case WaitStage::service:
      return "サービス待ち";
    case WaitStage::supported:
      return "支援中";
  }
  return "";
}

}  // namespace musubi::intake
