#include "identity/passkey_ceremony.hpp"

#include "crypto/token.hpp"
#include "identity/throttle.hpp"

namespace musubi::identity {
namespace {

constexpr std::size_t kChallengeBytes = 32;  // 16 at least: WebAuthn 13.4.3
constexpr auto kCounterWentBack = "counter";

struct Decoded {
  crypto::Bytes id, client_data, authenticator_data, signature;
  std::optional<crypto::Bytes> user_handle;
};

std::optional<Decoded> decode(const PasskeyAnswer& given) {
  auto id = crypto::from_base64url(given.id.value);
  auto client_data = crypto::from_base64url(given.client_data.value);
  auto authenticator_data = crypto::from_base64url(given.authenticator_data.value);
  auto signature = crypto::from_base64url(given.signature.value);
  if (!id || !client_data || !authenticator_data || !signature) return std::nullopt;
  Decoded out{
      std::move(*id), std::move(*client_data), std::move(*authenticator_data), std::move(*signature), {}};
  if (given.user_handle && !given.user_handle->empty()) {
    out.user_handle = crypto::from_base64url(given.user_handle->value);
    if (!out.user_handle) return std::nullopt;
  }
  return out;
}

bool belongs(const store::PasskeyRow& passkey, const std::optional<crypto::Bytes>& user_handle,
             Ceremony ceremony) {
  // Whoever signs in without a name is named by the handle alone: it has to be there. WebAuthn 7.2, step 6.
  if (!user_handle) return ceremony != Ceremony::sign_in;
  return crypto::equal(crypto::BytesView(*user_handle), crypto::BytesView(passkey.account_id.uuid.bytes));
}

}  // namespace

Result<RelyingParty> relying_party(const Policy& policy) {
  if (policy.relying_party) return *policy.relying_party;
  return fail(Code::forbidden, "", "このサーバーではパスキーを使えません。公開アドレスの設定が必要です。",
              "Passkeys are not available here: the server's public address has to be configured.");
}

db::Bytes holder_of(SessionId session) {
  return crypto::hash_token("session\n" + to_string(session));
}
db::Bytes holder_of(std::string_view attempt) {
  return crypto::hash_token("attempt\n" + std::string(attempt));
}

Result<crypto::Bytes> ask(Tx& tx, Ceremony ceremony, const db::Bytes& holder, const Where& where) {
  const auto address = throttle_key("passkey", throttled_address(where.address));
  store::drop_challenges(tx, holder);
  if (store::open_challenges(tx, address) >= kOpenChallenges)
    return fail(Code::throttled, "", "いま受け付けきれません。少し待ってからもう一度お試しください。",
                "Too many open attempts. Please wait a little and try again.");
  crypto::Bytes challenge(kChallengeBytes);
  tx.random().fill(challenge);
  store::insert_challenge(tx, crypto::hash_token(crypto::to_base64url(challenge)),
                          {ceremony, holder, tx.now() + kChallengeLife}, address);
  return challenge;
}

std::expected<void, std::string> check_client_data(Tx& tx, const RelyingParty& site, Ceremony ceremony,
                                                   const db::Bytes& holder, crypto::BytesView bytes) {
  const auto data = read_client_data(bytes);
  if (!data) return std::unexpected("malformed");
  // First of all the challenge is used up, so that nothing can be tried twice with it.
  const auto challenge = store::take_challenge(tx, crypto::hash_token(crypto::to_base64url(data->challenge)));
  if (!challenge || challenge->ceremony != ceremony || !crypto::equal(challenge->holder_hash, holder))
    return std::unexpected("challenge");
  // One from further ahead than its life is from before the clock was set back.
  if (challenge->expires_at <= tx.now() || challenge->expires_at > tx.now() + kChallengeLife)
    return std::unexpected("expired");
  if (data->type != (ceremony == Ceremony::register_ ? "webauthn.create" : "webauthn.get"))
    return std::unexpected("type");
  if (data->origin != site.origin || data->cross_origin) return std::unexpected("origin");
  return {};
}

std::expected<store::PasskeyRow, RefusedAnswer> judge(Tx& tx, const RelyingParty& site, Ceremony ceremony,
                                                      const db::Bytes& holder, const PasskeyAnswer& given) {
  const auto answer = decode(given);
  if (!answer) return std::unexpected(RefusedAnswer{"malformed"});
  const auto asked = check_client_data(tx, site, ceremony, holder, answer->client_data);
  auto passkey = store::passkey_by_credential(tx, answer->id);
  if (!asked) return std::unexpected(RefusedAnswer{asked.error(), std::move(passkey)});
  if (!passkey) return std::unexpected(RefusedAnswer{"unknown"});
  if (!belongs(*passkey, answer->user_handle, ceremony))
    return std::unexpected(RefusedAnswer{"user_handle", std::move(passkey)});
  const auto counter =
      crypto::check_assertion(site.id, {passkey->algorithm, passkey->public_key},
                              {answer->client_data, answer->authenticator_data, answer->signature});
  if (!counter)
    return std::unexpected(RefusedAnswer{std::string(crypto::word_of(counter.error())), std::move(passkey)});
  if (!counter_goes_on(passkey->sign_count, *counter) || !store::use_passkey(tx, *passkey, *counter))
    return std::unexpected(RefusedAnswer{kCounterWentBack, std::move(passkey)});
  return std::move(*passkey);
}

SignInOutcome outcome_of(const RefusedAnswer& refused) {
  return refused.why == kCounterWentBack ? SignInOutcome::copied_passkey : SignInOutcome::wrong_passkey;
}

}  // namespace musubi::identity
