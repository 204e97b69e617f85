#include "identity/passkey_routes.hpp"

#include "identity/route_parts.hpp"
#include "identity/sign_in_ways.hpp"

namespace musubi::identity {
namespace {

/// Binds the sign-in attempt to the browser that began it; worthless without the authenticator.
std::string_view attempt_cookie(bool secure) {
  return secure ? "__Host-musubi-attempt" : "musubi-attempt";
}
std::pair<std::string, std::string> attempt_header(std::string_view attempt, bool secure) {
  auto cookie = std::string(attempt_cookie(secure)) + '=' + std::string(attempt) +
                "; Path=/; HttpOnly; Secure; SameSite=Strict; Max-Age=";
  cookie += attempt.empty() ? "0" : std::to_string(kChallengeLife / seconds{1});
  return {"Set-Cookie", std::move(cookie)};
}
std::string_view attempt_of(const http::Request& request) {
  const auto found = request.cookies.find(attempt_cookie(request.secure));
  return found == request.cookies.end() || found->second.size() > 100 ? std::string_view{}
                                                                      : std::string_view(found->second);
}

void add_sign_in_routes(http::Router& router, const Identity& identity) {
  router.add<None, None>(with_errors(spec(Method::post, "/session/passkey/begin", "begin_passkey_sign_in",
                                          "A challenge to sign in with a passkey; the same for everybody.",
                                          Door::open, Mode::write),
                                     {Code::throttled, Code::forbidden}),
                         [&identity](Tx& tx, const Call<None, None>& call) -> Result<Reply<PasskeyQuestion>> {
                           TRY_ASSIGN(auto asked, ask_sign_in(tx, identity, where_of(call.request)));
                           Reply<PasskeyQuestion> out(std::move(asked.question));
                           out.headers.push_back(attempt_header(asked.attempt, call.request.secure));
                           return out;
                         });
  router.add_work<None, PasskeyAnswer>(
      with_errors(spec(Method::post, "/session/passkey", "sign_in_with_passkey",
                       "Sign in with a passkey: both factors at once.", Door::open, Mode::work),
                  {Code::unauthenticated, Code::throttled, Code::forbidden}),
      [&identity](db::Database& database,
                  const Call<None, PasskeyAnswer>& call) -> Result<Reply<SessionView>> {
        auto where = where_of(call.request);
        if (call.body.lock_after_minutes) where.lock_after_minutes = call.body.lock_after_minutes->value;
        auto opened = sign_in_with_passkey(database, identity, call.body, where, attempt_of(call.request),
                                           call.request.actor);
        TRY_ASSIGN(auto out,
                   reply(on_this_device(database, identity, std::move(opened), call.request), call.request));
        out.headers.push_back(attempt_header("", call.request.secure));
        return out;
      });
}

void add_confirm_routes(http::Router& router, const Identity& identity) {
  router.add<None, None>(
      with_errors(
          spec(Method::post, "/session/passkey/confirm/begin", "begin_passkey_confirmation",
               "A challenge for one's own passkeys: second factor or step-up.", Door::session, Mode::write),
          {Code::throttled, Code::forbidden, Code::conflict}),
      [&identity](Tx& tx, const Call<None, None>& call) {
        return ask_confirmation(tx, identity, call.actor, where_of(call.request));
      });
  router.add_work<None, PasskeyAnswer>(
      with_errors(spec(Method::post, "/session/passkey/confirm", "confirm_with_passkey",
                       "Second factor, and again as step-up: one's own passkey.", Door::session, Mode::work),
                  {Code::throttled, Code::forbidden}),
      [&identity](db::Database& database, const Call<None, PasskeyAnswer>& call) {
        return reply(confirm_with_passkey(database, identity, call.actor, call.body, where_of(call.request)),
                     call.request);
      });
}

void add_own_passkey_routes(http::Router& router, const Identity& identity) {
  router.add<None, None>(
      account_spec(Method::get, "/account/passkeys", "list_passkeys", "One's own passkeys.", Mode::read),
      with_two_factors([](Tx& tx, const Call<None, None>& call) -> Result<std::vector<PasskeyView>> {
        return passkeys_of(tx, call.actor);
      }));
  router.add<None, None>(
      with_errors(spec(Method::post, "/account/passkeys/begin", "begin_passkey_registration",
                       "A challenge for a new passkey; takes a fresh second factor once there is one.",
                       Door::session, Mode::write),
                  {Code::step_up_needed, Code::conflict, Code::forbidden, Code::throttled}),
      [&identity](Tx& tx, const Call<None, None>& call) {
        return ask_registration(tx, identity, call.actor, where_of(call.request));
      });
  router.add_work<None, NewPasskeyGiven>(
      with_errors(spec(Method::post, "/account/passkeys", "register_passkey",
                       "A new passkey; the account's first second factor answers recovery codes.",
                       Door::session, Mode::work, 201),
                  {Code::step_up_needed, Code::conflict, Code::forbidden}),
      [&identity](db::Database& database,
                  const Call<None, NewPasskeyGiven>& call) -> Result<Reply<PasskeyAdded>> {
        TRY_ASSIGN(auto done,
                   register_passkey(database, identity, call.actor, call.body, where_of(call.request)));
        Reply<PasskeyAdded> out(std::move(done.added));
        if (!done.token.empty()) set_cookie(out.headers, call.request, done.token);
        return out;
      });
  router.add<None, PasskeyName>(
      fresh(account_spec(Method::put, "/account/passkeys/{passkey}", "rename_passkey", "Rename a passkey.",
                         Mode::write)),
      with_two_factors([](Tx& tx, const Call<None, PasskeyName>& call) -> Result<std::vector<PasskeyView>> {
        TRY_ASSIGN(const auto passkey, call.request.id<PasskeyId>("passkey"));
        return rename_passkey(tx, call.actor, passkey, call.body);
      }));
  router.add<None, None>(
      with_errors(fresh(account_spec(Method::delete_, "/account/passkeys/{passkey}", "remove_passkey",
                                     "Remove a passkey; all other sessions end.", Mode::write)),
                  {Code::conflict}),
      with_two_factors([](Tx& tx, const Call<None, None>& call) -> Result<std::vector<PasskeyView>> {
        TRY_ASSIGN(const auto passkey, call.request.id<PasskeyId>("passkey"));
        return remove_passkey(tx, call.actor, passkey);
      }));
}

}  // namespace

void add_passkey_routes(http::Router& router, const Identity& identity) {
  add_sign_in_routes(router, identity);
  add_confirm_routes(router, identity);
  add_own_passkey_routes(router, identity);
}

}  // namespace musubi::identity
