#include "identity/identity_store.hpp"

#include "crypto/totp.hpp"

namespace musubi::identity::store {

std::optional<AccountRow> account_by_login(Tx& tx, const std::string& login) {
  return tx.first<AccountRow>(R"sql(
    select region_id, account_id, login, display_name, kana, password_hash, totp_secret, totp_pending,
           totp_last_step, state, locale
      from account where login = $1
  )sql",
                              login);
}

std::optional<RegionId> home_of(Tx& tx, AccountId account) {
  return tx.first<RegionId>(R"sql(select region_id from account where account_id = $1)sql", account);
}

std::optional<AccountRow> account_by_id(Tx& tx, RegionId region, AccountId account) {
  return tx.first<AccountRow>(R"sql(
    select region_id, account_id, login, display_name, kana, password_hash, totp_secret, totp_pending,
           totp_last_step, state, locale
      from account where region_id = $1 and account_id = $2
  )sql",
                              region, account);
}

bool insert_account(Tx& tx, const AccountRow& a) {
  return tx.run(R"sql(
    insert into account (region_id, account_id, login, display_name, kana, password_hash, totp_secret, totp_pending,
                         totp_last_step, state, locale, created_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
    on conflict (login) do nothing
  )sql",
                a.region_id, a.account_id, a.login, a.display_name, a.kana, a.password_hash, a.totp_secret,
                a.totp_pending, a.totp_last_step, a.state, a.locale, tx.now()) == 1;
}

void set_password_hash(Tx& tx, RegionId region, AccountId account, const std::string& hash) {
  tx.run(R"sql(update account set password_hash = $3 where region_id = $1 and account_id = $2)sql", region,
         account, hash);
}

void set_profile(Tx& tx, RegionId region, AccountId account, const ProfileChange& profile) {
  tx.run(R"sql(
    update account set display_name = $3, kana = $4, locale = $5 where region_id = $1 and account_id = $2
  )sql",
         region, account, profile.display_name, profile.kana, profile.locale);
}

void set_state(Tx& tx, RegionId region, AccountId account, AccountState state) {
  tx.run(R"sql(update account set state = $3 where region_id = $1 and account_id = $2)sql", region, account,
         state);
}

void set_totp_pending(Tx& tx, RegionId region, AccountId account, const db::Bytes& sealed) {
  tx.run(R"sql(update account set totp_pending = $3 where region_id = $1 and account_id = $2)sql", region,
         account, sealed);
}

void confirm_totp(Tx& tx, RegionId region, AccountId account, std::int64_t step) {
  tx.run(R"sql(
    update account set totp_secret = totp_pending, totp_pending = null, totp_last_step = $3
     where region_id = $1 and account_id = $2 and totp_pending is not null
  )sql",
         region, account, step);
}

void clear_totp(Tx& tx, RegionId region, AccountId account) {
  tx.run(R"sql(
    update account set totp_secret = null, totp_pending = null, totp_last_step = 0
     where region_id = $1 and account_id = $2
  )sql",
         region, account);
}

bool use_totp_step(Tx& tx, RegionId region, AccountId account, std::int64_t step) {
  return tx.run(R"sql(
    update account set totp_last_step = $3
     where region_id = $1 and account_id = $2 and (totp_last_step < $3 or totp_last_step > $4)
  )sql",
                region, account, step, step + crypto::kTotpSkewSteps - 1) ==
         1;  // `totp_match` has looked; the step may be one ahead
}

void replace_recovery_codes(Tx& tx, RegionId region, AccountId account,
                            const std::vector<db::Bytes>& hashes) {
  tx.run(R"sql(delete from recovery_code where region_id = $1 and account_id = $2)sql", region, account);
  for (const auto& hash : hashes)
    tx.run(R"sql(insert into recovery_code (region_id, account_id, code_hash) values ($1, $2, $3))sql",
           region, account, hash);
}

bool use_recovery_code(Tx& tx, RegionId region, AccountId account, const db::Bytes& hash) {
  return tx.run(R"sql(
    update recovery_code set used_at = $4
     where region_id = $1 and account_id = $2 and code_hash = $3 and used_at is null
  )sql",
                region, account, hash, tx.now()) == 1;
}

std::int64_t recovery_codes_left(Tx& tx, RegionId region, AccountId account) {
  return tx.one<std::int64_t>(R"sql(
    select count(*) from recovery_code where region_id = $1 and account_id = $2 and used_at is null
  )sql",
                              region, account);
}

std::optional<db::Bytes> draft_key(Tx& tx, RegionId region, AccountId account) {
  return tx.first<db::Bytes>(R"sql(select sealed from draft_key where region_id = $1 and account_id = $2)sql",
                             region, account);
}

db::Bytes draft_key(Tx& tx, RegionId region, AccountId account, const db::Bytes& offered) {
  tx.run(R"sql(
    insert into draft_key (region_id, account_id, sealed, created_at) values ($1, $2, $3, $4)
    on conflict (region_id, account_id) do nothing
  )sql",
         region, account, offered, tx.now());
  return draft_key(tx, region, account).value();
}

void insert_sign_in(Tx& tx, RegionId region, AccountId account, SignInOutcome outcome, const Where& where) {
  tx.run(R"sql(
    insert into sign_in (region_id, sign_in_id, account_id, at, outcome, address, device)
    values ($1, $2, $3, $4, $5, $6, $7)
  )sql",
         region, tx.new_id<Uuid>(), account, tx.now(), outcome, where.address, where.device);
}

std::vector<SignInLine> sign_ins(Tx& tx, RegionId region, AccountId account, int limit) {
  return tx.all<SignInLine>(R"sql(
    select at, outcome, address, device from sign_in
     where region_id = $1 and account_id = $2 order by at desc, sign_in_id desc limit $3
  )sql",
                            region, account, limit);
}

bool throttled_since(Tx& tx, RegionId region, AccountId account, Time since) {
  return tx.one<bool>(R"sql(
    select exists(select 1 from sign_in
                   where region_id = $1 and account_id = $2 and at >= $3 and outcome = 'throttled')
  )sql",
                      region, account, since);
}

std::vector<AccountLine> accounts(Tx& tx) {
  return tx.all<AccountLine>(R"sql(
    select a.account_id, a.login, a.display_name, a.state,
           a.totp_secret is not null
             or exists(select 1 from passkey p where p.region_id = a.region_id and p.account_id = a.account_id)
      from account a order by a.login
  )sql");
}

void sweep(Tx& tx, Time sessions_before, Time sign_ins_before, Time throttle_before) {
  tx.run(R"sql(delete from session where last_seen_at < $1)sql", sessions_before);
  tx.run(R"sql(delete from sign_in where at < $1)sql", sign_ins_before);
  tx.run(R"sql(delete from throttle where last_at < $1)sql", throttle_before);
  tx.run(R"sql(delete from passkey_challenge where expires_at <= $1)sql", tx.now());
}

}  // namespace musubi::identity::store
