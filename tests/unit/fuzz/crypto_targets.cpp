// Bytes that authenticators and devices send, and proofs that anybody may send.
#include <openssl/pkcs12.h>

#include <algorithm>
#include <memory>

#include "audit/merkle.hpp"
#include "base/text.hpp"
#include "crypto/cbor.hpp"
#include "crypto/certificate.hpp"
#include "crypto/freed.hpp"
#include "crypto/jws.hpp"
#include "crypto/passkey.hpp"
#include "crypto/token.hpp"
#include "device/device.hpp"
#include "fuzz/targets.hpp"
#include "http/client_certificate.hpp"

namespace musubi::fuzz {
namespace {

/// Cuts a piece off the front: a byte says how long it is.
crypto::BytesView piece_of(Input& input) {
  if (input.empty()) return {};
  const auto size = std::min<std::size_t>(input[0], input.size() - 1);
  const auto piece = input.subspan(1, size);
  input = input.subspan(1 + size);
  return piece;
}

}  // namespace

void read_passkey(Input input) {
  crypto::CborReader whole(input);
  whole.skip();
  crypto::CborReader items(input);
  while (items.integer() || items.bytes() || items.text())
    must(items.position() <= input.size(), "within the bytes");
  if (const auto data = crypto::read_authenticator_data(input)) {
    must(data->rp_id_hash.size() == 32, "a whole hash");
    if (data->credential) must(!data->credential->key.bytes.empty(), "a key with bytes");
  }
  auto rest = input;
  const auto client = piece_of(rest);
  must(!crypto::check_new_passkey("renraku.example.jp", client, rest),
       "nothing made up here is for this site");
  const auto data = piece_of(rest);
  static const crypto::PasskeyKey kKey{crypto::kEdDsa, crypto::Bytes(32, 9)};
  must(!crypto::check_assertion("renraku.example.jp", kKey, {client, data, rest}), "nobody signs by chance");
}

void read_certificate(Input input) {
  static http::ClientAuthorities authorities;
  [[maybe_unused]] static const bool kKnown = [] {
    const Time from{};
    authorities.set(
        {crypto::make_authority({"地域", "", "made up"}, from, from + std::chrono::hours{1}).certificate});
    return true;
  }();
  http::Request request;
  request.headers["x-client-certificate"] = std::string(text_of(input));
  request.headers["x-ssl-client-verify"] = "SUCCESS";
  http::learn_certificate(request, true, "", authorities);
  must(request.headers.empty(), "nothing made up here was signed by the authority");
}

/// Names of a region and a facility, as forms take them, and then the request that a device sends. Whatever
/// names a form takes, the certificate can be made, and the file opens.
void enrol_device(Input input) {
  const auto region = text_of(piece_of(input)), facility = text_of(piece_of(input));
  const auto asked = json::read<device::Enrolment>(text_of(input));
  if (asked) {
    const auto code = crypto::tidy_code(asked->code.value);
    must(crypto::tidy_code(code) == code, "tidied once is tidied for good");
    must(crypto::hash_token(code).size() == 32, "a whole hash");
  }
  for (const auto name : {region, facility})
    if (text::tidy(name, text::Kind::name).empty() || text::objection(name, text::Kind::name)) return;
  const Time from{};
  static const auto kAuthority =
      crypto::make_authority({"地域", "", "made up"}, from, from + std::chrono::hours{1});
  static const auto kKey = crypto::new_private_key(crypto::KeyKind::p256);
  const crypto::Subject subject{text::tidy(region, text::Kind::name), text::tidy(facility, text::Kind::name),
                                "matsuno-0f3a9c21"};
  const auto issued = crypto::issue(kAuthority, kKey, subject, from, from + std::chrono::hours{2});
  must(crypto::is_client_of(issued.certificate, {kAuthority.certificate}), "signed by the authority");
  const auto profile = asked && asked->profile == device::FileProfile::legacy
                           ? crypto::P12Profile::legacy_3des
                           : crypto::P12Profile::aes256;
  const auto file = crypto::make_p12(kKey, issued.certificate, kAuthority.certificate,
                                     subject.organisation + " matsuno-0f3a9c21", "7k3m-w9xq-tf4h", profile);
  const auto* at = file.data();
  const std::unique_ptr<PKCS12, crypto::Freed<PKCS12_free>> read(
      d2i_PKCS12(nullptr, &at, static_cast<long>(file.size())));
  must(read && PKCS12_verify_mac(read.get(), "7k3m-w9xq-tf4h", -1) == 1, "the file opens");
}

/// Keys of the sender's own first: whatever they are, they do not check what they did not sign.
void check_token(Input input) {
  static const auto kKeys = crypto::read_jwks(R"({"keys":[{"kty":"EC","crv":"P-256","kid":"a",
    "x":"xNAYSxri2_xhdCR5KWVpFxGsof06XhU9zeFB2q3zkus","y":"tify29oPPlFJBettq5_3gGPDpRwpBKKbRPHx_6TCP8I"}]})");
  const auto set = text_of(piece_of(input));
  if (const auto own = crypto::read_jwks(set)) crypto::check_jws(text_of(input), *own);
  must(!crypto::check_jws(text_of(input), *kKeys), "nobody signs by chance");
}

