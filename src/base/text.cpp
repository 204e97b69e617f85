#include "base/text.hpp"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>
#include <unicode/utf16.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <stdexcept>

#include "base/name_variants.hpp"

namespace musubi::text {
namespace {

static_assert(std::ranges::is_sorted(kNameVariants, {}, &NameVariant::from));

bool all_ascii(std::string_view s) {
  return std::ranges::all_of(s, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

/// Calls `each(c)` for every scalar value; false at the first byte that is not UTF-8, or when `each` says
/// false.
template <class F>
bool each_scalar(std::string_view utf8, F&& each) {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(utf8.data());
  const auto size = static_cast<std::int64_t>(utf8.size());
  for (std::int64_t i = 0; i < size;) {
    UChar32 c = bytes[i];
    if (c < 0x80)
      ++i;
    else
      U8_NEXT(bytes, i, size, c);
    if (c < 0 || !each(static_cast<char32_t>(c))) return false;
  }
  return true;
}

void append_utf8(std::string& out, char32_t c) {
  std::array<std::uint8_t, 4> bytes{};
  int n = 0;
  U8_APPEND_UNSAFE(bytes.data(), n, static_cast<UChar32>(c));
  out.append(reinterpret_cast<const char*>(bytes.data()), static_cast<std::size_t>(n));
}

// Unicode 15, UAX #9: the controls that reorder what is seen (2.1 embeddings, overrides, isolates; 2.6
// marks).
bool is_bidi_control(char32_t c) {
  return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0x200E || c == 0x200F ||
         c == 0x061C;
}
bool is_zero_width(char32_t c) {
  return (c >= 0x200B && c <= 0x200D) || (c >= 0x2060 && c <= 0x2064) || c == 0xFEFF || c == 0x00AD ||
         c == 0x180E || c == 0x115F || c == 0x1160 || c == 0x3164 || c == 0xFFA0 ||
         (c >= 0xFFF9 && c <= 0xFFFB) || (c >= 0xE0000 && c <= 0xE007F);
}
bool is_variation_selector(char32_t c) {
  return (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF);
}

constexpr Objection kNotUtf8{"文字コードが正しくありません（UTF-8 で送ってください）。",
                             "The text is not valid UTF-8."};
constexpr Objection kControl{"使えない制御文字が含まれています。", "The text holds a control character."};
constexpr Objection kOneLine{"改行やタブは使えません。1行で入力してください。",
                             "Line breaks and tabs are not allowed here."};
constexpr Objection kBidi{
    "文字の並び順を変える見えない文字が含まれています。入力し直してください。",
    "The text holds an invisible character that changes the reading order. Type it again."};
constexpr Objection kZeroWidth{"幅のない見えない文字が含まれています。入力し直してください。",
                               "The text holds an invisible zero-width character. Type it again."};
constexpr Objection kUnassigned{"文字として定められていない符号が含まれています。",
                                "The text holds a code that is no character."};

std::optional<Objection> object_to(char32_t c, Kind kind) {
  if (c < 0x20 || (c >= 0x7F && c <= 0x9F) || c == 0x2028 || c == 0x2029) {
    if (c == '\t' || c == '\n' || c == '\r') {
      if (kind == Kind::prose) return std::nullopt;
      return kOneLine;
    }
    return kControl;
  }
  if (c < 0xA0) return std::nullopt;
  if (is_variation_selector(c)) return std::nullopt;
  if (is_bidi_control(c)) return kBidi;
  // Joiners and tag characters build emoji (ZWJ sequences, flags), so only names refuse them.
  if (is_zero_width(c)) return kind == Kind::name ? std::optional(kZeroWidth) : std::nullopt;
  const auto u = static_cast<UChar32>(c);
  // Emoji newer than this ICU are unassigned for it, but Unicode reserved their places as pictographs.
  if (u_charType(u) == U_UNASSIGNED &&
      (kind == Kind::name || !u_hasBinaryProperty(u, UCHAR_EXTENDED_PICTOGRAPHIC)))
    return kUnassigned;
  return std::nullopt;
}

bool is_white(char32_t c) {
  return c == ' ' || (c >= 9 && c <= 13) || (c > 0x7F && u_isUWhiteSpace(static_cast<UChar32>(c)));
}

std::u16string to_utf16(std::string_view utf8) {
  std::u16string out(utf8.size(), u'\0');
  std::int32_t length = 0;
  UErrorCode status = U_ZERO_ERROR;
  u_strFromUTF8WithSub(out.data(), static_cast<std::int32_t>(out.size()), &length, utf8.data(),
                       static_cast<std::int32_t>(utf8.size()), 0xFFFD, nullptr, &status);
  if (U_FAILURE(status)) throw std::logic_error("utf-8 to utf-16");
  out.resize(static_cast<std::size_t>(length));
  return out;
}

/// NFKC, case folded, default ignorables (variation selectors, zero width) gone: UAX #31 NFKC_Casefold.
std::u32string nfkc_casefold(std::string_view utf8) {
  UErrorCode status = U_ZERO_ERROR;
  const auto* normalizer = unorm2_getNFKCCasefoldInstance(&status);
  const auto in = to_utf16(utf8);
  std::u16string out(in.size() * 2 + 16, u'\0');
  auto length = unorm2_normalize(normalizer, in.data(), static_cast<std::int32_t>(in.size()), out.data(),
                                 static_cast<std::int32_t>(out.size()), &status);
  if (status == U_BUFFER_OVERFLOW_ERROR) {
    status = U_ZERO_ERROR;
    out.resize(static_cast<std::size_t>(length));
    length = unorm2_normalize(normalizer, in.data(), static_cast<std::int32_t>(in.size()), out.data(),
                              static_cast<std::int32_t>(out.size()), &status);
  }
  if (U_FAILURE(status)) throw std::logic_error("NFKC");
  std::u32string scalars;
  scalars.reserve(static_cast<std::size_t>(length));
  for (std::int32_t i = 0; i < length;) {
    UChar32 c = 0;
    U16_NEXT(out.data(), i, length, c);
    scalars.push_back(static_cast<char32_t>(c));
  }
  return scalars;
}

constexpr char32_t kLongMark = U'ー';

bool is_kana(char32_t c) {
  return (c >= 0x3041 && c <= 0x3096) || (c >= 0x309D && c <= 0x309F) || c == kLongMark;
}

char32_t to_hiragana(char32_t c) {
  if ((c >= 0x30A1 && c <= 0x30F6) || c == 0x30FD || c == 0x30FE) return c - 0x60;
  return c;
}
char32_t common_form(char32_t c) {
  const auto* at = std::ranges::lower_bound(kNameVariants, c, {}, &NameVariant::from);
  return at != std::end(kNameVariants) && at->from == c ? at->to : c;
}
/// Dashes that people type for ー; the ASCII hyphen counts only with kana on both sides.
bool is_dash(char32_t c) {
  return c == 0x2010 || c == 0x2012 || c == 0x2013 || c == 0x2014 || c == 0x2015 || c == 0x2212 ||
         c == 0x2500;
}

void unify_long_marks(std::u32string& s) {
  for (std::size_t i = 1; i < s.size(); ++i) {
    if (!is_kana(s[i - 1])) continue;
    const bool kana_follows = i + 1 < s.size() && is_kana(s[i + 1]);
    const bool word_ends =
        i + 1 == s.size() || !(u_isalnum(static_cast<UChar32>(s[i + 1])) || is_dash(s[i + 1]));
    if ((s[i] == '-' && kana_follows) || (is_dash(s[i]) && (kana_follows || word_ends))) s[i] = kLongMark;
  }
}

/// é → e, ễ → e, ø → o: Latin letters without their marks, for names. Kana keep theirs (か is not が).
char32_t bare_latin(char32_t c) {
  const bool latin = (c >= 0xC0 && c <= 0x24F) || (c >= 0x1E00 && c <= 0x1EFF);
  if (!latin) return c;
  switch (c) {  // letters of their own that people type without the stroke
    case U'đ':
      return 'd';
    case U'ø':
      return 'o';
    case U'ł':
      return 'l';
    case U'ħ':
      return 'h';
    case U'ı':
      return 'i';
    default:
      break;
  }
  UErrorCode status = U_ZERO_ERROR;
  const auto* normalizer = unorm2_getNFDInstance(&status);
  std::array<char16_t, 8> parts{};
  const auto length = unorm2_getDecomposition(normalizer, static_cast<UChar32>(c), parts.data(),
                                              static_cast<std::int32_t>(parts.size()), &status);
  return U_SUCCESS(status) && length > 0 ? parts[0] : c;
}

std::string ascii_lower(std::string_view s) {
  std::string out(s);
  for (auto& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
  return out;
}

std::u32string fold_scalars(std::string_view utf8) {
  if (all_ascii(utf8)) {
    const auto lower = ascii_lower(utf8);
    return {lower.begin(), lower.end()};
  }
  auto scalars = nfkc_casefold(utf8);
  for (auto& c : scalars)
    if (c >= 0x3041) c = common_form(to_hiragana(c));
  unify_long_marks(scalars);
  return scalars;
}

bool is_indexed(char32_t c) {
  if (c < 0x80) return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  // Letters with the marks that belong to them, every kind of number (〇 is one), gaiji.
  return (U_GET_GC_MASK(static_cast<UChar32>(c)) &
          (U_GC_L_MASK | U_GC_M_MASK | U_GC_N_MASK | U_GC_CO_MASK)) != 0;
}

void append_token(std::string& out, char letter, const char32_t* from, std::size_t count) {
  static constexpr char kHex[] = "0123456789abcdef";
  std::string bytes;
  for (std::size_t i = 0; i < count; ++i) append_utf8(bytes, from[i]);
  if (!out.empty()) out += ' ';
  out += letter;
  for (const char b : bytes) {
    out += kHex[static_cast<unsigned char>(b) >> 4];
    out += kHex[static_cast<unsigned char>(b) & 15];
  }
}

std::string index_tokens(std::string_view utf8, char letter, std::size_t width) {
  const auto scalars = fold_scalars(utf8);
  std::string out;
  out.reserve(scalars.size() * (6 * width + 2));
  std::size_t run = 0;  // letters and digits seen in a row
  for (std::size_t i = 0; i < scalars.size(); ++i) {
    run = is_indexed(scalars[i]) ? run + 1 : 0;
    if (run >= width) append_token(out, letter, scalars.data() + i + 1 - width, width);
  }
  return out;
}

}  // namespace

std::optional<std::size_t> length(std::string_view utf8) {
  if (all_ascii(utf8)) return utf8.size();
  std::size_t count = 0;
  if (!each_scalar(utf8, [&](char32_t) { return ++count, true; })) return std::nullopt;
  return count;
}

std::optional<Objection> objection(std::string_view utf8, Kind kind) {
  std::optional<Objection> found;
  char32_t before = ' ';
  const bool whole = each_scalar(utf8, [&](char32_t c) {
    found = object_to(c, kind);
    // A selector chooses among the forms of the character before it; alone it is a name that nobody can see.
    if (!found && kind == Kind::name && is_variation_selector(c) &&
        (is_white(before) || is_variation_selector(before)))
      found = kZeroWidth;
    before = c;
    return !found;
  });
  if (!whole && !found) return kNotUtf8;
  return found;
}

std::string tidy(std::string_view utf8, Kind kind) {
  std::size_t begin = utf8.size();
  std::size_t end = 0;
  std::size_t at = 0;
  each_scalar(utf8, [&](char32_t c) {
    const auto next = at + static_cast<std::size_t>(U8_LENGTH(static_cast<UChar32>(c)));
    if (!is_white(c)) {
      begin = std::min(begin, at);
      end = next;
    }
    at = next;
    return true;
  });
  if (begin >= end) return {};
  const auto inner = utf8.substr(begin, end - begin);
  if (kind != Kind::prose || inner.find('\r') == std::string_view::npos) return std::string(inner);
  std::string out;
  out.reserve(inner.size());
  for (std::size_t i = 0; i < inner.size(); ++i) {
    if (inner[i] != '\r')
      out += inner[i];
    else if (i + 1 == inner.size() || inner[i + 1] != '\n')
      out += '\n';  // a lone CR is a line end as well
  }
  return out;
}

std::string fold(std::string_view utf8) {
  if (all_ascii(utf8)) return ascii_lower(utf8);
  std::string out;
  out.reserve(utf8.size());
  for (const auto c : fold_scalars(utf8)) append_utf8(out, c);
  return out;
}

std::string fold_name(std::string_view utf8) {
  std::string out;
  out.reserve(utf8.size());
  for (const auto c : fold_scalars(utf8)) {
    const bool is_middle_dot = c == U'・' || c == U'·' || c == U'‧' || c == U'•' || c == U'∙';
    const bool is_apostrophe = c == U'\'' || c == U'’';
    if (!is_middle_dot && !is_apostrophe && c != '-' && c != 0x2010 && !is_white(c))
      append_utf8(out, bare_latin(c));
  }
  return out;
}

std::string index_unigrams(std::string_view utf8) {
  return index_tokens(utf8, 'u', 1);
}
std::string index_bigrams(std::string_view utf8) {
  return index_tokens(utf8, 'b', 2);
}

}  // namespace musubi::text
