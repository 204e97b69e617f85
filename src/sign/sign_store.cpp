#include "sign/sign_store.hpp"

namespace musubi::sign {
namespace {

/// $1 region, $2 person, $3 classes, $4 look-back.
#define MUSUBI_SIGN_IS_READ \
  " s.region_id = $1 and s.person_id = $2 and (s.classes & $3) = s.classes and s.facts_from >= $4 "
#define MUSUBI_SIGN_COLUMNS                                                                         \
  "select s.sign_id, s.rule, s.state, s.classes, s.facts, s.raised_at, s.at, s.by_name, s.reason, " \
  "s.version from sign s where"

/// The present state becomes a version; `by`: none for the program.
void keep_version(Tx& tx, RegionId region, SignId sign, std::optional<PostId> by) {
  tx.run(R"sql(
    insert into sign_version (region_id, sign_id, version, state, classes, facts_from, facts, reason, at, by_post, by_name)
    select region_id, sign_id, version, state, classes, facts_from, facts, reason, at, $3, by_name
      from sign where region_id = $1 and sign_id = $2
  )sql",
         region, sign, by);
}

bool raise_first(Tx& tx, RegionId region, PersonId person, const Finding& finding, SignId id) {
  return tx.run(R"sql(
    insert into sign (region_id, person_id, sign_id, rule, rule_version, state, level, classes, facts_from, facts,
                      raised_at, at, by_name, reason, version)
    values ($1, $2, $3, $4, $5, 'open', $6, $7, $8, $9, $10, $10, '', '', 1)
    on conflict do nothing
  )sql",
                region, person, id, finding.rule->code, finding.rule->version, finding.level, finding.classes,
                finding.facts_from, json::to_json(finding.facts), tx.now()) == 1;
}

bool renew(Tx& tx, RegionId region, const Kept& kept, const Finding& finding, bool again) {
  return tx.run(R"sql(
    update sign set state = 'open', rule_version = $4, level = $5, classes = $6, facts_from = $7, facts = $8, at = $9,
                    raised_at = case when $10 then $9 else raised_at end, by_name = '', reason = '',
                    version = version + 1
     where region_id = $1 and sign_id = $2 and version = $3
  )sql",
                region, kept.id, kept.version, finding.rule->version, finding.level, finding.classes,
                finding.facts_from, json::to_json(finding.facts), tx.now(), again) == 1;
}

}  // namespace

Reach reach_of(const access::Actor& actor, const access::Grant& grant) {
  return {actor.region_id, grant.person_id, grant.classes,
          grant.looks_back_to ? to_string(*grant.looks_back_to) : std::string()};
}

std::vector<SignRow> signs(Tx& tx, const Reach& reach) {
  static constexpr std::string_view kSql = MUSUBI_SIGN_COLUMNS MUSUBI_SIGN_IS_READ
      "and s.state <> 'over' order by case s.state when 'open' then 0 else 1 end, s.at desc, s.rule";
  return tx.all<SignRow>(kSql, reach.region, reach.person, reach.classes, reach.since);
}

std::optional<SignRow> find_sign(Tx& tx, const Reach& reach, SignId sign) {
  static constexpr std::string_view kSql =
      MUSUBI_SIGN_COLUMNS MUSUBI_SIGN_IS_READ "and s.state <> 'over' and s.sign_id = $5";
  return tx.first<SignRow>(kSql, reach.region, reach.person, reach.classes, reach.since, sign);
}

std::vector<SignVersionView> sign_versions(Tx& tx, const Reach& reach, SignId sign) {
  using Row = std::tuple<std::int64_t, SignState, std::string, Time, std::string, std::string>;
  static constexpr std::string_view kSql =
      "select v.version, v.state, v.facts, v.at, v.by_name, v.reason"
      " from sign s join sign_version v on v.region_id = s.region_id and v.sign_id = s.sign_id"
      " where" MUSUBI_SIGN_IS_READ
      "and s.sign_id = $5 and (v.classes & $3) = v.classes and v.facts_from >= $4"
      " order by v.version desc limit 200";
  std::vector<SignVersionView> versions;
  for (auto& [version, state, facts, at, by_name, reason] :
       tx.all<Row>(kSql, reach.region, reach.person, reach.classes, reach.since, sign))
    versions.push_back({version, state, json::read<SignFacts>(facts).value().items, at, by_name, reason});
  return versions;
}

bool move_sign(Tx& tx, RegionId region, SignId sign, std::int64_t version, SignState state,
               const std::string& reason, PostId by, const std::string& by_name) {
  const bool moved = tx.run(R"sql(
    update sign set state = $4, reason = $5, by_name = $6, at = $7, version = version + 1
     where region_id = $1 and sign_id = $2 and version = $3
  )sql",
                            region, sign, version, state, reason, by_name, tx.now()) == 1;
  if (moved) keep_version(tx, region, sign, by);
  return moved;
}

std::vector<Kept> kept_signs(Tx& tx, RegionId region, PersonId person) {
  return tx.all<Kept>(R"sql(
    select sign_id, rule, state, level, rule_version, classes, facts, version from sign
     where region_id = $1 and person_id = $2 order by rule
  )sql",
                      region, person);
}

bool take_step(Tx& tx, RegionId region, PersonId person, const Planned& step, SignId id) {
  bool kept = false;
  if (step.step == Step::end)
    kept = tx.run(R"sql(
      update sign set state = 'over', at = $4, by_name = '', reason = '', version = version + 1
       where region_id = $1 and sign_id = $2 and version = $3
    )sql",
                  region, id, step.kept->version, tx.now()) == 1;
  else if (step.kept == nullptr)
    kept = raise_first(tx, region, person, *step.finding, id);
  else
    kept = renew(tx, region, *step.kept, *step.finding, step.step == Step::raise);
  if (kept) keep_version(tx, region, id, std::nullopt);
  return kept;
}

std::vector<SwitchRow> switches(Tx& tx, RegionId region) {
  return tx.all<SwitchRow>(R"sql(
    select rule, version, is_on, reason, by_name, at from sign_rule_switch
     where region_id = $1 order by rule, version desc
  )sql",
                           region);
}

std::vector<std::string> switched_off(Tx& tx, RegionId region) {
  return tx.all<std::string>(R"sql(
    select s.rule from sign_rule_switch s
     where s.region_id = $1 and not s.is_on
       and not exists (select 1 from sign_rule_switch n
                        where n.region_id = s.region_id and n.rule = s.rule and n.version > s.version)
  )sql",
                             region);
}

bool insert_switch(Tx& tx, RegionId region, const std::string& rule, std::int64_t version,
                   const RuleSwitch& change, PostId by, const std::string& by_name) {
  return tx.run(R"sql(
    insert into sign_rule_switch (region_id, rule, version, is_on, reason, at, by_post, by_name)
    values ($1, $2, $3, $4, $5, $6, $7, $8)
    on conflict do nothing
  )sql",
                region, rule, version, change.is_on, change.reason, tx.now(), by, by_name) == 1;
}

}  // namespace musubi::sign
