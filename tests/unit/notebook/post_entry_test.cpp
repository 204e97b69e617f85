#include <gmock/gmock.h>

#include "notebook/notebook_shelf.hpp"
#include "notebook_fixture.hpp"

namespace musubi::notebook {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class PostEntry : public NotebookTest {};
MUSUBI_ON_BOTH_ENGINES(PostEntry);

TEST_P(PostEntry, IsReadByTheTeam) {
  const auto view = posted(team_.nurse, "朝の検温 36.8度");
  EXPECT_EQ(view.author.name, "田中 花子");
  EXPECT_EQ(view.author.facility_name, "ひかり診療所");
  EXPECT_EQ(view.version, 1);
  EXPECT_EQ(view.info_class, InfoClass::health);
  EXPECT_EQ(view.recipients, 2) << "teacher and coordinator; the mother was not included";
  EXPECT_TRUE(view.mine.may_edit);
  EXPECT_THAT(bodies(team_.teacher), ElementsAre("朝の検温 36.8度"));
  EXPECT_THAT(bodies(team_.coordinator), ElementsAre("朝の検温 36.8度"));
}

TEST_P(PostEntry, IsNotThereForAColleagueWithoutASeat) {
  const auto view = posted(team_.nurse);
  EXPECT_EQ(code_of(post(team_.colleague, an_entry())), Code::not_found);
  EXPECT_THAT(bodies(team_.colleague), ElementsAre("refused: not_found"));
  EXPECT_EQ(code_of(look(team_.colleague, view.id)), Code::not_found);
}

TEST_P(PostEntry, IsNotThereForAnotherRegion) {
  const auto view = posted(team_.nurse);
  EXPECT_EQ(code_of(post(team_.stranger, an_entry())), Code::not_found);
  EXPECT_EQ(code_of(look(team_.stranger, view.id)), Code::not_found);
}

TEST_P(PostEntry, IsRefusedWhenTheSeatHasEnded) {
  posted(team_.nurse);
  act([&](Tx& tx) { test::end_seat(tx, team_.region, team_.person, team_.teacher_seat); });
  EXPECT_EQ(code_of(post(team_.teacher, an_entry())), Code::not_found);
  EXPECT_THAT(bodies(team_.teacher), ElementsAre("refused: not_found"));
}

TEST_P(PostEntry, IsRefusedWhenConsentWasWithdrawn) {
  posted(team_.nurse);
  act([&](Tx& tx) { test::withdraw_consent(tx, team_.region, team_.person, team_.consent); });
  EXPECT_EQ(code_of(post(team_.nurse, an_entry())), Code::forbidden);
  EXPECT_THAT(bodies(team_.nurse), ElementsAre("refused: forbidden"));
}

TEST_P(PostEntry, IsRefusedWhenConsentWasWithdrawnForTheFacilityAlone) {
  posted(team_.nurse);
  act([&](Tx& tx) { test::withdraw_consent(tx, team_.region, team_.person, team_.consent, team_.school); });
  EXPECT_EQ(code_of(post(team_.teacher, an_entry())), Code::forbidden);
  EXPECT_THAT(bodies(team_.teacher), ElementsAre("refused: forbidden"));
  EXPECT_EQ(posted(team_.nurse, "続き").recipients, 1) << "the coordinator, no longer the school";
}

TEST_P(PostEntry, IsRefusedInAClassTheSeatDoesNotHold) {
  const auto helper = act([&](Tx& tx) {
    auto actor = test::a_professional(tx, team_.region, team_.clinic, {.name = "介護 太郎"});
    test::a_seat(tx, team_.person, actor,
                 {.classes = ClassSet::of(InfoClass::welfare) | ClassSet::of(InfoClass::basic)});
    return actor;
  });
  const auto health = posted(team_.nurse, "薬が変わりました");
  EXPECT_EQ(code_of(post(helper, an_entry())), Code::forbidden);
  EXPECT_THAT(bodies(helper), IsEmpty());
  EXPECT_EQ(code_of(look(helper, health.id)), Code::not_found);
  auto welfare = an_entry("送迎の時間");
  welfare.info_class = InfoClass::welfare;
  EXPECT_EQ(posted(helper, welfare).recipients, 3);
}

TEST_P(PostEntry, IsRefusedForAViewer) {
  const auto viewer = act([&](Tx& tx) {
    auto actor = test::a_professional(tx, team_.region, team_.clinic, {.name = "見学"});
    test::a_seat(tx, team_.person, actor, {.role = access::SeatRole::viewer});
    return actor;
  });
  posted(team_.nurse, "今日の様子");
  EXPECT_EQ(code_of(post(viewer, an_entry())), Code::forbidden);
  EXPECT_THAT(bodies(viewer), ElementsAre("今日の様子"));
}

TEST_P(PostEntry, IsRefusedWithoutASecondFactor) {
  auto weak = team_.nurse;
  weak.strength = access::Strength::password;
  EXPECT_EQ(code_of(post(weak, an_entry())), Code::weak_session);
}

TEST_P(PostEntry, ReachesOnlyTheChosenSeats) {
  auto entry = an_entry("担任の先生だけに");
  entry.whole_team = false;
  entry.seat_ids.items = {team_.teacher_seat};
  const auto view = posted(team_.nurse, entry);
  EXPECT_EQ(view.recipients, 1);
  ASSERT_EQ(view.audience.seats.size(), 1U);
  EXPECT_EQ(view.audience.seats[0].name, "鈴木 一郎");
  EXPECT_THAT(bodies(team_.teacher), ElementsAre("担任の先生だけに"));
  EXPECT_THAT(bodies(team_.nurse), ElementsAre("担任の先生だけに")) << "authors read their own";
  EXPECT_THAT(bodies(team_.coordinator), IsEmpty());
  EXPECT_THAT(found(team_.coordinator, "担任"), IsEmpty());
  EXPECT_EQ(code_of(look(team_.coordinator, view.id)), Code::not_found);
}

TEST_P(PostEntry, NeedsAnAudience) {
  auto nobody = an_entry();
  nobody.whole_team = false;
  EXPECT_EQ(code_of(post(team_.nurse, nobody)), Code::invalid);
  auto both = an_entry();
  both.seat_ids.items = {team_.teacher_seat};
  EXPECT_EQ(code_of(post(team_.nurse, both)), Code::invalid);
  auto twice = an_entry();
  twice.whole_team = false;
  twice.seat_ids.items = {team_.teacher_seat, team_.teacher_seat};
  EXPECT_EQ(code_of(post(team_.nurse, twice)), Code::invalid);
}

TEST_P(PostEntry, RefusesSeatsOfAnotherTeam) {
  const auto other_seat = act([&](Tx& tx) {
    const auto other = test::a_person(tx, team_.region, {.given_name = "あおい"});
    return test::a_seat(tx, other, team_.teacher);
  });
  auto entry = an_entry();
  entry.whole_team = false;
  entry.seat_ids.items = {other_seat};
  const auto refused = post(team_.nurse, entry);
  EXPECT_EQ(code_of(refused), Code::invalid);
  EXPECT_EQ(refused.error().field, "seat_ids[0]");
  EXPECT_THAT(bodies(team_.nurse), IsEmpty()) << "nothing half-written";
}

TEST_P(PostEntry, ReachesGuardiansOnlyWhenShared) {
  posted(team_.nurse, "チーム内の相談");
  EXPECT_THAT(bodies(team_.mother.actor), IsEmpty());
  auto shared = an_entry("おうちの方へ");
  shared.with_guardians = true;
  EXPECT_EQ(posted(team_.nurse, shared).recipients, 3);
  EXPECT_THAT(bodies(team_.mother.actor), ElementsAre("おうちの方へ"));
  EXPECT_THAT(found(team_.mother.actor, "相談"), IsEmpty());
}

TEST_P(PostEntry, KeepsAGuardianUnderAProtectiveLimitOut) {
  const auto father = act([&](Tx& tx) {
    return test::a_guardian(tx, team_.region, team_.person,
                            {.name = "佐藤 父", .relation = "father", .restricted = true});
  });
  auto shared = an_entry("新しい住まいについて");
  shared.with_guardians = true;
  const auto view = posted(team_.nurse, shared);
  EXPECT_EQ(view.recipients, 3) << "without the father";
  EXPECT_THAT(bodies(father.actor), IsEmpty());
  EXPECT_EQ(code_of(look(father.actor, view.id)), Code::not_found);
  EXPECT_THAT(found(father.actor, "住まい"), IsEmpty());

  auto diary = an_entry("父の日記");
  diary.info_class = InfoClass::family;
  diary.with_guardians = true;
  posted(father.actor, diary);
  EXPECT_THAT(bodies(father.actor), ElementsAre("父の日記")) << "the own diary stays";

  const auto limit = [&](const HiddenFrom& limits) {
    EXPECT_TRUE(
        act([&](Tx& tx) { return limit_entry(tx, team_.coordinator, team_.person, view.id, limits); }));
  };
  HiddenFrom nobody, opened;
  limit(nobody);
  EXPECT_THAT(bodies(father.actor), ElementsAre("父の日記")) << "open to him only where somebody says so";
  opened.shown_to.emplace().items = {father.guardian_id};
  limit(opened);
  EXPECT_THAT(bodies(father.actor), ElementsAre("父の日記", "新しい住まいについて"));
  EXPECT_THAT(look(team_.coordinator, view.id)->limits->shown_to, ElementsAre(father.guardian_id));
  EXPECT_THAT(look(team_.coordinator, view.id)->limits->hidden_from, IsEmpty());
  for (const auto& other : {team_.nurse, team_.mother.actor, father.actor})
    EXPECT_FALSE(look(other, view.id)->limits) << "who is kept from what is the coordinators' to know";
  EXPECT_EQ(look(father.actor, view.id)->entry.author.facility_name, "") << "a place leads to the family";
  limit(nobody);
  EXPECT_THAT(bodies(father.actor), ElementsAre("父の日記"));
  EXPECT_EQ(code_of(act([&](Tx& tx) { return limit_entry(tx, team_.nurse, team_.person, view.id, nobody); })),
            Code::forbidden);
}

/// A limit set later takes what was shared before, everywhere (threat model 3.25).
TEST_P(PostEntry, SharedBeforeAProtectiveLimitIsLostToTheLimitedGuardian) {
  const auto father = act([&](Tx& tx) {
    return test::a_guardian(tx, team_.region, team_.person, {.name = "佐藤 父", .relation = "father"});
  });
  const auto limited = [&](bool on) {
    act([&](Tx& tx) {
      tx.run("update guardian set restricted = $2 where guardian_id = $1", father.guardian_id, on);
    });
  };
  Shelf shelf;
  const auto kept = [&] {
    const auto page = act([&](Tx& tx) { return read_timeline(tx, shelf, father.actor, team_.person, {}); });
    return page.value()->text().find("転園") != std::string::npos;
  };
  auto shared = an_entry("転園のお知らせ");
  shared.with_guardians = true;
  shared.importance = Importance::urgent;
  shared.asks_confirmation = true;
  shared.file_ids.items = {a_file(team_.nurse)};
  const auto view = posted(team_.nurse, shared);
  auto diary = an_entry("父の日記");
  diary.info_class = InfoClass::family;
  const auto own = posted(father.actor, diary);
  act([&](Tx& tx) { return mark_read(tx, team_.teacher, team_.person, {{{own.id}}}); });
  NewReply answer{act([](Tx& tx) { return tx.new_id<ReplyId>(); }), {"読みました"}};
  EXPECT_TRUE(act([&](Tx& tx) { return post_reply(tx, team_.teacher, team_.person, own.id, answer); }));
  EXPECT_EQ(bodies(father.actor).size(), 2U);
  EXPECT_TRUE(kept());
  EXPECT_EQ(act([&](Tx& tx) { return read_today(tx, father.actor); })->asks.size(), 1U);

  limited(true);
  EXPECT_THAT(bodies(father.actor), ElementsAre("父の日記"));
  EXPECT_FALSE(kept()) << "the kept page too";
  EXPECT_EQ(code_of(look(father.actor, view.id)), Code::not_found);
  EXPECT_THAT(found(father.actor, "転園"), IsEmpty());
  EXPECT_EQ(code_of(act([&](Tx& tx) { return read_versions(tx, father.actor, team_.person, view.id); })),
            Code::not_found);
  EXPECT_EQ(code_of(act([&](Tx& tx) { return confirm(tx, father.actor, team_.person, view.id); })),
            Code::not_found);
  const auto digest = act([&](Tx& tx) { return read_digest(tx, father.actor, team_.person); });
  EXPECT_EQ(digest->entries, 0);
  EXPECT_THAT(digest->urgent, IsEmpty());
  const auto today = act([&](Tx& tx) { return read_today(tx, father.actor); });
  EXPECT_THAT(today->asks, IsEmpty());
  EXPECT_THAT(today->unread, IsEmpty());
  act([&](Tx& tx) {
    const auto hears = [&](EntryId entry) {
      const auto all = access::listeners(tx, team_.region, team_.person, InfoClass::health, entry);
      return std::ranges::find(all, father.actor.post_id, &access::Listener::post_id) != all.end();
    };
    EXPECT_FALSE(hears(view.id)) << "stream, change feed, notices";
    EXPECT_TRUE(hears(own.id));
    const auto grant = access::require(tx, father.actor, access::Action::read, team_.person);
    EXPECT_FALSE(may_read_entry(tx, father.actor, *grant, view.id)) << "attachments";
  });
  const auto mine = look(father.actor, own.id);
  ASSERT_TRUE(mine);
  EXPECT_THAT(mine->receipts, IsEmpty()) << "who reads tells where the family is";
  ASSERT_EQ(mine->replies.size(), 1U);
  EXPECT_EQ(mine->replies.front().author.facility_name + mine->replies.front().author.name, "");
  for (const auto& seat : act([&](Tx& tx) { return read_audience(tx, father.actor, team_.person); })->seats)
    EXPECT_EQ(seat.name + seat.facility_name, "");

  auto meanwhile = an_entry("制限の間の記事");
  meanwhile.with_guardians = true;
  posted(team_.nurse, meanwhile);
  limited(false);
  EXPECT_THAT(bodies(father.actor), ElementsAre("父の日記", "転園のお知らせ"))
      << "written while he was limited, in the belief that he would not read it";
  EXPECT_TRUE(kept());
}

TEST_P(PostEntry, OfAnUnverifiedGuardianIsRefused) {
  const auto claimed = act([&](Tx& tx) {
    return test::a_guardian(tx, team_.region, team_.person, {.name = "自称 祖父", .verified = false});
  });
  EXPECT_EQ(code_of(post(claimed.actor, an_entry())), Code::not_found);
  EXPECT_THAT(bodies(claimed.actor), ElementsAre("refused: not_found"));
}

TEST_P(PostEntry, OfAGuardianGoesToTheWholeTeam) {
  auto diary = an_entry("よく眠れました");
  diary.info_class = InfoClass::family;
  EXPECT_EQ(posted(team_.mother.actor, diary).recipients, 3);
  EXPECT_THAT(bodies(team_.teacher), ElementsAre("よく眠れました"));
  EXPECT_THAT(bodies(team_.mother.actor), ElementsAre("よく眠れました"));
  auto narrow = an_entry();
  narrow.whole_team = false;
  narrow.seat_ids.items = {team_.teacher_seat};
  EXPECT_EQ(code_of(post(team_.mother.actor, narrow)), Code::invalid);
}

TEST_P(PostEntry, IsNotReadFurtherBackThanTheSeatLooks) {
  posted(team_.nurse, "先月のこと");
  clock().advance(std::chrono::hours(24 * 20));
  posted(team_.nurse, "今日のこと");
  const auto newcomer = act([&](Tx& tx) {
    auto actor = test::a_professional(tx, team_.region, team_.school, {.name = "新しい担任"});
    test::a_seat(tx, team_.person, actor, {.looks_back_days = 7});
    return actor;
  });
  EXPECT_THAT(bodies(newcomer), ElementsAre("今日のこと"));
  EXPECT_THAT(found(newcomer, "先月"), IsEmpty());
  EXPECT_THAT(found(newcomer, "今日"), ElementsAre("今日のこと"));
}

TEST_P(PostEntry, AgainIsTheSameEntry) {
  auto entry = an_entry();
  entry.mention_post_ids.items = {team_.teacher.post_id, team_.coordinator.post_id};
  entry.file_ids.items = {a_file(team_.nurse)};
  const auto first = posted(team_.nurse, entry);
  const auto again = posted(team_.nurse, entry);
  EXPECT_EQ(again.id, first.id);
  EXPECT_EQ(again.posted_at, first.posted_at);
  EXPECT_EQ(again.mentions.size(), 2U);
  EXPECT_EQ(again.files.size(), 1U);
  EXPECT_EQ(bodies(team_.nurse).size(), 1U);
}

TEST_P(PostEntry, AgainAfterAnEditIsStillTheSameEntry) {
  const auto entry = an_entry("最初の文");
  posted(team_.nurse, entry);
  EntryEdit edit{Category::report, InfoClass::health, Importance::normal, {"直した文"}, {"誤字"}};
  ASSERT_TRUE(act([&](Tx& tx) { return edit_entry(tx, team_.nurse, team_.person, entry.id, 1, edit); }));
  EXPECT_EQ(posted(team_.nurse, entry).body, "直した文");
}

TEST_P(PostEntry, WithATakenIdIsADuplicate) {
  auto entry = an_entry();
  posted(team_.nurse, entry);
  auto other = entry;
  other.body.value = "別の内容";
  EXPECT_EQ(code_of(post(team_.nurse, other)), Code::duplicate);
  EXPECT_EQ(code_of(post(team_.teacher, entry)), Code::duplicate) << "another author";
  const auto elsewhere = act([&](Tx& tx) {
    const auto person = test::a_person(tx, team_.region, {.given_name = "あおい"});
    test::a_consent(tx, team_.region, person);
    test::a_seat(tx, person, team_.nurse);
    return person;
  });
  EXPECT_EQ(code_of(act([&](Tx& tx) { return post_entry(tx, team_.nurse, elsewhere, entry); })),
            Code::duplicate)
      << "another notebook";
}

TEST_P(PostEntry, CarriesFilesOfItsAuthorOnly) {
  auto entry = an_entry();
  entry.file_ids.items = {a_file(team_.nurse), a_file(team_.nurse)};
  const auto view = posted(team_.nurse, entry);
  ASSERT_EQ(view.files.size(), 2U);
  EXPECT_EQ(view.files[0].id, entry.file_ids.items[0]);
  EXPECT_EQ(view.files[0].filename, "絵.jpg");
  auto stolen = an_entry();
  stolen.file_ids.items = {a_file(team_.teacher)};
  EXPECT_EQ(code_of(post(team_.nurse, stolen)), Code::invalid);
  auto reused = an_entry();
  reused.file_ids.items = {entry.file_ids.items[0]};
  EXPECT_EQ(code_of(post(team_.nurse, reused)), Code::invalid);
}

TEST_P(PostEntry, MentionsOnlyWhoMayReadIt) {
  auto entry = an_entry();
  entry.mention_post_ids.items = {team_.colleague.post_id};
  EXPECT_EQ(code_of(post(team_.nurse, entry)), Code::invalid);
  entry.mention_post_ids.items = {team_.stranger.post_id};
  EXPECT_EQ(code_of(post(team_.nurse, entry)), Code::invalid);
  entry.mention_post_ids.items = {team_.mother.actor.post_id};
  EXPECT_EQ(code_of(post(team_.nurse, entry)), Code::invalid) << "not shared with the family";
  entry.with_guardians = true;
  EXPECT_EQ(posted(team_.nurse, entry).mentions.at(0).name, "佐藤 母");
}

TEST_P(PostEntry, IsNotFromTheFuture) {
  auto entry = an_entry();
  entry.happened_at = clock().now() + std::chrono::hours(1);
  EXPECT_EQ(code_of(post(team_.nurse, entry)), Code::invalid);
  entry.happened_at = clock().now() - std::chrono::hours(48);
  EXPECT_EQ(posted(team_.nurse, entry).happened_at, *entry.happened_at);
}

TEST_P(PostEntry, LeavesAnAuditRecordAndAChange) {
  const auto view = posted(team_.nurse);
  in_read([&](Tx& tx) {
    EXPECT_EQ(tx.one<std::int64_t>(
                  "select count(*) from audit where region_id = $1 and subject_id = $2 and action = "
                  "'post' and outcome = 'granted'",
                  team_.region, view.id),
              1);
    EXPECT_EQ(
        tx.one<std::int64_t>("select count(*) from change where region_id = $1 and entry_id = $2 and kind = "
                             "'entry' and class_name = 'health'",
                             team_.region, view.id),
        1);
    EXPECT_EQ(
        tx.one<std::int64_t>("select count(*) from entry_version where region_id = $1 and entry_id = $2",
                             team_.region, view.id),
        1);
  });
}

TEST_P(PostEntry, SurvivesARestart) {
  posted(team_.nurse, "消えない");
  reopen();
  EXPECT_THAT(bodies(team_.teacher), ElementsAre("消えない"));
  EXPECT_THAT(found(team_.teacher, "消え"), ElementsAre("消えない"));
}

// --- what a body may be, as JSON says it
// --------------------------------------------------------------------

std::string json_with_body(const std::string& body) {
  return R"({"id":"01900000-0000-7000-8000-000000000001","category":"report","info_class":"health",)"
         R"("importance":"normal","asks_confirmation":false,"whole_team":true,"with_guardians":false,"seat_ids":[],)"
         R"("mention_post_ids":[],"file_ids":[],"body":")" +
         body + "\"}";
}

