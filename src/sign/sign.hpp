// Early signs (気づき): what rules find in the facts of one person, and what becomes of it. Never a diagnosis
// (domain.md, "Early signs"). Pure rules below; who may see one is decided in access/ and by sign_store's
// reach. Why so: docs/decisions/021.
#pragma once
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "access/access.hpp"
#include "growth/reference.hpp"
#include "sign/rules.hpp"

namespace musubi::sign {

using SignId = Id<struct SignTag>;
/// A record or an assessment, as the kind of the fact says.
using FactId = Id<struct FactTag>;

/// `over`: the rule finds nothing any more.
enum class SignState { open, dismissed, over };
BOOST_DESCRIBE_ENUM(SignState, open, dismissed, over)
enum class FactKind { record, assessment };
BOOST_DESCRIBE_ENUM(FactKind, record, assessment)

// --- facts in

struct RecordFact {
  FactId id;
  std::string type, kind;
  std::optional<double> value;
  Time at{};
  ClassSet classes;
};
struct ResultValue {
  std::string domain;
  double value = 0;
};
struct ResultFact {
  FactId id;
  std::string instrument;
  Date tested_on;
  ClassSet classes;
  std::vector<ResultValue> values;
};
/// Everything the rules look at, each list by time.
struct Facts {
  Date birth, today;
  std::optional<growth::TableSex> sex;
  std::optional<int> gestation_days;
  std::vector<RecordFact> records;
  std::vector<ResultFact> results;
};

// --- findings out

/// What a rule looked at, as it was, so that the sign explains itself.
struct SignFact {
  FactKind kind = FactKind::record;
  FactId id;
  Date on;
  std::string ja, en;
};
BOOST_DESCRIBE_STRUCT(SignFact, (), (kind, id, on, ja, en))
struct SignFacts {
  std::vector<SignFact> items;
};
BOOST_DESCRIBE_STRUCT(SignFacts, (), (items))
struct Finding {
  const Rule* rule = nullptr;
  std::int64_t level = 0;  ///< how far beyond the cut-off; only compared with itself
  ClassSet classes;        ///< of the rule and of every fact used
  Date facts_from;         ///< the earliest day it speaks of
  SignFacts facts;
};
/// Deterministic: the same facts give the same findings, in the order of the rules.
std::vector<Finding> evaluate(std::span<const Rule> rules, const Facts& facts);
/// 1 to 12 on that day by age alone; below 1 before school.
int grade_on(const Date& birth, const Date& on);

// --- what becomes of a finding

struct Kept {
  SignId id;
  std::string rule;
  SignState state = SignState::open;
  std::int64_t level = 0, rule_version = 1;
  ClassSet classes;
  std::string facts;  ///< described JSON
  std::int64_t version = 1;
};
BOOST_DESCRIBE_STRUCT(Kept, (), (id, rule, state, level, rule_version, classes, facts, version))
enum class Step { raise, renew, end };
struct Planned {
  Step step = Step::raise;
  const Kept* kept = nullptr;        ///< none: it is raised for the first time
  const Finding* finding = nullptr;  ///< none for `end`
};
/// What brings signs into line with the findings of the rules that are on. A dismissed sign comes back when
/// its level rises, or when it had ended and is found again; nothing else reopens it.
std::vector<Planned> plan(std::span<const Kept> kept, std::span<const Finding> findings,
                          const std::vector<std::string>& switched_off);

// --- what comes in and goes out

struct SignMove {
  SignState state = SignState::dismissed;  ///< `dismissed` or, taking that back, `open`
  RequiredLine<500> reason;
};
BOOST_DESCRIBE_STRUCT(SignMove, (), (state, reason))
struct SignView {
  SignId id;
  PersonId person_id;
  std::string rule, ja, en, why_ja, why_en, cannot_ja, cannot_en, next_ja, next_en;
  std::optional<std::string> accuracy_ja, accuracy_en;
  std::vector<RuleSource> sources;
  std::vector<SignFact> facts;
  SignState state = SignState::open;
  std::vector<InfoClass> classes;
  Time raised_at{}, at{};
  std::string by_name, reason;  ///< of its present state; empty name: the program
  std::int64_t version = 1;
};
BOOST_DESCRIBE_STRUCT(SignView, (),
                      (id, person_id, rule, ja, en, why_ja, why_en, cannot_ja, cannot_en, next_ja, next_en,
                       accuracy_ja, accuracy_en, sources, facts, state, classes, raised_at, at, by_name,
                       reason, version))
struct SignVersionView {
  std::int64_t version = 1;
  SignState state = SignState::open;
  std::vector<SignFact> facts;
  Time at{};
  std::string by_name, reason;
};
BOOST_DESCRIBE_STRUCT(SignVersionView, (), (version, state, facts, at, by_name, reason))

struct RuleSwitch {
  bool is_on = true;
  RequiredLine<500> reason;
};
BOOST_DESCRIBE_STRUCT(RuleSwitch, (), (is_on, reason))
struct RuleVersionView {
  std::int64_t version = 1;
  bool is_on = true;
  std::string reason, by_name;
  Time at{};
};
BOOST_DESCRIBE_STRUCT(RuleVersionView, (), (version, is_on, reason, by_name, at))
struct RuleView {
  std::string code, ja, en, inputs_ja, inputs_en, why_ja, why_en, cannot_ja, cannot_en;
  std::optional<std::string> accuracy_ja, accuracy_en;
  std::vector<RuleSource> sources;
  bool is_on = true;
  std::int64_t version = 0;               ///< of the switch; 0: never touched
  std::vector<RuleVersionView> versions;  ///< newest first
};
BOOST_DESCRIBE_STRUCT(RuleView, (),
                      (code, ja, en, inputs_ja, inputs_en, why_ja, why_en, cannot_ja, cannot_en, accuracy_ja,
                       accuracy_en, sources, is_on, version, versions))

}  // namespace musubi::sign
