#include "intake/vacancy.hpp"

#include <algorithm>
#include <set>

#include "access/desk.hpp"
#include "base/lost_race.hpp"
#include "facility/facility_service.hpp"
#include "intake/intake_store.hpp"

namespace musubi::intake {
namespace {

using access::Action;
using access::Duty;

constexpr std::size_t kMostFacilities = 6;  // of one place

struct VacancyRow {
  std::int64_t version = 0;
  std::string body;
  Date as_of;
  std::string by_name;
};
BOOST_DESCRIBE_STRUCT(VacancyRow, (), (version, body, as_of, by_name))

VacancyView view_of(Tx& tx, RegionId region, FacilityId facility) {
  const auto row = tx.first<VacancyRow>(R"sql(
    select version, body, as_of, by_name from vacancy
     where region_id = $1 and facility_id = $2 order by version desc limit 1
  )sql",
                                        region, facility);
  if (!row) return {facility, {}, {}, 0, ""};
  return {facility, json::read<VacancyEdit>(row->body).value().services, row->as_of, row->version,
          row->by_name};
}

bool insert(Tx& tx, RegionId region, FacilityId facility, std::int64_t version, const VacancyEdit& edit,
            PostId by, const std::string& by_name) {
  return tx.run(R"sql(
    insert into vacancy (region_id, facility_id, version, body, as_of, at, by_post, by_name)
    values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing
  )sql",
                region, facility, version, json::to_json(edit), edit.as_of, tx.now(), by, by_name) == 1;
}

struct FacilityRow {
  FacilityId id;
  std::string name, facility_type, school_district, body;
  std::optional<Date> as_of;
  bool in_team = false;
};
BOOST_DESCRIBE_STRUCT(FacilityRow, (), (id, name, facility_type, school_district, body, as_of, in_team))

std::vector<KnownFacility> known_facilities(Tx& tx, RegionId region, PersonId person) {
  std::vector<KnownFacility> known;
  for (auto& row : tx.all<FacilityRow>(R"sql(
    select f.facility_id, f.name, f.facility_type, f.school_district, coalesce(v.body, ''), v.as_of,
           exists (select 1 from seat s where s.region_id = $1 and s.person_id = $2 and s.facility_id = f.facility_id
                      and s.state in ('active', 'invited'))
      from facility f
      left join vacancy v on v.region_id = $1 and v.facility_id = f.facility_id
           and v.version = (select max(n.version) from vacancy n
                             where n.region_id = $1 and n.facility_id = f.facility_id)
     where f.region_id = $1 and f.state = 'active'
     order by f.name_folded, f.facility_id limit 5000
  )sql",
                                       region, person)) {
    KnownFacility one{row.id, row.name, row.facility_type, row.school_district, 0, row.as_of, row.in_team};
    if (!row.body.empty()) {
      const auto stated = json::read<VacancyEdit>(row.body).value();
      for (const auto& line : stated.services) one.places += line.places;
    }
    known.push_back(std::move(one));
  }
  return known;
}

/// Named by the family, in whatever way of writing.
bool is_named(const KnownFacility& facility, const std::vector<IntakeSheet>& sheets) {
  const auto name = text::fold_name(facility.name);
  return std::ranges::any_of(sheets, [&](const IntakeSheet& sheet) {
    return text::fold_name(sheet.supporters.value).contains(name);
  });
}
bool is_near(const KnownFacility& facility, const std::vector<IntakeSheet>& sheets) {
  const auto district = text::fold_name(facility.school_district);
  return !district.empty() && std::ranges::any_of(sheets, [&](const IntakeSheet& sheet) {
    return text::fold_name(sheet.district.value) == district;
  });
}

