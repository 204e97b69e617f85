// Closing what is open. Who may no longer see a person hears nothing of that person any more, not even that
// this is so: their page would stand open until they touch it. So whoever loses their sight is told once
// more, on their own account; the page asks again and is refused. Rule: domain.md, withdrawal closes sharing
// at once.
#pragma once
#include <string>
#include <vector>

#include "access/access.hpp"

namespace musubi::access {

/// Made before a use case narrows what is shared; `say` afterwards, in the same transaction.
class Farewell {
 public:
  Farewell(Tx& tx, RegionId region, PersonId person);
  /// To every account that could hear of the person before and cannot now.
  void say(const std::string& kind, Uuid subject) const;

 private:
  std::vector<AccountId> hearers() const;

  Tx& tx_;
  RegionId region_;
  PersonId person_;
  std::vector<AccountId> before_;
};

}  // namespace musubi::access
