#include "region/region_routes.hpp"

#include "region/region_service.hpp"

namespace musubi::region {
namespace {

using access::Strength;
using http::Call;
using http::Door;
using http::Method;
using http::Mode;

http::RouteSpec route(Method method, const char* path, const char* name, const char* summary, Door door,
                      Mode mode, int status = 200) {
  http::RouteSpec spec;
  spec.method = method;
  spec.path = std::string("/api/v1") + path;
  spec.name = name;
  spec.summary = summary;
  spec.door = door;
  spec.mode = mode;
  spec.strength = door == Door::open ? Strength::none : Strength::two_factor;
  spec.status = status;
  return spec;
}
http::RouteSpec duty(Method method, const char* path, const char* name, const char* summary,
                     int status = 200) {
  return route(method, path, name, summary, Door::duty, Mode::write, status);
}
std::string slug_of(const http::Request& request) {
  return request.path_values.find("slug")->second;
}

void add_portal_routes(http::Router& router, file::Files& files) {
  router.add<None, None>(
      route(Method::get, "/portal", "list_portals", "All regions of this server.", Door::open, Mode::read),
      [](Tx& tx, const Call<None, None>&) -> Result<std::vector<PortalLine>> { return portals(tx); });
  router.add<None, None>(
      with_errors(
          route(Method::get, "/portal/{slug}", "get_portal",
                "A region's front page: greeting, notices, documents, how to join.", Door::open, Mode::read),
          {Code::not_found}),
      [](Tx& tx, const Call<None, None>& call) {
        return portal(tx, slug_of(call.request), call.request.actor);
      });
  router.add_work<None, None>(
      with_errors(
          route(Method::get, "/portal/{slug}/documents/{document}", "get_portal_document",
                "A document of the region; members' documents for members only.", Door::open, Mode::work),
          {Code::not_found, Code::gone, Code::range}),
      [&files](db::Database& database, const Call<None, None>& call) -> Result<http::FileReply> {
        TRY_ASSIGN(const auto document, call.request.id<DocumentId>("document"));
        return portal_document(database, files, slug_of(call.request), document, call.request.actor);
      });
  router.add<None, None>(
      route(Method::get, "/notices", "list_notices", "The region's notices.", Door::own, Mode::read),
      [](Tx& tx, const Call<None, None>& call) -> Result<std::vector<NoticeView>> {
        return notices(tx, call.actor);
      });
}

void add_settings_routes(http::Router& router) {
  router.add<None, None>(duty(Method::get, "/region", "get_region", "The settings of the region."),
                         [](Tx& tx, const Call<None, None>& call) { return settings(tx, call.actor); });
  router.add<None, RegionEdit>(
      // It concerns everybody of the region, and whom its families' 閲覧履歴 names.
      with_errors(fresh(duty(Method::put, "/region", "change_region", "Change the settings.")),
                  {Code::conflict, Code::precondition_needed}),
      [](Tx& tx, const Call<None, RegionEdit>& call) -> Result<RegionView> {
        TRY_ASSIGN(const auto version, call.request.if_match());
        return change_settings(tx, call.actor, version, call.body);
      });
  router.add<None, NewPledge>(
      fresh(duty(Method::post, "/region/pledge", "publish_pledge",
                 "A new pledge, to be accepted by everybody.")),
      [](Tx& tx, const Call<None, NewPledge>& call) { return publish_pledge(tx, call.actor, call.body); });
}

void add_notice_routes(http::Router& router) {
  router.add<None, NewNotice>(
      with_errors(duty(Method::post, "/region/notices", "add_notice", "Publish a notice.", 201),
                  {Code::duplicate}),
      [](Tx& tx, const Call<None, NewNotice>& call) { return add_notice(tx, call.actor, call.body); });
  router.add<None, NoticeEdit>(
      with_errors(duty(Method::put, "/region/notices/{notice}", "edit_notice", "Edit a notice."),
                  {Code::conflict, Code::precondition_needed}),
      [](Tx& tx, const Call<None, NoticeEdit>& call) -> Result<NoticeView> {
        TRY_ASSIGN(const auto notice, call.request.id<NoticeId>("notice"));
        TRY_ASSIGN(const auto version, call.request.if_match());
        return edit_notice(tx, call.actor, notice, version, call.body);
      });
  router.add<None, Removal>(with_errors(duty(Method::post, "/region/notices/{notice}/remove", "remove_notice",
                                             "Take a notice down; it stays in the history."),
                                        {Code::conflict}),
                            [](Tx& tx, const Call<None, Removal>& call) -> Status {
                              TRY_ASSIGN(const auto notice, call.request.id<NoticeId>("notice"));
                              return remove_notice(tx, call.actor, notice, call.body);
                            });
}

void add_document_routes(http::Router& router, file::Files& files) {
  router.add<None, None>(
      duty(Method::get, "/region/documents", "list_documents", "All documents of the region."),
      [](Tx& tx, const Call<None, None>& call) { return documents(tx, call.actor); });
  auto upload = with_errors(route(Method::post, "/region/documents", "add_document", "Add a document.",
                                  Door::duty, Mode::work, 201),
                            {Code::too_large, Code::unsupported_type, Code::storage_full});
  upload.intake = http::Intake::upload;
  router.add_work<DocumentQuery, None>(
      upload, [&files](db::Database& database, const Call<DocumentQuery, None>& call) {
        return add_document(database, files, call.actor, call.query, call.request.upload);
      });
  router.add<None, Removal>(duty(Method::post, "/region/documents/{document}/remove", "remove_document",
                                 "Take a document down; its title stays in the history, its file does not."),
                            [](Tx& tx, const Call<None, Removal>& call) -> Status {
                              TRY_ASSIGN(const auto document, call.request.id<DocumentId>("document"));
                              return remove_document(tx, call.actor, document, call.body);
                            });
}

void add_history_route(http::Router& router) {
  router.add<history::HistoryQuery, None>(
      duty(Method::get, "/region/history", "list_amendments",
           "Who changed what of the region's settings, notices, documents and facilities, when and why."),
      [](Tx& tx, const Call<history::HistoryQuery, None>& call) {
        return read_history(tx, call.actor, call.query);
      });
}

}  // namespace

void add_routes(http::Router& router, file::Files& files) {
  add_portal_routes(router, files);
  add_settings_routes(router);
  add_notice_routes(router);
  add_document_routes(router, files);
  add_history_route(router);
}

}  // namespace musubi::region
