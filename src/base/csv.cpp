#include "base/csv.hpp"

#include <fmt/format.h>
#include <unicode/ucnv.h>

#include <algorithm>
#include <charconv>
#include <memory>
#include <stdexcept>

#include "base/text.hpp"

namespace musubi::csv {
namespace {

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  Result<std::vector<Row>> read() {
    std::vector<Row> rows;
    while (at_ < text_.size()) {
      Row row{line_, {}};
      TRY(read_row(row));
      if (row.cells.size() > 1 || !row.cells[0].empty()) rows.push_back(std::move(row));
    }
    return rows;
  }

 private:
  Status read_row(Row& row) {
    while (true) {
      std::string cell;
      TRY(read_cell(cell));
      row.cells.push_back(std::move(cell));
      if (at_ >= text_.size()) return {};
      const char next = text_[at_++];
      if (next == ',') continue;
      if (next == '\r' && at_ < text_.size() && text_[at_] == '\n') ++at_;
      ++line_;
      return {};
    }
  }

  Status read_cell(std::string& cell) {
    // Excel's way to keep leading zeros: ="0123"
    if (text_.substr(at_).starts_with("=\"")) ++at_;
    if (at_ >= text_.size() || text_[at_] != '"') {
      const auto end = std::min(text_.find_first_of(",\r\n", at_), text_.size());
      cell = text_.substr(at_, end - at_);
      at_ = end;
      return {};
    }
    const auto opened = line_;
    for (++at_; at_ < text_.size(); ++at_) {
      if (text_[at_] == '\n') ++line_;
      if (text_[at_] != '"') {
        cell += text_[at_];
      } else if (at_ + 1 < text_.size() && text_[at_ + 1] == '"') {
        cell += text_[at_++];
      } else {
        ++at_;
        if (at_ < text_.size() && text_.find_first_of(",\r\n", at_) != at_)
          return broken(opened, "閉じた引用符（\"）の後ろに文字があります。",
                        "There is text behind a closing quote.");
        return {};
      }
    }
    return broken(opened, "引用符（\"）が閉じられていません。", "A quote is never closed.");
  }

  static Status broken(std::size_t line, std::string_view ja, std::string_view en) {
    return fail(Code::invalid, fmt::format("line {}", line), fmt::format("{}行目：{}", line, ja),
                fmt::format("Line {}: {}", line, en));
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t line_ = 1;
};

/// Whether a spreadsheet would reckon with this cell instead of showing it; a Japanese one reads full-width
/// signs alike.
bool opens_formula(std::string_view cell) {
  static constexpr std::string_view kSigns[] = {"=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"};
  return std::ranges::any_of(kSigns, [&](std::string_view sign) { return cell.starts_with(sign); });
}

}  // namespace

Result<std::vector<Row>> read(std::string_view utf8) {
  return Reader(utf8).read();
}

Result<Decoded> decode(std::string_view bytes) {
  if (bytes.starts_with(kByteOrderMark)) bytes.remove_prefix(kByteOrderMark.size());
  if (text::length(bytes)) return Decoded{Encoding::utf_8, std::string(bytes)};

  UErrorCode status = U_ZERO_ERROR;
  // ibm-943_P15A-2003 is ICU's name for the CP932 of Windows (髙 and 﨑 included).
  const std::unique_ptr<UConverter, decltype(&ucnv_close)> cp932(ucnv_open("ibm-943_P15A-2003", &status),
                                                                 ucnv_close);
  ucnv_setToUCallBack(cp932.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &status);
  std::u16string wide(bytes.size() + 1, u'\0');
  const auto length = ucnv_toUChars(cp932.get(), wide.data(), static_cast<int32_t>(wide.size()), bytes.data(),
                                    static_cast<int32_t>(bytes.size()), &status);
  if (U_FAILURE(status))
    return fail(Code::malformed, "",
                "文字コードを判別できません。UTF-8かShift_JIS（Excelの「CSV」）で保存してください。",
                "The encoding is not known. Save the file as UTF-8 or Shift_JIS.");
  std::string utf8(static_cast<std::size_t>(length) * 3 + 1, '\0');
  const std::unique_ptr<UConverter, decltype(&ucnv_close)> to(ucnv_open("UTF-8", &status), ucnv_close);
  const auto size =
      ucnv_fromUChars(to.get(), utf8.data(), static_cast<int32_t>(utf8.size()), wide.data(), length, &status);
  utf8.resize(static_cast<std::size_t>(size));
  return Decoded{Encoding::cp932, std::move(utf8)};
}

std::string write_row(std::span<const std::string> cells) {
  std::string line;
  for (const auto& cell : cells) {
    if (&cell != cells.data()) line += ',';
    const bool formula = opens_formula(cell);
    line += '"';
    if (formula) line += '\'';
    for (const char c : cell) {
      if (c == '"') line += '"';
      line += c;
    }
    line += '"';
  }
  return line + "\r\n";
}

std::vector<std::vector<std::string>> shipped(std::string_view table, std::size_t columns,
                                              std::string_view name) {
  auto rows = read(table).value();
  std::vector<std::vector<std::string>> lines;
  for (std::size_t i = 1; i < rows.size(); ++i) {
    if (rows[i].cells.size() != columns)
      throw std::logic_error(std::string(name) + " has a line of another length");
    lines.push_back(std::move(rows[i].cells));
  }
  return lines;
}

std::vector<std::string> parts(std::string_view cell, char between) {
  std::vector<std::string> found;
  while (!cell.empty()) {
    const auto end = cell.find(between);
    found.emplace_back(cell.substr(0, end));
    cell = end == std::string_view::npos ? std::string_view{} : cell.substr(end + 1);
  }
  return found;
}

double number(std::string_view cell) {
  double value = 0;
  const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
  if (error != std::errc{} || end != cell.data() + cell.size())
    throw std::logic_error("a shipped table holds no number: " + std::string(cell));
  return value;
}

}  // namespace musubi::csv
