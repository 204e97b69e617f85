// Finding, opening, looking, ending; who is told.
#include "breakglass/breakglass_fixture.hpp"
#include "person/person_service.hpp"

namespace musubi::breakglass {
namespace {

using access::Action;
using std::chrono::hours;
using std::chrono::minutes;

class BreakGlass : public BreakGlassTest {};
MUSUBI_ON_BOTH_ENGINES(BreakGlass);

// --- finding
// --------------------------------------------------------------------------------------------------

TEST_P(BreakGlass, FindsTheOnePersonByKanaAndBirthDateInAnyWayOfWriting) {
  const auto match = searches(team_.colleague, hinata()).value().match;
  ASSERT_TRUE(match);
  EXPECT_EQ(match->person_id, team_.person);
  EXPECT_EQ(match->name, "佐藤 ひなた");
  EXPECT_FALSE(match->has_seat);
  EXPECT_FALSE(match->open);
  EXPECT_TRUE(searches(team_.colleague, asking("さとう", "ひなた", "2021-09-01")).value().match);
}

TEST_P(BreakGlass, AnswersSeveralAsItAnswersNobody) {
  in_write([&](Tx& tx) { test::a_person(tx, team_.region, {.family_name = "左藤", .given_name = "日向"}); });
  const auto several = searches(team_.colleague, hinata());
  const auto nobody = searches(team_.colleague, asking("ナナシ", "ゴンベエ", "2021-09-01"));
  ASSERT_TRUE(several);
  EXPECT_EQ(json::to_json(*several), json::to_json(*nobody));
  EXPECT_FALSE(several->match);
}

TEST_P(BreakGlass, FindsNobodyByPartsOrInAnotherRegionOrWhenTheSupportIsOver) {
  EXPECT_FALSE(searches(team_.colleague, asking("サト", "ヒナタ", "2021-09-01")).value().match);
  EXPECT_FALSE(searches(team_.colleague, asking("サトウ", "ヒナタ", "2021-09-02")).value().match);
  EXPECT_FALSE(searches(team_.colleague, asking("%", "", "2021-09-01")).value().match);
  EXPECT_FALSE(searches(team_.stranger, hinata()).value().match);
  in_write(
      [&](Tx& tx) { tx.run("update person set state = 'finished' where person_id = $1", team_.person); });
  EXPECT_FALSE(searches(team_.colleague, hinata()).value().match);
}

TEST_P(BreakGlass, IsSearchedByProfessionalsOnly) {
  for (const auto& actor : {operator_, team_.mother.actor}) {
    const auto refused = searches(actor, hinata());
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, Code::forbidden);
  }
  auto unpledged = team_.colleague;
  unpledged.pledged = false;
  EXPECT_EQ(searches(unpledged, hinata()).error().refusal->rule, "pledge");
}

TEST_P(BreakGlass, StopsAPostThatTriesNames) {
  for (int i = 0; i < kMissesAnHour; ++i)
    EXPECT_FALSE(searches(team_.colleague, asking("サトウ", "ヒナタ", "2021-09-02")).value().match);
  const auto stopped = searches(team_.colleague, hinata());
  ASSERT_FALSE(stopped);
  EXPECT_EQ(stopped.error().code, Code::throttled);
  EXPECT_EQ(stopped.error().refusal->rule, "throttled");
  EXPECT_TRUE(searches(lead_, hinata())) << "another post is not stopped";
  clock().advance(hours(1));
  EXPECT_TRUE(searches(team_.colleague, hinata()).value().match);
}

TEST_P(BreakGlass, StopsAPostThatFindsTooManyInADay) {
  for (int i = 0; i < kSearchesADay; ++i) EXPECT_TRUE(searches(team_.colleague, hinata()));
  EXPECT_EQ(searches(team_.colleague, hinata()).error().code, Code::throttled);
  clock().advance(hours(25));
  EXPECT_TRUE(searches(team_.colleague, hinata()));
}

TEST_P(BreakGlass, RecordsHitsInTheHistoryOfThePersonAndMissesWithoutWhatWasAsked) {
  searches(team_.colleague, hinata());
  EXPECT_EQ(count("select count(*) from audit where region_id = $1 and action = 'find_in_emergency' and"
                  " person_id is not null and outcome = 'granted' and basis = 'break_glass'"),
            1);
  searches(team_.colleague, asking("ナナシ", "ゴンベエ", "2021-09-01"));
  EXPECT_EQ(count("select count(*) from audit where region_id = $1 and action = 'find_in_emergency' and"
                  " person_id is null and outcome = 'refused' and basis = 'no_match'"),
            1);
}

TEST_P(BreakGlass, TellsWhoeverHasASeatToUseIt) {
  const auto match = searches(team_.nurse, hinata()).value().match;
  ASSERT_TRUE(match);
  EXPECT_TRUE(match->has_seat);
  const auto refused = opens(team_.nurse);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Code::forbidden);
  EXPECT_EQ(refused.error().refusal->rule, "has_seat");
}

