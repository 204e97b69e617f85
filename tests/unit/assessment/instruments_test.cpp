// The instruments the program ships, and how strictly their files are read.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "assessment/assessment.hpp"
#include "codes/codes.hpp"

namespace musubi::assessment {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

/// A small instrument in full, with one thing replaced.
std::string a_file(const std::string& what = "", const std::string& with = "") {
  std::string text = R"({
    "code": "test", "family": "test", "group": "intelligence", "ja": "試験", "en": "Test", "editions": ["1"],
    "publisher": "", "from_months": 60, "to_months": 203, "reporters": ["examiner"], "classes": ["development"],
    "professions": [],
    "scales": [{"code": "iq", "kind": "standard", "ja": "得点", "en": "Score", "mean": 100, "sd": 15, "min": 40,
                "max": 160, "decimals": 0}],
    "domains": [{"code": "total", "ja": "全体", "en": "All", "scale": "iq"},
                {"code": "part", "ja": "部分", "en": "Part", "scale": "iq", "parent": "total"}],
    "note_ja": "", "note_en": "", "licence_ja": "", "licence_en": "", "sources": ["手引き"]
  })";
  const auto at = text.find(what);
  if (!what.empty()) text.replace(at, what.size(), with);
  return text;
}
std::string objection(const std::string& what, const std::string& with) {
  const auto read = read_instrument(a_file(what, with));
  return read ? "none" : read.error().field;
}

TEST(Instruments, AreAllThereThatTheIssueNames) {
  std::vector<std::string> codes;
  for (const auto& instrument : instruments()) codes.push_back(instrument.code);
  for (const auto* code :
       {"kspd",   "enjoji",  "kids",  "tanaka_binet_v", "wisc_v",  "kabc_ii", "vineland_ii", "sm",
        "m_chat", "pars_tr", "sdq",   "adhd_rs",        "straw_r", "ondoku",  "mim_pm",      "ldi_r",
        "dcdq",   "jsi_r",   "gmfcs", "weefim"})
    EXPECT_THAT(codes, Contains(code));
}

TEST(Instruments, NameWhereTheirScalesAndCutoffsComeFrom) {
  for (const auto& instrument : instruments()) {
    EXPECT_THAT(instrument.sources, Not(IsEmpty())) << instrument.code;
    EXPECT_FALSE(instrument.licence_ja.empty()) << instrument.code;
    for (const auto& profession : instrument.professions)
      EXPECT_NE(codes::find_profession(profession), nullptr) << instrument.code << " " << profession;
    bool cut = false;
    for (const auto& domain : instrument.domains) cut = cut || domain.cutoffs.has_value();
    const bool screens = instrument.group == InstrumentGroup::screening;
    if (screens && !cut) EXPECT_THAT(instrument.note_ja, HasSubstr("手引きを参照")) << instrument.code;
  }
}

TEST(Instruments, KeepTheScalesTheirPublishersName) {
  const auto scale = [](const char* code, const char* domain) {
    const auto* instrument = find_instrument(code);
    const auto& s = scale_of(*instrument, *find_domain(*instrument, domain));
    return std::pair(s.mean, s.sd);
  };
  using Pair = std::pair<std::optional<double>, std::optional<double>>;
  EXPECT_EQ(scale("wisc_v", "fsiq"), Pair(100, 15));
  EXPECT_EQ(scale("wisc_v", "coding"), Pair(10, 3));
  EXPECT_EQ(scale("kabc_ii", "sequential"), Pair(100, 15));
  EXPECT_EQ(scale("vineland_ii", "abc"), Pair(100, 15));
  EXPECT_EQ(scale("vineland_ii", "coping"), Pair(15, 3));
  EXPECT_EQ(scale("tanaka_binet_v", "diq"), Pair(100, 16));
  EXPECT_EQ(scale("kspd", "total"), Pair(std::nullopt, std::nullopt)) << "a quotient, no deviation";
  EXPECT_EQ(find_instrument("gmfcs")->scales[0].levels->size(), 5U);
  EXPECT_EQ(find_instrument("wisc_v")->from_months, 5 * 12);
  EXPECT_EQ(find_instrument("wisc_v")->to_months, 16 * 12 + 11);
}

