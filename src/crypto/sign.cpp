#include "crypto/sign.hpp"

#include <sodium.h>

#include <algorithm>

#include "crypto/random.hpp"

namespace musubi::crypto {

Sha256 sha256(BytesView bytes) {
  Sha256 out{};
  crypto_hash_sha256(out.data(), bytes.data(), bytes.size());
  return out;
}

SigningKey SigningKey::make(Random& random) {
  Key seed;
  random.fill(seed.writable());
  return SigningKey(seed);
}

SigningKey::SigningKey(const Key& seed) : seed_(seed) {
  start_sodium();
  std::array<std::uint8_t, crypto_sign_SECRETKEYBYTES> secret{};
  crypto_sign_seed_keypair(public_.data(), secret.data(), seed_.data());
  wipe(secret);
}

Bytes SigningKey::sign(BytesView message) const {
  std::array<std::uint8_t, crypto_sign_SECRETKEYBYTES> secret{};
  std::copy_n(seed_.data(), Key::kSize, secret.begin());  // libsodium keeps seed and public key side by side
  std::ranges::copy(public_, secret.begin() + Key::kSize);
  Bytes signature(crypto_sign_BYTES);
  crypto_sign_detached(signature.data(), nullptr, message.data(), message.size(), secret.data());
  wipe(secret);
  return signature;
}

bool is_signed_by(BytesView public_key, BytesView message, BytesView signature) {
  start_sodium();
  return public_key.size() == crypto_sign_PUBLICKEYBYTES && signature.size() == crypto_sign_BYTES &&
         crypto_sign_verify_detached(signature.data(), message.data(), message.size(), public_key.data()) ==
             0;
}

}  // namespace musubi::crypto
