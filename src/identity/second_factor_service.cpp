// The second factor: one-time codes (RFC 6238) and recovery codes. Each opens once. Wrong ones are counted
// for the account, whichever session and address they come from, so that six digits cannot be tried through.
#include "crypto/totp.hpp"
#include "identity/passkey_store.hpp"
#include "identity/sealed_parts.hpp"
#include "identity/session.hpp"
#include "identity/sign_in_ways.hpp"
#include "identity/throttle.hpp"

namespace musubi::identity {
namespace {

db::Bytes seal_secret(Tx& tx, const Identity& identity, AccountId account, crypto::BytesView secret) {
  return identity.keys.seal(tx, {}, totp_context(account), secret);
}

Result<crypto::Bytes> open_secret(const Identity& identity, AccountId account, const db::Bytes& sealed) {
  auto secret = identity.keys.open({}, totp_context(account), sealed);
  if (!secret)
    return fail(Code::unavailable, "", "認証アプリの情報を読み取れません。運営者にお問い合わせください。",
                "The second factor cannot be read. Please ask the operator.");
  return std::move(*secret);
}

ThrottleKey code_key(AccountId account) {
  return throttle_key("code", to_string(account));
}

std::unexpected<Error> wrong_code() {
  return fail(Code::invalid, "code", "コードが違うか、すでに使われています。新しいコードを入力してください。",
              "The code is not right or has been used already. Please enter a new one.");
}

std::unexpected<Error> refuse_code(Tx& tx, const access::Actor& actor, const store::SessionFacts& facts,
                                   const Where& where, const char* action) {
  store::insert_sign_in(tx, facts.region_id, facts.account_id, SignInOutcome::wrong_code, where);
  note(tx, actor, action, "code");
  return wrong_code();
}

}  // namespace

std::vector<Factor> factors_of(Tx& tx, const store::AccountRow& account) {
  std::vector<Factor> factors;
  if (account.totp_secret) factors.push_back(Factor::totp);
  if (store::has_passkey(tx, account.region_id, account.account_id)) factors.push_back(Factor::passkey);
  return factors;
}

Status check_may_enrol(Tx& tx, const store::AccountRow& account, const access::Actor& actor) {
  if (actor.strength == access::Strength::fresh || factors_of(tx, account).empty()) return {};
  return fail(Code::step_up_needed, "", "二段階認証の方法を変えるには、もう一度本人の確認をしてください。",
              "Please confirm it is you before you change how you sign in.");
}

Opened accept_second_factor(Tx& tx, const Policy& policy, const access::Actor& actor,
                            const store::SessionFacts& facts, const Where& where, const char* action) {
  forgive(tx, code_key(facts.account_id));
  if (facts.strength == access::Strength::password)
    store::insert_sign_in(tx, facts.region_id, facts.account_id, SignInOutcome::ok, where);
  if (const auto way = way_of(action))
    store::set_factors(tx, facts.region_id, facts.session_id, with_way(facts.factors, *way));
  note(tx, actor, action);
  tell_account(tx, actor, facts.session_id);
  return strengthened(tx, policy, facts);
}

std::vector<std::string> new_recovery_codes(Tx& tx, const store::SessionFacts& facts) {
  auto codes = crypto::new_recovery_codes(tx.random());
  std::vector<db::Bytes> hashes;
  for (const auto& code : codes) hashes.push_back(crypto::hash_recovery_code(code));
  store::replace_recovery_codes(tx, facts.region_id, facts.account_id, hashes);
  return codes;
}

Result<Opened> confirm_code(db::Database& database, const Identity& identity, const access::Actor& actor,
                            std::string_view code, const Where& where) {
  return keep(database, [&](Tx& tx) -> Result<Opened> {
    TRY_ASSIGN(const auto facts, own_session(tx, actor));
    TRY_ASSIGN(const auto account, own_account(tx, actor));
    if (!account.totp_secret) return wrong_code();
    TRY(take_turn(tx, code_key(facts.account_id), kAccountLimit));
    TRY_ASSIGN(const auto secret, open_secret(identity, account.account_id, *account.totp_secret));
    const char* const action = facts.strength == access::Strength::password ? "second_factor" : "step_up";
    const auto step = crypto::totp_match(secret, code, tx.now(), account.totp_last_step);
    if (!step || !store::use_totp_step(tx, facts.region_id, facts.account_id, *step))
      return refuse_code(tx, actor, facts, where, action);
    return accept_second_factor(tx, identity.policy, actor, facts, where, action);
  });
}

Result<Opened> use_recovery_code(db::Database& database, const Identity& identity, const access::Actor& actor,
                                 std::string_view code, const Where& where) {
  return keep(database, [&](Tx& tx) -> Result<Opened> {
    TRY_ASSIGN(const auto facts, own_session(tx, actor));
    TRY(take_turn(tx, code_key(facts.account_id), kAccountLimit));
    if (!store::use_recovery_code(tx, facts.region_id, facts.account_id, crypto::hash_recovery_code(code)))
      return refuse_code(tx, actor, facts, where, "recovery_code");
    return accept_second_factor(tx, identity.policy, actor, facts, where, "recovery_code");
  });
}

Result<NewTotp> begin_totp(Tx& tx, const Identity& identity, const access::Actor& actor) {
  TRY(own_session(tx, actor));
  TRY_ASSIGN(const auto account, own_account(tx, actor));
  TRY(check_may_enrol(tx, account, actor));
  const auto secret = crypto::new_totp_secret(tx.random());
  store::set_totp_pending(tx, account.region_id, account.account_id,
                          seal_secret(tx, identity, account.account_id, secret));
  note(tx, actor, "begin_totp");
  const auto uri = crypto::otpauth_uri(identity.issuer, account.login, secret);
  return NewTotp{uri, crypto::to_base32(secret), crypto::qr_svg(uri)};
}

Result<TotpOpened> confirm_totp(db::Database& database, const Identity& identity, const access::Actor& actor,
                                std::string_view code, const Where& where) {
  return keep(database, [&](Tx& tx) -> Result<TotpOpened> {
    TRY_ASSIGN(const auto facts, own_session(tx, actor));
    TRY_ASSIGN(const auto account, own_account(tx, actor));
    TRY(check_may_enrol(tx, account, actor));
    if (!account.totp_pending)
      return fail(Code::conflict, "", "認証アプリの設定を最初からやり直してください。",
                  "Please start setting up the authenticator app again.");
    TRY(take_turn(tx, code_key(facts.account_id), kAccountLimit));
    TRY_ASSIGN(const auto secret, open_secret(identity, account.account_id, *account.totp_pending));
    const auto step = crypto::totp_match(secret, code, tx.now(), 0);
    if (!step) return refuse_code(tx, actor, facts, where, "confirm_totp");
    store::confirm_totp(tx, facts.region_id, facts.account_id, *step);
    store::end_sessions(tx, facts.region_id, facts.account_id, facts.session_id);
    auto codes = new_recovery_codes(tx, facts);
    auto opened = accept_second_factor(tx, identity.policy, actor, facts, where, "confirm_totp");
    return TotpOpened{{std::move(codes), std::move(opened.view)}, std::move(opened.token)};
  });
}

Result<DraftKey> draft_key(Tx& tx, const Identity& identity, const access::Actor& actor) {
  TRY_ASSIGN(const auto account, own_account(tx, actor));
  const auto context = draft_context(account.account_id);
  auto sealed = store::draft_key(tx, account.region_id, account.account_id);
  if (!sealed) {
    crypto::Bytes key(crypto::Key::kSize);
    tx.random().fill(key);
    sealed =
        store::draft_key(tx, account.region_id, account.account_id, identity.keys.seal(tx, {}, context, key));
    crypto::wipe(key);
  }
  const auto key = identity.keys.open({}, context, *sealed);
  if (!key)
    return fail(Code::unavailable, "",
                "端末の下書きを開くための鍵を読み取れません。運営者にお問い合わせください。",
                "The key of your drafts cannot be read. Please ask the operator.");
  return DraftKey{crypto::to_base64url(*key)};
}

Result<RecoveryCodes> renew_recovery_codes(Tx& tx, const access::Actor& actor) {
  TRY_ASSIGN(const auto facts, own_session(tx, actor));
  note(tx, actor, "renew_recovery_codes");
  return RecoveryCodes{new_recovery_codes(tx, facts)};
}

Result<AccountId> create_account_ready(Tx& tx, const Identity& identity, const ReadyAccount& given) {
  TRY_ASSIGN(const auto login, login_of(given.login));
  store::AccountRow account;
  account.region_id = given.region_id;
  account.account_id = tx.new_id<AccountId>();
  account.login = login;
  account.display_name = given.display_name;
  account.kana = given.kana;
  account.password_hash = given.password_hash;
  account.locale = given.locale;
  if (given.totp_secret)
    account.totp_secret = seal_secret(tx, identity, account.account_id, crypto::view(*given.totp_secret));
  if (!store::insert_account(tx, account))
    return fail(Code::duplicate, "login", "このログインIDはすでに使われています。", "This login is taken.");
  note(tx, actor_of(account), "create_account");
  return account.account_id;
}

}  // namespace musubi::identity
