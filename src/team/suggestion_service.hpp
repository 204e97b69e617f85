// The use cases of suggestions: one synchronous function each over a Tx. The guard comes first in every one
// of them.
#pragma once
#include "access/access.hpp"
#include "task/task.hpp"
#include "team/suggestion.hpp"

namespace musubi::team {

using access::Actor;

/// A guardian's own, or all for a coordinator.
Result<std::vector<SuggestionView>> list_suggestions(Tx& tx, const Actor& actor, PersonId person);
/// Facilities of the region's directory by a part of their name, for who suggests one; at most 20.
Result<std::vector<PlaceView>> list_places(Tx& tx, const Actor& actor, PersonId person,
                                           const PlaceQuery& query);
/// By a guardian; idempotent by `suggestion.id`. The same for a place that is in the team: whether it is, is
/// not told.
Result<SuggestionView> suggest(Tx& tx, const Actor& actor, PersonId person, const NewSuggestion& suggestion);
/// By who suggested it, while it is open.
Result<SuggestionView> withdraw_suggestion(Tx& tx, const Actor& actor, PersonId person, SuggestionId id);
/// By a coordinator. Taking it up opens nothing: the invitation of a seat does.
Result<SuggestionView> answer_suggestion(Tx& tx, const Actor& actor, PersonId person, SuggestionId id,
                                         const SuggestionAnswer& answer);

/// A task of the coordinators for each that is open.
std::vector<task::Cause> suggestion_causes(Tx& tx, RegionId region, PersonId person, const Date& birth);

}  // namespace musubi::team
