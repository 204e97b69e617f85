// Signing in and stepping up with a passkey. A refusal tells its reason to the audit log and to the owner's
// history, never to the caller.
#include "crypto/token.hpp"
#include "identity/passkey_ceremony.hpp"
#include "identity/passkey_service.hpp"
#include "identity/throttle.hpp"

namespace musubi::identity {
namespace {

PasskeyQuestion question(const RelyingParty& site, const crypto::Bytes& challenge) {
  return {crypto::to_base64url(challenge), site.id, {}, kChallengeLife / std::chrono::milliseconds(1)};
}

ThrottleKey address_key(const Where& where) {
  return throttle_key("address", throttled_address(where.address));
}

std::unexpected<Error> wrong_passkey(Code code) {
  return fail(code, "", "このパスキーでは確認できませんでした。もう一度試すか、ほかの方法を使ってください。",
              "This passkey could not be confirmed. Try again, or use another way.");
}

/// The owner sees it in the history; the caller hears the same words whatever it was.
void refuse(Tx& tx, const RefusedAnswer& refused, const Where& where, const char* action) {
  count_failure(tx, address_key(where), kAddressLimit);
  if (!refused.passkey) return;
  const auto& passkey = *refused.passkey;
  store::insert_sign_in(tx, passkey.region_id, passkey.account_id, outcome_of(refused), where);
  if (const auto owner = store::account_by_id(tx, passkey.region_id, passkey.account_id))
    note(tx, actor_of(*owner), action, refused.why);
}

Result<Opened> open_with(Tx& tx, const Policy& policy, const store::PasskeyRow& passkey, const Where& where,
                         const std::optional<access::Actor>& before) {
  const auto account = store::account_by_id(tx, passkey.region_id, passkey.account_id);
  if (!account) return wrong_passkey(Code::unauthenticated);
  if (account->state != AccountState::active) {
    note(tx, actor_of(*account), "passkey_sign_in", "account");
    return fail(Code::forbidden, "",
                "この利用者アカウントは停止されています。施設の管理者にお問い合わせください。",
                "This account is suspended. Please ask your facility's manager.");
  }
  const auto opened = open_session(tx, policy, *account, where, before);
  const auto facts = store::session_by_token(tx, crypto::hash_token(opened.token)).value();
  return accept_second_factor(tx, policy, actor_of(facts, policy, tx.now()), facts, where, "passkey_sign_in");
}

}  // namespace

Result<SignInQuestion> ask_sign_in(Tx& tx, const Identity& identity, const Where& where) {
  TRY_ASSIGN(const auto site, relying_party(identity.policy));
  TRY(may_try(tx, address_key(where)));
  const auto attempt = crypto::new_token(tx.random());
  TRY_ASSIGN(const auto challenge, ask(tx, Ceremony::sign_in, holder_of(attempt), where));
  return SignInQuestion{question(site, challenge), attempt};
}

Result<Opened> sign_in_with_passkey(db::Database& database, const Identity& identity,
                                    const PasskeyAnswer& given, const Where& where, std::string_view attempt,
                                    std::optional<access::Actor> before) {
  return keep(database, [&](Tx& tx) -> Result<Opened> {
    TRY_ASSIGN(const auto site, relying_party(identity.policy));
    TRY(may_try(tx, address_key(where)));
    const auto passkey = judge(tx, site, Ceremony::sign_in, holder_of(attempt), given);
    if (!passkey) {
      refuse(tx, passkey.error(), where, "passkey_sign_in");
      return wrong_passkey(Code::unauthenticated);
    }
    return open_with(tx, identity.policy, *passkey, where, before);
  });
}

Result<PasskeyQuestion> ask_confirmation(Tx& tx, const Identity& identity, const access::Actor& actor,
                                         const Where& where) {
  TRY_ASSIGN(const auto site, relying_party(identity.policy));
  TRY_ASSIGN(const auto facts, own_session(tx, actor));
  const auto passkeys = store::passkeys(tx, facts.region_id, facts.account_id);
  if (passkeys.empty())
    return fail(Code::conflict, "", "パスキーが登録されていません。", "No passkey is registered.");
  TRY_ASSIGN(const auto challenge, ask(tx, Ceremony::confirm, holder_of(actor.session_id), where));
  auto out = question(site, challenge);
  for (const auto& p : passkeys)
    out.allow.push_back({crypto::to_base64url(p.credential_id), transports_of(p.transports)});
  return out;
}

Result<Opened> confirm_with_passkey(db::Database& database, const Identity& identity,
                                    const access::Actor& actor, const PasskeyAnswer& given,
                                    const Where& where) {
  return keep(database, [&](Tx& tx) -> Result<Opened> {
    TRY_ASSIGN(const auto site, relying_party(identity.policy));
    TRY_ASSIGN(const auto facts, own_session(tx, actor));
    TRY(may_try(tx, address_key(where)));
    const char* const action =
        facts.strength == access::Strength::password ? "passkey_second_factor" : "passkey_step_up";
    auto passkey = judge(tx, site, Ceremony::confirm, holder_of(actor.session_id), given);
    if (passkey && passkey->account_id != facts.account_id)
      passkey = std::unexpected(RefusedAnswer{"account", *passkey});
    if (!passkey) {
      refuse(tx, passkey.error(), where, action);
      return wrong_passkey(Code::invalid);
    }
    return accept_second_factor(tx, identity.policy, actor, facts, where, action);
  });
}

}  // namespace musubi::identity
