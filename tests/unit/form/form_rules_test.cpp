// What a form may say, what its expressions come to, and what its answers mean. Pure.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "form/filled.hpp"
#include "form/form.hpp"

namespace musubi::form {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

Date day(std::string_view text) {
  return parse_date(text).value();
}

// --- expressions

std::string worked_out(std::string_view text, const Surroundings& around = {day("2026-11-28"), {}, {}}) {
  const auto expression = Expression::parse(text);
  if (!expression) return "refused";
  std::string out;
  for (const auto& atom : expression->evaluate(around)) {
    if (!out.empty()) out += ",";
    if (const auto* number = std::get_if<double>(&atom)) out += number_words(*number);
    if (const auto* words = std::get_if<std::string>(&atom)) out += *words;
    if (const auto* flag = std::get_if<bool>(&atom)) out += *flag ? "true" : "false";
    if (const auto* date = std::get_if<Date>(&atom)) out += to_string(*date);
  }
  return out;
}

TEST(FormExpression, ReckonsAsFhirPathDoes) {
  EXPECT_EQ(worked_out("1 + 2 * 3"), "7");
  EXPECT_EQ(worked_out("(1 + 2) * 3 - 4 / 2"), "7");
  EXPECT_EQ(worked_out("0.1 + 0.2"), "0.3");
  EXPECT_EQ(worked_out("-3 + 5"), "2");
  EXPECT_EQ(worked_out("1 / 0"), "");
  EXPECT_EQ(worked_out("'a' + 'b' & 1"), "ab1");
  EXPECT_EQ(worked_out("2 >= 2 and 1 != 2"), "true");
  EXPECT_EQ(worked_out("iif(1 > 2, 'x', 'y')"), "y");
  EXPECT_EQ(worked_out("today() - @2026-11-18"), "10");
  EXPECT_EQ(worked_out("@2020-11-29.age()"), "5");
  EXPECT_EQ(worked_out("@2020-11-28.age()"), "6");
  EXPECT_EQ(worked_out("(10 / 3).round(2)"), "3.33");
  EXPECT_EQ(worked_out("'x'.exists().not()"), "false");
}

TEST(FormExpression, AsksAnswersByTheirLinkId) {
  Surroundings around{day("2026-11-28"), {}, {}};
  around.answers = [](const std::string& link) -> Atoms {
    if (link == "score") return {2.0, 3.0};
    return {};
  };
  constexpr std::string_view kScores = "%resource.descendants().where(linkId='score').answer.value";
  EXPECT_EQ(worked_out(std::string(kScores) + ".sum()", around), "5");
  EXPECT_EQ(worked_out(std::string(kScores) + ".count() + 1", around), "3");
  EXPECT_EQ(
      worked_out("%resource.item.where(linkId='g').item.where(linkId='score').answer.value.first()", around),
      "2");
  EXPECT_EQ(worked_out("%resource.repeat(item).where(linkId='none').answer.value + 1", around), "")
      << "reckoning with nothing comes to nothing";
  EXPECT_EQ(worked_out("%resource.repeat(item).where(linkId='none').answer.value.sum()", around), "0");
}

TEST(FormExpression, RefusesWhatItDoesNotKnow) {
  for (const auto* text :
       {"", "1 +", "1 2", "%resource", "%patient", "%patient.secret", "foo()", "%resource.where(name='x')",
        "'open", "today(", "@2026-02-30", "1.trace('x')", "%patient.last", "a.b"})
    EXPECT_EQ(worked_out(text), "refused") << text;
  EXPECT_EQ(worked_out(std::string(3000, '(') + "1"), "refused");
  EXPECT_EQ(worked_out(std::string(60, '(') + "1" + std::string(60, ')')), "refused") << "too deep";
}

// --- reading a form

std::string a_form(const std::string& items, const std::string& more = "") {
  return R"({"resourceType":"Questionnaire","status":"draft","title":"個別の計画",)" + more +
         R"("extension":[{"url":"https://musubi.example/fhir/StructureDefinition/info-class","valueCode":"education"}],)"
         R"("item":[)" +
         items + "]}";
}
std::vector<std::string> problems_of(const std::string& items, const std::string& more = "") {
  std::vector<std::string> out;
  for (const auto& problem : read_questionnaire(a_form(items, more)).problems)
    out.push_back(problem.link_id + " " + problem.code + " " + problem.property);
  return out;
}
std::string calculated(const std::string& expression) {
  return R"("extension":[{"url":"http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-calculatedExpression",)"
         R"("valueExpression":{"language":"text/fhirpath","expression":")" +
         expression + R"("}}])";
}

