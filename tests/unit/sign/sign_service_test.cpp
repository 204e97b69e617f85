// Early signs in a team, on both engines: who sees them, what stays of each state, what a region can switch
// off, and that nobody else learns of them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "assessment/assessment_service.hpp"
#include "record/record_service.hpp"
#include "sign/sign_keeper.hpp"
#include "sign/sign_store.hpp"
#include "support/test_database.hpp"
#include "support/world.hpp"

namespace musubi::sign {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::SizeIs;

class Signs : public test::DatabaseTest {
 protected:
  Signs() {
    team_ = in_write([](Tx& tx) { return test::a_team(tx); });
    operator_ = in_write([&](Tx& tx) { return test::an_operator(tx, team_.region); });
  }
  template <class F>
  auto act(F&& f) {
    clock().advance(std::chrono::milliseconds(10));
    return in_write(std::forward<F>(f));
  }
  /// A newborn screening that nobody followed up: a health fact.
  void heard() {
    record::BulkRecord bulk;
    bulk.person_id = team_.person;
    bulk.record.id = in_write([](Tx& tx) { return tx.new_id<RecordId>(); });
    bulk.record.type = {"hearing_check"};
    bulk.record.state.at = japan_midnight(make_date(2021, 9, 3).value());
    bulk.record.state.kind = {"refer"};
    bulk.posted_at = clock().now();
    bulk.post_id = team_.nurse.post_id;
    EXPECT_TRUE(act([&](Tx& tx) { return record::keep_record(tx, team_.region, bulk); }));
  }
  AssessmentId tested(int failed) {
    assessment::NewAssessment result;
    result.id = in_write([](Tx& tx) { return tx.new_id<AssessmentId>(); });
    result.instrument = {"m_chat"};
    auto& state = result.state;
    state.tested_on = tested_on_;
    tested_on_ = add_days(tested_on_, 1);
    state.edition = {"日本語版"};
    state.reporter = assessment::Reporter::parent;
    assessment::AssessmentValue value;
    value.domain = {"total"};
    value.value = failed;
    state.values.items = {value};
    const auto kept = act([&](Tx& tx) { return add_assessment(tx, team_.nurse, team_.person, result); });
    EXPECT_TRUE(kept) << (kept ? "" : kept.error().detail_en);
    return result.id;
  }
  std::int64_t keep() { return keep_all(db()); }
  std::string seen(const Actor& actor) {
    const auto got = act([&](Tx& tx) { return list_signs(tx, actor, team_.person); });
    return got ? json::to_json(*got) : "refused: " + std::string(describe(got.error().code).name);
  }
  SignView first(const Actor& actor) {
    return act([&](Tx& tx) { return list_signs(tx, actor, team_.person); }).value().at(0);
  }
  Result<SignView> move(const Actor& actor, const SignView& sign, SignState state, std::int64_t version) {
    return act([&](Tx& tx) {
      return set_sign_state(tx, actor, team_.person, sign.id, version, {state, {"面接は園で済んでいる"}});
    });
  }
  Result<RuleView> turn(const std::string& rule, bool on, std::int64_t version) {
    return act([&](Tx& tx) { return switch_rule(tx, operator_, rule, version, {on, {"市の会議で決めた"}}); });
  }
  void give(SeatId seat, ClassSet classes) {
    act([&](Tx& tx) { tx.run("update seat set classes = $1 where seat_id = $2", classes, seat); });
  }
  std::int64_t count(std::string_view sql) {
    return in_read([&](Tx& tx) { return tx.one<std::int64_t>(sql); });
  }
  template <class R>
  static Code code_of(const R& result) {
    return result ? Code::internal : result.error().code;
  }

