#include "course/course_routes.hpp"

#include "course/course_service.hpp"

namespace musubi::course {
namespace {

using http::Call;
using http::Method;
using http::person_route;

void add_reading(http::Router& router) {
  router.add<None, None>(person_route(Method::get, "/course", "get_course",
                                      "The course of a life: stages, places, check-ups, events."),
                         [](Tx& tx, const Call<None, None>& call) -> Result<CourseView> {
                           TRY_ASSIGN(const auto person, call.request.id<PersonId>("person"));
                           return read_course(tx, call.actor, person);
                         });
  router.add<None, None>(
      person_route(Method::get, "/course/{event}", "get_course_event", "An event with every state it had."),
      [](Tx& tx, const Call<None, None>& call) -> Result<CourseEventDetail> {
        TRY_ASSIGN(const auto person, call.request.id<PersonId>("person"));
        TRY_ASSIGN(const auto event, call.request.id<CourseEventId>("event"));
        return read_event(tx, call.actor, person, event);
      });
  auto sheet = person_route(Method::get, "/course.pdf", "print_course", "The course of a life on one page.");
  sheet.mode = http::Mode::work;
  sheet.strength = access::Strength::fresh;
  router.add_work<None, None>(
      std::move(sheet), [](db::Database& database, const Call<None, None>& call) -> Result<http::FileReply> {
        TRY_ASSIGN(const auto person, call.request.id<PersonId>("person"));
        TRY_ASSIGN(const auto data,
                   database.write_now([&](Tx& tx) { return gather_course_sheet(tx, call.actor, person); }));
        return http::file_of("application/pdf", "あゆみ.pdf", draw_course_sheet(data));
      });
}

void add_writing(http::Router& router) {
  router.add<None, NewCourseEvent>(
      with_errors(person_route(Method::post, "/course", "add_course_event",
                               "A check-up, a diagnosis, a big event; idempotent by its id.", 201),
                  {Code::duplicate, Code::too_large}),
      [](Tx& tx, const Call<None, NewCourseEvent>& call) -> Result<CourseEventView> {
        TRY_ASSIGN(const auto person, call.request.id<PersonId>("person"));
        return add_event(tx, call.actor, person, call.body);
      });
  router.add<None, CourseEdit>(with_errors(person_route(Method::put, "/course/{event}", "edit_course_event",
                                                        "A new version of an event."),
                                           {Code::conflict, Code::gone, Code::precondition_needed}),
                               [](Tx& tx, const Call<None, CourseEdit>& call) -> Result<CourseEventView> {
                                 TRY_ASSIGN(const auto person, call.request.id<PersonId>("person"));
                                 TRY_ASSIGN(const auto event, call.request.id<CourseEventId>("event"));
                                 TRY_ASSIGN(const auto version, call.request.if_match());
                                 return edit_event(tx, call.actor, person, event, version, call.body);
                               });
  router.add<None, CourseHide>(person_route(Method::post, "/course/{event}/hide", "hide_course_event",
                                            "Takes an event back; who, when and why stay."),
                               [](Tx& tx, const Call<None, CourseHide>& call) -> Result<CourseEventView> {
                                 TRY_ASSIGN(const auto person, call.request.id<PersonId>("person"));
                                 TRY_ASSIGN(const auto event, call.request.id<CourseEventId>("event"));
                                 return hide_event(tx, call.actor, person, event, call.body);
                               });
}

}  // namespace

void add_routes(http::Router& router) {
  add_reading(router);
  add_writing(router);
}

}  // namespace musubi::course