TEST(ReadInstrument, ObjectsToWhatDoesNotFitTogether) {
  EXPECT_EQ(objection("", ""), "none");
  EXPECT_EQ(objection("\"family\"", "\"items\": [], \"family\""), "items") << "no questions in these files";
  EXPECT_EQ(objection("\"mean\": 100, ", ""), "scales[0].mean");
  EXPECT_EQ(objection("\"sd\": 15", "\"sd\": 0"), "scales[0].sd");
  EXPECT_EQ(objection("\"max\": 160", "\"max\": 4"), "scales[0].max");
  EXPECT_EQ(objection("\"parent\": \"total\"", "\"parent\": \"whole\""), "domains[1].parent");
  EXPECT_EQ(objection("\"code\": \"part\"", "\"code\": \"total\""), "domains");
  EXPECT_EQ(objection("\"scale\": \"iq\"}", "\"scale\": \"dq\"}"), "domains[0].scale");
  EXPECT_EQ(objection("\"to_months\": 203", "\"to_months\": 59"), "to_months");
  EXPECT_EQ(objection("\"sources\": [\"手引き\"]", "\"sources\": []"), "sources");
  EXPECT_EQ(objection("\"scale\": \"iq\"}",
                      R"("scale": "iq", "cutoffs": [{"at": 70, "direction": "at_or_below", "ja": "低い",
                         "en": "low", "source": ""}]})"),
            "domains[0].cutoffs");
}

// --- rules of results

Date day(int y, unsigned m, unsigned d) {
  return make_date(y, m, d).value();
}
AssessmentValue a_value(const char* domain, double value) {
  AssessmentValue out;
  out.domain = {domain};
  out.value = value;
  return out;
}
AssessmentState a_state(std::vector<AssessmentValue> values) {
  AssessmentState state;
  state.tested_on = day(2026, 9, 3);
  state.edition = {"日本版 2021"};
  state.values.items = std::move(values);
  return state;
}
std::string checked(const AssessmentState& state, const char* instrument = "wisc_v") {
  const auto status = check_state(*find_instrument(instrument), state, day(2019, 9, 4), day(2026, 11, 24));
  return status ? "fine" : status.error().field;
}

TEST(AgeAtTest, CountsCompletedMonthsAcrossLeapDaysAndCorrectsBelowTwoYears) {
  EXPECT_EQ(age_ja(age_at(day(2020, 2, 29), day(2026, 2, 28))), "5歳11か月");
  EXPECT_EQ(age_ja(age_at(day(2020, 2, 29), day(2026, 3, 1))), "6歳0か月");
  const auto corrected = [](const Date& birth, int gestation, const Date& on) {
    const auto age = corrected_age_at(birth, gestation, on);
    return age ? age_ja(*age) : "none";
  };
  // 30 weeks: ten weeks before the day the child was due, 12 August 2025
  EXPECT_EQ(corrected(day(2025, 6, 3), 210, day(2026, 8, 11)), "0歳11か月");
  EXPECT_EQ(corrected(day(2025, 6, 3), 210, day(2026, 8, 12)), "1歳0か月");
  EXPECT_EQ(corrected(day(2025, 6, 3), 210, day(2025, 7, 1)), "0歳0か月") << "not due yet";
  EXPECT_EQ(corrected(day(2025, 6, 3), 210, day(2027, 6, 2)), "1歳9か月");
  EXPECT_EQ(corrected(day(2025, 6, 3), 210, day(2027, 6, 3)), "none") << "24 months";
  EXPECT_EQ(corrected(day(2025, 6, 3), 259, day(2026, 8, 12)), "none") << "37 weeks is no preterm birth";
  EXPECT_FALSE(corrected_age_at(day(2025, 6, 3), std::nullopt, day(2026, 8, 12)));
}

TEST(AgeAtTest, IsFlaggedOutsideTheInstrumentsAgesBothEndsIncluded) {
  const auto& wisc = *find_instrument("wisc_v");
  EXPECT_TRUE(is_out_of_age(wisc, {4, 11}));
  EXPECT_FALSE(is_out_of_age(wisc, {5, 0}));
  EXPECT_FALSE(is_out_of_age(wisc, {16, 11}));
  EXPECT_TRUE(is_out_of_age(wisc, {17, 0}));
  EXPECT_FALSE(is_out_of_age(*find_instrument("kspd"), {40, 0})) << "no upper end";
}

TEST(CheckState, TakesWhatTheInstrumentKnowsAndCanBeBelieved) {
  EXPECT_EQ(checked(a_state({a_value("fsiq", 92), a_value("coding", 7)})), "fine");
  EXPECT_EQ(checked(a_state({})), "state.values");
  EXPECT_EQ(checked(a_state({a_value("pm", 92)})), "state.values[0].domain");
  EXPECT_EQ(checked(a_state({a_value("fsiq", 920)})), "state.values[0].value");
  EXPECT_EQ(checked(a_state({a_value("fsiq", 92), a_value("fsiq", 93)})), "state.values[1].domain");
  auto aged = a_value("fsiq", 92);
  aged.age_months = 60;
  EXPECT_EQ(checked(a_state({aged})), "state.values[0].age_months") << "a standard score has no age";
  auto wrong = a_state({a_value("fsiq", 92)});
  wrong.edition = {"IV"};
  EXPECT_EQ(checked(wrong), "state.edition");
  wrong = a_state({a_value("fsiq", 92)});
  wrong.reporter = Reporter::parent;
  EXPECT_EQ(checked(wrong), "state.reporter");
  wrong = a_state({a_value("fsiq", 92)});
  wrong.tested_on = day(2026, 11, 25);
  EXPECT_EQ(checked(wrong), "state.tested_on");
  wrong.tested_on = day(2019, 9, 3);
  EXPECT_EQ(checked(wrong), "state.tested_on");
  wrong = a_state({a_value("fsiq", 92)});
  wrong.info_class = InfoClass::family;
  EXPECT_EQ(checked(wrong), "state.info_class");
  wrong = a_state({a_value("fsiq", 92)});
  wrong.outside = true;
  EXPECT_EQ(checked(wrong), "state.facility");
}

