// What of the notebook reaches the person themself (本人アカウント): by name, and never by what is meant for
// guardians.
#include <gmock/gmock.h>

#include "notebook_fixture.hpp"

namespace musubi::notebook {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class OwnAccount : public NotebookTest {
 protected:
  OwnAccount() {
    in_write([&](Tx& tx) {
      child_ = test::a_guardian(tx, team_.region, team_.person,
                                {.name = "佐藤 ひなた",
                                 .relation = "self",
                                 .verified = true,
                                 .restricted = false,
                                 .has_custody = false});
    });
    is_of_age(15);
    opens_from(12);
  }
  void is_of_age(int years) {
    act([&](Tx& tx) {
      const Date born{tx.today().ymd - std::chrono::years{years}};
      tx.run("update person set birth_date = $2 where person_id = $1", team_.person, born);
    });
  }
  void opens_from(std::int64_t age) {
    act([&](Tx& tx) {
      tx.run("update region set own_account_from = $2 where region_id = $1", team_.region, age);
    });
  }
  void limits_the_mother(bool on) {
    act([&](Tx& tx) {
      tx.run("update guardian set restricted = $2 where guardian_id = $1", team_.mother.guardian_id, on);
    });
  }
  NewEntry for_the_child(const std::string& body, bool also_guardians = false) {
    auto entry = an_entry(body);
    entry.with_person = true;
    entry.with_guardians = also_guardians;
    return entry;
  }
  NewEntry for_guardians(const std::string& body) {
    auto entry = an_entry(body);
    entry.with_guardians = true;
    return entry;
  }
  std::vector<PostId> hearing(EntryId entry) {
    const auto all = act(
        [&](Tx& tx) { return access::listeners(tx, team_.region, team_.person, InfoClass::health, entry); });
    std::vector<PostId> posts;
    for (const auto& one : all) posts.push_back(one.post_id);
    return posts;
  }
  bool hears(EntryId entry) { return std::ranges::count(hearing(entry), child_.actor.post_id) == 1; }
  std::int64_t counted(const Actor& actor) {
    return act([&](Tx& tx) { return read_digest(tx, actor, team_.person).value().entries; });
  }
  bool listed_today(const Actor& actor) {
    return act([&](Tx& tx) { return !read_today(tx, actor).value().unread.empty(); });
  }

