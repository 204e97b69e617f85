// The built web app, read into memory once at the start: a request only ever looks a name up, so no path can
// lead out of the folder. Files may lie beside their compressed forms (`app.js`, `app.js.br`, `app.js.gz`).
#pragma once
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "http/response.hpp"

namespace musubi::http {

class StaticFiles {
 public:
  StaticFiles() = default;
  /// Reads the folder (at most 256 MB); symbolic links and dot files are left out. Throws std::runtime_error.
  explicit StaticFiles(const std::filesystem::path& root);

  /// The file of a decoded path, or for a page of the app (`/people/…`, no dot in its last part) its
  /// `index.html`.
  [[nodiscard]] std::optional<Response> answer(const Request& request) const;
  [[nodiscard]] bool empty() const { return assets_.empty(); }

 private:
  struct Form {
    std::shared_ptr<const std::string> bytes;
    std::string etag;
  };
  struct Asset {
    std::string content_type;
    std::string_view cache;
    Form plain, brotli, gzip;
  };
  std::map<std::string, Asset, std::less<>> assets_;  ///< `/assets/app-1a2b.js`
};

}  // namespace musubi::http
