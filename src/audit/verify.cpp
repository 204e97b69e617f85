#include "audit/verify.hpp"

#include <fmt/format.h>

#include <unordered_map>

#include "audit/seal_store.hpp"

namespace musubi::audit {
namespace {

constexpr int kPage = 2000;
constexpr std::size_t kMostFindings = 200;  // of a region; the first ones say enough
/// Rows carry the time at which their transaction began, and clocks of several machines differ a little.
constexpr auto kClocksDiffer = std::chrono::minutes(5);

/// A head that the leaves must match: of the database, kept outside, or seen by a witness.
struct Claim {
  std::int64_t tree_size = 0;
  Hash root{};
  std::string ja, en;  ///< whose it is
};

class RegionCheck {
 public:
  RegionCheck(Tx& tx, const Keyring& keys, RegionId region, Report& report)
      : tx_(tx), keyring_(keys), region_(region), report_(report), name_(store::region_name(tx, region)) {}

  void run(const std::vector<HeadsFile>& kept) {
    check_keys();
    for (const auto& file : kept)
      for (const auto& heads : file.regions)
        if (heads.region_id == region_) take_kept(heads);
    take_witnesses();
    std::ranges::stable_sort(claims_, {}, &Claim::tree_size);
    check_leaves();
    check_ends();
    check_unsealed();
    tell_order();
    report_.regions.push_back({name_, size(), heads_, waiting_});
  }

 private:
  void find(Fault fault, std::optional<std::int64_t> index, std::optional<AuditId> row, std::string ja,
            std::string en) {
    if (found_++ < kMostFindings)
      report_.findings.push_back({fault, name_, index ? std::optional(*index + 1) : std::nullopt, row,
                                  std::move(ja), std::move(en)});
  }
  [[nodiscard]] std::int64_t size() const { return frontier_.size(); }

  // --- keys and what was kept outside ---

  void check_keys() {
    keys_ = keys_of(tx_, region_);
    if (const auto broken = broken_key(region_, keys_))
      find(Fault::key, {}, {}, fmt::format("署名の鍵{}が、前の鍵から引きつがれていません。", *broken),
           fmt::format("Signing key {} does not follow from the one before.", *broken));
    for (const auto& key : keys_)
      if (!keyring_.open(region_, key))
        find(
            Fault::key, {}, {},
            fmt::format("署名の鍵{}が、すり替えられているか、マスター鍵で開きません。", key.key_number),
            fmt::format("Signing key {} was replaced or does not open with the master key.", key.key_number));
  }

  [[nodiscard]] const KeyRow* key(std::int64_t number) const {
    const auto at = std::ranges::find(keys_, number, &KeyRow::key_number);
    return at == keys_.end() ? nullptr : &*at;
  }

  void take_kept(const RegionHeads& kept) {
    for (const auto& line : kept.keys) {
      const auto* const ours = key(line.number);
      if (ours == nullptr || crypto::to_hex(ours->public_key) != line.public_key)
        find(Fault::key, {}, {}, fmt::format("署名の鍵{}が、保管してあったものと違います。", line.number),
             fmt::format("Signing key {} is not the one that was kept.", line.number));
    }
    for (const auto& line : kept.heads) {
      const auto head = head_of(region_, line);
      const auto by = std::ranges::find(kept.keys.items, line.key_number, &KeyLine::number);
      if (!head || by == kept.keys.items.end() ||
          !crypto::is_signed_by(crypto::from_hex(by->public_key).value_or(crypto::Bytes{}),
                                crypto::view(text_of(*head)),
                                crypto::from_hex(line.signature).value_or(crypto::Bytes{}))) {
        find(Fault::kept, {}, {},
             fmt::format("保管してあった印（{}行）の署名が正しくありません。ファイルが傷んでいます。",
                         line.tree_size),
             fmt::format("The kept head of {} rows is not signed rightly: the file is damaged.",
                         line.tree_size));
        continue;
      }
      const auto ours = store::head_of(tx_, region_, head->tree_size);
      if (!ours || text_of(ours->head) != text_of(*head))
        find(Fault::head, {}, {},
             fmt::format("保管してあった印（{}行）が、データベースにないか、違っています。", head->tree_size),
             fmt::format("The kept head of {} rows is missing from the database, or differs.",
                         head->tree_size));
      claims_.push_back({head->tree_size, head->root, "保管してあった印", "the kept head"});
    }
  }

  void take_witnesses() {
    for (const auto& row : store::witnesses(tx_, region_)) {
      const Head head{region_, row.tree_size, row.previous_size, hash_from_bytes(row.root).value_or(Hash{}),
                      row.head_at};
      if (!crypto::is_signed_by(row.public_key, crypto::view(witness_text(head, row.witnessed_at)),
                                row.signature))
        find(Fault::kept, {}, {},
             fmt::format("立会人「{}」の署名（{}行）が正しくありません。", row.witness_name, row.tree_size),
             fmt::format("The signature of the witness \"{}\" ({} rows) is wrong.", row.witness_name,
                         row.tree_size));
      else
        claims_.push_back({head.tree_size, head.root, fmt::format("立会人「{}」が見た印", row.witness_name),
                           fmt::format("the head seen by \"{}\"", row.witness_name)});
    }
  }

