// Every input the fuzzer found worth keeping, once more, without a fuzzer: tests/fuzz/corpus/TARGET/*. A
// crash that was mended stays there as a file. Run from the project's folder, as ./test does.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "fuzz/targets.hpp"

namespace musubi::fuzz {
namespace {

namespace fs = std::filesystem;

class Corpus : public testing::TestWithParam<Target> {};
INSTANTIATE_TEST_SUITE_P(Of, Corpus, testing::ValuesIn(kTargets),
                         [](const auto& each) { return std::string(each.param.name); });

TEST_P(Corpus, BreaksNothing) {
  const auto& [name, run] = GetParam();
  std::size_t count = 0;
  for (const auto& entry : fs::directory_iterator(fs::path("tests/fuzz/corpus") / name)) {
    SCOPED_TRACE(entry.path().filename().string());
    std::ifstream file(entry.path(), std::ios::binary);
    const std::vector<char> bytes((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
    run({reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()});
    ++count;
  }
  EXPECT_GE(count, 5U) << "a target without inputs asks nothing";
  run({});
}

}  // namespace
}  // namespace musubi::fuzz
