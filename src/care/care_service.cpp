#include "care/care_service.hpp"

#include "base/lost_race.hpp"
#include "care/care_view.hpp"

namespace musubi::care {
namespace {

using access::Action;

access::Target target_of(CarePart part) {
  return {ClassSet::of(class_of(part)), "care", {}};
}

}  // namespace

Result<CareView> read_care(Tx& tx, const Actor& actor, PersonId person) {
  TRY_ASSIGN(const auto grant, access::require(tx, actor, Action::read, person, {{}, "care", {}}));
  return view_of(tx, actor, grant);
}

Result<CarePartView> edit_care(Tx& tx, const Actor& actor, PersonId person, CarePart part,
                               std::int64_t version, const CareEdit& edit) {
  TRY_ASSIGN(const auto grant, access::require(tx, actor, Action::post, person, target_of(part)));
  const auto reader = reader_of(tx, actor, grant);
  TRY(check_writer(grant, reader.may_edit(part)));
  TRY(check_content(part, edit.content));
  auto now = part_of(tx, actor.region_id, person, part, reader);
  const bool same = json::to_json(now.content) == json::to_json(edit.content);
  if (same && (now.version == version || now.version == version + 1)) return now;
  if (now.version != version || !store::insert_part(tx, actor.region_id, person, part, version + 1,
                                                    edit.content, edit.reason, hand_of(actor), tx.now()))
    return lost_race(now);
  announce(tx, actor.region_id, person, {}, class_of(part));
  return part_of(tx, actor.region_id, person, part, reader);
}

Result<std::vector<CareVersionView>> care_versions(Tx& tx, const Actor& actor, PersonId person,
                                                   CarePart part) {
  TRY_ASSIGN(const auto grant, access::require(tx, actor, Action::read_past, person, target_of(part)));
  if (grant.is_restricted) return not_found();
  std::vector<CareVersionView> versions;
  for (const auto& row : store::part_versions(tx, actor.region_id, person, part))
    versions.push_back({row.version, row.at, row.by_name, row.by_facility, row.reason,
                        json::read<CareContent>(row.body).value()});
  return versions;
}

bool keep_part(Tx& tx, RegionId region, CarePart part, const CareContent& content, const Keeper& by) {
  return store::insert_part(tx, region, by.person_id, part, 1, content, "",
                            {by.post_id, by.name, by.facility_name}, by.at);
}

}  // namespace musubi::care
