// The rules of handovers that need no database.
#include "handover/handover.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace musubi::handover {
namespace {

using enum HandoverState;

Date day(int y, unsigned m, unsigned d) {
  return make_date(y, m, d).value();
}
const Date kToday = day(2027, 3, 1);

HandoverContent a_content() {
  HandoverContent content;
  content.terms.to_name = {"となり市こども家庭センター"};
  content.terms.starts_on = day(2027, 4, 1);
  HandoverItem item;
  item.id.uuid.bytes[0] = 1;
  item.title = {"落ち着ける場所"};
  content.items.items.push_back(item);
  return content;
}
std::string field_of(const HandoverContent& content) {
  const auto status = check_content(content, kToday);
  return status ? "" : status.error().field;
}

TEST(Handover, HasAReceiverADayThatCanBeMeantAndEachItemOnce) {
  EXPECT_EQ(field_of(a_content()), "");
  auto nobody = a_content();
  nobody.terms.to_name = {};
  EXPECT_EQ(field_of(nobody), "content.terms.to_facility_id");
  auto far = a_content();
  far.terms.starts_on = day(2028, 4, 1);
  EXPECT_EQ(field_of(far), "content.terms.starts_on");
  auto later = a_content();
  later.terms.looks_back_to = day(2027, 4, 2);
  EXPECT_EQ(field_of(later), "content.terms.looks_back_to");
  auto inside = a_content();
  inside.terms.kind = HandoverKind::city;
  inside.terms.to_facility_id.emplace();
  EXPECT_EQ(field_of(inside), "content.terms.to_facility_id");
  auto twice = a_content();
  twice.items.items.push_back(twice.items.items.front());
  EXPECT_EQ(field_of(twice), "content.items[1].id");
}

TEST(Handover, GoesStepByStepAndIsNotTakenBackOnceReceived) {
  const std::pair<HandoverState, HandoverState> allowed[] = {
      {draft, asked},     {asked, draft},     {declined, draft},     {agreed, draft},     {agreed, sent},
      {draft, withdrawn}, {asked, withdrawn}, {declined, withdrawn}, {agreed, withdrawn}, {sent, withdrawn}};
  for (const auto from : {draft, asked, declined, agreed, sent, received, withdrawn})
    for (const auto to : {draft, asked, declined, agreed, sent, received, withdrawn})
      EXPECT_EQ(may_move(from, to), std::ranges::find(allowed, std::pair(from, to)) != std::end(allowed))
          << json::enum_name(from) << " → " << json::enum_name(to);
}

TEST(Handover, AsksHowItGoesAfterOneAndThreeMonths) {
  Sent sent{{}, "港小学校", day(2027, 4, 1)};
  const auto due = [&](const Date& today) {
    std::vector<std::string> days;
    for (const auto& cause : follow_ups(std::span(&sent, 1), today)) days.push_back(to_string(cause.due_on));
    return days;
  };
  using testing::ElementsAre;
  EXPECT_THAT(due(day(2027, 4, 16)), ElementsAre());
  EXPECT_THAT(due(day(2027, 4, 17)), ElementsAre("2027-05-01"));
  EXPECT_THAT(due(day(2027, 6, 17)), ElementsAre("2027-05-01", "2027-07-01"));
  sent.followed_1 = true;
  EXPECT_THAT(due(day(2027, 6, 17)), ElementsAre("2027-07-01"));
  EXPECT_THAT(due(day(2027, 10, 1)), ElementsAre("2027-07-01"));
  EXPECT_THAT(due(day(2027, 10, 2)), ElementsAre());
}

TEST(Handover, ANoteIsAboutAnItemOrAboutTheWhole) {
  const auto field = [](const NewHandoverStep& step) {
    const auto status = check_step(step, kToday);
    return status ? std::string() : status.error().field;
  };
  NewHandoverStep step;
  step.id.uuid.bytes[0] = 1;
  step.words = {"話しました。"};
  EXPECT_EQ(field(step), "");
  step.kind = HandoverStepKind::question;
  EXPECT_EQ(field(step), "item_id");
  step.item_id.emplace();
  EXPECT_EQ(field(step), "");
  step.words = {};
  EXPECT_EQ(field(step), "words");
  step.kind = HandoverStepKind::confirmed;
  EXPECT_EQ(field(step), "");
  step.on = day(2027, 3, 2);
  EXPECT_EQ(field(step), "on");
}

}  // namespace
}  // namespace musubi::handover
