#include "facility/facility_routes.hpp"

#include "facility/facility_service.hpp"

namespace musubi::facility {
namespace {

using access::Strength;
using http::Call;
using http::Door;
using http::Method;
using http::Mode;

http::RouteSpec open(Method method, const char* path, const char* name, const char* summary, Mode mode,
                     std::vector<Code> errors, int status = 200) {
  http::RouteSpec spec;
  spec.method = method;
  spec.path = std::string("/api/v1") + path;
  spec.name = name;
  spec.summary = summary;
  spec.door = Door::open;
  spec.mode = mode;
  spec.strength = Strength::none;
  spec.status = status;
  spec.errors = std::move(errors);
  return spec;
}
http::RouteSpec duty(Method method, const char* path, const char* name, const char* summary,
                     Strength strength = Strength::two_factor, std::vector<Code> errors = {},
                     int status = 200) {
  auto spec = open(method, path, name, summary, Mode::write, std::move(errors), status);
  spec.door = Door::duty;
  spec.strength = strength;
  return spec;
}
std::string slug_of(const http::Request& request) {
  return request.path_values.find("slug")->second;
}

void add_portal_routes(http::Router& router) {
  router.add<None, NewApplication>(
      open(Method::post, "/portal/{slug}/applications", "apply", "A facility asks to join.", Mode::write,
           {Code::not_found, Code::conflict, Code::duplicate, Code::throttled}, 201),
      [](Tx& tx, const Call<None, NewApplication>& call) {
        return submit(tx, slug_of(call.request), call.body, call.request.remote_address);
      });
  router.add_work<None, TrackingCode>(
      open(Method::post, "/portal/{slug}/applications/status", "get_application_status",
           "How an application stands, by its tracking code.", Mode::work,
           {Code::not_found, Code::throttled}),
      [](db::Database& database, const Call<None, TrackingCode>& call) {
        return status_of(database, slug_of(call.request), call.body.tracking_code.value,
                         call.request.remote_address);
      });
  router.add_work<None, Resubmission>(open(Method::put, "/portal/{slug}/applications", "resubmit_application",
                                           "Send a returned application again.", Mode::work,
                                           {Code::not_found, Code::conflict, Code::throttled}),
                                      [](db::Database& database, const Call<None, Resubmission>& call) {
                                        return resubmit(database, slug_of(call.request), call.body,
                                                        call.request.remote_address);
                                      });
}

void add_application_routes(http::Router& router) {
  router.add<ApplicationsQuery, None>(
      duty(Method::get, "/applications", "list_applications", "Applications of the region."),
      [](Tx& tx, const Call<ApplicationsQuery, None>& call) {
        return applications(tx, call.actor, call.query.state);
      });
  router.add<None, None>(
      duty(Method::get, "/applications/{application}", "get_application", "One application."),
      [](Tx& tx, const Call<None, None>& call) -> Result<ApplicationView> {
        TRY_ASSIGN(const auto id, call.request.id<ApplicationId>("application"));
        return application(tx, call.actor, id);
      });
  router.add<None, NewDecision>(
      duty(Method::post, "/applications/{application}/decision", "decide_application",
           "Approve, return or refuse; approving answers the manager's invitation link.", Strength::fresh,
           {Code::conflict, Code::duplicate}),
      [](Tx& tx, const Call<None, NewDecision>& call) -> Result<ApplicationDecided> {
        TRY_ASSIGN(const auto id, call.request.id<ApplicationId>("application"));
        TRY_ASSIGN(auto decided, decide(tx, call.actor, id, call.body));
        if (decided.invitation_url) decided.invitation_url->insert(0, call.request.origin);
        return decided;
      });
}

void add_facility_routes(http::Router& router) {
  router.add<DirectoryQuery, None>(
      duty(Method::get, "/facilities", "list_facilities", "The directory of the own region."),
      [](Tx& tx, const Call<DirectoryQuery, None>& call) { return directory(tx, call.actor, call.query); });
  router.add<None, None>(duty(Method::get, "/facilities/{facility}", "get_facility", "One facility."),
                         [](Tx& tx, const Call<None, None>& call) -> Result<FacilityView> {
                           TRY_ASSIGN(const auto id, call.request.id<FacilityId>("facility"));
                           return facility(tx, call.actor, id);
                         });
  router.add<None, FacilityEdit>(
      duty(Method::put, "/facilities/{facility}", "edit_facility", "Change a facility's facts.",
           Strength::two_factor, {Code::conflict, Code::duplicate, Code::precondition_needed}),
      [](Tx& tx, const Call<None, FacilityEdit>& call) -> Result<FacilityView> {
        TRY_ASSIGN(const auto id, call.request.id<FacilityId>("facility"));
        TRY_ASSIGN(const auto version, call.request.if_match());
        return edit_facility(tx, call.actor, id, version, call.body);
      });
  router.add<None, NewFacility>(
      duty(Method::post, "/facilities", "add_facility", "Register a facility.", Strength::fresh,
           {Code::duplicate}, 201),
      [](Tx& tx, const Call<None, NewFacility>& call) { return add_facility(tx, call.actor, call.body); });
  auto import = duty(Method::post, "/facilities/import", "import_facilities",
                     "Facilities from a CSV file: a dry run, then all or nothing.", Strength::fresh,
                     {Code::malformed, Code::invalid, Code::too_long, Code::too_large});
  import.intake = http::Intake::text;
  router.add<csv::ImportQuery, None>(import, [](Tx& tx, const Call<csv::ImportQuery, None>& call) {
    return import_facilities(tx, call.actor, call.request.body, call.query.dry_run.value_or(true));
  });
}

}  // namespace

void add_routes(http::Router& router) {
  add_portal_routes(router);
  add_application_routes(router);
  add_facility_routes(router);
}

}  // namespace musubi::facility
