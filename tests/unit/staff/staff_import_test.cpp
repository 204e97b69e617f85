#include <fmt/format.h>

#include <algorithm>

#include "identity/accounts_test_base.hpp"
#include "staff/staff_service.hpp"

namespace musubi::staff {
namespace {

const std::string kHead = "氏名,フリガナ,職種,役職,資格番号,ログインID,管理者,開始日,終了日\r\n";

class StaffTable : public identity::AccountsTest {
 protected:
  StaffTable() {
    in_write([&](Tx& tx) {
      manager = test::a_professional(tx, region, facility,
                                     {.name = "院長", .profession = "doctor", .is_manager = true});
    });
  }
  Result<csv::ImportReport> try_import(const std::string& bytes, bool dry_run = false) {
    return in_write([&](Tx& tx) { return import_staff(tx, manager, facility, bytes, dry_run); });
  }
  csv::ImportReport import(const std::string& bytes, bool dry_run = false) {
    return try_import(bytes, dry_run).value();
  }
  std::vector<StaffView> list() {
    return in_write([&](Tx& tx) { return staff_of(tx, manager, facility); }).value();
  }
  StaffView named(const std::string& name) {
    const auto all = list();
    const auto found = std::ranges::find(all, name, &StaffView::name);
    return found == all.end() ? StaffView{} : *found;
  }
  /// `2 氏名`, in the order of the lines.
  static std::vector<std::string> places(const csv::ImportReport& report) {
    std::vector<std::string> out;
    for (const auto& error : report.errors) {
      EXPECT_FALSE(error.ja.empty());
      EXPECT_FALSE(error.en.empty());
      out.push_back(std::to_string(error.line) + " " + error.column);
    }
    return out;
  }
  std::int64_t rows_of(const char* table_count) {
    return in_read([&](Tx& tx) { return tx.one<std::int64_t>(table_count); });
  }
  using Places = std::vector<std::string>;

