// Pictures made harmless: read by libvips, turned upright, brought to sRGB and a bounded size, written anew
// without metadata (place, camera, hidden trailers), with a small picture for lists. Nothing of the original
// bytes survives. Never decodes before the header's dimensions are known to be bearable. Limits: issue 2,
// "notebook" and "bad input".
#pragma once
#include <memory>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "file/sniff.hpp"

namespace musubi::file {

inline constexpr std::int64_t kMaxPixels = 50'000'000;
inline constexpr int kMaxSide = 4096;
inline constexpr int kThumbnailSide = 480;

struct Picture {
  std::string content_type;  ///< image/jpeg, image/png or image/webp
  std::string bytes;
  int width = 0;
  int height = 0;
  std::string thumbnail;  ///< image/webp
};

/// Starts libvips at the first picture (not before: it costs memory), and lets only a few pictures be worked
/// on at once.
class PictureShop {
 public:
  PictureShop();
  ~PictureShop();
  PictureShop(const PictureShop&) = delete;
  PictureShop& operator=(const PictureShop&) = delete;
  /// `too_large` beyond the limits, `invalid` for broken or cut-off pictures, `unsupported_type` where
  /// libvips cannot.
  Result<Picture> remake(std::string_view bytes, FileType type);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace musubi::file
