#include "identity/oidc_directory.hpp"

#include <openssl/evp.h>

namespace musubi::identity {
namespace {

constexpr auto kWaitForPlace = std::chrono::milliseconds(300);

std::string basic_of(std::string_view client_id, std::string_view secret) {
  // Both are form encoded first: RFC 6749 2.3.1.
  const auto pair = form_encoded(client_id) + ':' + form_encoded(secret);
  std::string coded((pair.size() + 2) / 3 * 4 + 1, '\0');
  const auto size =
      EVP_EncodeBlock(reinterpret_cast<unsigned char*>(coded.data()),
                      reinterpret_cast<const unsigned char*>(pair.data()), static_cast<int>(pair.size()));
  coded.resize(static_cast<std::size_t>(size));
  return "Basic " + coded;
}

}  // namespace

OidcDirectory::OidcDirectory(OidcReach reach, Fetch fetch)
    : reach_(std::move(reach)), fetch_(std::move(fetch)) {}

std::expected<std::string, std::string> OidcDirectory::ask(const std::string& issuer, Question question,
                                                           Time now) {
  if (!may_ask(reach_, question.url)) return std::unexpected("host");
  question.plain = question.url.starts_with("http://");
  {
    const std::lock_guard lock(mutex_);
    const auto& failed = known_[issuer].failed_at;
    if (failed && *failed <= now && now - *failed < kRestAfterFailure) return std::unexpected("resting");
  }
  if (!places_.try_acquire_for(kWaitForPlace)) return std::unexpected("busy");
  auto answer = fetch_(question);
  places_.release();
  // A status is an answer: a wrong code must not make others wait.
  const bool lost = !answer && !answer.error().starts_with("status 4");
  const std::lock_guard lock(mutex_);
  if (lost)
    known_[issuer].failed_at = now;
  else
    known_[issuer].failed_at.reset();
  return answer;
}

std::expected<Discovery, std::string> OidcDirectory::discover(const std::string& issuer, Time now) {
  {
    const std::lock_guard lock(mutex_);
    const auto& known = known_[issuer];
    if (known.discovery && known.discovered_at <= now && now - known.discovered_at < kDiscoveryFor)
      return *known.discovery;
  }
  auto base = issuer;
  if (base.ends_with('/')) base.pop_back();  // Discovery 4.1
  const auto text = ask(issuer, {base + "/.well-known/openid-configuration"}, now);
  if (!text) return std::unexpected(text.error());
  auto discovery = read_discovery(*text, issuer, reach_);
  if (!discovery) return discovery;
  const std::lock_guard lock(mutex_);
  auto& known = known_[issuer];
  known.discovery = *discovery;
  known.discovered_at = now;
  return discovery;
}

std::expected<OidcDirectory::Keys, std::string> OidcDirectory::keys(const Discovery& provider, Time now,
                                                                    bool anew) {
  {
    const std::lock_guard lock(mutex_);
    const auto& known = known_[provider.issuer];
    const auto fresh_for = anew ? kKeysAtMostEvery : kDiscoveryFor;
    if (known.keys && known.keys_at <= now && now - known.keys_at < fresh_for) return known.keys;
  }
  const auto text = ask(provider.issuer, {provider.jwks_uri}, now);
  if (!text) return std::unexpected(text.error());
  auto read = crypto::read_jwks(*text);
  if (!read) return std::unexpected("jwks");
  const auto keys = std::make_shared<const std::vector<crypto::JwsKey>>(std::move(*read));
  const std::lock_guard lock(mutex_);
  auto& known = known_[provider.issuer];
  known.keys = keys;
  known.keys_at = now;
  return keys;
}

std::expected<TokenAnswer, std::string> OidcDirectory::redeem(const Discovery& provider,
                                                              std::string_view client_id,
                                                              std::string_view secret, std::string_view code,
                                                              std::string_view verifier, Time now) {
  std::vector<std::pair<std::string_view, std::string>> fields{
      {"grant_type", "authorization_code"},
      {"code", std::string(code)},
      {"redirect_uri", redirect_uri_of(reach_)},
      {"code_verifier", std::string(verifier)},
  };
  Question question{provider.token_endpoint};
  if (secret.empty() || !provider.basic) fields.emplace_back("client_id", std::string(client_id));
  if (!secret.empty() && !provider.basic) fields.emplace_back("client_secret", std::string(secret));
  if (!secret.empty() && provider.basic) question.authorization = basic_of(client_id, secret);
  question.form = form_of(fields);
  const auto text = ask(provider.issuer, std::move(question), now);
  if (!text) return std::unexpected(text.error());
  auto answer = read_token_answer(*text);
  if (!answer) return std::unexpected("token_answer");
  return std::move(*answer);
}

std::expected<TokenHolder, std::string> OidcDirectory::check(const Discovery& provider,
                                                             std::string_view token,
                                                             const TokenTerms& terms) {
  const auto known = keys(provider, terms.now, false);
  if (!known) return std::unexpected(known.error());
  auto holder = check_id_token(token, **known, terms);
  if (holder || holder.error() != crypto::word_of(crypto::JwsFault::unknown_key)) return holder;
  const auto renewed = keys(provider, terms.now, true);
  if (!renewed) return std::unexpected(renewed.error());
  return check_id_token(token, **renewed, terms);
}

}  // namespace musubi::identity
