// What the guard asks about emergency looks (緊急閲覧) besides the facts of every request, and the words in
// which one is refused. Reads breakglass/'s tables as the guard reads those of team and consent; never
// writes. Rule: domain.md, Break-glass.
#pragma once
#include "access/access.hpp"

namespace musubi::access {

/// How long after a search its person may be opened.
inline constexpr std::chrono::minutes kIdentifiedFor{15};

/// A review forbade this post to open another one, and no operator has lifted that.
bool is_barred(Tx& tx, const Actor& actor);
OpeningFacts opening_facts(Tx& tx, const Actor& actor, PersonId person);

/// What somebody is told whom a rule of emergency looks refuses; nothing for other rules.
std::optional<Error> emergency_refusal(const std::string& rule);

}  // namespace musubi::access
