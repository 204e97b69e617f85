// Paper: A4 pages in Japanese type, drawn with Cairo and Pango into a PDF kept in memory. Millimetres from
// the upper left. Knows lines, text and areas; what stands on a page is its feature's business. No files, no
// network.
#pragma once
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace musubi::print {

enum class Orientation { portrait, landscape };
enum class Align { left, centre, right };
/// A draft is laid out alike, keeps no letters and is thrown away: it tells how many pages there will be.
enum class Copy { final, draft };

struct Ink {
  double red = 0, green = 0, blue = 0, alpha = 1;
};
inline constexpr Ink kBlack{};
inline constexpr Ink kGrey{0.45, 0.45, 0.48, 1};
inline constexpr Ink kFaint{0.82, 0.83, 0.86, 1};

struct Type {
  double size_mm = 3.5;  ///< of the body of the letters
  bool bold = false;
  Align align = Align::left;
  Ink ink = kBlack;
};
struct Point {
  double x = 0, y = 0;
};

class Paper {
 public:
  explicit Paper(Orientation orientation = Orientation::portrait, const std::string& title = {},
                 Copy copy = Copy::final);
  Paper(const Paper&) = delete;
  Paper& operator=(const Paper&) = delete;
  ~Paper();

  [[nodiscard]] double width() const;
  [[nodiscard]] double height() const;
  [[nodiscard]] int page() const;
  void next_page();

  /// Wraps within `wide`; returns the height used.
  double text(double x, double y, double wide, std::string_view words, const Type& type = {});
  /// The height the same call to `text` would use.
  double measure(double wide, std::string_view words, const Type& type = {});
  void line(Point from, Point to, double thick_mm = 0.2, Ink ink = kBlack, bool dashed = false);
  void path(const std::vector<Point>& points, double thick_mm, Ink ink, bool dashed = false);
  void area(Point corner, double wide, double high, Ink ink);
  void frame(Point corner, double wide, double high, double thick_mm = 0.2, Ink ink = kBlack);
  void dot(Point at, double radius_mm, Ink ink);
  /// What `draw` draws opens this address where the page is read on a screen.
  void link(const std::string& address, const std::function<void()>& draw);
  /// A PNG picture inside the box, as large as fits, from its left; nothing where it cannot be read.
  void picture(Point corner, double wide, double high, std::string_view png);
  /// What follows is drawn inside this box only, until `unclip`.
  void clip(Point corner, double wide, double high);
  void unclip();

  /// Ends the document; the paper is used up. Not of a draft.
  std::string finish();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

struct Cell {
  std::string words;
  bool bold = false;
};
/// A ruled table that breaks between rows and repeats its head on every page; `top` and `bottom` in mm. Calls
/// `on_page(paper)` after each page break, which draws the page's head and returns where the table goes on.
template <class OnPage>
double table(Paper& paper, double x, double y, const std::vector<double>& widths,
             const std::vector<std::string>& head, const std::vector<std::vector<Cell>>& rows, double bottom,
             OnPage on_page, double size_mm = 3.2);

}  // namespace musubi::print

#include "print/paper_table.hpp"
