#include "passkey_fixture.hpp"

namespace musubi::identity {
namespace {

using test::Authenticator;

class Passkeys : public PasskeysTest {};
MUSUBI_ON_BOTH_ENGINES(Passkeys);

TEST_P(Passkeys, SignInWithoutANameAsStrongAsBothFactors) {
  Authenticator device;
  with_passkey("hanako", device);
  const auto asked = ask_in();
  EXPECT_TRUE(asked.question.allow.empty());
  const auto opened = answer_in(asked, answer(device, asked.question.challenge)).value();
  EXPECT_EQ(opened.view.state, SessionState::ready);
  EXPECT_EQ(opened.view.strength, access::Strength::fresh);
  EXPECT_EQ(opened.view.account->login, "hanako");
  const auto actor = actor_of(opened);
  EXPECT_EQ(actor.strength, access::Strength::fresh);
  EXPECT_EQ(history(actor).front().outcome, SignInOutcome::ok);
  EXPECT_EQ(audits("passkey_sign_in"), 1);
  EXPECT_TRUE(in_read([&](Tx& tx) { return passkeys_of(tx, actor); }).front().last_used_at);
}

TEST_P(Passkeys, SignInEndsTheSessionOfWhoeverWasThereBefore) {
  Authenticator device;
  const auto before = with_passkey("hanako", device);
  const auto asked = ask_in();
  ASSERT_TRUE(sign_in_with_passkey(db(), identity, answer(device, asked.question.challenge), kHome,
                                   asked.attempt, before));
  EXPECT_FALSE(in_read([&](Tx& tx) { return is_alive(tx, identity, before); }));
}

TEST_P(Passkeys, AreTheSecondFactorAfterThePasswordAndStepUpLater) {
  Authenticator device;
  with_passkey("hanako", device);
  const auto half = half_signed_in("hanako");
  const auto opened = confirm_by(half, device).value();
  EXPECT_EQ(opened.view.strength, access::Strength::fresh);
  clock().advance(minutes{20});
  const auto stale = actor_of(opened);
  EXPECT_EQ(stale.strength, access::Strength::two_factor);
  EXPECT_EQ(actor_of(confirm_by(stale, device).value()).strength, access::Strength::fresh);
  EXPECT_EQ(audits("passkey_second_factor"), 1);
  EXPECT_EQ(audits("passkey_step_up"), 1);
}

TEST_P(Passkeys, ShowWhichFactorsAnAccountHasOnlyAfterThePassword) {
  Authenticator device;
  with_passkey("hanako", device);
  const auto half = try_sign_in("hanako").value();
  EXPECT_EQ(half.view.state, SessionState::second_factor);
  EXPECT_EQ(half.view.factors, (std::vector{Factor::totp, Factor::passkey}));
  EXPECT_EQ(half.view.passkey_origin, "https://renraku.example.jp");
}

TEST_P(Passkeys, MayBeTheFirstSecondFactorAndThenAnswerRecoveryCodes) {
  const auto account = an_account("hanako", false);
  const auto post = a_post();
  in_write([&](Tx& tx) { give_post(tx, account, region, post).value(); });
  const auto half = try_sign_in("hanako").value();
  EXPECT_EQ(half.view.state, SessionState::enrol_totp);
  Authenticator device;
  const auto added = add(actor_of(half), device).value();
  EXPECT_EQ(added.added.recovery_codes.size(), 10U);
  EXPECT_EQ(added.added.session.state, SessionState::ready);
  EXPECT_EQ(actor_of(added.token)->strength, access::Strength::fresh);
  const auto again = try_sign_in("hanako").value();
  EXPECT_EQ(again.view.state, SessionState::second_factor);
  EXPECT_EQ(again.view.factors, std::vector{Factor::passkey});
}

TEST_P(Passkeys, CannotBeAddedWithAPasswordAloneOnceThereIsASecondFactor) {
  Authenticator mine;
  Authenticator attackers;
  with_passkey("hanako", mine);
  const auto half = half_signed_in("hanako");
  EXPECT_EQ(begin(half).error().code, Code::step_up_needed);
  EXPECT_EQ(finish(half, registration(attackers, "AAAA")).error().code, Code::step_up_needed);
}

TEST_P(Passkeys, KeepAnAuthenticatorAppFromBeingAddedWithAPasswordAlone) {
  an_account("hanako", false);
  Authenticator device;
  ASSERT_TRUE(add(half_signed_in("hanako"), device));
  const auto half = half_signed_in("hanako");
  EXPECT_EQ(in_write([&](Tx& tx) { return begin_totp(tx, identity, half); }).error().code,
            Code::step_up_needed);
  EXPECT_EQ(confirm_totp(db(), identity, half, "123456", kHome).error().code, Code::step_up_needed);
}

TEST_P(Passkeys, AreAddedWithAFreshSecondFactorOnly) {
  Authenticator device;
  an_account_with_post("hanako");
  const auto opened = signed_in("hanako");
  clock().advance(minutes{11});
  EXPECT_EQ(begin(actor_of(opened)).error().code, Code::step_up_needed);
}

TEST_P(Passkeys, BelongToOneAccount) {
  Authenticator device;
  with_passkey("hanako", device);
  an_account_with_post("jiro");
  auto copy = device;
  const auto jiro = actor_of(signed_in("jiro"));
  EXPECT_EQ(add(jiro, copy).error().code, Code::invalid);
  EXPECT_EQ(reasons("register_passkey"), std::vector<std::string>{"registered"});
}

TEST_P(Passkeys, HaveNamesAndAreRemovedButNeverTheLastSecondFactor) {
  an_account("hanako", false);
  Authenticator first;
  Authenticator second;
  const auto token = add(half_signed_in("hanako"), first).value().token;
  const auto actor = actor_of(token).value();
  const auto id = add(actor, second).value().added.passkey.id;
  const auto renamed =
      in_write([&](Tx& tx) { return rename_passkey(tx, actor, id, PasskeyName{{"机の鍵"}}); }).value();
  EXPECT_EQ(renamed.back().name, "机の鍵");
  const auto other = actor_of(sign_in_by(second).value());
  ASSERT_EQ(in_write([&](Tx& tx) { return remove_passkey(tx, actor, id); }).value().size(), 1U);
  EXPECT_FALSE(in_read([&](Tx& tx) { return is_alive(tx, identity, other); }));  // it may be the thief's
  EXPECT_FALSE(sign_in_by(second));
  const auto last = in_write([&](Tx& tx) { return remove_passkey(tx, actor, renamed.front().id); });
  EXPECT_EQ(last.error().code, Code::conflict);
  EXPECT_TRUE(sign_in_by(first));  // still there
  EXPECT_EQ(audits("rename_passkey"), 1);
  EXPECT_EQ(audits("remove_passkey"), 1);
}

TEST_P(Passkeys, OfOthersCanBeNeitherRenamedNorRemoved) {
  Authenticator device;
  const auto hanako = with_passkey("hanako", device);
  const auto id = in_read([&](Tx& tx) { return passkeys_of(tx, hanako); }).front().id;
  an_account_with_post("jiro");
  const auto jiro = actor_of(signed_in("jiro"));
  EXPECT_EQ(in_write([&](Tx& tx) { return rename_passkey(tx, jiro, id, PasskeyName{{"x"}}); }).error().code,
            Code::not_found);
  EXPECT_EQ(in_write([&](Tx& tx) { return remove_passkey(tx, jiro, id); }).error().code, Code::not_found);
  EXPECT_TRUE(sign_in_by(device));
}

TEST_P(Passkeys, GoWhenTheSecondFactorIsReset) {
  Authenticator device;
  with_passkey("hanako", device);
  in_write([&](Tx& tx) { reset_second_factor(tx, "hanako").value(); });
  EXPECT_FALSE(sign_in_by(device));
  EXPECT_EQ(try_sign_in("hanako").value().view.state, SessionState::enrol_totp);
}

TEST_P(Passkeys, DoNotOpenASuspendedAccount) {
  Authenticator device;
  with_passkey("hanako", device);
  in_write([&](Tx& tx) { set_account_state(tx, "hanako", AccountState::suspended).value(); });
  EXPECT_EQ(sign_in_by(device).error().code, Code::forbidden);
}

TEST_P(Passkeys, AreNotOfferedWithoutAConfiguredOrigin) {
  identity.policy.relying_party.reset();
  an_account_with_post("hanako");
  const auto opened = signed_in("hanako");
  EXPECT_FALSE(opened.view.passkey_origin);
  EXPECT_EQ(begin(actor_of(opened)).error().code, Code::forbidden);
  EXPECT_EQ(in_write([&](Tx& tx) { return ask_sign_in(tx, identity, kHome); }).error().code, Code::forbidden);
}

TEST_P(Passkeys, NameTheirOwnersOthersSoThatNoneIsRegisteredTwice) {
  Authenticator device;
  const auto actor = with_passkey("hanako", device);
  const auto creation = begin(actor).value();
  ASSERT_EQ(creation.exclude.size(), 1U);
  EXPECT_EQ(creation.exclude.front().id, crypto::to_base64url(device.credential_id));
  EXPECT_EQ(creation.exclude.front().transports, std::vector<std::string>{"internal"});
  EXPECT_EQ(creation.rp_id, "renraku.example.jp");
  EXPECT_EQ(creation.algorithms, (std::vector<std::int64_t>{-8, -7, -257}));
}

TEST(RelyingParty, IsTheConfiguredHost) {
  const auto id = [](std::string_view origin) {
    const auto site = relying_party_of(origin);
    return site ? site->id : std::string("none");
  };
  EXPECT_EQ(id("https://renraku.example.jp"), "renraku.example.jp");
  EXPECT_EQ(id("https://renraku.example.jp:8443"), "renraku.example.jp");
  EXPECT_EQ(id("http://localhost:8080"), "localhost");
  EXPECT_EQ(id("https://localhost"), "localhost");
  for (const auto* const none :
       {"", "http://renraku.example.jp", "https://192.0.2.1", "http://127.0.0.1:8080",
        "https://[2001:db8::1]", "https://Example.jp", "ftp://example.jp", "https://"})
    EXPECT_EQ(id(none), "none") << none;
}

TEST(PasskeyCounter, GoesOnOrDoesNotCount) {
  EXPECT_TRUE(counter_goes_on(0, 0));
  EXPECT_TRUE(counter_goes_on(0, 1));
  EXPECT_TRUE(counter_goes_on(7, 4294967295U));
  EXPECT_FALSE(counter_goes_on(7, 7));
  EXPECT_FALSE(counter_goes_on(7, 6));
  EXPECT_FALSE(counter_goes_on(7, 0));
}

TEST(ClientData, IsOneObjectWithItsMembers) {
  const auto read = [](std::string_view text) { return read_client_data(crypto::view(text)); };
  const auto good =
      read(R"({"type":"webauthn.get","challenge":"AAAA","origin":"https://a.example","more":{"x":[1]}})");
  ASSERT_TRUE(good);
  EXPECT_EQ(good->origin, "https://a.example");
  EXPECT_FALSE(good->cross_origin);
  for (const auto* const bad :
       {"", "[]", "\"x\"", "null", "{}", R"({"type":"webauthn.get","challenge":"AAAA"})",
        R"({"type":"webauthn.get","challenge":"A A","origin":"x"})",
        R"({"type":1,"challenge":"AAAA","origin":"x"})",
        R"({"type":"a","type":"b","challenge":"AAAA","origin":"x"})",
        R"({"type":"a","challenge":"AAAA","origin":"x","crossOrigin":"no"})",
        R"({"type":"a","challenge":"AAAA","origin":"x"} )"
        "{}"})
    EXPECT_FALSE(read(bad)) << bad;
  EXPECT_FALSE(read(std::string(5000, ' ') + R"({"type":"a","challenge":"AAAA","origin":"x"})"));
}

}  // namespace
}  // namespace musubi::identity
