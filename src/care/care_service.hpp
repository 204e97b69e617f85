// The use cases of 医療的ケア and the emergency card: one synchronous function each over a Tx, the guard
// first. The team keeps the profile and the instruction sheets; the passport is the family's as well. A
// guardian under a protective limit is shown none of it, because hospitals and contacts lead to the family;
// an emergency look at a child under such protection goes without them too (docs/decisions/017).
#pragma once
#include "access/imprint.hpp"
#include "care/care.hpp"
#include "db/tx.hpp"
#include "file/file_service.hpp"
#include "keys/ring.hpp"
#include "keys/sealed_value.hpp"
#include "person/person.hpp"

namespace musubi::care {

using access::Actor;

Result<CareView> read_care(Tx& tx, const Actor& actor, PersonId person);
/// A new version of one part; `conflict` with the present state once the version has moved on. Version 0: the
/// first one.
Result<CarePartView> edit_care(Tx& tx, const Actor& actor, PersonId person, CarePart part,
                               std::int64_t version, const CareEdit& edit);
/// Newest first.
Result<std::vector<CareVersionView>> care_versions(Tx& tx, const Actor& actor, PersonId person,
                                                   CarePart part);

// --- instruction sheets

/// With every state it had.
Result<InstructionDetail> read_instruction(Tx& tx, const Actor& actor, PersonId person,
                                           InstructionId instruction);
/// Idempotent by the id.
Result<InstructionView> add_instruction(Tx& tx, const Actor& actor, PersonId person,
                                        const NewInstruction& instruction);
Result<InstructionView> edit_instruction(Tx& tx, const Actor& actor, PersonId person,
                                         InstructionId instruction, std::int64_t version,
                                         const InstructionEdit& edit);
/// The scan of its present state; none in an emergency look, because papers name more than a card does.
/// Called from work threads.
Result<file::Hand> open_scan(db::Database& database, file::Files& files, const Actor& actor, PersonId person,
                             InstructionId instruction);
/// Who, when and why stay.
Result<InstructionView> hide_instruction(Tx& tx, const Actor& actor, PersonId person,
                                         InstructionId instruction, const CareReason& why);

// --- the card

/// The code of a card lies sealed beside its hash, so that the same card can be printed again.
struct CardKey {
  keys::Ring keys;
  std::string origin;  ///< `https://host`, as the browser sees us
};
struct CardSheet {
  person::PersonView person;
  CareView care;
  std::string url;  ///< in the QR code; the token is in the fragment, which no browser sends
  Date today;
  access::Imprint printed;
};
/// What the card prints; the first time makes the code. The team's look is recorded as an export. A guardian
/// has a card with a code of its own, what is on it as they see it themselves; under a protective limit there
/// is none.
Result<CardSheet> gather_card(Tx& tx, const Actor& actor, PersonId person, const CardKey& key);
/// One A4 page. Pure.
std::string draw_card(const CardSheet& sheet, CardLayout layout);
/// The code on cards printed so far is void from now on: on the team's, or on the guardian's own who asks.
Result<CardIssue> renew_card(Tx& tx, const Actor& actor, PersonId person, const CardKey& key,
                             const CareReason& why);
/// A card was scanned: whoever may see the person opens it; to another professional of the region it is the
/// search of an emergency look, with its limits; anybody else is refused, whatever the code.
Result<CardAnswer> open_card(Tx& tx, const Actor& actor, const CardToken& sent);

/// What this room keeps sealed: the codes of cards.
std::vector<keys::SealedValue> sealed_values(Tx& tx);
/// For a database from before codes were kept: seals those that follow from its master key. `master`: that
/// key.
void keep_old_codes(Tx& tx, const keys::Ring& keys, const crypto::Key& master);

// --- for other rooms and generated data

/// What asks for tasks: instruction sheets that end.
std::vector<task::Cause> causes(Tx& tx, RegionId region, PersonId person, const Date& birth);
struct Keeper {
  PersonId person_id;
  PostId post_id;
  std::string name, facility_name;
  Time at{};
};
/// Without a guard: the first version of a part, and of a sheet.
bool keep_part(Tx& tx, RegionId region, CarePart part, const CareContent& content, const Keeper& by);
bool keep_instruction(Tx& tx, RegionId region, const NewInstruction& instruction, const Keeper& by);

}  // namespace musubi::care