TEST(FormReading, TakesAFormOfTheSubset) {
  const auto reading = read_questionnaire(a_form(
      R"({"linkId":"g","type":"group","text":"目標","repeats":true,"item":[
            {"linkId":"g.words","type":"text","text":"ねらい","required":true,"maxLength":50},
            {"linkId":"g.score","type":"integer","text":"点"}]},
         {"linkId":"sum","type":"integer","text":"合計",)" +
      calculated("%resource.descendants().where(linkId='g.score').answer.value.sum()") + "}"));
  EXPECT_THAT(reading.problems, IsEmpty());
  EXPECT_EQ(reading.form.info_class, InfoClass::education);
  ASSERT_EQ(reading.form.items.size(), 2U);
  EXPECT_TRUE(reading.form.items[0].is_table());
  EXPECT_EQ(reading.form.items[0].items[0].max_length, 50);
}

TEST(FormReading, NamesTheItemThatIsWrong) {
  EXPECT_THAT(
      problems_of(R"({"linkId":"a","type":"string","text":"x"},{"linkId":"a","type":"string","text":"y"})"),
      Contains("a duplicate linkId"));
  EXPECT_THAT(problems_of(R"({"linkId":"a/b","type":"string","text":"x"})"), Contains("a/b invalid linkId"));
  EXPECT_THAT(problems_of(R"({"linkId":"a","type":"attachment","text":"x"})"),
              Contains("a unknown_type type"));
  EXPECT_THAT(problems_of(R"({"linkId":"a","type":"string"})"), Contains("a required text"));
  EXPECT_THAT(problems_of(R"({"linkId":"a","type":"string","text":"x","surprise":1})"),
              Contains("a unsupported surprise"));
  EXPECT_THAT(problems_of(R"({"linkId":"a","type":"string","text":"x","repeats":true})"),
              Contains("a unsupported repeats"));
  EXPECT_THAT(problems_of(R"({"linkId":"a","type":"choice","text":"x"})"),
              Contains("a required answerOption"));
  EXPECT_THAT(
      problems_of(
          R"({"linkId":"a","type":"string","text":"x","enableWhen":[{"question":"b","operator":"exists","answerBoolean":true}]})"),
      Contains("a dangling enableWhen"));
  EXPECT_THAT(problems_of(R"({"linkId":"a","type":"integer","text":"x",)" + calculated("1 + foo()") + "}"),
              Contains("a expression calculatedExpression"));
  EXPECT_THAT(problems_of(R"({"linkId":"a","type":"integer","text":"x",)" + calculated("%patient.age") + "}"),
              Contains("a expression calculatedExpression"));
  EXPECT_THAT(problems_of(""), Contains(" required item"));
  EXPECT_THAT(problems_of(R"({"linkId":"a","type":"string","text":"x"})", R"("modifierExtension":[],)"),
              Contains(" unsupported modifierExtension"));
}

TEST(FormReading, FindsCirclesOfCalculationAndOfShowing) {
  const auto ask = [](const std::string& link) {
    return "%resource.item.where(linkId='" + link + "').answer.value + 1";
  };
  EXPECT_THAT(problems_of(R"({"linkId":"a","type":"integer","text":"x",)" + calculated(ask("b")) + "}," +
                          R"({"linkId":"b","type":"integer","text":"y",)" + calculated(ask("a")) + "}"),
              testing::IsSupersetOf({"a circle calculatedExpression", "b circle calculatedExpression"}));
  EXPECT_THAT(
      problems_of(
          R"({"linkId":"a","type":"boolean","text":"x","enableWhen":[{"question":"b","operator":"=","answerBoolean":true}]},
                             {"linkId":"b","type":"boolean","text":"y","enableWhen":[{"question":"a","operator":"=","answerBoolean":true}]})"),
      Contains("a circle enableWhen"));
}

TEST(FormReading, BoundsWhatItTakes) {
  std::string deep = R"({"linkId":"x","type":"string","text":"x"})";
  for (int i = 0; i < 8; ++i)
    deep = R"({"linkId":"g)" + std::to_string(i) + R"(","type":"group","text":"g","item":[)" + deep + "]}";
  EXPECT_THAT(problems_of(deep), Contains(testing::EndsWith("too_deep item")));
  std::string many;
  for (int i = 0; i < 401; ++i)
    many += std::string(many.empty() ? "" : ",") + R"({"linkId":"i)" + std::to_string(i) +
            R"(","type":"string","text":"x"})";
  EXPECT_THAT(problems_of(many), testing::Not(IsEmpty()));
  for (const auto* text : {"", "{}", "[]", "null", R"({"resourceType":"Patient"})", "{"})
    EXPECT_EQ(read_questionnaire(text).problems.at(0).code, "not_a_form") << text;
}

