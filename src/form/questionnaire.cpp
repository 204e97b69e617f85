#include "form/questionnaire.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "base/date_words.hpp"
#include "form/expression.hpp"

namespace musubi::form {
namespace {

void walk(const std::vector<Item>& items, const Known* parent, const std::vector<std::string>& tables,
          Index& index) {
  for (const auto& item : items) {
    const auto [at, fresh] = index.try_emplace(item.link_id, Known{&item, parent, tables});
    if (item.items.empty()) continue;
    auto inner = tables;
    if (item.is_table()) inner.push_back(item.link_id);
    walk(item.items, fresh ? &at->second : parent, inner, index);
  }
}

/// What a question's answer depends on: what shows it, what is around it, what it is reckoned from.
class Circles {
 public:
  Circles(const Index& index, const std::map<std::string, Expression>& expressions)
      : index_(index), expressions_(expressions) {}
  /// Whether this one depends on itself.
  bool is_in_one(const std::string& link) {
    seen_.clear();
    return reaches(link, link);
  }

 private:
  std::vector<std::string> needs(const std::string& link) const {
    std::vector<std::string> out;
    const auto at = index_.find(link);
    if (at == index_.end()) return out;
    for (const auto& condition : at->second.item->conditions) out.push_back(condition.question);
    if (at->second.parent != nullptr) out.push_back(at->second.parent->item->link_id);
    if (const auto own = expressions_.find(link); own != expressions_.end())
      out.insert(out.end(), own->second.links().begin(), own->second.links().end());
    return out;
  }
  bool reaches(const std::string& from, const std::string& goal) {
    for (const auto& next : needs(from)) {
      if (next == goal) return true;
      if (seen_.insert(next).second && reaches(next, goal)) return true;
    }
    return false;
  }
  const Index& index_;
  const std::map<std::string, Expression>& expressions_;
  std::set<std::string> seen_;
};

bool is_prefix(const std::vector<std::string>& shorter, const std::vector<std::string>& longer) {
  return shorter.size() <= longer.size() && std::equal(shorter.begin(), shorter.end(), longer.begin());
}
bool may_be_reckoned(const Item& item) {
  return item.is_question() && item.type != ItemType::choice && item.type != ItemType::open_choice;
}
bool fits_question(const Item& question, const Condition& condition) {
  if (condition.operation == "exists") return condition.answer.flag.has_value();
  const bool ordered = condition.operation != "=" && condition.operation != "!=";
  if (ordered && (question.type == ItemType::choice || question.type == ItemType::open_choice ||
                  question.type == ItemType::boolean))
    return false;
  return fits(question, condition.answer);
}

class ReferenceCheck {
 public:
  ReferenceCheck(const Questionnaire& form, const std::function<void(FormProblem)>& add)
      : index_(index_of(form)), add_(add) {}
  void run() {
    for (const auto& [link, known] : index_) {
      conditions(link, known);
      calculation(link, *known.item);
      prefill(link, *known.item);
    }
    Circles circles(index_, expressions_);
    for (const auto& [link, known] : index_)
      if ((!known.item->conditions.empty() || !known.item->calculated.empty()) && circles.is_in_one(link))
        add_({"circle", link, known.item->calculated.empty() ? "enableWhen" : "calculatedExpression",
              "表示の条件や計算が、ぐるりと自分に戻っています。",
              "What shows or reckons this item depends on the item itself."});
  }

