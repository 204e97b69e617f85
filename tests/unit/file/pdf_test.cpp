// PDFs that tell too much, act, hide, lie or explode.
#include "file/pdf.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

#include "file/pictures.hpp"

namespace musubi::file {
namespace {

using testing::HasSubstr;
using testing::Not;
using namespace std::string_view_literals;

/// Objects 1, 2 … in this order, with a table of where they are: catalog first.
std::string pdf_of(const std::vector<std::string>& objects, const std::string& trailer = "") {
  std::string out = "%PDF-1.7\n";
  std::vector<std::size_t> places;
  for (const auto& object : objects) {
    places.push_back(out.size());
    out += std::to_string(places.size()) + " 0 obj\n" + object + "\nendobj\n";
  }
  const auto table = out.size();
  out += "xref\n0 " + std::to_string(objects.size() + 1) + "\n0000000000 65535 f \n";
  for (const auto place : places) {
    auto digits = std::to_string(place);
    out += std::string(10 - digits.size(), '0') + digits + " 00000 n \n";
  }
  return out + "trailer\n<</Root 1 0 R/Size " + std::to_string(objects.size() + 1) + trailer +
         ">>\nstartxref\n" + std::to_string(table) + "\n%%EOF\n";
}
std::string stream(const std::string& dictionary, const std::string& bytes) {
  return "<<" + dictionary + "/Length " + std::to_string(bytes.size()) + ">>\nstream\n" + bytes +
         "\nendstream";
}
const std::string kPages = "<</Type/Pages/Kids[3 0 R]/Count 1>>";
std::string page(const std::string& more = "", const std::string& box = "[0 0 595 842]") {
  return "<</Type/Page/Parent 2 0 R/MediaBox" + box + more + ">>";
}

std::string cleaned(const std::string& pdf) {
  const auto clean = clean_pdf(pdf);
  EXPECT_TRUE(clean) << clean.error().detail;
  return clean.value_or("");
}

TEST(Pdf, LosesWhoMadeItAndWhen) {
  const auto pdf =
      pdf_of({"<</Type/Catalog/Pages 2 0 R/Metadata 5 0 R/PieceInfo<</Maker<</Private(himitsu7)>>>>>>",
              kPages, page("/Metadata 6 0 R"), "<</Title(himitsu1)/Author(himitsu2)/Producer(himitsu3)>>",
              stream("/Type/Metadata/Subtype/XML", "<x:xmpmeta>himitsu4</x:xmpmeta>"),
              stream("/Type/Metadata/Subtype/XML", "<x:xmpmeta>himitsu5</x:xmpmeta>")},
             "/Info 4 0 R/ID[(himitsu6)(himitsu6)]");
  const auto clean = cleaned(pdf);
  EXPECT_THAT(clean, Not(HasSubstr("himitsu")));
  EXPECT_THAT(clean, Not(HasSubstr("68696d69747375")));  // the same as digits
  EXPECT_THAT(clean, Not(HasSubstr("/Info")));
  EXPECT_THAT(clean, Not(HasSubstr("xmpmeta")));
}

TEST(Pdf, LosesWhatActsAndKeepsItsLinks) {
  const auto clean = cleaned(pdf_of(
      {"<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>/AA<</WC 5 0 R>>"
       "/Names<</JavaScript<</Names[(a) 5 0 R]>>>>>>",
       kPages, page("/Annots[4 0 R 6 0 R 7 0 R]/AA<</O 5 0 R>>"),
       "<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/A<</S/URI/URI(https://example.jp/)/Next 5 0 R>>>>",
       "<</S/JavaScript/JS 8 0 R>>", "<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/A<</S/Launch/F(calc.exe)>>>>",
       "<</Type/Annot/Subtype/Widget/FT/Btn/Rect[0 0 9 9]/A<</S/SubmitForm/F(http://example.com/take)>>>>",
       stream("", "app.launchURL('http://example.com')")}));
  for (const auto* gone :
       {"JavaScript", "/JS", "app.", "Launch", "calc.exe", "SubmitForm", "example.com", "/AA"})
    EXPECT_THAT(clean, Not(HasSubstr(gone)));
  EXPECT_THAT(clean, HasSubstr("https://example.jp/"));
}

TEST(Pdf, LosesTheFilesInIt) {
  const auto clean = cleaned(pdf_of(
      {"<</Type/Catalog/Pages 2 0 R/Names<</EmbeddedFiles<</Names[(a) 4 0 R]>>>>/AF[4 0 R]/Collection<<>>>>",
       kPages, page("/Annots[6 0 R]"), "<</Type/Filespec/F(geheim.exe)/EF<</F 5 0 R>>>>",
       stream("/Type/EmbeddedFile", "MZ himitsu"),
       "<</Type/Annot/Subtype/FileAttachment/Rect[0 0 9 9]/FS 4 0 R>>"}));
  for (const auto* gone : {"himitsu", "EmbeddedFile", "FileAttachment", "geheim", "Collection"})
    EXPECT_THAT(clean, Not(HasSubstr(gone)));
}

TEST(Pdf, LosesThePlaceInThePhotosOnItsPages) {
  const auto photo = made::phone_photo(64, 48, ".jpg");
  ASSERT_THAT(photo, HasSubstr("SecretCamera"));
  const std::string paint = "q 400 0 0 300 50 400 cm /P Do Q";
  const auto pdf = pdf_of({"<</Type/Catalog/Pages 2 0 R>>", kPages,
                           page("/Resources<</XObject<</P 4 0 R>>>>/Contents 5 0 R"),
                           stream("/Type/XObject/Subtype/Image/Width 64/Height 48/BitsPerComponent "
                                  "8/ColorSpace/DeviceRGB/Filter/DCTDecode",
                                  photo),
                           stream("", paint)});
  const auto clean = cleaned(pdf);
  EXPECT_THAT(clean, Not(HasSubstr("SecretCamera")));
  EXPECT_THAT(clean, Not(HasSubstr("Exif")));
  // …and still shows what it showed.
  EXPECT_EQ(draw_first_page(clean), draw_first_page(pdf));
}

TEST(Pdf, ThatIsEncryptedIsRefusedInWordsThatHelp) {
  const std::string owner(32, 'o'), user(32, 'u');
  const auto pdf = pdf_of({"<</Type/Catalog/Pages 2 0 R>>", kPages, page(),
                           "<</Filter/Standard/V 1/R 2/P -44/O(" + owner + ")/U(" + user + ")>>"},
                          "/Encrypt 4 0 R/ID[(a)(a)]");
  const auto clean = clean_pdf(pdf);
  ASSERT_FALSE(clean);
  EXPECT_EQ(clean.error().code, Code::invalid);
  EXPECT_THAT(clean.error().detail, HasSubstr("制限を外す"));
}

TEST(Pdf, ThatIsBrokenIsRefused) {
  for (const auto& pdf : {std::string("%PDF-1.4\nnothing of the kind\n%%EOF\n"),
                          pdf_of({"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[]/Count 0>>"}),
                          pdf_of({"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[2 0 R]/Count 1>>"})}) {
    const auto clean = clean_pdf(pdf);
    ASSERT_FALSE(clean) << pdf;
    EXPECT_EQ(clean.error().field, "file");
    EXPECT_THAT(clean.error().detail, HasSubstr("壊れて"));
  }
}

TEST(Pdf, ShowsItsFirstPageSmall) {
  const std::string paint = "1 0 0 rg 0 0 595 842 re f";
  const auto drawn = draw_first_page(
      pdf_of({"<</Type/Catalog/Pages 2 0 R>>", kPages, page("/Contents 4 0 R"), stream("", paint)}));
  const auto fields = made::fields_of(drawn);
  EXPECT_EQ(fields.height, 480);
  EXPECT_NEAR(fields.width, 339, 1);
  EXPECT_TRUE(drawn.starts_with("RIFF"sv));
}

TEST(Pdf, WithAHugePageHasNoPictureAndIsKept) {
  const auto pdf = pdf_of({"<</Type/Catalog/Pages 2 0 R>>", kPages, page("", "[0 0 99999999999 99999999999]")});
  EXPECT_TRUE(clean_pdf(pdf));
  EXPECT_EQ(draw_first_page(pdf), "");
  EXPECT_EQ(draw_first_page("%PDF-1.4 no page"), "");
}

}  // namespace
}  // namespace musubi::file
