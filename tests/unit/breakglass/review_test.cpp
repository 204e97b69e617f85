// The operators' queue and reviews: age, looks, outcome, consequences.
#include "breakglass/breakglass_fixture.hpp"

namespace musubi::breakglass {
namespace {

using std::chrono::hours;

class BreakGlassReviewing : public BreakGlassTest {
 protected:
  std::vector<BreakGlassItem> queued(QueueState state = QueueState::waiting) {
    return as([&](Tx& tx) { return queue(tx, operator_, state); }).value();
  }
  BreakGlassCase seen(BreakGlassId id) {
    return as([&](Tx& tx) { return see_case(tx, operator_, id); }).value();
  }
};
MUSUBI_ON_BOTH_ENGINES(BreakGlassReviewing);

TEST_P(BreakGlassReviewing, QueuesTheOldestFirstAndMarksWhatWaitsTooLong) {
  const auto first = opened();
  clock().advance(kReviewWithin - hours(1));
  const auto second =
      opened(in_write([&](Tx& tx) { return test::a_professional(tx, team_.region, team_.school); }));
  auto list = queued();
  ASSERT_EQ(list.size(), 2U);
  EXPECT_EQ(list[0].id, first.id);
  EXPECT_FALSE(list[0].overdue);
  EXPECT_FALSE(list[0].open);
  EXPECT_TRUE(list[1].open);
  clock().advance(hours(2));
  list = queued();
  EXPECT_TRUE(list[0].overdue);
  EXPECT_FALSE(list[1].overdue);
  const auto counts = as([&](Tx& tx) { return waiting(tx, operator_); }).value();
  EXPECT_EQ(counts.waiting, 2);
  EXPECT_EQ(counts.overdue, 1);
  EXPECT_EQ(counts.oldest_at, first.opened_at);
  ASSERT_TRUE(reviews(operator_, first.id, 0, justified()));
  EXPECT_EQ(queued().size(), 1U);
  EXPECT_EQ(queued(QueueState::reviewed).at(0).id, first.id);
  EXPECT_EQ(queued().at(0).id, second.id);
}

TEST_P(BreakGlassReviewing, CountsNothingWhereNothingWaits) {
  const auto counts = as([&](Tx& tx) { return waiting(tx, operator_); }).value();
  EXPECT_EQ(counts.waiting, 0);
  EXPECT_EQ(counts.overdue, 0);
  EXPECT_FALSE(counts.oldest_at);
}

TEST_P(BreakGlassReviewing, ShowsReasonPersonAndTheLooksMadeUnderIt) {
  const auto view = opened();
  looks(team_.colleague, access::Action::read, {.subject_kind = "timeline"});
  looks(team_.nurse, access::Action::read);  // a seat: not under it
  const auto shown = seen(view.id);
  EXPECT_EQ(shown.reason, "保育園で意識がなくなった");
  EXPECT_EQ(shown.person_name, "佐藤 ひなた");
  EXPECT_FALSE(shown.own);
  ASSERT_EQ(shown.looks.size(), 2U);  // opened, read
  EXPECT_EQ(shown.looks[0].subject_kind, "timeline");
  EXPECT_EQ(shown.looks[1].action, "break_glass");
  EXPECT_THAT(shown.contacts, testing::Contains(testing::Field(&BreakGlassContact::name, "山本 まとめ")));
  EXPECT_EQ(count("select count(*) from audit where region_id = $1 and action = 'operate_region' and"
                  " subject_kind = 'break_glass' and person_id is not null"),
            1)
      << "that an operator looked stands in the history of the person";
}

TEST_P(BreakGlassReviewing, IsForOperatorsOfTheRegionOnly) {
  const auto view = opened();
  const auto elsewhere = in_write([&](Tx& tx) { return test::an_operator(tx, team_.other_region); });
  EXPECT_EQ(as([&](Tx& tx) { return see_case(tx, elsewhere, view.id); }).error().code, Code::not_found);
  EXPECT_EQ(reviews(elsewhere, view.id, 0, justified()).error().code, Code::not_found);
  EXPECT_TRUE(as([&](Tx& tx) { return queue(tx, elsewhere, QueueState::waiting); }).value().empty());
  for (const auto& actor : {team_.colleague, team_.coordinator, team_.mother.actor}) {
    EXPECT_EQ(as([&](Tx& tx) { return see_case(tx, actor, view.id); }).error().code, Code::forbidden);
    EXPECT_EQ(reviews(actor, view.id, 0, justified()).error().code, Code::forbidden);
    EXPECT_EQ(as([&](Tx& tx) { return queue(tx, actor, QueueState::waiting); }).error().code,
              Code::forbidden);
    EXPECT_EQ(as([&](Tx& tx) { return waiting(tx, actor); }).error().code, Code::forbidden);
    EXPECT_EQ(as([&](Tx& tx) { return bars(tx, actor); }).error().code, Code::forbidden);
  }
}

TEST_P(BreakGlassReviewing, NobodyReviewsTheirOwn) {
  const auto view = opened();
  auto same_human = operator_;
  same_human.account_id = team_.colleague.account_id;
  const auto refused = reviews(same_human, view.id, 0, justified());
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Code::forbidden);
  EXPECT_TRUE(as([&](Tx& tx) { return see_case(tx, same_human, view.id); }).value().own);
}

TEST_P(BreakGlassReviewing, KeepsEveryVersionAndLetsOneLoseTheRace) {
  const auto view = opened();
  ASSERT_TRUE(reviews(operator_, view.id, 0, justified()));
  const auto lost = reviews(operator_, view.id, 0, not_justified());
  ASSERT_FALSE(lost);
  EXPECT_EQ(lost.error().code, Code::conflict);
  EXPECT_NE(lost.error().current.find("救急搬送の記録"), std::string::npos);
  const auto amended = reviews(operator_, view.id, 1, not_justified()).value();
  ASSERT_EQ(amended.reviews.size(), 2U);
  EXPECT_EQ(amended.reviews[0].outcome, ReviewOutcome::not_justified);
  EXPECT_EQ(amended.reviews[0].measures.size(), 2U);
  EXPECT_EQ(amended.reviews[1].outcome, ReviewOutcome::justified);
  EXPECT_EQ(amended.item.outcome, ReviewOutcome::not_justified);
}

TEST_P(BreakGlassReviewing, AsksForMeasuresWhereItWasNotJustified) {
  const auto view = opened();
  auto made = not_justified();
  made.measures.items.clear();
  EXPECT_EQ(reviews(operator_, view.id, 0, made).error().field, "measures");
  made.measures.items = {ReviewMeasure::training, ReviewMeasure::training};
  EXPECT_EQ(reviews(operator_, view.id, 0, made).error().field, "measures");
  made = justified();
  made.bar = true;
  EXPECT_EQ(reviews(operator_, view.id, 0, made).error().field, "bar");
}

TEST_P(BreakGlassReviewing, TellsTheOutcomeToEverybodyItConcerns) {
  const auto view = opened();
  const auto before = told(view.id).size();
  ASSERT_TRUE(reviews(operator_, view.id, 0, not_justified()));
  EXPECT_EQ(told(view.id).size(), 2 * before);
  const auto own_ones = as([&](Tx& tx) { return own(tx, team_.colleague); }).value();
  ASSERT_TRUE(own_ones.at(0).review);
  EXPECT_EQ(own_ones[0].review->comment, "救急ではなく、私用の閲覧でした。");
  EXPECT_TRUE(own_ones[0].open) << "a review ends it only where it says so";
  const auto noticed = [&] { return as([&](Tx& tx) { return notices(tx, team_.colleague); }).value(); };
  ASSERT_EQ(noticed().size(), 1U);
  EXPECT_TRUE(noticed()[0].own);
  EXPECT_EQ(as([&](Tx& tx) { return confirm_own(tx, lead_, view.id); }).error().code, Code::not_found);
  EXPECT_TRUE(as([&](Tx& tx) { return confirm_own(tx, team_.colleague, view.id); }));
  EXPECT_TRUE(noticed().empty());
}

TEST_P(BreakGlassReviewing, EndsTheLookAtOnceAndBarsThePostUntilItIsLifted) {
  const auto view = opened();
  auto made = not_justified();
  made.end_now = true;
  made.bar = true;
  const auto reviewed = reviews(operator_, view.id, 0, made).value();
  EXPECT_TRUE(reviewed.barred);
  EXPECT_EQ(reviewed.ending->how, EndedHow::review);
  EXPECT_TRUE(reviewed.reviews[0].ended);
  EXPECT_EQ(looks(team_.colleague).error().refusal->rule, "break_glass_over");
  const auto searched = searches(team_.colleague, hinata());
  EXPECT_EQ(searched.error().code, Code::forbidden);
  EXPECT_EQ(searched.error().refusal->rule, "barred");
  EXPECT_EQ(opens(team_.colleague).error().refusal->rule, "barred");

  const auto list = as([&](Tx& tx) { return bars(tx, operator_); }).value();
  ASSERT_EQ(list.size(), 1U);
  EXPECT_EQ(list[0].opener_name, "席のない同僚");
  const auto lifts = [&](const Actor& actor) {
    return as([&](Tx& tx) { return lift_bar(tx, actor, list[0].id, {{"研修を終えたため"}}); });
  };
  EXPECT_EQ(lifts(team_.colleague).error().code, Code::forbidden);
  EXPECT_TRUE(lifts(operator_));
  EXPECT_EQ(lifts(operator_).error().code, Code::conflict);
  EXPECT_TRUE(as([&](Tx& tx) { return bars(tx, operator_); }).value().empty());
  EXPECT_TRUE(opened().open);
}

TEST_P(BreakGlassReviewing, AnOperatorEndsAnOpenOneWithAReason) {
  const auto view = opened();
  const auto ends = [&] {
    return as([&](Tx& tx) { return end_early(tx, operator_, view.id, {{"電話で確認したため"}}); });
  };
  const auto ended = ends().value();
  EXPECT_EQ(ended.ending->how, EndedHow::operator_);
  EXPECT_EQ(ended.ending->reason, "電話で確認したため");
  EXPECT_FALSE(looks(team_.colleague));
  EXPECT_EQ(ends().error().code, Code::conflict);
  EXPECT_EQ(queued().size(), 1U) << "ended is not reviewed";
}

TEST(CheckReview, IsARuleOfItsOwn) {
  NewBreakGlassReview review;
  EXPECT_TRUE(check_review(review));
  const Time opened{};
  EXPECT_FALSE(is_overdue(opened, false, opened + kReviewWithin));
  EXPECT_TRUE(is_overdue(opened, false, opened + kReviewWithin + hours(1)));
  EXPECT_FALSE(is_overdue(opened, true, opened + hours(1000)));
}

}  // namespace
}  // namespace musubi::breakglass
