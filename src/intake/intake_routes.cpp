#include "intake/intake_routes.hpp"

#include "intake/intake_service.hpp"
#include "intake/vacancy.hpp"
#include "intake/waiting_service.hpp"

namespace musubi::intake {
namespace {

using http::Call;
using http::Door;
using http::Method;
using http::person_route;

http::RouteSpec duty(Method method, const char* path, const char* name, const char* summary,
                     std::vector<Code> errors = {}, int status = 200) {
  http::RouteSpec spec;
  spec.method = method;
  spec.path = std::string("/api/v1") + path;
  spec.name = name;
  spec.summary = summary;
  spec.door = Door::duty;
  spec.status = status;
  spec.errors = std::move(errors);
  return spec;
}
http::RouteSpec changing(Method method, const char* path, const char* name, const char* summary) {
  return duty(method, path, name, summary,
              {Code::not_found, Code::conflict, Code::gone, Code::duplicate, Code::throttled,
               Code::precondition_needed});
}
http::RouteSpec open(Method method, const char* name, const char* summary, std::vector<Code> errors,
                     int status = 200) {
  auto spec = duty(method, "/portal/{slug}/intakes", name, summary, std::move(errors), status);
  spec.door = Door::open;
  spec.strength = access::Strength::none;
  return spec;
}
std::string slug_of(const http::Request& request) {
  return request.path_values.find("slug")->second;
}

void add_portal(http::Router& router) {
  auto read = open(Method::get, "get_intake_portal",
                   "Which desks take requests for help, and what can be ticked.", {Code::not_found});
  read.mode = http::Mode::read;
  router.add<None, None>(
      read, [](Tx& tx, const Call<None, None>& call) { return intake_portal(tx, slug_of(call.request)); });
  router.add<None, PortalIntake>(
      open(Method::post, "ask_for_help",
           "A family asks for help; idempotent by its id. Answers a number with which nothing can be read.",
           {Code::not_found, Code::duplicate, Code::throttled}, 201),
      [](Tx& tx, const Call<None, PortalIntake>& call) {
        return ask_for_help(tx, slug_of(call.request), call.body, call.request.remote_address);
      });
}

void add_desk(http::Router& router) {
  router.add<IntakesQuery, None>(duty(Method::get, "/intakes", "list_intakes",
                                      "Requests for help at the region's desks; empty elsewhere."),
                                 [](Tx& tx, const Call<IntakesQuery, None>& call) {
                                   return list_intakes(tx, call.actor, call.query.closed.value_or(false));
                                 });
  router.add<None, DeskIntake>(
      duty(Method::post, "/intakes", "add_intake",
           "A request by telephone or at the desk; idempotent by its id.",
           {Code::not_found, Code::duplicate, Code::throttled}, 201),
      [](Tx& tx, const Call<None, DeskIntake>& call) { return add_intake(tx, call.actor, call.body); });
  router.add<None, None>(duty(Method::get, "/intakes/{intake}", "get_intake",
                              "A request with every state it had.", {Code::not_found}),
                         [](Tx& tx, const Call<None, None>& call) -> Result<IntakeView> {
                           TRY_ASSIGN(const auto id, call.request.id<IntakeId>("intake"));
                           return read_intake(tx, call.actor, id);
                         });
  router.add<None, IntakeEdit>(
      changing(Method::put, "/intakes/{intake}", "edit_intake", "A new version of what was asked."),
      [](Tx& tx, const Call<None, IntakeEdit>& call) -> Result<IntakeView> {
        TRY_ASSIGN(const auto id, call.request.id<IntakeId>("intake"));
        TRY_ASSIGN(const auto version, call.request.if_match());
        return edit_intake(tx, call.actor, id, version, call.body);
      });
  router.add<None, IntakeMove>(changing(Method::put, "/intakes/{intake}/state", "move_intake",
                                        "Ask back, give to a coordinator, close, open again."),
                               [](Tx& tx, const Call<None, IntakeMove>& call) -> Result<IntakeView> {
                                 TRY_ASSIGN(const auto id, call.request.id<IntakeId>("intake"));
                                 TRY_ASSIGN(const auto version, call.request.if_match());
                                 return move_intake(tx, call.actor, id, version, call.body);
                               });
  router.add<None, IntakeAcceptance>(
      changing(Method::post, "/intakes/{intake}/person", "accept_intake",
               "Its coordinator registers the child, or joins somebody they coordinate."),
      [](Tx& tx, const Call<None, IntakeAcceptance>& call) -> Result<IntakeView> {
        TRY_ASSIGN(const auto id, call.request.id<IntakeId>("intake"));
        TRY_ASSIGN(const auto version, call.request.if_match());
        return accept_intake(tx, call.actor, id, version, call.body);
      });
}

void add_waiting(http::Router& router) {
  router.add<None, None>(duty(Method::get, "/waiting", "get_waiting_board",
                              "Who waits for what, and for how long: one's own people, a desk's requests."),
                         [](Tx& tx, const Call<None, None>& call) { return read_board(tx, call.actor); });
  router.add<None, None>(
      person_route(Method::get, "/waiting", "get_waiting",
                   "The stages of one child and what its family asked, for its coordinator."),
      [](Tx& tx, const Call<None, None>& call) -> Result<PersonWaiting> {
        TRY_ASSIGN(const auto person, call.request.id<PersonId>("person"));
        return read_waiting(tx, call.actor, person);
      });
  router.add<None, WaitMove>(
      with_errors(person_route(Method::put, "/waiting", "move_waiting",
                               "The next stage of a child; If-Match \"0\" for the first."),
                  {Code::conflict, Code::precondition_needed}),
      [](Tx& tx, const Call<None, WaitMove>& call) -> Result<PersonWaiting> {
        TRY_ASSIGN(const auto person, call.request.id<PersonId>("person"));
        TRY_ASSIGN(const auto version, call.request.if_match());
        return move_waiting(tx, call.actor, person, version, call.body);
      });
  router.add<None, None>(person_route(Method::get, "/team/suggestions", "suggest_team",
                                      "Places and facilities for a child's team, each with why."),
                         [](Tx& tx, const Call<None, None>& call) -> Result<std::vector<SuggestedTeam>> {
                           TRY_ASSIGN(const auto person, call.request.id<PersonId>("person"));
                           return suggest_team(tx, call.actor, person);
                         });
}

void add_settings(http::Router& router) {
  router.add<None, None>(duty(Method::get, "/intake-settings", "get_intake_settings",
                              "Which facilities are or can be desks, and the limits of waiting."),
                         [](Tx& tx, const Call<None, None>& call) { return read_settings(tx, call.actor); });
  router.add<None, LimitsEdit>(
      duty(Method::put, "/intake-settings", "change_waiting_limits", "The region's own limits of waiting.",
           {Code::conflict, Code::precondition_needed}),
      [](Tx& tx, const Call<None, LimitsEdit>& call) -> Result<IntakeSettings> {
        TRY_ASSIGN(const auto version, call.request.if_match());
        return change_limits(tx, call.actor, version, call.body);
      });
  // It opens what families ask to a facility.
  router.add<None, DeskNaming>(
      fresh(duty(Method::put, "/intake-desks/{facility}", "name_intake_desk",
                 "Name a facility as a desk, or no longer.", {Code::not_found, Code::conflict})),
      [](Tx& tx, const Call<None, DeskNaming>& call) -> Result<IntakeSettings> {
        TRY_ASSIGN(const auto facility, call.request.id<FacilityId>("facility"));
        return name_desk(tx, call.actor, facility, call.body);
      });
  router.add<None, None>(duty(Method::get, "/facilities/{facility}/vacancies", "get_vacancies",
                              "How many a facility says it can take."),
                         [](Tx& tx, const Call<None, None>& call) -> Result<VacancyView> {
                           TRY_ASSIGN(const auto facility, call.request.id<FacilityId>("facility"));
                           return read_vacancies(tx, call.actor, facility);
                         });
  router.add<None, VacancyEdit>(duty(Method::put, "/facilities/{facility}/vacancies", "state_vacancies",
                                     "What the facility can take; If-Match \"0\" for the first.",
                                     {Code::conflict, Code::precondition_needed}),
                                [](Tx& tx, const Call<None, VacancyEdit>& call) -> Result<VacancyView> {
                                  TRY_ASSIGN(const auto facility, call.request.id<FacilityId>("facility"));
                                  TRY_ASSIGN(const auto version, call.request.if_match());
                                  return state_vacancies(tx, call.actor, facility, version, call.body);
                                });
}

}  // namespace

void add_routes(http::Router& router) {
  add_portal(router);
  add_desk(router);
  add_waiting(router);
  add_settings(router);
}

}  // namespace musubi::intake
