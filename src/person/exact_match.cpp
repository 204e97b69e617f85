// Finding one person by facts that fit in full, for breakglass/.
#include "person/person_service.hpp"
#include "person/person_store.hpp"

namespace musubi::person {
namespace {

std::string joined(const std::string& family, const std::string& given) {
  return given.empty() ? family : family + " " + given;
}

}  // namespace

std::optional<ExactMatch> find_exactly(Tx& tx, RegionId region, std::string_view family_kana,
                                       std::string_view given_kana, const Date& birth_date) {
  const auto rows = store::exact_matches(
      tx, region, text::fold_name(std::string(family_kana) + std::string(given_kana)), birth_date);
  if (rows.size() != 1) return std::nullopt;
  const auto& row = rows.front();
  return ExactMatch{row.person_id, joined(row.family_name, row.given_name),
                    joined(row.family_kana, row.given_kana), row.birth_date};
}

}  // namespace musubi::person
