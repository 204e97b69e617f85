#include <gmock/gmock.h>

#include "consent/consent_service.hpp"
#include "consent/consent_wording.hpp"
#include "db/change_feed.hpp"
#include "support/test_database.hpp"
#include "support/world.hpp"

namespace musubi::consent {
namespace {

using access::Actor;
using testing::ElementsAre;
using testing::IsEmpty;

template <class R>
Code code_of(const R& result) {
  return result ? Code::internal : result.error().code;
}

class Consent : public test::DatabaseTest {
 protected:
  Consent() {
    team_ = in_write([](Tx& tx) { return test::a_team(tx); });
    in_write([&](Tx& tx) { test::withdraw_consent(tx, team_.region, team_.person, team_.consent); });
  }
  template <class F>
  auto act(F&& f) {
    clock().advance(std::chrono::milliseconds(10));
    return in_write(std::forward<F>(f));
  }
  FileId a_file(const Actor& actor) {
    return act([&](Tx& tx) {
      const auto file = tx.new_id<FileId>();
      tx.run(R"sql(
        insert into file (region_id, file_id, person_id, uploaded_by, content_type, filename, size, width, height,
                          has_thumbnail, sha256, key_number, bound_kind, created_at)
        values ($1, $2, $3, $4, 'image/png', 'signature.png', 12, 4, 3, true, $5, 1, 'unbound', $6)
      )sql",
             actor.region_id, file, team_.person, actor.post_id, db::Bytes{1}, tx.now());
      return file;
    });
  }
  NewConsent a_consent(const Actor& actor) {
    NewConsent given;
    given.id = act([](Tx& tx) { return tx.new_id<ConsentId>(); });
    given.method = ConsentMethod::on_screen;
    given.giver_name = OptionalName<100>{"佐藤 母"};
    given.guardian_id = team_.mother.guardian_id;
    given.classes = ClassSet::of(InfoClass::basic) | ClassSet::of(InfoClass::health);
    given.purposes = PurposeSet::all();
    given.whole_team = true;
    given.starts_on = japan_date(clock().now());
    given.signature_file_id = a_file(actor);
    given.wording_version = newest_wording().version;
    return given;
  }
  Result<ConsentView> records(const Actor& actor, const NewConsent& given) {
    return act([&](Tx& tx) { return record_consent(tx, actor, team_.person, given); });
  }
  Result<ConsentView> withdraws(const Actor& actor, ConsentId consent,
                                std::vector<FacilityId> facilities = {}) {
    return act([&](Tx& tx) {
      return withdraw_consent(tx, actor, team_.person, consent,
                              {{"家族の希望"}, {"佐藤 母"}, {std::move(facilities)}, {}});
    });
  }
  Result<ConsentView> takes_back(const Actor& actor, ConsentId consent, PurposeSet purposes,
                                 std::vector<FacilityId> facilities = {}) {
    return act([&](Tx& tx) {
      return withdraw_consent(tx, actor, team_.person, consent,
                              {{"家族の希望"}, {"佐藤 母"}, {std::move(facilities)}, purposes});
    });
  }
  std::vector<AffectedFacility> effects(const Actor& actor, ConsentId consent, const Taken& taken = {}) {
    return act([&](Tx& tx) { return withdrawal_effects(tx, actor, team_.person, consent, taken); })
        ->facilities;
  }
  bool may(const Actor& actor, access::Action action) {
    return act([&](Tx& tx) { return access::require(tx, actor, action, team_.person).has_value(); });
  }
  bool may_read(const Actor& actor, InfoClass info_class = InfoClass::health) {
    return act([&](Tx& tx) {
      return access::require(tx, actor, access::Action::read, team_.person,
                             {.classes = ClassSet::of(info_class)})
          .has_value();
    });
  }
  test::Team team_;
};
MUSUBI_ON_BOTH_ENGINES(Consent);

TEST_P(Consent, OpensJustItsClassesToTheTeamAtOnce) {
  EXPECT_FALSE(may_read(team_.nurse));
  const auto given = records(team_.coordinator, a_consent(team_.coordinator));
  ASSERT_TRUE(given) << given.error().field << given.error().detail;
  EXPECT_EQ(given->state, ConsentState::in_force);
  EXPECT_EQ(given->giver_relation, "mother");
  EXPECT_EQ(given->created_by_name, "山本 まとめ");
  EXPECT_TRUE(may_read(team_.nurse));
  EXPECT_FALSE(may_read(team_.nurse, InfoClass::family));
  EXPECT_FALSE(may_read(team_.colleague));
  EXPECT_FALSE(may_read(team_.stranger));
}

TEST_P(Consent, IsOpenOnItsFirstAndLastDayOnly) {
  auto given = a_consent(team_.coordinator);
  given.starts_on = add_days(given.starts_on, 1);
  given.ends_on = add_days(given.starts_on, 1);
  const auto kept = records(team_.coordinator, given);
  ASSERT_TRUE(kept);
  EXPECT_EQ(kept->state, ConsentState::future);
  EXPECT_FALSE(may_read(team_.nurse));
  const auto midnight = Time{std::chrono::sys_days{given.starts_on.ymd}} - std::chrono::hours(9);
  clock().set(midnight - std::chrono::seconds(1));
  EXPECT_FALSE(may_read(team_.nurse));
  clock().set(midnight);
  EXPECT_TRUE(may_read(team_.nurse));
  clock().set(midnight + std::chrono::hours(48) - std::chrono::seconds(1));
  EXPECT_TRUE(may_read(team_.nurse));
  clock().set(midnight + std::chrono::hours(48));
  EXPECT_FALSE(may_read(team_.nurse));
}

TEST_P(Consent, ClosesForColleaguesTheMomentItIsWithdrawn) {
  const auto given = *records(team_.coordinator, a_consent(team_.coordinator));
  ASSERT_TRUE(may_read(team_.teacher));
  const auto over = withdraws(team_.mother.actor, given.id);
  ASSERT_TRUE(over) << over.error().detail;
  EXPECT_EQ(over->state, ConsentState::withdrawn);
  EXPECT_EQ(over->withdrawal_reason, "家族の希望");
  EXPECT_FALSE(may_read(team_.nurse));
  EXPECT_FALSE(may_read(team_.teacher));
  EXPECT_EQ(code_of(withdraws(team_.coordinator, given.id)), Code::gone);
}

TEST_P(Consent, TellsThoseWhoLoseTheirSightSoThatOpenPagesClose) {
  const auto given = *records(team_.coordinator, a_consent(team_.coordinator));
  const auto before = act([](Tx& tx) { return db::last_position(tx); });
  ASSERT_TRUE(withdraws(team_.mother.actor, given.id));
  std::vector<AccountId> told;
  for (const auto& change : act([&](Tx& tx) { return db::changes_after(tx, before, 100); }))
    if (change.account_id) {
      EXPECT_EQ(change.person_id, team_.person);
      told.push_back(*change.account_id);
    }
  EXPECT_THAT(told, testing::IsSupersetOf({team_.nurse.account_id, team_.teacher.account_id}));
  EXPECT_THAT(told, testing::Not(testing::Contains(team_.mother.actor.account_id))) << "she still reads";
}

TEST_P(Consent, ClosesForOneFacilityAndStaysForTheOthers) {
  const auto given = *records(team_.coordinator, a_consent(team_.coordinator));
  const auto affected = effects(team_.coordinator, given.id, {.facility = team_.school});
  ASSERT_EQ(affected.size(), 1U);
  EXPECT_EQ(affected[0].name, "みどり小学校");
  EXPECT_EQ(affected[0].seats, 1);
  EXPECT_EQ(affected[0].ended, PurposeSet::all());

  const auto partly = withdraws(team_.coordinator, given.id, {team_.school});
  ASSERT_TRUE(partly);
  EXPECT_EQ(partly->state, ConsentState::in_force);
  ASSERT_EQ(partly->facilities.size(), 1U);
  EXPECT_TRUE(partly->facilities[0].withdrawn_at);
  EXPECT_FALSE(may_read(team_.teacher));
  EXPECT_TRUE(may_read(team_.nurse));
  EXPECT_EQ(code_of(withdraws(team_.coordinator, given.id, {team_.school})), Code::invalid)
      << "no party any more";
}

TEST_P(Consent, ToNamedFacilitiesIsOverWhenTheLastIsGone) {
  auto named = a_consent(team_.coordinator);
  named.whole_team = false;
  named.facility_ids.items = {team_.clinic, team_.school};
  const auto given = records(team_.coordinator, named);
  ASSERT_TRUE(given);
  EXPECT_TRUE(may_read(team_.teacher));
  EXPECT_EQ(withdraws(team_.coordinator, given->id, {team_.school})->state, ConsentState::in_force);
  EXPECT_FALSE(may_read(team_.teacher));
  EXPECT_EQ(withdraws(team_.coordinator, given->id, {team_.clinic})->state, ConsentState::withdrawn);
  EXPECT_FALSE(may_read(team_.nurse));
}

TEST_P(Consent, NamesWhomAWithdrawalWouldCloseOut) {
  const auto given = *records(team_.coordinator, a_consent(team_.coordinator));
  const auto affected = effects(team_.coordinator, given.id);
  ASSERT_EQ(affected.size(), 2U);
  EXPECT_THAT(affected[0].lost, IsEmpty()) << "there is nothing yet";
  auto second = a_consent(team_.coordinator);
  ASSERT_TRUE(records(team_.coordinator, second));
  EXPECT_THAT(effects(team_.coordinator, given.id), IsEmpty()) << "another consent keeps it open";
}

TEST_P(Consent, IsTakenBackForOnePurposeAndStaysForTheOthers) {
  const auto given = *records(team_.coordinator, a_consent(team_.coordinator));
  EXPECT_TRUE(may(team_.nurse, access::Action::read_plans));
  for (const auto& one : effects(team_.coordinator, given.id, {.purpose = Purpose::planning}))
    EXPECT_EQ(one.ended, PurposeSet::of(Purpose::planning));
  const auto left = takes_back(team_.mother.actor, given.id, PurposeSet::of(Purpose::planning));
  ASSERT_TRUE(left) << left.error().detail;
  EXPECT_EQ(left->state, ConsentState::in_force);
  EXPECT_EQ(left->purposes, PurposeSet::all().without(PurposeSet::of(Purpose::planning)));
  ASSERT_EQ(left->ended_purposes.size(), 1U);
  EXPECT_EQ(left->ended_purposes[0].purpose, Purpose::planning);
  EXPECT_FALSE(may(team_.nurse, access::Action::read_plans));
  EXPECT_TRUE(may(team_.nurse, access::Action::see_handovers));
  EXPECT_TRUE(may_read(team_.nurse));

  const auto again = takes_back(team_.mother.actor, given.id, PurposeSet::of(Purpose::planning));
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().field, "purposes") << "no purpose of it any more";
  const auto both =
      takes_back(team_.mother.actor, given.id, PurposeSet::of(Purpose::handover), {team_.school});
  ASSERT_FALSE(both);
  EXPECT_EQ(both.error().field, "purposes") << "one after the other";
}

