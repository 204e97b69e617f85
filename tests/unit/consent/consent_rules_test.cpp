#include <gtest/gtest.h>

#include "consent/consent.hpp"
#include "consent/consent_wording.hpp"

namespace musubi::consent {
namespace {

Date day(const char* text) {
  return parse_date(text).value();
}
FacilityId facility(std::uint8_t n) {
  FacilityId id;
  id.uuid.bytes[0] = n;
  return id;
}

TEST(ConsentState, GoesByTheDayAndWithdrawalWins) {
  const auto from = day("2026-04-01");
  const auto to = day("2027-03-31");
  EXPECT_EQ(state_on(day("2026-03-31"), from, to, false), ConsentState::future);
  EXPECT_EQ(state_on(from, from, to, false), ConsentState::in_force);
  EXPECT_EQ(state_on(to, from, to, false), ConsentState::in_force) << "the last day counts";
  EXPECT_EQ(state_on(day("2027-04-01"), from, to, false), ConsentState::expired);
  EXPECT_EQ(state_on(from, from, to, true), ConsentState::withdrawn);
  EXPECT_EQ(state_on(day("2099-01-01"), from, {}, false), ConsentState::in_force);
}

TEST(Coverage, KnowsWhoIsNamedAndWhoWasLeftOut) {
  const auto today = day("2026-11-24");
  Coverage team{{}, ClassSet::all(), day("2026-04-01"), {}, false, true, {{facility(2), true}}};
  EXPECT_TRUE(covers(team, facility(1), today));
  EXPECT_FALSE(covers(team, facility(2), today));
  Coverage named{{},
                 ClassSet::of(InfoClass::health),
                 day("2026-04-01"),
                 {},
                 false,
                 false,
                 {{facility(2), false}, {facility(3), true}}};
  EXPECT_FALSE(covers(named, facility(1), today));
  EXPECT_TRUE(covers(named, facility(2), today));
  EXPECT_FALSE(covers(named, facility(3), today));
  const std::vector all{team, named};
  EXPECT_EQ(covered_classes(all, facility(2), today), ClassSet::of(InfoClass::health));
  EXPECT_EQ(covered_classes(all, facility(1), today), ClassSet::all());
}

TEST(Coverage, LastsUntilTheLastOfThoseThatFollowWithoutAGap) {
  const auto today = day("2026-11-24");
  const auto one = [](const char* from, const char* to) {
    return Coverage{{}, ClassSet::all(), day(from), day(to), false, true};
  };
  const std::vector all{one("2027-04-01", "2028-03-31"), one("2026-04-01", "2027-03-31"),
                        one("2029-01-01", "2029-12-31")};
  EXPECT_EQ(covered_until(all, facility(1), today), day("2028-03-31"));
  EXPECT_EQ(covered_until({}, facility(1), today), std::nullopt);
  const std::vector open{all[1], Coverage{{}, ClassSet::all(), day("2026-10-01"), {}, false, true}};
  EXPECT_EQ(covered_until(open, facility(1), today), std::nullopt);
}

TEST(Coverage, OpensForItsPurposesAlone) {
  const auto today = day("2026-11-24");
  Coverage daily{{}, ClassSet::all(), day("2026-04-01"), {}, false, true};
  daily.purposes = PurposeSet::of(Purpose::support);
  Coverage plans = daily;
  plans.classes = ClassSet::of(InfoClass::education);
  plans.purposes = PurposeSet::of(Purpose::planning);
  const std::vector all{daily, plans};
  const auto opened = [&](Purpose p) { return covered_classes(all, facility(1), today, PurposeSet::of(p)); };
  EXPECT_EQ(opened(Purpose::support), ClassSet::all());
  EXPECT_EQ(opened(Purpose::planning), ClassSet::of(InfoClass::education));
  EXPECT_TRUE(opened(Purpose::handover).empty());
}

TEST(Coverage, TellsWhatIsLeftWhenAPartIsTakenBack) {
  const auto today = day("2026-11-24");
  ConsentId first, second;
  first.uuid.bytes[0] = 1, second.uuid.bytes[0] = 2;
  const Coverage whole{first, ClassSet::all(), day("2026-04-01"), {}, false, true};
  Coverage other{second, ClassSet::of(InfoClass::health), day("2026-04-01"), {}, false, true};
  other.purposes = PurposeSet::of(Purpose::planning);
  const auto left = [&](const Taken& taken, FacilityId of, Purpose p) {
    return reached({whole, other}, first, taken, of, today).then[static_cast<std::size_t>(p)];
  };
  EXPECT_TRUE(left({}, facility(1), Purpose::support).empty());
  EXPECT_EQ(left({}, facility(1), Purpose::planning), ClassSet::of(InfoClass::health)) << "another consent";
  EXPECT_EQ(left({.facility = facility(2)}, facility(1), Purpose::support), ClassSet::all());
  EXPECT_TRUE(left({.facility = facility(2)}, facility(2), Purpose::support).empty());
  EXPECT_EQ(left({.purpose = Purpose::planning}, facility(1), Purpose::support), ClassSet::all());
  EXPECT_EQ(left({.purpose = Purpose::planning}, facility(1), Purpose::planning),
            ClassSet::of(InfoClass::health));
  EXPECT_EQ(reached({whole, other}, first, {}, facility(1), today).now[0], ClassSet::all());
}

NewConsent a_consent() {
  NewConsent given;
  given.method = ConsentMethod::on_screen;
  given.giver_name = OptionalName<100>{"佐藤 母"};
  given.guardian_id.emplace();
  given.classes = ClassSet::all();
  given.purposes = PurposeSet::of(Purpose::support);
  given.whole_team = true;
  given.starts_on = day("2026-11-24");
  given.signature_file_id.emplace();
  given.wording_version = newest_wording().version;
  return given;
}
GiverFacts of_child(const char* born, bool custody = true, const char* relation = "mother") {
  return {day(born), GiverFacts::Guardian{"佐藤 母", relation, custody, true, false}};
}
std::string field_of(const Status& status) {
  return status ? "" : status.error().field;
}

TEST(ConsentGiver, IsWhoHoldsParentalAuthorityUntilEighteen) {
  const auto today = day("2026-11-24");
  auto given = a_consent();
  EXPECT_TRUE(check_giver(given, of_child("2020-06-03"), today));
  EXPECT_FALSE(check_giver(given, of_child("2020-06-03", false), today)) << "no custody";
  EXPECT_TRUE(check_giver(given, of_child("2020-06-03", false, "legal_guardian"), today));
  EXPECT_FALSE(check_giver(given, {day("2020-06-03"), {}}, today)) << "not registered";
  auto restricted = of_child("2020-06-03");
  restricted.guardian->restricted = true;
  auto unverified = of_child("2020-06-03");
  unverified.guardian->verified = false;
  const auto a = check_giver(given, restricted, today);
  const auto b = check_giver(given, unverified, today);
  ASSERT_FALSE(a || b);
  EXPECT_EQ(a.error().detail, b.error().detail) << "a restriction is not to be told from the words";
  given.guardian_id.reset();
  EXPECT_FALSE(check_giver(given, {day("2020-06-03"), {}}, today)) << "a minor alone";
}

TEST(ConsentGiver, IsThePersonFromTheEighteenthBirthday) {
  auto given = a_consent();
  EXPECT_TRUE(check_giver(given, of_child("2008-11-25"), day("2026-11-24"))) << "the day before";
  EXPECT_FALSE(check_giver(given, of_child("2008-11-24"), day("2026-11-24")));
  EXPECT_TRUE(check_giver(given, of_child("2008-11-24", false, "legal_guardian"), day("2026-11-24")))
      << "成年後見人";
  EXPECT_TRUE(check_giver(given, of_child("2008-11-24", false, "self"), day("2026-11-24"))) << "own account";
  EXPECT_FALSE(check_giver(given, of_child("2008-11-25", false, "self"), day("2026-11-24"))) << "not yet 18";
  auto unverified = of_child("2008-11-24", false, "self");
  unverified.guardian->verified = false;
  EXPECT_FALSE(check_giver(given, unverified, day("2026-11-24")));
  given.guardian_id.reset();
  EXPECT_TRUE(check_giver(given, {day("2008-11-24"), {}}, day("2026-11-24")));
  EXPECT_FALSE(check_giver(given, {day("2008-11-25"), {}}, day("2026-11-24")));
}

TEST(NewConsentCheck, AsksForWhatTheKindNeeds) {
  const auto today = day("2026-11-24");
  EXPECT_TRUE(check_consent(a_consent(), today));
  const auto refused = [&](auto edit) {
    auto given = a_consent();
    edit(given);
    return field_of(check_consent(given, today));
  };
  EXPECT_EQ(refused([](auto& g) { g.signature_file_id.reset(); }), "signature_file_id");
  EXPECT_EQ(refused([](auto& g) { g.method = ConsentMethod::paper; }), "scan_file_id");
  EXPECT_EQ(refused([](auto& g) { g.method.reset(); }), "method");
  EXPECT_EQ(refused([](auto& g) { g.classes = {}; }), "classes");
  EXPECT_EQ(refused([](auto& g) { g.purposes = {}; }), "purposes");
  EXPECT_EQ(refused([](auto& g) { g.whole_team = false; }), "facility_ids");
  EXPECT_EQ(refused([](auto& g) { g.facility_ids.items.push_back({}); }), "facility_ids");
  EXPECT_EQ(refused([](auto& g) { g.giver_name.reset(); }), "giver_name");
  EXPECT_EQ(refused([](auto& g) { g.basis = ConsentBasis::statutory; }), "article");
  EXPECT_EQ(refused([](auto& g) { g.ends_on = parse_date("2026-11-23"); }), "ends_on");
  EXPECT_EQ(refused([](auto& g) { g.ends_on = parse_date("2026-11-24"); }), "") << "one day is a period";
  EXPECT_EQ(
      refused([](auto& g) { g.starts_on = *parse_date("2026-01-01"), g.ends_on = parse_date("2026-06-30"); }),
      "ends_on");
  EXPECT_EQ(refused([](auto& g) { g.starts_on = *parse_date("2028-01-01"); }), "starts_on");
}

TEST(Wording, IsThereInThreeKindsOfWords) {
  const auto wording = newest_wording();
  EXPECT_TRUE(is_known_wording(wording.version));
  EXPECT_FALSE(is_known_wording(0));
  EXPECT_FALSE(wording.body_ja.empty() || wording.body_easy_ja.empty() || wording.body_en.empty());
}

}  // namespace
}  // namespace musubi::consent
