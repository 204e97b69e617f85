#include "task/task_service.hpp"

#include <algorithm>

#include "base/lost_race.hpp"
#include "notebook/notebook_service.hpp"
#include "record/record_service.hpp"
#include "task/task_owners.hpp"
#include "task/task_store.hpp"

namespace musubi::task {
namespace {

using access::Action;
using access::Grant;
using access::SeatRole;

/// What the reader may do with it, and how it stands today.
TaskView shown(TaskRow row, const Actor& actor, const Grant& grant, const Owners& owners, const Date& today) {
  auto& view = row.view;
  const bool open = view.state == TaskState::open;
  const bool leads = !grant.is_guardian && grant.role >= SeatRole::lead;
  const bool may_write = !grant.is_guardian && grant.role >= SeatRole::member;
  const bool own = row.created_by == actor.post_id;
  view.overdue = open && view.due_on < today;
  view.owner_gone = open && !owners.find(view.owner);
  const bool intake = grant.basis == access::Basis::intake;
  view.may_edit = open && !intake && may_write && (own || leads);
  view.may_finish = open && !intake && (view.mine || own || leads);
  view.may_reopen = !open && !intake && (row.closed_by == actor.post_id || (may_write && (own || leads)));
  return view;
}

Result<TaskView> view_of(Tx& tx, const Actor& actor, const Grant& grant, TaskId task) {
  auto row = find_task(tx, reach_of(actor, grant), task);
  if (!row) return not_found();
  return shown(std::move(*row), actor, grant, owners_of(tx, actor.region_id, grant.person_id), tx.today());
}

Error not_yours() {
  return {Code::forbidden, "", "変更できるのは、担当、作成した人、リーダーとコーディネーターです。",
          "Only its owner, its author, leads and coordinators can do this."};
}

Status may_follow(Tx& tx, const Actor& actor, const Grant& grant, const NewTask& task) {
  if (task.entry_id && task.record_id)
    return fail(Code::invalid, "record_id", "もとになるものは1つだけです。", "One source at most.");
  if (task.entry_id && !notebook::may_read_entry(tx, actor, grant, *task.entry_id)) return not_found();
  if (task.record_id && !record::may_read_record(tx, actor, grant, {task.record_id->uuid}))
    return not_found();
  return {};
}

Beginning beginning_of(const NewTask& task, TaskOwnerView owner) {
  Beginning beginning{task.id, task.content, std::move(owner)};
  if (task.entry_id) {
    beginning.source = TaskSource::entry;
    beginning.source_id = TaskSourceId{task.entry_id->uuid};
  } else if (task.record_id) {
    beginning.source = TaskSource::record;
    beginning.source_id = task.record_id;
  }
  return beginning;
}

bool same_content(const TaskView& view, const TaskContent& content) {
  return view.title == content.title.value && view.body == content.body.value &&
         view.info_class == content.info_class && view.due_on == content.due_on &&
         view.with_guardians == content.with_guardians &&
         TaskOwner{view.owner.kind, view.owner.id, {view.owner.profession}} == content.owner;
}

/// A task of this id is there: this one again, or another.
Result<TaskView> again(Tx& tx, const Actor& actor, const Grant& grant, const NewTask& task) {
  const auto first = first_task(tx, actor.region_id, task.id);
  const auto versions = task_versions(tx, reach_of(actor, grant), task.id);
  const auto source = task.entry_id ? std::optional(TaskSourceId{task.entry_id->uuid}) : task.record_id;
  const bool same = first && first->person_id == grant.person_id && first->created_by == actor.post_id &&
                    first->source_id == source && !versions.empty() &&
                    json::to_json(versions.back().content) == json::to_json(task.content);
  if (!same)
    return fail(Code::duplicate, "id", "同じIDの別のやることがすでにあります。登録していません。",
                "Another task with this id exists already. Nothing was kept.");
  return view_of(tx, actor, grant, task.id);
}

}  // namespace

Result<TaskPage> list_tasks(Tx& tx, const Actor& actor, PersonId person, const TasksQuery& query) {
  TRY_ASSIGN(const auto grant, access::require(tx, actor, Action::see_tasks, person, {{}, "tasks", {}}));
  const auto reach = reach_of(actor, grant);
  auto rows = query.closed.value_or(false)
                  ? closed_tasks(tx, reach, query.before.value_or(TaskId{}), kClosedPage + 1)
                  : open_tasks(tx, reach);
  TaskPage page;
  if (query.closed.value_or(false) && static_cast<std::int64_t>(rows.size()) > kClosedPage) {
    rows.resize(static_cast<std::size_t>(kClosedPage));
    page.next = rows.back().view.id;
  }
  const auto owners = owners_of(tx, actor.region_id, person);
  for (auto& row : rows) page.items.push_back(shown(std::move(row), actor, grant, owners, tx.today()));
  return page;
}

Result<TaskDetail> read_task(Tx& tx, const Actor& actor, PersonId person, TaskId task) {
  TRY_ASSIGN(const auto grant,
             access::require(tx, actor, Action::see_tasks, person, {{}, "task", task.uuid}));
  TaskDetail detail;
  TRY_ASSIGN(detail.task, view_of(tx, actor, grant, task));
  detail.versions = task_versions(tx, reach_of(actor, grant), task);
  return detail;
}

Result<std::vector<TaskOwnerChoice>> list_owners(Tx& tx, const Actor& actor, PersonId person) {
  TRY(access::require(tx, actor, Action::write_task, person, {{}, "task_owners", {}}));
  return owners_of(tx, actor.region_id, person).choices;
}

Result<TaskView> add_task(Tx& tx, const Actor& actor, PersonId person, const NewTask& task) {
  TRY_ASSIGN(const auto grant,
             access::require(tx, actor, Action::write_task, person,
                             {ClassSet::of(task.content.info_class), "task", task.id.uuid}));
  if (task.id.is_nil()) return fail(Code::invalid, "id", "IDが正しくありません。", "This is no id.");
  TRY(check_content(task.content));
  TRY(may_follow(tx, actor, grant, task));
  if (first_task(tx, actor.region_id, task.id)) return again(tx, actor, grant, task);
  TRY_ASSIGN(auto owner, owners_of(tx, actor.region_id, person).choose(task.content));
  if (count_open(tx, actor.region_id, person) >= kMostOpen)
    return fail(Code::too_large, "", "やることが多すぎます。終わったものを完了にしてください。",
                "There are too many open tasks. Please close what is done.");
  if (!insert_task(tx, actor.region_id, person, beginning_of(task, std::move(owner)), hand_of(actor),
                   tx.now()))
    return again(tx, actor, grant, task);
  announce(tx, actor.region_id, person, task.id);
  return view_of(tx, actor, grant, task.id);
}

Result<TaskView> edit_task(Tx& tx, const Actor& actor, PersonId person, TaskId task, std::int64_t version,
                           const TaskEdit& edit) {
  TRY_ASSIGN(const auto grant, access::require(tx, actor, Action::write_task, person,
                                               {ClassSet::of(edit.content.info_class), "task", task.uuid}));
  TRY_ASSIGN(const auto now, view_of(tx, actor, grant, task));
  if (now.state != TaskState::open)
    return fail(Code::gone, "", "すでに終わっています。直すには再開してください。",
                "This is closed. Reopen it to change it.");
  if (!now.may_edit) return std::unexpected(not_yours());
  TRY(check_content(edit.content));
  // A retry of an edit that did arrive finds its own state one version on.
  if (same_content(now, edit.content) && (now.version == version || now.version == version + 1)) return now;
  TRY_ASSIGN(const auto owner, owners_of(tx, actor.region_id, person).choose(edit.content, &now.owner));
  announce(tx, actor.region_id, person, task);  // to those who see it now; it may be taken from them
  if (!update_task(tx, actor.region_id, task, version, edit.content, owner, edit.reason, hand_of(actor)))
    return lost_race(now);
  announce(tx, actor.region_id, person, task);
  return view_of(tx, actor, grant, task);
}

Result<TaskView> set_state(Tx& tx, const Actor& actor, PersonId person, TaskId task, std::int64_t version,
                           const TaskMove& move) {
  const auto action = move.state == TaskState::cancelled ? Action::write_task : Action::finish_task;
  TRY_ASSIGN(const auto grant, access::require(tx, actor, action, person, {{}, "task", task.uuid}));
  TRY_ASSIGN(const auto now, view_of(tx, actor, grant, task));
  if (now.state == move.state && (now.version == version || now.version == version + 1)) return now;
  if (now.version != version) return lost_race(now);
  const bool may = move.state == TaskState::done        ? now.may_finish
                   : move.state == TaskState::cancelled ? now.may_edit
                                                        : now.may_reopen;
  if (now.state != TaskState::open && move.state != TaskState::open)
    return fail(Code::gone, "", "すでに終わっています。", "This is closed already.");
  if (!may) return std::unexpected(not_yours());
  if (move.state == TaskState::cancelled && move.reason.empty())
    return fail(Code::invalid, "reason", "取りやめる理由を入れてください。", "Say why it is cancelled.");
  if (!move_task(tx, actor.region_id, task, version, move.state, move.reason, hand_of(actor)))
    return lost_race(now);
  announce(tx, actor.region_id, person, task);
  return view_of(tx, actor, grant, task);
}

Result<TodayTasks> read_today_tasks(Tx& tx, const Actor& actor) {
  constexpr std::int64_t kMostPeople = 100, kEach = 50;
  TodayTasks today;
  for (const auto& person : busy_people(tx, actor, tx.today(), kMostPeople)) {
    const auto grant = access::look(tx, actor, Action::see_tasks, person.person_id, {{}, "today", {}});
    if (!grant) continue;
    const auto owners = owners_of(tx, actor.region_id, person.person_id);
    for (auto& row : tasks_of_today(tx, reach_of(actor, *grant), tx.today(), kEach)) {
      auto view = shown(std::move(row), actor, *grant, owners, tx.today());
      auto& list = view.mine ? today.mine : today.overdue;
      list.push_back({person.person_id, person.name, std::move(view)});
    }
  }
  const auto by_day = [](const TodayTask& item) { return std::pair(item.task.due_on, item.task.id); };
  std::ranges::sort(today.mine, {}, by_day);
  std::ranges::sort(today.overdue, {}, by_day);
  return today;
}

bool keep_task(Tx& tx, RegionId region, const BulkTask& bulk) {
  const auto owners = owners_of(tx, region, bulk.person_id);
  const auto owner = owners.choose(bulk.task.content);
  if (!owner) return false;
  return insert_task(tx, region, bulk.person_id, beginning_of(bulk.task, *owner),
                     {bulk.post_id, bulk.author_name, bulk.facility_name}, bulk.at);
}

}  // namespace musubi::task
