// Which of what is shared with guardians reaches one of them: the one place that says so, as SQL over
// `entry e` with the region as $1. The guard's listeners and the notebook's scope hold it. A guardian under a
// protective limit is reached by nothing but what a coordinator opened to them, whenever it was written; what
// was posted while the limit stood stays hidden after it is lifted. Own entries are not asked about here.
// Rule: domain.md, "Court-ordered or protective limits on one guardian"; why: docs/decisions/014.
#pragma once
#include "db/tx.hpp"

namespace musubi::access {

/// A protective limit stands on one of the person's guardians: nobody outside the team is told what leads to
/// the family. A relation that has ended shelters on: the danger does not end with it.
bool is_sheltered(Tx& tx, RegionId region, PersonId person);

}  // namespace musubi::access

/// `guardian_id`, `restricted`: SQL of the guardian asked about. Sub-selects as values, not `exists`:
/// notebook_scope.hpp.
#define MUSUBI_REACHES_GUARDIAN(guardian_id, restricted)                                                   \
  "(e.with_guardians and case when " restricted                                                            \
  " then (select 1 from entry_shown_to w where w.region_id = $1 and w.entry_id = e.entry_id and "          \
  "w.guardian_id = " guardian_id                                                                           \
  " limit 1) is not null else (select 1 from entry_hidden_from h where h.region_id = $1 and h.entry_id = " \
  "e.entry_id and h.guardian_id = " guardian_id " limit 1) is null end)"
