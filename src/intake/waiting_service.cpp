#include "intake/waiting_service.hpp"

#include <algorithm>

#include "access/desk.hpp"
#include "base/lost_race.hpp"
#include "db/change_feed.hpp"
#include "intake/intake_view.hpp"

namespace musubi::intake {
namespace {

using access::Action;

constexpr std::int64_t kMostPeople = 300;
constexpr int kShowSupportedFor = 30;  // days: who is supported longer no longer waits

access::Target waiting_target() {
  return {{}, "waiting", {}};
}

PersonWaiting waiting_of(Tx& tx, RegionId region, PersonId person) {
  PersonWaiting waiting;
  waiting.steps = store::steps(tx, region, person);
  if (!waiting.steps.empty()) {
    const auto [stage, since, first] = standing_of(waiting.steps);
    waiting.wait = wait_time(stage, since, first, limits_of(tx, region).limits, tx.today());
    waiting.version = waiting.steps.back().number;
    std::ranges::reverse(waiting.steps);
  }
  for (const auto& row : store::of_person(tx, region, person))
    waiting.requests.push_back(
        {row.id, row.receipt, row.channel, row.received_on, json::read<IntakeSheet>(row.sheet).value()});
  waiting.worries = worries();
  return waiting;
}

std::optional<WaitCard> card_of(Tx& tx, const Actor& actor, const store::WaitingPerson& person,
                                const WaitLimits& limits) {
  const auto steps = store::steps(tx, actor.region_id, person.person_id);
  const auto [stage, since, first] = standing_of(steps);
  WaitCard card;
  card.person_id = person.person_id;
  card.name = person.name;
  card.age_years = age_on(person.birth_date, tx.today()).years;
  card.wait = wait_time(stage, since, first, limits, tx.today());
  if (stage == WaitStage::supported && card.wait.days > kShowSupportedFor) return std::nullopt;
  card.note = steps.back().note;
  card.referred_to = steps.back().referred_to;
  card.coordinator_name = actor.display_name;
  card.version = steps.back().number;
  return card;
}

WaitCard card_of(const IntakeLine& line) {
  WaitCard card;
  card.intake_id = line.id;
  card.name = line.name;
  card.age_years = line.age_years;
  card.wait = line.wait;
  card.coordinator_name = line.coordinator_name;
  card.version = line.version;
  return card;
}

std::vector<WaitCount> region_counts(Tx& tx, RegionId region) {
  std::vector<Waiter> waiters;
  for (const auto& row : store::present_stages(tx, region))
    waiters.push_back({row.stage, days_between(row.since, tx.today())});
  return counts_of(waiters);
}

}  // namespace

Result<WaitBoard> read_board(Tx& tx, const Actor& actor) {
  access::mark_own_list(tx, actor);
  WaitBoard board;
  const auto [limits, are_default, version] = limits_of(tx, actor.region_id);
  board.limits = limits;
  board.limits_are_default = are_default;
  for (const auto& person : store::coordinated(tx, actor, tx.today(), kMostPeople)) {
    if (!access::look(tx, actor, Action::see_person, person.person_id, waiting_target())) continue;
    if (auto card = card_of(tx, actor, person, limits)) board.cards.push_back(*std::move(card));
  }
  board.at_desk = access::look_at_desk(tx, actor, "see_intake");
  if (board.at_desk) {
    for (const auto& row : store::intakes(tx, actor.region_id, false, kMostShown))
      board.cards.push_back(card_of(line_of(row, actor, limits, tx.today())));
    board.counts = region_counts(tx, actor.region_id);
  }
  std::ranges::stable_sort(board.cards, std::greater{}, [](const WaitCard& card) { return card.wait.days; });
  return board;
}

Result<PersonWaiting> read_waiting(Tx& tx, const Actor& actor, PersonId person) {
  TRY_ASSIGN(const auto grant,
             access::require_coordinator(tx, actor, Action::see_team, person, waiting_target()));
  return waiting_of(tx, actor.region_id, grant.person_id);
}

Result<PersonWaiting> move_waiting(Tx& tx, const Actor& actor, PersonId person, std::int64_t version,
                                   const WaitMove& move) {
  TRY_ASSIGN(const auto grant,
             access::require_coordinator(tx, actor, Action::edit_person, person, waiting_target()));
  const auto steps = store::steps(tx, actor.region_id, grant.person_id);
  const auto now = static_cast<std::int64_t>(steps.size());
  if (!steps.empty()) {
    const auto& last = steps.back();
    const bool same = last.stage == move.stage && last.since == move.since && last.note == move.note.value &&
                      last.referred_to == move.referred_to.value;
    if (same && (now == version || now == version + 1)) return waiting_of(tx, actor.region_id, person);
  }
  if (now != version) return lost_race(waiting_of(tx, actor.region_id, person));
  TRY(check_move(move, steps, tx.today()));
  if (!store::insert_step(tx, actor.region_id, person, version + 1, move,
                          {actor.post_id, actor.display_name, actor.facility_name}, tx.now()))
    return lost_race(waiting_of(tx, actor.region_id, person));
  db::append_change(
      tx, {.region_id = actor.region_id, .person_id = person, .kind = "waiting", .subject_id = person.uuid});
  return waiting_of(tx, actor.region_id, person);
}

std::vector<task::Cause> causes(Tx& tx, RegionId region, PersonId person, const Date& /*birth*/) {
  const auto steps = store::steps(tx, region, person);
  if (steps.empty()) return {};
  auto cause = waiting_cause(steps, limits_of(tx, region).limits, tx.today());
  if (!cause) return {};
  return {*std::move(cause)};
}

void keep_step(Tx& tx, RegionId region, const WaitMove& move, const StepKeeper& by) {
  const auto number = static_cast<std::int64_t>(store::steps(tx, region, by.person_id).size()) + 1;
  store::insert_step(tx, region, by.person_id, number, move, {by.post_id, by.name, by.facility_name}, by.at);
}

}  // namespace musubi::intake
