// From the JSON of a Questionnaire to its meaning, collecting what is wrong.
#include <boost/json.hpp>

#include <algorithm>
#include <cmath>
#include <set>

#include "base/text.hpp"
#include "form/questionnaire.hpp"

namespace musubi::form {
namespace {

namespace bj = boost::json;

constexpr std::size_t kMostProblems = 100, kMostOptions = 60, kMostConditions = 20, kMostSteps = 4;
constexpr std::string_view kSdc = "http://hl7.org/fhir/uv/sdc/StructureDefinition/";
constexpr std::string_view kCore = "http://hl7.org/fhir/StructureDefinition/";
constexpr std::pair<std::string_view, ItemType> kTypes[] = {
    {"group", ItemType::group},      {"display", ItemType::display},
    {"string", ItemType::string},    {"text", ItemType::text},
    {"integer", ItemType::integer},  {"decimal", ItemType::decimal},
    {"boolean", ItemType::boolean},  {"date", ItemType::date},
    {"choice", ItemType::choice},    {"open-choice", ItemType::open_choice},
    {"quantity", ItemType::quantity}};
constexpr std::string_view kFormMembers[] = {
    "resourceType", "url",          "name",      "title",     "_title",   "status",      "version",
    "description",  "_description", "date",      "publisher", "language", "subjectType", "purpose",
    "copyright",    "code",         "extension", "item",      "id",       "meta"};
constexpr std::string_view kItemMembers[] = {
    "linkId",  "text",     "_text",     "prefix",       "type",       "required",
    "repeats", "readOnly", "maxLength", "answerOption", "enableWhen", "enableBehavior",
    "initial", "item",     "extension", "definition",   "code",       "id"};
constexpr std::string_view kOperators[] = {"exists", "=", "!=", ">", "<", ">=", "<="};

bool is_link_id(std::string_view id) {
  return !id.empty() && id.size() <= 64 && std::ranges::all_of(id, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '.' || c == '-';
  });
}

class Reader {
 public:
  Reading reading;

  void form(const bj::value& value) {
    const auto* object = value.if_object();
    if (object == nullptr || text_of(*object, "resourceType") != "Questionnaire")
      return add("not_a_form", "resourceType", "FHIRのQuestionnaireではありません。",
                 "This is no FHIR Questionnaire.");
    members(*object, kFormMembers);
    auto& form = reading.form;
    form.title = line_of(*object, "title", 120);
    if (form.title.empty())
      add("required", "title", "様式の名前を入れてください。", "Give the form a title.");
    form.title_en = translated(*object, "_title");
    form_extensions(*object);
    items(*object, form.items, 1, 0);
    if (form.items.empty()) add("required", "item", "項目がひとつもありません。", "There are no items.");
  }

 private:
  void add(std::string code, std::string property, std::string ja, std::string en) {
    if (reading.problems.size() < kMostProblems)
      reading.problems.push_back({std::move(code), link_, std::move(property), std::move(ja), std::move(en)});
  }
  void unusable(const std::string& property) {
    add("unsupported", property, "「" + property + "」の書き方は使えません。",
        "\"" + property + "\" cannot be used this way.");
  }
  void members(const bj::object& object, std::span<const std::string_view> known) {
    for (const auto& member : object) {
      const std::string_view name(member.key().data(), member.key().size());
      if (std::ranges::find(known, name) == known.end()) unusable(std::string(name.substr(0, 60)));
    }
  }

  // --- values

