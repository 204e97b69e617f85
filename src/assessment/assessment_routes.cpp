#include "assessment/assessment_routes.hpp"

#include "assessment/assessment_service.hpp"

namespace musubi::assessment {
namespace {

using http::Call;
using http::Method;
using http::person_route;

void add_reading(http::Router& router) {
  http::RouteSpec list;
  list.path = "/api/v1/instruments";
  list.name = "list_instruments";
  list.summary = "Instruments whose results can be kept: ages, domains, scales, sources.";
  list.door = http::Door::own;
  list.mode = http::Mode::read;
  router.add<None, None>(
      std::move(list),
      [](Tx&, const Call<None, None>&) -> Result<std::vector<Instrument>> { return instruments(); });
  router.add<None, None>(
      person_route(Method::get, "/assessments", "list_assessments",
                   "Results of instruments, newest first, as far as the caller reads them."),
      [](Tx& tx, const Call<None, None>& call) -> Result<AssessmentList> {
        TRY_ASSIGN(const auto person, call.request.id<PersonId>("person"));
        return list_assessments(tx, call.actor, person);
      });
  router.add<None, None>(
      person_route(Method::get, "/assessments/{assessment}/versions", "list_assessment_versions",
                   "Every state a result has had."),
      [](Tx& tx, const Call<None, None>& call) -> Result<std::vector<AssessmentVersionView>> {
        TRY_ASSIGN(const auto person, call.request.id<PersonId>("person"));
        TRY_ASSIGN(const auto assessment, call.request.id<AssessmentId>("assessment"));
        return list_assessment_versions(tx, call.actor, person, assessment);
      });
}

void add_writing(http::Router& router) {
  router.add<None, NewAssessment>(
      with_errors(person_route(Method::post, "/assessments", "add_assessment",
                               "The result of an instrument; idempotent by its id.", 201),
                  {Code::duplicate, Code::too_large}),
      [](Tx& tx, const Call<None, NewAssessment>& call) -> Result<AssessmentView> {
        TRY_ASSIGN(const auto person, call.request.id<PersonId>("person"));
        return add_assessment(tx, call.actor, person, call.body);
      });
  router.add<None, AssessmentEdit>(
      with_errors(person_route(Method::put, "/assessments/{assessment}", "edit_assessment",
                               "A new version of the author's own result."),
                  {Code::conflict, Code::gone, Code::precondition_needed}),
      [](Tx& tx, const Call<None, AssessmentEdit>& call) -> Result<AssessmentView> {
        TRY_ASSIGN(const auto person, call.request.id<PersonId>("person"));
        TRY_ASSIGN(const auto assessment, call.request.id<AssessmentId>("assessment"));
        TRY_ASSIGN(const auto version, call.request.if_match());
        return edit_assessment(tx, call.actor, person, assessment, version, call.body);
      });
  router.add<None, AssessmentHide>(
      person_route(Method::post, "/assessments/{assessment}/hide", "hide_assessment",
                   "Takes a result back; who, when and why stay."),
      [](Tx& tx, const Call<None, AssessmentHide>& call) -> Result<AssessmentView> {
        TRY_ASSIGN(const auto person, call.request.id<PersonId>("person"));
        TRY_ASSIGN(const auto assessment, call.request.id<AssessmentId>("assessment"));
        return hide_assessment(tx, call.actor, person, assessment, call.body);
      });
}

/// Drawn on a worker thread: the writer only gathers and leaves the audit record.
void add_sheet(http::Router& router) {
  auto spec = with_errors(person_route(Method::get, "/assessments/{assessment}/sheet.pdf", "print_assessment",
                                       "One result on paper."),
                          {Code::gone});
  spec.mode = http::Mode::work;
  spec.strength = access::Strength::fresh;
  router.add_work<None, None>(
      std::move(spec), [](db::Database& database, const Call<None, None>& call) -> Result<http::FileReply> {
        TRY_ASSIGN(const auto person, call.request.id<PersonId>("person"));
        TRY_ASSIGN(const auto assessment, call.request.id<AssessmentId>("assessment"));
        TRY_ASSIGN(const auto data, database.write_now([&](Tx& tx) {
          return gather_assessment_sheet(tx, call.actor, person, assessment);
        }));
        return http::file_of("application/pdf", "検査結果_" + to_string(data.view.state.tested_on) + ".pdf",
                             draw_assessment_sheet(data));
      });
}

}  // namespace

void add_routes(http::Router& router) {
  add_reading(router);
  add_writing(router);
  add_sheet(router);
}

}  // namespace musubi::assessment
