// The doctors' instruction sheets: kept, amended, taken back; what they ask for as they end.
#include <algorithm>

#include "base/lost_race.hpp"
#include "care/care_view.hpp"

namespace musubi::care {
namespace {

using access::Action;
using access::Grant;

constexpr ClassSet kHealth = ClassSet::of(InfoClass::health);

access::Target target_of(InstructionId instruction) {
  return {kHealth, "care_instruction", instruction.uuid};
}

/// Its states, newest first, where the grant shows it; `not_found` otherwise.
Result<std::vector<store::InstructionRow>> states_of(Tx& tx, const Actor& actor, const Grant& grant,
                                                     InstructionId instruction) {
  auto rows = store::instruction_versions(tx, actor.region_id, instruction);
  if (rows.empty() || rows.front().person_id != grant.person_id || grant.is_restricted) return not_found();
  if (rows.front().hidden && grant.is_guardian) return not_found();
  return rows;
}

InstructionView view_of(Tx& tx, const Actor& actor, const Grant& grant, const store::InstructionRow& row) {
  const auto all = sheets_of(store::instructions(tx, actor.region_id, grant.person_id));
  return shown(tx, actor.region_id, row, all, reader_of(tx, actor, grant));
}
Result<InstructionView> present(Tx& tx, const Actor& actor, const Grant& grant, InstructionId instruction) {
  TRY_ASSIGN(const auto rows, states_of(tx, actor, grant, instruction));
  return view_of(tx, actor, grant, rows.front());
}

/// The guard of whatever changes a sheet: the team's business.
Result<Grant> require_writer(Tx& tx, const Actor& actor, PersonId person, InstructionId instruction) {
  TRY_ASSIGN(auto grant, access::require(tx, actor, Action::post, person, target_of(instruction)));
  TRY(check_writer(grant, reader_of(tx, actor, grant).may_instruct()));
  return grant;
}

/// A scan that another state of the sheet names is its own already.
Status bind_scan(Tx& tx, const Actor& actor, PersonId person, InstructionId instruction,
                 const std::optional<FileId>& file, const std::optional<FileId>& before = {}) {
  if (!file || file == before) return {};
  return file::bind_files(tx, actor, person, {&*file, 1}, file::BoundTo::document, instruction.uuid,
                          "content.file_id");
}

store::InstructionRow row_of(const Actor& actor, PersonId person, InstructionId id, std::int64_t version,
                             const InstructionContent& content, Time at) {
  return {id, person, version,       json::to_json(content), false,
          "", at,     actor.post_id, actor.display_name,     actor.facility_name};
}

}  // namespace

Result<InstructionDetail> read_instruction(Tx& tx, const Actor& actor, PersonId person,
                                           InstructionId instruction) {
  TRY_ASSIGN(const auto grant, access::require(tx, actor, Action::read_past, person, target_of(instruction)));
  TRY_ASSIGN(const auto rows, states_of(tx, actor, grant, instruction));
  InstructionDetail detail{view_of(tx, actor, grant, rows.front()), {}};
  for (const auto& row : rows)
    detail.versions.push_back({row.version, row.at, row.by_name, row.by_facility, row.reason,
                               json::read<InstructionContent>(row.body).value(), row.hidden});
  return detail;
}

Result<InstructionView> add_instruction(Tx& tx, const Actor& actor, PersonId person,
                                        const NewInstruction& instruction) {
  TRY_ASSIGN(const auto grant, require_writer(tx, actor, person, instruction.id));
  if (instruction.id.is_nil()) return fail(Code::invalid, "id", "IDが正しくありません。", "This is no id.");
  TRY(check_instruction(instruction.content));
  const auto row = row_of(actor, person, instruction.id, 1, instruction.content, tx.now());
  const auto taken = fail(Code::duplicate, "id", "同じIDの別の指示書がすでにあります。登録していません。",
                          "Another sheet with this id exists already. Nothing was kept.");
  const auto known = store::instruction_versions(tx, actor.region_id, instruction.id);
  if (!known.empty()) {
    const auto& first = known.back();
    if (first.person_id != person || first.by_post != actor.post_id || first.body != row.body) return taken;
    return view_of(tx, actor, grant, known.front());
  }
  const auto sheets = store::instructions(tx, actor.region_id, person);
  if (static_cast<std::int64_t>(sheets.size()) >= kMostInstructions)
    return fail(Code::too_large, "", "指示書が多すぎます。", "There are too many sheets.");
  TRY(bind_scan(tx, actor, person, instruction.id, instruction.content.file_id));
  if (!store::insert_instruction(tx, actor.region_id, row)) return taken;
  announce(tx, actor.region_id, person, instruction.id.uuid, InfoClass::health);
  return present(tx, actor, grant, instruction.id);
}

Result<InstructionView> edit_instruction(Tx& tx, const Actor& actor, PersonId person,
                                         InstructionId instruction, std::int64_t version,
                                         const InstructionEdit& edit) {
  TRY_ASSIGN(const auto grant, require_writer(tx, actor, person, instruction));
  TRY_ASSIGN(const auto now, present(tx, actor, grant, instruction));
  if (now.hidden) return fail(Code::gone, "", "この指示書は取り消されています。", "This was taken back.");
  TRY(check_instruction(edit.content));
  const bool same = json::to_json(now.content) == json::to_json(edit.content);
  if (same && (now.version == version || now.version == version + 1)) return now;
  if (now.version != version) return lost_race(now);
  TRY(bind_scan(tx, actor, person, instruction, edit.content.file_id, now.content.file_id));
  auto row = row_of(actor, person, instruction, version + 1, edit.content, tx.now());
  row.reason = edit.reason;
  if (!store::insert_instruction(tx, actor.region_id, row)) return lost_race(now);
  announce(tx, actor.region_id, person, instruction.uuid, InfoClass::health);
  return present(tx, actor, grant, instruction);
}

Result<InstructionView> hide_instruction(Tx& tx, const Actor& actor, PersonId person,
                                         InstructionId instruction, const CareReason& why) {
  TRY_ASSIGN(const auto grant, require_writer(tx, actor, person, instruction));
  TRY_ASSIGN(const auto rows, states_of(tx, actor, grant, instruction));
  const auto& now = rows.front();
  if (now.hidden) return view_of(tx, actor, grant, now);
  auto row = now;
  row.version += 1;
  row.hidden = true;
  row.reason = why.reason;
  row.at = tx.now();
  row.by_post = actor.post_id;
  row.by_name = actor.display_name;
  row.by_facility = actor.facility_name;
  if (!store::insert_instruction(tx, actor.region_id, row)) return lost_race(view_of(tx, actor, grant, now));
  announce(tx, actor.region_id, person, instruction.uuid, InfoClass::health);
  return present(tx, actor, grant, instruction);
}

std::vector<task::Cause> causes(Tx& tx, RegionId region, PersonId person, const Date&) {
  return instruction_causes(sheets_of(store::instructions(tx, region, person)), tx.today());
}

Result<file::Hand> open_scan(db::Database& database, file::Files& files, const Actor& actor, PersonId person,
                             InstructionId instruction) {
  return files.hand_out(database, actor.region_id, file::Variant::whole, [&](Tx& tx) -> Result<FileId> {
    TRY_ASSIGN(const auto grant, access::require(tx, actor, Action::read, person, target_of(instruction)));
    TRY_ASSIGN(const auto view, present(tx, actor, grant, instruction));
    if (!view.content.file_id) return not_found();
    return *view.content.file_id;
  });
}

bool keep_instruction(Tx& tx, RegionId region, const NewInstruction& instruction, const Keeper& by) {
  store::InstructionRow row;
  row.id = instruction.id;
  row.person_id = by.person_id;
  row.version = 1;
  row.body = json::to_json(instruction.content);
  row.at = by.at;
  row.by_post = by.post_id;
  row.by_name = by.name;
  row.by_facility = by.facility_name;
  return store::insert_instruction(tx, region, row);
}

}  // namespace musubi::care
