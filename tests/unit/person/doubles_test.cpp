#include <gtest/gtest.h>

#include "person/doubles.hpp"

namespace musubi::person {
namespace {

Date day(const char* text) {
  return parse_date(text).value();
}
const Date kBorn = day("2020-06-03");

Likeness a_child(const char* family, const char* given, const char* family_kana, const char* given_kana,
                 const Date& born = kBorn) {
  return likeness(family, given, family_kana, given_kana, born);
}

TEST(Doubles, AreTheSameInAnyCommonForm) {
  const auto known = a_child("髙橋", "陽向", "タカハシ", "ヒナタ");
  EXPECT_EQ(compare(a_child("高橋", "陽向", "ﾀｶﾊｼ", "ﾋﾅﾀ"), known), Certainty::same);
  EXPECT_EQ(compare(a_child("高橋", "ひなた", "たかはし", "ひなた"), known), Certainty::same)
      << "the kana agree";
  EXPECT_EQ(compare(a_child("髙橋", "陽向", "コウキョウ", "ヒュウガ"), known), Certainty::same)
      << "the name agrees";
  EXPECT_EQ(compare(a_child("佐藤", "結", "ｻﾄｳ", "ﾕｲ"), a_child("佐藤", "結", "サトウ", "ユイ")),
            Certainty::same);
  EXPECT_EQ(compare(a_child("辻󠄀", "蓮", "x", "y"), a_child("辻󠄁", "蓮", "ツジ", "レン")),
            Certainty::same)
      << "one dot or two";
  EXPECT_EQ(compare(a_child("吉田", "蓮", "x", "y"), a_child("𠮷田", "蓮", "ヨシダ", "レン")),
            Certainty::same);
  EXPECT_EQ(compare(a_child("山崎", "蓮", "x", "y"), a_child("山﨑", "蓮", "ヤマザキ", "レン")),
            Certainty::same);
}

TEST(Doubles, KnowForeignNamesInEitherOrder) {
  const auto known = a_child("Silva", "João Carlos", "シルバ", "ジョアン・カルロス");
  EXPECT_EQ(compare(a_child("JOAO CARLOS", "SILVA", "x", "y"), known), Certainty::same);
  EXPECT_EQ(compare(a_child("x", "y", "ジョアンカルロス", "シルバ"), known), Certainty::same);
  EXPECT_EQ(compare(a_child("Silva", "Joao-Carlos", "シルヴァ", "ジョアン"), known), Certainty::same);
}

TEST(Doubles, AreLikelyWhenTheSoundIsWrittenAnotherWay) {
  EXPECT_EQ(compare(a_child("大野", "優子", "オーノ", "ユーコ"), a_child("多野", "裕子", "オオノ", "ユウコ")),
            Certainty::likely);
  EXPECT_EQ(compare(a_child("a", "b", "ミシマ", "ジュン"), a_child("c", "d", "ミシマ", "ジユン")),
            Certainty::likely);
  EXPECT_EQ(compare(a_child("a", "b", "ヤマダ", "シズカ"), a_child("c", "d", "ヤマダ", "シヅカ")),
            Certainty::likely);
  EXPECT_EQ(compare(a_child("a", "b", "ヤマダ", "ハルト"), a_child("c", "d", "ヤマタ", "ハルト")),
            Certainty::likely);
}

TEST(Doubles, AreLikelyWhenTheFamilyNameChanged) {
  EXPECT_EQ(compare(a_child("鈴木", "陽向", "スズキ", "ヒナタ"), a_child("佐藤", "陽向", "サトウ", "ヒナタ")),
            Certainty::likely);
}

TEST(Doubles, AreLikelyWithASlipInTheDate) {
  const auto known = a_child("佐藤", "結", "サトウ", "ユイ", day("2020-06-03"));
  const auto asked = [](const char* born) { return a_child("佐藤", "結", "サトウ", "ユイ", day(born)); };
  EXPECT_EQ(compare(asked("2020-03-06"), known), Certainty::likely) << "month and day exchanged";
  EXPECT_EQ(compare(asked("2021-06-03"), known), Certainty::likely);
  EXPECT_EQ(compare(asked("2020-06-08"), known), Certainty::likely);
  EXPECT_EQ(compare(asked("2017-01-20"), known), Certainty::possible);
}

TEST(Doubles, AreNotSeenInStrangersOrTwins) {
  const auto known = a_child("佐藤", "陽向", "サトウ", "ヒナタ");
  EXPECT_EQ(compare(a_child("伊藤", "蓮", "イトウ", "レン"), known), std::nullopt);
  EXPECT_EQ(compare(a_child("佐藤", "日和", "サトウ", "ミヨリ"), known), std::nullopt) << "a twin";
  EXPECT_EQ(compare(a_child("伊藤", "蓮", "イトウ", "レン", day("2015-01-01")), known), std::nullopt);
}

TEST(SoundOf, LevelsLongVowelsAndSmallKana) {
  EXPECT_EQ(sound_of("ゆうこ"), sound_of("ゆーこ"));
  EXPECT_EQ(sound_of("おおの"), sound_of("おーの"));
  EXPECT_EQ(sound_of("けいた"), sound_of("けーた"));
  EXPECT_EQ(sound_of("maria"), "maria");
  EXPECT_NE(sound_of("かな"), sound_of("かの"));
}

}  // namespace
}  // namespace musubi::person
