#include "audit/looks.hpp"

namespace musubi::audit {

std::vector<LookLine> looks_under(Tx& tx, RegionId region, PersonId person, PostId post,
                                  std::string_view basis, Time from, Time until, int limit) {
  return tx.all<LookLine>(R"sql(
    select audit_id, at, action, classes, subject_kind from audit
     where region_id = $1 and person_id = $2 and post_id = $3 and basis = $4 and outcome = 'granted'
       and at >= $5 and at <= $6
     order by audit_id desc limit $7
  )sql",
                          region, person, post, basis, from, until, limit);
}

}  // namespace musubi::audit
