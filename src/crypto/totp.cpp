#include "crypto/totp.hpp"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>
#include <new>
#include <stdexcept>

#include "base/qr.hpp"
#include "base/text.hpp"
#include "crypto/token.hpp"

namespace musubi::crypto {
namespace {

constexpr std::int64_t kStepSeconds = 30;

std::string percent_encoded(std::string_view text) {
  static constexpr char kHex[] = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const auto b = static_cast<unsigned char>(c);
    const bool plain = (b >= '0' && b <= '9') || (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') ||
                       b == '-' || b == '.' || b == '_' || b == '~';
    if (plain) {
      out += c;
    } else {
      out += '%';
      out += kHex[b >> 4];
      out += kHex[b & 15];
    }
  }
  return out;
}

}  // namespace

Bytes new_totp_secret(Random& random) {
  Bytes secret(20);
  random.fill(secret);
  return secret;
}

std::int64_t totp_step(Time at) {
  return std::chrono::floor<std::chrono::seconds>(at).time_since_epoch().count() / kStepSeconds;
}

std::string totp_code(BytesView secret, std::int64_t step) {
  std::array<std::uint8_t, 8> counter{};
  for (std::size_t i = 0; i < 8; ++i)
    counter[7 - i] = static_cast<std::uint8_t>(static_cast<std::uint64_t>(step) >> (8 * i));
  std::array<std::uint8_t, EVP_MAX_MD_SIZE> mac{};
  unsigned int length = 0;
  if (HMAC(EVP_sha1(), secret.data(), static_cast<int>(secret.size()), counter.data(), counter.size(),
           mac.data(), &length) == nullptr)
    throw std::runtime_error("HMAC-SHA-1");
  // RFC 4226 5.3: dynamic truncation.
  const std::size_t offset = mac[length - 1] & 15U;
  const std::uint32_t number = ((mac[offset] & 0x7FU) << 24U) |
                               (static_cast<std::uint32_t>(mac[offset + 1]) << 16U) |
                               (static_cast<std::uint32_t>(mac[offset + 2]) << 8U) | mac[offset + 3];
  auto digits = std::to_string(number % 1'000'000);
  return std::string(6 - digits.size(), '0') + digits;
}

std::optional<std::int64_t> totp_match(BytesView secret, std::string_view typed, Time at,
                                       std::int64_t last_step) {
  std::string code;
  for (const char c : text::fold(typed))
    if (c != ' ' && c != '-') code += c;
  if (code.size() != 6) return std::nullopt;
  const auto now = totp_step(at);
  if (last_step > now + kTotpSkewSteps) last_step = 0;
  std::optional<std::int64_t> matched;
  for (auto step = now - 1; step <= now + 1;
       ++step)  // all three, whatever matches: the time taken tells nothing
    if (equal(totp_code(secret, step), code) && step > last_step && !matched) matched = step;
  return matched;
}

std::string otpauth_uri(std::string_view issuer, std::string_view account, BytesView secret) {
  const auto name = percent_encoded(issuer);
  return "otpauth://totp/" + name + ":" + percent_encoded(account) + "?secret=" + to_base32(secret) +
         "&issuer=" + name + "&algorithm=SHA1&digits=6&period=30";
}

std::string qr_svg(std::string_view text) {
  const auto code = qr_code(text);
  const auto side = std::to_string(code.side + 2 * kQrQuiet);
  std::string path;
  code.each_run([&](int x, int y, int run) {
    path += 'M' + std::to_string(x + kQrQuiet) + ' ' + std::to_string(y + kQrQuiet) + 'h' +
            std::to_string(run) + "v1h-" + std::to_string(run) + 'z';
  });
  return R"(<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 )" + side + ' ' + side +
         R"(" shape-rendering="crispEdges" role="img"><path fill="#fff" d="M0 0h)" + side + 'v' + side +
         "H0z\"/><path d=\"" + path + R"("/></svg>)";
}

std::vector<std::string> new_recovery_codes(Random& random) {
  std::vector<std::string> codes;
  for (int i = 0; i < kRecoveryCodes; ++i) codes.push_back(readable_code(random, 6, 4));
  return codes;
}

Bytes hash_recovery_code(std::string_view typed) {
  return hash_token(tidy_code(typed));
}

}  // namespace musubi::crypto
