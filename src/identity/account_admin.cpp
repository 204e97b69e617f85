// What `musubi user`, the demo and the daily job do with accounts: nobody is signed in here.
#include "identity/passkey_store.hpp"
#include "identity/password_reset.hpp"
#include "identity/session.hpp"
#include "identity/throttle.hpp"

namespace musubi::identity {
namespace {

Result<store::AccountRow> account_named(Tx& tx, std::string_view login) {
  if (auto account = store::account_by_login(tx, text::fold(login))) return std::move(*account);
  return fail(Code::not_found, "login", "このログインIDのアカウントはありません。",
              "There is no account with this login.");
}

void end_all(Tx& tx, const store::AccountRow& account) {
  store::end_sessions(tx, account.region_id, account.account_id, std::nullopt);
  forgive(tx, throttle_key("login", account.login));
  forgive(tx, throttle_key("code", to_string(account.account_id)));
  tell_account(tx, actor_of(account), SessionId{});
}

void take_factors(Tx& tx, const store::AccountRow& account) {
  store::clear_totp(tx, account.region_id, account.account_id);
  store::remove_passkeys(tx, account.region_id, account.account_id);
  store::replace_recovery_codes(tx, account.region_id, account.account_id, {});
  end_all(tx, account);
}

}  // namespace

Status give_post(Tx& tx, AccountId account, RegionId region, PostId post) {
  if (!store::give_post(tx, region, post, account)) return not_found();
  return {};
}

Result<PostId> create_operator(Tx& tx, const Identity& identity, const ReadyAccount& given) {
  TRY_ASSIGN(const auto account, create_account_ready(tx, identity, given));
  const auto post = tx.new_id<PostId>();
  store::insert_operator_post(tx, given.region_id, post, given);
  TRY(give_post(tx, account, given.region_id, post));
  return post;
}

std::vector<AccountLine> accounts(Tx& tx) {
  return store::accounts(tx);
}

Status set_password(Tx& tx, std::string_view login, const std::string& password_hash) {
  TRY_ASSIGN(const auto account, account_named(tx, login));
  store::set_password_hash(tx, account.region_id, account.account_id, password_hash);
  end_all(tx, account);
  note(tx, actor_of(account), "reset_password");
  return {};
}

Status reset_second_factor(Tx& tx, std::string_view login) {
  TRY_ASSIGN(const auto account, account_named(tx, login));
  take_factors(tx, account);
  note(tx, actor_of(account), "reset_second_factor");
  return {};
}

Status reset_second_factor_of(Tx& tx, const access::Actor& manager, AccountId id, RegionId region,
                              std::optional<FacilityId> facility) {
  const auto home = store::home_of(tx, id);
  const auto account = home ? store::account_by_id(tx, *home, id) : std::nullopt;
  if (!account) return not_found();
  for (const auto& post : store::posts_of(tx, id)) {
    if (post.state == HeldState::left) continue;
    if (post.region_id != region || (facility && post.facility_id != facility))
      return fail(
          Code::conflict, "",
          "この方はほかの施設の所属も持っています。二段階認証のやり直しは地域の運営者に頼んでください。",
          "This person holds posts elsewhere too. Please ask the region's operator to reset the second "
          "factor.");
  }
  if (issued_password_reset(tx, id, manager.account_id))
    return fail(
        Code::conflict, "",
        "あなたはこの方のパスワード再設定リンクを7日以内に発行しています。二段階認証のやり直しは、ほかの"
        "管理者か地域の運営担当に頼んでください。",
        "You issued a password link for this person within the last seven days. Please have somebody "
        "else reset the second factor.");
  take_factors(tx, *account);
  note(tx, manager, "reset_second_factor");
  note(tx, actor_of(*account), "reset_second_factor");
  return {};
}

Status set_account_state(Tx& tx, std::string_view login, AccountState state) {
  TRY_ASSIGN(const auto account, account_named(tx, login));
  store::set_state(tx, account.region_id, account.account_id, state);
  if (state == AccountState::suspended) end_all(tx, account);
  note(tx, actor_of(account), state == AccountState::active ? "resume_account" : "suspend_account");
  return {};
}

void sweep(Tx& tx) {
  store::sweep(tx, tx.now() - hours{24 * 90}, tx.now() - hours{24 * 365}, tx.now() - hours{48});
}

}  // namespace musubi::identity
