// An answer as it goes over the wire: status, header fields, bytes in memory or read piece by piece. Adds
// what every answer must say (security headers, caching) and keeps handlers from splitting headers. No
// sockets. OWASP Secure Headers; RFC 9110 14 (ranges), 13.1 (conditions); RFC 6266 and 8187
// (Content-Disposition).
#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "http/request.hpp"

namespace musubi::http {

/// What a page may load: our own files and nothing else, no inline script or style.
inline constexpr std::string_view kPagePolicy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; connect-src "
    "'self'; "
    "font-src 'self'; manifest-src 'self'; worker-src 'self'; frame-ancestors 'none'; base-uri 'none'; "
    "form-action 'self'";
/// What somebody's uploaded file may do when opened by itself: nothing.
inline constexpr std::string_view kFilePolicy =
    "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'; sandbox";
/// The same for PDF: a sandboxed page cannot show the browser's PDF viewer.
inline constexpr std::string_view kPdfPolicy =
    "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; form-action "
    "'none'";

struct Response {
  int status = 200;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string content_type;  ///< empty: no Content-Type
  std::string_view policy = kPagePolicy;
  std::string_view cache = "no-store";
  std::string body;                           ///< the bytes, unless one of the next two is set
  std::shared_ptr<const std::string> shared;  ///< bytes kept elsewhere …
  std::function<std::size_t(std::uint64_t, std::span<char>)> read;  ///< … or read on a worker thread
  std::uint64_t first = 0;                                          ///< where in `shared` or `read` to begin
  std::uint64_t length = 0;  ///< how much of it; for `body` its size counts

  [[nodiscard]] std::uint64_t size() const { return shared || read ? length : body.size(); }
};

/// Status line and header fields up to the empty line. `date` is an IMF-fixdate. `tls`: adds HSTS.
std::string render_head(const Response& response, std::string_view date, bool tls, bool close);
/// `Sun, 06 Nov 1994 08:49:37 GMT`
std::string imf_date(std::int64_t unix_seconds);

Response problem_response(const Error& error, bool english);
/// `inline` or `attachment` with the name in both notations.
std::string content_disposition(bool attachment, std::string_view filename);
/// Answers `If-None-Match`, `Range` and `If-Range`.
Response file_response(const FileReply& file, const Request& request);
/// True if one of the tags of `If-None-Match` is this one (weak comparison), or `*`.
bool matches_etag(std::string_view if_none_match, std::string_view etag);
/// Compresses with zlib; empty if that did not help.
std::string gzipped(std::string_view bytes);

}  // namespace musubi::http
