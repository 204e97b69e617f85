// Passwords: sign-in and change. An unknown login, a wrong password and a throttled one take the same path,
// the same time and the same words, whether the account exists or not. Hashing runs outside every
// transaction.
#include "crypto/password.hpp"
#include "identity/session.hpp"
#include "identity/throttle.hpp"

namespace musubi::identity {
namespace {

std::unexpected<Error> wrong_login() {
  return fail(Code::unauthenticated, "", "ログインIDまたはパスワードが違います。",
              "The login or the password is not right.");
}

/// One line a hour, or an attacker could fill the history.
void note_throttled(Tx& tx, const store::AccountRow& account, const Where& where) {
  if (store::throttled_since(tx, account.region_id, account.account_id, tx.now() - hours{1})) return;
  store::insert_sign_in(tx, account.region_id, account.account_id, SignInOutcome::throttled, where);
  note(tx, actor_of(account), "sign_in", "throttled");
}

using Candidate = std::optional<store::AccountRow>;

Result<Candidate> admit(Tx& tx, const std::string& login, const Where& where) {
  auto account = store::account_by_login(tx, login);
  TRY(may_try(tx, throttle_key("address", throttled_address(where.address))));
  if (auto turn = take_turn(tx, throttle_key("login", login), kAccountLimit); !turn) {
    if (account) note_throttled(tx, *account, where);
    return std::unexpected(std::move(turn).error());
  }
  return account;
}

Status refuse_password(Tx& tx, const Candidate& account, const Where& where) {
  count_failure(tx, throttle_key("address", throttled_address(where.address)), kAddressLimit);
  if (account) {
    store::insert_sign_in(tx, account->region_id, account->account_id, SignInOutcome::wrong_password, where);
    note(tx, actor_of(*account), "sign_in", "password");
  }
  return wrong_login();
}

}  // namespace

Result<Opened> sign_in(db::Database& database, const Identity& identity, const SignIn& given,
                       const Where& where, std::optional<access::Actor> before) {
  const auto login = text::fold(given.login.value);
  TRY_ASSIGN(const auto account, keep(database, [&](Tx& tx) { return admit(tx, login, where); }));

  // None: taken up by way of a directory (oidc.hpp).
  const bool has_password = account && !account->password_hash.empty();
  const bool right = has_password && identity.hasher.verify(account->password_hash, given.password.value);
  const bool other_cost = has_password && identity.hasher.needs_rehash(account->password_hash);
  std::optional<std::string> better;
  if (right && other_cost)
    better = identity.hasher.hash(given.password.value);
  else if (!has_password || other_cost)  // or the time would tell whose login this is not
    identity.hasher.verify_nothing(given.password.value);

  return keep(database, [&](Tx& tx) -> Result<Opened> {
    if (!right) {
      TRY(refuse_password(tx, account, where));
    }
    const auto now = store::account_by_id(tx, account->region_id, account->account_id);
    if (!now || now->password_hash != account->password_hash)
      return wrong_login();  // changed while we were hashing
    if (now->state != AccountState::active) {
      note(tx, actor_of(*now), "sign_in", "account");
      return fail(Code::forbidden, "",
                  "この利用者アカウントは停止されています。施設の管理者にお問い合わせください。",
                  "This account is suspended. Please ask your facility's manager.");
    }
    forgive(tx, throttle_key("login", login));
    if (better) store::set_password_hash(tx, now->region_id, now->account_id, *better);
    auto opened = open_session(tx, identity.policy, *now, where, before);
    note(tx, actor_of(*now), "sign_in");
    return opened;
  });
}

Status change_password(db::Database& database, const Identity& identity, const access::Actor& actor,
                       const PasswordChange& given, const Where& where) {
  const auto key = throttle_key("password", to_string(actor.account_id));
  struct Known {
    store::AccountRow account;
    std::vector<std::string> words;
  };
  TRY_ASSIGN(const auto known, keep(database, [&](Tx& tx) -> Result<Known> {
               TRY(own_session(tx, actor));
               TRY_ASSIGN(auto own, own_account(tx, actor));
               TRY(take_turn(tx, key, kAccountLimit));
               auto words = words_about(tx, own);
               return Known{std::move(own), std::move(words)};
             }));
  const auto& account = known.account;
  const auto fit = crypto::check_password(given.new_password.value, known.words, "new_password");
  const bool right = identity.hasher.verify(account.password_hash, given.current.value);
  const auto hash = right && fit ? identity.hasher.hash(given.new_password.value) : std::string();

  return keep(database, [&](Tx& tx) -> Status {
    if (!right) {
      store::insert_sign_in(tx, account.region_id, account.account_id, SignInOutcome::wrong_password, where);
      note(tx, actor, "change_password", "password");
      return fail(Code::invalid, "current", "現在のパスワードが違います。",
                  "The current password is not right.");
    }
    forgive(tx, key);
    TRY(fit);
    if (given.current.value == given.new_password.value)
      return fail(Code::invalid, "new_password", "現在と同じパスワードです。別のものにしてください。",
                  "This is your present password. Choose another.");
    store::set_password_hash(tx, account.region_id, account.account_id, hash);
    store::end_sessions(tx, account.region_id, account.account_id, actor.session_id);
    note(tx, actor, "change_password");
    tell_account(tx, actor, actor.session_id);
    return {};
  });
}

Result<Opened> change_profile(Tx& tx, const Identity& identity, const access::Actor& actor,
                              const ProfileChange& given) {
  TRY_ASSIGN(const auto facts, own_session(tx, actor));
  store::set_profile(tx, facts.region_id, facts.account_id, given);
  note(tx, actor, "change_profile");
  tell_account(tx, actor, facts.session_id);
  return Opened{view_of(tx, identity.policy, facts), ""};
}

}  // namespace musubi::identity
