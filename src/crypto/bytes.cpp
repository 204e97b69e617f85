#include "crypto/bytes.hpp"

#include <sodium.h>

#include <algorithm>

namespace musubi::crypto {

void wipe(std::span<std::uint8_t> bytes) {
  sodium_memzero(bytes.data(), bytes.size());
}
void wipe(std::string& text) {
  sodium_memzero(text.data(), text.size());
  text.clear();
}

Key::Key(std::span<const std::uint8_t, kSize> bytes) {
  std::ranges::copy(bytes, bytes_.begin());
}

std::string to_base64url(BytesView bytes) {
  constexpr int kVariant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
  std::string out(sodium_base64_encoded_len(bytes.size(), kVariant), '\0');
  sodium_bin2base64(out.data(), out.size(), bytes.data(), bytes.size(), kVariant);
  out.pop_back();  // the terminator it counts
  return out;
}

std::optional<Bytes> from_base64url(std::string_view text) {
  Bytes out(text.size() * 3 / 4 + 1);
  std::size_t length = 0;
  const char* end = nullptr;
  if (sodium_base642bin(out.data(), out.size(), text.data(), text.size(), nullptr, &length, &end,
                        sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0 ||
      end != text.data() + text.size())
    return std::nullopt;
  out.resize(length);
  return out;
}

static constexpr std::string_view kBase32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

std::string to_base32(BytesView bytes) {
  std::string out;
  std::uint32_t bits = 0;
  int held = 0;
  for (const auto b : bytes) {
    bits = (bits << 8) | b;
    for (held += 8; held >= 5; held -= 5) out += kBase32[(bits >> (held - 5)) & 31];
  }
  if (held > 0) out += kBase32[(bits << (5 - held)) & 31];
  return out;
}

std::optional<Bytes> from_base32(std::string_view text) {
  Bytes out;
  std::uint32_t bits = 0;
  int held = 0;
  for (const char raw : text) {
    if (raw == ' ' || raw == '=') continue;
    const char c = raw >= 'a' && raw <= 'z' ? static_cast<char>(raw - 'a' + 'A') : raw;
    const auto value = kBase32.find(c);
    if (value == std::string_view::npos) return std::nullopt;
    bits = (bits << 5) | static_cast<std::uint32_t>(value);
    held += 5;
    if (held >= 8) {
      out.push_back(static_cast<std::uint8_t>(bits >> (held - 8)));
      held -= 8;
    }
  }
  return out;
}

std::string to_hex(BytesView bytes) {
  std::string out(bytes.size() * 2 + 1, '\0');
  sodium_bin2hex(out.data(), out.size(), bytes.data(), bytes.size());
  out.pop_back();
  return out;
}

std::optional<Bytes> from_hex(std::string_view text) {
  if (text.empty()) return Bytes{};
  if (text.size() % 2 != 0) return std::nullopt;
  Bytes out(text.size() / 2);
  std::size_t length = 0;
  const char* end = nullptr;
  if (sodium_hex2bin(out.data(), out.size(), text.data(), text.size(), nullptr, &length, &end) != 0 ||
      end != text.data() + text.size() || length != out.size())
    return std::nullopt;
  return out;
}

}  // namespace musubi::crypto