  static std::string text_of(const bj::object& object, std::string_view name) {
    const auto* value = object.if_contains(bj::string_view(name.data(), name.size()));
    const auto* text = value == nullptr ? nullptr : value->if_string();
    return text == nullptr ? std::string() : std::string(text->data(), text->size());
  }
  /// Text for people: of bounded length, without control characters.
  std::string line_of(const bj::object& object, std::string_view name, std::size_t most) {
    const auto* value = object.if_contains(bj::string_view(name.data(), name.size()));
    if (value == nullptr) return {};
    if (!value->is_string()) {
      unusable(std::string(name));
      return {};
    }
    auto text = text_of(object, name);
    if (const auto why = text::objection(text, text::Kind::prose)) {
      add("invalid", std::string(name), std::string(why->ja), std::string(why->en));
      return {};
    }
    if (text::length(text).value_or(most + 1) > most) {
      const auto limit = std::to_string(most);
      add("too_long", std::string(name), limit + "文字以内にしてください。",
          "At most " + limit + " characters.");
      return {};
    }
    return text;
  }
  bool flag_of(const bj::object& object, std::string_view name) {
    const auto* value = object.if_contains(bj::string_view(name.data(), name.size()));
    if (value == nullptr) return false;
    if (!value->is_bool()) unusable(std::string(name));
    return value->is_bool() && value->get_bool();
  }
  static std::optional<double> number_of(const bj::value* value) {
    if (value == nullptr || !value->is_number()) return std::nullopt;
    const double number = value->is_int64()    ? static_cast<double>(value->get_int64())
                          : value->is_uint64() ? static_cast<double>(value->get_uint64())
                                               : value->get_double();
    return std::isfinite(number) ? std::optional(number) : std::nullopt;
  }
  template <class Each>
  void each_of(const bj::object& object, std::string_view name, std::size_t most, Each each) {
    const auto* value = object.if_contains(bj::string_view(name.data(), name.size()));
    if (value == nullptr) return;
    const auto* array = value->if_array();
    if (array == nullptr || array->size() > most) return unusable(std::string(name));
    for (const auto& one : *array) {
      if (const auto* inner = one.if_object())
        each(*inner);
      else
        unusable(std::string(name));
    }
  }
  static const bj::object* object_of(const bj::object& object, std::string_view name) {
    const auto* value = object.if_contains(bj::string_view(name.data(), name.size()));
    return value == nullptr ? nullptr : value->if_object();
  }
  /// The English words of FHIR's translation extension.
  static std::string translated(const bj::object& object, std::string_view name) {
    const auto* beside = object_of(object, name);
    const auto* list = beside == nullptr ? nullptr : beside->if_contains("extension");
    if (list == nullptr || !list->is_array()) return {};
    for (const auto& one : list->get_array()) {
      const auto* extension = one.if_object();
      const auto* parts = extension == nullptr ? nullptr : extension->if_contains("extension");
      if (parts == nullptr || !parts->is_array()) continue;
      std::string language, content;
      for (const auto& part : parts->get_array()) {
        if (!part.is_object()) continue;
        const auto& inner = part.get_object();
        if (text_of(inner, "url") == "lang") language = text_of(inner, "valueCode");
        if (text_of(inner, "url") == "content") content = text_of(inner, "valueString");
      }
      if (language == "en") return content.substr(0, 300);
    }
    return {};
  }

  // --- extensions

  void form_extensions(const bj::object& object) {
    bool classed = false;
    auto& form = reading.form;
    each_of(object, "extension", 50, [&](const bj::object& extension) {
      auto url = text_of(extension, "url");
      if (!url.starts_with(kExtension)) return;
      url.erase(0, kExtension.size());
      if (url == "info-class") {
        const auto known = json::enum_value<InfoClass>(text_of(extension, "valueCode"));
        if (!known) return unusable("info-class");
        form.info_class = *known;
        classed = true;
      } else if (url == "form-kind") {
        const auto known = json::enum_value<FormKind>(text_of(extension, "valueCode"));
        if (!known) return unusable("form-kind");
        form.kind = *known;
      } else if (url == "agreement-step") {
        step(extension);
      } else if (url == "review-months") {
        const auto months = number_of(extension.if_contains("valueInteger"));
        if (!months || *months < 1 || 36 < *months || *months != std::trunc(*months))
          return unusable("review-months");
        form.review_months = static_cast<std::int64_t>(*months);
      } else {
        unusable(url);
      }
    });
    if (!classed)
      add("required", "info-class", "情報区分を選んでください。", "Choose the class of information.");
  }
  void step(const bj::object& extension) {
    const auto* coding = object_of(extension, "valueCoding");
    const auto role = coding == nullptr ? std::nullopt : json::enum_value<StepRole>(text_of(*coding, "code"));
    if (!role || reading.form.steps.size() == kMostSteps) return unusable("agreement-step");
    auto title = line_of(*coding, "display", 60);
    if (title.empty()) title = *role == StepRole::head ? "責任者の確認" : "保護者の同意";
    reading.form.steps.push_back({*role, std::move(title)});
  }
  std::string expression(const bj::object& extension, const std::string& property) {
    const auto* value = object_of(extension, "valueExpression");
    if (value == nullptr || text_of(*value, "language") != "text/fhirpath") {
      unusable(property);
      return {};
    }
    return text_of(*value, "expression");
  }
  void bound(const bj::object& extension, bool lower, Item& item) {
    const auto* day = extension.if_contains("valueDate");
    const auto* whole = extension.if_contains("valueInteger");
    const auto number = number_of(whole == nullptr ? extension.if_contains("valueDecimal") : whole);
    if (day != nullptr && item.type == ItemType::date) {
      const auto date = parse_date(text_of(extension, "valueDate"));
      if (!date) return unusable(lower ? "minValue" : "maxValue");
      (lower ? item.first_day : item.last_day) = date;
    } else if (number && (item.type == ItemType::integer || item.type == ItemType::decimal ||
                          item.type == ItemType::quantity)) {
      (lower ? item.least : item.most) = number;
    } else {
      unusable(lower ? "minValue" : "maxValue");
    }
  }
  void item_extensions(const bj::object& object, Item& item) {
    each_of(object, "extension", 50, [&](const bj::object& extension) {
      const auto url = text_of(extension, "url");
      if (url == std::string(kSdc) + "sdc-questionnaire-calculatedExpression") {
        item.calculated = expression(extension, "calculatedExpression");
      } else if (url == std::string(kSdc) + "sdc-questionnaire-initialExpression") {
        item.prefill = expression(extension, "initialExpression");
      } else if (url == std::string(kCore) + "minValue") {
        bound(extension, true, item);
      } else if (url == std::string(kCore) + "maxValue") {
        bound(extension, false, item);
      } else if (url == std::string(kCore) + "questionnaire-itemControl") {
        if (const auto* concept_ = object_of(extension, "valueCodeableConcept"))
          each_of(*concept_, "coding", 5,
                  [&](const bj::object& coding) { item.control = text_of(coding, "code"); });
      } else if (url == std::string(kCore) + "questionnaire-unit") {
        const auto* coding = object_of(extension, "valueCoding");
        if (coding != nullptr) item.unit = text_of(*coding, coding->contains("display") ? "display" : "code");
      }
    });
  }

