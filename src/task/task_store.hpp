// The tables of tasks: SQL and nothing else. What hands out tasks takes a `Reach` and so can only give what
// its actor may see; nothing is filtered afterwards. Seats see their classes; guardians what is theirs or
// shared with them, and nothing under a protective limit; a coordinator without any consent just the tasks
// that lead to the next one.
#pragma once
#include "task/task.hpp"

namespace musubi::task {

/// Who writes, as it is kept with what was written; nobody is the program.
struct Hand {
  std::optional<PostId> post_id;
  std::string name, facility_name;
};
Hand hand_of(const access::Actor& actor);

/// The reach of a grant over one person's tasks.
struct Reach {
  RegionId region;
  PersonId person;
  ClassSet classes;
  Time since{};
  PostId post;
  std::optional<FacilityId> facility;
  std::string profession;
  std::optional<GuardianId> guardian;
  bool coordinates = false;
  bool is_guardian = false;
  bool is_restricted = false;
  bool is_intake = false;
  ClassSet for_support, for_planning, for_handover;  ///< by what the task comes from
};
Reach reach_of(const access::Actor& actor, const access::Grant& grant);

/// A task with what the service needs to say what its reader may do.
struct TaskRow {
  TaskView view;
  std::optional<PostId> created_by, closed_by;
};
/// By due date.
std::vector<TaskRow> open_tasks(Tx& tx, const Reach& reach);
/// Of these, the reader's own, and, for a coordinator, all that were due before `today`.
std::vector<TaskRow> tasks_of_today(Tx& tx, const Reach& reach, const Date& today, std::int64_t limit);
/// The last closed first, those closed before `before` if it is not nil.
std::vector<TaskRow> closed_tasks(Tx& tx, const Reach& reach, TaskId before, std::int64_t limit);
std::optional<TaskRow> find_task(Tx& tx, const Reach& reach, TaskId task);
/// Newest first; only states that the reader might have seen then.
std::vector<TaskVersionView> task_versions(Tx& tx, const Reach& reach, TaskId task);
std::int64_t count_open(Tx& tx, RegionId region, PersonId person);

struct FirstTask {
  PersonId person_id;
  std::optional<PostId> created_by;
  std::string body;
  std::optional<TaskSourceId> source_id;
};
BOOST_DESCRIBE_STRUCT(FirstTask, (), (person_id, created_by, body, source_id))
/// What was sent under the id the first time, by whom.
std::optional<FirstTask> first_task(Tx& tx, RegionId region, TaskId task);

/// How a task begins.
struct Beginning {
  TaskId id;
  TaskContent content;
  TaskOwnerView owner;
  TaskSource source = TaskSource::hand;
  std::optional<TaskSourceId> source_id;
  std::string cause;
};
/// False if the id, or the cause, is taken already. Keeps the first version.
bool insert_task(Tx& tx, RegionId region, PersonId person, const Beginning& task, const Hand& by, Time at);
/// False if the version is no longer `version`. Keeps the new version.
bool update_task(Tx& tx, RegionId region, TaskId task, std::int64_t version, const TaskContent& content,
                 const TaskOwnerView& owner, const std::string& reason, const Hand& by);
/// The same for its state alone.
bool move_task(Tx& tx, RegionId region, TaskId task, std::int64_t version, TaskState state,
               const std::string& reason, const Hand& by);
/// For the program: whatever the version is.
void move_caused(Tx& tx, RegionId region, TaskId task, TaskState state);

/// Accounts of guardians who may see a task of this owner: not under a protective limit.
std::vector<access::Listener> guardians_of(Tx& tx, RegionId region, PersonId person,
                                           std::optional<TaskOwnerId> only);
/// Whom a task concerns, beside the seats of its class.
struct TaskAudience {
  InfoClass info_class = InfoClass::basic;
  bool with_guardians = false;
  std::optional<TaskOwnerId> guardian;  ///< its owner, if that is one
};
TaskAudience audience_of(Tx& tx, RegionId region, TaskId task);

/// The team as owners, consent apart: one row a seat and member; a facility's seat without members has none.
struct OwnerRow {
  std::optional<PostId> post_id;
  std::string name, profession;
  FacilityId facility_id;
  std::string facility_name;
  ClassSet classes;
  bool coordinates = false;
};
BOOST_DESCRIBE_STRUCT(OwnerRow, (),
                      (post_id, name, profession, facility_id, facility_name, classes, coordinates))
std::vector<OwnerRow> team_of(Tx& tx, RegionId region, PersonId person, const Date& today);
struct GuardianRow {
  GuardianId id;
  std::string name;
};
BOOST_DESCRIBE_STRUCT(GuardianRow, (), (id, name))
/// Whose relation is verified and who are under no protective limit.
std::vector<GuardianRow> guardian_owners(Tx& tx, RegionId region, PersonId person);
/// The person themself, from the 18th birthday on, where they have an account of their own.
std::optional<GuardianRow> own_owner(Tx& tx, RegionId region, PersonId person);

struct BusyPerson {
  PersonId person_id;
  std::string name;
};
BOOST_DESCRIBE_STRUCT(BusyPerson, (), (person_id, name))
/// People the actor may have something to do with who have a task that may be the actor's, or overdue;
/// access/ decides about each.
std::vector<BusyPerson> busy_people(Tx& tx, const access::Actor& actor, const Date& today,
                                    std::int64_t limit);

// --- causes

std::vector<Caused> caused_tasks(Tx& tx, RegionId region, PersonId person);
struct CausePerson {
  PersonId person_id;
  Date birth_date;
};
BOOST_DESCRIBE_STRUCT(CausePerson, (), (person_id, birth_date))
std::vector<RegionId> regions(Tx& tx);
/// People of the region who are supported now, in the order of their ids, after `after`.
std::vector<CausePerson> supported_people(Tx& tx, RegionId region, PersonId after, std::int64_t limit);
std::optional<CausePerson> supported_person(Tx& tx, RegionId region, PersonId person);

}  // namespace musubi::task
