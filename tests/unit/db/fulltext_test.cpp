#include "db/fulltext.hpp"

#include <set>
#include <thread>

#include "db/index_keeper.hpp"
#include "support/test_database.hpp"

namespace musubi::db {
namespace {

class Fulltext : public test::DatabaseTest {
 protected:
  Uuid add(std::string_view text) { return add(person_, text); }
  Uuid add(const Uuid& person, std::string_view text) {
    return in_write([&](Tx& tx) {
      const auto item = tx.new_id<EntryId>().uuid;
      index_text(tx, region_, person, item, text);
      return item;
    });
  }
  std::vector<Uuid> found(std::string_view words) { return found(region_, person_, words); }
  std::vector<Uuid> found(RegionId region, const Uuid& person, std::string_view words) {
    return in_read([&](Tx& tx) {
      const auto match = match_expression(tx.engine(), region, person, words);
      if (match.empty()) return std::vector<Uuid>();
      static const std::string kSqlite = hits_sql(Engine::sqlite, 1);
      static const std::string kPostgres = hits_sql(Engine::postgres, 1);
      return tx.all<Uuid>(tx.engine() == Engine::sqlite ? kSqlite : kPostgres, match);
    });
  }
  using Ids = std::vector<Uuid>;

  RegionId region_ = random_id<RegionId>();
  Uuid person_ = random_id<PersonId>().uuid;