// --- opening
// --------------------------------------------------------------------------------------------------

TEST_P(BreakGlass, OpensForADayWithItsRecordInTheSameTransaction) {
  const auto view = opened();
  EXPECT_TRUE(view.open);
  EXPECT_EQ(view.ends_at - view.opened_at, hours(24));
  EXPECT_EQ(count("select count(*) from audit where region_id = $1 and action = 'break_glass' and outcome = "
                  "'granted' and"
                  " basis = 'break_glass' and person_id is not null"),
            1);
  EXPECT_EQ(searches(team_.colleague, hinata()).value().match->open, view.id);
}

TEST_P(BreakGlass, IsNotOpenedByAnIdThatNoSearchFound) {
  EXPECT_EQ(opens(team_.colleague).error().code, Code::not_found);
  searches(team_.colleague, hinata());
  clock().advance(minutes(16));
  EXPECT_EQ(opens(team_.colleague).error().code, Code::not_found);
  searches(lead_, hinata());
  EXPECT_EQ(opens(team_.colleague).error().code, Code::not_found)
      << "another post's search identifies nobody";
}

TEST_P(BreakGlass, IsNotOpenedWithoutAFreshSecondFactor) {
  searches(team_.colleague, hinata());
  auto tired = team_.colleague;
  tired.strength = access::Strength::two_factor;
  EXPECT_EQ(opens(tired).error().code, Code::step_up_needed);
}

TEST_P(BreakGlass, ARetriedOpeningIsTheSameOpening) {
  searches(team_.colleague, hinata());
  const auto id = in_write([](Tx& tx) { return tx.new_id<BreakGlassId>(); });
  const auto first = opens(team_.colleague, "意識がない", id).value();
  const auto again = opens(team_.colleague, "意識がない", id).value();
  EXPECT_EQ(first.ends_at, again.ends_at);
  EXPECT_EQ(opens(team_.colleague, "ちがう理由", id).error().code, Code::duplicate);
  const auto second = opens(team_.colleague, "もう一度");
  EXPECT_EQ(second.error().code, Code::conflict);
  EXPECT_NE(second.error().current.find(to_string(first.id)), std::string::npos);
  EXPECT_EQ(count("select count(*) from break_glass where region_id = $1"), 1);
}

TEST_P(BreakGlass, NotesWhetherAConsentCoveredTheFacility) {
  opened();
  EXPECT_EQ(count("select count(*) from break_glass where region_id = $1 and without_consent"), 0);
  in_write([&](Tx& tx) { test::withdraw_consent(tx, team_.region, team_.person, team_.consent); });
  const auto view =
      opened(team_.nurse);  // the withdrawal closed the nurse's seat; the law does not wait for consent
  EXPECT_TRUE(as([&](Tx& tx) { return see_case(tx, operator_, view.id); }).value().without_consent);
}

// --- looking
// --------------------------------------------------------------------------------------------------

