// Results in a team, on both engines: who gets numbers, who a summary, who nothing; what stays of each state.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "assessment/assessment_service.hpp"
#include "course/course_service.hpp"
#include "growth/growth_service.hpp"
#include "notify/audience.hpp"
#include "support/test_database.hpp"
#include "support/world.hpp"

namespace musubi::assessment {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

class Assessments : public test::DatabaseTest {
 protected:
  Assessments() {
    team_ = in_write([](Tx& tx) { return test::a_team(tx); });
  }
  template <class F>
  auto act(F&& f) {
    clock().advance(std::chrono::milliseconds(10));
    return in_write(std::forward<F>(f));
  }
  NewAssessment a_result(int quotient = 84, bool shared = false) {
    NewAssessment result;
    result.id = in_write([](Tx& tx) { return tx.new_id<AssessmentId>(); });
    result.instrument = {"kspd"};
    auto& state = result.state;
    state.tested_on = add_days(japan_date(clock().now()), -20);
    state.edition = {"2020"};
    AssessmentValue value;
    value.domain = {"total"};
    value.value = quotient;
    value.age_months = 44;
    state.values.items = {value};
    state.findings = {"積み木の所見"};
    state.for_guardians = {"見て覚えるのが得意です。"};
    state.for_teachers = {"絵で示してください。"};
    state.with_guardians = shared;
    return result;
  }
  Result<AssessmentView> add(const Actor& actor, const NewAssessment& result) {
    return act([&](Tx& tx) { return add_assessment(tx, actor, team_.person, result); });
  }
  Result<AssessmentView> edit(const Actor& actor, const NewAssessment& result, std::int64_t version,
                              const std::string& why = "") {
    return act([&](Tx& tx) {
      return edit_assessment(tx, actor, team_.person, result.id, version, {result.state, {why}});
    });
  }
  Result<AssessmentView> hide(const Actor& actor, const NewAssessment& result) {
    return act([&](Tx& tx) {
      return hide_assessment(tx, actor, team_.person, result.id, AssessmentHide{{"別の子の結果"}});
    });
  }
  Result<AssessmentList> list(const Actor& actor) {
    return act([&](Tx& tx) { return list_assessments(tx, actor, team_.person); });
  }
  /// The whole answer as it leaves the program.
  std::string seen(const Actor& actor) {
    const auto got = list(actor);
    return got ? json::to_json(got->items) : "refused: " + std::string(describe(got.error().code).name);
  }
  std::string versions_seen(const Actor& actor, const NewAssessment& result) {
    const auto got =
        act([&](Tx& tx) { return list_assessment_versions(tx, actor, team_.person, result.id); });
    return got ? json::to_json(*got) : "refused: " + std::string(describe(got.error().code).name);
  }
  void give(SeatId seat, ClassSet classes) {
    act([&](Tx& tx) { tx.run("update seat set classes = $1 where seat_id = $2", classes, seat); });
  }
  template <class R>
  static Code code_of(const R& result) {
    return result ? Code::internal : result.error().code;
  }
  std::int64_t count(std::string_view sql) {
    return in_read([&](Tx& tx) { return tx.one<std::int64_t>(sql); });
  }

