// Waiting (待機): the stages a child goes through from the first request to the support, since when, and how
// long is too long. Nouns and rules that need no database. Never decides who may read: that is access/.
// Rules: issue 3, "Intake and team in minutes"; product.md, "Referral and waiting".
#pragma once
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/json.hpp"
#include "task/task.hpp"

namespace musubi::intake {

using IntakeId = Id<struct IntakeTag>;

/// 受付, 面談待ち, 検査待ち, 受診待ち, サービス待ち, 支援中.
enum class WaitStage { received, interview, test, visit, service, supported };
BOOST_DESCRIBE_ENUM(WaitStage, received, interview, test, visit, service, supported)
enum class WaitMark { in_time, near, over };
BOOST_DESCRIBE_ENUM(WaitMark, in_time, near, over)

/// Days in a stage after which a child has waited too long; the region's own, or our plain default.
struct WaitLimits {
  Whole<1, 999> received, interview, test, visit, service;
  Whole<0, 90> remind_before;  ///< days earlier
};
BOOST_DESCRIBE_STRUCT(WaitLimits, (), (received, interview, test, visit, service, remind_before))
/// Of data/waiting_limits.csv.
const WaitLimits& default_limits();

// --- what comes in

struct WaitMove {
  WaitStage stage = WaitStage::interview;
  Date since;
  Prose<1000> note;
  Line<120> referred_to;
};
BOOST_DESCRIBE_STRUCT(WaitMove, (), (stage, since, note, referred_to))

// --- what goes out

struct WaitStep {
  std::int64_t number = 0;
  WaitStage stage = WaitStage::received;
  Date since;
  std::string note, referred_to;
  Time at{};
  std::string by_name, by_facility;
};
BOOST_DESCRIBE_STRUCT(WaitStep, (), (number, stage, since, note, referred_to, at, by_name, by_facility))

/// How long somebody has been in a stage, and how that stands to the limit.
struct WaitTime {
  WaitStage stage = WaitStage::received;
  Date since;
  int days = 0, total_days = 0;  ///< in this stage; since the first one
  std::optional<int> limit;      ///< none where support has begun
  WaitMark mark = WaitMark::in_time;
};
BOOST_DESCRIBE_STRUCT(WaitTime, (), (stage, since, days, total_days, limit, mark))

/// A child on the board: a request that is nobody's notebook yet, or a person whom the reader coordinates.
struct WaitCard {
  std::optional<IntakeId> intake_id;
  std::optional<PersonId> person_id;
  std::string name;
  int age_years = 0;
  WaitTime wait;
  std::string note, referred_to, coordinator_name;
  std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(WaitCard, (),
                      (intake_id, person_id, name, age_years, wait, note, referred_to, coordinator_name,
                       version))
/// Numbers only, of everybody of the region.
struct WaitCount {
  WaitStage stage = WaitStage::received;
  std::int64_t count = 0;
  std::optional<int> median, longest;  ///< days
};
BOOST_DESCRIBE_STRUCT(WaitCount, (), (stage, count, median, longest))
struct WaitBoard {
  std::vector<WaitCard> cards;  ///< the longest in its stage first
  WaitLimits limits;
  bool limits_are_default = true;
  bool at_desk = false;
  std::vector<WaitCount> counts;  ///< for a desk
};
BOOST_DESCRIBE_STRUCT(WaitBoard, (), (cards, limits, limits_are_default, at_desk, counts))

// --- pure rules

/// None for `supported`.
std::optional<int> limit_of(const WaitLimits& limits, WaitStage stage);
WaitTime wait_time(WaitStage stage, const Date& since, const Date& first, const WaitLimits& limits,
                   const Date& today);
/// The present stage of steps in their order (never empty). A step that repeats the stage corrects its day.
struct Standing {
  WaitStage stage = WaitStage::received;
  Date since, first;
};
Standing standing_of(std::span<const WaitStep> steps);
/// Not in the future; not before the stage before began.
Status check_move(const WaitMove& move, std::span<const WaitStep> steps, const Date& today);
/// Count, median and longest of each stage that somebody waits in, in the order of stages.
struct Waiter {
  WaitStage stage = WaitStage::received;
  int days = 0;
};
std::vector<WaitCount> counts_of(std::span<const Waiter> waiters);
/// A task from `remind_before` days before the limit on, until the child is moved.
std::optional<task::Cause> waiting_cause(std::span<const WaitStep> steps, const WaitLimits& limits,
                                         const Date& today);
/// Japanese.
std::string_view stage_ja(WaitStage stage);

}  // namespace musubi::intake
