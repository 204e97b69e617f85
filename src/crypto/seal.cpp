#include "crypto/seal.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <optional>

#include "crypto/random.hpp"

namespace musubi::crypto {
namespace {

constexpr std::size_t kTag = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr std::size_t kNonce = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t kHeader = 24;
constexpr std::size_t kSalt = 16;
constexpr std::size_t kSealedChunk = kSealChunk + kTag;
static_assert(kTag == 16 && kNonce == 24);
static_assert(Key::kSize == crypto_aead_xchacha20poly1305_ietf_KEYBYTES);

using Header = std::array<std::uint8_t, kHeader>;

Header new_header() {
  Header header{'M', 'U', 'S', 'B', 1, 0, 0, 0};
  randombytes_buf(header.data() + kHeader - kSalt, kSalt);
  return header;
}
bool is_header(const Header& header) {
  return std::memcmp(header.data(), "MUSB\1\0\0\0", 8) == 0;
}

void append_number(Bytes& out, std::uint64_t n) {
  for (int i = 0; i < 8; ++i) out.push_back(static_cast<std::uint8_t>(n >> (8 * i)));
}

std::array<std::uint8_t, kNonce> nonce_of(const Header& header, std::uint64_t chunk) {
  std::array<std::uint8_t, kNonce> nonce{};
  std::copy_n(header.end() - kSalt, kSalt, nonce.begin());
  for (std::size_t i = 0; i < 8; ++i) nonce[kSalt + i] = static_cast<std::uint8_t>(chunk >> (8 * i));
  return nonce;
}
Bytes bound_data(const Header& header, std::uint64_t chunk, bool last, std::string_view context) {
  Bytes data(header.begin(), header.end());
  append_number(data, chunk);
  data.push_back(last ? 1 : 0);
  data.insert(data.end(), context.begin(), context.end());
  return data;
}

std::unexpected<Error> write_failed(int error) {
  if (error == ENOSPC || error == EDQUOT || error == EFBIG) return fail(Code::storage_full);
  return fail(Code::unavailable, "",
              fmt::format("ファイルを保存できませんでした（{}）。", std::strerror(error)),
              fmt::format("The file could not be stored ({}).", std::strerror(error)));
}
std::unexpected<Error> damaged() {
  return fail(Code::internal, "",
              "保存されたファイルが壊れているか、書き換えられています。管理者に連絡してください。",
              "The stored file is damaged or was tampered with. Tell the administrator.");
}

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  Descriptor(Descriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Descriptor& operator=(Descriptor&&) = delete;
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  [[nodiscard]] int get() const { return fd_; }

 private:
  int fd_;
};

Status write_all(int fd, BytesView bytes) {
  while (!bytes.empty()) {
    const auto n = ::write(fd, bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return write_failed(errno);
    bytes = bytes.subspan(static_cast<std::size_t>(n));
  }
  return {};
}

/// True if all of `out` was read.
bool read_exactly(int fd, std::uint64_t offset, std::span<std::uint8_t> out) {
  while (!out.empty()) {
    const auto n = ::pread(fd, out.data(), out.size(), static_cast<off_t>(offset));
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return false;
    offset += static_cast<std::uint64_t>(n);
    out = out.subspan(static_cast<std::size_t>(n));
  }
  return true;
}

}  // namespace

Bytes seal(const Key& key, std::string_view context, BytesView plain) {
  start_sodium();
  Bytes out(kNonce + plain.size() + kTag);
  randombytes_buf(out.data(), kNonce);
  crypto_aead_xchacha20poly1305_ietf_encrypt(out.data() + kNonce, nullptr, plain.data(), plain.size(),
                                             view(context).data(), context.size(), nullptr, out.data(),
                                             key.data());
  return out;
}

std::optional<Bytes> unseal(const Key& key, std::string_view context, BytesView sealed) {
  if (sealed.size() < kNonce + kTag) return std::nullopt;
  Bytes out(sealed.size() - kNonce - kTag);
  if (crypto_aead_xchacha20poly1305_ietf_decrypt(out.data(), nullptr, nullptr, sealed.data() + kNonce,
                                                 sealed.size() - kNonce, view(context).data(), context.size(),
                                                 sealed.data(), key.data()) != 0)
    return std::nullopt;
  return out;
}

std::optional<Key> opened_key(std::optional<Bytes> opened) {
  if (!opened || opened->size() != Key::kSize) return std::nullopt;
  const Key key{std::span<const std::uint8_t, Key::kSize>(*opened)};
  wipe(*opened);
  return key;
}

Key derive_key(const Key& from, std::string_view purpose) {
  Key out;
  crypto_generichash(out.writable().data(), Key::kSize, view(purpose).data(), purpose.size(), from.data(),
                     Key::kSize);
  return out;
}

Key random_key() {
  start_sodium();
  Key out;
  randombytes_buf(out.writable().data(), Key::kSize);
  return out;
}

// --- writing

struct SealedWriter::State {
  std::filesystem::path path;
  std::filesystem::path temporary;
  Descriptor file;
  Key key;
  std::string context;
  Header header;
  Bytes held{};  ///< plain bytes of the chunk not yet written
  std::uint64_t chunk = 0;
  bool finished = false;

