#include "identity/passkey_store.hpp"

namespace musubi::identity::store {

bool insert_passkey(Tx& tx, const PasskeyRow& p) {
  return tx.run(R"sql(
    insert into passkey (region_id, account_id, passkey_id, credential_id, algorithm, public_key, sign_count,
                         transports, backed_up, name, created_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
    on conflict (credential_id) do nothing
  )sql",
                p.region_id, p.account_id, p.passkey_id, p.credential_id, p.algorithm, p.public_key,
                p.sign_count, p.transports, p.backed_up, p.name, p.created_at) == 1;
}

std::optional<PasskeyRow> passkey_by_credential(Tx& tx, const db::Bytes& credential_id) {
  return tx.first<PasskeyRow>(R"sql(
    select region_id, account_id, passkey_id, credential_id, algorithm, public_key, sign_count, transports,
           backed_up, name, created_at, last_used_at
      from passkey where credential_id = $1
  )sql",
                              credential_id);
}

std::vector<PasskeyRow> passkeys(Tx& tx, RegionId region, AccountId account) {
  return tx.all<PasskeyRow>(R"sql(
    select region_id, account_id, passkey_id, credential_id, algorithm, public_key, sign_count, transports,
           backed_up, name, created_at, last_used_at
      from passkey where region_id = $1 and account_id = $2 order by created_at, passkey_id
  )sql",
                            region, account);
}

bool has_passkey(Tx& tx, RegionId region, AccountId account) {
  return tx.one<bool>(R"sql(
    select exists(select 1 from passkey where region_id = $1 and account_id = $2)
  )sql",
                      region, account);
}

bool use_passkey(Tx& tx, const PasskeyRow& p, std::int64_t sign_count) {
  return tx.run(R"sql(
    update passkey set sign_count = $4, last_used_at = $5
     where region_id = $1 and account_id = $2 and passkey_id = $3 and sign_count = $6
  )sql",
                p.region_id, p.account_id, p.passkey_id, sign_count, tx.now(), p.sign_count) == 1;
}

bool rename_passkey(Tx& tx, RegionId region, AccountId account, PasskeyId passkey, const std::string& name) {
  return tx.run(R"sql(
    update passkey set name = $4 where region_id = $1 and account_id = $2 and passkey_id = $3
  )sql",
                region, account, passkey, name) == 1;
}

bool remove_passkey(Tx& tx, RegionId region, AccountId account, PasskeyId passkey) {
  return tx.run(R"sql(
    delete from passkey where region_id = $1 and account_id = $2 and passkey_id = $3
  )sql",
                region, account, passkey) == 1;
}

void remove_passkeys(Tx& tx, RegionId region, AccountId account) {
  tx.run(R"sql(delete from passkey where region_id = $1 and account_id = $2)sql", region, account);
}

void insert_challenge(Tx& tx, const db::Bytes& hash, const Challenge& challenge,
                      const db::Bytes& address_hash) {
  tx.run(R"sql(
    insert into passkey_challenge (challenge_hash, ceremony, holder_hash, address_hash, expires_at)
    values ($1, $2, $3, $4, $5)
  )sql",
         hash, challenge.ceremony, challenge.holder_hash, address_hash, challenge.expires_at);
}

std::optional<Challenge> take_challenge(Tx& tx, const db::Bytes& hash) {
  return tx.first<Challenge>(R"sql(
    delete from passkey_challenge where challenge_hash = $1 returning ceremony, holder_hash, expires_at
  )sql",
                             hash);
}

void drop_challenges(Tx& tx, const db::Bytes& holder_hash) {
  tx.run(R"sql(delete from passkey_challenge where holder_hash = $1)sql", holder_hash);
}

std::int64_t open_challenges(Tx& tx, const db::Bytes& address_hash) {
  return tx.one<std::int64_t>(R"sql(
    select count(*) from passkey_challenge where address_hash = $1 and expires_at > $2
  )sql",
                              address_hash, tx.now());
}

}  // namespace musubi::identity::store
