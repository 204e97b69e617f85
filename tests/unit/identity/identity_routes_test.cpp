#include "identity/identity_routes.hpp"

#include "accounts_test_base.hpp"

namespace musubi::identity {
namespace {

using http::Method;

/// Calls routes as the edge does, without sockets: the session hook, the strict body, the use case, the
/// answer.
class IdentityRoutes : public AccountsTest {
 protected:
  IdentityRoutes() { add_routes(router, identity); }

  Result<http::Answer> call(Method method, const std::string& path, const std::string& body = "") {
    auto request = request_with(token, method, csrf);
    request.path = "/api/v1" + path;
    request.body = body;
    const auto match = router.match(method, request.path);
    if (match.route == nullptr) return not_found();
    request.path_values = match.values;
    auto answer = match.route->prepare_work ? work(*match.route, request) : in_one_tx(*match.route, request);
    if (answer)
      for (const auto& [name, value] : answer->headers)
        if (name == "Set-Cookie") keep_cookie(value);
    return answer;
  }
  static Code code_of(const Result<http::Answer>& answer) {
    return answer ? Code::internal : answer.error().code;
  }
  SessionView session() {
    const auto text = call(Method::get, "/session").value().write_body();
    SessionView view;
    const auto document = json::parse(text).value();
    const auto* const csrf_token = json::member(document.root(), "csrf_token");
    csrf.clear();
    if (!json::is_null(*csrf_token)) json::read_string(*csrf_token, "", 100, csrf).value();
    json::Codec<SessionState>::read(*json::member(document.root(), "state"), "", view.state).value();
    return view;
  }
  void sign_in_fully(const std::string& login) {
    ASSERT_TRUE(
        call(Method::post, "/session", R"({"login":")" + login + R"(","password":")" + kPassword + "\"}"));
    session();
    ASSERT_TRUE(call(Method::post, "/session/totp", R"({"code":")" + next_code() + "\"}"));
    session();
  }

  http::Router router;
  std::string token;
  std::string csrf;
  std::string cookie;

 private:
  Result<http::Answer> work(const http::Route& route, http::Request& request) {
    TRY_ASSIGN(const auto run, route.prepare_work(request));
    TRY(in_read([&](Tx& tx) { return authenticate(tx, identity, request); }));
    return run(db(), request);
  }
  Result<http::Answer> in_one_tx(const http::Route& route, http::Request& request) {
    TRY_ASSIGN(const auto run, route.prepare(request));
    const auto both = [&](Tx& tx) -> Result<http::Answer> {
      TRY(authenticate(tx, identity, request));
      return run(tx, request);
    };
    return route.spec.mode == http::Mode::read ? in_read(both) : in_write(both);
  }
  void keep_cookie(const std::string& value) {
    cookie = value;
    token = value.substr(value.find('=') + 1, value.find(';') - value.find('=') - 1);
  }
};
MUSUBI_ON_BOTH_ENGINES(IdentityRoutes);

TEST_P(IdentityRoutes, SignInWithTwoFactorsAndOut) {
  an_account_with_post("hanako");
  EXPECT_EQ(session().state, SessionState::none);
  sign_in_fully("hanako");
  EXPECT_EQ(session().state, SessionState::ready);
  const auto out = call(Method::delete_, "/session");
  ASSERT_TRUE(out);
  EXPECT_EQ(out->status, 204);
  EXPECT_FALSE(out->write_body);
  EXPECT_TRUE(cookie.ends_with("Max-Age=0"));
  EXPECT_EQ(session().state, SessionState::none);
}

