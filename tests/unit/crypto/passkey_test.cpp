#include "crypto/passkey.hpp"

#include <gtest/gtest.h>

#include <random>

#include "crypto/cbor.hpp"
#include "support/authenticator.hpp"

namespace musubi::crypto {
namespace {

using test::Authenticator;
using test::cbor_bytes;
using test::cbor_integer;
using test::cbor_map;
using test::cbor_text;
using test::joined;

const std::string kSite = "renraku.example.jp";

class PasskeyOf : public testing::TestWithParam<std::int64_t> {};
INSTANTIATE_TEST_SUITE_P(Each, PasskeyOf, testing::Values(kEs256, kEdDsa, kRs256));

std::expected<std::uint32_t, PasskeyFault> answer(const Authenticator& device, const Bytes& data,
                                                  const Bytes& client, const Bytes& signature) {
  return check_assertion(kSite, {device.algorithm(), device.public_key()}, {client, data, signature});
}
PasskeyFault fault_of(const Authenticator& device) {
  const auto client = device.client_data("webauthn.get", "AAAA");
  const auto data = device.authenticator_data();
  return answer(device, data, client, device.sign(data, client)).error();
}

TEST_P(PasskeyOf, IsTakenUpAndAnswersAfterwards) {
  Authenticator device(GetParam());
  const auto client = device.client_data("webauthn.create", "AAAA");
  const auto made = check_new_passkey(kSite, client, device.attestation_object(client));
  ASSERT_TRUE(made);
  EXPECT_EQ(made->credential_id, device.credential_id);
  EXPECT_EQ(made->key, (PasskeyKey{GetParam(), device.public_key()}));
  device.counter = 258;
  const auto asked = device.client_data("webauthn.get", "BBBB");
  const auto data = device.authenticator_data();
  EXPECT_EQ(check_assertion(kSite, made->key, {asked, data, device.sign(data, asked)}), 258U);
}

TEST_P(PasskeyOf, MayVouchForItself) {
  const Authenticator device(GetParam());
  const auto client = device.client_data("webauthn.create", "AAAA");
  if (GetParam() == kRs256)
    return;  // no platform makes packed self-attestations with RSA; libfido2 takes none
  EXPECT_TRUE(check_new_passkey(kSite, client, device.attestation_object(client, true)));
  const auto other = device.client_data("webauthn.create", "BBBB");
  EXPECT_EQ(check_new_passkey(kSite, other, device.attestation_object(client, true)).error(),
            PasskeyFault::attestation);
}

TEST_P(PasskeyOf, AnswersOnlyWithItsOwnSignature) {
  const Authenticator device(GetParam());
  const Authenticator other(GetParam());
  const auto client = device.client_data("webauthn.get", "AAAA");
  const auto data = device.authenticator_data();
  EXPECT_EQ(answer(device, data, client, other.sign(data, client)).error(), PasskeyFault::signature);
  auto signature = device.sign(data, client);
  signature[signature.size() / 2] ^= 1;
  EXPECT_EQ(answer(device, data, client, signature).error(), PasskeyFault::signature);
  signature = device.sign(data, client);
  signature.pop_back();
  EXPECT_EQ(answer(device, data, client, signature).error(), PasskeyFault::signature);
  EXPECT_EQ(answer(device, data, client, {}).error(), PasskeyFault::malformed);
  EXPECT_EQ(answer(device, data, client, Bytes(2000)).error(), PasskeyFault::malformed);
  const auto later = device.client_data("webauthn.get", "BBBB");
  EXPECT_EQ(answer(device, data, later, device.sign(data, client)).error(), PasskeyFault::signature);
}

TEST_P(PasskeyOf, CoversEveryBitOfWhatWasSigned) {
  const Authenticator device(GetParam());
  const auto client = device.client_data("webauthn.get", "AAAA");
  const auto data = device.authenticator_data();
  const auto signature = device.sign(data, client);
  for (std::size_t i = 0; i < data.size(); ++i) {
    auto changed = data;
    changed[i] ^= 0x20;
    EXPECT_FALSE(answer(device, changed, client, signature)) << "byte " << i;
  }
}

TEST(Passkey, IsGoodForItsOwnSiteOnly) {
  Authenticator device;
  device.rp_id = "renraku.example.jp.attacker.example";
  EXPECT_EQ(fault_of(device), PasskeyFault::rp_id);
}

TEST(Passkey, NeedsATouchAndACheckOfWhoTouches) {
  Authenticator device;
  device.flags = Authenticator::kPresent;
  EXPECT_EQ(fault_of(device), PasskeyFault::verification);
  device.flags = Authenticator::kVerified;
  EXPECT_EQ(fault_of(device), PasskeyFault::presence);
  const auto client = device.client_data("webauthn.create", "AAAA");
  EXPECT_EQ(check_new_passkey(kSite, client, device.attestation_object(client)).error(),
            PasskeyFault::presence);
}

TEST(Passkey, IsNoAssertionWithACredentialInside) {
  const Authenticator device;
  const auto client = device.client_data("webauthn.get", "AAAA");
  const auto data = device.authenticator_data(true);
  EXPECT_EQ(answer(device, data, client, device.sign(data, client)).error(), PasskeyFault::malformed);
}

TEST(Passkey, TakesNoAttestationItDidNotAskFor) {
  const Authenticator device;
  const auto client = device.client_data("webauthn.create", "AAAA");
  const auto object = [&](std::string_view format, const Bytes& statement) {
    return joined({cbor_map(3), cbor_text("fmt"), cbor_text(format), cbor_text("attStmt"), statement,
                   cbor_text("authData"), cbor_bytes(device.authenticator_data(true))});
  };
  const auto fault = [&](const Bytes& given) { return check_new_passkey(kSite, client, given).error(); };
  EXPECT_EQ(fault(object("fido-u2f", cbor_map(0))), PasskeyFault::attestation);
  EXPECT_EQ(fault(object("packed", cbor_map(0))), PasskeyFault::attestation);
  EXPECT_EQ(fault(object("none", joined({cbor_map(1), cbor_text("sig"), cbor_bytes(Bytes(70))}))),
            PasskeyFault::attestation);
  const auto signature = device.sign(device.authenticator_data(true), client);
  EXPECT_EQ(
      fault(object("packed", joined({cbor_map(3), cbor_text("alg"), cbor_integer(kEs256), cbor_text("sig"),
                                     cbor_bytes(signature), cbor_text("x5c"), cbor_map(0)}))),
      PasskeyFault::attestation);
  EXPECT_EQ(fault(object("packed", joined({cbor_map(2), cbor_text("alg"), cbor_integer(kEdDsa),
                                           cbor_text("sig"), cbor_bytes(signature)}))),
            PasskeyFault::attestation);
}

TEST(Passkey, TakesNoKeyThatIsNone) {
  const auto data_with = [](const Bytes& key) {
    return joined({test::sha256_of(view(kSite)), {0x45, 0, 0, 0, 0}, Bytes(16), {0, 16}, Bytes(16, 7), key});
  };
  const auto object_with = [&](const Bytes& key) {
    return joined({cbor_map(3), cbor_text("fmt"), cbor_text("none"), cbor_text("attStmt"), cbor_map(0),
                   cbor_text("authData"), cbor_bytes(data_with(key))});
  };
  const Bytes client{'{', '}'};
  // A point that is not on the curve.
  const auto off_curve = joined({cbor_map(5), cbor_integer(1), cbor_integer(2), cbor_integer(3),
                                 cbor_integer(kEs256), cbor_integer(-1), cbor_integer(1), cbor_integer(-2),
                                 cbor_bytes(Bytes(32, 5)), cbor_integer(-3), cbor_bytes(Bytes(32, 5))});
  EXPECT_EQ(check_new_passkey(kSite, client, object_with(off_curve)).error(), PasskeyFault::algorithm);
  // ES384 was not offered; a private part has no place here; a member twice is two meanings.
  const auto es384 =
      joined({cbor_map(2), cbor_integer(1), cbor_integer(2), cbor_integer(3), cbor_integer(-35)});
  const auto private_part = joined({cbor_map(5), cbor_integer(1), cbor_integer(1), cbor_integer(3),
                                    cbor_integer(kEdDsa), cbor_integer(-1), cbor_integer(6), cbor_integer(-2),
                                    cbor_bytes(Bytes(32, 5)), cbor_integer(-4), cbor_bytes(Bytes(32, 5))});
  const auto twice = joined({cbor_map(5), cbor_integer(1), cbor_integer(1), cbor_integer(3),
                             cbor_integer(kEdDsa), cbor_integer(-1), cbor_integer(6), cbor_integer(-2),
                             cbor_bytes(Bytes(32, 5)), cbor_integer(-2), cbor_bytes(Bytes(32, 6))});
  for (const auto& key : {es384, private_part, twice})
    EXPECT_EQ(check_new_passkey(kSite, client, object_with(key)).error(), PasskeyFault::malformed);
}

TEST(Passkey, RefusesWhateverIsCutLengthenedOrGarbled) {
  const Authenticator device;
  const auto client = device.client_data("webauthn.create", "AAAA");
  const auto object = device.attestation_object(client);
  for (std::size_t length = 0; length < object.size(); ++length)
    EXPECT_FALSE(check_new_passkey(kSite, client, BytesView(object).first(length))) << length;
  EXPECT_FALSE(check_new_passkey(kSite, client, joined({object, {0}})));
  EXPECT_FALSE(check_new_passkey(kSite, client, Bytes(100'000, 0xA3)));
  EXPECT_FALSE(check_new_passkey(kSite, Bytes(5000, ' '), object));
  // Whatever a byte is turned into: no crash, and no other passkey than the one that was made.
  std::mt19937 chance(7);
  for (int i = 0; i < 20'000; ++i) {
    auto garbled = object;
    for (auto n = chance() % 3 + 1; n > 0; --n)
      garbled[chance() % garbled.size()] = static_cast<std::uint8_t>(chance());
    (void)check_new_passkey(kSite, client, garbled);
  }
}

TEST(Passkey, ReadsAuthenticatorDataToItsLastByte) {
  Authenticator device;
  const auto plain = device.authenticator_data();
  ASSERT_TRUE(read_authenticator_data(plain));
  EXPECT_FALSE(read_authenticator_data(joined({plain, {0}})));
  auto extended = plain;
  extended[32] |= 0x80;
  EXPECT_FALSE(read_authenticator_data(extended));
  EXPECT_TRUE(
      read_authenticator_data(joined({extended, cbor_map(1), cbor_text("credProtect"), cbor_integer(3)})));
  auto copied = plain;
  copied[32] |= 0x10;  // a copy of what may not be copied
  EXPECT_FALSE(read_authenticator_data(copied));
  copied[32] |= 0x08;
  EXPECT_TRUE(read_authenticator_data(copied)->backed_up);
  device.credential_id.resize(15);
  EXPECT_FALSE(read_authenticator_data(device.authenticator_data(true)));
  device.credential_id.resize(1024);
  EXPECT_FALSE(read_authenticator_data(device.authenticator_data(true)));
  device.credential_id.resize(1023);
  EXPECT_TRUE(read_authenticator_data(device.authenticator_data(true)));
}

TEST(Cbor, TakesTheShortestFormOnly) {
  const auto integer = [](const Bytes& bytes) { return CborReader(bytes).integer(); };
  EXPECT_EQ(integer({0x17}), 23);
  EXPECT_EQ(integer({0x18, 0x18}), 24);
  EXPECT_EQ(integer({0x38, 0xFF}), -256);
  EXPECT_EQ(integer({0x39, 0x01, 0x00}), -257);
  EXPECT_FALSE(integer({0x18, 0x17}));
  EXPECT_FALSE(integer({0x19, 0x00, 0xFF}));
  EXPECT_FALSE(integer({0x1A, 0x00, 0x00, 0xFF, 0xFF}));
  EXPECT_FALSE(integer({0x1B, 0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF}));
  EXPECT_FALSE(integer({0x3B, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF}));
  EXPECT_FALSE(integer({0x1F}));
  EXPECT_FALSE(integer({}));
}

TEST(Cbor, BelievesNoLengthAndGoesOnlySoDeep) {
  EXPECT_FALSE(CborReader(Bytes{0x5B, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 1}).bytes());
  EXPECT_FALSE(CborReader(Bytes{0xBA, 0xFF, 0xFF, 0xFF, 0xFF}).map());
  EXPECT_FALSE(CborReader(Bytes{0x9A, 0xFF, 0xFF, 0xFF, 0xFF, 0x00}).skip());
  EXPECT_FALSE(CborReader(Bytes{0x5F, 0x41, 0x00, 0xFF}).skip());  // indefinite
  EXPECT_FALSE(CborReader(Bytes{0xC0, 0x00}).skip());              // a tag
  EXPECT_FALSE(CborReader(Bytes{0xF9, 0x00, 0x00}).skip());        // a float
  EXPECT_TRUE(CborReader(Bytes{0x81, 0x81, 0x81, 0xF5}).skip());
  EXPECT_FALSE(CborReader(Bytes{0x81, 0x81, 0x81, 0x81, 0xF5}).skip());
  EXPECT_FALSE(CborReader(Bytes(100'000, 0x81)).skip());
}

}  // namespace
}  // namespace musubi::crypto
