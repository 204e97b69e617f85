// What a file really is, by its content: libmagic's opinion and the format's own signature must agree, and
// nothing else may hide in it. Names and declared types are not asked. No vector graphics, no markup, no
// programs, no archives. Rules: issue 2 (JPEG, PNG, WebP, HEIC, PDF; everything else is `unsupported_type`).
#pragma once
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace musubi::file {

enum class FileType { jpeg, png, webp, heic, pdf };

std::string_view content_type_of(FileType type);
std::string_view extension_of(FileType type);
inline bool is_picture(FileType type) {
  return type != FileType::pdf;
}

/// libmagic is loaded at the first question; one question at a time.
class Sniffer {
 public:
  Sniffer();
  ~Sniffer();
  Sniffer(const Sniffer&) = delete;
  Sniffer& operator=(const Sniffer&) = delete;
  Result<FileType> type_of(std::string_view bytes);

 private:
  struct Cookie;
  std::mutex mutex_;
  std::unique_ptr<Cookie> cookie_;
};

/// The last part of a path as it may be shown and offered for saving: no folders, no invisible characters, at
/// most 120 characters, with the extension of what it is. `無題` if nothing is left.
std::string clean_filename(std::string_view given, std::string_view extension);

}  // namespace musubi::file
