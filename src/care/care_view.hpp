// How parts and sheets are shown to one reader, and who is told that they changed. Internal to this room.
#pragma once
#include "care/care_service.hpp"
#include "care/care_store.hpp"

namespace musubi::care {

/// What a grant opens here, and what it lets its holder do.
struct Reader {
  bool sees_basic = false, sees_health = false;
  bool is_guardian = false;
  bool may_write = false;
  bool in_emergency = false;
  bool sheltered =
      false;  ///< an emergency look at a child under protection: nothing that leads to the family
  [[nodiscard]] bool sees(CarePart part) const {
    return class_of(part) == InfoClass::basic ? sees_basic : sees_health;
  }
  [[nodiscard]] bool may_edit(CarePart part) const {
    return may_write && sees(part) && (!is_guardian || part == CarePart::passport);
  }
  [[nodiscard]] bool may_instruct() const { return may_write && sees_health && !is_guardian; }
};
Reader reader_of(Tx& tx, const Actor& actor, const access::Grant& grant);
/// Guardians have a card of their own; under a protective limit none.
bool has_own_card(const access::Grant& grant);
/// Refuses whoever the grant admits but whose part this is not.
Status check_writer(const access::Grant& grant, bool may);

CareView view_of(Tx& tx, const Actor& actor, const access::Grant& grant);
CarePartView part_of(Tx& tx, RegionId region, PersonId person, CarePart part, const Reader& reader);
InstructionView shown(Tx& tx, RegionId region, const store::InstructionRow& row, std::span<const Sheet> all,
                      const Reader& reader);
/// Those that were not taken back.
std::vector<Sheet> sheets_of(std::span<const store::InstructionRow> rows);

store::Hand hand_of(const Actor& actor);
/// Ids only, to seats of the class; guardians are told nothing by the stream (notify/audience).
void announce(Tx& tx, RegionId region, PersonId person, const Uuid& subject, InfoClass info_class);

}  // namespace musubi::care
