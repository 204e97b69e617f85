// Comma-separated values as RFC 4180 and Excel write them: quoted fields, line breaks inside them, CR LF or
// LF, a byte order mark, UTF-8 or CP932. Knows nothing of what the columns mean. No Debian package offers a
// maintained C++ reader (looked up 2026-11); this one is small and tested at its edges.
#pragma once
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace musubi::csv {

struct Row {
  std::size_t line = 0;  ///< in the file, from 1: where the row begins
  std::vector<std::string> cells;
};

/// Rows of a text in UTF-8, without a byte order mark; empty lines are left out. Excel's `="0123"` becomes
/// `0123`. `invalid` naming the line for a quote that is never closed or text behind a closing quote.
Result<std::vector<Row>> read(std::string_view utf8);

enum class Encoding { utf_8, cp932 };
struct Decoded {
  Encoding encoding = Encoding::utf_8;
  std::string text;  ///< UTF-8 without byte order mark
};
/// UTF-8 if the bytes are UTF-8, else CP932 (Shift_JIS as Windows writes it); `malformed` if they are
/// neither.
Result<Decoded> decode(std::string_view bytes);

/// One line with its CR LF. A cell that a spreadsheet would run as a formula (first character = + - @ tab CR)
/// gets an apostrophe in front (OWASP, CSV injection).
std::string write_row(std::span<const std::string> cells);
/// What Excel needs to see UTF-8.
inline constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

// Tables the program ships, compiled in: where one is broken the build is, so these throw.

/// The cells of each line below the header; `name` of the file is for the error.
std::vector<std::vector<std::string>> shipped(std::string_view table, std::size_t columns,
                                              std::string_view name);
/// A cell that lists several things; none if it is empty.
std::vector<std::string> parts(std::string_view cell, char between);
double number(std::string_view cell);

}  // namespace musubi::csv
