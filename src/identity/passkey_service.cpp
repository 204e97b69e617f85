// One's own passkeys: add, list, rename, remove. WebAuthn 7.1.
#include "identity/passkey_service.hpp"

#include "crypto/token.hpp"
#include "identity/passkey_ceremony.hpp"

namespace musubi::identity {
namespace {

PasskeyView view(const store::PasskeyRow& p) {
  return {p.passkey_id, p.name, p.backed_up, p.created_at, p.last_used_at};
}

std::vector<PasskeyView> views(const std::vector<store::PasskeyRow>& rows) {
  std::vector<PasskeyView> out;
  for (const auto& row : rows) out.push_back(view(row));
  return out;
}

std::unexpected<Error> not_registered() {
  return fail(Code::invalid, "", "パスキーを登録できませんでした。もう一度やり直してください。",
              "The passkey could not be registered. Please try again.");
}

/// Checked from the challenge to the key; `why` for the audit log.
std::expected<crypto::NewPasskey, std::string> judge_new(Tx& tx, const RelyingParty& site, SessionId session,
                                                         const NewPasskeyGiven& given) {
  const auto client_data = crypto::from_base64url(given.client_data.value);
  const auto attestation = crypto::from_base64url(given.attestation.value);
  if (!client_data || !attestation) return std::unexpected("malformed");
  if (const auto asked = check_client_data(tx, site, Ceremony::register_, holder_of(session), *client_data);
      !asked)
    return std::unexpected(asked.error());
  auto made = crypto::check_new_passkey(site.id, *client_data, *attestation);
  if (!made) return std::unexpected(std::string(crypto::word_of(made.error())));
  return std::move(*made);
}

store::PasskeyRow row_of(Tx& tx, const store::SessionFacts& facts, crypto::NewPasskey made,
                         const NewPasskeyGiven& given) {
  return {facts.region_id,
          facts.account_id,
          tx.new_id<PasskeyId>(),
          std::move(made.credential_id),
          made.key.algorithm,
          std::move(made.key.bytes),
          made.counter,
          known_transports(given.transports),
          made.backed_up,
          given.name,
          tx.now(),
          std::nullopt};
}

Status check_room(const std::vector<store::PasskeyRow>& passkeys) {
  if (passkeys.size() < kPasskeysPerAccount) return {};
  return fail(Code::conflict, "", "登録できるパスキーは20個までです。使わないものを取り除いてください。",
              "At most 20 passkeys can be registered. Please remove one you do not use.");
}

}  // namespace

Result<PasskeyCreation> ask_registration(Tx& tx, const Identity& identity, const access::Actor& actor,
                                         const Where& where) {
  TRY_ASSIGN(const auto site, relying_party(identity.policy));
  TRY_ASSIGN(const auto account, own_account(tx, actor));
  TRY(check_may_enrol(tx, account, actor));
  const auto passkeys = store::passkeys(tx, account.region_id, account.account_id);
  TRY(check_room(passkeys));
  TRY_ASSIGN(const auto challenge, ask(tx, Ceremony::register_, holder_of(actor.session_id), where));
  PasskeyCreation out;
  out.challenge = crypto::to_base64url(challenge);
  out.rp_id = site.id;
  out.rp_name = identity.issuer;
  out.user_id = crypto::to_base64url(account.account_id.uuid.bytes);  // opaque, as WebAuthn 5.4.3 asks
  out.user_name = account.login;
  out.user_display_name = account.display_name;
  out.algorithms.assign(crypto::kPasskeyAlgorithms.begin(), crypto::kPasskeyAlgorithms.end());
  for (const auto& p : passkeys)
    out.exclude.push_back({crypto::to_base64url(p.credential_id), transports_of(p.transports)});
  out.timeout_ms = kChallengeLife / std::chrono::milliseconds(1);
  return out;
}

Result<PasskeyOpened> register_passkey(db::Database& database, const Identity& identity,
                                       const access::Actor& actor, const NewPasskeyGiven& given,
                                       const Where& where) {
  return keep(database, [&](Tx& tx) -> Result<PasskeyOpened> {
    TRY_ASSIGN(const auto site, relying_party(identity.policy));
    TRY_ASSIGN(const auto facts, own_session(tx, actor));
    TRY_ASSIGN(const auto account, own_account(tx, actor));
    TRY(check_may_enrol(tx, account, actor));
    TRY(check_room(store::passkeys(tx, account.region_id, account.account_id)));
    auto made = judge_new(tx, site, actor.session_id, given);
    if (!made) {
      note(tx, actor, "register_passkey", made.error());
      return not_registered();
    }
    const bool first = factors_of(tx, account).empty();
    const auto row = row_of(tx, facts, std::move(*made), given);
    if (!store::insert_passkey(tx, row)) {
      note(tx, actor, "register_passkey", "registered");
      return not_registered();
    }
    PasskeyOpened out;
    out.added.passkey = view(row);
    if (first) {
      // The first second factor, just shown: the session is as strong as after a code.
      out.added.recovery_codes = new_recovery_codes(tx, facts);
      store::end_sessions(tx, facts.region_id, facts.account_id, facts.session_id);
      auto opened = accept_second_factor(tx, identity.policy, actor, facts, where, "register_passkey");
      out.added.session = std::move(opened.view);
      out.token = std::move(opened.token);
    } else {
      note(tx, actor, "register_passkey");
      tell_account(tx, actor, facts.session_id);
      out.added.session = view_of(tx, identity.policy, facts);
    }
    return out;
  });
}

std::vector<PasskeyView> passkeys_of(Tx& tx, const access::Actor& actor) {
  const auto account = own_account(tx, actor);
  return account ? views(store::passkeys(tx, account->region_id, account->account_id))
                 : std::vector<PasskeyView>{};
}

Result<std::vector<PasskeyView>> rename_passkey(Tx& tx, const access::Actor& actor, PasskeyId passkey,
                                                const PasskeyName& given) {
  TRY_ASSIGN(const auto facts, own_session(tx, actor));
  if (!store::rename_passkey(tx, facts.region_id, facts.account_id, passkey, given.name)) return not_found();
  note(tx, actor, "rename_passkey");
  tell_account(tx, actor, facts.session_id);
  return passkeys_of(tx, actor);
}

Result<std::vector<PasskeyView>> remove_passkey(Tx& tx, const access::Actor& actor, PasskeyId passkey) {
  TRY_ASSIGN(const auto facts, own_session(tx, actor));
  TRY_ASSIGN(const auto account, own_account(tx, actor));
  if (!store::remove_passkey(tx, facts.region_id, facts.account_id, passkey)) return not_found();
  if (factors_of(tx, account).empty())
    return fail(Code::conflict, "",
                "最後の認証方法は取り除けません。先にほかのパスキーか認証アプリを登録してください。",
                "This is your last second factor. Please set up another one first.");
  // Whoever holds the lost device may be signed in with it.
  store::end_sessions(tx, facts.region_id, facts.account_id, facts.session_id);
  note(tx, actor, "remove_passkey");
  tell_account(tx, actor, facts.session_id);
  return passkeys_of(tx, actor);
}

}  // namespace musubi::identity