TEST_P(IdentityRoutes, KeepTheAccountsAffairsBehindTheSecondFactor) {
  an_account_with_post("hanako");
  ASSERT_TRUE(
      call(Method::post, "/session", std::string(R"({"login":"hanako","password":")") + kPassword + "\"}"));
  EXPECT_EQ(session().state, SessionState::second_factor);
  EXPECT_EQ(code_of(call(Method::get, "/account/sessions")), Code::weak_session);
  EXPECT_EQ(code_of(call(Method::get, "/account/sign-ins")), Code::weak_session);
  EXPECT_EQ(code_of(call(Method::delete_, "/account/sessions")), Code::weak_session);
  EXPECT_EQ(code_of(call(Method::post, "/session/step-up", R"({"code":"123456"})")), Code::weak_session);
  EXPECT_EQ(code_of(call(Method::post, "/account/recovery-codes")), Code::weak_session);
  EXPECT_EQ(code_of(call(Method::put, "/session/post", R"({"post_id":")" + to_string(last_post) + "\"}")),
            Code::weak_session);
  EXPECT_EQ(code_of(call(Method::put, "/account/password", R"({"current":"a","new_password":"b"})")),
            Code::weak_session);
  EXPECT_EQ(code_of(call(Method::put, "/account/profile", R"({"display_name":"a","kana":"","locale":"ja"})")),
            Code::weak_session);
  EXPECT_EQ(code_of(call(Method::post, "/invitations/join", R"({"token":"x"})")), Code::weak_session);
  EXPECT_EQ(code_of(call(Method::post, "/account/totp")), Code::step_up_needed);
}

TEST_P(IdentityRoutes, ClearACookieThatIsWorthNothing) {
  token = "worthless";
  EXPECT_EQ(session().state, SessionState::none);
  EXPECT_TRUE(cookie.starts_with("musubi=;"));
}

TEST_P(IdentityRoutes, RefuseAMutationWithoutTheSessionsToken) {
  an_account_with_post("hanako");
  sign_in_fully("hanako");
  csrf = "another";
  EXPECT_EQ(code_of(call(Method::delete_, "/account/sessions")), Code::csrf);
  EXPECT_EQ(code_of(call(Method::post, "/session/step-up", R"({"code":"123456"})")), Code::csrf);
}

TEST_P(IdentityRoutes, ReadBodiesStrictly) {
  EXPECT_EQ(code_of(call(Method::post, "/session", R"({"login":"a"})")), Code::invalid);
  EXPECT_EQ(code_of(call(Method::post, "/session", R"({"login":"a","password":"b","admin":true})")),
            Code::unknown_field);
  EXPECT_EQ(code_of(call(Method::post, "/session", R"({"login":1,"password":"b"})")), Code::wrong_type);
  EXPECT_EQ(code_of(call(Method::post, "/session", "{\"login\":\"\xff\",\"password\":\"b\"}")),
            Code::malformed);
}

TEST_P(IdentityRoutes, TakeAnInvitationToAReadyAccount) {
  const auto post = a_post();
  const auto issued =
      in_write([&](Tx& tx) { return create_invitation(tx, region, post, "hanako", {}); }).value();
  ASSERT_TRUE(call(Method::post, "/invitations/look", R"({"token":")" + issued.token + "\"}"));
  ASSERT_TRUE(call(Method::post, "/invitations/accept",
                   R"({"token":")" + issued.token +
                       R"(","login":"hanako","display_name":"花子","kana":"","password":")" + kPassword +
                       "\"}"));
  EXPECT_EQ(session().state, SessionState::enrol_totp);
  const auto begun = call(Method::post, "/account/totp").value().write_body();
  EXPECT_NE(begun.find("otpauth://totp/"), std::string::npos);
  EXPECT_NE(begun.find("<svg"), std::string::npos);
  const auto document = json::parse(begun).value();
  std::string secret;
  json::read_string(*json::member(document.root(), "secret"), "", 100, secret).value();
  const auto code = crypto::totp_code(crypto::from_base32(secret).value(), crypto::totp_step(clock().now()));
  ASSERT_TRUE(call(Method::post, "/account/totp/confirm", R"({"code":")" + code + "\"}"));
  EXPECT_EQ(session().state, SessionState::ready);
  ASSERT_TRUE(call(Method::get, "/pledge"));
  ASSERT_TRUE(call(Method::post, "/pledge/accept", R"({"version":1})"));
  EXPECT_TRUE(actor_of(token)->pledged);
}

}  // namespace
}  // namespace musubi::identity