  // --- leaves, with the heads between them ---

  void check_leaves() {
    next_heads();
    while (true) {
      const auto leaves = store::leaves_from(tx_, region_, size(), kPage);
      if (leaves.empty()) return;
      std::unordered_map<Uuid, Row> rows;
      for (auto& row :
           store::rows_of_leaves(tx_, region_, leaves.front().leaf_index, leaves.back().leaf_index))
        rows.emplace(row.audit_id.uuid, std::move(row));
      for (const auto& leaf : leaves) {
        if (leaf.leaf_index != size()) {
          find(Fault::tree, size(), {}, fmt::format("{}番目の葉がありません。", size() + 1),
               fmt::format("Leaf {} is missing.", size() + 1));
          return;  // nothing after it can be placed
        }
        const auto row = rows.find(leaf.audit_id.uuid);
        check_leaf(leaf, row == rows.end() ? nullptr : &row->second);
      }
    }
  }

  void check_leaf(const store::PlacedLeaf& leaf, const Row* row) {
    const auto kept = hash_from_bytes(leaf.leaf_hash).value_or(Hash{});
    if (row == nullptr) {
      find(Fault::deleted, leaf.leaf_index, leaf.audit_id, "封印された記録が消されています。",
           "A sealed row was deleted.");
    } else if (const auto now = leaf_of(*row); now != kept) {
      mismatches_.emplace(now, report_.findings.size());
      wanted_.push_back(kept);
      find(Fault::altered, leaf.leaf_index, leaf.audit_id, "記録が、封印されたときと違います。",
           "A row is not what was sealed.");
    } else {
      check_date(*row, leaf);
    }
    if (size() == group_starts_) first_of_group_ = leaf.audit_id;
    frontier_.append(
        kept, [this](int level, std::int64_t index, const Hash& hash) { check_node(level, index, hash); });
    while (!heads_page_.empty() && heads_page_.front().head.tree_size == size()) {
      check_head(heads_page_.front());
      heads_page_.erase(heads_page_.begin());
      if (heads_page_.empty()) next_heads();
    }
    for (; claimed_ < claims_.size() && claims_[claimed_].tree_size <= size(); ++claimed_)
      if (claims_[claimed_].tree_size == size()) compare(claims_[claimed_]);
  }

  /// A row cannot be older than the head before it, nor newer than the one that sealed it: it was put in by
  /// hand.
  void check_date(const Row& row, const store::PlacedLeaf& leaf) {
    if (last_head_ && row.at + kClocksDiffer < last_head_->at)
      find(Fault::inserted, leaf.leaf_index, leaf.audit_id,
           fmt::format("記録の時刻（{}）が、その前の封印（{}"
                       "）より古くなっています。後から差しこまれたおそれがあります。",
                       to_string(row.at), to_string(last_head_->at)),
           fmt::format("The row says {} but was sealed after {}: it may have been put in later.",
                       to_string(row.at), to_string(last_head_->at)));
    if (!newest_in_group_ || row.at > newest_in_group_->at) newest_in_group_ = {row.at, leaf};
  }

  void check_node(int level, std::int64_t index, const Hash& hash) {
    const auto kept = store::node(tx_, region_, level, index);
    if (!kept || hash_from_bytes(*kept) != hash)
      find(Fault::tree, {}, {}, fmt::format("木の節（段{} 番号{}）がないか、違っています。", level, index),
           fmt::format("Node {} of level {} is missing or wrong.", index, level));
  }

  void next_heads() { heads_page_ = store::heads_after(tx_, region_, size(), kPage); }

  void check_head(const SignedHead& signed_head) {
    const auto& head = signed_head.head;
    ++heads_;
    const auto* const by = key(signed_head.key_number);
    if (by == nullptr ||
        !crypto::is_signed_by(by->public_key, crypto::view(text_of(head)), signed_head.signature))
      find(Fault::head, {}, {}, fmt::format("{}行目までの印の署名が正しくありません。", head.tree_size),
           fmt::format("The head of {} rows is not signed rightly.", head.tree_size));
    const auto before = last_head_ ? last_head_->tree_size : 0;
    if (head.previous_size != before)
      find(Fault::head, {}, {}, fmt::format("{}行目までの印がありません。", head.previous_size),
           fmt::format("The head of {} rows is missing.", head.previous_size));
    if (newest_in_group_ && newest_in_group_->at > head.at + kClocksDiffer)
      find(Fault::inserted, newest_in_group_->leaf.leaf_index, newest_in_group_->leaf.audit_id,
           "記録の時刻が、封印より新しくなっています。", "The row says a later time than its seal.");
    newest_in_group_.reset();
    compare({head.tree_size, head.root, fmt::format("{}に署名された印", to_string(head.at)),
             fmt::format("the head signed at {}", to_string(head.at))});
    last_head_ = head;
  }

