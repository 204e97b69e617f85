#include "file/picture.hpp"

#include "file/pdf.hpp"

#include <vips/vips.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <mutex>
#include <semaphore>
#include <stdexcept>

namespace musubi::file {
namespace {

constexpr int kAtOnce = 2;  // a picture of 50 megapixels can take 200 MB while it is worked on

struct Unref {
  void operator()(VipsImage* image) const { g_object_unref(image); }
};
using Image = std::unique_ptr<VipsImage, Unref>;

/// The only readers that may ever run, whatever else libvips was built with.
constexpr std::array kReaders{"VipsForeignLoadJpeg", "VipsForeignLoadPng", "VipsForeignLoadWebp",
                              "VipsForeignLoadHeif"};

std::unexpected<Error> broken() {
  vips_error_clear();
  return fail(Code::invalid, "file", "画像が壊れているか、途中で切れています。もう一度選び直してください。",
              "The picture is damaged or cut off. Please choose it again.");
}
std::unexpected<Error> too_many_pixels() {
  return fail(Code::too_large, "file",
              "画像の縦横が大きすぎます（合わせて5,000万画素まで）。小さくしてから添付してください。",
              "The picture is too large (at most 50 megapixels). Make it smaller first.");
}

/// Reads no more than the header. What is decoded later, row by row, fails at the first missing one.
Result<Image> opened(std::string_view bytes) {
  Image image(vips_image_new_from_buffer(bytes.data(), bytes.size(), "", "access", VIPS_ACCESS_SEQUENTIAL,
                                         "fail_on", VIPS_FAIL_ON_TRUNCATED, nullptr));
  if (!image) return broken();
  const std::int64_t width = vips_image_get_width(image.get());
  const std::int64_t height = vips_image_get_height(image.get());
  if (width < 1 || height < 1) return broken();
  if (width * height > kMaxPixels) return too_many_pixels();
  return image;
}

/// Upright, in sRGB, no side longer than `side`. (Not `vips_thumbnail_buffer`: in libvips 8.14 it forgets
/// `fail_on`.)
Image shrunk(VipsImage* image, int side) {
  VipsImage* out = nullptr;
  if (vips_thumbnail_image(image, &out, side, "height", side, "size", VIPS_SIZE_DOWN, "export_profile",
                           "srgb", nullptr) != 0)
    return nullptr;
  return Image(out);
}

/// libvips 8.14 writes EXIF into WebP in spite of `strip`: only the chunks that hold the picture itself stay.
/// Container: RFC 9649 section 2.
std::string without_webp_metadata(std::string_view webp) {
  constexpr std::size_t kHead = 12;
  constexpr std::array<std::string_view, 4> kPicture{"VP8 ", "VP8L", "VP8X", "ALPH"};
  std::string out(webp.substr(0, std::min(webp.size(), kHead)));
  for (std::size_t at = kHead; at + 8 <= webp.size();) {
    std::size_t length = 0;
    for (std::size_t i = 4; i-- > 0;) length = length << 8 | static_cast<unsigned char>(webp[at + 4 + i]);
    const auto chunk = webp.substr(at, 8 + length + length % 2);
    at += 8 + length + length % 2;
    if (std::ranges::find(kPicture, chunk.substr(0, 4)) == kPicture.end()) continue;
    out += chunk;
    if (chunk.starts_with("VP8X") && chunk.size() > 8) {
      auto& flags = out[out.size() - chunk.size() + 8];
      flags = static_cast<char>(flags & 0x10);  // only "has alpha"; no ICC, EXIF, XMP, animation
    }
  }
  for (std::size_t i = 0; i < 4 && out.size() >= kHead; ++i)
    out[4 + i] = static_cast<char>((out.size() - 8) >> (8 * i));
  return out;
}

std::string taken(void* buffer, std::size_t length) {
  std::string out(static_cast<const char*>(buffer), length);
  g_free(buffer);
  return out;
}

/// Empty if it failed. `strip`: no EXIF, XMP, IPTC, comments or profile.
std::string written(VipsImage* image, FileType type) {
  void* buffer = nullptr;
  std::size_t length = 0;
  int failed = 0;
  if (type == FileType::png) {
    failed = vips_pngsave_buffer(image, &buffer, &length, "strip", TRUE, "compression", 6, nullptr);
  } else if (type == FileType::webp) {
    failed = vips_webpsave_buffer(image, &buffer, &length, "strip", TRUE, "Q", 82, nullptr);
  } else {
    const std::array white{255.0, 255.0, 255.0};
    VipsArrayDouble* background = vips_array_double_new(white.data(), 3);
    failed = vips_jpegsave_buffer(image, &buffer, &length, "strip", TRUE, "Q", 85, "optimize_coding", TRUE,
                                  "background", background, nullptr);
    vips_area_unref(VIPS_AREA(background));
  }
  if (failed != 0) return {};
  auto bytes = taken(buffer, length);
  return type == FileType::webp ? without_webp_metadata(bytes) : bytes;
}

void start_vips() {
  static std::once_flag started;
  std::call_once(started, [] {
    if (vips_init("musubi") != 0) throw std::runtime_error("libvips cannot start");
    vips_operation_block_set("VipsForeignLoad", TRUE);
    for (const auto* reader : kReaders) vips_operation_block_set(reader, FALSE);
    vips_cache_set_max(0);    // nothing of a picture stays in memory
    vips_concurrency_set(1);  // the pool of work threads is the parallelism
    // A damaged picture can give thousands of warnings; the caller is told once, by the answer.
    g_log_set_handler(
        "VIPS", G_LOG_LEVEL_WARNING, [](const char*, GLogLevelFlags, const char*, void*) {}, nullptr);
  });
}

/// The first page, so many times its size in points (1/72 inch); empty if it cannot be.
Image page_drawn(std::string_view pdf, double scale) {
  VipsImage* out = nullptr;
  // libvips does not change what it reads.
  auto* const bytes = const_cast<char*>(pdf.data());
  if (vips_pdfload_buffer(bytes, pdf.size(), &out, "page", 0, "n", 1, "scale", scale, nullptr) != 0) {
    vips_error_clear();
    return nullptr;
  }
  return Image(out);
}

}  // namespace

std::string draw_first_page(std::string_view pdf) {
  start_vips();
  vips_operation_block_set("VipsForeignLoadPdf", FALSE);  // in no process that serves: pdf.hpp
  const auto size = page_drawn(pdf, 1);
  if (!size) return {};
  const auto longer = std::max(vips_image_get_width(size.get()), vips_image_get_height(size.get()));
  if (longer < 1) return {};
  const auto page = page_drawn(pdf, static_cast<double>(kThumbnailSide) / longer);
  if (!page) return {};
  const std::array white{255.0, 255.0, 255.0};
  VipsArrayDouble* background = vips_array_double_new(white.data(), 3);
  VipsImage* paper = nullptr;
  const int failed = vips_flatten(page.get(), &paper, "background", background, nullptr);
  vips_area_unref(VIPS_AREA(background));
  if (failed != 0) return {};
  const Image flat(paper);
  return written(flat.get(), FileType::webp);
}

struct PictureShop::State {
  std::counting_semaphore<kAtOnce> places{kAtOnce};
};

PictureShop::PictureShop() : state_(std::make_unique<State>()) {}
PictureShop::~PictureShop() = default;

Result<Picture> PictureShop::remake(std::string_view bytes, FileType type) {
  start_vips();
  state_->places.acquire();
  const std::unique_ptr<std::counting_semaphore<kAtOnce>, void (*)(std::counting_semaphore<kAtOnce>*)> place(
      &state_->places, [](auto* places) {
        vips_thread_shutdown();
        places->release();
      });

  TRY_ASSIGN(const auto source, opened(bytes));
  const auto image = shrunk(source.get(), kMaxSide);
  if (!image) return broken();
  const auto output = type == FileType::heic ? FileType::jpeg : type;
  Picture picture;
  picture.content_type = content_type_of(output);
  picture.bytes = written(image.get(), output);
  if (picture.bytes.empty()) return broken();
  picture.width = vips_image_get_width(image.get());
  picture.height = vips_image_get_height(image.get());

  TRY_ASSIGN(const auto whole, opened(picture.bytes));
  const auto small = shrunk(whole.get(), kThumbnailSide);
  if (small) picture.thumbnail = written(small.get(), FileType::webp);
  if (picture.thumbnail.empty()) return broken();
  return picture;
}

}  // namespace musubi::file
