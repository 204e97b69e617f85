// The parts of this room that its use cases share: when a session counts, how it is shown, opened and
// strengthened, and what is left in the logs. Not for other rooms. Sessions: NIST SP 800-63B-4, 5; OWASP ASVS
// 5, V7.
#pragma once
#include <string>
#include <vector>

#include "audit/audit.hpp"
#include "identity/identity_store.hpp"

namespace musubi::identity {

/// Whether a session counts: not too old, not too long unused, not from the future; account and post active.
bool in_force(const store::SessionFacts& facts, const Policy& policy, Time now);
/// `active` posts before their first day count as `invited`, after their last as `left`.
HeldState state_on(const store::HeldPost& post, const Date& today);
bool is_fresh(const std::optional<Time>& second_factor_at, const Policy& policy, Time now);
/// Whether the certificate a session was opened with, if any, still counts.
bool certificate_in_force(const store::SessionFacts& facts, Time now);
/// Whether what the session has shown is enough for its post (sign_in_ways.hpp).
bool shows_enough(const store::SessionFacts& facts, Time now);
access::Actor actor_of(const store::SessionFacts& facts, const Policy& policy, Time now);

/// The actor's own session and the region its account lives in; `unauthenticated` if it ended meanwhile.
Result<store::SessionFacts> own_session(Tx& tx, const access::Actor& actor);
Result<store::AccountRow> own_account(Tx& tx, const access::Actor& actor);

SessionView view_of(Tx& tx, const Policy& policy, const store::SessionFacts& facts);
/// The session as it is now, with a new token.
Opened rotated(Tx& tx, const Policy& policy, const store::SessionFacts& facts,
               microseconds grace = microseconds{0});
/// A new session of password strength; the one before is over. Acts as the account's only post at once.
Opened open_session(Tx& tx, const Policy& policy, const store::AccountRow& account, const Where& where,
                    const std::optional<access::Actor>& before);
/// Two factors, from now on fresh, with a new token.
Opened strengthened(Tx& tx, const Policy& policy, const store::SessionFacts& facts);

/// What anybody who knows the account would try as its password: login, names, its regions and facilities.
std::vector<std::string> words_about(Tx& tx, const store::AccountRow& account);
/// What the account has besides its password, whatever state it is in.
std::vector<Factor> factors_of(Tx& tx, const store::AccountRow& account);
/// To add or change a second factor takes a fresh one, once there is any: a password alone must not add
/// another.
Status check_may_enrol(Tx& tx, const store::AccountRow& account, const access::Actor& actor);
/// After a right second factor: the session is strong, and if it was not before, this completes the sign-in.
Opened accept_second_factor(Tx& tx, const Policy& policy, const access::Actor& actor,
                            const store::SessionFacts& facts, const Where& where, const char* action);
/// Ten new recovery codes; the old ones are worthless.
std::vector<std::string> new_recovery_codes(Tx& tx, const store::SessionFacts& facts);

/// An account event in the audit log.
void note(Tx& tx, const access::Actor& actor, std::string action, std::string refused_by = {});
/// Of somebody who is not signed in yet.
access::Actor actor_of(const store::AccountRow& account);
/// Lets the account's other windows hear that its sessions changed.
void tell_account(Tx& tx, const access::Actor& actor, SessionId session);

/// Runs `f(Tx&)` → Result and keeps what it wrote even if it refuses: failed attempts must count.
template <class F>
auto keep(db::Database& database, F&& f) {
  struct Kept {
    std::invoke_result_t<F&, Tx&> result;
  };
  return std::move(database.write_now([&f](Tx& tx) { return Kept{f(tx)}; }).result);
}

}  // namespace musubi::identity
