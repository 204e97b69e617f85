#include <thread>

#include "accounts_test_base.hpp"
#include "identity/throttle.hpp"

namespace musubi::identity {
namespace {

class Invitation : public AccountsTest {
 protected:
  std::string invite(PostId post) {
    return in_write([&](Tx& tx) { return create_invitation(tx, region, post, "hanako.tanaka", {}); })
        .value()
        .token;
  }
  Result<InvitationView> look(const std::string& token, const Where& where = kHome) {
    return look_at_invitation(db(), token, where);
  }
  Result<Opened> accept(const std::string& token, const std::string& login = "hanako",
                        const std::string& password = kPassword) {
    return accept_invitation(db(), identity, {{token}, {login}, {"花子"}, {"ハナコ"}, {password}}, kHome, {});
  }
  std::int64_t count(const char* sql) {
    return in_read([&](Tx& tx) { return tx.one<std::int64_t>(sql); });
  }
};
MUSUBI_ON_BOTH_ENGINES(Invitation);

TEST_P(Invitation, TellsWhatItIsForAndHidesItsTokenBehindTheHash) {
  const auto post = a_post();
  const auto issued =
      in_write([&](Tx& tx) { return create_invitation(tx, region, post, "hanako.tanaka", {}); }).value();
  EXPECT_EQ(issued.path, "/invite#" + issued.token);
  EXPECT_EQ(issued.expires_at, clock().now() + hours{24 * 14});
  const auto view = look(issued.token).value();
  EXPECT_EQ(view.region_name, "matsumoto市");
  EXPECT_EQ(view.facility_name, "ひかり診療所");
  EXPECT_EQ(view.name, "田中 花子");
  EXPECT_EQ(view.profession, "nurse");
  EXPECT_EQ(view.suggested_login, "hanako.tanaka");
  EXPECT_FALSE(view.has_account_hint);
}

TEST_P(Invitation, MakesAnAccountThatSetsUpItsSecondFactor) {
  const auto post = a_post();
  const auto opened = accept(invite(post), "Hanako").value();
  EXPECT_EQ(opened.view.state, SessionState::enrol_totp);
  EXPECT_EQ(opened.view.account->login, "hanako");
  EXPECT_EQ(actor_of(opened).post_id, post);
  EXPECT_EQ(actor_of(opened).strength, access::Strength::password);
  in_read([&](Tx& tx) {
    EXPECT_EQ(tx.one<std::string>("select state from post where post_id = $1", post), "active");
    EXPECT_EQ(
        tx.one<std::int64_t>("select count(*) from post_version where post_id = $1 and version = 2", post),
        1);
  });
  EXPECT_EQ(audits("accept_invitation"), 1);
}

TEST_P(Invitation, WorksOnce) {
  const auto token = invite(a_post());
  ASSERT_TRUE(accept(token));
  EXPECT_EQ(accept(token, "taro").error().code, Code::gone);
  EXPECT_EQ(look(token).error().code, Code::gone);
}

TEST_P(Invitation, WorksForFourteenDays) {
  const auto token = invite(a_post());
  clock().advance(hours{24 * 14} - seconds{1});
  EXPECT_TRUE(look(token));
  clock().advance(seconds{1});
  EXPECT_EQ(look(token).error().code, Code::gone);
  EXPECT_EQ(accept(token).error().code, Code::gone);
}

TEST_P(Invitation, IsRevokedByALaterOneAndByHand) {
  const auto post = a_post();
  const auto first = invite(post);
  const auto second = invite(post);
  EXPECT_EQ(accept(first).error().code, Code::gone);
  EXPECT_TRUE(look(second));
  in_write([&](Tx& tx) { revoke_invitations(tx, region, post); });
  EXPECT_EQ(accept(second).error().code, Code::gone);
}

TEST_P(Invitation, IsGoneWhenThePostIs) {
  const auto post = a_post();
  const auto token = invite(post);
  change_state_of(post, "left");
  EXPECT_EQ(accept(token).error().code, Code::gone);
}

TEST_P(Invitation, IsNotIssuedForATakenOrUnknownPost) {
  an_account_with_post("hanako");
  const auto issue = [&](PostId post) {
    return in_write([&](Tx& tx) { return create_invitation(tx, region, post, "", {}); });
  };
  EXPECT_EQ(issue(last_post).error().code, Code::conflict);
  EXPECT_EQ(issue(PostId{{{7}}}).error().code, Code::not_found);
}

TEST_P(Invitation, AnswersAllWorthlessTokensAlikeAndSlowsDownWhoTriesMany) {
  const auto used = invite(a_post());
  ASSERT_TRUE(accept(used));
  const auto of_used = look(used).error();
  const auto invented = look("invented").error();
  EXPECT_EQ(of_used.code, invented.code);
  EXPECT_EQ(of_used.detail, invented.detail);
  for (std::int64_t i = 2; i < kAddressLimit.free; ++i) EXPECT_EQ(look("x").error().code, Code::gone);
  const auto good = invite(a_post());
  EXPECT_EQ(look(good).error().code, Code::throttled);
  EXPECT_EQ(accept(good, "taro").error().code, Code::throttled);
  EXPECT_TRUE(look(good, {"198.51.100.7", ""}));
}

TEST_P(Invitation, IsKeptWhenLoginOrPasswordAreRefused) {
  an_account("hanako");
  const auto token = invite(a_post());
  EXPECT_EQ(accept(token, "HANAKO").error().code, Code::duplicate);
  EXPECT_EQ(accept(token, "ab").error().field, "login");
  EXPECT_EQ(accept(token, "taro.yamada", "みじかい").error().field, "password");
  EXPECT_EQ(accept(token, "taro.yamada", "taro.yamada12").error().field, "password");
  EXPECT_TRUE(accept(token, "taro.yamada"));
  EXPECT_EQ(count("select count(*) from account"), 2);
}

TEST_P(Invitation, GivesAPostToOneOfTwoWhoAcceptAtOnce) {
  for (int round = 0; round < 5; ++round) {
    const auto token = invite(a_post());
    const auto name = "racer" + std::to_string(round);
    std::array<std::optional<Result<Opened>>, 2> answers;
    {
      std::jthread one([&] { answers[0] = accept(token, name + "a"); });
      std::jthread two([&] { answers[1] = accept(token, name + "b"); });
    }
    EXPECT_NE(answers[0]->has_value(), answers[1]->has_value());
    const auto& loser = answers[0]->has_value() ? *answers[1] : *answers[0];
    EXPECT_EQ(loser.error().code, Code::gone);
  }
  EXPECT_EQ(count("select count(*) from account"), 5);
  EXPECT_EQ(count("select count(*) from invitation where used_at is not null"), 5);
}

TEST_P(Invitation, AddsAPostToTheAccountThatIsSignedIn) {
  an_account_with_post("hanako");
  const auto actor = actor_of(signed_in("hanako"));
  const auto token = invite(a_post());
  const auto joined = join_invitation(db(), identity, actor, token, kHome).value();
  EXPECT_EQ(joined.view.posts.size(), 2U);
  EXPECT_EQ(joined.view.post->id, last_post);  // goes on acting as before
  EXPECT_EQ(join_invitation(db(), identity, actor, token, kHome).error().code, Code::gone);
}

TEST_P(Invitation, EndsTheSessionItWasAcceptedIn) {
  an_account_with_post("hanako");
  const auto hers = signed_in("hanako");
  const auto token = invite(a_post());
  const auto his = accept_invitation(db(), identity, {{token}, {"taro"}, {"太郎"}, {""}, {kPassword}}, kHome,
                                     actor_of(hers));
  ASSERT_TRUE(his);
  EXPECT_FALSE(actor_of(hers.token));
}

}  // namespace
}  // namespace musubi::identity
