// Invitations: a link that gives one post to whoever holds it, once, for 14 days. And the pledge that a
// professional accepts before working. A link that does not work answers the same, whether used, revoked,
// expired or invented.
#include "crypto/password.hpp"
#include "crypto/token.hpp"
#include "db/change_feed.hpp"
#include "identity/invitation_parts.hpp"
#include "identity/throttle.hpp"

namespace musubi::identity {

std::unexpected<Error> no_such_invitation() {
  return fail(
      Code::gone, "",
      "この招待リンクは使えません。期限切れか、すでに使われています。招待した方に再発行を依頼してください。",
      "This invitation does not work: it has expired or was used. Please ask for a new one.");
}

// Tokens cannot be guessed; the throttle keeps those who try from loading the server.
Result<store::OpenInvitation> find_invitation(Tx& tx, std::string_view token, const Where& where) {
  const auto key = throttle_key("invitation", throttled_address(where.address));
  TRY(may_try(tx, key));
  if (auto found = store::invitation_by_token(tx, crypto::hash_token(token))) return std::move(*found);
  count_failure(tx, key, kAddressLimit);
  return no_such_invitation();
}

Status take_invited_post(Tx& tx, const store::OpenInvitation& invitation, AccountId account) {
  if (!store::use_invitation(tx, invitation.region_id, invitation.invitation_id)) return no_such_invitation();
  if (!store::give_post(tx, invitation.region_id, invitation.post_id, account)) return no_such_invitation();
  db::NewChange change;
  change.region_id = invitation.region_id;
  change.kind = "post";
  change.subject_id = invitation.post_id.uuid;
  change.account_id = account;
  db::append_change(tx, change);
  return {};
}

access::Actor holder_of(access::Actor actor, const store::OpenInvitation& invitation) {
  actor.region_id = invitation.region_id;
  actor.post_id = invitation.post_id;
  actor.kind = invitation.kind;
  actor.profession = invitation.profession;
  return actor;
}

Result<IssuedInvitation> create_invitation(Tx& tx, RegionId region, PostId post,
                                           std::string_view suggested_login,
                                           std::optional<PostId> created_by) {
  switch (store::post_offer(tx, region, post)) {
    case store::PostOffer::none:
      return not_found();
    case store::PostOffer::taken:
      return fail(Code::conflict, "", "この所属にはすでに利用者アカウントがあります。",
                  "This post has an account already.");
    case store::PostOffer::open:
      break;
  }
  store::revoke_invitations(tx, region, post);
  IssuedInvitation issued;
  issued.invitation_id = tx.new_id<InvitationId>();
  issued.token = crypto::new_token(tx.random());
  issued.path = "/invite#" + issued.token;
  issued.expires_at = tx.now() + Policy{}.invitation;
  store::insert_invitation(tx, region, issued.invitation_id, crypto::hash_token(issued.token), post,
                           suggested_login, issued.expires_at, created_by);
  return issued;
}

std::string suggested_login(Tx& tx, RegionId region, PostId post) {
  return store::latest_suggestion(tx, region, post).value_or("");
}

std::set<std::string> offered_logins(Tx& tx, RegionId region) {
  auto logins = store::open_suggestions(tx, region);
  return {std::make_move_iterator(logins.begin()), std::make_move_iterator(logins.end())};
}

bool login_taken(Tx& tx, const std::string& login) {
  return store::account_by_login(tx, login).has_value();
}

void revoke_invitations(Tx& tx, RegionId region, PostId post) {
  store::revoke_invitations(tx, region, post);
}

Result<InvitationView> look_at_invitation(db::Database& database, std::string_view token,
                                          const Where& where) {
  return keep(database, [&](Tx& tx) -> Result<InvitationView> {
    TRY_ASSIGN(const auto found, find_invitation(tx, token, where));
    return InvitationView{found.region_name, found.facility_name,   found.name, found.profession,
                          found.kind,        found.suggested_login, false,      found.own};
  });
}

Result<Opened> accept_invitation(db::Database& database, const Identity& identity,
                                 const InvitationAcceptance& given, const Where& where,
                                 std::optional<access::Actor> before) {
  TRY_ASSIGN(const auto invited,
             keep(database, [&](Tx& tx) { return find_invitation(tx, given.token.value, where); }));
  store::AccountRow account;
  TRY_ASSIGN(account.login, login_of(given.login.value));
  account.display_name = given.display_name;
  account.kana = given.kana;
  const std::array own_words{account.login, account.display_name, account.kana, invited.region_name,
                             invited.facility_name};
  TRY(crypto::check_password(given.password.value, own_words, "password"));
  account.password_hash = identity.hasher.hash(given.password.value);

  return database.write_now([&](Tx& tx) -> Result<Opened> {
    auto created = account;
    created.region_id = invited.region_id;
    created.account_id = tx.new_id<AccountId>();
    if (!store::insert_account(tx, created))
      return fail(Code::duplicate, "login", "このログインIDはすでに使われています。別のものにしてください。",
                  "This login is taken. Please choose another.");
    TRY(take_invited_post(tx, invited, created.account_id));
    note(tx, holder_of(actor_of(created), invited), "accept_invitation");
    return open_session(tx, identity.policy, created, where, before);
  });
}

Result<Opened> join_invitation(db::Database& database, const Identity& identity, const access::Actor& actor,
                               std::string_view token, const Where& where) {
  TRY_ASSIGN(const auto invited, keep(database, [&](Tx& tx) { return find_invitation(tx, token, where); }));
  return database.write_now([&](Tx& tx) -> Result<Opened> {
    TRY_ASSIGN(const auto facts, own_session(tx, actor));
    if (store::issued_by(tx, invited.region_id, invited.invitation_id, facts.account_id))
      return fail(
          Code::forbidden, "",
          "自分で発行した招待は、自分では使えません。ほかの管理者か、地域の運営担当に頼んでください。",
          "You cannot take up an invitation that you issued yourself. Please ask another manager or "
          "the region's operators.");
    if (store::is_guardian_of_holder(tx, invited.region_id, invited.post_id, facts.account_id))
      return fail(
          Code::forbidden, "",
          "この招待はご本人のためのものです。ご本人が、新しいアカウントを作って受けてください。",
          "This invitation is for the person themself, who takes it with a new account of their own.");
    TRY(take_invited_post(tx, invited, facts.account_id));
    note(tx, holder_of(actor, invited), "accept_invitation");
    return Opened{view_of(tx, identity.policy, facts), ""};
  });
}

Result<PledgeView> pledge_of(Tx& tx, const access::Actor& actor) {
  if (auto pledge = store::pledge(tx, actor.region_id, actor.post_id)) return std::move(*pledge);
  return not_found();
}

Result<Opened> accept_pledge(Tx& tx, const Identity& identity, const access::Actor& actor,
                             std::int64_t version) {
  if (actor.post_id.is_nil())
    return fail(Code::forbidden, "", "先に所属を選んでください。", "Please choose a post first.");
  TRY_ASSIGN(const auto pledge, pledge_of(tx, actor));
  if (pledge.version != version) {
    auto changed = fail(Code::conflict, "version", "誓約書が新しくなりました。もう一度お読みください。",
                        "The pledge has changed. Please read it again.");
    changed.error().current = json::to_json(pledge);
    return changed;
  }
  store::insert_acceptance(tx, actor.region_id, actor.post_id, version);
  note(tx, actor, "accept_pledge");
  tell_account(tx, actor, actor.session_id);
  TRY_ASSIGN(const auto facts, own_session(tx, actor));
  return Opened{view_of(tx, identity.policy, facts), ""};
}

}  // namespace musubi::identity
