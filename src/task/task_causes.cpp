// What the program keeps by itself: tasks of consents that end, of birthdays, and of what other rooms find.
#include "audit/audit.hpp"
#include "consent/consent_service.hpp"
#include "task/task_owners.hpp"
#include "task/task_service.hpp"
#include "task/task_store.hpp"

namespace musubi::task {
namespace {

/// What guardians are told of too, once for each who may be given a task: none of them closes another's.
void add_guardians(Tx& tx, RegionId region, PersonId person, std::vector<Cause>& causes) {
  std::vector<Cause> own;
  for (const auto& cause : causes) {
    if (!cause.each_guardian) continue;
    for (const auto& guardian : guardian_owners(tx, region, person)) {
      auto& theirs = own.emplace_back(cause);
      theirs.key += ':' + to_string(guardian.id);
      theirs.owner =
          TaskOwnerView{TaskOwnerKind::guardian, TaskOwnerId{guardian.id.uuid}, "", guardian.name, ""};
    }
  }
  causes.insert(causes.end(), std::make_move_iterator(own.begin()), std::make_move_iterator(own.end()));
}

/// What the person is asked themself from the birthday on, beside what the coordinators are asked.
void add_own(Tx& tx, RegionId region, PersonId person, std::vector<Cause>& causes) {
  const auto own = own_owner(tx, region, person);
  if (!own) return;
  auto theirs = causes.back();
  theirs.key += ":own";
  theirs.title = "これからの共有を、自分で決める";
  theirs.body =
      "18歳からは、だれに何を見せるかを自分で決めます。「同意」のページで、読んで、えらんでください。";
  theirs.owner = TaskOwnerView{TaskOwnerKind::guardian, TaskOwnerId{own->id.uuid}, "", own->name, ""};
  causes.push_back(std::move(theirs));
}

/// Nothing where the person is no longer supported here: what is open then is closed.
std::vector<Cause> causes_of(Tx& tx, RegionId region, PersonId person, const std::vector<CauseFinder>& more) {
  const auto known = supported_person(tx, region, person);
  if (!known) return {};
  const auto consents = consent::coverage_of(tx, region, person);
  auto causes = consent_causes(consents, tx.today());
  if (auto cause = adulthood_cause(known->birth_date, consents, tx.today())) {
    causes.push_back(std::move(*cause));
    add_own(tx, region, person, causes);
  }
  for (const auto& find : more)
    for (auto& cause : find(tx, region, person, known->birth_date)) causes.push_back(std::move(cause));
  add_guardians(tx, region, person, causes);
  return causes;
}

/// The program acts for nobody: no account, no post.
void write_down(Tx& tx, RegionId region, PersonId person, TaskId task, InfoClass info_class) {
  access::Actor program;
  program.region_id = region;
  audit::append(tx, program,
                {.person_id = person,
                 .action = "keep_task",
                 .classes = ClassSet::of(info_class),
                 .subject_kind = "task",
                 .subject_id = task.uuid,
                 .basis = "rule"});
}

void take(Tx& tx, RegionId region, PersonId person, const Planned& step) {
  auto id = step.id;
  switch (step.step) {
    case Step::add: {
      const auto& cause = *step.cause;
      id = tx.new_id<TaskId>();
      const auto owner = cause.owner.value_or(TaskOwnerView{});
      const Beginning beginning{
          id,
          {{cause.title}, {cause.body}, cause.info_class, {owner.kind, owner.id, {}}, cause.due_on, false},
          owner,
          cause.source,
          cause.source_id,
          cause.key};
      if (!insert_task(tx, region, person, beginning, {}, tx.now())) return;  // another copy was faster
      break;
    }
    case Step::close:
      move_caused(tx, region, id, TaskState::done);
      break;
    case Step::reopen:
      move_caused(tx, region, id, TaskState::open);
      break;
  }
  write_down(tx, region, person, id, step.cause == nullptr ? InfoClass::basic : step.cause->info_class);
  announce(tx, region, person, id);
}

}  // namespace

bool is_in_line(Tx& tx, RegionId region, PersonId person, const std::vector<CauseFinder>& more) {
  const auto causes = causes_of(tx, region, person, more);
  return plan(caused_tasks(tx, region, person), causes).empty();
}

void keep_in_line(Tx& tx, RegionId region, PersonId person, const std::vector<CauseFinder>& more) {
  const auto causes = causes_of(tx, region, person, more);
  for (const auto& step : plan(caused_tasks(tx, region, person), causes)) take(tx, region, person, step);
}

}  // namespace musubi::task
