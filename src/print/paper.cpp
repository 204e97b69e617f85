#include "print/paper.hpp"

#include <cairo-pdf.h>
#include <fmt/format.h>
#include <pango/pangocairo.h>

#include <algorithm>
#include <array>
#include <mutex>
#include <stdexcept>
#include <unordered_map>

namespace musubi::print {
namespace {

constexpr double kPointsPerMm = 72.0 / 25.4;
constexpr double kShort = 210, kLong = 297;  // A4, ISO 216
/// A universal-design type, five times smaller in a PDF than Noto; rare letters come from the next (029).
constexpr const char* kFamily = "BIZ UDPGothic, Noto Sans CJK JP, Noto Sans JP, sans-serif";

/// Lines are laid out in hundredths of a millimetre: a TrueType font may be scaled to whole units only, and at three or
/// four millimetres its letters would stand too far apart or run into each other.
constexpr double kFine = 100;
constexpr double kPangoPerMm = kFine * PANGO_SCALE;
/// From one line to the next, by the height of the type, which brings no room of its own.
constexpr float kLineSpacing = 1.3F;

cairo_status_t append(void* out, const unsigned char* bytes, unsigned int count) {
  static_cast<std::string*>(out)->append(reinterpret_cast<const char*>(bytes), count);
  return CAIRO_STATUS_SUCCESS;
}

struct FreeObject {
  void operator()(PangoLayout* layout) const { g_object_unref(layout); }
  void operator()(PangoContext* context) const { g_object_unref(context); }
  void operator()(PangoFontDescription* font) const { pango_font_description_free(font); }
};

/// Finding the fonts of the machine and reading their tables takes longer than six pages. It is done once,
/// and who draws waits for whoever is drawing: Pango's map of fonts is for one thread at a time.
struct Press {
  Press() = default;
  Press(const Press&) = delete;
  Press& operator=(const Press&) = delete;
  ~Press() { g_object_unref(fonts); }
  std::recursive_mutex turn;  // the draft of a paper is still there while its final is drawn
  PangoFontMap* const fonts = pango_cairo_font_map_new();
  /// Heights that were found already, in Pango's units, by what is asked: a table asks before it draws, and
  /// the final asks what its draft did. Gone with the last paper, because the keys hold what stands on it.
  std::unordered_map<std::string, int> heights;
  int papers = 0;
};
Press& press() {
  static Press kept;
  return kept;
}

}  // namespace

struct Paper::Impl {
  std::unique_lock<std::recursive_mutex> turn{press().turn};
  double wide, high;
  int page = 1;
  bool draft;
  std::string bytes;
  cairo_surface_t* surface = nullptr;
  cairo_t* cairo = nullptr;
  std::unique_ptr<PangoLayout, FreeObject> layout;

  Impl(Orientation orientation, const std::string& title, Copy copy)
      : wide(orientation == Orientation::portrait ? kShort : kLong),
        high(orientation == Orientation::portrait ? kLong : kShort),
        draft(copy == Copy::draft) {
    ++press().papers;
    if (draft) {
      surface = cairo_image_surface_create(CAIRO_FORMAT_A8, 1, 1);
    } else {
      surface = cairo_pdf_surface_create_for_stream(append, &bytes, wide * kPointsPerMm, high * kPointsPerMm);
      cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, title.c_str());
      cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, "Musubi");
    }
    cairo = cairo_create(surface);
    cairo_scale(cairo, kPointsPerMm, kPointsPerMm);
    const std::unique_ptr<PangoContext, FreeObject> context(pango_font_map_create_context(press().fonts));
    pango_cairo_update_context(cairo, context.get());
    layout.reset(pango_layout_new(context.get()));
    pango_layout_set_wrap(layout.get(), PANGO_WRAP_WORD_CHAR);
    pango_layout_set_line_spacing(layout.get(), kLineSpacing);
    // Han letters are drawn in their Japanese form, whatever the machine's language.
    pango_context_set_language(context.get(), pango_language_from_string("ja"));
    // As wide as they are designed, on whatever they are drawn: a draft breaks its lines where the final
    // does.
    cairo_font_options_t* const exact = cairo_font_options_create();
    cairo_font_options_set_hint_style(exact, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(exact, CAIRO_HINT_METRICS_OFF);
    pango_cairo_context_set_font_options(context.get(), exact);
    cairo_font_options_destroy(exact);
    pango_layout_context_changed(layout.get());
  }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;
  ~Impl() {
    if (--press().papers == 0) press().heights.clear();
    layout.reset();
    cairo_destroy(cairo);
    cairo_surface_destroy(surface);
  }

  void ink(Ink colour) const {
    cairo_set_source_rgba(cairo, colour.red, colour.green, colour.blue, colour.alpha);
  }
  void pen(double thick, Ink colour, bool dashed) const {
    ink(colour);
    cairo_set_line_width(cairo, thick);
    const std::array<double, 2> dashes{1.2, 0.9};
    cairo_set_dash(cairo, dashes.data(), dashed ? 2 : 0, 0);
  }
  /// Breaks the words into the lines of `layout`; returns their height.
  int lay(double width, std::string_view words, const Type& type) const {
    const std::unique_ptr<PangoFontDescription, FreeObject> font(pango_font_description_from_string(kFamily));
    pango_font_description_set_absolute_size(font.get(), type.size_mm * kPangoPerMm);
    if (type.bold) pango_font_description_set_weight(font.get(), PANGO_WEIGHT_BOLD);
    pango_layout_set_font_description(layout.get(), font.get());
    pango_layout_set_width(layout.get(), static_cast<int>(width * kPangoPerMm));
    pango_layout_set_alignment(layout.get(), type.align == Align::left     ? PANGO_ALIGN_LEFT
                                             : type.align == Align::centre ? PANGO_ALIGN_CENTER
                                                                           : PANGO_ALIGN_RIGHT);
    pango_layout_set_text(layout.get(), words.data(), static_cast<int>(words.size()));
    int used = 0;
    pango_layout_get_size(layout.get(), nullptr, &used);
    return used;
  }
  double height(double width, std::string_view words, const Type& type) const {
    const auto key = fmt::format("{} {} {} {}", width, type.size_mm, type.bold, words);
    const auto [at, is_new] = press().heights.try_emplace(key);
    if (is_new) at->second = lay(width, words, type);
    return at->second / kPangoPerMm;
  }
};