  Actor manager;
};
MUSUBI_ON_BOTH_ENGINES(StaffTable);

TEST_P(StaffTable, IsReadInBothEncodingsAndBothCalendars) {
  const auto report = import("\xEF\xBB\xBF" + kHead +
                             "髙橋 陽,ﾀｶﾊｼ ﾖｳ,看護師,主任,=\"00123\",You.T,○,令和8年4月1日,2027/3/31\r\n"
                             "\"𠮷田, 葵\",ヨシダ アオイ,医師,\"部長\n兼務\",,,,R8.4.1,\r\n");
  // a title of two lines is refused, so nothing is taken
  EXPECT_EQ(places(report), (Places{"3 役職"}));
  EXPECT_EQ(list().size(), 1U);

  const auto good = import("\xEF\xBB\xBF" + kHead +
                           "髙橋 陽,ﾀｶﾊｼ ﾖｳ,看護師,主任,=\"00123\",You.T,○,令和8年4月1日,2027/3/31\r\n"
                           "\"𠮷田, 葵\",ヨシダ アオイ,医師,,,,,R8.4.1,\r\n");
  EXPECT_EQ(good.encoding, "utf-8");
  EXPECT_EQ(good.created, 2);
  const auto you = named("髙橋 陽");
  EXPECT_EQ(you.kana, "タカハシ ヨウ");
  EXPECT_EQ(you.profession, "nurse");
  EXPECT_EQ(you.licence_number, "00123");
  EXPECT_TRUE(you.is_manager);
  EXPECT_EQ(to_string(you.starts_on), "2026-04-01");
  EXPECT_EQ(to_string(you.ends_on.value()), "2027-03-31");
  EXPECT_EQ(you.state, StaffState::invited);
  EXPECT_EQ(to_string(named("𠮷田, 葵").starts_on), "2026-04-01");
  ASSERT_EQ(good.invitations.size(), 2U);
  EXPECT_EQ(good.invitations[0].line, 2);
  EXPECT_EQ(good.invitations[0].login, "you.t");
  EXPECT_TRUE(good.invitations[0].invitation_url.starts_with("/invite#"));
  EXPECT_EQ(rows_of("select count(*) from post_version"), 2);
}

TEST_P(StaffTable, IsReadAsExcelInJapanWritesIt) {
  // 職種,氏名,フリガナ / 看護師,髙橋 陽,ﾀｶﾊｼ — columns in another order, the others missing
  const auto report = import(
      "\x90\x45\x8E\xED,\x8E\x81\x96\xBC,\x83\x74\x83\x8A\x83\x4B\x83\x69\r\n"
      "\x8A\xC5\x8C\xEC\x8E\x74,\xFB\xFC\x8B\xB4 \x97\x7A,\xC0\xB6\xCA\xBC\r\n");
  EXPECT_EQ(report.encoding, "cp932");
  EXPECT_EQ(report.created, 1);
  EXPECT_EQ(named("髙橋 陽").kana, "タカハシ");
  EXPECT_EQ(named("髙橋 陽").starts_on, in_read([](Tx& tx) { return tx.today(); }));
}

TEST_P(StaffTable, ListsEveryBadLineAndChangesNothing) {
  an_account("taken");
  const auto audits_before = rows_of("select count(*) from change");
  const auto bad = kHead +
                   ",ア,看護師,,,,,,\r\n"                       // 2: no name
                   "乙,オツ,魔法使い,,,,,,\r\n"                 // 3: profession
                   "丙,ヘイ,看護師,,,ab,,,\r\n"                 // 4: login too short
                   "丁,テイ,看護師,,,taken,,,\r\n"              // 5: login taken
                   "戊,ボ,看護師,,,same,,,\r\n"                 // 6
                   "己,キ,看護師,,,SAME,,,\r\n"                 // 7: the login of line 6
                   "庚,コウ,看護師,,,,たぶん,,\r\n"             // 8: yes or no
                   "辛,シン,看護師,,,,,2026/2/30,\r\n"          // 9: date
                   "壬,ジン,看護師,,,,,2026/4/1,2026/3/31\r\n"  // 10: period
                   "戊,ボ,看護師,,,,,,\r\n"                     // 11: the human of line 6
                   "癸\xE2\x80\xAE,キ,看護師,,,,,,\r\n"         // 12: bidirectional override in a name
                   "子,ネ,看護師,,,,,,,余り\r\n";               // 13: beyond the headings
  const Places expected{"2 氏名",   "3 職種",    "4 ログインID", "5 ログインID", "7 ログインID", "8 管理者",
                        "9 開始日", "10 終了日", "11 氏名",      "12 氏名",      "13 "};
  for (const bool dry_run : {true, false}) {
    const auto report = import(bad, dry_run);
    EXPECT_EQ(places(report), expected);
    EXPECT_EQ(report.rows, 12);
    EXPECT_EQ(report.created, 0);
    EXPECT_TRUE(report.invitations.empty());
  }
  EXPECT_EQ(list().size(), 1U);
  EXPECT_EQ(rows_of("select count(*) from invitation"), 0);
  EXPECT_EQ(rows_of("select count(*) from change"), audits_before);
}

TEST_P(StaffTable, ATrialOfAGoodTableChangesNothing) {
  const auto report = import(kHead + "甲,コウ,看護師,,,kou,,,\r\n", true);
  EXPECT_TRUE(report.errors.empty());
  EXPECT_EQ(report.rows, 1);
  EXPECT_EQ(report.created, 0);
  EXPECT_EQ(list().size(), 1U);
}

TEST_P(StaffTable, IsNotTakenTwice) {
  const auto table = kHead + "甲,コウ,看護師,,,kou,,,\r\n乙,オツ,医師,,,,,,\r\n";
  ASSERT_EQ(import(table).created, 2);
  const auto again = import(table);
  EXPECT_EQ(places(again), (Places{"2 ログインID", "2 氏名", "3 氏名"}));
  EXPECT_EQ(list().size(), 3U);
}

TEST_P(StaffTable, TellsWhatIsWrongWithItsHeadings) {
  EXPECT_EQ(places(import("氏名,血液型\r\n甲,A\r\n")), (Places{"1 血液型", "1 職種"}));
  EXPECT_EQ(places(import("氏名,職種,職種\r\n甲,看護師,看護師\r\n")), (Places{"1 職種"}));
  EXPECT_EQ(places(import(kHead)), (Places{"1 "}));
  EXPECT_EQ(import("職種,名前\r\n看護師,甲\r\n").created, 1);
}

TEST_P(StaffTable, IsRefusedWhenItCannotBeRead) {
  EXPECT_EQ(try_import("").error().code, Code::invalid);
  EXPECT_EQ(try_import(",,\r\n").error().code, Code::invalid);
  EXPECT_EQ(try_import(kHead + "\"甲").error().code, Code::invalid);
  EXPECT_EQ(try_import("\xFF\xFE\x8E\x00\x41").error().code, Code::malformed);
}

TEST_P(StaffTable, HasTwoThousandLinesAtMost) {
  auto table = std::string("氏名,フリガナ,職種\n");
  for (int i = 0; i < 2000; ++i) table += fmt::format("人{},ヒト{},看護師\n", i, i);
  EXPECT_TRUE(import(table, true).errors.empty());
  EXPECT_EQ(try_import(table + "人,ヒト,看護師\n", true).error().code, Code::too_long);
}

TEST_P(StaffTable, IsWrittenSoThatASpreadsheetRunsNothing) {
  ASSERT_EQ(import(kHead + "\"=HYPERLINK(\"\"x\"\")\",@ｱ,看護師,+1,-2,,,2026/4/1,\r\n").created, 1);
  const auto table = in_write([&](Tx& tx) { return export_staff(tx, manager, facility); }).value();
  EXPECT_TRUE(table.starts_with(csv::kByteOrderMark));
  const auto rows = csv::read(table.substr(csv::kByteOrderMark.size())).value();
  ASSERT_EQ(rows.size(), 3U);
  const auto row = std::ranges::find_if(rows, [](const auto& r) { return r.cells[0].starts_with("'="); });
  ASSERT_NE(row, rows.end());
  EXPECT_EQ(row->cells, (std::vector<std::string>{"'=HYPERLINK(\"x\")", "'@ア", "看護師", "'+1", "'-2", "",
                                                  "2026-04-01", "", "招待中"}));
}

}  // namespace
}  // namespace musubi::staff
