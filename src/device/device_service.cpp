#include "device/device_service.hpp"

#include <algorithm>

#include "audit/audit.hpp"
#include "base/lost_race.hpp"
#include "codes/codes.hpp"
#include "crypto/token.hpp"
#include "device/device_store.hpp"
#include "identity/sign_in_ways.hpp"
#include "identity/throttle.hpp"
#include "region/region_service.hpp"

namespace musubi::device {
namespace {

DeviceView view_of(const store::DeviceRow& row, Time now) {
  DeviceView view;
  view.id = row.id;
  view.facility_id = row.facility_id;
  view.facility_name = row.facility_name;
  view.name = row.name;
  view.state = state_of({row.expires_at, row.revoked_at.has_value()}, now);
  view.created_at = row.created_at;
  view.code_until = row.code_until;
  view.expires_at = row.expires_at;
  if (row.expires_at) view.days_left = days_left(*row.expires_at, now);
  view.last_used_at = row.last_used_at;
  view.revoked_at = row.revoked_at;
  view.revoked_because = row.revoked_because;
  view.revoke_reason = row.revoke_reason;
  return view;
}

std::vector<DeviceView> views_of(const std::vector<store::DeviceRow>& rows, Time now) {
  std::vector<DeviceView> out;
  for (const auto& row : rows) out.push_back(view_of(row, now));
  const auto urgency = [](const DeviceView& d) {
    switch (d.state) {
      case DeviceState::expired:
      case DeviceState::ending:
        return 0;
      case DeviceState::waiting:
        return 1;
      case DeviceState::active:
        return 2;
      case DeviceState::revoked:
        return 3;
    }
    return 3;
  };
  std::ranges::stable_sort(out, {}, urgency);
  return out;
}

/// The guard of everything about one device.
Status require_device(Tx& tx, const Actor& actor, std::optional<FacilityId> facility, DeviceId device) {
  const access::Target target{.subject_kind = "device", .subject_id = device.uuid};
  if (facility) return access::require_duty(tx, actor, access::Duty::manage_facility, facility, target);
  return access::require_duty(tx, actor, access::Duty::operate_region, {}, target);
}

Result<store::DeviceRow> guarded(Tx& tx, const Actor& actor, DeviceId device) {
  auto row = store::find(tx, actor.region_id, device);
  if (!row) return not_found();
  TRY(require_device(tx, actor, row->facility_id, device));
  return std::move(*row);
}

DeviceCode code_for(Tx& tx, const Actor& actor, DeviceId device) {
  DeviceCode out;
  out.code = crypto::readable_code(tx.random(), 3, 4);
  out.expires_at = tx.now() + kCodeLife;
  store::insert_code(tx, actor.region_id, device, crypto::hash_token(crypto::tidy_code(out.code)),
                     out.expires_at, actor.post_id);
  out.device = view_of(store::find(tx, actor.region_id, device).value(), tx.now());
  return out;
}

std::unexpected<Error> is_revoked() {
  return fail(Code::conflict, "", "この端末は失効しています。新しい端末として登録してください。",
              "This device was revoked. Please register it as a new one.");
}

std::unexpected<Error> no_such_code() {
  return fail(
      Code::gone, "code",
      "このコードは使えません。使用済みか、期限（24時間）が過ぎたか、入力が違います。管理者に新しいコードを"
      "発行してもらってください。",
      "This code does not work: it was used, it is older than 24 hours, or it was mistyped. Ask your "
      "manager for a new one.");
}

identity::ThrottleKey key_of(const identity::Where& where) {
  return identity::throttle_key("device code", identity::throttled_address(where.address));
}

/// Of one address: facilities share one, and a code has 59 bits.
constexpr identity::Limit kCodeLimit{.free = 20};

/// A wrong code counts even though the answer is a refusal, so the count is committed on its own.
Result<store::OpenCode> find_code(db::Database& database, const db::Bytes& hash,
                                  const identity::Where& where) {
  struct Kept {
    Result<store::OpenCode> result;
  };
  return std::move(database
                       .write_now([&](Tx& tx) -> Kept {
                         const auto key = key_of(where);
                         if (auto wait = identity::may_try(tx, key); !wait)
                           return {std::unexpected(std::move(wait).error())};
                         if (auto found = store::code_by_hash(tx, hash)) return {*found};
                         identity::count_failure(tx, key, kCodeLimit);
                         return {no_such_code()};
                       })
                       .result);
}

crypto::KeyKind kind_of(KeyChoice key) {
  return key == KeyChoice::rsa3072 ? crypto::KeyKind::rsa3072 : crypto::KeyKind::p256;
}

/// Signs, keeps what names the certificate, and seals the file; the key is the caller's to forget.
Result<DeviceFile> certify(Tx& tx, const Devices& devices, RegionId region, DeviceId device,
                           const FileWish& wish, const crypto::Bytes& key) {
  TRY_ASSIGN(auto authority, devices.authority.open_or_make(tx, region));
  const auto row = store::find(tx, region, device);
  if (!row || row->revoked_at) return is_revoked();
  const auto names = store::names_of(tx, region);
  const auto id = crypto::to_hex({device.uuid.bytes.data(), device.uuid.bytes.size()});
  const auto common_name = names.slug + '-' + id.substr(id.size() - 8);
  const auto issued =
      crypto::issue(authority, key, {names.name, row->facility_id ? row->facility_name : "", common_name},
                    tx.now() - hours{1}, tx.now() + devices.certificate_life);
  crypto::wipe(authority.key);
  const auto print = crypto::fingerprint(issued.certificate);
  store::insert_certificate(
      tx, region, device,
      {db::Bytes(print.begin(), print.end()), issued.serial, wish.key, wish.profile, issued.until});
  DeviceFile file;
  file.device_name = row->name;
  file.facility_name = row->facility_name;
  file.filename = common_name + ".p12";
  file.password = crypto::readable_code(tx.random(), 4, 5);
  file.pkcs12 = crypto::to_base64url(crypto::make_p12(
      key, issued.certificate, authority.certificate, names.name + " " + common_name, file.password,
      wish.profile == FileProfile::legacy ? crypto::P12Profile::legacy_3des : crypto::P12Profile::aes256));
  file.expires_at = issued.until;
  return file;
}

void note(Tx& tx, const Actor& actor, const char* action, DeviceId device) {
  audit::NewRecord record;
  record.action = action;
  record.subject_kind = "device";
  record.subject_id = device.uuid;
  audit::append(tx, actor, record);
}

/// A key that is forgotten when the work is done.
struct HeldKey {
  explicit HeldKey(KeyChoice choice) : bytes(crypto::new_private_key(kind_of(choice))) {}
  HeldKey(const HeldKey&) = delete;
  HeldKey& operator=(const HeldKey&) = delete;
  ~HeldKey() { crypto::wipe(bytes); }
  crypto::Bytes bytes;
};

}  // namespace

Result<std::vector<DeviceView>> devices_of(Tx& tx, const Actor& actor, FacilityId facility) {
  TRY(access::require_duty(tx, actor, access::Duty::manage_facility, facility, {.subject_kind = "devices"}));
  return views_of(store::of_facility(tx, actor.region_id, facility), tx.now());
}

Result<std::vector<DeviceView>> devices_of_region(Tx& tx, const Actor& actor) {
  TRY(access::require_duty(tx, actor, access::Duty::operate_region, {}, {.subject_kind = "devices"}));
  return views_of(store::of_region(tx, actor.region_id), tx.now());
}

Result<std::vector<DeviceView>> renewals_due(Tx& tx, const Actor& actor) {
  const bool operates = actor.kind == access::PostKind::operator_;
  if (!operates && !(actor.is_manager && actor.facility_id)) return std::vector<DeviceView>{};
  const access::Target target{.subject_kind = "devices"};
  if (operates)
    TRY(access::require_duty(tx, actor, access::Duty::operate_region, {}, target));
  else
    TRY(access::require_duty(tx, actor, access::Duty::manage_facility, *actor.facility_id, target));
  auto due = views_of(operates ? store::of_operators(tx, actor.region_id)
                               : store::of_facility(tx, actor.region_id, *actor.facility_id),
                      tx.now());
  std::erase_if(due, [](const DeviceView& device) {
    return device.state != DeviceState::ending && device.state != DeviceState::expired;
  });
  std::ranges::sort(due, {},
                    [](const DeviceView& device) { return std::pair(device.expires_at, device.id); });
  return due;
}

Result<DeviceCode> add_device(Tx& tx, const Actor& actor, std::optional<FacilityId> facility,
                              const NewDevice& given) {
  TRY(require_device(tx, actor, facility, given.id));
  if (!store::insert(tx, actor.region_id, given.id, facility, given.name, actor.post_id)) {
    const auto there = store::find(tx, actor.region_id, given.id).value();
    const bool same = there.facility_id == facility && there.name == given.name.value && !there.expires_at &&
                      !there.revoked_at;
    if (!same)
      return fail(Code::duplicate, "id", "この端末はすでに登録されています。",
                  "This device is registered already.");
  }
  return code_for(tx, actor, given.id);
}

Result<DeviceCode> new_code(Tx& tx, const Actor& actor, DeviceId device) {
  TRY_ASSIGN(const auto row, guarded(tx, actor, device));
  if (row.revoked_at) return is_revoked();
  return code_for(tx, actor, device);
}

Result<DeviceView> revoke(Tx& tx, const Actor& actor, DeviceId device, const Revocation& given) {
  TRY_ASSIGN(const auto row, guarded(tx, actor, device));
  if (row.revoked_at || !store::revoke(tx, actor.region_id, device, given, actor.post_id))
    return is_revoked();
  store::withdraw_codes(tx, actor.region_id, device);
  for (const auto& fingerprint : store::revoke_certificates(tx, actor.region_id, device))
    identity::end_sessions_with(tx, fingerprint);
  return view_of(store::find(tx, actor.region_id, device).value(), tx.now());
}

Result<DeviceFile> enrol(db::Database& database, const Devices& devices, const Enrolment& given,
                         const identity::Where& where) {
  const auto hash = crypto::hash_token(crypto::tidy_code(given.code.value));
  TRY_ASSIGN(const auto open, find_code(database, hash, where));
  const HeldKey key(given.key);
  return database.write_now([&](Tx& tx) -> Result<DeviceFile> {
    if (!store::use_code(tx, open.region_id, hash)) return no_such_code();
    for (const auto& fingerprint : store::revoke_certificates(tx, open.region_id, open.device_id))
      identity::end_sessions_with(tx, fingerprint);
    Actor nobody;
    nobody.region_id = open.region_id;
    note(tx, nobody, "enrol_device", open.device_id);
    return certify(tx, devices, open.region_id, open.device_id, {given.key, given.profile}, key.bytes);
  });
}

Result<DeviceFile> renew(db::Database& database, const Devices& devices, const Actor& actor,
                         const FileWish& wish, std::string_view certificate) {
  const auto fingerprint = crypto::from_hex(certificate);
  const auto find = [&](Tx& tx) -> Result<store::Bound> {
    const auto bound =
        fingerprint && !fingerprint->empty() ? store::device_of(tx, *fingerprint) : std::nullopt;
    const auto row = bound ? store::find(tx, bound->region_id, bound->device_id) : std::nullopt;
    const bool own = row && bound->region_id == actor.region_id &&
                     (row->facility_id ? row->facility_id == actor.facility_id
                                       : actor.kind == access::PostKind::operator_);
    if (!own)
      return fail(Code::conflict, "", "この端末には、お使いの施設の証明書がありません。",
                  "This device has no certificate of your facility.");
    if (!may_renew(row->expires_at.value_or(bound->expires_at), tx.now()))
      return fail(Code::conflict, "", "更新できるのは期限の60日前からです。",
                  "A certificate can be renewed from 60 days before its end.");
    return *bound;
  };
  TRY(database.read_now(find));
  const HeldKey key(wish.key);
  return database.write_now([&](Tx& tx) -> Result<DeviceFile> {
    TRY_ASSIGN(const auto bound, find(tx));
    note(tx, actor, "renew_device", bound.device_id);
    return certify(tx, devices, bound.region_id, bound.device_id, wish, key.bytes);
  });
}

OwnDevice own_device(Tx& tx, std::string_view certificate) {
  OwnDevice out;
  const auto fingerprint = crypto::from_hex(certificate);
  const auto bound = fingerprint && !fingerprint->empty() ? store::device_of(tx, *fingerprint) : std::nullopt;
  const auto row = bound ? store::find(tx, bound->region_id, bound->device_id) : std::nullopt;
  if (!row) return out;
  out.name = row->name;
  out.facility_name = row->facility_name;
  out.expires_at = bound->expires_at;
  out.days_left = days_left(bound->expires_at, tx.now());
  out.may_renew = may_renew(row->expires_at.value_or(bound->expires_at), tx.now());
  return out;
}

Result<crypto::Bytes> authority_of(Tx& tx, std::string_view slug) {
  TRY_ASSIGN(const auto region, region::region_named(tx, slug));
  auto certificate = authority_certificate(tx, region);
  if (!certificate) return not_found();
  return std::move(*certificate);
}

Result<crypto::Bytes> revocation_list(Tx& tx, const Devices& devices, std::string_view slug) {
  TRY_ASSIGN(const auto region, region::region_named(tx, slug));
  TRY_ASSIGN(auto authority, devices.authority.open(tx, region));
  std::vector<crypto::Revoked> revoked;
  for (const auto& gone : store::revoked(tx, region)) revoked.push_back({gone.serial, gone.revoked_at});
  auto list = crypto::make_crl(authority, revoked, to_unix_us(tx.now()), tx.now(), tx.now() + kListLife);
  crypto::wipe(authority.key);
  return list;
}

Result<std::vector<PolicyLine>> policies(Tx& tx, const Actor& actor) {
  TRY(access::require_duty(tx, actor, access::Duty::operate_region, {}, {.subject_kind = "sign_in_policy"}));
  std::vector<PolicyLine> out;
  for (const auto& row : store::policies(tx, actor.region_id))
    out.push_back({row.facility_type, identity::ways_of(row.ways), row.version});
  return out;
}

Result<PolicyLine> change_policy(Tx& tx, const Actor& actor, const std::string& facility_type,
                                 std::int64_t version, const PolicyChange& given,
                                 std::string_view certificate) {
  TRY(access::require_duty(tx, actor, access::Duty::operate_region, {}, {.subject_kind = "sign_in_policy"}));
  if (facility_type != identity::kOperators && codes::find_facility_type(facility_type) == nullptr)
    return not_found();
  const auto ways = identity::text_of(given.ways.items);
  // An operator who could not go on could not take it back either.
  if (facility_type == identity::kOperators &&
      !keeps_a_way(identity::ways_of(ways), identity::ways_held(tx, actor, certificate)))
    return fail(
        Code::conflict, "ways",
        "あなた自身が、選んだ方法のどれも使えません。先に、パスキー・認証アプリ・端末証明書のいずれかを"
        "用意してください。",
        "You yourself have none of these ways. Set one of them up first.");
  if (!store::set_policy(tx, actor.region_id, facility_type, version, ways, given.reason, actor.post_id)) {
    PolicyLine now{facility_type, {}, 0};
    for (const auto& row : store::policies(tx, actor.region_id))
      if (row.facility_type == facility_type)
        now = {row.facility_type, identity::ways_of(row.ways), row.version};
    return lost_race(now);
  }
  return PolicyLine{facility_type, identity::ways_of(ways), version + 1};
}

}  // namespace musubi::device