TEST(ShippedForms, HaveNoProblem) {
  EXPECT_THAT(shipped_forms(), testing::Not(IsEmpty()));
  for (const auto& form : shipped_forms())
    for (const auto& problem : read_questionnaire(form.text).problems)
      ADD_FAILURE() << form.key << " " << problem.link_id << " " << problem.property << ": " << problem.ja;
}

// --- answers

class FormAnswers : public testing::Test {
 protected:
  FormAnswers()
      : form_(read_questionnaire(
                  a_form(
                      R"({"linkId":"has","type":"boolean","text":"あるか"},
                     {"linkId":"what","type":"string","text":"なに","required":true,
                      "enableWhen":[{"question":"has","operator":"=","answerBoolean":true}]},
                     {"linkId":"goals","type":"group","text":"目標","repeats":true,"item":[
                       {"linkId":"goal.text","type":"text","text":"ねらい","required":true},
                       {"linkId":"goal.score","type":"integer","text":"点","extension":[
                          {"url":"http://hl7.org/fhir/StructureDefinition/maxValue","valueInteger":5}]},
                       {"linkId":"goal.why","type":"string","text":"理由",
                        "enableWhen":[{"question":"goal.score","operator":"<","answerInteger":3}]}]},
                     {"linkId":"kind","type":"choice","text":"場","repeats":true,"answerOption":[
                       {"valueCoding":{"code":"h","display":"家庭"}},{"valueCoding":{"code":"s","display":"学校"}}]},
                     {"linkId":"sum","type":"integer","text":"合計",)" +
                      calculated("%resource.descendants().where(linkId='goal.score').answer.value.sum()") +
                      "}"))
                  .form) {}
  static AnswerValue words(const std::string& text) {
    AnswerValue value;
    value.text.emplace().value = text;
    return value;
  }
  static AnswerValue number(double number) {
    AnswerValue value;
    value.number = number;
    return value;
  }
  static AnswerValue flag(bool flag) {
    AnswerValue value;
    value.flag = flag;
    return value;
  }
  static AnswerValue row(double order) {
    AnswerValue value;
    value.order = order;
    return value;
  }
  [[nodiscard]] std::vector<std::string> problems(const Answers& answers) const {
    std::vector<std::string> out;
    for (const auto& problem : Filled(form_, answers, day("2026-11-28")).problems())
      out.push_back(problem.path + " " + problem.code);
    return out;
  }
  Questionnaire form_;
};

TEST_F(FormAnswers, AskOnlyForWhatShows) {
  EXPECT_THAT(problems({}), IsEmpty());
  EXPECT_THAT(problems({{"has", flag(true)}}), ElementsAre("what required"));
  EXPECT_THAT(problems({{"has", flag(true)}, {"what", words("x")}}), IsEmpty());
  EXPECT_THAT(problems({{"goals:a1", row(1)}, {"goals:a1/goal.score", number(9)}}),
              ElementsAre("goals:a1/goal.text required", "goals:a1/goal.score range"));
}

TEST_F(FormAnswers, ReckonOverRowsInTheirOrderAndLeaveOutRemovedOnes) {
  const Answers answers{
      {"goals:b", row(1)}, {"goals:b/goal.text", words("二")},    {"goals:b/goal.score", number(2)},
      {"goals:a", row(2)}, {"goals:a/goal.text", words("一")},    {"goals:a/goal.score", number(3)},
      {"goals:gone", {}},  {"goals:gone/goal.score", number(100)}};
  const Filled filled(form_, answers, day("2026-11-28"));
  ASSERT_EQ(filled.reckoned().size(), 1U);
  EXPECT_EQ(filled.reckoned()[0].value.number, 5);
  std::vector<std::string> rows;
  for (const auto& shown : filled.shown())
    for (const auto& inner : shown.inner) rows.push_back(inner.path);
  EXPECT_THAT(rows, ElementsAre("goals:b", "goals:a"));
  std::vector<std::string> frozen;
  for (const auto& answer : filled.frozen()) frozen.push_back(answer.path);
  EXPECT_THAT(frozen, ElementsAre("goals:b", "goals:b/goal.text", "goals:b/goal.score", "goals:a",
                                  "goals:a/goal.text", "goals:a/goal.score", "sum"));
}

