#include <gmock/gmock.h>

#include "consent/consent_service.hpp"
#include "person_fixture.hpp"
#include "team/team_service.hpp"

namespace musubi::person {
namespace {

using testing::HasSubstr;
using testing::Not;

class Guardians : public PersonTest {
 protected:
  NewGuardian a_father() {
    NewGuardian guardian;
    guardian.id = an_id<GuardianId>();
    guardian.name.value = "佐藤 父";
    guardian.kana.value = "サトウ チチ";
    guardian.relation = Relation::father;
    guardian.phone.value = "0263-00-0000";
    guardian.has_custody = true;
    guardian.verified_how.value = "戸籍謄本";
    return guardian;
  }
  Result<GuardianView> adds(const Actor& actor, const NewGuardian& guardian) {
    return act([&](Tx& tx) { return add_guardian(tx, actor, team_.person, guardian); });
  }
  GuardianChange restricting(const GuardianView& v) {
    return {{v.name},
            {v.kana},
            v.relation,
            {v.phone},
            v.lives_together,
            v.has_custody.value_or(false),
            {"戸籍謄本"},
            {},
            true,
            {"DV防止法10条 接近禁止命令"},
            {}};
  }
};
MUSUBI_ON_BOTH_ENGINES(Guardians);

TEST_P(Guardians, AreAddedByTheCoordinatorOnce) {
  const auto father = a_father();
  const auto added = adds(team_.coordinator, father);
  ASSERT_TRUE(added) << added.error().detail;
  EXPECT_TRUE(added->verified_at);
  EXPECT_FALSE(added->has_account);
  EXPECT_EQ(adds(team_.coordinator, father)->version, 1) << "a retry";
  EXPECT_EQ(code_of(adds(team_.nurse, a_father())), Code::forbidden);
  EXPECT_EQ(code_of(adds(team_.mother.actor, a_father())), Code::forbidden);
  EXPECT_EQ(code_of(adds(team_.colleague, a_father())), Code::not_found);
  auto weak = team_.coordinator;
  weak.strength = access::Strength::two_factor;
  EXPECT_EQ(code_of(adds(weak, a_father())), Code::step_up_needed);
}

TEST_P(Guardians, AreInvitedOnceTheirRelationIsVerified) {
  auto father = a_father();
  father.verified_how.value.clear();
  const auto added = *adds(team_.coordinator, father);
  const auto invite = [&] {
    return act([&](Tx& tx) {
      return invite_guardian(tx, team_.coordinator, team_.person, added.id, "https://x.example");
    });
  };
  EXPECT_EQ(code_of(invite()), Code::invalid);
  auto change = restricting(added);
  change.restricted = false;
  change.verified_how.value = "母子手帳";
  ASSERT_TRUE(
      act([&](Tx& tx) { return change_guardian(tx, team_.coordinator, team_.person, added.id, 1, change); }));
  const auto link = invite();
  ASSERT_TRUE(link) << link.error().detail;
  EXPECT_THAT(link->invitation_url, testing::StartsWith("https://x.example/invite#"));
  EXPECT_NE(invite()->invitation_url, link->invitation_url);
  const auto posts = act([&](Tx& tx) {
    return tx.one<std::int64_t>(
        "select count(*) from post where region_id = $1 and kind = 'guardian' and state = 'invited'",
        team_.region);
  });
  EXPECT_EQ(posts, 1) << "a second link is for the same post";

  const auto invited_until = [&](const Actor& reader) {
    const auto person = sees(reader, team_.person).value();
    return std::ranges::find(person.guardians, added.id, &GuardianView::id)->invited_until;
  };
  const auto until = invited_until(team_.coordinator).value();
  EXPECT_GT(until, clock().now() + std::chrono::days(13));
  EXPECT_LE(until, clock().now() + std::chrono::days(14));
  EXPECT_FALSE(invited_until(team_.nurse)) << "whoever invites nobody";
  EXPECT_FALSE(invited_until(team_.mother.actor));
  clock().advance(std::chrono::days(14));
  EXPECT_FALSE(invited_until(team_.coordinator)) << "nobody can come any more";
}

TEST_P(Guardians, LoseARaceWithThePresentStateInHand) {
  const auto added = *adds(team_.coordinator, a_father());
  const auto change = restricting(added);
  ASSERT_TRUE(
      act([&](Tx& tx) { return change_guardian(tx, team_.coordinator, team_.person, added.id, 1, change); }));
  const auto lost =
      act([&](Tx& tx) { return change_guardian(tx, team_.coordinator, team_.person, added.id, 1, change); });
  ASSERT_FALSE(lost);
  EXPECT_EQ(lost.error().code, Code::conflict);
  EXPECT_THAT(lost.error().current, HasSubstr("\"version\":2"));
}

TEST_P(Guardians, UnderRestrictionMeetNoTraceOfIt) {
  const auto father = act([&](Tx& tx) {
    return test::a_guardian(tx, team_.region, team_.person, {.name = "佐藤 父", .relation = "father"});
  });
  const auto now = *sees(team_.coordinator, team_.person);
  PersonChange home{{now.family_name},
                    {now.given_name},
                    {now.family_kana},
                    {now.given_kana},
                    now.birth_date,
                    now.sex,
                    {"390-0000"},
                    {"架空市ひみつ町1-2"},
                    {"0263-99-9999"},
                    {"ja"},
                    {"発作のときはひみつ病院へ"},
                    {"父には居所を伝えない"},
                    now.stage,
                    {},
                    {}};
  ASSERT_TRUE(
      act([&](Tx& tx) { return change_person(tx, team_.coordinator, team_.person, now.version, home); }));
  for (const auto& one : now.guardians) {
    if (one.id != father.guardian_id) continue;
    ASSERT_TRUE(act([&](Tx& tx) {
      return change_guardian(tx, team_.coordinator, team_.person, one.id, one.version, restricting(one));
    }));
  }

  act([&](Tx& tx) {
    tx.run("update person set photo_file_id = $3 where region_id = $1 and person_id = $2", team_.region,
           team_.person, tx.new_id<FileId>());
  });

  const auto profile = sees(father.actor, team_.person);
  ASSERT_TRUE(profile);
  EXPECT_FALSE(profile->photo);
  EXPECT_FALSE(act([&](Tx& tx) { return list_people(tx, father.actor, ""); })->front().photo);
  const auto log = act([&](Tx& tx) { return read_access_log(tx, father.actor, team_.person, {}); });
  const auto consents = act([&](Tx& tx) { return consent::list_consents(tx, father.actor, team_.person); });
  const auto seats = act([&](Tx& tx) { return team::list_team(tx, father.actor, team_.person); });
  const auto lines = act([&](Tx& tx) { return list_people(tx, father.actor, ""); });
  ASSERT_TRUE(log && consents && seats && lines);
  for (const auto& text : {json::to_json(*profile), json::to_json(*log), json::to_json(*consents),
                           json::to_json(*seats), json::to_json(*lines)}) {
    for (const auto* secret : {"接近禁止", "\"restricted\":true", "ひみつ町", "0263-99-9999", "390-0000",
                               "居所を伝えない", "ひみつ病院", "佐藤 母", "ひかり診療所", "みどり小学校"})
      EXPECT_THAT(text, Not(HasSubstr(secret)));
  }
  EXPECT_EQ(code_of(act([&](Tx& tx) { return list_versions(tx, father.actor, team_.person); })),
            Code::forbidden);
  ASSERT_EQ(profile->guardians.size(), 1U);
  EXPECT_FALSE(profile->guardians[0].restricted);

  const auto to_coordinator = json::to_json(*sees(team_.coordinator, team_.person));
  EXPECT_THAT(to_coordinator, HasSubstr("接近禁止"));
  for (const auto& actor : {team_.nurse, team_.mother.actor})
    EXPECT_THAT(json::to_json(*sees(actor, team_.person)), Not(HasSubstr("接近禁止")));
}

TEST_P(Guardians, SeeOfEachOtherWhoNotHowToBeReached) {
  ASSERT_TRUE(adds(team_.coordinator, a_father()));
  EXPECT_THAT(json::to_json(*sees(team_.mother.actor, team_.person)), Not(HasSubstr("0263-00-0000")));
  EXPECT_THAT(json::to_json(*sees(team_.mother.actor, team_.person)), HasSubstr("佐藤 父"));
  EXPECT_THAT(json::to_json(*sees(team_.nurse, team_.person)), HasSubstr("0263-00-0000"));
}

TEST_P(Guardians, ReadNothingOnceTheRelationEnded) {
  ASSERT_TRUE(sees(team_.mother.actor, team_.person));
  ASSERT_TRUE(act([&](Tx& tx) {
    return end_guardian(tx, team_.coordinator, team_.person, team_.mother.guardian_id, {{"親権の変更"}});
  }));
  EXPECT_EQ(code_of(sees(team_.mother.actor, team_.person)), Code::not_found);
  EXPECT_TRUE(lists(team_.mother.actor).empty());
  const auto state = act([&](Tx& tx) {
    return tx.one<std::string>("select state from post where region_id = $1 and post_id = $2", team_.region,
                               team_.mother.actor.post_id);
  });
  EXPECT_EQ(state, "left");
}

}  // namespace
}  // namespace musubi::person