  test::Team team_;
  Actor operator_;
  Date tested_on_ = make_date(2023, 1, 20).value();
};
MUSUBI_ON_BOTH_ENGINES(Signs);

constexpr ClassSet kBasic = ClassSet::of(InfoClass::basic);

TEST_P(Signs, AreSeenByWhoPlansAndByNobodyElse) {
  tested(4);
  EXPECT_EQ(keep(), 1);
  EXPECT_EQ(keep(), 0) << "what is in line is left alone";
  EXPECT_THAT(seen(team_.teacher), HasSubstr("m_chat_interview"));
  EXPECT_THAT(seen(team_.coordinator), HasSubstr("：4"));
  EXPECT_EQ(seen(team_.mother.actor), "refused: forbidden");
  EXPECT_EQ(seen(team_.colleague), "refused: not_found");
  EXPECT_EQ(seen(team_.stranger), "refused: not_found");
  EXPECT_EQ(seen(operator_), "refused: not_found");
  act([&](Tx& tx) { tx.run("update seat set role = 'viewer' where seat_id = $1", team_.teacher_seat); });
  EXPECT_EQ(seen(team_.teacher), "refused: forbidden");
  act([&](Tx& tx) { test::end_seat(tx, team_.region, team_.person, team_.nurse_seat); });
  EXPECT_EQ(seen(team_.nurse), "refused: not_found");
}

TEST_P(Signs, AreHiddenFromWhoLacksOneClassOfWhatTheyRestOn) {
  heard();
  keep();
  EXPECT_THAT(seen(team_.teacher), HasSubstr("hearing_follow_up"));
  give(team_.teacher_seat, kBasic | ClassSet::of(InfoClass::development));
  EXPECT_EQ(seen(team_.teacher), "[]");
  give(team_.teacher_seat, kBasic | ClassSet::of(InfoClass::health));
  EXPECT_EQ(seen(team_.teacher), "refused: forbidden") << "neither development nor education";
  const auto sign = first(team_.nurse);
  give(team_.teacher_seat, kBasic | ClassSet::of(InfoClass::development));
  EXPECT_EQ(code_of(move(team_.teacher, sign, SignState::dismissed, 1)), Code::not_found);
  EXPECT_EQ(
      code_of(act([&](Tx& tx) { return list_sign_versions(tx, team_.teacher, team_.person, sign.id); })),
      Code::not_found);
}

TEST_P(Signs, AreHiddenFromASeatThatDoesNotLookBackSoFar) {
  tested(4);
  keep();
  act([&](Tx& tx) {
    tx.run("update seat set looks_back_to = '2026-01-01' where seat_id = $1", team_.teacher_seat);
  });
  EXPECT_EQ(seen(team_.teacher), "[]");
}

TEST_P(Signs, AreToldToNobody) {
  const auto before = count("select count(*) from change");
  tested(4);
  const auto after = count("select count(*) from change");
  EXPECT_GT(after, before);
  keep();
  EXPECT_EQ(count("select count(*) from change"), after) << "no change, so no stream and no message";
  EXPECT_EQ(count("select count(*) from audit where action = 'keep_sign'"), 1);
  EXPECT_EQ(count("select count(*) from audit where action = 'keep_sign' and person_id is not null"), 0)
      << "a guardian's 閲覧履歴 would tell of it";
  EXPECT_EQ(count("select count(*) from task"), 0);
}

TEST_P(Signs, AreDismissedWithAReasonAndComeBackOnlyWhenWorse) {
  tested(3);
  keep();
  const auto sign = first(team_.teacher);
  EXPECT_EQ(code_of(move(team_.mother.actor, sign, SignState::dismissed, 1)), Code::forbidden);
  EXPECT_EQ(code_of(move(team_.teacher, sign, SignState::over, 1)), Code::invalid);
  const auto dismissed = move(team_.teacher, sign, SignState::dismissed, 1);
  ASSERT_TRUE(dismissed);
  EXPECT_EQ(dismissed->state, SignState::dismissed);
  EXPECT_EQ(dismissed->reason, "面接は園で済んでいる");
  EXPECT_EQ(dismissed->by_name, team_.teacher.display_name);
  EXPECT_TRUE(move(team_.teacher, sign, SignState::dismissed, 1)) << "the same again, after a lost answer";
  EXPECT_EQ(code_of(move(team_.nurse, sign, SignState::open, 1)), Code::conflict);
  EXPECT_EQ(keep(), 0);
  tested(3);  // another day, no worse
  EXPECT_EQ(keep(), 0);
  EXPECT_EQ(first(team_.teacher).state, SignState::dismissed);
  tested(5);
  EXPECT_EQ(keep(), 1);
  EXPECT_EQ(first(team_.teacher).state, SignState::open);
  const auto versions =
      act([&](Tx& tx) { return list_sign_versions(tx, team_.coordinator, team_.person, sign.id); });
  ASSERT_TRUE(versions);
  ASSERT_THAT(*versions, SizeIs(3));
  EXPECT_EQ((*versions)[1].state, SignState::dismissed);
  EXPECT_EQ((*versions)[1].reason, "面接は園で済んでいる");
  EXPECT_EQ((*versions)[0].by_name, "") << "the program";
}

TEST_P(Signs, EndWhenTheirResultIsTakenBack) {
  const auto result = tested(4);
  keep();
  ASSERT_TRUE(act([&](Tx& tx) {
    return assessment::hide_assessment(tx, team_.nurse, team_.person, result,
                                       assessment::AssessmentHide{{"別の子"}});
  }));
  EXPECT_EQ(keep(), 1);
  EXPECT_EQ(seen(team_.teacher), "[]");
}

TEST_P(Signs, GoWithTheirRuleAndComeBackWithIt) {
  tested(4);
  keep();
  EXPECT_EQ(code_of(act([&](Tx& tx) {
              return switch_rule(tx, team_.coordinator, "m_chat_interview", 0, {false, {"x"}});
            })),
            Code::forbidden);
  EXPECT_EQ(code_of(turn("no_such_rule", false, 0)), Code::not_found);
  const auto off = turn("m_chat_interview", false, 0);
  ASSERT_TRUE(off);
  EXPECT_FALSE(off->is_on);
  EXPECT_EQ(code_of(turn("m_chat_interview", true, 0)), Code::conflict);
  EXPECT_EQ(seen(team_.teacher), "[]") << "at once";
  EXPECT_EQ(keep(), 0);
  const auto on = turn("m_chat_interview", true, 1);
  ASSERT_TRUE(on);
  EXPECT_THAT(on->versions, SizeIs(2));
  EXPECT_EQ(on->versions[1].reason, "市の会議で決めた");
  EXPECT_THAT(seen(team_.teacher), HasSubstr("m_chat_interview"));
}

TEST_P(Signs, LeaveALookInTheAccessHistory) {
  const auto looks = [&] { return count("select count(*) from audit where subject_kind = 'signs'"); };
  const auto before = looks();
  EXPECT_EQ(seen(team_.teacher), "[]");
  EXPECT_EQ(looks(), before + 1);
  // As a look, and not as the writing of a plan.
  EXPECT_EQ(count("select count(*) from audit where subject_kind = 'signs' and action <> 'read_plans'"), 0);
}

}  // namespace
}  // namespace musubi::sign
