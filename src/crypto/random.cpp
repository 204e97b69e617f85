#include "crypto/random.hpp"

#include <sodium.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <stdexcept>

namespace musubi::crypto {

void start_sodium() {
  if (sodium_init() < 0) throw std::runtime_error("libsodium cannot start: no randomness");
}

SystemRandom::SystemRandom() {
  start_sodium();
}
SystemRandom::~SystemRandom() {
  sodium_memzero(buffer_.data(), buffer_.size());
}

void SystemRandom::fill(std::span<std::uint8_t> bytes) {
  if (bytes.empty()) return;
  if (bytes.size() > kBuffer / 4) return randombytes_buf(bytes.data(), bytes.size());
  const std::scoped_lock lock(mutex_);
  const long self = ::getpid();
  if (self != owner_ || kBuffer - used_ < bytes.size()) {
    randombytes_buf(buffer_.data(), buffer_.size());
    used_ = 0;
    owner_ = self;
  }
  std::memcpy(bytes.data(), buffer_.data() + used_, bytes.size());
  sodium_memzero(buffer_.data() + used_, bytes.size());
  used_ += bytes.size();
}

}  // namespace musubi::crypto
