#include <atomic>
#include <thread>

#include "accounts_test_base.hpp"
#include "identity/throttle.hpp"

namespace musubi::identity {
namespace {

class SignInTest : public AccountsTest {};
MUSUBI_ON_BOTH_ENGINES(SignInTest);

TEST_P(SignInTest, AsksForTheSecondFactorAndSaysNothingOfPostsBefore) {
  an_account_with_post("hanako");
  const auto opened = try_sign_in("ＨANAKO").value();
  EXPECT_EQ(opened.view.state, SessionState::second_factor);
  EXPECT_EQ(opened.view.strength, access::Strength::password);
  EXPECT_TRUE(opened.view.posts.empty());
  EXPECT_FALSE(opened.view.post);
  EXPECT_FALSE(opened.view.recovery_codes_left);
  EXPECT_EQ(opened.token.size(), 43U);
  EXPECT_EQ(actor_of(opened).strength, access::Strength::password);
  EXPECT_EQ(audits("sign_in"), 1);
}

TEST_P(SignInTest, LeadsToTheSetupOfASecondFactorWhereThereIsNone) {
  an_account("hanako", false);
  EXPECT_EQ(try_sign_in("hanako").value().view.state, SessionState::enrol_totp);
}

TEST_P(SignInTest, AnswersTheSameForAWrongPasswordAndAnUnknownLogin) {
  an_account_with_post("hanako");
  for (int attempt = 0; attempt < 12; ++attempt) {
    const auto known = try_sign_in("hanako", "まちがいのパスワード");
    const auto unknown = try_sign_in("taro", "まちがいのパスワード");
    ASSERT_FALSE(known);
    ASSERT_FALSE(unknown);
    EXPECT_EQ(known.error().code, unknown.error().code) << attempt;
    EXPECT_EQ(known.error().detail, unknown.error().detail) << attempt;
    EXPECT_EQ(known.error().detail_en, unknown.error().detail_en) << attempt;
    EXPECT_EQ(known.error().field, unknown.error().field) << attempt;
  }
}

TEST_P(SignInTest, DoesTheSameWorkForWhomeverIsNamed) {
  an_account_with_post("hanako");
  an_account_with_post("directory");
  in_write([](Tx& tx) { tx.run("update account set password_hash = '' where login = 'directory'"); });
  const crypto::PasswordHasher dearer(crypto::PasswordCost{2, 8192});
  for (const auto* const the_hasher : {&std::as_const(hasher), &dearer}) {
    const Identity with{*the_hasher, key};
    for (const auto* const login : {"hanako", "directory", "taro"}) {
      const auto before = the_hasher->times_worked();
      EXPECT_FALSE(sign_in(db(), with, SignIn{{login}, {"まちがいのパスワード"}}, kHome, {}));
      EXPECT_EQ(the_hasher->times_worked(), before + 1) << login;
    }
  }
}

TEST_P(SignInTest, SlowsDownGuessingWithGrowingDelays) {
  an_account_with_post("hanako");
  for (std::int64_t i = 0; i < kAccountLimit.free; ++i)
    EXPECT_EQ(try_sign_in("hanako", "ちがう").error().code, Code::unauthenticated);
  EXPECT_EQ(try_sign_in("hanako").error().code, Code::throttled);  // the right password waits as well
  EXPECT_EQ(try_sign_in("hanako").error().code,
            Code::throttled);  // and waiting attempts do not make it longer
  clock().advance(seconds{2});
  EXPECT_EQ(try_sign_in("hanako", "ちがう").error().code, Code::unauthenticated);
  clock().advance(seconds{2});
  EXPECT_EQ(try_sign_in("hanako").error().code, Code::throttled);
  clock().advance(seconds{2});
  EXPECT_TRUE(try_sign_in("hanako"));
  for (std::int64_t i = 0; i < kAccountLimit.free; ++i)  // a success starts the count anew
    EXPECT_EQ(try_sign_in("hanako", "ちがう").error().code, Code::unauthenticated);
}

TEST_P(SignInTest, CountsGuessesForALoginWhateverAddressTheyComeFrom) {
  an_account_with_post("hanako");
  const auto guess_from = [&](std::int64_t last) {
    return try_sign_in("hanako", "ちがう", {"198.51.100." + std::to_string(last), "Firefox（Linux）"})
        .error()
        .code;
  };
  for (std::int64_t i = 0; i < kAccountLimit.free; ++i) EXPECT_EQ(guess_from(i), Code::unauthenticated);
  EXPECT_EQ(guess_from(kAccountLimit.free), Code::throttled);
  EXPECT_EQ(try_sign_in("hanako").error().code, Code::throttled)
      << "the right password from home waits as well";
}

TEST_P(SignInTest, CountsGuessesThatComeAllAtOnce) {
  an_account_with_post("hanako");
  std::atomic<std::int64_t> judged = 0;
  {
    std::vector<std::jthread> guessers;
    for (int i = 0; i < 6; ++i)
      guessers.emplace_back([&] {
        for (int j = 0; j < 4; ++j)
          if (try_sign_in("hanako", "ちがう").error().code == Code::unauthenticated) ++judged;
      });
  }
  EXPECT_EQ(judged, kAccountLimit.free);
}

TEST_P(SignInTest, SlowsDownAnAddressThatTriesManyLogins) {
  an_account_with_post("hanako");
  for (std::int64_t i = 0; i < kAddressLimit.free; ++i)
    EXPECT_EQ(try_sign_in("nobody" + std::to_string(i), "ちがう").error().code, Code::unauthenticated);
  EXPECT_EQ(try_sign_in("hanako").error().code, Code::throttled);
  EXPECT_TRUE(try_sign_in("hanako", kPassword, {"198.51.100.7", ""}));
}

TEST_P(SignInTest, IsNotBlockedForLongWhenTheClockIsSetBack) {
  an_account_with_post("hanako");
  for (int i = 0; i < 30; ++i) {
    try_sign_in("hanako", "ちがう", {"", ""});
    clock().advance(minutes{15});
  }
  clock().set(kStart);
  EXPECT_TRUE(try_sign_in("hanako"));
}

TEST_P(SignInTest, KeepsThrottleKeysOnlyAsHashes) {
  try_sign_in("hanako", "ちがう");
  in_read([](Tx& tx) {
    const auto keys = tx.all<db::Bytes>("select key_hash from throttle");
    EXPECT_EQ(keys.size(), 2U);
    for (const auto& stored : keys) EXPECT_EQ(stored.size(), 32U);
  });
}

TEST_P(SignInTest, ShowsItsOwnerEveryAttempt) {
  an_account_with_post("hanako");
  try_sign_in("hanako", "ちがう", {"198.51.100.7", "Chrome（Windows）"});
  clock().advance(minutes{1});
  const auto actor = actor_of(signed_in("hanako"));
  clock().advance(minutes{1});
  for (std::int64_t i = 0; i <= kAccountLimit.free + 1; ++i) try_sign_in("hanako", "ちがう");
  const auto lines = history(actor);
  EXPECT_EQ(lines.back().outcome, SignInOutcome::wrong_password);
  EXPECT_EQ(lines.back().address, "198.51.100.7");
  EXPECT_EQ(lines.back().device, "Chrome（Windows）");
  EXPECT_EQ(lines.at(lines.size() - 2).outcome, SignInOutcome::ok);
  EXPECT_EQ(std::ranges::count(lines, SignInOutcome::throttled, &SignInLine::outcome), 1);
  EXPECT_EQ(audits("sign_in", "refused"), kAccountLimit.free + 2);
}

TEST_P(SignInTest, IsRefusedForASuspendedAccountOnlyAfterTheRightPassword) {
  an_account_with_post("hanako");
  in_write([](Tx& tx) { set_account_state(tx, "hanako", AccountState::suspended).value(); });
  EXPECT_EQ(try_sign_in("hanako", "ちがう").error().code, Code::unauthenticated);
  EXPECT_EQ(try_sign_in("hanako").error().code, Code::forbidden);
  in_write([](Tx& tx) { set_account_state(tx, "hanako", AccountState::active).value(); });
  EXPECT_TRUE(try_sign_in("hanako"));
}

TEST_P(SignInTest, EndsTheSessionItCameWith) {
  an_account_with_post("hanako");
  const auto first = try_sign_in("hanako").value();
  const auto second =
      sign_in(db(), identity, SignIn{{"hanako"}, {kPassword}}, kHome, actor_of(first)).value();
  EXPECT_FALSE(actor_of(first.token));
  EXPECT_TRUE(actor_of(second.token));
}

TEST_P(SignInTest, HashesAgainWhatWasHashedAtAnotherCost) {
  an_account_with_post("hanako");
  const crypto::PasswordHasher dearer(crypto::PasswordCost{2, 8192});
  const Identity stricter{dearer, key};
  ASSERT_TRUE(sign_in(db(), stricter, SignIn{{"hanako"}, {kPassword}}, kHome, {}));
  const auto hash = in_read(
      [](Tx& tx) { return tx.one<std::string>("select password_hash from account where login = 'hanako'"); });
  EXPECT_FALSE(dearer.needs_rehash(hash));
  EXPECT_TRUE(try_sign_in("hanako"));
}

class PasswordChangeTest : public AccountsTest {
 protected:
  Status change(const access::Actor& actor, const std::string& from, const std::string& to) {
    return change_password(db(), identity, actor, PasswordChange{{from}, {to}}, kHome);
  }
};
MUSUBI_ON_BOTH_ENGINES(PasswordChangeTest);

TEST_P(PasswordChangeTest, EndsAllOtherSessions) {
  an_account_with_post("hanako");
  const auto other = signed_in("hanako");
  const auto mine = signed_in("hanako");
  ASSERT_TRUE(change(actor_of(mine), kPassword, "あたらしい長靴と青い秋の空"));
  EXPECT_FALSE(actor_of(other.token));
  EXPECT_TRUE(actor_of(mine.token));
  EXPECT_FALSE(try_sign_in("hanako"));
  EXPECT_TRUE(try_sign_in("hanako", "あたらしい長靴と青い秋の空"));
  EXPECT_EQ(audits("change_password"), 1);
}

TEST_P(PasswordChangeTest, RefusesAWrongOneAndThenSlowsDown) {
  an_account_with_post("hanako");
  const auto actor = actor_of(signed_in("hanako"));
  for (std::int64_t i = 0; i < kAccountLimit.free; ++i) {
    const auto refused = change(actor, "ちがう", "あたらしい長靴と青い秋の空");
    EXPECT_EQ(refused.error().code, Code::invalid);
    EXPECT_EQ(refused.error().field, "current");
  }
  EXPECT_EQ(change(actor, kPassword, "あたらしい長靴と青い秋の空").error().code, Code::throttled);
}

TEST_P(PasswordChangeTest, RefusesWeakOnesAndThePresentOne) {
  an_account_with_post("hanako.tanaka");
  const auto actor = actor_of(signed_in("hanako.tanaka"));
  for (const auto* weak :
       {"みじかい", "passwordpassword", "hanako.tanaka1", "ひかり診療所202604", kPassword}) {
    const auto refused = change(actor, kPassword, weak);
    ASSERT_FALSE(refused) << weak;
    EXPECT_EQ(refused.error().field, "new_password") << weak;
  }
}

}  // namespace
}  // namespace musubi::identity
