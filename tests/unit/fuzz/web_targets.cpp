// Bytes of a request: head, address, header values, forms with files.
#include <filesystem>
#include <string>

#include "fuzz/targets.hpp"
#include "http/form.hpp"
#include "http/head_check.hpp"
#include "http/request_reader.hpp"
#include "http/router.hpp"
#include "http/url.hpp"

namespace musubi::fuzz {

namespace fs = std::filesystem;

void read_head(Input input) {
  const auto bytes = text_of(input);
  http::is_hopeless(bytes, 0);
  // The rules hold for what ends as a head does; the server waits until it has that.
  const auto end = bytes.find("\r\n\r\n");
  if (end == std::string_view::npos) return;
  const auto head = bytes.substr(0, end + 4);
  const auto facts = http::check_head(head);
  if (!facts) return;
  http::RequestReader reader;
  http::Request request;
  if (!reader.read_head(head, *facts, request)) return;
  must(reader.raw_path().find('\r') == std::string_view::npos, "no line end in an address");
  for (const auto& [name, value] : request.headers)
    must(value.find_first_of("\r\n") == std::string::npos && value.find('\0') == std::string::npos,
         "no line end in a header's value");
  if (!facts->has_body()) return;
  auto rest = bytes.substr(head.size());
  std::array<char, 512> piece{};
  std::size_t got = 0;
  while (true) {
    const auto step = reader.read_body(rest, piece);
    if (!step) return;
    must(step->used <= rest.size() && step->got <= piece.size(), "no more than there is");
    got += step->got;
    rest.remove_prefix(step->used);
    if (step->done) break;
    if (step->used == 0 && step->got == 0) return;
  }
  if (!facts->chunked) must(got == facts->content_length, "a body as long as was said");
}

void read_url(Input input) {
  const auto text = text_of(input);
  if (const auto path = http::decode_path(text)) {
    must(http::is_utf8(*path), "a path is UTF-8");
    must(path->find("/../") == std::string::npos && path->find('\\') == std::string::npos, "no way up");
  }
  if (const auto query = http::decode_query(text))
    for (const auto& [name, value] : *query)
      must(http::is_utf8(name) && http::is_utf8(value), "a query is UTF-8");
  if (const auto words = http::decode_words(text)) must(http::is_utf8(*words), "words are UTF-8");
  http::prefers_english(text);
  http::accepts_encoding(text, "br");
  http::form_boundary(text);
  http::Request request;
  request.headers["content-disposition"] = std::string(text);
  if (const auto name = http::sent_filename(request)) must(http::is_utf8(*name), "a file's name is UTF-8");
}

void read_cookie(Input input) {
  const auto cookies = http::read_cookies(text_of(input));
  std::string written;
  for (const auto& [name, value] : cookies) {
    must(!name.empty() && name.find_first_of(";=") == std::string::npos, "a name without marks");
    must(value.find(';') == std::string::npos, "a value ends where the next cookie begins");
    must(http::trimmed(name) == name && http::trimmed(value) == value, "no white space around either");
    written += (written.empty() ? "" : "; ") + name + '=' + value;
  }
  must(http::read_cookies(written) == cookies, "what we would send back is read as the same");
}

/// The first byte: how many bytes arrive at once. The rest: a body with the boundary `b`.
void read_multipart(Input input) {
  if (input.empty()) return;
  static const fs::path kDir = [] {
    auto dir = fs::temp_directory_path() / "musubi-fuzz-forms";
    fs::create_directories(dir);
    return dir;
  }();
  const std::size_t step = 1 + input[0];
  const auto body = text_of(input.subspan(1));
  constexpr http::FormReader::Bounds kBounds{2000, 3000, 5000};
  http::FormReader reader("b", {"data", "file", 3}, kBounds, kDir);
  for (std::size_t at = 0; at < body.size(); at += step) {
    const auto piece = body.substr(at, step);
    if (!reader.take({piece.data(), piece.size()})) return;
  }
  if (!reader.finish()) return;
  must(reader.data().size() <= kBounds.data_bytes, "the data within its bound");
  must(reader.files().size() <= 3, "no more files than announced");
  std::uintmax_t sum = 0;
  for (const auto& file : reader.files()) {
    must(file.path.parent_path() == kDir, "files where they belong");
    sum += fs::file_size(file.path);
  }
  must(sum <= kBounds.files_bytes, "files within their bound");
}

}  // namespace musubi::fuzz
