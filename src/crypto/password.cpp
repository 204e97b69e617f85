#include "crypto/password.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <new>
#include <unordered_set>

#include "base/text.hpp"
#include "crypto/bytes.hpp"
#include "crypto/random.hpp"

namespace musubi::crypto {
namespace {

constexpr std::string_view kCommonText =
#include "common_passwords.inc"
    ;

const std::unordered_set<std::string_view>& common_passwords() {
  static const auto kWords = [] {
    std::unordered_set<std::string_view> words;
    for (std::size_t at = 0; at < kCommonText.size();) {
      const auto end = std::min(kCommonText.find('\n', at), kCommonText.size());
      if (end > at) words.insert(kCommonText.substr(at, end - at));
      at = end + 1;
    }
    return words;
  }();
  return kWords;
}

/// `abcabcabcabc`, `aaaaaaaaaaaa`, `passwordpassword`: one part of it, again and again.
bool repeats_itself(std::string_view text) {
  for (std::size_t unit = 1; unit * 2 <= text.size(); ++unit) {
    bool all = true;
    for (std::size_t i = unit; i < text.size() && all; ++i) all = text[i] == text[i - unit];
    if (all) return true;
  }
  return false;
}

/// Every character is the neighbour of the one before, all in one direction: `abcdefghijkl`, `987654321098`.
bool is_one_run(std::string_view text) {
  if (text.size() < 2) return true;  // all of it was invisible
  const bool digits = std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
  const auto step_at = [&](std::size_t i) {
    const int step = text[i] - text[i - 1];
    return digits ? (step + 10) % 10 : step;
  };
  const int step = step_at(1);
  if (step != 1 && step != (digits ? 9 : -1)) return false;
  for (std::size_t i = 2; i < text.size(); ++i)
    if (step_at(i) != step) return false;
  return true;
}

/// A hash of nothing: the given cost with random salt and digest, so that checking it takes the usual time
/// and fails.
std::string hash_of_nobody(const PasswordCost& cost) {
  std::array<std::uint8_t, 16> salt{};
  std::array<std::uint8_t, 32> digest{};
  randombytes_buf(salt.data(), salt.size());
  randombytes_buf(digest.data(), digest.size());
  const auto plain = [](BytesView bytes) {
    constexpr int kVariant = sodium_base64_VARIANT_ORIGINAL_NO_PADDING;
    std::string out(sodium_base64_encoded_len(bytes.size(), kVariant), '\0');
    sodium_bin2base64(out.data(), out.size(), bytes.data(), bytes.size(), kVariant);
    out.pop_back();
    return out;
  };
  return "$argon2id$v=19$m=" + std::to_string(cost.memory_bytes / 1024) +
         ",t=" + std::to_string(cost.passes) + ",p=1$" + plain(salt) + "$" + plain(digest);
}

constexpr std::size_t kShortestOwnWord = 4;
constexpr std::array<std::string_view, 3> kProductWords{"musubi", "電子連絡帳", "renrakucho"};

/// One's own name with a few characters around it is no secret; within a long phrase it does no harm.
bool is_little_more_than(std::string_view folded, std::string_view word) {
  const auto own = text::fold_name(word);
  if (text::length(own).value_or(0) < kShortestOwnWord) return false;
  const auto rest = folded.size() - std::min(own.size(), folded.size());
  return folded.find(own) != std::string_view::npos && rest < 8;
}

}  // namespace

PasswordHasher::PasswordHasher(PasswordCost cost) : cost_(cost) {
  start_sodium();
  nobody_ = hash_of_nobody(cost_);
}

std::string PasswordHasher::hash(std::string_view password) const {
  ++times_worked_;
  std::array<char, crypto_pwhash_STRBYTES> out{};
  if (crypto_pwhash_str_alg(out.data(), password.data(), password.size(), cost_.passes, cost_.memory_bytes,
                            crypto_pwhash_ALG_ARGON2ID13) != 0)
    throw std::bad_alloc();
  return out.data();
}

bool PasswordHasher::verify(const std::string& hash, std::string_view password) const {
  if (!needs_rehash(hash)) ++times_worked_;
  return crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0;
}

void PasswordHasher::verify_nothing(std::string_view password) const {
  static_cast<void>(verify(nobody_, password));
}

bool PasswordHasher::needs_rehash(const std::string& hash) const {
  return crypto_pwhash_str_needs_rehash(hash.c_str(), cost_.passes, cost_.memory_bytes) != 0;
}

bool is_common_password(std::string_view password) {
  return common_passwords().contains(text::fold(password));
}

Status check_password(std::string_view password, std::span<const std::string> own_words,
                      const std::string& field) {
  const auto length = text::length(password);
  if (!length)
    return fail(Code::malformed, field, "文字コードが正しくありません。", "The password is not valid UTF-8.");
  if (*length < kPasswordMinLength)
    return fail(Code::invalid, field,
                "パスワードは12文字以上にしてください。覚えやすい言葉をいくつかつなげると長くできます。",
                "Use at least 12 characters. Several words in a row are long and easy to remember.");
  auto folded = text::fold(password);
  const auto done = [&](Status status) {
    wipe(folded);
    return status;
  };
  if (is_common_password(password) || repeats_itself(folded) || is_one_run(folded))
    return done(fail(Code::invalid, field,
                     "よく使われる、または推測されやすいパスワードです。別のものにしてください。",
                     "This password is common or easy to guess. Choose another."));
  const auto near = [&](std::string_view word) { return is_little_more_than(folded, word); };
  if (std::ranges::any_of(own_words, near) || std::ranges::any_of(kProductWords, near))
    return done(fail(
        Code::invalid, field,
        "ログインID、名前、地域や施設の名前、「むすび」を使ったパスワードは推測されやすいため使えません。",
        "A password made from your login, your name, the name of your region or facility, or \"Musubi\" is "
        "easy to "
        "guess. Choose another."));
  return done({});
}

}  // namespace musubi::crypto
