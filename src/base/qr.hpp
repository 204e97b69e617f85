// QR codes (ISO/IEC 18004, level M) by libqrencode, as modules: drawn by whoever needs one. Pure.
#pragma once
#include <string_view>
#include <vector>

namespace musubi {

inline constexpr int kQrQuiet = 4;  ///< modules of white around it (ISO/IEC 18004)

struct QrCode {
  int side = 0;            ///< in modules, without the quiet zone
  std::vector<bool> dark;  ///< row by row
  [[nodiscard]] bool is_dark(int x, int y) const { return dark[static_cast<std::size_t>(y * side + x)]; }
  /// Calls `each(x, y, length)` for every run of dark modules in a row.
  template <class Each>
  void each_run(Each&& each) const {
    for (int y = 0; y < side; ++y)
      for (int x = 0; x < side; ++x) {
        int run = 0;
        while (x + run < side && is_dark(x + run, y)) ++run;
        if (run > 0) each(x, y, run);
        x += run;
      }
  }
};
/// Throws `std::runtime_error` for a text that fits no code: more than 2,331 bytes.
QrCode qr_code(std::string_view text);

}  // namespace musubi
