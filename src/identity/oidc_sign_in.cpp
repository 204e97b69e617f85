// The way to a provider and back. What the browser alone holds is one random secret in a cookie; state, nonce
// and PKCE verifier are made from it with a secret of the house, so nothing of an attempt can be used without
// both. A refusal tells the log a word and the caller nothing of which accounts exist.
#include <spdlog/spdlog.h>

#include "crypto/sign.hpp"
#include "crypto/token.hpp"
#include "identity/invitation_parts.hpp"
#include "identity/oidc_parts.hpp"
#include "identity/oidc_service.hpp"
#include "identity/throttle.hpp"

namespace musubi::identity {
namespace {

constexpr std::int64_t kOpenAttempts = 300;  // from one address, as of passkeys

db::Bytes hash_of(std::string_view attempt) {
  return crypto::hash_token("oidc\n" + std::string(attempt));
}
ThrottleKey address_key(const Where& where) {
  return throttle_key("address", throttled_address(where.address));
}

/// `state`, `nonce` or `verifier` of an attempt.
std::string word(const Oidc& oidc, std::string_view what, std::string_view attempt) {
  const auto key = crypto::derive_key(oidc.identity.keys.secret(keys::kOidcAttempts),
                                      "musubi oidc " + std::string(what) + " 1:" + std::string(attempt));
  return crypto::to_base64url(crypto::BytesView(key.data(), crypto::Key::kSize));
}

std::unexpected<Error> over() {
  return fail(Code::gone, "",
              "サインインの手続きの期限が切れたか、別の画面でやり直されています。最初からお試しください。",
              "This attempt has expired or was begun again elsewhere. Please start over.");
}
std::unexpected<Error> refused() {
  return fail(
      Code::unauthenticated, "",
      "この外部アカウントではサインインできません。まだ結び付けていない場合は、招待のリンク、または"
      "サインインした後の「自分の設定」から結び付けてください。",
      "This outside account does not sign you in. If it is not linked yet, link it by your invitation, "
      "or in your settings once you are signed in.");
}
std::unexpected<Error> unreachable() {
  return fail(Code::unavailable, "",
              "外部の認証サービスに接続できません。少し待ってからお試しいただくか、ほかの方法でサインインして"
              "ください。",
              "The outside sign-in service cannot be reached. Please try later, or sign in another way.");
}
std::unexpected<Error> no_such_provider() {
  return fail(Code::not_found, "provider_id", "この認証サービスは使えません。",
              "This sign-in service is not available.");
}

/// The answers that mean "not now" rather than "no".
bool is_lost(std::string_view why) {
  return why == "timeout" || why == "unreachable" || why == "resting" || why == "busy" ||
         why == "certificate" || why.starts_with("status 5");
}
std::unexpected<Error> told(std::string_view why, std::string_view issuer) {
  spdlog::warn("oidc: {} of {}", why, issuer);
  if (is_lost(why)) return unreachable();
  return refused();
}

// --- leaving

Result<store::ProviderRow> open_provider(Tx& tx, const Oidc& oidc, ProviderId id) {
  auto provider = store::provider(tx, id);
  if (!provider || !is_open(*provider, oidc.directory.reach())) return no_such_provider();
  return std::move(*provider);
}

std::string address_of(const Oidc& oidc, const Discovery& discovery, const store::ProviderRow& provider,
                       const std::string& attempt, bool login_again) {
  std::vector<std::pair<std::string_view, std::string>> fields{
      {"response_type", "code"},
      {"client_id", provider.client_id},
      {"redirect_uri", redirect_uri_of(oidc.directory.reach())},
      {"scope", provider.scopes.empty() ? "openid" : "openid " + provider.scopes},
      {"state", word(oidc, "state", attempt)},
      {"nonce", word(oidc, "nonce", attempt)},
      {"code_challenge", crypto::to_base64url(crypto::sha256(crypto::view(word(oidc, "verifier", attempt))))},
      {"code_challenge_method", "S256"},
  };
  if (login_again) {
    fields.emplace_back("prompt", "login");
    fields.emplace_back("max_age", "0");
  }
  if (!provider.strong_acr.empty()) fields.emplace_back("acr_values", provider.strong_acr);
  const auto& base = discovery.authorization_endpoint;
  return base + (base.contains('?') ? '&' : '?') + form_of(fields);
}

/// Asks the provider where to go, then keeps the attempt. `row` lacks what the provider's state says.
Result<Departing> depart(db::Database& database, const Oidc& oidc, const store::ProviderRow& provider,
                         store::AttemptRow row, Time now, const Where& where) {
  const auto discovery = oidc.directory.discover(provider.issuer, now);
  if (!discovery) {
    spdlog::warn("oidc: {} of {}", discovery.error(), provider.issuer);
    return unreachable();
  }
  row.region_id = provider.region_id;
  row.provider_id = provider.provider_id;
  row.provider_version = provider.version;
  return database.write_now([&](Tx& tx) -> Result<Departing> {
    const auto address = throttle_key("oidc", throttled_address(where.address));
    if (store::open_attempts(tx, address) >= kOpenAttempts)
      return fail(Code::throttled, "", "いま受け付けきれません。少し待ってからもう一度お試しください。",
                  "Too many open attempts. Please wait a little and try again.");
    auto attempt = crypto::new_token(tx.random());
    store::insert_attempt(tx, hash_of(attempt), row, address);
    return Departing{{address_of(oidc, *discovery, provider, attempt, row.login_again)}, attempt};
  });
}

// --- coming back

struct Returned {
  store::AttemptRow attempt;
  store::ProviderRow provider;
  Time now{};
};

/// The attempt is used up first of all, whatever comes of it.
Result<Returned> take(Tx& tx, const Oidc& oidc, const OidcReturn& given, std::string_view attempt,
                      const Where& where, const std::optional<access::Actor>& before) {
  TRY(may_try(tx, address_key(where)));
  if (attempt.empty()) return over();
  auto row = store::take_attempt(tx, hash_of(attempt));
  if (!row || !crypto::equal(given.state.value, word(oidc, "state", attempt))) {
    count_failure(tx, address_key(where), kAddressLimit);
    return over();
  }
  if (row->purpose == OidcPurpose::link &&
      (!before || before->account_id != row->account_id || before->session_id != row->session_id))
    return over();
  const auto provider = store::provider(tx, row->provider_id);
  if (!provider || provider->version != row->provider_version || !is_open(*provider, oidc.directory.reach()))
    return over();
  if (given.error || !given.code)
    return fail(Code::invalid, "", "外部の認証サービスでサインインが中止されました。",
                "Signing in was stopped at the outside service.");
  return Returned{std::move(*row), *provider, tx.now()};
}

Result<std::string> secret_of(const Oidc& oidc, const store::ProviderRow& provider) {
  if (!provider.client_secret) return std::string();
  const auto plain = oidc.identity.keys.open(secret_purpose(provider.region_id),
                                             secret_context(provider.provider_id), *provider.client_secret);
  if (!plain)
    return fail(Code::unavailable, "", "認証サービスの設定を読み取れません。運営者にお問い合わせください。",
                "The provider's secret cannot be read. Please ask the operator.");
  return std::string(plain->begin(), plain->end());
}

/// Asks the provider who it was. No transaction is open.
Result<TokenHolder> ask_who(const Oidc& oidc, const Returned& back, const OidcReturn& given,
                            std::string_view attempt) {
  const auto& issuer = back.provider.issuer;
  TRY_ASSIGN(auto secret, secret_of(oidc, back.provider));
  const auto discovery = oidc.directory.discover(issuer, back.now);
  if (!discovery) return told(discovery.error(), issuer);
  // Whose answer it is: RFC 9207, against an answer of one provider handed in for another's.
  if ((given.iss && given.iss->value != issuer) || (discovery->says_iss && !given.iss))
    return told("answer_iss", issuer);
  const auto answer = oidc.directory.redeem(*discovery, back.provider.client_id, secret, given.code->value,
                                            word(oidc, "verifier", attempt), back.now);
  crypto::wipe(secret);
  if (!answer) return told(answer.error(), issuer);
  TokenTerms terms{issuer,   back.provider.client_id, word(oidc, "nonce", attempt),
                   back.now, answer->access_token,    {}};
  if (back.attempt.login_again) terms.logged_in_since = back.attempt.started_at;
  auto holder = oidc.directory.check(*discovery, answer->id_token, terms);
  if (!holder) return told(holder.error(), issuer);
  return std::move(*holder);
}

db::Bytes subject_of(const store::ProviderRow& provider, const TokenHolder& holder) {
  return crypto::hash_token("oidc subject\n" + to_string(provider.provider_id) + '\n' + provider.issuer +
                            '\n' + holder.subject);
}

// --- what comes of it

/// The history names the way beside the device. Where it was not two factors, the line of the second follows.
void note_way(Tx& tx, const store::AccountRow& account, const store::ProviderRow& provider, Where where) {
  where.device += "・" + provider.name;
  store::insert_sign_in(tx, account.region_id, account.account_id, SignInOutcome::ok, where);
}

Result<Arrived> sign_in_linked(Tx& tx, const Oidc& oidc, const Returned& back, const TokenHolder& holder,
                               Where where, const std::optional<access::Actor>& before) {
  const auto link = store::link_by_subject(tx, subject_of(back.provider, holder));
  const auto account = link ? store::account_by_id(tx, link->region_id, link->account_id) : std::nullopt;
  if (!account || !may_use(tx, back.provider, account->account_id)) {
    count_failure(tx, address_key(where), kAddressLimit);
    if (account) note(tx, actor_of(*account), "oidc_sign_in", "post");
    return refused();
  }
  if (account->state != AccountState::active) {
    note(tx, actor_of(*account), "oidc_sign_in", "account");
    return fail(Code::forbidden, "",
                "この利用者アカウントは停止されています。施設の管理者にお問い合わせください。",
                "This account is suspended. Please ask your facility's manager.");
  }
  if (back.attempt.lock_after_s) where.lock_after_minutes = *back.attempt.lock_after_s / 60;
  store::use_link(tx, *link);
  note_way(tx, *account, back.provider, where);
  auto opened = open_session(tx, oidc.identity.policy, *account, where, before);
  note(tx, actor_of(*account), "oidc_sign_in");
  // Without a second factor of its own an account could never step up: then that is set up first, as after a
  // password.
  if (is_strong(holder, back.provider.strong_acr, back.provider.strong_amr) &&
      !factors_of(tx, *account).empty()) {
    const auto facts = store::session_by_token(tx, crypto::hash_token(opened.token)).value();
    store::strengthen_by_provider(tx, facts.region_id, facts.session_id);
    opened.view =
        view_of(tx, oidc.identity.policy,
                store::session_by_id(tx, facts.region_id, facts.account_id, facts.session_id).value());
  }
  return Arrived{{OidcPurpose::sign_in, std::move(opened.view), own_path(back.attempt.onward)}, opened.token};
}

Status insert_link(Tx& tx, const Returned& back, const TokenHolder& holder,
                   const store::AccountRow& account) {
  store::LinkRow link;
  link.region_id = account.region_id;
  link.account_id = account.account_id;
  link.link_id = tx.new_id<LinkId>();
  link.provider_region_id = back.provider.region_id;
  link.provider_id = back.provider.provider_id;
  if (store::insert_link(tx, link, subject_of(back.provider, holder))) return {};
  return fail(
      Code::conflict, "",
      "この外部アカウントは結び付けられません。すでに使われているか、同じ認証サービスの別のアカウントが"
      "結び付いています。",
      "This outside account cannot be linked: it is in use, or another one of the same service is "
      "linked.");
}

Result<Arrived> link_own(Tx& tx, const Oidc& oidc, const Returned& back, const TokenHolder& holder,
                         const access::Actor& actor) {
  TRY_ASSIGN(const auto facts, own_session(tx, actor));
  TRY_ASSIGN(const auto account, own_account(tx, actor));
  if (!may_use(tx, back.provider, account.account_id)) return no_such_provider();
  TRY(insert_link(tx, back, holder, account));
  note(tx, actor, "oidc_link");
  tell_account(tx, actor, facts.session_id);
  return Arrived{{OidcPurpose::link, view_of(tx, oidc.identity.policy, facts), std::nullopt}, ""};
}

Result<Arrived> join_invited(Tx& tx, const Oidc& oidc, const Returned& back, const TokenHolder& holder,
                             const Where& where, const std::optional<access::Actor>& before) {
  const auto invited = store::invitation_by_token(tx, back.attempt.invitation_hash.value());
  if (!invited || invited->region_id != back.provider.region_id) return no_such_invitation();
  store::AccountRow account;
  account.region_id = invited->region_id;
  account.account_id = tx.new_id<AccountId>();
  account.login = back.attempt.login;
  account.display_name = back.attempt.display_name;
  account.kana = back.attempt.kana;  // and no password: nothing verifies against an empty hash
  if (!store::insert_account(tx, account))
    return fail(Code::duplicate, "login", "このログインIDはすでに使われています。別のものにしてください。",
                "This login is taken. Please choose another.");
  TRY(take_invited_post(tx, *invited, account.account_id));
  TRY(insert_link(tx, back, holder, account));
  note(tx, holder_of(actor_of(account), *invited), "accept_invitation");
  note(tx, holder_of(actor_of(account), *invited), "oidc_link");
  note_way(tx, account, back.provider, where);
  auto opened = open_session(tx, oidc.identity.policy, account, where, before);
  return Arrived{{OidcPurpose::join, std::move(opened.view), std::nullopt}, opened.token};
}

}  // namespace

Result<Departing> begin_oidc_sign_in(db::Database& database, const Oidc& oidc, const OidcBegin& given,
                                     const Where& where) {
  store::AttemptRow row;
  row.purpose = OidcPurpose::sign_in;
  if (given.next) {
    const auto onward = own_path(given.next->value);
    if (!onward)
      return fail(Code::invalid, "next", "このアプリの中の場所ではありません。", "Not a path of this app.");
    row.onward = *onward;
  }
  if (given.lock_after_minutes) {
    // On a shared terminal the provider may still know the colleague before.
    row.lock_after_s = given.lock_after_minutes->value * 60;
    row.login_again = true;
  }
  Time now{};
  TRY_ASSIGN(const auto provider, database.read_now([&](Tx& tx) -> Result<store::ProviderRow> {
    now = tx.now();
    TRY(may_try(tx, address_key(where)));
    return open_provider(tx, oidc, given.provider_id);
  }));
  return depart(database, oidc, provider, std::move(row), now, where);
}

Result<Departing> begin_oidc_link(db::Database& database, const Oidc& oidc, const access::Actor& actor,
                                  const OidcLinkBegin& given, const Where& where) {
  store::AttemptRow row;
  row.purpose = OidcPurpose::link;
  row.login_again = true;
  row.account_id = actor.account_id;
  row.session_id = actor.session_id;
  Time now{};
  TRY_ASSIGN(const auto provider, database.read_now([&](Tx& tx) -> Result<store::ProviderRow> {
    now = tx.now();
    TRY_ASSIGN(auto found, open_provider(tx, oidc, given.provider_id));
    if (!may_use(tx, found, actor.account_id)) return no_such_provider();
    return found;
  }));
  return depart(database, oidc, provider, std::move(row), now, where);
}

Result<Departing> begin_oidc_invitation(db::Database& database, const Oidc& oidc,
                                        const OidcInvitationBegin& given, const Where& where) {
  store::AttemptRow row;
  row.purpose = OidcPurpose::join;
  row.login_again = true;
  row.display_name = given.display_name;
  row.kana = given.kana;
  row.invitation_hash = crypto::hash_token(given.token.value);
  TRY_ASSIGN(row.login, login_of(given.login.value));
  Time now{};
  TRY_ASSIGN(const auto provider, keep(database, [&](Tx& tx) -> Result<store::ProviderRow> {
               now = tx.now();
               TRY_ASSIGN(const auto invited, find_invitation(tx, given.token.value, where));
               TRY_ASSIGN(auto found, open_provider(tx, oidc, given.provider_id));
               if (found.region_id != invited.region_id || invited.kind == access::PostKind::guardian ||
                   !is_for(found, store::facility_of_post(tx, invited.region_id, invited.post_id)))
                 return no_such_provider();
               if (store::account_by_login(tx, row.login))
                 return fail(Code::duplicate, "login",
                             "このログインIDはすでに使われています。別のものにしてください。",
                             "This login is taken. Please choose another.");
               return found;
             }));
  return depart(database, oidc, provider, std::move(row), now, where);
}

Result<Arrived> finish_oidc(db::Database& database, const Oidc& oidc, const OidcReturn& given,
                            std::string_view attempt, const Where& where,
                            const std::optional<access::Actor>& before) {
  TRY_ASSIGN(const auto back,
             keep(database, [&](Tx& tx) { return take(tx, oidc, given, attempt, where, before); }));
  const auto holder = ask_who(oidc, back, given, attempt);
  if (!holder) {
    if (holder.error().code == Code::unauthenticated)
      database.write_now([&](Tx& tx) { count_failure(tx, address_key(where), kAddressLimit); });
    return std::unexpected(holder.error());
  }
  switch (back.attempt.purpose) {
    case OidcPurpose::sign_in:
      return keep(database, [&](Tx& tx) { return sign_in_linked(tx, oidc, back, *holder, where, before); });
    case OidcPurpose::link:
      return database.write_now([&](Tx& tx) { return link_own(tx, oidc, back, *holder, before.value()); });
    case OidcPurpose::join:
      return database.write_now([&](Tx& tx) { return join_invited(tx, oidc, back, *holder, where, before); });
  }
  return over();
}

}  // namespace musubi::identity
