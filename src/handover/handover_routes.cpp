#include "handover/handover_routes.hpp"

#include "handover/handover_service.hpp"

namespace musubi::handover {
namespace {

using http::Call;
using http::Method;
using http::person_route;
using http::RouteSpec;

struct Ids {
  PersonId person;
  HandoverId handover;
};
Result<Ids> ids_of(const http::Request& request) {
  Ids ids;
  TRY_ASSIGN(ids.person, request.id<PersonId>("person"));
  TRY_ASSIGN(ids.handover, request.id<HandoverId>("handover"));
  return ids;
}
RouteSpec changing(Method method, const char* path, const char* name, const char* summary) {
  return with_errors(person_route(method, path, name, summary),
                     {Code::conflict, Code::gone, Code::precondition_needed});
}

void add_reading(http::Router& router) {
  router.add<None, None>(person_route(Method::get, "/handovers", "list_handovers",
                                      "What was, is and will be handed over, the latest day first."),
                         [](Tx& tx, const Call<None, None>& call) -> Result<std::vector<HandoverLine>> {
                           TRY_ASSIGN(const auto person, call.request.id<PersonId>("person"));
                           return list_handovers(tx, call.actor, person);
                         });
  router.add<None, None>(person_route(Method::get, "/handovers/suggestions", "suggest_handover_items",
                                      "What the notebook holds that the next stage will want to know."),
                         [](Tx& tx, const Call<None, None>& call) -> Result<std::vector<HandoverItem>> {
                           TRY_ASSIGN(const auto person, call.request.id<PersonId>("person"));
                           return suggest_items(tx, call.actor, person);
                         });
  router.add<None, None>(
      person_route(Method::get, "/handovers/{handover}", "get_handover",
                   "A handover with its items, what was said about them, and its versions."),
      [](Tx& tx, const Call<None, None>& call) -> Result<HandoverView> {
        TRY_ASSIGN(const auto ids, ids_of(call.request));
        return read_handover(tx, call.actor, ids.person, ids.handover);
      });
}

void add_writing(http::Router& router) {
  router.add<None, NewHandover>(with_errors(person_route(Method::post, "/handovers", "add_handover",
                                                         "A draft; idempotent by its id.", 201),
                                            {Code::duplicate, Code::too_large}),
                                [](Tx& tx, const Call<None, NewHandover>& call) -> Result<HandoverView> {
                                  TRY_ASSIGN(const auto person, call.request.id<PersonId>("person"));
                                  return add_handover(tx, call.actor, person, call.body);
                                });
  router.add<None, HandoverEdit>(
      changing(Method::put, "/handovers/{handover}", "edit_handover", "A new version of a draft."),
      [](Tx& tx, const Call<None, HandoverEdit>& call) -> Result<HandoverView> {
        TRY_ASSIGN(const auto ids, ids_of(call.request));
        TRY_ASSIGN(const auto version, call.request.if_match());
        return edit_handover(tx, call.actor, ids.person, ids.handover, version, call.body);
      });
  router.add<None, HandoverMove>(
      changing(Method::put, "/handovers/{handover}/state", "move_handover",
               "Ask guardians, back to the draft, send (seats begin and end), or take back."),
      [](Tx& tx, const Call<None, HandoverMove>& call) -> Result<HandoverView> {
        TRY_ASSIGN(const auto ids, ids_of(call.request));
        TRY_ASSIGN(const auto version, call.request.if_match());
        return move_handover(tx, call.actor, ids.person, ids.handover, version, call.body);
      });
  router.add<None, HandoverAnswer>(
      changing(
          Method::post, "/handovers/{handover}/answer", "answer_handover",
          "A guardian agrees, with items left out or without, or does not; or what was answered on paper."),
      [](Tx& tx, const Call<None, HandoverAnswer>& call) -> Result<HandoverView> {
        TRY_ASSIGN(const auto ids, ids_of(call.request));
        TRY_ASSIGN(const auto version, call.request.if_match());
        return answer_handover(tx, call.actor, ids.person, ids.handover, version, call.body);
      });
  router.add<None, NewHandoverStep>(
      with_errors(person_route(Method::post, "/handovers/{handover}/steps", "add_handover_step",
                               "An answer to a question, a meeting, how it goes; idempotent by its id."),
                  {Code::duplicate, Code::gone, Code::too_large}),
      [](Tx& tx, const Call<None, NewHandoverStep>& call) -> Result<HandoverView> {
        TRY_ASSIGN(const auto ids, ids_of(call.request));
        return add_step(tx, call.actor, ids.person, ids.handover, call.body);
      });
}

void add_receiving(http::Router& router) {
  RouteSpec incoming;
  incoming.path = "/api/v1/handovers";
  incoming.name = "list_incoming_handovers";
  incoming.summary = "Handovers addressed to the caller, who may hold no seat yet.";
  incoming.door = http::Door::own;
  router.add<None, None>(std::move(incoming),
                         [](Tx& tx, const Call<None, None>& call) { return list_incoming(tx, call.actor); });
  router.add<None, None>(person_route(Method::get, "/handovers/{handover}/received", "get_incoming_handover",
                                      "A handover as it lies before whom it is addressed to."),
                         [](Tx& tx, const Call<None, None>& call) -> Result<HandoverView> {
                           TRY_ASSIGN(const auto ids, ids_of(call.request));
                           return read_incoming(tx, call.actor, ids.person, ids.handover);
                         });
  router.add<None, NewHandoverStep>(
      with_errors(person_route(Method::post, "/handovers/{handover}/received", "receive_handover_item",
                               "The receiver confirms an item, or asks about it; idempotent by its id."),
                  {Code::duplicate, Code::too_large}),
      [](Tx& tx, const Call<None, NewHandoverStep>& call) -> Result<HandoverView> {
        TRY_ASSIGN(const auto ids, ids_of(call.request));
        return receive_item(tx, call.actor, ids.person, ids.handover, call.body);
      });
}

template <class Draw>
void add_package(http::Router& router, const char* path, const char* name, const char* summary,
                 const char* type, const char* filename, Draw draw) {
  auto spec = person_route(Method::get, path, name, summary);
  spec.mode = http::Mode::work;
  spec.strength = access::Strength::fresh;
  spec.errors = {Code::gone};
  router.add_work<None, None>(
      std::move(spec),
      [type, filename, draw](db::Database& database,
                             const Call<None, None>& call) -> Result<http::FileReply> {
        TRY_ASSIGN(const auto ids, ids_of(call.request));
        TRY_ASSIGN(const auto package, database.write_now([&](Tx& tx) {
          return gather_package(tx, call.actor, ids.person, ids.handover);
        }));
        return http::file_of(type, filename, draw(package));
      });
}

}  // namespace

void add_routes(http::Router& router) {
  add_reading(router);
  add_writing(router);
  add_receiving(router);
  add_package(router, "/handovers/{handover}/package.pdf", "print_handover", "The package on paper.",
              "application/pdf", "引継ぎ.pdf", draw_package);
  add_package(router, "/handovers/{handover}/package.json", "export_handover",
              "The package as an HL7 FHIR R4 document bundle.", "application/fhir+json", "引継ぎ.json",
              bundle_of);
}

}  // namespace musubi::handover
