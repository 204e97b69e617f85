// The rules of school entry: the order of steps, rounds, what guardians see when, days due, and the region's
// dates against the law's.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "schoolentry/schoolentry.hpp"

namespace musubi::schoolentry {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using enum EntryPart;

Date day(const char* text) {
  return parse_date(text).value();
}
EntryContent wish() {
  EntryContent content;
  content.wishes.emplace().guardian = {"近くの学校に通わせたい。"};
  return content;
}
EntryContent opinion() {
  EntryContent content;
  auto& committee_ = content.committee.emplace();
  committee_.on = day("2026-11-10");
  committee_.considered.items = {LearningPlace::regular, LearningPlace::special_class};
  committee_.opinion = LearningPlace::special_class;
  committee_.reasons = {"少人数で学ぶと力を出せる。"};
  committee_.inside = {"委員の意見は分かれた。"};
  return content;
}
EntryContent decided() {
  EntryContent content;
  auto& decision_ = content.decision.emplace();
  decision_.on = day("2026-11-20");
  decision_.place = LearningPlace::special_class;
  decision_.school = {"みどり小学校"};
  decision_.reasons = {"本人の力が出る場だから。"};
  decision_.heard = {"母は通常の学級との行き来を望んだ。"};
  return content;
}
EntryContent told() {
  EntryContent content;
  content.notice.emplace().on = day("2026-11-21");
  return content;
}
EntryContent answered(bool agree) {
  EntryContent content;
  content.answer = EntryAnswer{agree, {agree ? "" : "通常の学級を考えてほしい。"}};
  return content;
}
EntryContent arranged(const char* review_on) {
  EntryContent content;
  EntryArrangement one;
  one.viewpoint = {"information"};
  one.what = {"予定を絵で示す。"};
  one.review_on = day(review_on);
  content.arrangements.emplace().items.items.push_back(one);
  return content;
}

/// A case as it grows; refuses what the order does not allow.
struct Story {
  std::vector<EntryStep> steps;
  bool add(EntryPart part, EntryContent content = {}) {
    if (!may_follow(now(), part)) return false;
    steps.push_back({static_cast<std::int64_t>(steps.size()) + 1, part, std::move(content)});
    return true;
  }
  EntryKind kind = EntryKind::primary;
  [[nodiscard]] Standing now() const { return standing_of(kind, steps); }
  void to_notice() {
    EXPECT_TRUE(add(wishes, wish()) && add(committee, opinion()) && add(decision, decided()) &&
                add(notice, told()));
  }
};

TEST(SchoolEntryOrder, EachStepWaitsForTheOneBefore) {
  Story story;
  EXPECT_EQ(story.now().stage, EntryStage::wishes);
  for (const auto early : {committee, decision, notice, answer, arrangements, confirmed, settled, reopened})
    EXPECT_FALSE(may_follow(story.now(), early)) << json::enum_name(early);
  EXPECT_TRUE(story.add(wishes, wish()));
  EXPECT_FALSE(story.add(decision, decided())) << "nobody decides before the committee was heard";
  EXPECT_TRUE(story.add(committee, opinion()));
  EXPECT_EQ(story.now().stage, EntryStage::decision);
  EXPECT_TRUE(story.add(decision, decided()));
  EXPECT_FALSE(story.add(committee, opinion()));
  EXPECT_FALSE(story.add(wishes, wish()));
  EXPECT_FALSE(story.add(answer, answered(true))) << "nobody answers what they were not told";
  EXPECT_TRUE(story.add(decision, decided())) << "mended before anybody was told";
  EXPECT_TRUE(story.add(notice, told()));
  EXPECT_FALSE(story.add(decision, decided()));
  EXPECT_TRUE(story.add(answer, answered(true)));
  EXPECT_EQ(story.now().stage, EntryStage::arrangements);
  EXPECT_FALSE(story.add(confirmed));
  EXPECT_TRUE(story.add(arrangements, arranged("2027-07-01")));
  EXPECT_TRUE(story.add(confirmed));
  EXPECT_TRUE(story.now().confirmed);
  EXPECT_TRUE(story.add(arrangements, arranged("2027-08-01")));
  EXPECT_FALSE(story.now().confirmed) << "what changed is confirmed anew";
  EXPECT_TRUE(story.add(settled));
  EXPECT_EQ(story.now().stage, EntryStage::settled);
  EXPECT_FALSE(story.add(arrangements, arranged("2027-09-01"))) << "closed";
}

TEST(SchoolEntryOrder, WhereTheSchoolSelectsNoCommitteeHasToSitAndNoDayOfTheBoardIsKept) {
  Story story;
  story.kind = EntryKind::upper_secondary;
  EXPECT_FALSE(story.add(decision, decided())) << "the wishes come first here too";
  EXPECT_TRUE(story.add(wishes, wish()));
  EXPECT_TRUE(may_follow(story.now(), committee)) << "but it can";
  EXPECT_TRUE(story.add(decision, decided()));
  EXPECT_FALSE(story.add(answer, answered(true)));
  EXPECT_TRUE(story.add(notice, told()) && story.add(answer, answered(false)));
  EXPECT_FALSE(story.add(decision, decided())) << "it is looked at anew first";
  EXPECT_TRUE(story.add(committee, opinion()) && story.add(decision, decided()));
  EXPECT_EQ(story.now().round, 2);
  const auto calendar = default_calendar(2027);
  for (const auto stage : {EntryStage::wishes, EntryStage::committee, EntryStage::decision,
                           EntryStage::notice, EntryStage::answer}) {
    EXPECT_FALSE(due_of(EntryKind::upper_secondary, stage, calendar)) << json::enum_name(stage);
    EXPECT_TRUE(due_of(EntryKind::junior_high, stage, calendar)) << json::enum_name(stage);
  }
  EXPECT_EQ(due_of(EntryKind::upper_secondary, EntryStage::arrangements, calendar),
            due_of(EntryKind::primary, EntryStage::arrangements, calendar));
}

TEST(SchoolEntryOrder, AskingAgainBeginsARoundOfItsOwn) {
  Story story;
  story.to_notice();
  EXPECT_TRUE(story.add(answer, answered(false)));
  EXPECT_EQ(story.now().stage, EntryStage::committee);
  EXPECT_FALSE(may_follow(story.now(), settled));
  EXPECT_FALSE(amends(story.now(), committee)) << "of the new round";
  EXPECT_TRUE(story.add(committee, opinion()));
  EXPECT_EQ(story.now().round, 2);
  EXPECT_FALSE(story.now().has(answer));
  EXPECT_TRUE(story.add(decision, decided()) && story.add(notice, told()) &&
              story.add(answer, answered(true)));
  EXPECT_TRUE(story.now().agreed);
  EXPECT_EQ(story.now().rounds.at(3), 1);
  EXPECT_EQ(story.now().rounds.at(7), 2);
}

TEST(SchoolEntryOrder, AClosedCaseIsTakenUpAgainWithAReason) {
  Story story;
  story.to_notice();
  EXPECT_TRUE(story.add(answer, answered(true)) && story.add(settled) && story.add(reopened));
  EXPECT_EQ(story.now().stage, EntryStage::committee);
  EXPECT_EQ(story.now().round, 2);
  EXPECT_TRUE(amends(story.now(), reopened));
  EXPECT_TRUE(amends(story.now(), wishes));
  EXPECT_TRUE(story.add(withdrawn));
  EXPECT_EQ(story.now().stage, EntryStage::withdrawn);
}

TEST(SchoolEntryContent, IsOfItsPartAndOfDaysThatCame) {
  const auto today = day("2026-11-24");
  EXPECT_TRUE(check_content(committee, opinion(), today));
  EXPECT_EQ(check_content(wishes, opinion(), today).error().code, Code::invalid);
  EXPECT_EQ(check_content(settled, opinion(), today).error().field, "content.committee");
  EXPECT_EQ(check_content(decision, decided(), day("2026-11-19")).error().field, "content.decision.on");
  EXPECT_EQ(check_content(answer, EntryContent{.answer = EntryAnswer{}}, today).error().field,
            "content.answer.words");
  auto strange = arranged("2027-07-01");
  strange.arrangements->items.items[0].viewpoint = {"nothing"};
  EXPECT_EQ(check_content(arrangements, strange, today).error().field,
            "content.arrangements.items[0].viewpoint");
  auto early = arranged("2027-07-01");
  early.arrangements->items.items[0].from = day("2027-07-02");
  EXPECT_EQ(check_content(arrangements, early, today).error().field,
            "content.arrangements.items[0].review_on");
}

TEST(SchoolEntryForGuardians, NothingOfCommitteeAndDecisionBeforeTheNotice) {
  EXPECT_FALSE(for_guardian(opinion(), committee, false).committee);
  EXPECT_FALSE(for_guardian(decided(), decision, false).decision);
  const auto after = for_guardian(opinion(), committee, true);
  ASSERT_TRUE(after.committee);
  EXPECT_EQ(after.committee->reasons.value, "少人数で学ぶと力を出せる。");
  EXPECT_TRUE(after.committee->inside.empty()) << "the committee's own notes never";
}

TEST(SchoolEntryTasks, FollowTheRegionsDates) {
  const SchoolEntryId id{make_uuid_v7(1, {})};
  const auto calendar = default_calendar(2027);
  Story story;
  const auto due = [&](const char* today) {
    std::vector<std::string> found;
    for (const auto& cause : entry_causes(id, story.now(), calendar, day(today)))
      found.push_back(to_string(cause.due_on));
    return found;
  };
  EXPECT_THAT(due("2026-07-31"), IsEmpty());
  EXPECT_THAT(due("2026-08-01"), ElementsAre("2026-08-31"));
  story.to_notice();
  EXPECT_THAT(due("2026-12-20"), IsEmpty());
  EXPECT_THAT(due("2027-01-05"), ElementsAre("2027-01-31"));
  EXPECT_TRUE(story.add(answer, answered(true)) && story.add(arrangements, arranged("2027-07-01")) &&
              story.add(settled));
  EXPECT_THAT(due("2027-06-20"), ElementsAre("2027-07-01"));
  EXPECT_THAT(due("2028-06-20"), IsEmpty()) << "nobody is asked a year later";
}

TEST(SchoolEntryCalendar, ShippedDatesKeepTheLaw) {
  for (const int year : {2025, 2027, 2028}) EXPECT_TRUE(check_calendar(default_calendar(year), year)) << year;
  EXPECT_EQ(due_of(default_calendar(2027), CalendarKind::notice), day("2027-01-31"));  // 学校教育法施行令5条
  EXPECT_EQ(due_of(default_calendar(2027), CalendarKind::checkup),
            day("2026-11-30"));  // 学校保健安全法施行令1条
  EXPECT_EQ(due_of(default_calendar(2027), CalendarKind::roll), day("2026-10-31"));  // 学校教育法施行令2条
}

TEST(SchoolEntryCalendar, ADayPastTheLawsOrOutsideTheYearIsRefused) {
  const auto with = [](CalendarKind kind, const char* from, const char* until) {
    Calendar calendar;
    calendar.days.items.push_back({kind, {"会議"}, day(from), day(until)});
    return check_calendar(calendar, 2027);
  };
  EXPECT_TRUE(with(CalendarKind::notice, "2027-01-31", "2027-01-31"));
  EXPECT_EQ(with(CalendarKind::notice, "2027-02-01", "2027-02-01").error().field, "calendar.days[0].until");
  EXPECT_TRUE(with(CalendarKind::checkup, "2026-12-31", "2026-12-31")) << "where nothing hinders";
  EXPECT_FALSE(with(CalendarKind::checkup, "2027-01-01", "2027-01-01"));
  EXPECT_TRUE(with(CalendarKind::committee, "2027-03-01", "2027-03-01"));
  EXPECT_FALSE(with(CalendarKind::committee, "2026-03-31", "2026-04-01"));
  EXPECT_FALSE(with(CalendarKind::committee, "2026-10-02", "2026-10-01"));
  Calendar unnamed;
  unnamed.days.items.push_back({CalendarKind::other, {}, day("2026-10-01"), day("2026-10-01")});
  EXPECT_EQ(check_calendar(unnamed, 2027).error().field, "calendar.days[0].title");
}

TEST(SchoolEntryYear, ChildrenEnterByTheLawsYearAndNoneBefore) {
  using enum EntryKind;
  const auto earliest = [](EntryKind kind, const char* birth) { return earliest_april(kind, day(birth)); };
  EXPECT_EQ(earliest(primary, "2021-04-01"), 2027) << "born on 1 April: with the year before";
  EXPECT_EQ(earliest(primary, "2021-04-02"), 2028);
  EXPECT_EQ(earliest(junior_high, "2014-04-02"), 2027);
  EXPECT_EQ(earliest(upper_secondary, "2011-04-02"), 2027);
  EXPECT_THAT(check_year(upper_secondary, 2026, day("2011-04-02")).error().detail,
              testing::HasSubstr("2027年4月からです（学校教育法57条）"));
  EXPECT_EQ(earliest(change, "2021-04-02"), 2028) << "who goes to no school changes none";
  EXPECT_TRUE(check_year(primary, 2028, day("2021-04-02")));
  EXPECT_TRUE(check_year(primary, 2029, day("2021-04-02"))) << "put off by a year";
  EXPECT_TRUE(check_year(change, 2033, day("2021-04-02")));
  const auto early = check_year(primary, 2027, day("2021-04-02"));
  ASSERT_FALSE(early);
  EXPECT_EQ(early.error().code, Code::invalid);
  EXPECT_EQ(early.error().field, "for_year");
  EXPECT_THAT(early.error().detail, testing::HasSubstr("2028年4月から"));
  EXPECT_THAT(check_year(junior_high, 2033, day("2021-04-02")).error().detail,
              testing::HasSubstr("中学校に入学できるのは2034年4月から"));
}

}  // namespace
}  // namespace musubi::schoolentry
