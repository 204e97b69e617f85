// Pictures made on the spot for tests: by libvips, or byte by byte where they must be wrong.
#pragma once
#include <vips/vips.h>
#include <zlib.h>

#include <string>
#include <string_view>

namespace musubi::file::made {

inline void start() {
  static const bool kStarted = vips_init("tests") == 0;
  (void)kStarted;
}

/// A colourful picture; `decorate` may add metadata before it is written.
template <class F>
std::string picture(int width, int height, const char* suffix, F decorate) {
  start();
  VipsImage* noise = nullptr;
  vips_xyz(&noise, width, height, nullptr);
  VipsImage* colours = nullptr;
  VipsImage* grey = nullptr;
  vips_extract_band(noise, &grey, 0, nullptr);
  VipsImage* bands[3] = {grey, grey, grey};
  vips_bandjoin(bands, &colours, 3, nullptr);
  VipsImage* bytes = nullptr;
  vips_cast(colours, &bytes, VIPS_FORMAT_UCHAR, "shift", FALSE, nullptr);
  VipsImage* image = nullptr;
  vips_copy(bytes, &image, "interpretation", VIPS_INTERPRETATION_sRGB, nullptr);
  decorate(image);
  void* buffer = nullptr;
  std::size_t length = 0;
  const bool failed = vips_image_write_to_buffer(image, suffix, &buffer, &length, nullptr) != 0;
  std::string out = failed ? std::string() : std::string(static_cast<const char*>(buffer), length);
  g_free(buffer);
  for (auto* object : {noise, grey, colours, bytes, image}) g_object_unref(object);
  return out;
}
inline std::string picture(int width, int height, const char* suffix) {
  return picture(width, height, suffix, [](VipsImage*) {});
}
/// As a phone writes it: a place, a camera, turned a quarter.
inline std::string phone_photo(int width, int height, const char* suffix) {
  return picture(width, height, suffix, [](VipsImage* image) {
    vips_image_set_string(image, "exif-ifd3-GPSLatitudeRef", "N");
    vips_image_set_string(image, "exif-ifd3-GPSLatitude", "36/1 14/1 1738/100");
    vips_image_set_string(image, "exif-ifd3-GPSLongitude", "137/1 58/1 1221/100");
    vips_image_set_string(image, "exif-ifd0-Make", "SecretCamera");
    vips_image_set_int(image, "orientation", 6);
  });
}

struct Fields {
  int width = 0;
  int height = 0;
  bool has_exif = false;
  bool has_place = false;
  bool has_profile = false;
};
inline Fields fields_of(const std::string& bytes) {
  start();
  VipsImage* image = vips_image_new_from_buffer(bytes.data(), bytes.size(), "", nullptr);
  if (image == nullptr) return {};
  const Fields fields{vips_image_get_width(image), vips_image_get_height(image),
                      vips_image_get_typeof(image, "exif-data") != 0,
                      vips_image_get_typeof(image, "exif-ifd3-GPSLatitude") != 0,
                      vips_image_get_typeof(image, "icc-profile-data") != 0};
  g_object_unref(image);
  return fields;
}

inline std::string big_endian(std::uint32_t n) {
  return {static_cast<char>(n >> 24), static_cast<char>(n >> 16), static_cast<char>(n >> 8),
          static_cast<char>(n)};
}
inline std::string png_chunk(const std::string& name, const std::string& data) {
  const auto body = name + data;
  const auto crc = crc32(0, reinterpret_cast<const Bytef*>(body.data()), static_cast<uInt>(body.size()));
  return big_endian(static_cast<std::uint32_t>(data.size())) + body +
         big_endian(static_cast<std::uint32_t>(crc));
}
/// A few hundred bytes that claim to be 3.6 gigapixels.
inline std::string bomb(std::uint32_t side = 60'000) {
  using namespace std::string_literals;
  std::string zeros(100'000, '\0');
  std::string packed(compressBound(static_cast<uLong>(zeros.size())), '\0');
  auto length = static_cast<uLongf>(packed.size());
  compress(reinterpret_cast<Bytef*>(packed.data()), &length, reinterpret_cast<const Bytef*>(zeros.data()),
           static_cast<uLong>(zeros.size()));
  packed.resize(length);
  return "\x89PNG\r\n\x1a\n"s +
         png_chunk("IHDR", big_endian(side) + big_endian(side) + "\x08\x02\x00\x00\x00"s) +
         png_chunk("IDAT", packed) + png_chunk("IEND", "");
}
inline std::string pdf() {
  return "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
         "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
         "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\n"
         "trailer<</Root 1 0 R>>\n%%EOF\n";
}

}  // namespace musubi::file::made
