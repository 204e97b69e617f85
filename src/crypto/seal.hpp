// Sealing: contents at rest that only the holder of the key can read, and that nobody can change unseen.
// XChaCha20-Poly1305 (libsodium); small values in one piece, files in chunks of 64 KiB so that any byte range
// can be read. Cutting off, swapping, repeating or mixing chunks or whole files is noticed. Keys are never
// written here.
//
// A sealed file: header (magic "MUSB", version, 3 zero bytes, 16 random bytes), then chunks of at most 65,536
// bytes plus 16 of tag. Chunk i is sealed with nonce = the 16 random bytes + i, and additional data = header,
// i, "is it the last", context. Only the last chunk may be short; an empty file is one empty chunk. A file
// cut at a chunk's end does not open.
#pragma once
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "crypto/bytes.hpp"

namespace musubi::crypto {

/// `context` says what the value is and whose (`totp:<account id>`): opened under another context it fails.
Bytes seal(const Key& key, std::string_view context, BytesView plain);
/// nullopt if the key, the context or a single bit is wrong.
std::optional<Bytes> unseal(const Key& key, std::string_view context, BytesView sealed);
/// A key that lay sealed: the opened bytes are wiped. nullopt if it did not open or is not of a key's length.
std::optional<Key> opened_key(std::optional<Bytes> opened);

/// A key for one purpose, made from another key; the same every time.
Key derive_key(const Key& from, std::string_view purpose);
Key random_key();

inline constexpr std::size_t kSealChunk = 65'536;

/// Writes a sealed file: under a temporary name first, moved into place, with file and folder synced, by
/// `finish`. Not finished: nothing is left behind. A full disk is `storage_full`.
class SealedWriter {
 public:
  static Result<SealedWriter> create(const std::filesystem::path& path, const Key& key, std::string context);
  SealedWriter(SealedWriter&&) noexcept;
  SealedWriter& operator=(SealedWriter&&) = delete;
  ~SealedWriter();
  Status write(BytesView plain);
  Status finish();

 private:
  struct State;
  explicit SealedWriter(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

/// Reads a sealed file. Opening checks the last chunk, so a file that was cut off does not open. Reading is
/// safe from several threads.
class SealedReader {
 public:
  /// `not_found` if there is no such file, `internal` if it does not open under this key and context.
  static Result<SealedReader> open(const std::filesystem::path& path, const Key& key, std::string context);
  SealedReader(SealedReader&&) noexcept;
  SealedReader& operator=(SealedReader&&) noexcept;
  ~SealedReader();
  /// Of the plain contents.
  [[nodiscard]] std::uint64_t size() const;
  /// Fills `out` from `offset` on; fewer bytes only at the end. `internal` where the file was tampered with.
  Result<std::size_t> read(std::uint64_t offset, std::span<char> out) const;
  Result<std::string> read_all() const;

 private:
  struct State;
  explicit SealedReader(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace musubi::crypto
