#include "identity/identity_routes.hpp"

#include "identity/passkey_routes.hpp"
#include "identity/password_reset.hpp"
#include "identity/route_parts.hpp"
#include "identity/sign_in_ways.hpp"

namespace musubi::identity {
namespace {

void add_session_routes(http::Router& router, const Identity& identity) {
  router.add_work<None, SignIn>(
      with_errors(spec(Method::post, "/session", "sign_in", "Sign in with login and password.", Door::open,
                       Mode::work),
                  {Code::unauthenticated, Code::throttled, Code::forbidden}),
      [&identity](db::Database& database, const Call<None, SignIn>& call) {
        auto where = where_of(call.request);
        if (call.body.lock_after_minutes) where.lock_after_minutes = call.body.lock_after_minutes->value;
        return reply(
            on_this_device(database, identity,
                           sign_in(database, identity, call.body, where, call.request.actor), call.request),
            call.request);
      });
  router.add<None, None>(
      spec(Method::get, "/session", "get_session",
           "The session as it stands, with the token every change must carry.", Door::open, Mode::write),
      [&identity](Tx& tx, const Call<None, None>& call) -> Result<Reply<SessionView>> {
        auto out = reply(current_session(tx, identity, call.actor), call.request);
        if (!call.request.actor && call.request.cookies.contains(cookie_name(call.request.secure)))
          set_cookie(out.headers, call.request, "");
        return out;
      });
  router.add_work<None, CodeGiven>(
      with_errors(spec(Method::post, "/session/totp", "confirm_code",
                       "Second factor: the authenticator app's code.", Door::session, Mode::work),
                  {Code::throttled}),
      [&identity](db::Database& database, const Call<None, CodeGiven>& call) {
        return reply(
            confirm_code(database, identity, call.actor, call.body.code.value, where_of(call.request)),
            call.request);
      });
  router.add_work<None, CodeGiven>(
      with_errors(spec(Method::post, "/session/recovery", "use_recovery_code",
                       "Second factor without the authenticator app: a recovery code, once.", Door::session,
                       Mode::work),
                  {Code::throttled}),
      [&identity](db::Database& database, const Call<None, CodeGiven>& call) {
        return reply(
            use_recovery_code(database, identity, call.actor, call.body.code.value, where_of(call.request)),
            call.request);
      });
  router.add_work<None, CodeGiven>(
      with_errors(account_spec(Method::post, "/session/step-up", "step_up",
                               "A fresh second factor, good for ten minutes.", Mode::work),
                  {Code::throttled}),
      with_two_factors([&identity](db::Database& database, const Call<None, CodeGiven>& call) {
        return reply(
            confirm_code(database, identity, call.actor, call.body.code.value, where_of(call.request)),
            call.request);
      }));
  router.add<None, PostChoice>(account_spec(Method::put, "/session/post", "choose_post",
                                            "Act as another of one's posts.", Mode::write),
                               with_two_factors([&identity](Tx& tx, const Call<None, PostChoice>& call) {
                                 return reply(choose_post(tx, identity, call.actor, call.body.post_id),
                                              call.request);
                               }));
  router.add<None, Terminal>(
      account_spec(Method::put, "/session/terminal", "set_terminal",
                   "Whether this is a shared terminal, and after how many minutes it locks.", Mode::write),
      with_two_factors([&identity](Tx& tx, const Call<None, Terminal>& call) {
        return reply(set_terminal(tx, identity, call.actor, call.body), call.request);
      }));
  router.add<None, None>(
      spec(Method::delete_, "/session", "sign_out", "Sign out.", Door::session, Mode::write, 204),
      [](Tx& tx, const Call<None, None>& call) -> Result<Reply<None>> {
        TRY(sign_out(tx, call.actor, where_of(call.request)));
        Reply<None> out;
        set_cookie(out.headers, call.request, "");
        return out;
      });
}

void add_second_factor_routes(http::Router& router, const Identity& identity) {
  router.add<None, None>(
      with_errors(spec(Method::post, "/account/totp", "begin_totp",
                       "Begin to set up the authenticator app; to replace it takes a fresh second factor.",
                       Door::session, Mode::write),
                  {Code::step_up_needed}),
      [&identity](Tx& tx, const Call<None, None>& call) { return begin_totp(tx, identity, call.actor); });
  router.add_work<None, CodeGiven>(
      with_errors(spec(Method::post, "/account/totp/confirm", "confirm_totp",
                       "The app's first code; answers ten recovery codes, shown this once.", Door::session,
                       Mode::work),
                  {Code::step_up_needed, Code::throttled, Code::conflict}),
      [&identity](db::Database& database, const Call<None, CodeGiven>& call) -> Result<Reply<TotpConfirmed>> {
        TRY_ASSIGN(auto done, confirm_totp(database, identity, call.actor, call.body.code.value,
                                           where_of(call.request)));
        Reply<TotpConfirmed> out(std::move(done.confirmed));
        set_cookie(out.headers, call.request, done.token);
        return out;
      });
  router.add<None, None>(
      fresh(account_spec(Method::post, "/account/recovery-codes", "renew_recovery_codes",
                         "Ten new recovery codes; the old ones are worthless.", Mode::write)),
      with_two_factors(
          [](Tx& tx, const Call<None, None>& call) { return renew_recovery_codes(tx, call.actor); }));
}

void add_account_routes(http::Router& router, const Identity& identity) {
  router.add_work<None, PasswordChange>(
      with_errors(account_spec(Method::put, "/account/password", "change_password",
                               "Change the password; all other sessions end.", Mode::work, 204),
                  {Code::throttled}),
      with_two_factors([&identity](db::Database& database, const Call<None, PasswordChange>& call) {
        return change_password(database, identity, call.actor, call.body, where_of(call.request));
      }));
  router.add<None, ProfileChange>(
      account_spec(Method::put, "/account/profile", "change_profile", "One's own name and language.",
                   Mode::write),
      with_two_factors([&identity](Tx& tx, const Call<None, ProfileChange>& call) {
        return reply(change_profile(tx, identity, call.actor, call.body), call.request);
      }));
  router.add<None, None>(account_spec(Method::get, "/account/draft-key", "get_draft_key",
                                      "The key that seals the account's drafts on a device.", Mode::write),
                         with_two_factors([&identity](Tx& tx, const Call<None, None>& call) {
                           return draft_key(tx, identity, call.actor);
                         }));
  router.add<None, None>(
      account_spec(Method::get, "/account/sessions", "list_sessions", "Where one is signed in.", Mode::read),
      with_two_factors([&identity](Tx& tx, const Call<None, None>& call) -> Result<std::vector<SessionLine>> {
        return sessions_of(tx, identity, call.actor);
      }));
  router.add<None, None>(fresh(account_spec(Method::delete_, "/account/sessions/{session}", "end_session",
                                            "Sign out another device.", Mode::write, 204)),
                         with_two_factors([](Tx& tx, const Call<None, None>& call) -> Status {
                           TRY_ASSIGN(const auto session, call.request.id<SessionId>("session"));
                           return end_session(tx, call.actor, session);
                         }));
  router.add<None, None>(fresh(account_spec(Method::delete_, "/account/sessions", "end_other_sessions",
                                            "Sign out all other devices.", Mode::write, 204)),
                         with_two_factors([](Tx& tx, const Call<None, None>& call) {
                           return end_other_sessions(tx, call.actor);
                         }));
  router.add<None, None>(
      account_spec(Method::get, "/account/sign-ins", "list_sign_ins",
                   "The newest sign-ins and failed attempts.", Mode::read),
      with_two_factors([](Tx& tx, const Call<None, None>& call) -> Result<std::vector<SignInLine>> {
        return sign_ins_of(tx, call.actor);
      }));
}

void add_invitation_routes(http::Router& router, const Identity& identity) {
  router.add_work<None, InvitationToken>(
      with_errors(spec(Method::post, "/invitations/look", "look_at_invitation",
                       "What an invitation link is for.", Door::open, Mode::work),
                  {Code::gone, Code::throttled}),
      [](db::Database& database, const Call<None, InvitationToken>& call) {
        return look_at_invitation(database, call.body.token.value, where_of(call.request));
      });
  router.add_work<None, InvitationAcceptance>(
      with_errors(spec(Method::post, "/invitations/accept", "accept_invitation",
                       "A new account takes the invited post.", Door::open, Mode::work),
                  {Code::gone, Code::throttled, Code::duplicate}),
      [&identity](db::Database& database, const Call<None, InvitationAcceptance>& call) {
        return reply(on_this_device(database, identity,
                                    accept_invitation(database, identity, call.body, where_of(call.request),
                                                      call.request.actor),
                                    call.request),
                     call.request);
      });
  router.add_work<None, InvitationToken>(
      with_errors(
          fresh(account_spec(Method::post, "/invitations/join", "join_invitation",
                             "The signed-in account takes the invited post as one more.", Mode::work)),
          {Code::gone, Code::throttled}),
      with_two_factors([&identity](db::Database& database, const Call<None, InvitationToken>& call) {
        return reply(
            join_invitation(database, identity, call.actor, call.body.token.value, where_of(call.request)),
            call.request);
      }));
  router.add<None, None>(spec(Method::get, "/pledge", "get_pledge",
                              "The region's pledge, and when one accepted it.", Door::own, Mode::read),
                         [](Tx& tx, const Call<None, None>& call) { return pledge_of(tx, call.actor); });
  router.add<None, PledgeAcceptance>(
      with_errors(spec(Method::post, "/pledge/accept", "accept_pledge",
                       "Accept the pledge in the version read.", Door::own, Mode::write),
                  {Code::conflict}),
      [&identity](Tx& tx, const Call<None, PledgeAcceptance>& call) {
        return reply(accept_pledge(tx, identity, call.actor, call.body.version), call.request);
      });
}

void add_password_reset_routes(http::Router& router, const Identity& identity) {
  router.add_work<None, NewPassword>(
      with_errors(spec(Method::post, "/password-reset", "redeem_password_reset",
                       "A new password by the link handed over; all sessions end, the second factor stays.",
                       Door::open, Mode::work, 204),
                  {Code::gone, Code::throttled}),
      [&identity](db::Database& database, const Call<None, NewPassword>& call) {
        return redeem_password_reset(database, identity, call.body, where_of(call.request));
      });
}

}  // namespace

void add_routes(http::Router& router, const Identity& identity) {
  add_session_routes(router, identity);
  add_second_factor_routes(router, identity);
  add_passkey_routes(router, identity);
  add_account_routes(router, identity);
  add_invitation_routes(router, identity);
  add_password_reset_routes(router, identity);
}

}  // namespace musubi::identity
