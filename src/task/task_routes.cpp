#include "task/task_routes.hpp"

#include "task/task_service.hpp"

namespace musubi::task {
namespace {

using http::Call;
using http::Method;
using http::person_route;
using http::RouteSpec;

void add_reading(http::Router& router) {
  router.add<TasksQuery, None>(
      person_route(Method::get, "/tasks", "list_tasks",
                   "A person's open tasks by due date, or the closed ones, the last closed first."),
      [](Tx& tx, const Call<TasksQuery, None>& call) -> Result<TaskPage> {
        TRY_ASSIGN(const auto person, call.request.id<PersonId>("person"));
        return list_tasks(tx, call.actor, person, call.query);
      });
  router.add<None, None>(person_route(Method::get, "/tasks/owners", "list_task_owners",
                                      "Whom a task about this person can be given to today."),
                         [](Tx& tx, const Call<None, None>& call) -> Result<std::vector<TaskOwnerChoice>> {
                           TRY_ASSIGN(const auto person, call.request.id<PersonId>("person"));
                           return list_owners(tx, call.actor, person);
                         });
  router.add<None, None>(
      person_route(Method::get, "/tasks/{task}", "get_task", "A task with every state it had."),
      [](Tx& tx, const Call<None, None>& call) -> Result<TaskDetail> {
        TRY_ASSIGN(const auto person, call.request.id<PersonId>("person"));
        TRY_ASSIGN(const auto task, call.request.id<TaskId>("task"));
        return read_task(tx, call.actor, person, task);
      });
  RouteSpec today;
  today.path = "/api/v1/today/tasks";
  today.name = "get_today_tasks";
  today.summary = "The caller's open tasks, and what is overdue where the caller coordinates.";
  today.door = http::Door::own;
  router.add<None, None>(std::move(today), [](Tx& tx, const Call<None, None>& call) {
    return read_today_tasks(tx, call.actor);
  });
}

void add_writing(http::Router& router) {
  router.add<None, NewTask>(
      with_errors(person_route(Method::post, "/tasks", "add_task", "A new task; idempotent by its id.", 201),
                  {Code::duplicate, Code::too_large}),
      [](Tx& tx, const Call<None, NewTask>& call) -> Result<TaskView> {
        TRY_ASSIGN(const auto person, call.request.id<PersonId>("person"));
        return add_task(tx, call.actor, person, call.body);
      });
  router.add<None, TaskEdit>(
      with_errors(person_route(Method::put, "/tasks/{task}", "edit_task",
                               "A new version of an open task: what, who, until when."),
                  {Code::conflict, Code::gone, Code::precondition_needed}),
      [](Tx& tx, const Call<None, TaskEdit>& call) -> Result<TaskView> {
        TRY_ASSIGN(const auto person, call.request.id<PersonId>("person"));
        TRY_ASSIGN(const auto task, call.request.id<TaskId>("task"));
        TRY_ASSIGN(const auto version, call.request.if_match());
        return edit_task(tx, call.actor, person, task, version, call.body);
      });
  router.add<None, TaskMove>(with_errors(person_route(Method::put, "/tasks/{task}/state", "set_task_state",
                                                      "Done, open again, or cancelled with a reason."),
                                         {Code::conflict, Code::gone, Code::precondition_needed}),
                             [](Tx& tx, const Call<None, TaskMove>& call) -> Result<TaskView> {
                               TRY_ASSIGN(const auto person, call.request.id<PersonId>("person"));
                               TRY_ASSIGN(const auto task, call.request.id<TaskId>("task"));
                               TRY_ASSIGN(const auto version, call.request.if_match());
                               return set_state(tx, call.actor, person, task, version, call.body);
                             });
}

}  // namespace

void add_routes(http::Router& router) {
  add_reading(router);
  add_writing(router);
}

}  // namespace musubi::task
