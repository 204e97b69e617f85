// Whom guardians wish for the team: who sees it, what becomes of it, and that one under a protective limit
// learns nothing.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/test_database.hpp"
#include "support/world.hpp"
#include "task/task_keeper.hpp"
#include "task/task_service.hpp"
#include "team/suggestion_service.hpp"

namespace musubi::team {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

class Suggestions : public test::DatabaseTest {
 protected:
  Suggestions() {
    in_write([&](Tx& tx) {
      team = test::a_team(tx);
      dentist = test::a_facility(tx, team.region, "みなと歯科", "dental_clinic");
      father = test::a_guardian(tx, team.region, team.person,
                                {.name = "佐藤 父", .relation = "father", .restricted = true});
    });
  }
  template <class F>
  auto act(F&& f) {
    clock().advance(std::chrono::milliseconds(10));
    return in_write(std::forward<F>(f));
  }
  NewSuggestion a_suggestion() {
    NewSuggestion given;
    given.id = act([](Tx& tx) { return tx.new_id<SuggestionId>(); });
    given.facility_id = dentist;
    given.why.value = "歯みがきのことで通っています。";
    return given;
  }
  Result<SuggestionView> suggests(const Actor& actor, const NewSuggestion& given) {
    return act([&](Tx& tx) { return suggest(tx, actor, team.person, given); });
  }
  Result<SuggestionView> answers(const Actor& actor, SuggestionId id, bool take_up,
                                 const std::string& why = "") {
    return act([&](Tx& tx) { return answer_suggestion(tx, actor, team.person, id, {take_up, {why}}); });
  }
  Result<SuggestionView> withdraws(const Actor& actor, SuggestionId id) {
    return act([&](Tx& tx) { return withdraw_suggestion(tx, actor, team.person, id); });
  }
  Result<std::vector<SuggestionView>> seen(const Actor& actor) {
    return act([&](Tx& tx) { return list_suggestions(tx, actor, team.person); });
  }
  std::vector<SuggestionState> states(const Actor& actor) {
    std::vector<SuggestionState> out;
    for (const auto& view : seen(actor).value()) out.push_back(view.state);
    return out;
  }
  std::vector<std::string> tasks_of(const Actor& actor) {
    task::keep_all(db(), {suggestion_causes});
    std::vector<std::string> out;
    for (const auto& item : act([&](Tx& tx) { return task::read_today_tasks(tx, actor).value().mine; }))
      out.push_back(item.task.title);
    return out;
  }
  template <class R>
  static Code code_of(const R& result) {
    return result ? Code::internal : result.error().code;
  }