/// A tree of as many leaves as the first byte says, its own proofs, and these with one bit turned.
void check_proof(Input input) {
  if (input.size() < 4) return;
  const std::int64_t size = 1 + input[0] % 100;
  const std::int64_t index = input[1] % size, from = input[2] % (size + 1);
  std::vector<audit::Hash> leaves;
  audit::Frontier tree, early;
  for (std::int64_t i = 0; i < size; ++i) {
    const std::array<std::uint8_t, 2> leaf{input[3], static_cast<std::uint8_t>(i)};
    leaves.push_back(audit::leaf_hash(leaf));
    tree.append(leaves.back());
    if (i < from) early.append(leaves.back());
  }
  audit::StoredTree stored([&](int level, std::int64_t tile) {
    return level == 0 && tile == 0 ? leaves : std::vector<audit::Hash>{};
  });
  auto path = stored.inclusion(index, size).value();
  const auto& leaf = leaves[static_cast<std::size_t>(index)];
  must(audit::proves_inclusion(leaf, index, size, path, tree.root()), "a true proof is believed");
  auto old = stored.consistency(from, size).value();
  must(audit::proves_consistency(from, early.root(), size, tree.root(), old), "a true proof is believed");

  const auto rest = input.subspan(4);
  const auto at = [&](std::size_t i) { return i < rest.size() ? rest[i] : std::uint8_t{0}; };
  if (!path.empty()) {
    path[at(0) % path.size()][at(1) % 32] ^= static_cast<std::uint8_t>(1U << at(2) % 8);
    must(!audit::proves_inclusion(leaf, index, size, path, tree.root()), "a changed one is not");
  }
  if (!old.empty()) {
    old[at(0) % old.size()][at(1) % 32] ^= static_cast<std::uint8_t>(1U << at(2) % 8);
    must(!audit::proves_consistency(from, early.root(), size, tree.root(), old), "a changed one is not");
  }
  // And what is no proof at all, of numbers that cannot be.
  std::vector<audit::Hash> loose(rest.size() / 32);
  for (std::size_t i = 0; i < loose.size(); ++i)
    std::ranges::copy(rest.subspan(32 * i, 32), loose[i].begin());
  const auto wild = [&](std::size_t i) {
    std::int64_t number = 0;
    for (std::size_t k = 0; k < 8; ++k)
      number = static_cast<std::int64_t>((static_cast<std::uint64_t>(number) << 8U) | at(i + k));
    return number;
  };
  must(!audit::proves_inclusion(leaf, wild(0), wild(8), loose, audit::node_hash(leaf, tree.root())),
       "nor is nonsense");
  must(!audit::proves_consistency(wild(0), tree.root(), wild(8), audit::node_hash(leaf, leaf), loose) ||
           wild(0) == 0,
       "nor is nonsense");
  (void)audit::Frontier::from(wild(0), rest);
}

}  // namespace musubi::fuzz
