// Reading what a URL and a few header fields say, strictly: what cannot be read exactly is refused, never
// guessed at. Pure functions; no sockets, no I/O. RFC 3986 (percent encoding), RFC 6265 (cookies), RFC
// 9110 12.5 (Accept-*).
#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace musubi::http {

using Words = std::map<std::string, std::string, std::less<>>;

bool is_utf8(std::string_view bytes);

/// The decoded path. `malformed` for broken percent encoding, controls, invalid UTF-8; `not_found` for what
/// no resource of ours is called: `.` and `..` segments, empty segments, backslashes, encoded slashes.
Result<std::string> decode_path(std::string_view raw);
/// `a=1&b=%E3%81%82`; `+` is a space. A name given twice is `malformed`: two readers could disagree about it.
Result<Words> decode_query(std::string_view raw);
/// `%E3%81%82` → `あ`; none for a broken escape, controls, or what is not UTF-8.
std::optional<std::string> decode_words(std::string_view raw);
/// `Cookie: a=1; b=2`. Of two cookies of one name the first counts, as browsers order them by path length.
Words read_cookies(std::string_view header);
/// True if English is ranked above Japanese; without a word about either it is Japanese.
bool prefers_english(std::string_view accept_language);
/// Whether `Accept-Encoding` takes this coding (`br`, `gzip`) with a weight above zero.
bool accepts_encoding(std::string_view accept_encoding, std::string_view coding);
std::string lower(std::string_view text);
std::string_view trimmed(std::string_view text);

}  // namespace musubi::http
