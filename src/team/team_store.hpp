// The tables seat and seat_version: SQL, and nothing else. Decides nothing.
// Names of facilities, posts and persons are joined for reading.
#pragma once
#include "db/tx.hpp"
#include "team/team.hpp"

namespace musubi::team::store {

struct SeatRow {
  SeatId seat_id;
  PersonId person_id;
  FacilityId facility_id;
  std::string facility_name;
  std::string facility_type;
  std::optional<PostId> post_id;
  std::string name;
  std::string profession;
  access::SeatRole role = access::SeatRole::member;
  std::string duty;
  ClassSet classes;
  Date starts_on;
  std::optional<Date> ends_on;
  std::optional<Date> looks_back_to;
  SeatState state = SeatState::invited;
  std::int64_t version = 1;
  PostId created_by;
};
BOOST_DESCRIBE_STRUCT(SeatRow, (),
                      (seat_id, person_id, facility_id, facility_name, facility_type, post_id, name,
                       profession, role, duty, classes, starts_on, ends_on, looks_back_to, state, version,
                       created_by))

/// What a seat becomes; what is not named here never changes.
struct SeatUpdate {
  access::SeatRole role = access::SeatRole::member;
  std::string duty{};
  ClassSet classes{};
  Date starts_on{};
  std::optional<Date> ends_on{};
  std::optional<Date> looks_back_to{};
  SeatState state = SeatState::active;
  bool answered = false;        ///< sets answered_at
  std::string answer_reason{};  ///< empty: as it was
  std::string ended_reason{};   ///< empty: as it was
};

struct PostRow {
  FacilityId facility_id;
  std::string profession;
  std::string state;
  std::optional<AccountId> account_id;
};
BOOST_DESCRIBE_STRUCT(PostRow, (), (facility_id, profession, state, account_id))
struct InvitedRow {
  SeatId seat_id;
  PersonId person_id;
  std::string family_name;
  std::string given_name;
  Date birth_date;
  std::string invited_by_name;
  std::string invited_by_facility;
};
BOOST_DESCRIBE_STRUCT(InvitedRow, (),
                      (seat_id, person_id, family_name, given_name, birth_date, invited_by_name,
                       invited_by_facility))

/// Coordinators first, then by facility.
std::vector<SeatRow> seats_of(Tx& tx, RegionId region, PersonId person);
std::optional<SeatRow> find(Tx& tx, RegionId region, PersonId person, SeatId seat);
/// Without knowing the person: for the invited.
std::optional<SeatRow> find_by_id(Tx& tx, RegionId region, SeatId seat);
/// An invited or accepted seat, not over, for the same place.
bool is_taken(Tx& tx, RegionId region, PersonId person, FacilityId facility, std::optional<PostId> post,
              const std::string& profession, const Date& today);

/// False if there is a seat of this id already.
bool insert(Tx& tx, RegionId region, PersonId person, const NewSeat& seat, SeatState state, PostId by);
void update(Tx& tx, RegionId region, PersonId person, SeatId seat, const SeatUpdate& update);
/// Keeps the state as it is now: what, who, when, why.
void insert_version(Tx& tx, RegionId region, PersonId person, const SeatView& state,
                    const std::string& reason, PostId by);

std::optional<PostRow> post(Tx& tx, RegionId region, PostId post);
/// Whether the day is within the post's period, and no last day is set: who takes over stays.
bool works_on(Tx& tx, RegionId region, PostId post, const Date& day);
std::optional<std::string> facility_state(Tx& tx, RegionId region, FacilityId facility);
/// Waiting for this post's answer: own seats, and those of the facility where it may answer for the facility.
std::vector<InvitedRow> invited(Tx& tx, RegionId region, PostId post, std::optional<FacilityId> managed,
                                const Date& today);
/// From here on nobody else changes who coordinates this team until this transaction is over: of two at the
/// same moment PostgreSQL lets one begin again and see what the other did
/// (docs/decisions/001-drivers-and-isolation.md).
void hold_team(Tx& tx, RegionId region, PersonId person);
/// Accepted coordinator seats that are not over, without `except`, of posts that can still act.
std::vector<Term> coordinators(Tx& tx, RegionId region, PersonId person, SeatId except, const Date& today);
/// `login` as it is kept: folded.
std::vector<std::pair<RegionId, PostId>> posts_of_login(Tx& tx, std::string_view login);
/// The accepted coordinator seats, not over, that name this post, of people who are still supported here.
std::vector<SeatRow> coordinated_by(Tx& tx, RegionId region, PostId post, const Date& today);
/// The accepted seats, not over, that are a whole facility's for this profession.
std::vector<std::pair<PersonId, SeatId>> facility_seats(Tx& tx, RegionId region, FacilityId facility,
                                                        std::string_view profession, const Date& today);
/// The seat of a post in one team that is not over, if it has one.
std::optional<SeatRow> seat_of_post(Tx& tx, RegionId region, PersonId person, PostId post, const Date& today);

}  // namespace musubi::team::store
