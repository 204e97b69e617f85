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
           created_at, decided_at, version,
           (select count(*) from application_document d
             where d.region_id = application.region_id and d.application_id = application.application_id
               and d.until_version is null)
      from application where region_id = $1 and application_id = $2
  )sql",
                                   region, application);
}

std::optional<ApplicationView> find_tracked(Tx& tx, RegionId region, const db::Bytes& tracking_hash) {
  return tx.first<ApplicationView>(R"sql(
    select application_id, state, facility_name, facility_type, postal_code, address, phone, official_number,
           applicant_name, applicant_kana, applicant_profession, applicant_login, note, pledge_version, reason,
           created_at, decided_at, version,
           (select count(*) from application_document d
             where d.region_id = application.region_id and d.application_id = application.application_id
               and d.until_version is null)
      from application where region_id = $1 and tracking_hash = $2
  )sql",
                                   region, tracking_hash);
}

std::vector<ApplicationView> applications(Tx& tx, RegionId region, std::optional<ApplicationState> state) {
  return tx.all<ApplicationView>(R"sql(
    select application_id, state, facility_name, facility_type, postal_code, address, phone, official_number,
           applicant_name, applicant_kana, applicant_profession, applicant_login, note, pledge_version, reason,
           created_at, decided_at, version,
           (select count(*) from application_document d
             where d.region_id = application.region_id and d.application_id = application.application_id
               and d.until_version is null)
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

std::vector<ApplicationDocument> documents(Tx& tx, RegionId region, ApplicationId application) {
  return tx.all<ApplicationDocument>(R"sql(
    select d.file_id, f.filename, f.content_type, f.size, f.has_thumbnail, d.until_version is not null, f.created_at
      from application_document d
      join file f on f.region_id = d.region_id and f.file_id = d.file_id
     where d.region_id = $1 and d.application_id = $2
     order by d.position
  )sql",
                                     region, application);
}

std::vector<db::Bytes> hashes_of_documents(Tx& tx, RegionId region, ApplicationId application) {
  return tx.all<db::Bytes>(R"sql(
    select sent_sha256 from application_document
     where region_id = $1 and application_id = $2 order by position
  )sql",
                           region, application);
}

bool has_document(Tx& tx, RegionId region, ApplicationId application, FileId file) {
  return tx
      .first<std::int64_t>(
          "select 1 from application_document where region_id = $1 and application_id = $2 and file_id = $3",
          region, application, file)
      .has_value();
}

void add_document(Tx& tx, RegionId region, ApplicationId application, const NewDocument& document) {
  tx.run(R"sql(
    insert into application_document (region_id, application_id, file_id, position, since_version, until_version,
                                      sent_sha256)
    values ($1, $2, $3, $4, $5, null, $6)
  )sql",
         region, application, document.file, document.position, document.since_version, document.sent_sha256);
}

void replace_document(Tx& tx, RegionId region, ApplicationId application, FileId file,
                      std::int64_t until_version) {
  tx.run(R"sql(
    update application_document set until_version = $4
     where region_id = $1 and application_id = $2 and file_id = $3 and until_version is null
  )sql",
         region, application, file, until_version);
}

}  // namespace musubi::facility::store
