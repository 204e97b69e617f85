#include "intake/intake_view.hpp"

#include <algorithm>

namespace musubi::intake {
namespace {

IntakeSheet sheet_of(const std::string& body) {
  return json::read<IntakeSheet>(body).value();
}

bool may_see(Tx& tx, const Actor& actor, PersonId person) {
  return access::decide(actor, access::Action::see_person, {}, access::gather(tx, actor, person)).granted;
}

}  // namespace

std::string joined(const std::string& family, const std::string& given) {
  return given.empty() ? family : family + " " + given;
}

LimitsInForce limits_of(Tx& tx, RegionId region) {
  const auto row = store::limits(tx, region);
  if (!row) return {default_limits(), true, 0};
  return {json::read<WaitLimits>(row->body).value(), false, row->version};
}

IntakeLine line_of(const store::IntakeRow& row, const Actor& actor, const WaitLimits& limits,
                   const Date& today) {
  const auto sheet = sheet_of(row.sheet);
  IntakeLine line;
  line.id = row.id;
  line.receipt = row.receipt;
  line.channel = row.channel;
  line.state = row.state;
  line.name = joined(sheet.family_name, sheet.given_name);
  line.kana = joined(sheet.family_kana, sheet.given_kana);
  line.birth_date = sheet.birth_date;
  line.age_years = age_on(sheet.birth_date, today).years;
  line.district = sheet.district;
  for (const auto& code : sheet.worries) line.worries.push_back(code.value);
  line.received_on = row.received_on;
  line.wait =
      wait_time(stage_of(row.coordinator_post.has_value()), row.since, row.received_on, limits, today);
  line.coordinator_name = row.coordinator_name;
  line.mine = row.coordinator_post == actor.post_id;
  line.version = row.version;
  return line;
}

IntakeView view_of(Tx& tx, const Actor& actor, const store::IntakeRow& row) {
  IntakeView view;
  view.line = line_of(row, actor, limits_of(tx, actor.region_id).limits, tx.today());
  view.sheet = sheet_of(row.sheet);
  view.caller = row.caller;
  view.coordinator_post = row.coordinator_post;
  view.close_reason = row.close_reason;
  view.note = row.note;
  if (row.person_id && may_see(tx, actor, *row.person_id)) view.person_id = row.person_id;
  for (const auto& each : store::versions(tx, actor.region_id, row.id))
    view.versions.push_back(
        {each.version, each.at, each.by_name, each.by_facility, each.state, each.note, sheet_of(each.sheet)});
  view.may = may_in(row.state, view.line.mine);
  if (std::ranges::find(view.may, IntakeMay::assign) != view.may.end())
    view.coordinators = store::desk_members(tx, actor.region_id, tx.today());
  view.worries = worries();
  return view;
}

}  // namespace musubi::intake
