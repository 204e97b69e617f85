// The tree over a log: RFC 9162 section 2.1 (the same tree as RFC 6962), SHA-256, leaves prefixed 0x00, nodes
// 0x01. Pure: no database, no clock. It knows hashes only, neither rows nor signatures.
#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "crypto/sign.hpp"

namespace musubi::audit {

using Hash = crypto::Sha256;

/// SHA-256(0x00 ‖ data).
Hash leaf_hash(crypto::BytesView data);
/// SHA-256(0x01 ‖ left ‖ right).
Hash node_hash(const Hash& left, const Hash& right);
/// The root of the empty tree: SHA-256 of nothing.
Hash empty_root();

/// Hashes are kept for every leaf, and for whole subtrees of 256, 256², … leaves: enough to prove anything in
/// a large log after reading a few hundred hashes.
inline constexpr int kTileLevels = 8;
inline constexpr std::int64_t kTileWidth = std::int64_t{1} << kTileLevels;

/// The right edge of a growing tree: one hash for each whole subtree, largest first. Leaves go in one after
/// another.
class Frontier {
 public:
  /// Told of each whole subtree at the levels that are kept (8, 16 …) as it becomes complete.
  using Kept = std::function<void(int level, std::int64_t index, const Hash& hash)>;

  Frontier() = default;
  /// nullopt if there are not as many hashes as a tree of this size has.
  static std::optional<Frontier> from(std::int64_t size, crypto::BytesView hashes);
  void append(const Hash& leaf, const Kept& kept = {});
  [[nodiscard]] std::int64_t size() const { return size_; }
  [[nodiscard]] Hash root() const;
  /// The hashes end to end, as `from` takes them.
  [[nodiscard]] crypto::Bytes bytes() const;

 private:
  std::int64_t size_ = 0;
  std::vector<Hash> peaks_;
};

/// Where a proof finds hashes: all that are kept at one level (0 leaves, 8, 16 …) from 256·tile on, at most
/// 256.
using Tiles = std::function<std::vector<Hash>(int level, std::int64_t tile)>;

/// A tree that was kept, for proofs. Remembers what it has read; one object a question.
class StoredTree {
 public:
  explicit StoredTree(Tiles tiles) : tiles_(std::move(tiles)) {}
  /// nullopt where a hash is missing that the tree should have: somebody has been at it.
  std::optional<Hash> root(std::int64_t size);
  /// RFC 9162 2.1.3.1: the audit path of leaf `index` in the tree of `size` leaves.
  std::optional<std::vector<Hash>> inclusion(std::int64_t index, std::int64_t size);
  /// RFC 9162 2.1.4.1: that the tree of `from` leaves is the beginning of the tree of `to`.
  std::optional<std::vector<Hash>> consistency(std::int64_t from, std::int64_t to);

 private:
  Hash range(std::int64_t begin, std::int64_t end);
  Hash kept(int level, std::int64_t index);
  void path(std::int64_t index, std::int64_t begin, std::int64_t end, std::vector<Hash>& out);
  void subproof(std::int64_t from, std::int64_t begin, std::int64_t end, bool whole, std::vector<Hash>& out);
  Tiles tiles_;
  std::map<std::pair<int, std::int64_t>, std::vector<Hash>> read_;
};

/// RFC 9162 2.1.3.2.
bool proves_inclusion(const Hash& leaf, std::int64_t index, std::int64_t size, const std::vector<Hash>& path,
                      const Hash& root);
/// RFC 9162 2.1.4.2. A tree is consistent with itself by an empty path, and with the empty tree likewise.
bool proves_consistency(std::int64_t from, const Hash& from_root, std::int64_t to, const Hash& to_root,
                        const std::vector<Hash>& path);

/// 64 hexadecimal digits and back.
std::string to_hex(const Hash& hash);
std::optional<Hash> hash_from_hex(std::string_view text);
std::optional<Hash> hash_from_bytes(crypto::BytesView bytes);

}  // namespace musubi::audit
