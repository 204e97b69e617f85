#include "identity/password_reset.hpp"

#include "access/access.hpp"
#include "crypto/password.hpp"
#include "crypto/token.hpp"
#include "identity/password_reset_store.hpp"
#include "identity/session.hpp"
#include "identity/throttle.hpp"

namespace musubi::identity {
namespace {

/// Links that one account may issue before it has to wait between them.
constexpr Limit kIssueLimit{.free = 10};

std::unexpected<Error> no_such_link() {
  return fail(
      Code::gone, "",
      "このリンクは使えません。期限切れか、すでに使われています。発行した方に、もう一度頼んでください。",
      "This link does not work: it has expired or was used. Please ask for a new one.");
}

Status check_posts(Tx& tx, AccountId account, RegionId region, std::optional<FacilityId> facility) {
  for (const auto& post : store::posts_of(tx, account)) {
    if (post.state == HeldState::left) continue;
    if (post.region_id != region || (facility && post.facility_id != facility))
      return fail(
          Code::conflict, "",
          "この方はほかの施設の所属も持っています。パスワードの再設定は地域の運営担当に頼んでください。",
          "This person holds posts elsewhere too. Please ask the region's operators.");
  }
  return {};
}

/// A link alone must not open an account: something that only its owner has must still be asked for.
Status check_factors(Tx& tx, const store::AccountRow& account) {
  if (!factors_of(tx, account).empty()) return {};
  return fail(
      Code::conflict, "",
      "この方の二段階認証がまだ設定されていないため、リンクを発行できません。新しい招待をご利用ください。",
      "This account has no second factor at present, so no link is issued. Please invite anew.");
}

PasswordResetLink new_link(Tx& tx, const store::AccountRow& account, std::optional<AccountId> by) {
  store::revoke_resets(tx, account.region_id, account.account_id);
  const auto token = crypto::new_token(tx.random());
  PasswordResetLink link{"/reset#" + token, account.login, account.display_name,
                         tx.now() + kPasswordResetFor};
  store::insert_reset(tx, account.region_id, tx.new_id<PasswordResetId>(), account.account_id,
                      crypto::hash_token(token), link.expires_at, by);
  note(tx, actor_of(account), "issue_password_reset");
  return link;
}

}  // namespace

Result<PasswordResetLink> issue_password_reset(Tx& tx, const access::Actor& by, AccountId id,
                                               std::optional<FacilityId> facility) {
  const auto home = store::home_of(tx, id);
  const auto account = home ? store::account_by_id(tx, *home, id) : std::nullopt;
  if (!account) return not_found();
  if (id == by.account_id)
    return fail(Code::conflict, "", "自分のパスワードは「自分の設定」で変えてください。",
                "Please change your own password in your settings.");
  TRY(take_turn(tx, throttle_key("password_reset", to_string(by.account_id)), kIssueLimit));
  TRY(check_posts(tx, id, by.region_id, facility));
  TRY(check_factors(tx, *account));
  note(tx, by, "issue_password_reset");
  return new_link(tx, *account, by.account_id);
}

Result<PasswordResetLink> issue_password_reset_for(Tx& tx, const access::Actor& by, std::string_view login) {
  TRY(access::require_duty(tx, by, access::Duty::operate_region, {}, {.subject_kind = "account"}));
  const auto account = store::account_by_login(tx, text::fold(login));
  const auto nobody = fail(Code::not_found, "login", "この地域に、このログインIDの利用者はいません。",
                           "Nobody of this region has this login.");
  if (!account) return nobody;
  bool here = false;
  for (const auto& post : store::posts_of(tx, account->account_id))
    here = here || (post.region_id == by.region_id && post.state != HeldState::left);
  if (!here) return nobody;
  return issue_password_reset(tx, by, account->account_id, std::nullopt);
}

Result<PasswordResetLink> issue_password_reset_here(Tx& tx, std::string_view login) {
  const auto account = store::account_by_login(tx, text::fold(login));
  if (!account)
    return fail(Code::not_found, "login", "このログインIDのアカウントはありません。",
                "There is no account with this login.");
  TRY(check_factors(tx, *account));
  return new_link(tx, *account, std::nullopt);
}

Status redeem_password_reset(db::Database& database, const Identity& identity, const NewPassword& given,
                             const Where& where) {
  struct Found {
    store::OpenReset reset;
    store::AccountRow account;
    std::vector<std::string> words;
  };
  TRY_ASSIGN(const auto found, keep(database, [&](Tx& tx) -> Result<Found> {
               const auto key = throttle_key("password_reset", throttled_address(where.address));
               TRY(may_try(tx, key));
               if (const auto reset = store::reset_by_token(tx, crypto::hash_token(given.token.value)))
                 if (auto account = store::account_by_id(tx, reset->region_id, reset->account_id)) {
                   auto words = words_about(tx, *account);
                   return Found{*reset, std::move(*account), std::move(words)};
                 }
               count_failure(tx, key, kAddressLimit);
               return no_such_link();
             }));
  TRY(crypto::check_password(given.password.value, found.words, "password"));
  const auto hash = identity.hasher.hash(given.password.value);
  return database.write_now([&](Tx& tx) -> Status {
    if (!store::use_reset(tx, found.reset)) return no_such_link();
    return set_password(tx, found.account.login, hash);
  });
}

bool issued_password_reset(Tx& tx, AccountId account, AccountId by) {
  return store::issued_reset_since(tx, account, by, tx.now() - kNoBothFor);
}

}  // namespace musubi::identity
