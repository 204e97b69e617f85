#include "http/head_check.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "http/url.hpp"

namespace musubi::http {
namespace {

std::unexpected<Error> bad(std::string_view en) {
  return fail(Code::malformed, "", "HTTPとして読み取れません。", std::string(en));
}

/// tchar of RFC 9110 5.6.2.
constexpr std::array<bool, 256> kToken = [] {
  std::array<bool, 256> table{};
  for (char c = 'a'; c <= 'z'; ++c) table[static_cast<unsigned char>(c)] = true;
  for (char c = 'A'; c <= 'Z'; ++c) table[static_cast<unsigned char>(c)] = true;
  for (char c = '0'; c <= '9'; ++c) table[static_cast<unsigned char>(c)] = true;
  for (const char c : std::string_view("!#$%&'*+-.^_`|~")) table[static_cast<unsigned char>(c)] = true;
  return table;
}();

bool is_token(std::string_view text) {
  return !text.empty() &&
         std::ranges::all_of(text, [](char c) { return kToken[static_cast<unsigned char>(c)]; });
}

bool is_visible(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) > 0x20 && c != 0x7f; });
}

bool is_host(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view(".-_:[]").contains(c);
  });
}

struct Seen {
  int host = 0;
  int length = 0;
  int coding = 0;
};

Status read_field(std::string_view name, std::string_view value, HeadFacts& facts, Seen& seen) {
  if (same_word(name, "content-length")) {
    if (++seen.length > 1) return bad("Content-Length twice");
    const auto [end, error] =
        std::from_chars(value.data(), value.data() + value.size(), facts.content_length);
    const bool digits =
        !value.empty() && value.front() >= '0' && value.front() <= '9';  // from_chars takes no sign anyway
    if (!digits || error != std::errc{} || end != value.data() + value.size() || value.size() > 18)
      return bad("odd Content-Length");
  } else if (same_word(name, "transfer-encoding")) {
    if (++seen.coding > 1 || !same_word(value, "chunked")) return bad("odd Transfer-Encoding");
    facts.chunked = true;
  } else if (same_word(name, "host")) {
    if (++seen.host > 1 || !is_host(value)) return bad("odd Host");
  } else if (same_word(name, "connection")) {
    for (auto rest = value; !rest.empty();) {
      const auto word = rest.substr(0, rest.find(','));
      rest.remove_prefix(std::min(rest.size(), word.size() + 1));
      if (same_word(trimmed(word), "close")) facts.close = true;
    }
  } else if (same_word(name, "expect")) {
    if (!same_word(value, "100-continue")) return bad("odd Expect");
    facts.expects_continue = true;
  }
  return {};
}

}  // namespace

bool same_word(std::string_view a, std::string_view b) {
  return a.size() == b.size() && std::ranges::equal(a, b, [](char x, char y) {
           const auto fold = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
           return fold(x) == fold(y);
         });
}

bool is_hopeless(std::string_view bytes, std::size_t from) {
  for (auto i = from; i < bytes.size(); ++i)
    if (bytes[i] == '\0' || (bytes[i] == '\n' && (i == 0 || bytes[i - 1] != '\r'))) return true;
  return false;
}

Result<HeadFacts> check_head(std::string_view head) {
  HeadFacts facts;
  const auto line = head.substr(0, head.find("\r\n"));
  const auto first_space = line.find(' ');
  const auto last_space = line.rfind(' ');
  if (first_space == std::string_view::npos || first_space == last_space) return bad("odd request line");
  facts.method = line.substr(0, first_space);
  facts.target = line.substr(first_space + 1, last_space - first_space - 1);
  const auto version = line.substr(last_space + 1);
  if (!is_token(facts.method) || !is_visible(facts.target)) return bad("odd request line");
  if (!facts.target.starts_with('/') || facts.target.contains('#'))
    return bad("only a path can be asked for");
  if (version == "HTTP/1.0")
    facts.http_1_0 = facts.close = true;
  else if (version != "HTTP/1.1")
    return bad("unknown version");

  facts.fields = head.substr(line.size() + 2, head.size() - line.size() - 4);
  Seen seen;
  auto rest = facts.fields;
  while (!rest.empty()) {
    const auto field = rest.substr(0, rest.find("\r\n"));
    rest.remove_prefix(field.size() + 2);
    const auto colon = field.find(':');
    if (colon == std::string_view::npos || !is_token(field.substr(0, colon)))
      return bad("odd field line");  // obs-fold and space before the colon end here too
    const auto value = field.substr(colon + 1);
    if (std::ranges::any_of(value, [](char c) {
          return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7f;  // bare CR among them
        }))
      return bad("control character in a field");
    Status status;
    for_each_field(std::string_view(field.data(), field.size() + 2),
                   [&](std::string_view name, std::string_view trimmed) {
                     status = read_field(name, trimmed, facts, seen);
                   });
    TRY(status);
  }
  if (seen.length > 0 && seen.coding > 0) return bad("both Content-Length and Transfer-Encoding");
  if (seen.coding > 0 && facts.http_1_0) return bad("Transfer-Encoding in HTTP/1.0");
  if (seen.host == 0 && !facts.http_1_0) return bad("no Host");
  return facts;
}

}  // namespace musubi::http