std::vector<SuggestedFacility> facilities_for(const std::string& type, const std::vector<IntakeSheet>& sheets,
                                              const std::vector<KnownFacility>& facilities) {
  std::vector<SuggestedFacility> found;
  for (const auto& facility : facilities) {
    if (facility.facility_type != type) continue;
    SuggestedFacility one{facility.id,     facility.name,         {},
                          facility.places, facility.places_as_of, facility.in_team};
    if (is_named(facility, sheets)) one.reasons.push_back(SuggestReason::named);
    if (is_near(facility, sheets)) one.reasons.push_back(SuggestReason::district);
    if (facility.places > 0) one.reasons.push_back(SuggestReason::vacancy);
    found.push_back(std::move(one));
  }
  // Who is there already first, then by reasons; what the family named weighs most.
  std::ranges::stable_sort(found, std::greater{}, [](const SuggestedFacility& f) {
    const bool named = std::ranges::find(f.reasons, SuggestReason::named) != f.reasons.end();
    return std::tuple(f.in_team, named, f.reasons.size());
  });
  if (found.size() > kMostFacilities) found.resize(kMostFacilities);
  return found;
}

}  // namespace

std::vector<SuggestedTeam> suggested(const std::vector<IntakeSheet>& sheets,
                                     const std::vector<KnownFacility>& facilities) {
  std::vector<SuggestedTeam> teams;
  std::set<std::string> seen;
  for (const auto& sheet : sheets)
    for (const auto& code : sheet.worries) {
      const auto* worry = find_worry(code.value);
      if (worry == nullptr || !seen.insert(worry->code).second) continue;
      auto at = std::ranges::find(teams, worry->team_template, &SuggestedTeam::team_template);
      if (at == teams.end()) {
        const auto* form = team::find_template(worry->team_template);
        at = teams.insert(at, {form->code, form->ja, form->en, {}, {}});
        for (std::size_t i = 0; i < form->places.size(); ++i) {
          const auto& place = form->places[i];
          at->places.push_back({static_cast<std::int64_t>(i), place.facility_type, place.profession,
                                place.duty, place.role, place.classes,
                                facilities_for(place.facility_type, sheets, facilities)});
        }
      }
      at->worries.push_back(worry->code);
    }
  std::ranges::stable_sort(teams, std::greater{}, [](const SuggestedTeam& t) { return t.worries.size(); });
  return teams;
}

Result<VacancyView> read_vacancies(Tx& tx, const Actor& actor, FacilityId facility) {
  TRY(facility::facility(tx, actor, facility));  // the guard of the directory
  return view_of(tx, actor.region_id, facility);
}

Result<VacancyView> state_vacancies(Tx& tx, const Actor& actor, FacilityId facility, std::int64_t version,
                                    const VacancyEdit& edit) {
  TRY(access::require_duty(tx, actor, Duty::manage_facility, facility, {{}, "vacancy", facility.uuid}));
  if (edit.as_of > tx.today())
    return fail(Code::invalid, "as_of", "未来の日付です。", "The date is in the future.");
  auto now = view_of(tx, actor.region_id, facility);
  const bool same = now.as_of && json::to_json(VacancyEdit{now.services, *now.as_of}) == json::to_json(edit);
  if (same && (now.version == version || now.version == version + 1)) return now;
  if (now.version != version ||
      !insert(tx, actor.region_id, facility, version + 1, edit, actor.post_id, actor.display_name))
    return lost_race(now);
  return view_of(tx, actor.region_id, facility);
}

Result<std::vector<SuggestedTeam>> suggest_team(Tx& tx, const Actor& actor, PersonId person) {
  TRY_ASSIGN(const auto grant,
             access::require_coordinator(tx, actor, Action::see_team, person, {{}, "team_suggestion", {}}));
  std::vector<IntakeSheet> sheets;
  for (const auto& row : store::of_person(tx, actor.region_id, grant.person_id))
    sheets.push_back(json::read<IntakeSheet>(row.sheet).value());
  return suggested(sheets, known_facilities(tx, actor.region_id, person));
}

void keep_vacancies(Tx& tx, RegionId region, FacilityId facility, const VacancyEdit& edit, PostId by,
                    const std::string& by_name) {
  insert(tx, region, facility, 1, edit, by, by_name);
}

}  // namespace musubi::intake
