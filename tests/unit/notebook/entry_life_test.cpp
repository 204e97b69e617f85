// Editing, taking back, answering, and what search and versions say afterwards.
#include <gmock/gmock.h>

#include "notebook_fixture.hpp"

namespace musubi::notebook {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

class EntryLife : public NotebookTest {
 protected:
  static EntryEdit text(const std::string& body, InfoClass info_class = InfoClass::health) {
    return {Category::report, info_class, Importance::normal, {body}, {"誤字を直しました"}};
  }
  Result<EntryView> edit(const Actor& actor, EntryId entry, std::int64_t version, const EntryEdit& edit) {
    return act([&](Tx& tx) { return edit_entry(tx, actor, team_.person, entry, version, edit); });
  }
  Result<EntryView> hide(const Actor& actor, EntryId entry) {
    return act([&](Tx& tx) {
      return hide_entry(tx, actor, team_.person, entry, HideReason{{"別の子の内容でした"}});
    });
  }
  Result<std::vector<EntryVersionView>> versions(const Actor& actor, EntryId entry) {
    return act([&](Tx& tx) { return read_versions(tx, actor, team_.person, entry); });
  }
  NewReply a_reply(const std::string& body) {
    NewReply reply;
    reply.id = in_write([](Tx& tx) { return tx.new_id<ReplyId>(); });
    reply.body.value = body;
    return reply;
  }
  Result<ReplyView> answer(const Actor& actor, EntryId entry, const NewReply& reply) {
    return act([&](Tx& tx) { return post_reply(tx, actor, team_.person, entry, reply); });
  }
};
MUSUBI_ON_BOTH_ENGINES(EntryLife);

TEST_P(EntryLife, AnEditMakesAVersionAndLeavesTheOldOne) {
  const auto entry = posted(team_.nurse, "発熱38度").id;
  const auto edited = edit(team_.nurse, entry, 1, text("発熱37度8分"));
  ASSERT_TRUE(edited);
  EXPECT_EQ(edited->version, 2);
  EXPECT_TRUE(edited->edited_at);
  const auto all = versions(team_.teacher, entry);
  ASSERT_TRUE(all);
  ASSERT_EQ(all->size(), 2U);
  EXPECT_EQ((*all)[0].body, "発熱38度");
  EXPECT_EQ((*all)[1].body, "発熱37度8分");
  EXPECT_EQ((*all)[1].reason, "誤字を直しました");
  EXPECT_EQ((*all)[1].by_name, "田中 花子");
}

TEST_P(EntryLife, ALostEditRaceCarriesThePresentState) {
  const auto entry = posted(team_.nurse, "最初").id;
  ASSERT_TRUE(edit(team_.nurse, entry, 1, text("電話から")));
  const auto lost = edit(team_.nurse, entry, 1, text("パソコンから"));
  ASSERT_FALSE(lost);
  EXPECT_EQ(lost.error().code, Code::conflict);
  EXPECT_NE(lost.error().current.find("電話から"), std::string::npos);
  EXPECT_THAT(bodies(team_.teacher), ElementsAre("電話から"));
}

TEST_P(EntryLife, ARetriedEditIsTheSameEdit) {
  const auto entry = posted(team_.nurse, "最初").id;
  ASSERT_TRUE(edit(team_.nurse, entry, 1, text("直した")));
  const auto again = edit(team_.nurse, entry, 1, text("直した"));
  ASSERT_TRUE(again);
  EXPECT_EQ(again->version, 2);
  EXPECT_EQ(versions(team_.nurse, entry)->size(), 2U);
}

TEST_P(EntryLife, OnlyItsAuthorEdits) {
  const auto entry = posted(team_.nurse).id;
  EXPECT_EQ(code_of(edit(team_.teacher, entry, 1, text("別人"))), Code::forbidden);
  EXPECT_EQ(code_of(edit(team_.coordinator, entry, 1, text("別人"))), Code::forbidden);
  EXPECT_EQ(code_of(edit(team_.colleague, entry, 1, text("別人"))), Code::not_found);
}

TEST_P(EntryLife, SearchAgreesAfterAnEdit) {
  const auto entry = posted(team_.nurse, "階段で転倒しました").id;
  EXPECT_THAT(found(team_.teacher, "転倒"), ElementsAre("階段で転倒しました"));
  ASSERT_TRUE(edit(team_.nurse, entry, 1, text("廊下でつまずきました")));
  EXPECT_THAT(found(team_.teacher, "転倒"), IsEmpty());
  EXPECT_THAT(found(team_.teacher, "つまずき"), ElementsAre("廊下でつまずきました"));
}

TEST_P(EntryLife, AnOldVersionOfAnotherClassStaysWithThatClass) {
  const auto entry = posted(team_.nurse, "服薬の詳しい内容").id;
  ASSERT_TRUE(edit(team_.nurse, entry, 1, text("学校での様子", InfoClass::education)));
  const auto teacher = act([&](Tx& tx) {
    auto actor = test::a_professional(tx, team_.region, team_.school, {.name = "教育だけ"});
    test::a_seat(tx, team_.person, actor, {.classes = ClassSet::of(InfoClass::education)});
    return actor;
  });
  const auto seen = versions(teacher, entry);
  ASSERT_TRUE(seen);
  ASSERT_EQ(seen->size(), 1U);
  EXPECT_EQ(seen->at(0).body, "学校での様子");
}

TEST_P(EntryLife, InAnotherClassItCountsWhomItReachesThenAndWhoHasReadIt) {
  act([&](Tx& tx) {
    const auto education = test::a_professional(tx, team_.region, team_.school, {.name = "教育だけ"});
    test::a_seat(tx, team_.person, education, {.classes = ClassSet::of(InfoClass::education)});
  });
  const auto entry = posted(team_.nurse, "服薬の詳しい内容");
  EXPECT_EQ(entry.recipients, 2) << "teacher and coordinator";
  EXPECT_EQ(edit(team_.nurse, entry.id, 1, text("学校での様子", InfoClass::education))->recipients, 3);
  EXPECT_EQ(edit(team_.nurse, entry.id, 2, text("服薬の詳しい内容"))->recipients, 2);
}

TEST_P(EntryLife, WhatWasTakenBackLeavesWhoWhenAndWhy) {
  auto entry = an_entry("別の子の内容");
  entry.with_guardians = true;
  entry.file_ids.items = {a_file(team_.nurse)};
  const auto id = posted(team_.nurse, entry).id;
  ASSERT_TRUE(answer(team_.teacher, id, a_reply("これは違う子では？")));
  ASSERT_TRUE(hide(team_.nurse, id));

  const auto stub = look(team_.teacher, id);
  ASSERT_TRUE(stub);
  EXPECT_EQ(stub->entry.body, "");
  EXPECT_THAT(stub->entry.files, IsEmpty());
  EXPECT_THAT(stub->replies, IsEmpty());
  ASSERT_TRUE(stub->entry.hidden);
  EXPECT_EQ(stub->entry.hidden->by_name, "田中 花子");
  EXPECT_EQ(stub->entry.hidden->reason, "別の子の内容でした");
  EXPECT_THAT(bodies(team_.teacher), ElementsAre(""));
  const auto all = versions(team_.teacher, id);
  ASSERT_TRUE(all);
  ASSERT_EQ(all->size(), 2U);
  for (const auto& version : *all) EXPECT_EQ(version.body, "");
  EXPECT_THAT(bodies(team_.mother.actor), IsEmpty()) << "guardians see no stub";
  EXPECT_THAT(found(team_.teacher, "別の子"), IsEmpty());
  EXPECT_THAT(found(team_.teacher, "違う"), IsEmpty());
  in_read([&](Tx& tx) {
    EXPECT_EQ(
        tx.one<std::int64_t>("select count(*) from entry_version where region_id = $1 and entry_id = $2 and "
                             "body = '別の子の内容'",
                             team_.region, id),
        2)
        << "kept for those who must keep it";
  });
}

TEST_P(EntryLife, IsTakenBackByAuthorOrCoordinatorOnly) {
  const auto entry = posted(team_.nurse).id;
  EXPECT_EQ(code_of(hide(team_.teacher, entry)), Code::forbidden);
  EXPECT_EQ(code_of(hide(team_.mother.actor, entry)), Code::not_found);
  ASSERT_TRUE(hide(team_.coordinator, entry));
  EXPECT_TRUE(hide(team_.coordinator, entry)) << "again is fine";
  EXPECT_EQ(code_of(edit(team_.nurse, entry, 2, text("まだ書ける？"))), Code::gone);
  EXPECT_EQ(code_of(answer(team_.nurse, entry, a_reply("まだ返せる？"))), Code::gone);
}

TEST_P(EntryLife, AGuardianTakesBackTheOwnDiary) {
  auto diary = an_entry("書き間違い");
  diary.info_class = InfoClass::family;
  const auto id = posted(team_.mother.actor, diary).id;
  const auto hidden = hide(team_.mother.actor, id);
  ASSERT_TRUE(hidden);
  EXPECT_EQ(hidden->body, "");
  EXPECT_THAT(bodies(team_.mother.actor), IsEmpty());
  EXPECT_THAT(bodies(team_.nurse), ElementsAre(""));
}

// --- replies
// ------------------------------------------------------------------------------------------------

TEST_P(EntryLife, RepliesFollowTheEntry) {
  auto entry = an_entry("おうちではどうですか");
  entry.with_guardians = true;
  const auto id = posted(team_.nurse, entry).id;
  const auto reply = a_reply("よく食べています");
  ASSERT_TRUE(answer(team_.mother.actor, id, reply));
  ASSERT_TRUE(answer(team_.mother.actor, id, reply)) << "again is the same reply";
  const auto detail = look(team_.teacher, id);
  ASSERT_TRUE(detail);
  ASSERT_EQ(detail->replies.size(), 1U);
  EXPECT_EQ(detail->replies[0].author.name, "佐藤 母");
  EXPECT_FALSE(detail->replies[0].mine);
  EXPECT_EQ(detail->entry.reply_count, 1);
  EXPECT_EQ(detail->entry.version, 1) << "a reply is no new version";
  EXPECT_THAT(found(team_.teacher, "食べ"), ElementsAre("おうちではどうですか")) << "found by its answer";
}

TEST_P(EntryLife, ARepliesIdIsUsedOnce) {
  const auto first = posted(team_.nurse).id;
  const auto second = posted(team_.nurse, "もうひとつ").id;
  const auto reply = a_reply("了解です");
  ASSERT_TRUE(answer(team_.teacher, first, reply));
  EXPECT_EQ(code_of(answer(team_.teacher, second, reply)), Code::duplicate);
  EXPECT_EQ(code_of(answer(team_.coordinator, first, reply)), Code::duplicate);
}

TEST_P(EntryLife, WhoCannotReadCannotAnswer) {
  auto narrow = an_entry("担任の先生だけに");
  narrow.whole_team = false;
  narrow.seat_ids.items = {team_.teacher_seat};
  const auto id = posted(team_.nurse, narrow).id;
  EXPECT_EQ(code_of(answer(team_.coordinator, id, a_reply("見えている？"))), Code::not_found);
  EXPECT_EQ(code_of(answer(team_.mother.actor, id, a_reply("見えている？"))), Code::not_found);
  EXPECT_TRUE(answer(team_.teacher, id, a_reply("はい")));
}

TEST_P(EntryLife, RepliesAreEditedAndTakenBackByTheirAuthors) {
  const auto entry = posted(team_.nurse, "午後の様子").id;
  const auto reply = a_reply("明日は休みです");
  ASSERT_TRUE(answer(team_.teacher, entry, reply));
  const auto change = [&](const Actor& actor, std::int64_t version, const std::string& body) {
    return act([&](Tx& tx) {
      return edit_reply(tx, actor, team_.person, entry, reply.id, version, ReplyEdit{{body}, {}});
    });
  };
  EXPECT_EQ(code_of(change(team_.nurse, 1, "別人")), Code::forbidden);
  ASSERT_TRUE(change(team_.teacher, 1, "明後日は休みです"));
  EXPECT_EQ(code_of(change(team_.teacher, 1, "やはり明日")), Code::conflict);
  EXPECT_THAT(found(team_.nurse, "明後日"), ElementsAre("午後の様子"));
  const auto states = [&](const Actor& actor) {
    std::vector<std::string> bodies;
    const auto read = act([&](Tx& tx) { return read_versions(tx, actor, team_.person, entry, reply.id); });
    if (read)
      for (const auto& state : *read) bodies.push_back(state.body);
    return bodies;
  };
  EXPECT_THAT(states(team_.nurse), ElementsAre("明日は休みです", "明後日は休みです"));
  EXPECT_THAT(states(team_.mother.actor), IsEmpty()) << "the entry is not shared with her";

  const auto take_back = [&](const Actor& actor) {
    return act(
        [&](Tx& tx) { return hide_reply(tx, actor, team_.person, entry, reply.id, HideReason{{"間違い"}}); });
  };
  EXPECT_EQ(code_of(take_back(team_.nurse)), Code::forbidden);
  ASSERT_TRUE(take_back(team_.coordinator));
  EXPECT_THAT(states(team_.nurse), ElementsAre("", "", ""));
  const auto detail = look(team_.nurse, entry);
  ASSERT_EQ(detail->replies.size(), 1U);
  EXPECT_EQ(detail->replies[0].body, "");
  EXPECT_EQ(detail->replies[0].hidden->by_name, "山本 まとめ");
  EXPECT_EQ(detail->entry.reply_count, 0);
  EXPECT_THAT(found(team_.nurse, "明後日"), IsEmpty());
}

// --- search
// -------------------------------------------------------------------------------------------------

TEST_P(EntryLife, IsFoundByOneTwoAndManyLettersHoweverTyped) {
  posted(team_.nurse, "ﾊﾞｲﾀﾙは安定。体温３６．８度、SpO2 98%");
  posted(team_.nurse, "髙橋先生に相談。てんかん発作なし");
  EXPECT_EQ(found(team_.teacher, "バイタル").size(), 1U);
  EXPECT_EQ(found(team_.teacher, "ばいたる").size(), 1U);
  EXPECT_EQ(found(team_.teacher, "ｓｐｏ２").size(), 1U);
  EXPECT_EQ(found(team_.teacher, "36").size(), 1U);
  EXPECT_EQ(found(team_.teacher, "熱").size(), 0U);
  EXPECT_EQ(found(team_.teacher, "温").size(), 1U);
  EXPECT_EQ(found(team_.teacher, "高橋").size(), 1U);
  EXPECT_EQ(found(team_.teacher, "発作 相談").size(), 1U) << "all words";
  EXPECT_EQ(found(team_.teacher, "発作　体温").size(), 0U);
  EXPECT_EQ(found(team_.teacher, "田中").size(), 2U) << "by author";
  EXPECT_THAT(found(team_.teacher, "   "), IsEmpty());
  EXPECT_THAT(found(team_.teacher, "\"*( NEAR"), IsEmpty());
}

TEST_P(EntryLife, SearchPagesNewestFirstAndCounts) {
  for (int i = 0; i < 5; ++i) posted(team_.nurse, "検温 " + std::to_string(i));
  EntrySearch query{{"検温"}, {}, {{2}}};
  std::vector<std::string> seen;
  for (int page_number = 0; page_number < 3; ++page_number) {
    const auto page = act([&](Tx& tx) { return search(tx, team_.teacher, team_.person, query); });
    ASSERT_TRUE(page);
    EXPECT_EQ(page->total, 5);
    for (const auto& item : page->items) {
      seen.push_back(item.body);
      ASSERT_TRUE(item.snippet);
      ASSERT_EQ(item.snippet->matches.size(), 1U);
      EXPECT_EQ(item.snippet->matches[0].start, 0);
      EXPECT_EQ(item.snippet->matches[0].length, 2);
    }
    EXPECT_EQ(page->next.has_value(), page_number < 2);
    if (page->next) query.before = Line<80>{*page->next};
  }
  EXPECT_THAT(seen, ElementsAre("検温 4", "検温 3", "検温 2", "検温 1", "検温 0"));
}

TEST_P(EntryLife, SearchStaysWithinThePerson) {
  const auto other = act([&](Tx& tx) {
    const auto person = test::a_person(tx, team_.region, {.given_name = "あおい"});
    test::a_consent(tx, team_.region, person);
    test::a_seat(tx, person, team_.nurse);
    return person;
  });
  posted(team_.nurse, "ひなたさんの発熱");
  EntrySearch query;
  query.q.value = "発熱";
  const auto page = act([&](Tx& tx) { return search(tx, team_.nurse, other, query); });
  ASSERT_TRUE(page);
  EXPECT_THAT(page->items, IsEmpty());
  EXPECT_EQ(page->total, 0);
}

// --- snippets, without a database
// ---------------------------------------------------------------------------

TEST(EntrySnippet, ShowsTheWordsAroundTheHit) {
  std::string body;
  for (int i = 0; i < 60; ++i) body += "あ";
  const auto snippet = snippet_of(body + "午後に発熱がありました" + body, "発熱");
  EXPECT_LE(text::length(snippet.text).value(), 80U);
  ASSERT_EQ(snippet.matches.size(), 1U);
  EXPECT_EQ(snippet.matches[0].start, 30);
  EXPECT_EQ(snippet.matches[0].length, 2);
}

TEST(EntrySnippet, CountsAsBrowsersDo) {
  const auto snippet = snippet_of("𠮷田さん🏃ﾊﾞｲﾀﾙ安定 バイタル", "ばいたる");
  ASSERT_EQ(snippet.matches.size(), 2U);
  EXPECT_EQ(snippet.matches[0].start, 7) << "𠮷 and 🏃 are two units each";
  EXPECT_EQ(snippet.matches[0].length, 5) << "ﾊ, ﾞ, ｲ, ﾀ, ﾙ";
  EXPECT_EQ(snippet.matches[1].start, 15);
  EXPECT_EQ(snippet.matches[1].length, 4);
}

TEST(EntrySnippet, JoinsOverlapsAndKeepsLinesTogether) {
  const auto snippet = snippet_of("発熱\n発作", "発 発熱");
  EXPECT_EQ(snippet.text, "発熱 発作");
  ASSERT_EQ(snippet.matches.size(), 2U);
  EXPECT_EQ(snippet.matches[0].length, 2);
  EXPECT_EQ(snippet.matches[1].start, 3);
  EXPECT_EQ(snippet.matches[1].length, 1);
  EXPECT_THAT(snippet_of("ない", "発熱").matches, IsEmpty());
  EXPECT_EQ(snippet_of("", "発熱").text, "");
}

TEST(EntryCursor, IsOpaqueAndChecked) {
  const auto cursor = newest_cursor();
  EXPECT_EQ(parse_cursor(to_string(cursor)).value(), cursor);
  for (const auto* text : {"", "x", "12", "12.x", "x.00000000-0000-0000-0000-000000000000", "1' or '1'='1"})
    EXPECT_FALSE(parse_cursor(text)) << text;
}

}  // namespace
}  // namespace musubi::notebook
