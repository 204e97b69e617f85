// What the administration of posts does to teams. A post that stops leaves no team without a coordinator; a
// post that changes its profession does not slip under a facility's seat unseen.
// For staff/, which has passed its own guard; whoever administers posts learns how many teams there are,
// never whose. Rule: domain.md, "Who may do what": facility managers see no notebook by that role.
#pragma once
#include "access/access.hpp"
#include "team/seat_opening.hpp"
#include "team/team.hpp"

namespace musubi::team {

using access::Actor;

/// How many teams would be without a coordinator on some day if this post acted no longer than `last_day`
/// (none: not even today).
int teams_left_alone(Tx& tx, RegionId region, PostId post, std::optional<Date> last_day);

/// The same for all posts of the account with this login, stopped today. For the keeper of the server, who
/// suspends an account in wrong hands at once and must not be refused, but told.
int teams_left_alone_by(Tx& tx, std::string_view login);

/// Makes `successor`, an active post of the same facility, coordinator of those teams: raises its seat there
/// or gives it one with the classes of the seat it takes over. Each team's 閲覧履歴 tells who did it. `by`
/// cannot take teams over for themselves: that would open notebooks by administering posts.
Status hand_over_teams(Tx& tx, const Actor& by, PostId post, PostId successor, std::optional<Date> last_day);

/// A post of the facility has taken up this profession, and with it the facility's seats that ask for it. The
/// team of each person hears of it at once, coordinators and guardians are told until they have seen it
/// (seat_opening.hpp), and the 閲覧履歴 keeps who did it (`open_seat`).
void tell_seats_opened(Tx& tx, const Actor& by, FacilityId facility, const Opener& opener);

}  // namespace musubi::team
