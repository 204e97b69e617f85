#include "consent/consent_wording.hpp"

#include <algorithm>
#include <iterator>

namespace musubi::consent {
namespace {

struct ShippedWording {
  std::string_view version;
  std::string_view ja;
  std::string_view easy;
  std::string_view en;
};
#include "consent_wording.inc"

}  // namespace

ConsentWording newest_wording() {
  const auto& newest = *std::rbegin(kShipped);
  return {std::string(newest.version), std::string(newest.ja), std::string(newest.easy), std::string(newest.en)};
}

bool is_known_wording(std::string_view version) {
  return std::ranges::any_of(kShipped, [&](const auto& wording) { return wording.version == version; });
}

}  // namespace musubi::consent
