#include "device/device.hpp"

#include <gtest/gtest.h>

#include "device/device_service.hpp"
#include "http/client_certificate.hpp"
#include "identity/accounts_test_base.hpp"
#include "identity/sign_in_ways.hpp"

namespace musubi::device {
namespace {

using access::Strength;
using identity::SignInWay;

constexpr Time kNow = std::chrono::sys_days{std::chrono::year{2026} / 11 / 24} + hours(3);

TEST(DeviceRules, SayWhenACertificateIsToBeRenewed) {
  EXPECT_EQ(state_of({std::nullopt, false}, kNow), DeviceState::waiting);
  EXPECT_EQ(state_of({kNow + hours(24 * 61), false}, kNow), DeviceState::active);
  EXPECT_EQ(state_of({kNow + hours(24 * 60), false}, kNow), DeviceState::ending);
  EXPECT_EQ(state_of({kNow, false}, kNow), DeviceState::expired);
  EXPECT_EQ(state_of({kNow + hours(24 * 61), true}, kNow), DeviceState::revoked);
  EXPECT_EQ(days_left(kNow + hours(49), kNow), 2);
  EXPECT_EQ(days_left(kNow - hours(49), kNow), 0);
  EXPECT_FALSE(may_renew(kNow, kNow));
}

TEST(SignInWays, AreReadAsTheyAreWritten) {
  const identity::Ways both{SignInWay::totp, SignInWay::certificate, SignInWay::totp};
  EXPECT_EQ(identity::text_of(both), "certificate,totp");
  EXPECT_EQ(identity::ways_of("certificate,totp"), (identity::Ways{SignInWay::certificate, SignInWay::totp}));
  EXPECT_TRUE(identity::ways_of("").empty());
  EXPECT_FALSE(identity::holds("certificates", SignInWay::certificate));
  EXPECT_EQ(identity::with_way("totp", SignInWay::totp), "totp");
}

TEST(SignInWays, SufficeOnlyIfTheRegionNamesThem) {
  const auto enough = [](std::optional<std::string> demanded, const char* factors, bool certificate) {
    return identity::suffices(demanded, {factors, certificate});
  };
  EXPECT_TRUE(enough(std::nullopt, "totp", false));
  EXPECT_TRUE(enough(std::nullopt, "", false)) << "sessions from before this was kept";
  EXPECT_TRUE(enough("", "passkey", false));
  EXPECT_FALSE(enough(std::nullopt, "certificate", true)) << "a certificate counts where it is named, only";
  EXPECT_TRUE(enough("certificate", "certificate", true));
  EXPECT_FALSE(enough("certificate", "certificate", false)) << "another facility's device";
  EXPECT_FALSE(enough("certificate", "totp,passkey", false));
  EXPECT_TRUE(enough("passkey,totp", "totp", false));
  EXPECT_FALSE(enough("passkey", "totp", true));
}

TEST(SignInWays, LeaveOwnAffairsAlone) {
  EXPECT_TRUE(identity::is_own_affair("/api/v1/session"));
  EXPECT_TRUE(identity::is_own_affair("/api/v1/account/passkeys"));
  EXPECT_FALSE(identity::is_own_affair("/api/v1/sessions"));
  EXPECT_FALSE(identity::is_own_affair("/api/v1/people"));
}

TEST(Proxies, AreBelievedOnlyWhereTheyAreTrusted) {
  const auto authority = crypto::make_authority({"結野市", "", "a"}, kNow, kNow + hours(24 * 5000));
  const auto foreign = crypto::make_authority({"結野市", "", "a"}, kNow, kNow + hours(24 * 5000));
  const auto key = crypto::new_private_key(crypto::KeyKind::p256);
  http::ClientAuthorities known;
  known.set({authority.certificate});
  const auto certificate = crypto::issue(authority, key, {"a", "", "b"}, kNow, kNow + hours(24)).certificate;
  const auto escaped = [](const crypto::Bytes& der) {
    std::string out;
    for (const char c : crypto::to_pem(der))
      out += c == '\n' ? "%0A" : c == ' ' ? "%20" : c == '+' ? "%2B" : std::string(1, c);
    return out;
  };
  const auto learnt = [&](const std::string& pem, const std::string& verify, bool trusted,
                          const std::string& own = "") {
    http::Request request;
    if (!pem.empty()) request.headers["x-client-certificate"] = pem;
    if (!verify.empty()) request.headers["x-ssl-client-verify"] = verify;
    const bool forged = http::learn_certificate(request, trusted, own, known);
    EXPECT_EQ(request.header("x-client-certificate"), "");
    return std::pair(std::string(identity::certificate_of(request)), forged);
  };
  const auto good = crypto::to_hex(crypto::fingerprint(certificate));
  EXPECT_EQ(learnt(escaped(certificate), "SUCCESS", true), std::pair(good, false));
  EXPECT_EQ(learnt(escaped(certificate), "SUCCESS", false), std::pair(std::string(), true));
  EXPECT_EQ(learnt(escaped(certificate), "SUCCESS", false, "ab"), std::pair(std::string("ab"), true));
  EXPECT_EQ(learnt(escaped(certificate), "FAILED:expired", true).first, "");
  EXPECT_EQ(learnt(escaped(certificate), "", true).first, "");
  EXPECT_EQ(learnt("", "SUCCESS", true).first, "");
  EXPECT_EQ(learnt("%4", "SUCCESS", true).first, "");
  const auto strange = crypto::issue(foreign, key, {"a", "", "b"}, kNow, kNow + hours(24)).certificate;
  EXPECT_EQ(learnt(escaped(strange), "SUCCESS", true).first, "") << "the chain is checked once more";
}

class DevicesTest : public identity::AccountsTest {
 protected:
  DevicesTest() {
    in_write([&](Tx& tx) {
      manager = test::a_professional(tx, region, facility, {.name = "管理 者", .is_manager = true});
      colleague = test::a_professional(tx, region, facility);
      office = test::an_operator(tx, region);
    });
  }
  Devices devices{Authority(key), hours(24 * 365)};
  access::Actor manager, colleague, office;

