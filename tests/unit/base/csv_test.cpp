#include "base/csv.hpp"

#include <gtest/gtest.h>

namespace musubi::csv {
namespace {

std::vector<std::vector<std::string>> cells(std::string_view text) {
  std::vector<std::vector<std::string>> out;
  const auto rows = read(text).value();
  for (const auto& row : rows) out.push_back(row.cells);
  return out;
}
using Table = std::vector<std::vector<std::string>>;

TEST(CsvRead, TakesQuotesLineBreaksAndBothLineEnds) {
  EXPECT_EQ(cells("a,b\r\nc,d\n"), (Table{{"a", "b"}, {"c", "d"}}));
  EXPECT_EQ(cells("\"a,b\",\"c \"\"d\"\"\"\n"), (Table{{"a,b", "c \"d\""}}));
  EXPECT_EQ(cells("\"1\r\n2\",x"), (Table{{"1\r\n2", "x"}}));
  EXPECT_EQ(cells("a,\n,b\n,"), (Table{{"a", ""}, {"", "b"}, {"", ""}}));
}

TEST(CsvRead, LeavesOutEmptyLinesAndCountsThem) {
  const auto rows = read("a\n\n\"x\ny\"\nb\n").value();
  ASSERT_EQ(rows.size(), 3U);
  EXPECT_EQ(rows[0].line, 1U);
  EXPECT_EQ(rows[1].line, 3U);
  EXPECT_EQ(rows[2].line, 5U);
}

TEST(CsvRead, UnwrapsExcelsWayToKeepZeros) {
  EXPECT_EQ(cells("=\"0123\",1"), (Table{{"0123", "1"}}));
}

TEST(CsvRead, NamesTheLineOfABrokenQuote) {
  EXPECT_EQ(read("a\n\"b\nc").error().field, "line 2");
  EXPECT_EQ(read("\"a\"b").error().code, Code::invalid);
}

TEST(CsvDecode, KnowsUtf8WithAndWithoutMark) {
  EXPECT_EQ(decode("\xEF\xBB\xBF氏名").value().text, "氏名");
  EXPECT_EQ(decode("𠮷田").value().encoding, Encoding::utf_8);
  EXPECT_EQ(decode("").value().text, "");
}

TEST(CsvDecode, ReadsWhatExcelWritesInJapan) {
  // 氏名 / 髙橋 (NEC selected IBM kanji) / ～ and ① of Windows
  const auto decoded = decode("\x8E\x81\x96\xBC,\xFB\xFC\x8B\xB4,\x81\x60\x87\x40").value();
  EXPECT_EQ(decoded.encoding, Encoding::cp932);
  EXPECT_EQ(decoded.text, "氏名,髙橋,～①");
  EXPECT_EQ(decode("\xC0\xC5\xB6").value().text, "ﾀﾅｶ");
}

TEST(CsvDecode, RefusesWhatIsNeither) {
  EXPECT_EQ(decode("\xFF\xFE\x8E\x00").error().code, Code::malformed);
  EXPECT_EQ(decode("\x81").error().code, Code::malformed);
}

TEST(CsvWrite, KeepsSpreadsheetsFromRunningWhatPeopleTyped) {
  const auto row = [](std::string cell) { return write_row(std::vector<std::string>{std::move(cell)}); };
  EXPECT_EQ(row("=1+1"), "\"'=1+1\"\r\n");
  EXPECT_EQ(row("+81"), "\"'+81\"\r\n");
  EXPECT_EQ(row("-1"), "\"'-1\"\r\n");
  EXPECT_EQ(row("@SUM(A1)"), "\"'@SUM(A1)\"\r\n");
  EXPECT_EQ(row("\tx"), "\"'\tx\"\r\n");
  for (const auto* const wide : {"＝1+1", "＋1", "－1", "＠SUM(A1)"})  // read alike in Japan
    EXPECT_EQ(row(wide), "\"'" + std::string(wide) + "\"\r\n");
  EXPECT_EQ(row("田中"), "\"田中\"\r\n");
  EXPECT_EQ(write_row(std::vector<std::string>{"a,b", "c\"d", ""}), "\"a,b\",\"c\"\"d\",\"\"\r\n");
}

}  // namespace
}  // namespace musubi::csv
