#include "facility/facility_store.hpp"

#include "base/text.hpp"
#include "db/like.hpp"

namespace musubi::facility::store {

std::vector<FacilityView> directory(Tx& tx, RegionId region, const std::optional<std::string>& folded,
                                    const std::optional<std::string>& type) {
  return tx.all<FacilityView>(R"sql(
    select facility_id, name, facility_type, postal_code, address, phone, official_number, school_district, state,
           version
      from facility
     where region_id = $1
       and (cast($2 as TEXT) is null or name_folded like cast($2 as TEXT) escape '!')
       and (cast($3 as TEXT) is null or facility_type = cast($3 as TEXT))
     order by name_folded, facility_id limit 5000
  )sql",
                              region, folded ? std::optional(db::anywhere(*folded)) : std::nullopt, type);
}

std::optional<FacilityView> find(Tx& tx, RegionId region, FacilityId facility) {
  return tx.first<FacilityView>(R"sql(
    select facility_id, name, facility_type, postal_code, address, phone, official_number, school_district, state,
           version
      from facility where region_id = $1 and facility_id = $2
  )sql",
                                region, facility);
}

std::optional<FacilityId> find_named(Tx& tx, RegionId region, std::string_view name, std::string_view type,
                                     std::optional<FacilityId> but) {
  return tx.first<FacilityId>(R"sql(
    select facility_id from facility
     where region_id = $1 and name_folded = $2 and facility_type = $3 and facility_id <> $4
     order by created_at limit 1
  )sql",
                              region, text::fold_name(name), type, but.value_or(FacilityId{}));
}

bool insert(Tx& tx, RegionId region, const NewFacility& f) {
  return tx.run(R"sql(
    insert into facility (region_id, facility_id, name, name_folded, facility_type, postal_code, address, phone,
                          official_number, school_district, state, version, created_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'active', 1, $11)
    on conflict (region_id, facility_id) do nothing
  )sql",
                region, f.id, f.name, text::fold_name(f.name.value), f.facility_type, f.postal_code,
                f.address, f.phone, f.official_number, f.school_district, tx.now()) == 1;
}

bool update(Tx& tx, RegionId region, FacilityId facility, std::int64_t version, const FacilityEdit& f) {
  return tx.run(R"sql(
    update facility
       set name = $4, name_folded = $5, facility_type = $6, postal_code = $7, address = $8, phone = $9,
           official_number = $10, school_district = $11, version = version + 1
     where region_id = $1 and facility_id = $2 and version = $3
  )sql",
                region, facility, version, f.name, text::fold_name(f.name.value), f.facility_type,
                f.postal_code, f.address, f.phone, f.official_number, f.school_district) == 1;
}

}  // namespace musubi::facility::store
