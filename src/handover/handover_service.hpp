// The use cases of handovers: one synchronous function each over a Tx, the guard first. The team drafts, asks
// guardians, sends; guardians agree, leave items out, take their agreement back; receivers read and confirm
// without a seat. Sending plans the seats of both sides (team/), so it is a coordinator's.
#pragma once
#include "access/imprint.hpp"
#include "db/tx.hpp"
#include "handover/handover.hpp"

namespace musubi::handover {

using access::Actor;

// --- the team and guardians

/// The latest day first. Empty in an emergency look, and for a guardian under a protective limit.
Result<std::vector<HandoverLine>> list_handovers(Tx& tx, const Actor& actor, PersonId person);
Result<HandoverView> read_handover(Tx& tx, const Actor& actor, PersonId person, HandoverId handover);
/// What the notebook holds that the next stage will want, for the drafter to choose from: read with the
/// drafter's own eyes.
Result<std::vector<HandoverItem>> suggest_items(Tx& tx, const Actor& actor, PersonId person);

/// Idempotent by the id.
Result<HandoverView> add_handover(Tx& tx, const Actor& actor, PersonId person, const NewHandover& handover);
/// `conflict` with the present state once the version has moved on; items the writer does not see stay.
Result<HandoverView> edit_handover(Tx& tx, const Actor& actor, PersonId person, HandoverId handover,
                                   std::int64_t version, const HandoverEdit& edit);
/// Asks guardians, back to the draft, sends (seats begin and end), or takes it back.
Result<HandoverView> move_handover(Tx& tx, const Actor& actor, PersonId person, HandoverId handover,
                                   std::int64_t version, const HandoverMove& move);
/// To exactly the version that was seen. A guardian may take an agreement back until all was received.
Result<HandoverView> answer_handover(Tx& tx, const Actor& actor, PersonId person, HandoverId handover,
                                     std::int64_t version, const HandoverAnswer& answer);
/// An answer to a question, a meeting, a follow-up; idempotent by its id.
Result<HandoverView> add_step(Tx& tx, const Actor& actor, PersonId person, HandoverId handover,
                              const NewHandoverStep& step);

// --- the receiver

/// What lies before the caller, of all people.
Result<std::vector<IncomingHandover>> list_incoming(Tx& tx, const Actor& actor);
Result<HandoverView> read_incoming(Tx& tx, const Actor& actor, PersonId person, HandoverId handover);
/// Confirms an item, or asks about it; with the last one confirmed it is received.
Result<HandoverView> receive_item(Tx& tx, const Actor& actor, PersonId person, HandoverId handover,
                                  const NewHandoverStep& step);

// --- paper and exchange

/// What the package holds; the look is recorded as an export.
struct HandoverPackage {
  HandoverView view;
  std::string region_name, from_name;
  access::Imprint printed;
};
Result<HandoverPackage> gather_package(Tx& tx, const Actor& actor, PersonId person, HandoverId handover);
/// A4, as many pages as it needs. Pure.
std::string draw_package(const HandoverPackage& package);
/// An HL7 FHIR R4 document bundle (Composition, Patient, Organization), a section a class. Pure.
std::string bundle_of(const HandoverPackage& package);

// --- for other rooms and generated data

/// What asks for tasks: how it goes after one and after three months.
std::vector<task::Cause> causes(Tx& tx, RegionId region, PersonId person, const Date& birth);
/// A handover in a state, with its items confirmed if it was received, without a guard.
struct BulkHandover {
  PersonId person_id;
  NewHandover handover;
  HandoverState state = HandoverState::draft;
  Time at{};
  PostId post_id;
  std::string author_name, facility_name;
};
bool keep_handover(Tx& tx, RegionId region, const BulkHandover& bulk);

}  // namespace musubi::handover