  /// The leaves so far against a head. What does not match lies after the last one that did.
  void compare(const Claim& claim) {
    if (root_lost_) return;  // every later one differs too
    if (frontier_.root() == claim.root) {
      if (claim.tree_size == size()) group_starts_ = size();
      return;
    }
    root_lost_ = true;
    find(Fault::head, group_starts_, first_of_group_,
         fmt::format(
             "{}番目から{}番目までの記録が、{}に合いません。書きかえ、並べかえ、差しこみのいずれかです。",
             group_starts_ + 1, size(), claim.ja),
         fmt::format("Rows {} to {} do not match {}: altered, reordered or inserted.", group_starts_ + 1,
                     size(), claim.en));
  }

  // --- what should be there at the end ---

  void check_ends() {
    std::optional<Claim> longest;
    for (; claimed_ < claims_.size(); ++claimed_) longest = claims_[claimed_];
    while (!heads_page_.empty()) {
      heads_ += static_cast<std::int64_t>(heads_page_.size());
      const auto& last = heads_page_.back().head;
      if (!longest || last.tree_size > longest->tree_size)
        longest = Claim{last.tree_size, last.root, "印", "a head"};
      heads_page_ = store::heads_after(tx_, region_, last.tree_size, kPage);
    }
    if (longest)
      find(Fault::rolled_back, size(), {},
           fmt::format("記録は{}行ですが、{}は{}行あったとしています。{}番目から後が消されています。", size(),
                       longest->ja, longest->tree_size, size() + 1),
           fmt::format("The log has {} rows, but {} says {}: everything from row {} on was taken away.",
                       size(), longest->en, longest->tree_size, size() + 1));
    if (size() > (last_head_ ? last_head_->tree_size : 0) && !longest)
      find(Fault::head, last_head_ ? last_head_->tree_size : 0, {},
           "封印された記録の最後に、署名された印がありません。", "The last sealed rows have no signed head.");
    const auto tree = store::tree(tx_, region_);
    if ((tree ? tree->tree_size : 0) != size() || (tree && tree->frontier != frontier_.bytes()))
      find(Fault::tree, {}, {}, "木の端の控えが、葉と合いません。",
           "The tree's right edge does not match its leaves.");
  }

  void check_unsealed() {
    for (const auto& row : store::unsealed(tx_, region_, 100000)) {
      const bool backdated = last_head_ && row.at + kClocksDiffer < last_head_->at;
      if (row.passed || backdated)
        find(Fault::inserted, {}, row.audit_id,
             "封印を通っていない記録があります。後から差しこまれたものです。",
             "A row did not pass the seal: it was put in by hand.");
      else
        ++waiting_;
    }
  }

  /// A row that is what another place's seal says has only changed places.
  void tell_order() {
    for (const auto& wanted : wanted_) {
      const auto at = mismatches_.find(wanted);
      if (at == mismatches_.end() || at->second >= report_.findings.size()) continue;
      auto& finding = report_.findings[at->second];
      finding.fault = Fault::reordered;
      finding.ja = "記録の並びが、封印されたときと違います。";
      finding.en = "A row has changed its place.";
    }
  }

  struct HashOrder {
    std::size_t operator()(const Hash& h) const {
      return std::hash<std::string_view>{}({reinterpret_cast<const char*>(h.data()), h.size()});
    }
  };
  struct Newest {
    Time at{};
    store::PlacedLeaf leaf;
  };

  Tx& tx_;
  const Keyring& keyring_;
  RegionId region_;
  Report& report_;
  std::string name_;
  std::vector<KeyRow> keys_;
  std::vector<Claim> claims_;
  std::size_t claimed_ = 0;
  Frontier frontier_;
  std::vector<SignedHead> heads_page_;
  std::optional<Head> last_head_;
  std::int64_t group_starts_ = 0;  ///< leaves before this one are confirmed by a head
  std::optional<AuditId> first_of_group_;
  std::optional<Newest> newest_in_group_;
  bool root_lost_ = false;
  std::unordered_map<Hash, std::size_t, HashOrder> mismatches_;  ///< what a row is now → its finding
  std::vector<Hash> wanted_;                                     ///< what it should be
  std::size_t found_ = 0;
  std::int64_t heads_ = 0;
  std::int64_t waiting_ = 0;
};

}  // namespace

Report verify(Tx& tx, const Keyring& keys, const std::vector<HeadsFile>& kept) {
  Report report;
  auto regions = store::regions(tx);
  for (const auto& file : kept)
    for (const auto& heads : file.regions)
      if (std::ranges::find(regions, heads.region_id) == regions.end()) regions.push_back(heads.region_id);
  for (const auto region : regions) RegionCheck(tx, keys, region, report).run(kept);
  std::ranges::stable_sort(report.findings, [](const Finding& a, const Finding& b) {
    if (a.row_number && b.row_number) return *a.row_number < *b.row_number;
    return a.row_number.has_value() && !b.row_number;
  });
  return report;
}

}  // namespace musubi::audit
