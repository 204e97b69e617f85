// Kept pages are what reading anew would give, after every kind of write, and for nobody but their reader.
#include "notebook/notebook_shelf.hpp"

#include <atomic>
#include <thread>

#include "notebook_fixture.hpp"

namespace musubi::notebook {
namespace {

class KeptPages : public NotebookTest {
 protected:
  Result<KeptPage> open_book(const Actor& actor) {
    return act([&](Tx& tx) { return read_timeline(tx, shelf_, actor, team_.person, {}); });
  }
  std::string kept(const Actor& actor) { return open_book(actor).value()->text(); }
  std::string anew(const Actor& actor) {
    return json::to_json(act([&](Tx& tx) { return read_timeline(tx, actor, team_.person, {}); }).value());
  }
  /// Everybody's page is on the shelf before `write`, and right after it.
  template <class F>
  void stay_true_after(const char* what, F&& write) {
    for (const auto* actor : {&team_.nurse, &team_.teacher, &team_.mother.actor}) kept(*actor);
    write();
    for (const auto* actor : {&team_.nurse, &team_.teacher, &team_.mother.actor})
      EXPECT_EQ(kept(*actor), anew(*actor)) << what;
  }
  std::int64_t looks_of(const Actor& actor) {
    return in_read([&](Tx& tx) {
      return tx.one<std::int64_t>(
          "select count(*) from audit where post_id = $1 and person_id = $2 and action = 'read' and "
          "subject_kind = 'timeline'",
          actor.post_id, team_.person);
    });
  }

