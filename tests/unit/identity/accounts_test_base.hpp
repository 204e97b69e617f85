// Accounts, posts and requests for the tests of this room. Hashing is as cheap as the library allows.
#pragma once
#include <gtest/gtest.h>

#include <algorithm>
#include <array>

#include "crypto/password.hpp"
#include "crypto/seal.hpp"
#include "crypto/totp.hpp"
#include "identity/identity_service.hpp"
#include "support/test_database.hpp"
#include "support/world.hpp"

namespace musubi::identity {

inline constexpr auto kPassword = "みどりの傘と赤い三輪車の朝";
inline constexpr auto kSecret = "12345678901234567890";
inline const Where kHome{"192.0.2.1", "Firefox（Linux）"};

struct PostOptions {
  access::PostKind kind = access::PostKind::professional;
  std::string state = "invited";
  int starts_in_days = -30;
  std::optional<int> ends_in_days{};
  std::optional<RegionId> region{};
};

class AccountsTest : public test::DatabaseTest {
 protected:
  AccountsTest() {
    in_write([&](Tx& tx) {
      region = test::a_region(tx);
      facility = test::a_facility(tx, region);
    });
  }

  PostId a_post(const PostOptions& options = {}) {
    return in_write([&](Tx& tx) {
      const auto post = tx.new_id<PostId>();
      const auto staff = options.kind == access::PostKind::professional;
      tx.run(R"sql(
        insert into post (region_id, post_id, kind, facility_id, profession, title, name, kana, licence_number,
                          is_manager, state, starts_on, ends_on, version, created_at)
        values ($1, $2, $3, $4, $5, '', '田中 花子', 'タナカ ハナコ', '', false, $6, $7, $8, 1, $9)
      )sql",
             options.region.value_or(region), post, options.kind,
             staff && !options.region ? std::optional(facility) : std::nullopt, staff ? "nurse" : "",
             options.state, add_days(tx.today(), options.starts_in_days),
             options.ends_in_days ? std::optional(add_days(tx.today(), *options.ends_in_days)) : std::nullopt,
             tx.now());
      return post;
    });
  }

  /// Can sign in at once; with a second factor unless told otherwise.
  AccountId an_account(const std::string& login, bool enrolled = true) {
    return in_write([&](Tx& tx) {
      ReadyAccount account{region, login, "花子", "ハナコ", hasher.hash(kPassword)};
      if (enrolled) account.totp_secret = kSecret;
      return create_account_ready(tx, identity, account).value();
    });
  }
  AccountId an_account_with_post(const std::string& login, const PostOptions& options = {}) {
    const auto account = an_account(login);
    const auto post = a_post(options);
    last_post = post;
    in_write([&](Tx& tx) { give_post(tx, account, options.region.value_or(region), post).value(); });
    return account;
  }

  Result<Opened> try_sign_in(const std::string& login, const std::string& password = kPassword,
                             const Where& where = kHome) {
    return sign_in(db(), identity, SignIn{{login}, {password}}, where, std::nullopt);
  }
  /// Signed in with the password only; the actor as the next request has it.
  access::Actor half_signed_in(const std::string& login) { return actor_of(try_sign_in(login).value()); }
  /// Both factors. The clock moves on a step, so that the code is new.
  Opened signed_in(const std::string& login) {
    const auto half = half_signed_in(login);
    return confirm_code(db(), identity, half, next_code(), kHome).value();
  }
  std::string next_code() {
    clock().advance(seconds{30});
    return crypto::totp_code(crypto::view(kSecret), crypto::totp_step(clock().now()));
  }

  static http::Request request_with(const std::string& token, http::Method method = http::Method::get,
                                    const std::string& csrf = "") {
    http::Request request;
    request.method = method;
    if (!token.empty()) request.cookies["musubi"] = token;
    if (!csrf.empty()) request.headers["x-csrf-token"] = csrf;
    request.remote_address = kHome.address;
    return request;
  }
  /// Who a token stands for; nobody is nullopt.
  std::optional<access::Actor> actor_of(const std::string& token) {
    auto request = request_with(token);
    in_write([&](Tx& tx) { authenticate(tx, identity, request).value(); });
    return request.actor;
  }
  access::Actor actor_of_in(Tx& tx, const std::string& token) const {
    auto request = request_with(token);
    authenticate(tx, identity, request).value();
    return request.actor.value();
  }
  access::Actor actor_of(const Opened& opened) { return actor_of(opened.token).value(); }

  std::int64_t audits(const std::string& action, const std::string& outcome = "granted") {
    return in_read([&](Tx& tx) {
      return tx.one<std::int64_t>("select count(*) from audit where action = $1 and outcome = $2", action,
                                  outcome);
    });
  }
  std::vector<SignInLine> history(const access::Actor& actor) {
    return in_read([&](Tx& tx) { return sign_ins_of(tx, actor); });
  }
  void change_state_of(PostId post, const std::string& state) {
    in_write([&](Tx& tx) { tx.run("update post set state = $2 where post_id = $1", post, state); });
  }

  crypto::PasswordHasher hasher{crypto::kCheapest};
  crypto::Key key = crypto::random_key();
  Identity identity{hasher, key};
  RegionId region;
  FacilityId facility;
  PostId last_post;
};

}  // namespace musubi::identity
