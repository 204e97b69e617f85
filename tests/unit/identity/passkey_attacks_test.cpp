// What somebody tries who has seen, stolen or made up an answer. Each attempt gets the same words and no
// session.
#include "identity/throttle.hpp"
#include "passkey_fixture.hpp"

namespace musubi::identity {
namespace {

using test::Authenticator;

class PasskeyAttacks : public PasskeysTest {
 protected:
  void SetUp() override { owner = with_passkey("hanako", device); }
  /// Refused in the words every refusal has; for the reason the log names.
  void expect_refused(const Result<Opened>& result, const std::string& reason) {
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().code, Code::unauthenticated);
    EXPECT_EQ(result.error().detail, nobody_s().error().detail);
    if (reason.empty()) return;
    ASSERT_FALSE(reasons("passkey_sign_in").empty());
    EXPECT_EQ(reasons("passkey_sign_in").back(), reason);
  }
  /// What a passkey gets that nobody ever registered.
  Result<Opened> nobody_s() {
    Authenticator stranger;
    stranger.user_handle = device.user_handle;
    return sign_in_by(stranger);
  }

  Authenticator device;
  access::Actor owner;
};
MUSUBI_ON_BOTH_ENGINES(PasskeyAttacks);

TEST_P(PasskeyAttacks, AnAnswerOpensOnce) {
  const auto asked = ask_in();
  const auto given = answer(device, asked.question.challenge);
  ASSERT_TRUE(answer_in(asked, given));
  expect_refused(answer_in(asked, given), "challenge");
}

TEST_P(PasskeyAttacks, ARefusedAnswerUsesTheChallengeUp) {
  const auto asked = ask_in();
  auto forged = answer(device, asked.question.challenge);
  forged.signature.value = answer(Authenticator(), asked.question.challenge).signature.value;
  expect_refused(answer_in(asked, forged), "signature");
  expect_refused(answer_in(asked, answer(device, asked.question.challenge)), "challenge");
}

TEST_P(PasskeyAttacks, AnAnswerMadeAtAnotherOriginIsWorthNothing) {
  device.origin = "https://renraku.example.jp.attacker.example";
  expect_refused(sign_in_by(device), "origin");
  device.origin = "http://renraku.example.jp";
  expect_refused(sign_in_by(device), "origin");
  device.origin = "https://renraku.example.jp";
  device.cross_origin = true;
  expect_refused(sign_in_by(device), "origin");
}

TEST_P(PasskeyAttacks, AnAnswerForAnotherSiteIsWorthNothing) {
  device.rp_id = "attacker.example";
  expect_refused(sign_in_by(device), "rp_id");
}

TEST_P(PasskeyAttacks, ATouchWithoutACheckOfWhoTouchesIsNotEnough) {
  device.flags = Authenticator::kPresent;
  expect_refused(sign_in_by(device), "verification");
  device.flags = Authenticator::kVerified;
  expect_refused(sign_in_by(device), "presence");
}

TEST_P(PasskeyAttacks, AnAlteredSignatureIsFound) {
  const auto asked = ask_in();
  auto given = answer(device, asked.question.challenge);
  auto& letter = given.signature.value[20];
  letter = letter == 'A' ? 'B' : 'A';
  expect_refused(answer_in(asked, given), "signature");
}

TEST_P(PasskeyAttacks, TheChallengeOfAnotherBrowserIsWorthNothing) {
  const auto theirs = ask_in();
  const auto mine = ask_in();
  expect_refused(answer_in(mine, answer(device, theirs.question.challenge)), "challenge");
  expect_refused(sign_in_with_passkey(db(), identity, answer(device, ask_in().question.challenge), kHome, "",
                                      std::nullopt),
                 "challenge");
}

TEST_P(PasskeyAttacks, AChallengeLivesFiveMinutes) {
  auto asked = ask_in();
  clock().advance(minutes{5});
  expect_refused(answer_in(asked, answer(device, asked.question.challenge)), "expired");
  asked = ask_in();
  clock().advance(minutes{5} - seconds{1});
  EXPECT_TRUE(answer_in(asked, answer(device, asked.question.challenge)));
  asked = ask_in();
  clock().advance(-hours{1});
  expect_refused(answer_in(asked, answer(device, asked.question.challenge)), "expired");
}

TEST_P(PasskeyAttacks, AMadeUpChallengeIsWorthNothing) {
  expect_refused(answer_in(ask_in(), answer(device, crypto::to_base64url(crypto::Bytes(32)))), "challenge");
}

TEST_P(PasskeyAttacks, AChallengeIsGoodForItsOwnCeremonyOnly) {
  const auto creation = begin(owner).value();
  EXPECT_EQ(
      confirm_with_passkey(db(), identity, owner, answer(device, creation.challenge), kHome).error().code,
      Code::invalid);
  const auto asked = ask_in();
  expect_refused(answer_in(asked, answer(device, asked.question.challenge, "webauthn.create")), "type");
  Authenticator fresh_one;
  const auto confirmation =
      in_write([&](Tx& tx) { return ask_confirmation(tx, identity, owner, kHome); }).value();
  EXPECT_EQ(finish(owner, registration(fresh_one, confirmation.challenge)).error().code, Code::invalid);
  EXPECT_EQ(reasons("register_passkey").back(), "challenge");
}

TEST_P(PasskeyAttacks, ACounterThatGoesBackIsRefusedAuditedAndShownToTheOwner) {
  device.counter = 8;
  ASSERT_TRUE(sign_in_by(device));
  device.counter = 8;
  expect_refused(sign_in_by(device), "counter");
  device.counter = 3;
  expect_refused(sign_in_by(device), "counter");
  device.counter = 0;
  expect_refused(sign_in_by(device), "counter");
  EXPECT_EQ(std::ranges::count(history(owner), SignInOutcome::copied_passkey, &SignInLine::outcome), 3);
  device.counter = 9;
  EXPECT_TRUE(sign_in_by(device));
}

TEST_P(PasskeyAttacks, AnotherAccountsPasskeyConfirmsNothing) {
  Authenticator jiros;
  const auto jiro = with_passkey("jiro", jiros);
  const auto half = half_signed_in("hanako");
  const auto result = confirm_by(half, jiros);
  EXPECT_EQ(result.error().code, Code::invalid);
  EXPECT_EQ(actor_of(try_sign_in("hanako").value()).strength, access::Strength::password);
  // Nor does one's own passkey under another's handle.
  device.user_handle = jiros.user_handle;
  expect_refused(sign_in_by(device), "user_handle");
  device.user_handle.clear();
  expect_refused(sign_in_by(device), "user_handle");
}

TEST_P(PasskeyAttacks, AnotherSessionsChallengeConfirmsNothing) {
  const auto thief = half_signed_in("hanako");
  const auto mine = in_write([&](Tx& tx) { return ask_confirmation(tx, identity, owner, kHome); }).value();
  const auto given = answer(device, mine.challenge);
  EXPECT_EQ(confirm_with_passkey(db(), identity, thief, given, kHome).error().code, Code::invalid);
  EXPECT_EQ(reasons("passkey_second_factor").back(), "challenge");
}

TEST_P(PasskeyAttacks, GarbageIsRefusedLikeAnythingElse) {
  const auto asked = ask_in();
  for (const auto* const garbled : {"", "!", "AAAA", "o2NmbXRkbm9uZQ"}) {
    auto given = answer(device, asked.question.challenge);
    given.authenticator_data.value = garbled;
    expect_refused(answer_in(asked, given), "");
    given = answer(device, asked.question.challenge);
    given.client_data.value = garbled;
    expect_refused(answer_in(asked, given), "");
  }
  for (const auto& garbled :
       {std::string("!"), std::string("AAAA"), std::string(12'000, 'A'), std::string(11'999, 'o')}) {
    auto given = registration(Authenticator(), begin(owner).value().challenge);
    given.attestation.value = garbled;
    EXPECT_EQ(finish(owner, given).error().code, Code::invalid);
  }
}

TEST_P(PasskeyAttacks, QuestionsLeftOpenByOneAddressAreBounded) {
  for (std::int64_t i = 0; i < kOpenChallenges; ++i) ask_in();
  EXPECT_EQ(in_write([&](Tx& tx) { return ask_sign_in(tx, identity, kHome); }).error().code, Code::throttled);
  clock().advance(minutes{5});
  EXPECT_TRUE(in_write([&](Tx& tx) { return ask_sign_in(tx, identity, kHome); }));
  in_write([](Tx& tx) { sweep(tx); });
  EXPECT_EQ(in_read([](Tx& tx) { return tx.one<std::int64_t>("select count(*) from passkey_challenge"); }),
            1);
}

TEST_P(PasskeyAttacks, FailuresFromOneAddressSlowItDown) {
  // A question was asked before each failure: the one after the last free one has to wait.
  for (std::int64_t i = 0; i < kAddressLimit.free; ++i) EXPECT_FALSE(nobody_s());
  const auto asked = in_write([&](Tx& tx) { return ask_sign_in(tx, identity, kHome); });
  EXPECT_EQ(asked.error().code, Code::throttled);
}

}  // namespace
}  // namespace musubi::identity
