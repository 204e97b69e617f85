// The tables of this room: device_authority, device, device_code, device_certificate, sign_in_policy and its
// versions. SQL and nothing else. Codes and certificates are found by what only a device has, before any
// region is known.
#pragma once
#include <optional>
#include <vector>

#include "access/actor.hpp"
#include "db/tx.hpp"
#include "device/device.hpp"

namespace musubi::device::store {

struct AuthorityRow {
  db::Bytes certificate;
  db::Bytes sealed;
};
BOOST_DESCRIBE_STRUCT(AuthorityRow, (), (certificate, sealed))
std::optional<AuthorityRow> authority(Tx& tx, RegionId region);
/// Keeps the first if two are offered.
void insert_authority(Tx& tx, RegionId region, const db::Bytes& certificate, const db::Bytes& sealed);
std::vector<db::Bytes> authorities(Tx& tx);

struct RegionNames {
  std::string name;
  std::string slug;
};
BOOST_DESCRIBE_STRUCT(RegionNames, (), (name, slug))
RegionNames names_of(Tx& tx, RegionId region);

struct DeviceRow {
  DeviceId id;
  std::optional<FacilityId> facility_id;
  std::string facility_name;
  std::string name;
  Time created_at{};
  std::optional<Time> last_used_at;
  std::optional<Time> revoked_at;
  std::optional<RevokedBecause> revoked_because;
  std::string revoke_reason;
  std::optional<Time> code_until;
  std::optional<Time> expires_at;
};
BOOST_DESCRIBE_STRUCT(DeviceRow, (),
                      (id, facility_id, facility_name, name, created_at, last_used_at, revoked_at,
                       revoked_because, revoke_reason, code_until, expires_at))
std::optional<DeviceRow> find(Tx& tx, RegionId region, DeviceId device);
std::vector<DeviceRow> of_facility(Tx& tx, RegionId region, FacilityId facility);
std::vector<DeviceRow> of_region(Tx& tx, RegionId region);
/// Those of no facility.
std::vector<DeviceRow> of_operators(Tx& tx, RegionId region);
/// False if the id is taken.
bool insert(Tx& tx, RegionId region, DeviceId device, std::optional<FacilityId> facility,
            const std::string& name, PostId by);
/// False if it was revoked before.
bool revoke(Tx& tx, RegionId region, DeviceId device, const Revocation& given, PostId by);

/// Earlier codes of the device stop working.
void insert_code(Tx& tx, RegionId region, DeviceId device, const db::Bytes& hash, Time expires_at, PostId by);
void withdraw_codes(Tx& tx, RegionId region, DeviceId device);
struct OpenCode {
  RegionId region_id;
  DeviceId device_id;
};
BOOST_DESCRIBE_STRUCT(OpenCode, (), (region_id, device_id))
/// Neither used, withdrawn nor run out, of a device that was not revoked.
std::optional<OpenCode> code_by_hash(Tx& tx, const db::Bytes& hash);
/// False if somebody was faster.
bool use_code(Tx& tx, RegionId region, const db::Bytes& hash);

struct NewCertificate {
  db::Bytes fingerprint;
  db::Bytes serial;
  KeyChoice key = KeyChoice::p256;
  FileProfile profile = FileProfile::standard;
  Time expires_at{};
};
void insert_certificate(Tx& tx, RegionId region, DeviceId device, const NewCertificate& given);
/// Those of the device that were not revoked yet; their fingerprints.
std::vector<db::Bytes> revoke_certificates(Tx& tx, RegionId region, DeviceId device);
struct Gone {
  db::Bytes serial;
  Time revoked_at{};
};
BOOST_DESCRIBE_STRUCT(Gone, (), (serial, revoked_at))
/// For the revocation list: those that would still be valid otherwise.
std::vector<Gone> revoked(Tx& tx, RegionId region);

struct Bound {
  RegionId region_id;
  DeviceId device_id;
  Time expires_at{};  ///< of the certificate this session is bound to
};
BOOST_DESCRIBE_STRUCT(Bound, (), (region_id, device_id, expires_at))
/// The device whose certificate counts now.
std::optional<Bound> device_of(Tx& tx, const db::Bytes& fingerprint);

struct PolicyRow {
  std::string facility_type;
  std::string ways;
  std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(PolicyRow, (), (facility_type, ways, version))
std::vector<PolicyRow> policies(Tx& tx, RegionId region);
/// False if the version is no longer `version`.
bool set_policy(Tx& tx, RegionId region, const std::string& facility_type, std::int64_t version,
                const std::string& ways, const std::string& reason, PostId by);

}  // namespace musubi::device::store
