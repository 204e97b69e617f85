// The use cases of waiting: the board of who waits for what and for how long, and moving a child on. The
// board holds the people whom the reader coordinates and, for a desk, its open requests; a child's stages are
// its coordinators' (access/desk). What the family wrote stays with the child, for the coordinator.
#pragma once
#include "access/access.hpp"
#include "db/tx.hpp"
#include "intake/intake.hpp"

namespace musubi::intake {

using access::Actor;

/// Every person on it is a look with its audit record. Counts are of the whole region, for a desk alone.
Result<WaitBoard> read_board(Tx& tx, const Actor& actor);
Result<PersonWaiting> read_waiting(Tx& tx, const Actor& actor, PersonId person);
/// The next step; `conflict` with the present state once the version has moved on. Version 0: the first one.
Result<PersonWaiting> move_waiting(Tx& tx, const Actor& actor, PersonId person, std::int64_t version,
                                   const WaitMove& move);

// --- for other rooms and generated data

/// What asks for tasks: a child that waits as long as the limit, soon.
std::vector<task::Cause> causes(Tx& tx, RegionId region, PersonId person, const Date& birth);
struct StepKeeper {
  PersonId person_id;
  PostId post_id;
  std::string name, facility_name;
  Time at{};
};
/// Without a guard: the next step.
void keep_step(Tx& tx, RegionId region, const WaitMove& move, const StepKeeper& by);

}  // namespace musubi::intake