  ~State() {
    wipe(held);
    if (!finished) ::unlink(temporary.c_str());
  }
  Status put_chunk(bool last) {
    Bytes sealed(held.size() + kTag);
    const auto data = bound_data(header, chunk, last, context);
    const auto nonce = nonce_of(header, chunk);
    crypto_aead_xchacha20poly1305_ietf_encrypt(sealed.data(), nullptr, held.data(), held.size(), data.data(),
                                               data.size(), nullptr, nonce.data(), key.data());
    ++chunk;
    wipe(held);
    held.clear();
    return write_all(file.get(), sealed);
  }
};

SealedWriter::SealedWriter(std::unique_ptr<State> state) : state_(std::move(state)) {}
SealedWriter::SealedWriter(SealedWriter&&) noexcept = default;
SealedWriter::~SealedWriter() = default;

Result<SealedWriter> SealedWriter::create(const std::filesystem::path& path, const Key& key,
                                          std::string context) {
  start_sodium();
  auto temporary = path;
  std::array<std::uint8_t, 6> suffix{};
  randombytes_buf(suffix.data(), suffix.size());
  temporary += ".part-" + to_hex(suffix);
  Descriptor file(::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
  if (file.get() < 0) return write_failed(errno);
  auto state = std::unique_ptr<State>(
      new State{path, std::move(temporary), std::move(file), key, std::move(context), new_header()});
  state->held.reserve(kSealChunk);
  TRY(write_all(state->file.get(), state->header));
  return SealedWriter(std::move(state));
}

Status SealedWriter::write(BytesView plain) {
  while (!plain.empty()) {
    if (state_->held.size() == kSealChunk) TRY(state_->put_chunk(false));
    const auto take = std::min(plain.size(), kSealChunk - state_->held.size());
    state_->held.insert(state_->held.end(), plain.begin(), plain.begin() + static_cast<std::ptrdiff_t>(take));
    plain = plain.subspan(take);
  }
  return {};
}

Status SealedWriter::finish() {
  TRY(state_->put_chunk(true));
  if (::fsync(state_->file.get()) != 0) return write_failed(errno);
  if (::rename(state_->temporary.c_str(), state_->path.c_str()) != 0) return write_failed(errno);
  state_->finished = true;
  const Descriptor folder(::open(state_->path.parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (folder.get() < 0 || ::fsync(folder.get()) != 0) return write_failed(errno);
  return {};
}

// --- reading

struct SealedReader::State {
  Descriptor file;
  Key key;
  std::string context;
  Header header{};
  std::uint64_t size = 0;
  std::uint64_t chunks = 0;

  [[nodiscard]] std::size_t chunk_size(std::uint64_t chunk) const {
    return chunk + 1 == chunks ? static_cast<std::size_t>(size - chunk * kSealChunk) : kSealChunk;
  }
  [[nodiscard]] std::optional<Bytes> open_chunk(std::uint64_t chunk) const {
    Bytes sealed(chunk_size(chunk) + kTag);
    if (!read_exactly(file.get(), kHeader + chunk * kSealedChunk, sealed)) return std::nullopt;
    Bytes plain(sealed.size() - kTag);
    const auto data = bound_data(header, chunk, chunk + 1 == chunks, context);
    const auto nonce = nonce_of(header, chunk);
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(plain.data(), nullptr, nullptr, sealed.data(),
                                                   sealed.size(), data.data(), data.size(), nonce.data(),
                                                   key.data()) != 0)
      return std::nullopt;
    return plain;
  }
};

SealedReader::SealedReader(std::unique_ptr<State> state) : state_(std::move(state)) {}
SealedReader::SealedReader(SealedReader&&) noexcept = default;
SealedReader& SealedReader::operator=(SealedReader&&) noexcept = default;
SealedReader::~SealedReader() = default;

Result<SealedReader> SealedReader::open(const std::filesystem::path& path, const Key& key,
                                        std::string context) {
  Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.get() < 0) return errno == ENOENT ? not_found() : write_failed(errno);
  struct stat info {};
  if (::fstat(file.get(), &info) != 0) return write_failed(errno);
  const auto total = static_cast<std::uint64_t>(info.st_size);
  if (total < kHeader + kTag) return damaged();
  const auto body = total - kHeader;
  auto state = std::unique_ptr<State>(new State{std::move(file), key, std::move(context)});
  state->chunks = (body + kSealedChunk - 1) / kSealedChunk;
  const auto last = body - (state->chunks - 1) * kSealedChunk;
  if (last < kTag || !read_exactly(state->file.get(), 0, state->header) || !is_header(state->header))
    return damaged();
  state->size = body - state->chunks * kTag;
  if (!state->open_chunk(state->chunks - 1)) return damaged();
  return SealedReader(std::move(state));
}

std::uint64_t SealedReader::size() const {
  return state_->size;
}

Result<std::size_t> SealedReader::read(std::uint64_t offset, std::span<char> out) const {
  std::size_t done = 0;
  while (done < out.size() && offset < state_->size) {
    const auto plain = state_->open_chunk(offset / kSealChunk);
    if (!plain) return damaged();
    const auto from = static_cast<std::size_t>(offset % kSealChunk);
    const auto take = std::min(out.size() - done, plain->size() - from);
    std::memcpy(out.data() + done, plain->data() + from, take);
    done += take;
    offset += take;
  }
  return done;
}

Result<std::string> SealedReader::read_all() const {
  std::string out(static_cast<std::size_t>(state_->size), '\0');
  TRY(read(0, out));
  return out;
}

}  // namespace musubi::crypto
