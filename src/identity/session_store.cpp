#include "identity/identity_store.hpp"

namespace musubi::identity::store {

namespace {

/// A guest's post is worth what the post at home is worth, and their device is that of their facility at
/// home. The three ways to find a session share their columns and joins. Each whole text is made once and
/// then stays where it is, because the statement cache knows a statement by its address.
std::string facts_where(std::string_view condition) {
  return std::string(R"sql(
    select s.region_id, s.session_id, s.account_id, s.post_id, s.strength, s.second_factor_at, s.csrf_token,
           s.created_at, s.last_seen_at, s.rotated_at, a.state = 'active', coalesce(nullif(p.name, ''), a.display_name),
           p.region_id, p.kind, p.facility_id, p.profession, p.is_manager,
           case when gf.facility_id is null or (h.state = 'active' and h.account_id = p.account_id) then p.state
                else 'suspended' end,
           p.starts_on, case when gf.facility_id is null then p.ends_on else h.ends_on end,
           case when p.kind in ('operator', 'auditor') then r.name else f.name end,
           coalesce(p.kind <> 'professional' or r.pledge_version = 0
                    or exists(select 1 from pledge_acceptance pa
                               where pa.region_id = p.region_id and pa.post_id = p.post_id
                                 and pa.version = r.pledge_version), false), s.lock_after_s,
           s.factors, w.ways, s.certificate, case when d.device_id is not null then c.expires_at end,
           coalesce(d.region_id = coalesce(gf.home_region_id, p.region_id)
                    and (d.facility_id = coalesce(gf.home_facility_id, p.facility_id) or (p.kind in ('operator', 'auditor') and d.facility_id is null)), false),
           gf.facility_id is not null
      from session s
      join account a on a.region_id = s.region_id and a.account_id = s.account_id
      left join post p on p.region_id = s.post_region_id and p.post_id = s.post_id and p.account_id = s.account_id
      left join facility f on f.region_id = p.region_id and f.facility_id = p.facility_id
      left join guest_facility gf on gf.region_id = p.region_id and gf.facility_id = p.facility_id
      left join guest_post gp on gp.region_id = p.region_id and gp.post_id = p.post_id
      left join post h on h.region_id = gp.home_region_id and h.post_id = gp.home_post_id
      left join region r on r.region_id = p.region_id
      left join sign_in_policy w on w.region_id = p.region_id
           and w.facility_type = case when p.kind in ('operator', 'auditor') then 'operator' else f.facility_type end
      left join device_certificate c on c.fingerprint = s.certificate and c.revoked_at is null
      left join device d on d.region_id = c.region_id and d.device_id = c.device_id and d.revoked_at is null
     where s.ended_at is null and )sql") +
         std::string(condition);
}

}  // namespace

std::optional<SessionFacts> session_by_token(Tx& tx, const db::Bytes& token_hash) {
  static const auto kSql = facts_where("s.token_hash = $1");
  return tx.first<SessionFacts>(kSql, token_hash);
}

std::optional<SessionFacts> session_by_previous_token(Tx& tx, const db::Bytes& token_hash) {
  static const auto kSql =
      facts_where("s.previous_hash = $1 and s.previous_until >= $2 and s.rotated_at <= $2");
  return tx.first<SessionFacts>(kSql, token_hash, tx.now());
}

std::optional<SessionFacts> session_by_id(Tx& tx, RegionId region, AccountId account, SessionId session) {
  static const auto kSql = facts_where("s.region_id = $1 and s.account_id = $2 and s.session_id = $3");
  return tx.first<SessionFacts>(kSql, region, account, session);
}

void insert_session(Tx& tx, const NewSession& s) {
  tx.run(R"sql(
    insert into session (region_id, session_id, token_hash, previous_until, account_id, post_id, post_region_id,
                         strength, csrf_token, created_at, last_seen_at, rotated_at, address, device, lock_after_s)
    values ($1, $2, $3, 0, $4, $5, $6, 'password', $7, $8, $8, $8, $9, $10, $11)
  )sql",
         s.region_id, s.session_id, s.token_hash, s.account_id, s.post_id, s.post_region_id, s.csrf_token,
         tx.now(), s.address, s.device, s.lock_after_s);
}

void touch_session(Tx& tx, RegionId region, SessionId session) {
  tx.run(R"sql(update session set last_seen_at = $3 where region_id = $1 and session_id = $2)sql", region,
         session, tx.now());
}

void rotate_session(Tx& tx, RegionId region, SessionId session, const db::Bytes& token_hash,
                    microseconds grace) {
  tx.run(R"sql(
    update session set previous_hash = token_hash, previous_until = $4, token_hash = $3, rotated_at = $5
     where region_id = $1 and session_id = $2
  )sql",
         region, session, token_hash, grace.count() == 0 ? Time{} : tx.now() + grace, tx.now());
}

void set_lock_after(Tx& tx, RegionId region, SessionId session, std::optional<std::int64_t> seconds) {
  tx.run(R"sql(update session set lock_after_s = $3 where region_id = $1 and session_id = $2)sql", region,
         session, seconds);
}

void strengthen_session(Tx& tx, RegionId region, SessionId session) {
  tx.run(R"sql(
    update session set strength = 'two_factor', second_factor_at = $3, last_seen_at = $3
     where region_id = $1 and session_id = $2
  )sql",
         region, session, tx.now());
}

void bind_session(Tx& tx, RegionId region, SessionId session, const db::Bytes& certificate) {
  tx.run("update session set certificate = $3 where region_id = $1 and session_id = $2", region, session,
         certificate);
}

void strengthen_by_certificate(Tx& tx, RegionId region, SessionId session) {
  tx.run(R"sql(
    update session set strength = 'two_factor', factors = 'certificate' where region_id = $1 and session_id = $2
  )sql",
         region, session);
}

void set_factors(Tx& tx, RegionId region, SessionId session, const std::string& factors) {
  tx.run("update session set factors = $3 where region_id = $1 and session_id = $2", region, session,
         factors);
}

void set_session_post(Tx& tx, RegionId region, SessionId session, PostId post, RegionId post_region) {
  tx.run(R"sql(
    update session set post_id = $3, post_region_id = $4 where region_id = $1 and session_id = $2
  )sql",
         region, session, post, post_region);
}

bool end_session(Tx& tx, RegionId region, AccountId account, SessionId session) {
  return tx.run(R"sql(
    update session set ended_at = $4
     where region_id = $1 and account_id = $2 and session_id = $3 and ended_at is null
  )sql",
                region, account, session, tx.now()) == 1;
}

std::int64_t end_sessions(Tx& tx, RegionId region, AccountId account, std::optional<SessionId> keep) {
  return tx.run(R"sql(
    update session set ended_at = $4
     where region_id = $1 and account_id = $2 and session_id <> $3 and ended_at is null
  )sql",
                region, account, keep.value_or(SessionId{}), tx.now());
}

std::vector<SessionLine> sessions(Tx& tx, RegionId region, AccountId account, Time created_after,
                                  Time seen_after, microseconds lock_slack) {
  return tx.all<SessionLine>(R"sql(
    select session_id, created_at, last_seen_at, address, device, false
      from session
     where region_id = $1 and account_id = $2 and ended_at is null and created_at > $3 and last_seen_at > $4
       and (lock_after_s is null or last_seen_at + lock_after_s * 1000000 > $5)
     order by last_seen_at desc, session_id limit 100
  )sql",
                             region, account, created_after, seen_after, tx.now() - lock_slack);
}

}  // namespace musubi::identity::store
