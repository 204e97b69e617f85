// Signing in through a directory, as a whole: the provider is a function that answers as one would.
#include <map>

#include "accounts_test_base.hpp"
#include "identity/oidc_service.hpp"
#include "identity/oidc_store.hpp"
#include "oidc_fixture.hpp"

namespace musubi::identity {
namespace {

constexpr auto kIssuer = "https://login.example.jp";

class OidcTest : public AccountsTest {
 protected:
  OidcTest() {
    const OidcReach reach{{"login.example.jp"}, false, "https://renraku.example.jp"};
    directory = std::make_unique<OidcDirectory>(reach, [this](const Question& q) { return answer(q); });
    an_account_with_post("operator", {.kind = access::PostKind::operator_});
    operator_ = actor_of(signed_in("operator"));
    provider = add_provider(edit());
  }
  static const test::TokenKey& key_pair() {
    static const auto made = test::TokenKey::p256("k1");
    return made;
  }

  std::expected<std::string, std::string> answer(const Question& question) {
    ++asked[question.url];
    last_form = question.form;
    last_authorization = question.authorization;
    if (silent) return std::unexpected("timeout");
    const auto base = std::string(kIssuer);
    if (question.url.ends_with("/openid-configuration"))
      return R"({"issuer":")" + base + R"(","authorization_endpoint":")" + base +
             R"(/auth","token_endpoint":")" + base + R"(/token","jwks_uri":")" + base + R"(/keys"})";
    if (question.url.ends_with("/keys")) return R"({"keys":[)" + signer->jwk() + "]}";
    return R"({"access_token":"a","token_type":"Bearer","id_token":")" + token() + R"("})";
  }
  std::string token() {
    const auto now = to_unix_us(clock().now()) / 1'000'000;
    return signer->token(R"({"iss":")" + std::string(kIssuer) + R"(","aud":"musubi","sub":")" + subject +
                             R"(","nonce":")" + nonce + R"(","amr":)" + amr + R"(,"iat":)" +
                             std::to_string(now) + R"(,"exp":)" + std::to_string(now + 300) +
                             R"(,"auth_time":)" + std::to_string(now - login_age) + "}",
                         "ES256");
  }

  ProviderEdit edit() const {
    ProviderEdit out;
    out.name.value = "みどり市職員アカウント";
    out.issuer.value = kIssuer;
    out.client_id.value = "musubi";
    out.client_secret.emplace().value = "hush/hush";
    out.strong_amr.value = "mfa pwd+otp";
    out.enabled = true;
    out.reason.value = "試験";
    return out;
  }
  ProviderView add_provider(const ProviderEdit& given) {
    return in_write([&](Tx& tx) { return add_oidc_provider(tx, oidc(), operator_, given); }).value();
  }
  Result<ProviderView> change_provider(const ProviderEdit& given, std::int64_t version) {
    return in_write(
        [&](Tx& tx) { return change_oidc_provider(tx, oidc(), operator_, provider.id, version, given); });
  }
  Oidc oidc() { return {identity, *directory}; }

  /// What the provider was told by the browser, remembered as it would.
  static std::string parameter(const std::string& url, const std::string& name) {
    const auto at = url.find(name + '=');
    return at == std::string::npos
               ? ""
               : url.substr(at + name.size() + 1, url.find('&', at) - at - name.size() - 1);
  }
  Departing depart(std::optional<std::int64_t> lock = std::nullopt) {
    OidcBegin given{provider.id, {}, {}};
    if (lock) given.lock_after_minutes.emplace().value = *lock;
    auto out = begin_oidc_sign_in(db(), oidc(), given, kHome).value();
    nonce = parameter(out.departure.url, "nonce");
    return out;
  }
  Result<Arrived> arrive(const Departing& left, const std::optional<access::Actor>& before = std::nullopt,
                         std::optional<std::string> attempt = std::nullopt) {
    OidcReturn back;
    back.state.value = parameter(left.departure.url, "state");
    back.code.emplace().value = "code";
    return finish_oidc(db(), oidc(), back, attempt.value_or(left.attempt), kHome, before);
  }
  Result<Arrived> try_sign_in_as(const std::string& who) {
    subject = who;
    return arrive(depart());
  }
  Result<Departing> depart_to_link(const access::Actor& actor) {
    auto out = begin_oidc_link(db(), oidc(), actor, {provider.id}, kHome);
    if (out) nonce = parameter(out->departure.url, "nonce");
    return out;
  }
  access::Actor linked(const std::string& login, const std::string& who) {
    an_account_with_post(login);
    const auto actor = actor_of(signed_in(login));
    const auto left = depart_to_link(actor).value();
    subject = who;
    arrive(left, actor).value();
    return actor;
  }

  std::unique_ptr<OidcDirectory> directory;
  access::Actor operator_;
  ProviderView provider;
  const test::TokenKey* signer = &key_pair();
  std::string subject = "hanako";
  std::string nonce;
  std::string amr = R"(["pwd"])";
  std::int64_t login_age = 0;
  bool silent = false;
  std::map<std::string, int> asked;
  std::string last_form;
  std::string last_authorization;
};
MUSUBI_ON_BOTH_ENGINES(OidcTest);

