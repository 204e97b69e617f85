// Devices with a client certificate. The program is a certificate authority for each region: an operator or
// the manager of a facility names a device and hands over a one-time code; whoever types it there gets key
// and certificate as one file, whose password is shown once. Private keys of devices are never kept. This
// room never decides what a certificate opens (identity/sign_in_ways), and puts nobody's name into one.
// Rules: issue 4 "Devices and certificates"; docs/decisions/025.
#pragma once
#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "base/json.hpp"
#include "crypto/certificate.hpp"
#include "identity/sign_in_way.hpp"

namespace musubi {
using DeviceId = Id<struct DeviceTag>;
}

namespace musubi::device {

using std::chrono::hours;
using std::chrono::microseconds;

inline constexpr microseconds kCodeLife = hours{24};
/// From so long before its end a certificate can be renewed on the device, and the list says so.
inline constexpr microseconds kRenewBefore = hours{24 * 60};
inline constexpr microseconds kAuthorityLife = hours{24 * 365 * 15};
/// A revocation list says that the next comes within this time; it is made anew whenever it is asked for.
inline constexpr microseconds kListLife = hours{24 * 7};

/// `waiting`: no certificate yet. `ending`: it can be renewed. `expired`: it has run out.
enum class DeviceState { waiting, active, ending, expired, revoked };
BOOST_DESCRIBE_ENUM(DeviceState, waiting, active, ending, expired, revoked)

enum class KeyChoice { p256, rsa3072 };
BOOST_DESCRIBE_ENUM(KeyChoice, p256, rsa3072)

/// How the file is sealed: `standard` AES-256 and SHA-256, `legacy` (旧形式) 3DES and SHA-1 for old
/// importers.
enum class FileProfile { standard, legacy };
BOOST_DESCRIBE_ENUM(FileProfile, standard, legacy)

enum class RevokedBecause { lost, replaced, retired, other };
BOOST_DESCRIBE_ENUM(RevokedBecause, lost, replaced, retired, other)

struct DeviceView {
  DeviceId id;
  std::optional<FacilityId> facility_id;  ///< none: the region's own
  std::string facility_name;              ///< the region's own: its name
  std::string name;
  DeviceState state = DeviceState::waiting;
  Time created_at{};
  std::optional<Time> code_until;  ///< a code is out that was not used yet
  std::optional<Time> expires_at;
  std::optional<std::int64_t> days_left;
  std::optional<Time> last_used_at;  ///< the latest sign-in on it
  std::optional<Time> revoked_at;
  std::optional<RevokedBecause> revoked_because;
  std::string revoke_reason;
};
BOOST_DESCRIBE_STRUCT(DeviceView, (),
                      (id, facility_id, facility_name, name, state, created_at, code_until, expires_at,
                       days_left, last_used_at, revoked_at, revoked_because, revoke_reason))

struct NewDevice {
  DeviceId id;
  Name<60> name;  ///< `2階ナースステーション PC`: a place or a thing, no human
};
BOOST_DESCRIBE_STRUCT(NewDevice, (), (id, name))

/// The code is shown this once.
struct DeviceCode {
  DeviceView device;
  std::string code;
  Time expires_at{};
};
BOOST_DESCRIBE_STRUCT(DeviceCode, (), (device, code, expires_at))

struct FileWish {
  KeyChoice key = KeyChoice::p256;
  FileProfile profile = FileProfile::standard;
};
BOOST_DESCRIBE_STRUCT(FileWish, (), (key, profile))

struct Enrolment {
  Secret code;
  KeyChoice key = KeyChoice::p256;
  FileProfile profile = FileProfile::standard;
};
BOOST_DESCRIBE_STRUCT(Enrolment, (), (code, key, profile))

/// File and password are answered this once and kept nowhere.
struct DeviceFile {
  std::string device_name;
  std::string facility_name;
  std::string filename;
  std::string password;
  std::string pkcs12;  ///< base64url
  Time expires_at{};
};
BOOST_DESCRIBE_STRUCT(DeviceFile, (), (device_name, facility_name, filename, password, pkcs12, expires_at))

struct Revocation {
  RevokedBecause because = RevokedBecause::other;
  Prose<500> reason;
};
BOOST_DESCRIBE_STRUCT(Revocation, (), (because, reason))

/// The device the caller is signed in on; without a certificate all of it is empty.
struct OwnDevice {
  std::optional<std::string> name;
  std::optional<std::string> facility_name;
  std::optional<Time> expires_at;
  std::optional<std::int64_t> days_left;
  bool may_renew = false;
  /// Where what the session has shown does not do for the post: the ways that would.
  std::vector<identity::SignInWay> ways_needed;
};
BOOST_DESCRIBE_STRUCT(OwnDevice, (), (name, facility_name, expires_at, days_left, may_renew, ways_needed))

struct PolicyLine {
  std::string facility_type;              ///< code of data/facility_types.csv, or `operator`
  std::vector<identity::SignInWay> ways;  ///< empty: any second factor
  std::int64_t version = 0;               ///< 0: never set
};
BOOST_DESCRIBE_STRUCT(PolicyLine, (), (facility_type, ways, version))

struct PolicyChange {
  List<identity::SignInWay, 3> ways;
  RequiredProse<500> reason;
};
BOOST_DESCRIBE_STRUCT(PolicyChange, (), (ways, reason))

// --- pure rules

struct Facts {
  std::optional<Time> expires_at;  ///< of the newest certificate
  bool revoked = false;
};
DeviceState state_of(const Facts& facts, Time now);
/// Whole days, rounded down; 0 on the last one and after.
std::int64_t days_left(Time expires_at, Time now);
bool may_renew(Time expires_at, Time now);
/// Whether an account that has these ways keeps at least one under the new demand.
bool keeps_a_way(const identity::Ways& demanded, const identity::Ways& held);

}  // namespace musubi::device
