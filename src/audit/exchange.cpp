#include "audit/exchange.hpp"

#include <fmt/format.h>

#include "audit/seal_store.hpp"

namespace musubi::audit {
namespace {

constexpr std::string_view kHeadsFormat = "musubi audit heads 1";
constexpr std::string_view kWitnessFormat = "musubi audit witness 1";

crypto::Bytes bytes_of_hex(const std::string& hex) {
  return crypto::from_hex(hex).value_or(crypto::Bytes{});
}
db::Bytes bytes_of(const Hash& hash) {
  return {hash.begin(), hash.end()};
}

/// An error that names the region and what is wrong with its heads.
std::unexpected<Error> wrong(const std::string& region, const std::string& ja, const std::string& en) {
  return fail(Code::conflict, region, ja, en);
}

Result<RegionHeads> heads_of_region(Tx& tx, RegionId region) {
  RegionHeads out;
  out.region_id = region;
  out.region = store::region_name(tx, region);
  for (const auto& key : keys_of(tx, region))
    out.keys.items.push_back(
        {key.key_number, crypto::to_hex(key.public_key), crypto::to_hex(key.endorsement)});
  StoredTree tree([&](int level, std::int64_t tile) { return store::tile(tx, region, level, tile); });
  std::int64_t before = 0;
  for (const auto& [head, key_number, signature] : store::export_heads(tx, region)) {
    const auto path = tree.consistency(before, head.tree_size);
    if (!path)
      return wrong(out.region, "監査記録の木に欠けがあります。musubi audit verify で確かめてください。",
                   "Something is missing from the audit log's tree. Run musubi audit verify.");
    HeadLine line{head.tree_size,
                  head.previous_size,
                  to_hex(head.root),
                  head.at,
                  key_number,
                  crypto::to_hex(signature),
                  {}};
    for (const auto& hash : *path) line.proof.items.push_back(to_hex(hash));
    out.heads.items.push_back(std::move(line));
    before = head.tree_size;
  }
  return out;
}

/// One region of a file that is looked at as a witness.
class Look {
 public:
  Look(const RegionHeads& file, std::optional<store::SeenHead> seen) : file_(file), seen_(std::move(seen)) {}

  /// Checks everything; the newest head.
  Result<Head> newest() {
    TRY(check_keys());
    std::optional<Head> before;
    for (const auto& line : file_.heads) {
      TRY_ASSIGN(const auto head, check_line(line, before));
      TRY(compare_with_seen(head));
      before = head;
    }
    if (seen_ && !met_)
      return wrong(
          file_.region,
          fmt::format(
              "以前に見た{}行目までの印が、このファイルにありません。記録が巻きもどされたおそれがあります。",
              seen_->tree_size),
          fmt::format(
              "The head of {} rows seen before is not in this file; the log may have been rolled back.",
              seen_->tree_size));
    return *before;
  }
  [[nodiscard]] crypto::Bytes newest_key() const { return bytes_of_hex(file_.keys.items.back().public_key); }

 private:
  Status check_keys() {
    std::vector<KeyRow> keys;
    bool known = !seen_;
    for (const auto& line : file_.keys) {
      keys.push_back({line.number, bytes_of_hex(line.public_key), {}, bytes_of_hex(line.endorsement), {}});
      known = known || keys.back().public_key == seen_->public_key;
    }
    if (keys.empty() || broken_key(file_.region_id, keys))
      return wrong(file_.region, "署名の鍵のつながりが正しくありません。",
                   "The chain of signing keys is broken.");
    if (!known)
      return wrong(file_.region, "以前に見た署名の鍵が、このファイルにありません。",
                   "The signing key seen before is not in this file.");
    return {};
  }

  Result<Head> check_line(const HeadLine& line, const std::optional<Head>& before) {
    const auto key = std::ranges::find(file_.keys.items, line.key_number, &KeyLine::number);
    const auto head = head_of(file_.region_id, line);
    if (!head || key == file_.keys.items.end() ||
        !crypto::is_signed_by(bytes_of_hex(key->public_key), crypto::view(text_of(*head)),
                              bytes_of_hex(line.signature)))
      return wrong(file_.region, fmt::format("{}行目までの印の署名が正しくありません。", line.tree_size),
                   fmt::format("The signature of the head of {} rows is wrong.", line.tree_size));
    std::vector<Hash> path;
    for (const auto& text : line.proof)
      if (const auto hash = hash_from_hex(text)) path.push_back(*hash);
    if (before && (head->tree_size <= before->tree_size ||
                   !proves_consistency(before->tree_size, before->root, head->tree_size, head->root, path)))
      return wrong(file_.region,
                   fmt::format("{}行目までの印が、{}行目までの印の続きではありません。", head->tree_size,
                               before->tree_size),
                   fmt::format("The head of {} rows does not continue the one of {}.", head->tree_size,
                               before->tree_size));
    return *head;
  }

