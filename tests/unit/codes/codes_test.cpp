#include "codes/codes.hpp"

#include <gtest/gtest.h>

#include <set>

namespace musubi::codes {
namespace {

TEST(Codes, HaveBothNamesAndNoDoubles) {
  std::set<std::string> seen;
  for (const auto& profession : all().professions) {
    EXPECT_TRUE(seen.insert(profession.code).second) << profession.code;
    EXPECT_FALSE(profession.ja.empty());
    EXPECT_FALSE(profession.en.empty());
    EXPECT_TRUE(profession.default_classes.has(InfoClass::basic)) << profession.code;
  }
  EXPECT_GT(seen.size(), 20U);
}

TEST(Codes, OfFacilityTypesNameProfessionsThatExist) {
  for (const auto& type : all().facility_types)
    for (const auto& profession : type.default_professions)
      EXPECT_NE(find_profession(profession), nullptr) << type.code << ": " << profession;
}

TEST(Codes, AreFoundByEitherNameAsTyped) {
  ASSERT_NE(profession_called("看護師"), nullptr);
  EXPECT_EQ(profession_called("看護師")->code, "nurse");
  EXPECT_EQ(profession_called(" NURSE ")->code, "nurse");
  EXPECT_EQ(profession_called("nurse")->code, "nurse");
  EXPECT_EQ(facility_type_called("ｸﾘﾆｯｸ"), nullptr);
  EXPECT_EQ(facility_type_called("診療所")->code, "clinic");
  EXPECT_EQ(profession_called(""), nullptr);
  EXPECT_EQ(find_profession("Nurse"), nullptr);
}

}  // namespace
}  // namespace musubi::codes
