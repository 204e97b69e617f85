// The use cases of break-glass. Each passes `require` or `require_duty` first; what concerns a person stands
// in that person's 閲覧履歴. The holder reads through the person's own pages, as access/ grants: nothing is
// shown from here.
#pragma once
#include "access/access.hpp"
#include "breakglass/breakglass.hpp"

namespace musubi::breakglass {

using access::Actor;

// --- the professional
// ---------------------------------------------------------------------------------------------

/// At most the one person whom all the facts fit. `throttled` after too many misses.
Result<EmergencyAnswer> find_person(Tx& tx, const Actor& actor, const EmergencyQuery& query);
/// The same for whoever scanned an emergency card (care/): the card names the person, or nobody where its
/// code is unknown or void; limits, record and answer are those of a search.
Result<EmergencyAnswer> find_by_card(Tx& tx, const Actor& actor, std::optional<PersonId> person);
/// Idempotent by its id; `conflict` while another one of the same post is open. Tells coordinators, leads,
/// guardians and operators at once.
Result<BreakGlassView> open(Tx& tx, const Actor& actor, PersonId person, const NewBreakGlass& opening);
Result<BreakGlassView> end_own(Tx& tx, const Actor& actor, PersonId person, BreakGlassId id);
/// The post's own, newest first, with what a review found.
Result<std::vector<BreakGlassView>> own(Tx& tx, const Actor& actor);
/// The holder has read what the review found.
Status confirm_own(Tx& tx, const Actor& actor, BreakGlassId id);

// --- coordinators, leads, guardians
// -------------------------------------------------------------------------------

/// What the caller has not confirmed yet: of all their people, and the reviews of their own.
Result<std::vector<BreakGlassView>> notices(Tx& tx, const Actor& actor);
Result<std::vector<BreakGlassView>> of_person(Tx& tx, const Actor& actor, PersonId person);
/// In its present state: a review is told anew.
Status confirm_seen(Tx& tx, const Actor& actor, PersonId person, BreakGlassId id);

// --- operators
// ----------------------------------------------------------------------------------------------------

Result<std::vector<BreakGlassItem>> queue(Tx& tx, const Actor& actor, QueueState state);
Result<BreakGlassWaiting> waiting(Tx& tx, const Actor& actor);
Result<BreakGlassCase> see_case(Tx& tx, const Actor& actor, BreakGlassId id);
Result<BreakGlassCase> end_early(Tx& tx, const Actor& actor, BreakGlassId id, const BreakGlassReason& why);
/// `version`: of the latest review, 0 if there is none; `conflict` if somebody else was faster. Nobody
/// reviews their own.
Result<BreakGlassCase> review(Tx& tx, const Actor& actor, BreakGlassId id, std::int64_t version,
                              const NewBreakGlassReview& review);
/// Posts that may open no more.
Result<std::vector<BreakGlassBar>> bars(Tx& tx, const Actor& actor);
Status lift_bar(Tx& tx, const Actor& actor, BarId bar, const BreakGlassReason& why);

}  // namespace musubi::breakglass