TEST_P(OidcTest, OpensNothingThatItsHolderDidNotLink) {
  an_account_with_post("hanako");
  const auto refused = try_sign_in_as("hanako");  // the login's own name is no link
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Code::unauthenticated);
  linked("nurse", "n-1");
  const auto other = try_sign_in_as("n-2");
  ASSERT_FALSE(other);
  EXPECT_EQ(other.error().detail, refused.error().detail);
}

TEST_P(OidcTest, SignsInAsWeakAsAPasswordUnlessTheProviderSaysMore) {
  linked("nurse", "n-1");
  const auto weak = try_sign_in_as("n-1").value();
  EXPECT_EQ(weak.arrival.session.state, SessionState::second_factor);
  amr = R"(["pwd","otp"])";
  const auto strong = try_sign_in_as("n-1").value();
  EXPECT_EQ(strong.arrival.session.state, SessionState::ready);
  // Stepping up stays with the house's own second factor.
  EXPECT_EQ(strong.arrival.session.strength, access::Strength::two_factor);
  EXPECT_FALSE(strong.arrival.session.fresh_until);
  const auto lines = history(actor_of(strong.token).value());
  EXPECT_EQ(lines.front().outcome, SignInOutcome::ok);
  EXPECT_TRUE(lines.front().device.ends_with("・みどり市職員アカウント"));
  EXPECT_EQ(audits("oidc_sign_in"), 2);
  EXPECT_EQ(audits("oidc_link"), 1);
}

TEST_P(OidcTest, WithoutAnOwnSecondFactorThatIsSetUpFirst) {
  linked("nurse", "n-1");
  in_write([&](Tx& tx) { reset_second_factor(tx, "nurse").value(); });
  amr = R"(["mfa"])";
  EXPECT_EQ(try_sign_in_as("n-1").value().arrival.session.state, SessionState::enrol_totp);
}

TEST_P(OidcTest, AnAttemptIsGoodOnceForItsBrowserAndItsTime) {
  linked("nurse", "n-1");
  const auto first = depart();
  ASSERT_TRUE(arrive(first));
  EXPECT_EQ(arrive(first).error().code, Code::gone);  // replayed
  const auto second = depart();
  EXPECT_EQ(arrive(second, std::nullopt, "").error().code, Code::gone);  // another browser
  EXPECT_EQ(arrive(second, std::nullopt, first.attempt).error().code, Code::gone);
  // The state of one attempt with the cookie of another.
  const auto third = depart();
  EXPECT_EQ(arrive(second, std::nullopt, third.attempt).error().code, Code::gone);
  const auto late = depart();
  clock().advance(kOidcAttemptFor);
  EXPECT_EQ(arrive(late).error().code, Code::gone);
}

TEST_P(OidcTest, ATokenOfAnotherAttemptIsRefused) {
  linked("nurse", "n-1");
  const auto left = depart();
  nonce = "stolen";
  EXPECT_EQ(arrive(left).error().code, Code::unauthenticated);
}

TEST_P(OidcTest, OpensANewSessionAndEndsTheOneBefore) {
  const auto nurse = linked("nurse", "n-1");
  amr = R"(["mfa"])";
  subject = "n-1";
  const auto arrived = arrive(depart(), nurse).value();
  EXPECT_NE(actor_of(arrived.token)->session_id, nurse.session_id);
  EXPECT_FALSE(in_read([&](Tx& tx) { return is_alive(tx, identity, nurse); }));
}

