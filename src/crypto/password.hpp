// Passwords: Argon2id (RFC 9106) through libsodium, and what a password must be (length, not common, not
// one's own name). Never stores, logs or echoes a password. An unknown account costs as much time as a wrong
// password. Rules: NIST SP 800-63B 5.1.1.2 (length and blocklist, no composition rules, no forced change).
#pragma once
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace musubi::crypto {

/// What one hash costs. Between libsodium's INTERACTIVE (2 passes) and MODERATE (256 MiB): stronger than the
/// first, and a burst of sign-ins does not exhaust a small machine.
struct PasswordCost {
  unsigned long long passes = 3;
  std::size_t memory_bytes = std::size_t{64} << 20;
};
/// As cheap as libsodium allows: for tests and demo data.
inline constexpr PasswordCost kCheapest{1, 8192};

class PasswordHasher {
 public:
  explicit PasswordHasher(PasswordCost cost = {});
  /// `$argon2id$v=19$m=…`. Throws `std::bad_alloc` if the memory is not there.
  [[nodiscard]] std::string hash(std::string_view password) const;
  [[nodiscard]] bool verify(const std::string& hash, std::string_view password) const;
  /// The same work as `verify`, for an account that does not exist.
  void verify_nothing(std::string_view password) const;
  /// True if the hash was made at another cost: hash again at the next successful sign-in.
  [[nodiscard]] bool needs_rehash(const std::string& hash) const;
  /// How often Argon2id ran at this hasher's own cost: what tests compare instead of times.
  [[nodiscard]] std::uint64_t times_worked() const { return times_worked_; }

 private:
  PasswordCost cost_;
  mutable std::atomic<std::uint64_t> times_worked_{0};
  std::string nobody_;  ///< a hash that no password has
};

inline constexpr std::size_t kPasswordMinLength = 12;
/// Refuses with `invalid` (field `field`) what is too short, common, made by repeating, or little more than a
/// word that whoever knows the account would try: the product's name and `own_words` (login, names, region,
/// facility). Words shorter than 4 characters are overlooked.
Status check_password(std::string_view password, std::span<const std::string> own_words,
                      const std::string& field);
/// True if the (lower-cased) password is in the list of common ones.
bool is_common_password(std::string_view password);

}  // namespace musubi::crypto
