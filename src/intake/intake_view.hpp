// Requests as they go out. Internal to this room.
#pragma once
#include "intake/intake_service.hpp"
#include "intake/intake_store.hpp"

namespace musubi::intake {

struct LimitsInForce {
  WaitLimits limits;
  bool are_default = true;
  std::int64_t version = 0;
};
LimitsInForce limits_of(Tx& tx, RegionId region);
IntakeLine line_of(const store::IntakeRow& row, const Actor& actor, const WaitLimits& limits,
                   const Date& today);
IntakeView view_of(Tx& tx, const Actor& actor, const store::IntakeRow& row);
/// 山田 花子; one name where there is only one.
std::string joined(const std::string& family, const std::string& given);

}  // namespace musubi::intake
