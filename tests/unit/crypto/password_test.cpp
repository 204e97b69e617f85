#include "crypto/password.hpp"

#include <gtest/gtest.h>

namespace musubi::crypto {
namespace {

TEST(Password, IsVerifiedByItsOwnHashOnly) {
  const PasswordHasher hasher(kCheapest);
  const auto hash = hasher.hash("夏の朝に三回鳴く蝉");
  EXPECT_TRUE(hash.starts_with("$argon2id$v=19$"));
  EXPECT_TRUE(hasher.verify(hash, "夏の朝に三回鳴く蝉"));
  EXPECT_FALSE(hasher.verify(hash, "夏の朝に三回鳴く蝉 "));
  EXPECT_FALSE(hasher.verify(hash, ""));
  EXPECT_NE(hash, hasher.hash("夏の朝に三回鳴く蝉"));
}

TEST(Password, AtAnotherCostAsksToBeHashedAgain) {
  const PasswordHasher cheap(kCheapest);
  const PasswordHasher dearer({2, 16384});
  const auto hash = cheap.hash("correct horse battery");
  EXPECT_FALSE(cheap.needs_rehash(hash));
  EXPECT_TRUE(dearer.needs_rehash(hash));
  EXPECT_TRUE(dearer.verify(hash, "correct horse battery"));
}

TEST(Password, OfNobodyCostsTheSameWork) {
  const PasswordHasher hasher({2, std::size_t{16} << 20});
  const auto hash = hasher.hash("correct horse battery");
  const auto time = [](auto&& work) {
    const auto start = std::chrono::steady_clock::now();
    for (int i = 0; i < 5; ++i) work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  };
  const auto known = time([&] { EXPECT_FALSE(hasher.verify(hash, "wrong")); });
  const auto unknown = time([&] { hasher.verify_nothing("wrong"); });
  EXPECT_GT(unknown, known / 3);  // not a few microseconds, as for a hash that does not parse
}

Status check(std::string_view password) {
  const std::vector<std::string> own{"hanako.takahashi", "髙橋 花子", "タカハシ ハナコ", "松本",
                                     "みどり保育園"};
  return check_password(password, own, "password");
}

TEST(PasswordPolicy, LetsLongPhrasesPass) {
  EXPECT_TRUE(check("correct horse battery staple"));
  EXPECT_TRUE(check("朝は必ず味噌汁を飲むことにした"));
  EXPECT_TRUE(check("hanako.takahashi likes mountains"));
}

TEST(PasswordPolicy, RefusesShortCommonAndOwnOnes) {
  for (const auto* password :
       {"", "short", "elevenchars", "qwerty123456", "QWERTY123456", "１２３４５６qwerty", "passwordpassword",
        "aaaaaaaaaaaa", "abcabcabcabc", "abcdefghijkl", "987654321098",
        "\u200b\u200b\u200b\u200b\u200b\u200b\u200b\u200b\u200b\u200b\u200b\u200b", "hanako.takahashi",
        "HANAKO.TAKAHASHI1", "たかはしはなこ2024!", "みどり保育園202604", "musubi-2026!",
        "電子連絡帳2026!!!"}) {
    const auto status = check(password);
    ASSERT_FALSE(status) << password;
    EXPECT_EQ(status.error().code, Code::invalid);
    EXPECT_EQ(status.error().field, "password");
    EXPECT_EQ(status.error().detail.find("qwerty"), std::string::npos);
  }
}

TEST(PasswordPolicy, RefusesBytesThatAreNoText) {
  EXPECT_EQ(check("\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff").error().code, Code::malformed);
}

TEST(CommonPasswords, AreCompiledIn) {
  EXPECT_TRUE(is_common_password("1qaz2wsx3edc"));
  EXPECT_TRUE(is_common_password("zaq1xsw2cde3"));
  EXPECT_FALSE(is_common_password(""));
}

}  // namespace
}  // namespace musubi::crypto
