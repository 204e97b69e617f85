// The use cases of tasks: one synchronous function each over a Tx, the guard first. Who may do what with one
// task: its owner says that it is done, its author, leads and coordinators change and cancel it. What the
// program itself keeps (causes) is at the end.
#pragma once
#include <functional>

#include "task/task.hpp"

namespace musubi::task {

using access::Actor;

/// Open ones by due date, or the closed ones, last first.
Result<TaskPage> list_tasks(Tx& tx, const Actor& actor, PersonId person, const TasksQuery& query);
/// With every state it had.
Result<TaskDetail> read_task(Tx& tx, const Actor& actor, PersonId person, TaskId task);
/// Whom a task can be given to: the team as it is today, guardians, and whoever coordinates.
Result<std::vector<TaskOwnerChoice>> list_owners(Tx& tx, const Actor& actor, PersonId person);

/// Idempotent by the id.
Result<TaskView> add_task(Tx& tx, const Actor& actor, PersonId person, const NewTask& task);
/// `conflict` with the present state once the version has moved on; `gone` when it is closed.
Result<TaskView> edit_task(Tx& tx, const Actor& actor, PersonId person, TaskId task, std::int64_t version,
                           const TaskEdit& edit);
/// Done, not done after all, or cancelled with a reason.
Result<TaskView> set_state(Tx& tx, const Actor& actor, PersonId person, TaskId task, std::int64_t version,
                           const TaskMove& move);

/// The caller's open tasks and, where they coordinate, what of others is overdue; of all their people.
Result<TodayTasks> read_today_tasks(Tx& tx, const Actor& actor);

// --- for the program, other rooms and generated data

/// What another room finds for one person; pure reading.
using CauseFinder = std::function<std::vector<Cause>(Tx&, RegionId, PersonId, const Date& birth)>;
/// What brings a person's tasks into line; reads only. `more`: causes of other rooms.
bool is_in_line(Tx& tx, RegionId region, PersonId person, const std::vector<CauseFinder>& more);
/// Makes, closes and reopens the program's tasks of a person, each with its audit record. Safe to repeat.
void keep_in_line(Tx& tx, RegionId region, PersonId person, const std::vector<CauseFinder>& more);

/// A task without a guard.
struct BulkTask {
  PersonId person_id;
  NewTask task;
  Time at{};
  PostId post_id;
  std::string author_name, facility_name;
};
bool keep_task(Tx& tx, RegionId region, const BulkTask& bulk);

}  // namespace musubi::task
