// The first look at the bytes of a request head, stricter than any parser: whatever two programs could read
// in two ways (request smuggling) is refused before Beast reads it. Pure; knows no sockets, decides nothing
// about routes. RFC 9112 (2.2 line ends and white space, 5.1 field syntax, 5.2 obs-fold, 6.3 body length),
// RFC 9110 7.2 (Host).
#pragma once
#include <cstdint>
#include <string_view>

#include "base/result.hpp"

namespace musubi::http {

/// What the reading of the rest depends on.
struct HeadFacts {
  std::string_view method;
  std::string_view target;
  bool http_1_0 = false;
  bool chunked = false;
  std::uint64_t content_length = 0;
  bool close = false;  ///< `Connection: close`, or HTTP/1.0
  bool expects_continue = false;
  std::string_view fields;  ///< the field lines, each with its CR LF
  [[nodiscard]] bool has_body() const { return chunked || content_length > 0; }
};

/// `head` ends with the empty line. Fails with `malformed`, or `unavailable` for a version or coding we do
/// not speak.
Result<HeadFacts> check_head(std::string_view head);

/// True as soon as bytes so far can no longer become a good head: NUL, or a line feed without carriage
/// return.
bool is_hopeless(std::string_view bytes, std::size_t from);

/// Calls `each(name, trimmed value)` for checked field lines.
template <class F>
void for_each_field(std::string_view fields, F each) {
  while (!fields.empty()) {
    const auto line = fields.substr(0, fields.find("\r\n"));
    fields.remove_prefix(line.size() + 2);
    const auto colon = line.find(':');
    auto value = line.substr(colon + 1);
    while (!value.empty() && (value.front() == ' ' || value.front() == '\t')) value.remove_prefix(1);
    while (!value.empty() && (value.back() == ' ' || value.back() == '\t')) value.remove_suffix(1);
    each(line.substr(0, colon), value);
  }
}

bool same_word(std::string_view a, std::string_view b);

}  // namespace musubi::http
