#include "sign/sign_routes.hpp"

#include "sign/sign_service.hpp"

namespace musubi::sign {
namespace {

using http::Call;
using http::Method;
using http::person_route;

void add_person_routes(http::Router& router) {
  router.add<None, None>(person_route(Method::get, "/signs", "list_signs",
                                      "Early signs of a person, for whoever plans development or education."),
                         [](Tx& tx, const Call<None, None>& call) -> Result<std::vector<SignView>> {
                           TRY_ASSIGN(const auto person, call.request.id<PersonId>("person"));
                           return list_signs(tx, call.actor, person);
                         });
  router.add<None, None>(person_route(Method::get, "/signs/{sign}/versions", "list_sign_versions",
                                      "Every state a sign has had."),
                         [](Tx& tx, const Call<None, None>& call) -> Result<std::vector<SignVersionView>> {
                           TRY_ASSIGN(const auto person, call.request.id<PersonId>("person"));
                           TRY_ASSIGN(const auto sign, call.request.id<SignId>("sign"));
                           return list_sign_versions(tx, call.actor, person, sign);
                         });
  router.add<None, SignMove>(with_errors(person_route(Method::put, "/signs/{sign}/state", "set_sign_state",
                                                      "Dismiss a sign with a reason, or take that back."),
                                         {Code::conflict, Code::precondition_needed}),
                             [](Tx& tx, const Call<None, SignMove>& call) -> Result<SignView> {
                               TRY_ASSIGN(const auto person, call.request.id<PersonId>("person"));
                               TRY_ASSIGN(const auto sign, call.request.id<SignId>("sign"));
                               TRY_ASSIGN(const auto version, call.request.if_match());
                               return set_sign_state(tx, call.actor, person, sign, version, call.body);
                             });
}

http::RouteSpec duty(Method method, const char* path, const char* name, const char* summary) {
  http::RouteSpec spec;
  spec.method = method;
  spec.path = std::string("/api/v1/region/sign-rules") + path;
  spec.name = name;
  spec.summary = summary;
  spec.door = http::Door::duty;
  // A rule reaches every child of the region: switching one asks for a fresh second factor.
  if (method != Method::get) spec.strength = access::Strength::fresh;
  return spec;
}

void add_region_routes(http::Router& router) {
  router.add<None, None>(
      duty(Method::get, "", "list_sign_rules", "The rules of early signs, and which are switched off."),
      [](Tx& tx, const Call<None, None>& call) { return list_rules(tx, call.actor); });
  router.add<None, RuleSwitch>(
      with_errors(duty(Method::put, "/{rule}", "switch_sign_rule", "Switch a rule off, or on again."),
                  {Code::not_found, Code::conflict, Code::precondition_needed}),
      [](Tx& tx, const Call<None, RuleSwitch>& call) -> Result<RuleView> {
        TRY_ASSIGN(const auto version, call.request.if_match());
        return switch_rule(tx, call.actor, call.request.path_values.find("rule")->second, version, call.body);
      });
}

}  // namespace

void add_routes(http::Router& router) {
  add_person_routes(router);
  add_region_routes(router);
}

}  // namespace musubi::sign
