// The course of life in a team, on both engines: who sees which events, what stays of them, and what follows.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "course/course_service.hpp"
#include "support/test_database.hpp"
#include "support/world.hpp"
#include "task/task_keeper.hpp"

namespace musubi::course {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::StartsWith;

class Course : public test::DatabaseTest {
 protected:
  Course() {
    team_ = in_write([](Tx& tx) { return test::a_team(tx); });
  }
  template <class F>
  auto act(F&& f) {
    clock().advance(std::chrono::milliseconds(10));
    return in_write(std::forward<F>(f));
  }
  NewCourseEvent an_event(const std::string& title, int days_ago = 30) {
    NewCourseEvent event;
    event.id = in_write([](Tx& tx) { return tx.new_id<CourseEventId>(); });
    event.content.kind = CourseKind::diagnosis;
    event.content.title = {title};
    event.content.starts_on = add_days(japan_date(clock().now()), -days_ago);
    return event;
  }
  Result<CourseEventView> add(const Actor& actor, const NewCourseEvent& event) {
    return act([&](Tx& tx) { return add_event(tx, actor, team_.person, event); });
  }
  Result<CourseView> course(const Actor& actor) {
    return act([&](Tx& tx) { return read_course(tx, actor, team_.person); });
  }
  std::vector<std::string> seen(const Actor& actor) {
    const auto view = course(actor);
    if (!view) return {"refused: " + std::string(describe(view.error().code).name)};
    std::vector<std::string> titles;
    for (const auto& event : view->events)
      titles.push_back(event.hidden ? "hidden" : event.content.title.value);
    return titles;
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
MUSUBI_ON_BOTH_ENGINES(Course);

TEST_P(Course, IsReadInTheClassesOfASeatAndByNobodyElse) {
  add(team_.nurse, an_event("てんかん"));
  EXPECT_THAT(seen(team_.teacher), ElementsAre("てんかん"));
  EXPECT_THAT(seen(team_.mother.actor), ElementsAre("てんかん"));
  EXPECT_THAT(seen(team_.colleague), ElementsAre("refused: not_found"));
  EXPECT_THAT(seen(team_.stranger), ElementsAre("refused: not_found"));
  act([&](Tx& tx) {
    tx.run("update seat set classes = $1 where seat_id = $2", ClassSet::of(InfoClass::education),
           team_.teacher_seat);
  });
  EXPECT_THAT(seen(team_.teacher), IsEmpty());
  EXPECT_THAT(course(team_.teacher)->checkups, IsEmpty()) << "check-ups are health";
}

TEST_P(Course, ShowsAGuardianUnderAProtectiveLimitNoPlaceNoCheckupAndNoEvent) {
  add(team_.nurse, an_event("てんかん"));
  const auto father = act([&](Tx& tx) {
    return test::a_guardian(tx, team_.region, team_.person,
                            {.name = "父", .relation = "father", .restricted = true});
  });
  const auto view = course(father.actor).value();
  EXPECT_THAT(view.events, IsEmpty());
  EXPECT_THAT(view.places, IsEmpty());
  EXPECT_THAT(view.checkups, IsEmpty());
  EXPECT_FALSE(course(team_.mother.actor)->places.empty());
}

TEST_P(Course, KeepsEveryStateOfAnEventAndItsTakingBack) {
  auto event = an_event("自閉スペクトラム症の疑い");
  EXPECT_EQ(add(team_.nurse, event)->version, 1);
  EXPECT_EQ(add(team_.nurse, event)->version, 1);
  EXPECT_EQ(code_of(add(team_.teacher, event)), Code::duplicate);
  CourseEdit edit{event.content, {"診断が確定"}};
  edit.content.title = {"自閉スペクトラム症"};
  const auto change = [&](const Actor& actor, std::int64_t version) {
    return act([&](Tx& tx) { return edit_event(tx, actor, team_.person, event.id, version, edit); });
  };
  EXPECT_EQ(code_of(change(team_.teacher, 1)), Code::forbidden);
  EXPECT_EQ(change(team_.nurse, 1)->version, 2);
  edit.content.title = {"別の題"};
  EXPECT_EQ(code_of(change(team_.nurse, 1)), Code::conflict);
  const auto detail = act([&](Tx& tx) { return read_event(tx, team_.teacher, team_.person, event.id); });
  ASSERT_EQ(detail->versions.size(), 2U);
  EXPECT_EQ(detail->versions[0].reason, "診断が確定");
  const auto hide = [&](const Actor& actor) {
    return act([&](Tx& tx) { return hide_event(tx, actor, team_.person, event.id, {{"別の子のこと"}}); });
  };
  EXPECT_EQ(code_of(hide(team_.teacher)), Code::forbidden);
  EXPECT_TRUE(hide(team_.coordinator)->hidden);
  EXPECT_THAT(seen(team_.teacher), ElementsAre("hidden"));
  EXPECT_THAT(seen(team_.mother.actor), IsEmpty());
  EXPECT_EQ(count("select count(*) from course_event_version"), 3);
}

TEST_P(Course, TakesNoDayBeforeTheBirthOrToComeAndNoUnknownCheckup) {
  EXPECT_EQ(add(team_.nurse, an_event("x", -1)).error().field, "content.starts_on");
  EXPECT_EQ(add(team_.nurse, an_event("x", 20'000)).error().field, "content.starts_on");
  EXPECT_EQ(add(team_.nurse, an_event("")).error().field, "content.title");
  auto strange = an_event("x");
  strange.content.kind = CourseKind::checkup;
  strange.content.checkup = {"month_99"};
  EXPECT_EQ(add(team_.nurse, strange).error().field, "content.checkup");
}

TEST_P(Course, TurnsWhatHasToFollowIntoATaskOrKeepsNothing) {
  auto event = an_event("");
  event.content.kind = CourseKind::checkup;
  event.content.checkup = {"year_3"};
  event.follow_up = CourseFollowUp{{}, {"視力の再検査"}, add_days(japan_date(clock().now()), 14)};
  EXPECT_EQ(code_of(add(team_.nurse, event)), Code::invalid) << "the task has no id";
  EXPECT_EQ(count("select count(*) from course_event"), 0);
  event.follow_up->id = in_write([](Tx& tx) { return tx.new_id<task::TaskId>(); });
  ASSERT_TRUE(add(team_.nurse, event));
  const auto tasks = act([&](Tx& tx) { return task::list_tasks(tx, team_.coordinator, team_.person, {}); });
  ASSERT_EQ(tasks->items.size(), 1U);
  EXPECT_EQ(tasks->items[0].title, "視力の再検査");
  auto by_mother = event;
  by_mother.id = in_write([](Tx& tx) { return tx.new_id<CourseEventId>(); });
  EXPECT_EQ(code_of(add(team_.mother.actor, by_mother)), Code::forbidden) << "guardians hand out no tasks";
}

TEST_P(Course, AsksTheCoordinatorForAMissedCheckupUntilItIsOnRecord) {
  const auto window = window_of(*find_checkup("month_18"), act([&](Tx& tx) {
    tx.run("update person set birth_date = $1 where person_id = $2", add_days(tx.today(), -735),
           team_.person);
    return add_days(tx.today(), -735);
  }));
  const auto titles = [&] {
    std::vector<std::string> out;
    const auto today = act([&](Tx& tx) { return task::read_today_tasks(tx, team_.coordinator); });
    for (const auto& item : today->mine) out.push_back(item.task.title);
    return out;
  };
  EXPECT_EQ(task::keep_all(db(), {causes}), 1);
  EXPECT_THAT(titles(), ElementsAre("1歳6か月児健診を受けたか確かめる"));
  auto event = an_event("");
  event.content.kind = CourseKind::checkup;
  event.content.checkup = {"month_18"};
  event.content.starts_on = window.to;
  ASSERT_TRUE(add(team_.nurse, event));
  EXPECT_EQ(task::keep_all(db(), {causes}), 1);
  EXPECT_THAT(titles(), IsEmpty());
}

TEST_P(Course, IsPrintedOnOnePageForLeadsAndCoordinators) {
  for (int i = 0; i < 90; ++i) add(team_.nurse, an_event("できごと" + std::to_string(i), i));
  EXPECT_EQ(code_of(act([&](Tx& tx) { return gather_course_sheet(tx, team_.nurse, team_.person); })),
            Code::forbidden);
  const auto sheet = act([&](Tx& tx) { return gather_course_sheet(tx, team_.coordinator, team_.person); });
  ASSERT_TRUE(sheet);
  const auto pdf = draw_course_sheet(*sheet);
  EXPECT_THAT(pdf, StartsWith("%PDF-"));
  EXPECT_NE(pdf.find("/Count 1"), std::string::npos) << "one page";
}

TEST(CourseSheetPlaces, SayHowManyHaveNoRoom) {
  const auto day = [](std::string_view text) { return parse_date(text).value(); };
  CourseSheet sheet;
  sheet.today = day("2026-04-01");
  const auto places = [&](int count) {
    sheet.view.places.assign(static_cast<std::size_t>(count),
                             {CoursePlaceKind::facility, "ひかり診療所", "", day("2024-04-01"), {}});
    return places_left_out(sheet);
  };
  EXPECT_EQ(places(14), 0U);
  EXPECT_EQ(places(20), 6U);
}

}  // namespace
}  // namespace musubi::course
