#include "facility/facility_service.hpp"

#include "codes/codes.hpp"
#include "db/change_feed.hpp"
#include "facility/facility_store.hpp"
#include "history/history.hpp"

namespace musubi::facility {
namespace {

using access::Duty;

void tell(Tx& tx, RegionId region, FacilityId facility) {
  db::append_change(tx, {.region_id = region, .kind = "facility", .subject_id = facility.uuid});
}

Status check_type(const std::string& type) {
  if (codes::find_facility_type(type) != nullptr) return {};
  return fail(Code::invalid, "facility_type", "施設の種別を選んでください。",
              "Please choose a kind of facility.");
}

std::unexpected<Error> name_taken() {
  return fail(Code::duplicate, "name", "同じ種別・同じ名称の施設がすでにあります。",
              "A facility of this kind and name exists already.");
}

bool same(const FacilityView& view, const NewFacility& given) {
  return view.name == given.name.value && view.facility_type == given.facility_type.value &&
         view.postal_code == given.postal_code.value && view.address == given.address.value &&
         view.phone == given.phone.value && view.official_number == given.official_number.value &&
         view.school_district == given.school_district.value;
}

void keep(Tx& tx, RegionId region, const FacilityView& now, std::string_view reason,
          std::optional<PostId> by) {
  const KeptFacility kept{now.name,  now.facility_type,   now.postal_code,    now.address,
                          now.phone, now.official_number, now.school_district};
  history::keep(tx, region, {history::Kind::facility, now.id.uuid, now.version}, kept, reason, by);
}

}  // namespace

Result<FacilityId> create_facility(Tx& tx, RegionId region, NewFacility given, std::optional<PostId> by,
                                   std::string_view reason) {
  TRY(check_type(given.facility_type));
  if (given.id.is_nil()) given.id = tx.new_id<FacilityId>();
  if (store::find_named(tx, region, given.name.value, given.facility_type.value)) return name_taken();
  if (!store::insert(tx, region, given))
    return fail(Code::duplicate, "id", "同じIDの別の施設がすでにあります。",
                "Another facility with this id exists already.");
  keep(tx, region, store::find(tx, region, given.id).value(), reason, by);
  tell(tx, region, given.id);
  return given.id;
}

Result<FacilityView> add_facility(Tx& tx, const Actor& actor, const NewFacility& given) {
  TRY(access::require_duty(tx, actor, Duty::operate_region, {}, {{}, "facility", given.id.uuid}));
  if (auto there = store::find(tx, actor.region_id, given.id); there && same(*there, given))
    return std::move(*there);
  TRY_ASSIGN(const auto id, create_facility(tx, actor.region_id, given, actor.post_id));
  return store::find(tx, actor.region_id, id).value();
}

Result<std::vector<FacilityView>> directory(Tx& tx, const Actor& actor, const DirectoryQuery& query) {
  TRY(access::require_duty(tx, actor, Duty::see_directory, {}, {{}, "directory", {}}));
  std::optional<std::string> folded;
  if (query.q && !query.q->empty()) folded = text::fold_name(query.q->value);
  std::optional<std::string> type;
  if (query.type && !query.type->empty()) type = query.type->value;
  return store::directory(tx, actor.region_id, folded, type);
}

Result<FacilityView> facility(Tx& tx, const Actor& actor, FacilityId id) {
  TRY(access::require_duty(tx, actor, Duty::see_directory, {}, {{}, "facility", id.uuid}));
  auto view = store::find(tx, actor.region_id, id);
  if (!view) return not_found();
  return std::move(*view);
}

Result<FacilityView> edit_facility(Tx& tx, const Actor& actor, FacilityId id, std::int64_t version,
                                   const FacilityEdit& edit) {
  TRY(access::require_duty(tx, actor, Duty::manage_facility, id));
  TRY(check_type(edit.facility_type));
  if (store::find_named(tx, actor.region_id, edit.name.value, edit.facility_type.value, id))
    return name_taken();
  const bool kept = store::update(tx, actor.region_id, id, version, edit);
  auto now = store::find(tx, actor.region_id, id);
  if (!now) return not_found();
  if (!kept) {
    auto lost = fail(Code::conflict, "", "ほかの人が先に変更しました。内容を確かめてからやり直してください。",
                     "Somebody else changed this meanwhile. Please look again.");
    lost.error().current = json::to_json(*now);
    return lost;
  }
  keep(tx, actor.region_id, *now, edit.reason && !edit.reason->empty() ? edit.reason->value : "変更",
       actor.post_id);
  tell(tx, actor.region_id, id);
  return std::move(*now);
}

std::vector<FacilityView> places_named(Tx& tx, RegionId region, const std::string& part) {
  auto places = store::directory(tx, region, text::fold_name(part), std::nullopt);
  std::erase_if(places, [](const FacilityView& place) { return place.state != "active"; });
  return places;
}

std::optional<FacilityView> find_place(Tx& tx, RegionId region, FacilityId id) {
  auto place = store::find(tx, region, id);
  if (place && place->state != "active") place.reset();
  return place;
}

}  // namespace musubi::facility
