// The tables of requests, desks, limits and waiting steps: SQL and nothing else. Versions and steps are only
// added. Who gets which is the services' business, behind access/.
#pragma once
#include "db/tx.hpp"
#include "intake/intake.hpp"

namespace musubi::intake::store {

/// Who writes, as it is kept with what was written; nobody's post through the portal.
struct Hand {
  std::optional<PostId> post_id;
  std::string name, facility_name;
};

struct IntakeRow {
  IntakeId id;
  std::string receipt;
  IntakeChannel channel = IntakeChannel::portal;
  std::string caller;
  std::string sheet;  ///< JSON of IntakeSheet
  IntakeState state = IntakeState::received;
  std::optional<CloseReason> close_reason;
  std::string note;
  std::optional<PostId> coordinator_post;
  std::optional<PersonId> person_id;
  Date since, received_on;
  std::int64_t version = 1;
  std::string coordinator_name;
};
BOOST_DESCRIBE_STRUCT(IntakeRow, (),
                      (id, receipt, channel, caller, sheet, state, close_reason, note, coordinator_post,
                       person_id, since, received_on, version, coordinator_name))

std::optional<IntakeRow> find(Tx& tx, RegionId region, IntakeId intake);
/// Open ones, the longest in their stage first; or the others, newest first.
std::vector<IntakeRow> intakes(Tx& tx, RegionId region, bool closed, std::int64_t limit);
std::int64_t count_open(Tx& tx, RegionId region);
/// The sheet as it first came.
std::string first_sheet(Tx& tx, RegionId region, IntakeId intake);
/// False if the id or the receipt is there already. Keeps the first version too.
bool insert(Tx& tx, RegionId region, const IntakeRow& row, const Hand& by, Time at);
/// The next version of `row`, which holds the version it replaces; false if that is no longer the present
/// one.
bool update(Tx& tx, RegionId region, const IntakeRow& row, const Hand& by);

struct VersionRow {
  std::int64_t version = 1;
  Time at{};
  std::string by_name, by_facility;
  IntakeState state = IntakeState::received;
  std::string note, sheet;
};
BOOST_DESCRIBE_STRUCT(VersionRow, (), (version, at, by_name, by_facility, state, note, sheet))
/// Newest first.
std::vector<VersionRow> versions(Tx& tx, RegionId region, IntakeId intake);
/// Requests that became this person, the first first.
std::vector<IntakeRow> of_person(Tx& tx, RegionId region, PersonId person);

// --- desks and limits

std::vector<DeskLine> facilities(Tx& tx, RegionId region);
/// The version of a facility's naming; 0: never named.
std::int64_t desk_version(Tx& tx, RegionId region, FacilityId facility);
bool insert_desk(Tx& tx, RegionId region, FacilityId facility, std::int64_t version, const DeskNaming& naming,
                 PostId by);
/// Staff in office of the region's desks.
std::vector<DeskMember> desk_members(Tx& tx, RegionId region, const Date& today);
std::vector<AccountId> desk_accounts(Tx& tx, RegionId region, const Date& today);

struct LimitsRow {
  std::int64_t version = 0;
  std::string body;
};
BOOST_DESCRIBE_STRUCT(LimitsRow, (), (version, body))
std::optional<LimitsRow> limits(Tx& tx, RegionId region);
bool insert_limits(Tx& tx, RegionId region, std::int64_t version, const LimitsEdit& edit, PostId by);

// --- waiting

/// In their order.
std::vector<WaitStep> steps(Tx& tx, RegionId region, PersonId person);
/// False if that number is there already.
bool insert_step(Tx& tx, RegionId region, PersonId person, std::int64_t number, const WaitMove& move,
                 const Hand& by, Time at);
struct WaitingPerson {
  PersonId person_id;
  std::string name;
  Date birth_date;
};
BOOST_DESCRIBE_STRUCT(WaitingPerson, (), (person_id, name, birth_date))
/// People on the board whom the actor coordinates.
std::vector<WaitingPerson> coordinated(Tx& tx, const access::Actor& actor, const Date& today,
                                       std::int64_t limit);
struct StageRow {
  WaitStage stage = WaitStage::received;
  Date since;
};
BOOST_DESCRIBE_STRUCT(StageRow, (), (stage, since))
/// Present stages of everybody supported in the region who still waits.
std::vector<StageRow> present_stages(Tx& tx, RegionId region);

}  // namespace musubi::intake::store
