#include "access/receiver.hpp"

namespace musubi::access {

std::vector<HandoverFact> handovers_to(Tx& tx, const Actor& actor, PersonId person) {
  static constexpr std::string_view kSql =
      "select h.handover_id, h.classes from handover h where h.region_id = $1 and h.person_id = $2 "
      "and " MUSUBI_LIES_BEFORE("$3", "$4", "$5", "$6");
  return tx.all<HandoverFact>(kSql, actor.region_id, person, actor.post_id,
                              actor.facility_id.value_or(FacilityId{}), actor.is_manager, tx.today());
}

}  // namespace musubi::access
