// Sessions in use: the hook of every request, the session's own page, posts, remote sign-out.
#include <algorithm>

#include "crypto/token.hpp"
#include "identity/session.hpp"
#include "identity/sign_in_ways.hpp"

namespace musubi::identity {
namespace {

/// The session a token stands for, in force or not; also by a token that was exchanged a moment ago.
std::optional<store::SessionFacts> find_session(Tx& tx, std::string_view token) {
  const auto hash = crypto::hash_token(token);
  if (auto facts = store::session_by_token(tx, hash)) return facts;
  return store::session_by_previous_token(tx, hash);
}

/// Cookies travel by themselves; the session's own token does not, so only our page can send it.
Status check_csrf(const http::Request& request, std::string_view csrf_token) {
  if (crypto::equal(request.header("x-csrf-token"), csrf_token)) return {};
  return fail(Code::csrf, "", "この画面は古くなっています。読み込み直してから、もう一度お試しください。",
              "This page is out of date. Reload it and try again.");
}

}  // namespace

Where where_of(const http::Request& request) {
  return {request.remote_address, device_of(request.header("user-agent"))};
}

std::string_view cookie_name(bool secure) {
  return secure ? "__Host-musubi" : "musubi";
}

std::string cookie_of(std::string_view token, bool secure) {
  auto cookie = std::string(cookie_name(secure)) + '=' + std::string(token) +
                "; Path=/; HttpOnly; Secure; SameSite=Lax";
  if (token.empty()) cookie += "; Max-Age=0";
  return cookie;
}

Status authenticate(Tx& tx, const Identity& identity, http::Request& request) {
  request.actor.reset();
  const auto cookie = request.cookies.find(cookie_name(request.secure));
  if (cookie == request.cookies.end() || cookie->second.empty() || cookie->second.size() > 100) return {};
  const auto facts = find_session(tx, cookie->second);
  if (!facts || !in_force(*facts, identity.policy, tx.now())) return {};
  // A session opened on a certified device is worthless anywhere else, and on it as soon as that is revoked.
  if (facts->certificate && (!certificate_in_force(*facts, tx.now()) ||
                             certificate_of(request) != crypto::to_hex(*facts->certificate)))
    return {};
  if (request.method != http::Method::get) TRY(check_csrf(request, facts->csrf_token));
  const auto unseen = tx.now() - facts->last_seen_at;
  auto touch_every = identity.policy.touch_every;
  if (facts->lock_after_s)
    touch_every = std::min<microseconds>(touch_every, seconds{*facts->lock_after_s} / 4);
  if (!tx.read_only && (unseen >= touch_every || unseen < microseconds{0}))
    store::touch_session(tx, facts->region_id, facts->session_id);
  request.actor = actor_of(*facts, identity.policy, tx.now());
  if (!is_own_affair(request.path) && !shows_enough(*facts, tx.now()))
    request.actor->strength = std::min(request.actor->strength, access::Strength::password);
  return {};
}

bool is_alive(Tx& tx, const Identity& identity, const access::Actor& actor) {
  const auto facts = own_session(tx, actor);
  return facts && in_force(*facts, identity.policy, tx.now()) && certificate_in_force(*facts, tx.now()) &&
         shows_enough(*facts, tx.now()) && facts->post_id.value_or(PostId{}) == actor.post_id;
}

Opened current_session(Tx& tx, const Identity& identity, const access::Actor& actor) {
  const auto facts = own_session(tx, actor);
  if (!facts) {
    Opened nobody;
    if (identity.policy.relying_party) nobody.view.passkey_origin = identity.policy.relying_party->origin;
    return nobody;
  }
  if (!tx.read_only && tx.now() - facts->rotated_at >= identity.policy.rotate_every)
    return rotated(tx, identity.policy, *facts, identity.policy.rotation_grace);
  return {view_of(tx, identity.policy, *facts), ""};
}

Result<Opened> choose_post(Tx& tx, const Identity& identity, const access::Actor& actor, PostId post) {
  TRY_ASSIGN(const auto facts, own_session(tx, actor));
  for (const auto& held : store::posts_of(tx, actor.account_id)) {
    if (held.post_id != post) continue;
    if (state_on(held, tx.today()) != HeldState::active)
      return fail(Code::forbidden, "post_id",
                  "この所属は現在使えません。施設の管理者にお問い合わせください。",
                  "This post cannot be used at present. Please ask your facility's manager.");
    store::set_session_post(tx, facts.region_id, facts.session_id, post, held.region_id);
    auto acting = actor;
    acting.region_id = held.region_id;
    acting.post_id = held.post_id;
    acting.kind = held.kind;
    acting.facility_id = held.facility_id;
    acting.profession = held.profession;
    note(tx, acting, "choose_post");
    tell_account(tx, acting, facts.session_id);
    return rotated(tx, identity.policy, facts);
  }
  return not_found();
}

Result<Opened> set_terminal(Tx& tx, const Identity& identity, const access::Actor& actor,
                            const Terminal& given) {
  TRY_ASSIGN(auto facts, own_session(tx, actor));
  facts.lock_after_s.reset();
  if (given.lock_after_minutes) facts.lock_after_s = given.lock_after_minutes->value * 60;
  store::set_lock_after(tx, facts.region_id, facts.session_id, facts.lock_after_s);
  note(tx, actor, facts.lock_after_s ? "share_terminal" : "own_terminal");
  return Opened{view_of(tx, identity.policy, facts), ""};
}

Status sign_out(Tx& tx, const access::Actor& actor, const Where& where) {
  TRY_ASSIGN(const auto facts, own_session(tx, actor));
  store::end_session(tx, facts.region_id, facts.account_id, facts.session_id);
  store::insert_sign_in(tx, facts.region_id, facts.account_id, SignInOutcome::signed_out, where);
  note(tx, actor, "sign_out");
  tell_account(tx, actor, facts.session_id);
  return {};
}

std::vector<SessionLine> sessions_of(Tx& tx, const Identity& identity, const access::Actor& actor) {
  const auto facts = own_session(tx, actor);
  if (!facts) return {};
  auto lines = store::sessions(tx, facts->region_id, facts->account_id, tx.now() - identity.policy.absolute,
                               tx.now() - identity.policy.idle, identity.policy.lock_slack);
  for (auto& line : lines) line.current = line.id == actor.session_id;
  return lines;
}

Status end_session(Tx& tx, const access::Actor& actor, SessionId session) {
  TRY_ASSIGN(const auto facts, own_session(tx, actor));
  if (!store::end_session(tx, facts.region_id, facts.account_id, session)) return not_found();
  note(tx, actor, "end_session");
  tell_account(tx, actor, session);
  return {};
}

Status end_other_sessions(Tx& tx, const access::Actor& actor) {
  TRY_ASSIGN(const auto facts, own_session(tx, actor));
  if (store::end_sessions(tx, facts.region_id, facts.account_id, actor.session_id) == 0) return {};
  note(tx, actor, "end_session");
  tell_account(tx, actor, actor.session_id);
  return {};
}

std::vector<SignInLine> sign_ins_of(Tx& tx, const access::Actor& actor) {
  const auto home = store::home_of(tx, actor.account_id);
  return home ? store::sign_ins(tx, *home, actor.account_id, 100) : std::vector<SignInLine>{};
}

}  // namespace musubi::identity
