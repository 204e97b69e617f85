#include "form/form_routes.hpp"

#include <charconv>

#include "form/form_service.hpp"

namespace musubi::form {
namespace {

using http::Call;
using http::Method;

http::RouteSpec duty(Method method, const char* path, const char* name, const char* summary,
                     int status = 200) {
  http::RouteSpec spec;
  spec.method = method;
  spec.path = std::string("/api/v1/region/forms") + path;
  spec.name = name;
  spec.summary = summary;
  spec.door = http::Door::duty;
  spec.status = status;
  // A form reaches every document begun with it: changing one asks for a fresh second factor.
  if (method != Method::get) spec.strength = access::Strength::fresh;
  return spec;
}
std::string key_of(const http::Request& request) {
  return request.path_values.find("form")->second;
}
Result<std::int64_t> number_of(const http::Request& request, std::string_view name) {
  const auto& text = request.path_values.find(name)->second;
  std::int64_t number = 0;
  const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (ec != std::errc{} || end != text.data() + text.size()) return not_found();
  return number;
}

void add_reading(http::Router& router) {
  router.add<None, None>(
      duty(Method::get, "", "list_forms", "The forms of the region, those that ship included."),
      [](Tx& tx, const Call<None, None>& call) { return list_forms(tx, call.actor); });
  router.add<None, None>(
      duty(Method::get, "/{form}", "get_form", "A form: its newest version, its draft, its versions."),
      [](Tx& tx, const Call<None, None>& call) { return read_form(tx, call.actor, key_of(call.request)); });
  router.add<None, None>(
      duty(Method::get, "/{form}/versions/{version}", "get_form_version", "A version as it was published."),
      [](Tx& tx, const Call<None, None>& call) -> Result<FormVersionView> {
        TRY_ASSIGN(const auto version, number_of(call.request, "version"));
        return read_form_version(tx, call.actor, key_of(call.request), version);
      });
}

void add_writing(http::Router& router) {
  router.add<None, NewForm>(
      with_errors(
          duty(Method::post, "", "add_form", "A form of the region's own, empty or copied, as a draft.", 201),
          {Code::duplicate}),
      [](Tx& tx, const Call<None, NewForm>& call) { return add_form(tx, call.actor, call.body); });
  router.add<None, FormDraftEdit>(
      with_errors(duty(Method::put, "/{form}/draft", "save_form_draft", "Save what is drafted of a form."),
                  {Code::conflict, Code::precondition_needed}),
      [](Tx& tx, const Call<None, FormDraftEdit>& call) -> Result<FormView> {
        TRY_ASSIGN(const auto seen, call.request.if_match());
        return save_form_draft(tx, call.actor, key_of(call.request), seen, call.body);
      });
  router.add<None, FormPublish>(with_errors(duty(Method::post, "/{form}/publish", "publish_form",
                                                 "The draft becomes the newest version."),
                                            {Code::conflict, Code::precondition_needed}),
                                [](Tx& tx, const Call<None, FormPublish>& call) -> Result<FormView> {
                                  TRY_ASSIGN(const auto seen, call.request.if_match());
                                  return publish_form(tx, call.actor, key_of(call.request), seen, call.body);
                                });
  router.add<None, None>(with_errors(duty(Method::post, "/{form}/discard-draft", "discard_form_draft",
                                          "Give the draft of a form up."),
                                     {Code::conflict, Code::precondition_needed}),
                         [](Tx& tx, const Call<None, None>& call) -> Result<FormView> {
                           TRY_ASSIGN(const auto seen, call.request.if_match());
                           return discard_form_draft(tx, call.actor, key_of(call.request), seen);
                         });
  router.add<None, FormRetire>(
      duty(Method::put, "/{form}/retired", "retire_form", "No new documents with this form, or again."),
      [](Tx& tx, const Call<None, FormRetire>& call) {
        return retire_form(tx, call.actor, key_of(call.request), call.body);
      });
}

}  // namespace

void add_routes(http::Router& router) {
  add_reading(router);
  add_writing(router);
}

}  // namespace musubi::form
