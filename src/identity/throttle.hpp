// Slows down guessing: failures are counted under a hashed key (a login, an address, an account's code), and
// each one past the first few makes the next attempt wait longer. It does not know whether what is guessed at
// exists, and it keeps neither logins nor addresses. NIST SP 800-63B-4, 3.2.2.
#pragma once
#include <optional>
#include <string_view>

#include "db/tx.hpp"
#include "identity/identity.hpp"

namespace musubi::identity {

using ThrottleKey = db::Bytes;
ThrottleKey throttle_key(std::string_view kind, std::string_view what);

/// Counts an attempt before it is judged, so that parallel guesses count as well. An error (`throttled`) if
/// the key has to wait; then nothing is counted. A success calls `forgive`.
Status take_turn(Tx& tx, const ThrottleKey& key, const Limit& limit);
/// Whether the key has to wait, without counting: for keys that many share.
Status may_try(Tx& tx, const ThrottleKey& key);
void count_failure(Tx& tx, const ThrottleKey& key, const Limit& limit);
void forgive(Tx& tx, const ThrottleKey& key);

/// Passwords of one login and codes of one account.
inline constexpr Limit kAccountLimit{};
/// Everything from one address: a facility's staff share one.
inline constexpr Limit kAddressLimit{.free = 40};

}  // namespace musubi::identity
