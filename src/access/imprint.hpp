// When a paper was drawn, and for whom: what stands at its foot.
#pragma once
#include <string>

#include "access/actor.hpp"
#include "db/tx.hpp"

namespace musubi::access {

struct Imprint {
  Time at{};
  std::string by;  ///< facility and name; of who has no facility, the name alone
};

inline Imprint imprint(const db::Tx& tx, const Actor& actor) {
  return {tx.now(),
          actor.facility_name.empty() ? actor.display_name : actor.facility_name + " " + actor.display_name};
}

}  // namespace musubi::access
