#include "audit/merkle.hpp"

#include <gtest/gtest.h>

namespace musubi::audit {
namespace {

// The leaves, roots and proofs with which the Certificate Transparency project tests its trees (RFC 6962):
// github.com/transparency-dev/merkle, testonly/constants.go; before that
// github.com/google/certificate-transparency, cpp/merkletree/merkle_tree_test.cc.
const std::vector<std::string> kLeaves{
    "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"};
const std::vector<std::string> kRoots{"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                                      "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                                      "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
                                      "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
                                      "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
                                      "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
                                      "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
                                      "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
                                      "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"};

/// Hashes as the database keeps them: leaves, and whole subtrees of 256, 65,536 … leaves.
struct Kept {
  std::vector<Hash> leaves;
  std::map<int, std::vector<Hash>> nodes;
  Frontier frontier;

  void append(const Hash& leaf) {
    leaves.push_back(leaf);
    frontier.append(leaf, [this](int level, std::int64_t index, const Hash& hash) {
      EXPECT_EQ(static_cast<std::size_t>(index), nodes[level].size());
      nodes[level].push_back(hash);
    });
  }
  StoredTree tree() {
    return StoredTree([this](int level, std::int64_t tile) {
      const auto& all = level == 0 ? leaves : nodes[level];
      const auto from = std::min(all.size(), static_cast<std::size_t>(tile * kTileWidth));
      const auto to = std::min(all.size(), from + static_cast<std::size_t>(kTileWidth));
      return std::vector<Hash>(all.begin() + static_cast<std::ptrdiff_t>(from),
                               all.begin() + static_cast<std::ptrdiff_t>(to));
    });
  }
};
Kept published() {
  Kept kept;
  for (const auto& leaf : kLeaves) kept.append(leaf_hash(crypto::from_hex(leaf).value()));
  return kept;
}
Kept grown(int size) {
  Kept kept;
  for (int i = 0; i < size; ++i) kept.append(leaf_hash(crypto::view(std::to_string(i))));
  return kept;
}
std::vector<std::string> hex(const std::optional<std::vector<Hash>>& hashes) {
  std::vector<std::string> out;
  for (const auto& hash : hashes.value()) out.push_back(to_hex(hash));
  return out;
}
using Hex = std::vector<std::string>;

TEST(Merkle, HasThePublishedRoots) {
  Frontier frontier;
  EXPECT_EQ(to_hex(frontier.root()), kRoots[0]);
  for (std::size_t i = 0; i < kLeaves.size(); ++i) {
    frontier.append(leaf_hash(crypto::from_hex(kLeaves[i]).value()));
    EXPECT_EQ(to_hex(frontier.root()), kRoots[i + 1]) << i;
    EXPECT_EQ(to_hex(published().tree().root(static_cast<std::int64_t>(i) + 1).value()), kRoots[i + 1]);
  }
}

TEST(Merkle, GivesThePublishedProofs) {
  auto kept = published();
  auto tree = kept.tree();
  EXPECT_EQ(hex(tree.inclusion(0, 8)),
            (Hex{"96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                 "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                 "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"}));
  EXPECT_EQ(hex(tree.inclusion(5, 8)),
            (Hex{"bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
                 "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                 "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"}));
  EXPECT_EQ(hex(tree.inclusion(2, 3)),
            (Hex{"fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"}));
  EXPECT_EQ(hex(tree.consistency(1, 8)),
            (Hex{"96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                 "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                 "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"}));
  EXPECT_EQ(hex(tree.consistency(6, 8)),
            (Hex{"0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
                 "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                 "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"}));
  EXPECT_EQ(hex(tree.consistency(2, 5)),
            (Hex{"5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                 "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"}));
}

TEST(Merkle, ProvesEveryLeafInEverySize) {
  auto kept = grown(70);
  auto tree = kept.tree();
  for (std::int64_t size = 1; size <= 70; ++size) {
    const auto root = tree.root(size).value();
    for (std::int64_t i = 0; i < size; ++i) {
      const auto& leaf = kept.leaves[static_cast<std::size_t>(i)];
      auto path = tree.inclusion(i, size).value();
      EXPECT_TRUE(proves_inclusion(leaf, i, size, path, root));
      EXPECT_FALSE(proves_inclusion(leaf, i + 1, size, path, root));
      EXPECT_FALSE(proves_inclusion(leaf, i, size, path, node_hash(root, root)));
      if (path.empty()) continue;
      path.front()[0] ^= 1;
      EXPECT_FALSE(proves_inclusion(leaf, i, size, path, root));
      path.pop_back();
      EXPECT_FALSE(proves_inclusion(leaf, i, size, path, root));
    }
  }
}

TEST(Merkle, ProvesEveryGrowthAndNothingElse) {
  auto kept = grown(70);
  auto tree = kept.tree();
  for (std::int64_t to = 1; to <= 70; ++to) {
    const auto root = tree.root(to).value();
    for (std::int64_t from = 0; from <= to; ++from) {
      const auto old = tree.root(from).value();
      auto path = tree.consistency(from, to).value();
      EXPECT_TRUE(proves_consistency(from, old, to, root, path)) << from << " " << to;
      EXPECT_FALSE(proves_consistency(from, node_hash(old, old), to, root, path)) << from << " " << to;
      if (from == 0 || from == to) continue;
      EXPECT_FALSE(proves_consistency(from, old, to, node_hash(root, root), path));
      path.back()[5] ^= 4;
      EXPECT_FALSE(proves_consistency(from, old, to, root, path));
    }
  }
}

TEST(Merkle, ReadsWholeSubtreesOfALargeTree) {
  auto kept = grown(70'000);
  EXPECT_EQ(kept.nodes[8].size(), 273U);
  EXPECT_EQ(kept.nodes[16].size(), 1U);
  auto tree = kept.tree();
  const auto root = kept.frontier.root();
  EXPECT_EQ(tree.root(70'000), root);
  for (const std::int64_t i : {0, 255, 256, 65'535, 65'536, 69'999})
    EXPECT_TRUE(proves_inclusion(kept.leaves[static_cast<std::size_t>(i)], i, 70'000,
                                 tree.inclusion(i, 70'000).value(), root));
  for (const std::int64_t from : {1, 256, 300, 65'536, 65'537, 69'999})
    EXPECT_TRUE(proves_consistency(from, tree.root(from).value(), 70'000, root,
                                   tree.consistency(from, 70'000).value()));
}

TEST(Merkle, TheEdgeSurvivesBeingWrittenDown) {
  const auto kept = grown(11);
  const auto again = Frontier::from(11, kept.frontier.bytes());
  ASSERT_TRUE(again);
  EXPECT_EQ(again->root(), kept.frontier.root());
  EXPECT_FALSE(Frontier::from(12, kept.frontier.bytes()));
  EXPECT_FALSE(Frontier::from(-1, {}));
}

TEST(Merkle, AProofSaysWhenAHashIsMissing) {
  auto kept = grown(20);
  kept.leaves.resize(15);
  EXPECT_EQ(kept.tree().inclusion(3, 20), std::nullopt);
  EXPECT_EQ(kept.tree().consistency(7, 20), std::nullopt);
}

}  // namespace
}  // namespace musubi::audit
