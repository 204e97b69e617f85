#include "document/document.hpp"

#include <algorithm>
#include <map>

namespace musubi::document {
namespace {

struct Line {
  std::string path, link_id, label, words;
};

/// Questions that show, with the labels of the groups around them.
void list(const std::vector<form::Shown>& shown, const std::string& around, std::vector<Line>& out) {
  std::size_t number = 0;
  for (const auto& one : shown) {
    const auto& item = *one.item;
    if (item.is_question()) {
      const auto label = around.empty() ? item.text : around + "／" + item.text;
      out.push_back({one.path, item.link_id, label, form::words_of(item, one.value)});
    } else if (item.type == form::ItemType::group) {
      auto label = around;
      if (one.is_row)
        label += " " + std::to_string(++number);
      else if (!item.text.empty())
        label += (label.empty() ? "" : "／") + item.text;
      list(one.inner, label, out);
    }
  }
}
std::vector<Line> lines_of(const form::Questionnaire& form, const form::Answers& answers, const Date& today) {
  const form::Filled filled(form, answers, today);
  std::vector<Line> out;
  list(filled.shown(), "", out);
  return out;
}

void find_goals(const std::vector<form::Shown>& shown,
                std::vector<std::pair<std::string, std::string>>& out) {
  for (const auto& one : shown) {
    if (one.is_row && one.item->link_id.starts_with("goal")) {
      const auto words = std::ranges::find_if(one.inner, [](const auto& inner) {
        return inner.item->type == form::ItemType::string || inner.item->type == form::ItemType::text;
      });
      out.emplace_back(one.path, words == one.inner.end() ? "" : form::words_of(*words->item, words->value));
    }
    find_goals(one.inner, out);
  }
}

}  // namespace

Status check_period(const Date& from, const std::optional<Date>& until,
                    const std::optional<Date>& next_review_on) {
  if (until && *until < from)
    return fail(Code::invalid, "until", "終わりの日が始まりの日より前です。", "It ends before it begins.");
  if (next_review_on && *next_review_on < from)
    return fail(Code::invalid, "next_review_on", "見直しの日が始まりの日より前です。",
                "The review is before the first day.");
  return {};
}

std::vector<ComparedAnswer> compare(const form::Questionnaire& earlier_form, const form::Answers& earlier,
                                    const form::Questionnaire& later_form, const form::Answers& later,
                                    const Date& today) {
  std::map<std::string, Line> before;
  std::vector<std::string> order;
  for (auto& line : lines_of(earlier_form, earlier, today)) {
    order.push_back(line.path);
    before.emplace(line.path, std::move(line));
  }
  std::vector<ComparedAnswer> out;
  for (auto& line : lines_of(later_form, later, today)) {
    const auto at = before.find(line.path);
    const auto was = at == before.end() ? std::string() : at->second.words;
    if (at != before.end()) before.erase(at);
    const auto change = was == line.words    ? AnswerChange::same
                        : was.empty()        ? AnswerChange::added
                        : line.words.empty() ? AnswerChange::removed
                                             : AnswerChange::changed;
    out.push_back({line.path, line.link_id, line.label, was, line.words, change});
  }
  for (const auto& path : order) {
    const auto at = before.find(path);
    if (at != before.end() && !at->second.words.empty())
      out.push_back(
          {path, at->second.link_id, at->second.label, at->second.words, "", AnswerChange::removed});
  }
  return out;
}

std::vector<std::pair<std::string, std::string>> goals_of(const form::Questionnaire& form,
                                                          const form::Answers& answers, const Date& today) {
  std::vector<std::pair<std::string, std::string>> out;
  const form::Filled filled(form, answers, today);
  find_goals(filled.shown(), out);
  return out;
}

}  // namespace musubi::document
