#include "crypto/master_key.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

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

}  // namespace

Result<Key> parse_master_key(std::string_view hex) {
  while (!hex.empty() && (hex.back() == '\n' || hex.back() == '\r' || hex.back() == ' '))
    hex.remove_suffix(1);
  auto bytes = from_hex(hex);
  if (!bytes || bytes->size() != Key::kSize)
    return fail(Code::invalid, "master_key", "マスター鍵は64桁の16進数です。",
                "The master key must be 64 hexadecimal digits.");
  const Key key{std::span<const std::uint8_t, Key::kSize>(*bytes)};
  wipe(*bytes);
  return key;
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
