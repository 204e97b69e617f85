// Requests for help on both engines: who of the region's posts sees one, what an overtaken change hears, what
// goes along with the child, and what the program asks the coordinator to do.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "intake/intake_service.hpp"
#include "intake/vacancy.hpp"
#include "intake/waiting_service.hpp"
#include "support/test_database.hpp"
#include "support/world.hpp"

namespace musubi::intake {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

class IntakeTest : public test::DatabaseTest {
 protected:
  template <class F>
  auto act(F&& f) {
    clock().advance(std::chrono::milliseconds(10));
    return in_write(std::forward<F>(f));
  }
  IntakeTest() {
    team_ = in_write([](Tx& tx) { return test::a_team(tx); });
    in_write([&](Tx& tx) {
      const auto centre = test::a_facility(tx, team_.region, "結乃センター", "inclusive_centre");
      const auto other = test::a_facility(tx, team_.region, "保健センター", "health_centre");
      taker_ =
          test::a_professional(tx, team_.region, centre, {.name = "受付 花子", .profession = "coordinator"});
      unnamed_ = test::a_professional(tx, team_.region, other,
                                      {.name = "保健 太郎", .profession = "public_health_nurse"});
      operator_ = test::an_operator(tx, team_.region);
      return true;
    });
    EXPECT_TRUE(act([&](Tx& tx) { return name_desk(tx, operator_, *taker_.facility_id, {true, {"開設"}}); }));
  }
  Date today() { return japan_date(clock().now()); }
  PortalIntake asked(const std::string& given = "はな") {
    PortalIntake sent;
    sent.id = act([](Tx& tx) { return tx.new_id<IntakeId>(); });
    auto& sheet = sent.sheet;
    sheet.asker_name = {"山田 母"};
    sheet.family_name = {"山田"};
    sheet.given_name = {given};
    sheet.family_kana = {"ヤマダ"};
    sheet.given_kana = {"ハナ"};
    sheet.birth_date = make_date(2023, 4, 1).value();
    sheet.worries.items = {{"speech"}};
    sheet.contact = {"090-0000-0000"};
    return sent;
  }
  Result<IntakeReceipt> ask(const PortalIntake& sent) {
    return act([&](Tx& tx) { return ask_for_help(tx, "matsumoto", sent, "192.0.2.1"); });
  }
  Result<IntakeView> read(const Actor& actor, IntakeId id) {
    return act([&](Tx& tx) { return read_intake(tx, actor, id); });
  }
  Result<IntakeView> move(IntakeId id, std::int64_t version, const IntakeMove& to) {
    return act([&](Tx& tx) { return move_intake(tx, taker_, id, version, to); });
  }
  IntakeAcceptance acceptance(const PortalIntake& sent) {
    person::NewPerson person;
    person.id = act([](Tx& tx) { return tx.new_id<PersonId>(); });
    person.family_name = sent.sheet.family_name;
    person.given_name = sent.sheet.given_name;
    person.family_kana = sent.sheet.family_kana;
    person.given_kana = sent.sheet.given_kana;
    person.birth_date = sent.sheet.birth_date;
    return {{}, person, WaitStage::test};
  }
  /// How often this was written down of this request.
  std::int64_t written(const char* action, IntakeId id) {
    return act([&](Tx& tx) {
      return tx.one<std::int64_t>(
          "select count(*) from audit where region_id = $1 and action = $2 and subject_id = $3", team_.region,
          action, id);
    });
  }
  test::Team team_;
  Actor taker_, unnamed_, operator_;
};
MUSUBI_ON_BOTH_ENGINES(IntakeTest);

TEST_P(IntakeTest, IsSeenByTheDeskAloneAndEachLookIsWrittenDown) {
  const auto sent = asked();
  const auto receipt = ask(sent);
  ASSERT_TRUE(receipt);
  EXPECT_EQ(ask(sent)->receipt, receipt->receipt) << "the same request a second time";
  EXPECT_EQ(written("see_intake", sent.id), 0);
  const auto view = read(taker_, sent.id);
  ASSERT_TRUE(view);
  EXPECT_EQ(view->line.receipt, receipt->receipt);
  EXPECT_EQ(written("see_intake", sent.id), 1);
  for (const auto& actor :
       {unnamed_, operator_, team_.coordinator, team_.nurse, team_.mother.actor, team_.stranger}) {
    const auto refused = read(actor, sent.id);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, Code::not_found);
    EXPECT_TRUE(refused.error().refusal);
    const auto list = act([&](Tx& tx) { return list_intakes(tx, actor, false); });
    EXPECT_THAT(list->items, IsEmpty());
  }
  auto weak = taker_;
  weak.strength = access::Strength::password;
  EXPECT_EQ(read(weak, sent.id).error().code, Code::weak_session);
  auto unpledged = taker_;
  unpledged.pledged = false;
  EXPECT_EQ(read(unpledged, sent.id).error().code, Code::forbidden);
}

