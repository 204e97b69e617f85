#include "file/sniff.hpp"

#include <magic.h>

#include <algorithm>
#include <array>
#include <optional>

#include "base/text.hpp"

namespace musubi::file {
namespace {

using namespace std::string_view_literals;

struct Known {
  FileType type;
  std::string_view magic_name;    ///< libmagic's
  std::string_view content_type;  ///< as it is sent out
  std::string_view extension;
};
constexpr Known kKnown[] = {
    {FileType::jpeg, "image/jpeg", "image/jpeg", ".jpg"},
    {FileType::png, "image/png", "image/png", ".png"},
    {FileType::webp, "image/webp", "image/webp", ".webp"},
    {FileType::heic, "image/heic", "image/heic", ".heic"},
    {FileType::heic, "image/heif", "image/heic", ".heic"},
    {FileType::pdf, "application/pdf", "application/pdf", ".pdf"},
};

const Known& known(FileType type) {
  return *std::ranges::find(kKnown, type, &Known::type);
}

bool has_signature(std::string_view bytes, FileType type) {
  switch (type) {
    case FileType::jpeg:
      return bytes.starts_with("\xFF\xD8\xFF"sv);
    case FileType::png:
      return bytes.starts_with("\x89PNG\r\n\x1A\n"sv);
    case FileType::webp:
      return bytes.size() > 12 && bytes.starts_with("RIFF"sv) && bytes.substr(8, 4) == "WEBP"sv;
    case FileType::heic:
      return bytes.size() > 12 && bytes.substr(4, 4) == "ftyp"sv;
    case FileType::pdf:
      return bytes.starts_with("%PDF-"sv);
  }
  return false;
}

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

/// A file that another program would read as something else: an archive at its end (the directory of a ZIP is
/// found from behind), markup or another document at its start.
bool has_second_face(std::string_view bytes, FileType type) {
  constexpr std::size_t kZipTail = 65'557;  // PKWARE APPNOTE 4.3.16: end record and the longest comment
  const auto tail = bytes.substr(bytes.size() > kZipTail ? bytes.size() - kZipTail : 0);
  if (tail.find("PK\x05\x06"sv) != std::string_view::npos) return true;
  std::string head(bytes.substr(0, 1024));
  std::ranges::transform(head, head.begin(), lower);
  static constexpr std::array kMarkup{"<svg"sv, "<html"sv, "<script"sv, "<!doctype"sv, "<?php"sv};
  if (std::ranges::any_of(kMarkup, [&](auto word) { return head.find(word) != std::string::npos; }))
    return true;
  return type != FileType::pdf && head.find("%pdf-"sv) != std::string::npos;
}

std::unexpected<Error> unsupported() {
  return fail(Code::unsupported_type, "file",
              "この種類のファイルは添付できません。写真（JPEG・PNG・WebP・HEIC）か PDF を選んでください。",
              "This kind of file cannot be attached. Choose a photo (JPEG, PNG, WebP, HEIC) or a PDF.");
}

}  // namespace

std::string_view content_type_of(FileType type) {
  return known(type).content_type;
}
std::string_view extension_of(FileType type) {
  return known(type).extension;
}

struct Sniffer::Cookie {
  magic_t handle = nullptr;
  Cookie() : handle(magic_open(MAGIC_MIME_TYPE | MAGIC_NO_CHECK_COMPRESS | MAGIC_NO_CHECK_TAR)) {
    if (handle == nullptr || magic_load(handle, nullptr) != 0)
      throw std::runtime_error("libmagic has no database");
  }
  Cookie(const Cookie&) = delete;
  Cookie& operator=(const Cookie&) = delete;
  ~Cookie() { magic_close(handle); }
};

Sniffer::Sniffer() = default;
Sniffer::~Sniffer() = default;

Result<FileType> Sniffer::type_of(std::string_view bytes) {
  constexpr std::size_t kEnough = 65'536;
  std::string name;
  {
    const std::scoped_lock lock(mutex_);
    if (!cookie_) cookie_ = std::make_unique<Cookie>();
    const auto* said = magic_buffer(cookie_->handle, bytes.data(), std::min(bytes.size(), kEnough));
    if (said != nullptr) name = said;
  }
  const auto* at = std::ranges::find(kKnown, name, &Known::magic_name);
  if (at == std::end(kKnown) || !has_signature(bytes, at->type) || has_second_face(bytes, at->type))
    return unsupported();
  if (at->type == FileType::pdf &&
      bytes.substr(bytes.size() > 2048 ? bytes.size() - 2048 : 0).find("%%EOF") == std::string_view::npos)
    return fail(Code::invalid, "file", "PDF が途中で切れているか、壊れています。",
                "The PDF is cut off or damaged.");
  return at->type;
}

std::string clean_filename(std::string_view given, std::string_view extension) {
  constexpr std::size_t kLongest = 120;
  if (const auto slash = given.find_last_of("/\\"); slash != std::string_view::npos)
    given.remove_prefix(slash + 1);
  if (text::objection(given, text::Kind::name)) given = {};
  std::string name;
  for (const char c : text::tidy(given, text::Kind::name))
    name +=
        std::string_view(":*?\"<>|").find(c) == std::string_view::npos ? c : '_';  // not savable on Windows
  if (const auto dot = name.rfind('.'); dot != std::string::npos && name.size() - dot <= 6) name.resize(dot);
  while (name.starts_with('.') || name.starts_with(' ')) name.erase(0, 1);
  while (name.ends_with('.') || name.ends_with(' ')) name.pop_back();
  while (text::length(name).value_or(0) > kLongest) {
    do name.pop_back();
    while (!text::length(name));
  }
  if (name.empty()) name = "無題";
  return name + std::string(extension);
}

}  // namespace musubi::file
