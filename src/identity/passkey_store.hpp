// The tables passkey and passkey_challenge. SQL and nothing else. A passkey is found by its credential id
// before any account is known; from there on every statement names the region.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "db/tx.hpp"
#include "identity/passkey.hpp"

namespace musubi::identity::store {

struct PasskeyRow {
  RegionId region_id;
  AccountId account_id;
  PasskeyId passkey_id;
  db::Bytes credential_id;
  std::int64_t algorithm = 0;
  db::Bytes public_key;
  std::int64_t sign_count = 0;
  std::string transports;
  bool backed_up = false;
  std::string name;
  Time created_at{};
  std::optional<Time> last_used_at;
};
BOOST_DESCRIBE_STRUCT(PasskeyRow, (),
                      (region_id, account_id, passkey_id, credential_id, algorithm, public_key, sign_count,
                       transports, backed_up, name, created_at, last_used_at))

/// False if this credential is registered already, by whomever.
bool insert_passkey(Tx& tx, const PasskeyRow& passkey);
std::optional<PasskeyRow> passkey_by_credential(Tx& tx, const db::Bytes& credential_id);
/// Oldest first.
std::vector<PasskeyRow> passkeys(Tx& tx, RegionId region, AccountId account);
bool has_passkey(Tx& tx, RegionId region, AccountId account);
/// False if the counter was moved on by somebody else meanwhile.
bool use_passkey(Tx& tx, const PasskeyRow& passkey, std::int64_t sign_count);
bool rename_passkey(Tx& tx, RegionId region, AccountId account, PasskeyId passkey, const std::string& name);
bool remove_passkey(Tx& tx, RegionId region, AccountId account, PasskeyId passkey);
void remove_passkeys(Tx& tx, RegionId region, AccountId account);

struct Challenge {
  Ceremony ceremony = Ceremony::sign_in;
  db::Bytes holder_hash;
  Time expires_at{};
};
BOOST_DESCRIBE_STRUCT(Challenge, (), (ceremony, holder_hash, expires_at))
void insert_challenge(Tx& tx, const db::Bytes& hash, const Challenge& challenge,
                      const db::Bytes& address_hash);
/// The challenge and the end of it: nobody finds it twice.
std::optional<Challenge> take_challenge(Tx& tx, const db::Bytes& hash);
void drop_challenges(Tx& tx, const db::Bytes& holder_hash);
std::int64_t open_challenges(Tx& tx, const db::Bytes& address_hash);

}  // namespace musubi::identity::store
