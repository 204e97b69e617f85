#include "http/static_files.hpp"

#include <openssl/evp.h>

#include <fmt/format.h>
#include <array>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include "http/url.hpp"

namespace musubi::http {
namespace {

std::string_view type_of(std::string_view path) {
  static constexpr std::pair<std::string_view, std::string_view> kTypes[] = {
      {".html", "text/html; charset=utf-8"},
      {".js", "text/javascript; charset=utf-8"},
      {".mjs", "text/javascript; charset=utf-8"},
      {".css", "text/css; charset=utf-8"},
      {".json", "application/json"},
      {".webmanifest", "application/manifest+json"},
      {".svg", "image/svg+xml"},
      {".png", "image/png"},
      {".jpg", "image/jpeg"},
      {".webp", "image/webp"},
      {".ico", "image/x-icon"},
      {".woff2", "font/woff2"},
      {".wasm", "application/wasm"},
      {".txt", "text/plain; charset=utf-8"},
  };
  for (const auto& [ending, type] : kTypes)
    if (path.ends_with(ending)) return type;
  return "application/octet-stream";
}

std::string tag_of(std::string_view bytes, std::string_view coding) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int size = 0;
  EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, EVP_sha256(), nullptr);
  std::string tag = "\"";
  for (std::size_t i = 0; i < 12; ++i) tag += fmt::format("{:02x}", digest[i]);
  return tag + std::string(coding) + '"';
}

std::string read_whole(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw std::runtime_error("cannot read " + path.string());
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

StaticFiles::StaticFiles(const std::filesystem::path& root) {
  constexpr std::uintmax_t kMost = 256 * 1024 * 1024;
  std::uintmax_t total = 0;
  for (const auto& item : std::filesystem::recursive_directory_iterator(root)) {
    if (item.is_symlink() || !item.is_regular_file()) continue;
    auto path = '/' + item.path().lexically_relative(root).generic_string();
    if (path.contains("/.")) continue;
    total += item.file_size();
    if (total > kMost) throw std::runtime_error("the web folder holds more than 256 MB");
    auto form = &Asset::plain;
    std::string_view coding;
    if (path.ends_with(".br")) form = &Asset::brotli, coding = "-br";
    if (path.ends_with(".gz")) form = &Asset::gzip, coding = "-gz";
    if (!coding.empty()) path.resize(path.size() - 3);
    auto& asset = assets_[path];
    auto bytes = std::make_shared<const std::string>(read_whole(item.path()));
    (asset.*form).etag = tag_of(*bytes, coding);
    (asset.*form).bytes = std::move(bytes);
    asset.content_type = type_of(path);
    // Vite puts a hash of the content into names under /assets/; everything else, the service worker first,
    // may change.
    asset.cache = path.starts_with("/assets/") ? "public, max-age=31536000, immutable" : "no-cache";
  }
  std::erase_if(assets_, [](const auto& item) { return !item.second.plain.bytes; });
}

std::optional<Response> StaticFiles::answer(const Request& request) const {
  auto found = assets_.find(request.path);
  if (found == assets_.end()) {
    const auto last = std::string_view(request.path).substr(request.path.rfind('/') + 1);
    if (!last.contains('.')) found = assets_.find("/index.html");
  }
  if (found == assets_.end()) return std::nullopt;
  const auto& asset = found->second;
  const auto accepted = request.header("accept-encoding");
  const auto* form = &asset.plain;
  Response response;
  if (asset.brotli.bytes || asset.gzip.bytes) {
    response.headers.emplace_back("Vary", "Accept-Encoding");
    if (asset.brotli.bytes && accepts_encoding(accepted, "br")) {
      form = &asset.brotli;
      response.headers.emplace_back("Content-Encoding", "br");
    } else if (asset.gzip.bytes && accepts_encoding(accepted, "gzip")) {
      form = &asset.gzip;
      response.headers.emplace_back("Content-Encoding", "gzip");
    }
  }
  response.headers.emplace_back("ETag", form->etag);
  response.cache = asset.cache;
  if (matches_etag(request.header("if-none-match"), form->etag)) {
    response.status = 304;
    return response;
  }
  response.content_type = asset.content_type;
  response.shared = form->bytes;
  response.length = form->bytes->size();
  return response;
}

}  // namespace musubi::http
