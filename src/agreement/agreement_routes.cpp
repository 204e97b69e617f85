#include "agreement/agreement_routes.hpp"

#include "agreement/agreement_service.hpp"

namespace musubi::agreement {
namespace {

using http::Call;
using http::Door;
using http::Method;

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

// Who comes in from another region is a matter of access rights: each change asks for a fresh second factor.
void add_operator_routes(http::Router& router) {
  router.add<None, None>(
      duty(Method::get, "/agreements", "list_agreements", "Agreements with other regions, newest first"),
      [](Tx& tx, const Call<None, None>& call) { return list_agreements(tx, call.actor); });
  router.add<None, NewAgreement>(
      fresh(duty(Method::post, "/agreements", "propose_agreement", "Propose an agreement to another region",
                 {Code::duplicate}, 201)),
      [](Tx& tx, const Call<None, NewAgreement>& call) { return propose(tx, call.actor, call.body); });
  router.add<None, AgreementAnswer>(
      fresh(duty(Method::post, "/agreements/{agreement}/answer", "answer_agreement",
                 "Accept or decline what another region proposed", {Code::conflict, Code::gone})),
      [](Tx& tx, const Call<None, AgreementAnswer>& call) -> Result<AgreementView> {
        TRY_ASSIGN(const auto id, call.request.id<AgreementId>("agreement"));
        return answer(tx, call.actor, id, call.body);
      });
  router.add<None, AgreementEnd>(
      fresh(duty(Method::post, "/agreements/{agreement}/end", "end_agreement",
                 "End an agreement at once, or take a proposal back", {Code::conflict, Code::gone})),
      [](Tx& tx, const Call<None, AgreementEnd>& call) -> Result<AgreementView> {
        TRY_ASSIGN(const auto id, call.request.id<AgreementId>("agreement"));
        return end(tx, call.actor, id, call.body);
      });
}

void add_member_routes(http::Router& router) {
  router.add<PartnerQuery, None>(duty(Method::get, "/partner-facilities", "find_partner_facilities",
                                      "Facilities of regions that an agreement in force joins to this one"),
                                 [](Tx& tx, const Call<PartnerQuery, None>& call) {
                                   return find_partner_facilities(tx, call.actor, call.query);
                                 });
  router.add<None, NewGuestFacility>(
      duty(Method::post, "/partner-facilities", "add_guest_facility",
           "Make a facility of a partner region one that a seat or a consent can name", {Code::duplicate}),
      [](Tx& tx, const Call<None, NewGuestFacility>& call) {
        return add_guest_facility(tx, call.actor, call.body);
      });
  router.add<None, None>(
      duty(Method::get, "/guest-regions", "list_guest_regions",
           "Regions whose teams the actor's facility was invited into"),
      [](Tx& tx, const Call<None, None>& call) { return list_guest_regions(tx, call.actor); });
  router.add<None, NewGuestPost>(duty(Method::post, "/guest-posts", "take_guest_post",
                                      "Take up a post in such a region, to act as it there"),
                                 [](Tx& tx, const Call<None, NewGuestPost>& call) {
                                   return take_guest_post(tx, call.actor, call.body);
                                 });
}

}  // namespace

void add_routes(http::Router& router) {
  add_operator_routes(router);
  add_member_routes(router);
}

}  // namespace musubi::agreement
