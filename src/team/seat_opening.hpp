// A change of profession that opened a facility's seat to somebody, told for as long as it takes: a task for
// the coordinators and one for each guardian, who can then ask or end the seat. It closes by itself where the
// profession is given back, the post ends or the seat does. The 閲覧履歴 keeps who did it, whatever becomes
// of the task. Threat 3.14 of docs/security/threat-model.md.
#pragma once
#include <string>
#include <vector>

#include "task/task.hpp"
#include "team/team.hpp"

namespace musubi::team {

/// Who took up which profession.
struct Opener {
  PostId post_id;
  std::string name;
  std::string profession;  ///< code of data/professions.csv
};
void keep_opening(Tx& tx, RegionId region, PersonId person, SeatId seat, const Opener& opener, PostId by);

/// The newest opening of each seat and post that still holds.
std::vector<task::Cause> opening_causes(Tx& tx, RegionId region, PersonId person, const Date& birth);

}  // namespace musubi::team
