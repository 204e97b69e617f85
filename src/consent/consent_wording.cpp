#include "consent/consent_wording.hpp"

#include <algorithm>
#include <iterator>
#include <string_view>

namespace musubi::consent {
namespace {

struct ShippedWording {
  std::int64_t version;
  std::string_view ja;
  std::string_view easy;
  std::string_view en;
};
#include "consent_wording.inc"

}  // namespace

ConsentWording newest_wording() {
  const auto& newest = *std::rbegin(kShipped);
  return {newest.version, std::string(newest.ja), std::string(newest.easy), std::string(newest.en)};
}

bool is_known_wording(std::int64_t version) {
  return std::ranges::any_of(kShipped, [&](const auto& wording) { return wording.version == version; });
}

}  // namespace musubi::consent
