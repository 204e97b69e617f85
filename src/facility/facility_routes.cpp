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

std::vector<file::Incoming> documents_of(const http::Request& request) {
  std::vector<file::Incoming> out;
  for (const auto& file : request.files) out.push_back({file.path, file.filename});
  return out;
}
/// An application as JSON, or as a form of it and its documents.
http::RouteSpec with_documents(http::RouteSpec spec,
                               Status (*may)(Tx&, std::string_view slug, std::string_view address)) {
  spec.intake = http::Intake::form;
  spec.form = {.data = "application", .files = "documents", .most = kMostDocuments};
  spec.before_body = [may](Tx& tx, const http::Request& request) {
    return may(tx, slug_of(request), request.remote_address);
  };
  return spec;
}

void add_portal_routes(http::Router& router, file::Files& files) {
  router.add_work<None, NewApplication>(
      with_documents(
          open(Method::post, "/portal/{slug}/applications", "apply",
               "A facility asks to join: JSON, or a form of JSON and up to five documents (PDF or pictures).",
               Mode::work,
               {Code::not_found, Code::conflict, Code::duplicate, Code::throttled, Code::too_long}, 201),
          may_submit),
      [&files](db::Database& database, const Call<None, NewApplication>& call) {
        return submit(database, files, slug_of(call.request), call.body, documents_of(call.request),
                      call.request.remote_address);
      });
  router.add_work<None, TrackingCode>(
      open(Method::post, "/portal/{slug}/applications/status", "get_application_status",
           "How an application stands, by its tracking code; the names of its documents, not the documents.",
           Mode::work, {Code::not_found, Code::throttled}),
      [](db::Database& database, const Call<None, TrackingCode>& call) {
        return status_of(database, slug_of(call.request), call.body.tracking_code.value,
                         call.request.remote_address);
      });
  router.add_work<None, Resubmission>(
      with_documents(open(Method::put, "/portal/{slug}/applications", "resubmit_application",
                          "Send a returned application again, keeping, replacing or adding documents.",
                          Mode::work, {Code::not_found, Code::conflict, Code::throttled, Code::too_long}),
                     may_resubmit),
      [&files](db::Database& database, const Call<None, Resubmission>& call) {
        return resubmit(database, files, slug_of(call.request), call.body, documents_of(call.request),
                        call.request.remote_address);
      });
}

void add_document_route(http::Router& router, file::Files& files, const char* path, const char* name,
                        const char* summary, file::Variant variant) {
  auto spec = duty(Method::get, path, name, summary, Strength::two_factor, {Code::gone, Code::range});
  spec.mode = Mode::work;
  router.add_work<None, None>(
      spec,
      [&files, variant](db::Database& database, const Call<None, None>& call) -> Result<http::FileReply> {
        TRY_ASSIGN(const auto application, call.request.id<ApplicationId>("application"));
        TRY_ASSIGN(const auto document, call.request.id<FileId>("document"));
        return open_application_document(database, files, call.actor, application, document, variant);
      });
}

void add_document_routes(http::Router& router, file::Files& files) {
  router.add<None, None>(
      duty(Method::get, "/applications/{application}/documents", "list_application_documents",
           "What was sent along with an application, earlier versions too."),
      [](Tx& tx, const Call<None, None>& call) -> Result<std::vector<ApplicationDocument>> {
        TRY_ASSIGN(const auto id, call.request.id<ApplicationId>("application"));
        return application_documents(tx, call.actor, id);
      });
  add_document_route(router, files, "/applications/{application}/documents/{document}",
                     "get_application_document", "A document of an application.", file::Variant::whole);
  add_document_route(router, files, "/applications/{application}/documents/{document}/thumbnail",
                     "get_application_document_thumbnail", "A small WebP picture of it.",
                     file::Variant::thumbnail);
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

void add_routes(http::Router& router, file::Files& files) {
  add_portal_routes(router, files);
  add_application_routes(router);
  add_document_routes(router, files);
  add_facility_routes(router);
}

}  // namespace musubi::facility
