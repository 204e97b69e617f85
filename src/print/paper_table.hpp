// The table of paper.hpp.
#pragma once
#include <algorithm>

#include "print/paper.hpp"

namespace musubi::print {

inline double row_height(Paper& paper, const std::vector<double>& widths, const std::vector<Cell>& cells,
                         double size_mm) {
  double high = 0;
  for (std::size_t i = 0; i < cells.size(); ++i)
    high = std::max(high, paper.measure(widths[i] - 2, cells[i].words, {size_mm, cells[i].bold}));
  return high + 1.6;
}
inline void draw_row(Paper& paper, double x, double y, const std::vector<double>& widths,
                     const std::vector<Cell>& cells, double high, double size_mm) {
  for (std::size_t i = 0; i < cells.size(); ++i) {
    paper.text(x + 1, y + 0.8, widths[i] - 2, cells[i].words, {size_mm, cells[i].bold});
    paper.frame({x, y}, widths[i], high, 0.15, kGrey);
    x += widths[i];
  }
}

template <class OnPage>
double table(Paper& paper, double x, double y, const std::vector<double>& widths,
             const std::vector<std::string>& head, const std::vector<std::vector<Cell>>& rows, double bottom,
             OnPage on_page, double size_mm) {
  double wide = 0;
  for (const auto width : widths) wide += width;
  std::vector<Cell> head_cells;
  for (const auto& words : head) head_cells.push_back({words, true});
  const auto head_high = row_height(paper, widths, head_cells, size_mm);
  const auto draw_head = [&] {
    paper.area({x, y}, wide, head_high, {0.93, 0.94, 0.96, 1});
    draw_row(paper, x, y, widths, head_cells, head_high, size_mm);
    y += head_high;
  };
  // A head never stands alone at the foot of a page.
  if (!rows.empty() && y + head_high + row_height(paper, widths, rows.front(), size_mm) > bottom) {
    paper.next_page();
    y = on_page(paper);
  }
  draw_head();
  for (const auto& row : rows) {
    const auto high = row_height(paper, widths, row, size_mm);
    if (y + high > bottom) {
      paper.next_page();
      y = on_page(paper);
      draw_head();
    }
    draw_row(paper, x, y, widths, row, high, size_mm);
    y += high;
  }
  return y;
}

}  // namespace musubi::print
