#include "identity/identity.hpp"

#include <gtest/gtest.h>

#include "identity/session.hpp"

namespace musubi::identity {
namespace {

TEST(Login, IsFoldedSoThatWidthAndCaseDoNotMatter) {
  EXPECT_EQ(login_of(" Ｈanako.TANAKA@Example.jp ").value(), "hanako.tanaka@example.jp");
}
TEST(Login, IsRefusedWhenShortLongOrStrange) {
  EXPECT_FALSE(login_of("ab"));
  EXPECT_FALSE(login_of(std::string(101, 'a')));
  EXPECT_TRUE(login_of(std::string(100, 'a')));
  EXPECT_FALSE(login_of("たなか"));
  EXPECT_FALSE(login_of("a b c"));
  EXPECT_FALSE(login_of("hаnako"));  // a Cyrillic а
  EXPECT_EQ(login_of("x", "applicant_login").error().field, "applicant_login");
}

TEST(Device, IsNamedByBrowserAndSystemOnly) {
  EXPECT_EQ(device_of("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
                      "Chrome/120.0.0.0 Safari/537.36 Edg/120.0"),
            "Edge（Windows）");
  EXPECT_EQ(
      device_of("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 Version/17.0 "
                "Mobile/15E148 Safari/604.1"),
      "Safari（iPhone）");
  EXPECT_EQ(device_of("Mozilla/5.0 (Linux; Android 14) Chrome/120.0 Mobile Safari/537.36"),
            "Chrome（Android）");
  EXPECT_EQ(device_of("<script>"), "");
}

TEST(ThrottledAddress, IsTheWholeNetOfAHouseholdForIPv6) {
  EXPECT_EQ(throttled_address("2001:db8:1:2:3:4:5:6"), throttled_address("2001:db8:1:2::9"));
  EXPECT_NE(throttled_address("2001:db8:1:2::9"), throttled_address("2001:db8:1:3::9"));
  EXPECT_EQ(throttled_address("192.0.2.1"), "192.0.2.1");
  EXPECT_NE(throttled_address("::ffff:192.0.2.1"), throttled_address("::ffff:192.0.2.2"));
}

TEST(Delay, GrowsAfterAFewFreeFailuresUpToALimit) {
  const Limit limit{.free = 3, .first = seconds{2}, .longest = minutes{1}};
  EXPECT_EQ(delay_after(2, limit), seconds{0});
  EXPECT_EQ(delay_after(3, limit), seconds{2});
  EXPECT_EQ(delay_after(4, limit), seconds{4});
  EXPECT_EQ(delay_after(8, limit), minutes{1});
  EXPECT_EQ(delay_after(1'000'000, limit), minutes{1});
}

class InForce : public testing::Test {
 protected:
  InForce() {
    facts.account_active = true;
    facts.created_at = facts.last_seen_at = facts.rotated_at = now;
  }
  void with_post(const std::string& state, const Date& from, std::optional<Date> until) {
    facts.post_id = PostId{{{1}}};
    facts.post_state = state;
    facts.starts_on = from;
    facts.ends_on = until;
  }
  const Time now = std::chrono::sys_days{std::chrono::year{2026} / 11 / 24} + hours{3};
  const Date today = japan_date(now);
  store::SessionFacts facts;
  Policy policy;
};
TEST_F(InForce, EndsWhenUnusedForTheIdleLimit) {
  facts.last_seen_at = now - minutes{30} + seconds{1};
  EXPECT_TRUE(in_force(facts, policy, now));
  facts.last_seen_at = now - minutes{30};
  EXPECT_FALSE(in_force(facts, policy, now));
}
TEST_F(InForce, EndsAtTheAbsoluteLimitHoweverBusy) {
  facts.created_at = now - hours{12};
  EXPECT_FALSE(in_force(facts, policy, now));
}
TEST_F(InForce, IsOverWhenTheClockWasSetBack) {
  facts.created_at = facts.last_seen_at = now + minutes{4};  // another copy's clock may be a little ahead
  EXPECT_TRUE(in_force(facts, policy, now));
  facts.created_at = facts.last_seen_at = now + minutes{6};
  EXPECT_FALSE(in_force(facts, policy, now));
}
TEST_F(InForce, NeedsAnActiveAccountAndAPostWithinItsDays) {
  EXPECT_TRUE(in_force(facts, policy, now));
  with_post("active", today, today);
  EXPECT_TRUE(in_force(facts, policy, now));
  with_post("suspended", today, {});
  EXPECT_FALSE(in_force(facts, policy, now));
  with_post("active", add_days(today, 1), {});
  EXPECT_FALSE(in_force(facts, policy, now));
  with_post("active", add_days(today, -9), add_days(today, -1));
  EXPECT_FALSE(in_force(facts, policy, now));
  facts.post_id.reset();
  facts.account_active = false;
  EXPECT_FALSE(in_force(facts, policy, now));
}
TEST_F(InForce, FreshnessDoesNotOutliveTenMinutesNorComeFromTheFuture) {
  EXPECT_TRUE(is_fresh(now - minutes{9}, policy, now));
  EXPECT_FALSE(is_fresh(now - minutes{10}, policy, now));
  EXPECT_FALSE(is_fresh(now + seconds{1}, policy, now));
  EXPECT_FALSE(is_fresh(std::nullopt, policy, now));
}

}  // namespace
}  // namespace musubi::identity