 private:
  void conditions(const std::string& link, const Known& known) {
    for (const auto& condition : known.item->conditions) {
      const auto asked = index_.find(condition.question);
      if (asked == index_.end() || !asked->second.item->is_question() || condition.question == link) {
        add_({"dangling", link, "enableWhen",
              fmt::format("表示の条件にある項目「{}」がありません。", condition.question),
              fmt::format("There is no question \"{}\" to depend on.", condition.question)});
      } else if (!is_prefix(asked->second.tables, known.tables)) {
        add_({"dangling", link, "enableWhen", "くり返しの外からは、その中の項目を表示の条件にできません。",
              "What stands outside a repeating group cannot depend on a question within."});
      } else if (!fits_question(*asked->second.item, condition)) {
        add_({"wrong_type", link, "enableWhen", "表示の条件の値が、その項目の種類に合いません。",
              "The value of the condition does not fit the question."});
      }
    }
  }
  std::optional<Expression> parsed(const std::string& link, const std::string& property,
                                   const std::string& text) {
    auto parsed = Expression::parse(text);
    if (parsed) return std::move(*parsed);
    add_({"expression", link, property, parsed.error().detail, parsed.error().detail_en});
    return std::nullopt;
  }
  void calculation(const std::string& link, const Item& item) {
    if (item.calculated.empty()) return;
    if (!may_be_reckoned(item))
      add_({"unsupported", link, "calculatedExpression", "この種類の項目は計算できません。",
            "Items of this type cannot be calculated."});
    auto expression = parsed(link, "calculatedExpression", item.calculated);
    if (!expression) return;
    if (expression->asks_patient())
      add_({"expression", link, "calculatedExpression", "計算に本人の情報（%patient）は使えません。",
            "%patient is for initial values only."});
    for (const auto& asked : expression->links()) {
      const auto at = index_.find(asked);
      if (at == index_.end() || !at->second.item->is_question())
        add_({"dangling", link, "calculatedExpression",
              fmt::format("計算に使う項目「{}」がありません。", asked),
              fmt::format("There is no question \"{}\" to reckon with.", asked)});
    }
    expressions_.emplace(link, std::move(*expression));
  }
  void prefill(const std::string& link, const Item& item) {
    if (item.prefill.empty()) return;
    const bool fits = may_be_reckoned(item) || item.type == ItemType::open_choice;  // in own words
    if (!fits || !item.calculated.empty())
      add_({"unsupported", link, "initialExpression", "この項目に最初の値の式は使えません。",
            "This item cannot have an expression for its first value."});
    const auto expression = parsed(link, "initialExpression", item.prefill);
    if (expression && !expression->links().empty())
      add_({"expression", link, "initialExpression", "最初の値の式に、ほかの項目の答えは使えません。",
            "An expression for a first value cannot ask other answers."});
  }

  Index index_;
  const std::function<void(FormProblem)>& add_;
  std::map<std::string, Expression> expressions_;
};

bool is_row_name(std::string_view row) {
  return !row.empty() && row.size() <= 16 && std::ranges::all_of(row, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  });
}

}  // namespace

Index index_of(const Questionnaire& form) {
  Index index;
  walk(form.items, nullptr, {}, index);
  return index;
}

void check_references(const Questionnaire& form, const std::function<void(FormProblem)>& add) {
  ReferenceCheck(form, add).run();
}

std::string_view rows_of(std::string_view path) {
  const auto slash = path.rfind('/');
  return slash == std::string_view::npos ? std::string_view() : path.substr(0, slash + 1);
}

const Item* item_at(const Index& index, std::string_view path) {
  std::vector<std::string> rows;
  for (;;) {
    const auto slash = path.find('/');
    auto link = path.substr(0, slash);
    const auto colon = link.find(':');
    const bool is_row = colon != std::string_view::npos;
    if (is_row && !is_row_name(link.substr(colon + 1))) return nullptr;
    link = link.substr(0, colon);
    const auto at = index.find(link);
    if (at == index.end() || at->second.tables != rows) return nullptr;
    const auto* item = at->second.item;
    if (is_row != item->is_table()) return nullptr;
    if (slash == std::string_view::npos) return is_row || item->is_question() ? item : nullptr;
    if (!is_row) return nullptr;
    rows.emplace_back(link);
    path.remove_prefix(slash + 1);
  }
}

bool fits(const Item& item, const AnswerValue& value) {
  if (is_empty(value)) return true;
  const bool text = value.text.has_value(), number = value.number.has_value(), flag = value.flag.has_value(),
             date = value.date.has_value(), codes = value.codes.has_value(), order = value.order.has_value();
  const auto only = [&](bool wanted) { return wanted && text + number + flag + date + codes + order == 1; };
  switch (item.type) {
    case ItemType::group:
      return item.repeats && only(order);
    case ItemType::display:
      return false;
    case ItemType::string:
    case ItemType::text:
      return only(text);
    case ItemType::integer:
      return only(number) && *value.number == std::trunc(*value.number);
    case ItemType::decimal:
    case ItemType::quantity:
      return only(number);
    case ItemType::boolean:
      return only(flag);
    case ItemType::date:
      return only(date);
    case ItemType::choice:
      return only(codes) && (item.repeats || value.codes->size() <= 1);
    case ItemType::open_choice:
      return !number && !flag && !date && !order && (item.repeats || !codes || value.codes->size() <= 1);
  }
  return false;
}

std::string words_of(const Item& item, const AnswerValue& value) {
  std::string out;
  const auto add = [&](std::string_view words) {
    if (words.empty()) return;
    if (!out.empty()) out += "、";
    out += words;
  };
  if (value.codes)
    for (const auto& code : *value.codes) {
      const auto option = std::ranges::find(item.options, code.value, &Option::code);
      add(option == item.options.end() ? code.value : option->display);
    }
  if (value.text) add(value.text->value);
  if (value.number) add(number_words(*value.number) + item.unit);
  if (value.flag) add(*value.flag ? "はい" : "いいえ");
  if (value.date) add(date_ja(*value.date));
  return out;
}

}  // namespace musubi::form
