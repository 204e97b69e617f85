#include "http/form.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "http/head_check.hpp"
#include "http/url.hpp"

namespace musubi::http {
namespace {

constexpr std::size_t kHeadBytes = 4096;

std::unexpected<Error> unreadable() {
  return fail(Code::malformed, "", "送られたフォームを読み取れません。もう一度お試しください。",
              "The form cannot be read. Please try again.");
}

std::uint64_t megabytes(std::uint64_t bytes) {
  return bytes / (1024 * 1024);
}

/// `name=value` parameters after the first `;`, in order. A value in quotes may hold `\"`; a backslash before
/// anything else is part of it (paths of old browsers). None where it cannot be read, or a name comes twice.
std::optional<Words> parameters(std::string_view text) {
  Words out;
  while (!text.empty()) {
    if (!text.starts_with(';')) return std::nullopt;
    text = trimmed(text.substr(1));
    const auto equals = text.find('=');
    if (equals == std::string_view::npos || equals == 0) return std::nullopt;
    auto name = lower(trimmed(text.substr(0, equals)));
    text.remove_prefix(equals + 1);
    std::string value;
    if (text.starts_with('"')) {
      std::size_t at = 1;
      for (; at < text.size() && text[at] != '"'; ++at) {
        if (text[at] == '\\' && at + 1 < text.size() && text[at + 1] == '"') ++at;
        value += text[at];
      }
      if (at >= text.size()) return std::nullopt;
      text = trimmed(text.substr(at + 1));
    } else {
      const auto end = std::min(text.find(';'), text.size());
      value = trimmed(text.substr(0, end));
      text.remove_prefix(end);
    }
    if (!out.emplace(std::move(name), std::move(value)).second) return std::nullopt;
  }
  return out;
}

/// Browsers write `"` and line ends in a name as %22, %0D, %0A (WHATWG HTML, "multipart/form-data encoding
/// algorithm"). Line ends stay as they are: no name has any use for them.
std::string without_quotes_escaped(std::string name) {
  for (auto at = name.find("%22"); at != std::string::npos; at = name.find("%22", at + 1))
    name.replace(at, 3, "\"");
  return name;
}

/// The parameters of the one Content-Disposition of a part's head; none if it is no part of a form.
std::optional<Words> disposition_of(std::string_view head) {
  std::optional<Words> found;
  while (!head.empty()) {
    const auto end = std::min(head.find("\r\n"), head.size());
    const auto line = head.substr(0, end);
    head.remove_prefix(std::min(end + 2, head.size()));
    const auto colon = line.find(':');
    if (colon == std::string_view::npos) return std::nullopt;
    if (!same_word(trimmed(line.substr(0, colon)), "content-disposition")) continue;
    const auto value = trimmed(line.substr(colon + 1));
    const auto kind = value.substr(0, value.find(';'));
    if (found || !same_word(trimmed(kind), "form-data")) return std::nullopt;
    found = parameters(value.substr(kind.size()));
    if (!found) return std::nullopt;
  }
  return found;
}

}  // namespace

std::optional<std::string> form_boundary(std::string_view content_type) {
  const auto kind = content_type.substr(0, content_type.find(';'));
  if (!same_word(trimmed(kind), "multipart/form-data")) return std::nullopt;
  const auto found = parameters(trimmed(content_type.substr(kind.size())));
  if (!found) return std::nullopt;
  const auto at = found->find("boundary");
  if (at == found->end()) return std::nullopt;
  const auto& boundary = at->second;
  // RFC 2046 5.1.1: at most 70 of these, the last one no space (we take none at all).
  const bool good = !boundary.empty() && boundary.size() <= 70 && std::ranges::all_of(boundary, [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           std::string_view("'()+_,-./:=?").contains(c);
  });
  return good ? std::optional(boundary) : std::nullopt;
}

Result<std::string> sent_filename(const Request& request) {
  const auto header = request.header("content-disposition");
  if (header.empty()) return std::string();
  constexpr std::string_view kCharset = "utf-8''";
  const auto found = parameters(header.substr(std::min(header.find(';'), header.size()))).value_or(Words{});
  const auto name = found.find("filename*");
  std::optional<std::string> words;
  if (name != found.end() && same_word(name->second.substr(0, kCharset.size()), kCharset))
    words = decode_words(std::string_view(name->second).substr(kCharset.size()));
  if (!words)
    return fail(Code::malformed, "Content-Disposition", "ファイル名を読み取れません。",
                "The name of the file cannot be read.");
  return *std::move(words);
}

FormReader::FormReader(std::string_view boundary, FormParts parts, Bounds bounds, std::filesystem::path dir)
    : parts_(std::move(parts)),
      bounds_(bounds),
      dir_(std::move(dir)),
      delimiter_("\r\n--" + std::string(boundary)) {}

Status FormReader::take(std::span<const char> bytes) {
  if (objection_) return {};
  held_.append(bytes.data(), bytes.size());
  for (bool more = true; more && !objection_;) {
    TRY_ASSIGN(more, step());
  }
  if (objection_) held_.clear();
  return {};
}

/// True: there may be more to do with what is held.
Result<bool> FormReader::step() {
  switch (at_) {
    case At::start:  // nothing comes before the first boundary
      if (held_.size() < delimiter_.size()) return false;
      if (!held_.starts_with(delimiter_)) return unreadable();
      held_.erase(0, delimiter_.size());
      at_ = At::boundary;
      return true;
    case At::boundary:
      return after_boundary();
    case At::head:
      return read_head();
    case At::body:
      return read_body();
    case At::end:  // nothing after the last one but the end of its line
      if (!std::string_view("\r\n").starts_with(held_)) return unreadable();
      return false;
  }
  return false;
}

Result<bool> FormReader::after_boundary() {
  if (held_.size() < 2) return false;
  const bool last = held_.starts_with("--");
  if (!last && !held_.starts_with("\r\n")) return unreadable();
  held_.erase(0, 2);
  at_ = last ? At::end : At::head;
  return true;
}

Result<bool> FormReader::read_head() {
  const auto end = held_.find("\r\n\r\n");
  if (std::min(end, held_.size()) > kHeadBytes) return unreadable();
  if (end == std::string::npos) return false;
  TRY(begin_part(std::string_view(held_).substr(0, end)));
  held_.erase(0, end + 4);
  at_ = At::body;
  return true;
}

Result<bool> FormReader::read_body() {
  const auto end = held_.find(delimiter_);
  if (end == std::string::npos) {  // all but what could be the beginning of a boundary
    const auto sure = held_.size() - std::min(held_.size(), delimiter_.size() - 1);
    TRY(keep(std::string_view(held_).substr(0, sure)));
    held_.erase(0, sure);
    return false;
  }
  TRY(keep(std::string_view(held_).substr(0, end)));
  if (into_ == Into::file && !objection_) TRY(uploads_.back().close());
  held_.erase(0, end + delimiter_.size());
  at_ = At::boundary;
  return true;
}

Status FormReader::begin_part(std::string_view head) {
  if (!is_utf8(head)) return unreadable();
  auto found = disposition_of(head);
  if (!found) return unreadable();
  const auto name = found->find("name");
  if (name == found->end()) return unreadable();
  if (name->second == parts_.data) {
    if (has_data_) return unreadable();
    has_data_ = true;
    into_ = Into::data;
    return {};
  }
  if (name->second != parts_.files) {
    object({Code::unknown_field, name->second, "", ""});
    return {};
  }
  const auto filename = found->find("filename");
  if (filename == found->end()) {
    object({Code::wrong_type, parts_.files, "", ""});
    return {};
  }
  return begin_file(without_quotes_escaped(std::move(filename->second)));
}

Status FormReader::begin_file(std::string filename) {
  if (files_.size() >= parts_.most) {
    object({Code::too_long, parts_.files,
            fmt::format("添付できるのは{}件までです。減らしてから送ってください。", parts_.most),
            fmt::format("At most {} files can be attached. Please send fewer.", parts_.most)});
    return {};
  }
  TRY(uploads_.emplace_back().open(dir_));
  files_.push_back({uploads_.back().path(), std::move(filename)});
  file_size_ = 0;
  into_ = Into::file;
  return {};
}

Status FormReader::keep(std::string_view bytes) {
  if (into_ == Into::data) {
    if (data_.size() + bytes.size() > bounds_.data_bytes) {
      object({Code::too_large, parts_.data, "", ""});
      return {};
    }
    data_ += bytes;
    return {};
  }
  file_size_ += bytes.size();
  files_size_ += bytes.size();
  if (file_size_ > bounds_.file_bytes) {
    const auto most = megabytes(bounds_.file_bytes);
    object({Code::too_large, fmt::format("{}[{}]", parts_.files, files_.size() - 1),
            fmt::format("ファイルが大きすぎます。1件は{}MBまでです。", most),
            fmt::format("The file is too large: at most {} MB each.", most)});
    return {};
  }
  if (files_size_ > bounds_.files_bytes) {
    object(form_too_large(parts_, bounds_.files_bytes));
    return {};
  }
  return uploads_.back().append({bytes.data(), bytes.size()});
}

void FormReader::object(Error error) {
  objection_ = std::move(error);
  data_.clear();
  files_.clear();
  uploads_.clear();  // off the disk at once
}

Status FormReader::finish() {
  if (objection_) return std::unexpected(*objection_);
  if (at_ != At::end) return unreadable();
  if (!has_data_) return std::unexpected(json::missing(parts_.data));
  return {};
}

Error form_too_large(const FormParts& parts, std::uint64_t most_bytes) {
  const auto most = megabytes(most_bytes);
  return {Code::too_large, parts.files,
          fmt::format("ファイルは合わせて{}MBまでです。減らすか、小さくしてから送ってください。", most),
          fmt::format("The files may have {} MB together. Please send fewer or smaller ones.", most)};
}

}  // namespace musubi::http
