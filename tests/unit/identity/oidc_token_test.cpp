// What an ID token must say, and every way in which one has been known to lie: RFC 8725, OpenID Connect Core
// 3.1.3.7.
#include <gtest/gtest.h>

#include "identity/oidc.hpp"
#include "oidc_fixture.hpp"

namespace musubi::identity {
namespace {

const auto kNow = from_unix_us(1'790'000'000'000'000);

class TokenTest : public ::testing::Test {
 protected:
  static const test::TokenKey& rsa() {
    static const auto key = test::TokenKey::rsa("r1");
    return key;
  }
  static const test::TokenKey& ec() {
    static const auto key = test::TokenKey::p256("e1");
    return key;
  }
  static std::vector<crypto::JwsKey> keys() {
    return crypto::read_jwks(R"({"keys":[)" + rsa().jwk() + ',' + ec().jwk() + "]}").value();
  }
  static TokenTerms terms() {
    return {"https://login.example.jp", "musubi", "the-nonce", kNow, "the-access-token", std::nullopt};
  }
  static std::string seconds_from_now(int seconds) {
    return std::to_string(to_unix_us(kNow) / 1'000'000 + seconds);
  }
  static std::string claims(const std::string& more = "", const std::string& aud = R"("musubi")",
                            const std::string& nonce = "the-nonce", int exp = 300, int iat = -5) {
    return R"({"iss":"https://login.example.jp","sub":"hanako","aud":)" + aud + R"(,"nonce":")" + nonce +
           R"(","exp":)" + seconds_from_now(exp) + R"(,"iat":)" + seconds_from_now(iat) + more + "}";
  }
  /// The subject, or why not.
  static std::string judged(const std::string& token, const TokenTerms& given = terms()) {
    const auto holder = check_id_token(token, keys(), given);
    return holder ? holder->subject : "no: " + holder.error();
  }
  static std::string judged_claims(const std::string& payload, const TokenTerms& given = terms()) {
    return judged(rsa().token(payload, "RS256"), given);
  }
};

TEST_F(TokenTest, IsTakenWithEachAcceptedAlgorithm) {
  EXPECT_EQ(judged(rsa().token(claims(), "RS256")), "hanako");
  EXPECT_EQ(judged(rsa().token(claims(), "PS256")), "hanako");
  EXPECT_EQ(judged(ec().token(claims(), "ES256")), "hanako");
  EXPECT_EQ(judged(rsa().token(claims(), "RS256", R"(,"typ":"JWT")")), "hanako");
}

TEST_F(TokenTest, NeverChoosesItsAlgorithm) {
  const auto payload = crypto::to_base64url(crypto::view(claims()));
  const auto head = [](const std::string& text) { return crypto::to_base64url(crypto::view(text)); };
  EXPECT_EQ(judged(head(R"({"alg":"none"})") + '.' + payload + '.'), "no: algorithm");
  EXPECT_EQ(judged(head(R"({"alg":"None","kid":"r1"})") + '.' + payload + ".AAAA"), "no: algorithm");
  EXPECT_EQ(judged(head(R"({"alg":"RS256","kid":"r1"})") + '.' + payload + '.'), "no: signature");
  // The public key as a shared secret.
  EXPECT_EQ(judged(rsa().token(claims(), "HS256")), "no: algorithm");
  EXPECT_EQ(judged(rsa().token(claims(), "RS512")), "no: algorithm");
  // One kind of key under the name of another.
  EXPECT_EQ(judged(rsa().token(claims(), "ES256")), "no: unknown_key");
  EXPECT_EQ(judged(ec().token(claims(), "RS256")), "no: unknown_key");
  // The two paddings of RSA are no substitutes for each other.
  EXPECT_EQ(judged(rsa().sealed(R"({"alg":"PS256","kid":"r1"})", claims(), false)), "no: signature");
}

TEST_F(TokenTest, BringsNoKeyOfItsOwn) {
  const auto thief = test::TokenKey::rsa("r1");
  EXPECT_EQ(judged(thief.token(claims(), "RS256")), "no: signature");
  EXPECT_EQ(judged(thief.token(claims(), "RS256", R"(,"jwk":)" + thief.jwk())), "no: signature");
  EXPECT_EQ(judged(test::TokenKey::rsa("other").token(claims(), "RS256")), "no: unknown_key");
  EXPECT_EQ(judged(rsa().sealed(R"({"alg":"RS256","kid":"../../etc"})", claims())), "no: unknown_key");
  EXPECT_EQ(judged(rsa().token(claims(), "RS256", R"(,"crit":["b64"],"b64":false)")), "no: kind");
  EXPECT_EQ(judged(rsa().token(claims(), "RS256", R"(,"typ":"at+jwt")")), "no: kind");
  EXPECT_EQ(judged(rsa().token(claims(), "RS256", R"(,"typ":"logout+jwt")")), "no: kind");
}

TEST_F(TokenTest, IsForThisHouseFromThisProvider) {
  EXPECT_EQ(judged_claims(claims("", R"("another")")), "no: aud");
  EXPECT_EQ(judged_claims(claims("", "[]")), "no: aud");
  EXPECT_EQ(judged_claims(claims("", R"(["musubi","another"])")), "no: azp");
  EXPECT_EQ(judged_claims(claims(R"(,"azp":"another")", R"(["musubi","another"])")), "no: azp");
  EXPECT_EQ(judged_claims(claims(R"(,"azp":"another")")), "no: azp");
  EXPECT_EQ(judged_claims(claims(R"(,"azp":"musubi")", R"(["musubi","another"])")), "hanako");
  auto other = terms();
  other.issuer = "https://login.example.jp/";
  EXPECT_EQ(judged_claims(claims(), other), "no: iss");
}

TEST_F(TokenTest, IsOfNow) {
  EXPECT_EQ(judged_claims(claims("", R"("musubi")", "the-nonce", -121)), "no: exp");
  EXPECT_EQ(judged_claims(claims("", R"("musubi")", "the-nonce", -60)), "hanako");  // clocks differ a little
  EXPECT_EQ(judged_claims(claims("", R"("musubi")", "the-nonce", 300, 121)), "no: iat");
  EXPECT_EQ(judged_claims(claims("", R"("musubi")", "the-nonce", 90'000, -80'000)), "no: iat");
  EXPECT_EQ(judged_claims(claims(R"(,"nbf":)" + seconds_from_now(600))), "no: nbf");
  EXPECT_EQ(
      judged_claims(R"({"iss":"https://login.example.jp","sub":"x","aud":"musubi","nonce":"the-nonce"})"),
      "no: exp");
}

TEST_F(TokenTest, AnswersThisAttempt) {
  EXPECT_EQ(judged_claims(claims("", R"("musubi")", "another-nonce")), "no: nonce");
  EXPECT_EQ(judged_claims(claims(R"(,"at_hash":"AAAA")")), "no: at_hash");
  EXPECT_EQ(judged_claims(claims(R"(,"at_hash":")" + crypto::half_hash("the-access-token") + '"')), "hanako");
  auto fresh = terms();
  fresh.logged_in_since = kNow - seconds{60};
  EXPECT_EQ(judged_claims(claims(), fresh), "no: auth_time");
  EXPECT_EQ(judged_claims(claims(R"(,"auth_time":)" + seconds_from_now(-3600)), fresh), "no: auth_time");
  EXPECT_EQ(judged_claims(claims(R"(,"auth_time":)" + seconds_from_now(-30)), fresh), "hanako");
}

TEST_F(TokenTest, GarbledOrHugeOrTwofoldIsNothing) {
  EXPECT_EQ(judged_claims(claims(R"(,"sub":"taro")")), "no: malformed");
  EXPECT_EQ(judged_claims(claims(R"(,"aud":"musubi")", R"("another")")), "no: malformed");
  EXPECT_EQ(judged_claims("[]"), "no: malformed");
  EXPECT_EQ(judged_claims("{"), "no: malformed");
  EXPECT_EQ(judged_claims(claims(R"(,"pad":")" + std::string(20'000, 'a') + '"')), "no: malformed");
  auto token = rsa().token(claims(), "RS256");
  EXPECT_EQ(judged(token + ".AAAA"), "no: malformed");
  EXPECT_EQ(judged(token + "="), "no: malformed");
  EXPECT_EQ(judged(""), "no: malformed");
  EXPECT_EQ(judged(".."), "no: malformed");
  token[token.size() / 2] = token[token.size() / 2] == 'A' ? 'B' : 'A';
  EXPECT_NE(judged(token), "hanako");
}

TEST_F(TokenTest, KeysThatAreWeakOrForSomethingElseAreNotRead) {
  const auto read = [](const std::string& jwk) {
    return crypto::read_jwks(R"({"keys":[)" + jwk + "]}").value().size();
  };
  EXPECT_EQ(read(rsa().jwk()), 1U);
  EXPECT_EQ(read(rsa().jwk(R"("use":"enc",)")), 0U);
  EXPECT_EQ(read(test::TokenKey::rsa("weak", 1024).jwk()), 0U);
  EXPECT_EQ(read(R"({"kty":"oct","kid":"s","k":"AAAA"})"), 0U);
  EXPECT_EQ(read(R"({"kty":"EC","crv":"P-256","x":")" + std::string(43, 'A') + R"(","y":")" +
                 std::string(43, 'A') + R"("})"),
            0U);
  EXPECT_FALSE(crypto::read_jwks(R"({"keys":{}})"));
  EXPECT_FALSE(crypto::read_jwks("[]"));
  // A key for one algorithm signs nothing under another.
  const auto only_pss = crypto::read_jwks(R"({"keys":[)" + rsa().jwk(R"("alg":"PS256",)") + "]}").value();
  EXPECT_FALSE(crypto::check_jws(rsa().token(claims(), "RS256"), only_pss));
  EXPECT_TRUE(crypto::check_jws(rsa().token(claims(), "PS256"), only_pss));
}

TEST(OidcRules, StrengthIsWhatWasConfigured) {
  const TokenHolder both{"x", "urn:city:2", {"pwd", "otp"}};
  EXPECT_FALSE(is_strong(both, "", ""));
  EXPECT_TRUE(is_strong(both, "", "mfa pwd+otp"));
  EXPECT_FALSE(is_strong(both, "", "mfa pwd+hwk"));
  EXPECT_TRUE(is_strong(both, "urn:city:1 urn:city:2", ""));
  EXPECT_FALSE(is_strong({"x", "", {}}, " ", " + "));
  EXPECT_FALSE(is_strong({"x", "urn:city", {}}, "urn:city:2", ""));
}

TEST(OidcRules, OnlyListedHostsAreAsked) {
  const OidcReach reach{
      {"login.example.jp", "id.example.jp:8443", "127.0.0.1:3000", "127.evil.jp:80"}, true, ""};
  EXPECT_TRUE(may_ask(reach, "https://login.example.jp/x"));
  EXPECT_TRUE(may_ask(reach, "https://login.example.jp:443/x"));
  EXPECT_TRUE(may_ask(reach, "https://id.example.jp:8443"));
  EXPECT_TRUE(may_ask(reach, "http://127.0.0.1:3000/x"));
  for (const auto* url :
       {"http://login.example.jp/x", "https://login.example.jp:8443", "https://id.example.jp",
        "https://login.example.jp.evil.jp", "https://login.example.jp@evil.jp",
        "https://evil.jp/?login.example.jp", "https://evil.jp#login.example.jp",
        "https://evil.jp\\login.example.jp", "https://169.254.169.254/", "http://127.0.0.1:3001/",
        "http://127.evil.jp:80/", "file:///etc/passwd", "https://", "ftp://login.example.jp",
        "https://LOGIN.example.jp", "https://login%2eexample.jp", "https://login.example.jp:", ""})
    EXPECT_FALSE(may_ask(reach, url)) << url;
  EXPECT_FALSE(may_ask({{"127.0.0.1:3000"}, false, ""}, "http://127.0.0.1:3000/x"));
}

TEST(OidcRules, OnwardIsAPathOfOurOwn) {
  EXPECT_EQ(own_path("/people/1?a=b"), "/people/1?a=b");
  for (const auto* text :
       {"", "people", "//evil.jp", "/\\evil.jp", "https://evil.jp", "/a\nb", "javascript:1"})
    EXPECT_FALSE(own_path(text)) << text;
}

TEST(OidcRules, DiscoveryIsOfTheIssuerAskedFor) {
  const OidcReach reach{{"login.example.jp"}, false, ""};
  const auto document = [](const std::string& issuer, const std::string& token_host) {
    return R"({"issuer":")" + issuer + R"(","authorization_endpoint":"https://login.example.jp/a",)" +
           R"("token_endpoint":"https://)" + token_host + R"(/t","jwks_uri":"https://login.example.jp/k"})";
  };
  const auto read = [&](const std::string& text) {
    const auto out = read_discovery(text, "https://login.example.jp", reach);
    return out ? std::string("ok") : out.error();
  };
  EXPECT_EQ(read(document("https://login.example.jp", "login.example.jp")), "ok");
  EXPECT_EQ(read(document("https://evil.jp", "login.example.jp")), "discovery_issuer");
  EXPECT_EQ(read(document("https://login.example.jp", "10.0.0.1")), "discovery_host");
  EXPECT_EQ(read("{}"), "discovery_issuer");
  EXPECT_EQ(read("no"), "discovery");
}

}  // namespace
}  // namespace musubi::identity
