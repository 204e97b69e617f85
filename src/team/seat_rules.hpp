// Parts that the use cases of the team share: how a seat is shown, changed, announced and recorded.
// Internal to this room. Rule: a team is never without a coordinator.
#pragma once
#include <span>

#include "consent/consent.hpp"
#include "team/team_service.hpp"
#include "team/team_store.hpp"

namespace musubi::team {

SeatView view_of(const store::SeatRow& row, std::span<const consent::Coverage> consents, const Date& today);
/// The same, looking the consents up.
SeatView view_of(Tx& tx, RegionId region, const store::SeatRow& row);

/// A guardian under a protective restriction sees that there is a team and its professions, not which places:
/// they tell where the family lives now.
void veil(SeatView& view);

/// The seat as it stands, to be changed.
store::SeatUpdate update_of(const store::SeatRow& row);
/// Refuses an update after which some day from today on has no coordinator.
Status stays_coordinated(Tx& tx, RegionId region, const store::SeatRow& row, const store::SeatUpdate& update);
/// Stores, keeps the version, announces.
SeatView keep_update(Tx& tx, const Actor& actor, const store::SeatRow& row, const store::SeatUpdate& update,
                     const std::string& reason);
/// To the team; an invited post also on its own account.
void announce(Tx& tx, RegionId region, const store::SeatRow& row);
/// In the person's 閲覧履歴: what the invited saw or did before or beside any grant.
void record_own_act(Tx& tx, const Actor& actor, PersonId person, SeatId seat, std::string_view action);

}  // namespace musubi::team
