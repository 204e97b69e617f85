#include "person/doubles.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace musubi::person {
namespace {

/// Text that is UTF-8 already (folded by base/text).
std::u32string scalars(std::string_view utf8) {
  std::u32string out;
  for (std::size_t i = 0; i < utf8.size();) {
    const auto lead = static_cast<unsigned char>(utf8[i]);
    const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    char32_t c = length == 1 ? lead : lead & (0xFFU >> (length + 1));
    for (std::size_t k = 1; k < length && i + k < utf8.size(); ++k)
      c = (c << 6) | (static_cast<unsigned char>(utf8[i + k]) & 0x3FU);
    out.push_back(c);
    i += length;
  }
  return out;
}

void append(std::string& out, char32_t c) {
  if (c < 0x80) {
    out += static_cast<char>(c);
  } else if (c < 0x800) {
    out += static_cast<char>(0xC0 | (c >> 6));
    out += static_cast<char>(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    out += static_cast<char>(0xE0 | (c >> 12));
    out += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (c & 0x3F));
  } else {
    out += static_cast<char>(0xF0 | (c >> 18));
    out += static_cast<char>(0x80 | ((c >> 12) & 0x3F));
    out += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (c & 0x3F));
  }
}

bool is_one_of(char32_t c, std::u32string_view set) {
  return set.find(c) != std::u32string_view::npos;
}

constexpr std::u32string_view kURow = U"うくすつぬふむゆるぐずづぶぷ";
constexpr std::u32string_view kERow = U"えけせてねへめれげぜでべぺ";
constexpr std::u32string_view kORow = U"おこそとのほもよろごぞどぼぽ";

char32_t level(char32_t c) {
  constexpr std::u32string_view kSmall = U"ぁぃぅぇぉっゃゅょゎ";
  constexpr std::u32string_view kLarge = U"あいうえおつやゆよわ";
  if (const auto at = kSmall.find(c); at != std::u32string_view::npos) return kLarge[at];
  if (c == U'ぢ') return U'じ';
  if (c == U'づ') return U'ず';
  if (c == U'ゔ') return U'ぶ';
  return c;
}

/// A vowel that only lengthens the one before it.
bool lengthens(char32_t before, char32_t c) {
  if (c == U'ー') return true;
  if (c == U'う') return is_one_of(before, kORow) || is_one_of(before, kURow);
  if (c == U'お') return is_one_of(before, kORow);
  if (c == U'い') return is_one_of(before, kERow);
  return false;
}

/// At most one letter put in, left out or mistaken.
bool differ_by_one(const std::u32string& a, const std::u32string& b) {
  const auto& shorter = a.size() <= b.size() ? a : b;
  const auto& longer = a.size() <= b.size() ? b : a;
  if (longer.size() - shorter.size() > 1 || longer.size() < 3) return false;
  const auto [s, l] = std::ranges::mismatch(shorter, longer);
  if (s == shorter.end()) return true;
  return std::u32string(s + (shorter.size() == longer.size() ? 1 : 0), shorter.end()) ==
         std::u32string(l + 1, longer.end());
}

/// One of year, month and day mistaken, or month and day exchanged.
bool is_slip(const Date& a, const Date& b) {
  const bool year = a.ymd.year() == b.ymd.year();
  const bool month = a.ymd.month() == b.ymd.month();
  const bool day = a.ymd.day() == b.ymd.day();
  const bool turned = static_cast<unsigned>(a.ymd.month()) == static_cast<unsigned>(b.ymd.day()) &&
                      static_cast<unsigned>(a.ymd.day()) == static_cast<unsigned>(b.ymd.month());
  return (year + month + day == 2) || (year && turned);
}

bool equal_and_there(const std::string& a, const std::string& b) {
  return !a.empty() && a == b;
}

}  // namespace

Likeness likeness(std::string_view family_name, std::string_view given_name, std::string_view family_kana,
                  std::string_view given_kana, const Date& birth_date) {
  const auto fold = [](std::string_view text) { return text::fold_name(text); };
  const auto family = fold(family_name), given = fold(given_name);
  const auto family_sound = fold(family_kana), given_sound = fold(given_kana);
  return {family + given, given + family, family_sound + given_sound, given_sound + family_sound, given,
          given_sound,    birth_date};
}

std::string sound_of(std::string_view folded_kana) {
  std::string out;
  char32_t before = 0;
  for (const auto c : scalars(folded_kana)) {
    const auto levelled = level(c);
    if (before != 0 && lengthens(before, levelled)) continue;
    append(out, levelled);
    before = levelled;
  }
  return out;
}

std::optional<Certainty> compare(const Likeness& asked, const Likeness& known) {
  const bool name = equal_and_there(asked.name, known.name) || equal_and_there(asked.name, known.name_turned);
  const bool kana = equal_and_there(asked.kana, known.kana) || equal_and_there(asked.kana, known.kana_turned);
  const bool born = asked.birth_date == known.birth_date;
  if (born && (name || kana)) return Certainty::same;

  const auto sound = sound_of(asked.kana), known_sound = sound_of(known.kana);
  const bool sounds =
      equal_and_there(sound, known_sound) || equal_and_there(sound, sound_of(known.kana_turned));
  if (born) {
    const bool given = equal_and_there(asked.given_kana, known.given_kana) ||
                       equal_and_there(asked.given_name, known.given_name);
    if (sounds || given || differ_by_one(scalars(sound), scalars(known_sound))) return Certainty::likely;
    return std::nullopt;
  }
  if (name && kana && is_slip(asked.birth_date, known.birth_date)) return Certainty::likely;
  if (name || kana) return Certainty::possible;
  return std::nullopt;
}

}  // namespace musubi::person
