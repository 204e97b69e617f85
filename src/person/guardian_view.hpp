// How a guardian is shown; the protective limit only to who manages guardians.
#pragma once
#include "person/person_store.hpp"

namespace musubi::person {

inline GuardianView guardian_view(const store::GuardianRow& row, bool with_limits) {
  GuardianView view{row.guardian_id, row.name, row.kana, row.relation, row.phone, row.lives_together, row.has_custody,
                    row.verified_at, row.verified_how, row.has_account, {}, {}, row.version};
  if (with_limits) {
    view.restricted = row.restricted;
    view.restriction_reason = row.restriction_reason;
  }
  return view;
}

}  // namespace musubi::person
