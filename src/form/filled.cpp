#include "form/filled.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

namespace musubi::form {
namespace {

Atoms atoms_of(const AnswerValue& value) {
  Atoms atoms;
  if (value.codes)
    for (const auto& code : *value.codes) atoms.emplace_back(code.value);
  if (value.text && !value.text->empty()) atoms.emplace_back(value.text->value);
  if (value.number) atoms.emplace_back(*value.number);
  if (value.flag) atoms.emplace_back(*value.flag);
  if (value.date) atoms.emplace_back(*value.date);
  return atoms;
}

bool compares(const std::string& operation, const Atom& left, const Atom& right) {
  if (left.index() != right.index()) return false;
  if (operation == "=") return left == right;
  if (operation == "!=") return left != right;
  if (operation == "<") return left < right;
  if (operation == ">") return right < left;
  if (operation == "<=") return !(right < left);
  return !(left < right);
}

/// Calls `each(path, row_or_question)` for everything, outermost first.
template <class Each>
void every(const std::vector<Shown>& shown, const Each& each) {
  for (const auto& one : shown) {
    each(one);
    every(one.inner, each);
  }
}

}  // namespace

Filled::Filled(const Questionnaire& form, Answers answers, const Date& today)
    : form_(form), answers_(std::move(answers)), today_(today), index_(index_of(form)) {
  std::erase_if(answers_, [](const auto& answer) { return is_empty(answer.second); });
}

/// The rows of a repeating group, `goals:a1` …, by their order.
std::vector<std::string> Filled::rows_at(const std::string& table) const {
  std::vector<std::pair<double, std::string>> found;
  for (auto at = answers_.lower_bound(table + ':');
       at != answers_.end() && at->first.starts_with(table + ':'); ++at)
    if (at->second.order && at->first.find('/', table.size()) == std::string::npos)
      found.emplace_back(*at->second.order, at->first);
  std::ranges::sort(found);
  if (found.size() > kMostRows) found.resize(kMostRows);
  std::vector<std::string> rows;
  for (auto& [order, path] : found) rows.push_back(std::move(path));
  return rows;
}

bool Filled::shows(const Known& known, const std::string& rows) const {
  // A group around it stands in the same row, or is the table whose row this is.
  if (known.parent != nullptr) {
    auto outer = rows;
    if (known.parent->item->is_table() && !outer.empty()) {
      outer.pop_back();
      outer = std::string(rows_of(outer));
    }
    if (!shows(*known.parent, outer)) return false;
  }
  const auto& conditions = known.item->conditions;
  if (conditions.empty()) return true;
  const auto met = [&](const Condition& condition) { return holds(condition, rows); };
  return known.item->any_condition ? std::ranges::any_of(conditions, met)
                                   : std::ranges::all_of(conditions, met);
}

bool Filled::holds(const Condition& condition, const std::string& rows) const {
  const auto at = index_.find(condition.question);
  if (at == index_.end()) return false;
  // The question stands in the same row or further out: as many rows as it has tables around it.
  std::size_t end = 0;
  for (std::size_t i = 0; i < at->second.tables.size(); ++i) end = rows.find('/', end) + 1;
  const auto asked = rows.substr(0, end);
  Atoms atoms;
  if (shows(at->second, asked)) atoms = form::atoms_of(value_at(at->second, asked));
  if (condition.operation == "exists") return !atoms.empty() == condition.answer.flag.value_or(true);
  const auto wanted = form::atoms_of(condition.answer);
  if (wanted.empty()) return false;
  const auto met = [&](const Atom& atom) { return compares(condition.operation, atom, wanted.front()); };
  // R4: one answer that fulfils it is enough; "!=" is the opposite of "=".
  if (condition.operation == "!=") return !atoms.empty() && std::ranges::all_of(atoms, met);
  return std::ranges::any_of(atoms, met);
}

AnswerValue Filled::value_at(const Known& known, const std::string& rows) const {
  if (!known.item->calculated.empty()) return reckon(*known.item);
  const auto at = answers_.find(rows + known.item->link_id);
  return at == answers_.end() || !fits(*known.item, at->second) ? AnswerValue{} : at->second;
}

AnswerValue Filled::reckon(const Item& item) const {
  auto& kept = reckoned_[item.link_id];
  if (kept.done) return kept.value;
  kept.done = true;  // before reckoning: a circle, which no published form has, ends here
  const auto expression = Expression::parse(item.calculated);
  if (!expression) return {};
  const auto value = value_of(
      item, expression->evaluate({today_, [this](const std::string& link) { return atoms_of(link); }, {}}));
  reckoned_[item.link_id].value = value;
  return value;
}

/// All answers to one question, of all rows, in their order.
Atoms Filled::atoms_of(const std::string& link) const {
  const auto at = index_.find(link);
  if (at == index_.end()) return {};
  const auto& known = at->second;
  std::vector<std::string> prefixes{""};
  for (const auto& table : known.tables) {
    std::vector<std::string> next;
    for (const auto& prefix : prefixes)
      for (const auto& row : rows_at(prefix + table)) next.push_back(row + '/');
    prefixes = std::move(next);
  }
  Atoms atoms;
  for (const auto& rows : prefixes) {
    if (!shows(known, rows)) continue;
    for (auto& atom : form::atoms_of(value_at(known, rows))) atoms.push_back(std::move(atom));
  }
  return atoms;
}

void Filled::gather(const std::vector<Item>& items, const std::string& rows, std::vector<Shown>& out) const {
  for (const auto& item : items) {
    const auto at = index_.find(item.link_id);
    if (at == index_.end() || at->second.item != &item || !shows(at->second, rows)) continue;
    Shown one{&item, rows + item.link_id, {}, false, {}};
    if (item.is_table()) {
      for (const auto& path : rows_at(one.path)) {
        Shown row{&item, path, answers_.at(path), true, {}};
        gather(item.items, path + '/', row.inner);
        one.inner.push_back(std::move(row));
      }
    } else if (item.type == ItemType::group) {
      gather(item.items, rows, one.inner);
    } else if (item.is_question()) {
      one.value = value_at(at->second, rows);
    }
    out.push_back(std::move(one));
  }
}

std::vector<Shown> Filled::shown() const {
  std::vector<Shown> out;
  gather(form_.items, "", out);
  return out;
}

std::vector<PathAnswer> Filled::reckoned() const {
  std::vector<PathAnswer> out;
  every(shown(), [&](const Shown& one) {
    if (!one.item->calculated.empty()) out.push_back({one.path, one.value});
  });
  return out;
}

std::vector<AnswerProblem> Filled::problems() const {
  std::vector<AnswerProblem> out;
  every(shown(), [&](const Shown& one) {
    const auto& item = *one.item;
    const auto& value = one.value;
    const auto add = [&](std::string code, std::string ja, std::string en) {
      out.push_back({one.path, item.link_id, std::move(code), std::move(ja), std::move(en)});
    };
    if (one.is_row || item.type == ItemType::display) return;
    const bool missing = item.is_table() ? one.inner.empty() : item.is_question() && is_empty(value);
    if (item.required && missing)
      return add("required", "「" + item.text + "」が入っていません。", "\"" + item.text + "\" is missing.");
    if (!item.is_question() || !item.calculated.empty()) return;
    const auto length = value.text ? text::length(value.text->value).value_or(0) : 0;
    const auto most = item.max_length > 0 ? static_cast<std::size_t>(item.max_length)
                                          : (item.type == ItemType::text ? 10000UL : 1000UL);
    if (length > most)
      add("too_long",
          fmt::format("「{}」は{}文字以内にしてください（いま{}文字）。", item.text, most, length),
          fmt::format("\"{}\": at most {} characters (now {}).", item.text, most, length));
    const bool low = (item.least && value.number && *value.number < *item.least) ||
                     (item.first_day && value.date && *value.date < *item.first_day);
    const bool high = (item.most && value.number && *item.most < *value.number) ||
                      (item.last_day && value.date && *item.last_day < *value.date);
    if (low || high)
      add("range", "「" + item.text + "」の値が、" + (low ? "小さすぎます。" : "大きすぎます。"),
          "\"" + item.text + "\" is too " + (low ? "low." : "high."));
    if (value.codes && std::ranges::any_of(*value.codes, [&](const auto& code) {
          return std::ranges::find(item.options, code.value, &Option::code) == item.options.end();
        }))
      add("unknown_option", "「" + item.text + "」で選ばれているものは、いまの選択肢にありません。",
          "What was chosen for \"" + item.text + "\" is no longer among the choices.");
  });
  return out;
}

std::vector<PathAnswer> Filled::frozen() const {
  std::vector<PathAnswer> out;
  every(shown(), [&](const Shown& one) {
    if (!is_empty(one.value)) out.push_back({one.path, one.value});
  });
  return out;
}

std::vector<PathAnswer> Filled::aside() const {
  std::vector<PathAnswer> out;
  for (const auto& [path, value] : answers_) {
    if (value.order) continue;  // a row says nothing by itself
    const auto* item = item_at(index_, path);
    if (item == nullptr || !item->calculated.empty() || !fits(*item, value)) out.push_back({path, value});
  }
  return out;
}

AnswerValue value_of(const Item& item, const Atoms& atoms) {
  AnswerValue value;
  if (atoms.size() != 1) return value;
  const auto& atom = atoms.front();
  if (item.type == ItemType::string || item.type == ItemType::text || item.type == ItemType::open_choice) {
    auto& words = value.text.emplace().value;
    if (const auto* text = std::get_if<std::string>(&atom)) words = *text;
    if (const auto* number = std::get_if<double>(&atom)) words = number_words(*number);
    if (const auto* day = std::get_if<Date>(&atom)) words = to_string(*day);
    if (const auto* flag = std::get_if<bool>(&atom)) words = *flag ? "はい" : "いいえ";
    if (words.empty()) value.text.reset();
  } else if (const auto* number = std::get_if<double>(&atom)) {
    value.number = item.type == ItemType::integer ? std::round(*number) : std::round(*number * 1e6) / 1e6;
  } else if (const auto* flag = std::get_if<bool>(&atom)) {
    value.flag = *flag;
  } else if (const auto* day = std::get_if<Date>(&atom)) {
    value.date = *day;
  }
  return fits(item, value) ? value : AnswerValue{};
}

namespace {

/// What an expression tells of a question in a repeating group makes rows: one for each atom, and the first
/// of every question of the group stand in the same row.
void first_rows(const Known& known, const std::string& link, const Atoms& atoms, Answers& answers) {
  const auto& table = known.tables.front();
  for (std::size_t i = 0; i < std::min(atoms.size(), kMostRows); ++i) {
    const auto row = table + ":p" + std::to_string(i + 1);
    answers[row].order = static_cast<double>(i + 1);
    auto value = value_of(*known.item, {atoms[i]});
    if (!is_empty(value)) answers.insert_or_assign(row + '/' + link, std::move(value));
  }
}

}  // namespace

/// In a repeating group, what an expression tells makes a row for each of its atoms.
Answers first_answers(const Questionnaire& form, const Surroundings& around) {
  Answers answers;
  for (const auto& [link, known] : index_of(form)) {
    if (known.tables.size() > 1 || !known.item->is_question()) continue;
    const bool in_rows = !known.tables.empty();
    auto value = in_rows ? AnswerValue{} : known.item->initial;
    if (!known.item->prefill.empty())
      if (const auto expression = Expression::parse(known.item->prefill)) {
        const auto atoms = expression->evaluate(around);
        if (in_rows)
          first_rows(known, link, atoms, answers);
        else
          value = value_of(*known.item, atoms);
      }
    if (!is_empty(value)) answers.emplace(link, std::move(value));
  }
  return answers;
}

}  // namespace musubi::form
