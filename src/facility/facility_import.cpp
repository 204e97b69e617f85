// Facilities from a table. Checked completely before the first row is written.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "codes/codes.hpp"
#include "facility/facility_service.hpp"
#include "facility/facility_store.hpp"

namespace musubi::facility {
namespace {

using text::Kind;

enum Column : std::size_t { kName, kType, kPostalCode, kAddress, kPhone, kNumber, kDistrict };
constexpr std::array<csv::Heading, 7> kHeadings{{{"名称", true, "施設名"},
                                                 {"種別", true, "施設種別"},
                                                 {"郵便番号", false},
                                                 {"所在地", false, "住所"},
                                                 {"電話番号", false, "電話"},
                                                 {"番号", false, "事業所番号"},
                                                 {"通学区", false, "学区"}}};

NewFacility facility_in(Tx& tx, RegionId region, csv::Sheet::Line& line,
                        std::map<std::string, std::int64_t>& seen) {
  NewFacility out;
  out.name.value = line.text(kName, 1, 100, Kind::name);
  const auto type = line.text(kType, 1, 100, Kind::line);
  if (const auto* known = codes::facility_type_called(type))
    out.facility_type.value = known->code;
  else if (!type.empty())
    line.object(kType, "知らない種別です。種別の一覧にある名前を入力してください。",
                "Unknown kind of facility. Please use a name from the list.");
  out.postal_code.value = line.text(kPostalCode, 0, 20, Kind::line);
  out.address.value = line.text(kAddress, 0, 200, Kind::line);
  out.phone.value = line.text(kPhone, 0, 50, Kind::line);
  out.official_number.value = line.text(kNumber, 0, 50, Kind::line);
  out.school_district.value = line.text(kDistrict, 0, 100, Kind::line);
  if (out.name.empty() || out.facility_type.empty()) return out;

  const auto [first, is_new] =
      seen.emplace(text::fold_name(out.name.value) + '\n' + out.facility_type.value, line.number());
  if (!is_new)
    line.object(kName, fmt::format("{}行目と同じ種別・同じ名称です。", first->second),
                fmt::format("Line {} has the same kind and name.", first->second));
  else if (store::find_named(tx, region, out.name.value, out.facility_type.value))
    line.object(kName, "同じ種別・同じ名称の施設がすでにあります。",
                "A facility of this kind and name exists already.");
  return out;
}

}  // namespace

Result<csv::ImportReport> import_facilities(Tx& tx, const Actor& actor, std::string_view bytes,
                                            bool dry_run) {
  TRY(access::require_duty(tx, actor, access::Duty::operate_region, {}, {{}, "facility", {}}));
  csv::ImportReport report;
  TRY_ASSIGN(const auto sheet, csv::Sheet::open(bytes, kHeadings, report));
  std::map<std::string, std::int64_t> seen;
  std::vector<NewFacility> facilities;
  for (const auto& row : sheet.rows()) {
    csv::Sheet::Line line(sheet, row, report);
    facilities.push_back(facility_in(tx, actor.region_id, line, seen));
  }
  std::ranges::stable_sort(report.errors, {}, &csv::ImportError::line);
  if (dry_run || !report.errors.empty()) return report;

  for (const auto& facility : facilities) {
    TRY(create_facility(tx, actor.region_id, facility, actor.post_id, "CSVから登録"));
    ++report.created;
  }
  return report;
}

}  // namespace musubi::facility