TEST_P(Consent, IsOverWhenItsLastPurposeIsTakenBack) {
  const auto given = *records(team_.coordinator, a_consent(team_.coordinator));
  ASSERT_TRUE(takes_back(team_.coordinator, given.id, PurposeSet::of(Purpose::handover)));
  const auto over = takes_back(team_.coordinator, given.id,
                               PurposeSet::of(Purpose::support) | PurposeSet::of(Purpose::planning));
  ASSERT_TRUE(over) << over.error().detail;
  EXPECT_EQ(over->state, ConsentState::withdrawn);
  EXPECT_TRUE(over->purposes.empty());
  EXPECT_EQ(over->ended_purposes.size(), 3U);
  EXPECT_FALSE(may_read(team_.nurse));
}

TEST_P(Consent, TellsAGuardianUnderALimitOfTheirOwnAsTheyGaveItAndNothingOfOthers) {
  const auto father = act([&](Tx& tx) {
    return test::a_guardian(tx, team_.region, team_.person, {.name = "佐藤 父", .relation = "father"});
  });
  auto his = a_consent(team_.coordinator);
  his.guardian_id = father.guardian_id;
  his.giver_name = OptionalName<100>{"佐藤 父"};
  const auto given = records(team_.coordinator, his);
  ASSERT_TRUE(given) << given.error().field;
  act([&](Tx& tx) {
    tx.run("update guardian set restricted = true where region_id = $1 and guardian_id = $2", team_.region,
           father.guardian_id);
  });
  const auto seen = [&] {
    const auto views = act([&](Tx& tx) { return list_consents(tx, father.actor, team_.person); });
    return json::to_json(*views);
  };
  const auto before = seen();
  ASSERT_TRUE(withdraws(team_.coordinator, given->id, {team_.clinic}));
  EXPECT_EQ(seen(), before) << "which facility was left out, and that one was";
  ASSERT_TRUE(takes_back(team_.coordinator, given->id, PurposeSet::of(Purpose::planning)));
  EXPECT_EQ(seen(), before) << "which purpose was taken back, and that one was";
  for (const auto& taken : {Taken{}, Taken{.facility = team_.clinic}, Taken{.facility = team_.school},
                            Taken{.purpose = Purpose::support}, Taken{.purpose = Purpose::handover}})
    EXPECT_THAT(effects(father.actor, given->id, taken), IsEmpty()) << "neither places nor numbers";
  const auto his_own = takes_back(father.actor, given->id, PurposeSet::of(Purpose::planning));
  ASSERT_TRUE(his_own) << "that others took it back already is not told";
  EXPECT_THAT(before, testing::HasSubstr(json::to_json(*his_own)));
  ASSERT_TRUE(withdraws(team_.coordinator, given->id));
  EXPECT_THAT(seen(), testing::Not(testing::HasSubstr("家族の希望"))) << "what somebody else said";
}