  test::Team team_;
};
MUSUBI_ON_BOTH_ENGINES(Assessments);

TEST_P(Assessments, AreReadWholeInTheirClassAndByNobodyOutsideTheTeam) {
  ASSERT_TRUE(add(team_.nurse, a_result()));
  EXPECT_THAT(seen(team_.teacher), HasSubstr("積み木の所見"));
  EXPECT_EQ(seen(team_.colleague), "refused: not_found");
  EXPECT_EQ(seen(team_.stranger), "refused: not_found");
  give(team_.teacher_seat, ClassSet::of(InfoClass::basic) | ClassSet::of(InfoClass::welfare));
  EXPECT_EQ(seen(team_.teacher), "[]");
  act([&](Tx& tx) { test::end_seat(tx, team_.region, team_.person, team_.teacher_seat); });
  EXPECT_EQ(seen(team_.teacher), "refused: not_found");
}

TEST_P(Assessments, GiveTheSummaryForTeachersAndNothingElseToThoseWhoHoldEducationOnly) {
  auto result = a_result(84, true);
  ASSERT_TRUE(add(team_.nurse, result));
  give(team_.teacher_seat, ClassSet::of(InfoClass::basic) | ClassSet::of(InfoClass::education));
  const auto all = seen(team_.teacher);
  EXPECT_THAT(all, HasSubstr("絵で示してください。"));
  EXPECT_THAT(all, HasSubstr("teacher_summary"));
  for (const auto* secret : {"積み木の所見", "得意です", "\"value\":84", "\"domain\""})
    EXPECT_THAT(all, Not(HasSubstr(secret)));
  EXPECT_THAT(versions_seen(team_.teacher, result), Not(HasSubstr("積み木の所見")));
  EXPECT_EQ(code_of(edit(team_.teacher, result, 1)), Code::forbidden) << "the class is not theirs";
  EXPECT_EQ(code_of(hide(team_.teacher, result)), Code::forbidden);

  result.state.for_teachers = {};
  ASSERT_TRUE(edit(team_.nurse, result, 1));
  EXPECT_EQ(seen(team_.teacher), "[]") << "without a summary there is nothing for them";
}

TEST_P(Assessments, GiveGuardiansTheirSummaryUnlessTheNumbersAreSharedToo) {
  auto result = a_result();
  ASSERT_TRUE(add(team_.nurse, result));
  EXPECT_EQ(seen(team_.mother.actor), "[]") << "not shared";
  result.state.with_guardians = true;
  ASSERT_TRUE(edit(team_.nurse, result, 1, "共有前に確かめた"));
  auto all = seen(team_.mother.actor);
  EXPECT_THAT(all, HasSubstr("見て覚えるのが得意です。"));
  for (const auto* secret : {"積み木の所見", "絵で示して", "\"value\":84", "\"domain\""})
    EXPECT_THAT(all, Not(HasSubstr(secret)));
  all = versions_seen(team_.mother.actor, result);
  EXPECT_THAT(all, HasSubstr("見て覚えるのが得意です。"));
  for (const auto* secret : {"\"value\":84", "共有前に"})
    EXPECT_THAT(all, Not(HasSubstr(secret))) << "neither a number nor the reason that tells it";
  result.state.numbers_with_guardians = true;
  ASSERT_TRUE(edit(team_.nurse, result, 2));
  EXPECT_THAT(seen(team_.mother.actor), HasSubstr("積み木の所見"));
  EXPECT_EQ(code_of(add(team_.mother.actor, a_result())), Code::forbidden);
  EXPECT_EQ(code_of(edit(team_.mother.actor, result, 3)), Code::forbidden);
  EXPECT_EQ(code_of(hide(team_.mother.actor, result)), Code::forbidden);
}

TEST_P(Assessments, ShowAGuardianUnderAProtectiveLimitNothing) {
  auto result = a_result(84, true);
  result.state.numbers_with_guardians = true;
  ASSERT_TRUE(add(team_.nurse, result));
  const auto father = act([&](Tx& tx) {
    return test::a_guardian(tx, team_.region, team_.person,
                            {.name = "父", .relation = "father", .restricted = true});
  });
  EXPECT_EQ(seen(father.actor), "[]");
  EXPECT_EQ(versions_seen(father.actor, result), "refused: not_found");
  const auto course =
      act([&](Tx& tx) { return course::read_course(tx, father.actor, team_.person); }).value();
  EXPECT_THAT(course.assessments, IsEmpty());
}

TEST_P(Assessments, TellNoGuardianOnTheLiveStream) {
  ASSERT_TRUE(add(team_.nurse, a_result()));
  db::Change change;
  change.region_id = team_.region;
  change.person_id = team_.person;
  change.kind = "assessment";
  change.info_class = InfoClass::development;
  const auto posts = in_read([&](Tx& tx) { return notify::Audience(tx).of(change); });
  EXPECT_THAT(posts, testing::Contains(team_.nurse.post_id));
  EXPECT_THAT(posts, Not(testing::Contains(team_.mother.actor.post_id)));
}

TEST_P(Assessments, KeepEveryStateAndTheirTakingBack) {
  auto result = a_result(84, true);
  EXPECT_EQ(add(team_.nurse, result)->version, 1);
  EXPECT_EQ(add(team_.nurse, result)->version, 1) << "sent twice, kept once";
  EXPECT_EQ(code_of(add(team_.teacher, result)), Code::duplicate);
  result.state.values.items[0].value = 86;
  EXPECT_EQ(code_of(edit(team_.teacher, result, 1)), Code::forbidden);
  EXPECT_EQ(edit(team_.nurse, result, 1, "写しまちがい")->version, 2);
  EXPECT_EQ(edit(team_.nurse, result, 1)->version, 2) << "a retry of what arrived";
  result.state.values.items[0].value = 87;
  const auto lost = edit(team_.nurse, result, 1);
  EXPECT_EQ(code_of(lost), Code::conflict);
  EXPECT_THAT(lost.error().current, HasSubstr("86"));
  const auto versions =
      act([&](Tx& tx) { return list_assessment_versions(tx, team_.teacher, team_.person, result.id); });
  ASSERT_EQ(versions->size(), 2U);
  EXPECT_EQ((*versions)[0].reason, "写しまちがい");
  EXPECT_EQ((*versions)[1].state.values.items[0].value, 84);
  EXPECT_EQ(code_of(hide(team_.teacher, result)), Code::forbidden);
  EXPECT_TRUE(hide(team_.coordinator, result)->hidden);
  EXPECT_THAT(seen(team_.teacher), Not(HasSubstr("積み木の所見")));
  EXPECT_THAT(seen(team_.teacher), HasSubstr("別の子の結果"));
  EXPECT_EQ(seen(team_.mother.actor), "[]") << "a guardian does not see the stub";
  EXPECT_EQ(code_of(edit(team_.nurse, result, 3)), Code::gone);
  EXPECT_EQ(count("select count(*) from assessment_version"), 3);
}

TEST_P(Assessments, FlagWhatIsOutsideTheInstrumentsAgesAndKeepIt) {
  auto result = a_result();
  result.instrument = {"m_chat"};
  result.state.edition = {"日本語版"};
  result.state.reporter = Reporter::parent;
  result.state.values.items[0].value = 4;
  result.state.values.items[0].age_months.reset();
  const auto view = add(team_.nurse, result);
  ASSERT_TRUE(view) << view.error().field;
  EXPECT_TRUE(view->out_of_age) << "the child is five";
  EXPECT_EQ(view->readings[0].reached[0].ja, "不通過3項目以上");
}

TEST_P(Assessments, CorrectTheAgeOfAPretermBabyForThoseWhoMayKnowOfIt) {
  const auto birth = add_days(japan_date(clock().now()), -400);
  act([&](Tx& tx) {
    tx.run("update person set birth_date = $1 where person_id = $2", birth, team_.person);
    growth::GrowthProfileEdit profile;
    profile.gestation_weeks = Whole<20, 45>{30};
    growth::keep_profile(tx, team_.region, team_.person, profile, 1, team_.nurse.post_id, "看護師");
  });
  ASSERT_TRUE(add(team_.nurse, a_result()));
  const auto view = list(team_.nurse)->items[0];
  ASSERT_TRUE(view.corrected_age);
  EXPECT_EQ(view.age.years, 1);
  EXPECT_EQ(view.corrected_age->years, 0);
  give(team_.teacher_seat, ClassSet::of(InfoClass::development));
  EXPECT_FALSE(list(team_.teacher)->items[0].corrected_age) << "when the child was due is a health fact";
}

TEST_P(Assessments, StandOnTheCourseOfLifeForThoseWhoReadThem) {
  ASSERT_TRUE(add(team_.nurse, a_result()));
  const auto marks = [&](const Actor& actor) {
    return act([&](Tx& tx) { return course::read_course(tx, actor, team_.person); })->assessments;
  };
  ASSERT_EQ(marks(team_.teacher).size(), 1U);
  EXPECT_EQ(marks(team_.teacher)[0].ja, "新版K式発達検査");
  EXPECT_THAT(marks(team_.mother.actor), IsEmpty());
}

TEST_P(Assessments, GiveRulesTheirNumbersOldestFirstWithoutWhatWasTakenBack) {
  auto first = a_result(70), second = a_result(84), wrong = a_result(20);
  first.state.tested_on = add_days(first.state.tested_on, -300);
  for (const auto& result : {second, first, wrong}) ASSERT_TRUE(add(team_.nurse, result));
  ASSERT_TRUE(hide(team_.nurse, wrong));
  std::vector<double> values;
  for (const auto& fact :
       in_read([&](Tx& tx) { return assessment_facts(tx, team_.region, team_.person, "kspd", "total"); }))
    values.push_back(*fact.value);
  EXPECT_THAT(values, ElementsAre(70, 84));
  EXPECT_THAT(in_read([&](Tx& tx) { return assessment_facts(tx, team_.region, team_.person, "kspd", "ls"); }),
              IsEmpty());
}

TEST_P(Assessments, ArePrintedOnOnePageForLeadsAndCoordinators) {
  auto result = a_result(84, true);
  result.instrument = {"vineland_ii"};
  result.state.edition = {"日本版 2014"};
  result.state.reporter = Reporter::parent;
  result.state.values.items.clear();
  for (const auto& domain : find_instrument("vineland_ii")->domains) {
    AssessmentValue value;
    value.domain = {domain.code};
    value.value = domain.scale == "v" ? 13 : 88;
    value.standard_error = domain.scale == "v" ? 1 : 3;
    value.band_level = Whole<50, 99>{90};
    value.described_as = {"やや低い"};
    result.state.values.items.push_back(value);
  }
  const auto added = add(team_.nurse, result);
  ASSERT_TRUE(added) << added.error().field;
  const auto gather = [&](const Actor& actor) {
    return act([&](Tx& tx) { return gather_assessment_sheet(tx, actor, team_.person, result.id); });
  };
  EXPECT_EQ(code_of(gather(team_.nurse)), Code::forbidden);
  const auto sheet = gather(team_.coordinator);
  ASSERT_TRUE(sheet);
  const auto pdf = draw_assessment_sheet(*sheet);
  EXPECT_THAT(pdf, StartsWith("%PDF-"));
  EXPECT_NE(pdf.find("/Count 1"), std::string::npos) << "one page";
  ASSERT_TRUE(hide(team_.nurse, result));
  EXPECT_EQ(code_of(gather(team_.coordinator)), Code::gone);
}

TEST_P(Assessments, LeaveALookInTheAccessHistory) {
  ASSERT_TRUE(add(team_.nurse, a_result()));
  const auto before = count("select count(*) from audit where subject_kind = 'assessments'");
  ASSERT_TRUE(list(team_.teacher));
  EXPECT_EQ(count("select count(*) from audit where subject_kind = 'assessments'"), before + 1);
}

}  // namespace
}  // namespace musubi::assessment
