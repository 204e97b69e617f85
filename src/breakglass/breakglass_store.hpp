// SQL of break-glass, and nothing else.
#pragma once
#include "breakglass/breakglass.hpp"

namespace musubi::breakglass::store {

/// An opening with its end and its latest review, if it has them.
struct OpeningRow {
  BreakGlassId id;
  PersonId person_id;
  PostId post_id;
  AccountId account_id;
  std::string opener_name, facility_name, profession;
  EmergencyKind kind = EmergencyKind::illness;
  std::string reason;
  bool without_consent = false;
  Time opened_at{}, ends_at{};
  std::optional<EndedHow> end_how;
  std::optional<Time> end_at;
  std::optional<std::string> end_by, end_reason;
  std::optional<std::int64_t> review_version;
  std::optional<ReviewOutcome> outcome;
  std::optional<std::string> measures, comment;
  std::optional<Time> reviewed_at;
  std::string family_name, given_name;
  Date birth_date;
};
BOOST_DESCRIBE_STRUCT(OpeningRow, (),
                      (id, person_id, post_id, account_id, opener_name, facility_name, profession, kind,
                       reason, without_consent, opened_at, ends_at, end_how, end_at, end_by, end_reason,
                       review_version, outcome, measures, comment, reviewed_at, family_name, given_name,
                       birth_date))

// --- searches
// -----------------------------------------------------------------------------------------------------

struct SearchCount {
  std::int64_t misses = 0;    ///< since `misses_since`
  std::int64_t searches = 0;  ///< since `searches_since`
};
BOOST_DESCRIBE_STRUCT(SearchCount, (), (misses, searches))
SearchCount count_searches(Tx& tx, RegionId region, PostId post, Time misses_since, Time searches_since);
/// False if another search of the same post came first.
bool insert_search(Tx& tx, RegionId region, PostId post, std::optional<PersonId> found);

// --- openings
// -----------------------------------------------------------------------------------------------------

/// False if the id is taken.
bool insert(Tx& tx, RegionId region, const OpeningRow& row);
std::optional<OpeningRow> find(Tx& tx, RegionId region, BreakGlassId id);
/// The post's own for this person that is open now.
std::optional<OpeningRow> open_of(Tx& tx, RegionId region, PersonId person, PostId post);
/// Newest first.
std::vector<OpeningRow> of_person(Tx& tx, RegionId region, PersonId person, int limit);
std::vector<OpeningRow> of_post(Tx& tx, RegionId region, PostId post, int limit);
/// Of the people whom the actor coordinates, leads or is guardian of: those not confirmed in their present
/// state.
std::vector<OpeningRow> unseen(Tx& tx, const access::Actor& actor, int limit);
/// The post's own with a review that it has not confirmed.
std::vector<OpeningRow> unseen_reviews(Tx& tx, RegionId region, PostId post, int limit);
void insert_seen(Tx& tx, RegionId region, BreakGlassId id, PostId post, std::int64_t review_version);
/// False if it has ended already.
bool insert_end(Tx& tx, RegionId region, BreakGlassId id, const BreakGlassEnding& end, PostId by);

/// What a guardian may read of others' looks: the region's rule, and protective limits.
bool shows_names(Tx& tx, RegionId region);
std::vector<AccountId> operators(Tx& tx, RegionId region);

// --- reviews
// ------------------------------------------------------------------------------------------------------

/// Waiting: oldest first; reviewed: latest review first.
std::vector<OpeningRow> queue(Tx& tx, RegionId region, QueueState state, int limit);
BreakGlassWaiting waiting(Tx& tx, RegionId region, Time overdue_before);
struct ReviewRow {
  std::int64_t version = 1;
  ReviewOutcome outcome = ReviewOutcome::justified;
  std::string measures, comment;
  bool ended = false, barred = false;
  Time at{};
  std::string by_name;
};
BOOST_DESCRIBE_STRUCT(ReviewRow, (), (version, outcome, measures, comment, ended, barred, at, by_name))
/// False if that version is there already.
bool insert_review(Tx& tx, RegionId region, BreakGlassId id, const ReviewRow& row, PostId by);
/// Newest first.
std::vector<ReviewRow> reviews(Tx& tx, RegionId region, BreakGlassId id);

bool is_barred(Tx& tx, RegionId region, PostId post);
void insert_bar(Tx& tx, RegionId region, BarId bar, PostId post, BreakGlassId id, PostId by,
                const std::string& by_name);
/// In force, newest first.
std::vector<BreakGlassBar> bars(Tx& tx, RegionId region, int limit);
/// False if there is no such bar.
bool has_bar(Tx& tx, RegionId region, BarId bar);
/// The account behind a barred post, to be told.
std::optional<AccountId> account_of_bar(Tx& tx, RegionId region, BarId bar);
/// False if it was lifted already.
bool insert_lift(Tx& tx, RegionId region, BarId bar, const std::string& reason, PostId by,
                 const std::string& by_name);
std::optional<BreakGlassContact> contact(Tx& tx, RegionId region, PostId post);

}  // namespace musubi::breakglass::store
