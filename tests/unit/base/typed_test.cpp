#include "base/typed.hpp"

#include <gtest/gtest.h>

namespace musubi::typed {
namespace {

std::string read(std::string_view text) {
  const auto found = date(text);
  return found ? to_string(*found) : "nothing";
}

TEST(TypedDate, IsReadInEveryUsualShape) {
  for (const auto* text :
       {"2026/4/1", "2026-04-01", "2026.4.1", "2026年4月1日", "20260401", "令和8年4月1日", "R8.4.1", "r8/4/1",
        "令和8.4.1", "２０２６／４／１", "Ｒ８．４．１", " 2026/04/01 ", "2026/4/1 0:00", "㋿8年4月1日"})
    EXPECT_EQ(read(text), "2026-04-01") << text;
}

TEST(TypedDate, KnowsWhereErasBeginAndEnd) {
  EXPECT_EQ(read("令和元年5月1日"), "2019-05-01");
  EXPECT_EQ(read("R1.4.30"), "nothing");
  EXPECT_EQ(read("平成31年4月30日"), "2019-04-30");
  EXPECT_EQ(read("H31.5.1"), "nothing");
  EXPECT_EQ(read("平成32年1月1日"), "nothing");
  EXPECT_EQ(read("S64.1.7"), "1989-01-07");
  EXPECT_EQ(read("昭和64年1月8日"), "nothing");
  EXPECT_EQ(read("T15.12.24"), "1926-12-24");
  EXPECT_EQ(read("M5.12.3"), "nothing");
}

TEST(TypedDate, IsNothingWhenUnclear) {
  for (const auto* text :
       {"", "2023-02-30", "4/1", "4/1/2026", "26/4/1", "2026/4", "2026-4/1", "2026年4月1", "R0.4.1",
        "令和年4月1日", "2026/4/1x", "明日", "2026//4/1", "20260230", "1", "12345678901"})
    EXPECT_EQ(read(text), "nothing") << text;
}

TEST(TypedYesOrNo, TakesWhatPeopleTick) {
  for (const auto* text : {"はい", "○", "〇", "◯", "1", "１", "YES", "Yes ", "true", "有", "管理者"})
    EXPECT_EQ(yes_or_no(text), true) << text;
  for (const auto* text : {"", " ", "いいえ", "×", "0", "No", "無", "-"})
    EXPECT_EQ(yes_or_no(text), false) << text;
  EXPECT_EQ(yes_or_no("たぶん"), std::nullopt);
}

TEST(TypedKana, WidensHalfWidthKanaOnly) {
  EXPECT_EQ(full_width_kana("ﾀﾅｶ ﾊﾅｺ"), "タナカ ハナコ");
  EXPECT_EQ(full_width_kana("ﾊﾞﾝﾄﾞｳ ｼﾞｭﾘｰ"), "バンドウ ジュリー");
  EXPECT_EQ(full_width_kana("Ａ髙①"), "Ａ髙①");
  EXPECT_EQ(full_width_kana(""), "");
}

}  // namespace
}  // namespace musubi::typed
