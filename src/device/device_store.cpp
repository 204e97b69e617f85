#include "device/device_store.hpp"

namespace musubi::device::store {
namespace {

std::string rows_where(std::string_view condition) {
  return std::string(R"sql(
    select d.device_id, d.facility_id, coalesce(f.name, r.name), d.name, d.created_at, d.last_used_at, d.revoked_at,
           d.revoked_because, d.revoke_reason,
           (select max(k.expires_at) from device_code k
             where k.region_id = d.region_id and k.device_id = d.device_id and k.used_at is null
               and k.withdrawn_at is null and k.expires_at > $2),
           (select max(c.expires_at) from device_certificate c
             where c.region_id = d.region_id and c.device_id = d.device_id and c.revoked_at is null)
      from device d
      join region r on r.region_id = d.region_id
      left join facility f on f.region_id = d.region_id and f.facility_id = d.facility_id
     where d.region_id = $1)sql") +
         std::string(condition);
}

}  // namespace

std::optional<AuthorityRow> authority(Tx& tx, RegionId region) {
  return tx.first<AuthorityRow>("select certificate, sealed from device_authority where region_id = $1",
                                region);
}

void insert_authority(Tx& tx, RegionId region, const db::Bytes& certificate, const db::Bytes& sealed) {
  tx.run(R"sql(
    insert into device_authority (region_id, certificate, sealed, created_at) values ($1, $2, $3, $4)
    on conflict (region_id) do nothing
  )sql",
         region, certificate, sealed, tx.now());
}

std::vector<db::Bytes> authorities(Tx& tx) {
  return tx.all<db::Bytes>("select certificate from device_authority order by created_at, region_id");
}

std::vector<std::tuple<RegionId, db::Bytes>> sealed_keys(Tx& tx) {
  return tx.all<std::tuple<RegionId, db::Bytes>>("select region_id, sealed from device_authority");
}

std::int64_t replace_sealed_key(Tx& tx, RegionId region, const db::Bytes& was, const db::Bytes& fresh) {
  return tx.run("update device_authority set sealed = $3 where region_id = $1 and sealed = $2", region, was,
                fresh);
}

RegionNames names_of(Tx& tx, RegionId region) {
  return tx.one<RegionNames>("select name, slug from region where region_id = $1", region);
}

std::optional<DeviceRow> find(Tx& tx, RegionId region, DeviceId device) {
  static const auto kSql = rows_where(" and d.device_id = $3");
  return tx.first<DeviceRow>(kSql, region, tx.now(), device);
}

std::vector<DeviceRow> of_facility(Tx& tx, RegionId region, FacilityId facility) {
  static const auto kSql =
      rows_where(" and d.facility_id = $3 order by d.created_at desc, d.device_id limit 500");
  return tx.all<DeviceRow>(kSql, region, tx.now(), facility);
}

std::vector<DeviceRow> of_operators(Tx& tx, RegionId region) {
  static const auto kSql =
      rows_where(" and d.facility_id is null order by d.created_at desc, d.device_id limit 500");
  return tx.all<DeviceRow>(kSql, region, tx.now());
}

std::vector<DeviceRow> of_region(Tx& tx, RegionId region) {
  static const auto kSql = rows_where(" order by d.created_at desc, d.device_id limit 2000");
  return tx.all<DeviceRow>(kSql, region, tx.now());
}

bool insert(Tx& tx, RegionId region, DeviceId device, std::optional<FacilityId> facility,
            const std::string& name, PostId by) {
  return tx.run(R"sql(
    insert into device (region_id, device_id, facility_id, name, created_at, created_by, revoke_reason)
    values ($1, $2, $3, $4, $5, $6, '')
    on conflict (region_id, device_id) do nothing
  )sql",
                region, device, facility, name, tx.now(), by) == 1;
}

bool revoke(Tx& tx, RegionId region, DeviceId device, const Revocation& given, PostId by) {
  return tx.run(R"sql(
    update device set revoked_at = $3, revoked_by = $4, revoked_because = $5, revoke_reason = $6
     where region_id = $1 and device_id = $2 and revoked_at is null
  )sql",
                region, device, tx.now(), by, given.because, given.reason) == 1;
}

