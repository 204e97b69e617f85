#include "codes/codes.hpp"

#include <algorithm>
#include <stdexcept>

#include "base/csv.hpp"
#include "codes_data.inc"

namespace musubi::codes {
namespace {

ClassSet classes_of(std::string_view text) {
  ClassSet set;
  for (const auto& name : csv::parts(text, '+'))
    set = set | ClassSet::of(json::enum_value<InfoClass>(name).value());
  return set;
}

CodesView load() {
  CodesView view;
  for (auto& line : csv::shipped(kFacilityTypesCsv, 6, "facility_types.csv"))
    view.facility_types.push_back({line[0], line[1], line[2], csv::parts(line[3], '+')});
  for (auto& line : csv::shipped(kProfessionsCsv, 8, "professions.csv"))
    view.professions.push_back({line[0], line[1], line[2], classes_of(line[3]), line[4] == "yes", line[5]});
  for (auto& line : csv::shipped(kConsentPurposesCsv, 9, "consent_purposes.csv"))
    view.consent_purposes.push_back({line[0], line[1], line[2], line[3], line[4], line[5], line[6]});
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
const ConsentPurposeView* find_consent_purpose(std::string_view code) {
  return find_code(all().consent_purposes, code);
}
const ProfessionView* profession_called(std::string_view typed) {
  return find_called(all().professions, typed);
}
const FacilityTypeView* facility_type_called(std::string_view typed) {
  return find_called(all().facility_types, typed);
}

}  // namespace musubi::codes
