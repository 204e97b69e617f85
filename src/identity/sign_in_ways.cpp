#include "identity/sign_in_ways.hpp"

#include <algorithm>

#include "crypto/token.hpp"
#include "db/change_feed.hpp"
#include "http/client_certificate.hpp"
#include "identity/identity_store.hpp"
#include "identity/passkey_store.hpp"
#include "identity/session.hpp"

namespace musubi::identity {

std::string text_of(const Ways& ways) {
  std::string out;
  for (const auto way : {SignInWay::certificate, SignInWay::passkey, SignInWay::totp})
    for (const auto given : ways)
      if (given == way && !holds(out, way)) out = with_way(out, way);
  return out;
}

Ways ways_of(std::string_view text) {
  Ways out;
  for (const auto way : {SignInWay::certificate, SignInWay::passkey, SignInWay::totp})
    if (holds(text, way)) out.push_back(way);
  return out;
}

bool holds(std::string_view ways, SignInWay way) {
  const std::string_view name = json::enum_name(way);
  while (!ways.empty()) {
    const auto one = ways.substr(0, ways.find(','));
    if (one == name) return true;
    ways.remove_prefix(std::min(ways.size(), one.size() + 1));
  }
  return false;
}

bool suffices(const std::optional<std::string>& demanded, const Shown& shown) {
  if (!demanded || demanded->empty()) return shown.factors != json::enum_name(SignInWay::certificate);
  return (holds(*demanded, SignInWay::certificate) && shown.certificate) ||
         (holds(*demanded, SignInWay::passkey) && holds(shown.factors, SignInWay::passkey)) ||
         (holds(*demanded, SignInWay::totp) && holds(shown.factors, SignInWay::totp));
}

std::optional<SignInWay> way_of(std::string_view action) {
  if (action.starts_with("passkey") || action == "register_passkey") return SignInWay::passkey;
  for (const std::string_view known : {"second_factor", "step_up", "recovery_code", "confirm_totp"})
    if (action == known) return SignInWay::totp;
  return std::nullopt;
}

std::string with_way(std::string_view factors, SignInWay way) {
  std::string out(factors);
  if (holds(factors, way)) return out;
  if (!out.empty()) out += ',';
  return out += json::enum_name(way);
}

std::string_view certificate_of(const http::Request& request) {
  return request.header(http::kVerifiedCertificate);
}

bool is_own_affair(std::string_view path) {
  return path == "/api/v1/session" || path.starts_with("/api/v1/session/") ||
         path.starts_with("/api/v1/account/");
}

Result<Opened> on_this_device(db::Database& database, const Identity& identity, Result<Opened> opened,
                              const http::Request& request) {
  if (!opened || opened->token.empty() || certificate_of(request).empty()) return opened;
  return database.write_now([&](Tx& tx) -> Result<Opened> {
    const auto certificate = use_certificate(tx, certificate_of(request));
    const auto facts = store::session_by_token(tx, crypto::hash_token(opened->token));
    if (!certificate || !facts) return *opened;
    store::bind_session(tx, facts->region_id, facts->session_id, *certificate);
    if (facts->strength == access::Strength::password &&
        certificate_opens(tx, facts->account_id, *certificate)) {
      store::strengthen_by_certificate(tx, facts->region_id, facts->session_id);
      store::insert_sign_in(tx, facts->region_id, facts->account_id, SignInOutcome::ok, where_of(request));
      note(tx, actor_of(*facts, identity.policy, tx.now()), "certificate_sign_in");
    }
    const auto now = store::session_by_id(tx, facts->region_id, facts->account_id, facts->session_id).value();
    return Opened{view_of(tx, identity.policy, now), opened->token};
  });
}

Ways ways_needed(Tx& tx, const access::Actor& actor) {
  const auto facts = own_session(tx, actor);
  if (!facts || facts->strength != access::Strength::two_factor || shows_enough(*facts, tx.now())) return {};
  return facts->ways && !facts->ways->empty() ? ways_of(*facts->ways)
                                              : Ways{SignInWay::passkey, SignInWay::totp};
}

std::optional<db::Bytes> use_certificate(Tx& tx, std::string_view hex) {
  const auto fingerprint = crypto::from_hex(hex);
  if (!fingerprint || fingerprint->empty()) return std::nullopt;
  const auto used = tx.run(R"sql(
    update device set last_used_at = $2
     where revoked_at is null
       and exists(select 1 from device_certificate c
                   where c.region_id = device.region_id and c.device_id = device.device_id
                     and c.fingerprint = $1 and c.revoked_at is null and c.expires_at > $2)
  )sql",
                           *fingerprint, tx.now());
  return used == 1 ? fingerprint : std::nullopt;
}

bool certificate_opens(Tx& tx, AccountId account, const db::Bytes& certificate) {
  for (const auto& ways : tx.all<std::string>(R"sql(
         select w.ways
           from device_certificate c
           join device d on d.region_id = c.region_id and d.device_id = c.device_id
           join post p on p.region_id = d.region_id and p.account_id = $2 and p.state = 'active'
                      and p.starts_on <= $3 and (p.ends_on is null or p.ends_on >= $3)
           left join facility f on f.region_id = p.region_id and f.facility_id = p.facility_id
           join sign_in_policy w on w.region_id = p.region_id
                and w.facility_type = case when p.kind in ('operator', 'auditor') then 'operator' else f.facility_type end
          where c.fingerprint = $1
            and (p.facility_id = d.facility_id or (p.kind in ('operator', 'auditor') and d.facility_id is null))
       )sql",
                                              certificate, account, tx.today()))
    if (holds(ways, SignInWay::certificate)) return true;
  return false;
}

Ways ways_held(Tx& tx, const access::Actor& actor, std::string_view certificate) {
  Ways held;
  const auto home = store::home_of(tx, actor.account_id);
  const auto account = home ? store::account_by_id(tx, *home, actor.account_id) : std::nullopt;
  if (!account) return held;
  if (account->totp_secret) held.push_back(SignInWay::totp);
  if (store::has_passkey(tx, *home, actor.account_id)) held.push_back(SignInWay::passkey);
  const auto fingerprint = crypto::from_hex(certificate);
  if (fingerprint && !fingerprint->empty() &&
      tx.first<std::int64_t>(R"sql(
        select 1 from device_certificate c
          join device d on d.region_id = c.region_id and d.device_id = c.device_id and d.revoked_at is null
         where c.region_id = $1 and c.fingerprint = $2 and c.revoked_at is null and c.expires_at > $3
           and (d.facility_id = $4 or d.facility_id is null)
      )sql",
                             actor.region_id, *fingerprint, tx.now(), actor.facility_id))
    held.push_back(SignInWay::certificate);
  return held;
}

void end_sessions_with(Tx& tx, const db::Bytes& certificate) {
  for (const auto& [region, session, account] : tx.all<std::tuple<RegionId, SessionId, AccountId>>(
           "select region_id, session_id, account_id from session where certificate = $1 and ended_at is "
           "null",
           certificate)) {
    tx.run("update session set ended_at = $3 where region_id = $1 and session_id = $2", region, session,
           tx.now());
    db::NewChange change;
    change.region_id = region;
    change.kind = "session";
    change.subject_id = session.uuid;
    change.account_id = account;
    db::append_change(tx, change);
  }
}

}  // namespace musubi::identity
