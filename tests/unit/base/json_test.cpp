#include "base/json.hpp"

#include <gtest/gtest.h>

namespace musubi::json_test {

enum class Colour { red, new_ };
BOOST_DESCRIBE_ENUM(Colour, red, new_)

struct Inner {
  Name<5> name;
  bool flag = false;
};
BOOST_DESCRIBE_STRUCT(Inner, (), (name, flag))

struct Outer {
  PersonId id;
  std::int64_t number = 0;
  std::optional<Date> date;
  Time at{};
  Prose<10> text;
  List<Inner, 2> items;
  ClassSet classes;
  Colour colour = Colour::red;
  Whole<1, 100> limit;
};
BOOST_DESCRIBE_STRUCT(Outer, (), (id, number, date, at, text, items, classes, colour, limit))

struct Small {
  std::int64_t number = 0;
  std::optional<Name<5>> name;
};
BOOST_DESCRIBE_STRUCT(Small, (), (number, name))

struct Dates {
  Date on;
};
BOOST_DESCRIBE_STRUCT(Dates, (), (on))

struct Words {
  Prose<20> text;
};
BOOST_DESCRIBE_STRUCT(Words, (), (text))

template <class T>
void expect_error(std::string_view text, Code code, std::string_view field) {
  const auto result = json::read<T>(text);
  ASSERT_FALSE(result) << text;
  EXPECT_EQ(describe(result.error().code).name, describe(code).name) << text;
  EXPECT_EQ(result.error().field, field) << text;
}

constexpr std::string_view kOuter =
    R"({"id":"0190a5c0-7c1e-7000-8000-000000000001","number":-7,"date":"2024-02-29","at":"2026-11-24T03:45:19Z",)"
    R"("text":"一\r\n二","items":[{"name":"髙﨑","flag":true}],"classes":["basic","family"],"colour":"new","limit":100})";

TEST(JsonRead, FillsADescribedStruct) {
  const auto outer = json::read<Outer>(kOuter);
  ASSERT_TRUE(outer) << outer.error().detail_en;
  EXPECT_EQ(outer->number, -7);
  EXPECT_EQ(outer->date, make_date(2024, 2, 29));
  EXPECT_EQ(outer->text.value, "一\n二");
  EXPECT_EQ(outer->items.items.at(0).name.value, "髙﨑");
  EXPECT_EQ(outer->classes, ClassSet::of(InfoClass::basic) | ClassSet::of(InfoClass::family));
  EXPECT_EQ(outer->colour, Colour::new_);
}

TEST(JsonRead, IsUndoneByWriting) {
  const auto outer = json::read<Outer>(kOuter).value();
  const auto again = json::read<Outer>(json::to_json(outer)).value();
  EXPECT_EQ(json::to_json(again), json::to_json(outer));
}

TEST(JsonRead, RefusesFieldsItDoesNotKnow) {
  expect_error<Small>(R"({"number":1,"nmae":"x"})", Code::unknown_field, "nmae");
  auto text = std::string(kOuter);
  text.replace(text.find(R"("flag":true)"), 11, R"("flag":true,"extra":1)");
  expect_error<Outer>(text, Code::unknown_field, "items[0].extra");
}

TEST(JsonRead, RefusesOtherTypes) {
  expect_error<Small>(R"({"number":"1"})", Code::wrong_type, "number");
  expect_error<Small>(R"({"number":1.5})", Code::wrong_type, "number");
  expect_error<Small>(R"({"number":true})", Code::wrong_type, "number");
  expect_error<Small>(R"({"number":1,"name":5})", Code::wrong_type, "name");
  expect_error<Small>(R"([])", Code::wrong_type, "");
  expect_error<Small>(R"("x")", Code::wrong_type, "");
  expect_error<Dates>(R"({"on":20240101})", Code::wrong_type, "on");
}

TEST(JsonRead, TellsMissingFromNull) {
  expect_error<Small>(R"({})", Code::invalid, "number");
  expect_error<Small>(R"({"number":null})", Code::wrong_type, "number");
  EXPECT_FALSE(json::read<Small>(R"({"number":1})")->name);
  EXPECT_FALSE(json::read<Small>(R"({"number":1,"name":null})")->name);
}

TEST(JsonRead, CountsCharactersNotBytes) {
  EXPECT_TRUE(json::read<Small>(R"({"number":1,"name":"髙橋花子"})"));
  EXPECT_TRUE(json::read<Small>(R"({"number":1,"name":" 髙橋花子女 "})"));
  expect_error<Small>(R"({"number":1,"name":"髙橋花子女史"})", Code::too_long, "name");
  expect_error<Small>(R"({"number":1,"name":"  "})", Code::invalid, "name");
  expect_error<Words>(R"({"text":")" + std::string(100'000, 'x') + R"("})", Code::too_long, "text");
}

TEST(JsonRead, BoundsListsAndNumbers) {
  auto text = std::string(kOuter);
  text.replace(text.find("[{"), text.find("}]") + 2 - text.find("[{"),
               R"([{"name":"a","flag":true},{"name":"b","flag":true},{"name":"c","flag":true}])");
  expect_error<Outer>(text, Code::too_long, "items");
  text = kOuter;
  text.replace(text.find(":100}"), 5, ":101}");
  expect_error<Outer>(text, Code::invalid, "limit");
}

TEST(JsonRead, HoldsWholeNumbersThatABrowserCanHold) {
  EXPECT_EQ(json::read<Small>(R"({"number":9007199254740992})")->number, std::int64_t{1} << 53);
  EXPECT_EQ(json::read<Small>(R"({"number":-9007199254740992})")->number, -(std::int64_t{1} << 53));
  expect_error<Small>(R"({"number":9007199254740993})", Code::invalid, "number");
  expect_error<Small>(R"({"number":18446744073709551615})", Code::wrong_type, "number");
  expect_error<Small>(R"({"number":1e3})", Code::wrong_type, "number");
}

TEST(JsonRead, RefusesDatesThatDoNotExist) {
  for (const auto* date : {"2023-02-30", "2023-02-29", "1900-02-29", "2023-13-01", "2023-00-10", "2023-04-31",
                           "1867-12-31", "2200-01-01", "2023-2-3", "2023/02/03", "", "2023-02-03T00:00:00Z"})
    expect_error<Dates>(R"({"on":")" + std::string(date) + R"("})", Code::invalid, "on");
}

TEST(JsonRead, RefusesTextsThatHideSomething) {
  expect_error<Small>(R"({"number":1,"name":"a\u200bb"})", Code::invalid, "name");
  expect_error<Small>(R"({"number":1,"name":"a\u202eb"})", Code::invalid, "name");
  expect_error<Small>(R"({"number":1,"name":"a\nb"})", Code::invalid, "name");
  expect_error<Small>(R"({"number":1,"name":"a\u0000b"})", Code::invalid, "name");
  expect_error<Words>(R"({"text":"a\u0007b"})", Code::invalid, "text");
}

TEST(JsonParse, RefusesWhatIsNoJson) {
  for (const auto* text : {"", "{", "{]", "nul", "{\"a\":1,}", "{'a':1}", "[1 2]", "{\"a\":1}x", "NaN",
                           "// x\n1", "\"a\nb\"", "\xef\xbb\xbf{}"}) {
    const auto document = json::parse(text);
    ASSERT_FALSE(document) << text;
    EXPECT_EQ(document.error().code, Code::malformed);
  }
}

TEST(JsonParse, RefusesBytesThatAreNoText) {
  EXPECT_FALSE(json::parse("\"\xff\""));
  EXPECT_FALSE(json::parse("\"\xc0\xaf\""));
  EXPECT_FALSE(json::parse("\"\xed\xa0\x80\""));
  EXPECT_FALSE(json::parse(R"("\ud800")"));
  EXPECT_FALSE(json::parse(R"("\udc00\ud800")"));
  EXPECT_TRUE(json::parse(R"("\ud842\udfb7")"));  // 𠮷
}

TEST(JsonParse, RefusesRepeatedKeys) {
  EXPECT_FALSE(json::parse(R"({"a":1,"a":2})"));
  EXPECT_FALSE(json::parse(R"([{"b":{"a":1,"a":1}}])"));
  EXPECT_FALSE(json::parse(R"({"a":1,"\u0061":2})"));
  EXPECT_TRUE(json::parse(R"({"a":":\":{","b":{"a":2}})"));
}

TEST(JsonParse, RefusesDeepNesting) {
  const auto nested = [](std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); };
  EXPECT_TRUE(json::parse(nested(30)));
  EXPECT_FALSE(json::parse(nested(33)));
  EXPECT_FALSE(json::parse(std::string(1'000'000, '[')));
}

TEST(JsonWrite, EscapesWhatMustBe) {
  std::string out;
  json::write_string(out, "a\"\\\n\t\x01髙");
  EXPECT_EQ(out, R"("a\"\\\n\t\u0001髙")");
}

TEST(JsonSchema, SaysWhatTheReaderChecks) {
  json::Schemas schemas;
  EXPECT_EQ(json::Codec<Small>::schema(schemas), R"({"$ref":"#/components/schemas/Small"})");
  const auto& small = schemas.components.at("Small");
  EXPECT_NE(small.find(R"("additionalProperties":false)"), std::string::npos);
  EXPECT_NE(small.find(R"("required":["number"])"), std::string::npos);
  EXPECT_NE(small.find(R"("maxLength":5)"), std::string::npos);
}

}  // namespace musubi::json_test
