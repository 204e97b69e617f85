// A form with files (multipart/form-data, RFC 7578) taken apart while it arrives: one part of JSON, which
// stays in memory within its bound, and files, each on disk in a file of its own that goes with the reader.
// Nothing is kept that was not announced by the route. Knows no feature and no socket.
#pragma once
#include <cstdint>
#include <deque>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "http/router.hpp"
#include "http/upload.hpp"

namespace musubi::http {

/// The boundary of `multipart/form-data; boundary=…`; none for any other type, or for one that cannot be
/// read.
std::optional<std::string> form_boundary(std::string_view content_type);

/// The name of a file that is the whole body, as it was sent: nothing to rely on. It stands in
/// `Content-Disposition: attachment; filename*=UTF-8''%E5%86%99%E7%9C%9F.png` (RFC 6266, RFC 8187), never in
/// the address, which proxies and histories keep. Empty without the header; `malformed` where it cannot be
/// read.
Result<std::string> sent_filename(const Request& request);

/// What is told where the files of a form are more than its bound.
Error form_too_large(const FormParts& parts, std::uint64_t most_bytes);

class FormReader {
 public:
  struct Bounds {
    std::size_t data_bytes = 0;
    std::uint64_t file_bytes = 0;   ///< of one
    std::uint64_t files_bytes = 0;  ///< of all together
  };
  /// `dir`: where the files go.
  FormReader(std::string_view boundary, FormParts parts, Bounds bounds, std::filesystem::path dir);

  /// Fails where reading on makes no sense. An objection to a part is told by `finish`: until then the rest
  /// is thrown away as it comes, because an answer given in the middle of a body seldom arrives.
  Status take(std::span<const char> bytes);
  Status finish();
  /// After `finish`.
  [[nodiscard]] const std::string& data() const { return data_; }
  [[nodiscard]] const std::vector<FormFile>& files() const { return files_; }

 private:
  enum class At { start, boundary, head, body, end };
  enum class Into { data, file };

  Result<bool> step();
  Result<bool> after_boundary();
  Result<bool> read_head();
  Result<bool> read_body();
  Status begin_part(std::string_view head);
  Status begin_file(std::string filename);
  Status keep(std::string_view bytes);
  void object(Error error);

  const FormParts parts_;
  const Bounds bounds_;
  const std::filesystem::path dir_;
  const std::string delimiter_;  ///< with the line end before it
  std::string held_ = "\r\n";    ///< read, not used yet
  At at_ = At::start;
  Into into_ = Into::data;
  bool has_data_ = false;
  std::string data_;
  std::deque<Upload> uploads_;
  std::vector<FormFile> files_;
  std::uint64_t file_size_ = 0;
  std::uint64_t files_size_ = 0;
  std::optional<Error> objection_;
};

}  // namespace musubi::http
