// A guardian's wish for the team: 「この施設・人にも入ってほしい」. It opens nothing: a coordinator takes it
// up, by the ordinary invitation of a seat, or declines it with a reason. A guardian under a protective limit
// may suggest as well, for that tells them nothing; what became of it would (which place the child goes to,
// or that somebody looked), so to them a suggestion only ever shows as handed in. Rule: domain.md, "invite a
// supporter by suggesting a seat".
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "base/json.hpp"

namespace musubi::team {

using SuggestionId = Id<struct SuggestionTag>;

inline constexpr std::int64_t kMostOpenSuggestions = 20;  ///< of one guardian for one person
inline constexpr int kDaysToAnswer = 7;

enum class SuggestionState { open, taken_up, declined, withdrawn };
BOOST_DESCRIBE_ENUM(SuggestionState, open, taken_up, declined, withdrawn)

struct NewSuggestion {
  SuggestionId id;
  std::optional<FacilityId> facility_id;  ///< of the region's directory
  Line<120> name;                         ///< where it is not in there
  Line<60> kind;                          ///< in the guardian's words, where it is not in there
  RequiredProse<1000> why;
};
BOOST_DESCRIBE_STRUCT(NewSuggestion, (), (id, facility_id, name, kind, why))

/// `reason` is needed to decline; the guardian reads it.
struct SuggestionAnswer {
  bool take_up = false;
  Line<500> reason;
};
BOOST_DESCRIBE_STRUCT(SuggestionAnswer, (), (take_up, reason))

struct SuggestionView {
  SuggestionId id;
  std::optional<FacilityId> facility_id;
  std::string name;
  std::string kind;  ///< a code of data/facility_types.csv where `facility_id` is there
  std::string why;
  std::string by_name;
  bool by_limited =
      false;  ///< for coordinators: the guardian is under a protective limit and reads no answer
  Time created_at{};
  SuggestionState state = SuggestionState::open;
  std::string answer;
  std::optional<Time> answered_at;
  std::string answered_by_name;
  bool may_withdraw = false, may_answer = false;
};
BOOST_DESCRIBE_STRUCT(SuggestionView, (),
                      (id, facility_id, name, kind, why, by_name, by_limited, created_at, state, answer,
                       answered_at, answered_by_name, may_withdraw, may_answer))

/// A facility as a guardian finds it: nobody's name, no telephone of a ward.
struct PlaceView {
  FacilityId id;
  std::string name;
  std::string facility_type;
};
BOOST_DESCRIBE_STRUCT(PlaceView, (), (id, name, facility_type))
struct PlaceQuery {
  Line<100> q;
};
BOOST_DESCRIBE_STRUCT(PlaceQuery, (), (q))

}  // namespace musubi::team
