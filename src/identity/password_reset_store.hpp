// The table password_reset. Decides nothing.
#pragma once
#include "identity/password_reset.hpp"

namespace musubi::identity::store {

struct OpenReset {
  RegionId region_id;
  PasswordResetId id;
  AccountId account_id;
};
BOOST_DESCRIBE_STRUCT(OpenReset, (), (region_id, id, account_id))

void insert_reset(Tx& tx, RegionId region, PasswordResetId id, AccountId account, const db::Bytes& token_hash,
                  Time expires_at, std::optional<AccountId> by);
void revoke_resets(Tx& tx, RegionId region, AccountId account);
/// Neither used, revoked nor expired.
std::optional<OpenReset> reset_by_token(Tx& tx, const db::Bytes& token_hash);
/// False if somebody was faster.
bool use_reset(Tx& tx, const OpenReset& reset);
bool issued_reset_since(Tx& tx, AccountId account, AccountId by, Time since);

}  // namespace musubi::identity::store
