#include "base/ids.hpp"

namespace musubi {

std::string to_string(const Uuid& uuid) {
  static constexpr char kHex[] = "0123456789abcdef";
  std::string text(36, '-');
  char* at = text.data();
  for (std::size_t i = 0; i < 16; ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10) ++at;
    *at++ = kHex[uuid.bytes[i] >> 4];
    *at++ = kHex[uuid.bytes[i] & 15];
  }
  return text;
}

std::optional<Uuid> parse_uuid(std::string_view text) {
  if (text.size() != 36) return std::nullopt;
  const auto digit = [](char c) -> int {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
  };
  Uuid uuid;
  std::size_t at = 0;
  for (std::size_t i = 0; i < 16; ++i) {
    if ((i == 4 || i == 6 || i == 8 || i == 10) && text[at++] != '-') return std::nullopt;
    const int high = digit(text[at]);
    const int low = digit(text[at + 1]);
    if (high < 0 || low < 0) return std::nullopt;
    uuid.bytes[i] = static_cast<std::uint8_t>(high << 4 | low);
    at += 2;
  }
  return uuid;
}

Uuid make_uuid_v7(std::int64_t unix_ms, const std::array<std::uint8_t, 10>& random) {
  Uuid uuid;
  const auto ms = static_cast<std::uint64_t>(unix_ms);
  for (std::size_t i = 0; i < 6; ++i) uuid.bytes[i] = static_cast<std::uint8_t>(ms >> (40 - 8 * i));
  std::memcpy(uuid.bytes.data() + 6, random.data(), 10);
  uuid.bytes[6] =
      static_cast<std::uint8_t>((uuid.bytes[6] & 0x0F) | 0x70);  // version 7, RFC 9562 section 5.7
  uuid.bytes[8] = static_cast<std::uint8_t>((uuid.bytes[8] & 0x3F) | 0x80);  // variant 10
  return uuid;
}

}  // namespace musubi
