#include "crypto/token.hpp"

#include <gtest/gtest.h>

#include <set>

#include "crypto/random.hpp"

namespace musubi::crypto {
namespace {

TEST(Token, IsLongUnlikeAnyOtherAndSafeInAUrl) {
  SystemRandom random;
  std::set<std::string> seen;
  for (int i = 0; i < 1000; ++i) {
    const auto token = new_token(random);
    EXPECT_EQ(token.size(), 43U);
    EXPECT_EQ(token.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"),
              std::string::npos);
    EXPECT_TRUE(seen.insert(token).second);
  }
}

TEST(Token, IsStoredAsAHashThatDiffersFromAPlainOne) {
  EXPECT_EQ(hash_token("abc").size(), 32U);
  EXPECT_EQ(hash_token("abc"), hash_token("abc"));
  EXPECT_NE(hash_token("abc"), hash_token("abd"));
  EXPECT_NE(hash_token(""), Bytes(32));
}

TEST(Equal, ComparesLengthAndContent) {
  EXPECT_TRUE(equal("same", "same"));
  EXPECT_TRUE(equal("", ""));
  EXPECT_FALSE(equal("same", "samf"));
  EXPECT_FALSE(equal("same", "same "));
}

TEST(ReadableCode, HasNoLettersThatLookAlike) {
  SystemRandom random;
  std::set<char> letters;
  for (int i = 0; i < 300; ++i) {
    const auto code = readable_code(random, 3, 4);
    ASSERT_EQ(code.size(), 14U);
    EXPECT_EQ(code[4], '-');
    EXPECT_EQ(code.find_first_of("01ilo"), std::string::npos);
    letters.insert(code.begin(), code.end());
  }
  EXPECT_EQ(letters.size(), 32U);  // 31 letters and the hyphen
}

TEST(TidyCode, OverlooksHowItWasTyped) {
  EXPECT_EQ(tidy_code("7K3M-w9xq tf4h"), "7k3mw9xqtf4h");
  EXPECT_EQ(tidy_code("７ｋ３ｍ－ｗ９ｘｑ　ｔｆ４ｈ"), "7k3mw9xqtf4h");
}

TEST(Spellings, GoThereAndBack) {
  SystemRandom random;
  for (std::size_t n = 0; n < 70; ++n) {
    Bytes bytes(n);
    random.fill(bytes);
    EXPECT_EQ(from_base64url(to_base64url(bytes)), bytes);
    EXPECT_EQ(from_base32(to_base32(bytes)), bytes);
    EXPECT_EQ(from_hex(to_hex(bytes)), bytes);
  }
  EXPECT_EQ(to_base32(view("foobar")), "MZXW6YTBOI");  // RFC 4648 section 10
  EXPECT_EQ(from_base32("mzxw 6ytb oi=="), Bytes({'f', 'o', 'o', 'b', 'a', 'r'}));
  EXPECT_FALSE(from_base32("M1"));
  EXPECT_FALSE(from_base64url("a+b/"));
  EXPECT_FALSE(from_base64url("YQ=="));
  EXPECT_FALSE(from_hex("0g"));
  EXPECT_FALSE(from_hex("abc"));
}

}  // namespace
}  // namespace musubi::crypto
