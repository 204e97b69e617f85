#include "team/succession.hpp"

#include "base/text.hpp"
#include "db/change_feed.hpp"
#include "team/seat_rules.hpp"
#include "team/team_service.hpp"
#include "team/team_store.hpp"

namespace musubi::team {
namespace {

constexpr std::string_view kReason = "担当者の異動・休止による引継ぎ";

/// The seats without which their team would be bare.
std::vector<store::SeatRow> lone_seats(Tx& tx, RegionId region, PostId post,
                                       const std::optional<Date>& last_day) {
  const auto today = tx.today();
  auto seats = store::coordinated_by(tx, region, post, today);
  std::erase_if(seats, [&](const store::SeatRow& seat) {
    auto terms = store::coordinators(tx, region, seat.person_id, seat.seat_id, today);
    if (last_day && *last_day >= today)
      terms.push_back({seat.starts_on, seat.ends_on ? std::min(*seat.ends_on, *last_day) : *last_day});
    return always_coordinated(std::move(terms), today);
  });
  return seats;
}

std::unexpected<Error> not_a_successor() {
  return fail(Code::invalid, "hand_over_to",
              "後任には、同じ施設で働いている別の職員を選んでください。自分自身に引き継ぐことはできません。",
              "Choose somebody else who works in the same facility. You cannot hand over to yourself.");
}

/// The successor's seat in one team becomes a coordinator's, or is made.
Status succeed(Tx& tx, const Actor& by, const store::SeatRow& from, PostId successor) {
  const auto region = by.region_id;
  const auto today = tx.today();
  if (const auto own = store::seat_of_post(tx, region, from.person_id, successor, today)) {
    auto update = update_of(*own);
    update.role = access::SeatRole::coordinator;
    update.state = SeatState::active;
    update.classes = own->classes | from.classes;
    update.starts_on = std::min(own->starts_on, today);
    update.ends_on.reset();
    record_own_act(tx, by, from.person_id, own->seat_id, "hand_over_team");
    keep_update(tx, by, *own, update, std::string(kReason));
    return {};
  }
  NewSeat seat;
  seat.id = tx.new_id<SeatId>();
  seat.facility_id = from.facility_id;
  seat.post_id = successor;
  seat.profession = Line<60>{store::post(tx, region, successor)->profession};
  seat.role = access::SeatRole::coordinator;
  seat.duty = Line<60>{from.duty};
  seat.classes = from.classes;
  seat.starts_on = today;
  seat.looks_back_to = from.looks_back_to;
  record_own_act(tx, by, from.person_id, seat.id, "hand_over_team");
  return keep_seat(tx, region, from.person_id, seat, SeatState::active, by.post_id);
}

}  // namespace

int teams_left_alone(Tx& tx, RegionId region, PostId post, std::optional<Date> last_day) {
  return static_cast<int>(lone_seats(tx, region, post, last_day).size());
}

int teams_left_alone_by(Tx& tx, std::string_view login) {
  int teams = 0;
  for (const auto& [region, post] : store::posts_of_login(tx, text::fold(login)))
    teams += teams_left_alone(tx, region, post, std::nullopt);
  return teams;
}

Status hand_over_teams(Tx& tx, const Actor& by, PostId post, PostId successor, std::optional<Date> last_day) {
  const auto from = store::post(tx, by.region_id, post);
  const auto to = store::post(tx, by.region_id, successor);
  if (!from || !to || successor == post || successor == by.post_id || to->facility_id != from->facility_id ||
      to->state != "active" || !to->account_id || !store::works_on(tx, by.region_id, successor, tx.today()))
    return not_a_successor();
  for (const auto& seat : lone_seats(tx, by.region_id, post, last_day)) TRY(succeed(tx, by, seat, successor));
  return {};
}

void tell_seats_opened(Tx& tx, const Actor& by, FacilityId facility, const Opener& opener) {
  for (const auto& [person, seat] :
       store::facility_seats(tx, by.region_id, facility, opener.profession, tx.today())) {
    record_own_act(tx, by, person, seat, "open_seat");
    keep_opening(tx, by.region_id, person, seat, opener, by.post_id);
    db::append_change(
        tx, {.region_id = by.region_id, .person_id = person, .kind = "seat", .subject_id = seat.uuid});
  }
}

}  // namespace musubi::team
