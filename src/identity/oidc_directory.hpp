// What is known of providers: their discovery documents and keys, kept for a while and asked for anew when a
// key is unknown. A provider that hangs holds up few: a bounded number of questions is under way at once, and
// after a failure nobody waits for that provider again for a while.
#pragma once
#include <chrono>
#include <map>
#include <memory>
#include <mutex>
#include <semaphore>

#include "identity/oidc.hpp"
#include "identity/oidc_fetch.hpp"

namespace musubi::identity {

inline constexpr microseconds kDiscoveryFor = hours{1};
inline constexpr microseconds kKeysAtMostEvery = minutes{1};
inline constexpr microseconds kRestAfterFailure = seconds{30};
/// Fewer than the server has worker threads (http::Settings), so that some are left for everybody else.
inline constexpr std::ptrdiff_t kQuestionsAtOnce = 3;

/// Safe to use from several threads. Errors are words for the log.
class OidcDirectory {
 public:
  explicit OidcDirectory(OidcReach reach, Fetch fetch = identity::fetch);

  [[nodiscard]] const OidcReach& reach() const { return reach_; }
  std::expected<Discovery, std::string> discover(const std::string& issuer, Time now);
  /// Hands the code in. `secret` empty: a public client.
  std::expected<TokenAnswer, std::string> redeem(const Discovery& provider, std::string_view client_id,
                                                 std::string_view secret, std::string_view code,
                                                 std::string_view verifier, Time now);
  /// Checks a token with the provider's keys; an unknown key has them fetched anew, at most once a minute.
  std::expected<TokenHolder, std::string> check(const Discovery& provider, std::string_view token,
                                                const TokenTerms& terms);

 private:
  using Keys = std::shared_ptr<const std::vector<crypto::JwsKey>>;
  struct Known {
    std::optional<Discovery> discovery;
    Time discovered_at{};
    Keys keys;
    Time keys_at{};
    std::optional<Time> failed_at;
  };
  std::expected<std::string, std::string> ask(const std::string& issuer, Question question, Time now);
  std::expected<Keys, std::string> keys(const Discovery& provider, Time now, bool anew);

  OidcReach reach_;
  Fetch fetch_;
  std::counting_semaphore<kQuestionsAtOnce> places_{kQuestionsAtOnce};
  std::mutex mutex_;
  std::map<std::string, Known> known_;
};

}  // namespace musubi::identity
