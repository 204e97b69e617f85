#include "identity/oidc_routes.hpp"

#include "identity/oidc_service.hpp"
#include "identity/route_parts.hpp"
#include "identity/sign_in_ways.hpp"

namespace musubi::identity {
namespace {

/// What the routes share while the server runs.
struct Held {
  Held(const Identity& identity, const OidcReach& reach) : directory(reach), oidc{identity, directory} {}
  OidcDirectory directory;
  Oidc oidc;
};
using Shared = std::shared_ptr<Held>;

/// Binds the attempt to the browser that began it; the page that provider's answer opens sends it along.
std::string_view attempt_cookie(bool secure) {
  return secure ? "__Host-musubi-oidc" : "musubi-oidc";
}
std::pair<std::string, std::string> attempt_header(std::string_view attempt, bool secure) {
  auto cookie = std::string(attempt_cookie(secure)) + '=' + std::string(attempt) +
                "; Path=/; HttpOnly; Secure; SameSite=Strict; Max-Age=";
  cookie += attempt.empty() ? "0" : std::to_string(kOidcAttemptFor / seconds{1});
  return {"Set-Cookie", std::move(cookie)};
}
std::string_view attempt_of(const http::Request& request) {
  const auto found = request.cookies.find(attempt_cookie(request.secure));
  return found == request.cookies.end() || found->second.size() > 100 ? std::string_view{}
                                                                      : std::string_view(found->second);
}

Result<Reply<OidcDeparture>> leaving(Result<Departing> given, const http::Request& request) {
  if (!given) return std::unexpected(std::move(given).error());
  Reply<OidcDeparture> out(std::move(given->departure));
  out.headers.push_back(attempt_header(given->attempt, request.secure));
  return out;
}

void add_sign_in(http::Router& router, const Shared& held) {
  router.add<None, None>(spec(Method::get, "/session/oidc/providers", "list_oidc_choices",
                              "The directories through which one can sign in here.", Door::open, Mode::read),
                         [held](Tx& tx, const Call<None, None>&) -> Result<std::vector<ProviderChoice>> {
                           return provider_choices(tx, held->directory.reach());
                         });
  router.add_work<None, OidcBegin>(
      with_errors(
          spec(Method::post, "/session/oidc/begin", "begin_oidc_sign_in",
               "Where to go to sign in through a directory; the same for everybody.", Door::open, Mode::work),
          {Code::not_found, Code::throttled, Code::unavailable}),
      [held](db::Database& database, const Call<None, OidcBegin>& call) {
        return leaving(begin_oidc_sign_in(database, held->oidc, call.body, where_of(call.request)),
                       call.request);
      });
  router.add_work<None, OidcReturn>(
      with_errors(spec(Method::post, "/session/oidc", "finish_oidc",
                       "Back from the directory: a sign-in, a link or an invitation taken up.", Door::open,
                       Mode::work),
                  {Code::unauthenticated, Code::throttled, Code::forbidden, Code::gone, Code::conflict,
                   Code::duplicate, Code::not_found, Code::unavailable}),
      [held](db::Database& database, const Call<None, OidcReturn>& call) -> Result<Reply<OidcArrival>> {
        TRY_ASSIGN(auto arrived, finish_oidc(database, held->oidc, call.body, attempt_of(call.request),
                                             where_of(call.request), call.request.actor));
        TRY_ASSIGN(auto opened,
                   on_this_device(database, held->oidc.identity,
                                  Opened{std::move(arrived.arrival.session), arrived.token}, call.request));
        arrived.arrival.session = std::move(opened.view);
        Reply<OidcArrival> out(std::move(arrived.arrival));
        if (!arrived.token.empty()) set_cookie(out.headers, call.request, arrived.token);
        out.headers.push_back(attempt_header("", call.request.secure));
        return out;
      });
  router.add_work<None, OidcInvitationBegin>(
      with_errors(spec(Method::post, "/invitations/oidc", "begin_oidc_invitation",
                       "Where to go to take up an invitation with a directory's account, without a password.",
                       Door::open, Mode::work),
                  {Code::gone, Code::throttled, Code::duplicate, Code::not_found, Code::unavailable}),
      [held](db::Database& database, const Call<None, OidcInvitationBegin>& call) {
        return leaving(begin_oidc_invitation(database, held->oidc, call.body, where_of(call.request)),
                       call.request);
      });
}

void add_own_links(http::Router& router, const Shared& held) {
  router.add<None, None>(
      account_spec(Method::get, "/account/oidc", "list_oidc_links",
                   "The directories that open one's account, and those that could.", Mode::read),
      [held](Tx& tx, const Call<None, None>& call) -> Result<OwnLinks> {
        if (call.actor.strength < Strength::two_factor) return fail(Code::weak_session);
        return oidc_links(tx, held->directory.reach(), call.actor);
      });
  router.add_work<None, OidcLinkBegin>(
      with_errors(fresh(account_spec(Method::post, "/account/oidc/begin", "begin_oidc_link",
                                     "Where to go to link one's account with a directory's.", Mode::work)),
                  {Code::not_found, Code::throttled, Code::unavailable}),
      [held](db::Database& database, const Call<None, OidcLinkBegin>& call) -> Result<Reply<OidcDeparture>> {
        if (call.actor.strength < Strength::fresh) return fail(Code::step_up_needed);
        return leaving(begin_oidc_link(database, held->oidc, call.actor, call.body, where_of(call.request)),
                       call.request);
      });
  router.add<None, None>(
      with_errors(fresh(account_spec(Method::delete_, "/account/oidc/{link}", "remove_oidc_link",
                                     "Unlink a directory's account; all other sessions end.", Mode::write)),
                  {Code::conflict}),
      [held](Tx& tx, const Call<None, None>& call) -> Result<OwnLinks> {
        if (call.actor.strength < Strength::fresh) return fail(Code::step_up_needed);
        TRY_ASSIGN(const auto link, call.request.id<LinkId>("link"));
        return remove_oidc_link(tx, held->directory.reach(), call.actor, link);
      });
}

void add_providers(http::Router& router, const Shared& held) {
  router.add<None, None>(spec(Method::get, "/region/oidc-providers", "list_oidc_providers",
                              "The directories that the region signs in through.", Door::duty, Mode::write),
                         [held](Tx& tx, const Call<None, None>& call) {
                           return oidc_providers(tx, held->directory.reach(), call.actor);
                         });
  router.add<None, ProviderEdit>(fresh(spec(Method::post, "/region/oidc-providers", "add_oidc_provider",
                                            "Add a directory; its secret is sealed and never shown again.",
                                            Door::duty, Mode::write, 201)),
                                 [held](Tx& tx, const Call<None, ProviderEdit>& call) {
                                   return add_oidc_provider(tx, held->oidc, call.actor, call.body);
                                 });
  router.add<None, ProviderEdit>(
      with_errors(fresh(spec(Method::put, "/region/oidc-providers/{provider}", "change_oidc_provider",
                             "Change a directory, or switch it on or off; every state stays.", Door::duty,
                             Mode::write)),
                  {Code::conflict, Code::precondition_needed}),
      [held](Tx& tx, const Call<None, ProviderEdit>& call) -> Result<ProviderView> {
        TRY_ASSIGN(const auto provider, call.request.id<ProviderId>("provider"));
        TRY_ASSIGN(const auto version, call.request.if_match());
        return change_oidc_provider(tx, held->oidc, call.actor, provider, version, call.body);
      });
}

}  // namespace

void add_oidc_routes(http::Router& router, const Identity& identity, const OidcReach& reach) {
  const auto held = std::make_shared<Held>(identity, reach);
  add_sign_in(router, held);
  add_own_links(router, held);
  add_providers(router, held);
}

}  // namespace musubi::identity
