// What can be recorded, and the rules that need no database.
#include <gtest/gtest.h>

#include "record/record.hpp"

namespace musubi::record {
namespace {

constexpr Time kNow = std::chrono::sys_days{std::chrono::year{2026} / 11 / 24} + std::chrono::hours(3);

RecordState state(std::optional<double> value, const std::string& kind = "") {
  RecordState s;
  s.at = kNow;
  s.value = value;
  s.kind = {kind};
  return s;
}
std::string field_of(const Status& status) {
  return status ? "" : status.error().field;
}

TEST(RecordTypes, AreReadAndFound) {
  EXPECT_GE(types().size(), 20U);
  EXPECT_EQ(find_type("temperature")->loinc, "8310-5");
  EXPECT_EQ(type_called("たいおん"), nullptr);
  EXPECT_EQ(type_called("体温")->code, "temperature");
  EXPECT_EQ(type_called("ＳｐＯ2"), type_called("spo2"));
  EXPECT_EQ(kind_called(*find_type("meal"), "昼食")->code, "lunch");
}

TEST(RecordTypes, GiveTheClassThatTheWriterHolds) {
  EXPECT_EQ(class_for(*find_type("temperature"), ClassSet::all()), InfoClass::health);
  EXPECT_EQ(class_for(*find_type("temperature"), ClassSet::of(InfoClass::basic)), InfoClass::basic);
  EXPECT_FALSE(class_for(*find_type("glucose"), ClassSet::of(InfoClass::basic)));
}

TEST(CheckState, WantsTheNumbersOfTheType) {
  const auto& temperature = *find_type("temperature");
  EXPECT_EQ(field_of(check_state(temperature, state(37.2), kNow)), "");
  EXPECT_EQ(field_of(check_state(temperature, state({}), kNow)), "state.value");
  EXPECT_EQ(field_of(check_state(temperature, state(372), kNow)), "state.value");
  auto two = state(37.2);
  two.value2 = 36;
  EXPECT_EQ(field_of(check_state(temperature, two, kNow)), "state.value2");
  const auto& pressure = *find_type("blood_pressure");
  EXPECT_EQ(field_of(check_state(pressure, state(110), kNow)), "state.value2");
  auto crossed = state(70);
  crossed.value2 = 110;
  EXPECT_EQ(field_of(check_state(pressure, crossed, kNow)), "state.value2");
}

TEST(CheckState, KeepsAWeightInGrams) {
  EXPECT_EQ(field_of(check_state(*find_type("weight"), state(3250), kNow)), "");
  EXPECT_TRUE(is_unusual(*find_type("weight"), 3250));
  EXPECT_FALSE(is_unusual(*find_type("weight"), 3.25));
}

TEST(CheckState, WantsKindsTextsAndAClassOfTheType) {
  EXPECT_EQ(field_of(check_state(*find_type("meal"), state(8), kNow)), "state.kind");
  EXPECT_EQ(field_of(check_state(*find_type("meal"), state(8, "lunch"), kNow)), "")
      << "health is one of its classes";
  auto family = state(8, "lunch");
  family.info_class = InfoClass::family;
  EXPECT_EQ(field_of(check_state(*find_type("meal"), family, kNow)), "state.info_class");
  auto meal = state(8, "supper");
  meal.info_class = InfoClass::basic;
  EXPECT_EQ(field_of(check_state(*find_type("meal"), meal, kNow)), "state.kind");
  auto behaviour = state({});
  behaviour.info_class = InfoClass::development;
  EXPECT_EQ(field_of(check_state(*find_type("behaviour"), behaviour, kNow)), "state.what");
  behaviour.what = {"机をたたいた"};
  behaviour.before = {"予定が変わった"};
  EXPECT_EQ(field_of(check_state(*find_type("behaviour"), behaviour, kNow)), "");
  auto wrong = state(37);
  wrong.before = {"x"};
  EXPECT_EQ(field_of(check_state(*find_type("temperature"), wrong, kNow)), "state.before");
}

TEST(CheckState, RefusesTheFuture) {
  auto later = state(37);
  later.at = kNow + std::chrono::minutes(11);
  EXPECT_EQ(field_of(check_state(*find_type("temperature"), later, kNow)), "state.at");
}

TEST(AlertOf, ComparesWithThePersonsOwnLimits) {
  LimitView limit;
  limit.low = 92;
  EXPECT_EQ(alert_of(limit, 91, {}), Alert::low);
  EXPECT_EQ(alert_of(limit, 92, {}), Alert::none) << "the limit itself is within";
  limit.high = 98;
  EXPECT_EQ(alert_of(limit, 99, {}), Alert::high);
  limit.high2 = 60;
  EXPECT_EQ(alert_of(limit, 95, 61), Alert::high2);
  EXPECT_EQ(alert_of(limit, {}, {}), Alert::none);
}

TEST(CheckLimit, WantsOrderAndBounds) {
  LimitEdit limit;
  limit.low = 98;
  limit.high = 92;
  EXPECT_EQ(field_of(check_limit(*find_type("spo2"), limit)), "high");
  limit.high = 400;
  EXPECT_EQ(field_of(check_limit(*find_type("spo2"), limit)), "high");
  EXPECT_EQ(field_of(check_limit(*find_type("medication"), LimitEdit{.low = 1})), "low");
}

TEST(RecordCursor, TravelsAsText) {
  const RecordCursor cursor{kNow, {parse_uuid("01890000-0000-7000-8000-000000000001").value()}};
  EXPECT_EQ(parse_record_cursor(to_string(cursor)).value(), cursor);
  for (const auto* bad : {"", "1", "x.01890000-0000-7000-8000-000000000001", "1.2"})
    EXPECT_FALSE(parse_record_cursor(bad)) << bad;
}

TEST(Summary, IsOneLineInJapanese) {
  EXPECT_EQ(summary_ja(*find_type("temperature"), 37.24, {}, "", ""), "37.2 ℃");
  EXPECT_EQ(summary_ja(*find_type("blood_pressure"), 110, 64, "", ""), "110/64 mmHg");
  EXPECT_EQ(summary_ja(*find_type("meal"), 8, {}, "lunch", ""), "昼食 8 割");
  EXPECT_EQ(summary_ja(*find_type("seizure"), 95, {}, "focal", ""), "体の一部 1分35秒");
}

}  // namespace
}  // namespace musubi::record
