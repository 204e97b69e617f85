// Rules of 医療的ケア that need no database: how instruction sheets stand, what they ask for, what a part may
// hold, and the card on paper.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "care/care_service.hpp"

namespace musubi::care {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using enum InstructionStanding;

Date day(int month, unsigned number) {
  return make_date(2026, static_cast<unsigned>(month), number).value();
}
const Date kToday = day(11, 28);

Sheet a_sheet(std::uint8_t id, const Date& from, const Date& until,
              std::vector<Line<40>> covers = {{"oxygen"}}) {
  Sheet sheet;
  sheet.id.uuid.bytes[0] = id;
  sheet.content.doctor = {"山田"};
  sheet.content.facility = {"市立病院"};
  sheet.content.issued_on = from;
  sheet.content.valid_from = from;
  sheet.content.valid_until = until;
  sheet.content.covers.items = std::move(covers);
  return sheet;
}
InstructionStanding standing(const std::vector<Sheet>& all, std::size_t which = 0) {
  return standing_of(all[which], all, kToday);
}
std::vector<std::string> asked(const std::vector<Sheet>& all, const Date& today = kToday) {
  std::vector<std::string> keys;
  for (const auto& cause : instruction_causes(all, today)) keys.push_back(cause.key.substr(12, 2));
  return keys;
}

TEST(Instructions, HoldToTheirLastDayAndWarnThirtyDaysBefore) {
  EXPECT_EQ(standing({a_sheet(1, day(11, 29), day(12, 30))}), future);
  EXPECT_EQ(standing({a_sheet(1, day(4, 1), add_days(kToday, 31))}), in_force);
  EXPECT_EQ(standing({a_sheet(1, day(4, 1), add_days(kToday, 30))}), ending);
  EXPECT_EQ(standing({a_sheet(1, day(4, 1), kToday)}), ending);
  EXPECT_EQ(standing({a_sheet(1, day(4, 1), day(11, 27))}), expired);
}

TEST(Instructions, AreReplacedByALaterOneOfTheKindThatCoversTheSame) {
  const auto old = a_sheet(1, day(4, 1), day(11, 27));
  EXPECT_EQ(standing({old, a_sheet(2, day(11, 28), day(12, 31))}), replaced);
  EXPECT_EQ(standing({old, a_sheet(2, day(11, 20), day(12, 31), {{"oxygen"}, {"catheter"}})}), replaced);
  EXPECT_EQ(standing({old, a_sheet(2, day(11, 20), day(12, 31), {{"catheter"}})}), expired);
  EXPECT_EQ(standing({old, a_sheet(2, day(11, 30), day(12, 31))}), expired) << "it has not begun";
  auto other = a_sheet(2, day(11, 20), day(12, 31));
  other.content.kind = InstructionKind::visiting_nursing;
  EXPECT_EQ(standing({old, other}), expired);
}

TEST(Instructions, AskFromThirtyDaysBeforeUntilANewerOneTakesOverWithoutAGap) {
  const auto sheet = a_sheet(1, day(4, 1), day(12, 20));
  EXPECT_THAT(asked({sheet}, day(11, 19)), IsEmpty());
  EXPECT_THAT(asked({sheet}, day(11, 20)), ElementsAre("01"));
  const auto next = a_sheet(2, day(12, 21), make_date(2027, 6, 20).value());
  EXPECT_THAT(asked({sheet, next}, day(11, 20)), IsEmpty());
  const auto late = a_sheet(2, day(12, 22), make_date(2027, 6, 20).value());
  EXPECT_THAT(asked({sheet, late}, day(11, 20)), ElementsAre("01")) << "a day without a sheet";
  EXPECT_THAT(asked({sheet, late}, day(12, 22)), IsEmpty()) << "it has begun";
  const auto cause = instruction_causes(std::vector{sheet}, day(12, 25)).front();
  EXPECT_EQ(cause.info_class, InfoClass::health);
  EXPECT_EQ(cause.due_on, day(12, 20));
  EXPECT_EQ(cause.title, "医療的ケア指示書の更新を依頼する");
  EXPECT_TRUE(cause.may_begin);
  EXPECT_FALSE(instruction_causes(std::vector{sheet}, make_date(2028, 1, 1).value()).front().may_begin);
}

TEST(Instructions, TakeNoPeriodTurnedRoundNoEternityAndNoUnknownCare) {
  EXPECT_TRUE(check_instruction(a_sheet(1, day(4, 1), day(12, 1)).content));
  EXPECT_EQ(check_instruction(a_sheet(1, day(4, 2), day(4, 1)).content).error().field, "content.valid_until");
  EXPECT_EQ(check_instruction(a_sheet(1, day(4, 1), make_date(2126, 1, 1).value()).content).error().field,
            "content.valid_until");
  EXPECT_EQ(
      check_instruction(a_sheet(1, day(4, 1), day(12, 1), {{"oxygen"}, {"magic"}}).content).error().field,
      "content.covers[1]");
}

TEST(CareParts, HoldJustTheirOwnMember) {
  auto content = nothing_of(CarePart::devices);
  EXPECT_TRUE(content.devices && !content.procedures && !content.passport);
  EXPECT_TRUE(check_content(CarePart::devices, content));
  EXPECT_EQ(check_content(CarePart::states, content).error().code, Code::invalid);
  content.passport.emplace();
  EXPECT_EQ(check_content(CarePart::devices, content).error().field, "content.passport");
}

TEST(CareParts, NameKnownCareInAPeriodTheRightWayRound) {
  CareProcedure item;
  item.code = {"tube_gastrostomy"};
  CareContent content = nothing_of(CarePart::procedures);
  content.procedures->items = {item, item};
  EXPECT_TRUE(check_content(CarePart::procedures, content));
  content.procedures->items[1].from = day(5, 2);
  content.procedures->items[1].until = day(5, 1);
  EXPECT_EQ(check_content(CarePart::procedures, content).error().field, "content.procedures[1].until");
  content.procedures->items[0].code = {"magic"};
  EXPECT_EQ(check_content(CarePart::procedures, content).error().field, "content.procedures[0].code");
}

TEST(CareParts, ThePassportIsBasicAndEverythingElseHealth) {
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<CarePart>>([](auto d) {
    EXPECT_EQ(class_of(d.value), d.value == CarePart::passport ? InfoClass::basic : InfoClass::health);
  });
}

TEST(Card, IsOnePageHoweverMuchThereIsToSay) {
  CardSheet sheet;
  sheet.person.family_name = "佐藤";
  sheet.person.given_name = "ひなた";
  sheet.url = "https://renraku.example.jp/card#abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG";
  CarePartView states;
  states.part = CarePart::states;
  states.content = nothing_of(CarePart::states);
  for (int i = 0; i < 20; ++i)
    states.content.states->items.push_back(
        {{"けいれん"}, {"横に寝かせる\n時計を見る\n5分で薬"}, {"止まらない"}, {"母"}});
  sheet.care.parts = {states};
  for (const auto layout : {CardLayout::one, CardLayout::two}) {
    const auto pdf = draw_card(sheet, layout);
    EXPECT_TRUE(pdf.starts_with("%PDF-"));
    EXPECT_NE(pdf.find("/Count 1"), std::string::npos);
  }
  sheet.care.parts.clear();
  EXPECT_TRUE(draw_card(sheet, CardLayout::one).starts_with("%PDF-"))
      << "a child of whom nothing is written yet";
}

}  // namespace
}  // namespace musubi::care
