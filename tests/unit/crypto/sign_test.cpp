#include "crypto/sign.hpp"

#include <gtest/gtest.h>

#include "support/test_database.hpp"

namespace musubi::crypto {
namespace {

Key key_of(std::string_view hex) {
  const auto bytes = from_hex(hex).value();
  return Key{std::span<const std::uint8_t, Key::kSize>(bytes)};
}

// RFC 8032 section 7.1, TEST 2 and TEST 3.
TEST(Sign, GivesTheSignaturesOfRfc8032) {
  const SigningKey second(key_of("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb"));
  EXPECT_EQ(to_hex(second.public_key()), "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
  EXPECT_EQ(to_hex(second.sign(from_hex("72").value())),
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
            "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");
  const SigningKey third(key_of("c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7"));
  EXPECT_EQ(to_hex(third.sign(from_hex("af82").value())),
            "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
            "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a");
}

TEST(Sign, NoticesEveryChange) {
  test::SeededRandom random;
  const auto key = SigningKey::make(random);
  const auto other = SigningKey::make(random);
  const auto signature = key.sign(view("結び"));
  EXPECT_TRUE(is_signed_by(key.public_key(), view("結び"), signature));
  EXPECT_FALSE(is_signed_by(key.public_key(), view("結ひ"), signature));
  EXPECT_FALSE(is_signed_by(other.public_key(), view("結び"), signature));
  auto bent = signature;
  bent[10] ^= 1;
  EXPECT_FALSE(is_signed_by(key.public_key(), view("結び"), bent));
  EXPECT_FALSE(is_signed_by(key.public_key(), view("結び"), BytesView(signature).first(63)));
  EXPECT_FALSE(is_signed_by({}, view("結び"), signature));
}

// FIPS 180-4: NIST's example for "abc".
TEST(Sha256, IsTheOneOfFips180) {
  EXPECT_EQ(to_hex(sha256(view("abc"))), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

}  // namespace
}  // namespace musubi::crypto
