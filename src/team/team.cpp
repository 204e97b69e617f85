#include "team/team.hpp"

#include <algorithm>

namespace musubi::team {

bool in_force(SeatState state, const Date& starts_on, const std::optional<Date>& ends_on, const Date& today) {
  return state == SeatState::active && starts_on <= today && (!ends_on || today <= *ends_on);
}

SeatState shown_state(SeatState stored, const std::optional<Date>& ends_on, const Date& today) {
  return stored == SeatState::active && ends_on && *ends_on < today ? SeatState::ended : stored;
}

Status check_period(const Date& starts_on, const std::optional<Date>& ends_on,
                    const std::optional<Date>& looks_back_to, const Date& today) {
  if (days_between(today, starts_on) > 366)
    return fail(Code::invalid, "starts_on", "開始日は1年以内にしてください。",
                "The first day is more than a year ahead.");
  if (ends_on && *ends_on < starts_on)
    return fail(Code::invalid, "ends_on", "終了日は開始日より後にしてください。",
                "The last day is before the first.");
  if (looks_back_to && starts_on < *looks_back_to)
    return fail(Code::invalid, "looks_back_to", "さかのぼれる日は、開始日までの日にしてください。",
                "The day it may look back to is after the first day.");
  return {};
}

bool always_coordinated(std::vector<Term> coordinators, const Date& from) {
  std::ranges::sort(coordinators, {}, &Term::starts_on);
  auto next = from;  // the first day not yet known to be coordinated
  for (const auto& term : coordinators) {
    if (next < term.starts_on) return false;
    if (!term.ends_on) return true;
    next = std::max(next, add_days(*term.ends_on, 1));
  }
  return false;
}

}  // namespace musubi::team
