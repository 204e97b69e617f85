#include "task/task_owners.hpp"

#include <algorithm>

#include "consent/consent_service.hpp"
#include "db/change_feed.hpp"
#include "task/task_store.hpp"

namespace musubi::task {
namespace {

bool is_same(const TaskOwnerView& a, const TaskOwnerView& b) {
  return a.kind == b.kind && a.id == b.id && a.profession == b.profession;
}

void add(std::vector<TaskOwnerChoice>& choices, TaskOwnerView owner, ClassSet classes) {
  const auto known =
      std::ranges::find_if(choices, [&](const auto& choice) { return is_same(choice.owner, owner); });
  if (known == choices.end())
    choices.push_back({std::move(owner), classes});
  else
    known->classes = known->classes | classes;
}

}  // namespace

const TaskOwnerChoice* Owners::find(const TaskOwnerView& owner) const {
  const auto at =
      std::ranges::find_if(choices, [&](const auto& choice) { return is_same(choice.owner, owner); });
  return at == choices.end() ? nullptr : &*at;
}

Result<TaskOwnerView> Owners::choose(const TaskContent& content, const TaskOwnerView* before) const {
  const TaskOwnerView named{content.owner.kind, content.owner.id, content.owner.profession.value, "", ""};
  const auto* choice = find(named);
  if (choice == nullptr && before != nullptr && is_same(named, *before)) return *before;
  if (choice == nullptr)
    return fail(Code::invalid, "content.owner", "この担当は、いまの支援チームにいません。",
                "This owner is not in the team now.");
  if (!choice->classes.has(content.info_class))
    return fail(Code::invalid, "content.owner", "この担当は、この情報区分を見られません。",
                "This owner cannot see this class of information.");
  return choice->owner;
}

Owners owners_of(Tx& tx, RegionId region, PersonId person) {
  const auto consents = consent::coverage_of(tx, region, person);
  std::vector<TaskOwnerChoice> members, facilities, professions;
  ClassSet coordinators = ClassSet::of(InfoClass::basic);  // what they see even before a consent
  for (const auto& row : team_of(tx, region, person, tx.today())) {
    const auto classes = row.classes & consent::covered_classes(consents, row.facility_id, tx.today());
    if (row.coordinates) coordinators = coordinators | classes;
    add(facilities, {TaskOwnerKind::facility, TaskOwnerId{row.facility_id.uuid}, "", row.facility_name, ""},
        classes);
    if (!row.post_id) continue;
    add(members, {TaskOwnerKind::member, TaskOwnerId{row.post_id->uuid}, "", row.name, row.facility_name},
        classes);
    if (!row.profession.empty())
      add(professions, {TaskOwnerKind::profession, {}, row.profession, "", ""}, classes);
  }
  Owners owners{{{{TaskOwnerKind::coordinators, {}, "", "", ""}, coordinators}}};
  for (const auto* part : {&members, &facilities, &professions})
    owners.choices.insert(owners.choices.end(), part->begin(), part->end());
  for (const auto& guardian : guardian_owners(tx, region, person))
    owners.choices.push_back(
        {{TaskOwnerKind::guardian, TaskOwnerId{guardian.id.uuid}, "", guardian.name, ""}, ClassSet::all()});
  return owners;
}

void announce(Tx& tx, RegionId region, PersonId person, TaskId task) {
  const auto heard = audience_of(tx, region, task);
  db::NewChange change;
  change.region_id = region;
  change.person_id = person;
  change.kind = "task";
  change.subject_id = task.uuid;
  change.info_class = heard.info_class;
  db::append_change(tx, change);
  if (!heard.with_guardians && !heard.guardian) return;
  // The stream tells guardians nothing of tasks (notify/audience): each who may see this one is told alone.
  const auto listening = access::listeners(tx, region, person, heard.info_class, std::nullopt);
  for (const auto& guardian :
       guardians_of(tx, region, person, heard.with_guardians ? std::nullopt : heard.guardian)) {
    if (std::ranges::find(listening, guardian.post_id, &access::Listener::post_id) == listening.end())
      continue;
    change.account_id = guardian.account_id;
    change.info_class.reset();
    db::append_change(tx, change);
  }
}

}  // namespace musubi::task