Paper::Paper(Orientation orientation, const std::string& title, Copy copy)
    : impl_(std::make_unique<Impl>(orientation, title, copy)) {}
Paper::~Paper() = default;

double Paper::width() const {
  return impl_->wide;
}
double Paper::height() const {
  return impl_->high;
}
int Paper::page() const {
  return impl_->page;
}

void Paper::next_page() {
  cairo_show_page(impl_->cairo);
  ++impl_->page;
}

double Paper::text(double x, double y, double wide, std::string_view words, const Type& type) {
  if (impl_->draft) return impl_->height(wide, words, type);  // nobody will look at it
  const auto used = impl_->lay(wide, words, type);
  impl_->ink(type.ink);
  cairo_save(impl_->cairo);
  cairo_translate(impl_->cairo, x, y);
  cairo_scale(impl_->cairo, 1 / kFine, 1 / kFine);
  cairo_move_to(impl_->cairo, 0, 0);
  pango_cairo_show_layout(impl_->cairo, impl_->layout.get());
  cairo_restore(impl_->cairo);
  return used / kPangoPerMm;
}
double Paper::measure(double wide, std::string_view words, const Type& type) {
  return impl_->height(wide, words, type);
}

void Paper::line(Point from, Point to, double thick_mm, Ink ink, bool dashed) {
  path({from, to}, thick_mm, ink, dashed);
}
void Paper::path(const std::vector<Point>& points, double thick_mm, Ink ink, bool dashed) {
  if (points.size() < 2) return;
  impl_->pen(thick_mm, ink, dashed);
  cairo_move_to(impl_->cairo, points[0].x, points[0].y);
  for (std::size_t i = 1; i < points.size(); ++i) cairo_line_to(impl_->cairo, points[i].x, points[i].y);
  cairo_stroke(impl_->cairo);
}
void Paper::area(Point corner, double wide, double high, Ink ink) {
  impl_->ink(ink);
  cairo_rectangle(impl_->cairo, corner.x, corner.y, wide, high);
  cairo_fill(impl_->cairo);
}
void Paper::frame(Point corner, double wide, double high, double thick_mm, Ink ink) {
  impl_->pen(thick_mm, ink, false);
  cairo_rectangle(impl_->cairo, corner.x, corner.y, wide, high);
  cairo_stroke(impl_->cairo);
}
void Paper::dot(Point at, double radius_mm, Ink ink) {
  impl_->ink(ink);
  cairo_arc(impl_->cairo, at.x, at.y, radius_mm, 0, 6.283185307179586);
  cairo_fill(impl_->cairo);
}
void Paper::link(const std::string& address, const std::function<void()>& draw) {
  std::string quoted;
  for (const char c : address) {
    if (c == '\\' || c == '\'') quoted += '\\';
    quoted += c;
  }
  cairo_tag_begin(impl_->cairo, CAIRO_TAG_LINK, ("uri='" + quoted + "'").c_str());
  draw();
  cairo_tag_end(impl_->cairo, CAIRO_TAG_LINK);
}
void Paper::picture(Point corner, double wide, double high, std::string_view png) {
  const auto give = [](void* source, unsigned char* out, unsigned int wanted) {
    auto& rest = *static_cast<std::string_view*>(source);
    if (rest.size() < wanted) return CAIRO_STATUS_READ_ERROR;
    rest.copy(reinterpret_cast<char*>(out), wanted);
    rest.remove_prefix(wanted);
    return CAIRO_STATUS_SUCCESS;
  };
  cairo_surface_t* image = cairo_image_surface_create_from_png_stream(give, &png);
  const double across = cairo_image_surface_get_width(image), down = cairo_image_surface_get_height(image);
  if (cairo_surface_status(image) == CAIRO_STATUS_SUCCESS && across > 0 && down > 0) {
    const double scale = std::min(wide / across, high / down);
    cairo_save(impl_->cairo);
    cairo_translate(impl_->cairo, corner.x, corner.y + (high - down * scale) / 2);
    cairo_scale(impl_->cairo, scale, scale);
    cairo_set_source_surface(impl_->cairo, image, 0, 0);
    cairo_paint(impl_->cairo);
    cairo_restore(impl_->cairo);
  }
  cairo_surface_destroy(image);
}
void Paper::clip(Point corner, double wide, double high) {
  cairo_save(impl_->cairo);
  cairo_rectangle(impl_->cairo, corner.x, corner.y, wide, high);
  cairo_clip(impl_->cairo);
}
void Paper::unclip() {
  cairo_restore(impl_->cairo);
}

std::string Paper::finish() {
  cairo_show_page(impl_->cairo);
  cairo_surface_finish(impl_->surface);
  if (cairo_surface_status(impl_->surface) != CAIRO_STATUS_SUCCESS)
    throw std::runtime_error("a PDF could not be drawn");
  return std::move(impl_->bytes);
}

}  // namespace musubi::print