  test::Team team;
  FacilityId dentist;
  test::GuardianWithAccount father;
};
MUSUBI_ON_BOTH_ENGINES(Suggestions);

TEST_P(Suggestions, ReachTheCoordinatorsAtOnceWithATaskAndNobodyElse) {
  const auto given = suggests(team.mother.actor, a_suggestion());
  ASSERT_TRUE(given) << given.error().detail;
  EXPECT_EQ(given->name, "みなと歯科");
  EXPECT_EQ(given->kind, "dental_clinic");
  EXPECT_TRUE(given->may_withdraw);
  const auto all = seen(team.coordinator).value();
  ASSERT_THAT(all, SizeIs(1));
  EXPECT_EQ(all[0].by_name, "佐藤 母");
  EXPECT_TRUE(all[0].may_answer);
  EXPECT_FALSE(all[0].by_limited);
  EXPECT_THAT(tasks_of(team.coordinator), SizeIs(1));
  EXPECT_EQ(tasks_of(team.coordinator)[0].find("みなと歯科"), std::string::npos)
      << "others of the team see its title";
  EXPECT_THAT(tasks_of(team.mother.actor), IsEmpty());
  EXPECT_EQ(code_of(seen(team.nurse)), Code::forbidden);
  EXPECT_EQ(code_of(seen(team.colleague)), Code::not_found);
  EXPECT_EQ(code_of(seen(team.stranger)), Code::not_found);
  EXPECT_THAT(states(father.actor), IsEmpty()) << "the own ones only";
}

TEST_P(Suggestions, AreTakenUpOrDeclinedWithAReasonTheFamilyReads) {
  const auto first = suggests(team.mother.actor, a_suggestion()).value();
  auto own_words = a_suggestion();
  own_words.facility_id.reset();
  own_words.name.value = "ことばの教室の山田さん";
  own_words.kind.value = "言語聴覚士";
  const auto second = suggests(team.mother.actor, own_words).value();
  EXPECT_EQ(code_of(answers(team.nurse, first.id, true)), Code::forbidden);
  EXPECT_EQ(code_of(answers(team.mother.actor, first.id, true)), Code::forbidden);
  EXPECT_EQ(answers(team.coordinator, first.id, false).error().field, "reason");
  ASSERT_TRUE(answers(team.coordinator, first.id, false, "来月の会議で相談しましょう。"));
  ASSERT_TRUE(answers(team.coordinator, second.id, true));
  ASSERT_TRUE(answers(team.coordinator, second.id, true)) << "once more";
  EXPECT_EQ(code_of(answers(team.coordinator, second.id, false, "やめます")), Code::gone);
  const auto own = seen(team.mother.actor).value();
  ASSERT_THAT(own, SizeIs(2));
  EXPECT_EQ(own[0].state, SuggestionState::taken_up);
  EXPECT_EQ(own[1].state, SuggestionState::declined);
  EXPECT_EQ(own[1].answer, "来月の会議で相談しましょう。");
  EXPECT_EQ(own[1].answered_by_name, "山本 まとめ");
  EXPECT_EQ(code_of(withdraws(team.mother.actor, first.id)), Code::gone);
  EXPECT_THAT(tasks_of(team.coordinator), IsEmpty()) << "the task closes with the answer";
  EXPECT_EQ(
      in_read([&](Tx& tx) { return tx.one<std::int64_t>("select count(*) from seat_suggestion_version"); }),
      4);
  EXPECT_EQ(in_read([&](Tx& tx) {
              return tx.one<std::int64_t>("select count(*) from seat where facility_id = $1", dentist);
            }),
            0)
      << "it opens nothing by itself";
}

TEST_P(Suggestions, AreTheGuardiansToWithdraw) {
  const auto view = suggests(team.mother.actor, a_suggestion()).value();
  EXPECT_EQ(code_of(withdraws(team.coordinator, view.id)), Code::forbidden);
  EXPECT_EQ(code_of(withdraws(father.actor, view.id)), Code::not_found) << "another guardian's";
  EXPECT_EQ(withdraws(team.mother.actor, view.id)->state, SuggestionState::withdrawn);
  EXPECT_EQ(withdraws(team.mother.actor, view.id)->state, SuggestionState::withdrawn);
  EXPECT_EQ(code_of(answers(team.coordinator, view.id, true)), Code::gone);
}

TEST_P(Suggestions, OfAGuardianUnderALimitTellThemNothing) {
  const auto view = suggests(father.actor, a_suggestion()).value();
  EXPECT_TRUE(seen(team.coordinator)->front().by_limited);
  ASSERT_TRUE(answers(team.coordinator, view.id, true, "通っています"));
  const auto own = seen(father.actor).value();
  ASSERT_THAT(own, SizeIs(1));
  EXPECT_EQ(json::to_json(own[0]), json::to_json(view)) << "as on the day it was handed in";
  EXPECT_THAT(withdraws(father.actor, view.id),
              testing::Truly([](const auto& now) { return now.has_value(); }));
  EXPECT_THAT(states(father.actor), ElementsAre(SuggestionState::withdrawn));
}

TEST_P(Suggestions, AreRefusedWhereTheyMakeNoSense) {
  EXPECT_EQ(code_of(suggests(team.nurse, a_suggestion())), Code::forbidden);
  EXPECT_EQ(code_of(suggests(team.colleague, a_suggestion())), Code::not_found);
  auto elsewhere = a_suggestion();
  elsewhere.facility_id = act([&](Tx& tx) { return test::a_facility(tx, team.other_region, "となりの園"); });
  EXPECT_EQ(suggests(team.mother.actor, elsewhere).error().field, "facility_id");
  auto nameless = a_suggestion();
  nameless.facility_id.reset();
  EXPECT_EQ(suggests(team.mother.actor, nameless).error().field, "name");
  const auto given = a_suggestion();
  ASSERT_TRUE(suggests(team.mother.actor, given));
  EXPECT_TRUE(suggests(team.mother.actor, given)) << "a double press";
  auto other = given;
  other.why.value = "別の理由";
  EXPECT_EQ(code_of(suggests(team.mother.actor, other)), Code::duplicate);
  EXPECT_THAT(states(team.mother.actor), SizeIs(1));
  for (std::int64_t i = 1; i < kMostOpenSuggestions; ++i)
    ASSERT_TRUE(suggests(team.mother.actor, a_suggestion()));
  EXPECT_EQ(code_of(suggests(team.mother.actor, a_suggestion())), Code::too_large);
}

TEST_P(Suggestions, FindPlacesByAPartOfTheirNameAndNobodyInThem) {
  const auto places = [&](const Actor& actor, const std::string& q) {
    return act([&](Tx& tx) { return list_places(tx, actor, team.person, {{q}}); });
  };
  const auto found = places(team.mother.actor, "歯科").value();
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(found[0].id, dentist);
  EXPECT_THAT(places(team.mother.actor, "").value(), IsEmpty());
  EXPECT_THAT(places(team.mother.actor, "となり").value(), IsEmpty());
  EXPECT_EQ(places(father.actor, "歯科").value().size(), 1U);
  EXPECT_EQ(code_of(places(team.colleague, "歯科")), Code::not_found);
}

}  // namespace
}  // namespace musubi::team
