#include "print/paper.hpp"

#include <gtest/gtest.h>

namespace musubi::print {
namespace {

const std::string kWords =
    "朝の会から園庭に出るまでを写真の予定表で見通せるようにし、待つ間は砂時計を置きます。Height 104.5 cm。";

/// The heights of kWords in many widths and sizes; the paper is gone afterwards, and what it remembered with
/// it.
std::vector<double> heights(Copy copy) {
  Paper paper(Orientation::portrait, {}, copy);
  std::vector<double> all;
  for (double wide = 20; wide < 180; wide += 3.7)
    for (const double size : {2.6, 3.0, 3.3, 5.0}) all.push_back(paper.text(10, 10, wide, kWords, {size}));
  return all;
}
TEST(Paper, ADraftBreaksItsLinesWhereTheFinalDoes) {
  EXPECT_EQ(heights(Copy::draft), heights(Copy::final));
}
TEST(Paper, RemembersHeightsByAllThatMakesThem) {
  Paper paper;
  const std::string words = kWords + kWords;
  const auto high = paper.measure(60, words, {3.3});
  EXPECT_GT(paper.measure(40, words, {3.3}), high);
  EXPECT_GT(paper.measure(60, words, {5.0}), high);
  EXPECT_LT(paper.measure(60, kWords, {3.3}), high);
  EXPECT_DOUBLE_EQ(paper.measure(60, words, {3.3}), high);
  EXPECT_DOUBLE_EQ(paper.text(10, 10, 60, words, {3.3}), high);
}
/// Small sizes too: letters neither run into each other nor stand apart.
TEST(Paper, ALetterIsAsWideAsItsSize) {
  Paper paper;
  const std::string ten = "記録連絡支援会議学校";
  for (const double size : {2.6, 3.2, 3.5, 4.4}) {
    const auto line = paper.measure(100, ten, {size});
    EXPECT_DOUBLE_EQ(paper.measure(10 * size + 0.1, ten, {size}), line) << size;
    EXPECT_GT(paper.measure(10 * size - 0.1, ten, {size}), line) << size;
  }
}

/// Draws a table of one row from `y`; the height where it begins on a page of its own is 17.
struct Drawn {
  int page;
  double end;
};
Drawn table_from(double y) {
  Paper paper(Orientation::portrait, {}, Copy::draft);
  const auto end = table(paper, 14, y, {60, 60}, {"目標", "手立て"}, {{{"待てる"}, {"砂時計"}}}, 280,
                         [](Paper&) { return 17.0; });
  return {paper.page(), end};
}
TEST(Table, ItsHeadNeverStandsAloneAtTheFoot) {
  const auto whole = table_from(100);
  EXPECT_EQ(whole.page, 1);
  const double high = whole.end - 100;
  EXPECT_EQ(table_from(280 - high - 0.1).page, 1);
  const auto moved = table_from(280 - high + 0.1);
  EXPECT_EQ(moved.page, 2);
  EXPECT_DOUBLE_EQ(moved.end, 17 + high);  // head and row, once
}

}  // namespace
}  // namespace musubi::print
