#include "access/guest.hpp"

namespace musubi::access {

std::vector<AgreementFact> agreements_of(Tx& tx, const Actor& actor) {
  static constexpr std::string_view kSql =
      "select a.classes, a.starts_on, a.ends_on" MUSUBI_AGREEMENTS("$2", "$3", "$4");
  return tx.all<AgreementFact>(kSql, actor.region_id, actor.post_id, actor.profession, tx.today());
}

std::optional<FacilityKind> kind_of_facility(Tx& tx, RegionId region, FacilityId facility) {
  static constexpr std::string_view kSql =
      "select " MUSUBI_IS_GUEST("$2") " from facility where region_id = $1 and facility_id = $2";
  const auto guest = tx.first<bool>(kSql, region, facility);
  if (!guest) return std::nullopt;
  return *guest ? FacilityKind::guest : FacilityKind::own;
}

ClassSet agreed_with(Tx& tx, RegionId region, FacilityId guest, std::string_view profession) {
  static constexpr std::string_view kSql =
      "select a.classes from guest_facility g"
      " join agreement a on a.region_id = g.region_id and a.partner_region_id = g.home_region_id"
      " where g.region_id = $1 and g.facility_id = $2 and " MUSUBI_AGREEMENT_STANDS("$4")
      " and ($3 = '' or exists (select 1 from agreement_profession ap where ap.region_id = a.region_id"
      "                          and ap.agreement_id = a.agreement_id and ap.profession = $3))";
  ClassSet sum;
  for (const auto& classes : tx.all<ClassSet>(kSql, region, guest, profession, tx.today()))
    sum = sum | classes;
  return sum;
}

}  // namespace musubi::access
