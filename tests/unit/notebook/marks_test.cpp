// Receipts, 了解, confirmations, pins, filters, digest, today, export.
#include <gmock/gmock.h>

#include "notebook_fixture.hpp"

namespace musubi::notebook {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class Marks : public NotebookTest {
 protected:
  Status read(const Actor& actor, std::vector<EntryId> entries) {
    return act([&](Tx& tx) { return mark_read(tx, actor, team_.person, ReadMarks{{std::move(entries)}}); });
  }
  EntryView seen_by(const Actor& actor, EntryId entry) { return look(actor, entry).value().entry; }
  Result<EntryView> on_entry(const Actor& actor, EntryId entry, bool on) {
    return act([&](Tx& tx) { return acknowledge(tx, actor, team_.person, entry, on); });
  }
  Digest digest(const Actor& actor) {
    return act([&](Tx& tx) { return read_digest(tx, actor, team_.person); }).value();
  }
  Today today(const Actor& actor) {
    return act([&](Tx& tx) { return read_today(tx, actor); }).value();
  }
  Status come_by(const Actor& actor) {
    return act([&](Tx& tx) { return visit(tx, actor, team_.person); });
  }
};
MUSUBI_ON_BOTH_ENGINES(Marks);

TEST_P(Marks, AReceiptNamesWhoAndWhenAndMakesNoVersion) {
  const auto entry = posted(team_.nurse).id;
  ASSERT_TRUE(read(team_.teacher, {entry}));
  ASSERT_TRUE(read(team_.teacher, {entry})) << "again is nothing";
  const auto detail = look(team_.nurse, entry).value();
  EXPECT_EQ(detail.entry.read_count, 1);
  EXPECT_EQ(detail.entry.version, 1);
  ASSERT_EQ(detail.receipts.size(), 1U);
  EXPECT_EQ(detail.receipts[0].name, "鈴木 一郎");
  EXPECT_EQ(detail.receipts[0].facility_name, "みどり小学校");
  ASSERT_EQ(detail.unread_by.size(), 1U);
  EXPECT_EQ(detail.unread_by[0].name, "山本 まとめ");
  EXPECT_TRUE(seen_by(team_.teacher, entry).mine.read);
  EXPECT_FALSE(seen_by(team_.coordinator, entry).mine.read);
}

TEST_P(Marks, AreLeftOnlyOnWhatOneMayRead) {
  auto narrow = an_entry("担任の先生だけに");
  narrow.whole_team = false;
  narrow.seat_ids.items = {team_.teacher_seat};
  const auto entry = posted(team_.nurse, narrow).id;
  ASSERT_TRUE(read(team_.coordinator, {entry})) << "passed over without a word";
  ASSERT_TRUE(read(team_.nurse, {entry})) << "own entries need no mark";
  EXPECT_EQ(seen_by(team_.nurse, entry).read_count, 0);
  EXPECT_EQ(code_of(on_entry(team_.coordinator, entry, true)), Code::not_found);
  EXPECT_EQ(code_of(on_entry(team_.nurse, entry, true)), Code::invalid);
  EXPECT_EQ(code_of(read(team_.colleague, {entry})), Code::not_found);
  EXPECT_EQ(code_of(read(team_.stranger, {entry})), Code::not_found);
}

TEST_P(Marks, AcknowledgingGoesOnAndOff) {
  const auto entry = posted(team_.nurse).id;
  EXPECT_EQ(on_entry(team_.teacher, entry, true)->acknowledged_count, 1);
  EXPECT_EQ(on_entry(team_.teacher, entry, true)->acknowledged_count, 1);
  const auto view = on_entry(team_.coordinator, entry, true);
  EXPECT_EQ(view->acknowledged_count, 2);
  EXPECT_EQ(view->read_count, 2) << "who acknowledges has read";
  EXPECT_TRUE(view->mine.acknowledged);
  EXPECT_EQ(on_entry(team_.teacher, entry, false)->acknowledged_count, 1);
  EXPECT_EQ(on_entry(team_.teacher, entry, false)->acknowledged_count, 1);
}

TEST_P(Marks, ConfirmingIsForEntriesThatAsk) {
  auto asking = an_entry("明日の持ち物を確認してください");
  asking.asks_confirmation = true;
  const auto entry = posted(team_.nurse, asking).id;
  const auto plain = posted(team_.nurse).id;
  const auto confirmed = [&](EntryId id) {
    return act([&](Tx& tx) { return confirm(tx, team_.teacher, team_.person, id); });
  };
  EXPECT_EQ(code_of(confirmed(plain)), Code::invalid);
  EXPECT_EQ(today(team_.teacher).asks.size(), 1U);
  EXPECT_EQ(confirmed(entry)->confirmed_count, 1);
  EXPECT_EQ(confirmed(entry)->confirmed_count, 1);
  EXPECT_THAT(today(team_.teacher).asks, IsEmpty());
  EXPECT_TRUE(look(team_.nurse, entry)->receipts.at(0).confirmed_at);
}

TEST_P(Marks, GuardiansDoNotSeeWhenAnotherGuardianWasHere) {
  const auto father = act([&](Tx& tx) {
    return test::a_guardian(tx, team_.region, team_.person, {.name = "佐藤 父", .relation = "father"});
  });
  auto shared = an_entry("運動会のお知らせ");
  shared.with_guardians = true;
  const auto entry = posted(team_.nurse, shared).id;
  for (const auto& who : {team_.mother.actor, father.actor, team_.teacher}) ASSERT_TRUE(read(who, {entry}));
  const auto seen = look(father.actor, entry).value();
  std::vector<std::string> names;
  for (const auto& receipt : seen.receipts) names.push_back(receipt.name);
  EXPECT_THAT(names, testing::UnorderedElementsAre("佐藤 父", "鈴木 一郎"));
  EXPECT_THAT(seen.unread_by, IsEmpty());
  EXPECT_EQ(look(team_.nurse, entry)->receipts.size(), 3U);
}

TEST_P(Marks, PinsAreTheTeams) {
  const auto entry = posted(team_.nurse, "アレルギー：卵").id;
  posted(team_.nurse, "あとの記事");
  const auto pinned = [&](const Actor& actor, bool on) {
    return act([&](Tx& tx) { return pin(tx, actor, team_.person, entry, on); });
  };
  ASSERT_TRUE(pinned(team_.teacher, true));
  TimelineQuery only_pinned;
  only_pinned.pinned = true;
  EXPECT_THAT(bodies(team_.nurse, only_pinned), ElementsAre("アレルギー：卵"));
  EXPECT_EQ(seen_by(team_.nurse, entry).version, 1);
  ASSERT_TRUE(pinned(team_.coordinator, false));
  EXPECT_THAT(bodies(team_.nurse, only_pinned), IsEmpty());
  EXPECT_EQ(code_of(pinned(team_.mother.actor, true)), Code::forbidden);
}

// --- timeline
// -----------------------------------------------------------------------------------------------

TEST_P(Marks, TheTimelineFilters) {
  auto school = an_entry("授業の様子");
  school.category = Category::record;
  school.info_class = InfoClass::education;
  posted(team_.nurse, "検温の記事");
  const auto lesson = posted(team_.teacher, school).id;
  const auto with = [&](auto&& set) {
    TimelineQuery query;
    set(query);
    return bodies(team_.coordinator, query);
  };
  EXPECT_THAT(with([](auto& q) { q.category = Category::record; }), ElementsAre("授業の様子"));
  EXPECT_THAT(with([](auto& q) { q.class_ = InfoClass::health; }), ElementsAre("検温の記事"));
  EXPECT_THAT(with([&](auto& q) { q.author_post = team_.nurse.post_id; }), ElementsAre("検温の記事"));
  EXPECT_THAT(with([&](auto& q) { q.facility = team_.school; }), ElementsAre("授業の様子"));
  EXPECT_THAT(with([](auto& q) { q.mine_unread = true; }), ElementsAre("授業の様子", "検温の記事"));
  ASSERT_TRUE(read(team_.coordinator, {lesson}));
  EXPECT_THAT(with([](auto& q) { q.mine_unread = true; }), ElementsAre("検温の記事"));
  const auto day = japan_date(clock().now());
  EXPECT_EQ(with([&](auto& q) { q.from = day, q.to = day; }).size(), 2U);
  EXPECT_THAT(with([&](auto& q) { q.to = add_days(day, -1); }), IsEmpty());
  EXPECT_THAT(with([&](auto& q) { q.from = add_days(day, 1); }), IsEmpty());
  EXPECT_THAT(with([&](auto& q) { q.from = day, q.to = add_days(day, -1); }),
              ElementsAre("refused: invalid"));
  EXPECT_THAT(with([&](auto& q) { q.before = Line<80>{"nonsense"}; }), ElementsAre("refused: invalid"));
}

TEST_P(Marks, TheTimelinePagesWithoutGapOrRepeat) {
  for (int i = 0; i < 7; ++i) posted(team_.nurse, "記事" + std::to_string(i));
  TimelineQuery query;
  query.limit = Whole<1, kMaxPage>{3};
  std::vector<std::string> seen;
  for (int pages = 0; pages < 5; ++pages) {
    const auto page = act([&](Tx& tx) { return read_timeline(tx, team_.teacher, team_.person, query); });
    ASSERT_TRUE(page);
    for (const auto& item : page->items) seen.push_back(item.body);
    posted(team_.nurse, "あとから" + std::to_string(pages));  // new ones do not shift the pages
    if (!page->next) break;
    query.before = Line<80>{*page->next};
  }
  EXPECT_THAT(seen, ElementsAre("記事6", "記事5", "記事4", "記事3", "記事2", "記事1", "記事0"));
}

TEST_P(Marks, AClockSetBackLosesNothing) {
  posted(team_.nurse, "先");
  clock().set(clock().now() - std::chrono::hours(2));
  posted(team_.nurse, "時計が戻ったあと");
  EXPECT_THAT(bodies(team_.teacher), testing::UnorderedElementsAre("先", "時計が戻ったあと"));
}

// --- digest and today
// ---------------------------------------------------------------------------------------

TEST_P(Marks, TheDigestTellsWhatIsNewSinceTheLastVisit) {
  posted(team_.nurse, "前からある");
  EXPECT_FALSE(digest(team_.teacher).since) << "never been here";
  EXPECT_EQ(digest(team_.teacher).entries, 1);
  ASSERT_TRUE(come_by(team_.teacher));
  clock().advance(std::chrono::hours(20));
  posted(team_.nurse, "新しい報告");
  auto urgent = an_entry("けいれんがありました");
  urgent.category = Category::urgent;
  posted(team_.nurse, urgent);
  posted(team_.teacher, "自分の記事");
  const auto news = digest(team_.teacher);
  EXPECT_TRUE(news.since);
  EXPECT_EQ(news.entries, 2) << "own ones are no news";
  ASSERT_EQ(news.urgent.size(), 1U);
  EXPECT_EQ(news.urgent[0].body, "けいれんがありました");
  ASSERT_EQ(news.by_category.size(), 2U);
  EXPECT_EQ(news.by_category[0].category, Category::report);
  EXPECT_EQ(news.by_category[0].count, 1);

  ASSERT_TRUE(come_by(team_.teacher));
  EXPECT_EQ(digest(team_.teacher).entries, 2) << "a reload does not empty it";
  clock().advance(std::chrono::hours(1));
  EXPECT_EQ(digest(team_.teacher).entries, 0);
}

TEST_P(Marks, TheDigestCountsOnlyWhatMayBeRead) {
  auto narrow = an_entry("担任の先生だけに");
  narrow.whole_team = false;
  narrow.seat_ids.items = {team_.teacher_seat};
  posted(team_.nurse, narrow);
  EXPECT_EQ(digest(team_.coordinator).entries, 0);
  EXPECT_EQ(digest(team_.mother.actor).entries, 0);
  EXPECT_EQ(digest(team_.teacher).entries, 1);
}

TEST_P(Marks, TodayCountsUnreadPerPerson) {
  const auto first = posted(team_.nurse, "ひとつめ").id;
  posted(team_.nurse, "ふたつめ");
  posted(team_.teacher, "自分の");
  auto day = today(team_.teacher);
  ASSERT_EQ(day.unread.size(), 1U);
  EXPECT_EQ(day.unread[0].name, "佐藤 ひなた");
  EXPECT_EQ(day.unread[0].unread, 2);
  EXPECT_EQ(day.unread[0].age_years, 5);
  ASSERT_TRUE(read(team_.teacher, {first}));
  EXPECT_EQ(today(team_.teacher).unread.at(0).unread, 1);
  EXPECT_THAT(today(team_.colleague).unread, IsEmpty());
  EXPECT_THAT(today(team_.stranger).unread, IsEmpty());
  EXPECT_THAT(today(team_.mother.actor).unread, IsEmpty()) << "nothing was shared";
  act([&](Tx& tx) { test::withdraw_consent(tx, team_.region, team_.person, team_.consent); });
  EXPECT_THAT(today(team_.teacher).unread, IsEmpty());
}

TEST_P(Marks, TodayShowsUrgentEntriesUntilTheyAreRead) {
  auto urgent = an_entry("至急お迎えを");
  urgent.importance = Importance::urgent;
  const auto entry = posted(team_.nurse, urgent).id;
  const auto day = today(team_.teacher);
  ASSERT_EQ(day.urgent.size(), 1U);
  EXPECT_EQ(day.urgent[0].entry.body, "至急お迎えを");
  ASSERT_TRUE(read(team_.teacher, {entry}));
  EXPECT_THAT(today(team_.teacher).urgent, IsEmpty());
}

TEST_P(Marks, TodayCountsInvitations) {
  act([&](Tx& tx) {
    const auto other = test::a_person(tx, team_.region, {.given_name = "あおい"});
    test::a_seat(tx, other, team_.teacher, {.state = "invited"});
    test::a_seat(tx, other, team_.nurse, {.state = "invited"});
  });
  EXPECT_EQ(today(team_.teacher).invitations, 1);
}

// --- audience preview and export
// ----------------------------------------------------------------------------

TEST_P(Marks, TheAudienceIsShownWithTheClassesConsentCovers) {
  act([&](Tx& tx) {
    test::withdraw_consent(tx, team_.region, team_.person, team_.consent);
    test::a_consent(
        tx, team_.region, team_.person,
        {.classes = ClassSet::of(InfoClass::health), .whole_team = false, .facilities = {team_.clinic}});
  });
  const auto view = act([&](Tx& tx) { return read_audience(tx, team_.nurse, team_.person); });
  ASSERT_TRUE(view);
  ASSERT_EQ(view->seats.size(), 3U);
  for (const auto& seat : view->seats)
    EXPECT_EQ(seat.classes.bits,
              seat.facility_name == "みどり小学校" ? 0 : ClassSet::of(InfoClass::health).bits)
        << seat.name;
  ASSERT_EQ(view->guardians.size(), 1U);
  EXPECT_EQ(view->guardians[0].name, "佐藤 母");
}

TEST_P(Marks, TheExportHoldsThePeriodAndNeedsAFreshFactor) {
  posted(team_.nurse, "=HYPERLINK(\"http://example.invalid\")");
  clock().advance(std::chrono::hours(48));
  posted(team_.nurse, "期間の外");
  const auto day = add_days(japan_date(clock().now()), -2);
  const auto rows_for = [&](const Actor& actor, const ExportPeriod& period) {
    return act([&](Tx& tx) { return export_entries(tx, actor, team_.person, period); });
  };
  const auto rows = rows_for(team_.coordinator, {day, day});
  ASSERT_TRUE(rows);
  ASSERT_EQ(rows->size(), 2U);
  EXPECT_EQ(rows->at(1).at(2), "田中 花子");
  EXPECT_EQ(rows->at(1).at(5), "医療・健康");
  EXPECT_EQ(rows->at(1).at(7), "=HYPERLINK(\"http://example.invalid\")") << "made safe when it is written";
  auto stale = team_.coordinator;
  stale.strength = access::Strength::two_factor;
  EXPECT_EQ(code_of(rows_for(stale, {day, day})), Code::step_up_needed);
  EXPECT_EQ(code_of(rows_for(team_.nurse, {day, day})), Code::forbidden);
  EXPECT_EQ(code_of(rows_for(team_.coordinator, {day, add_days(day, 400)})), Code::invalid);
  EXPECT_EQ(code_of(rows_for(team_.coordinator, {day, add_days(day, -1)})), Code::invalid);
}

TEST_P(Marks, OtherRoomsAskTheSameReach) {
  auto narrow = an_entry("担任の先生だけに");
  narrow.whole_team = false;
  narrow.seat_ids.items = {team_.teacher_seat};
  const auto entry = posted(team_.nurse, narrow).id;
  const auto may = [&](const Actor& actor) {
    return act([&](Tx& tx) -> Result<bool> {
      TRY_ASSIGN(const auto grant, access::require(tx, actor, access::Action::read, team_.person));
      return may_read_entry(tx, actor, grant, entry);
    });
  };
  EXPECT_TRUE(*may(team_.teacher));
  EXPECT_FALSE(*may(team_.coordinator));
  EXPECT_FALSE(*may(team_.mother.actor));
  act([&](Tx& tx) { return hide_entry(tx, team_.nurse, team_.person, entry, HideReason{{"誤り"}}); });
  EXPECT_FALSE(*may(team_.teacher)) << "its files go with it";
}

}  // namespace
}  // namespace musubi::notebook