  // --- items

  void items(const bj::object& object, std::vector<Item>& out, int depth, int tables) {
    if (!object.contains("item")) return;
    if (depth > kDeepestItem)
      return add("too_deep", "item", "項目の入れ子が深すぎます。", "Items are nested too deeply.");
    each_of(object, "item", kMostItems, [&](const bj::object& one) {
      if (++count_ > kMostItems) {
        if (count_ == kMostItems + 1)
          add("too_large", "item", "項目が多すぎます。400個までです。",
              "There are too many items; at most 400.");
        return;
      }
      out.push_back(item(one, depth, tables));
    });
  }
  Item item(const bj::object& object, int depth, int tables) {
    const auto outer = std::exchange(link_, text_of(object, "linkId").substr(0, 64));
    Item item;
    item.link_id = text_of(object, "linkId");
    if (!is_link_id(item.link_id))
      add("invalid", "linkId", "項目のID（linkId）は半角の英数字と _ . - で64文字までです。",
          "A linkId has at most 64 letters, digits, _ . -");
    else if (!links_.insert(item.link_id).second)
      add("duplicate", "linkId", "項目のID「" + item.link_id + "」が重なっています。",
          "The linkId \"" + item.link_id + "\" is used twice.");
    members(object, kItemMembers);
    const auto type = text_of(object, "type");
    const auto* known = std::ranges::find(kTypes, type, &std::pair<std::string_view, ItemType>::first);
    if (known == std::end(kTypes))
      add("unknown_type", "type", "この種類の項目は使えません：" + type.substr(0, 40),
          "This type of item cannot be used: " + type.substr(0, 40));
    else
      item.type = known->second;
    plain_members(object, item);
    item_extensions(object, item);
    options(object, item);
    conditions(object, item);
    initial(object, item);
    if (item.type != ItemType::group && object.contains("item"))
      add("unsupported", "item", "項目を入れられるのはグループだけです。", "Only groups hold items.");
    if (item.is_table() && tables == 2)
      add("too_deep", "repeats", "くり返しの中のくり返しは1段までです。",
          "Repeating groups can be nested once.");
    if (item.type == ItemType::group) items(object, item.items, depth + 1, tables + (item.repeats ? 1 : 0));
    link_ = outer;
    return item;
  }
  void plain_members(const bj::object& object, Item& item) {
    item.text = line_of(object, "text", 2000);
    if (item.text.empty() && item.type != ItemType::group)
      add("required", "text", "項目の見出しを入れてください。", "Give the item a text.");
    item.prefix = line_of(object, "prefix", 20);
    item.required = flag_of(object, "required");
    item.repeats = flag_of(object, "repeats");
    item.read_only = flag_of(object, "readOnly");
    const bool may_repeat =
        item.type == ItemType::group || item.type == ItemType::choice || item.type == ItemType::open_choice;
    if (item.repeats && !may_repeat)
      add("unsupported", "repeats", "くり返せるのはグループと選択肢だけです。",
          "Only groups and choices repeat.");
    if (const auto* length = object.if_contains("maxLength")) {
      const auto number = number_of(length);
      const bool is_text =
          item.type == ItemType::string || item.type == ItemType::text || item.type == ItemType::open_choice;
      if (!number || *number < 1 || 10000 < *number || !is_text) return unusable("maxLength");
      item.max_length = static_cast<std::int64_t>(*number);
    }
  }
  void options(const bj::object& object, Item& item) {
    const bool chooses = item.type == ItemType::choice || item.type == ItemType::open_choice;
    std::set<std::string> codes;
    each_of(object, "answerOption", kMostOptions, [&](const bj::object& option) {
      const auto* coding = object_of(option, "valueCoding");
      if (coding == nullptr || !chooses) return unusable("answerOption");
      Option one{line_of(*coding, "code", 64), line_of(*coding, "display", 200)};
      if (one.display.empty()) one.display = one.code;
      if (one.code.empty() || !codes.insert(one.code).second)
        return add("duplicate", "answerOption", "選択肢の記号がないか、重なっています。",
                   "A choice has no code, or one that is used twice.");
      if (flag_of(option, "initialSelected")) {
        if (!item.initial.codes) item.initial.codes.emplace();
        item.initial.codes->items.push_back({one.code});
      }
      item.options.push_back(std::move(one));
    });
    if (item.type == ItemType::choice && item.options.empty())
      add("required", "answerOption", "選択肢を入れてください。", "Give it choices.");
  }
  /// `answerX`, `valueX`: nothing where it is of no kind the program knows.
  static std::optional<AnswerValue> value_of(const bj::object& object, const std::string& stem) {
    AnswerValue value;
    if (const auto* flag = object.if_contains(stem + "Boolean"); flag != nullptr && flag->is_bool())
      value.flag = flag->get_bool();
    else if (const auto whole = number_of(object.if_contains(stem + "Integer")))
      value.number = whole;
    else if (const auto decimal = number_of(object.if_contains(stem + "Decimal")))
      value.number = decimal;
    else if (const auto* quantity = object_of(object, stem + "Quantity"))
      value.number = number_of(quantity->if_contains("value"));
    else if (const auto day = parse_date(text_of(object, stem + "Date")))
      value.date = day;
    else if (const auto* coding = object_of(object, stem + "Coding"))
      value.codes.emplace().items.push_back({text_of(*coding, "code")});
    else if (auto words = text_of(object, stem + "String"); !words.empty())
      value.text.emplace().value = std::move(words);
    if (is_empty(value)) return std::nullopt;
    return value;
  }
  void conditions(const bj::object& object, Item& item) {
    each_of(object, "enableWhen", kMostConditions, [&](const bj::object& one) {
      Condition condition{text_of(one, "question"), text_of(one, "operator"), {}};
      const auto value = value_of(one, "answer");
      const bool known = std::ranges::find(kOperators, condition.operation) != std::end(kOperators);
      if (!known || !value || (condition.operation == "exists" && !value->flag))
        return unusable("enableWhen");
      condition.answer = *value;
      item.conditions.push_back(std::move(condition));
    });
    const auto behaviour = text_of(object, "enableBehavior");
    if (!behaviour.empty() && behaviour != "all" && behaviour != "any") return unusable("enableBehavior");
    if (item.conditions.size() > 1 && behaviour.empty())
      add("required", "enableBehavior", "条件がいくつもあるときは、「すべて」か「どれか」を選んでください。",
          "With several conditions, choose all or any.");
    item.any_condition = behaviour == "any";
  }
  void initial(const bj::object& object, Item& item) {
    each_of(object, "initial", 1, [&](const bj::object& one) {
      const auto value = value_of(one, "value");
      if (!value || !fits(item, *value)) return unusable("initial");
      item.initial = *value;
    });
    if (item.repeats || !item.initial.codes || item.initial.codes->size() < 2) return;
    unusable("answerOption");
  }

  std::string link_;
  std::set<std::string> links_;
  std::size_t count_ = 0;
};

}  // namespace

Reading read_questionnaire(std::string_view text) {
  Reader reader;
  bj::parse_options options;
  options.max_depth = 32;
  boost::system::error_code ec;
  const auto value = bj::parse(bj::string_view(text.data(), text.size()), ec, {}, options);
  if (ec || text.size() > kLongestForm) {
    reader.reading.problems.push_back({"not_a_form", "", "", "様式として読み取れないか、大きすぎます。",
                                       "This cannot be read as a form, or is too large."});
    return std::move(reader.reading);
  }
  reader.form(value);
  auto& reading = reader.reading;
  check_references(reading.form, [&](FormProblem problem) {
    if (reading.problems.size() < kMostProblems) reading.problems.push_back(std::move(problem));
  });
  return std::move(reading);
}

std::string with_title(std::string_view text, const std::string& title) {
  boost::system::error_code ec;
  auto value = bj::parse(bj::string_view(text.data(), text.size()), ec);
  if (ec || !value.is_object()) return std::string(text);
  value.as_object()["title"] = title;
  value.as_object().erase("_title");
  return bj::serialize(value);
}

}  // namespace musubi::form
