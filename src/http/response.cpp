#include "http/response.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <zlib.h>

#include <algorithm>
#include <charconv>
#include <ctime>

#include "http/problem.hpp"
#include "http/url.hpp"

namespace musubi::http {
namespace {

std::string_view reason(int status) {
  switch (status) {
    case 200:
      return "OK";
    case 201:
      return "Created";
    case 202:
      return "Accepted";
    case 204:
      return "No Content";
    case 206:
      return "Partial Content";
    case 304:
      return "Not Modified";
    case 400:
      return "Bad Request";
    case 401:
      return "Unauthorized";
    case 403:
      return "Forbidden";
    case 404:
      return "Not Found";
    case 405:
      return "Method Not Allowed";
    case 409:
      return "Conflict";
    case 410:
      return "Gone";
    case 413:
      return "Content Too Large";
    case 415:
      return "Unsupported Media Type";
    case 416:
      return "Range Not Satisfiable";
    case 422:
      return "Unprocessable Content";
    case 428:
      return "Precondition Required";
    case 429:
      return "Too Many Requests";
    case 431:
      return "Request Header Fields Too Large";
    case 500:
      return "Internal Server Error";
    case 503:
      return "Service Unavailable";
    case 507:
      return "Insufficient Storage";
    default:
      return "Answer";
  }
}

void line(std::string& out, std::string_view name, std::string_view value) {
  out += name;
  out += ": ";
  for (const char c : value)  // a value never starts another line
    if (c != '\r' && c != '\n' && c != '\0') out += c;
  out += "\r\n";
}

struct Span {
  std::uint64_t first;
  std::uint64_t last;
};
enum class RangeKind { none, one, unsatisfiable };

std::optional<std::uint64_t> number(std::string_view text) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

/// A single byte range; several, or one that cannot be read, are as none: the whole file is a good answer
/// too.
RangeKind read_range(std::string_view header, std::uint64_t size, Span& span) {
  if (!header.starts_with("bytes=") || header.contains(',')) return RangeKind::none;
  header.remove_prefix(6);
  const auto dash = header.find('-');
  if (dash == std::string_view::npos) return RangeKind::none;
  const auto first = number(trimmed(header.substr(0, dash)));
  const auto last = number(trimmed(header.substr(dash + 1)));
  if (!trimmed(header.substr(0, dash)).empty() && !first) return RangeKind::none;
  if (!trimmed(header.substr(dash + 1)).empty() && !last) return RangeKind::none;
  if (first) {
    if (last && *last < *first) return RangeKind::none;
    if (*first >= size) return RangeKind::unsatisfiable;
    span = {*first, last ? std::min(*last, size - 1) : size - 1};
    return RangeKind::one;
  }
  if (!last) return RangeKind::none;
  if (*last == 0 || size == 0) return RangeKind::unsatisfiable;
  span = {size - std::min(*last, size), size - 1};
  return RangeKind::one;
}

/// Types a browser may show by itself without running anything of theirs.
bool may_be_inline(std::string_view type) {
  return (type.starts_with("image/") && !type.starts_with("image/svg")) || type == "application/pdf" ||
         type.starts_with("text/plain") || type.starts_with("application/json");
}

}  // namespace

std::string imf_date(std::int64_t unix_seconds) {
  const std::time_t seconds = unix_seconds;
  std::tm utc{};
  gmtime_r(&seconds, &utc);
  return fmt::format("{:%a, %d %b %Y %H:%M:%S} GMT", utc);
}

std::string render_head(const Response& response, std::string_view date, bool tls, bool close) {
  static constexpr std::string_view kAlways =
      "X-Content-Type-Options: nosniff\r\n"
      "Referrer-Policy: no-referrer\r\n"
      "Permissions-Policy: camera=(), microphone=(), geolocation=(), payment=(), usb=(), "
      "browsing-topics=()\r\n"
      "Cross-Origin-Opener-Policy: same-origin\r\n"
      "Cross-Origin-Resource-Policy: same-origin\r\n";
  std::string out;
  out.reserve(1024);
  out += "HTTP/1.1 ";
  out += fmt::format_int(response.status).c_str();
  out += ' ';
  out += reason(response.status);
  out += "\r\n";
  line(out, "Date", date);
  if (!response.content_type.empty()) line(out, "Content-Type", response.content_type);
  if (response.status != 204 && response.status != 304) {
    out += "Content-Length: ";
    out += fmt::format_int(response.size()).c_str();
    out += "\r\n";
  }
  line(out, "Cache-Control", response.cache);
  for (const auto& [name, value] : response.headers) line(out, name, value);
  line(out, "Content-Security-Policy", response.policy);
  out += kAlways;
  if (tls) out += "Strict-Transport-Security: max-age=31536000; includeSubDomains\r\n";
  if (close) out += "Connection: close\r\n";
  return out + "\r\n";
}

Response problem_response(const Error& error, bool english) {
  Response response;
  response.status = describe(error.code).status;
  response.content_type = "application/problem+json";
  response.body = problem_document(error, english, response.status);
  response.headers.emplace_back("Content-Language", english ? "en" : "ja");
  if (response.status == 401) response.headers.emplace_back("WWW-Authenticate", "Session realm=\"musubi\"");
  if (response.status == 503) response.headers.emplace_back("Retry-After", "5");
  return response;
}

std::string content_disposition(bool attachment, std::string_view filename) {
  std::string out = attachment ? "attachment" : "inline";
  if (filename.empty()) return out;
  std::string plain;
  std::string encoded;
  for (const char c : filename) {
    const auto u = static_cast<unsigned char>(c);
    const bool letter = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (letter || std::string_view("-._").contains(c)) {
      plain += c;
      encoded += c;
    } else {
      if (u < 0x80 || u >= 0xc0) plain += '_';  // one for each character
      encoded += fmt::format("%{:02X}", u);
    }
  }
  return out + "; filename=\"" + plain + "\"; filename*=UTF-8''" + encoded;
}

bool matches_etag(std::string_view if_none_match, std::string_view etag) {
  while (!if_none_match.empty()) {
    auto tag = if_none_match.substr(0, if_none_match.find(','));
    if_none_match.remove_prefix(std::min(if_none_match.size(), tag.size() + 1));
    tag = trimmed(tag);
    if (tag == "*") return true;
    if (tag.starts_with("W/")) tag.remove_prefix(2);
    if (tag == etag) return true;
  }
  return false;
}

Response file_response(const FileReply& file, const Request& request) {
  Response response;
  const bool attachment = file.attachment || !may_be_inline(file.content_type);
  const auto etag = file.etag.empty() ? std::string() : '"' + file.etag + '"';
  if (!etag.empty()) response.headers.emplace_back("ETag", etag);
  response.policy = file.content_type == "application/pdf" ? kPdfPolicy : kFilePolicy;
  if (!etag.empty() && matches_etag(request.header("if-none-match"), etag)) {
    response.status = 304;
    return response;
  }
  response.content_type = file.content_type;
  response.headers.emplace_back("Accept-Ranges", "bytes");
  if (attachment || !file.filename.empty())
    response.headers.emplace_back("Content-Disposition", content_disposition(attachment, file.filename));
  response.shared = file.bytes;
  if (!file.bytes) response.read = file.read;
  response.length = file.size;
  const auto if_range = request.header("if-range");
  Span span{};
  const auto kind = if_range.empty() || if_range == etag
                        ? read_range(request.header("range"), file.size, span)
                        : RangeKind::none;
  if (kind == RangeKind::unsatisfiable) {
    auto refusal = problem_response(Error{Code::range, "", "", ""}, request.english);
    refusal.headers.emplace_back("Content-Range", fmt::format("bytes */{}", file.size));
    return refusal;
  }
  if (kind == RangeKind::one) {
    response.status = 206;
    response.first = span.first;
    response.length = span.last - span.first + 1;
    response.headers.emplace_back("Content-Range",
                                  fmt::format("bytes {}-{}/{}", span.first, span.last, file.size));
  }
  return response;
}

std::string gzipped(std::string_view bytes) {
  z_stream stream{};
  constexpr int kGzip = 15 + 16;
  if (deflateInit2(&stream, 1, Z_DEFLATED, kGzip, 8, Z_DEFAULT_STRATEGY) != Z_OK) return {};
  std::string out(deflateBound(&stream, bytes.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  const bool whole = deflate(&stream, Z_FINISH) == Z_STREAM_END;
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return whole && out.size() < bytes.size() ? out : std::string();
}

}  // namespace musubi::http
