#include "team/team_templates.hpp"

#include <algorithm>
#include <stdexcept>

#include "base/csv.hpp"
#include "codes/codes.hpp"

namespace musubi::team {
namespace {

#include "team_templates.inc"

ClassSet classes_of(std::string_view text) {
  ClassSet sum;
  for (const auto& name : csv::parts(text, '+'))
    sum = sum | ClassSet::of(json::enum_value<InfoClass>(name).value());
  return sum;
}

/// A broken table is a broken build.
std::vector<TeamTemplate> load() {
  std::vector<TeamTemplate> all;
  for (const auto& cells : csv::shipped(kTemplatesCsv, 8, "team_templates.csv")) {
    if (codes::find_facility_type(cells[3]) == nullptr || codes::find_profession(cells[4]) == nullptr)
      throw std::logic_error("team_templates.csv names an unknown code: " + cells[3] + ", " + cells[4]);
    auto at = std::ranges::find(all, cells[0], &TeamTemplate::code);
    if (at == all.end()) at = all.insert(at, {cells[0], cells[1], cells[2], {}});
    at->places.push_back({cells[3], cells[4], json::enum_value<access::SeatRole>(cells[5]).value(), cells[6],
                          classes_of(cells[7])});
  }
  return all;
}

}  // namespace

const std::vector<TeamTemplate>& templates() {
  static const auto kTemplates = load();
  return kTemplates;
}

const TeamTemplate* find_template(std::string_view code) {
  const auto at = std::ranges::find(templates(), code, &TeamTemplate::code);
  return at == templates().end() ? nullptr : &*at;
}

}  // namespace musubi::team