TEST_P(OidcTest, SuspendedAccountsAndEndedPostsAreRefused) {
  linked("nurse", "n-1");
  in_write([&](Tx& tx) { set_account_state(tx, "nurse", AccountState::suspended).value(); });
  EXPECT_EQ(try_sign_in_as("n-1").error().code, Code::forbidden);
  in_write([&](Tx& tx) { set_account_state(tx, "nurse", AccountState::active).value(); });
  change_state_of(last_post, "left");
  EXPECT_EQ(try_sign_in_as("n-1").error().code, Code::unauthenticated);
}

TEST_P(OidcTest, ALinkIsMadeByTheSessionThatAskedForIt) {
  an_account_with_post("nurse");
  an_account_with_post("teacher");
  const auto nurse = actor_of(signed_in("nurse"));
  const auto teacher = actor_of(signed_in("teacher"));
  const auto left = depart_to_link(nurse).value();
  EXPECT_EQ(arrive(left, teacher).error().code, Code::gone);
  EXPECT_EQ(arrive(depart_to_link(nurse).value(), std::nullopt).error().code, Code::gone);
  EXPECT_TRUE(left.departure.url.contains("prompt=login&max_age=0"));
  login_age = 3600;  // whoever was logged in there before is not who sits here now
  EXPECT_EQ(arrive(depart_to_link(nurse).value(), nurse).error().code, Code::unauthenticated);
  login_age = 0;
  ASSERT_TRUE(arrive(depart_to_link(nurse).value(), nurse));
  // One subject opens one account.
  EXPECT_EQ(arrive(depart_to_link(teacher).value(), teacher).error().code, Code::conflict);
}

TEST_P(OidcTest, OnASharedTerminalTheDirectoryAsksAgain) {
  linked("nurse", "n-1");
  login_age = 3600;
  EXPECT_TRUE(arrive(depart()));
  EXPECT_EQ(arrive(depart(5)).error().code, Code::unauthenticated);
  login_age = 0;
  EXPECT_EQ(arrive(depart(5)).value().arrival.session.lock_after_minutes, 5);
}

TEST_P(OidcTest, AnInvitationIsTakenUpWithoutAPassword) {
  const auto post = a_post();
  const auto invitation =
      in_write([&](Tx& tx) { return create_invitation(tx, region, post, "", std::nullopt); }).value();
  OidcInvitationBegin given{{invitation.token}, provider.id, {"new.nurse"}, {"田中 花子"}, {"タナカ ハナコ"}};
  const auto left = begin_oidc_invitation(db(), oidc(), given, kHome).value();
  nonce = parameter(left.departure.url, "nonce");
  const auto arrived = arrive(left).value();
  EXPECT_EQ(arrived.arrival.purpose, OidcPurpose::join);
  EXPECT_EQ(arrived.arrival.session.state, SessionState::enrol_totp);
  // No password opens it, not even none.
  EXPECT_EQ(try_sign_in("new.nurse", "").error().code, Code::unauthenticated);
  EXPECT_EQ(try_sign_in("new.nurse").error().code, Code::unauthenticated);
  EXPECT_EQ(begin_oidc_invitation(db(), oidc(), given, kHome).error().code, Code::gone);
  // And its only way in is not thrown away.
  const auto actor = actor_of(arrived.token).value();
  const auto links = in_read([&](Tx& tx) { return oidc_links(tx, directory->reach(), actor); }).value().links;
  EXPECT_EQ(
      in_write([&](Tx& tx) { return remove_oidc_link(tx, directory->reach(), actor, links.front().id); })
          .error()
          .code,
      Code::conflict);
}

TEST_P(OidcTest, UnlinkingEndsTheOtherSessionsAndTheWayIn) {
  const auto nurse = linked("nurse", "n-1");
  const auto elsewhere = try_sign_in_as("n-1").value();
  const auto own = in_read([&](Tx& tx) { return oidc_links(tx, directory->reach(), nurse); }).value();
  ASSERT_EQ(own.links.size(), 1U);
  in_write([&](Tx& tx) {
    return remove_oidc_link(tx, directory->reach(), nurse, own.links.front().id);
  }).value();
  EXPECT_FALSE(actor_of(elsewhere.token));
  EXPECT_FALSE(try_sign_in_as("n-1"));
}

