#include "crypto/token.hpp"

#include <sodium.h>

#include <array>

#include "base/text.hpp"
#include "crypto/random.hpp"

namespace musubi::crypto {

std::string new_token(Random& random, std::size_t bytes) {
  Bytes raw(bytes);
  random.fill(raw);
  auto text = to_base64url(raw);
  wipe(raw);
  return text;
}

Bytes hash_token(std::string_view token) {
  static constexpr std::string_view kPurpose = "musubi token 1\n";
  Bytes out(32);
  crypto_generichash_state state;
  crypto_generichash_init(&state, nullptr, 0, out.size());
  crypto_generichash_update(&state, view(kPurpose).data(), kPurpose.size());
  crypto_generichash_update(&state, view(token).data(), token.size());
  crypto_generichash_final(&state, out.data(), out.size());
  return out;
}

bool equal(BytesView a, BytesView b) {
  return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

static constexpr std::string_view kReadable = "23456789abcdefghjkmnpqrstuvwxyz";

std::string readable_code(Random& random, int groups, int letters_per_group) {
  std::string out;
  for (int g = 0; g < groups; ++g) {
    if (g != 0) out += '-';
    for (int i = 0; i < letters_per_group;) {
      std::array<std::uint8_t, 1> byte{};
      random.fill(byte);
      if (byte[0] >= 256 / kReadable.size() * kReadable.size()) continue;  // no letter likelier than another
      out += kReadable[byte[0] % kReadable.size()];
      ++i;
    }
  }
  return out;
}

std::string tidy_code(std::string_view typed) {
  std::string out;
  for (const char c : text::fold(typed))
    if (kReadable.find(c) != std::string_view::npos) out += c;
  return out;
}

}  // namespace musubi::crypto
