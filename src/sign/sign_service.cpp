#include "sign/sign_service.hpp"

#include <algorithm>
#include <set>

#include "assessment/assessment.hpp"
#include "assessment/assessment_store.hpp"
#include "audit/audit.hpp"
#include "base/lost_race.hpp"
#include "db/change_feed.hpp"
#include "growth/growth_service.hpp"
#include "person/person_service.hpp"
#include "record/record_store.hpp"
#include "sign/sign_store.hpp"

namespace musubi::sign {
namespace {

using access::Action;
using access::Grant;

/// Whoever may plan, and plans development or education. The family's 閲覧履歴 tells a look from a decision:
/// `recorded`.
Result<Grant> may_see(Tx& tx, const Actor& actor, PersonId person, Action recorded) {
  TRY_ASSIGN(auto grant, access::require(tx, actor, recorded, person, {{}, "signs", {}}));
  const bool plans =
      access::decide(actor, Action::draft_document, {}, access::gather(tx, actor, person)).granted;
  if (plans && (grant.classes.has(InfoClass::development) || grant.classes.has(InfoClass::education)))
    return grant;
  Error error{Code::forbidden, "", "「気づき」は、発達・療育か教育の計画を立てる人だけが見られます。",
              "Only who plans development or education sees early signs."};
  error.refusal = Refusal{std::string(json::enum_name(recorded)), "role", to_string(person)};
  return std::unexpected(std::move(error));
}

bool is_off(const std::vector<std::string>& off, const std::string& rule) {
  return find_rule(rule) == nullptr || std::ranges::find(off, rule) != off.end();
}

SignView view_of(SignRow row, PersonId person) {
  const auto& rule = *find_rule(row.rule);
  SignView view;
  view.id = row.id;
  view.person_id = person;
  view.rule = rule.code;
  view.ja = rule.ja, view.en = rule.en;
  view.why_ja = rule.why_ja, view.why_en = rule.why_en;
  view.cannot_ja = rule.cannot_ja, view.cannot_en = rule.cannot_en;
  view.next_ja = rule.next_ja, view.next_en = rule.next_en;
  view.accuracy_ja = rule.accuracy_ja, view.accuracy_en = rule.accuracy_en;
  view.sources = rule.sources;
  view.facts = json::read<SignFacts>(row.facts).value().items;
  view.state = row.state;
  for (int c = 0; c < 6; ++c)
    if (row.classes.has(static_cast<InfoClass>(c))) view.classes.push_back(static_cast<InfoClass>(c));
  view.raised_at = row.raised_at;
  view.at = row.at;
  view.by_name = std::move(row.by_name);
  view.reason = std::move(row.reason);
  view.version = row.version;
  return view;
}

Result<SignView> found(Tx& tx, const Actor& actor, const Grant& grant, SignId sign) {
  auto row = find_sign(tx, reach_of(actor, grant), sign);
  if (!row || is_off(switched_off(tx, actor.region_id), row->rule)) return not_found();
  return view_of(std::move(*row), grant.person_id);
}

RuleView rule_view(const Rule& rule, const std::vector<SwitchRow>& switches) {
  RuleView view;
  view.code = rule.code;
  view.ja = rule.ja, view.en = rule.en;
  view.inputs_ja = rule.inputs_ja, view.inputs_en = rule.inputs_en;
  view.why_ja = rule.why_ja, view.why_en = rule.why_en;
  view.cannot_ja = rule.cannot_ja, view.cannot_en = rule.cannot_en;
  view.accuracy_ja = rule.accuracy_ja, view.accuracy_en = rule.accuracy_en;
  view.sources = rule.sources;
  for (const auto& row : switches)
    if (row.rule == rule.code)
      view.versions.push_back({row.version, row.is_on, row.reason, row.by_name, row.at});
  if (!view.versions.empty()) {
    view.is_on = view.versions.front().is_on;
    view.version = view.versions.front().version;
  }
  return view;
}

// --- facts

int months_today(Tx& tx, const Date& birth) {
  const auto age = age_on(birth, tx.today());
  return age.years * 12 + age.months;
}

void add_records(Tx& tx, RegionId region, PersonId person, const std::string& type, Time from, Facts& facts) {
  for (auto& row : record::plain_records(tx, region, person, type, from))
    facts.records.push_back({FactId{row.id.uuid}, type, std::move(row.kind), row.value, row.at, row.classes});
}

void add_results(Tx& tx, RegionId region, PersonId person, const std::string& instrument, Facts& facts) {
  for (const auto& row : assessment::results_of(tx, region, person, instrument)) {
    const auto state = json::read<assessment::AssessmentState>(row.body).value();
    ResultFact fact{FactId{row.id.uuid}, instrument, row.tested_on, ClassSet::of(state.info_class), {}};
    for (const auto& value : state.values)
      if (value.value) fact.values.push_back({value.domain, *value.value});
    facts.results.push_back(std::move(fact));
  }
}

/// What was read of it: a type or an instrument of several rules once.
struct Wanted {
  std::set<std::string> whole, this_year, instruments;
  bool body = false;
};
Wanted wanted_at(int months) {
  Wanted wanted;
  for (const auto& rule : rules()) {
    if (months < rule.from_months) continue;
    if (rule.result) wanted.instruments.insert(rule.result->instrument);
    if (months > rule.to_months) continue;
    if (rule.follow_up) wanted.whole.insert(rule.follow_up->type);
    if (rule.days) wanted.this_year.insert(rule.days->type);
    if (rule.weight_fall) {
      wanted.whole.insert("weight");
      wanted.body = true;
    }
  }
  return wanted;
}

/// The program acts for nobody. The row names no person: it would tell a reader of that person's log that
/// there is a sign. The sign's id leads to it.
void write_down(Tx& tx, RegionId region, SignId sign, ClassSet classes) {
  access::Actor program;
  program.region_id = region;
  audit::append(tx, program,
                {.action = "keep_sign",
                 .classes = classes,
                 .subject_kind = "sign",
                 .subject_id = sign.uuid,
                 .basis = "rule"});
}

}  // namespace

Result<std::vector<SignView>> list_signs(Tx& tx, const Actor& actor, PersonId person) {
  TRY_ASSIGN(const auto grant, may_see(tx, actor, person, Action::read_plans));
  const auto off = switched_off(tx, actor.region_id);
  std::vector<SignView> views;
  for (auto& row : signs(tx, reach_of(actor, grant)))
    if (!is_off(off, row.rule)) views.push_back(view_of(std::move(row), person));
  return views;
}

Result<std::vector<SignVersionView>> list_sign_versions(Tx& tx, const Actor& actor, PersonId person,
                                                        SignId sign) {
  TRY_ASSIGN(const auto grant, may_see(tx, actor, person, Action::read_plans));
  TRY(found(tx, actor, grant, sign));
  return sign_versions(tx, reach_of(actor, grant), sign);
}

Result<SignView> set_sign_state(Tx& tx, const Actor& actor, PersonId person, SignId sign,
                                std::int64_t version, const SignMove& move) {
  TRY_ASSIGN(const auto grant, may_see(tx, actor, person, Action::draft_document));
  if (move.state == SignState::over)
    return fail(Code::invalid, "state", "この状態にはできません。", "This state cannot be chosen.");
  TRY_ASSIGN(const auto now, found(tx, actor, grant, sign));
  // A retry of what did arrive finds its own state one version on.
  if (now.state == move.state && (now.version == version || now.version == version + 1)) return now;
  if (now.version != version) return lost_race(now);
  if (!move_sign(tx, actor.region_id, sign, version, move.state, move.reason, actor.post_id,
                 actor.display_name))
    return lost_race(now);
  return found(tx, actor, grant, sign);
}

Result<std::vector<RuleView>> list_rules(Tx& tx, const Actor& actor) {
  TRY(access::require_duty(tx, actor, access::Duty::operate_region, {}, {{}, "sign_rules", {}}));
  const auto switches_now = switches(tx, actor.region_id);
  std::vector<RuleView> views;
  for (const auto& rule : rules()) views.push_back(rule_view(rule, switches_now));
  return views;
}

Result<RuleView> switch_rule(Tx& tx, const Actor& actor, const std::string& code, std::int64_t version,
                             const RuleSwitch& change) {
  TRY(access::require_duty(tx, actor, access::Duty::operate_region, {}, {{}, "sign_rules", {}}));
  const auto* rule = find_rule(code);
  if (rule == nullptr) return not_found();
  const auto now = rule_view(*rule, switches(tx, actor.region_id));
  if (now.is_on == change.is_on && (now.version == version || now.version == version + 1)) return now;
  if (now.version != version ||
      !insert_switch(tx, actor.region_id, code, version + 1, change, actor.post_id, actor.display_name))
    return lost_race(now);
  db::append_change(tx, {.region_id = actor.region_id, .kind = "sign_rules"});
  return rule_view(*rule, switches(tx, actor.region_id));
}

std::optional<Facts> facts_of(Tx& tx, RegionId region, PersonId person, const Date& birth) {
  if (tx.today() < birth) return std::nullopt;
  Facts facts;
  facts.birth = birth;
  facts.today = tx.today();
  const auto wanted = wanted_at(months_today(tx, birth));
  if (wanted.body) {
    const auto body = person::body_of(tx, region, person);
    if (body && body->sex == person::Sex::male) facts.sex = growth::TableSex::male;
    if (body && body->sex == person::Sex::female) facts.sex = growth::TableSex::female;
    facts.gestation_days = growth::gestation_days_of(tx, region, person);
  }
  for (const auto& type : wanted.whole) add_records(tx, region, person, type, Time{}, facts);
  const auto year = japan_midnight(make_date(school_year(facts.today), 4, 1).value());
  for (const auto& type : wanted.this_year) add_records(tx, region, person, type, year, facts);
  for (const auto& instrument : wanted.instruments) add_results(tx, region, person, instrument, facts);
  return facts;
}

bool is_in_line(Tx& tx, RegionId region, PersonId person, const Date& birth) {
  const auto facts = facts_of(tx, region, person, birth);
  if (!facts) return true;
  const auto found = evaluate(rules(), *facts);
  const auto kept = kept_signs(tx, region, person);
  if (found.empty() && kept.empty()) return true;
  return plan(kept, found, switched_off(tx, region)).empty();
}

void keep_in_line(Tx& tx, RegionId region, PersonId person, const Date& birth) {
  const auto facts = facts_of(tx, region, person, birth);
  if (!facts) return;
  const auto found = evaluate(rules(), *facts);
  const auto kept = kept_signs(tx, region, person);
  for (const auto& step : plan(kept, found, switched_off(tx, region))) {
    const auto id = step.kept == nullptr ? tx.new_id<SignId>() : step.kept->id;
    if (take_step(tx, region, person, step, id))
      write_down(tx, region, id, step.finding == nullptr ? step.kept->classes : step.finding->classes);
  }
}

}  // namespace musubi::sign
