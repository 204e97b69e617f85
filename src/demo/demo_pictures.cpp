#include "demo/demo_pictures.hpp"

#include <cairo.h>

#include <cmath>
#include <memory>
#include <numbers>

namespace musubi::demo {
namespace {

struct Colour {
  double r, g, b;
};
constexpr Colour kBright[] = {{0.91, 0.35, 0.33}, {0.97, 0.66, 0.25}, {0.98, 0.85, 0.34}, {0.45, 0.74, 0.45},
                              {0.36, 0.62, 0.85}, {0.58, 0.47, 0.78}, {0.93, 0.58, 0.70}};
constexpr Colour kSkin[] = {{0.98, 0.86, 0.76}, {0.94, 0.78, 0.64}, {0.85, 0.66, 0.50}};
constexpr Colour kHair[] = {{0.16, 0.12, 0.10}, {0.28, 0.18, 0.12}, {0.10, 0.10, 0.14}};

class Canvas {
 public:
  Canvas(int width, int height)
      : surface_(cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height), cairo_surface_destroy),
        cairo_(cairo_create(surface_.get()), cairo_destroy) {}

  void fill(Colour c) {
    set(c);
    cairo_paint(cairo_.get());
  }
  void disc(double x, double y, double radius, Colour c) {
    set(c);
    cairo_arc(cairo_.get(), x, y, radius, 0, 2 * std::numbers::pi);
    cairo_fill(cairo_.get());
  }
  void box(double x, double y, double width, double height, Colour c) {
    set(c);
    cairo_rectangle(cairo_.get(), x, y, width, height);
    cairo_fill(cairo_.get());
  }
  void line(double x1, double y1, double x2, double y2, double thickness, Colour c) {
    set(c);
    cairo_set_line_width(cairo_.get(), thickness);
    cairo_set_line_cap(cairo_.get(), CAIRO_LINE_CAP_ROUND);
    cairo_move_to(cairo_.get(), x1, y1);
    cairo_line_to(cairo_.get(), x2, y2);
    cairo_stroke(cairo_.get());
  }
  void smile(double x, double y, double radius, Colour c) {
    set(c);
    cairo_set_line_width(cairo_.get(), 6);
    cairo_arc(cairo_.get(), x, y, radius, 0.15 * std::numbers::pi, 0.85 * std::numbers::pi);
    cairo_stroke(cairo_.get());
  }
  std::string png() {
    std::string bytes;
    cairo_surface_write_to_png_stream(
        surface_.get(),
        [](void* out, const unsigned char* data, unsigned int size) {
          static_cast<std::string*>(out)->append(reinterpret_cast<const char*>(data), size);
          return CAIRO_STATUS_SUCCESS;
        },
        &bytes);
    return bytes;
  }

 private:
  void set(Colour c) { cairo_set_source_rgb(cairo_.get(), c.r, c.g, c.b); }
  std::unique_ptr<cairo_surface_t, decltype(&cairo_surface_destroy)> surface_;
  std::unique_ptr<cairo_t, decltype(&cairo_destroy)> cairo_;
};

void lunch(Canvas& canvas, Dice& dice) {
  canvas.fill({0.93, 0.87, 0.77});
  canvas.disc(340, 380, 250, {1, 1, 1});
  canvas.disc(340, 380, 215, {0.96, 0.96, 0.95});
  for (int i = 0; i < 26; ++i)
    canvas.disc(340 + dice.between(-150, 150), 380 + dice.between(-140, 140), dice.between(14, 46),
                dice.pick(kBright));
  canvas.disc(740, 250, 130, {0.35, 0.24, 0.20});
  canvas.disc(740, 250, 108, {0.98, 0.97, 0.93});
  canvas.line(690, 470, 880, 660, 12, {0.60, 0.42, 0.28});
  canvas.line(660, 490, 850, 680, 12, {0.60, 0.42, 0.28});
}

void painting(Canvas& canvas, Dice& dice) {
  canvas.fill({0.99, 0.98, 0.94});
  canvas.box(0, 520, 960, 200, {0.55, 0.78, 0.47});
  canvas.disc(dice.between(120, 840), 130, 80, {0.98, 0.72, 0.26});
  const double x = dice.between(180, 560);
  canvas.box(x, 340, 230, 200, dice.pick(kBright));
  for (int i = 0; i < 24; ++i)
    canvas.line(x - 30 + i * 6, 340 - i * 5, x + 260 - i * 6, 340 - i * 5, 9, {0.72, 0.29, 0.26});
  canvas.box(x + 85, 430, 60, 110, {0.45, 0.30, 0.22});
  for (int i = 0; i < 9; ++i) {
    const double at = 60 + i * 105 + dice.between(-25, 25);
    canvas.line(at, 640, at, 570, 8, {0.25, 0.52, 0.28});
    for (int petal = 0; petal < 5; ++petal)
      canvas.disc(at + 20 * std::cos(petal * 1.2566), 555 + 20 * std::sin(petal * 1.2566), 16,
                  dice.pick(kBright));
  }
}

void blocks(Canvas& canvas, Dice& dice) {
  canvas.fill({0.86, 0.80, 0.70});
  canvas.box(0, 560, 960, 160, {0.74, 0.62, 0.48});
  for (int column = 0; column < 7; ++column)
    for (int row = 0, height = dice.between(1, 5); row < height; ++row)
      canvas.box(90 + column * 115, 500 - row * 88, 104, 82, dice.pick(kBright));
}

}  // namespace

std::string draw_scene(Dice& dice) {
  Canvas canvas(960, 720);
  switch (dice.below(3)) {
    case 0:
      lunch(canvas, dice);
      break;
    case 1:
      painting(canvas, dice);
      break;
    default:
      blocks(canvas, dice);
  }
  return canvas.png();
}

std::string draw_portrait(Dice& dice) {
  Canvas canvas(480, 480);
  const auto hair = dice.pick(kHair);
  const auto skin = dice.pick(kSkin);
  canvas.fill(dice.pick(kBright));
  canvas.disc(240, 470, 150, dice.pick(kBright));
  canvas.disc(240, 215, 135, hair);
  if (dice.chance(50)) {
    canvas.disc(120, 280, 55, hair);
    canvas.disc(360, 280, 55, hair);
  }
  canvas.disc(240, 245, 118, skin);
  canvas.disc(198, 240, 12, {0.15, 0.12, 0.12});
  canvas.disc(282, 240, 12, {0.15, 0.12, 0.12});
  canvas.disc(170, 285, 20, {0.96, 0.68, 0.66});
  canvas.disc(310, 285, 20, {0.96, 0.68, 0.66});
  canvas.smile(240, 270, 45, {0.70, 0.28, 0.28});
  return canvas.png();
}

}  // namespace musubi::demo
