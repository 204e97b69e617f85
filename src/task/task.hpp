// Tasks (やること・期限): what is to be done about one person until a day, by whom, and the rules that need
// no database. Never decides who may see one: that is access/ and task_store's reach. Rules: domain.md (task,
// amendments, "three months before the 18th birthday"); issue 3, "Tasks, first form".
#pragma once
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "access/access.hpp"
#include "base/json.hpp"
#include "consent/consent.hpp"

namespace musubi::task {

using TaskId = Id<struct TaskTag>;
/// A post, a guardian or a facility, as the kind of the owner says.
using TaskOwnerId = Id<struct TaskOwnerTag>;
/// The entry, the record, the consent … that the task comes from.
using TaskSourceId = Id<struct TaskSourceTag>;

inline constexpr std::int64_t kMostOpen = 300;  ///< of one person
inline constexpr std::int64_t kClosedPage = 50;

enum class TaskState { open, done, cancelled };
BOOST_DESCRIBE_ENUM(TaskState, open, done, cancelled)
/// What asked for it. `consent` and what follows are made and closed by the program.
enum class TaskSource {
  hand,
  entry,
  record,
  consent,
  adulthood,
  checkup,
  instruction,
  document,
  handover,
  waiting,
  school_entry,
  seat_opening,
  suggestion
};
BOOST_DESCRIBE_ENUM(TaskSource, hand, entry, record, consent, adulthood, checkup, instruction, document,
                    handover, waiting, school_entry, seat_opening, suggestion)
/// `coordinators`: whoever coordinates the team at the time, so that nothing waits for somebody who left.
enum class TaskOwnerKind { member, guardian, facility, profession, coordinators };
BOOST_DESCRIBE_ENUM(TaskOwnerKind, member, guardian, facility, profession, coordinators)

// --- what comes in

struct TaskOwner {
  TaskOwnerKind kind = TaskOwnerKind::coordinators;
  std::optional<TaskOwnerId> id;  ///< of the post, guardian or facility
  Line<60> profession;            ///< of `profession`
  bool operator==(const TaskOwner&) const = default;
};
BOOST_DESCRIBE_STRUCT(TaskOwner, (), (kind, id, profession))

/// What a task says; versions keep it whole.
struct TaskContent {
  RequiredLine<120> title;
  Prose<2000> body;
  InfoClass info_class = InfoClass::basic;
  TaskOwner owner;
  Date due_on;
  bool with_guardians = false;
};
BOOST_DESCRIBE_STRUCT(TaskContent, (), (title, body, info_class, owner, due_on, with_guardians))

struct NewTask {
  TaskId id;
  TaskContent content;
  std::optional<EntryId> entry_id;        ///< a follow-up of this entry
  std::optional<TaskSourceId> record_id;  ///< a follow-up of this record; one of both at most
};
BOOST_DESCRIBE_STRUCT(NewTask, (), (id, content, entry_id, record_id))
struct TaskEdit {
  TaskContent content;
  Line<500> reason;
};
BOOST_DESCRIBE_STRUCT(TaskEdit, (), (content, reason))
struct TaskMove {
  TaskState state = TaskState::done;
  Line<500> reason;  ///< required to cancel
};
BOOST_DESCRIBE_STRUCT(TaskMove, (), (state, reason))

struct TasksQuery {
  std::optional<bool> closed;
  std::optional<TaskId> before;  ///< of closed ones: the next page
};
BOOST_DESCRIBE_STRUCT(TasksQuery, (), (closed, before))

// --- what goes out

struct TaskOwnerView {
  TaskOwnerKind kind = TaskOwnerKind::coordinators;
  std::optional<TaskOwnerId> id;
  std::string profession;
  std::string name, facility_name;  ///< as they were when it was handed over
};
BOOST_DESCRIBE_STRUCT(TaskOwnerView, (), (kind, id, profession, name, facility_name))

struct TaskView {
  TaskId id;
  PersonId person_id;
  std::string title, body;
  InfoClass info_class = InfoClass::basic;
  TaskOwnerView owner;
  Date due_on;
  bool with_guardians = false;
  TaskState state = TaskState::open;
  TaskSource source = TaskSource::hand;
  std::optional<TaskSourceId> source_id;
  std::string reason;  ///< of its present state
  std::optional<Time> closed_at;
  std::string closed_by_name;  ///< empty: the program
  Time created_at{};
  std::string created_by_name, created_by_facility;  ///< empty: the program
  std::int64_t version = 1;
  bool overdue = false;
  bool mine = false;        ///< the reader, the reader's facility or profession is the owner
  bool owner_gone = false;  ///< the owner is no longer in the team
  bool may_edit = false, may_finish = false, may_reopen = false;
};
BOOST_DESCRIBE_STRUCT(TaskView, (),
                      (id, person_id, title, body, info_class, owner, due_on, with_guardians, state, source,
                       source_id, reason, closed_at, closed_by_name, created_at, created_by_name,
                       created_by_facility, version, overdue, mine, owner_gone, may_edit, may_finish,
                       may_reopen))
struct TaskPage {
  std::vector<TaskView> items;  ///< open: by due date; closed: the last closed first
  std::optional<TaskId> next;   ///< give it back as `before`
};
BOOST_DESCRIBE_STRUCT(TaskPage, (), (items, next))

struct TaskVersionView {
  std::int64_t version = 1;
  Time at{};
  std::string by_name;  ///< empty: the program
  TaskState state = TaskState::open;
  TaskContent content;
  std::string owner_name;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(TaskVersionView, (), (version, at, by_name, state, content, owner_name, reason))
struct TaskDetail {
  TaskView task;
  std::vector<TaskVersionView> versions;  ///< newest first
};
BOOST_DESCRIBE_STRUCT(TaskDetail, (), (task, versions))

/// Somebody a task can be given to, and the classes they can see today.
struct TaskOwnerChoice {
  TaskOwnerView owner;
  ClassSet classes;
};
BOOST_DESCRIBE_STRUCT(TaskOwnerChoice, (), (owner, classes))

struct TodayTask {
  PersonId person_id;
  std::string person_name;
  TaskView task;
};
BOOST_DESCRIBE_STRUCT(TodayTask, (), (person_id, person_name, task))
struct TodayTasks {
  std::vector<TodayTask> mine;     ///< open, by due date
  std::vector<TodayTask> overdue;  ///< of others, where the reader coordinates
};
BOOST_DESCRIBE_STRUCT(TodayTasks, (), (mine, overdue))

// --- causes: tasks that the program makes

/// Something that asks for a task for as long as it lasts. Rooms `course` and `care` add their own (app/
/// composes them).
struct Cause {
  TaskSource source = TaskSource::consent;
  std::string key;  ///< one within the person, the same every time: `consent:…`
  std::optional<TaskSourceId> source_id;
  std::string title;
  Date due_on;
  bool may_begin = true;  ///< false: too old to begin with, but one that is open stays so
  InfoClass info_class = InfoClass::basic;
  std::string body{};
  bool each_guardian = false;            ///< besides the coordinators, each guardian gets a task of their own
  std::optional<TaskOwnerView> owner{};  ///< none: whoever coordinates
};
/// A task of a cause, as it stands.
struct Caused {
  TaskId id;
  std::string cause;
  TaskState state = TaskState::open;
  bool closed_by_program = false;
};
BOOST_DESCRIBE_STRUCT(Caused, (), (id, cause, state, closed_by_program))
enum class Step { add, close, reopen };
struct Planned {
  Step step = Step::add;
  TaskId id;                     ///< none for `add`
  const Cause* cause = nullptr;  ///< none for `close`
};
/// What brings the tasks into line with their causes; nothing if they are. What somebody closed stays closed.
std::vector<Planned> plan(std::span<const Caused> tasks, std::span<const Cause> causes);

/// A consent that ends within 60 days, or has ended, and that no other consent takes over.
std::vector<Cause> consent_causes(std::span<const consent::Coverage> consents, const Date& today);
/// From three months before the 18th birthday, until the person's own consent reaches beyond it.
std::optional<Cause> adulthood_cause(const Date& birth, std::span<const consent::Coverage> consents,
                                     const Date& today);

// --- pure rules

/// A day that can be meant, and an owner that is complete.
Status check_content(const TaskContent& content);
/// `months` earlier; the last day of that month where it has no such day.
Date months_before(const Date& date, int months);

}  // namespace musubi::task
