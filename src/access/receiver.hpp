// Which handovers (引継ぎ) lie open before somebody who holds no seat yet: the one place that says so, as
// facts for the guard and as SQL over `handover h` with the region as $1. One addressed to a post is that
// post's; one addressed to a facility its managers', until they hold a seat or the time is over. Rule:
// docs/decisions/020.
#pragma once
#include "access/access.hpp"

namespace musubi::access {

/// Handovers of this person that lie before the actor.
std::vector<HandoverFact> handovers_to(Tx& tx, const Actor& actor, PersonId person);

}  // namespace musubi::access

/// SQL of the actor's post, facility (or the nil id), whether they manage it, and today's date.
#define MUSUBI_LIES_BEFORE(post, facility, manages, today)                                          \
  "(h.state in ('sent', 'received') and h.open_until >= " today " and h.to_facility_id = " facility \
  " and case when h.to_post_id is null then " manages " else h.to_post_id = " post " end)"