TEST_P(OidcTest, TheSecretIsSealedAndGoesToItsIssuerAlone) {
  linked("nurse", "n-1");
  EXPECT_EQ(last_authorization, "");  // the keys were asked last
  asked.clear();
  ASSERT_TRUE(try_sign_in_as("n-1"));
  EXPECT_EQ(last_authorization, "Basic bXVzdWJpOmh1c2glMkZodXNo");  // musubi:hush%2Fhush
  EXPECT_TRUE(last_form.contains("code_verifier="));
  EXPECT_FALSE(json::to_json(provider).contains("hush"));
  const auto sealed =
      in_read([&](Tx& tx) { return store::provider(tx, provider.id)->client_secret.value(); });
  EXPECT_FALSE(std::string(sealed.begin(), sealed.end()).contains("hush"));

  auto next = edit();
  next.client_secret.reset();
  EXPECT_TRUE(change_provider(next, 1).value().has_secret);
  EXPECT_EQ(change_provider(next, 1).error().code, Code::conflict);
  next.issuer.value = "https://login.example.jp/other";
  EXPECT_FALSE(change_provider(next, 2).value().has_secret);
  next.issuer.value = "https://169.254.169.254/latest";
  EXPECT_EQ(change_provider(next, 3).error().field, "issuer");
}

TEST_P(OidcTest, OnlyStaffOfItsFacilitiesMayUseIt) {
  linked("nurse", "n-1");
  auto next = edit();
  next.facilities.items = {in_write([&](Tx& tx) { return test::a_facility(tx, region); })};
  ASSERT_TRUE(change_provider(next, 1));
  EXPECT_EQ(try_sign_in_as("n-1").error().code, Code::unauthenticated);
  next.enabled = false;
  ASSERT_TRUE(change_provider(next, 2));
  EXPECT_EQ(begin_oidc_sign_in(db(), oidc(), {provider.id, {}, {}}, kHome).error().code, Code::not_found);
  EXPECT_TRUE(in_read([&](Tx& tx) { return provider_choices(tx, directory->reach()); }).empty());
}

TEST_P(OidcTest, NewKeysAreFetchedAndSilenceIsNotWaitedForTwice) {
  linked("nurse", "n-1");
  const auto renewed = test::TokenKey::p256("k2");
  signer = &renewed;
  clock().advance(minutes{2});
  EXPECT_TRUE(try_sign_in_as("n-1"));
  EXPECT_EQ(asked[std::string(kIssuer) + "/keys"], 2);
  EXPECT_EQ(asked[std::string(kIssuer) + "/.well-known/openid-configuration"], 1);
  // Tokens under invented names do not have the keys fetched again and again.
  const auto invented = test::TokenKey::p256("k3");
  signer = &invented;
  for (int i = 0; i < 5; ++i) EXPECT_FALSE(try_sign_in_as("n-1"));
  EXPECT_LE(asked[std::string(kIssuer) + "/keys"], 3);

  clock().advance(hours{2});
  silent = true;
  asked.clear();
  EXPECT_EQ(begin_oidc_sign_in(db(), oidc(), {provider.id, {}, {}}, kHome).error().code, Code::unavailable);
  EXPECT_EQ(begin_oidc_sign_in(db(), oidc(), {provider.id, {}, {}}, kHome).error().code, Code::unavailable);
  EXPECT_EQ(asked.begin()->second, 1);
  silent = false;
  clock().advance(kRestAfterFailure);
  EXPECT_TRUE(begin_oidc_sign_in(db(), oidc(), {provider.id, {}, {}}, kHome));
}

TEST_P(OidcTest, OnwardIsKeptForThisHouseOnly) {
  linked("nurse", "n-1");
  OidcBegin given{provider.id, Line<500>{"/people/1"}, {}};
  const auto left = begin_oidc_sign_in(db(), oidc(), given, kHome).value();
  nonce = parameter(left.departure.url, "nonce");
  subject = "n-1";
  EXPECT_EQ(arrive(left).value().arrival.next, "/people/1");
  given.next->value = "//evil.jp";
  EXPECT_EQ(begin_oidc_sign_in(db(), oidc(), given, kHome).error().field, "next");
}

}  // namespace
}  // namespace musubi::identity
