#include "http/url.hpp"

#include <algorithm>
#include <charconv>

#include "base/text.hpp"

namespace musubi::http {
namespace {

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

bool has_control(std::string_view text) {
  return std::ranges::any_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
}

/// nullopt for a broken escape.
std::optional<std::string> unescape(std::string_view raw, bool plus_is_space) {
  std::string out;
  out.reserve(raw.size());
  for (std::size_t i = 0; i < raw.size(); ++i) {
    if (raw[i] == '+' && plus_is_space) {
      out += ' ';
    } else if (raw[i] != '%') {
      out += raw[i];
    } else {
      const int high = i + 2 < raw.size() ? hex_value(raw[i + 1]) : -1;
      const int low = i + 2 < raw.size() ? hex_value(raw[i + 2]) : -1;
      if (high < 0 || low < 0) return std::nullopt;
      out += static_cast<char>(high * 16 + low);
      i += 2;
    }
  }
  return out;
}

std::unexpected<Error> unreadable() {
  return fail(Code::malformed, "", "アドレスを読み取れません。", "The address cannot be read.");
}

/// Calls `each(item, weight)` for a comma-separated list with `;q=`.
template <class F>
void weighted_list(std::string_view list, F each) {
  while (!list.empty()) {
    const auto comma = list.find(',');
    auto item = list.substr(0, comma);
    list.remove_prefix(comma == std::string_view::npos ? list.size() : comma + 1);
    double weight = 1;
    if (const auto semicolon = item.find(';'); semicolon != std::string_view::npos) {
      const auto q = trimmed(item.substr(semicolon + 1));
      if (q.starts_with("q=")) std::from_chars(q.data() + 2, q.data() + q.size(), weight);
      item = item.substr(0, semicolon);
    }
    each(lower(trimmed(item)), weight);
  }
}

}  // namespace

std::string lower(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return out;
}

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

bool is_utf8(std::string_view bytes) {
  if (std::ranges::all_of(bytes, [](char c) { return static_cast<unsigned char>(c) < 0x80; })) return true;
  return text::length(bytes).has_value();
}

Result<std::string> decode_path(std::string_view raw) {
  if (!raw.starts_with('/')) return unreadable();
  const auto path = unescape(raw, false);
  if (!path || has_control(*path) || !is_utf8(*path)) return unreadable();
  const auto slashes = [](std::string_view text) { return std::ranges::count(text, '/'); };
  if (slashes(*path) != slashes(raw) || path->contains('\\')) return not_found();
  std::string_view rest = std::string_view(*path).substr(1);
  while (!rest.empty()) {
    const auto segment = rest.substr(0, rest.find('/'));
    if (segment.empty() || segment == "." || segment == "..") return not_found();
    rest.remove_prefix(std::min(rest.size(), segment.size() + 1));
  }
  return *path;
}

Result<Words> decode_query(std::string_view raw) {
  Words words;
  while (!raw.empty()) {
    const auto pair = raw.substr(0, raw.find('&'));
    raw.remove_prefix(std::min(raw.size(), pair.size() + 1));
    if (pair.empty()) continue;
    const auto equals = pair.find('=');
    const auto name = unescape(pair.substr(0, equals), true);
    const auto value =
        equals == std::string_view::npos ? std::string() : unescape(pair.substr(equals + 1), true);
    if (!name || !value || name->empty() || has_control(*name) || has_control(*value) || !is_utf8(*name) ||
        !is_utf8(*value))
      return unreadable();
    if (!words.emplace(*name, *value).second)
      return fail(Code::malformed, *name, "同じ項目が二度送られました。", "A parameter was given twice.");
  }
  return words;
}

std::optional<std::string> decode_words(std::string_view raw) {
  auto words = unescape(raw, false);
  if (words && (has_control(*words) || !is_utf8(*words))) words.reset();
  return words;
}

Words read_cookies(std::string_view header) {
  Words cookies;
  while (!header.empty()) {
    const auto pair = header.substr(0, header.find(';'));
    header.remove_prefix(std::min(header.size(), pair.size() + 1));
    const auto equals = pair.find('=');
    if (equals == std::string_view::npos) continue;
    const auto name = trimmed(pair.substr(0, equals));
    if (!name.empty()) cookies.emplace(name, trimmed(pair.substr(equals + 1)));
  }
  return cookies;
}

bool prefers_english(std::string_view accept_language) {
  double english = 0;
  double japanese = 0;
  weighted_list(accept_language, [&](const std::string& tag, double weight) {
    if (tag == "en" || tag.starts_with("en-")) english = std::max(english, weight);
    if (tag == "ja" || tag.starts_with("ja-")) japanese = std::max(japanese, weight);
  });
  return english > japanese;
}

bool accepts_encoding(std::string_view accept_encoding, std::string_view coding) {
  double named = -1;
  double any = 0;
  weighted_list(accept_encoding, [&](const std::string& name, double weight) {
    if (name == coding) named = weight;
    if (name == "*") any = weight;
  });
  return named >= 0 ? named > 0 : any > 0;
}

}  // namespace musubi::http