TEST_F(FormAnswers, ShowWithinTheirRowAsItsOwnAnswersSay) {
  const Answers answers{{"goals:a", row(1)},
                        {"goals:a/goal.score", number(1)},
                        {"goals:b", row(2)},
                        {"goals:b/goal.score", number(4)}};
  std::vector<std::string> shown;
  for (const auto& group : Filled(form_, answers, day("2026-11-28")).shown())
    for (const auto& one : group.inner)
      for (const auto& inner : one.inner)
        if (inner.item->link_id == "goal.why") shown.push_back(inner.path);
  EXPECT_THAT(shown, ElementsAre("goals:a/goal.why"));
}

TEST_F(FormAnswers, SetAsideWhatNoLongerFits) {
  AnswerValue gone;
  gone.codes.emplace().items.push_back({"x"});
  const Filled filled(form_, {{"has", words("はい")}, {"old", words("むかし")}, {"kind", gone}},
                      day("2026-11-28"));
  std::vector<std::string> aside;
  for (const auto& answer : filled.aside()) aside.push_back(answer.path);
  EXPECT_THAT(aside, ElementsAre("has", "old"));
  EXPECT_THAT(problems({{"kind", gone}}), ElementsAre("kind unknown_option"));
}

TEST_F(FormAnswers, HavePathsThatLeadToOneItem) {
  const auto index = index_of(form_);
  for (const auto* path : {"has", "goals:a1", "goals:a1/goal.text"})
    EXPECT_NE(item_at(index, path), nullptr) << path;
  for (const auto* path : {"", "nothing", "goals", "goal.text", "has:a", "goals:a1/has", "goals:/goal.text",
                           "goals:a b/goal.text", "goals:a1/", "sum:x", "/has", "goals:a1/goals:a2"})
    EXPECT_EQ(item_at(index, path), nullptr) << path;
}

TEST(FormPrefill, TakesInitialValuesAndWhatThePatientTells) {
  const auto form = read_questionnaire(a_form(
      R"json({"linkId":"name","type":"string","text":"氏名","extension":[
           {"url":"http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-initialExpression",
            "valueExpression":{"language":"text/fhirpath","expression":"%patient.name"}}]},
         {"linkId":"height","type":"decimal","text":"身長","extension":[
           {"url":"http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-initialExpression",
            "valueExpression":{"language":"text/fhirpath","expression":"%patient.last('height')"
}
}]
},
         {"linkId":"note","type":"string","text":"メモ","initial":[{"valueString":"なし"}]})json"));
  ASSERT_THAT(form.problems, IsEmpty());
  Surroundings around{day("2026-11-28"), {}, {}};
  around.patient = [](const std::string& property, const std::string& argument) -> Atoms {
    if (property == "name") return {std::string("佐藤 ひなた")};
    if (property == "last" && argument == "height") return {101.5};
    return {};
  };
  const auto answers = first_answers(form.form, around);
  EXPECT_EQ(answers.at("name").text->value, "佐藤 ひなた");
  EXPECT_EQ(answers.at("height").number, 101.5);
  EXPECT_EQ(answers.at("note").text->value, "なし");
}

TEST(FormPrefill, InARepeatingGroupEachAtomMakesARow) {
  const auto form = read_questionnaire(a_form(
      R"json({"linkId":"care","type":"group","repeats":true,"text":"配慮","item":[
         {"linkId":"what","type":"text","text":"内容","extension":[
           {"url":"http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-initialExpression",
            "valueExpression":{"language":"text/fhirpath","expression":"%patient.arrangements('what')"}}]},
         {"linkId":"from","type":"date","text":"いつから","extension":[
           {"url":"http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-initialExpression",
            "valueExpression":{"language":"text/fhirpath","expression":"%patient.arrangements('from')"}}]}]})json"));
  ASSERT_THAT(form.problems, IsEmpty());
  Surroundings around{day("2026-11-28"), {}, {}};
  around.patient = [](const std::string& property, const std::string& argument) -> Atoms {
    if (property != "arrangements") return {};
    if (argument == "what") return {std::string("絵で示す"), std::string("席を前に")};
    return {std::string(), day("2027-04-01")};
  };
  const auto answers = first_answers(form.form, around);
  EXPECT_EQ(answers.at("care:p1").order, 1.0);
  EXPECT_EQ(answers.at("care:p1/what").text->value, "絵で示す");
  EXPECT_FALSE(answers.contains("care:p1/from")) << "no day, and the rows stay together";
  EXPECT_EQ(answers.at("care:p2/what").text->value, "席を前に");
  EXPECT_EQ(answers.at("care:p2/from").date, day("2027-04-01"));
}

}  // namespace
}  // namespace musubi::form
