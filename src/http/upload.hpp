// An upload on its way to disk: a file of its own in a given folder, readable by us only, gone with the
// object.
#pragma once
#include <filesystem>
#include <span>

#include "base/result.hpp"

namespace musubi::http {

class Upload {
 public:
  Upload() = default;
  Upload(const Upload&) = delete;
  Upload& operator=(const Upload&) = delete;
  ~Upload();

  Status open(const std::filesystem::path& dir);
  /// `storage_full` if the disk is.
  Status append(std::span<const char> bytes);
  Status close();
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
  int file_ = -1;
};

/// Removes what an earlier, killed process left in the folder.
void remove_stale_uploads(const std::filesystem::path& dir);

}  // namespace musubi::http
