// Bytes that become text, DTOs, tables, forms and sums.
#include <cmath>
#include <string>

#include "base/csv.hpp"
#include "base/json.hpp"
#include "base/text.hpp"
#include "form/expression.hpp"
#include "form/questionnaire.hpp"
#include "fuzz/targets.hpp"

namespace musubi::fuzz {
namespace {

enum class Colour { red, green };
BOOST_DESCRIBE_ENUM(Colour, red, green)
struct Inner {
  Line<20> line;
  std::optional<Date> day;
};
BOOST_DESCRIBE_STRUCT(Inner, (), (line, day))
/// Something of every kind that requests are made of.
struct Everything {
  bool flag = false;
  std::int64_t number = 0;
  double measure = 0;
  RequiredLine<60> title;
  std::optional<Time> at;
  std::optional<PersonId> id;
  Colour colour = Colour::red;
  ClassSet classes;
  std::vector<Inner> inner;
};
BOOST_DESCRIBE_STRUCT(Everything, (), (flag, number, measure, title, at, id, colour, classes, inner))

}  // namespace

void read_json(Input input) {
  const auto given = json::read<Everything>(text_of(input));
  if (!given) {
    must(!given.error().detail.empty(), "whoever is refused is told why");
    return;
  }
  const auto written = json::to_json(*given);
  auto again = json::read<Everything>(written);
  must(again.has_value(), "what we write we can read");
  // Boost.JSON 1.81 reads a number of a hundred digits to some last bits; none of ours has more than a dozen.
  must(std::abs(again->measure - given->measure) <= 1e-12 * std::abs(given->measure), "and it is as much");
  again->measure = given->measure;
  must(json::to_json(*again) == written, "and it is the same");
}

void read_csv(Input input) {
  const auto decoded = csv::decode(text_of(input));
  if (!decoded) return;
  must(text::length(decoded->text).has_value(), "decoded text is UTF-8");
  const auto rows = csv::read(decoded->text);
  if (!rows) return;
  for (const auto& row : *rows) {
    const auto line = csv::write_row(row.cells);
    const auto again = csv::read(line);
    must(again.has_value(), "what we write we can read");
    must(again->size() <= 1, "one row stays one row");
    if (again->empty()) continue;
    must(again->front().cells.size() == row.cells.size(), "with as many cells");
    for (const auto& cell : again->front().cells)
      must(cell.empty() || std::string_view("=+-@\t\r").find(cell.front()) == std::string_view::npos,
           "nothing a spreadsheet would run");
  }
}

void fold_text(Input input) {
  const auto given = text_of(input);
  const auto length = text::length(given);
  for (const auto kind : {text::Kind::name, text::Kind::line, text::Kind::prose}) {
    if (text::objection(given, kind)) continue;
    must(length.has_value(), "what may be kept is UTF-8");
    const auto tidied = text::tidy(given, kind);
    must(text::tidy(tidied, kind) == tidied, "tidied once is tidied for good");
    const auto folded = text::fold(tidied);
    must(text::length(folded).has_value(), "folded text is UTF-8");
    text::fold_name(tidied);
    text::index_unigrams(tidied);
    text::index_bigrams(tidied);
  }
}

void read_form(Input input) {
  const auto reading = form::read_questionnaire(text_of(input));
  must(reading.problems.size() <= 100, "no endless list of problems");
  const auto index = form::index_of(reading.form);
  must(index.size() <= form::kMostItems, "no more items than allowed");
  for (const auto& [link, known] : index) {
    form::item_at(index, link);
    must(known.item != nullptr, "every item is there");
  }
}

void run_expression(Input input) {
  const auto parsed = form::Expression::parse(text_of(input));
  if (!parsed) return;
  const form::Surroundings around{
      parse_date("2026-11-28").value(),
      [](const std::string& link) {
        return form::Atoms{static_cast<double>(link.size()), link};
      },
      [](const std::string& property, const std::string&) { return form::Atoms{property}; }};
  must(parsed->evaluate(around).size() < 100000, "no endless collections");
}

}  // namespace musubi::fuzz