  test::GuardianWithAccount child_;
};
MUSUBI_ON_BOTH_ENGINES(OwnAccount);

TEST_P(OwnAccount, ReadsWhatIsSharedByNameOnlyInEveryList) {
  const auto mine = posted(team_.nurse, for_the_child("りくさんへ。よくがんばりました。"));
  const auto theirs = posted(team_.nurse, for_guardians("ご両親へ。家でのようすを教えてください。"));
  const auto team = posted(team_.nurse, "チームだけの相談です。");
  EXPECT_THAT(bodies(child_.actor), ElementsAre("りくさんへ。よくがんばりました。"));
  EXPECT_THAT(bodies(team_.mother.actor), ElementsAre("ご両親へ。家でのようすを教えてください。"));
  EXPECT_THAT(found(child_.actor, "ようす"), IsEmpty());
  EXPECT_THAT(found(child_.actor, "相談"), IsEmpty());
  EXPECT_EQ(found(child_.actor, "がんばりました").size(), 1u);
  EXPECT_EQ(counted(child_.actor), 1);
  EXPECT_TRUE(hears(mine.id));
  EXPECT_FALSE(hears(theirs.id));
  EXPECT_FALSE(hears(team.id));
  EXPECT_EQ(code_of(look(child_.actor, theirs.id)), Code::not_found);
  EXPECT_EQ(code_of(look(child_.actor, team.id)), Code::not_found);
  EXPECT_TRUE(mine.audience.with_person);
  EXPECT_FALSE(theirs.audience.with_person);
  EXPECT_EQ(mine.recipients, theirs.recipients) << "the child here, the mother there";
}

TEST_P(OwnAccount, GoesOnByNameAfterThe18thBirthday) {
  posted(team_.nurse, for_guardians("ご両親へ。"));
  posted(team_.nurse, for_the_child("本人へ。"));
  act([&](Tx& tx) { tx.run("update guardian set verified_at = 1"); });  // both in childhood
  is_of_age(18);
  EXPECT_THAT(bodies(child_.actor), ElementsAre("本人へ。"));
  EXPECT_THAT(bodies(team_.mother.actor), ElementsAre("refused: not_found")) << "a guardian's rights ended";
}

TEST_P(OwnAccount, HearsNothingBeforeTheAgeOrWhenTheRegionSwitchesItOff) {
  const auto mine = posted(team_.nurse, for_the_child("りくさんへ。"));
  EXPECT_TRUE(listed_today(child_.actor));
  opens_from(0);
  EXPECT_FALSE(hears(mine.id));
  EXPECT_THAT(bodies(child_.actor), ElementsAre("refused: not_found"));
  EXPECT_FALSE(listed_today(child_.actor));
  opens_from(16);
  EXPECT_FALSE(hears(mine.id));
  EXPECT_THAT(found(child_.actor, "りく"), ElementsAre("refused: not_found"));
  is_of_age(16);
  EXPECT_TRUE(hears(mine.id));
  EXPECT_THAT(bodies(child_.actor), ElementsAre("りくさんへ。"));
}

TEST_P(OwnAccount, WritesForTheTeamAndForGuardiansOnlyIfChosen) {
  const auto diary = posted(child_.actor, "きょうは、つかれました。");
  EXPECT_THAT(bodies(child_.actor), ElementsAre("きょうは、つかれました。"));
  EXPECT_THAT(bodies(team_.nurse), ElementsAre("きょうは、つかれました。"));
  EXPECT_THAT(bodies(team_.mother.actor), IsEmpty());
  EXPECT_TRUE(diary.mine.may_edit);
  auto narrow = an_entry("ひとりにだけ");
  narrow.whole_team = false;
  narrow.seat_ids.items = {team_.nurse_seat};
  EXPECT_EQ(code_of(post(child_.actor, narrow)), Code::invalid);
  const auto seen = posted(child_.actor, for_guardians("おうちの人にも。"));
  EXPECT_THAT(bodies(team_.mother.actor), ElementsAre("おうちの人にも。"));
  const auto answer = act([&](Tx& tx) {
    return post_reply(tx, team_.nurse, team_.person, seen.id, {tx.new_id<ReplyId>(), {"ありがとう。"}});
  });
  ASSERT_TRUE(answer);
  EXPECT_EQ(look(child_.actor, seen.id)->replies.size(), 1u);
  const auto again = act([&](Tx& tx) {
    return post_reply(tx, child_.actor, team_.person, seen.id, {tx.new_id<ReplyId>(), {"はい。"}});
  });
  EXPECT_TRUE(again);
}

TEST_P(OwnAccount, KeepsNoPastOfAnEntryFromBefore18ButFromThenOn) {
  const auto entry = posted(team_.nurse, for_the_child("本人へ。"));
  const auto versions = [&] {
    return act([&](Tx& tx) { return read_versions(tx, child_.actor, team_.person, entry.id); });
  };
  EXPECT_EQ(code_of(versions()), Code::forbidden);
  is_of_age(18);
  EXPECT_TRUE(versions());
}

TEST_P(OwnAccount, IsSharedWithByTheCoordinatorTooAndClosedAgain) {
  const auto entry = posted(team_.nurse, "体育祭の係でした。");
  const auto set = [&](const Actor& actor, std::optional<bool> on) {
    return act([&](Tx& tx) { return limit_entry(tx, actor, team_.person, entry.id, {{}, {}, on}); });
  };
  EXPECT_EQ(code_of(set(team_.nurse, true)), Code::forbidden);
  EXPECT_EQ(code_of(set(child_.actor, true)), Code::forbidden);
  ASSERT_TRUE(set(team_.coordinator, true));
  EXPECT_THAT(bodies(child_.actor), ElementsAre("体育祭の係でした。"));
  ASSERT_TRUE(set(team_.coordinator, std::nullopt));
  EXPECT_THAT(bodies(child_.actor), ElementsAre("体育祭の係でした。")) << "not spoken of: as it was";
  ASSERT_TRUE(set(team_.coordinator, false));
  EXPECT_THAT(bodies(child_.actor), IsEmpty());
  EXPECT_FALSE(hears(entry.id));
  const auto as_guardian = act([&](Tx& tx) {
    HiddenFrom limits;
    limits.shown_to = List<GuardianId, 20>{{child_.guardian_id}};
    return limit_entry(tx, team_.coordinator, team_.person, entry.id, limits);
  });
  EXPECT_EQ(code_of(as_guardian), Code::invalid) << "no guardian of this person";
}

TEST_P(OwnAccount, TellsNoNamesWhileALimitStandsOnAGuardian) {
  auto entry = for_the_child("本人へ。", true);
  entry.mention_post_ids.items = {team_.teacher.post_id};
  posted(team_.nurse, entry);
  EXPECT_NE(look(child_.actor, entry.id)->entry.author.name, "");
  limits_the_mother(true);
  const auto veiled = look(child_.actor, entry.id)->entry;
  EXPECT_EQ(veiled.author.name + veiled.author.facility_name, "");
  EXPECT_EQ(veiled.author.profession, "nurse");
  for (const auto& mention : veiled.mentions) EXPECT_EQ(mention.name, "");
  const auto audience = act([&](Tx& tx) { return read_audience(tx, child_.actor, team_.person).value(); });
  for (const auto& seat : audience.seats) EXPECT_EQ(seat.name + seat.facility_name, "");
  EXPECT_THAT(audience.guardians, IsEmpty());
  EXPECT_TRUE(audience.own_account);
  is_of_age(18);
  EXPECT_NE(look(child_.actor, entry.id)->entry.author.name, "") << "an adult's own record";
}

TEST_P(OwnAccount, IsNotWrittenToByWhoIsKeptFromTheChild) {
  limits_the_mother(true);
  auto letter = an_entry("ママより");
  letter.with_person = true;
  letter.with_guardians = true;
  const auto sent = posted(team_.mother.actor, letter);
  EXPECT_THAT(bodies(child_.actor), IsEmpty());
  EXPECT_FALSE(hears(sent.id));
  EXPECT_FALSE(sent.audience.with_person);
  const auto audience =
      act([&](Tx& tx) { return read_audience(tx, team_.mother.actor, team_.person).value(); });
  EXPECT_FALSE(audience.own_account) << "nor told that the child has an account";
  limits_the_mother(false);
  letter.id = new_entry_id();
  posted(team_.mother.actor, letter);
  EXPECT_THAT(bodies(child_.actor), ElementsAre("ママより"));
}

TEST_P(OwnAccount, IsKnownToWhoeverMayShare) {
  for (const auto& actor : {team_.nurse, team_.coordinator, team_.mother.actor}) {
    const auto audience = act([&](Tx& tx) { return read_audience(tx, actor, team_.person).value(); });
    EXPECT_TRUE(audience.own_account);
    for (const auto& guardian : audience.guardians) EXPECT_NE(guardian.relation, "self");
  }
  opens_from(0);
  EXPECT_FALSE(act([&](Tx& tx) { return read_audience(tx, team_.nurse, team_.person).value().own_account; }));
}

TEST_P(OwnAccount, IsTheOnlyAudienceWhereTheAuthorChoosesSo) {
  auto entry = for_the_child("ふたりだけの話。");
  entry.whole_team = false;
  const auto view = posted(team_.nurse, entry);
  EXPECT_EQ(view.recipients, 1);
  EXPECT_THAT(bodies(child_.actor), ElementsAre("ふたりだけの話。"));
  EXPECT_THAT(bodies(team_.teacher), IsEmpty());
  EXPECT_THAT(bodies(team_.mother.actor), IsEmpty());
}

}  // namespace
}  // namespace musubi::notebook