TEST_P(Consent, IsRecordedByTheCoordinatorOrTheGuardianThemself) {
  EXPECT_EQ(code_of(records(team_.nurse, a_consent(team_.nurse))), Code::forbidden)
      << "a member is no coordinator";
  EXPECT_EQ(code_of(records(team_.colleague, a_consent(team_.colleague))), Code::not_found);
  EXPECT_EQ(code_of(records(team_.stranger, a_consent(team_.stranger))), Code::not_found);
  auto weak = team_.coordinator;
  weak.strength = access::Strength::two_factor;
  EXPECT_EQ(code_of(records(weak, a_consent(weak))), Code::step_up_needed);
  EXPECT_TRUE(records(team_.mother.actor, a_consent(team_.mother.actor)));
  auto for_another = a_consent(team_.mother.actor);
  for_another.guardian_id.reset();
  EXPECT_EQ(code_of(records(team_.mother.actor, for_another)), Code::invalid);
}

TEST_P(Consent, AnswersARetryWithTheFirstResultAndAnotherTextNot) {
  const auto given = a_consent(team_.coordinator);
  const auto first = records(team_.coordinator, given);
  ASSERT_TRUE(first);
  const auto again = records(team_.coordinator, given);
  ASSERT_TRUE(again);
  EXPECT_EQ(again->created_at, first->created_at);
  auto other = given;
  other.classes = ClassSet::all();
  EXPECT_EQ(code_of(records(team_.coordinator, other)), Code::duplicate);
}

