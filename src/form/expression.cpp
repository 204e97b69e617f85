#include "form/expression.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace musubi::form {

/// `name` says what a node is: an operator's sign, a function, `number`, `answers` …
struct Expression::Node {
  std::string name, text;
  Atom literal;
  std::vector<std::shared_ptr<const Node>> parts;
};

namespace {

using Part = std::shared_ptr<const Expression::Node>;

constexpr std::size_t kLongest = 2000;  // bytes
constexpr int kDeepest = 40;
constexpr std::string_view kFunctions[] = {"sum",   "count", "exists", "empty", "not",
                                           "first", "last",  "round",  "age"};
constexpr std::string_view kPatient[] = {
    "name",    "kana",  "birthDate", "age",       "sex",   "grade", "school", "className",
    "address", "phone", "guardians", "allergies", "alert", "team",  "last",   "arrangements"};

Part node(std::string name, std::vector<Part> parts = {}, std::string text = {}) {
  return std::make_shared<Expression::Node>(
      Expression::Node{std::move(name), std::move(text), {}, std::move(parts)});
}
Part literal(Atom atom) {
  auto made = std::make_shared<Expression::Node>();
  made->name = "literal";
  made->literal = std::move(atom);
  return made;
}

/// Recursive descent; each level of precedence is one function (FHIRPath 2.0.0, section 6.8).
class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text) {}

  Result<Part> whole() {
    if (text_.size() > kLongest) return objection("式が長すぎます。", "The expression is too long.");
    TRY_ASSIGN(auto part, disjunction());
    skip();
    if (at_ < text_.size()) return misunderstood();
    return part;
  }
  std::vector<std::string> links;
  bool asks_patient = false;

 private:
  static std::unexpected<Error> objection(std::string ja, std::string en) {
    return fail(Code::invalid, "expression", std::move(ja), std::move(en));
  }
  [[nodiscard]] std::unexpected<Error> misunderstood() const {
    const auto rest = std::string(text_.substr(at_, 20));
    return objection(fmt::format("式の「{}」のところが使えません。", rest),
                     fmt::format("\"{}\" cannot be used here.", rest));
  }

  void skip() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\n' || text_[at_] == '\t')) ++at_;
  }
  bool take(std::string_view sign) {
    skip();
    if (!text_.substr(at_).starts_with(sign)) return false;
    at_ += sign.size();
    return true;
  }
  static bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
  bool take_word(std::string_view word) {
    skip();
    const auto rest = text_.substr(at_);
    if (!rest.starts_with(word) || (rest.size() > word.size() && is_letter(rest[word.size()]))) return false;
    at_ += word.size();
    return true;
  }
  std::string word() {
    skip();
    const auto from = at_;
    while (at_ < text_.size() && is_letter(text_[at_])) ++at_;
    return std::string(text_.substr(from, at_ - from));
  }
  Result<std::string> quoted() {
    if (!take("'")) return misunderstood();
    const auto end = text_.find('\'', at_);
    if (end == std::string_view::npos) return misunderstood();
    auto out = std::string(text_.substr(at_, end - at_));
    if (out.find('\\') != std::string::npos) return misunderstood();
    at_ = end + 1;
    return out;
  }

  Result<Part> disjunction() {
    if (++depth_ > kDeepest)
      return objection("式の入れ子が深すぎます。", "The expression is nested too deeply.");
    TRY_ASSIGN(auto left, conjunction());
    while (take_word("or")) {
      TRY_ASSIGN(auto right, conjunction());
      left = node("or", {left, right});
    }
    --depth_;
    return left;
  }
  Result<Part> conjunction() {
    TRY_ASSIGN(auto left, comparison());
    while (take_word("and")) {
      TRY_ASSIGN(auto right, comparison());
      left = node("and", {left, right});
    }
    return left;
  }
  Result<Part> comparison() {
    TRY_ASSIGN(auto left, addition());
    for (const auto* sign : {"!=", "<=", ">=", "=", "<", ">"}) {
      if (!take(sign)) continue;
      TRY_ASSIGN(auto right, addition());
      return node(sign, {left, right});
    }
    return left;
  }
  Result<Part> addition() {
    TRY_ASSIGN(auto left, multiplication());
    for (;;) {
      const char* sign = take("+") ? "+" : take("-") ? "-" : take("&") ? "&" : nullptr;
      if (sign == nullptr) return left;
      TRY_ASSIGN(auto right, multiplication());
      left = node(sign, {left, right});
    }
  }
  Result<Part> multiplication() {
    TRY_ASSIGN(auto left, unary());
    for (;;) {
      const char* sign = take("*") ? "*" : take("/") ? "/" : nullptr;
      if (sign == nullptr) return left;
      TRY_ASSIGN(auto right, unary());
      left = node(sign, {left, right});
    }
  }
  Result<Part> unary() {
    if (take("-")) {
      TRY_ASSIGN(auto part, postfix());
      return node("-", {literal(0.0), part});
    }
    return postfix();
  }
  Result<Part> postfix() {
    TRY_ASSIGN(auto part, primary());
    while (take(".")) {
      const auto name = word();
      if (std::ranges::find(kFunctions, name) == std::end(kFunctions) || !take("(")) return misunderstood();
      std::vector<Part> parts{part};
      if (name == "round" && !take(")")) {
        TRY_ASSIGN(auto digits, disjunction());
        parts.push_back(digits);
        if (!take(")")) return misunderstood();
      } else if (name != "round" && !take(")")) {
        return misunderstood();
      }
      part = node(name, std::move(parts));
    }
    return part;
  }
  Result<Part> primary() {
    skip();
    if (take("(")) {
      TRY_ASSIGN(auto inner, disjunction());
      if (!take(")")) return misunderstood();
      return inner;
    }
    if (take("%resource")) return answers();
    if (take("%patient")) return patient();
    if (take("@")) {
      const auto day = parse_date(text_.substr(at_, 10));
      if (!day) return misunderstood();
      at_ += 10;
      return literal(*day);
    }
    if (at_ < text_.size() && text_[at_] == '\'') {
      TRY_ASSIGN(auto words, quoted());
      return literal(std::move(words));
    }
    if (at_ < text_.size() && text_[at_] >= '0' && text_[at_] <= '9') return number();
    if (take_word("true")) return literal(true);
    if (take_word("false")) return literal(false);
    if (take_word("today")) {
      if (!take("(") || !take(")")) return misunderstood();
      return node("today");
    }
    if (take_word("iif")) return choice();
    return misunderstood();
  }
  Result<Part> number() {
    auto end = at_;
    while (end < text_.size() && text_[end] >= '0' && text_[end] <= '9') ++end;
    if (end + 1 < text_.size() && text_[end] == '.' && text_[end + 1] >= '0' && text_[end + 1] <= '9')
      for (++end; end < text_.size() && text_[end] >= '0' && text_[end] <= '9';) ++end;
    double value = 0;
    std::from_chars(text_.data() + at_, text_.data() + end, value);
    at_ = end;
    return literal(value);
  }
  Result<Part> choice() {
    if (!take("(")) return misunderstood();
    std::vector<Part> parts;
    for (int i = 0; i < 3; ++i) {
      TRY_ASSIGN(auto part, disjunction());
      parts.push_back(std::move(part));
      if (!take(i < 2 ? "," : ")")) return misunderstood();
    }
    return node("iif", std::move(parts));
  }
  /// `.descendants().where(linkId='x').answer.value`, `.item.where(linkId='g').item.where(linkId='x')…`
  Result<Part> answers() {
    std::string link;
    for (;;) {
      const auto before = at_;
      if (take(".item") || take(".answer") || take(".value") || take(".code") || take(".descendants()") ||
          take(".repeat(item)"))
        continue;
      if (take(".where")) {
        if (!take("(") || !take_word("linkId") || !take("=")) return misunderstood();
        TRY_ASSIGN(link, quoted());
        if (!take(")")) return misunderstood();
        continue;
      }
      at_ = before;
      break;
    }
    if (link.empty()) return misunderstood();
    links.push_back(link);
    return node("answers", {}, link);
  }
  Result<Part> patient() {
    if (!take(".")) return misunderstood();
    const auto property = word();
    if (std::ranges::find(kPatient, property) == std::end(kPatient)) return misunderstood();
    std::string argument;
    const bool needs_argument = property == "last" || property == "arrangements";
    if ((property == "team" || needs_argument) && take("(")) {
      TRY_ASSIGN(argument, quoted());
      if (!take(")")) return misunderstood();
    } else if (needs_argument) {
      return misunderstood();
    }
    asks_patient = true;
    return node("patient", {literal(argument)}, property);
  }

  std::string_view text_;
  std::size_t at_ = 0;
  int depth_ = 0;
};

