// Passkeys as a browser would use them, honest or not.
#pragma once
#include "accounts_test_base.hpp"
#include "identity/passkey_service.hpp"
#include "support/authenticator.hpp"

namespace musubi::identity {

class PasskeysTest : public AccountsTest {
 protected:
  PasskeysTest() { identity.policy.relying_party = relying_party_of("https://renraku.example.jp"); }

  static NewPasskeyGiven registration(const test::Authenticator& device, std::string_view challenge,
                                      const std::string& name = "施設の鍵") {
    const auto client = device.client_data("webauthn.create", challenge);
    NewPasskeyGiven given;
    given.name.value = name;
    given.client_data.value = crypto::to_base64url(client);
    given.attestation.value = crypto::to_base64url(device.attestation_object(client));
    given.transports.items = {{"internal"}, {"carrier-pigeon"}};
    return given;
  }
  static PasskeyAnswer answer(const test::Authenticator& device, std::string_view challenge,
                              std::string_view type = "webauthn.get") {
    const auto client = device.client_data(type, challenge);
    const auto data = device.authenticator_data();
    PasskeyAnswer given;
    given.id.value = crypto::to_base64url(device.credential_id);
    given.client_data.value = crypto::to_base64url(client);
    given.authenticator_data.value = crypto::to_base64url(data);
    given.signature.value = crypto::to_base64url(device.sign(data, client));
    if (!device.user_handle.empty())
      given.user_handle.emplace().value = crypto::to_base64url(device.user_handle);
    return given;
  }

  Result<PasskeyCreation> begin(const access::Actor& actor) {
    return in_write([&](Tx& tx) { return ask_registration(tx, identity, actor, kHome); });
  }
  Result<PasskeyOpened> finish(const access::Actor& actor, const NewPasskeyGiven& given) {
    return register_passkey(db(), identity, actor, given, kHome);
  }
  Result<PasskeyOpened> add(const access::Actor& actor, test::Authenticator& device) {
    TRY_ASSIGN(const auto creation, begin(actor));
    device.user_handle = crypto::from_base64url(creation.user_id).value();
    return finish(actor, registration(device, creation.challenge));
  }
  /// An account with post and passkey, signed in with password and code.
  access::Actor with_passkey(const std::string& login, test::Authenticator& device) {
    an_account_with_post(login);
    const auto actor = actor_of(signed_in(login));
    add(actor, device).value();
    return actor;
  }

  SignInQuestion ask_in() {
    return in_write([&](Tx& tx) { return ask_sign_in(tx, identity, kHome); }).value();
  }
  Result<Opened> answer_in(const SignInQuestion& asked, const PasskeyAnswer& given) {
    return sign_in_with_passkey(db(), identity, given, kHome, asked.attempt, std::nullopt);
  }
  Result<Opened> sign_in_by(const test::Authenticator& device) {
    const auto asked = ask_in();
    return answer_in(asked, answer(device, asked.question.challenge));
  }
  Result<Opened> confirm_by(const access::Actor& actor, const test::Authenticator& device) {
    TRY_ASSIGN(const auto asked,
               in_write([&](Tx& tx) { return ask_confirmation(tx, identity, actor, kHome); }));
    return confirm_with_passkey(db(), identity, actor, answer(device, asked.challenge), kHome);
  }
  std::vector<std::string> reasons(const std::string& action) {
    return in_read([&](Tx& tx) {
      return tx.all<std::string>(
          "select basis from audit where action = $1 and outcome = 'refused' order by audit_id", action);
    });
  }
};

}  // namespace musubi::identity
