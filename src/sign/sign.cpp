#include "sign/sign.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "growth/growth.hpp"
#include "person/person.hpp"
#include "record/record_types.hpp"

namespace musubi::sign {
namespace {

bool among(const std::vector<std::string>& list, const std::string& one) {
  return std::ranges::find(list, one) != list.end();
}
int months_on(const Date& birth, const Date& on) {
  if (on < birth) return -1;
  const auto age = age_on(birth, on);
  return age.years * 12 + age.months;
}

Finding begin(const Rule& rule, const Date& from) {
  Finding finding;
  finding.rule = &rule;
  finding.facts_from = from;
  for (const auto one : rule.classes) finding.classes = finding.classes | ClassSet::of(one);
  return finding;
}
void use(Finding& finding, SignFact fact, ClassSet classes) {
  finding.classes = finding.classes | classes;
  finding.facts_from = std::min(finding.facts_from, fact.on);
  finding.facts.items.push_back(std::move(fact));
}
void use_check(Finding& finding, const RecordFact& fact) {
  const auto* type = record::find_type(fact.type);
  const auto* kind = type == nullptr ? nullptr : record::find_kind(*type, fact.kind);
  if (kind == nullptr) return;
  use(finding,
      {FactKind::record, fact.id, japan_date(fact.at), type->ja + "：" + kind->ja,
       type->en + ": " + kind->en},
      fact.classes);
}

const double* value_in(const ResultFact& result, const std::string& domain) {
  const auto found = std::ranges::find(result.values, domain, &ResultValue::domain);
  return found == result.values.end() ? nullptr : &found->value;
}
bool is_asked(const Rule& rule, const Facts& facts, const ResultFact& result) {
  const auto& shape = *rule.result;
  const auto months = months_on(facts.birth, result.tested_on);
  const auto grade = grade_on(facts.birth, result.tested_on);
  return result.instrument == shape.instrument && months >= rule.from_months && months <= rule.to_months &&
         (!shape.from_grade || grade >= *shape.from_grade) && (!shape.to_grade || grade <= *shape.to_grade);
}
/// How far a value is past the cut-off; negative: not reached, or already another rule's.
double past(const ResultRule& shape, double value) {
  const bool up = shape.direction == assessment::CutoffDirection::at_or_above;
  if (shape.below && value >= *shape.below) return -1;
  return up ? value - shape.at : shape.at - value;
}

/// The newest result with a value decides: a later one within the bounds ends the sign.
std::optional<Finding> find_result(const Rule& rule, const Facts& facts) {
  const auto& shape = *rule.result;
  const ResultFact* newest = nullptr;
  for (const auto& result : facts.results)
    if (is_asked(rule, facts, result) && value_in(result, shape.domain) != nullptr) newest = &result;
  if (newest == nullptr) return std::nullopt;
  const double value = *value_in(*newest, shape.domain);
  const double beyond = past(shape, value);
  if (beyond < 0) return std::nullopt;
  for (const auto& result : facts.results)
    if (shape.unless && result.instrument == shape.instrument && result.tested_on >= newest->tested_on &&
        value_in(result, *shape.unless) != nullptr)
      return std::nullopt;
  auto finding = begin(rule, newest->tested_on);
  finding.level = static_cast<std::int64_t>(std::floor(beyond));
  const auto& instrument = *assessment::find_instrument(shape.instrument);
  const auto& domain = *assessment::find_domain(instrument, shape.domain);
  const auto number = record::number_text(value, assessment::scale_of(instrument, domain).decimals);
  use(finding,
      {FactKind::assessment, newest->id, newest->tested_on, instrument.ja + " " + domain.ja + "：" + number,
       instrument.en + " " + domain.en + ": " + number},
      newest->classes);
  return finding;
}

/// The newest check within the ages decides.
std::optional<Finding> find_follow_up(const Rule& rule, const Facts& facts) {
  const auto& shape = *rule.follow_up;
  const RecordFact* refer = nullptr;
  for (const auto& fact : facts.records) {
    if (fact.type != shape.type) continue;
    const auto months = months_on(facts.birth, japan_date(fact.at));
    if (fact.kind == shape.refer && months >= shape.seen_from_months && months < shape.seen_until_months)
      refer = &fact;
    else if (refer != nullptr && among(shape.done, fact.kind))
      refer = nullptr;
  }
  if (refer == nullptr || months_on(facts.birth, facts.today) < shape.due_months) return std::nullopt;
  auto finding = begin(rule, japan_date(refer->at));
  use_check(finding, *refer);
  return finding;
}

std::optional<Finding> find_days(const Rule& rule, const Facts& facts) {
  const auto& shape = *rule.days;
  const auto grade = grade_on(facts.birth, facts.today);
  if (grade < shape.from_grade || grade > shape.to_grade) return std::nullopt;
  std::set<Date> days;
  auto finding = begin(rule, facts.today);
  const RecordFact *first = nullptr, *last = nullptr;
  for (const auto& fact : facts.records) {
    const auto on = japan_date(fact.at);
    if (fact.type != shape.type || !among(shape.kinds, fact.kind) || on > facts.today ||
        school_year(on) != school_year(facts.today))
      continue;
    days.insert(on);
    finding.classes = finding.classes | fact.classes;
    if (first == nullptr) first = &fact;
    last = &fact;
  }
  if (static_cast<std::int64_t>(days.size()) < shape.at) return std::nullopt;
  finding.level = static_cast<std::int64_t>(days.size()) / shape.at;
  use_check(finding, *first);
  use(finding,
      {FactKind::record, last->id, japan_date(last->at), fmt::format("ここまで{}日", days.size()),
       fmt::format("{} days up to here", days.size())},
      {});
  return finding;
}

std::string sd_text(double z) {
  return fmt::format("{}{:.2f} SD", z < 0 ? "−" : "+", std::abs(z));
}

std::optional<Finding> find_weight_fall(const Rule& rule, const Facts& facts) {
  const auto& shape = *rule.weight_fall;
  if (!facts.sex || (facts.gestation_days && *facts.gestation_days < growth::kPretermBefore))
    return std::nullopt;
  std::vector<growth::Measurement> weights;
  for (const auto& fact : facts.records)
    if (fact.type == "weight" && fact.value) weights.push_back({fact.id.uuid, fact.at, *fact.value, {}});
  const growth::GrowthPoint *born = nullptr, *newest = nullptr;
  const auto points = growth::assess(*growth::find_reference(shape.reference), growth::Measure::weight,
                                     {facts.birth, facts.sex, facts.gestation_days}, weights);
  for (const auto& point : points) {
    if (point.flag != growth::Flag::none || !point.z) continue;
    const auto days = days_between(facts.birth, japan_date(point.at));
    if (days == 0 && born == nullptr) born = &point;
    if (days >= shape.from_days && months_on(facts.birth, japan_date(point.at)) <= rule.to_months)
      newest = &point;
  }
  if (newest == nullptr) return std::nullopt;
  constexpr double kExact = 1e-6;  // a fall of just so many spaces counts, whatever the last bit says
  double spaces = 0;
  bool fell = false;
  if (born != nullptr) {
    spaces = (*born->z - *newest->z) / shape.space_sd;
    const auto band = std::ranges::find_if(
        shape.bands, [&](const FallBand& b) { return !b.below_sd || *born->z < *b.below_sd; });
    fell = band != shape.bands.end() && spaces + kExact >= band->spaces;
  }
  if (!fell && *newest->z >= shape.low_sd) return std::nullopt;
  auto finding = begin(rule, japan_date(newest->at));
  finding.level = static_cast<std::int64_t>(std::floor(std::max(fell ? spaces : 0.0, -*newest->z) + kExact));
  const auto add = [&](const growth::GrowthPoint& point) {
    const auto fact =
        std::ranges::find(facts.records, point.record_id.uuid, [](const RecordFact& f) { return f.id.uuid; });
    const auto number = record::number_text(point.value, 2) + " kg";
    use(finding,
        {FactKind::record, FactId{point.record_id.uuid}, japan_date(point.at),
         "体重 " + number + "（" + sd_text(*point.z) + "）",
         "Weight " + number + " (" + sd_text(*point.z) + ")"},
        fact->classes);
  };
  if (born != nullptr) add(*born);
  add(*newest);
  return finding;
}

std::optional<Finding> find_one(const Rule& rule, const Facts& facts) {
  if (rule.result) return find_result(rule, facts);
  const auto months = months_on(facts.birth, facts.today);
  if (months < rule.from_months || months > rule.to_months) return std::nullopt;
  if (rule.follow_up) return find_follow_up(rule, facts);
  if (rule.days) return find_days(rule, facts);
  if (rule.weight_fall) return find_weight_fall(rule, facts);
  return std::nullopt;
}

std::optional<Planned> step_for(const Kept& kept, const Finding* finding) {
  if (finding == nullptr)
    return kept.state == SignState::over ? std::nullopt : std::optional(Planned{Step::end, &kept, nullptr});
  switch (kept.state) {
    case SignState::over:
      return Planned{Step::raise, &kept, finding};
    case SignState::dismissed:
      if (finding->level > kept.level) return Planned{Step::raise, &kept, finding};
      return std::nullopt;
    case SignState::open:
      if (kept.facts != json::to_json(finding->facts) || kept.classes != finding->classes ||
          kept.rule_version != finding->rule->version)
        return Planned{Step::renew, &kept, finding};
      return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace

int grade_on(const Date& birth, const Date& on) {
  return school_year(on) - person::school_entry_year(birth) + 1;
}

std::vector<Finding> evaluate(std::span<const Rule> rules, const Facts& facts) {
  std::vector<Finding> findings;
  for (const auto& rule : rules)
    if (auto finding = find_one(rule, facts)) findings.push_back(std::move(*finding));
  return findings;
}

std::vector<Planned> plan(std::span<const Kept> kept, std::span<const Finding> findings,
                          const std::vector<std::string>& switched_off) {
  std::vector<Planned> steps;
  for (const auto& one : kept) {
    if (among(switched_off, one.rule)) continue;  // stands still, unseen, until the rule is on again
    const auto found =
        std::ranges::find_if(findings, [&](const Finding& f) { return f.rule->code == one.rule; });
    if (auto step = step_for(one, found == findings.end() ? nullptr : &*found)) steps.push_back(*step);
  }
  for (const auto& finding : findings)
    if (!among(switched_off, finding.rule->code) &&
        std::ranges::find(kept, finding.rule->code, &Kept::rule) == kept.end())
      steps.push_back({Step::raise, nullptr, &finding});
  return steps;
}

}  // namespace musubi::sign