TEST_P(Consent, NeedsASignatureOfItsOwnUploader) {
  auto stolen = a_consent(team_.nurse);
  const auto refused = records(team_.coordinator, stolen);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().field, "signature_file_id");
}

TEST_P(Consent, ShowsItsEvidenceToCoordinatorAndGiverOnly) {
  ASSERT_TRUE(records(team_.coordinator, a_consent(team_.coordinator)));
  const auto signature_for = [&](const Actor& actor) {
    return act([&](Tx& tx) { return list_consents(tx, actor, team_.person); })
        ->front()
        .signature_file.has_value();
  };
  EXPECT_TRUE(signature_for(team_.coordinator));
  EXPECT_TRUE(signature_for(team_.mother.actor));
  EXPECT_FALSE(signature_for(team_.nurse));
}

TEST_P(Consent, OpensByLawWithItsArticle) {
  NewConsent law = a_consent(team_.coordinator);
  law.basis = ConsentBasis::statutory;
  law.guardian_id.reset();
  law.method.reset();
  law.signature_file_id.reset();
  law.article = Line<200>{"児童福祉法 25条の2"};
  const auto kept = records(team_.coordinator, law);
  ASSERT_TRUE(kept) << kept.error().detail;
  EXPECT_TRUE(may_read(team_.nurse));
  EXPECT_EQ(code_of(withdraws(team_.mother.actor, law.id)), Code::forbidden) << "not a guardian's to stop";
}

}  // namespace
}  // namespace musubi::consent
