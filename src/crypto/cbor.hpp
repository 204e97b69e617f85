// Reads the CBOR that authenticators send, and nothing else: definite lengths, shortest forms, no tags, no
// floats, few levels. What comes from outside is never copied before its length is known to lie within what
// was sent. RFC 8949; CTAP 2.1 section 8, "Message Encoding" (the canonical form).
#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

#include "crypto/bytes.hpp"

namespace musubi::crypto {

/// Walks over a byte string item by item. Every function reads one item of the kind asked for and moves on;
/// anything else is nullopt (or false), after which the reader is not to be used any more. What it hands out
/// points into the bytes it was given.
class CborReader {
 public:
  explicit CborReader(BytesView bytes) : rest_(bytes), size_(bytes.size()) {}

  std::optional<std::int64_t> integer();  ///< of either sign
  std::optional<BytesView> bytes();
  std::optional<std::string_view> text();
  std::optional<std::size_t> array();  ///< how many items follow
  std::optional<std::size_t> map();    ///< how many pairs follow
  /// Passes over one whole item of any kind, at most `depth` levels deep.
  bool skip(int depth = 4);

  [[nodiscard]] bool at_end() const { return rest_.empty(); }
  /// How many bytes were read so far.
  [[nodiscard]] std::size_t position() const { return size_ - rest_.size(); }

 private:
  struct Head {
    int major = 0;
    std::uint64_t value = 0;
  };
  std::optional<Head> head();
  std::optional<BytesView> take(std::uint64_t length);
  std::optional<BytesView> string_of(int major);
  std::optional<std::size_t> count_of(int major);

  BytesView rest_;
  std::size_t size_;
};

}  // namespace musubi::crypto