TEST_P(IntakeTest, ADeskThatIsUnnamedSeesNothingMore) {
  const auto sent = asked();
  ASSERT_TRUE(ask(sent));
  ASSERT_TRUE(act([&](Tx& tx) { return name_desk(tx, operator_, *taker_.facility_id, {false, {"閉鎖"}}); }));
  EXPECT_EQ(read(taker_, sent.id).error().code, Code::not_found);
  EXPECT_EQ(ask(asked()).error().code, Code::not_found) << "and nobody can ask where nobody would read it";
}

TEST_P(IntakeTest, AnOvertakenChangeHearsWhatIsThereNow) {
  const auto sent = asked();
  ASSERT_TRUE(ask(sent));
  ASSERT_TRUE(move(sent.id, 1, {IntakeState::asking, {"電話した"}, {}, {}}));
  const auto lost = move(sent.id, 1, {IntakeState::assigned, {}, taker_.post_id, {}});
  ASSERT_FALSE(lost);
  EXPECT_EQ(lost.error().code, Code::conflict);
  EXPECT_EQ(json::read<IntakeView>(lost.error().current)->line.version, 2);
  EXPECT_THAT(read(taker_, sent.id)->versions, SizeIs(2));
}

TEST_P(IntakeTest, BecomesAChildWithItsDaysAndItsWords) {
  const auto sent = asked();
  ASSERT_TRUE(ask(sent));
  clock().advance(std::chrono::hours(24 * 10));
  ASSERT_TRUE(move(sent.id, 1, {IntakeState::assigned, {}, taker_.post_id, {}}));
  clock().advance(std::chrono::hours(24 * 3));
  const auto body = acceptance(sent);
  const auto accepted = act([&](Tx& tx) { return accept_intake(tx, taker_, sent.id, 2, body); });
  ASSERT_TRUE(accepted) << accepted.error().detail_en;
  EXPECT_EQ(accepted->person_id, body.person->id);
  EXPECT_TRUE(act([&](Tx& tx) { return accept_intake(tx, taker_, sent.id, 2, body); })) << "sent again";
  const auto waiting = act([&](Tx& tx) { return read_waiting(tx, taker_, body.person->id); });
  ASSERT_TRUE(waiting);
  EXPECT_THAT(waiting->steps, SizeIs(3));
  EXPECT_EQ(waiting->wait->total_days, 13);
  EXPECT_EQ(waiting->wait->stage, WaitStage::test);
  ASSERT_THAT(waiting->requests, SizeIs(1));
  EXPECT_EQ(waiting->requests[0].sheet.contact.value, "090-0000-0000");
  const auto teams = act([&](Tx& tx) { return suggest_team(tx, taker_, body.person->id); });
  ASSERT_TRUE(teams);
  EXPECT_THAT(*teams, SizeIs(1));
  const auto other = act([&](Tx& tx) { return read_waiting(tx, unnamed_, body.person->id); });
  EXPECT_EQ(other.error().code, Code::not_found);
}

TEST_P(IntakeTest, OnlyTheCoordinatorMovesAChildAndReadsItsStages) {
  WaitMove to;
  to.stage = WaitStage::test;
  to.since = add_days(today(), -55);
  const auto moved = [&](const Actor& actor, std::int64_t version) {
    return act([&](Tx& tx) { return move_waiting(tx, actor, team_.person, version, to); });
  };
  EXPECT_EQ(moved(team_.nurse, 0).error().code, Code::forbidden);
  EXPECT_EQ(moved(team_.mother.actor, 0).error().code, Code::forbidden);
  EXPECT_EQ(moved(taker_, 0).error().code, Code::not_found) << "a desk is no seat";
  ASSERT_TRUE(moved(team_.coordinator, 0));
  EXPECT_TRUE(moved(team_.coordinator, 0)) << "sent again";
  to.note = {"別の人"};
  EXPECT_EQ(moved(team_.coordinator, 0).error().code, Code::conflict);
  const auto tasks = act([&](Tx& tx) { return causes(tx, team_.region, team_.person, {}); });
  ASSERT_THAT(tasks, SizeIs(1));
  EXPECT_EQ(tasks[0].due_on, add_days(today(), 5));
  const auto board = act([&](Tx& tx) { return read_board(tx, team_.coordinator); });
  ASSERT_THAT(board->cards, SizeIs(1));
  EXPECT_EQ(board->cards[0].wait.mark, WaitMark::near);
  EXPECT_THAT(board->counts, IsEmpty()) << "counts are a desk's";
  const auto of_desk = act([&](Tx& tx) { return read_board(tx, taker_); });
  EXPECT_THAT(of_desk->cards, IsEmpty());
  ASSERT_THAT(of_desk->counts, SizeIs(1));
  EXPECT_EQ(of_desk->counts[0].longest, 55);
}

TEST_P(IntakeTest, AddressesAreSlowedDown) {
  std::optional<Code> last;
  for (int i = 0; i < 45 && !last; ++i)
    if (const auto sent = ask(asked()); !sent) last = sent.error().code;
  EXPECT_EQ(last, Code::throttled);
}

}  // namespace
}  // namespace musubi::intake