// --- working it out

template <class T>
const T* only(const Atoms& atoms) {
  return atoms.size() == 1 ? std::get_if<T>(&atoms.front()) : nullptr;
}
std::string words_of(const Atom& atom) {
  if (const auto* number = std::get_if<double>(&atom)) return number_words(*number);
  if (const auto* flag = std::get_if<bool>(&atom)) return *flag ? "true" : "false";
  if (const auto* day = std::get_if<Date>(&atom)) return to_string(*day);
  return std::get<std::string>(atom);
}
bool is_true(const Atoms& atoms) {
  const auto* flag = only<bool>(atoms);
  return flag != nullptr && *flag;
}

Atoms arithmetic(char sign, double left, double right) {
  double out = 0;
  switch (sign) {
    case '+':
      out = left + right;
      break;
    case '-':
      out = left - right;
      break;
    case '*':
      out = left * right;
      break;
    default:
      if (right == 0) return {};  // FHIRPath 6.6.2: empty
      out = left / right;
  }
  if (!std::isfinite(out)) return {};
  return {out};
}
Atoms combine(char sign, const Atoms& left, const Atoms& right) {
  if (sign == '&')  // FHIRPath 6.6.7: empty counts as no letters
    return {(left.empty() ? "" : words_of(left.front())) + (right.empty() ? "" : words_of(right.front()))};
  if (const auto* a = only<double>(left), *b = only<double>(right); a != nullptr && b != nullptr)
    return arithmetic(sign, *a, *b);
  if (const auto* a = only<std::string>(left), *b = only<std::string>(right);
      a != nullptr && b != nullptr && sign == '+')
    return {*a + *b};
  if (const auto* a = only<Date>(left), *b = only<Date>(right); a != nullptr && b != nullptr && sign == '-')
    return {static_cast<double>(days_between(*b, *a))};
  return {};
}
Atoms compare(const std::string& sign, const Atoms& left, const Atoms& right) {
  if (left.size() != 1 || right.size() != 1 || left.front().index() != right.front().index()) return {};
  const auto &a = left.front(), &b = right.front();
  if (sign == "=") return {a == b};
  if (sign == "!=") return {a != b};
  if (sign == "<") return {a < b};
  if (sign == ">") return {b < a};
  if (sign == "<=") return {!(b < a)};
  return {!(a < b)};
}
Atoms rounded(const Atoms& atoms, const Atoms& digits) {
  const auto* number = only<double>(atoms);
  if (number == nullptr) return {};
  const auto* places = only<double>(digits);
  const double scale = std::pow(10, places == nullptr ? 0 : std::clamp(std::trunc(*places), 0.0, 6.0));
  return {std::round(*number * scale) / scale};
}
Atoms apply(const std::string& name, const Atoms& atoms, const Surroundings& around) {
  if (name == "count") return {static_cast<double>(atoms.size())};
  if (name == "exists") return {!atoms.empty()};
  if (name == "empty") return {atoms.empty()};
  if (name == "sum") {
    double sum = 0;
    for (const auto& atom : atoms)
      if (const auto* number = std::get_if<double>(&atom)) sum += *number;
    return {sum};
  }
  if (atoms.empty()) return {};
  if (name == "first") return {atoms.front()};
  if (name == "last") return {atoms.back()};
  if (name == "not") {
    const auto* flag = only<bool>(atoms);
    return flag == nullptr ? Atoms{} : Atoms{!*flag};
  }
  const auto* birth = only<Date>(atoms);  // age
  if (birth == nullptr || around.today < *birth) return {};
  return {static_cast<double>(age_on(*birth, around.today).years)};
}

