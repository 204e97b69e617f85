#include "accounts_test_base.hpp"
#include "identity/throttle.hpp"

namespace musubi::identity {
namespace {

class SecondFactor : public AccountsTest {
 protected:
  Result<Opened> give(const access::Actor& actor, const std::string& code) {
    return confirm_code(db(), identity, actor, code, kHome);
  }
  /// Sets the second factor up as a new user does, and hands out the recovery codes.
  TotpOpened enrol(const access::Actor& actor) {
    const auto begun = in_write([&](Tx& tx) { return begin_totp(tx, identity, actor); }).value();
    secret = crypto::from_base32(begun.secret).value();
    clock().advance(seconds{30});
    return confirm_totp(db(), identity, actor, crypto::totp_code(secret, crypto::totp_step(clock().now())),
                        kHome)
        .value();
  }
  crypto::Bytes secret;
};
MUSUBI_ON_BOTH_ENGINES(SecondFactor);

TEST_P(SecondFactor, OpensTheSessionAndLeavesASignInBehind) {
  an_account_with_post("hanako");
  const auto opened = give(half_signed_in("hanako"), next_code()).value();
  EXPECT_EQ(opened.view.state, SessionState::ready);
  EXPECT_EQ(opened.view.strength, access::Strength::fresh);
  EXPECT_EQ(history(actor_of(opened)).front().outcome, SignInOutcome::ok);
  EXPECT_EQ(audits("second_factor"), 1);
}

TEST_P(SecondFactor, DoesNotOpenTwiceWithOneCode) {
  an_account_with_post("hanako");
  const auto code = next_code();
  ASSERT_TRUE(give(half_signed_in("hanako"), code));
  const auto replayed = give(half_signed_in("hanako"), code);
  EXPECT_EQ(replayed.error().code, Code::invalid);
  EXPECT_EQ(replayed.error().field, "code");
}

TEST_P(SecondFactor, DoesNotTakeAnEarlierCodeAfterALaterOne) {
  an_account_with_post("hanako");
  const auto earlier = next_code();
  ASSERT_TRUE(give(half_signed_in("hanako"), next_code()));
  EXPECT_FALSE(give(half_signed_in("hanako"), earlier));
}

TEST_P(SecondFactor, DoesNotTakeAUsedCodeWhenTheClockIsSetBack) {
  an_account_with_post("hanako");
  const auto code = next_code();
  ASSERT_TRUE(give(half_signed_in("hanako"), code));
  clock().advance(-seconds{30});
  EXPECT_FALSE(give(half_signed_in("hanako"), code));
}

TEST_P(SecondFactor, CountsWrongCodesOverAllSessionsOfTheAccount) {
  an_account_with_post("hanako");
  for (std::int64_t i = 0; i < kAccountLimit.free; ++i)
    EXPECT_EQ(give(half_signed_in("hanako"), "not a code").error().code, Code::invalid);
  EXPECT_EQ(give(half_signed_in("hanako"), "not a code").error().code, Code::throttled);
  EXPECT_EQ(use_recovery_code(db(), identity, half_signed_in("hanako"), "x", kHome).error().code,
            Code::throttled);
  const auto actor = actor_of(signed_in("hanako"));  // 30 seconds later the right code opens
  EXPECT_EQ(std::ranges::count(history(actor), SignInOutcome::wrong_code, &SignInLine::outcome),
            kAccountLimit.free);
  EXPECT_EQ(audits("second_factor", "refused"), kAccountLimit.free);
}

TEST_P(SecondFactor, StepsUpAnOlderSessionAndGivesItANewToken) {
  an_account_with_post("hanako");
  const auto first = signed_in("hanako");
  clock().advance(minutes{20});
  const auto stale = actor_of(first);
  EXPECT_EQ(stale.strength, access::Strength::two_factor);
  const auto fresh = give(stale, next_code()).value();
  EXPECT_EQ(actor_of(fresh).strength, access::Strength::fresh);
  EXPECT_FALSE(actor_of(first.token));
  EXPECT_EQ(audits("step_up"), 1);
  EXPECT_EQ(std::ranges::count(history(stale), SignInOutcome::ok, &SignInLine::outcome), 1);
}

TEST_P(SecondFactor, IsSetUpWithTenRecoveryCodesAndKeptSealed) {
  an_account("hanako", false);
  const auto half = try_sign_in("hanako").value();
  const auto done = enrol(actor_of(half));
  EXPECT_EQ(done.confirmed.recovery_codes.size(), 10U);
  EXPECT_EQ(done.confirmed.session.recovery_codes_left, 10);
  EXPECT_EQ(done.confirmed.session.strength, access::Strength::fresh);
  EXPECT_FALSE(actor_of(half.token));
  EXPECT_TRUE(actor_of(done.token));
  in_read([&](Tx& tx) {
    const auto sealed = tx.one<db::Bytes>("select totp_secret from account where login = 'hanako'");
    EXPECT_EQ(std::ranges::search(sealed, secret).begin(), sealed.end());
    EXPECT_TRUE(tx.one<bool>("select totp_pending is null from account where login = 'hanako'"));
  });
}

TEST_P(SecondFactor, IsNotSetUpByAWrongCodeNorWithoutBeginning) {
  an_account("hanako", false);
  const auto actor = half_signed_in("hanako");
  EXPECT_EQ(confirm_totp(db(), identity, actor, "000000", kHome).error().code, Code::conflict);
  ASSERT_TRUE(in_write([&](Tx& tx) { return begin_totp(tx, identity, actor); }));
  EXPECT_EQ(confirm_totp(db(), identity, actor, "not a code", kHome).error().code, Code::invalid);
  EXPECT_EQ(give(actor, next_code()).error().code, Code::invalid);
  EXPECT_EQ(try_sign_in("hanako").value().view.state, SessionState::enrol_totp);
}

TEST_P(SecondFactor, IsReplacedOnlyWithAFreshOne) {
  an_account_with_post("hanako");
  const auto begin = [&](const access::Actor& actor) {
    return in_write([&](Tx& tx) { return begin_totp(tx, identity, actor); });
  };
  EXPECT_EQ(begin(half_signed_in("hanako")).error().code, Code::step_up_needed);
  const auto other = signed_in("hanako");
  const auto opened = signed_in("hanako");
  const auto done = enrol(actor_of(opened));
  EXPECT_FALSE(actor_of(other.token));  // whoever held the old phone is out
  clock().advance(minutes{10});
  EXPECT_EQ(begin(actor_of(done.token).value()).error().code, Code::step_up_needed);
  EXPECT_EQ(confirm_totp(db(), identity, half_signed_in("hanako"), "000000", kHome).error().code,
            Code::step_up_needed);
  EXPECT_FALSE(give(half_signed_in("hanako"), next_code()));  // the old secret
}

TEST_P(SecondFactor, DoesNotOpenUnderAnotherMasterKey) {
  an_account_with_post("hanako");
  const auto actor = half_signed_in("hanako");
  const auto wrong_key = crypto::random_key();
  const Identity stranger{hasher, wrong_key};
  EXPECT_EQ(confirm_code(db(), stranger, actor, next_code(), kHome).error().code, Code::unavailable);
}

TEST_P(SecondFactor, HasRecoveryCodesThatOpenOnceEach) {
  an_account("hanako", false);
  const auto codes = enrol(half_signed_in("hanako")).confirmed.recovery_codes;
  const auto use = [&](const std::string& code) {
    return use_recovery_code(db(), identity, half_signed_in("hanako"), code, kHome);
  };
  const auto opened = use(codes[3]);
  ASSERT_TRUE(opened);
  EXPECT_EQ(opened->view.strength, access::Strength::fresh);
  EXPECT_EQ(opened->view.recovery_codes_left, 9);
  EXPECT_EQ(use(codes[3]).error().code, Code::invalid);
  auto typed = codes[4];  // as people type it
  std::erase(typed, '-');
  std::ranges::transform(typed, typed.begin(),
                         [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  EXPECT_TRUE(use(typed));
  EXPECT_EQ(use("aaaa-bbbb-cccc").error().code, Code::invalid);
}

TEST_P(SecondFactor, MakesOldRecoveryCodesWorthlessWithNewOnes) {
  an_account("hanako", false);
  const auto done = enrol(half_signed_in("hanako"));
  const auto actor = actor_of(done.token).value();
  const auto renewed = in_write([&](Tx& tx) { return renew_recovery_codes(tx, actor); }).value();
  EXPECT_EQ(renewed.recovery_codes.size(), 10U);
  const auto use = [&](const std::string& code) {
    return use_recovery_code(db(), identity, half_signed_in("hanako"), code, kHome);
  };
  EXPECT_FALSE(use(done.confirmed.recovery_codes[0]));
  EXPECT_TRUE(use(renewed.recovery_codes[0]));
}

TEST_P(SecondFactor, OfOneAccountDoesNotOpenAnother) {
  an_account("hanako", false);
  const auto codes = enrol(half_signed_in("hanako")).confirmed.recovery_codes;
  an_account_with_post("taro");
  EXPECT_FALSE(use_recovery_code(db(), identity, half_signed_in("taro"), codes[0], kHome));
}

TEST_P(SecondFactor, IsSetUpAnewAfterTheOperatorsReset) {
  an_account_with_post("hanako");
  const auto opened = signed_in("hanako");
  in_write([](Tx& tx) { reset_second_factor(tx, "hanako").value(); });
  EXPECT_FALSE(actor_of(opened.token));
  EXPECT_EQ(try_sign_in("hanako").value().view.state, SessionState::enrol_totp);
}

class CommandLine : public AccountsTest {};
MUSUBI_ON_BOTH_ENGINES(CommandLine);

TEST_P(CommandLine, MakesAnOperatorWhoCanWorkAtOnce) {
  const auto post = in_write([&](Tx& tx) {
    return create_operator(tx, identity,
                           {region, "Operator", "市の担当者", "", hasher.hash(kPassword), kSecret});
  });
  ASSERT_TRUE(post);
  const auto actor = actor_of(signed_in("operator"));
  EXPECT_EQ(actor.kind, access::PostKind::operator_);
  EXPECT_EQ(actor.post_id, *post);
  EXPECT_EQ(actor.facility_name, "matsumoto市");
  EXPECT_TRUE(actor.pledged);
}

TEST_P(CommandLine, DoesNotMakeALoginTwice) {
  an_account("hanako");
  const auto again = in_write([&](Tx& tx) {
    return create_account_ready(tx, identity, {region, "HANAKO", "別人", "", "x"});
  });
  EXPECT_EQ(again.error().code, Code::duplicate);
  EXPECT_EQ(in_read([](Tx& tx) { return accounts(tx); }).size(), 1U);
}

TEST_P(CommandLine, SetsAPasswordEndsSessionsAndForgivesFailures) {
  an_account_with_post("hanako");
  const auto opened = signed_in("hanako");
  for (std::int64_t i = 0; i < kAccountLimit.free; ++i) try_sign_in("hanako", "ちがう");
  in_write([&](Tx& tx) { set_password(tx, "Hanako", hasher.hash("あたらしい長靴と青い秋の空")).value(); });
  EXPECT_FALSE(actor_of(opened.token));
  EXPECT_TRUE(try_sign_in("hanako", "あたらしい長靴と青い秋の空"));
  EXPECT_EQ(in_write([](Tx& tx) { return set_password(tx, "nobody", "x"); }).error().code, Code::not_found);
}

}  // namespace
}  // namespace musubi::identity
