// Text as people write it: what may be stored, and the folded form under which it is found.
// Names are stored exactly as given (髙, 﨑, 𠮷, 辻󠄀); folding is for searching only.
#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace musubi::text {

/// Number of Unicode scalar values; nullopt if the bytes are not UTF-8 (lone surrogates included).
std::optional<std::size_t> length(std::string_view utf8);

enum class Kind {
  name,  ///< one line; no controls, no zero-width or bidirectional characters; variation selectors are kept
  line,  ///< one line; no controls, no bidirectional overrides
  prose  ///< several lines; tab and line feed allowed (CR LF becomes LF)
};
/// Why a text cannot be kept, in Japanese and English; nullopt if it can.
struct Objection {
  std::string_view ja;
  std::string_view en;
};
std::optional<Objection> objection(std::string_view utf8, Kind kind);
/// What is stored: outer white space off, CR LF to LF. Characters are never replaced.
std::string tidy(std::string_view utf8, Kind kind);

/// The form under which text is compared and found: NFKC, lower case, katakana to hiragana, variation
/// selectors and combining long marks unified, and the common forms of name characters (髙→高, 﨑→崎, 𠮷→吉,
/// 邊・邉→辺 …).
std::string fold(std::string_view utf8);
/// `fold`, and white space, middle dots, apostrophes and hyphens gone, Latin letters without their marks
/// (João → joao): for comparing names.
std::string fold_name(std::string_view utf8);

/// Search tokens of a text: each single character and each pair of neighbours, of the folded text, within
/// runs of letters and digits. Tokens are hexadecimal of their UTF-8 with a letter before (safe for both
/// engines). Repeats are kept: positions matter to phrase queries.
std::string index_unigrams(std::string_view utf8);
std::string index_bigrams(std::string_view utf8);

}  // namespace musubi::text
