#include "accounts_test_base.hpp"

namespace musubi::identity {
namespace {

using http::Method;

class SessionTest : public AccountsTest {
 protected:
  Status authenticated(http::Request& request) {
    return in_write([&](Tx& tx) { return authenticate(tx, identity, request); });
  }
  SessionView view(const access::Actor& actor) {
    return in_write([&](Tx& tx) { return current_session(tx, identity, actor).view; });
  }
};
MUSUBI_ON_BOTH_ENGINES(SessionTest);

TEST_P(SessionTest, FillsTheActorWithPostAndStrength) {
  an_account_with_post("hanako");
  const auto actor = actor_of(signed_in("hanako"));
  EXPECT_EQ(actor.strength, access::Strength::fresh);
  EXPECT_EQ(actor.region_id, region);
  EXPECT_EQ(actor.post_id, last_post);
  EXPECT_EQ(actor.facility_id, facility);
  EXPECT_EQ(actor.profession, "nurse");
  EXPECT_EQ(actor.display_name, "田中 花子");
  EXPECT_EQ(actor.facility_name, "ひかり診療所");
  EXPECT_FALSE(actor.pledged);
}

TEST_P(SessionTest, IsNobodyForABadCookieAndLeavesTheOpenDoorsOpen) {
  for (const auto* token : {"", "x", "'; drop table session; --"}) EXPECT_FALSE(actor_of(token)) << token;
  auto request = request_with("worthless", Method::post);
  EXPECT_TRUE(authenticated(request));
  EXPECT_FALSE(request.actor);
}

TEST_P(SessionTest, StoresTheTokenOnlyAsAHash) {
  an_account_with_post("hanako");
  const auto token = signed_in("hanako").token;
  const auto stored = in_read([](Tx& tx) { return tx.all<db::Bytes>("select token_hash from session"); });
  for (const auto& hash : stored) {
    EXPECT_EQ(hash.size(), 32U);
    EXPECT_NE(std::string(hash.begin(), hash.end()), token);
  }
}

TEST_P(SessionTest, RefusesAMutationWithoutItsOwnToken) {
  an_account_with_post("hanako");
  const auto opened = signed_in("hanako");
  for (const auto method : {Method::post, Method::put, Method::delete_}) {
    auto without = request_with(opened.token, method);
    EXPECT_EQ(authenticated(without).error().code, Code::csrf);
    EXPECT_FALSE(without.actor);
    auto wrong = request_with(opened.token, method, "guess");
    EXPECT_EQ(authenticated(wrong).error().code, Code::csrf);
    auto right = request_with(opened.token, method, *opened.view.csrf_token);
    EXPECT_TRUE(authenticated(right));
    EXPECT_TRUE(right.actor);
  }
}

TEST_P(SessionTest, IsFoundUnderTheNameThatOnlyTlsMaySet) {
  an_account_with_post("hanako");
  auto request = request_with(signed_in("hanako").token);
  request.secure = true;
  ASSERT_TRUE(authenticated(request));
  EXPECT_FALSE(request.actor);
  request.cookies["__Host-musubi"] = request.cookies["musubi"];
  ASSERT_TRUE(authenticated(request));
  EXPECT_TRUE(request.actor);
  EXPECT_EQ(cookie_of("t", true), "__Host-musubi=t; Path=/; HttpOnly; Secure; SameSite=Lax");
  EXPECT_EQ(cookie_of("", false), "musubi=; Path=/; HttpOnly; Secure; SameSite=Lax; Max-Age=0");
}

TEST_P(SessionTest, EndsWhenIdleButNotWhileItIsUsed) {
  an_account_with_post("hanako");
  const auto token = signed_in("hanako").token;
  for (int i = 0; i < 5; ++i) {
    clock().advance(minutes{29});
    EXPECT_TRUE(actor_of(token)) << i;
  }
  clock().advance(minutes{30});
  EXPECT_FALSE(actor_of(token));
}

TEST_P(SessionTest, EndsAfterTwelveHoursHoweverMuchItIsUsed) {
  an_account_with_post("hanako");
  const auto token = signed_in("hanako").token;
  for (int i = 0; i < 12 * 4 - 1; ++i) {
    clock().advance(minutes{15});
    ASSERT_TRUE(actor_of(token)) << i;
  }
  clock().advance(minutes{15});
  EXPECT_FALSE(actor_of(token));
}

TEST_P(SessionTest, IsOverWhenTheClockWasSetBack) {
  an_account_with_post("hanako");
  const auto token = signed_in("hanako").token;
  clock().advance(-hours{2});
  EXPECT_FALSE(actor_of(token));
}

TEST_P(SessionTest, IsTouchedAtMostOnceAMinuteAndNeverByAReader) {
  an_account_with_post("hanako");
  const auto token = signed_in("hanako").token;
  const auto seen = [&] {
    return in_read([](Tx& tx) { return tx.one<Time>("select max(last_seen_at) from session"); });
  };
  const auto start = seen();
  clock().advance(seconds{59});
  actor_of(token);
  EXPECT_EQ(seen(), start);
  clock().advance(seconds{1});
  auto request = request_with(token);
  in_read([&](Tx& tx) { authenticate(tx, identity, request).value(); });
  EXPECT_TRUE(request.actor);
  EXPECT_EQ(seen(), start);
  actor_of(token);
  EXPECT_EQ(seen(), clock().now());
}

TEST_P(SessionTest, IsNoLongerFreshAfterTenMinutes) {
  an_account_with_post("hanako");
  const auto opened = signed_in("hanako");
  EXPECT_EQ(opened.view.fresh_until, clock().now() + minutes{10});
  clock().advance(minutes{10});
  const auto actor = actor_of(opened);
  EXPECT_EQ(actor.strength, access::Strength::two_factor);
  EXPECT_FALSE(view(actor).fresh_until);
}

TEST_P(SessionTest, ExchangesItsTokenEverySoOftenWithAShortGrace) {
  an_account_with_post("hanako");
  const auto old = signed_in("hanako");
  for (int i = 0; i < 3; ++i) {
    clock().advance(minutes{20});
    actor_of(old);
  }
  const auto fresh =
      in_write([&](Tx& tx) { return current_session(tx, identity, actor_of_in(tx, old.token)); });
  ASSERT_FALSE(fresh.token.empty());
  EXPECT_EQ(fresh.view.csrf_token, old.view.csrf_token);  // other windows go on
  EXPECT_TRUE(actor_of(fresh.token));
  EXPECT_TRUE(actor_of(old.token));  // a request under way
  clock().advance(seconds{61});
  EXPECT_FALSE(actor_of(old.token));
  EXPECT_TRUE(actor_of(fresh.token));
}

TEST_P(SessionTest, LeavesNothingToWhoPlantedItsTokenBeforeTheSecondFactor) {
  an_account_with_post("hanako");
  const auto planted = try_sign_in("hanako").value();
  const auto opened = confirm_code(db(), identity, actor_of(planted), next_code(), kHome).value();
  EXPECT_NE(opened.token, planted.token);
  EXPECT_FALSE(actor_of(planted.token));
  EXPECT_TRUE(actor_of(opened.token));
}

TEST_P(SessionTest, IsWorthlessAtOnceWhenItsPostOrAccountIsStopped) {
  an_account_with_post("hanako");
  const auto opened = signed_in("hanako");
  const auto actor = actor_of(opened);
  const auto alive = [&] { return in_read([&](Tx& tx) { return is_alive(tx, identity, actor); }); };
  EXPECT_TRUE(alive());
  for (const auto* state : {"suspended", "left"}) {
    change_state_of(last_post, state);
    EXPECT_FALSE(actor_of(opened.token)) << state;
    EXPECT_FALSE(alive()) << state;
  }
  change_state_of(last_post, "active");
  EXPECT_TRUE(actor_of(opened.token));
  in_write([](Tx& tx) { set_account_state(tx, "hanako", AccountState::suspended).value(); });
  EXPECT_FALSE(actor_of(opened.token));
  EXPECT_FALSE(alive());
}

TEST_P(SessionTest, EndsWithTheLastDayOfItsPost) {
  an_account_with_post("hanako", {.ends_in_days = 0});
  clock().advance(hours{11} + minutes{30});  // 23:30 in Japan
  const auto token = signed_in("hanako").token;
  EXPECT_TRUE(actor_of(token));
  clock().advance(minutes{29});
  EXPECT_TRUE(actor_of(token));
  clock().advance(minutes{2});
  EXPECT_FALSE(actor_of(token));
}

TEST_P(SessionTest, CanBeSignedOutFromAnotherDevice) {
  an_account_with_post("hanako");
  const auto phone = signed_in("hanako");
  const auto desk = signed_in("hanako");
  const auto at_desk = actor_of(desk);
  const auto lines = in_read([&](Tx& tx) { return sessions_of(tx, identity, at_desk); });
  ASSERT_EQ(lines.size(), 2U);
  const auto remote = std::ranges::find(lines, false, &SessionLine::current);
  in_write([&](Tx& tx) { end_session(tx, at_desk, remote->id).value(); });
  EXPECT_FALSE(actor_of(phone.token));
  EXPECT_TRUE(actor_of(desk.token));
  EXPECT_EQ(in_write([&](Tx& tx) { return end_session(tx, at_desk, remote->id); }).error().code,
            Code::not_found);
}

TEST_P(SessionTest, OfAnotherAccountCannotBeSignedOut) {
  an_account_with_post("hanako");
  const auto hers = signed_in("hanako");
  an_account_with_post("taro");
  const auto his = actor_of(signed_in("taro"));
  const auto ended =
      in_write([&](Tx& tx) { return end_session(tx, his, actor_of_in(tx, hers.token).session_id); });
  EXPECT_EQ(ended.error().code, Code::not_found);
  in_write([&](Tx& tx) { end_other_sessions(tx, his).value(); });
  EXPECT_TRUE(actor_of(hers.token));
}

TEST_P(SessionTest, IsOverAfterSigningOut) {
  an_account_with_post("hanako");
  const auto opened = signed_in("hanako");
  const auto actor = actor_of(opened);
  clock().advance(seconds{1});
  in_write([&](Tx& tx) { sign_out(tx, actor, kHome).value(); });
  EXPECT_FALSE(actor_of(opened.token));
  EXPECT_EQ(history(actor).front().outcome, SignInOutcome::signed_out);
  EXPECT_EQ(confirm_code(db(), identity, actor, next_code(), kHome).error().code, Code::unauthenticated);
}

TEST_P(SessionTest, AsksWhichPostWhenThereAreSeveralAndChangesItsTokenThen) {
  const auto account = an_account_with_post("hanako");
  const auto other_region = in_write([](Tx& tx) { return test::a_region(tx, "azumino"); });
  const auto elsewhere = a_post({.kind = access::PostKind::operator_, .region = other_region});
  in_write([&](Tx& tx) { give_post(tx, account, other_region, elsewhere).value(); });
  const auto opened = signed_in("hanako");
  EXPECT_EQ(opened.view.state, SessionState::choose_post);
  EXPECT_EQ(opened.view.posts.size(), 2U);
  const auto nobody_yet = actor_of(opened);
  EXPECT_TRUE(nobody_yet.post_id.is_nil());

  const auto chosen =
      in_write([&](Tx& tx) { return choose_post(tx, identity, nobody_yet, elsewhere); }).value();
  EXPECT_EQ(chosen.view.state, SessionState::ready);
  EXPECT_EQ(chosen.view.post->region_slug, "azumino");
  EXPECT_EQ(chosen.view.post->facility_name, "azumino市");
  EXPECT_FALSE(chosen.view.pledge_due);
  EXPECT_FALSE(actor_of(opened.token));
  auto actor = actor_of(chosen);
  EXPECT_EQ(actor.region_id, other_region);
  EXPECT_EQ(actor.kind, access::PostKind::operator_);
  EXPECT_TRUE(actor.pledged);
  // Acting elsewhere, one's own account is still found.
  clock().advance(minutes{1});
  EXPECT_TRUE(confirm_code(db(), identity, actor, next_code(), kHome));
  EXPECT_EQ(in_read([&](Tx& tx) { return sessions_of(tx, identity, actor); }).size(), 1U);
  EXPECT_EQ(audits("choose_post"), 1);
}

TEST_P(SessionTest, DoesNotActAsAnotherHumansPostNorAsAStoppedOne) {
  an_account_with_post("taro");
  const auto his = last_post;
  an_account_with_post("hanako");
  const auto actor = actor_of(signed_in("hanako"));
  EXPECT_EQ(in_write([&](Tx& tx) { return choose_post(tx, identity, actor, his); }).error().code,
            Code::not_found);
  change_state_of(last_post, "suspended");
  EXPECT_EQ(in_write([&](Tx& tx) { return choose_post(tx, identity, actor, last_post); }).error().code,
            Code::forbidden);
}

TEST_P(SessionTest, WithoutAnyUsablePostShowsWhy) {
  an_account_with_post("hanako");
  change_state_of(last_post, "suspended");
  const auto opened = signed_in("hanako");
  EXPECT_EQ(opened.view.state, SessionState::choose_post);
  ASSERT_EQ(opened.view.posts.size(), 1U);
  EXPECT_EQ(opened.view.posts.front().state, HeldState::suspended);
  EXPECT_TRUE(actor_of(opened).post_id.is_nil());
}

TEST_P(SessionTest, NamesThePeopleOfAGuardian) {
  const auto [person, guardian] = in_write([&](Tx& tx) {
    const auto child = test::a_person(tx, region);
    return std::pair(child, test::a_guardian(tx, region, child));
  });
  an_account("haha");
  in_write([&, who = guardian.actor.post_id](Tx& tx) {
    tx.run(
        "update post set account_id = (select account_id from account where login = 'haha') where post_id = "
        "$1",
        who);
  });
  const auto opened = signed_in("haha");
  ASSERT_TRUE(opened.view.post);
  ASSERT_EQ(opened.view.post->people.size(), 1U);
  EXPECT_EQ(opened.view.post->people.front().person_id, person);
  EXPECT_EQ(opened.view.post->people.front().name, "佐藤 ひなた");
  EXPECT_FALSE(opened.view.pledge_due);
}

TEST_P(SessionTest, ShowsTheProfileAsChanged) {
  an_account_with_post("hanako");
  const auto actor = actor_of(signed_in("hanako"));
  const auto changed = in_write([&](Tx& tx) {
    return change_profile(tx, identity, actor, {{"髙﨑 花子"}, {"タカサキ ハナコ"}, Locale::en});
  });
  EXPECT_EQ(changed->view.account->display_name, "髙﨑 花子");
  EXPECT_EQ(view(actor).account->locale, Locale::en);
}

TEST_P(SessionTest, OfNobodyIsNone) {
  EXPECT_EQ(view(access::Actor{}).state, SessionState::none);
  EXPECT_FALSE(view(access::Actor{}).csrf_token);
}

TEST_P(SessionTest, IsSweptAwayLongAfterItsEnd) {
  an_account_with_post("hanako");
  signed_in("hanako");
  clock().advance(hours{24 * 400});
  in_write([](Tx& tx) {
    sweep(tx);
    EXPECT_EQ(tx.one<std::int64_t>("select count(*) from session"), 0);
    EXPECT_EQ(tx.one<std::int64_t>("select count(*) from sign_in"), 0);
    EXPECT_EQ(tx.one<std::int64_t>("select count(*) from throttle"), 0);
  });
}

class PledgeTest : public AccountsTest {};
MUSUBI_ON_BOTH_ENGINES(PledgeTest);

TEST_P(PledgeTest, IsDueUntilThePresentVersionIsAccepted) {
  an_account_with_post("hanako");
  const auto opened = signed_in("hanako");
  EXPECT_TRUE(opened.view.pledge_due);
  const auto actor = actor_of(opened);
  const auto pledge = in_read([&](Tx& tx) { return pledge_of(tx, actor); }).value();
  EXPECT_EQ(pledge.version, 1);
  EXPECT_EQ(pledge.body, "誓約します。");
  EXPECT_FALSE(pledge.accepted_at);
  const auto accept = [&](std::int64_t version) {
    return in_write([&](Tx& tx) { return accept_pledge(tx, identity, actor, version); });
  };
  EXPECT_EQ(accept(2).error().code, Code::conflict);
  EXPECT_FALSE(accept(1)->view.pledge_due);
  EXPECT_TRUE(accept(1));  // again is no harm
  EXPECT_TRUE(actor_of(opened).pledged);
  EXPECT_EQ(in_read([&](Tx& tx) { return pledge_of(tx, actor); })->accepted_at, clock().now());

  in_write([&](Tx& tx) {
    tx.run("update region set pledge_version = 2 where region_id = $1", region);
    tx.run("insert into pledge (region_id, version, body, created_at) values ($1, 2, '新しい誓約', 0)",
           region);
  });
  EXPECT_FALSE(actor_of(opened).pledged);
  EXPECT_TRUE(accept(2));
  EXPECT_TRUE(actor_of(opened).pledged);
}

}  // namespace
}  // namespace musubi::identity
