#include "file/picture.hpp"

#include <gtest/gtest.h>

#include "file/pictures.hpp"

/// The encoder that makes the HEIC pictures of these tests leaks a little; the program itself only decodes.
extern "C" const char* __lsan_default_suppressions() {
  return "leak:libx265";
}  // NOLINT: the sanitizer's name

namespace musubi::file {
namespace {

using namespace std::string_literals;

class Pictures : public testing::Test {
 protected:
  Result<Picture> remake(const std::string& bytes) {
    TRY_ASSIGN(const auto type, sniffer_.type_of(bytes));
    return shop_.remake(bytes, type);
  }
  Code refusal(const std::string& bytes) {
    const auto picture = remake(bytes);
    EXPECT_FALSE(picture);
    return picture ? Code::internal : picture.error().code;
  }
  Sniffer sniffer_;
  PictureShop shop_;
};

TEST_F(Pictures, LoseThePlaceWhereTheyWereTaken) {
  for (const auto* suffix : {".jpg", ".webp", ".heic[compression=hevc]"}) {
    const auto photo = made::phone_photo(640, 480, suffix);
    ASSERT_TRUE(made::fields_of(photo).has_place) << suffix;
    const auto picture = remake(photo);
    ASSERT_TRUE(picture) << suffix << picture.error().detail;
    for (const auto& bytes : {picture->bytes, picture->thumbnail}) {
      const auto fields = made::fields_of(bytes);
      EXPECT_GT(fields.width, 0) << suffix;
      EXPECT_FALSE(fields.has_exif || fields.has_place || fields.has_profile) << suffix;
      EXPECT_EQ(bytes.find("SecretCamera"), std::string::npos) << suffix;
      EXPECT_EQ(bytes.find("Exif"), std::string::npos) << suffix;
      EXPECT_EQ(bytes.find("EXIF"), std::string::npos) << suffix;
    }
  }
}

TEST_F(Pictures, LoseTheTextsThatAPngCarries) {
  auto png = made::picture(64, 48, ".png");
  png.insert(33, made::png_chunk("tEXt", "Comment\0SecretCamera"s));
  const auto picture = remake(png);
  ASSERT_TRUE(picture);
  EXPECT_EQ(picture->bytes.find("SecretCamera"), std::string::npos);
  EXPECT_EQ(picture->bytes.find("tEXt"), std::string::npos);
  EXPECT_EQ(picture->bytes.find("eXIf"), std::string::npos);
}

TEST_F(Pictures, StandUpright) {
  const auto picture = remake(made::phone_photo(640, 480, ".jpg")).value();
  EXPECT_EQ(picture.width, 480);
  EXPECT_EQ(picture.height, 640);
  EXPECT_EQ(made::fields_of(picture.thumbnail).height, 480);
}

TEST_F(Pictures, KeepTheirTypeButForHeic) {
  EXPECT_EQ(remake(made::picture(100, 80, ".jpg"))->content_type, "image/jpeg");
  EXPECT_EQ(remake(made::picture(100, 80, ".png"))->content_type, "image/png");
  EXPECT_EQ(remake(made::picture(100, 80, ".webp"))->content_type, "image/webp");
  const auto heic = made::picture(100, 80, ".heic[compression=hevc]");
  ASSERT_FALSE(heic.empty());
  const auto picture = remake(heic);
  ASSERT_TRUE(picture) << picture.error().detail;
  EXPECT_EQ(picture->content_type, "image/jpeg");
  EXPECT_EQ(picture->width, 100);
}

TEST_F(Pictures, AreMadeNoLargerThanTheLimit) {
  const auto picture = remake(made::picture(5000, 1000, ".jpg")).value();
  EXPECT_EQ(picture.width, kMaxSide);
  EXPECT_NEAR(picture.height, 819, 1);
  EXPECT_EQ(made::fields_of(picture.thumbnail).width, kThumbnailSide);
  const auto small = remake(made::picture(10, 8, ".png")).value();
  EXPECT_EQ(small.width, 10);  // never blown up
  EXPECT_EQ(made::fields_of(small.thumbnail).width, 10);
}

TEST_F(Pictures, ThatWouldExplodeAreRefusedByTheirHeader) {
  const auto start = std::chrono::steady_clock::now();
  EXPECT_EQ(refusal(made::bomb()), Code::too_large);
  EXPECT_EQ(refusal(made::bomb(7100)), Code::too_large);
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(5));
}

TEST_F(Pictures, CutOffOrDamagedAreRefused) {
  const auto jpeg = made::picture(640, 480, ".jpg");
  EXPECT_EQ(refusal(jpeg.substr(0, jpeg.size() / 2)), Code::invalid);
  EXPECT_EQ(refusal(jpeg.substr(0, 30)), Code::invalid);
  const auto png = made::picture(640, 480, ".png");
  EXPECT_EQ(refusal(png.substr(0, png.size() / 2)), Code::invalid);
  const auto webp = made::picture(640, 480, ".webp");
  EXPECT_EQ(refusal(webp.substr(0, webp.size() / 2)), Code::invalid);
}

TEST_F(Pictures, CarryNothingBehindTheirEnd) {
  const auto picture = remake(made::picture(64, 48, ".jpg") + "ftyp a film behind the photo").value();
  EXPECT_EQ(picture.bytes.find("film behind"), std::string::npos);
}

TEST(Sniffing, GoesByContentAlone) {
  Sniffer sniffer;
  EXPECT_EQ(sniffer.type_of(made::picture(8, 8, ".jpg")), FileType::jpeg);
  EXPECT_EQ(sniffer.type_of(made::pdf()), FileType::pdf);
  const auto jpeg = made::picture(8, 8, ".jpg");
  for (const auto& bytes :
       std::vector<std::string>{"", "x", "hello world",
                                R"(<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>)",
                                R"(<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>)",
                                "<!DOCTYPE html><html><script>1</script></html>", "MZ\x90\0\3\0\0\0"s,
                                "\x7f"
                                "ELF\2\1\1\0"s,
                                "#!/bin/sh\necho", "GIF89a\1\0\1\0\0\0\0;"s, "PK\3\4\x14\0\0\0"s,
                                "BM\x3a\0\0\0"s, " %PDF-1.4\n%%EOF", "%!PS-Adobe", "II*\0\x08\0\0\0"s,
                                "\xff\xd8", "\x89PNG", "RIFF\x10\0\0\0WAVEfmt "s}) {
    const auto type = sniffer.type_of(bytes);
    ASSERT_FALSE(type) << bytes;
    EXPECT_EQ(type.error().code, Code::unsupported_type) << bytes;
  }
}

TEST(Sniffing, RefusesFilesWithTwoFaces) {
  Sniffer sniffer;
  const auto jpeg = made::picture(8, 8, ".jpg");
  const auto zip_end = "PK\5\6"s + std::string(18, '\0');
  EXPECT_FALSE(sniffer.type_of(jpeg + zip_end));
  EXPECT_FALSE(sniffer.type_of(made::pdf() + zip_end));
  auto with_markup = jpeg;
  with_markup.insert(20, "\xff\xfe\0\x1b<script>alert(1)</script>"s);
  EXPECT_FALSE(sniffer.type_of(with_markup));
  auto with_pdf = jpeg;
  with_pdf.insert(20, "\xff\xfe\0\x0b%PDF-1.4 "s);
  EXPECT_FALSE(sniffer.type_of(with_pdf));
}

TEST(Sniffing, RefusesPdfThatWasCutOff) {
  Sniffer sniffer;
  const auto type = sniffer.type_of(made::pdf().substr(0, 60));
  ASSERT_FALSE(type);
  EXPECT_EQ(type.error().code, Code::invalid);
}

TEST(CleanFilename, KeepsWhatPeopleReadAndDropsTheRest) {
  EXPECT_EQ(clean_filename("発表会の写真.JPG", ".jpg"), "発表会の写真.jpg");
  EXPECT_EQ(clean_filename("photo.png", ".jpg"), "photo.jpg");
  EXPECT_EQ(clean_filename("../../etc/passwd", ".pdf"), "passwd.pdf");
  EXPECT_EQ(clean_filename("C:\\Users\\me\\検査.pdf", ".pdf"), "検査.pdf");
  EXPECT_EQ(clean_filename("", ".pdf"), "無題.pdf");
  EXPECT_EQ(clean_filename("...", ".pdf"), "無題.pdf");
  EXPECT_EQ(clean_filename("a\r\nSet-Cookie: x", ".pdf"), "無題.pdf");
  EXPECT_EQ(clean_filename("fdp.\u202egpj.exe", ".pdf"), "無題.pdf");
  EXPECT_EQ(clean_filename("a\"b<c>.pdf", ".pdf"), "a_b_c_.pdf");
  EXPECT_EQ(clean_filename(std::string("x\0y", 3), ".pdf"), "無題.pdf");
  std::string longest;
  for (int i = 0; i < 300; ++i) longest += "あ";
  EXPECT_EQ(clean_filename(longest, ".pdf").size(), 120 * 3 + 4);
}

}  // namespace
}  // namespace musubi::file
