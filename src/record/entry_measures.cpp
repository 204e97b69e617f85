#include "record/entry_measures.hpp"

#include <algorithm>

#include "record/record_parts.hpp"

namespace musubi::record {
namespace {

using access::Action;

/// The record that a measure becomes.
Result<NewRecord> record_of(const access::Grant& grant, const WithEntry& entry, const NewMeasure& measure,
                            Time now, const std::string& path) {
  if (measure.id.is_nil())
    return fail(Code::invalid, json::join(path, "id"), "IDが正しくありません。", "This is no id.");
  TRY_ASSIGN(const auto* type, type_named(measure.type.value, json::join(path, "type")));
  const auto info_class = class_for(*type, grant.classes);
  if (!info_class)
    return fail(Code::invalid, json::join(path, "type"), "この記録を扱う権限がありません。",
                "Your seat does not include this kind of record.");
  NewRecord record;
  record.id = measure.id;
  record.type = measure.type;
  record.state.at = entry.at;
  record.state.info_class = *info_class;
  record.state.value = measure.value;
  record.state.value2 = measure.value2;
  record.state.with_guardians = entry.with_guardians || grant.is_guardian;
  TRY(check_state(*type, record.state, now, path));
  return record;
}

EntryMeasure measure_of(const RecordView& view) {
  return {view.id, view.type, view.value, view.value2, view.alert, view.alert_seen, view.unusual};
}

std::ptrdiff_t place_of(const std::string& code) {
  return find_type(code) - types().data();
}

}  // namespace

Status add_measures(Tx& tx, const access::Actor& actor, const access::Grant& grant, const WithEntry& entry,
                    std::span<const NewMeasure> measures, const std::string& field) {
  if (measures.empty()) return {};
  std::vector<NewRecord> records;
  ClassSet classes;
  for (std::size_t i = 0; i < measures.size(); ++i) {
    const auto path = field + "[" + std::to_string(i) + "]";
    TRY_ASSIGN(auto record, record_of(grant, entry, measures[i], tx.now(), path));
    classes = classes | ClassSet::of(record.state.info_class);
    records.push_back(std::move(record));
  }
  TRY(access::require(tx, actor, Action::post, grant.person_id,
                      {classes, "record", records.front().id.uuid}));
  const auto scribe = scribe_of(actor);
  for (std::size_t i = 0; i < records.size(); ++i) {
    const auto& record = records[i];
    const auto alert = measured(tx, actor.region_id, grant.person_id, record.type.value, record.state);
    if (!insert_record(tx, actor.region_id, grant.person_id, record, alert, scribe, tx.now(), entry.id))
      return fail(Code::duplicate, field + "[" + std::to_string(i) + "].id",
                  "同じIDの別の記録がすでにあります。記録していません。",
                  "Another record with this id exists already. Nothing was kept.");
    insert_record_version(tx, actor.region_id, record.id, 1, record.state, "", false, scribe, tx.now());
    announce(tx, actor.region_id, grant.person_id, record.id.uuid, record.state.info_class);
  }
  return {};
}

bool came_with(Tx& tx, RegionId region, PersonId person, EntryId entry,
               std::span<const NewMeasure> measures) {
  const auto kept = first_with_entry(tx, region, person, entry);
  return kept.size() == measures.size() && std::ranges::all_of(measures, [&](const NewMeasure& measure) {
           const auto same = std::ranges::find(kept, measure.id, &FirstWithEntry::id);
           if (same == kept.end() || same->type != measure.type.value) return false;
           const auto state = json::read<RecordState>(same->body).value();
           return state.value == measure.value && state.value2 == measure.value2;
         });
}

std::vector<std::pair<EntryId, EntryMeasure>> measures_of(Tx& tx, RegionId region, PostId reader,
                                                          const access::Grant& grant,
                                                          std::span<const EntryId> entries) {
  std::vector<std::pair<EntryId, EntryMeasure>> out;
  for (const auto& [entry, view] : records_of_entries(tx, reach_of(region, reader, grant), entries))
    out.emplace_back(entry, measure_of(view));
  std::ranges::stable_sort(out, {}, [](const auto& one) { return place_of(one.second.type); });
  return out;
}

Status hide_measures(Tx& tx, const access::Actor& actor, PersonId person, EntryId entry,
                     const std::string& reason) {
  const auto by = scribe_of(actor);
  // All of them, those too that whoever takes the entry back may not read.
  const Reach everything{actor.region_id, person, ClassSet::all(), {}, actor.post_id};
  for (const auto& [of, now] : records_of_entries(tx, everything, std::array{entry})) {
    TRY(access::require(tx, actor, Action::post, person, {{}, "record", now.id.uuid}));
    hide_record(tx, actor.region_id, now.id, by, reason);
    insert_record_version(tx, actor.region_id, now.id, now.version + 1, state_of(now), reason, true, by,
                          tx.now());
    announce(tx, actor.region_id, person, now.id.uuid, now.info_class);
  }
  return {};
}

}  // namespace musubi::record
