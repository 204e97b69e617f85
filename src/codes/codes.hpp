// Coded tables: what a profession, a kind of facility and a purpose of consent are called, and what is usual
// for them. Read-only, compiled in from data/*.csv; the source and licence of each lie beside it. A region's
// own words are no business of this room.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "base/json.hpp"

namespace musubi::codes {

struct ProfessionView {
  std::string code;
  std::string ja;
  std::string en;
  ClassSet default_classes;      ///< of a new seat
  bool may_register = false;     ///< may register a person
  std::string default_category;  ///< of a new entry: `contact`, `consult`, `report`, `record`
};
BOOST_DESCRIBE_STRUCT(ProfessionView, (), (code, ja, en, default_classes, may_register, default_category))

struct FacilityTypeView {
  std::string code;
  std::string ja;
  std::string en;
  std::vector<std::string> default_professions;
};
BOOST_DESCRIBE_STRUCT(FacilityTypeView, (), (code, ja, en, default_professions))

/// What a consent opens (利用目的, access/purpose.hpp), in words for a family.
struct ConsentPurposeView {
  std::string code;
  std::string ja;
  std::string en;
  std::string covers_ja;
  std::string covers_en;
  std::string without_ja;  ///< what becomes impossible if it is not chosen
  std::string without_en;
};
BOOST_DESCRIBE_STRUCT(ConsentPurposeView, (), (code, ja, en, covers_ja, covers_en, without_ja, without_en))

struct CodesView {
  std::vector<FacilityTypeView> facility_types;
  std::vector<ProfessionView> professions;
  std::vector<ConsentPurposeView> consent_purposes;
};
BOOST_DESCRIBE_STRUCT(CodesView, (), (facility_types, professions, consent_purposes))

const CodesView& all();
/// nullptr if there is no such code.
const ProfessionView* find_profession(std::string_view code);
const FacilityTypeView* find_facility_type(std::string_view code);
const ConsentPurposeView* find_consent_purpose(std::string_view code);
/// By code or by either name, as people type it (width and case do not matter): for CSV.
const ProfessionView* profession_called(std::string_view typed);
const FacilityTypeView* facility_type_called(std::string_view typed);

}  // namespace musubi::codes
