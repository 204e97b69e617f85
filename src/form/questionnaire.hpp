// A form as the program understands it: the part of an HL7 FHIR R4 Questionnaire (with SDC's calculation and
// pre-population) that a region may use, read strictly. The text stays what was written; this is its meaning.
// Never touches a database. Sources: hl7.org/fhir/R4/questionnaire.html, SDC 3.0; the part:
// docs/decisions/017.
#pragma once
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "form/answer_value.hpp"

namespace musubi::form {

inline constexpr std::size_t kLongestForm = 256 * 1024;  ///< bytes of JSON
inline constexpr std::size_t kMostItems = 400;
inline constexpr int kDeepestItem = 6;
inline constexpr std::string_view kExtension = "https://musubi.example/fhir/StructureDefinition/";

enum class ItemType {
  group,
  display,
  string,
  text,
  integer,
  decimal,
  boolean,
  date,
  choice,
  open_choice,
  quantity
};
/// `plan`: has a period and days of review.
enum class FormKind { document, plan };
BOOST_DESCRIBE_ENUM(FormKind, document, plan)
/// Who has to agree after it is handed in.
enum class StepRole { head, guardian };
BOOST_DESCRIBE_ENUM(StepRole, head, guardian)

struct FormStep {
  StepRole role = StepRole::head;
  std::string title;
};
BOOST_DESCRIBE_STRUCT(FormStep, (), (role, title))

struct Option {
  std::string code, display;
};
/// One `enableWhen`; the answer is compared as the question's type says.
struct Condition {
  std::string question, operation;
  AnswerValue answer;
};
struct Item {
  std::string link_id, text, prefix;
  ItemType type = ItemType::string;
  bool required = false, repeats = false, read_only = false, any_condition = false;
  std::int64_t max_length = 0;  ///< letters; 0: as the type allows
  std::vector<Option> options;
  std::vector<Condition> conditions;
  AnswerValue initial;
  std::string calculated, prefill;  ///< expressions; empty: none
  std::optional<double> least, most;
  std::optional<Date> first_day, last_day;
  std::string control, unit;
  std::vector<Item> items;

  [[nodiscard]] bool is_table() const { return type == ItemType::group && repeats; }
  [[nodiscard]] bool is_question() const { return type != ItemType::group && type != ItemType::display; }
};

struct Questionnaire {
  std::string title, title_en;
  FormKind kind = FormKind::document;
  InfoClass info_class = InfoClass::basic;
  std::vector<FormStep> steps;
  std::int64_t review_months = 0;  ///< 0: none
  std::vector<Item> items;
};

/// What hinders a form from being published.
struct FormProblem {
  std::string code, link_id, property, ja, en;
};
BOOST_DESCRIBE_STRUCT(FormProblem, (), (code, link_id, property, ja, en))

struct Reading {
  Questionnaire form;
  std::vector<FormProblem> problems;  ///< none: it can be published
};
/// As far as it can be read, with everything that is wrong about it; at most 100 problems.
Reading read_questionnaire(std::string_view json);

/// The same form under another title.
std::string with_title(std::string_view json, const std::string& title);

/// Where an item stands.
struct Known {
  const Item* item = nullptr;
  const Known* parent = nullptr;
  std::vector<std::string> tables;  ///< the repeating groups around it, outermost first
};
using Index = std::map<std::string, Known, std::less<>>;
/// By linkId; points into the form, which must stay where it is.
Index index_of(const Questionnaire& form);

/// What can only be told of the form as a whole: questions asked that do not exist, circles, expressions.
void check_references(const Questionnaire& form, const std::function<void(FormProblem)>& add);

/// The item a path leads to, if it fits the form; a path that ends in a row leads to its group.
const Item* item_at(const Index& index, std::string_view path);
/// `goals:a1/goal.text` → `goals:a1/`.
std::string_view rows_of(std::string_view path);
/// Whether a value is of the item's type.
bool fits(const Item& item, const AnswerValue& value);
/// As a reader reads it; options by their display.
std::string words_of(const Item& item, const AnswerValue& value);

}  // namespace musubi::form
