// QR codes as modules.
#include <gtest/gtest.h>

#include "base/qr.hpp"

namespace musubi {
namespace {

/// Dark, light, dark: a square of seven, of five, of three (ISO/IEC 18004, finder pattern).
bool has_finder(const QrCode& code, int left, int top) {
  for (int x = 0; x < 7; ++x)
    for (int y = 0; y < 7; ++y) {
      const int from_edge = std::min({x, y, 6 - x, 6 - y});
      if (code.is_dark(left + x, top + y) != (from_edge != 1)) return false;
    }
  return true;
}

TEST(QrCode, HasItsFinderPatternsAndTellsTextsApart) {
  const auto code = qr_code("https://renraku.example.jp/card#abc");
  ASSERT_EQ(code.dark.size(), static_cast<std::size_t>(code.side * code.side));
  const int far = code.side - 7;
  EXPECT_TRUE(has_finder(code, 0, 0) && has_finder(code, far, 0) && has_finder(code, 0, far));
  EXPECT_FALSE(has_finder(code, far, far)) << "none in the fourth corner";
  EXPECT_NE(code.dark, qr_code("https://renraku.example.jp/card#abd").dark);
  EXPECT_THROW(qr_code(std::string(4000, 'x')), std::runtime_error);
}

}  // namespace
}  // namespace musubi
