// Shared terminals: short sessions on the server's side, and the key that keeps one colleague's drafts from
// another.
#include "accounts_test_base.hpp"

namespace musubi::identity {
namespace {

class SharedTerminal : public AccountsTest {
 protected:
  Opened signed_in_there(const std::string& login, std::int64_t minutes_to_lock = 3) {
    auto where = kHome;
    where.lock_after_minutes = minutes_to_lock;
    const auto half = sign_in(db(), identity, SignIn{{login}, {kPassword}}, where, std::nullopt).value();
    return confirm_code(db(), identity, actor_of(half), next_code(), where).value();
  }
  std::string key_of(const access::Actor& actor) {
    return in_write([&](Tx& tx) { return draft_key(tx, identity, actor); }).value().key;
  }
};
MUSUBI_ON_BOTH_ENGINES(SharedTerminal);

TEST_P(SharedTerminal, EndsTheSessionSoonAfterThePageShouldHaveLocked) {
  an_account_with_post("hanako");
  const auto opened = signed_in_there("hanako");
  EXPECT_EQ(opened.view.lock_after_minutes, 3);
  clock().advance(minutes{4} - seconds{1});
  EXPECT_TRUE(actor_of(opened.token));
  clock().advance(minutes{4});
  EXPECT_FALSE(actor_of(opened.token));
}

TEST_P(SharedTerminal, StaysOpenWhileSomebodyWorks) {
  an_account_with_post("hanako");
  const auto opened = signed_in_there("hanako", 1);
  for (int i = 0; i < 20; ++i) {
    clock().advance(seconds{50});
    ASSERT_TRUE(actor_of(opened.token)) << i;
  }
}

TEST_P(SharedTerminal, NeverLengthensASession) {
  an_account_with_post("hanako");
  const auto opened = signed_in_there("hanako", kLongestLockMinutes);
  clock().advance(minutes{kLongestLockMinutes + 1});
  EXPECT_FALSE(actor_of(opened.token));
}

TEST_P(SharedTerminal, CanBeSwitchedOnAndOff) {
  an_account_with_post("hanako");
  const auto opened = signed_in("hanako");
  EXPECT_FALSE(opened.view.lock_after_minutes);
  const auto actor = actor_of(opened);
  Terminal shared;
  shared.lock_after_minutes.emplace().value = 2;
  EXPECT_EQ(in_write([&](Tx& tx) { return set_terminal(tx, identity, actor, shared); })
                .value()
                .view.lock_after_minutes,
            2);
  clock().advance(minutes{4});
  EXPECT_FALSE(actor_of(opened.token));
  const auto again = signed_in_there("hanako");
  in_write([&](Tx& tx) { set_terminal(tx, identity, actor_of_in(tx, again.token), Terminal{}).value(); });
  clock().advance(minutes{20});
  EXPECT_TRUE(actor_of(again.token));
}

TEST_P(SharedTerminal, IsNotListedAsSignedInOnceItsTimeIsOver) {
  an_account_with_post("hanako");
  signed_in_there("hanako");
  clock().advance(minutes{5});
  const auto home = actor_of(signed_in("hanako"));
  EXPECT_EQ(in_read([&](Tx& tx) { return sessions_of(tx, identity, home); }).size(), 1U);
}

TEST_P(SharedTerminal, GivesEachAccountItsOwnLastingKeyForDrafts) {
  an_account_with_post("hanako");
  an_account_with_post("jiro");
  const auto hanako = actor_of(signed_in("hanako"));
  const auto hers = key_of(hanako);
  EXPECT_EQ(crypto::from_base64url(hers)->size(), 32U);
  EXPECT_EQ(key_of(actor_of(signed_in("hanako"))), hers);
  EXPECT_NE(key_of(actor_of(signed_in("jiro"))), hers);
  const auto kept = in_read([&](Tx& tx) { return tx.all<db::Bytes>("select sealed from draft_key"); });
  ASSERT_EQ(kept.size(), 2U);
  const auto raw = crypto::from_base64url(hers).value();
  for (const auto& sealed : kept) EXPECT_TRUE(std::ranges::search(sealed, raw).empty());
}

}  // namespace
}  // namespace musubi::identity
