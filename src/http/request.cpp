#include <charconv>
#include <cstring>

#include "http/request.hpp"

namespace musubi::http {

Result<std::int64_t> Request::if_match() const {
  auto text = header("if-match");
  if (text.empty()) return fail(Code::precondition_needed);
  std::int64_t version = 0;
  const bool quoted = text.size() > 2 && text.front() == '"' && text.back() == '"';
  if (quoted) text = text.substr(1, text.size() - 2);
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), version);
  if (!quoted || error != std::errc{} || end != text.data() + text.size() || version < 0)
    return fail(Code::malformed, "If-Match", "If-Match は \"版番号\" の形で送ってください。",
                "If-Match must be a quoted version number.");
  return version;
}

FileReply file_of(std::string content_type, std::string filename, std::string bytes) {
  FileReply file;
  file.content_type = std::move(content_type);
  file.filename = std::move(filename);
  file.size = bytes.size();
  file.bytes = std::make_shared<const std::string>(std::move(bytes));
  file.read = [held = file.bytes](std::uint64_t offset, std::span<char> out) -> std::size_t {
    if (offset >= held->size()) return 0;
    const auto count = std::min<std::size_t>(out.size(), held->size() - offset);
    std::memcpy(out.data(), held->data() + offset, count);
    return count;
  };
  return file;
}

}  // namespace musubi::http
