// Ready-made teams (チームの型): which kinds of place and profession usually sit round a table for a need.
// Never chooses a facility: that is done by whoever builds the team. Compiled in from
// data/team_templates.csv, our own.
#pragma once
#include <string>
#include <vector>

#include "access/access.hpp"
#include "base/json.hpp"

namespace musubi::team {

struct TemplatePlace {
  std::string facility_type;
  std::string profession;
  access::SeatRole role = access::SeatRole::member;
  std::string duty;
  ClassSet classes;
};
BOOST_DESCRIBE_STRUCT(TemplatePlace, (), (facility_type, profession, role, duty, classes))
struct TeamTemplate {
  std::string code;
  std::string ja;
  std::string en;
  std::vector<TemplatePlace> places;
};
BOOST_DESCRIBE_STRUCT(TeamTemplate, (), (code, ja, en, places))

const std::vector<TeamTemplate>& templates();
/// nullptr if there is no such code.
const TeamTemplate* find_template(std::string_view code);

}  // namespace musubi::team
