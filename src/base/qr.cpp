#include "base/qr.hpp"

#include <qrencode.h>

#include <memory>
#include <stdexcept>

namespace musubi {

QrCode qr_code(std::string_view text) {
  const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(
      QRcode_encodeData(static_cast<int>(text.size()), reinterpret_cast<const unsigned char*>(text.data()), 0,
                        QR_ECLEVEL_M),
      &QRcode_free);
  if (!code) throw std::runtime_error("text does not fit a QR code");
  QrCode out{code->width, {}};
  const auto count = static_cast<std::size_t>(code->width) * static_cast<std::size_t>(code->width);
  for (std::size_t i = 0; i < count; ++i) out.dark.push_back((code->data[i] & 1) != 0);
  return out;
}

}  // namespace musubi