void insert_code(Tx& tx, RegionId region, DeviceId device, const db::Bytes& hash, Time expires_at,
                 PostId by) {
  withdraw_codes(tx, region, device);
  tx.run(R"sql(
    insert into device_code (region_id, device_id, code_hash, expires_at, created_at, created_by)
    values ($1, $2, $3, $4, $5, $6)
  )sql",
         region, device, hash, expires_at, tx.now(), by);
}

void withdraw_codes(Tx& tx, RegionId region, DeviceId device) {
  tx.run(R"sql(
    update device_code set withdrawn_at = $3
     where region_id = $1 and device_id = $2 and used_at is null and withdrawn_at is null
  )sql",
         region, device, tx.now());
}

std::optional<OpenCode> code_by_hash(Tx& tx, const db::Bytes& hash) {
  return tx.first<OpenCode>(R"sql(
    select k.region_id, k.device_id
      from device_code k
      join device d on d.region_id = k.region_id and d.device_id = k.device_id and d.revoked_at is null
     where k.code_hash = $1 and k.used_at is null and k.withdrawn_at is null and k.expires_at > $2
       and k.created_at <= $2
  )sql",
                            hash, tx.now());
}

bool use_code(Tx& tx, RegionId region, const db::Bytes& hash) {
  return tx.run(R"sql(
    update device_code set used_at = $3
     where region_id = $1 and code_hash = $2 and used_at is null and withdrawn_at is null and expires_at > $3
  )sql",
                region, hash, tx.now()) == 1;
}

void insert_certificate(Tx& tx, RegionId region, DeviceId device, const NewCertificate& given) {
  tx.run(R"sql(
    insert into device_certificate (region_id, fingerprint, device_id, serial, key_kind, profile, created_at, expires_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8)
  )sql",
         region, given.fingerprint, device, given.serial, given.key, given.profile, tx.now(),
         given.expires_at);
}

std::vector<db::Bytes> revoke_certificates(Tx& tx, RegionId region, DeviceId device) {
  return tx.all<db::Bytes>(R"sql(
    update device_certificate set revoked_at = $3
     where region_id = $1 and device_id = $2 and revoked_at is null
    returning fingerprint
  )sql",
                           region, device, tx.now());
}

std::vector<Gone> revoked(Tx& tx, RegionId region) {
  return tx.all<Gone>(R"sql(
    select serial, revoked_at from device_certificate
     where region_id = $1 and revoked_at is not null and expires_at > $2
     order by revoked_at, fingerprint
  )sql",
                      region, tx.now());
}

std::optional<Bound> device_of(Tx& tx, const db::Bytes& fingerprint) {
  return tx.first<Bound>(R"sql(
    select c.region_id, c.device_id, c.expires_at
      from device_certificate c
      join device d on d.region_id = c.region_id and d.device_id = c.device_id and d.revoked_at is null
     where c.fingerprint = $1 and c.revoked_at is null and c.expires_at > $2
  )sql",
                         fingerprint, tx.now());
}

std::vector<PolicyRow> policies(Tx& tx, RegionId region) {
  return tx.all<PolicyRow>(
      "select facility_type, ways, version from sign_in_policy where region_id = $1 order by facility_type",
      region);
}

bool set_policy(Tx& tx, RegionId region, const std::string& facility_type, std::int64_t version,
                const std::string& ways, const std::string& reason, PostId by) {
  // The statement alone would take any version for the first.
  const auto known =
      tx.first<std::int64_t>("select version from sign_in_policy where region_id = $1 and facility_type = $2",
                             region, facility_type);
  if (known.value_or(0) != version) return false;
  const auto set = tx.run(R"sql(
    insert into sign_in_policy (region_id, facility_type, ways, version) values ($1, $2, $3, $4)
    on conflict (region_id, facility_type) do update set ways = $3, version = $4
     where sign_in_policy.version = $5
  )sql",
                          region, facility_type, ways, version + 1, version);
  if (set != 1) return false;
  tx.run(R"sql(
    insert into sign_in_policy_version (region_id, facility_type, version, ways, reason, at, by_post)
    values ($1, $2, $3, $4, $5, $6, $7)
  )sql",
         region, facility_type, version + 1, ways, reason, tx.now(), by);
  return true;
}

}  // namespace musubi::device::store
