// The real source of randomness: the kernel's, through libsodium. Buffered so that ids cost no system call.
// Never hands the same byte out twice: bytes are wiped as they go, and a forked child starts afresh.
// Only app/ makes one; everything else is handed a `Random&`.
#pragma once
#include <array>
#include <mutex>

#include "base/clock.hpp"

namespace musubi::crypto {

/// Starts libsodium once; throws if the machine gives no randomness. Safe to call often and from any thread.
void start_sodium();

class SystemRandom final : public Random {
 public:
  SystemRandom();
  ~SystemRandom() override;
  SystemRandom(const SystemRandom&) = delete;
  SystemRandom& operator=(const SystemRandom&) = delete;
  void fill(std::span<std::uint8_t> bytes) override;

 private:
  static constexpr std::size_t kBuffer = 4096;
  std::mutex mutex_;
  std::array<std::uint8_t, kBuffer> buffer_{};
  std::size_t used_ = kBuffer;
  long owner_ = 0;  ///< the process that filled the buffer
};

}  // namespace musubi::crypto
