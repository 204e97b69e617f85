#include "assessment/instruments.hpp"

#include <algorithm>
#include <set>
#include <stdexcept>

namespace musubi::assessment {
namespace {

#include "instruments.inc"

std::unexpected<Error> wrong(const std::string& field, const std::string& what) {
  return fail(Code::invalid, field, "検査のデータが正しくありません：" + what, "Bad instrument: " + what);
}
std::string at(std::string_view list, std::size_t index) {
  return std::string(list) + "[" + std::to_string(index) + "]";
}
template <class Item>
const Item* coded(const std::vector<Item>& items, std::string_view code) {
  const auto found = std::ranges::find(items, code, &Item::code);
  return found == items.end() ? nullptr : &*found;
}
template <class Item>
bool has_repeats(const std::vector<Item>& items) {
  std::set<std::string_view> seen;
  return std::ranges::any_of(
      items, [&](const Item& item) { return item.code.empty() || !seen.insert(item.code).second; });
}

Status check_scale(const InstrumentScale& scale, const std::string& path) {
  if (scale.max <= scale.min) return wrong(path + ".max", "bounds cross");
  const bool standard = scale.kind == ScaleKind::standard;
  if (standard != (scale.mean && scale.sd)) return wrong(path + ".mean", "mean and SD, for standard scales");
  if (standard && *scale.sd <= 0) return wrong(path + ".sd", "no spread");
  const bool ages = scale.kind == ScaleKind::development;
  if (ages != (scale.age_ja && scale.age_en)) return wrong(path + ".age_ja", "a name for the age");
  if ((scale.kind == ScaleKind::level) != scale.levels.has_value())
    return wrong(path + ".levels", "levels, for level scales");
  if (scale.levels && (scale.min != 1 || static_cast<double>(scale.levels->size()) != scale.max))
    return wrong(path + ".levels", "counted from 1 to max");
  return {};
}

Status check_domain(const Instrument& instrument, const InstrumentDomain& domain, const std::string& path) {
  const auto* scale = coded(instrument.scales, domain.scale);
  if (scale == nullptr) return wrong(path + ".scale", domain.scale);
  if (domain.parent) {
    const auto* parent = coded(instrument.domains, *domain.parent);
    if (parent == nullptr || parent == &domain) return wrong(path + ".parent", *domain.parent);
  }
  if (!domain.cutoffs) return {};
  for (const auto& cutoff : *domain.cutoffs) {
    if (cutoff.source.empty() || cutoff.ja.empty() || cutoff.en.empty())
      return wrong(path + ".cutoffs", "a cut-off needs words and its publication");
    if (cutoff.at < scale->min || cutoff.at > scale->max)
      return wrong(path + ".cutoffs", "outside of the scale");
  }
  return {};
}

Status check(const Instrument& instrument) {
  if (instrument.code.empty() || instrument.ja.empty() || instrument.en.empty())
    return wrong("code", "code and names");
  if (instrument.editions.empty()) return wrong("editions", "none");
  if (instrument.sources.empty()) return wrong("sources", "none");
  if (instrument.reporters.empty()) return wrong("reporters", "none");
  if (instrument.classes.empty()) return wrong("classes", "none");
  if (instrument.domains.empty()) return wrong("domains", "none");
  if (instrument.from_months < 0 || (instrument.to_months && *instrument.to_months < instrument.from_months))
    return wrong("to_months", "ages cross");
  if (has_repeats(instrument.scales)) return wrong("scales", "a code twice");
  if (has_repeats(instrument.domains)) return wrong("domains", "a code twice");
  for (std::size_t i = 0; i < instrument.scales.size(); ++i)
    TRY(check_scale(instrument.scales[i], at("scales", i)));
  for (std::size_t i = 0; i < instrument.domains.size(); ++i)
    TRY(check_domain(instrument, instrument.domains[i], at("domains", i)));
  return {};
}

/// Compiled in: where one is broken the build is, so this throws.
std::vector<Instrument> load() {
  std::vector<Instrument> all;
  for (const auto text : kInstrumentTexts) {
    auto one = read_instrument(text);
    if (!one)
      throw std::logic_error("data/instruments: " + std::string(text.substr(0, 40)) + " " +
                             one.error().field + " " + one.error().detail_en);
    all.push_back(std::move(*one));
  }
  if (has_repeats(all)) throw std::logic_error("data/instruments: a code twice");
  std::ranges::stable_sort(all, {}, &Instrument::group);
  return all;
}

}  // namespace

Result<Instrument> read_instrument(std::string_view text) {
  TRY_ASSIGN(auto instrument, json::read<Instrument>(text));
  TRY(check(instrument));
  return instrument;
}

const std::vector<Instrument>& instruments() {
  static const auto kAll = load();
  return kAll;
}
const Instrument* find_instrument(std::string_view code) {
  return coded(instruments(), code);
}
const InstrumentDomain* find_domain(const Instrument& instrument, std::string_view code) {
  return coded(instrument.domains, code);
}
const InstrumentScale& scale_of(const Instrument& instrument, const InstrumentDomain& domain) {
  return *coded(instrument.scales, domain.scale);
}

}  // namespace musubi::assessment
