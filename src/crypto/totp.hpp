// Time-based one-time codes: RFC 6238 with SHA-1, 30 seconds, 6 digits (what every authenticator app speaks),
// and the recovery codes for a lost phone. Secrets are sealed by the caller before they are stored; nothing
// is logged. A code is accepted one step early or late (RFC 6238 5.2) and never twice: the caller keeps the
// matched step.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "crypto/bytes.hpp"

namespace musubi::crypto {

/// 160 random bits (RFC 4226 R6).
Bytes new_totp_secret(Random& random);
std::int64_t totp_step(Time at);
std::string totp_code(BytesView secret, std::int64_t step);
/// A used step further ahead than this was used under a clock that has been set back since (five minutes, as
/// a session from the future): were it believed, a clock once wrong by a year would lock people out for a
/// year.
inline constexpr std::int64_t kTotpSkewSteps = 10;
/// The step whose code this is, among the present one and its two neighbours, and later than `last_step`, if
/// that can be believed; nullopt if none. Width and spaces in what was typed do not matter.
std::optional<std::int64_t> totp_match(BytesView secret, std::string_view typed, Time at,
                                       std::int64_t last_step);

/// `otpauth://totp/Musubi:hanako?secret=…&issuer=Musubi` (the Key Uri Format that authenticator apps share).
std::string otpauth_uri(std::string_view issuer, std::string_view account, BytesView secret);
/// A QR code as a standalone SVG: dark modules on white with its quiet zone, no style, no script.
std::string qr_svg(std::string_view text);

inline constexpr int kRecoveryCodes = 10;
/// Ten codes such as `7k3m-w9xq-tf4h-rp8d-2cvn-6gjy`, for the human to keep: 118 bits, more than the 112 from
/// which on a fast hash is enough (OWASP ASVS 5, 6.5.2). Store `hash_recovery_code` of each.
std::vector<std::string> new_recovery_codes(Random& random);
Bytes hash_recovery_code(std::string_view typed);

}  // namespace musubi::crypto
