// The use cases of requests for help: one synchronous function each over a Tx, the guard first. Anybody may
// ask through the portal and gets a number, with which nothing can be read. Staff of the region's desks see
// and sort requests (access/desk); its coordinator registers the child, and from then on it is a notebook
// like any other (docs/decisions/022).
#pragma once
#include "access/access.hpp"
#include "db/tx.hpp"
#include "intake/intake.hpp"

namespace musubi::intake {

using access::Actor;

// --- for everybody

/// Which desks there are, and what can be ticked.
Result<IntakePortal> intake_portal(Tx& tx, std::string_view slug);
/// The same id with the same content is answered with the same number. `not_found` where the region has named
/// no desk; `throttled` by address.
Result<IntakeReceipt> ask_for_help(Tx& tx, std::string_view slug, const PortalIntake& sent,
                                   std::string_view address);

// --- for a desk

/// Of who is at no desk: an empty list.
Result<IntakeList> list_intakes(Tx& tx, const Actor& actor, bool closed);
Result<IntakeView> read_intake(Tx& tx, const Actor& actor, IntakeId intake);
Result<IntakeView> add_intake(Tx& tx, const Actor& actor, const DeskIntake& sent);
/// These three: `conflict` with the present state once the version has moved on.
Result<IntakeView> edit_intake(Tx& tx, const Actor& actor, IntakeId intake, std::int64_t version,
                               const IntakeEdit& edit);
Result<IntakeView> move_intake(Tx& tx, const Actor& actor, IntakeId intake, std::int64_t version,
                               const IntakeMove& move);
/// By its coordinator: registers the child (person/ looks for doubles) or joins somebody whom the coordinator
/// coordinates already.
Result<IntakeView> accept_intake(Tx& tx, const Actor& actor, IntakeId intake, std::int64_t version,
                                 const IntakeAcceptance& acceptance);

// --- for operators: which facilities are desks, how long is too long

Result<IntakeSettings> read_settings(Tx& tx, const Actor& actor);
Result<IntakeSettings> name_desk(Tx& tx, const Actor& actor, FacilityId facility, const DeskNaming& naming);
Result<IntakeSettings> change_limits(Tx& tx, const Actor& actor, std::int64_t version,
                                     const LimitsEdit& edit);

// --- for generated data: no guard

struct BulkIntake {
  DeskIntake sent;
  IntakeState state = IntakeState::received;
  std::optional<PostId> coordinator_post;
  std::optional<CloseReason> close_reason;
  std::string note, receipt;
  std::string by_name, by_facility;
  std::optional<PostId> by_post;
  Date since;
};
void keep_intake(Tx& tx, RegionId region, const BulkIntake& bulk);
void keep_desk(Tx& tx, RegionId region, FacilityId facility, PostId by);

}  // namespace musubi::intake
