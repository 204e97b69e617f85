#include "retention/retention_routes.hpp"

#include "retention/retention_service.hpp"

namespace musubi::retention {
namespace {

using access::Strength;
using http::Call;
using http::Method;
using http::person_route;
using http::with_errors;

http::RouteSpec fresh(http::RouteSpec spec, const std::vector<Code>& errors) {
  spec.strength = Strength::fresh;
  return with_errors(std::move(spec), errors);
}

http::RouteSpec duty(Method method, const char* path, const char* name, const char* summary,
                     int status = 200) {
  http::RouteSpec spec;
  spec.method = method;
  spec.path = std::string("/api/v1/retention") + path;
  spec.name = name;
  spec.summary = summary;
  spec.door = http::Door::duty;
  spec.status = status;
  return spec;
}

void add_person_routes(http::Router& router) {
  router.add<None, None>(person_route(Method::get, "/support-end", "get_support_ends",
                                      "When support ended or began again, and until when all of it is kept."),
                         [](Tx& tx, const Call<None, None>& call) -> Result<SupportEnds> {
                           TRY_ASSIGN(const auto person, call.request.id<PersonId>("person"));
                           return ends(tx, call.actor, person);
                         });
  router.add<None, SupportEnd>(fresh(person_route(Method::post, "/support-end", "end_support",
                                                  "Support ends: moved, grown up, recovered …", 201),
                                     {Code::conflict}),
                               [](Tx& tx, const Call<None, SupportEnd>& call) -> Result<SupportEnds> {
                                 TRY_ASSIGN(const auto person, call.request.id<PersonId>("person"));
                                 return end_support(tx, call.actor, person, call.body);
                               });
  router.add<None, SupportReason>(fresh(person_route(Method::post, "/support-end/resume", "resume_support",
                                                     "Support goes on after all, while everything is kept."),
                                        {Code::conflict}),
                                  [](Tx& tx, const Call<None, SupportReason>& call) -> Result<SupportEnds> {
                                    TRY_ASSIGN(const auto person, call.request.id<PersonId>("person"));
                                    return resume_support(tx, call.actor, person, call.body);
                                  });
}

void add_period_routes(http::Router& router) {
  router.add<None, None>(
      duty(Method::get, "", "get_retention", "How long records are kept after the end, and who decided so."),
      [](Tx& tx, const Call<None, None>& call) { return settings(tx, call.actor); });
  router.add<None, NewRetentionPeriod>(
      fresh(duty(Method::post, "/periods/{kind}", "decide_retention_period",
                 "Another period: longer at once, shorter after 30 days. If-Match: the newest version, or 0.",
                 201),
            {Code::not_found, Code::conflict, Code::precondition_needed}),
      [](Tx& tx, const Call<None, NewRetentionPeriod>& call) -> Result<RetentionView> {
        const auto kind = json::enum_value<KeptKind>(call.request.path_values.find("kind")->second);
        TRY_ASSIGN(const auto version, call.request.if_match());
        // Who may not decide learns nothing of what kinds there are.
        if (!kind) {
          TRY(settings(tx, call.actor));
          return not_found();
        }
        return decide_period(tx, call.actor, *kind, version, call.body);
      });
}

void add_ended_routes(http::Router& router) {
  router.add<None, None>(
      duty(Method::get, "/ended", "list_ended", "Whose support ended, and when each is due."),
      [](Tx& tx, const Call<None, None>& call) { return list_ended(tx, call.actor); });
  router.add<None, None>(with_errors(duty(Method::get, "/ended/{ended}", "see_ended",
                                          "One of them, with holds and what stands in the way of shredding."),
                                     {Code::not_found}),
                         [](Tx& tx, const Call<None, None>& call) -> Result<EndedCase> {
                           TRY_ASSIGN(const auto person, call.request.id<PersonId>("ended"));
                           return see_ended(tx, call.actor, person);
                         });
  router.add<None, NewHold>(
      fresh(duty(Method::post, "/ended/{ended}/holds", "hold_records",
                 "Keep everything of this person, whatever the period; idempotent by id.", 201),
            {Code::not_found, Code::duplicate}),
      [](Tx& tx, const Call<None, NewHold>& call) -> Result<EndedCase> {
        TRY_ASSIGN(const auto person, call.request.id<PersonId>("ended"));
        return hold(tx, call.actor, person, call.body);
      });
  router.add<None, SupportReason>(
      fresh(duty(Method::post, "/ended/{ended}/holds/{hold}/release", "release_hold", "The hold is over."),
            {Code::not_found, Code::conflict}),
      [](Tx& tx, const Call<None, SupportReason>& call) -> Result<EndedCase> {
        TRY_ASSIGN(const auto person, call.request.id<PersonId>("ended"));
        TRY_ASSIGN(const auto id, call.request.id<HoldId>("hold"));
        return release(tx, call.actor, person, id, call.body);
      });
}

void add_shredding_routes(http::Router& router) {
  router.add<None, NewShredding>(fresh(duty(Method::post, "/ended/{ended}/shredding", "propose_shredding",
                                            "The first of two: propose to shred what is due.", 201),
                                       {Code::not_found, Code::conflict}),
                                 [](Tx& tx, const Call<None, NewShredding>& call) -> Result<EndedCase> {
                                   TRY_ASSIGN(const auto person, call.request.id<PersonId>("ended"));
                                   return propose(tx, call.actor, person, call.body);
                                 });
  router.add<None, None>(
      fresh(duty(Method::post, "/ended/{ended}/shredding/{shredding}/confirm", "confirm_shredding",
                 "The second of two: another operator confirms; shredded 14 days later."),
            {Code::not_found, Code::conflict}),
      [](Tx& tx, const Call<None, None>& call) -> Result<EndedCase> {
        TRY_ASSIGN(const auto person, call.request.id<PersonId>("ended"));
        TRY_ASSIGN(const auto id, call.request.id<ShreddingId>("shredding"));
        return confirm(tx, call.actor, person, id);
      });
  router.add<None, SupportReason>(
      fresh(duty(Method::post, "/ended/{ended}/shredding/{shredding}/withdraw", "withdraw_shredding",
                 "Take a proposal back, before it is carried out."),
            {Code::not_found, Code::conflict}),
      [](Tx& tx, const Call<None, SupportReason>& call) -> Result<EndedCase> {
        TRY_ASSIGN(const auto person, call.request.id<PersonId>("ended"));
        TRY_ASSIGN(const auto id, call.request.id<ShreddingId>("shredding"));
        return withdraw(tx, call.actor, person, id, call.body);
      });
  router.add<None, None>(
      duty(Method::get, "/certificates", "list_shredding_certificates", "What was shredded, newest first."),
      [](Tx& tx, const Call<None, None>& call) { return list_certificates(tx, call.actor); });
  router.add<None, None>(
      with_errors(duty(Method::get, "/certificates/{shredding}", "see_shredding_certificate",
                       "The certificate of one shredding, and the digest in the audit log."),
                  {Code::not_found}),
      [](Tx& tx, const Call<None, None>& call) -> Result<CertificateView> {
        TRY_ASSIGN(const auto id, call.request.id<ShreddingId>("shredding"));
        return see_certificate(tx, call.actor, id);
      });
}

}  // namespace

void add_routes(http::Router& router) {
  add_person_routes(router);
  add_period_routes(router);
  add_ended_routes(router);
  add_shredding_routes(router);
}

}  // namespace musubi::retention
