#include "crypto/random.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <thread>

#include "base/ids.hpp"

namespace musubi::crypto {
namespace {

TEST(SystemRandom, NeverGivesTheSameTwice) {
  SystemRandom random;
  std::mutex mutex;
  std::set<std::array<std::uint8_t, 10>> seen;
  std::vector<std::jthread> threads;
  for (int t = 0; t < 4; ++t)
    threads.emplace_back([&] {
      for (int i = 0; i < 2000; ++i) {
        std::array<std::uint8_t, 10> bytes{};
        random.fill(bytes);
        const std::scoped_lock lock(mutex);
        EXPECT_TRUE(seen.insert(bytes).second);
      }
    });
  threads.clear();
  EXPECT_EQ(seen.size(), 8000U);
}

TEST(SystemRandom, FillsLargeBuffersToTheEnd) {
  SystemRandom random;
  std::vector<std::uint8_t> bytes(100'000);
  random.fill(bytes);
  std::array<int, 256> counts{};
  for (const auto b : bytes) ++counts[b];
  for (const auto c : counts) EXPECT_GT(c, 250);  // 390 expected; five standard deviations are 100
  EXPECT_TRUE(std::ranges::any_of(std::span(bytes).last(32), [](auto b) { return b != 0; }));
}

}  // namespace
}  // namespace musubi::crypto
