#include "audit/merkle.hpp"

#include <algorithm>
#include <bit>
#include <stdexcept>

namespace musubi::audit {
namespace {

struct MissingHash {};  // stays within this file: becomes nullopt

/// The largest power of two smaller than n (n > 1).
std::int64_t split(std::int64_t n) {
  return static_cast<std::int64_t>(std::bit_floor(static_cast<std::uint64_t>(n - 1)));
}
std::uint64_t bits(std::int64_t n) {
  return static_cast<std::uint64_t>(n);
}

template <class F>
auto unless_missing(F&& f) -> std::optional<decltype(f())> {
  try {
    return f();
  } catch (const MissingHash&) {
    return std::nullopt;
  }
}

}  // namespace

Hash leaf_hash(crypto::BytesView data) {
  crypto::Bytes all;
  all.reserve(data.size() + 1);
  all.push_back(0x00);
  all.insert(all.end(), data.begin(), data.end());
  return crypto::sha256(all);
}

Hash node_hash(const Hash& left, const Hash& right) {
  std::array<std::uint8_t, 65> all{0x01};
  std::ranges::copy(left, all.begin() + 1);
  std::ranges::copy(right, all.begin() + 33);
  return crypto::sha256(all);
}

Hash empty_root() {
  return crypto::sha256({});
}

// --- the right edge
// -----------------------------------------------------------------------------------------------

std::optional<Frontier> Frontier::from(std::int64_t size, crypto::BytesView hashes) {
  if (size < 0 || hashes.size() != sizeof(Hash) * static_cast<std::size_t>(std::popcount(bits(size))))
    return std::nullopt;
  Frontier frontier;
  frontier.size_ = size;
  for (; !hashes.empty(); hashes = hashes.subspan(sizeof(Hash)))
    frontier.peaks_.push_back(*hash_from_bytes(hashes.first(sizeof(Hash))));
  return frontier;
}

void Frontier::append(const Hash& leaf, const Kept& kept) {
  Hash hash = leaf;
  // As many whole subtrees end here as the old size has ones at its end.
  const int merges = std::countr_one(bits(size_));
  for (int level = 1; level <= merges; ++level) {
    hash = node_hash(peaks_.back(), hash);
    peaks_.pop_back();
    if (kept && level % kTileLevels == 0) kept(level, size_ >> level, hash);
  }
  peaks_.push_back(hash);
  ++size_;
}

Hash Frontier::root() const {
  if (peaks_.empty()) return empty_root();
  auto hash = peaks_.back();
  for (auto peak = peaks_.rbegin() + 1; peak != peaks_.rend(); ++peak) hash = node_hash(*peak, hash);
  return hash;
}

crypto::Bytes Frontier::bytes() const {
  crypto::Bytes out;
  for (const auto& peak : peaks_) out.insert(out.end(), peak.begin(), peak.end());
  return out;
}

// --- proofs from a kept tree
// ----------------------------------------------------------------------------------------

Hash StoredTree::kept(int level, std::int64_t index) {
  const auto tile = index / kTileWidth;
  auto at = read_.find({level, tile});
  if (at == read_.end()) at = read_.emplace(std::pair{level, tile}, tiles_(level, tile)).first;
  const auto in_tile = static_cast<std::size_t>(index % kTileWidth);
  if (in_tile >= at->second.size()) throw MissingHash{};
  return at->second[in_tile];
}

Hash StoredTree::range(std::int64_t begin, std::int64_t end) {
  const auto width = end - begin;
  if (width == 1) return kept(0, begin);
  if (std::has_single_bit(bits(width))) {
    const int level = std::countr_zero(bits(width));
    if (level % kTileLevels == 0) return kept(level, begin >> level);
  }
  const auto k = split(width);
  const auto left = range(begin, begin + k);
  return node_hash(left, range(begin + k, end));
}

void StoredTree::path(std::int64_t index, std::int64_t begin, std::int64_t end, std::vector<Hash>& out) {
  if (end - begin == 1) return;
  const auto middle = begin + split(end - begin);
  if (index < middle) {
    path(index, begin, middle, out);
    out.push_back(range(middle, end));
  } else {
    path(index, middle, end, out);
    out.push_back(range(begin, middle));
  }
}

// `from` counts leaves from `begin`. RFC 6962 2.1.2 gives this recursion.
void StoredTree::subproof(std::int64_t from, std::int64_t begin, std::int64_t end, bool whole,
                          std::vector<Hash>& out) {
  if (from == end - begin) {
    if (!whole) out.push_back(range(begin, end));
    return;
  }
  const auto k = split(end - begin);
  if (from <= k) {
    subproof(from, begin, begin + k, whole, out);
    out.push_back(range(begin + k, end));
  } else {
    subproof(from - k, begin + k, end, false, out);
    out.push_back(range(begin, begin + k));
  }
}

std::optional<Hash> StoredTree::root(std::int64_t size) {
  if (size == 0) return empty_root();
  return unless_missing([&] { return range(0, size); });
}

std::optional<std::vector<Hash>> StoredTree::inclusion(std::int64_t index, std::int64_t size) {
  if (index < 0 || index >= size) return std::nullopt;
  return unless_missing([&] {
    std::vector<Hash> out;
    path(index, 0, size, out);
    return out;
  });
}

std::optional<std::vector<Hash>> StoredTree::consistency(std::int64_t from, std::int64_t to) {
  if (from < 0 || from > to) return std::nullopt;
  std::vector<Hash> out;
  if (from == 0 || from == to) return out;
  return unless_missing([&] {
    subproof(from, 0, to, true, out);
    return out;
  });
}

// --- checking a proof
// -----------------------------------------------------------------------------------------------

bool proves_inclusion(const Hash& leaf, std::int64_t index, std::int64_t size, const std::vector<Hash>& path,
                      const Hash& root) {
  if (index < 0 || index >= size) return false;
  auto fn = bits(index);
  auto sn = bits(size - 1);
  auto r = leaf;
  for (const auto& p : path) {
    if (sn == 0) return false;
    if ((fn & 1) != 0 || fn == sn) {
      r = node_hash(p, r);
      while ((fn & 1) == 0 && fn != 0) {
        fn >>= 1;
        sn >>= 1;
      }
    } else {
      r = node_hash(r, p);
    }
    fn >>= 1;
    sn >>= 1;
  }
  return sn == 0 && r == root;
}

bool proves_consistency(std::int64_t from, const Hash& from_root, std::int64_t to, const Hash& to_root,
                        const std::vector<Hash>& path) {
  if (from < 0 || from > to) return false;
  if (from == to) return path.empty() && from_root == to_root;
  if (from == 0) return path.empty() && from_root == empty_root();
  auto fn = bits(from - 1);
  auto sn = bits(to - 1);
  while ((fn & 1) != 0) {
    fn >>= 1;
    sn >>= 1;
  }
  auto next = path.begin();
  // A whole subtree at the beginning is not in the path: it is the old root itself.
  if (!std::has_single_bit(bits(from)) && next == path.end()) return false;
  const auto first = std::has_single_bit(bits(from)) ? from_root : *next++;
  auto fr = first;
  auto sr = first;
  for (; next != path.end(); ++next) {
    if (sn == 0) return false;
    if ((fn & 1) != 0 || fn == sn) {
      fr = node_hash(*next, fr);
      sr = node_hash(*next, sr);
      while ((fn & 1) == 0 && fn != 0) {
        fn >>= 1;
        sn >>= 1;
      }
    } else {
      sr = node_hash(sr, *next);
    }
    fn >>= 1;
    sn >>= 1;
  }
  return sn == 0 && fr == from_root && sr == to_root;
}

// --- spelling
// -------------------------------------------------------------------------------------------------------

std::string to_hex(const Hash& hash) {
  return crypto::to_hex(hash);
}
std::optional<Hash> hash_from_bytes(crypto::BytesView given) {
  if (given.size() != sizeof(Hash)) return std::nullopt;
  Hash hash{};
  std::ranges::copy(given, hash.begin());
  return hash;
}
std::optional<Hash> hash_from_hex(std::string_view text) {
  const auto found = crypto::from_hex(text);
  return found ? hash_from_bytes(*found) : std::nullopt;
}

}  // namespace musubi::audit
