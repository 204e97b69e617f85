#include "crypto/cbor.hpp"

#include <limits>

namespace musubi::crypto {
namespace {

// The major types of RFC 8949 section 3.1.
constexpr int kUnsigned = 0;
constexpr int kNegative = 1;
constexpr int kBytes = 2;
constexpr int kText = 3;
constexpr int kArray = 4;
constexpr int kMap = 5;
constexpr int kSimple = 7;

constexpr std::uint64_t kFalse = 20;
constexpr std::uint64_t kNull = 22;

/// The largest value that fits one form less: a longer form than needed is refused.
std::uint64_t smallest_for(std::size_t length) {
  switch (length) {
    case 1:
      return 24;
    case 2:
      return 0x100;
    case 4:
      return 0x1'0000;
    default:
      return 0x1'0000'0000;
  }
}

}  // namespace

std::optional<CborReader::Head> CborReader::head() {
  const auto first = take(1);
  if (!first) return std::nullopt;
  Head head{(*first)[0] >> 5, static_cast<std::uint64_t>((*first)[0] & 31)};
  if (head.value < 24) return head;
  if (head.value > 27 || head.major == kSimple) return std::nullopt;  // indefinite, reserved, floats
  const auto length = std::size_t{1} << (head.value - 24);
  const auto rest = take(length);
  if (!rest) return std::nullopt;
  head.value = 0;
  for (const auto byte : *rest) head.value = (head.value << 8) | byte;
  if (head.value < smallest_for(length)) return std::nullopt;
  return head;
}

std::optional<BytesView> CborReader::take(std::uint64_t length) {
  if (length > rest_.size()) return std::nullopt;
  const auto taken = rest_.first(static_cast<std::size_t>(length));
  rest_ = rest_.subspan(taken.size());
  return taken;
}

std::optional<std::int64_t> CborReader::integer() {
  const auto found = head();
  if (!found || found->major > kNegative) return std::nullopt;
  if (found->value > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()))
    return std::nullopt;
  const auto value = static_cast<std::int64_t>(found->value);
  return found->major == kUnsigned ? value : -1 - value;
}

std::optional<BytesView> CborReader::string_of(int major) {
  const auto found = head();
  if (!found || found->major != major) return std::nullopt;
  return take(found->value);
}

std::optional<BytesView> CborReader::bytes() {
  return string_of(kBytes);
}

std::optional<std::string_view> CborReader::text() {
  const auto found = string_of(kText);
  if (!found) return std::nullopt;
  return std::string_view(reinterpret_cast<const char*>(found->data()), found->size());
}

std::optional<std::size_t> CborReader::count_of(int major) {
  const auto found = head();
  // Each item takes a byte at least: a larger count is a lie, and nobody loops over it.
  if (!found || found->major != major || found->value > rest_.size()) return std::nullopt;
  return static_cast<std::size_t>(found->value);
}

std::optional<std::size_t> CborReader::array() {
  return count_of(kArray);
}

std::optional<std::size_t> CborReader::map() {
  return count_of(kMap);
}

bool CborReader::skip(int depth) {
  if (depth <= 0) return false;
  const auto found = head();
  if (!found) return false;
  switch (found->major) {
    case kUnsigned:
    case kNegative:
      return true;
    case kBytes:
    case kText:
      return take(found->value).has_value();
    case kArray:
    case kMap: {
      if (found->value > rest_.size()) return false;
      const auto items = found->value * (found->major == kMap ? 2 : 1);
      for (std::uint64_t i = 0; i < items; ++i)
        if (!skip(depth - 1)) return false;
      return true;
    }
    case kSimple:
      return found->value >= kFalse && found->value <= kNull;
    default:
      return false;  // tags
  }
}

}  // namespace musubi::crypto
