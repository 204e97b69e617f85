// A form that ships with the program, filled in: for the tests of its paper and for measuring how fast it is
// drawn.
#pragma once
#include <cstdlib>
#include <functional>
#include <string>

#include "document/document_service.hpp"

namespace musubi::document {

inline AnswerValue words(const std::string& text) {
  AnswerValue value;
  value.text.emplace().value = text;
  return value;
}
/// As the PDF says it.
inline int pages_of(const std::string& pdf) {
  const auto at = pdf.find("/Count ");
  return at == std::string::npos ? 0 : std::atoi(pdf.c_str() + at + 7);
}

/// Every text says `text`, every repeating group has `rows`.
inline DocumentSheet a_sheet(const std::string& key, const std::string& text, int rows) {
  DocumentSheet sheet;
  for (const auto& form : form::shipped_forms())
    if (form.key == key) sheet.form = form.meaning;
  const std::function<void(const std::vector<form::Item>&, const std::string&)> fill =
      [&](const std::vector<form::Item>& items, const std::string& at) {
        for (const auto& item : items) {
          if (item.is_table()) {
            for (int i = 1; i <= rows; ++i) {
              const auto row = at + item.link_id + ":r" + std::to_string(i);
              sheet.answers[row].order = i;
              fill(item.items, row + "/");
            }
          } else if (item.type == form::ItemType::group) {
            fill(item.items, at);
          } else if (item.type == form::ItemType::text) {
            sheet.answers[at + item.link_id] = words(text);
          } else if (item.type == form::ItemType::string) {
            sheet.answers[at + item.link_id] = words("結乃市立病院");
          } else if (!item.options.empty()) {
            sheet.answers[at + item.link_id].codes.emplace().items.push_back({item.options.front().code});
          }
        }
      };
  fill(sheet.form.items, "");
  sheet.line.title = sheet.form.title;
  sheet.line.steps = sheet.form.steps;
  sheet.line.kind = FormKind::plan;
  sheet.line.created_by_name = "田中 花子";
  sheet.line.created_by_facility = "ひかり保育園";
  sheet.name = "佐藤 ひなた";
  sheet.kana = "サトウ ヒナタ";
  sheet.printed.by = "ひかり保育園 田中 花子";
  sheet.birth_date = parse_date("2020-05-01").value();
  sheet.today = parse_date("2026-11-28").value();
  sheet.version = DocumentVersionLine{};
  sheet.version->state = DocumentVersionState::agreed;
  sheet.version->from = sheet.today;
  sheet.signatures.push_back({0, StepRole::head, "", "園長 一郎", "", {}, SignatureMethod::none, {}, ""});
  sheet.signatures.push_back(
      {1, StepRole::guardian, "", "佐藤 あかり", "mother", {}, SignatureMethod::on_screen, {}, ""});
  return sheet;
}

}  // namespace musubi::document