  Shelf shelf_;
};
MUSUBI_ON_BOTH_ENGINES(KeptPages);

TEST_P(KeptPages, StayTrueAfterEveryKindOfWrite) {
  auto first = an_entry("はじめの記事");
  first.asks_confirmation = true;
  first.with_guardians = true;
  first.mention_post_ids.items = {team_.teacher.post_id};
  first.file_ids.items = {a_file(team_.nurse)};
  auto narrow = an_entry("担任の先生へ");
  narrow.whole_team = false;
  narrow.seat_ids.items = {team_.teacher_seat};
  stay_true_after("post", [&] { posted(team_.nurse, first); });
  stay_true_after("post to one seat", [&] { posted(team_.nurse, narrow); });
  stay_true_after("receipt", [&] {
    act([&](Tx& tx) {
      return mark_read(tx, team_.teacher, team_.person, ReadMarks{{{first.id, narrow.id}}});
    });
  });
  stay_true_after("acknowledge", [&] {
    act([&](Tx& tx) { return acknowledge(tx, team_.teacher, team_.person, first.id, true); });
  });
  stay_true_after("confirm",
                  [&] { act([&](Tx& tx) { return confirm(tx, team_.teacher, team_.person, first.id); }); });
  stay_true_after("pin",
                  [&] { act([&](Tx& tx) { return pin(tx, team_.teacher, team_.person, first.id, true); }); });
  const auto reply = in_write([](Tx& tx) { return tx.new_id<ReplyId>(); });
  stay_true_after("reply", [&] {
    act([&](Tx& tx) {
      return post_reply(tx, team_.teacher, team_.person, first.id, {reply, {"承知しました"}});
    });
  });
  stay_true_after("reply taken back", [&] {
    act([&](Tx& tx) { return hide_reply(tx, team_.teacher, team_.person, first.id, reply, {{"誤記"}}); });
  });
  stay_true_after("edit", [&] {
    act([&](Tx& tx) {
      return edit_entry(tx, team_.nurse, team_.person, first.id, 1,
                        {Category::contact, InfoClass::basic, Importance::important, {"書き直し"}, {"誤記"}});
    });
  });
  stay_true_after("renamed post", [&] {
    in_write([&](Tx& tx) {
      tx.run("update post set name = '鈴木 改姓' where post_id = $1", team_.teacher.post_id);
    });
  });
  EXPECT_NE(kept(team_.nurse).find("鈴木 改姓"), std::string::npos);
  stay_true_after("renamed facility", [&] {
    in_write(
        [&](Tx& tx) { tx.run("update facility set name = '新しい名' where region_id = $1", team_.region); });
  });
  stay_true_after("file described anew", [&] {
    in_write([&](Tx& tx) {
      tx.run("update file set has_thumbnail = false where file_id = $1", first.file_ids.items[0]);
    });
  });
  stay_true_after("hide", [&] {
    act([&](Tx& tx) { return hide_entry(tx, team_.nurse, team_.person, first.id, {{"誤り"}}); });
  });
}

TEST_P(KeptPages, EveryLookLeavesItsRecord) {
  posted(team_.nurse);
  for (int i = 0; i < 3; ++i) kept(team_.teacher);
  EXPECT_EQ(looks_of(team_.teacher), 3);
}

TEST_P(KeptPages, AreClosedAtOnceWhenConsentIsWithdrawnOrTheSeatEnds) {
  posted(team_.nurse);
  kept(team_.teacher);
  kept(team_.nurse);
  in_write([&](Tx& tx) { test::end_seat(tx, team_.region, team_.person, team_.teacher_seat); });
  EXPECT_EQ(code_of(open_book(team_.teacher)), Code::not_found);
  in_write([&](Tx& tx) { test::withdraw_consent(tx, team_.region, team_.person, team_.consent); });
  EXPECT_FALSE(open_book(team_.nurse));
}

TEST_P(KeptPages, AreNobodyElses) {
  auto narrow = an_entry("担任の先生だけに");
  narrow.whole_team = false;
  narrow.seat_ids.items = {team_.teacher_seat};
  posted(team_.nurse, narrow);
  EXPECT_NE(kept(team_.teacher).find("担任の先生だけに"), std::string::npos);
  EXPECT_EQ(kept(team_.coordinator).find("担任の先生だけに"), std::string::npos);
  EXPECT_EQ(kept(team_.mother.actor).find("担任の先生だけに"), std::string::npos);
  EXPECT_EQ(code_of(open_book(team_.colleague)), Code::not_found);
  EXPECT_EQ(code_of(open_book(team_.stranger)), Code::not_found);
}

TEST_P(KeptPages, OfAWorkThatWasTakenBackAreNeverShown) {
  posted(team_.nurse, "残る記事");
  const auto doomed = an_entry("取り消された記事");
  EXPECT_THROW(act([&](Tx& tx) {
                 post_entry(tx, team_.nurse, team_.person, doomed).value();
                 read_timeline(tx, shelf_, team_.teacher, team_.person, {})
                     .value();  // kept from within the doomed work
                 throw std::runtime_error("the disk was full");
               }),
               std::runtime_error);
  EXPECT_EQ(kept(team_.teacher).find("取り消された記事"), std::string::npos);
  posted(team_.nurse, "次の記事");
  EXPECT_EQ(kept(team_.teacher), anew(team_.teacher));
}

/// PostgreSQL keeps a row a write; they are put together by a look, which must change no page.
TEST_P(KeptPages, StayWhenManyWritesArePutTogether) {
  for (int i = 0; i < 70; ++i) posted(team_.nurse, "記事" + std::to_string(i));
  const auto rows = [&] {
    return in_read([&](Tx& tx) {
      return tx.one<std::int64_t>("select count(*) from notebook_state where person_id = $1", team_.person);
    });
  };
  const auto before = open_book(team_.teacher).value();
  EXPECT_EQ(rows(), 1);
  EXPECT_EQ(open_book(team_.teacher).value(), before) << "the very page that was kept";
  posted(team_.nurse, "そのあとの記事");
  EXPECT_NE(kept(team_.teacher).find("そのあとの記事"), std::string::npos);
  EXPECT_EQ(kept(team_.teacher), anew(team_.teacher));
}

/// Copies of the program share no shelf, only the database: what one writes, the page of another shows.
TEST_P(KeptPages, AreTrueWhileOthersWrite) {
  constexpr int kWrites = 40;
  std::atomic<int> written = 0;
  std::jthread writer([&] {
    for (int i = 0; i < kWrites; ++i) {
      posted(team_.nurse, "並んで" + std::to_string(i) + "。");
      written = i + 1;
    }
  });
  while (written < kWrites) {
    const int seen = written;
    const auto page = kept(team_.teacher);
    if (seen > 0) {
      EXPECT_NE(page.find("並んで" + std::to_string(seen - 1) + "。"), std::string::npos);
    }
  }
  writer.join();
  EXPECT_EQ(kept(team_.teacher), anew(team_.teacher));
}

TEST(Shelf, HoldsNoMoreThanItMay) {
  Shelf shelf(1000);
  const auto page = std::make_shared<const json::Kept<EntryPage>>(EntryPage{});
  for (const auto* key : {"a", "b", "c"}) shelf.keep(key, {1, 1}, page, 400);
  EXPECT_EQ(shelf.find("a", {1, 1}), nullptr) << "the one not asked for the longest has gone";
  EXPECT_NE(shelf.find("b", {1, 1}), nullptr);
  shelf.keep("d", {1, 1}, page, 400);
  EXPECT_EQ(shelf.find("c", {1, 1}), nullptr);
  EXPECT_NE(shelf.find("b", {1, 1}), nullptr);
  EXPECT_EQ(shelf.find("b", {2, 1}), nullptr) << "of another state";
  shelf.keep("huge", {1, 1}, page, 1001);
  EXPECT_EQ(shelf.find("huge", {1, 1}), nullptr);
}

}  // namespace
}  // namespace musubi::notebook