TEST_P(BreakGlass, ShowsBasicAndHealthAndRefusesEverythingElse) {
  EXPECT_EQ(looks(team_.colleague).error().code, Code::not_found);
  opened();
  const auto grant = looks(team_.colleague).value();
  EXPECT_EQ(grant.basis, access::Basis::break_glass);
  EXPECT_EQ(grant.classes, access::kEmergencyClasses);
  for (const auto other :
       {InfoClass::development, InfoClass::education, InfoClass::welfare, InfoClass::family})
    EXPECT_EQ(looks(team_.colleague, Action::read, {.classes = ClassSet::of(other)}).error().code,
              Code::forbidden);
  for (const auto action : {Action::post,           Action::respond,         Action::edit_person,
                            Action::manage_team,    Action::manage_consent,  Action::see_team,
                            Action::see_access_log, Action::export_data,     Action::see_past,
                            Action::read_past,      Action::see_tasks,       Action::finish_task,
                            Action::write_task,     Action::draft_document,  Action::approve_document,
                            Action::agree_document, Action::read_past_plans, Action::write_assessment,
                            Action::export_plans,   Action::send_handover,   Action::export_handover}) {
    const auto refused = looks(team_.colleague, action);
    ASSERT_FALSE(refused) << json::enum_name(action);
    EXPECT_EQ(refused.error().code, Code::forbidden);
  }
}

TEST_P(BreakGlass, ShowsTheEmergencyCardWithoutWhatLeadsALimitedGuardianToTheFamily) {
  in_write([&](Tx& tx) {
    tx.run(
        "update person set address = '結野市本町1-1', phone = '0263-00-0000', alert = '卵アレルギー' where "
        "person_id = $1",
        team_.person);
  });
  const auto opening = opened();
  const auto view = as([&](Tx& tx) { return person::see_person(tx, team_.colleague, team_.person); }).value();
  EXPECT_EQ(view.alert, "卵アレルギー");
  EXPECT_TRUE(view.address.empty());
  EXPECT_TRUE(view.phone.empty());
  ASSERT_EQ(view.guardians.size(), 1U);
  EXPECT_EQ(view.guardians[0].name, "佐藤 母");
  ASSERT_TRUE(view.access.break_glass);
  EXPECT_EQ(view.access.break_glass->id, opening.id);
  EXPECT_TRUE(view.access.break_glass->withheld);
  EXPECT_FALSE(view.access.consent_missing);
  in_write(
      [&](Tx& tx) { tx.run("update guardian set restricted = false where region_id = $1", team_.region); });
  const auto open_view =
      as([&](Tx& tx) { return person::see_person(tx, team_.colleague, team_.person); }).value();
  EXPECT_EQ(open_view.address, "結野市本町1-1");
  EXPECT_EQ(open_view.guardians.size(), 2U);
  EXPECT_FALSE(open_view.access.break_glass->withheld);
}

TEST_P(BreakGlass, OpensNothingForColleaguesAndDoesNotJoinTheListOfPeople) {
  opened();
  const auto other = in_write(
      [&](Tx& tx) { return test::a_professional(tx, team_.region, team_.clinic, {.name = "別の人"}); });
  EXPECT_EQ(looks(other).error().code, Code::not_found);
  EXPECT_TRUE(as([&](Tx& tx) { return person::list_people(tx, team_.colleague, ""); }).value().empty());
}

TEST_P(BreakGlass, HearsNothingOfThePersonOnTheLiveStream) {
  opened();
  const auto hearers =
      in_read([&](Tx& tx) { return access::listeners(tx, team_.region, team_.person, {}, {}); });
  for (const auto& hearer : hearers) EXPECT_NE(hearer.post_id, team_.colleague.post_id);
}

TEST_P(BreakGlass, EndsAfterADay) {
  const auto view = opened();
  clock().set(view.ends_at - std::chrono::seconds(2));
  EXPECT_TRUE(looks(team_.colleague));  // one second before
  const auto over = looks(team_.colleague);
  ASSERT_FALSE(over);
  EXPECT_EQ(over.error().code, Code::forbidden);
  EXPECT_EQ(over.error().refusal->rule, "break_glass_over");
  const auto own_ones = as([&](Tx& tx) { return own(tx, team_.colleague); }).value();
  ASSERT_EQ(own_ones.size(), 1U);
  EXPECT_EQ(own_ones[0].ended_how, EndedHow::time);
  EXPECT_TRUE(own_ones[0].person_name.empty());
}

