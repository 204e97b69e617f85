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

/// Which way of being reached a relation has; SQL over `guardian g`. The person's own account (relation
/// `self`) is reached by what was shared with the person by name, at any age (docs/decisions/031).
#define MUSUBI_WAY_OF_GUARDIAN "case when g.relation = 'self' then 2 when g.restricted then 1 else 0 end"

/// `guardian_id`: SQL of the guardian asked about; `way`: of MUSUBI_WAY_OF_GUARDIAN for them. Sub-selects as
/// values, not `exists`: notebook_scope.hpp.
#define MUSUBI_REACHES_GUARDIAN(guardian_id, way)                                                           \
  "(case " way                                                                                              \
  " when 2 then e.with_person"                                                                              \
  " when 1 then e.with_guardians and (select 1 from entry_shown_to w where w.region_id = $1"                \
  " and w.entry_id = e.entry_id and w.guardian_id = " guardian_id                                           \
  " limit 1) is not null else e.with_guardians and (select 1 from entry_hidden_from h where h.region_id = " \
  "$1 and h.entry_id = e.entry_id and h.guardian_id = " guardian_id " limit 1) is null end)"

/// Whether the relation of `g` counts today; `guardians`, `own`: places of access::Standing.
#define MUSUBI_STANDS(guardians, own) \
  "g.verified_at >= case when g.relation = 'self' then " own " else " guardians " end"
