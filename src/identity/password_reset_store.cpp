#include "identity/password_reset_store.hpp"

namespace musubi::identity::store {

void insert_reset(Tx& tx, RegionId region, PasswordResetId id, AccountId account, const db::Bytes& token_hash,
                  Time expires_at, std::optional<AccountId> by) {
  tx.run(R"sql(
    insert into password_reset (region_id, password_reset_id, account_id, token_hash, expires_at, created_at, created_by)
    values ($1, $2, $3, $4, $5, $6, $7)
  )sql",
         region, id, account, token_hash, expires_at, tx.now(), by);
}

void revoke_resets(Tx& tx, RegionId region, AccountId account) {
  tx.run(R"sql(
    update password_reset set revoked_at = $3
     where region_id = $1 and account_id = $2 and used_at is null and revoked_at is null
  )sql",
         region, account, tx.now());
}

std::optional<OpenReset> reset_by_token(Tx& tx, const db::Bytes& token_hash) {
  return tx.first<OpenReset>(R"sql(
    select region_id, password_reset_id, account_id from password_reset
     where token_hash = $1 and used_at is null and revoked_at is null and expires_at > $2 and created_at <= $2
  )sql",
                             token_hash, tx.now());
}

bool use_reset(Tx& tx, const OpenReset& reset) {
  return tx.run(R"sql(
    update password_reset set used_at = $3
     where region_id = $1 and password_reset_id = $2 and used_at is null and revoked_at is null and expires_at > $3
  )sql",
                reset.region_id, reset.id, tx.now()) == 1;
}

bool issued_reset_since(Tx& tx, AccountId account, AccountId by, Time since) {
  return tx
      .first<std::int64_t>(
          "select 1 from password_reset where account_id = $1 and created_by = $2 and created_at > $3 limit "
          "1",
          account, by, since)
      .has_value();
}

}  // namespace musubi::identity::store
