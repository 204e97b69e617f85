// Random tokens for sessions, invitations and tracking codes. The token goes to the human; the database keeps
// its hash only, so that a copy of the database opens nothing. Never logged. Tokens carry 256 bits, so a
// plain fast hash suffices (BLAKE2b, RFC 7693); they are looked up by hash.
#pragma once
#include <string>
#include <string_view>

#include "base/clock.hpp"
#include "crypto/bytes.hpp"

namespace musubi::crypto {

/// `bytes` random bytes as base64url; 32 give 43 characters.
std::string new_token(Random& random, std::size_t bytes = 32);
/// 32 bytes, as stored in `token_hash`.
Bytes hash_token(std::string_view token);
/// In constant time for equal lengths.
bool equal(BytesView a, BytesView b);
inline bool equal(std::string_view a, std::string_view b) {
  return equal(view(a), view(b));
}

/// Letters that cannot be mistaken for one another (no 0/o, 1/i/l), in groups: `7k3m-w9xq-tf4h`. For codes
/// people copy.
std::string readable_code(Random& random, int groups, int letters_per_group);
/// What a person typed of such a code: width, case, spaces and hyphens do not matter.
std::string tidy_code(std::string_view typed);

}  // namespace musubi::crypto
