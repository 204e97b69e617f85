// Arrangements at school (合理的配慮) for other rooms: what a plan begins with.
#pragma once
#include "db/tx.hpp"
#include "schoolentry/schoolentry.hpp"

namespace musubi::schoolentry {

/// As the school confirmed them, of the child's newest case that came so far; without a guard, class
/// education.
std::vector<EntryArrangement> confirmed_arrangements(Tx& tx, RegionId region, PersonId person);

}  // namespace musubi::schoolentry
