#include "sign/rules.hpp"

#include <algorithm>
#include <stdexcept>

#include "growth/reference.hpp"
#include "record/record_types.hpp"

namespace musubi::sign {
namespace {

#include "sign_rules.inc"

std::unexpected<Error> wrong(const std::string& field, const std::string& what) {
  return fail(Code::invalid, field, "気づきのルールが正しくありません：" + what, "Bad rule: " + what);
}

Status check_kinds(const std::string& type, const std::vector<std::string>& kinds, const std::string& path) {
  const auto* known = record::find_type(type);
  if (known == nullptr) return wrong(path + ".type", type);
  if (kinds.empty()) return wrong(path, "no kinds");
  for (const auto& kind : kinds)
    if (record::find_kind(*known, kind) == nullptr) return wrong(path, kind);
  return {};
}

Status check_result(const ResultRule& rule) {
  const auto* instrument = assessment::find_instrument(rule.instrument);
  if (instrument == nullptr) return wrong("result.instrument", rule.instrument);
  if (assessment::find_domain(*instrument, rule.domain) == nullptr)
    return wrong("result.domain", rule.domain);
  if (rule.unless && assessment::find_domain(*instrument, *rule.unless) == nullptr)
    return wrong("result.unless", *rule.unless);
  return {};
}

Status check_shape(const Rule& rule) {
  if (int{rule.result.has_value()} + int{rule.follow_up.has_value()} + int{rule.days.has_value()} +
          int{rule.weight_fall.has_value()} !=
      1)
    return wrong("code", "exactly one shape");
  if (rule.result) TRY(check_result(*rule.result));
  if (rule.follow_up) {
    TRY(check_kinds(rule.follow_up->type, rule.follow_up->done, "follow_up.done"));
    TRY(check_kinds(rule.follow_up->type, {rule.follow_up->refer}, "follow_up.refer"));
  }
  if (rule.days) {
    TRY(check_kinds(rule.days->type, rule.days->kinds, "days.kinds"));
    if (rule.days->at < 1) return wrong("days.at", "no day");
  }
  if (rule.weight_fall) {
    const auto& fall = *rule.weight_fall;
    if (growth::find_reference(fall.reference) == nullptr)
      return wrong("weight_fall.reference", fall.reference);
    if (fall.space_sd <= 0) return wrong("weight_fall.space_sd", "no distance");
    if (fall.bands.empty() || fall.bands.back().below_sd)
      return wrong("weight_fall.bands", "the last band takes the rest");
  }
  return {};
}

Status check(const Rule& rule) {
  if (rule.code.empty() || rule.ja.empty() || rule.en.empty()) return wrong("code", "code and names");
  if (rule.classes.empty()) return wrong("classes", "none");
  if (rule.from_months < 0 || rule.to_months < rule.from_months) return wrong("to_months", "ages cross");
  for (const auto* words : {&rule.inputs_ja, &rule.inputs_en, &rule.why_ja, &rule.why_en, &rule.cannot_ja,
                            &rule.cannot_en, &rule.next_ja, &rule.next_en})
    if (words->empty()) return wrong("why_ja", "words are missing");
  if (rule.accuracy_ja.has_value() != rule.accuracy_en.has_value())
    return wrong("accuracy_ja", "both languages");
  if (rule.sources.empty()) return wrong("sources", "none");
  for (const auto& source : rule.sources)
    if (source.text.empty() || source.url.empty()) return wrong("sources", "text and address");
  return check_shape(rule);
}

/// Compiled in: where one is broken the build is, so this throws.
std::vector<Rule> load() {
  std::vector<Rule> all;
  for (const auto text : kRuleTexts) {
    auto one = read_rule(text);
    if (!one)
      throw std::logic_error("data/signs: " + std::string(text.substr(0, 40)) + " " + one.error().field +
                             " " + one.error().detail_en);
    if (std::ranges::find(all, one->code, &Rule::code) != all.end())
      throw std::logic_error("data/signs: a code twice: " + one->code);
    all.push_back(std::move(*one));
  }
  return all;
}

}  // namespace

Result<Rule> read_rule(std::string_view text) {
  TRY_ASSIGN(auto rule, json::read<Rule>(text));
  TRY(check(rule));
  return rule;
}

const std::vector<Rule>& rules() {
  static const auto kAll = load();
  return kAll;
}
const Rule* find_rule(std::string_view code) {
  const auto found = std::ranges::find(rules(), code, &Rule::code);
  return found == rules().end() ? nullptr : &*found;
}

}  // namespace musubi::sign
