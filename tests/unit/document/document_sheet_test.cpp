// Paper of documents: how many pages, that long words break, and that nothing is needed but the sheet. Pure.
#include <gtest/gtest.h>

#include "document/filled_sheet.hpp"

namespace musubi::document {
namespace {

TEST(DocumentSheet, IsDrawnOnAsManyPagesAsItNeeds) {
  const auto brief = draw_document_sheet(a_sheet("individual_education_support_plan", "絵カードで示す。", 1));
  EXPECT_TRUE(brief.starts_with("%PDF-"));
  EXPECT_GE(pages_of(brief), 1);
  std::string text;
  for (int i = 0; i < 6; ++i) text += "場面に合うことばの見本を大人が先に示し、言えたらすぐに応える。";
  const auto sheet = draw_document_sheet(a_sheet("individual_education_support_plan", text, 4));
  EXPECT_GE(pages_of(sheet), 4);
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