  template <class AnyId>
  AnyId random_id() {
    std::array<std::uint8_t, 10> bytes{};
    random().fill(bytes);
    return {make_uuid_v7(to_unix_us(clock().now()) / 1000, bytes)};
  }
};
MUSUBI_ON_BOTH_ENGINES(Fulltext);

TEST_P(Fulltext, FindsWordsOfOneTwoAndManyLetters) {
  const auto fever = add("昨夜から発熱があり、38.5度でした。");
  const auto fall = add("園庭で転倒。膝をすりむいた");
  EXPECT_EQ(found("発熱"), Ids{fever});
  EXPECT_EQ(found("転倒"), Ids{fall});
  EXPECT_EQ(found("熱"), Ids{fever});
  EXPECT_EQ(found("膝"), Ids{fall});
  EXPECT_EQ(found("すりむいた"), Ids{fall});
  EXPECT_EQ(found("昨夜から発熱"), Ids{fever});
  EXPECT_EQ(found("腹痛"), Ids{});
}

TEST_P(Fulltext, FindsLoneLettersBetweenSigns) {
  const auto dose = add("0.5mgを3/5から。体温は37.5");
  const auto other = add("37.2で、C-3の教室へ");
  EXPECT_EQ(found("3/5"), Ids{dose});
  EXPECT_EQ(found("0.5"), Ids{dose});
  EXPECT_EQ(found("0.5mg"), Ids{dose});
  EXPECT_EQ(found("37.5"), Ids{dose});
  EXPECT_EQ(found("37.2"), Ids{other});
  EXPECT_EQ(found("C-3"), Ids{other});
  EXPECT_EQ(found("9/1"), Ids{});
  EXPECT_EQ(found("./-"), Ids{});
}

TEST_P(Fulltext, AWordMustStandTogether) {
  add("発疹と熱");          // 発 and 熱, but not 発熱
  add("発熱はない。熱時");  // 発熱 and 熱時, but not 発熱時
  EXPECT_EQ(found("発熱時"), Ids{});
  EXPECT_EQ(found("発熱").size(), 1U);
}

TEST_P(Fulltext, AllWordsMustOccurInAnyOrder) {
  const auto both = add("給食を完食。午睡は一時間");
  add("給食を残した");
  EXPECT_EQ(found("午睡 給食"), Ids{both});
  EXPECT_EQ(found("午睡　給食"), Ids{both}) << "with an ideographic space";
  EXPECT_EQ(found("給食").size(), 2U);
}

TEST_P(Fulltext, FoldsWidthCaseKanaAndNames) {
  const auto item = add("ﾃﾝｶﾝ発作、ＡＳＤの診断。髙橋先生 𠮷田さん");
  for (const auto* words :
       {"てんかん", "テンカン", "ﾃﾝｶﾝ", "asd", "ASD", "ａｓｄ", "高橋", "髙橋", "吉田", "𠮷田"})
    EXPECT_EQ(found(words), Ids{item}) << words;
}

TEST_P(Fulltext, AReplacedTextIsNotFoundAnyMore) {
  const auto item = add("咳が出ます");
  in_write([&](Tx& tx) { index_text(tx, region_, person_, item, "鼻水が出ます"); });
  EXPECT_EQ(found("咳"), Ids{});
  EXPECT_EQ(found("鼻水"), Ids{item});
  in_write([&](Tx& tx) { remove_text(tx, region_, item); });
  EXPECT_EQ(found("鼻水"), Ids{});
  in_write([&](Tx& tx) { remove_text(tx, region_, item); });
}

TEST_P(Fulltext, ARolledBackTextIsNotFound) {
  const auto item = random_id<EntryId>().uuid;
  (void)in_write([&](Tx& tx) -> Status {
    index_text(tx, region_, person_, item, "嘔吐しました");
    return fail(Code::forbidden);
  });
  EXPECT_EQ(found("嘔吐"), Ids{});
}

TEST_P(Fulltext, StaysWithinOnePersonOfOneRegion) {
  const auto other = random_id<PersonId>().uuid;
  const auto mine = add("発熱");
  const auto theirs = add(other, "発熱");
  EXPECT_EQ(found("発熱"), Ids{mine});
  EXPECT_EQ(found(region_, other, "発熱"), Ids{theirs});
  EXPECT_EQ(found(random_id<RegionId>(), person_, "発熱"), Ids{}) << "another region with the same person id";
}

TEST_P(Fulltext, WhatIsTypedIsNeverTakenForTheEnginesLanguage) {
  const auto item = add("発熱 and or not near");
  for (const auto* words :
       {"\"発熱\"", "発熱*", "発熱' or '1'='1", "(発熱", "発熱 AND", "発熱:*", "tokens:発熱", "発熱!"})
    EXPECT_NO_THROW(found(words)) << words;
  EXPECT_EQ(found("発熱 AND"), Ids{item}) << "an ordinary word";
  for (const auto* nothing : {"", " ", "　", "。、!?", "\"\"", "*"})
    EXPECT_EQ(found(nothing), Ids{}) << nothing;
}

TEST_P(Fulltext, FindsTheEndOfAVeryLongText) {
  std::string text;
  for (int i = 0; i < 3000; ++i) text += "今日も元気";
  const auto item = add(text + "最後に嘔吐");
  EXPECT_EQ(found("嘔吐"), Ids{item});
  EXPECT_EQ(found("元気"), Ids{item});
}

// --- tidying: FTS5 would put its pieces together within somebody's post, PostgreSQL work its list in

class TidyIndex : public Fulltext {
 protected:
  static constexpr int kPosts = 14;  // each leaves a piece; from 16 on FTS5 does not wait any longer
  static constexpr int kFew = 3;     // so many of a kind may stay
  std::set<Uuid> post() {
    std::set<Uuid> items;
    for (int i = 0; i < kPosts; ++i) items.insert(add("発熱" + std::to_string(i)));
    return items;
  }
  /// Of the index on SQLite; on PostgreSQL there is one.
  std::int64_t pieces() {
    return in_read([](Tx& tx) -> std::int64_t {
      return tx.engine() == Engine::sqlite
                 ? tx.one<std::int64_t>("select count(distinct segid) from search_text_idx")
                 : 1;
    });
  }
  std::set<Uuid> all_found() {
    const auto ids = found("発熱");
    return {ids.begin(), ids.end()};
  }
};
MUSUBI_ON_BOTH_ENGINES(TidyIndex);

TEST_P(TidyIndex, NoPostDoesItAndAStepAtATimeDoes) {
  const auto items = post();
  EXPECT_EQ(pieces(), db().engine() == Engine::sqlite ? kPosts : 1);
  const auto step = [&] { return in_write([](Tx& tx) { return tidy_index(tx, 1); }); };
  EXPECT_TRUE(step());
  EXPECT_EQ(all_found(), items) << "half done";
  int steps = 1;
  while (steps < 100 && step()) ++steps;
  EXPECT_LT(steps, 100);
  EXPECT_LE(pieces(), kFew);
  EXPECT_EQ(all_found(), items);
  EXPECT_FALSE(step()) << "nothing was written since";
}

TEST_P(TidyIndex, AStepThatIsTakenBackLosesNothing) {
  const auto items = post();
  (void)in_write([](Tx& tx) -> Status {
    tidy_index(tx, 1'000);
    return fail(Code::forbidden);
  });
  EXPECT_EQ(all_found(), items);
  tidy_whole_index(db());
  EXPECT_LE(pieces(), kFew);
  EXPECT_EQ(all_found(), items);
}

TEST_P(TidyIndex, HappensByItselfWhileTheProgramServes) {
  IndexKeeper keeper(db());
  keeper.start();
  const auto items = post();
  for (int i = 0; i < 200 && pieces() > kFew; ++i) std::this_thread::sleep_for(std::chrono::milliseconds(50));
  keeper.stop();
  EXPECT_LE(pieces(), kFew);
  EXPECT_EQ(all_found(), items);
}

}  // namespace
}  // namespace musubi::db
