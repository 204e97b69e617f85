#include "codes/codes.hpp"

#include <algorithm>
#include <stdexcept>

#include "base/csv.hpp"
#include "codes_data.inc"

namespace musubi::codes {
namespace {

std::vector<std::string> split(std::string_view text, char at) {
  std::vector<std::string> parts;
  while (!text.empty()) {
    const auto end = text.find(at);
    parts.emplace_back(text.substr(0, end));
    text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
  }
  return parts;
}

ClassSet classes_of(std::string_view text) {
  ClassSet set;
  for (const auto& name : split(text, '+'))
    set = set | ClassSet::of(json::enum_value<InfoClass>(name).value());
  return set;
}

/// Lines of a shipped table without its header; a broken table is a broken build.
std::vector<std::vector<std::string>> lines_of(std::string_view table, std::size_t columns) {
  auto rows = csv::read(table).value();
  std::vector<std::vector<std::string>> lines;
  for (std::size_t i = 1; i < rows.size(); ++i) {
    if (rows[i].cells.size() != columns) throw std::logic_error("a coded table has a line of another length");
    lines.push_back(std::move(rows[i].cells));
  }
  return lines;
}

CodesView load() {
  CodesView view;
  for (auto& line : lines_of(kFacilityTypesCsv, 6))
    view.facility_types.push_back({line[0], line[1], line[2], split(line[3], '+')});
  for (auto& line : lines_of(kProfessionsCsv, 8))
    view.professions.push_back({line[0], line[1], line[2], classes_of(line[3]), line[4] == "yes", line[5]});
  return view;
}

template <class View>
const View* find_code(const std::vector<View>& views, std::string_view code) {
  const auto at =
      std::find_if(views.begin(), views.end(), [&](const View& view) { return view.code == code; });
  return at == views.end() ? nullptr : &*at;
}

template <class View>
const View* find_called(const std::vector<View>& views, std::string_view typed) {
  const auto folded = text::fold_name(typed);
  const auto at = std::find_if(views.begin(), views.end(), [&](const View& view) {
    return view.code == typed || text::fold_name(view.ja) == folded || text::fold_name(view.en) == folded;
  });
  return at == views.end() ? nullptr : &*at;
}

}  // namespace

const CodesView& all() {
  static const CodesView kAll = load();
  return kAll;
}
const ProfessionView* find_profession(std::string_view code) {
  return find_code(all().professions, code);
}
const FacilityTypeView* find_facility_type(std::string_view code) {
  return find_code(all().facility_types, code);
}
const ProfessionView* profession_called(std::string_view typed) {
  return find_called(all().professions, typed);
}
const FacilityTypeView* facility_type_called(std::string_view typed) {
  return find_called(all().facility_types, typed);
}

}  // namespace musubi::codes