  Status compare_with_seen(const Head& head) {
    if (!seen_ || head.tree_size != seen_->tree_size) return {};
    if (bytes_of(head.root) != seen_->root)
      return wrong(file_.region,
                   fmt::format("{}行目までの印が、以前に見たものと違います。記録が書きかえられています。",
                               head.tree_size),
                   fmt::format("The head of {} rows is not the one seen before: the log was rewritten.",
                               head.tree_size));
    met_ = true;
    return {};
  }

  const RegionHeads& file_;
  std::optional<store::SeenHead> seen_;
  bool met_ = false;
};

}  // namespace

std::optional<Head> head_of(RegionId region, const HeadLine& line) {
  const auto root = hash_from_hex(line.root);
  if (!root) return std::nullopt;
  return Head{region, line.tree_size, line.previous_size, *root, line.at};
}

Result<HeadsFile> export_heads(Tx& tx) {
  HeadsFile file;
  file.format = kHeadsFormat;
  file.exported_at = tx.now();
  for (const auto region : store::regions(tx)) {
    TRY_ASSIGN(auto heads, heads_of_region(tx, region));
    if (!heads.heads.empty()) file.regions.items.push_back(std::move(heads));
  }
  return file;
}

Result<HeadsFile> read_heads(std::string_view json) {
  TRY_ASSIGN(auto file, json::read<HeadsFile>(json));
  if (file.format != kHeadsFormat)
    return fail(Code::invalid, "format", "musubi audit heads のファイルではありません。",
                "This is no file of musubi audit heads.");
  return file;
}

Result<WitnessFile> witness(Tx& tx, const Keyring& keys, const HeadsFile& file, const std::string& name) {
  TRY_ASSIGN(const auto signer, keys.signer(tx, kThisInstallation));
  WitnessFile out;
  out.format = kWitnessFormat;
  for (const auto& region : file.regions) {
    if (region.heads.empty()) continue;
    Look look(region, store::newest_seen(tx, region.region_id));
    TRY_ASSIGN(const auto head, look.newest());
    const auto signature = signer.key.sign(crypto::view(witness_text(head, tx.now())));
    store::put_seen(tx, {region.region_id, head.tree_size, head.previous_size, bytes_of(head.root), head.at,
                         look.newest_key(), tx.now(), signature});
    out.heads.items.push_back({region.region_id, head.tree_size, head.previous_size, to_hex(head.root),
                               head.at, name, crypto::to_hex(signer.key.public_key()), tx.now(),
                               crypto::to_hex(signature)});
  }
  return out;
}

Result<WitnessFile> read_witness(std::string_view json) {
  TRY_ASSIGN(auto file, json::read<WitnessFile>(json));
  if (file.format != kWitnessFormat)
    return fail(Code::invalid, "format", "musubi audit witness のファイルではありません。",
                "This is no file of musubi audit witness.");
  return file;
}

Result<int> keep_witness(Tx& tx, const WitnessFile& file) {
  int kept = 0;
  for (const auto& line : file.heads) {
    const auto name = store::region_name(tx, line.region_id);
    const auto root = hash_from_hex(line.root);
    const Head head{line.region_id, line.tree_size, line.previous_size, root.value_or(Hash{}), line.at};
    const auto key = bytes_of_hex(line.witness_key);
    const auto signature = bytes_of_hex(line.witness_signature);
    if (!root || !crypto::is_signed_by(key, crypto::view(witness_text(head, line.witnessed_at)), signature))
      return wrong(name, "立会人の署名が正しくありません。", "The signature of the witness is wrong.");
    const auto ours = store::head_of(tx, line.region_id, line.tree_size);
    if (!ours || text_of(ours->head) != text_of(head))
      return wrong(
          name, fmt::format("立会人が見た{}行目までの印が、いまの記録と違います。", line.tree_size),
          fmt::format("The witness saw another head of {} rows than the log has now.", line.tree_size));
    store::put_witness(tx, {line.region_id, key, line.tree_size, line.previous_size, bytes_of(*root), line.at,
                            line.witness, line.witnessed_at, signature});
    ++kept;
  }
  return kept;
}

}  // namespace musubi::audit
