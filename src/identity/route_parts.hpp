// How this room's doors are declared and answered. Not for other rooms.
#pragma once
#include <string>
#include <utility>
#include <vector>

#include "http/router.hpp"
#include "identity/identity_service.hpp"

namespace musubi::identity {

using access::Strength;
using http::Call;
using http::Door;
using http::Method;
using http::Mode;
using http::Reply;
using http::RouteSpec;

inline RouteSpec spec(Method method, const char* path, const char* name, const char* summary, Door door,
                      Mode mode, int status = 200) {
  RouteSpec out;
  out.method = method;
  out.path = std::string("/api/v1") + path;
  out.name = name;
  out.summary = summary;
  out.door = door;
  out.mode = mode;
  out.strength = door == Door::open      ? Strength::none
                 : door == Door::session ? Strength::password
                                         : Strength::two_factor;
  out.status = status;
  return out;
}
/// The account's own affairs: two factors, but no post. Whoever has several posts, or none at present, must
/// be able to choose one, to sign out a lost phone and to change the password; so these are `session` doors
/// that look for themselves.
inline RouteSpec account_spec(Method method, const char* path, const char* name, const char* summary,
                              Mode mode, int status = 200) {
  auto out = spec(method, path, name, summary, Door::session, mode, status);
  out.strength = Strength::two_factor;
  out.errors = {Code::weak_session};
  return out;
}
template <class Handler>
auto with_two_factors(Handler handler) {
  return [handler](auto& where, const auto& call) -> decltype(handler(where, call)) {
    if (call.actor.strength < Strength::two_factor) return fail(Code::weak_session);
    return handler(where, call);
  };
}

inline void set_cookie(std::vector<std::pair<std::string, std::string>>& headers,
                       const http::Request& request, std::string_view token) {
  headers.emplace_back("Set-Cookie", cookie_of(token, request.secure));
}

inline Reply<SessionView> reply(Opened opened, const http::Request& request) {
  Reply<SessionView> out(std::move(opened.view));
  if (!opened.token.empty()) set_cookie(out.headers, request, opened.token);
  return out;
}
inline Result<Reply<SessionView>> reply(Result<Opened> opened, const http::Request& request) {
  if (!opened) return std::unexpected(std::move(opened).error());
  return reply(std::move(*opened), request);
}

}  // namespace musubi::identity
