// School entry in a team, on both engines: who writes which step, who sees it when, versions, papers seen
// with the reader's own eyes, the board, and what a plan begins with.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "course/course_service.hpp"
#include "schoolentry/schoolentry_service.hpp"
#include "support/test_database.hpp"
#include "support/world.hpp"

namespace musubi::schoolentry {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;
using enum EntryPart;

class SchoolEntryTest : public test::DatabaseTest {
 protected:
  SchoolEntryTest() {
    team_ = in_write([](Tx& tx) { return test::a_team(tx); });
    id_ = in_write([](Tx& tx) { return tx.new_id<SchoolEntryId>(); });
  }
  template <class F>
  auto act(F&& f) {
    clock().advance(std::chrono::milliseconds(10));
    return in_write(std::forward<F>(f));
  }
  NewSchoolEntry asked() const {
    NewSchoolEntry entry{id_, EntryKind::primary, {2028}, EntryWishes{}};
    entry.wishes->guardian = {"近くの学校に通わせたい。"};
    return entry;
  }
  Result<SchoolEntryView> open(const Actor& actor) {
    return act([&](Tx& tx) { return open_entry(tx, actor, team_.person, asked()); });
  }
  Result<SchoolEntryView> read(const Actor& actor) {
    return act([&](Tx& tx) { return read_entry(tx, actor, team_.person, id_); });
  }
  Result<SchoolEntryView> write(const Actor& actor, EntryPart part, std::int64_t version,
                                EntryContent content, const char* reason = "") {
    const EntryWrite sent{std::move(content), {reason}};
    return act([&](Tx& tx) { return write_step(tx, actor, team_.person, id_, part, version, sent); });
  }
  EntryContent content(EntryPart part) const {
    const auto today = japan_date(kStart);
    EntryContent made;
    if (part == wishes) made.wishes.emplace().guardian = {"友だちと同じ学校へ。"};
    if (part == committee) {
      auto& one = made.committee.emplace();
      one.on = today;
      one.considered.items = {LearningPlace::regular, LearningPlace::resource};
      one.opinion = LearningPlace::resource;
      one.reasons = {"通級で足りる。"};
      one.inside = {"内々の話"};
    }
    if (part == decision) {
      auto& one = made.decision.emplace();
      one.on = today;
      one.place = LearningPlace::resource;
      one.facility_id = team_.school;
      one.school = {"山の上小学校"};
      one.reasons = {"力を出せる場だから。"};
      one.heard = {"母は賛成。"};
    }
    if (part == notice) made.notice.emplace().on = today;
    if (part == answer) made.answer = EntryAnswer{true, {}};
    if (part == arrangements) {
      EntryArrangement one;
      one.viewpoint = {"information"};
      one.what = {"予定を絵で示す。"};
      made.arrangements.emplace().items.items.push_back(one);
    }
    return made;
  }
  /// By the coordinator, from the wishes on.
  void bring_to(std::initializer_list<EntryPart> parts, std::int64_t version = 1) {
    for (const auto part : parts) {
      const auto done = write(team_.coordinator, part, version++, content(part));
      ASSERT_TRUE(done) << json::enum_name(part) << done.error().field << done.error().detail_en;
    }
  }
  template <class R>
  static Code code_of(const R& result) {
    return result ? Code::internal : result.error().code;
  }
  static std::vector<EntryPart> parts_in(const SchoolEntryView& view) {
    std::vector<EntryPart> parts;
    for (const auto& step : view.steps) parts.push_back(step.part);
    return parts;
  }
  test::Team team_;
  SchoolEntryId id_;
};
MUSUBI_ON_BOTH_ENGINES(SchoolEntryTest);

TEST_P(SchoolEntryTest, AMotherAsksAndTheWholeWayIsGoneWithHerAnswer) {
  const auto asked_for = open(team_.mother.actor);
  ASSERT_TRUE(asked_for) << asked_for.error().field;
  EXPECT_TRUE(asked_for->line.asked_by_guardian);
  EXPECT_EQ(asked_for->line.version, 1);
  EXPECT_TRUE(open(team_.mother.actor)) << "the same once more";
  EXPECT_EQ(code_of(open(team_.nurse)), Code::duplicate);
  bring_to({committee, decision});
  auto hers = read(team_.mother.actor);
  EXPECT_THAT(parts_in(*hers), Not(Contains(committee))) << "nothing before the notice";
  EXPECT_EQ(hers->line.stage, EntryStage::committee);
  EXPECT_FALSE(hers->line.place);
  bring_to({notice}, 3);
  hers = read(team_.mother.actor);
  ASSERT_THAT(hers->steps, SizeIs(4));
  EXPECT_EQ(hers->steps[1].content.committee->reasons.value, "通級で足りる。");
  EXPECT_TRUE(hers->steps[1].content.committee->inside.empty());
  EXPECT_EQ(hers->line.school, "山の上小学校");
  EXPECT_THAT(hers->may, Contains(answer));
  const auto agreed = write(team_.mother.actor, answer, 4, content(answer));
  ASSERT_TRUE(agreed) << agreed.error().detail_en;
  EXPECT_EQ(agreed->line.stage, EntryStage::arrangements);
}

TEST_P(SchoolEntryTest, TheSchoolItselfConfirmsAndAPlanBeginsWithIt) {
  ASSERT_TRUE(open(team_.mother.actor));
  bring_to({committee, decision, notice});
  ASSERT_TRUE(write(team_.mother.actor, answer, 4, content(answer)));
  ASSERT_TRUE(write(team_.nurse, arrangements, 5, content(arrangements)));
  const auto begins = [&] {
    return act([&](Tx& tx) { return confirmed_arrangements(tx, team_.region, team_.person); });
  };
  EXPECT_THAT(begins(), IsEmpty()) << "not before the school said so";
  EXPECT_EQ(code_of(write(team_.nurse, confirmed, 6, {})), Code::forbidden) << "not of the school";
  ASSERT_TRUE(write(team_.teacher, confirmed, 6, {}));
  EXPECT_THAT(begins(), SizeIs(1));
  ASSERT_TRUE(write(team_.coordinator, settled, 7, {}));
  const auto line = act([&](Tx& tx) { return course::read_course(tx, team_.coordinator, team_.person); });
  ASSERT_TRUE(line);
  ASSERT_THAT(line->events, SizeIs(1));
  EXPECT_EQ(line->events[0].content.title.value, "就学先の決定（通級による指導）");
}

TEST_P(SchoolEntryTest, OrderVersionsAndReasonsAreKept) {
  ASSERT_TRUE(open(team_.nurse));
  EXPECT_EQ(code_of(write(team_.coordinator, decision, 1, content(decision))), Code::gone);
  EXPECT_EQ(code_of(write(team_.nurse, committee, 1, content(committee))), Code::forbidden) << "a lead's";
  EXPECT_EQ(write(team_.nurse, wishes, 1, content(wishes)).error().field, "reason")
      << "an amendment says why";
  ASSERT_TRUE(write(team_.nurse, wishes, 1, content(wishes), "父とも話した"));
  EXPECT_TRUE(write(team_.nurse, wishes, 1, content(wishes), "父とも話した")) << "the same once more";
  EXPECT_EQ(code_of(write(team_.coordinator, committee, 1, content(committee))), Code::conflict);
  const auto view = read(team_.teacher);
  ASSERT_THAT(view->steps, SizeIs(2));
  EXPECT_TRUE(view->steps[0].amended);
  EXPECT_EQ(view->steps[0].content.wishes->guardian.value, "近くの学校に通わせたい。")
      << "nothing is overwritten";
  EXPECT_EQ(view->steps[1].reason, "父とも話した");
}

TEST_P(SchoolEntryTest, NobodyElseLearnsOfIt) {
  ASSERT_TRUE(open(team_.mother.actor));
  bring_to({committee, decision, notice});
  EXPECT_EQ(code_of(read(team_.colleague)), Code::not_found);
  EXPECT_EQ(code_of(read(team_.stranger)), Code::not_found);
  const auto father = act([&](Tx& tx) {
    return test::a_guardian(tx, team_.region, team_.person,
                            {.name = "父", .relation = "father", .restricted = true});
  });
  EXPECT_EQ(code_of(read(father.actor)), Code::not_found);
  const auto list = act([&](Tx& tx) { return list_entries(tx, father.actor, team_.person); });
  EXPECT_THAT(*list, IsEmpty());
  EXPECT_FALSE(write(father.actor, answer, 4, content(answer)));
  EXPECT_FALSE(write(father.actor, wishes, 4, content(wishes), "ちがう"));
  const auto aunt = act([&](Tx& tx) {
    return test::a_guardian(tx, team_.region, team_.person,
                            {.name = "おば", .relation = "other", .has_custody = false});
  });
  EXPECT_EQ(code_of(write(aunt.actor, answer, 4, content(answer))), Code::forbidden);
  const auto blind = act([&](Tx& tx) {
    auto actor =
        test::a_professional(tx, team_.region, team_.clinic, {.name = "薬剤師", .profession = "pharmacist"});
    test::a_seat(tx, team_.person, actor, {.classes = ClassSet::of(InfoClass::health)});
    return actor;
  });
  EXPECT_EQ(code_of(read(blind)), Code::forbidden) << "a seat without education";
  const auto board = act([&](Tx& tx) { return read_board(tx, blind, {2028}); });
  EXPECT_THAT(board->rows, IsEmpty());
  act([&](Tx& tx) { test::end_seat(tx, team_.region, team_.person, team_.teacher_seat); });
  EXPECT_EQ(code_of(read(team_.teacher)), Code::not_found);
}

TEST_P(SchoolEntryTest, NobodyEntersBeforeTheirYear) {
  auto early = asked();
  early.for_year = {2027};
  const auto opened = [&](const Actor& actor) {
    return act([&](Tx& tx) { return open_entry(tx, actor, team_.person, early); });
  };
  EXPECT_EQ(opened(team_.mother.actor).error().field, "for_year");
  EXPECT_EQ(opened(team_.coordinator).error().field, "for_year");
  early.kind = EntryKind::change;
  EXPECT_EQ(code_of(opened(team_.coordinator)), Code::invalid) << "no school to change yet";
}

TEST_P(SchoolEntryTest, ThePaperSaysWhatWhoeverPrintsItSees) {
  ASSERT_TRUE(open(team_.mother.actor));
  course::NewCourseEvent checkup;
  checkup.id = act([](Tx& tx) { return tx.new_id<course::CourseEventId>(); });
  checkup.content.kind = course::CourseKind::checkup;
  checkup.content.title = {"就学前の健診"};
  checkup.content.body = {"視力を再検査"};
  checkup.content.starts_on = japan_date(kStart);
  checkup.content.with_guardians = false;
  ASSERT_TRUE(act([&](Tx& tx) { return course::add_event(tx, team_.coordinator, team_.person, checkup); }));
  EntryContent laid;
  laid.papers.emplace().items.items.push_back({EntryPaperKind::checkup, EntryPaperId{checkup.id.uuid}});
  ASSERT_TRUE(write(team_.coordinator, papers, 1, laid));
  bring_to({committee}, 2);
  const auto print = [&](const Actor& actor) {
    return act([&](Tx& tx) { return gather_entry_sheet(tx, actor, team_.person, id_); });
  };
  const auto words_of = [](const EntrySheet& sheet) {
    std::string words;
    for (const auto& part : parts_of(sheet)) {
      words += part.title + "\n";
      for (const auto& [label, said] : part.rows) words += label + "：" + said + "\n";
    }
    return words;
  };
  const auto sheet = print(team_.coordinator);
  ASSERT_TRUE(sheet) << sheet.error().detail_en;
  const auto words = words_of(*sheet);
  EXPECT_THAT(words, HasSubstr("近くの学校に通わせたい。"));
  EXPECT_THAT(words, HasSubstr("就学前の健診\n視力を再検査"));
  EXPECT_THAT(words, HasSubstr("委員会の意見（1回目）"));
  EXPECT_THAT(words, HasSubstr("通級で足りる。"));
  EXPECT_THAT(words, Not(HasSubstr("内々の話"))) << "what stays inside the committee";
  EXPECT_THAT(draw_entry_sheet(*sheet), testing::StartsWith("%PDF-"));
  const auto lead = act([&](Tx& tx) {
    auto actor = test::a_professional(tx, team_.region, team_.school,
                                      {.name = "主任", .profession = "elementary_teacher"});
    test::a_seat(tx, team_.person, actor,
                 {.role = access::SeatRole::lead, .classes = ClassSet::of(InfoClass::education)});
    return actor;
  });
  const auto less = print(lead);
  ASSERT_TRUE(less) << less.error().detail_en;
  EXPECT_THAT(words_of(*less), Not(HasSubstr("視力")));
  EXPECT_THAT(words_of(*less), HasSubstr("印刷した人が見られない資料が1件"));
  const auto blind = act([&](Tx& tx) {
    auto actor = test::a_professional(tx, team_.region, team_.clinic, {.name = "看護主任"});
    test::a_seat(tx, team_.person, actor,
                 {.role = access::SeatRole::lead, .classes = ClassSet::of(InfoClass::health)});
    return actor;
  });
  for (const auto& actor : {team_.nurse, team_.mother.actor})
    EXPECT_EQ(code_of(print(actor)), Code::forbidden);
  for (const auto& actor : {blind, team_.colleague, team_.stranger})
    EXPECT_EQ(code_of(print(actor)), Code::not_found);
}

TEST_P(SchoolEntryTest, TheBoardShowsTheChildrenOfTheYearWithAndWithoutACase) {
  const auto rows = [&](const Actor& actor) {
    return act([&](Tx& tx) { return read_board(tx, actor, {2028}); })->rows;
  };
  const auto before = rows(team_.teacher);
  ASSERT_THAT(before, SizeIs(1));
  EXPECT_FALSE(before[0].line);
  ASSERT_TRUE(open(team_.nurse));
  const auto after = rows(team_.teacher);
  ASSERT_THAT(after, SizeIs(1));
  EXPECT_EQ(after[0].line->stage, EntryStage::committee);
  EXPECT_THAT(rows(team_.colleague), IsEmpty());
  EXPECT_THAT(rows(team_.mother.actor), IsEmpty());
}

TEST_P(SchoolEntryTest, OperatorsKeepTheDatesAndEachVersionStays) {
  const auto op = act([&](Tx& tx) { return test::an_operator(tx, team_.region); });
  const auto read_dates = [&](const Actor& actor) {
    return act([&](Tx& tx) { return read_calendar(tx, actor, 2028); });
  };
  EXPECT_FALSE(read_dates(team_.coordinator));
  ASSERT_TRUE(read_dates(op)->is_default);
  CalendarEdit edit{default_calendar(2028), {"委員会を1月にも開く"}};
  edit.calendar.days.items.push_back(
      {CalendarKind::committee, {"第2回"}, make_date(2028, 1, 12).value(), make_date(2028, 1, 12).value()});
  const auto change = [&](std::int64_t version) {
    return act([&](Tx& tx) { return change_calendar(tx, op, 2028, version, edit); });
  };
  ASSERT_TRUE(change(0));
  EXPECT_EQ(change(0)->version, 1) << "the same once more";
  edit.reason = {"やめた"};
  edit.calendar.days.items.pop_back();
  EXPECT_EQ(code_of(change(0)), Code::conflict);
  ASSERT_TRUE(change(1));
  EXPECT_THAT(read_dates(op)->versions, SizeIs(2));
  edit.calendar.days.items[7].until = make_date(2028, 2, 1).value();
  EXPECT_EQ(code_of(change(2)), Code::invalid);
}

}  // namespace
}  // namespace musubi::schoolentry
