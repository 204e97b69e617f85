// A change of profession that opens a facility's seat: who is told, for how long, and that a guardian under a
// protective limit hears nothing of it.
#include "team/seat_opening.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "staff/staff_service.hpp"
#include "support/test_database.hpp"
#include "support/world.hpp"
#include "task/task_keeper.hpp"
#include "task/task_service.hpp"

namespace musubi::team {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

constexpr const char* kTitle = "職種の変更で、連絡帳を見られる人が増えました";

class SeatOpenings : public test::DatabaseTest {
 protected:
  SeatOpenings() {
    in_write([&](Tx& tx) {
      team = test::a_team(tx);
      head = test::a_professional(tx, team.region, team.clinic,
                                  {.name = "院長", .profession = "doctor", .is_manager = true});
      clerk =
          test::a_professional(tx, team.region, team.clinic, {.name = "受付 係", .profession = "city_staff"});
      father = test::a_guardian(tx, team.region, team.person,
                                {.name = "佐藤 父", .relation = "father", .restricted = true});
      seat = test::a_seat(tx, team.person, head, {.whole_facility = true});
    });
  }
  void becomes(const std::string& profession) {
    clock().advance(std::chrono::minutes(1));
    in_write([&](Tx& tx) {
      const auto version = tx.one<std::int64_t>("select version from post where post_id = $1", clerk.post_id);
      staff::StaffEdit to{{clerk.display_name},       {""}, {profession}, {""}, {""}, false,
                          add_days(tx.today(), -365), {},   {"異動"}};
      ASSERT_TRUE(staff::edit_staff(tx, head, clerk.post_id, version, to));
    });
  }
  std::int64_t keep() {
    clock().advance(std::chrono::milliseconds(10));
    return task::keep_all(db(), {opening_causes});
  }
  std::vector<task::TodayTask> today(const access::Actor& actor) {
    return in_write([&](Tx& tx) { return task::read_today_tasks(tx, actor).value().mine; });
  }
  std::vector<std::string> titles(const access::Actor& actor) {
    std::vector<std::string> out;
    for (const auto& item : today(actor)) out.push_back(item.task.title);
    return out;
  }

  test::Team team;
  access::Actor head, clerk;
  test::GuardianWithAccount father;
  SeatId seat;
};
MUSUBI_ON_BOTH_ENGINES(SeatOpenings);

TEST_P(SeatOpenings, AreToldToCoordinatorsAndEachGuardianUntilTheyHaveSeenIt) {
  EXPECT_EQ(keep(), 0);
  becomes("doctor");
  EXPECT_EQ(keep(), 1);
  EXPECT_EQ(keep(), 0);
  EXPECT_THAT(titles(team.coordinator), ElementsAre(kTitle));
  const auto told = today(team.mother.actor);
  ASSERT_THAT(told, SizeIs(1));
  const auto& task = told.front().task;
  EXPECT_THAT(task.body, HasSubstr("受付 係"));
  EXPECT_THAT(task.body, HasSubstr("ひかり診療所"));
  EXPECT_EQ(task.source, task::TaskSource::seat_opening);
  EXPECT_TRUE(task.may_finish);

  ASSERT_TRUE(in_write([&](Tx& tx) {
    return task::set_state(tx, team.mother.actor, team.person, task.id, task.version,
                           {task::TaskState::done, {}});
  }));
  EXPECT_EQ(keep(), 0) << "what somebody has seen is not told again";
  EXPECT_THAT(titles(team.mother.actor), IsEmpty());
  EXPECT_THAT(titles(team.coordinator), ElementsAre(kTitle)) << "nobody closes another's";
}

TEST_P(SeatOpenings, EndWithTheProfessionTheSeatOrTheLimit) {
  becomes("doctor");
  keep();
  becomes("city_staff");
  EXPECT_EQ(keep(), 1);
  EXPECT_THAT(titles(team.coordinator), IsEmpty());
  EXPECT_THAT(titles(team.mother.actor), IsEmpty());
  becomes("doctor");
  EXPECT_EQ(keep(), 1);
  EXPECT_THAT(titles(team.coordinator), ElementsAre(kTitle)) << "once more is news";
  in_write([&](Tx& tx) { test::end_seat(tx, team.region, team.person, seat); });
  EXPECT_EQ(keep(), 1);
  EXPECT_THAT(titles(team.coordinator), IsEmpty());
}

TEST_P(SeatOpenings, ReachNoGuardianUnderAProtectiveLimit) {
  becomes("doctor");
  keep();
  EXPECT_THAT(today(father.actor), IsEmpty());
  in_read([&](Tx& tx) {
    EXPECT_EQ(tx.one<std::int64_t>("select count(*) from task where owner_id = $1", father.guardian_id), 0);
    EXPECT_EQ(
        tx.one<std::int64_t>("select count(*) from change where account_id = $1", father.actor.account_id),
        0);
    return 0;
  });
  in_write([&](Tx& tx) {
    tx.run("update guardian set restricted = false where guardian_id = $1", father.guardian_id);
  });
  keep();
  EXPECT_THAT(titles(father.actor), ElementsAre(kTitle)) << "told once the limit is lifted";
}

TEST_P(SeatOpenings, AreNotMadeWhereTheProfessionOpensNoSeat) {
  becomes("dentist");
  EXPECT_EQ(keep(), 0);
  EXPECT_EQ(in_read([](Tx& tx) { return tx.one<std::int64_t>("select count(*) from seat_opening"); }), 0);
}

}  // namespace
}  // namespace musubi::team
