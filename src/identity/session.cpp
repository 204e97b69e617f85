#include "identity/session.hpp"

#include <algorithm>

#include "crypto/token.hpp"
#include "db/change_feed.hpp"
#include "identity/passkey_store.hpp"
#include "identity/sign_in_ways.hpp"

namespace musubi::identity {

// --- rules

bool in_force(const store::SessionFacts& facts, const Policy& policy, Time now) {
  if (!facts.account_active) return false;
  // After the clock was set back, a session's age cannot be known: it is over rather than endless.
  if (facts.created_at > now + policy.clock_skew || facts.last_seen_at > now + policy.clock_skew)
    return false;
  auto idle = policy.idle;
  if (facts.lock_after_s)
    idle = std::min<microseconds>(idle, seconds{*facts.lock_after_s} + policy.lock_slack);
  if (now - facts.created_at >= policy.absolute || now - facts.last_seen_at >= idle) return false;
  if (!facts.post_id) return true;
  const auto today = japan_date(now);
  return facts.post_state == "active" && facts.starts_on <= today &&
         (!facts.ends_on || *facts.ends_on >= today);
}

HeldState state_on(const store::HeldPost& post, const Date& today) {
  if (post.state != HeldState::active) return post.state;
  if (post.starts_on > today) return HeldState::invited;
  return post.ends_on && *post.ends_on < today ? HeldState::left : HeldState::active;
}

bool is_fresh(const std::optional<Time>& second_factor_at, const Policy& policy, Time now) {
  return second_factor_at && *second_factor_at <= now && now - *second_factor_at < policy.fresh;
}

bool certificate_in_force(const store::SessionFacts& facts, Time now) {
  return !facts.certificate || (facts.certificate_until && *facts.certificate_until > now);
}

bool shows_enough(const store::SessionFacts& facts, Time now) {
  if (!facts.post_id) return true;
  const bool certificate = facts.certificate && facts.device_fits && certificate_in_force(facts, now);
  return suffices(facts.ways, {facts.factors, certificate});
}

access::Actor actor_of(const store::SessionFacts& facts, const Policy& policy, Time now) {
  access::Actor actor;
  actor.account_id = facts.account_id;
  actor.session_id = facts.session_id;
  actor.strength =
      facts.strength == access::Strength::two_factor && is_fresh(facts.second_factor_at, policy, now)
          ? access::Strength::fresh
          : facts.strength;
  actor.region_id = facts.post_region_id.value_or(facts.region_id);
  actor.post_id = facts.post_id.value_or(PostId{});
  actor.kind = facts.kind.value_or(access::PostKind::professional);
  actor.facility_id = facts.facility_id;
  actor.profession = facts.profession.value_or("");
  actor.is_manager = facts.is_manager.value_or(false);
  actor.is_guest = facts.is_guest;
  actor.pledged = facts.pledged;
  actor.display_name = facts.display_name;
  actor.facility_name = facts.facility_name.value_or("");
  return actor;
}

access::Actor actor_of(const store::AccountRow& account) {
  access::Actor actor;
  actor.account_id = account.account_id;
  actor.region_id = account.region_id;
  actor.display_name = account.display_name;
  return actor;
}

// --- what use cases share

Result<store::SessionFacts> own_session(Tx& tx, const access::Actor& actor) {
  if (const auto home = store::home_of(tx, actor.account_id))
    if (auto facts = store::session_by_id(tx, *home, actor.account_id, actor.session_id))
      return std::move(*facts);
  return fail(Code::unauthenticated);
}

Result<store::AccountRow> own_account(Tx& tx, const access::Actor& actor) {
  if (const auto home = store::home_of(tx, actor.account_id))
    if (auto account = store::account_by_id(tx, *home, actor.account_id)) return std::move(*account);
  return fail(Code::unauthenticated);
}

void note(Tx& tx, const access::Actor& actor, std::string action, std::string refused_by) {
  audit::NewRecord record;
  record.action = std::move(action);
  record.subject_kind = "account";
  record.subject_id = actor.account_id.uuid;
  if (!refused_by.empty()) record.outcome = audit::AuditOutcome::refused;
  record.basis = std::move(refused_by);
  audit::append(tx, actor, record);
}

void tell_account(Tx& tx, const access::Actor& actor, SessionId session) {
  db::NewChange change;
  change.region_id = actor.region_id;
  change.kind = "session";
  change.subject_id = session.uuid;
  change.account_id = actor.account_id;
  db::append_change(tx, change);
}

namespace {

PostView post_view(Tx& tx, const store::HeldPost& post) {
  PostView view{post.post_id,
                post.kind,
                post.region_id,
                post.region_name,
                post.region_slug,
                post.facility_id,
                post.facility_name,
                post.profession,
                post.title,
                post.is_manager,
                state_on(post, tx.today()),
                post.is_guest,
                {}};
  if (post.kind == access::PostKind::guardian && view.state == HeldState::active)
    view.people = store::people_of_guardian(tx, post.region_id, post.post_id);
  return view;
}

}  // namespace

SessionView view_of(Tx& tx, const Policy& policy, const store::SessionFacts& facts) {
  const auto account = store::account_by_id(tx, facts.region_id, facts.account_id).value();
  SessionView view;
  view.csrf_token = facts.csrf_token;
  view.account =
      AccountView{account.account_id, account.login, account.display_name, account.kana, account.locale};
  view.strength = actor_of(facts, policy, tx.now()).strength;
  view.factors = factors_of(tx, account);
  if (policy.relying_party) view.passkey_origin = policy.relying_party->origin;
  if (facts.lock_after_s) view.lock_after_minutes = *facts.lock_after_s / 60;
  if (facts.strength != access::Strength::two_factor) {
    view.state = view.factors.empty() ? SessionState::enrol_totp : SessionState::second_factor;
    return view;
  }
  if (view.strength == access::Strength::fresh) view.fresh_until = *facts.second_factor_at + policy.fresh;
  view.recovery_codes_left = store::recovery_codes_left(tx, facts.region_id, facts.account_id);
  for (const auto& post : store::posts_of(tx, facts.account_id)) view.posts.push_back(post_view(tx, post));
  const auto chosen =
      std::ranges::find_if(view.posts, [&](const PostView& p) { return p.id == facts.post_id; });
  if (chosen == view.posts.end()) {
    view.state = SessionState::choose_post;
    return view;
  }
  view.post = *chosen;
  view.state = SessionState::ready;
  view.pledge_due = !facts.pledged;
  // `ready`, yet no stronger than a password: as this post nothing opens (ways_needed).
  if (!shows_enough(facts, tx.now())) view.strength = access::Strength::password;
  return view;
}

std::vector<std::string> words_about(Tx& tx, const store::AccountRow& account) {
  std::vector<std::string> words{account.login, account.display_name, account.kana};
  for (auto& post : store::posts_of(tx, account.account_id)) {
    words.push_back(std::move(post.region_name));
    words.push_back(std::move(post.facility_name));
  }
  return words;
}

Opened rotated(Tx& tx, const Policy& policy, const store::SessionFacts& facts, microseconds grace) {
  Opened opened;
  opened.token = crypto::new_token(tx.random());
  store::rotate_session(tx, facts.region_id, facts.session_id, crypto::hash_token(opened.token), grace);
  opened.view = view_of(
      tx, policy, store::session_by_id(tx, facts.region_id, facts.account_id, facts.session_id).value());
  return opened;
}

Opened open_session(Tx& tx, const Policy& policy, const store::AccountRow& account, const Where& where,
                    const std::optional<access::Actor>& before) {
  if (before)
    if (const auto old = own_session(tx, *before)) {
      store::end_session(tx, old->region_id, old->account_id, old->session_id);
      tell_account(tx, *before, old->session_id);
    }
  auto posts = store::posts_of(tx, account.account_id);
  std::erase_if(posts,
                [&](const store::HeldPost& p) { return state_on(p, tx.today()) != HeldState::active; });
  const auto token = crypto::new_token(tx.random());
  store::NewSession session;
  session.region_id = account.region_id;
  session.session_id = tx.new_id<SessionId>();
  session.token_hash = crypto::hash_token(token);
  session.account_id = account.account_id;
  if (posts.size() == 1) {
    session.post_id = posts.front().post_id;
    session.post_region_id = posts.front().region_id;
  }
  session.csrf_token = crypto::new_token(tx.random());
  session.address = where.address;
  session.device = where.device;
  if (where.lock_after_minutes) session.lock_after_s = *where.lock_after_minutes * 60;
  store::insert_session(tx, session);
  return {
      view_of(tx, policy,
              store::session_by_id(tx, session.region_id, session.account_id, session.session_id).value()),
      token};
}

Opened strengthened(Tx& tx, const Policy& policy, const store::SessionFacts& facts) {
  store::strengthen_session(tx, facts.region_id, facts.session_id);
  return rotated(tx, policy, facts);
}

}  // namespace musubi::identity
