// Vacancies (空き) that facilities state, and the team that is suggested for a child (チームの候補): which
// places its worries point to, and which facilities could take them, each with why. Suggesting invites
// nobody: that is team/.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "access/access.hpp"
#include "db/tx.hpp"
#include "intake/intake.hpp"
#include "team/team_templates.hpp"

namespace musubi::intake {

using access::Actor;

struct VacancyLine {
  RequiredLine<60> service;
  Whole<0, 999> places;
  Line<200> note;
};
BOOST_DESCRIBE_STRUCT(VacancyLine, (), (service, places, note))
struct VacancyEdit {
  List<VacancyLine, 20> services;
  Date as_of;
};
BOOST_DESCRIBE_STRUCT(VacancyEdit, (), (services, as_of))
struct VacancyView {
  FacilityId facility_id;
  List<VacancyLine, 20> services;
  std::optional<Date> as_of;  ///< none: never stated
  std::int64_t version = 0;
  std::string by_name;
};
BOOST_DESCRIBE_STRUCT(VacancyView, (), (facility_id, services, as_of, version, by_name))

/// Why a facility is suggested.
enum class SuggestReason { named, district, vacancy };
BOOST_DESCRIBE_ENUM(SuggestReason, named, district, vacancy)
struct SuggestedFacility {
  FacilityId facility_id;
  std::string name;
  std::vector<SuggestReason> reasons;
  std::int64_t places = 0;  ///< free, as the facility says
  std::optional<Date> places_as_of;
  bool in_team = false;
};
BOOST_DESCRIBE_STRUCT(SuggestedFacility, (), (facility_id, name, reasons, places, places_as_of, in_team))
struct SuggestedPlace {
  std::int64_t place = 0;  ///< index into the template's places
  std::string facility_type, profession, duty;
  access::SeatRole role = access::SeatRole::member;
  ClassSet classes;
  std::vector<SuggestedFacility> facilities;  ///< the most reasons first
};
BOOST_DESCRIBE_STRUCT(SuggestedPlace, (), (place, facility_type, profession, duty, role, classes, facilities))
struct SuggestedTeam {
  std::string team_template, ja, en;
  std::vector<std::string> worries;  ///< codes that point to it
  std::vector<SuggestedPlace> places;
};
BOOST_DESCRIBE_STRUCT(SuggestedTeam, (), (team_template, ja, en, worries, places))

/// What is known of a facility when a team is suggested.
struct KnownFacility {
  FacilityId id;
  std::string name, facility_type, school_district;
  std::int64_t places = 0;
  std::optional<Date> places_as_of;
  bool in_team = false;
};
/// Pure. One team for each template that the sheets' worries point to, the one most point to first.
std::vector<SuggestedTeam> suggested(const std::vector<IntakeSheet>& sheets,
                                     const std::vector<KnownFacility>& facilities);

/// For all staff.
Result<VacancyView> read_vacancies(Tx& tx, const Actor& actor, FacilityId facility);
/// By the facility's manager or an operator; `conflict` once the version has moved on. Version 0: the first.
Result<VacancyView> state_vacancies(Tx& tx, const Actor& actor, FacilityId facility, std::int64_t version,
                                    const VacancyEdit& edit);
/// For who coordinates the child: from what the family asked, nothing from the notebook.
Result<std::vector<SuggestedTeam>> suggest_team(Tx& tx, const Actor& actor, PersonId person);
/// Without a guard, for generated data.
void keep_vacancies(Tx& tx, RegionId region, FacilityId facility, const VacancyEdit& edit, PostId by,
                    const std::string& by_name);

}  // namespace musubi::intake
