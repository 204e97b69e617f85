// The use cases of early signs. Who may plan (access: `draft_document`) and holds `development` or
// `education` sees the signs whose every class they hold; guardians never do. The program raises and ends
// signs itself, and says so to nobody: no message, no change feed (docs/decisions/021).
#pragma once
#include "db/tx.hpp"
#include "sign/sign.hpp"

namespace musubi::sign {

using access::Actor;

/// Open and dismissed ones.
Result<std::vector<SignView>> list_signs(Tx& tx, const Actor& actor, PersonId person);
Result<std::vector<SignVersionView>> list_sign_versions(Tx& tx, const Actor& actor, PersonId person,
                                                        SignId sign);
/// Dismisses with a reason, or takes that back.
Result<SignView> set_sign_state(Tx& tx, const Actor& actor, PersonId person, SignId sign,
                                std::int64_t version, const SignMove& move);

/// The rules that ship, and which of them the region switched off.
Result<std::vector<RuleView>> list_rules(Tx& tx, const Actor& actor);
Result<RuleView> switch_rule(Tx& tx, const Actor& actor, const std::string& rule, std::int64_t version,
                             const RuleSwitch& change);

/// What the rules look at, for one person. No guard: it is for the program.
std::optional<Facts> facts_of(Tx& tx, RegionId region, PersonId person, const Date& birth);
bool is_in_line(Tx& tx, RegionId region, PersonId person, const Date& birth);
void keep_in_line(Tx& tx, RegionId region, PersonId person, const Date& birth);

}  // namespace musubi::sign
