// The support team (支援チーム): seats for a facility or one member of staff, their role, classes and period,
// and the rules that can be told without a database. Never opens the notebook itself: access/ reads the seats
// at every request. Rules: domain.md, "Who may do what" 4 and 6; a team is never without a coordinator.
#pragma once
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "access/access.hpp"
#include "base/json.hpp"

namespace musubi::team {

enum class SeatState { invited, active, declined, left, ended };
BOOST_DESCRIBE_ENUM(SeatState, invited, active, declined, left, ended)

// --- what is sent and answered ---------------------------------------------------------------------------

struct SeatView {
  SeatId id;
  FacilityId facility_id;
  std::string facility_name;
  std::string facility_type;
  std::optional<PostId> post_id;  ///< none: everybody of the facility (and profession)
  std::string name;               ///< of the member of staff; empty for a facility
  std::string profession;         ///< empty: every profession of the facility
  access::SeatRole role = access::SeatRole::member;
  std::string duty;  ///< 主治医, 担任, コーディネーター …
  ClassSet classes;
  Date starts_on;
  std::optional<Date> ends_on;  ///< the last day
  std::optional<Date> looks_back_to;
  SeatState state = SeatState::invited;
  bool in_force = false;
  ClassSet consent_covers;  ///< of its classes, those that a consent opens today
  std::int64_t version = 1;
};
BOOST_DESCRIBE_STRUCT(SeatView, (),
                      (id, facility_id, facility_name, facility_type, post_id, name, profession, role, duty,
                       classes, starts_on, ends_on, looks_back_to, state, in_force, consent_covers, version))

struct NewSeat {
  SeatId id;
  FacilityId facility_id;
  std::optional<PostId> post_id;
  std::optional<Line<60>> profession;  ///< for a facility; of a member of staff it is the post's
  access::SeatRole role = access::SeatRole::member;
  Line<60> duty;
  std::optional<ClassSet> classes;  ///< none: what is usual for the profession
  Date starts_on;
  std::optional<Date> ends_on;
  std::optional<Date> looks_back_to;
};
BOOST_DESCRIBE_STRUCT(NewSeat, (),
                      (id, facility_id, post_id, profession, role, duty, classes, starts_on, ends_on,
                       looks_back_to))

struct SeatChange {
  access::SeatRole role = access::SeatRole::member;
  Line<60> duty;
  ClassSet classes;
  Date starts_on;
  std::optional<Date> ends_on;
  std::optional<Date> looks_back_to;
  std::optional<Line<500>> reason;
};
BOOST_DESCRIBE_STRUCT(SeatChange, (), (role, duty, classes, starts_on, ends_on, looks_back_to, reason))

/// `on` is the last day; a day before today ends the seat at once.
struct SeatEnd {
  Date on;
  RequiredLine<500> reason;
};
BOOST_DESCRIBE_STRUCT(SeatEnd, (), (on, reason))

struct SeatAnswer {
  bool accept = false;
  std::optional<Line<500>> reason;
};
BOOST_DESCRIBE_STRUCT(SeatAnswer, (), (accept, reason))

struct SeatInvitation {
  SeatView seat;
  std::string person_name;
  int age_years = 0;
  std::string invited_by_name;
  std::string invited_by_facility;
};
BOOST_DESCRIBE_STRUCT(SeatInvitation, (),
                      (seat, person_name, age_years, invited_by_name, invited_by_facility))

struct TemplateChoice {
  Whole<0, 99> place;  ///< index into the template's places
  FacilityId facility_id;
  std::optional<PostId> post_id;
  SeatId id;
};
BOOST_DESCRIBE_STRUCT(TemplateChoice, (), (place, facility_id, post_id, id))
struct TeamFromTemplate {
  RequiredLine<60> template_;
  Date starts_on;
  List<TemplateChoice, 50> choices;
};
BOOST_DESCRIBE_STRUCT(TeamFromTemplate, (), (template_, starts_on, choices))

// --- pure rules ------------------------------------------------------------------------------------------

bool in_force(SeatState state, const Date& starts_on, const std::optional<Date>& ends_on, const Date& today);
/// An accepted seat whose last day has passed shows as ended.
SeatState shown_state(SeatState stored, const std::optional<Date>& ends_on, const Date& today);
Status check_period(const Date& starts_on, const std::optional<Date>& ends_on,
                    const std::optional<Date>& looks_back_to, const Date& today);

/// An accepted coordinator seat's days.
struct Term {
  Date starts_on;
  std::optional<Date> ends_on;
};
/// True if some coordinator holds a seat on every day from `from` on, without end.
bool always_coordinated(std::vector<Term> coordinators, const Date& from);

}  // namespace musubi::team
