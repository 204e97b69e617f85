// A forgotten password: the link and what it does not open.
#include "identity/password_reset.hpp"

#include "identity/accounts_test_base.hpp"

namespace musubi::identity {
namespace {

constexpr auto kNew = "あたらしい長靴と青い秋の空";

class PasswordReset : public AccountsTest {
 protected:
  PasswordReset() {
    hanako = an_account_with_post("hanako");
    in_write([&](Tx& tx) {
      manager = test::a_professional(tx, region, facility, {.name = "院長", .is_manager = true});
      operator_ = test::an_operator(tx, region);
    });
  }
  Result<PasswordResetLink> issue(const access::Actor& by) {
    return in_write([&](Tx& tx) { return issue_password_reset(tx, by, hanako, facility); });
  }
  Result<PasswordResetLink> issue_for(const access::Actor& by, const std::string& login) {
    return in_write([&](Tx& tx) { return issue_password_reset_for(tx, by, login); });
  }
  Status redeem(const PasswordResetLink& link, const std::string& password = kNew) {
    return redeem_password_reset(db(), identity, {{link.reset_url.substr(7)}, {password}}, kHome);
  }
  AccountId hanako;
  access::Actor manager, operator_;
};
MUSUBI_ON_BOTH_ENGINES(PasswordReset);

TEST_P(PasswordReset, GivesANewPasswordOnceEndsSessionsAndLeavesTheSecondFactor) {
  const auto opened = signed_in("hanako");
  const auto link = issue(manager).value();
  EXPECT_EQ(link.login, "hanako");
  EXPECT_TRUE(actor_of(opened.token)) << "the link alone changes nothing";
  ASSERT_TRUE(redeem(link));
  EXPECT_FALSE(actor_of(opened.token));
  EXPECT_FALSE(try_sign_in("hanako"));
  EXPECT_EQ(try_sign_in("hanako", kNew).value().view.state, SessionState::second_factor);
  EXPECT_EQ(redeem(link).error().code, Code::gone) << "once";
  EXPECT_EQ(audits("issue_password_reset"), 2) << "of who issued it and of whom it is for";
  EXPECT_EQ(audits("reset_password"), 1);
}

TEST_P(PasswordReset, WorksForAnHourAndOnlyTheLatest) {
  const auto first = issue(manager).value();
  const auto second = issue(manager).value();
  EXPECT_EQ(redeem(first).error().code, Code::gone);
  clock().advance(kPasswordResetFor);
  EXPECT_EQ(redeem(second).error().code, Code::gone);
  EXPECT_TRUE(try_sign_in("hanako")) << "the old password still stands";
}

TEST_P(PasswordReset, TakesNoWeakPasswordAndIsNotUsedUpByOne) {
  const auto link = issue(manager).value();
  EXPECT_EQ(redeem(link, "hanako-hanako").error().field, "password");
  EXPECT_TRUE(redeem(link));
}

TEST_P(PasswordReset, IsNotIssuedWhereItWouldBeTheOnlyKey) {
  in_write([](Tx& tx) { reset_second_factor(tx, "hanako").value(); });
  EXPECT_EQ(issue(manager).error().code, Code::conflict);
}

TEST_P(PasswordReset, AndTheSecondFactorAreNotResetByTheSameHand) {
  const auto reset = [&](const access::Actor& by) {
    return in_write([&](Tx& tx) { return reset_second_factor_of(tx, by, hanako, region, std::nullopt); });
  };
  ASSERT_TRUE(issue(manager));
  EXPECT_EQ(reset(manager).error().code, Code::conflict);
  EXPECT_TRUE(reset(operator_));
  clock().advance(kNoBothFor);
  EXPECT_TRUE(reset(manager));
}

TEST_P(PasswordReset, IsNotForOneselfOrForWhoHoldsPostsElsewhere) {
  auto herself = manager;
  herself.account_id = hanako;
  EXPECT_EQ(issue(herself).error().code, Code::conflict);
  const auto other = in_write([&](Tx& tx) { return test::a_facility(tx, region, "みどり小学校"); });
  in_write([&](Tx& tx) { tx.run("update post set facility_id = $2 where account_id = $1", hanako, other); });
  EXPECT_EQ(issue(manager).error().code, Code::conflict);
  EXPECT_TRUE(issue_for(operator_, "hanako"));
}

TEST_P(PasswordReset, IsIssuedByOperatorsForWhoeverSaysTheirLogin) {
  EXPECT_TRUE(issue_for(operator_, "ＨＡＮＡＫＯ")) << "as it is typed";
  EXPECT_EQ(issue_for(operator_, "nobody").error().code, Code::not_found);
  EXPECT_EQ(issue_for(manager, "hanako").error().code, Code::forbidden);
  const auto neighbour =
      in_write([&](Tx& tx) { return test::an_operator(tx, test::a_region(tx, "tonari")); });
  EXPECT_EQ(issue_for(neighbour, "hanako").error().code, Code::not_found);
}

TEST_P(PasswordReset, IsNotIssuedWithoutEnd) {
  for (int i = 0; i < 10; ++i) ASSERT_TRUE(issue(manager));
  Code code = Code::internal;
  for (int i = 0; i < 3 && code == Code::internal; ++i)
    if (const auto link = issue(manager); !link) code = link.error().code;
  EXPECT_EQ(code, Code::throttled);
}

TEST_P(PasswordReset, LinksAreNotGuessed) {
  Code code = Code::gone;
  for (std::int64_t i = 0; i < 60 && code == Code::gone; ++i)
    code = redeem({"/reset#" + std::string(43, 'a'), "", "", {}}).error().code;
  EXPECT_EQ(code, Code::throttled);
}

}  // namespace
}  // namespace musubi::identity
