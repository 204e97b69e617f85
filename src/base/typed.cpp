#include "base/typed.hpp"

#include <unicode/normalizer2.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "base/text.hpp"

namespace musubi::typed {
namespace {

struct Era {
  std::string_view name;
  std::string_view letter;
  int first_year;
  Date from;
  std::optional<Date> to;
};
const std::array<Era, 5>& eras() {
  static const auto day = [](int y, unsigned m, unsigned d) { return make_date(y, m, d).value(); };
  static const std::array<Era, 5> kEras{{{"令和", "r", 2019, day(2019, 5, 1), std::nullopt},
                                         {"平成", "h", 1989, day(1989, 1, 8), day(2019, 4, 30)},
                                         {"昭和", "s", 1926, day(1926, 12, 25), day(1989, 1, 7)},
                                         {"大正", "t", 1912, day(1912, 7, 30), day(1926, 12, 24)},
                                         {"明治", "m", 1868, day(1873, 1, 1), day(1912, 7, 29)}}};
  return kEras;
}

/// Takes `prefix` off the front of `text` if it is there.
bool take(std::string_view& text, std::string_view prefix) {
  if (prefix.empty() || !text.starts_with(prefix)) return false;
  text.remove_prefix(prefix.size());
  return true;
}

/// One to `most` digits.
std::optional<int> take_number(std::string_view& text, std::size_t most) {
  std::size_t digits = 0;
  while (digits < text.size() && digits < most && text[digits] >= '0' && text[digits] <= '9') ++digits;
  if (digits == 0) return std::nullopt;
  int number = 0;
  std::from_chars(text.data(), text.data() + digits, number);
  text.remove_prefix(digits);
  return number;
}

std::string without_blanks(std::string_view text) {
  std::string out = text::fold(text::tidy(text, text::Kind::line));
  for (const std::string_view midnight : {" 0:00:00", " 0:00"})  // as Excel writes a day
    if (out.ends_with(midnight)) out.resize(out.size() - midnight.size());
  std::erase(out, ' ');
  return out;
}

/// Month and day behind a year, with separators of one kind.
std::optional<std::pair<unsigned, unsigned>> month_and_day(std::string_view rest) {
  const bool kanji = take(rest, "年");
  std::string_view separator;
  if (!kanji) {
    for (const std::string_view candidate : {"/", "-", "."})
      if (rest.starts_with(candidate)) separator = candidate;
    if (!take(rest, separator)) return std::nullopt;
  }
  const auto month = take_number(rest, 2);
  if (!month || !take(rest, kanji ? std::string_view("月") : separator)) return std::nullopt;
  const auto day = take_number(rest, 2);
  if (!day || (kanji && !take(rest, "日")) || !rest.empty()) return std::nullopt;
  return std::pair{static_cast<unsigned>(*month), static_cast<unsigned>(*day)};
}

std::optional<Date> date_in(const Era& era, std::string_view rest) {
  std::optional<int> year = 1;
  if (!take(rest, "元")) year = take_number(rest, 2);
  const auto tail = month_and_day(rest);
  if (!year || *year == 0 || !tail) return std::nullopt;
  const auto date = make_date(era.first_year + *year - 1, tail->first, tail->second);
  if (!date || *date < era.from || (era.to && *date > *era.to)) return std::nullopt;
  return date;
}

}  // namespace

std::optional<Date> date(std::string_view text) {
  const auto folded = without_blanks(text);
  std::string_view rest = folded;
  for (const auto& era : eras())
    if (take(rest, era.name) || take(rest, era.letter)) return date_in(era, rest);
  const bool digits = std::ranges::all_of(rest, [](char c) { return c >= '0' && c <= '9'; });
  if (digits && rest.size() == 8)
    return parse_date(std::string(rest.substr(0, 4)) + '-' + std::string(rest.substr(4, 2)) + '-' +
                      std::string(rest.substr(6)));
  const auto before = rest.size();
  const auto year = take_number(rest, 4);
  if (!year || before - rest.size() != 4) return std::nullopt;
  const auto tail = month_and_day(rest);
  return tail ? make_date(*year, tail->first, tail->second) : std::nullopt;
}

std::optional<bool> yes_or_no(std::string_view text) {
  const auto folded = without_blanks(text);
  constexpr std::array<std::string_view, 12> kYes{"はい", "有",  "あり", "○",    "〇",     "◯",
                                                  "1",    "yes", "y",    "true", "管理者", "施設管理者"};
  constexpr std::array<std::string_view, 10> kNo{"",  "いいえ", "無", "なし",  "×",
                                                 "0", "no",     "n",  "false", "-"};
  if (std::ranges::find(kYes, folded) != kYes.end()) return true;
  if (std::ranges::find(kNo, folded) != kNo.end()) return false;
  return std::nullopt;
}

std::string full_width_kana(std::string_view text) {
  const auto wide =
      icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int32_t>(text.size())));
  UErrorCode status = U_ZERO_ERROR;
  const auto* nfkc = icu::Normalizer2::getNFKCInstance(status);
  const auto is_half = [&](int32_t at) { return wide[at] >= 0xFF61 && wide[at] <= 0xFF9F; };
  icu::UnicodeString out;
  for (int32_t at = 0; at < wide.length();) {
    int32_t end = at + 1;
    while (end < wide.length() && is_half(end) == is_half(at)) ++end;
    const auto part = wide.tempSubStringBetween(at, end);
    out += is_half(at) ? nfkc->normalize(part, status) : part;
    at = end;
  }
  std::string utf8;
  return out.toUTF8String(utf8);
}

}  // namespace musubi::typed