TEST(EntryBody, KeepsNamesAndLineBreaksAsWritten) {
  const auto entry =
      json::read<NewEntry>(json_with_body("髙橋さん、𠮷田さん\\n辻󠄀先生と🏃‍♀️"));
  ASSERT_TRUE(entry) << entry.error().detail;
  EXPECT_EQ(entry->body.value, "髙橋さん、𠮷田さん\n辻󠄀先生と🏃‍♀️");
}

TEST(EntryBody, RefusesWhatTricksTheEye) {
  for (const auto* body : {"\\u0000", "a\\u0008b", "\\u202egnp.exe", "\\u2066abc\\u2069", "", "  \\n  "}) {
    const auto entry = json::read<NewEntry>(json_with_body(body));
    ASSERT_FALSE(entry) << body;
    EXPECT_EQ(entry.error().code, Code::invalid) << body;
    EXPECT_EQ(entry.error().field, "body");
  }
  EXPECT_FALSE(json::read<NewEntry>(json_with_body("\\ud800")));
  EXPECT_FALSE(json::read<NewEntry>(json_with_body("\xff")));
}

TEST(EntryBody, IsAtMostTenThousandCharacters) {
  std::string body;
  for (int i = 0; i < 10'000; ++i) body += "あ";
  EXPECT_TRUE(json::read<NewEntry>(json_with_body(body)));
  const auto longer = json::read<NewEntry>(json_with_body(body + "い"));
  ASSERT_FALSE(longer);
  EXPECT_EQ(longer.error().code, Code::too_long);
}

TEST(EntryBody, ComesWithAtMostTenFilesAndKnownFieldsOnly) {
  auto text = json_with_body("x");
  std::string ids;
  for (int i = 0; i < 11; ++i)
    ids += (i ? "," : "") + ("\"01900000-0000-7000-8000-0000000000" + std::to_string(10 + i) + "\"");
  text.replace(text.find("\"file_ids\":[]"), 13, "\"file_ids\":[" + ids + "]");
  const auto many = json::read<NewEntry>(text);
  ASSERT_FALSE(many);
  EXPECT_EQ(many.error().field, "file_ids");
  auto unknown = json_with_body("x");
  unknown.insert(1, "\"hidden\":true,");
  ASSERT_FALSE(json::read<NewEntry>(unknown));
  EXPECT_EQ(json::read<NewEntry>(unknown).error().code, Code::unknown_field);
}

}  // namespace
}  // namespace musubi::notebook
