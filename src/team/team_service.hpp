// The use cases of the support team: build, change, answer, leave and end seats. Guard first, then rules,
// then store, then feed. Never opens the notebook: access/ reads the seats at every request. Rules:
// domain.md, "Who may do what" 4 and 6; team.hpp for those that need no database.
#pragma once
#include "access/access.hpp"
#include "team/team.hpp"

namespace musubi::team {

using access::Actor;

/// All seats, past ones too.
Result<std::vector<SeatView>> list_team(Tx& tx, const Actor& actor, PersonId person);
/// Invites a facility or a member of staff. The same id with the same content is answered with the first
/// result. A seat for the actor's own post, or for a facility the actor manages, needs no answer.
Result<SeatView> add_seat(Tx& tx, const Actor& actor, PersonId person, const NewSeat& seat);
/// `conflict` with the present state if it is no longer `version`; refuses to leave the team without a
/// coordinator.
Result<SeatView> change_seat(Tx& tx, const Actor& actor, PersonId person, SeatId seat, std::int64_t version,
                             const SeatChange& change);
Result<SeatView> end_seat(Tx& tx, const Actor& actor, PersonId person, SeatId seat, const SeatEnd& end);
/// All chosen places or none.
Result<std::vector<SeatView>> add_from_template(Tx& tx, const Actor& actor, PersonId person,
                                                const TeamFromTemplate& chosen);

// --- for the invited -------------------------------------------------------------------------------------

/// Waiting for this post's answer, or as manager for the facility's.
Result<std::vector<SeatInvitation>> list_invitations(Tx& tx, const Actor& actor);
Result<SeatView> answer_invitation(Tx& tx, const Actor& actor, SeatId seat, const SeatAnswer& answer);
/// Own seat, or as manager the facility's.
Result<SeatView> leave_seat(Tx& tx, const Actor& actor, SeatId seat, const SeatEnd& end);

// --- for neighbour features that have passed their own guard, and for generated data ---------------------

/// The accepted coordinator seat of whoever registers a person.
SeatView seat_registrant(Tx& tx, const Actor& actor, PersonId person);
/// A seat without a guard or an answer; `by` is the post that made it. `duplicate` if the id is taken.
Status keep_seat(Tx& tx, RegionId region, PersonId person, const NewSeat& seat, SeatState state, PostId by);

}  // namespace musubi::team
