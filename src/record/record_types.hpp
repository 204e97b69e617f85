// What can be written down as a record (記録の種類): unit, bounds, kinds, class. Coded data, compiled in from
// data/record_types.csv, whose source lies beside it. Never decides what is healthy: that is a person's own
// limits.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.hpp"

namespace musubi::record {

/// How many numbers a type takes: `value` and `values` are needed, `optional` may be left out.
enum class Need { value, values, optional, none };
BOOST_DESCRIBE_ENUM(Need, value, values, optional, none)
enum class KindNeed { none, optional, required };
BOOST_DESCRIBE_ENUM(KindNeed, none, optional, required)

struct RecordKind {
  std::string code, ja, en;
};
BOOST_DESCRIBE_STRUCT(RecordKind, (), (code, ja, en))

struct RecordType {
  std::string code, ja, en;
  std::string group;               ///< `vital`, `growth`, `seizure`, `life`, `care`, `behaviour`
  std::vector<InfoClass> classes;  ///< the first is usual; others for those who do not hold it
  std::string unit;
  std::int64_t decimals = 0;
  Need need = Need::none;
  std::optional<double> min, max;               ///< what can be stored at all
  std::optional<double> usual_low, usual_high;  ///< outside, the screen asks back and the record is flagged
  std::string value_ja, value_en, value2_ja, value2_en;
  std::optional<double> min2, max2;
  std::vector<RecordKind> kinds;
  KindNeed kind_need = KindNeed::none;
  std::string what_ja, what_en;  ///< label of a line of text; empty: the type has none
  bool abc = false;              ///< behaviour: before, what, after
  std::string loinc;
};
BOOST_DESCRIBE_STRUCT(RecordType, (),
                      (code, ja, en, group, classes, unit, decimals, need, min, max, usual_low, usual_high,
                       value_ja, value_en, value2_ja, value2_en, min2, max2, kinds, kind_need, what_ja,
                       what_en, abc, loinc))

const std::vector<RecordType>& types();
/// nullptr if there is no such code.
const RecordType* find_type(std::string_view code);
/// By code or by either name, as people type it: for CSV.
const RecordType* type_called(std::string_view typed);
const RecordKind* find_kind(const RecordType& type, std::string_view code);
const RecordKind* kind_called(const RecordType& type, std::string_view typed);
/// The class to use for somebody who holds `held`: the first of the type's that they hold.
std::optional<InfoClass> class_for(const RecordType& type, ClassSet held);
/// `37.2`, with the type's decimals.
std::string number_text(double value, std::int64_t decimals);

}  // namespace musubi::record
