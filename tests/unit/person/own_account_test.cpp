// An account of the person themself (本人アカウント): who may have one, how it is given and ended, and what
// it is told.
#include <gmock/gmock.h>

#include "consent/consent_service.hpp"
#include "identity/identity_service.hpp"
#include "identity/identity_store.hpp"
#include "person/guardian_store.hpp"
#include "person_fixture.hpp"
#include "team/team_service.hpp"

namespace musubi::person {
namespace {

using testing::IsEmpty;
using testing::Not;

class OwnAccountOfPerson : public PersonTest {
 protected:
  OwnAccountOfPerson() {
    is_of_age(15);
    opens_from(12);
  }
  void is_of_age(int years, int days = 0) {
    act([&](Tx& tx) {
      const Date born{tx.today().ymd - std::chrono::years{years}};
      tx.run(
          "update person set birth_date = $2, address = '松本市丸の内3', phone = '0263-00-1111' where "
          "person_id = $1",
          team_.person, add_days(born, -days));
    });
  }
  void opens_from(std::int64_t age) {
    act([&](Tx& tx) {
      tx.run("update region set own_account_from = $2 where region_id = $1", team_.region, age);
    });
  }
  void limits_the_mother() {
    act([&](Tx& tx) {
      tx.run("update guardian set restricted = true where guardian_id = $1", team_.mother.guardian_id);
    });
  }
  NewGuardian themself() {
    NewGuardian own;
    own.id = an_id<GuardianId>();
    own.name.value = "佐藤 ひなた";
    own.kana.value = "サトウ ヒナタ";
    own.relation = Relation::self;
    own.verified_how.value = "学校で本人と面談";
    return own;
  }
  Result<GuardianView> adds(const Actor& actor, const NewGuardian& own) {
    return act([&](Tx& tx) { return add_guardian(tx, actor, team_.person, own); });
  }
  Result<GuardianInvitation> invites(GuardianId own) {
    return act([&](Tx& tx) {
      return invite_guardian(tx, team_.coordinator, team_.person, own, "https://x.example");
    });
  }
  Status ends(GuardianId own) {
    return act([&](Tx& tx) { return end_guardian(tx, team_.coordinator, team_.person, own, {{"卒業"}}); });
  }
  test::GuardianWithAccount has_account() {
    return in_write([&](Tx& tx) {
      return test::a_guardian(tx, team_.region, team_.person,
                              {.name = "佐藤 ひなた", .relation = "self", .has_custody = false});
    });
  }
};
MUSUBI_ON_BOTH_ENGINES(OwnAccountOfPerson);

TEST_P(OwnAccountOfPerson, IsGivenByACoordinatorOneAtATime) {
  const auto own = themself();
  EXPECT_EQ(code_of(adds(team_.nurse, own)), Code::forbidden);
  EXPECT_EQ(code_of(adds(team_.mother.actor, own)), Code::forbidden);
  const auto added = adds(team_.coordinator, own);
  ASSERT_TRUE(added) << added.error().detail;
  EXPECT_EQ(added->relation, Relation::self);
  EXPECT_TRUE(adds(team_.coordinator, own)) << "a retry";
  EXPECT_EQ(code_of(adds(team_.coordinator, themself())), Code::conflict);
  EXPECT_THAT(invites(own.id)->invitation_url, testing::HasSubstr("/invite#"));
  ASSERT_TRUE(ends(own.id));
  const auto anew = themself();
  EXPECT_TRUE(adds(team_.coordinator, anew)) << "and again after it was ended";
  EXPECT_TRUE(invites(anew.id));
}

TEST_P(OwnAccountOfPerson, NeedsTheRegionsSettingAndTheAge) {
  const auto own = themself();
  opens_from(0);
  EXPECT_EQ(code_of(adds(team_.coordinator, own)), Code::invalid);
  opens_from(16);
  EXPECT_EQ(code_of(adds(team_.coordinator, own)), Code::invalid);
  EXPECT_NE(sees(team_.coordinator, team_.person)->access.own_account_from, std::nullopt)
      << "told when it may";
  EXPECT_EQ(sees(team_.nurse, team_.person)->access.own_account_from, std::nullopt);
  opens_from(15);
  ASSERT_TRUE(adds(team_.coordinator, own));
  opens_from(0);
  EXPECT_EQ(code_of(invites(own.id)), Code::invalid);
}

TEST_P(OwnAccountOfPerson, CarriesNoCustodyAndNoLimitAndIsNoGuardian) {
  auto odd = themself();
  odd.has_custody = true;
  EXPECT_EQ(code_of(adds(team_.coordinator, odd)), Code::invalid);
  const auto own = themself();
  ASSERT_TRUE(adds(team_.coordinator, own));
  const auto changed = [&](Relation relation, bool restricted) {
    return act([&](Tx& tx) {
      return change_guardian(tx, team_.coordinator, team_.person, own.id, 1,
                             {{"佐藤 ひなた"},
                              {"サトウ ヒナタ"},
                              relation,
                              {},
                              true,
                              false,
                              {"面談"},
                              {},
                              restricted,
                              {restricted ? "理由" : ""},
                              {}});
    });
  };
  EXPECT_EQ(code_of(changed(Relation::other, false)), Code::invalid);
  EXPECT_EQ(code_of(changed(Relation::self, true)), Code::invalid);
  EXPECT_TRUE(changed(Relation::self, false));
  const auto mother = act([&](Tx& tx) {
    return change_guardian(tx, team_.coordinator, team_.person, team_.mother.guardian_id, 1,
                           {{"母"}, {"ハハ"}, Relation::self, {}, true, false, {"面談"}, {}, false, {}, {}});
  });
  EXPECT_EQ(code_of(mother), Code::invalid);
}

TEST_P(OwnAccountOfPerson, ShowsThemselvesAndNeitherPlacesNorWhoElseIsFamily) {
  const auto own = has_account();
  const auto view = sees(own.actor, team_.person);
  ASSERT_TRUE(view);
  EXPECT_TRUE(view->access.is_own);
  EXPECT_EQ(view->family_name, "佐藤");
  EXPECT_EQ(view->address + view->phone + view->alert + view->note, "");
  ASSERT_EQ(view->guardians.size(), 1u);
  EXPECT_EQ(view->guardians[0].id, own.guardian_id);
  EXPECT_EQ(view->guardians[0].restricted, std::nullopt);
  EXPECT_FALSE(sees(team_.mother.actor, team_.person)->access.is_own);
  EXPECT_THAT(lists(own.actor), testing::SizeIs(1));
  is_of_age(18);
  EXPECT_EQ(sees(own.actor, team_.person)->address, "松本市丸の内3") << "an adult's own";
  is_of_age(11);
  EXPECT_EQ(code_of(sees(own.actor, team_.person)), Code::not_found);
  EXPECT_THAT(lists(own.actor), IsEmpty());
}

TEST_P(OwnAccountOfPerson, SeesWhoLookedAndTheTeamByNameUnlessALimitStands) {
  const auto own = has_account();
  sees(team_.nurse, team_.person);
  const auto log = [&] {
    return act([&](Tx& tx) { return read_access_log(tx, own.actor, team_.person, {}); });
  };
  const auto team = [&] {
    return act([&](Tx& tx) { return team::list_team(tx, own.actor, team_.person).value(); });
  };
  const auto places = [&] {
    std::string all;
    for (const auto& item : log()->items) all += item.facility_name + item.actor_name;
    for (const auto& seat : team()) all += seat.facility_name + seat.name;
    return all;
  };
  EXPECT_THAT(places(), testing::HasSubstr("ひかり診療所"));
  EXPECT_THAT(team(), Not(IsEmpty()));
  limits_the_mother();
  EXPECT_EQ(places(), "");
  EXPECT_THAT(log()->items, Not(IsEmpty()));
  EXPECT_THAT(team(), Not(IsEmpty()));
}

TEST_P(OwnAccountOfPerson, GivesAndWithdrawsConsentFromThe18thBirthdayOn) {
  const auto own = has_account();
  consent::NewConsent given;
  given.id = an_id<ConsentId>();
  given.giver_name = OptionalName<100>{"佐藤 ひなた"};
  given.guardian_id = own.guardian_id;
  given.method = consent::ConsentMethod::paper;
  given.scan_file_id = an_id<FileId>();
  given.classes = ClassSet::all();
  given.purposes = PurposeSet::of(Purpose::support);
  given.whole_team = true;
  given.starts_on = act([](Tx& tx) { return tx.today(); });
  given.wording_version = 1;
  const auto gives = [&](const Actor& actor) {
    return act([&](Tx& tx) { return consent::record_consent(tx, actor, team_.person, given); });
  };
  const auto withdraws = [&] {
    return act([&](Tx& tx) {
      return consent::withdraw_consent(tx, own.actor, team_.person, team_.consent,
                                       {{"自分で決めたい"}, {"本人"}, {}});
    });
  };
  is_of_age(18, -1);
  EXPECT_EQ(code_of(gives(own.actor)), Code::forbidden);
  EXPECT_EQ(code_of(withdraws()), Code::forbidden);
  const auto by_coordinator = gives(team_.coordinator);
  ASSERT_FALSE(by_coordinator);
  EXPECT_EQ(by_coordinator.error().field, "guardian_id") << "nor on paper, under their own account";
  is_of_age(18);
  EXPECT_EQ(gives(own.actor).error().field, "scan_file_id") << "as far as the paper, which is no file here";
  EXPECT_TRUE(withdraws());
}

TEST_P(OwnAccountOfPerson, IsNotTakenUpByAGuardianOfTheSamePerson) {
  const auto own = themself();
  ASSERT_TRUE(adds(team_.coordinator, own));
  ASSERT_TRUE(invites(own.id));
  act([&](Tx& tx) {
    const auto post = store::find_guardian(tx, team_.region, team_.person, own.id)->post_id.value();
    EXPECT_TRUE(
        identity::store::is_guardian_of_holder(tx, team_.region, post, team_.mother.actor.account_id));
    EXPECT_FALSE(identity::store::is_guardian_of_holder(tx, team_.region, post, team_.stranger.account_id));
    EXPECT_FALSE(identity::store::is_guardian_of_holder(tx, team_.region, team_.mother.actor.post_id,
                                                        team_.mother.actor.account_id))
        << "only what is the person's own";
  });
}

TEST_P(OwnAccountOfPerson, CountsForTheRegionByItsSettingAndAge) {
  const auto standing = [&] {
    return act([&](Tx& tx) { return access::standing_of(tx, team_.region, team_.person); });
  };
  EXPECT_EQ(standing().own_since, Time{});
  EXPECT_FALSE(standing().own_in_full);
  is_of_age(18);
  EXPECT_TRUE(standing().own_in_full);
  EXPECT_NE(standing().guardians_since, Time{});
  opens_from(0);
  EXPECT_EQ(standing().own_since, Time::max());
  EXPECT_FALSE(standing().own_in_full);
  EXPECT_EQ(standing().own_from, std::nullopt);
  opens_from(12);
  is_of_age(12, -1);
  EXPECT_EQ(standing().own_since, Time::max());
  is_of_age(12);
  EXPECT_EQ(standing().own_since, Time{});
}

}  // namespace
}  // namespace musubi::person
