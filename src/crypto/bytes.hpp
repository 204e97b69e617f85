// Small shared nouns of this room: byte strings, 32-byte keys that wipe themselves, and their spellings.
// Nothing here decides anything, and nothing here is ever logged.
// base64url: RFC 4648 section 5 without padding; base32: section 6 without padding.
#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace musubi::crypto {

using Bytes = std::vector<std::uint8_t>;
using BytesView = std::span<const std::uint8_t>;

inline BytesView view(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

/// Overwrites memory in a way that the compiler keeps.
void wipe(std::span<std::uint8_t> bytes);
void wipe(std::string& text);

/// A symmetric key. Wiped when it goes out of scope; has no printed form.
class Key {
 public:
  static constexpr std::size_t kSize = 32;
  Key() = default;
  explicit Key(std::span<const std::uint8_t, kSize> bytes);
  Key(const Key&) = default;
  Key& operator=(const Key&) = default;
  ~Key() { wipe(bytes_); }
  [[nodiscard]] const std::uint8_t* data() const { return bytes_.data(); }
  [[nodiscard]] std::span<std::uint8_t, kSize> writable() { return bytes_; }

 private:
  std::array<std::uint8_t, kSize> bytes_{};
};

std::string to_base64url(BytesView bytes);
/// nullopt for anything but the unpadded form.
std::optional<Bytes> from_base64url(std::string_view text);
std::string to_base32(BytesView bytes);
/// Either case; spaces and `=` are overlooked.
std::optional<Bytes> from_base32(std::string_view text);
std::string to_hex(BytesView bytes);
std::optional<Bytes> from_hex(std::string_view text);

}  // namespace musubi::crypto
