#include "base/text.hpp"

#include <gtest/gtest.h>

namespace musubi::text {
namespace {

TEST(TextLength, CountsScalarValuesNotBytes) {
  EXPECT_EQ(length(""), 0U);
  EXPECT_EQ(length("abc"), 3U);
  EXPECT_EQ(length("髙﨑𠮷"), 3U);
  EXPECT_EQ(length("辻󠄀"), 2U);  // a variation selector is a scalar value
}

TEST(TextLength, IsNothingForBytesThatAreNoUtf8) {
  EXPECT_FALSE(length("\xff"));
  EXPECT_FALSE(length("a\xc0\xaf"));         // overlong slash
  EXPECT_FALSE(length("\xed\xa0\x80"));      // lone surrogate
  EXPECT_FALSE(length("\xf4\x90\x80\x80"));  // beyond U+10FFFF
  EXPECT_FALSE(length("\xe3\x81"));          // cut off
  EXPECT_FALSE(length("\x82\xa0"));          // Shift_JIS あ
}

TEST(TextObjection, LetsRealNamesPass) {
  for (const auto* name : {"髙橋", "山﨑", "𠮷田", "辻󠄀", "邉󠄂", "Nguyễn Thị Hương", "ジョン・スミス",
                           "O'Brien", "李 小龍", "佐々木", "ｻﾄｳ", "渡邉\ufe00", "\ue000"})
    EXPECT_FALSE(objection(name, Kind::name)) << name;
}

TEST(TextObjection, RefusesInvisibleTricksInNames) {
  for (const auto* name : {"山\u200b田", "山\u200d田", "山\u2060田", "\ufeff山田", "山\u202e田", "山\u2066田",
                           "山\u200e田", "山\u200f田", "山\u00ad田", "山\n田", "山\t田", "山\u0007田",
                           "山\u0085田", "山\u2028田", "\u3164", "a\U000E0041"})
    EXPECT_TRUE(objection(name, Kind::name)) << name;
  EXPECT_TRUE(objection(std::string_view("a\0b", 3), Kind::name));
  // Variation selectors belong to the character before them; alone nobody sees a name.
  for (const auto* const nothing :
       {"\U000E0100", "\ufe0f", " \U000E0100", "辻 \ufe00", "辻\U000E0100\U000E0101"})
    EXPECT_TRUE(objection(nothing, Kind::name)) << nothing;
}

TEST(TextObjection, RefusesWhatIsNoCharacter) {
  EXPECT_TRUE(objection("\ufdd0", Kind::prose));
  EXPECT_TRUE(objection("\U0001FFFE", Kind::prose));
  EXPECT_TRUE(objection("\u0378", Kind::prose));
  EXPECT_TRUE(objection("\xff", Kind::prose));
}

TEST(TextObjection, AllowsLinesAndEmojiInProse) {
  EXPECT_FALSE(objection("一行目\r\n二行目\t表\n👨‍👩‍👧 ✊🏽", Kind::prose));
  EXPECT_TRUE(objection("一行目\n二行目", Kind::line));
  EXPECT_TRUE(objection("見\u202eえない", Kind::prose));
  EXPECT_TRUE(objection("a\x1b[31m", Kind::prose));
}

TEST(TextTidy, TakesOuterBlanksOffAndNothingElse) {
  EXPECT_EQ(tidy("　 髙橋　花子 \t", Kind::name), "髙橋　花子");
  EXPECT_EQ(tidy("　", Kind::name), "");
  EXPECT_EQ(tidy("a\r\nb\rc\n", Kind::prose), "a\nb\nc");
  EXPECT_EQ(tidy("㈱ｱｲｳ", Kind::line), "㈱ｱｲｳ");
}

TEST(TextFold, FindsNamesByTheirCommonForms) {
  EXPECT_EQ(fold("髙橋"), fold("高橋"));
  EXPECT_EQ(fold("山﨑"), fold("山崎"));
  EXPECT_EQ(fold("𠮷田"), fold("吉田"));
  EXPECT_EQ(fold("渡邉"), fold("渡辺"));
  EXPECT_EQ(fold("渡邊"), fold("渡辺"));
  EXPECT_EQ(fold("辻󠄀"), fold("辻"));
  EXPECT_EQ(fold("辻󠄁"), fold("辻"));
  EXPECT_EQ(fold("齋藤"), fold("斎藤"));
  EXPECT_EQ(fold("齊藤"), fold("斉藤"));
  EXPECT_EQ(fold("濵田"), fold("浜田"));
  EXPECT_EQ(fold("神\ufe00"), fold("神"));
}

TEST(TextFold, UnifiesWidthCaseAndKana) {
  EXPECT_EQ(fold("ｶﾞｰﾄﾞ"), "がーど");
  EXPECT_EQ(fold("ガード"), "がーど");
  EXPECT_EQ(fold("ＡＢＣ１２３"), "abc123");
  EXPECT_EQ(fold("AbC"), "abc");
  EXPECT_EQ(fold("か\u3099"), "が");
  EXPECT_EQ(fold("①"), "1");
  EXPECT_EQ(fold("ヴァイオリン"), "ゔぁいおりん");
}

TEST(TextFold, TakesDashesBetweenKanaForTheLongMark) {
  for (const auto* word : {"コーヒー", "コ‐ヒー", "コ―ヒ―", "コ−ヒ−", "ｺｰﾋｰ", "コ-ヒー"})
    EXPECT_EQ(fold(word), "こーひー") << word;
  EXPECT_EQ(fold("3-5"), "3-5");
  EXPECT_EQ(fold("あ 3−5"), "あ 3−5");
  EXPECT_EQ(fold("東京―大阪"), "東京―大阪");
}

TEST(TextFold, IsTheSameWhenDoneTwice) {
  for (const auto* word : {"髙﨑𠮷邉齊", "ガーデン―パーティ―", "ﾊﾟｰﾃｨｰ", "ẞtraße", "辻󠄀", "ﷺ"})
    EXPECT_EQ(fold(fold(word)), fold(word)) << word;
}

TEST(TextFoldName, IgnoresSpacesAndMiddleDots) {
  EXPECT_EQ(fold_name("ジョン・スミス"), fold_name("じょん　すみす"));
  EXPECT_EQ(fold_name("ｼﾞｮﾝ･ｽﾐｽ"), fold_name("ジョンスミス"));
  EXPECT_EQ(fold_name("髙橋 花子"), fold_name("高橋花子"));
}

TEST(TextFoldName, FindsForeignNamesTypedPlainly) {
  EXPECT_EQ(fold_name("João Silva"), "joaosilva");
  EXPECT_EQ(fold_name("Nguyễn Thị Hương"), fold_name("nguyen thi huong"));
  EXPECT_EQ(fold_name("Đặng"), fold_name("dang"));
  EXPECT_EQ(fold_name("O’Brien"), fold_name("O'BRIEN"));
  EXPECT_EQ(fold_name("Mary-Ann"), fold_name("Mary Ann"));
  EXPECT_NE(fold_name("がく"), fold_name("かく"));
}

TEST(TextIndex, CutsRunsIntoSinglesAndPairs) {
  EXPECT_EQ(index_unigrams("a、b"), "u61 u62");
  EXPECT_EQ(index_bigrams("ab-cd"), "b6162 b6364");
  EXPECT_EQ(index_bigrams("a"), "");
  EXPECT_EQ(index_bigrams("発熱"), "be799bae786b1");
  EXPECT_EQ(index_bigrams("ハツネツ"), index_bigrams("ﾊﾂﾈﾂ"));
  EXPECT_EQ(index_unigrams("ああ"), "ue38182 ue38182");  // repeats stay: positions matter
  EXPECT_EQ(index_unigrams("。！? 　"), "");
}

}  // namespace
}  // namespace musubi::text
