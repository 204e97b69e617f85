#include "base/ids.hpp"

#include <gtest/gtest.h>

namespace musubi {
namespace {

TEST(Uuid, GoesThroughItsText) {
  const auto uuid = parse_uuid("0190A5C0-7c1e-7abc-8def-0123456789ab");
  ASSERT_TRUE(uuid);
  EXPECT_EQ(to_string(*uuid), "0190a5c0-7c1e-7abc-8def-0123456789ab");
  for (const auto* text : {"", "0190a5c07c1e7abc8def0123456789ab", "{0190a5c0-7c1e-7abc-8def-0123456789ab}",
                           "0190a5c0-7c1e-7abc-8def-0123456789a", "0190a5c0-7c1e-7abc-8def-0123456789abc",
                           "0190a5c0-7c1e-7abc-8def-0123456789ag", "0190a5c0_7c1e-7abc-8def-0123456789ab"})
    EXPECT_FALSE(parse_uuid(text)) << text;
}

TEST(Uuid, OfVersionSevenCarriesVersionVariantAndTime) {
  std::array<std::uint8_t, 10> random{};
  random.fill(0xFF);
  const auto uuid = make_uuid_v7(0x0123456789AB, random);
  EXPECT_EQ(to_string(uuid), "01234567-89ab-7fff-bfff-ffffffffffff");
}

TEST(Uuid, OfVersionSevenSortsByTime) {
  std::array<std::uint8_t, 10> high{};
  high.fill(0xFF);
  EXPECT_LT(make_uuid_v7(1'700'000'000'000, high), make_uuid_v7(1'700'000'000'001, {}));
}

TEST(Ids, OfDifferentKindsAreDifferentTypes) {
  static_assert(!std::is_convertible_v<PersonId, FacilityId>);
  EXPECT_TRUE(PersonId{}.is_nil());
}

}  // namespace
}  // namespace musubi