  DeviceCode added(std::optional<FacilityId> where) {
    return in_write([&](Tx& tx) {
      return add_device(tx, where ? manager : office, where,
                        {tx.new_id<DeviceId>(), {"2階ナースステーション PC"}})
          .value();
    });
  }
  Result<DeviceFile> try_enrol(const std::string& code, FileProfile profile = FileProfile::standard) {
    return enrol(db(), devices, {{code}, KeyChoice::p256, profile}, identity::kHome);
  }
  /// The fingerprint of the newest certificate, as http/ would hand it on.
  std::string newest() {
    return in_read([](Tx& tx) {
      return crypto::to_hex(tx.one<db::Bytes>(
          "select fingerprint from device_certificate order by created_at desc, expires_at desc limit 1"));
    });
  }
  void demand(const std::string& type, std::vector<SignInWay> ways) {
    in_write([&](Tx& tx) {
      tx.run("delete from sign_in_policy");
      tx.run("delete from sign_in_policy_version");
      change_policy(tx, office, type, 0, {{std::move(ways)}, {"試験"}}, "").value();
    });
  }
  identity::Opened signed_in_on(const std::string& certificate, const std::string& login = "hanako") {
    http::Request request;
    request.headers[std::string(http::kVerifiedCertificate)] = certificate;
    return identity::on_this_device(db(), identity, try_sign_in(login), request).value();
  }
  std::optional<access::Actor> asked(const std::string& token, const std::string& certificate,
                                     const std::string& path = "/api/v1/people") {
    auto request = request_with(token);
    request.path = path;
    if (!certificate.empty()) request.headers[std::string(http::kVerifiedCertificate)] = certificate;
    in_write([&](Tx& tx) { identity::authenticate(tx, identity, request).value(); });
    return request.actor;
  }
  std::vector<DeviceView> listed() {
    return in_write([&](Tx& tx) { return devices_of(tx, manager, facility).value(); });
  }
};
MUSUBI_ON_BOTH_ENGINES(DevicesTest);

TEST_P(DevicesTest, ACodeIsGoodOnceForADayAndUntilTheNext) {
  const auto first = added(facility);
  EXPECT_EQ(first.device.state, DeviceState::waiting);
  const auto second = in_write([&](Tx& tx) { return new_code(tx, manager, first.device.id).value(); });
  EXPECT_EQ(try_enrol(first.code).error().code, Code::gone);
  EXPECT_EQ(try_enrol("aaaa-aaaa-aaaa").error().code, Code::gone);
  auto typed = second.code;
  std::ranges::transform(typed, typed.begin(), [](char c) { return static_cast<char>(std::toupper(c)); });
  std::erase(typed, '-');
  EXPECT_EQ(try_enrol(typed).value().device_name, "2階ナースステーション PC");
  EXPECT_EQ(try_enrol(second.code).error().code, Code::gone);
  const auto third = in_write([&](Tx& tx) { return new_code(tx, manager, first.device.id).value(); });
  clock().advance(kCodeLife);
  EXPECT_EQ(try_enrol(third.code).error().code, Code::gone);
}

TEST_P(DevicesTest, GuessingCodesSlowsTheAddressDown) {
  for (int i = 0; i < 20; ++i) EXPECT_EQ(try_enrol("bcdf-bcdf-bcdf").error().code, Code::gone);
  const auto code = added(facility).code;
  EXPECT_EQ(try_enrol(code).error().code, Code::throttled);
}

TEST_P(DevicesTest, AreTheManagersOfTheirFacilityAndTheOperators) {
  const auto one = added(facility);
  in_write([&](Tx& tx) {
    EXPECT_EQ(devices_of(tx, colleague, facility).error().code, Code::forbidden);
    EXPECT_EQ(new_code(tx, colleague, one.device.id).error().code, Code::forbidden);
    EXPECT_EQ(revoke(tx, colleague, one.device.id, {}).error().code, Code::forbidden);
    EXPECT_EQ(add_device(tx, manager, std::nullopt, {tx.new_id<DeviceId>(), {"x"}}).error().code,
              Code::forbidden);
    EXPECT_EQ(policies(tx, manager).error().code, Code::forbidden);
    const auto stranger = test::an_operator(tx, test::a_region(tx, "other"));
    EXPECT_EQ(revoke(tx, stranger, one.device.id, {}).error().code, Code::not_found);
    EXPECT_EQ(devices_of_region(tx, stranger).value().size(), 0U);
    EXPECT_EQ(devices_of_region(tx, office).value().size(), 1U);
    return 0;
  });
}

TEST_P(DevicesTest, TheAuthoritysKeyLiesSealedAndNoDevicesKeyIsKept) {
  const auto made = try_enrol(added(facility).code).value();
  EXPECT_EQ(made.password.size(), 23U);
  in_read([&](Tx& tx) {
    const auto sealed = tx.one<db::Bytes>("select sealed from device_authority");
    const auto opened = devices.authority.open(tx, region).value();
    EXPECT_EQ(std::ranges::search(sealed, opened.key).begin(), sealed.end());
    EXPECT_EQ(Authority(crypto::random_key()).open(tx, region).error().code, Code::internal);
    return 0;
  });
}

TEST_P(DevicesTest, ACertificateAndThePasswordSufficeWhereTheRegionSaysSo) {
  an_account_with_post("hanako");
  try_enrol(added(facility).code).value();
  const auto certificate = newest();
  EXPECT_EQ(signed_in_on(certificate).view.strength, Strength::password) << "nobody demanded it";
  demand("clinic", {SignInWay::certificate});
  const auto opened = signed_in_on(certificate);
  EXPECT_EQ(opened.view.state, identity::SessionState::ready);
  EXPECT_EQ(opened.view.strength, Strength::two_factor) << "never fresh: that takes a code or a passkey";
  EXPECT_EQ(asked(opened.token, certificate)->strength, Strength::two_factor);
  EXPECT_EQ(listed().front().last_used_at, clock().now());
}

TEST_P(DevicesTest, ASessionOfACertifiedDeviceIsWorthlessElsewhere) {
  an_account_with_post("hanako");
  demand("clinic", {SignInWay::certificate});
  try_enrol(added(facility).code).value();
  const auto certificate = newest();
  const auto opened = signed_in_on(certificate);
  clock().advance(std::chrono::minutes(1));
  try_enrol(added(facility).code).value();
  EXPECT_FALSE(asked(opened.token, ""));
  EXPECT_FALSE(asked(opened.token, newest())) << "another device of the same facility";
  EXPECT_FALSE(asked(opened.token, "zz"));
  EXPECT_TRUE(asked(opened.token, certificate));
}

TEST_P(DevicesTest, RevocationEndsSessionsCodesAndTheCertificateAtOnce) {
  an_account_with_post("hanako");
  demand("clinic", {SignInWay::certificate, SignInWay::totp});
  const auto made = added(facility);
  try_enrol(made.code).value();
  const auto certificate = newest();
  const auto opened = signed_in_on(certificate);
  const auto actor = asked(opened.token, certificate).value();
  const auto open_code = in_write([&](Tx& tx) { return new_code(tx, manager, made.device.id).value(); });
  const auto before = in_read([&](Tx& tx) { return revocation_list(tx, devices, "matsumoto").value(); });
  in_write([&](Tx& tx) {
    return revoke(tx, manager, made.device.id, {RevokedBecause::lost, {"置き忘れ"}}).value();
  });
  EXPECT_FALSE(asked(opened.token, certificate));
  EXPECT_FALSE(in_read([&](Tx& tx) { return identity::is_alive(tx, identity, actor); }));
  EXPECT_EQ(signed_in_on(certificate).view.state, identity::SessionState::second_factor);
  EXPECT_EQ(try_enrol(open_code.code).error().code, Code::gone);
  const auto after = in_read([&](Tx& tx) { return revocation_list(tx, devices, "matsumoto").value(); });
  EXPECT_GT(after.size(), before.size());
  const auto view = listed().front();
  EXPECT_EQ(view.state, DeviceState::revoked);
  EXPECT_EQ(view.revoke_reason, "置き忘れ");
  in_write([&](Tx& tx) {
    EXPECT_EQ(revoke(tx, manager, made.device.id, {}).error().code, Code::conflict);
    EXPECT_EQ(new_code(tx, manager, made.device.id).error().code, Code::conflict);
    return 0;
  });
}

TEST_P(DevicesTest, ACertificateEndsWithItsTime) {
  an_account_with_post("hanako");
  demand("clinic", {SignInWay::certificate});
  devices.certificate_life = std::chrono::minutes(10);
  try_enrol(added(facility).code).value();
  const auto certificate = newest();
  const auto opened = signed_in_on(certificate);
  clock().advance(std::chrono::minutes(9));
  EXPECT_TRUE(asked(opened.token, certificate));
  clock().advance(std::chrono::minutes(1));
  EXPECT_FALSE(asked(opened.token, certificate));
  EXPECT_EQ(signed_in_on(certificate).view.state, identity::SessionState::second_factor);
  EXPECT_EQ(listed().front().state, DeviceState::expired);
}

TEST_P(DevicesTest, AnotherFacilitysDeviceDoesNotSuffice) {
  an_account_with_post("hanako");
  demand("clinic", {SignInWay::certificate});
  try_enrol(added(std::nullopt).code).value();  // the operators'
  const auto certificate = newest();
  const auto opened = signed_in_on(certificate);
  EXPECT_EQ(opened.view.state, identity::SessionState::second_factor);
  const auto strong = identity::confirm_code(db(), identity, asked(opened.token, certificate).value(),
                                             next_code(), identity::kHome)
                          .value();
  EXPECT_EQ(strong.view.state, identity::SessionState::ready);
  EXPECT_EQ(strong.view.strength, Strength::password);
  const auto actor = asked(strong.token, certificate, "/api/v1/session").value();
  EXPECT_EQ(in_read([&](Tx& tx) { return identity::ways_needed(tx, actor); }),
            (std::vector{SignInWay::certificate}));
  EXPECT_EQ(asked(strong.token, certificate)->strength, Strength::password);
  EXPECT_EQ(asked(strong.token, certificate, "/api/v1/account/sessions")->strength, Strength::fresh);
}

TEST_P(DevicesTest, ANewDemandHoldsFromTheNextRequestAndCanBeMet) {
  an_account_with_post("hanako");
  const auto opened = signed_in("hanako");
  EXPECT_EQ(asked(opened.token, "")->strength, Strength::fresh);
  demand("clinic", {SignInWay::passkey});
  EXPECT_EQ(asked(opened.token, "")->strength, Strength::password);
  demand("nursery", {SignInWay::passkey});
  EXPECT_EQ(asked(opened.token, "")->strength, Strength::fresh) << "another type's demand";
  demand("clinic", {SignInWay::passkey, SignInWay::totp});
  EXPECT_EQ(asked(opened.token, "")->strength, Strength::fresh);
}

TEST_P(DevicesTest, OperatorsCannotLockThemselvesOut) {
  in_write([&](Tx& tx) {
    const auto refused = change_policy(tx, office, "operator", 0, {{{SignInWay::passkey}}, {"試験"}}, "");
    EXPECT_EQ(refused.error().code, Code::conflict);
    EXPECT_EQ(change_policy(tx, office, "nowhere", 0, {{{}}, {"試験"}}, "").error().code, Code::not_found);
    EXPECT_EQ(change_policy(tx, office, "clinic", 7, {{{SignInWay::passkey}}, {"試験"}}, "").error().code,
              Code::conflict)
        << "a version that never was";
    EXPECT_EQ(change_policy(tx, office, "clinic", 0, {{{SignInWay::passkey}}, {"試験"}}, "").value().version,
              1);
    EXPECT_EQ(change_policy(tx, office, "clinic", 0, {{{}}, {"試験"}}, "").error().code, Code::conflict);
    EXPECT_EQ(change_policy(tx, office, "clinic", 1, {{{}}, {"試験"}}, "").value().version, 2);
    return 0;
  });
  try_enrol(added(std::nullopt).code).value();
  const auto certificate = newest();
  in_write([&](Tx& tx) {
    EXPECT_TRUE(
        change_policy(tx, office, "operator", 0, {{{SignInWay::certificate}}, {"試験"}}, certificate));
    return 0;
  });
}

TEST_P(DevicesTest, RenewalIsForTheDeviceItselfAndNotBeforeItsTime) {
  try_enrol(added(facility).code).value();
  const auto certificate = newest();
  EXPECT_EQ(renew(db(), devices, colleague, {}, certificate).error().code, Code::conflict) << "too early";
  clock().advance(hours(24 * 306));
  EXPECT_TRUE(in_read([&](Tx& tx) { return own_device(tx, certificate); }).may_renew);
  EXPECT_EQ(renew(db(), devices, office, {}, certificate).error().code, Code::conflict)
      << "another place's device";
  EXPECT_EQ(renew(db(), devices, colleague, {}, "").error().code, Code::conflict);
  const auto next = renew(db(), devices, colleague, {}, certificate).value();
  EXPECT_EQ(next.device_name, "2階ナースステーション PC");
  EXPECT_EQ(renew(db(), devices, colleague, {}, certificate).error().code, Code::conflict)
      << "renewed already";
  EXPECT_TRUE(in_write([&](Tx& tx) { return identity::use_certificate(tx, certificate); }))
      << "good until its end";
  EXPECT_EQ(listed().front().state, DeviceState::active);
  EXPECT_EQ(audits("renew_device"), 1);
}

TEST_P(DevicesTest, WhoRunsThemIsRemindedUntilTheyAreRenewedOrRevoked) {
  const auto due = [&](const access::Actor& actor) {
    return in_write([&](Tx& tx) {
      std::vector<DeviceId> ids;
      const auto list = renewals_due(tx, actor).value();
      for (const auto& device : list) ids.push_back(device.id);
      return ids;
    });
  };
  using Ids = std::vector<DeviceId>;
  const auto first = added(facility), lost = added(facility), own = added(std::nullopt);
  try_enrol(first.code).value();
  const auto certificate = newest();
  clock().advance(hours(1));
  for (const auto& made : {lost, own}) try_enrol(made.code).value();
  added(facility);  // waits for its first certificate
  EXPECT_EQ(due(manager), Ids{}) << "too early";
  clock().advance(hours(24 * 306));
  EXPECT_EQ(due(manager), (Ids{first.device.id, lost.device.id})) << "what ends first";
  EXPECT_EQ(due(office), Ids{own.device.id});
  EXPECT_EQ(due(colleague), Ids{});
  EXPECT_EQ(due(in_write([&](Tx& tx) { return test::an_operator(tx, test::a_region(tx, "other")); })), Ids{});

  renew(db(), devices, colleague, {}, certificate).value();
  EXPECT_EQ(due(manager), Ids{lost.device.id}) << "renewed on the device";
  EXPECT_FALSE(in_read([&](Tx& tx) { return own_device(tx, certificate); }).may_renew);
  clock().advance(hours(24 * 60));
  EXPECT_EQ(due(manager), Ids{lost.device.id}) << "it has run out";
  in_write([&](Tx& tx) { return revoke(tx, manager, lost.device.id, {RevokedBecause::lost, {}}).value(); });
  EXPECT_EQ(due(manager), Ids{});
}

TEST_P(DevicesTest, ANewCodeReplacesTheCertificatesBefore) {
  const auto made = added(facility);
  try_enrol(made.code).value();
  const auto old = newest();
  clock().advance(std::chrono::minutes(1));
  try_enrol(in_write([&](Tx& tx) { return new_code(tx, manager, made.device.id).value(); }).code).value();
  EXPECT_FALSE(in_write([&](Tx& tx) { return identity::use_certificate(tx, old); }));
  EXPECT_TRUE(in_write([&](Tx& tx) { return identity::use_certificate(tx, newest()); }));
}

}  // namespace
}  // namespace musubi::device