Atoms work_out(const Expression::Node& node, const Surroundings& around) {
  const auto part = [&](std::size_t i) { return work_out(*node.parts[i], around); };
  if (node.name == "literal") return {node.literal};
  if (node.name == "today") return {around.today};
  if (node.name == "answers") return around.answers ? around.answers(node.text) : Atoms{};
  if (node.name == "patient")
    return around.patient ? around.patient(node.text, std::get<std::string>(node.parts[0]->literal))
                          : Atoms{};
  if (node.name == "iif") return is_true(part(0)) ? part(1) : part(2);
  if (node.name == "and") return {is_true(part(0)) && is_true(part(1))};
  if (node.name == "or") return {is_true(part(0)) || is_true(part(1))};
  if (node.name == "round") return rounded(part(0), node.parts.size() > 1 ? part(1) : Atoms{});
  if (node.name.size() == 1 && std::string_view("+-*/&").contains(node.name[0]))
    return combine(node.name[0], part(0), part(1));
  if (node.parts.size() == 2) return compare(node.name, part(0), part(1));
  return apply(node.name, part(0), around);
}

}  // namespace

Result<Expression> Expression::parse(std::string_view text) {
  Parser parser(text);
  Expression made;
  TRY_ASSIGN(made.root_, parser.whole());
  made.links_ = std::move(parser.links);
  made.asks_patient_ = parser.asks_patient;
  return made;
}

Atoms Expression::evaluate(const Surroundings& around) const {
  return work_out(*root_, around);
}

std::string number_words(double number) {
  // What adding tenths leaves behind is no part of the answer.
  const double tidy = std::round(number * 1e6) / 1e6;
  return fmt::format("{}", tidy == 0 ? 0.0 : tidy);
}

}  // namespace musubi::form
