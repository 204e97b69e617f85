#include "http/upload.hpp"

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <charconv>
#include <string>

namespace musubi::http {
namespace {

constexpr std::string_view kPrefix = "musubi-upload-";

Status failed() {
  return fail(errno == ENOSPC || errno == EDQUOT || errno == EFBIG ? Code::storage_full : Code::internal);
}

}  // namespace

Upload::~Upload() {
  if (file_ >= 0) ::close(file_);
  std::error_code ignored;
  if (!path_.empty()) std::filesystem::remove(path_, ignored);
}

Status Upload::open(const std::filesystem::path& dir) {
  static std::atomic<std::uint64_t> count{0};
  // The name tells whose it is; the folder must be ours alone or sticky, O_EXCL refuses what lies there
  // already.
  path_ = dir / (std::string(kPrefix) + std::to_string(::getpid()) + '-' + std::to_string(++count));
  file_ = ::open(path_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
  if (file_ >= 0) return {};
  path_.clear();
  return failed();
}

Status Upload::append(std::span<const char> bytes) {
  while (!bytes.empty()) {
    const auto written = ::write(file_, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return failed();
    bytes = bytes.subspan(static_cast<std::size_t>(written));
  }
  return {};
}

Status Upload::close() {
  const int file = std::exchange(file_, -1);
  return ::close(file) == 0 ? Status{} : failed();
}

void remove_stale_uploads(const std::filesystem::path& dir) {
  std::error_code ec;
  for (const auto& item : std::filesystem::directory_iterator(dir, ec)) {
    const auto name = item.path().filename().string();
    if (!name.starts_with(kPrefix)) continue;
    int pid = 0;
    std::from_chars(name.data() + kPrefix.size(), name.data() + name.size(), pid);
    const bool alive = pid > 0 && (::kill(pid, 0) == 0 || errno == EPERM);
    if (!alive || pid == ::getpid()) std::filesystem::remove(item.path(), ec);
  }
}

}  // namespace musubi::http
