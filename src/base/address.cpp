#include "base/address.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <array>

namespace musubi {

std::string one_caller(std::string_view address) {
  const std::string text(address);
  std::array<unsigned char, 16> six{};
  if (inet_pton(AF_INET6, text.c_str(), six.data()) != 1) return text;
  static constexpr std::array<unsigned char, 12> kMappedIPv4{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};
  if (std::equal(kMappedIPv4.begin(), kMappedIPv4.end(), six.begin())) return text;
  std::fill(six.begin() + 8, six.end(), static_cast<unsigned char>(0));
  std::array<char, INET6_ADDRSTRLEN> out{};
  inet_ntop(AF_INET6, six.data(), out.data(), out.size());
  return std::string(out.data()) + "/64";
}

bool is_loopback(std::string_view address) {
  return address == "::1" || address.starts_with("127.") || address.starts_with("::ffff:127.");
}

}  // namespace musubi
