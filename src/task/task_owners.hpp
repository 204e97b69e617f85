// Whom a task can be given to, and who hears of one. Internal to this room. An owner must be able to see the
// task (docs/decisions/015): the team of today with the classes that seats and consents open, guardians under
// no protective limit, whoever coordinates.
#pragma once
#include "db/tx.hpp"
#include "task/task.hpp"

namespace musubi::task {

struct Owners {
  std::vector<TaskOwnerChoice> choices;

  [[nodiscard]] const TaskOwnerChoice* find(const TaskOwnerView& owner) const;
  /// The owner a content names; `before`: the present one, who may stay although they left the team.
  [[nodiscard]] Result<TaskOwnerView> choose(const TaskContent& content,
                                             const TaskOwnerView* before = nullptr) const;
};
Owners owners_of(Tx& tx, RegionId region, PersonId person);

/// Ids only: to seats of the task's class, and to the accounts of the guardians who may see it.
void announce(Tx& tx, RegionId region, PersonId person, TaskId task);

}  // namespace musubi::task
