// What a handover could hold: read from the notebook through the use cases of other rooms, so that the
// drafter is offered what they may read themselves, and nothing else.
#include <fmt/format.h>

#include <algorithm>

#include "course/course_service.hpp"
#include "base/date_words.hpp"
#include "growth/growth_service.hpp"
#include "handover/handover_service.hpp"
#include "notebook/notebook_service.hpp"
#include "person/person_service.hpp"
#include "task/task_service.hpp"

namespace musubi::handover {
namespace {

using Items = std::vector<HandoverItem>;

/// The first `most` characters, never half of one.
std::string cut(std::string text, std::size_t most) {
  std::size_t seen = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool begins = (static_cast<unsigned char>(text[at]) & 0xC0) != 0x80;
    if (begins && seen++ == most) {
      text.resize(at);
      break;
    }
  }
  return text;
}

void add(Tx& tx, Items& items, HandoverItemKind kind, std::optional<Uuid> source, InfoClass info_class,
         std::string title, std::string body) {
  const auto source_id = source ? std::optional(HandoverSourceId{*source}) : std::nullopt;
  items.push_back({tx.new_id<HandoverItemId>(),
                   kind,
                   source_id,
                   info_class,
                   {cut(std::move(title), 120)},
                   {cut(std::move(body), 4000)}});
}


void add_profile(Tx& tx, const person::PersonView& person, Items& items) {
  const auto note = person.alert + (person.alert.empty() || person.note.empty() ? "" : "\n") + person.note;
  if (!note.empty())
    add(tx, items, HandoverItemKind::profile, {}, InfoClass::basic, "知っておいてほしいこと", note);
  std::string allergies;
  constexpr std::array<std::string_view, 3> kSeverity{"軽い", "中くらい", "重い"};
  for (const auto& allergy : person.allergies)
    allergies += fmt::format("{}{}（{}）{}", allergies.empty() ? "" : "\n", allergy.substance.value,
                             kSeverity[static_cast<std::size_t>(allergy.severity)], allergy.reaction.value);
  if (!allergies.empty())
    add(tx, items, HandoverItemKind::allergy, {}, InfoClass::health, "アレルギー", allergies);
  std::string schools;
  for (const auto& school : person.schools)
    schools += fmt::format("{}{}　{} {}（{}から）", schools.empty() ? "" : "\n", school.facility_name.value,
                           school.grade.value, school.class_name.value, date_ja(school.starts_on));
  if (!schools.empty())
    add(tx, items, HandoverItemKind::school, {}, InfoClass::basic, "園・学校の経過", schools);
}

void add_course(Tx& tx, const course::CourseView& course, Items& items) {
  for (const auto& event : course.events) {
    if (event.hidden) continue;
    const auto& content = event.content;
    auto body = date_ja(content.starts_on);
    if (!content.place.empty()) body += "　" + content.place.value;
    if (!content.body.empty()) body += "\n" + content.body.value;
    add(tx, items, HandoverItemKind::event, event.id.uuid, content.info_class, course::title_ja(content),
        body);
  }
}

void add_growth(Tx& tx, const growth::GrowthView& growth, Items& items) {
  if (growth.indices.empty()) return;
  const auto& last = growth.indices.back();
  add(tx, items, HandoverItemKind::growth, {}, InfoClass::health, "身長・体重",
      fmt::format("{}：身長{:.1f}cm、体重{:.1f}kg", date_ja(japan_date(last.at)), last.height_cm,
                  last.weight_kg));
}

void add_entries(Tx& tx, const std::vector<notebook::EntryView>& entries, Items& items) {
  for (const auto& entry : entries) {
    if (entry.hidden || !entry.audience.whole_team) continue;
    const auto line = entry.body.substr(0, entry.body.find('\n'));
    add(tx, items, HandoverItemKind::entry, entry.id.uuid, entry.info_class, cut(line, 40),
        fmt::format("{}　{} {}\n{}", date_ja(japan_date(entry.happened_at)), entry.author.facility_name,
                    entry.author.name, entry.body));
  }
}

void add_tasks(Tx& tx, const std::vector<task::TaskView>& tasks, Items& items) {
  for (const auto& task : tasks)
    if (task.source == task::TaskSource::hand || task.source == task::TaskSource::entry)
      add(tx, items, HandoverItemKind::task, task.id.uuid, task.info_class, task.title,
          fmt::format("期日：{}\n{}", date_ja(task.due_on), task.body));
}

}  // namespace

Result<std::vector<HandoverItem>> suggest_items(Tx& tx, const Actor& actor, PersonId person) {
  TRY(access::require(tx, actor, access::Action::write_handover, person, {{}, "handover_items", {}}));
  Items items;
  TRY_ASSIGN(const auto profile, person::see_person(tx, actor, person));
  add_profile(tx, profile, items);
  TRY_ASSIGN(const auto course, course::read_course(tx, actor, person));
  add_course(tx, course, items);
  if (profile.access.classes.has(InfoClass::health)) {
    TRY_ASSIGN(const auto growth, growth::read_growth(tx, actor, person, {}));
    add_growth(tx, growth, items);
  }
  notebook::TimelineQuery pinned;
  pinned.pinned = true;
  pinned.limit.emplace(Whole<1, notebook::kMaxPage>{50});
  TRY_ASSIGN(const auto entries, notebook::read_timeline(tx, actor, person, pinned));
  add_entries(tx, entries.items, items);
  TRY_ASSIGN(const auto tasks, task::list_tasks(tx, actor, person, {}));
  add_tasks(tx, tasks.items, items);
  if (items.size() > kMostItems) items.resize(kMostItems);
  return items;
}

}  // namespace musubi::handover
