// Paper of documents: how many pages, that long words break, and that nothing is needed but the sheet. Pure.
#include <gtest/gtest.h>

#include <chrono>
#include <fstream>

#include "document/document_service.hpp"

namespace musubi::document {
namespace {

AnswerValue words(const std::string& text) {
  AnswerValue value;
  value.text.emplace().value = text;
  return value;
}
int pages_of(const std::string& pdf) {
  const auto at = pdf.find("/Count ");
  return at == std::string::npos ? 0 : std::atoi(pdf.c_str() + at + 7);
}

/// A filled form that ships with the program: every text says `text`, every repeating group has `rows`.
DocumentSheet a_sheet(const std::string& key, const std::string& text, int rows) {
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
  sheet.printed_by = "ひかり保育園 田中 花子";
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

TEST(DocumentSheet, IsDrawnOnAsManyPagesAsItNeeds) {
  const auto brief = draw_document_sheet(a_sheet("individual_education_support_plan", "絵カードで示す。", 1));
  EXPECT_TRUE(brief.starts_with("%PDF-"));
  EXPECT_GE(pages_of(brief), 1);
  std::string text;
  for (int i = 0; i < 6; ++i) text += "場面に合うことばの見本を大人が先に示し、言えたらすぐに応える。";
  const auto begin = std::chrono::steady_clock::now();
  const auto sheet = draw_document_sheet(a_sheet("individual_education_support_plan", text, 4));
  const auto took = std::chrono::steady_clock::now() - begin;
  EXPECT_GE(pages_of(sheet), 4);
  RecordProperty("pages", pages_of(sheet));
  RecordProperty("milliseconds",
                 static_cast<int>(std::chrono::duration_cast<std::chrono::milliseconds>(took).count()));
}

TEST(DocumentSheet, BreaksWordsThatNoPageHolds) {
  std::string text;
  for (int i = 0; i < 900; ++i) text += "とても長いことば。";
  EXPECT_GE(pages_of(draw_document_sheet(a_sheet("individual_education_support_plan", text, 1))), 10);
}

TEST(DocumentSheet, IsDrawnForEveryFormThatShips) {
  for (const auto& form : form::shipped_forms())
    EXPECT_GE(pages_of(draw_document_sheet(a_sheet(form.key, "見本", 2))), 1) << form.key;
}

}  // namespace
}  // namespace musubi::document
