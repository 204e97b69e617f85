#include "retention/retention_view.hpp"

#include <algorithm>

namespace musubi::retention {
namespace {

KeptKindState state_of(Tx& tx, RegionId region, KeptKind kind) {
  KeptKindState state;
  state.kind = kind;
  state.history = periods_of(tx, region, kind);
  const auto found = periods_on(state.history, tx.today());
  if (found.in_force != nullptr) state.in_force = *found.in_force;
  if (found.to_come != nullptr) state.to_come = *found.to_come;
  std::ranges::reverse(state.history);
  if (!state.history.empty()) state.version = state.history.front().version;
  return state;
}

ShreddingView view_of(const store::ShreddingRow& row, const Actor& actor) {
  return {row.id,
          row.state,
          row.reason,
          row.proposed_at,
          row.proposed_by_name,
          row.confirmed_at,
          row.confirmed_by_name,
          row.shreds_at,
          row.withdrawn_at,
          row.withdrawn_by_name,
          row.withdraw_reason,
          row.proposed_by == actor.account_id};
}

}  // namespace

std::vector<RetentionPeriod> periods_of(Tx& tx, RegionId region, KeptKind kind) {
  auto all = store::periods(tx, region);
  std::erase_if(all, [&](const RetentionPeriod& period) { return period.kind != kind; });
  return all;
}

RetentionView settings_view(Tx& tx, RegionId region) {
  return {{state_of(tx, region, KeptKind::finished), state_of(tx, region, KeptKind::moved)}, sources()};
}

Lines::Lines(Tx& tx, RegionId region)
    : today_(tx.today()),
      moved_(periods_of(tx, region, KeptKind::moved)),
      finished_(periods_of(tx, region, KeptKind::finished)) {}

const RetentionPeriod* Lines::period_for(EndCause cause) const {
  return periods_on(kind_of(cause) == KeptKind::moved ? moved_ : finished_, today_).in_force;
}

EndedLine Lines::line_of(const store::EndedRow& row) const {
  EndedLine line;
  line.person_id = row.person_id;
  line.name = row.family_name + (row.given_name.empty() ? "" : " " + row.given_name);
  line.cause = row.cause;
  line.ended_on = row.on;
  const auto* period = period_for(row.cause);
  if (period != nullptr && period->years) line.due_on = due_on(row.on, *period->years);
  line.due = line.due_on && *line.due_on <= today_;
  line.held = row.held;
  line.shredding = row.shredding;
  return line;
}

EndedCase case_of(Tx& tx, const Actor& actor, const store::EndedRow& row) {
  const Lines lines(tx, actor.region_id);
  EndedCase view;
  view.line = lines.line_of(row);
  view.birth_date = row.birth_date;
  view.end_reason = row.reason;
  const auto* period = lines.period_for(row.cause);
  if (period != nullptr) view.period = *period;
  view.holds = store::holds(tx, actor.region_id, row.person_id);
  ShredFacts facts{row.on, period, row.held, false, {}};
  for (const auto& shredding : store::shreddings(tx, actor.region_id, row.person_id)) {
    view.shreddings.push_back(view_of(shredding, actor));
    if (shredding.state == ShredState::confirmed)
      facts.confirmed = true, facts.shreds_at = shredding.shreds_at;
  }
  view.obstacles = obstacles(facts, tx.now());
  return view;
}

}  // namespace musubi::retention