TEST_P(BreakGlass, IsEndedByItsHolderAndByNobodyElsesHand) {
  const auto view = opened();
  const auto ends = [&](const Actor& actor) {
    return as([&](Tx& tx) { return end_own(tx, actor, team_.person, view.id); });
  };
  EXPECT_EQ(ends(team_.nurse).error().code, Code::not_found);
  EXPECT_EQ(ends(team_.mother.actor).error().code, Code::not_found);
  EXPECT_EQ(ends(team_.stranger).error().code, Code::not_found);
  EXPECT_EQ(ends(team_.colleague).value().ended_how, EndedHow::holder);
  EXPECT_FALSE(looks(team_.colleague));
  EXPECT_EQ(ends(team_.colleague).error().code, Code::forbidden);
  opened();  // a new reason opens it anew; both stay
  EXPECT_TRUE(looks(team_.colleague));
  EXPECT_EQ(count("select count(*) from break_glass where region_id = $1"), 2);
}

// --- who is told
// ----------------------------------------------------------------------------------------------

TEST_P(BreakGlass, TellsCoordinatorsLeadsGuardiansAndOperatorsAtOnce) {
  const auto view = opened();
  EXPECT_THAT(told(view.id),
              testing::UnorderedElementsAre(team_.colleague.account_id, team_.coordinator.account_id,
                                            lead_.account_id, team_.mother.actor.account_id,
                                            father_.actor.account_id, operator_.account_id));
}

TEST_P(BreakGlass, StaysOnTheListUntilItIsConfirmed) {
  const auto view = opened();
  const auto noticed = [&](const Actor& actor) {
    return as([&](Tx& tx) { return notices(tx, actor); }).value();
  };
  for (const auto& actor : {team_.coordinator, lead_, team_.mother.actor}) {
    const auto list = noticed(actor);
    ASSERT_EQ(list.size(), 1U) << actor.display_name;
    EXPECT_EQ(list[0].reason, "保育園で意識がなくなった");
    EXPECT_EQ(list[0].facility_name, "ひかり診療所");
  }
  for (const auto& actor : {team_.nurse, team_.colleague, team_.stranger, operator_})
    EXPECT_TRUE(noticed(actor).empty());
  ASSERT_TRUE(as([&](Tx& tx) { return confirm_seen(tx, team_.coordinator, team_.person, view.id); }));
  EXPECT_TRUE(noticed(team_.coordinator).empty());
  EXPECT_EQ(noticed(lead_).size(), 1U);
  EXPECT_FALSE(as([&](Tx& tx) { return confirm_seen(tx, team_.nurse, team_.person, view.id); }));
  ASSERT_TRUE(reviews(operator_, view.id, 0, justified()));
  ASSERT_EQ(noticed(team_.coordinator).size(), 1U) << "the review is told as well";
  EXPECT_EQ(noticed(team_.coordinator)[0].review->outcome, ReviewOutcome::justified);
}

TEST_P(BreakGlass, ShowsGuardiansNamesByTheRegionsRuleAndNoPlaceToALimitedOne) {
  const auto view = opened();
  const auto listed = [&](const Actor& actor) {
    return as([&](Tx& tx) { return of_person(tx, actor, team_.person); }).value().at(0);
  };
  EXPECT_EQ(listed(team_.coordinator).opener_name, "席のない同僚");
  EXPECT_TRUE(listed(team_.mother.actor).opener_name.empty());
  EXPECT_FALSE(listed(team_.mother.actor).reason.empty());
  in_write([&](Tx& tx) {
    tx.run("update region set names_in_access_log = true where region_id = $1", team_.region);
  });
  EXPECT_EQ(listed(team_.mother.actor).opener_name, "席のない同僚");
  ASSERT_TRUE(reviews(operator_, view.id, 0, justified()));
  const auto limited = listed(father_.actor);
  EXPECT_TRUE(limited.opener_name.empty() && limited.facility_name.empty() && limited.reason.empty());
  EXPECT_TRUE(limited.review->comment.empty());
  EXPECT_EQ(limited.profession, "nurse");
  EXPECT_FALSE(as([&](Tx& tx) { return of_person(tx, team_.nurse, team_.person); }));
}

TEST_P(BreakGlass, StandsInTheAccessHistoryOfThePerson) {
  opened();
  looks(team_.colleague);
  const auto log =
      as([&](Tx& tx) { return person::read_access_log(tx, team_.mother.actor, team_.person, {}); }).value();
  const auto emergencies = std::ranges::count(log.items, "break_glass", &person::AccessLogItem::basis);
  EXPECT_EQ(emergencies, 3);  // found, opened, read
}

}  // namespace
}  // namespace musubi::breakglass
