#include "retention/retention.hpp"

namespace musubi::retention {

Date due_on(const Date& ended_on, std::int64_t years) {
  const auto from = add_days(ended_on, 1).ymd;
  const int year = static_cast<int>(from.year()) + static_cast<int>(years);
  if (const auto day = make_date(year, unsigned(from.month()), unsigned(from.day()))) return *day;
  return make_date(year, unsigned(from.month()) + 1, 1).value();  // 29 February alone has no such day
}

Date starts_on(std::optional<std::int64_t> now, std::optional<std::int64_t> next, const Date& decided_on) {
  const bool shorter = next && (!now || *next < *now);
  return shorter ? add_days(decided_on, kShorteningWaitDays) : decided_on;
}

PeriodsOfKind periods_on(std::span<const RetentionPeriod> decisions, const Date& today) {
  PeriodsOfKind found;
  for (const auto& decision : decisions) {
    if (found.to_come != nullptr && found.to_come->starts_on <= decision.decided_on)
      found.in_force = found.to_come;
    found.to_come = nullptr;
    (decision.starts_on <= decision.decided_on ? found.in_force : found.to_come) = &decision;
  }
  if (found.to_come != nullptr && found.to_come->starts_on <= today) {
    found.in_force = found.to_come;
    found.to_come = nullptr;
  }
  return found;
}

std::vector<Obstacle> obstacles(const ShredFacts& facts, Time now) {
  std::vector<Obstacle> found;
  const bool endless = facts.period == nullptr || !facts.period->years;
  if (!facts.ended_on)
    found.push_back(Obstacle::not_ended);
  else if (endless)
    found.push_back(Obstacle::no_period);
  else if (japan_date(now) < due_on(*facts.ended_on, *facts.period->years))
    found.push_back(Obstacle::not_due);
  if (facts.held) found.push_back(Obstacle::held);
  if (!facts.confirmed)
    found.push_back(Obstacle::not_confirmed);
  else if (!facts.shreds_at || now < *facts.shreds_at)
    found.push_back(Obstacle::grace);
  return found;
}

const std::vector<RetentionSource>& sources() {
  static const std::vector<RetentionSource> kSources{
      {"医師法 第24条第2項", "診療録", 5},
      {"保険医療機関及び保険医療養担当規則 第9条", "患者の診療録（完結の日から）", 5},
      {"保険医療機関及び保険医療養担当規則 第9条", "療養の給付に関するその他の記録（完結の日から）", 3},
      {"学校教育法施行規則 第28条第2項", "指導要録のうち学籍に関する記録", 20},
      {"学校教育法施行規則 第28条第2項", "指導要録のうち指導に関する記録、出席簿、健康診断に関する表簿", 5},
  };
  return kSources;
}

}  // namespace musubi::retention