TEST(CheckState, WantsABandRoundItsValueWithItsLevel) {
  auto value = a_value("fsiq", 92);
  value.low = 86;
  EXPECT_EQ(checked(a_state({value})), "state.values[0].high");
  value.high = 98;
  EXPECT_EQ(checked(a_state({value})), "state.values[0].band_level");
  value.band_level = Whole<50, 99>{80};
  EXPECT_EQ(checked(a_state({value})), "state.values[0].band_level");
  value.band_level = Whole<50, 99>{90};
  EXPECT_EQ(checked(a_state({value})), "fine");
  value.low = 93;
  EXPECT_EQ(checked(a_state({value})), "state.values[0].low");
}

TEST(CheckState, SharesNothingWithoutASummary) {
  auto state = a_state({a_value("fsiq", 92)});
  state.with_guardians = true;
  EXPECT_EQ(checked(state), "state.for_guardians");
  state.for_guardians = {"見て考えることが得意です。"};
  EXPECT_EQ(checked(state), "fine");
  state.with_guardians = false;
  state.numbers_with_guardians = true;
  EXPECT_EQ(checked(state), "state.numbers_with_guardians");
}

TEST(Readings, SayWhereAValueLiesWithinItsScaleAndItsBand) {
  auto value = a_value("fsiq", 85);
  value.standard_error = 3;
  value.band_level = Whole<50, 99>{95};
  const auto readings = readings_of(*find_instrument("wisc_v"), a_state({value, a_value("coding", 16)}));
  ASSERT_EQ(readings.size(), 2U);
  EXPECT_DOUBLE_EQ(*readings[0].z, -1);
  EXPECT_NEAR(*readings[0].band_low, 85 - 5.88, 0.01);
  EXPECT_NEAR(*readings[0].band_high, 85 + 5.88, 0.01);
  EXPECT_TRUE(readings[0].band_reckoned);
  EXPECT_DOUBLE_EQ(*readings[1].z, 2);
  EXPECT_FALSE(readings[1].band_low);
}

TEST(Readings, NameTheCutoffsReachedInTheirPublicationsWords) {
  const auto reached = [](const char* instrument, const char* domain, double value) {
    auto state = a_state({a_value(domain, value)});
    std::vector<std::string> words;
    for (const auto& reading : readings_of(*find_instrument(instrument), state))
      for (const auto& cutoff : reading.reached) words.push_back(cutoff.ja);
    return words;
  };
  EXPECT_THAT(reached("m_chat", "total", 2), IsEmpty());
  EXPECT_THAT(reached("m_chat", "total", 3), testing::ElementsAre("不通過3項目以上"));
  EXPECT_THAT(reached("pars_tr", "short_infant", 4), IsEmpty());
  EXPECT_THAT(reached("pars_tr", "short_infant", 5), testing::SizeIs(1));
  EXPECT_THAT(reached("pars_tr", "peak", 57), IsEmpty()) << "the manual's to say";
}

TEST(Reduced, LeavesASummaryAndNothingThatWasMeasured) {
  auto state = a_state({a_value("fsiq", 92)});
  state.conditions = {"落ち着いていた"};
  state.findings = {"所見"};
  state.facility = {"大学病院"};
  state.for_guardians = {"ご家庭へ"};
  state.for_teachers = {"学校へ"};
  state.file_ids.items.push_back({});
  const auto guardians = json::to_json(reduced(state, AssessmentSight::guardian_summary));
  EXPECT_THAT(guardians, HasSubstr("ご家庭へ"));
  for (const auto* secret : {"92", "落ち着いていた", "所見", "大学病院", "学校へ", "00000000"})
    EXPECT_THAT(guardians, Not(HasSubstr(secret)));
  const auto teachers = json::to_json(reduced(state, AssessmentSight::teacher_summary));
  EXPECT_THAT(teachers, HasSubstr("学校へ"));
  for (const auto* secret : {"92", "落ち着いていた", "所見", "大学病院", "ご家庭へ", "00000000"})
    EXPECT_THAT(teachers, Not(HasSubstr(secret)));
}

}  // namespace
}  // namespace musubi::assessment
