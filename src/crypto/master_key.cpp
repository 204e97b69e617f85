#include "crypto/master_key.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <span>

#include "crypto/seal.hpp"

namespace musubi::crypto {
namespace {

std::unexpected<Error> file_failed(const std::filesystem::path& file, std::string_view ja,
                                   std::string_view en) {
  return fail(Code::unavailable, "master_key_file", fmt::format("マスター鍵 {}: {}", file.string(), ja),
              fmt::format("master key {}: {}", file.string(), en));
}

/// Writes a new key under a name of its own, then links it into place: never half a key, never two.
Status create_file(const std::filesystem::path& file) {
  std::error_code ignored;
  if (file.has_parent_path() && std::filesystem::create_directories(file.parent_path(), ignored))
    std::filesystem::permissions(file.parent_path(), std::filesystem::perms::owner_all, ignored);
  auto temporary = file;
  temporary += fmt::format(".new-{}", ::getpid());
  const int fd = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (fd < 0) return file_failed(file, std::strerror(errno), std::strerror(errno));
  const auto key = random_key();
  auto text = to_hex({key.data(), Key::kSize}) + "\n";
  const bool linked = ::write(fd, text.data(), text.size()) == static_cast<ssize_t>(text.size()) &&
                      ::fsync(fd) == 0 && (::link(temporary.c_str(), file.c_str()) == 0 || errno == EEXIST);
  const int error = errno;
  wipe(text);
  ::close(fd);
  ::unlink(temporary.c_str());
  if (!linked) return file_failed(file, std::strerror(error), std::strerror(error));
  const auto folder = file.has_parent_path() ? file.parent_path() : std::filesystem::path(".");
  if (const int dir = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC); dir >= 0) {
    ::fsync(dir);
    ::close(dir);
  }
  return {};
}

/// RFC 4648 section 4, with or without its padding.
std::optional<Bytes> from_base64(std::string_view text) {
  while (text.ends_with('=')) text.remove_suffix(1);
  std::string url(text);
  std::ranges::replace(url, '+', '-');
  std::ranges::replace(url, '/', '_');
  auto bytes = from_base64url(url);
  wipe(url);
  return bytes;
}

}  // namespace

Result<Key> parse_master_key(std::string_view text) {
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r' || text.back() == ' '))
    text.remove_suffix(1);
  auto bytes = text.size() == 2 * Key::kSize ? from_hex(text) : from_base64(text);
  if (!bytes || bytes->size() != Key::kSize) {
    if (bytes) wipe(*bytes);
    return fail(Code::invalid, "master_key", "マスター鍵は64桁の16進数、または32バイトのbase64です。",
                "The master key must be 64 hexadecimal digits, or 32 bytes in base64.");
  }
  const Key key{std::span<const std::uint8_t, Key::kSize>(*bytes)};
  wipe(*bytes);
  return key;
}

Result<std::optional<Key>> take_master_key(const char* name) {
  char* const text = std::getenv(name);  // NOLINT(concurrency-mt-unsafe): before other threads run
  if (text == nullptr) return std::nullopt;
  const std::span<char> place(text, std::strlen(text));
  auto key = parse_master_key({place.data(), place.size()});
  wipe({reinterpret_cast<std::uint8_t*>(place.data()), place.size()});
  ::unsetenv(name);  // NOLINT(concurrency-mt-unsafe)
  if (!key)
    return fail(
        Code::unavailable, name,
        "64桁の16進数でも、32バイトのbase64でもありません。openssl rand -base64 32 で作れます。",
        "is neither 64 hexadecimal digits nor 32 bytes in base64; openssl rand -base64 32 makes one.");
  return *key;
}

Result<Key> load_master_key(const std::filesystem::path& file, bool create, bool credential) {
  if (create && !std::filesystem::exists(file)) TRY(create_file(file));
  const int fd = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return file_failed(file, std::strerror(errno), std::strerror(errno));
  struct stat info {};
  std::array<char, 128> text{};
  const bool known = ::fstat(fd, &info) == 0;
  const auto length = ::read(fd, text.data(), text.size());
  ::close(fd);
  if (!known || length < 0) return file_failed(file, "読めません。", "cannot be read.");
  if ((info.st_mode & (credential ? 007U : 077U)) != 0)
    return file_failed(file, "ほかの利用者が読める状態です。chmod 600 を実行してください。",
                       "others may read it; run chmod 600 on it.");
  auto key = parse_master_key({text.data(), static_cast<std::size_t>(length)});
  wipe({reinterpret_cast<std::uint8_t*>(text.data()), text.size()});
  if (!key) return file_failed(file, "64桁の16進数ではありません。", "is not 64 hexadecimal digits.");
  return key;
}

}  // namespace musubi::crypto
