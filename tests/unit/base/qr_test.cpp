// QR codes as modules.
#include <gtest/gtest.h>

#include "base/qr.hpp"

namespace musubi {
namespace {

TEST(QrCode, HasItsFinderPatternsAndTellsTextsApart) {
  const auto code = qr_code("https://renraku.example.jp/card#abc");
  ASSERT_EQ(code.dark.size(), static_cast<std::size_t>(code.side * code.side));
  for (const auto& [x, y] : {std::pair{0, 0}, {code.side - 7, 0}, {0, code.side - 7}}) {
    EXPECT_TRUE(code.is_dark(x, y));
    EXPECT_FALSE(code.is_dark(x + 1, y + 1));
    EXPECT_TRUE(code.is_dark(x + 3, y + 3));
  }
  EXPECT_FALSE(code.is_dark(code.side - 1, code.side - 8)) << "no finder in the fourth corner";
  EXPECT_NE(code.dark, qr_code("https://renraku.example.jp/card#abd").dark);
  EXPECT_THROW(qr_code(std::string(4000, 'x')), std::runtime_error);
}

}  // namespace
}  // namespace musubi
