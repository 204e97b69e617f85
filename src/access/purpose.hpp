// What personal data is used for (利用目的): a consent and a legal basis name their purposes, and every
// action has the one that it serves (access.hpp, `purpose_for`). Words and FHIR codes:
// data/consent_purposes.csv. Rules: 個人情報保護法 17条 (the purpose is specified), 18条 (no use beyond it),
// 27条1項 (consent to passing it on).
#pragma once
#include "base/json.hpp"
#include "db/tx.hpp"

namespace musubi {

/// A purpose that a family can understand and that decides something.
enum class Purpose {
  support,   ///< 日々の支援と連携: the notebook, records, the course of life
  planning,  ///< 計画・検査・就学相談: plans and documents, assessments, school entry, early signs
  handover   ///< 引継ぎ: handing on to the next stage, facility or region
};
BOOST_DESCRIBE_ENUM(Purpose, support, planning, handover)
inline constexpr std::size_t kPurposes = 3;

/// A set of `Purpose`; stored as a BIGINT of bits, sent as a JSON array of names.
struct PurposeSet {
  std::int64_t bits = 0;
  auto operator<=>(const PurposeSet&) const = default;
  static constexpr PurposeSet all() { return {(std::int64_t{1} << kPurposes) - 1}; }
  static constexpr PurposeSet of(Purpose p) { return {std::int64_t{1} << static_cast<int>(p)}; }
  [[nodiscard]] constexpr bool has(Purpose p) const { return (bits & of(p).bits) != 0; }
  [[nodiscard]] constexpr bool covers(PurposeSet other) const { return (other.bits & ~bits) == 0; }
  [[nodiscard]] constexpr bool empty() const { return bits == 0; }
  constexpr PurposeSet operator|(PurposeSet o) const { return {bits | o.bits}; }
  constexpr PurposeSet operator&(PurposeSet o) const { return {bits & o.bits}; }
  [[nodiscard]] constexpr PurposeSet without(PurposeSet o) const { return {bits & ~o.bits}; }
};

namespace json {
template <>
struct Codec<PurposeSet> {
  static Status read(const Node& n, const std::string& path, PurposeSet& out) {
    out = {};
    return read_array(n, path, kPurposes, [&](const Node& item, const std::string& at) -> Status {
      Purpose purpose{};
      TRY(Codec<Purpose>::read(item, at, purpose));
      out = out | PurposeSet::of(purpose);
      return {};
    });
  }
  static void write(std::string& out, PurposeSet set) {
    out += '[';
    bool first = true;
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<Purpose>>([&](auto d) {
      if (!set.has(d.value)) return;
      if (!first) out += ',';
      first = false;
      write_string(out, d.name);
    });
    out += ']';
  }
  static std::string schema(Schemas& s) {
    return R"({"type":"array","uniqueItems":true,"items":)" + Codec<Purpose>::schema(s) + "}";
  }
};
}  // namespace json
namespace db {
template <>
struct Column<PurposeSet> {
  static Param bind(PurposeSet v, Holder&) { return v.bits; }
  static PurposeSet get(const Row& r, int c) { return {r.as_int(c)}; }
};
}  // namespace db

}  // namespace musubi
