#include "crypto/seal.hpp"

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <span>

#include "crypto/master_key.hpp"
#include "crypto/random.hpp"

namespace musubi::crypto {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kHeader = 24;
constexpr std::size_t kSealedChunk = kSealChunk + 16;

class SealedFile : public testing::Test {
 protected:
  SealedFile() {
    std::string name = (fs::temp_directory_path() / "musubi-seal-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
  }
  ~SealedFile() override { fs::remove_all(folder_); }

  static std::string text_of(std::size_t size) {
    std::string text(size, '\0');
    for (std::size_t i = 0; i < size; ++i) text[i] = static_cast<char>('a' + (i * 7 + i / 1000) % 26);
    return text;
  }
  fs::path write(const std::string& text, const std::string& name = "file",
                 const std::string& context = "file:1") {
    auto writer = SealedWriter::create(folder_ / name, key_, context);
    EXPECT_TRUE(writer);
    for (std::size_t at = 0; at < text.size(); at += 10'007)
      EXPECT_TRUE(writer->write(view(std::string_view(text).substr(at, 10'007))));
    EXPECT_TRUE(writer->finish());
    return folder_ / name;
  }
  Result<std::string> read(const fs::path& path, const std::string& context = "file:1") const {
    TRY_ASSIGN(const auto reader, SealedReader::open(path, key_, context));
    return reader.read_all();
  }
  static std::string raw(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  static void put_raw(const fs::path& path, const std::string& bytes) {
    std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
  }

  fs::path folder_;
  Key key_ = random_key();
};

TEST_F(SealedFile, GivesBackWhatWasWritten) {
  for (const std::size_t size : {std::size_t{0}, std::size_t{1}, kSealChunk - 1, kSealChunk, kSealChunk + 1,
                                 3 * kSealChunk, std::size_t{200'000}}) {
    const auto text = text_of(size);
    const auto path = write(text);
    EXPECT_EQ(read(path), text) << size;
    EXPECT_TRUE(size < 100 || raw(path).find(text.substr(0, 30)) == std::string::npos);
  }
}

TEST_F(SealedFile, GivesAnyRange) {
  const auto text = text_of(200'000);
  const auto reader = SealedReader::open(write(text), key_, "file:1").value();
  EXPECT_EQ(reader.size(), text.size());
  for (const auto& [offset, length] : {std::pair{0, 10},
                                       {65'530, 20},
                                       {65'536, 65'536},
                                       {131'071, 2},
                                       {199'990, 100},
                                       {200'000, 5},
                                       {999'999, 1}}) {
    std::string out(static_cast<std::size_t>(length), '?');
    const auto got = reader.read(static_cast<std::uint64_t>(offset), out).value();
    EXPECT_EQ(out.substr(0, got),
              static_cast<std::size_t>(offset) < text.size()
                  ? text.substr(static_cast<std::size_t>(offset), static_cast<std::size_t>(length))
                  : "");
  }
}

TEST_F(SealedFile, NoticesEveryChangedBit) {
  const auto path = write(text_of(100));
  const auto whole = raw(path);
  for (std::size_t i = 0; i < whole.size(); ++i) {
    auto changed = whole;
    changed[i] = static_cast<char>(changed[i] ^ 1);
    put_raw(path, changed);
    EXPECT_FALSE(read(path)) << i;
  }
}

TEST_F(SealedFile, NoticesThatItWasCutOff) {
  const auto path = write(text_of(3 * kSealChunk + 500));
  const auto whole = raw(path);
  for (const std::size_t size :
       {std::size_t{0}, std::size_t{10}, kHeader, kHeader + 15, kHeader + kSealedChunk,
        kHeader + 2 * kSealedChunk, kHeader + 3 * kSealedChunk, whole.size() - 1}) {
    put_raw(path, whole.substr(0, size));
    EXPECT_FALSE(SealedReader::open(path, key_, "file:1")) << size;
  }
  put_raw(path, whole + "x");
  EXPECT_FALSE(SealedReader::open(path, key_, "file:1"));
}

TEST_F(SealedFile, NoticesSwappedAndRepeatedChunks) {
  const auto path = write(text_of(3 * kSealChunk + 500));
  const auto whole = raw(path);
  const auto chunk = [&](std::size_t i) { return whole.substr(kHeader + i * kSealedChunk, kSealedChunk); };
  put_raw(path, whole.substr(0, kHeader) + chunk(1) + chunk(0) + chunk(2) + chunk(3));
  EXPECT_FALSE(read(path));
  put_raw(path, whole.substr(0, kHeader) + chunk(0) + chunk(0) + chunk(2) + chunk(3));
  EXPECT_FALSE(read(path));
  put_raw(path, whole.substr(0, kHeader) + chunk(0) + chunk(1) + chunk(3));
  EXPECT_FALSE(read(path));
}

TEST_F(SealedFile, OpensUnderItsOwnKeyAndNameOnly) {
  const auto path = write(text_of(10));
  EXPECT_FALSE(read(path, "file:2"));
  EXPECT_FALSE(SealedReader::open(path, random_key(), "file:1"));
  EXPECT_EQ(SealedReader::open(folder_ / "none", key_, "file:1").error().code, Code::not_found);
}

TEST_F(SealedFile, LeavesNothingBehindWhenNotFinished) {
  {
    auto writer = SealedWriter::create(folder_ / "file", key_, "file:1").value();
    EXPECT_TRUE(writer.write(view("half")));
  }
  EXPECT_TRUE(fs::is_empty(folder_));
}

TEST_F(SealedFile, TellsOfAFullDiskAndLeavesNothingBehind) {
  // A limit on the size of files stands in for the full disk: the same write fails in the same place.
  std::signal(SIGXFSZ, SIG_IGN);
  rlimit before{};
  getrlimit(RLIMIT_FSIZE, &before);
  const rlimit small{100'000, before.rlim_max};
  setrlimit(RLIMIT_FSIZE, &small);
  const auto status = [&]() -> Status {
    TRY_ASSIGN(auto writer, SealedWriter::create(folder_ / "file", key_, "file:1"));
    TRY(writer.write(view(text_of(200'000))));
    return writer.finish();
  }();
  setrlimit(RLIMIT_FSIZE, &before);
  ASSERT_FALSE(status);
  EXPECT_EQ(status.error().code, Code::storage_full);
  EXPECT_TRUE(fs::is_empty(folder_));
}

TEST(Seal, OpensUnderItsOwnKeyAndContextOnly) {
  const auto key = random_key();
  const auto sealed = seal(key, "totp:1", view("secret"));
  const auto plain = unseal(key, "totp:1", sealed);
  ASSERT_TRUE(plain);
  EXPECT_EQ(std::string(plain->begin(), plain->end()), "secret");
  EXPECT_FALSE(unseal(key, "totp:2", sealed));
  EXPECT_FALSE(unseal(random_key(), "totp:1", sealed));
  EXPECT_FALSE(unseal(key, "totp:1", BytesView(sealed).first(20)));
  EXPECT_NE(seal(key, "totp:1", view("secret")), sealed);
  auto changed = sealed;
  changed.back() ^= 1;
  EXPECT_FALSE(unseal(key, "totp:1", changed));
}

TEST(DeriveKey, GivesEachPurposeItsOwn) {
  const auto key = random_key();
  const auto bytes = [](const Key& k) { return Bytes(k.data(), k.data() + Key::kSize); };
  EXPECT_EQ(bytes(derive_key(key, "a")), bytes(derive_key(key, "a")));
  EXPECT_NE(bytes(derive_key(key, "a")), bytes(derive_key(key, "b")));
  EXPECT_NE(bytes(derive_key(key, "a")), bytes(derive_key(random_key(), "a")));
}

TEST_F(SealedFile, MasterKeyIsMadeOnceForItsOwnerOnly) {
  const auto path = folder_ / "keys" / "master.key";
  EXPECT_FALSE(load_master_key(path, false));
  const auto first = load_master_key(path, true);
  const auto second = load_master_key(path, true);
  ASSERT_TRUE(first && second);
  EXPECT_TRUE(std::equal(first->data(), first->data() + Key::kSize, second->data()));
  struct stat info {};
  ASSERT_EQ(::stat(path.c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777U, 0600U);
  EXPECT_EQ(std::distance(fs::directory_iterator(path.parent_path()), {}), 1);
}

TEST_F(SealedFile, MasterKeyThatOthersMayReadIsRefused) {
  const auto path = folder_ / "master.key";
  ASSERT_TRUE(load_master_key(path, true));
  fs::permissions(path, fs::perms(0640));
  EXPECT_FALSE(load_master_key(path, true));
  EXPECT_TRUE(load_master_key(path, false, true)) << "systemd's access list shows as the group's bits";
  fs::permissions(path, fs::perms(0604));
  EXPECT_FALSE(load_master_key(path, false, true));
  fs::permissions(path, fs::perms(0600));
  put_raw(path, "too short");
  const auto bad = load_master_key(path, true);
  ASSERT_FALSE(bad);
  EXPECT_EQ(bad.error().detail_en.find("too short"), std::string::npos);  // what it holds is not told
}

TEST(MasterKeyOfTheEnvironment, IsTakenOutOfIt) {
  constexpr auto kName = "MUSUBI_TEST_MASTER_KEY";
  EXPECT_FALSE(take_master_key(kName).value());
  const auto bytes = Bytes(Key::kSize, 0xfb);  // its base64 has `+` and `/`, which base64url has not
  const std::string base64 = "+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/v7+/s=";
  for (const auto& text : {base64, base64.substr(0, 43), to_hex(bytes)}) {
    ::setenv(kName, text.c_str(), 1);           // NOLINT(concurrency-mt-unsafe)
    const char* const place = ::getenv(kName);  // NOLINT(concurrency-mt-unsafe)
    const auto key = take_master_key(kName);
    ASSERT_TRUE(key && *key) << text;
    EXPECT_TRUE(std::ranges::equal(bytes, std::span((*key)->data(), Key::kSize)));
    EXPECT_EQ(::getenv(kName), nullptr);  // NOLINT(concurrency-mt-unsafe)
    EXPECT_TRUE(std::ranges::all_of(std::span(place, text.size()), [](char c) { return c == 0; }));
  }
  for (const auto* const wrong : {"", "c2hvcnQ=", "a secret that is no key"}) {
    ::setenv(kName, wrong, 1);  // NOLINT(concurrency-mt-unsafe)
    const auto key = take_master_key(kName);
    ASSERT_FALSE(key) << wrong;
    EXPECT_EQ(key.error().field, kName);
    EXPECT_EQ(key.error().detail_en.find("secret"), std::string::npos);
    EXPECT_EQ(::getenv(kName), nullptr);  // NOLINT(concurrency-mt-unsafe)
  }
}

}  // namespace
}  // namespace musubi::crypto
