// The tables seat_suggestion and seat_suggestion_version: SQL, and nothing else. Decides nothing.
#pragma once
#include "access/access.hpp"
#include "db/tx.hpp"
#include "team/suggestion.hpp"

namespace musubi::team::store {

struct SuggestionRow {
  SuggestionId id;
  GuardianId guardian_id;
  std::optional<FacilityId> facility_id;
  std::string name, kind, why;
  PostId by_post;
  std::string by_name;
  bool by_limited = false;
  Time created_at{};
  SuggestionState state = SuggestionState::open;
  std::string answer;
  std::optional<Time> answered_at;
  std::string answered_by_name;
};
BOOST_DESCRIBE_STRUCT(SuggestionRow, (),
                      (id, guardian_id, facility_id, name, kind, why, by_post, by_name, by_limited,
                       created_at, state, answer, answered_at, answered_by_name))

/// The newest first: all of the person's, or one guardian's own.
std::vector<SuggestionRow> suggestions(Tx& tx, RegionId region, PersonId person,
                                       std::optional<GuardianId> guardian);
std::optional<SuggestionRow> find_suggestion(Tx& tx, RegionId region, PersonId person, SuggestionId id);
/// `answered_too`: as they look to a guardian under a limit.
std::int64_t count_open(Tx& tx, RegionId region, PersonId person, GuardianId guardian, bool answered_too);
/// Open ones, the oldest first.
std::vector<std::pair<SuggestionId, Time>> open_suggestions(Tx& tx, RegionId region, PersonId person);
/// With its first version. False if there is one of this id already.
bool insert_suggestion(Tx& tx, RegionId region, PersonId person, const SuggestionRow& row);
/// With its version. False if it is no longer open; `answered_too`: if it was withdrawn before.
bool close_suggestion(Tx& tx, const access::Actor& by, PersonId person, SuggestionId id, SuggestionState into,
                      const std::string& reason, bool answered_too = false);

}  // namespace musubi::team::store
