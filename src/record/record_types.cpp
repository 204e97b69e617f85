#include "record/record_types.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "base/csv.hpp"

namespace musubi::record {
namespace {

#include "record_types.inc"

std::optional<double> number(const std::string& cell) {
  return cell.empty() ? std::nullopt : std::optional(csv::number(cell));
}

std::vector<RecordKind> kinds_of(std::string_view text) {
  std::vector<RecordKind> kinds;
  for (const auto& kind : csv::parts(text, '/')) {
    auto parts = csv::parts(kind, ':');
    if (parts.size() != 3) throw std::logic_error("record_types.csv has a kind without names: " + kind);
    kinds.push_back({std::move(parts[0]), std::move(parts[1]), std::move(parts[2])});
  }
  return kinds;
}

RecordType type_of(const std::vector<std::string>& c) {
  RecordType type;
  type.code = c[0];
  type.ja = c[1];
  type.en = c[2];
  type.group = c[3];
  for (const auto& name : csv::parts(c[4], '+'))
    type.classes.push_back(json::enum_value<InfoClass>(name).value());
  type.unit = c[5];
  type.decimals = static_cast<std::int64_t>(csv::number(c[6]));
  type.need = json::enum_value<Need>(c[7]).value();
  type.min = number(c[8]);
  type.max = number(c[9]);
  type.usual_low = number(c[10]);
  type.usual_high = number(c[11]);
  type.value_ja = c[12];
  type.value_en = c[13];
  type.value2_ja = c[14];
  type.value2_en = c[15];
  type.min2 = number(c[16]);
  type.max2 = number(c[17]);
  type.kinds = kinds_of(c[18]);
  type.kind_need = json::enum_value<KindNeed>(c[19]).value();
  type.what_ja = c[20];
  type.what_en = c[21];
  type.abc = c[22] == "yes";
  type.loinc = c[23];
  return type;
}

std::vector<RecordType> load() {
  std::vector<RecordType> all;
  for (const auto& line : csv::shipped(kRecordTypesCsv, 24, "record_types.csv")) all.push_back(type_of(line));
  return all;
}

template <class Item>
const Item* called(const std::vector<Item>& items, std::string_view typed) {
  const auto folded = text::fold_name(typed);
  const auto at = std::ranges::find_if(items, [&](const Item& item) {
    return item.code == typed || text::fold_name(item.ja) == folded || text::fold_name(item.en) == folded;
  });
  return at == items.end() ? nullptr : &*at;
}
template <class Item>
const Item* coded(const std::vector<Item>& items, std::string_view code) {
  const auto at = std::ranges::find(items, code, &Item::code);
  return at == items.end() ? nullptr : &*at;
}

}  // namespace

const std::vector<RecordType>& types() {
  static const auto kTypes = load();
  return kTypes;
}
const RecordType* find_type(std::string_view code) {
  return coded(types(), code);
}
const RecordType* type_called(std::string_view typed) {
  return called(types(), typed);
}
const RecordKind* find_kind(const RecordType& type, std::string_view code) {
  return coded(type.kinds, code);
}
const RecordKind* kind_called(const RecordType& type, std::string_view typed) {
  return called(type.kinds, typed);
}

std::optional<InfoClass> class_for(const RecordType& type, ClassSet held) {
  const auto at = std::ranges::find_if(type.classes, [&](InfoClass c) { return held.has(c); });
  return at == type.classes.end() ? std::nullopt : std::optional(*at);
}

std::string number_text(double value, std::int64_t decimals) {
  return fmt::format("{:.{}f}", value, decimals);
}

}  // namespace musubi::record
