#include "crypto/totp.hpp"

#include <gtest/gtest.h>

#include <set>

#include "crypto/random.hpp"
#include "crypto/token.hpp"

namespace musubi::crypto {
namespace {

const Bytes kSecret = [] {
  const auto v = view("12345678901234567890");
  return Bytes(v.begin(), v.end());
}();
Time at(std::int64_t seconds) {
  return Time{std::chrono::seconds{seconds}};
}

TEST(Totp, GivesTheCodesOfRfc6238AppendixB) {
  // The RFC prints eight digits; six are the last six of them.
  EXPECT_EQ(totp_code(kSecret, totp_step(at(59))), "287082");
  EXPECT_EQ(totp_code(kSecret, totp_step(at(1111111109))), "081804");
  EXPECT_EQ(totp_code(kSecret, totp_step(at(1111111111))), "050471");
  EXPECT_EQ(totp_code(kSecret, totp_step(at(1234567890))), "005924");
  EXPECT_EQ(totp_code(kSecret, totp_step(at(2000000000))), "279037");
  EXPECT_EQ(totp_code(kSecret, totp_step(at(20000000000))), "353130");
}

TEST(Totp, AcceptsOneStepEarlyOrLate) {
  const auto now = at(1'700'000'000);
  const auto step = totp_step(now);
  for (const int off : {-1, 0, 1})
    EXPECT_EQ(totp_match(kSecret, totp_code(kSecret, step + off), now, 0), step + off);
  for (const int off : {-2, 2}) EXPECT_FALSE(totp_match(kSecret, totp_code(kSecret, step + off), now, 0));
}

TEST(Totp, RefusesACodeThatWasUsed) {
  const auto now = at(1'700'000'000);
  const auto step = totp_step(now);
  const auto used = totp_match(kSecret, totp_code(kSecret, step), now, 0);
  ASSERT_TRUE(used);
  EXPECT_FALSE(totp_match(kSecret, totp_code(kSecret, step), now, *used));
  EXPECT_FALSE(totp_match(kSecret, totp_code(kSecret, step - 1), now, *used));
  EXPECT_TRUE(totp_match(kSecret, totp_code(kSecret, step + 1), now, *used));
  // Used while the clock was wrong by more than any skew: not believed, or nobody could sign in until then.
  EXPECT_FALSE(totp_match(kSecret, totp_code(kSecret, step), now, step + kTotpSkewSteps));
  EXPECT_TRUE(totp_match(kSecret, totp_code(kSecret, step), now, step + kTotpSkewSteps + 1));
}

TEST(Totp, ReadsCodesAsPeopleTypeThem) {
  const auto now = at(1111111109);
  EXPECT_TRUE(totp_match(kSecret, "081 804", now, 0));
  EXPECT_TRUE(totp_match(kSecret, "０８１８０４", now, 0));
  for (const auto* wrong : {"", "81804", "0818040", "abcdef", "081805"})
    EXPECT_FALSE(totp_match(kSecret, wrong, now, 0)) << wrong;
}

TEST(OtpauthUri, NamesIssuerAccountAndSecret) {
  EXPECT_EQ(otpauth_uri("Musubi 松本", "hanako@x", kSecret),
            "otpauth://totp/Musubi%20%E6%9D%BE%E6%9C%AC:hanako%40x?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
            "&issuer=Musubi%20%E6%9D%BE%E6%9C%AC&algorithm=SHA1&digits=6&period=30");
}

TEST(QrSvg, IsPlainMarkup) {
  const auto svg = qr_svg(otpauth_uri("Musubi", "hanako", kSecret));
  EXPECT_TRUE(svg.starts_with("<svg xmlns="));
  EXPECT_TRUE(svg.ends_with("</svg>"));
  EXPECT_EQ(svg.find("style"), std::string::npos);
  EXPECT_NE(svg.find("M4 4h7v1h-7z"),
            std::string::npos);  // the finder in the corner, behind four quiet modules
}

TEST(RecoveryCodes, AreTenAndAllDifferent) {
  SystemRandom random;
  const auto codes = new_recovery_codes(random);
  EXPECT_EQ(codes.size(), 10U);
  EXPECT_EQ(std::set<std::string>(codes.begin(), codes.end()).size(), 10U);
  std::string upper = codes[0];
  for (auto& c : upper) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  EXPECT_EQ(hash_recovery_code(upper), hash_recovery_code(codes[0]));
  EXPECT_NE(hash_recovery_code(codes[1]), hash_recovery_code(codes[0]));
  // 24 letters of 31: what is hashed fast and without salt has to have 112 bits.
  for (const auto& code : codes) EXPECT_EQ(tidy_code(code).size(), 24U) << code;
}

}  // namespace
}  // namespace musubi::crypto
