// How a handover looks to one reader: what it says as far as their grant reaches, and what they can do now.
#pragma once
#include "handover/handover_store.hpp"

namespace musubi::handover {

/// `not_found` if there is no such person.
Result<HandoverView> view_of(Tx& tx, const access::Actor& actor, const access::Grant& grant,
                             const HandoverRow& row);

}  // namespace musubi::handover
