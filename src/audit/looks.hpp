// Looks made under one basis, as a review reads them: what an emergency look was used for. Ids, codes and
// classes only.
#pragma once
#include <string>
#include <vector>

#include "db/tx.hpp"

namespace musubi::audit {

struct LookLine {
  AuditId audit_id;
  Time at{};
  std::string action;
  ClassSet classes;
  std::string subject_kind;
};
BOOST_DESCRIBE_STRUCT(LookLine, (), (audit_id, at, action, classes, subject_kind))
/// Newest first. The caller has passed a guard.
std::vector<LookLine> looks_under(Tx& tx, RegionId region, PersonId person, PostId post,
                                  std::string_view basis, Time from, Time until, int limit);

}  // namespace musubi::audit
