#include "care/care_view.hpp"

#include <algorithm>

#include "access/guardian_reach.hpp"
#include "db/change_feed.hpp"

namespace musubi::care {
namespace {

CareContent content_of(const std::string& body) {
  return json::read<CareContent>(body).value();
}

/// Free text says whom to call as well; a sheltered child's card does without.
void shelter(CareContent& content) {
  if (content.contacts) content.contacts->items.clear();
  if (content.hospitals) content.hospitals->items.clear();
  if (content.devices)
    for (auto& device : content.devices->items) {
      device.supplier = {};
      device.phone = {};
      device.after_hours_phone = {};
    }
  if (content.states)
    for (auto& state : content.states->items) state.call = {};
}

CarePartView view_of(const store::PartRow& row, const Reader& reader) {
  CarePartView view{row.part,        content_of(row.body),     row.version, row.at, row.by_name,
                    row.by_facility, reader.may_edit(row.part)};
  if (reader.sheltered) {
    shelter(view.content);
    view.by_facility.clear();
  }
  return view;
}
CarePartView unwritten(CarePart part, const Reader& reader) {
  CarePartView view;
  view.part = part;
  view.content = nothing_of(part);
  view.may_edit = reader.may_edit(part);
  return view;
}

std::vector<InstructionView> instructions_of(Tx& tx, RegionId region, PersonId person, const Reader& reader) {
  const auto rows = store::instructions(tx, region, person);
  const auto all = sheets_of(rows);
  std::vector<InstructionView> views;
  for (const auto& row : rows)
    if (!row.hidden || (!reader.is_guardian && !reader.in_emergency))
      views.push_back(shown(tx, region, row, all, reader));
  std::ranges::stable_sort(views, [](const auto& a, const auto& b) {
    if (a.hidden.has_value() != b.hidden.has_value()) return b.hidden.has_value();
    return b.content.valid_until < a.content.valid_until;
  });
  return views;
}

}  // namespace

Reader reader_of(Tx& tx, const Actor& actor, const access::Grant& grant) {
  Reader reader;
  reader.sees_basic = !grant.is_restricted && grant.classes.has(InfoClass::basic);
  reader.sees_health = !grant.is_restricted && grant.classes.has(InfoClass::health);
  reader.is_guardian = grant.is_guardian;
  reader.in_emergency = grant.basis == access::Basis::break_glass;
  reader.may_write = !reader.in_emergency && (grant.is_guardian || grant.role >= access::SeatRole::member);
  reader.sheltered = reader.in_emergency && access::is_sheltered(tx, actor.region_id, grant.person_id);
  return reader;
}

bool has_own_card(const access::Grant& grant) {
  return grant.is_guardian && !grant.is_restricted;
}

Status check_writer(const access::Grant& grant, bool may) {
  if (grant.is_restricted) return not_found();
  if (may) return {};
  return fail(Code::forbidden, "", "支援チームの方が登録します。変更したいときは連絡帳でお知らせください。",
              "The team keeps this. Please tell them in the notebook.");
}

CareView view_of(Tx& tx, const Actor& actor, const access::Grant& grant) {
  const auto reader = reader_of(tx, actor, grant);
  CareView view;
  view.sees_care = reader.sees_health;
  view.may_instruct = reader.may_instruct();
  const auto may = access::allowed_actions(actor, access::gather(tx, actor, grant.person_id));
  view.may_print = has_own_card(grant) || std::ranges::find(may, access::Action::export_data) != may.end();
  view.kinds = procedure_kinds();
  const auto rows = store::parts(tx, actor.region_id, grant.person_id);
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<CarePart>>([&](auto d) {
    if (!reader.sees(d.value)) return;
    const auto row = std::ranges::find(rows, d.value, &store::PartRow::part);
    view.parts.push_back(row == rows.end() ? unwritten(d.value, reader) : view_of(*row, reader));
  });
  if (reader.sees_health) view.instructions = instructions_of(tx, actor.region_id, grant.person_id, reader);
  if (view.may_print) view.card = store::card(tx, actor.region_id, grant.person_id, grant.guardian_id);
  return view;
}

CarePartView part_of(Tx& tx, RegionId region, PersonId person, CarePart part, const Reader& reader) {
  const auto rows = store::parts(tx, region, person);
  const auto row = std::ranges::find(rows, part, &store::PartRow::part);
  return row == rows.end() ? unwritten(part, reader) : view_of(*row, reader);
}

InstructionView shown(Tx& tx, RegionId region, const store::InstructionRow& row, std::span<const Sheet> all,
                      const Reader& reader) {
  InstructionView view;
  view.id = row.id;
  view.content = json::read<InstructionContent>(row.body).value();
  view.version = row.version;
  view.at = row.at;
  view.by_name = row.by_name;
  view.by_facility = row.by_facility;
  if (row.hidden) {  // contents are not shown any more
    view.hidden = InstructionHidden{row.at, row.by_name, row.reason};
    view.content.doctor = {};
    view.content.facility = {};
    view.content.note = {};
    view.content.covers = {};
    view.content.file_id.reset();
    return view;
  }
  view.standing = standing_of({row.id, view.content}, all, tx.today());
  view.may_edit = reader.may_instruct();
  if (reader.in_emergency) view.content.file_id.reset();  // papers name more than a card does
  if (reader.sheltered) {
    view.content.doctor = {};
    view.content.facility = {};
    view.content.note = {};
    view.by_facility.clear();
  }
  if (view.content.file_id) view.file = file::find_file(tx, region, *view.content.file_id);
  return view;
}

std::vector<Sheet> sheets_of(std::span<const store::InstructionRow> rows) {
  std::vector<Sheet> sheets;
  for (const auto& row : rows)
    if (!row.hidden) sheets.push_back({row.id, json::read<InstructionContent>(row.body).value()});
  return sheets;
}

store::Hand hand_of(const Actor& actor) {
  return {actor.post_id, actor.display_name, actor.facility_name};
}

void announce(Tx& tx, RegionId region, PersonId person, const Uuid& subject, InfoClass info_class) {
  db::NewChange change;
  change.region_id = region;
  change.person_id = person;
  change.kind = "care";
  change.subject_id = subject;
  change.info_class = info_class;
  db::append_change(tx, change);
}

}  // namespace musubi::care
