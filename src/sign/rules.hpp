// Rules of early signs (気づき): data compiled in from data/signs/*.json, whose sources stand in each file
// (data/signs.source.md). A rule is one of four shapes: a result at a cut-off, a check that nobody followed
// up, days counted in a school year, weight that fell across centile spaces. It never names an illness.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "assessment/instruments.hpp"

namespace musubi::sign {

struct RuleSource {
  std::string text, url;
};
BOOST_DESCRIBE_STRUCT(RuleSource, (), (text, url))
/// The newest result of an instrument reaches a cut-off in one domain.
struct ResultRule {
  std::string instrument, domain;
  double at = 0;
  std::optional<double> below;  ///< another rule's business from here on
  assessment::CutoffDirection direction = assessment::CutoffDirection::at_or_above;
  std::optional<std::string> unless;                 ///< not if this domain has a value since
  std::optional<std::int64_t> from_grade, to_grade;  ///< school grade on the day of the test, 1 to 12
};
BOOST_DESCRIBE_STRUCT(ResultRule, (),
                      (instrument, domain, at, below, direction, unless, from_grade, to_grade))
/// A check said `refer`, and nothing that is `done` was recorded after it by the age of `due_months`.
struct FollowUpRule {
  std::string type, refer;
  std::vector<std::string> done;
  std::int64_t seen_from_months = 0, seen_until_months = 0;  ///< age at the check; the second is not reached
  std::int64_t due_months = 0;
};
BOOST_DESCRIBE_STRUCT(FollowUpRule, (), (type, refer, done, seen_from_months, seen_until_months, due_months))
/// So many days with a record of these kinds in the present school year.
struct DaysRule {
  std::string type;
  std::vector<std::string> kinds;
  std::int64_t at = 0;
  std::int64_t from_grade = 1, to_grade = 9;
};
BOOST_DESCRIBE_STRUCT(DaysRule, (), (type, kinds, at, from_grade, to_grade))
struct FallBand {
  std::optional<double> below_sd;  ///< of the weight at birth; none: the rest
  double spaces = 0;
};
BOOST_DESCRIBE_STRUCT(FallBand, (), (below_sd, spaces))
/// The newest weight against that of the day of birth, in centile spaces, or below `low_sd`.
struct WeightFallRule {
  std::string reference;
  std::int64_t from_days = 0;  ///< the earliest age of the newest weight
  double space_sd = 0, low_sd = 0;
  std::vector<FallBand> bands;
};
BOOST_DESCRIBE_STRUCT(WeightFallRule, (), (reference, from_days, space_sd, low_sd, bands))

struct Rule {
  std::string code;
  std::int64_t version = 1;
  std::string family, ja, en;
  std::vector<InfoClass> classes;  ///< who lacks one of these never sees it, whatever classes its facts have
  std::int64_t from_months = 0, to_months = 0;  ///< of a result: age on its day; of others: age today
  std::optional<ResultRule> result;
  std::optional<FollowUpRule> follow_up;
  std::optional<DaysRule> days;
  std::optional<WeightFallRule> weight_fall;
  std::string inputs_ja, inputs_en, why_ja, why_en, cannot_ja, cannot_en, next_ja, next_en;
  std::optional<std::string> accuracy_ja, accuracy_en;  ///< sensitivity and the like, where published
  std::vector<RuleSource> sources;
};
BOOST_DESCRIBE_STRUCT(Rule, (),
                      (code, version, family, ja, en, classes, from_months, to_months, result, follow_up,
                       days, weight_fall, inputs_ja, inputs_en, why_ja, why_en, cannot_ja, cannot_en, next_ja,
                       next_en, accuracy_ja, accuracy_en, sources))

const std::vector<Rule>& rules();
/// nullptr if there is no such code.
const Rule* find_rule(std::string_view code);
/// One file, read strictly: shape, words, sources, names of instruments, record types and references. The
/// error's field says where.
Result<Rule> read_rule(std::string_view text);

}  // namespace musubi::sign
