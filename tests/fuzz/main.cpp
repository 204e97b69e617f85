// One libFuzzer program a target; which one, the build says.
#include "fuzz/targets.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  musubi::fuzz::MUSUBI_FUZZ_TARGET({bytes, size});
  return 0;
}
