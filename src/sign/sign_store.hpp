// The tables of early signs: SQL and nothing else. What hands out signs takes a `Reach` and so can only give
// what its actor may read: every class of every fact, and nothing from before the seat looks back.
#pragma once
#include "db/tx.hpp"
#include "sign/sign.hpp"

namespace musubi::sign {

struct Reach {
  RegionId region;
  PersonId person;
  ClassSet classes;
  std::string since;  ///< the earliest day, `YYYY-MM-DD`; empty: everything
};
Reach reach_of(const access::Actor& actor, const access::Grant& grant);

struct SignRow {
  SignId id;
  std::string rule;
  SignState state = SignState::open;
  ClassSet classes;
  std::string facts;
  Time raised_at{}, at{};
  std::string by_name, reason;
  std::int64_t version = 1;
};
BOOST_DESCRIBE_STRUCT(SignRow, (), (id, rule, state, classes, facts, raised_at, at, by_name, reason, version))
/// Open ones first, then those dismissed; the last changed first.
std::vector<SignRow> signs(Tx& tx, const Reach& reach);
std::optional<SignRow> find_sign(Tx& tx, const Reach& reach, SignId sign);
/// Newest first; only states that the reader may read now.
std::vector<SignVersionView> sign_versions(Tx& tx, const Reach& reach, SignId sign);
/// False if the version is no longer `version`. Keeps the new version.
bool move_sign(Tx& tx, RegionId region, SignId sign, std::int64_t version, SignState state,
               const std::string& reason, PostId by, const std::string& by_name);

// --- for the program: whatever the class

std::vector<Kept> kept_signs(Tx& tx, RegionId region, PersonId person);
/// False if another copy of the program was faster. Keeps the version.
bool take_step(Tx& tx, RegionId region, PersonId person, const Planned& step, SignId id);

/// The newest state of each rule's switch.
struct SwitchRow {
  std::string rule;
  std::int64_t version = 1;
  bool is_on = true;
  std::string reason, by_name;
  Time at{};
};
BOOST_DESCRIBE_STRUCT(SwitchRow, (), (rule, version, is_on, reason, by_name, at))
/// Every state, newest first.
std::vector<SwitchRow> switches(Tx& tx, RegionId region);
std::vector<std::string> switched_off(Tx& tx, RegionId region);
/// False if a version of this number exists already.
bool insert_switch(Tx& tx, RegionId region, const std::string& rule, std::int64_t version,
                   const RuleSwitch& change, PostId by, const std::string& by_name);

}  // namespace musubi::sign
