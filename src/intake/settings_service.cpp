// What the region's operators decide about requests: the desks, and how long is too long. They read no
// request.
#include <algorithm>

#include "base/lost_race.hpp"
#include "intake/intake_service.hpp"
#include "intake/intake_view.hpp"

namespace musubi::intake {
namespace {

using access::Duty;

IntakeSettings settings_of(Tx& tx, RegionId region) {
  auto [limits, are_default, version] = limits_of(tx, region);
  return {store::facilities(tx, region), limits, are_default, version};
}

}  // namespace

Result<IntakeSettings> read_settings(Tx& tx, const Actor& actor) {
  TRY(access::require_duty(tx, actor, Duty::operate_region, {}, {{}, "intake_settings", {}}));
  return settings_of(tx, actor.region_id);
}

Result<IntakeSettings> name_desk(Tx& tx, const Actor& actor, FacilityId facility, const DeskNaming& naming) {
  TRY(access::require_duty(tx, actor, Duty::operate_region, {}, {{}, "intake_desk", facility.uuid}));
  const auto known = store::facilities(tx, actor.region_id);
  const auto at = std::ranges::find(known, facility, &DeskLine::facility_id);
  if (at == known.end()) return not_found();
  if (at->named != naming.named &&
      !store::insert_desk(tx, actor.region_id, facility,
                          store::desk_version(tx, actor.region_id, facility) + 1, naming, actor.post_id))
    return lost_race(settings_of(tx, actor.region_id));
  return settings_of(tx, actor.region_id);
}

Result<IntakeSettings> change_limits(Tx& tx, const Actor& actor, std::int64_t version,
                                     const LimitsEdit& edit) {
  TRY(access::require_duty(tx, actor, Duty::operate_region, {}, {{}, "waiting_limits", {}}));
  const auto now = limits_of(tx, actor.region_id);
  const bool same = json::to_json(now.limits) == json::to_json(edit.limits) && !now.are_default;
  if (same && (now.version == version || now.version == version + 1)) return settings_of(tx, actor.region_id);
  if (now.version != version || !store::insert_limits(tx, actor.region_id, version + 1, edit, actor.post_id))
    return lost_race(settings_of(tx, actor.region_id));
  return settings_of(tx, actor.region_id);
}

void keep_desk(Tx& tx, RegionId region, FacilityId facility, PostId by) {
  store::insert_desk(tx, region, facility, 1, {true, {"相談窓口として"}}, by);
}

}  // namespace musubi::intake
