#include "device/device.hpp"

#include <algorithm>

namespace musubi::device {

DeviceState state_of(const Facts& facts, Time now) {
  if (facts.revoked) return DeviceState::revoked;
  if (!facts.expires_at) return DeviceState::waiting;
  if (*facts.expires_at <= now) return DeviceState::expired;
  return may_renew(*facts.expires_at, now) ? DeviceState::ending : DeviceState::active;
}

std::int64_t days_left(Time expires_at, Time now) {
  return std::max<std::int64_t>(0, (expires_at - now) / hours{24});
}

bool may_renew(Time expires_at, Time now) {
  return now < expires_at && expires_at - now <= kRenewBefore;
}

bool keeps_a_way(const identity::Ways& demanded, const identity::Ways& held) {
  return demanded.empty() ||
         std::ranges::any_of(demanded, [&](auto way) { return std::ranges::find(held, way) != held.end(); });
}

}  // namespace musubi::device
