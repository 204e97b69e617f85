// What a feature sees of HTTP: a request with its actor, and replies. No sockets here.
#pragma once
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "access/actor.hpp"
#include "base/json.hpp"

namespace musubi::http {

enum class Method { get, post, put, delete_ };
BOOST_DESCRIBE_ENUM(Method, get, post, put, delete_)

/// A file of a form, on disk while the request lasts.
struct FormFile {
  std::filesystem::path path;
  std::string filename;  ///< as it was sent: nothing to rely on
};

struct Request {
  Method method = Method::get;
  std::string path;                                             ///< decoded, without query
  std::map<std::string, std::string, std::less<>> path_values;  ///< `{person}` → text
  std::map<std::string, std::string, std::less<>> query;        ///< decoded
  std::map<std::string, std::string, std::less<>> headers;      ///< names in lower case
  std::map<std::string, std::string, std::less<>> cookies;
  std::string body;              ///< JSON or text bodies (≤ 1 MB)
  std::filesystem::path upload;  ///< for upload routes: the body on disk (≤ 25 MB); removed afterwards
  std::vector<FormFile> files;   ///< for form routes: in the order they were sent; removed afterwards
  std::string remote_address;    ///< textual, of the peer (or of a trusted proxy's client)
  std::string origin;            ///< `https://host`, as the browser sees us
  bool english = false;          ///< Accept-Language prefers English
  bool secure = false;           ///< TLS, or a trusted proxy said so
  std::optional<access::Actor> actor;  ///< none: nobody is signed in

  /// The id in a path: not_found if it is no id, so that a wrong id and a strange one answer alike.
  template <class AnyId>
  [[nodiscard]] Result<AnyId> id(std::string_view name) const {
    const auto at = path_values.find(name);
    const auto uuid = at == path_values.end() ? std::nullopt : parse_uuid(at->second);
    if (!uuid) return not_found();
    return AnyId{*uuid};
  }
  [[nodiscard]] std::string_view header(std::string_view name) const {
    const auto at = headers.find(name);
    return at == headers.end() ? std::string_view{} : std::string_view(at->second);
  }
  /// The version in `If-Match: "7"`; precondition_needed if missing.
  [[nodiscard]] Result<std::int64_t> if_match() const;
};

/// A described struct out, with what else the answer carries.
template <class Out>
struct Reply {
  Out body{};
  std::vector<std::pair<std::string, std::string>> headers{};
  int status = 0;  ///< 0: the route's own
  Reply() = default;
  Reply(Out b) : body(std::move(b)) {}  // NOLINT: handlers return the bare DTO
};

/// Bytes out: a photo, a PDF, a CSV file. `read(offset, buffer)` returns how many bytes it gave; called on a
/// worker thread. `Range` and `ETag` are the server's business.
struct FileReply {
  std::string content_type;
  std::string filename;  ///< for Content-Disposition; empty: inline
  std::uint64_t size = 0;
  std::string etag;  ///< opaque, without quotes
  std::function<std::size_t(std::uint64_t, std::span<char>)> read;
  bool attachment = true;  ///< false: may be shown inline (images, PDF)
  std::shared_ptr<const std::string>
      bytes{};  ///< all of it, where it is in memory anyway; then `read` is not asked
};
FileReply file_of(std::string content_type, std::string filename, std::string bytes);

}  // namespace musubi::http
