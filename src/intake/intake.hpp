// A request for help (相談受付): who asks, for which child, with which worries, how to be reached; and its
// way from the portal or the desk to a coordinator and into a notebook. Nouns and rules that need no
// database. Never decides who may see one: that is access/desk. Rules: issue 3, "Intake and team in minutes".
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "base/json.hpp"
#include "intake/waiting.hpp"
#include "person/person.hpp"

namespace musubi::intake {

inline constexpr std::int64_t kMostOpen = 2000;  ///< of one region
inline constexpr std::int64_t kMostShown = 500;

enum class IntakeChannel { portal, phone, visit, letter, referral };
BOOST_DESCRIBE_ENUM(IntakeChannel, portal, phone, visit, letter, referral)
/// Who asks, seen from the child.
enum class IntakeRelation { mother, father, grandparent, relative, supporter, other };
BOOST_DESCRIBE_ENUM(IntakeRelation, mother, father, grandparent, relative, supporter, other)
enum class IntakeReach { phone, mail, letter };
BOOST_DESCRIBE_ENUM(IntakeReach, phone, mail, letter)
/// `asking`: asked back, an answer is awaited. `accepted`: the child is registered.
enum class IntakeState { received, asking, assigned, accepted, closed };
BOOST_DESCRIBE_ENUM(IntakeState, received, asking, assigned, accepted, closed)
enum class CloseReason { referred, withdrawn, no_reply, repeated, other };
BOOST_DESCRIBE_ENUM(CloseReason, referred, withdrawn, no_reply, repeated, other)
enum class IntakeMay { edit, ask, assign, accept, close, reopen };
BOOST_DESCRIBE_ENUM(IntakeMay, edit, ask, assign, accept, close, reopen)

/// A line of data/intake_worries.csv.
struct Worry {
  std::string code, ja, en, team_template;
};
BOOST_DESCRIBE_STRUCT(Worry, (), (code, ja, en, team_template))
const std::vector<Worry>& worries();
const Worry* find_worry(std::string_view code);

// --- what comes in

/// What is asked; versions keep it whole.
struct IntakeSheet {
  Name<100> asker_name;
  IntakeRelation relation = IntakeRelation::other;
  Name<100> family_name;
  OptionalName<100> given_name;
  Name<100> family_kana;
  OptionalName<100> given_kana;
  Date birth_date;
  Line<100> district;  ///< school district or part of the town
  List<Line<40>, 20> worries;
  Prose<2000> words;
  Prose<500> supporters;  ///< who is round the child already, as the family names them
  IntakeReach reach = IntakeReach::phone;
  RequiredLine<200> contact;
  Line<200> contact_when;
};
BOOST_DESCRIBE_STRUCT(IntakeSheet, (),
                      (asker_name, relation, family_name, given_name, family_kana, given_kana, birth_date,
                       district, worries, words, supporters, reach, contact, contact_when))
struct PortalIntake {
  IntakeId id;
  IntakeSheet sheet;
};
BOOST_DESCRIBE_STRUCT(PortalIntake, (), (id, sheet))
struct DeskIntake {
  IntakeId id;
  IntakeChannel channel = IntakeChannel::phone;
  Line<120> caller;  ///< who called or came, where it was not who asks
  Date received_on;
  IntakeSheet sheet;
};
BOOST_DESCRIBE_STRUCT(DeskIntake, (), (id, channel, caller, received_on, sheet))
struct IntakeEdit {
  IntakeSheet sheet;
  RequiredLine<500> reason;
};
BOOST_DESCRIBE_STRUCT(IntakeEdit, (), (sheet, reason))
struct IntakeMove {
  IntakeState state = IntakeState::asking;
  Prose<1000> note;                         ///< required to ask back, to close and to reopen
  std::optional<PostId> coordinator_post;   ///< of `assigned`
  std::optional<CloseReason> close_reason;  ///< of `closed`
};
BOOST_DESCRIBE_STRUCT(IntakeMove, (), (state, note, coordinator_post, close_reason))
/// One of both: somebody the coordinator coordinates already, or a new person.
struct IntakeAcceptance {
  std::optional<PersonId> person_id;
  std::optional<person::NewPerson> person;
  WaitStage stage = WaitStage::interview;  ///< what the child waits for from now on
};
BOOST_DESCRIBE_STRUCT(IntakeAcceptance, (), (person_id, person, stage))
struct IntakesQuery {
  std::optional<bool> closed;
};
BOOST_DESCRIBE_STRUCT(IntakesQuery, (), (closed))
struct DeskNaming {
  bool named = false;
  RequiredLine<500> reason;
};
BOOST_DESCRIBE_STRUCT(DeskNaming, (), (named, reason))
struct LimitsEdit {
  WaitLimits limits;
  RequiredLine<500> reason;
};
BOOST_DESCRIBE_STRUCT(LimitsEdit, (), (limits, reason))

// --- what goes out

/// All that the portal tells who asked: nothing can be read with it.
struct IntakeReceipt {
  std::string receipt;
};
BOOST_DESCRIBE_STRUCT(IntakeReceipt, (), (receipt))
struct IntakePortal {
  std::vector<std::string> desks;  ///< names; none: nothing can be sent
  std::vector<Worry> worries;
};
BOOST_DESCRIBE_STRUCT(IntakePortal, (), (desks, worries))

struct IntakeLine {
  IntakeId id;
  std::string receipt;
  IntakeChannel channel = IntakeChannel::portal;
  IntakeState state = IntakeState::received;
  std::string name, kana;
  Date birth_date;
  int age_years = 0;
  std::string district;
  std::vector<std::string> worries;
  Date received_on;
  WaitTime wait;
  std::string coordinator_name;
  bool mine = false;  ///< the reader is the coordinator
  std::int64_t version = 1;
};
BOOST_DESCRIBE_STRUCT(IntakeLine, (),
                      (id, receipt, channel, state, name, kana, birth_date, age_years, district, worries,
                       received_on, wait, coordinator_name, mine, version))
struct IntakeList {
  bool at_desk = false;
  std::vector<IntakeLine> items;  ///< the longest waiting first
  std::vector<Worry> worries;
};
BOOST_DESCRIBE_STRUCT(IntakeList, (), (at_desk, items, worries))

struct IntakeVersionView {
  std::int64_t version = 1;
  Time at{};
  std::string by_name, by_facility;  ///< empty: through the portal
  IntakeState state = IntakeState::received;
  std::string note;
  IntakeSheet sheet;
};
BOOST_DESCRIBE_STRUCT(IntakeVersionView, (), (version, at, by_name, by_facility, state, note, sheet))
struct DeskMember {
  PostId post_id;
  std::string name, profession, facility_name;
};
BOOST_DESCRIBE_STRUCT(DeskMember, (), (post_id, name, profession, facility_name))
struct IntakeView {
  IntakeLine line;
  IntakeSheet sheet;
  std::string caller;
  std::optional<PostId> coordinator_post;
  std::optional<CloseReason> close_reason;
  std::string note;
  std::optional<PersonId> person_id;        ///< where the reader may see the person
  std::vector<IntakeVersionView> versions;  ///< newest first
  std::vector<IntakeMay> may;
  std::vector<DeskMember> coordinators;  ///< whom it can be given to
  std::vector<Worry> worries;
};
BOOST_DESCRIBE_STRUCT(IntakeView, (),
                      (line, sheet, caller, coordinator_post, close_reason, note, person_id, versions, may,
                       coordinators, worries))

/// What was asked, for who coordinates the child that came of it.
struct AcceptedIntake {
  IntakeId id;
  std::string receipt;
  IntakeChannel channel = IntakeChannel::portal;
  Date received_on;
  IntakeSheet sheet;
};
BOOST_DESCRIBE_STRUCT(AcceptedIntake, (), (id, receipt, channel, received_on, sheet))
struct PersonWaiting {
  std::optional<WaitTime> wait;  ///< none: never on the board
  std::int64_t version = 0;
  std::vector<WaitStep> steps;  ///< newest first
  std::vector<AcceptedIntake> requests;
  std::vector<Worry> worries;
};
BOOST_DESCRIBE_STRUCT(PersonWaiting, (), (wait, version, steps, requests, worries))

struct DeskLine {
  FacilityId facility_id;
  std::string name, facility_type;
  bool named = false;
};
BOOST_DESCRIBE_STRUCT(DeskLine, (), (facility_id, name, facility_type, named))
struct IntakeSettings {
  std::vector<DeskLine> desks;  ///< every facility that can be one
  WaitLimits limits;
  bool limits_are_default = true;
  std::int64_t version = 0;  ///< of the limits
};
BOOST_DESCRIBE_STRUCT(IntakeSettings, (), (desks, limits, limits_are_default, version))

// --- pure rules

/// Kinds of facility that a region can name as a desk.
bool may_be_desk(std::string_view facility_type);
/// Known worries, a birth date that can be, and at least one worry or word.
Status check_sheet(const IntakeSheet& sheet, const Date& today);
/// What can be done in a state; `mine`: by its coordinator.
std::vector<IntakeMay> may_in(IntakeState state, bool mine);
/// Whether the state can be left for that one, and what has to come along.
Status check_move(IntakeState from, const IntakeMove& move);
/// 受付 until somebody coordinates it, then 面談待ち.
WaitStage stage_of(bool coordinated);

}  // namespace musubi::intake
