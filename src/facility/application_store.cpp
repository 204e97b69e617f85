#include "facility/facility_store.hpp"

namespace musubi::facility::store {

bool insert_application(Tx& tx, RegionId region, ApplicationId application, const ApplicationFields& f,
                        const db::Bytes& tracking_hash) {
  return tx.run(R"sql(
    insert into application (region_id, application_id, tracking_hash, state, facility_name, facility_type, postal_code,
                             address, phone, official_number, applicant_name, applicant_kana, applicant_profession,
                             applicant_login, note, pledge_version, reason, version, created_at)
    values ($1, $2, $3, 'submitted', $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, '', 1, $16)
    on conflict (region_id, application_id) do nothing
  )sql",
                region, application, tracking_hash, f.facility_name, f.facility_type, f.postal_code,
                f.address, f.phone, f.official_number, f.applicant_name, f.applicant_kana,
                f.applicant_profession, f.applicant_login, f.note, f.pledge_version, tx.now()) == 1;
}

std::optional<ApplicationView> find_application(Tx& tx, RegionId region, ApplicationId application) {
  return tx.first<ApplicationView>(R"sql(
    select application_id, state, facility_name, facility_type, postal_code, address, phone, official_number,
           applicant_name, applicant_kana, applicant_profession, applicant_login, note, pledge_version, reason,
           created_at, decided_at, version
      from application where region_id = $1 and application_id = $2
  )sql",
                                   region, application);
}

std::optional<ApplicationView> find_tracked(Tx& tx, RegionId region, const db::Bytes& tracking_hash) {
  return tx.first<ApplicationView>(R"sql(
    select application_id, state, facility_name, facility_type, postal_code, address, phone, official_number,
           applicant_name, applicant_kana, applicant_profession, applicant_login, note, pledge_version, reason,
           created_at, decided_at, version
      from application where region_id = $1 and tracking_hash = $2
  )sql",
                                   region, tracking_hash);
}

std::vector<ApplicationView> applications(Tx& tx, RegionId region, std::optional<ApplicationState> state) {
  return tx.all<ApplicationView>(R"sql(
    select application_id, state, facility_name, facility_type, postal_code, address, phone, official_number,
           applicant_name, applicant_kana, applicant_profession, applicant_login, note, pledge_version, reason,
           created_at, decided_at, version
      from application
     where region_id = $1 and (cast($2 as TEXT) is null or state = cast($2 as TEXT))
     order by created_at desc, application_id desc limit 1000
  )sql",
                                 region, state);
}

void set_tracking(Tx& tx, RegionId region, ApplicationId application, const db::Bytes& tracking_hash) {
  tx.run("update application set tracking_hash = $3 where region_id = $1 and application_id = $2", region,
         application, tracking_hash);
}

bool resubmit(Tx& tx, RegionId region, ApplicationId application, const ApplicationFields& f) {
  return tx.run(R"sql(
    update application
       set state = 'submitted', facility_name = $3, facility_type = $4, postal_code = $5, address = $6, phone = $7,
           official_number = $8, applicant_name = $9, applicant_kana = $10, applicant_profession = $11,
           applicant_login = $12, note = $13, pledge_version = $14, decided_at = null, decided_by = null,
           version = version + 1
     where region_id = $1 and application_id = $2 and state = 'returned'
  )sql",
                region, application, f.facility_name, f.facility_type, f.postal_code, f.address, f.phone,
                f.official_number, f.applicant_name, f.applicant_kana, f.applicant_profession,
                f.applicant_login, f.note, f.pledge_version) == 1;
}

bool decide(Tx& tx, RegionId region, ApplicationId application, ApplicationState state,
            std::string_view reason, std::optional<FacilityId> facility, PostId by) {
  return tx.run(R"sql(
    update application
       set state = $3, reason = $4, facility_id = $5, decided_at = $6, decided_by = $7, version = version + 1
     where region_id = $1 and application_id = $2 and state = 'submitted'
  )sql",
                region, application, state, reason, facility, tx.now(), by) == 1;
}

void keep_version(Tx& tx, RegionId region, const ApplicationView& now, std::optional<PostId> by) {
  tx.run(R"sql(
    insert into application_version (region_id, application_id, version, body, at, by_post)
    values ($1, $2, $3, $4, $5, $6)
  )sql",
         region, now.id, now.version, json::to_json(now), tx.now(), by);
}

}  // namespace musubi::facility::store
