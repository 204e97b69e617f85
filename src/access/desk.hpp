// Who may see a request for help (相談受付) before it is anybody's notebook: no team and no consent is there
// yet, its basis is the family's own request. Facts, a decision and a guard of their own, beside access.hpp.
// Rule: docs/decisions/022.
#pragma once
#include "access/access.hpp"

namespace musubi::access {

struct DeskDecision {
  bool granted = false;
  std::string rule;  ///< which rule said no: strength, pledge, desk
};
/// Pure. Staff of a desk of their own region, pledged, with two factors; nobody else, operators neither.
DeskDecision decide_desk(const Actor& actor, bool is_desk);

/// The region has named this facility as a desk (窓口).
bool is_desk(Tx& tx, RegionId region, FacilityId facility);

/// Grants or refuses with the audit record of `action` on this request (nil: the list). Who is not of a desk
/// learns nothing (404). Sets `tx.guarded`.
Status require_desk(Tx& tx, const Actor& actor, std::string_view action, const Uuid& intake);
/// The same for lists that others may ask for as well: false without a word.
bool look_at_desk(Tx& tx, const Actor& actor, std::string_view action);

/// `require`, and then refuses whoever does not coordinate the team: for what is the coordinator's alone.
Result<Grant> require_coordinator(Tx& tx, const Actor& actor, Action action, PersonId person,
                                  const Target& target);

}  // namespace musubi::access
